package ledger

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// selectMentions selects mentions as scanMention reads them.
const selectMentions = `SELECT m.id, m.name, m.linked, m.why, m.data, a.root, a.name, a.outlet, a.url, a.title, a.published FROM mentions m JOIN articles a ON a.id = m.id / 65536 `

// scanMention reads a mention; its features are not made yet.
func scanMention(scan func(...any) error) (*feature, error) {
	f, m := &feature{}, &Mention{}
	var data []byte
	if err := scan(&f.id, &m.Name, &f.linked, &f.why, &data, &f.root, &m.Article, &m.Outlet, &m.URL, &m.Title, &m.Published); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("mention %d: %w: %w", f.id, ErrDamaged, err)
	}
	h := fnv.New64a()
	h.Write(data)
	f.Mention, f.article, f.sum = m, f.id>>16, h.Sum64()
	return f, nil
}

// block are mentions of a pair on their way into clusters.
type block struct {
	l        *Ledger
	tx       *tx
	pair     string
	mentions map[int64]*feature
}

func (b *block) load(where string, args ...any) error {
	return b.tx.each(func(scan func(...any) error) error {
		f, err := scanMention(scan)
		if err == nil && b.mentions[f.id] == nil {
			b.mentions[f.id] = f
		}
		return err
	}, selectMentions+where, args...)
}

// few is how many mentions may be linked anew without all of the pair being loaded.
const few = 300

// clusters loads the mentions of a pair that matter and links those published since a day; those before keep the event that they have, as
// nothing published later can change it. Without a day all are linked anew.
func (b *block) clusters(since string) ([]*cluster, error) {
	if since != "" {
		fresh := 0
		if err := b.tx.each(func(scan func(...any) error) error { return scan(&fresh) }, "SELECT count(*) FROM (SELECT 1 FROM mentions WHERE pair = $1 AND published >= $2 LIMIT 1000) x", b.pair, since); err != nil {
			return nil, err
		}
		older := false
		if err := b.tx.each(func(scan func(...any) error) error { older = true; return nil }, "SELECT 1 FROM mentions WHERE pair = $1 AND published < $2 LIMIT 1", b.pair, since); err != nil {
			return nil, err
		}
		if fresh > few || !older || dayOf(since) == noDay {
			since = ""
		}
	}
	if since == "" {
		if err := b.load("WHERE m.pair = $1", b.pair); err != nil {
			return nil, err
		}
		return b.l.rules.cluster(nil, b.features(func(*feature) bool { return true })), nil
	}
	if err := b.loadSince(since); err != nil {
		return nil, err
	}
	old := func(f *feature) bool { return undatedLast(f.Published) < since }
	kept := map[int64]*cluster{}
	var start []*cluster
	for _, f := range b.features(old) {
		c := kept[f.linked]
		if c == nil {
			c = newCluster()
			kept[f.linked] = c
			start = append(start, c)
		}
		c.add(f, f.why)
	}
	return b.l.rules.cluster(start, b.features(func(f *feature) bool { return !old(f) })), nil
}

// loadSince loads what linking from a day on can touch: the mentions since, the events with a report in the window before, and older events whose days a
// mention names.
func (b *block) loadSince(since string) error {
	edge := dayName(dayOf(since) - window)
	if err := b.load("WHERE m.pair = $1 AND m.published >= $2", b.pair, edge); err != nil {
		return err
	}
	var days [][2]string
	for _, f := range b.mentions {
		if undatedLast(f.Published) >= since && f.When.From != "" {
			days = append(days, [2]string{f.When.From, cmp.Or(f.When.To, f.When.From)})
		}
	}
	events := map[int64]bool{}
	note := func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		events[id] = true
		return err
	}
	if err := b.tx.each(note, "SELECT id FROM linked WHERE block = $1 AND first < $2 AND last >= $2", b.pair, edge); err != nil { // told before the window, and in it
		return err
	}
	slices.SortFunc(days, func(x, y [2]string) int { return cmp.Or(strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1])) })
	for _, d := range slices.Compact(days) {
		if err := b.tx.each(note, "SELECT id FROM linked WHERE block = $1 AND span_to >= $2 AND span_from <= $3 AND last < $4", b.pair, dayName(dayOf(d[0])-slack), dayName(dayOf(d[1])+slack), edge); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(events)) {
		if err := b.load("WHERE m.linked = $1", id); err != nil {
			return err
		}
	}
	return nil
}

// features makes the features of the mentions that are wanted, in order.
func (b *block) features(want func(*feature) bool) []*feature {
	var list []*feature
	for _, f := range b.mentions {
		if want(f) {
			made := b.l.rules.feature(f.Mention)
			made.id, made.root, made.article, made.linked, made.why, made.sum = f.id, f.root, f.article, f.linked, f.why, f.sum
			list = append(list, &made)
		}
	}
	slices.SortFunc(list, func(a, b *feature) int { return before(a.Mention, b.Mention) })
	return list
}
