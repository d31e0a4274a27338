package ledger

import (
	"context"
	"iter"
)

// Each gives the events that fit a query in order of their ids, without loading them all at once. An empty query gives all but the rejected.
func (l *Ledger) Each(ctx context.Context, text string) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		q, err := ParseQuery(text)
		if err != nil {
			yield(nil, err)
			return
		}
		after := ""
		for {
			w := l.where(q)
			w.and = append(w.and, "l.name > "+w.arg(after))
			var ids []int64
			if err := l.query(ctx, func(scan func(...any) error) error {
				var id int64
				err := scan(&id, &after)
				ids = append(ids, id)
				return err
			}, "SELECT l.id, l.name "+w.sql()+" ORDER BY l.name LIMIT 1000", w.args...); err != nil {
				yield(nil, err)
				return
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
			if len(ids) < 1000 {
				return
			}
		}
	}
}
