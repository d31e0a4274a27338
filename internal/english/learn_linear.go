package english

import (
	"cmp"
	"math"
	"slices"
)

// learner trains a linear by the averaged perceptron. Only the features that know has been told have rows.
type learner struct {
	keys []uint32 // open addressing; the key 0 is never used
	at   []int32  // row of each key
	rows [][]weight
	step float64
}

type weight struct {
	class uint8
	w     float32
	u     float64 // sum of step*delta: the average weight is w - u/step
}

func newLearner() *learner {
	return &learner{keys: make([]uint32, 1<<12), at: make([]int32, 1<<12), step: 1}
}

func (l *learner) slot(f uint32) uint32 {
	mask := uint32(len(l.keys) - 1)
	at := f * 0x85EBCA6B >> 7 & mask
	for l.keys[at] != 0 && l.keys[at] != f {
		at = (at + 1) & mask
	}
	return at
}

// row is the row of a feature, or -1.
func (l *learner) row(f uint32) int32 {
	if at := l.slot(f); l.keys[at] == f && f != 0 {
		return l.at[at]
	}
	return -1
}

// know gives a feature a row.
func (l *learner) know(f uint32) {
	at := l.slot(f)
	if f == 0 || l.keys[at] == f {
		return
	}
	l.keys[at], l.at[at] = f, int32(len(l.rows))
	l.rows = append(l.rows, nil)
	if len(l.rows)*2 > len(l.keys) {
		keys, rows := l.keys, l.at
		l.keys, l.at = make([]uint32, 2*len(keys)), make([]int32, 2*len(keys))
		for i, f := range keys {
			if f != 0 {
				at := l.slot(f)
				l.keys[at], l.at[at] = f, rows[i]
			}
		}
	}
}

// find appends the rows of the features that have one.
func (l *learner) find(rows []int32, features []uint32) []int32 {
	for _, f := range features {
		if r := l.row(f); r >= 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

func (l *learner) score(rows []int32, scores []float32) {
	for _, r := range rows {
		for i := range l.rows[r] {
			e := &l.rows[r][i]
			scores[e.class] += e.w
		}
	}
}

func (l *learner) update(rows []int32, good, bad int) {
	for _, r := range rows {
		l.add1(r, good, 1)
		l.add1(r, bad, -1)
	}
}

func (l *learner) add1(r int32, class int, d float32) {
	row := l.rows[r]
	for i := range row {
		if int(row[i].class) == class {
			row[i].w += d
			row[i].u += float64(d) * l.step
			return
		}
	}
	l.rows[r] = append(row, weight{uint8(class), d, float64(d) * l.step})
}

// blank is a learner that knows the same features and has learned nothing.
func (l *learner) blank() *learner {
	return &learner{keys: l.keys, at: l.at, rows: make([][]weight, len(l.rows)), step: 1}
}

// average puts the average of each weight over the training in its place.
func (l *learner) average() {
	for _, row := range l.rows {
		for i := range row {
			row[i].w -= float32(row[i].u / l.step)
			row[i].u = 0
		}
	}
}

// add adds the averaged weights of o, which knows the same features.
func (l *learner) add(o *learner) {
	for r, row := range o.rows {
		for _, e := range row {
			l.add1(int32(r), int(e.class), e.w)
		}
	}
}

// faint is the share of the largest weight up to which weights are dropped: that halves the models and costs a few
// hundredths of a point.
const faint = 0.014

// sections writes the averaged weights.
func (l *learner) sections(w *modelWriter, prefix string) {
	top := 1.0
	for _, row := range l.rows {
		for _, e := range row {
			top = max(top, math.Abs(float64(e.w)))
		}
	}
	type kept struct {
		key uint32
		row []weight
	}
	var rows []kept
	for at, key := range l.keys {
		if key == 0 {
			continue
		}
		var row []weight
		for _, e := range l.rows[l.at[at]] {
			if math.Abs(float64(e.w)) > faint*top {
				row = append(row, e)
			}
		}
		if len(row) > maxRow {
			slices.SortStableFunc(row, func(a, b weight) int { return cmp.Compare(math.Abs(float64(b.w)), math.Abs(float64(a.w))) })
			row = row[:maxRow]
		}
		if len(row) > 0 {
			rows = append(rows, kept{key, row})
		}
	}
	slices.SortFunc(rows, func(a, b kept) int { return int(int64(a.key) - int64(b.key)) })
	size := 1
	for size < len(rows)*5/4 {
		size *= 2
	}
	slots := make([]uint64, size)
	var entries []uint16
	mask := uint32(size - 1)
	for _, r := range rows {
		at := r.key * 0x85EBCA6B >> 7 & mask
		for slots[at] != 0 {
			at = (at + 1) & mask
		}
		slots[at] = uint64(r.key)<<32 | uint64(len(entries))<<6 | uint64(len(r.row))
		for _, e := range r.row {
			entries = append(entries, uint16(e.class)<<8|uint16(codeOf(float64(e.w), top)))
		}
	}
	addSection(w, prefix+".slots", slots)
	addSection(w, prefix+".entries", entries)
}

// atLeast counts features and tells the learner of one when it is seen for the n-th time.
type atLeast struct {
	n     uint8
	count map[uint32]uint8
}

func (c *atLeast) see(features []uint32, l *learner) {
	for _, f := range features {
		if k := c.count[f]; k < c.n {
			c.count[f] = k + 1
			if k+1 == c.n {
				l.know(f)
			}
		}
	}
}
