package web

import (
	"testing"
)

// TestLabelPlace puts names beside circles: where something is in the way, on another side.
func TestLabelPlace(t *testing.T) {
	above := box{80, 70, 120, 92}
	below := box{80, 108, 120, 130}
	for name, c := range map[string]struct {
		x      float64
		taken  []box
		anchor string
		up     bool
	}{
		"free":                  {100, nil, "middle", true},
		"a name above":          {100, []box{above}, "middle", false},
		"above and below":       {100, []box{above, below}, "start", false},
		"at the right edge":     {398, []box{{360, 70, 400, 92}, {360, 108, 400, 130}}, "end", false},
		"at the left edge, too": {2, []box{{0, 70, 40, 92}, {0, 108, 40, 130}}, "start", false},
	} {
		_, y, anchor, where := labelPlace(c.x, 100, 8, "Peru", 400, c.taken)
		if anchor != c.anchor || (y < 95) != c.up {
			t.Errorf("%s: %s at %.0f", name, anchor, y)
		}
		for _, b := range c.taken {
			if where.over(b) > 0 {
				t.Errorf("%s: the name covers what was there", name)
			}
		}
	}
}
