package ledger

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/record"
)

// Brief is what is new since a day, for one pair or for many.
type Brief struct {
	Since string      `json:"since"`
	Until string      `json:"until"`
	Pairs []BriefPair `json:"pairs"`
}

// BriefPair is a pair's part. An event stands in one list only.
type BriefPair struct {
	Pair         string  `json:"pair"`
	Watched      bool    `json:"watched"`
	New          []Event `json:"new"`
	Changed      []Event `json:"changed"`      // known before; its status changed or a new account came
	Contradicted []Event `json:"contradicted"` // accounts differ, one of them new
	Overdue      []Event `json:"overdue"`      // plans whose day has passed without word
}

// BriefOptions says which brief is wanted.
type BriefOptions struct {
	Pairs      []string // none: the watched pairs, and if none is watched all
	Since      string   // by publication; a day
	AddedSince string   // by ingestion instead; a day
	On         string   // the day of the brief, "" for today
	Limit      int      // events at most; 0 for 500
}

// Brief gives what is new. The latest report counts; on a past day events are as they were known then.
func (l *Ledger) Brief(ctx context.Context, o BriefOptions) (Brief, error) {
	if o.On == "" {
		o.On = l.now().UTC().Format(time.DateOnly)
	}
	if err := checkDays(o.On, o.Since, o.AddedSince); err != nil {
		return Brief{}, err
	}
	if o.Limit <= 0 {
		o.Limit = 500
	}
	watched, err := l.Watched(ctx)
	if err != nil {
		return Brief{}, err
	}
	if len(o.Pairs) == 0 {
		o.Pairs = watched
	}
	o.Pairs = slices.Clone(o.Pairs)
	for i, p := range o.Pairs {
		if o.Pairs[i], err = l.ParsePair(ctx, p); err != nil {
			return Brief{}, err
		}
	}
	b := briefing{Brief: Brief{Since: cmp.Or(o.AddedSince, o.Since), Until: o.On, Pairs: []BriefPair{}}, o: o, watched: watched, at: map[string]int{}}
	events, err := l.fresh(ctx, o)
	if err != nil {
		return b.Brief, err
	}
	overdue, err := l.overdue(ctx, o)
	if err != nil {
		return b.Brief, err
	}
	late := map[string]bool{}
	for i := range overdue {
		late[overdue[i].ID] = true
	}
	for i := range events {
		b.take(&events[i], late[events[i].ID])
	}
	for i := range overdue {
		p := b.pair(&overdue[i])
		p.Overdue = append(p.Overdue, overdue[i])
	}
	slices.SortStableFunc(b.Pairs, func(x, y BriefPair) int { return y.size() - x.size() })
	return b.Brief, nil
}

// fresh are the events with something new, the latest reports first.
func (l *Ledger) fresh(ctx context.Context, o BriefOptions) ([]Event, error) {
	w := l.where(Query{})
	w.ofPairs(o.Pairs)
	if o.AddedSince != "" {
		w.and = append(w.and, "l.changed > coalesce((SELECT max(seq) FROM changes WHERE at < "+w.arg(int64(dayOf(o.AddedSince))*86400)+"), 0)")
	} else {
		w.and = append(w.and, "l.last >= "+w.arg(o.Since), "l.first <= "+w.arg(undatedLast(o.On)))
	}
	events, err := l.events(ctx, "SELECT l.id "+w.sql()+" ORDER BY l.last DESC, l.name DESC LIMIT "+w.arg(o.Limit), w.args...)
	if err != nil || o.AddedSince != "" {
		return events, err
	}
	known := events[:0]
	for i := range events {
		if e := l.asOf(&events[i], o.On); e != nil && e.LastReport >= o.Since {
			known = append(known, *e)
		}
	}
	return known, nil
}

// ofPairs asks for events of some pairs; without pairs for all.
func (w *where) ofPairs(pairs []string) {
	if len(pairs) == 0 {
		return
	}
	var list []string
	for _, p := range pairs {
		list = append(list, w.arg(p))
	}
	w.and = append(w.and, "l.id IN (SELECT linked FROM pairs WHERE pair IN ("+strings.Join(list, ", ")+"))")
}

// briefing is a brief while it is put together.
type briefing struct {
	Brief
	o       BriefOptions
	watched []string
	at      map[string]int // places in Pairs
}

// pair is the part of the pair that an event belongs to: one that was asked for, if it is of several.
func (b *briefing) pair(e *Event) *BriefPair {
	name := ""
	for _, p := range e.Pairs() {
		if name == "" || slices.Contains(b.o.Pairs, p) {
			name = p
		}
	}
	i, ok := b.at[name]
	if !ok {
		i = len(b.Pairs)
		b.at[name] = i
		b.Pairs = append(b.Pairs, BriefPair{Pair: name, Watched: slices.Contains(b.watched, name), New: []Event{}, Changed: []Event{}, Contradicted: []Event{}, Overdue: []Event{}})
	}
	return &b.Pairs[i]
}

// take puts an event where it belongs; what is overdue stands in that list only.
func (b *briefing) take(e *Event, overdue bool) {
	p := b.pair(e)
	switch {
	case overdue:
	case len(e.Differences) > 0 && e.Articles > 1:
		p.Contradicted = append(p.Contradicted, *e)
	case b.o.AddedSince == "" && e.FirstReport >= b.o.Since || b.o.AddedSince != "" && len(e.Mentions) == 1:
		p.New = append(p.New, *e)
	default:
		p.Changed = append(p.Changed, *e)
	}
}

func (p *BriefPair) size() int {
	return len(p.New) + len(p.Changed) + len(p.Contradicted) + len(p.Overdue)
}

// overdue are the plans whose last day lies within the brief's time and of which nothing was heard since.
func (l *Ledger) overdue(ctx context.Context, o BriefOptions) ([]Event, error) {
	w := l.where(Query{})
	w.and = append(w.and, "l.status = '"+record.Planned+"'", "l.kind = "+w.arg(contactFamily), "l.day_to <> ''", "l.day_to < "+w.arg(o.On), "l.last <= l.day_to", "l.day_to >= "+w.arg(max(o.Since, o.AddedSince)))
	w.ofPairs(o.Pairs)
	return l.events(ctx, "SELECT l.id "+w.sql()+" ORDER BY l.day_to DESC, l.name LIMIT "+w.arg(o.Limit), w.args...)
}

// Watched are the pairs on the list for the brief.
func (l *Ledger) Watched(ctx context.Context) ([]string, error) {
	out := []string{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		out = append(out, s)
		return err
	}, "SELECT pair FROM watches ORDER BY pair")
	return out, err
}

// Watch puts pairs on the list, or takes them off.
func (l *Ledger) Watch(ctx context.Context, pairs []string, on bool) error {
	for i, p := range pairs {
		pair, err := l.ParsePair(ctx, p)
		if err != nil {
			return err
		}
		pairs[i] = pair
	}
	return l.inTx(ctx, func(tx *tx) error {
		for _, p := range pairs {
			var err error
			if on {
				err = tx.exec("INSERT INTO watches (pair, since) VALUES ($1, $2) ON CONFLICT (pair) DO NOTHING", p, l.now().UTC().Format(time.DateOnly))
			} else {
				err = tx.exec("DELETE FROM watches WHERE pair = $1", p)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
