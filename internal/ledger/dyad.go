package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
)

// Dyad is a pair of states: who met whom, which lines are open, and the weekly series.
type Dyad struct {
	Pair     string    `json:"pair"`
	A        string    `json:"a"` // names of the two
	B        string    `json:"b"`
	Contacts []Event   `json:"contacts"` // meetings, visits, calls, talks and what became of plans for them, the latest first
	Channels []Channel `json:"channels"`
	Series   []Point   `json:"series"` // by week
}

// DyadOptions narrows a dyad's view down.
type DyadOptions struct {
	Since string // a day; "" for all
	Until string
	On    string // the day of the channels; "" for today
	Limit int    // contacts at most; 0 for 200
}

// Dyad gives the view of a pair.
func (l *Ledger) Dyad(ctx context.Context, pair string, o DyadOptions) (Dyad, error) {
	pair, err := l.ParsePair(ctx, pair)
	if err != nil {
		return Dyad{}, err
	}
	a, b, _ := strings.Cut(pair, "-")
	d := Dyad{Pair: pair, A: l.StateName(a), B: l.StateName(b)}
	if o.Limit <= 0 {
		o.Limit = 200
	}
	query := "dyad:" + d.Pair + " is:contact"
	if o.Since != "" || o.Until != "" {
		query += " day:" + o.Since + ".." + o.Until
	}
	var work sync.WaitGroup
	var failed [3]error
	work.Go(func() {
		var r Result
		r, failed[0] = l.Query(ctx, query, Page{Limit: o.Limit})
		d.Contacts = r.Events
	})
	work.Go(func() { d.Channels, failed[1] = l.Channels(ctx, d.Pair, o.On) })
	work.Go(func() {
		d.Series, failed[2] = l.Series(ctx, SeriesOptions{Pair: d.Pair, Unit: "week", Since: o.Since, Until: o.Until})
	})
	work.Wait()
	return d, errors.Join(failed[:]...)
}

// Point is one day, week or month of a pair. Only what happened counts.
type Point struct {
	Pair      string         `json:"pair"`
	From      string         `json:"from"` // first day
	Events    int            `json:"events"`
	Quad      [5]int         `json:"quad"` // events by quad class, 0 to 4
	PLOVER    map[string]int `json:"plover"`
	Goldstein float64        `json:"goldstein"` // sum
	Scored    int            `json:"scored"`    // events with a score: the mean is Goldstein/Scored
	Contacts  int            `json:"contacts"`
	Articles  int            `json:"articles"`
	Sources   int            `json:"sources"`  // independent ones
	Coverage  int            `json:"coverage"` // articles of all pairs published in the period; 0 is a gap in the archive, not quiet
	Share     float64        `json:"share"`    // the events' articles, once for every event, as a share of the coverage

	millionths int64 // of Goldstein, as whole numbers add up to the same in any order
}

// SeriesOptions says which series is wanted.
type SeriesOptions struct {
	Pair  string // "" for all pairs
	Unit  string // day, week (from Monday) or month
	Since string
	Until string
}

// Series counts the linked events that happened, by pair and period. Periods with coverage but without events are given with zeros for a single
// pair; periods without coverage are left out: they are gaps.
func (l *Ledger) Series(ctx context.Context, o SeriesOptions) ([]Point, error) {
	if o.Unit != "day" && o.Unit != "week" && o.Unit != "month" {
		return nil, fmt.Errorf("the unit %q: want day, week or month", o.Unit)
	}
	if err := checkDays(o.Since, o.Until); err != nil {
		return nil, err
	}
	s := series{unit: o.Unit, coverage: map[int]int{}, points: map[pairPeriod]*Point{}}
	first, last := noDay, noDay
	if err := l.query(ctx, func(scan func(...any) error) error {
		var day string
		var n int
		err := scan(&day, &n)
		last = dayOf(day)
		if first == noDay {
			first = last
		}
		s.coverage[bucket(last, o.Unit)] += n
		return err
	}, "SELECT day, articles FROM coverage WHERE day <> '' AND day >= $1 AND day <= $2 AND articles > 0 ORDER BY day", o.Since, undatedLast(o.Until)); err != nil {
		return nil, err
	}
	where, args := "", []any{o.Since, undatedLast(o.Until)}
	if o.Pair != "" {
		where, args = " AND p.pair = $3", append(args, o.Pair)
	}
	if o.Pair != "" && first != noDay { // quiet periods are zeros, gaps are left out
		for d := first; d <= last; d++ {
			if b := bucket(d, o.Unit); s.coverage[b] > 0 {
				s.at(o.Pair, b)
			}
		}
	}
	err := l.query(ctx, s.count,
		"SELECT p.pair, p.day, p.plover, p.quad, p.goldstein, p.articles, p.sources, p.contact FROM pairs p WHERE p.day >= $1 AND p.day <= $2"+where+" AND p.counts = 1 ORDER BY p.pair, p.day", args...)
	return s.sorted(), err
}

// series are the points of a series while they are counted.
type series struct {
	unit     string
	coverage map[int]int // articles by first day of the period
	points   map[pairPeriod]*Point
	order    []*Point
}

// pairPeriod is a pair and the first day of a period.
type pairPeriod struct {
	pair string
	from int
}

// at is the point of a pair and period.
func (s *series) at(pair string, from int) *Point {
	k := pairPeriod{pair, from}
	p := s.points[k]
	if p == nil {
		p = &Point{Pair: pair, From: dayName(from), PLOVER: map[string]int{}, Coverage: s.coverage[from]}
		s.points[k] = p
		s.order = append(s.order, p)
	}
	return p
}

// count adds an event, as its row in pairs has it.
func (s *series) count(scan func(...any) error) error {
	var pair, day, plover string
	var quad, articles, sources, contact int
	var goldstein *float64
	if err := scan(&pair, &day, &plover, &quad, &goldstein, &articles, &sources, &contact); err != nil {
		return err
	}
	d := dayOf(day)
	if d == noDay {
		return nil
	}
	p := s.at(pair, bucket(d, s.unit))
	p.Events++
	p.Quad[min(max(quad, 0), 4)]++
	if plover != "" {
		p.PLOVER[plover]++
	}
	if goldstein != nil {
		p.millionths += int64(math.Round(*goldstein * 1e6))
		p.Scored++
	}
	p.Contacts += contact
	p.Articles += articles
	p.Sources += sources
	return nil
}

// sorted gives the points by pair and period, with their shares.
func (s *series) sorted() []Point {
	slices.SortFunc(s.order, func(a, b *Point) int { return cmp.Or(strings.Compare(a.Pair, b.Pair), strings.Compare(a.From, b.From)) })
	out := make([]Point, 0, len(s.order))
	for _, p := range s.order {
		p.Goldstein = float64(p.millionths) / 1e6
		if p.Coverage > 0 {
			p.Share = float64(p.Articles) / float64(p.Coverage)
		}
		out = append(out, *p)
	}
	return out
}

// bucket is the first day of the period that a day is in; noDay is in none.
func bucket(day int, unit string) int {
	if day == noDay {
		return noDay
	}
	t := time.Unix(int64(day)*86400, 0).UTC()
	switch unit {
	case "week":
		return day - (int(t.Weekday())+6)%7
	case "month":
		return day + 1 - t.Day()
	}
	return day
}

// PairCount says how much the ledger knows of a pair.
type PairCount struct {
	Pair   string `json:"pair"`
	Events int    `json:"events"`
	First  string `json:"first"`
	Last   string `json:"last"`
}

// Pairs gives the pairs of different parties with the most events, the most first.
func (l *Ledger) Pairs(ctx context.Context, limit int) ([]PairCount, error) {
	out := []PairCount{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var p PairCount
		err := scan(&p.Pair, &p.Events, &p.First, &p.Last)
		if a, b, _ := strings.Cut(p.Pair, "-"); a != b && len(out) < limit {
			out = append(out, p)
		}
		return err
	}, "SELECT pair, count(*), min(day), max(day) FROM pairs GROUP BY pair ORDER BY count(*) DESC, pair")
	return out, err
}

// DayCount is how many articles were published on a day.
type DayCount struct {
	Day      string `json:"day"`
	Articles int    `json:"articles"`
}

// Coverage gives the articles of each day that has any.
func (l *Ledger) Coverage(ctx context.Context) ([]DayCount, error) {
	var out []DayCount
	err := l.query(ctx, func(scan func(...any) error) error {
		var d DayCount
		err := scan(&d.Day, &d.Articles)
		out = append(out, d)
		return err
	}, "SELECT day, articles FROM coverage WHERE day <> '' AND articles > 0 ORDER BY day")
	return out, err
}
