package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// What the reports say of an event is one document of the full-text index, together with keys: words that no text has, for what queries ask beside words. The
// number of a document begins with the event's day, so that the index itself gives the latest events that fit first, without a look at all others.

// eventBits are the bits of a document's number that are the event's id; the 17 above them are its day.
const eventBits = 46

// documentOf is the number of an event's document.
func documentOf(day string, event int64) int64 {
	const last = 1<<17 - 1
	n := last // an event without a day comes last, as in the order of days
	if d := dayOf(day); d != noDay {
		n = min(max(d+1<<16, 0), last) // days from 1790 to 2149 are told apart
	}
	return int64(n)<<eventBits | event
}

// document is what is searched of an event.
type document struct {
	id   int64
	body string
}

// bodyOf is what is searched of an event: the sentences and titles of its reports, its parties and people, and its keys.
func bodyOf(e *Event, file *filing) string {
	const most = 1 << 16 // bytes; the first reports say most
	var b strings.Builder
	seen := map[string]bool{}
	put := func(s string) {
		if !seen[s] && b.Len()+len(s) < most {
			seen[s] = true
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	for _, m := range e.members {
		put(m.Words)
		put(m.Title)
		for _, p := range slices.Concat(m.Source, m.Target) {
			put(p.Name)
		}
		for _, p := range m.People {
			put(p.Name)
		}
	}
	for _, k := range keysOf(e, file) {
		b.WriteString(k)
		b.WriteByte(' ')
	}
	return b.String()
}

// keyed are the fields of the query language that have keys.
var keyed = []string{"dyad", "actor", "by", "on", "act", "status", "was", "level", "plover", "quad"}

// keysOf are the keys of an event.
func keysOf(e *Event, file *filing) []string {
	keys := []string{key("act", e.Act), key("status", e.Status), key("plover", e.PLOVER), key("level", e.Level), key("quad", fmt.Sprint(e.Quad))}
	if e.contact {
		keys = append(keys, key("is", "contact"))
	}
	for _, p := range file.Pairs {
		keys = append(keys, key("dyad", p))
	}
	for _, p := range file.Source {
		keys = append(keys, key("by", p))
	}
	for _, p := range file.Target {
		keys = append(keys, key("on", p))
	}
	for _, m := range e.members {
		keys = union(keys, []string{key("was", m.Status)})
	}
	return keys
}

// key is the word for a field and a value, in letters and digits.
func key(field, value string) string {
	return "x" + field + "0" + strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		}
		return '0'
	}, value)
}

// keysFor are the keys that a value of the query language stands for.
func keysFor(field, value string) []string {
	switch {
	case field == "actor":
		return []string{key("by", value), key("on", value)}
	case field == "level" && value == "minister":
		return []string{key("level", "foreign"), key("level", "defence"), key("level", "security"), key("level", "economic")}
	case field == "is" && value == "contact", slices.Contains(keyed, field):
		return []string{key(field, value)}
	}
	return nil
}

// clause is a part of a full-text query: any of some words, or none of them.
type clause struct {
	not   bool
	any   []string
	exact bool // words that must stand together
}

// match is the condition that a full-text table has what all clauses ask for. Not all of them may be negative.
func (w *where) match(table string, clauses ...clause) string {
	clauses = slices.Clone(clauses)
	slices.SortStableFunc(clauses, func(a, b clause) int { return cmp.Compare(number(a.not), number(b.not)) })
	if w.l.postgres {
		var and []string
		for _, c := range clauses {
			f := map[bool]string{true: "phraseto_tsquery", false: "plainto_tsquery"}[c.exact]
			var or []string
			for _, v := range c.any {
				or = append(or, f+"('english', "+w.arg(v)+")")
			}
			and = append(and, map[bool]string{true: "!!"}[c.not]+"("+strings.Join(or, " || ")+")")
		}
		return table + ".body @@ (" + strings.Join(and, " && ") + ")"
	}
	var q strings.Builder
	for i, c := range clauses {
		if i > 0 {
			q.WriteString(map[bool]string{true: " NOT ", false: " AND "}[c.not])
		}
		for k, v := range c.any {
			q.WriteString(map[bool]string{true: `("`, false: ` OR "`}[k == 0] + strings.ReplaceAll(v, `"`, " ") + `"`)
		}
		q.WriteByte(')')
	}
	return table + " MATCH " + w.arg(q.String())
}

// fileDocuments brings the full-text index up to what the transaction has written, in order of the documents: the index is slow with any other.
func (t *tx) fileDocuments(l *Ledger) error {
	slices.Sort(t.unfiled)
	for _, id := range t.unfiled {
		if err := t.exec("DELETE FROM words WHERE rowid = $1", id); err != nil {
			return err
		}
	}
	slices.SortFunc(t.documents, func(a, b document) int { return cmp.Compare(a.id, b.id) })
	for _, d := range t.documents {
		if err := l.index(t, "words", d.id, d.body); err != nil {
			return err
		}
	}
	t.unfiled, t.documents = nil, nil
	return nil
}

// index puts words into a full-text index.
func (l *Ledger) index(tx *tx, table string, id int64, body string) error {
	value := "$2"
	if l.postgres {
		value = "to_tsvector('english', $2)"
	}
	return tx.exec("INSERT INTO "+table+" (rowid, body) VALUES ($1, "+value+")", id, body)
}

// refile files all events anew, for a ledger of the first version: its index of words is empty, and bodies are not filed by their keys.
func (l *Ledger) refile(ctx context.Context, tx *tx) error {
	for last := int64(-1); ; {
		var ids []int64
		was := map[int64]filing{}
		if err := tx.each(func(scan func(...any) error) error {
			var raw string
			if err := scan(&last, &raw); err != nil {
				return err
			}
			var file filing
			err := json.Unmarshal([]byte(raw), &file)
			ids, was[last] = append(ids, last), file
			return err
		}, "SELECT id, filed FROM linked WHERE id > $1 ORDER BY id LIMIT 5000", last); err != nil || len(ids) == 0 {
			return err
		}
		events, err := l.load(ctx, ids)
		if err != nil {
			return err
		}
		for i := range events {
			e := &events[i]
			file, old := filingOf(e), was[e.id]
			tx.documents = append(tx.documents, document{documentOf(file.Day, e.id), bodyOf(e, &file)})
			raw, err := json.Marshal(file)
			if err != nil {
				return err
			}
			if err := errors.Join(
				old.each(func(in *filed, key ...any) error { return tx.exec(in.delete, append(key, e.id)...) }),
				file.each(func(in *filed, key ...any) error { return tx.exec(in.insert, append(key, e.id)...) }),
				tx.exec("UPDATE linked SET filed = $2 WHERE id = $1", e.id, string(raw))); err != nil {
				return err
			}
		}
		if err := tx.fileDocuments(l); err != nil {
			return err
		}
	}
}
