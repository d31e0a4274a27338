package ledger

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/openlines/openlines/record"
)

// selectMentions selects mentions as scanMention reads them.
const selectMentions = `SELECT m.id, m.name, m.linked, m.why, t.data, a.root, a.name, a.outlet, a.url, a.title, a.published FROM mentions m
	JOIN tellings t ON t.mention = m.id JOIN articles a ON a.id = m.id / 65536 `

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
	if m.When.Basis == "inherited" && m.When.To < m.Published && (m.Status == record.Planned || m.Status == record.Proposed) {
		m.When = record.When{} // what is to come has no days before it was told: those are of what the sentence before tells
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
	until    string // mentions published before this day count
	mentions map[int64]*feature
	strays   map[int64]stray
}

// stray is a mention that an older version of the rules has put into this block, and the block where it belongs.
type stray struct {
	mention, linked int64
	pair, since     string
}

// load loads mentions with their features, and finds those that do not belong here.
func (b *block) load(where string, args ...any) error {
	args = append(args, b.until)
	return b.tx.each(func(scan func(...any) error) error {
		f, err := scanMention(scan)
		if err != nil || b.mentions[f.id] != nil {
			return err
		}
		made := b.l.rules.feature(f.Mention)
		if pair := made.pairOf(); pair != b.pair {
			b.strays[f.id] = stray{f.id, f.linked, pair, undatedLast(f.Published)}
			return nil
		}
		made.id, made.root, made.article, made.linked, made.why, made.sum = f.id, f.root, f.article, f.linked, f.why, f.sum
		b.mentions[f.id] = &made
		return nil
	}, selectMentions+where+fmt.Sprintf(" AND m.published < $%d", len(args)), args...)
}

// atATime is how many events' mentions are loaded with one query, and whereLinked its condition.
const (
	atATime     = 16
	whereLinked = "WHERE m.linked IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
)

// few is how many mentions may be linked anew without all of the pair being loaded.
const few = 300

// clusters loads the mentions of a pair that matter and links those published since a day; those before keep the event that they have, as
// nothing published later can change it. Without a day all are linked anew, and also where they are the most part.
func (b *block) clusters(since string) ([]*cluster, error) {
	if since != "" {
		fresh, older := 0, 0
		if err := b.tx.each(func(scan func(...any) error) error { return scan(&fresh) }, "SELECT count(*) FROM mentions WHERE pair = $1 AND published >= $2 AND published < $3", b.pair, since, b.until); err != nil {
			return nil, err
		}
		if err := b.tx.each(func(scan func(...any) error) error { return scan(&older) }, "SELECT count(*) FROM (SELECT 1 FROM mentions WHERE pair = $1 AND published < $2 LIMIT $3) x", b.pair, since, 1+fresh/2); err != nil {
			return nil, err
		}
		if fresh > few && older <= fresh/2 || older == 0 || dayOf(since) == noDay {
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
	days := make([][][2]int, len(b.l.rules.families)) // that the new mentions name, with what they may be off, for each family that could be linked with them
	for _, f := range b.mentions {
		if f.from == noDay || undatedLast(f.Published) < since {
			continue
		}
		for k := range days {
			if _, may := b.l.rules.kinship(f.family, family(k)); may || f.family == family(k) {
				days[k] = append(days[k], [2]int{f.from - slack, f.to + slack})
			}
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
	for k, days := range days {
		slices.SortFunc(days, func(x, y [2]int) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
		for i := 0; i < len(days); {
			from, to := days[i][0], days[i][1]
			for i++; i < len(days) && days[i][0] <= to+1; i++ {
				to = max(to, days[i][1])
			}
			if err := b.tx.each(note, "SELECT id FROM linked WHERE block = $1 AND kind = $2 AND span_to >= $3 AND span_from <= $4 AND last < $5",
				b.pair, b.l.rules.families[k], dayName(from), dayName(to), edge); err != nil {
				return err
			}
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(events)), atATime) {
		ids := make([]any, atATime)
		for i := range ids {
			ids[i] = part[min(i, len(part)-1)] // the last again, for one statement of one length
		}
		if err := b.load(whereLinked, ids...); err != nil {
			return err
		}
	}
	return nil
}

// features are those of the mentions that are wanted, in order.
func (b *block) features(want func(*feature) bool) []*feature {
	var list []*feature
	for _, f := range b.mentions {
		if want(f) {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b *feature) int { return before(a.Mention, b.Mention) })
	return list
}
