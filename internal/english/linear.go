package english

import "math"

// mix folds v into the hash h.
func mix(h, v uint32) uint32 {
	h = (h ^ v) * 0x9E3779B1
	return h ^ h>>15
}

// linear is a sparse linear classifier over hashed features: each feature that it knows has a row of (class, weight).
type linear struct {
	mask    uint32
	slots   []uint64 // key<<32 | start of its row in entries<<6 | length, 0 where free; open addressing
	entries []uint16 // class<<8 | weight+128
	classes int
}

const maxRow = 63

// row gives the entries of feature key.
func (l *linear) row(key uint32) []uint16 {
	for at := key * 0x85EBCA6B >> 7 & l.mask; ; at = (at + 1) & l.mask {
		s := l.slots[at]
		if s == 0 {
			return nil
		}
		if uint32(s>>32) == key {
			start := uint32(s) >> 6
			return l.entries[start : start+uint32(s)&maxRow]
		}
	}
}

// score adds the weights of the features to scores, which has a place for each class.
func (l *linear) score(features []uint32, scores []int32) {
	for _, f := range features {
		for _, e := range l.row(f) {
			scores[e>>8] += int32(e&255) - 128
		}
	}
}

// best is the class of the highest score, among only where it is not empty.
func best[T int32 | float32](scores []T, only []uint8) int {
	top := 0
	if len(only) > 0 {
		top = int(only[0])
		for _, c := range only[1:] {
			if scores[c] > scores[top] {
				top = int(c)
			}
		}
		return top
	}
	for c := 1; c < len(scores); c++ {
		if scores[c] > scores[top] {
			top = c
		}
	}
	return top
}

func loadLinear(m *modelFile, prefix string) (*linear, error) {
	slots, err := section[uint64](m, prefix+".slots")
	if err != nil {
		return nil, err
	}
	entries, err := section[uint16](m, prefix+".entries")
	if err != nil {
		return nil, err
	}
	return &linear{mask: uint32(len(slots) - 1), slots: slots, entries: entries}, nil
}

// learner trains a linear by the averaged perceptron.
type learner struct {
	index map[uint32]int32
	rows  [][]weight
	step  float64
	open  bool // unknown features get a row when they are updated
}

type weight struct {
	class uint8
	w     float32
	u     float64 // sum of step*delta: the average weight is w - u/step
}

func newLearner(open bool) *learner {
	return &learner{index: make(map[uint32]int32), step: 1, open: open}
}

func (l *learner) score(features []uint32, scores []float32) {
	for _, f := range features {
		if r, ok := l.index[f]; ok {
			for i := range l.rows[r] {
				e := &l.rows[r][i]
				scores[e.class] += e.w
			}
		}
	}
}

// know gives a feature a row.
func (l *learner) know(f uint32) {
	if _, ok := l.index[f]; !ok {
		l.index[f] = int32(len(l.rows))
		l.rows = append(l.rows, nil)
	}
}

func (l *learner) update(features []uint32, good, bad int) {
	for _, f := range features {
		r, ok := l.index[f]
		if !ok {
			if !l.open {
				continue
			}
			l.know(f)
			r = l.index[f]
		}
		l.add(r, good, 1)
		l.add(r, bad, -1)
	}
}

func (l *learner) add(r int32, class int, d float32) {
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

// sections writes the averaged weights, rounded to eight bits so that the largest part keeps its size.
func (l *learner) sections(w *modelWriter, prefix string) {
	type kept struct {
		key uint32
		row []weight
	}
	var all []float64
	for _, row := range l.rows {
		for _, e := range row {
			if v := math.Abs(float64(e.w) - e.u/l.step); v > 0 {
				all = append(all, v)
			}
		}
	}
	scale := 127 / quantile(all, 0.9995)
	var rows []kept
	for _, key := range sortedKeys(l.index) {
		var row []weight
		for _, e := range l.rows[l.index[key]] {
			v := math.Round((float64(e.w) - e.u/l.step) * scale)
			if v != 0 {
				row = append(row, weight{class: e.class, w: float32(max(-127, min(127, v)))})
			}
		}
		if len(row) > maxRow {
			row = strongest(row, maxRow)
		}
		if len(row) > 0 {
			rows = append(rows, kept{key, row})
		}
	}
	size := 1
	for size < len(rows)*3/2 {
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
			entries = append(entries, uint16(e.class)<<8|uint16(int(e.w)+128))
		}
	}
	addSection(w, prefix+".slots", slots)
	addSection(w, prefix+".entries", entries)
}
