package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Link does what is pending: it finds copies among the articles of new days, and links the mentions of changed pairs. It may be stopped at any
// moment and goes on where it was.
func (l *Ledger) Link(ctx context.Context) error {
	if err := l.linkDays(ctx); err != nil {
		return fmt.Errorf("finding copies: %w", err)
	}
	if err := l.linkPairs(ctx); err != nil {
		return fmt.Errorf("linking: %w", err)
	}
	return nil
}

// Relink links everything anew, from the records and the corrections.
func (l *Ledger) Relink(ctx context.Context) error {
	err := l.inTx(ctx, func(tx *tx) error {
		for _, q := range []string{
			"DELETE FROM pending",
			"UPDATE articles SET root = 0",
			"INSERT INTO pending (kind, name, since) SELECT DISTINCT 'day', published, published FROM articles",
			"INSERT INTO pending (kind, name, since) SELECT DISTINCT 'pair', pair, '' FROM mentions"} {
			if err := tx.exec(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return l.Link(ctx)
}

// linkDays finds the copies among the articles of pending days, in order of the days. Where an article's root changes, the days after and the
// pairs of its mentions become pending.
func (l *Ledger) linkDays(ctx context.Context) error {
	index, loaded := newCopyIndex(), -1<<31 // loaded: the last day that the index holds
	for {
		more := false
		err := l.inTx(ctx, func(tx *tx) error {
			var days []string
			if err := tx.each(func(scan func(...any) error) error {
				var d string
				err := scan(&d)
				days = append(days, d)
				return err
			}, "SELECT name FROM pending WHERE kind = 'day' ORDER BY name LIMIT 50"); err != nil || len(days) == 0 {
				return err
			}
			more = true
			for _, name := range days {
				day := dayOf(name)
				if day == noDay || day < loaded || day > loaded+1 {
					index, loaded = newCopyIndex(), day-1
					if day != noDay { // the days before, with the roots that they have
						for d := day - copyDays; d < day; d++ {
							if _, err := l.linkDay(tx, index, dayName(d), false); err != nil {
								return err
							}
						}
					}
				}
				if day != noDay {
					index.forget(day - copyDays)
				}
				changed, err := l.linkDay(tx, index, name, true)
				if err != nil {
					return err
				}
				loaded = max(loaded, day)
				if changed && day != noDay {
					next := dayName(day + 1)
					if err := tx.exec("INSERT INTO pending (kind, name, since) SELECT 'day', $1, $1 WHERE EXISTS (SELECT 1 FROM articles WHERE published >= $1 AND published <= $2 AND root <> 0) ON CONFLICT (kind, name) DO NOTHING",
						next, dayName(day+copyDays)); err != nil {
						return err
					}
				}
				if err := tx.exec("DELETE FROM pending WHERE kind = 'day' AND name = $1", name); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || !more {
			return err
		}
	}
}

// linkDay takes the articles of a day into the index; with set it also gives them their roots and says whether one changed.
func (l *Ledger) linkDay(tx *tx, index *copyIndex, name string, set bool) (changed bool, err error) {
	var list []printed
	err = tx.each(func(scan func(...any) error) error {
		p := printed{day: dayOf(name)}
		var b []byte
		if err := scan(&p.id, &p.name, &p.root, &b); err != nil {
			return err
		}
		p.sketch = decodeSketch(b)
		list = append(list, p)
		return nil
	}, "SELECT id, name, root, sketch FROM articles WHERE published = $1", name)
	if err != nil {
		return false, err
	}
	slices.SortFunc(list, func(a, b printed) int { return strings.Compare(a.name, b.name) })
	for _, p := range list {
		if !set {
			index.add(p)
			continue
		}
		root := index.root(p)
		if root == p.root {
			continue
		}
		changed = true
		if err := tx.exec("UPDATE articles SET root = $2 WHERE id = $1", p.id, root); err != nil {
			return false, err
		}
		if p.root != 0 { // its mentions have been linked with another root
			if err := tx.exec(`INSERT INTO pending (kind, name, since) SELECT DISTINCT 'pair', pair, published FROM mentions WHERE id >= $1 AND id < $2
				ON CONFLICT (kind, name) DO UPDATE SET since = CASE WHEN excluded.since < pending.since THEN excluded.since ELSE pending.since END`, p.id<<16, (p.id+1)<<16); err != nil {
				return false, err
			}
		}
	}
	return changed, nil
}

// linkPairs links pending pairs, many in a transaction.
func (l *Ledger) linkPairs(ctx context.Context) error {
	for {
		more := false
		err := l.inTx(ctx, func(tx *tx) error {
			since := map[string]string{}
			var names []string
			if err := tx.each(func(scan func(...any) error) error {
				var name, s string
				err := scan(&name, &s)
				since[name] = s
				names = append(names, name)
				return err
			}, "SELECT name, since FROM pending WHERE kind = 'pair' ORDER BY name LIMIT 200"); err != nil || len(names) == 0 {
				return err
			}
			more = true
			fixes, err := l.loadFixes(tx)
			if err != nil {
				return err
			}
			began := time.Now()
			for _, name := range names {
				if since[name] == done {
					continue
				}
				group := fixes.tied(name)
				for _, g := range group {
					since[g] = done
				}
				if err := l.linkGroup(tx, group, fixes); err != nil {
					return fmt.Errorf("the pair %s: %w", name, err)
				}
				for _, g := range group {
					if err := tx.exec("DELETE FROM pending WHERE kind = 'pair' AND name = $1", g); err != nil {
						return err
					}
				}
				if time.Since(began) > 5*time.Second {
					break
				}
			}
			return nil
		})
		if err != nil || !more {
			return err
		}
	}
}

const done = "done"

// stored is an event's row as it is.
type stored struct {
	sig   string
	added int64
}

// linkGroup links the mentions of a pair, or of several that a correction has tied together.
func (l *Ledger) linkGroup(tx *tx, pairs []string, fixes *fixes) error {
	var clusters []*cluster
	old := map[int64]bool{} // events that mentions belonged to
	was := map[int64]int64{}
	for _, pair := range pairs {
		list, err := l.loadBlock(tx, pair, was)
		if err != nil {
			return err
		}
		clusters = append(clusters, l.rules.cluster(list)...)
	}
	for _, id := range was {
		if id != 0 {
			old[id] = true
		}
	}
	clusters = fixes.apply(clusters)
	rows := map[int64]stored{}
	if len(old) > 0 {
		for id := range old {
			if err := tx.each(func(scan func(...any) error) error {
				var s stored
				err := scan(&s.sig, &s.added)
				rows[id] = s
				return err
			}, "SELECT sig, added FROM linked WHERE id = $1", id); err != nil {
				return err
			}
		}
	}
	now := l.now().Unix()
	for _, c := range clusters {
		id := c.members[0].id
		e := l.event(c, fixes)
		for _, m := range c.members {
			if was[m.id] != id {
				if err := tx.exec("UPDATE mentions SET linked = $2 WHERE id = $1", m.id, id); err != nil {
					return err
				}
			}
		}
		row, there := rows[id]
		delete(rows, id)
		if err := l.writeEvent(tx, id, e, row, there, now); err != nil {
			return err
		}
	}
	gone := make([]int64, 0, len(rows))
	for id := range rows {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for _, id := range gone {
		var name string
		if err := tx.each(func(scan func(...any) error) error { return scan(&name) }, "SELECT name FROM linked WHERE id = $1", id); err != nil {
			return err
		}
		if err := tx.exec("DELETE FROM linked WHERE id = $1", id); err != nil {
			return err
		}
		if err := clearEvent(tx, id); err != nil {
			return err
		}
		if err := l.change(tx, "gone", name, now); err != nil {
			return err
		}
	}
	return nil
}

// loadBlock loads the mentions of a pair in order, and notes which event each belongs to.
func (l *Ledger) loadBlock(tx *tx, pair string, was map[int64]int64) ([]*feature, error) {
	var list []*feature
	err := tx.each(func(scan func(...any) error) error {
		var id, root, linked int64
		var data []byte
		if err := scan(&id, &data, &linked, &root); err != nil {
			return err
		}
		f, err := l.decode(id, root, data)
		if err != nil {
			return err
		}
		was[id] = linked
		list = append(list, f)
		return nil
	}, "SELECT m.id, m.data, m.linked, a.root FROM mentions m JOIN articles a ON a.id = m.id / 65536 WHERE m.pair = $1", pair)
	slices.SortFunc(list, func(a, b *feature) int { return before(a.Mention, b.Mention) })
	return list, err
}

func (l *Ledger) decode(id, root int64, data []byte) (*feature, error) {
	m := new(Mention)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("mention %d: %w: %w", id, ErrDamaged, err)
	}
	f := l.rules.feature(m)
	f.id, f.root, f.article = id, root, id>>16
	return &f, nil
}

// event makes the event of a cluster, with its corrections.
func (l *Ledger) event(c *cluster, fixes *fixes) Event {
	members, roots := make([]*Mention, len(c.members)), make([]int64, len(c.members))
	for i, m := range c.members {
		members[i], roots[i] = m.Mention, cmp.Or(m.root, m.article)
	}
	e := l.rules.build(members, roots)
	e.id, e.family = c.members[0].id, c.members[0].family
	e.contact = l.rules.families[e.family] == contactFamily
	for i, why := range c.why {
		if why != "" {
			e.Linked = append(e.Linked, LinkedWhy{members[i].Name, why})
		}
	}
	fixes.correct(&e)
	return e
}

// writeEvent writes an event's row and its indexes where they changed.
func (l *Ledger) writeEvent(tx *tx, id int64, e Event, row stored, there bool, now int64) error {
	sig, err := signature(&e)
	if err != nil {
		return err
	}
	if there && row.sig == sig {
		return nil
	}
	kind, added := "new", now
	if there {
		kind, added = "changed", row.added
		if err := clearEvent(tx, id); err != nil {
			return err
		}
		if err := tx.exec("DELETE FROM linked WHERE id = $1", id); err != nil {
			return err
		}
	}
	place, country := "", ""
	if e.Where != nil {
		place, country = e.Where.Name, e.Where.Country
	}
	day := e.Day()
	seq, err := l.nextChange(tx)
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO linked (id, name, day, day_from, day_to, first, last, act, kind, status, plover, cameo, quad, goldstein, level, place, country, topics,
		articles, sources, differs, sig, rejected, added, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		id, e.ID, day, e.When.From, e.When.To, undatedLast(e.FirstReport), lastDated(&e), e.Act, l.rules.families[e.family], e.Status, e.PLOVER, e.CAMEO, e.Quad, e.Goldstein, e.Level,
		strings.ToLower(fold(place)), country, strings.ToLower(strings.Join(e.Topics, "|")), e.Articles, e.IndependentSources, len(e.Differences), sig, number(e.Rejected), added, seq); err != nil {
		return err
	}
	for _, p := range e.Pairs() {
		if err := tx.exec("INSERT INTO pairs (pair, day, linked) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", p, day, id); err != nil {
			return err
		}
	}
	for i, list := range [][]Party{e.Source, e.Target} {
		for _, p := range list {
			side := map[bool]string{true: "source", false: "target"}[i == 0]
			if p.Code() == "" {
				continue
			}
			if err := tx.exec("INSERT INTO parties (party, side, day, linked) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", p.Code(), side, day, id); err != nil {
				return err
			}
		}
	}
	for _, p := range e.Participants {
		if err := tx.exec("INSERT INTO people (person, day, linked) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", p.Key, day, id); err != nil {
			return err
		}
	}
	return tx.exec("INSERT INTO changes (seq, at, kind, name) VALUES ($1, $2, $3, $4)", seq, now, kind, e.ID)
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

// Pairs are the pairs of parties that an event stands between: each source with each target, and of a mutual act each with each.
func (e *Event) Pairs() []string {
	source, target := codes(e.Source), codes(e.Target)
	var out []string
	add := func(a, b string) { out = union(out, []string{Pair(a, b)}) }
	for _, a := range source {
		for _, b := range target {
			add(a, b)
		}
	}
	if e.Mutual {
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

func clearEvent(tx *tx, id int64) error {
	for _, q := range []string{"DELETE FROM pairs WHERE linked = $1", "DELETE FROM parties WHERE linked = $1", "DELETE FROM people WHERE linked = $1"} {
		if err := tx.exec(q, id); err != nil {
			return err
		}
	}
	return nil
}

// signature tells whether an event changed.
func signature(e *Event) (string, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	h := fnv.New64a()
	h.Write(data)
	return strconv.FormatUint(h.Sum64(), 36), nil
}

func (l *Ledger) nextChange(tx *tx) (int64, error) {
	s, err := tx.stmt("SELECT coalesce(max(seq), 0) + 1 FROM changes")
	if err != nil {
		return 0, err
	}
	var n int64
	return n, s.QueryRowContext(tx.ctx).Scan(&n)
}

func (l *Ledger) change(tx *tx, kind, name string, now int64) error {
	seq, err := l.nextChange(tx)
	if err != nil {
		return err
	}
	return tx.exec("INSERT INTO changes (seq, at, kind, name) VALUES ($1, $2, $3, $4)", seq, now, kind, name)
}
