package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// What the reports say of an event is one document of the full-text index "words", what somebody said is one of "sayings", together with keys: words that no text
// has, for what queries ask beside words. The number of a document begins with its day, so that the index itself gives the latest that fit first, without a look
// at all others.

// idBits are the bits of a document's number that are the id of the event or statement; the 17 above them are its day.
const idBits = 46

// idOf is what a document's number means, in SQL.
func idOf(table string) string { return fmt.Sprintf("(%s.rowid & %d)", table, int64(1)<<idBits-1) }

// documentOf is the number of a document.
func documentOf(day string, id int64) int64 {
	const last = 1<<17 - 1
	n := last // what has no day comes last, as in the order of days
	if d := dayOf(day); d != noDay {
		n = min(max(d+1<<16, 0), last) // days from 1790 to 2149 are told apart
	}
	return int64(n)<<idBits | id
}

// document is what is searched of an event or a statement.
type document struct {
	table string
	id    int64
	body  string
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
	order := func(a, b document) int { return cmp.Or(strings.Compare(a.table, b.table), cmp.Compare(a.id, b.id)) }
	slices.SortFunc(t.unfiled, order)
	for _, d := range t.unfiled {
		if err := t.exec("DELETE FROM "+d.table+" WHERE rowid = $1", d.id); err != nil {
			return err
		}
	}
	value := "$2"
	if l.postgres {
		value = "to_tsvector('english', $2)"
	}
	slices.SortFunc(t.documents, order)
	for _, d := range t.documents {
		if err := t.exec("INSERT INTO "+d.table+" (rowid, body) VALUES ($1, "+value+")", d.id, d.body); err != nil {
			return err
		}
	}
	t.unfiled, t.documents = nil, nil
	return nil
}

// refile files all events and statements anew, for a ledger of the first version: its indexes of words are empty, and bodies are not filed by their keys.
func (l *Ledger) refile(ctx context.Context, tx *tx) error {
	if err := l.refileEvents(ctx, tx); err != nil {
		return err
	}
	for last := int64(0); ; {
		articles := 0
		if err := tx.each(func(scan func(...any) error) error {
			articles++
			var data []byte
			if err := scan(&last, &data); err != nil {
				return err
			}
			var r record.Record
			if err := unpack(data, &r); err != nil {
				return fmt.Errorf("article %d: %w", last, err)
			}
			tx.documents = append(tx.documents, sayingsOf(&r, last)...)
			return nil
		}, "SELECT article, record FROM records WHERE article > $1 ORDER BY article LIMIT 2000", last); err != nil || articles == 0 {
			return err
		}
		if err := tx.fileDocuments(l); err != nil {
			return err
		}
	}
}

// sayingsOf are the documents of an article's statements.
func sayingsOf(r *record.Record, article int64) []document {
	if len(r.Statements) == 0 {
		return nil
	}
	text := newText(r.Article.Text)
	actors := make(map[string]*record.Actor, len(r.Actors))
	for i := range r.Actors {
		actors[r.Actors[i].ID] = &r.Actors[i]
	}
	out := make([]document, 0, len(r.Statements))
	for i := range r.Statements {
		body := text.words(r.Statements[i].Content)
		if a := actors[r.Statements[i].Speaker]; a != nil {
			body += "\n" + key("person", a.Key) + " " + key("country", a.Country)
		}
		out = append(out, document{"sayings", sayingDocument(r.Article.Published, article<<16+int64(i)), body})
	}
	return out
}

// sayingDocument is the number of a statement's document; what has no day of publication comes first.
func sayingDocument(published string, id int64) int64 {
	if published == "" {
		return id
	}
	return documentOf(published, id)
}

func (l *Ledger) refileEvents(ctx context.Context, tx *tx) error {
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
		events, err := l.loadBy(ctx, ids, tx.each)
		if err != nil {
			return err
		}
		for i := range events {
			e := &events[i]
			file, old := filingOf(e), was[e.id]
			tx.documents = append(tx.documents, document{"words", documentOf(file.Day, e.id), bodyOf(e, &file)})
			raw, err := json.Marshal(file)
			if err != nil {
				return err
			}
			if err := errors.Join(
				old.take(tx, e.id), file.put(tx, e.id),
				tx.exec("UPDATE linked SET filed = $2 WHERE id = $1", e.id, string(raw))); err != nil {
				return err
			}
		}
		if err := tx.fileDocuments(l); err != nil {
			return err
		}
	}
}
