package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"
)

// linkPairs links pending pairs, many in a transaction.
func (l *Ledger) linkPairs(ctx context.Context) error {
	for {
		until, err := l.stretch(ctx)
		if err != nil {
			return err
		}
		for more := true; more; {
			if more, err = l.linkSome(ctx, until); err != nil {
				return err
			}
		}
		if until == forever {
			return nil
		}
	}
}

// forever comes after all days.
const forever = "z"

// stretches say when and how linking goes stretch by stretch: from so many new mentions on, for at least so many articles and days at a time.
type stretches struct{ mentions, articles, days int }

// stretch is the day up to which linking goes now: forever, but where very many mentions are new those of all pairs are linked stretch by stretch. For what was
// published together mostly lies together in the store, and so is written while it is in memory, not piece by piece with the pairs.
func (l *Ledger) stretch(ctx context.Context) (until string, err error) {
	var fresh int
	if err := l.db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM mentions WHERE linked = 0 LIMIT %d) x", l.stretches.mentions)).Scan(&fresh); err != nil || fresh < l.stretches.mentions {
		return forever, plain(err)
	}
	var first string
	if err := l.db.QueryRowContext(ctx, "SELECT coalesce(min(since), '') FROM pending WHERE kind = 'pair'").Scan(&first); err != nil {
		return "", plain(err)
	}
	until, n := "", 0
	err = l.query(ctx, func(scan func(...any) error) error {
		var day string
		var count int
		err := scan(&day, &count)
		if n < l.stretches.articles || dayOf(day) < dayOf(first)+l.stretches.days {
			first, until = cmp.Or(first, day), ""
		} else if until == "" {
			until = day
		}
		n += count
		return err
	}, "SELECT day, articles FROM coverage WHERE day <> '' AND day >= $1 ORDER BY day", first)
	return cmp.Or(until, forever), err
}

// linkSome links some of the pairs that are pending from a day before until, and says whether there may be more.
func (l *Ledger) linkSome(ctx context.Context, until string) (more bool, err error) {
	err = l.inTx(ctx, func(tx *tx) error {
		since := map[string]string{}
		var names []string
		if err := tx.each(func(scan func(...any) error) error {
			var name, s string
			err := scan(&name, &s)
			since[name] = s
			names = append(names, name)
			return err
		}, "SELECT name, since FROM pending WHERE kind = 'pair' AND since < $1 ORDER BY name LIMIT 5000", until); err != nil || len(names) == 0 {
			return err
		}
		more = true
		if !l.postgres { // what is written now is written in many places
			if err := tx.exec("PRAGMA cache_size = -262144"); err != nil {
				return err
			}
		}
		fixes, err := l.loadFixes(tx)
		if err != nil {
			return err
		}
		var work []*group
		done := map[string]bool{}
		for _, name := range names {
			if done[name] {
				continue
			}
			g := &group{l: l, pairs: fixes.tied(name), since: since[name], until: until, fixes: fixes, made: make(chan struct{})}
			for _, pair := range g.pairs {
				done[pair] = true
			}
			work = append(work, g)
		}
		if err := l.linkGroups(tx, work); err != nil || l.postgres {
			return err
		}
		return tx.exec("PRAGMA cache_size = -65536")
	})
	return more, err
}

// linkGroups links groups of pairs: what is to be written is found out for several groups at once, and written in order. After some seconds it takes on no
// more, to let others write; the rest stays pending.
func (l *Ledger) linkGroups(tx *tx, work []*group) error {
	began, most := time.Now(), 3*time.Second
	if work[0].until != forever { // few write beside the first load of an archive, and each transaction begins with empty caches
		most = 25 * time.Second
	}
	ctx, cancel := context.WithCancel(tx.ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	next := make(chan *group)
	ahead := make(chan struct{}, 64) // groups that are found out and not yet written
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() { l.findGroups(ctx, next) })
	}
	taken := make(chan *group, len(work))
	workers.Go(func() {
		defer close(next)
		defer close(taken)
		for _, g := range work {
			if time.Since(began) > most || !send(ctx, ahead, struct{}{}) || !send(ctx, next, g) {
				return
			}
			taken <- g
		}
	})
	var strays []stray
	for g := range taken {
		select {
		case <-g.made:
		case <-ctx.Done():
			return ctx.Err()
		}
		<-ahead
		err := g.err
		if err == nil {
			err = g.write(tx)
		}
		if err != nil {
			return fmt.Errorf("the pair %s: %w", g.pairs[0], err)
		}
		strays = append(strays, g.strays...)
		g.moved, g.rows, g.gone = nil, nil, nil  // work keeps the group
		if len(tx.documents) > documentsAtOnce { // while others are found
			if err := tx.fileDocuments(l); err != nil {
				return err
			}
		}
	}
	for _, s := range strays { // last, as their pairs may have been among the groups
		if err := errors.Join(
			tx.exec("UPDATE mentions SET pair = $2, linked = 0, why = '' WHERE id = $1", s.mention, s.pair),
			tx.isPending("pair", s.pair, s.since)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// documentsAtOnce is about how many documents the full-text index takes in before it writes them.
const documentsAtOnce = 20_000

// send sends unless the context ends first.
func send[T any](ctx context.Context, to chan<- T, v T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

// findGroups finds out what is to be written for the groups that come. It reads what is committed: as the writer holds the lock, nobody changes that, and what
// the writer has written so far is of other groups.
func (l *Ledger) findGroups(ctx context.Context, work <-chan *group) {
	read, err := l.reading(ctx)
	for g := range work {
		if g.err = err; err == nil {
			g.err = g.find(read)
		}
		close(g.made)
	}
	if err == nil {
		read.sql.Rollback() // nothing was written
	}
}

// stored is an event's row as it is.
type stored struct {
	sig, added  int64
	name, filed string
}

// group are pairs that are linked together: mostly one, or several that a correction has tied together. find fills what is to be written.
type group struct {
	l     *Ledger
	pairs []string
	since string // the day from which on; "" for all
	until string // the day before which
	fixes *fixes

	moved  []moved
	strays []stray
	rows   []eventRow
	gone   map[int64]stored // rows of events that no mention begins any more
	later  map[string]bool  // pairs with mentions from until on
	err    error
	made   chan struct{} // closed when find is through
}

// moved is a mention that belongs to another event than before, or for another reason.
type moved struct {
	mention, linked int64
	why             string
}

// find links the mentions of the group and compares with what is stored.
func (g *group) find(tx *tx) error {
	if len(g.pairs) > 1 || g.fixes.reshaped[g.pairs[0]] {
		g.since = "" // what the machine alone would link must be known before people's merges and splits
	}
	var clusters []*cluster
	g.gone, g.later = map[int64]stored{}, map[string]bool{}
	for _, pair := range g.pairs {
		if err := tx.each(func(func(...any) error) error { g.later[pair] = true; return nil }, "SELECT 1 FROM mentions WHERE pair = $1 AND published >= $2 LIMIT 1", pair, g.until); err != nil {
			return err
		}
		b := &block{l: g.l, tx: tx, pair: pair, until: g.until, mentions: map[int64]*feature{}, strays: map[int64]stray{}}
		list, err := b.clusters(g.since)
		if err != nil {
			return err
		}
		clusters = append(clusters, list...)
		for _, f := range b.mentions {
			g.gone[f.linked] = stored{}
		}
		for _, id := range slices.Sorted(maps.Keys(b.strays)) {
			g.strays = append(g.strays, b.strays[id])
			g.gone[b.strays[id].linked] = stored{}
		}
	}
	delete(g.gone, 0) // what has not been linked yet
	clusters = g.fixes.apply(clusters)
	for id := range g.gone {
		if err := tx.each(func(scan func(...any) error) error {
			var s stored
			err := scan(&s.sig, &s.added, &s.name, &s.filed)
			g.gone[id] = s
			return err
		}, "SELECT sig, added, name, filed FROM linked WHERE id = $1", id); err != nil {
			return err
		}
	}
	for _, c := range clusters {
		id := c.members[0].id
		for i, m := range c.members {
			if m.linked != id || m.why != c.why[i] {
				g.moved = append(g.moved, moved{m.id, id, c.why[i]})
			}
		}
		was, there := g.gone[id]
		delete(g.gone, id)
		sig := signature(c, g.fixes)
		if there && was.sig == sig {
			continue
		}
		row, err := g.l.eventRow(g.pairs[0], c, g.l.event(c, g.fixes), sig, was)
		if err != nil {
			return err
		}
		g.rows = append(g.rows, row)
	}
	return nil
}

// write writes what find has found.
func (g *group) write(tx *tx) error {
	for _, m := range g.moved {
		if err := tx.exec("UPDATE mentions SET linked = $2, why = $3 WHERE id = $1", m.mention, m.linked, m.why); err != nil {
			return err
		}
	}
	for i := range g.rows {
		if err := g.l.writeEvent(tx, &g.rows[i]); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(g.gone)) {
		if err := g.l.dropEvent(tx, id, g.gone[id]); err != nil {
			return err
		}
	}
	for _, pair := range g.pairs {
		q, args := "DELETE FROM pending WHERE kind = 'pair' AND name = $1", []any{pair}
		if g.later[pair] {
			// also a pair that was not pending, when a correction ties it to one that was
			q = "INSERT INTO pending (kind, name, since) VALUES ('pair', $1, $2) ON CONFLICT (kind, name) DO UPDATE SET since = excluded.since"
			args = append(args, g.until)
		}
		if err := tx.exec(q, args...); err != nil {
			return err
		}
	}
	return nil
}

// made is raised with each change of how events are made of their mentions, so that relinking writes the rows of all events anew.
const made = 2

// signature tells whether an event has changed: it is made of all that the event is made of.
func signature(c *cluster, fixes *fixes) int64 {
	h := fnv.New64a()
	var b [8]byte
	put := func(x uint64) {
		for i := range b {
			b[i] = byte(x >> (8 * i))
		}
		h.Write(b[:])
	}
	put(made)
	for i, m := range c.members {
		put(uint64(m.id))
		put(uint64(m.root))
		put(m.sum)
		h.Write([]byte(m.Published + m.Outlet + m.Title + c.why[i]))
		for _, x := range fixes.by[m.Name] {
			put(uint64(x.ID))
		}
	}
	return int64(h.Sum64())
}

// event makes the event of a cluster, with its corrections.
func (l *Ledger) event(c *cluster, fixes *fixes) Event {
	members, roots := make([]*Mention, len(c.members)), make([]int64, len(c.members))
	for i, m := range c.members {
		members[i], roots[i] = m.Mention, cmp.Or(m.root, m.article)
	}
	e := l.rules.build(members, roots)
	e.id, e.family = c.members[0].id, c.members[0].family
	e.contact = e.family == contacts
	for i, why := range c.why {
		if why != "" {
			e.Linked = append(e.Linked, LinkedWhy{members[i].Name, why})
		}
	}
	fixes.correct(&e)
	return e
}
