package ledger

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Foreign is an event of another collection, laid beside ours. It is a pair's, never one with participants or words.
type Foreign struct {
	Collection string   `json:"collection"` // polecat, icews, gdelt
	ID         string   `json:"id"`
	Day        string   `json:"day"`
	Source     string   `json:"source"` // ISO alpha-3
	Target     string   `json:"target"`
	CAMEO      string   `json:"cameo"`
	PLOVER     string   `json:"plover"`
	Quad       int      `json:"quad"`
	Goldstein  *float64 `json:"goldstein"`
	Articles   int      `json:"articles"`
}

// Imported counts what Import did.
type Imported struct {
	Collection   string
	New, Skipped int // skipped: rows between parties that are no states, or malformed
}

// Import reads a file of POLECAT (tab-separated, 40 named columns), ICEWS (20 named columns) or GDELT 2.0 events (61 columns without names) and tells
// them apart by itself. It reads leniently, as released files have stray columns. A row that is there already is written anew.
func (l *Ledger) Import(ctx context.Context, in io.Reader) (Imported, error) {
	var n Imported
	br := bufio.NewReaderSize(in, 1<<20)
	head, err := br.Peek(1 << 16)
	if len(head) == 0 {
		return n, fmt.Errorf("the file is empty: %w", err)
	}
	first, _, _ := strings.Cut(string(head), "\n")
	cells := strings.Split(strings.TrimRight(first, "\r"), "\t")
	at := map[string]int{}
	for i, c := range cells {
		if _, ok := at[strings.ToLower(strings.TrimSpace(c))]; !ok {
			at[strings.ToLower(strings.TrimSpace(c))] = i
		}
	}
	var parse func([]string) (Foreign, bool)
	skip := 1
	switch {
	case has(at, "event id", "event type", "actor country", "recipient country"):
		n.Collection, parse = "polecat", func(c []string) (Foreign, bool) { return l.polecat(at, c) }
	case has(at, "event id", "cameo code", "source country", "target country"):
		n.Collection, parse = "icews", func(c []string) (Foreign, bool) { return l.icews(at, c) }
	case len(cells) >= 58 && len(cells) <= 61:
		n.Collection, parse, skip = "gdelt", l.gdelt, 0
	default:
		return n, errors.New("the file is none of POLECAT, ICEWS or GDELT 2.0 events: its first line has neither their names nor 61 columns")
	}
	sc := bufio.NewScanner(br)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	var list []Foreign
	flush := func() error {
		err := l.inTx(ctx, func(tx *tx) error {
			for _, f := range list {
				if err := tx.exec(`INSERT INTO foreign_events (collection, name, day, pair, source, target, cameo, plover, quad, goldstein, articles) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
					ON CONFLICT (collection, name, day) DO UPDATE SET pair = excluded.pair, source = excluded.source, target = excluded.target, cameo = excluded.cameo, plover = excluded.plover,
					quad = excluded.quad, goldstein = excluded.goldstein, articles = excluded.articles`,
					n.Collection, f.ID, f.Day, Pair(f.Source, f.Target), f.Source, f.Target, f.CAMEO, f.PLOVER, f.Quad, f.Goldstein, f.Articles); err != nil {
					return err
				}
			}
			return nil
		})
		n.New += len(list)
		list = list[:0]
		return err
	}
	for line := 0; sc.Scan(); line++ {
		if line < skip || strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		f, ok := parse(strings.Split(strings.TrimRight(sc.Text(), "\r"), "\t"))
		if !ok {
			n.Skipped++
			continue
		}
		if list = append(list, f); len(list) >= 5000 {
			if err := flush(); err != nil {
				return n, err
			}
		}
	}
	return n, errors.Join(sc.Err(), flush())
}

func has(at map[string]int, names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { _, ok := at[n]; return !ok })
}

func cell(c []string, at map[string]int, name string) string {
	if i, ok := at[name]; ok && i < len(c) {
		if v := strings.TrimSpace(c[i]); v != "None" {
			return v
		}
	}
	return ""
}

// iso reads a state by its name or code.
func (l *Ledger) iso(s string) string {
	s, _, _ = strings.Cut(s, ";")
	s = strings.TrimSpace(s)
	if _, ok := l.rules.stateNames[strings.ToUpper(s)]; ok {
		return strings.ToUpper(s)
	}
	return l.rules.stateCodes[strings.ToLower(s)]
}

func (l *Ledger) polecat(at map[string]int, c []string) (f Foreign, ok bool) {
	f = Foreign{ID: cell(c, at, "event id"), Day: cell(c, at, "event date"), PLOVER: cell(c, at, "event type"), Source: l.iso(cell(c, at, "actor country")), Target: l.iso(cell(c, at, "recipient country")), Articles: 1}
	f.Goldstein = decimal(cell(c, at, "intensity"))
	f.Quad = quadOf(cell(c, at, "quad code"))
	return f, f.valid()
}

func (l *Ledger) icews(at map[string]int, c []string) (f Foreign, ok bool) {
	f = Foreign{ID: cell(c, at, "event id"), Day: cell(c, at, "event date"), CAMEO: cell(c, at, "cameo code"), Source: l.iso(cell(c, at, "source country")), Target: l.iso(cell(c, at, "target country")), Articles: 1}
	if len(f.CAMEO) == 2 || len(f.CAMEO) == 3 && f.CAMEO[0] != '0' && f.CAMEO[0] != '1' && f.CAMEO[0] != '2' {
		f.CAMEO = "0" + f.CAMEO // released files have dropped the first zero
	}
	f.Goldstein = decimal(cell(c, at, "intensity"))
	f.Quad = quadOfCAMEO(f.CAMEO)
	return f, f.valid()
}

func (l *Ledger) gdelt(c []string) (f Foreign, ok bool) {
	if len(c) < 58 {
		return f, false
	}
	f = Foreign{ID: c[0], Day: c[1], Source: l.iso(c[7]), Target: l.iso(c[17]), CAMEO: c[26], Quad: quadOf(c[29]), Goldstein: decimal(c[30])}
	f.Articles, _ = strconv.Atoi(c[33])
	return f, f.valid()
}

func (f *Foreign) valid() bool {
	for _, layout := range []string{time.DateOnly, "20060102", "1/2/2006"} {
		if t, err := time.Parse(layout, f.Day); err == nil {
			f.Day = t.Format(time.DateOnly)
			return f.ID != "" && f.Source != "" && f.Target != ""
		}
	}
	return false
}

func decimal(s string) *float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return &x
}

// quadOf reads "1", "1.0", "Verbal Cooperation", "VERBAL CONFLICT".
func quadOf(s string) int {
	s = strings.ToLower(s)
	for i, name := range []string{"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"} {
		if strings.HasPrefix(s, strconv.Itoa(i+1)) || s == name {
			return i + 1
		}
	}
	return 0
}

// quadOfCAMEO is the quad class of a CAMEO root, SANCTION counted as material as everywhere here.
func quadOfCAMEO(code string) int {
	if len(code) < 2 {
		return 0
	}
	root, err := strconv.Atoi(code[:2])
	switch {
	case err != nil || root < 3:
		return 0
	case root <= 5:
		return 1
	case root <= 8:
		return 2
	case root <= 13:
		return 3
	}
	return 4
}

// ForeignSeries counts other collections' events of a pair by period, so that they can be laid over ours.
func (l *Ledger) ForeignSeries(ctx context.Context, pair, unit string) (map[string][]Point, error) {
	out := map[string][]Point{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var collection, day, plover string
		var quad, articles int
		var goldstein *float64
		if err := scan(&collection, &day, &plover, &quad, &goldstein, &articles); err != nil {
			return err
		}
		b := dayName(bucket(dayOf(day), unit))
		list := out[collection]
		if n := len(list); n == 0 || list[n-1].From != b {
			list = append(list, Point{Pair: pair, From: b, PLOVER: map[string]int{}})
		}
		p := &list[len(list)-1]
		p.Events++
		p.Quad[min(max(quad, 0), 4)]++
		p.Articles += articles
		if plover != "" {
			p.PLOVER[plover]++
		}
		if goldstein != nil {
			p.Goldstein, p.Scored = p.Goldstein+*goldstein, p.Scored+1
		}
		out[collection] = list
		return nil
	}, "SELECT collection, day, plover, quad, goldstein, articles FROM foreign_events WHERE pair = $1 ORDER BY collection, day, name", pair)
	return out, err
}
