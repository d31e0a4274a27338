package ledger

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
)

// Sample draws n of the events that fit a query, the same for the same seed and ledger.
func (l *Ledger) Sample(ctx context.Context, query string, n int, seed uint64) ([]Event, error) {
	type drawn struct {
		key uint64
		id  int64
	}
	q, err := l.ParseQuery(ctx, query)
	if err != nil {
		return nil, err
	}
	w := l.where(q)
	var list []drawn
	if err := l.query(ctx, func(scan func(...any) error) error {
		var d drawn
		var name string
		err := scan(&d.id, &name)
		d.key = uint64(hash(name+strconv.FormatUint(seed, 10)))<<32 | uint64(hash(strconv.FormatUint(seed, 10)+name))
		list = append(list, d)
		return err
	}, "SELECT l.id, l.name "+w.sql(), w.args...); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b drawn) int { return cmp.Compare(a.key, b.key) })
	ids := make([]int64, 0, n)
	for _, d := range list[:min(n, len(list))] {
		ids = append(ids, d.id)
	}
	return l.load(ctx, ids)
}

// Checked is one event of a sample, as one or two people have judged it.
type Checked struct {
	ID, Type, Status string // as the ledger has them
	Right            string // the first judge's verdict: yes or no
	Second           string // the second judge's, "" where there is none
}

// Agreement is what a checked sample tells.
type Agreement struct {
	Types  []TypePrecision `json:"types"` // the last one is of all
	Kappa  float64         `json:"kappa"` // Cohen's, of the two judges; NaN without a second
	Judged int             `json:"judged"`
	Both   int             `json:"both"`
}

// TypePrecision is how many of a type's events were right, with Wilson's interval at 95 %.
type TypePrecision struct {
	Type      string  `json:"type"`
	Judged    int     `json:"judged"`
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

// Agree computes precision by type and the agreement of the judges. Rows without a verdict do not count.
func Agree(rows []Checked) Agreement {
	a := Agreement{Kappa: math.NaN()}
	by := map[string]*TypePrecision{}
	all := &TypePrecision{Type: "all"}
	var both, same, yes1, yes2 float64
	for _, r := range rows {
		if r.Right != "yes" && r.Right != "no" {
			continue
		}
		t := by[r.Type]
		if t == nil {
			t = &TypePrecision{Type: r.Type}
			by[r.Type] = t
		}
		right := number(r.Right == "yes")
		t.Judged, t.Right = t.Judged+1, t.Right+right
		all.Judged, all.Right = all.Judged+1, all.Right+right
		if r.Second != "yes" && r.Second != "no" {
			continue
		}
		both++
		same += float64(number(r.Right == r.Second))
		yes1 += float64(right)
		yes2 += float64(number(r.Second == "yes"))
	}
	for _, t := range by {
		a.Types = append(a.Types, *t)
	}
	slices.SortFunc(a.Types, func(x, y TypePrecision) int { return cmp.Or(y.Judged-x.Judged, cmp.Compare(x.Type, y.Type)) })
	a.Types = append(a.Types, *all)
	for i := range a.Types {
		a.Types[i].wilson()
	}
	a.Judged, a.Both = all.Judged, int(both)
	if both > 0 {
		observed := same / both
		chance := (yes1*yes2 + (both-yes1)*(both-yes2)) / (both * both)
		if chance < 1 {
			a.Kappa = (observed - chance) / (1 - chance)
		} else {
			a.Kappa = 1
		}
	}
	return a
}

func (t *TypePrecision) wilson() {
	if t.Judged == 0 {
		return
	}
	const z = 1.959964
	n, p := float64(t.Judged), float64(t.Right)/float64(t.Judged)
	t.Precision = p
	mid, half := (p+z*z/(2*n))/(1+z*z/n), z/(1+z*z/n)*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	t.Low, t.High = max(0, mid-half), min(1, mid+half)
}
