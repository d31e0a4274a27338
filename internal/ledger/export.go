package ledger

import (
	"context"
	"iter"
	"slices"
	"strings"
)

// Each gives the events that fit a query in order of their ids, without loading them all at once. An empty query gives all but the rejected.
func (l *Ledger) Each(ctx context.Context, text string) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		q, err := l.ParseQuery(ctx, text)
		if err != nil {
			yield(nil, err)
			return
		}
		type named struct {
			id   int64
			name string
		}
		after := ""
		for {
			w := l.where(q)
			limit := ""
			if len(q.terms) == 0 { // all events are too many to sort
				w.and = append(w.and, "l.name > "+w.arg(after))
				limit = " ORDER BY l.name LIMIT 1000"
			}
			var list []named
			if err := l.query(ctx, func(scan func(...any) error) error {
				var n named
				err := scan(&n.id, &n.name)
				list = append(list, n)
				after = n.name
				return err
			}, "SELECT l.id, l.name "+w.sql()+limit, w.args...); err != nil {
				yield(nil, err)
				return
			}
			slices.SortFunc(list, func(a, b named) int { return strings.Compare(a.name, b.name) })
			for part := range slices.Chunk(list, 1000) {
				ids := make([]int64, len(part))
				for i, n := range part {
					ids[i] = n.id
				}
				events, err := l.load(ctx, ids)
				if err != nil {
					yield(nil, err)
					return
				}
				for i := range events {
					if !yield(&events[i], nil) {
						return
					}
				}
			}
			if limit == "" || len(list) < 1000 {
				return
			}
		}
	}
}
