package web

import (
	"html"
	"math"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/ledger"
)

// edge ties two circles of a network, by their numbers.
type edge struct {
	a, b int
	p    ledger.PairTally
}

// drawNetwork draws parties as circles and pairs as lines. Places are found by springs from a circle, the same each time.
func drawNetwork(pairs []ledger.PairTally, name func(string) string) *svg {
	const w, h, most = chartWidth, 560.0, 40
	s := newSVG(w, h)
	at, codes := map[string]int{}, []string{}
	weight := map[string]int{}
	var edges []edge
	node := func(c string) int {
		i, ok := at[c]
		if !ok {
			if len(codes) == most {
				return -1
			}
			i = len(codes)
			at[c] = i
			codes = append(codes, c)
		}
		return i
	}
	biggest := 1
	for _, p := range pairs {
		x, y, _ := strings.Cut(p.Pair, "-")
		a, b := node(x), node(y)
		if a < 0 || b < 0 {
			continue
		}
		weight[x], weight[y] = weight[x]+p.Events, weight[y]+p.Events
		edges = append(edges, edge{a, b, p})
		biggest = max(biggest, p.Events)
	}
	n := len(codes)
	if n == 0 {
		s.text(w/2, h/2, "t-strong", "middle", "No pairs")
		return s
	}
	xs, ys := springs(n, edges, biggest, w, h)
	for _, e := range edges {
		class := "edge e1"
		if e.p.Quad[3]+e.p.Quad[4] > e.p.Quad[1]+e.p.Quad[2] {
			class = "edge e3"
		}
		s.add(`<a href="/pairs/%s"><title>%s – %s: %s</title><line x1="%s" y1="%s" x2="%s" y2="%s" class="%s" stroke-width="%s"/></a>`, url.PathEscape(e.p.Pair), html.EscapeString(name(codes[e.a])), html.EscapeString(name(codes[e.b])),
			html.EscapeString(count(e.p.Events, "event")), f1(xs[e.a]), f1(ys[e.a]), f1(xs[e.b]), f1(ys[e.b]), class, f1(1+7*math.Sqrt(float64(e.p.Events)/float64(biggest))))
	}
	radius := func(i int) float64 { return 4 + 5*math.Sqrt(float64(weight[codes[i]])/float64(biggest*2)) }
	var taken []box
	order := make([]int, n)
	for i := range n {
		order[i] = i
		taken = append(taken, box{xs[i] - radius(i), ys[i] - radius(i), xs[i] + radius(i), ys[i] + radius(i)})
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight[codes[b]] - weight[codes[a]] })
	for _, i := range order {
		label := name(codes[i])
		x, y, anchor, where := labelPlace(xs[i], ys[i], radius(i)+4, label, w, taken)
		taken = append(taken, where)
		s.add(`<a href="/bodies/%s"><circle cx="%s" cy="%s" r="%s" class="node"/>`, url.PathEscape(codes[i]), f1(xs[i]), f1(ys[i]), f1(radius(i)))
		s.text(x, y, "t-strong", anchor, label)
		s.WriteString(`</a>`)
	}
	return s
}

// springs finds places for n circles in a drawing of w by h: all push each other away, edges pull, the busiest (of so many events) most,
// and the middle pulls a little. Steps grow smaller, so that all come to rest.
func springs(n int, edges []edge, biggest int, w, h float64) (xs, ys []float64) {
	const steps, stride = 300, 30.0 // and how far a circle goes in the first of them
	xs, ys = make([]float64, n), make([]float64, n)
	for i := range n {
		t := 2 * math.Pi * float64(i) / float64(n)
		xs[i], ys[i] = w/2+w*.3*math.Cos(t), h/2+h*.3*math.Sin(t)
	}
	ideal := math.Sqrt(w*h/float64(n)) * .5
	for step := range steps {
		heat := stride * (1 - float64(step)/steps)
		dx, dy := make([]float64, n), make([]float64, n)
		for i := range n {
			for j := range i {
				x, y := xs[i]-xs[j], ys[i]-ys[j]
				d := math.Max(math.Hypot(x, y), .1)
				f := ideal * ideal / d / d
				dx[i], dy[i], dx[j], dy[j] = dx[i]+x*f, dy[i]+y*f, dx[j]-x*f, dy[j]-y*f
			}
			dx[i] += (w/2 - xs[i]) * .11
			dy[i] += (h/2 - ys[i]) * .2
		}
		for _, e := range edges {
			x, y := xs[e.a]-xs[e.b], ys[e.a]-ys[e.b]
			d := math.Max(math.Hypot(x, y), .1)
			f := d / ideal * (.4 + .6*float64(e.p.Events)/float64(biggest))
			dx[e.a], dy[e.a], dx[e.b], dy[e.b] = dx[e.a]-x*f, dy[e.a]-y*f, dx[e.b]+x*f, dy[e.b]+y*f
		}
		for i := range n {
			d := math.Max(math.Hypot(dx[i], dy[i]), .1)
			k := math.Min(d, heat) / d
			xs[i] = math.Min(math.Max(xs[i]+dx[i]*k, 60), w-60)
			ys[i] = math.Min(math.Max(ys[i]+dy[i]*k, 22), h-22)
		}
	}
	return xs, ys
}

// box is what something covers of a drawing.
type box struct{ left, top, right, bottom float64 }

// over is how much of a lies on b.
func (a box) over(b box) float64 {
	return math.Max(0, math.Min(a.right, b.right)-math.Max(a.left, b.left)) * math.Max(0, math.Min(a.bottom, b.bottom)-math.Max(a.top, b.top))
}

// labelPlace finds where a circle's name covers least of what is there: above, below, right or left of it.
func labelPlace(x, y, away float64, label string, width float64, taken []box) (atX, atY float64, anchor string, covers box) {
	const high = 11.0
	long := 6.4 * float64(utf8.RuneCountInString(label))
	best := math.Inf(1)
	for _, p := range []struct {
		x, y, left float64
		anchor     string
	}{{x, y - away - 2, x - long/2, "middle"}, {x, y + away + high - 2, x - long/2, "middle"}, {x + away, y + 4, x + away, "start"}, {x - away, y + 4, x - away - long, "end"}} {
		b := box{p.left, p.y - high, p.left + long, p.y + 2}
		cost := 2 * high * (math.Max(0, -b.left) + math.Max(0, b.right-width)) // what would be cut off
		for _, t := range taken {
			cost += b.over(t)
		}
		if cost < best {
			best, atX, atY, anchor, covers = cost, p.x, p.y, p.anchor, b
		}
	}
	return atX, atY, anchor, covers
}
