package ledger

import (
	"context"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// Outline is an event in one line, as its row has it: what is drawn when there are too many events to load whole.
type Outline struct {
	ID       string `json:"id"`
	Day      string `json:"day"` // that it is sorted by
	From     string `json:"from"`
	To       string `json:"to"`
	Act      string `json:"act"`
	Kind     string `json:"kind"` // family of acts: contact and the like
	Status   string `json:"status"`
	PLOVER   string `json:"plover"`
	Quad     int    `json:"quad"`
	Level    string `json:"level"`
	Sources  int    `json:"sources"`
	Disputed bool   `json:"disputed"`
}

// Outlines gives the events that fit a query in one line each, the latest first, at most limit.
func (l *Ledger) Outlines(ctx context.Context, text string, limit int) ([]Outline, error) {
	q, err := l.ParseQuery(ctx, text)
	if err != nil {
		return nil, err
	}
	w := l.where(q)
	out := []Outline{}
	err = l.query(ctx, func(scan func(...any) error) error {
		var o Outline
		var differs int
		err := scan(&o.ID, &o.Day, &o.From, &o.To, &o.Act, &o.Kind, &o.Status, &o.PLOVER, &o.Quad, &o.Level, &o.Sources, &differs)
		o.Disputed = differs > 0
		out = append(out, o)
		return err
	}, "SELECT l.name, l.day, l.day_from, l.day_to, l.act, l.kind, l.status, l.plover, l.quad, l.level, l.sources, l.differs "+w.sql()+
		" ORDER BY "+w.order(false)+" LIMIT "+w.arg(limit), w.args...)
	return out, err
}

// PairTally counts the events of a query between two parties.
type PairTally struct {
	Pair   string `json:"pair"`
	Events int    `json:"events"`
	Quad   [5]int `json:"quad"`
}

// TallyPairs counts the events that fit a query by pair, the pair with the most first, at most limit pairs.
func (l *Ledger) TallyPairs(ctx context.Context, text string, limit int) ([]PairTally, error) {
	q, err := l.ParseQuery(ctx, text)
	if err != nil {
		return nil, err
	}
	w := l.where(q)
	by := map[string]*PairTally{}
	err = l.query(ctx, func(scan func(...any) error) error {
		var pair string
		var quad, n int
		if err := scan(&pair, &quad, &n); err != nil {
			return err
		}
		if a, b, _ := strings.Cut(pair, "-"); a == b {
			return nil
		}
		t := by[pair]
		if t == nil {
			t = &PairTally{Pair: pair}
			by[pair] = t
		}
		t.Events += n
		t.Quad[min(max(quad, 0), 4)] += n
		return nil
	}, "SELECT t.pair, x.quad, count(*) FROM (SELECT l.id AS id, l.quad AS quad "+w.sql()+") x JOIN pairs t ON t.linked = x.id GROUP BY t.pair, x.quad", w.args...)
	out := make([]PairTally, 0, len(by))
	for _, t := range by {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b PairTally) int {
		if a.Events != b.Events {
			return b.Events - a.Events
		}
		return strings.Compare(a.Pair, b.Pair)
	})
	return out[:min(len(out), limit)], err
}

// DayTally counts the events of a query in a period.
type DayTally struct {
	From   string `json:"from"` // first day
	Events int    `json:"events"`
	Quad   [5]int `json:"quad"`
}

// TallyDays counts the events that fit a query by day, week or month, in order. Periods without events are left out.
func (l *Ledger) TallyDays(ctx context.Context, text, unit string) ([]DayTally, error) {
	q, err := l.ParseQuery(ctx, text)
	if err != nil {
		return nil, err
	}
	w := l.where(q)
	out := []DayTally{}
	err = l.query(ctx, func(scan func(...any) error) error {
		var day string
		var quad, n int
		if err := scan(&day, &quad, &n); err != nil {
			return err
		}
		from := dayName(bucket(dayOf(day), unit))
		if from == "" {
			return nil
		}
		if len(out) == 0 || out[len(out)-1].From != from {
			out = append(out, DayTally{From: from})
		}
		t := &out[len(out)-1]
		t.Events += n
		t.Quad[min(max(quad, 0), 4)] += n
		return nil
	}, "SELECT x.day, x.quad, count(*) FROM (SELECT l.day AS day, l.quad AS quad "+w.sql()+") x GROUP BY x.day, x.quad ORDER BY x.day", w.args...)
	return out, err
}

// PairsOf gives the pairs that a party stands in, the pair with the most events first, at most limit.
func (l *Ledger) PairsOf(ctx context.Context, code string, limit int) ([]PairCount, error) {
	out := []PairCount{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var p PairCount
		err := scan(&p.Pair, &p.Events, &p.First, &p.Last)
		if a, b, _ := strings.Cut(p.Pair, "-"); a != b && (a == code || b == code) && len(out) < limit {
			out = append(out, p)
		}
		return err
	}, `SELECT pair, count(*), min(day), max(day) FROM pairs WHERE pair LIKE $1 ESCAPE '\' OR pair LIKE $2 ESCAPE '\' GROUP BY pair ORDER BY count(*) DESC, pair`,
		escapeLike(code)+"-%", "%-"+escapeLike(code))
	return out, err
}

// PartyCount says of how many events the ledger knows that a party stands in.
type PartyCount struct {
	Key    string `json:"key"`
	Events int    `json:"events"`
}

// BodiesOf gives the bodies of a state or international body that stand in events, the one with the most first, at most limit.
func (l *Ledger) BodiesOf(ctx context.Context, code string, limit int) ([]PartyCount, error) {
	out := []PartyCount{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var p PartyCount
		err := scan(&p.Key, &p.Events)
		out = append(out, p)
		return err
	}, `SELECT party, count(DISTINCT linked) FROM parties WHERE party LIKE $1 ESCAPE '\' GROUP BY party ORDER BY count(DISTINCT linked) DESC, party LIMIT $2`,
		escapeLike(code)+":%", limit)
	return out, err
}

// States are the codes of states with their names.
func (l *Ledger) States() map[string]string { return l.rules.stateNames }

// Records gives the records of some articles, by the article's id; what is not there is left out.
func (l *Ledger) Records(ctx context.Context, names []string) (map[string]record.Record, error) {
	out := make(map[string]record.Record, len(names))
	for part := range slices.Chunk(names, chunk) {
		w := &where{l: l}
		list := make([]string, len(part))
		for i, n := range part {
			list[i] = w.arg(n)
		}
		if err := l.query(ctx, func(scan func(...any) error) error {
			var name string
			var data []byte
			if err := scan(&name, &data); err != nil {
				return err
			}
			var r record.Record
			err := unpack(data, &r)
			out[name] = r
			return err
		}, "SELECT a.name, r.record FROM articles a JOIN records r ON r.article = a.id WHERE a.name IN ("+strings.Join(list, ", ")+")", w.args...); err != nil {
			return nil, err
		}
	}
	return out, nil
}
