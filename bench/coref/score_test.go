package main

import (
	"math"
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

// The example of Luo (2005): the gold has a chain of five and two of them that the system joins with one of the other chain of five.
func TestScore(t *testing.T) {
	span := func(i int32) doc.Span { return doc.Span{First: i, End: i + 1} }
	chain := func(from, to int32) (c []doc.Span) {
		for i := from; i < to; i++ {
			c = append(c, span(i))
		}
		return c
	}
	gold := [][]doc.Span{chain(1, 6), chain(6, 8), chain(8, 13)}
	system := [][]doc.Span{chain(1, 6), chain(6, 13)}
	got := score(gold, system)
	for _, c := range []struct {
		measure int
		want    float64
	}{{mentionMeasure, 1}, {muc, 0.947}, {bCubed, 0.865}, {ceafE, 0.733}} {
		if _, _, f := got[c.measure].scores(); math.Abs(f-c.want) > 0.001 {
			t.Errorf("measure %d: F1 %.3f, want %.3f", c.measure, f, c.want)
		}
	}
}
