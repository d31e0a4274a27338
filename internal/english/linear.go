package english

import "math"

// mix folds v into the hash h.
func mix(h, v uint32) uint32 {
	h = (h ^ v) * 0x9E3779B1
	return h ^ h>>15
}

// weights are the weights that the codes 0 to 255 stand for: the square of the distance from 128, with its sign. One byte
// so holds the few large weights that decide most and the many small ones; evenly spaced, it costs two points of accuracy.
var weights = [256]int32(squares())

func squares() []int32 {
	out := make([]int32, 256)
	for c := range out {
		d := int32(c) - 128
		out[c] = d * max(d, -d)
	}
	return out
}

// codeOf is the code of a weight, where top is the largest.
func codeOf(w, top float64) uint8 {
	d := math.Round(math.Sqrt(min(1, math.Abs(w)/top)) * 127)
	return uint8(128 + math.Copysign(d, w))
}

// linear is a sparse linear classifier over hashed features: each feature that it knows has a row of (class, weight).
type linear struct {
	mask    uint32
	slots   []uint64 // key<<32 | start of its row in entries<<6 | length, 0 where free; open addressing
	entries []uint16 // class<<8 | code of the weight
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
			scores[e>>8] += weights[e&255]
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
