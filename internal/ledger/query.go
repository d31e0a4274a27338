package ledger

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Page says which part of a result is wanted.
type Page struct {
	Limit  int    // at most; 0 for 50
	Cursor string // Result.Next of the page before
	Oldest bool   // the oldest first, instead of the latest
}

// Result is a page of events.
type Result struct {
	Events []Event `json:"events"`
	Next   string  `json:"next"` // the cursor of the next page, "" where there is none
}

// where collects the conditions of a query.
type where struct {
	l    *Ledger
	and  []string
	args []any
	from string
	day  string // the column with the day that the result is sorted by
	text bool   // the full-text index gives the order
	rej  bool   // rejected events are asked for
}

func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(len(w.args))
}

// Query gives the events that fit a query, the latest first. Events that were rejected are left out unless asked for.
func (l *Ledger) Query(ctx context.Context, text string, p Page) (Result, error) {
	q, err := l.ParseQuery(ctx, text)
	if err != nil {
		return Result{}, err
	}
	w := l.where(q)
	if p.Limit <= 0 {
		p.Limit = 50
	}
	if p.Cursor != "" {
		if err := w.after(p); err != nil {
			return Result{}, err
		}
	}
	events, err := l.events(ctx, fmt.Sprintf("SELECT l.id %s ORDER BY %s LIMIT %d", w.sql(), w.order(p.Oldest), p.Limit+1), w.args...)
	if err != nil {
		return Result{}, err
	}
	r := Result{Events: events}
	if len(events) > p.Limit {
		r.Events = events[:p.Limit]
		last := &r.Events[p.Limit-1]
		r.Next = last.Day() + "~" + last.ID
		if w.text {
			r.Next = "~" + strconv.FormatInt(documentOf(last.Day(), last.id), 36)
		}
	}
	return r, nil
}

// order is the order of the result: by day, then by id or, where words are asked for, by the order in which the events came into the ledger.
func (w *where) order(oldest bool) string {
	d := map[bool]string{false: " DESC", true: ""}[oldest]
	if w.text {
		return "words.rowid" + d
	}
	return w.day + d + ", l.name" + d
}

// after leaves out what stands before the cursor.
func (w *where) after(p Page) error {
	less := map[bool]string{false: "<", true: ">"}[p.Oldest]
	day, name, ok := strings.Cut(p.Cursor, "~")
	n, err := strconv.ParseInt(name, 36, 64)
	if !ok || w.text && (day != "" || err != nil) {
		return fmt.Errorf("the cursor %q is none of this query's", p.Cursor)
	}
	if w.text {
		w.and = append(w.and, "words.rowid "+less+" "+w.arg(n))
		return nil
	}
	a, b := w.arg(day), w.arg(name)
	w.and = append(w.and, fmt.Sprintf("(%[1]s %[2]s %[3]s OR %[1]s = %[3]s AND l.name %[2]s %[4]s)", w.day, less, a, b), w.day+" "+less+"= "+a)
	return nil
}

// Count counts the events that fit a query, up to most.
func (l *Ledger) Count(ctx context.Context, text string, most int) (int, error) {
	q, err := l.ParseQuery(ctx, text)
	if err != nil {
		return 0, err
	}
	w := l.where(q)
	var n int
	err = l.db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 %s LIMIT %d) x", w.sql(), most), w.args...).Scan(&n)
	return n, plain(err)
}

func (w *where) sql() string {
	and := w.and
	if !w.rej {
		and = append(and, "l.rejected = 0")
	}
	return w.from + " WHERE " + strings.Join(and, " AND ")
}

// where turns a query into SQL.
func (l *Ledger) where(q Query) *where {
	w := &where{l: l, from: "FROM linked l", day: "l.day"}
	terms := q.terms
	if slices.ContainsFunc(terms, func(t term) bool { return t.field == "" && !t.not }) {
		terms = w.words(terms)
	}
	for _, t := range terms {
		if t.field == "dyad" && !t.not && len(t.values) == 1 && w.from == "FROM linked l" { // the pair's index gives the order
			w.from, w.day = "FROM pairs p JOIN linked l ON l.id = p.linked", "p.day"
			w.and = append(w.and, "p.pair = "+w.arg(t.values[0]))
			continue
		}
		var or []string
		for _, v := range t.values {
			or = append(or, w.condition(t, v))
		}
		c := "(" + strings.Join(or, " OR ") + ")"
		if t.not {
			c = "NOT " + c
		}
		w.and = append(w.and, c)
	}
	return w
}

// words has the full-text index find what terms ask for, as far as it can, and gives the other terms.
func (w *where) words(terms []term) (rest []term) {
	w.from, w.text = "FROM words CROSS JOIN linked l", true
	var clauses []clause
	for _, t := range terms {
		c := clause{not: t.not, exact: t.phrase}
		for _, v := range t.values {
			keys := []string{v}
			if t.field != "" {
				keys = keysFor(t.field, v)
			}
			if c.any = append(c.any, keys...); len(keys) == 0 {
				c.any = nil
				break
			}
		}
		if len(c.any) == 0 {
			rest = append(rest, t)
			continue
		}
		clauses = append(clauses, c)
	}
	w.and = append(w.and, w.match("words", clauses...), "l.id = "+idOf("words"))
	for _, t := range rest {
		if t.field == "day" && !t.not && len(t.values) == 1 {
			from, to, _ := dayRange(t.values[0])
			if from != "" {
				w.and = append(w.and, "words.rowid >= "+w.arg(documentOf(from, 0)))
			}
			if to != "" {
				w.and = append(w.and, "words.rowid <= "+w.arg(documentOf(to, 1<<idBits-1)))
			}
		}
	}
	return rest
}

func (w *where) condition(t term, v string) string {
	like := func(column string) string { return column + " LIKE " + w.arg("%"+escapeLike(v)+"%") + ` ESCAPE '\'` }
	switch t.field {
	case "dyad":
		return "l.id IN (SELECT linked FROM pairs WHERE pair = " + w.arg(v) + ")"
	case "actor":
		return "l.id IN (SELECT linked FROM parties WHERE party = " + w.arg(v) + ")"
	case "by":
		return "l.id IN (SELECT linked FROM parties WHERE party = " + w.arg(v) + " AND side = 'source')"
	case "on":
		return "l.id IN (SELECT linked FROM parties WHERE party = " + w.arg(v) + " AND side = 'target')"
	case "act", "plover", "status", "country":
		return "l." + t.field + " = " + w.arg(v)
	case "was":
		return "l.id IN (SELECT m.linked FROM mentions m WHERE m.linked = l.id AND m.status = " + w.arg(v) + ")"
	case "level":
		if v == "minister" {
			return "l.level IN ('foreign', 'defence', 'security', 'economic')"
		}
		return "l.level = " + w.arg(v)
	case "cameo":
		return "l.cameo >= " + w.arg(v) + " AND l.cameo < " + w.arg(v+":")
	case "quad", "sources", "articles":
		n, _ := strconv.Atoi(v) // digits, as the parser has checked
		op := map[bool]string{true: "=", false: ">="}[t.field == "quad"]
		return "l." + t.field + " " + op + " " + w.arg(n)
	case "person":
		return "l.id IN (SELECT e.linked FROM people e WHERE e.person IN (SELECT person FROM persons WHERE " + like("person") + "))"
	case "place":
		return like("l.place")
	case "topic":
		return like("l.topics")
	case "source":
		return "EXISTS (SELECT 1 FROM mentions m JOIN articles a ON a.id = m.id / 65536 WHERE m.linked = l.id AND " + like("lower(a.outlet)") + ")"
	case "article":
		return "l.id IN (SELECT m.linked FROM mentions m JOIN articles a ON m.id >= a.id * 65536 AND m.id < (a.id + 1) * 65536 WHERE a.name = " + w.arg(v) + ")"
	case "id":
		return "l.id IN (SELECT linked FROM mentions WHERE name = " + w.arg(v) + ")"
	case "is":
		switch v {
		case "contact":
			return "l.kind = 'contact'"
		case "disputed":
			return "l.differs > 0"
		case "corrected":
			return "l.id IN (SELECT m.linked FROM corrections c JOIN mentions m ON m.name = c.target)"
		}
		w.rej = w.rej || !t.not
		return "l.rejected = 1"
	case "day":
		return w.between(v, w.day, w.day)
	case "published":
		return w.between(v, "l.last", "l.first")
	case "added":
		from, to, _ := dayRange(v)
		var and []string
		if from != "" {
			and = append(and, "l.added >= "+w.arg(int64(dayOf(from))*86400))
		}
		if to != "" {
			and = append(and, "l.added < "+w.arg(int64(dayOf(to)+1)*86400))
		}
		return strings.Join(and, " AND ")
	}
	return "l.id IN (SELECT " + idOf("words") + " FROM words WHERE " + w.match("words", clause{any: []string{v}, exact: t.phrase}) + ")"
}

func (w *where) between(v, after, until string) string {
	from, to, _ := dayRange(v)
	var and []string
	if from != "" {
		and = append(and, after+" >= "+w.arg(from))
	}
	if to != "" {
		and = append(and, until+" <= "+w.arg(to))
	}
	return strings.Join(and, " AND ")
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s)
}

// Since reads "1d", "2w", "36h" or a day into a day, counted back from now.
func (l *Ledger) Since(s string) (string, error) {
	if dayOf(s) != noDay {
		return s, nil
	}
	if len(s) >= 2 {
		n, err := strconv.Atoi(s[:len(s)-1])
		unit := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[s[len(s)-1]]
		if err == nil && unit > 0 && n >= 0 {
			return l.now().Add(-time.Duration(n) * unit).UTC().Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("%q: want a day as 2006-01-02, or a time back as 1d, 2w or 12h", s)
}
