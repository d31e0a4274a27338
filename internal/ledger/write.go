package ledger

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openlines/openlines/record"
)

// eventRow is an event on its way into the store.
type eventRow struct {
	id      int64
	name    string
	was     stored // what is there; it has no time of adding where nothing is
	file    filing
	body    string // its document
	columns []any  // all but the last two, which tell when it was written
}

// eventRow makes the row of an event.
func (l *Ledger) eventRow(block string, c *cluster, e Event, sig int64, was stored) (eventRow, error) {
	file := filingOf(&e)
	day := file.Day
	filed, err := json.Marshal(file)
	if err != nil {
		return eventRow{}, err
	}
	place, country := "", ""
	if e.Where != nil {
		place, country = e.Where.Name, e.Where.Country
	}
	return eventRow{e.id, e.ID, was, file, bodyOf(&e, &file), []any{
		e.id, e.ID, block, dayName(c.from), dayName(c.to), day, e.When.From, e.When.To, undatedLast(e.FirstReport), lastDated(&e), e.Act, l.rules.families[e.family], e.Status,
		e.PLOVER, e.CAMEO, e.Quad, e.Goldstein, e.Level, strings.Join(levelsOf(&e), "|"), strings.ToLower(fold(place)), country, strings.ToLower(strings.Join(e.Topics, "|")), e.Articles,
		e.IndependentSources, len(e.Differences), sig, string(filed), number(e.Rejected)}}, nil
}

// writeEvent writes an event's row and what it is filed under.
func (l *Ledger) writeEvent(tx *tx, row *eventRow) error {
	now := l.now().Unix()
	kind, added := "new", now
	if row.was.added != 0 {
		kind, added = "changed", row.was.added
		if err := clearEvent(tx, row.id, row.was.filed); err != nil {
			return err
		}
	}
	seq, err := tx.nextChange()
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO linked (id, name, block, span_from, span_to, day, day_from, day_to, first, last, act, kind, status, plover, cameo, quad, goldstein, level, levels,
		place, country, topics, articles, sources, differs, sig, filed, rejected, added, changed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)`,
		append(row.columns, added, seq)...); err != nil {
		return err
	}
	if err := row.file.put(tx, row.id); err != nil {
		return err
	}
	tx.documents = append(tx.documents, document{"words", documentOf(row.file.Day, row.id), row.body})
	return tx.exec("INSERT INTO changes (seq, at, kind, name) VALUES ($1, $2, $3, $4)", seq, now, kind, row.name)
}

// dropEvent takes away an event that no mention begins any more.
func (l *Ledger) dropEvent(tx *tx, id int64, was stored) error {
	if was.name == "" {
		return nil
	}
	if err := clearEvent(tx, id, was.filed); err != nil {
		return err
	}
	seq, err := tx.nextChange()
	if err != nil {
		return err
	}
	return tx.exec("INSERT INTO changes (seq, at, kind, name) VALUES ($1, $2, 'gone', $3)", seq, l.now().Unix(), was.name)
}

// filing names an event's rows in pairs, parties and people.
type filing struct {
	Day    string   `json:"d"`
	Pairs  []string `json:"p,omitempty"`
	Source []string `json:"s,omitempty"`
	Target []string `json:"t,omitempty"`
	People []string `json:"o,omitempty"`

	counts []any // what series count of the event, as it stands in pairs
}

func filingOf(e *Event) filing {
	file := filing{Day: e.Day(), Pairs: e.Pairs(), Source: filedAs(e.Source), Target: filedAs(e.Target),
		counts: []any{number(e.Status == record.Happened && !e.Rejected), number(e.contact), e.PLOVER, e.Quad, e.Goldstein, e.Articles, e.IndependentSources}}
	for _, p := range e.Participants {
		file.People = union(file.People, []string{p.Key})
	}
	return file
}

// put writes the rows of the event with an id.
func (x *filing) put(tx *tx, id int64) error {
	for _, p := range x.Pairs {
		if err := tx.exec("INSERT INTO pairs (pair, day, linked, counts, contact, plover, quad, goldstein, articles, sources) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
			append([]any{p, x.Day, id}, x.counts...)...); err != nil {
			return err
		}
	}
	for i, list := range [2][]string{x.Source, x.Target} {
		for _, p := range list {
			if err := tx.exec("INSERT INTO parties (party, day, linked, side) VALUES ($1, $2, $3, $4)", p, x.Day, id, sides[i]); err != nil {
				return err
			}
		}
	}
	for _, p := range x.People {
		if err := tx.exec("INSERT INTO people (person, day, linked) VALUES ($1, $2, $3)", p, x.Day, id); err != nil {
			return err
		}
	}
	return nil
}

// take takes them away.
func (x *filing) take(tx *tx, id int64) error {
	for _, p := range x.Pairs {
		if err := tx.exec("DELETE FROM pairs WHERE pair = $1 AND day = $2 AND linked = $3", p, x.Day, id); err != nil {
			return err
		}
	}
	for i, list := range [2][]string{x.Source, x.Target} {
		for _, p := range list {
			if err := tx.exec("DELETE FROM parties WHERE party = $1 AND day = $2 AND linked = $3 AND side = $4", p, x.Day, id, sides[i]); err != nil {
				return err
			}
		}
	}
	for _, p := range x.People {
		if err := tx.exec("DELETE FROM people WHERE person = $1 AND day = $2 AND linked = $3", p, x.Day, id); err != nil {
			return err
		}
	}
	return nil
}

var sides = [2]string{"source", "target"}

// clearEvent takes away an event's row and what it is filed under.
func clearEvent(tx *tx, id int64, raw string) error {
	var file filing
	if err := json.Unmarshal([]byte(raw), &file); err != nil {
		return fmt.Errorf("event %d: %w: %w", id, ErrDamaged, err)
	}
	if err := file.take(tx, id); err != nil {
		return err
	}
	tx.unfiled = append(tx.unfiled, document{table: "words", id: documentOf(file.Day, id)})
	return tx.exec("DELETE FROM linked WHERE id = $1", id)
}

// nextChange is the next number of a change; the write lock keeps others from taking it.
func (t *tx) nextChange() (int64, error) {
	if t.seq == 0 {
		if err := t.one("SELECT coalesce(max(seq), 0) FROM changes", &t.seq); err != nil {
			return 0, err
		}
	}
	t.seq++
	return t.seq, nil
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lastDated is the last report's day, "" where no report has one.
func lastDated(e *Event) string {
	last := ""
	for _, m := range e.members {
		last = max(last, m.Published)
	}
	return last
}

// Day is the day that an event is sorted by: its own, else that of the first report.
func (e *Event) Day() string {
	if e.When.From != "" {
		return e.When.From
	}
	return undatedLast(e.FirstReport)
}

// Pairs are the pairs of parties that an event stands between: each source with each target, and of a mutual act or a meeting each with each.
func (e *Event) Pairs() []string {
	source, target := codes(e.Source), codes(e.Target)
	var out []string
	add := func(a, b string) { out = union(out, []string{Pair(a, b)}) }
	for _, a := range source {
		for _, b := range target {
			add(a, b)
		}
	}
	if e.Mutual || e.contact && rank(e.Status) != rankOff { // a host's guests meet, too
		for _, side := range [][]string{source, target} {
			for i, a := range side {
				for _, b := range side[i+1:] {
					add(a, b)
				}
			}
		}
	}
	if len(out) == 0 && len(source) == 1 {
		add(source[0], source[0])
	}
	return out
}
