package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// Event gives an event by its id. The id of any of its mentions will do, so that an id that was merged away still leads to it.
func (l *Ledger) Event(ctx context.Context, id string) (Event, error) {
	list, err := l.events(ctx, "SELECT linked FROM mentions WHERE name = $1 AND linked <> 0", id)
	if err != nil {
		return Event{}, err
	}
	if len(list) == 0 {
		return Event{}, ErrNotFound
	}
	return list[0], nil
}

// events loads the events whose ids a query gives, in the query's order.
func (l *Ledger) events(ctx context.Context, query string, args ...any) ([]Event, error) {
	var ids []int64
	if err := l.query(ctx, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, query, args...); err != nil {
		return nil, err
	}
	return l.load(ctx, ids)
}

// chunk is how many ids go into one query.
const chunk = 400

// load loads events by the ids of their rows, in the order given.
func (l *Ledger) load(ctx context.Context, ids []int64) ([]Event, error) {
	return l.loadBy(ctx, ids, func(row func(scan func(...any) error) error, query string, args ...any) error {
		return l.query(ctx, row, query, args...)
	})
}

// loadBy is load with each to ask by, as what a transaction has written it alone can read.
func (l *Ledger) loadBy(ctx context.Context, ids []int64, each func(row func(scan func(...any) error) error, query string, args ...any) error) ([]Event, error) {
	if len(ids) == 0 {
		return []Event{}, nil
	}
	members := make(map[int64][]*feature, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		err := each(func(scan func(...any) error) error {
			m, err := scanMention(scan)
			if err == nil {
				members[m.linked] = append(members[m.linked], m)
			}
			return err
		}, selectMentions+"WHERE m.linked IN ("+numbersList(part)+")")
		if err != nil {
			return nil, err
		}
	}
	fixes, err := l.fixesOf(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Event, 0, len(ids))
	for _, id := range ids {
		list := members[id]
		if len(list) == 0 {
			continue
		}
		slices.SortFunc(list, func(a, b *feature) int { return before(a.Mention, b.Mention) })
		list[0].family = list[0].Mention.family(l.rules)
		why := make([]string, len(list))
		for i, m := range list {
			why[i] = m.why
		}
		out = append(out, l.event(&cluster{members: list, why: why}, fixes))
	}
	return out, nil
}

// fixesOf loads the corrections for reading.
func (l *Ledger) fixesOf(ctx context.Context) (*fixes, error) {
	x := &fixes{by: map[string][]*Correction{}, rules: l.rules}
	list, err := l.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	slices.Reverse(list)
	x.all = list
	for i := range x.all {
		x.by[x.all[i].Target] = append(x.by[x.all[i].Target], &x.all[i])
	}
	return x, nil
}

func numbersList(ids []int64) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%d", id)
	}
	return b.String()
}

// Article is an article of the ledger with its record and what it said before.
type Article struct {
	Record  record.Record   `json:"record"`
	Added   int64           `json:"added"` // Unix seconds
	CopyOf  string          `json:"copy_of"`
	Before  []record.Record `json:"before"` // earlier records, the oldest first
	Events  []string        `json:"events"` // ids of the ledger's events, one for each event of the record
	Copies  []string        `json:"copies"` // articles that copy this one
	version int
}

// Article gives an article by its id.
func (l *Ledger) Article(ctx context.Context, name string) (Article, error) {
	a := Article{Before: []record.Record{}, Events: []string{}, Copies: []string{}}
	var id, root int64
	var data []byte
	err := l.db.QueryRowContext(ctx, "SELECT a.id, a.root, a.added, a.version, r.record FROM articles a JOIN records r ON r.article = a.id WHERE a.name = $1", name).Scan(&id, &root, &a.Added, &a.version, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return a, ErrNotFound
	}
	if err != nil {
		return a, plain(err)
	}
	if err := unpack(data, &a.Record); err != nil {
		return a, fmt.Errorf("the record of %q: %w", name, err)
	}
	err = errors.Join(
		l.query(ctx, func(scan func(...any) error) error {
			var old record.Record
			if err := scan(&data); err != nil {
				return err
			}
			err := unpack(data, &old)
			a.Before = append(a.Before, old)
			return err
		}, "SELECT record FROM versions WHERE article = $1 ORDER BY version", id),
		l.query(ctx, func(scan func(...any) error) error {
			var s string
			err := scan(&s)
			a.Events = append(a.Events, s)
			return err
		}, "SELECT l.name FROM mentions m JOIN linked l ON l.id = m.linked WHERE m.id >= $1 AND m.id < $2 ORDER BY m.id", id<<16, (id+1)<<16),
		l.query(ctx, func(scan func(...any) error) error {
			var s string
			var other int64
			err := scan(&s, &other)
			if other == root {
				a.CopyOf = s
			} else {
				a.Copies = append(a.Copies, s)
			}
			return err
		}, "SELECT name, id FROM articles WHERE id <> $1 AND (id = $2 OR root = $1) AND published >= $3 AND published <= $4 ORDER BY name", id, root,
			dayName(dayOf(a.Record.Article.Published)-2*copyDays), dayName(dayOf(a.Record.Article.Published)+2*copyDays)))
	return a, err
}

func unpack(data []byte, r *record.Record) error {
	plainJSON, err := decoder().DecodeAll(data, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return json.Unmarshal(plainJSON, r)
}

// Change is an event that came, changed or went.
type Change struct {
	Seq  int64  `json:"seq"`
	At   int64  `json:"at"` // Unix seconds
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// Changes gives at most limit changes after a sequence number, in order, for those who follow the ledger.
func (l *Ledger) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	out := []Change{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var c Change
		err := scan(&c.Seq, &c.At, &c.Kind, &c.ID)
		out = append(out, c)
		return err
	}, "SELECT seq, at, kind, name FROM changes WHERE seq > $1 ORDER BY seq LIMIT $2", after, limit)
	return out, err
}

// LastChange is the number of the latest change: it tells whether anything is new, as an ETag.
func (l *Ledger) LastChange(ctx context.Context) (int64, error) {
	var n int64
	err := l.db.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM changes").Scan(&n)
	return n, plain(err)
}

// Stats counts what the ledger holds.
type Stats struct {
	Articles    int    `json:"articles"`
	Mentions    int    `json:"mentions"`
	Events      int    `json:"events"`
	Statements  int    `json:"statements"`
	Corrections int    `json:"corrections"`
	First       string `json:"first"` // day of the first and last publication
	Last        string `json:"last"`
}

// Stats counts.
func (l *Ledger) Stats(ctx context.Context) (Stats, error) {
	var s Stats
	err := l.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions), (SELECT count(*) FROM linked), (SELECT count(*) FROM statements),
		(SELECT count(*) FROM corrections), (SELECT coalesce(min(published), '') FROM articles WHERE published <> ''), (SELECT coalesce(max(published), '') FROM articles)`).
		Scan(&s.Articles, &s.Mentions, &s.Events, &s.Statements, &s.Corrections, &s.First, &s.Last)
	return s, plain(err)
}

// StateName is the name of a state or international body by its code, or the code.
func (l *Ledger) StateName(code string) string {
	return cmp.Or(l.rules.stateNames[code], l.rules.bodyNames[code], code)
}

// COW is the Correlates of War number of a state by its ISO code, "" where it has none.
func (l *Ledger) COW(code string) string { return l.rules.cow[code] }
