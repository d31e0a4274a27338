package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
	}, "SELECT a.id, a.name, a.root, r.sketch FROM articles a JOIN records r ON r.article = a.id WHERE a.published = $1", name)
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
