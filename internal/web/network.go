package web

import (
	"html"
	"math"
	"net/url"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// drawNetwork draws parties as circles and pairs as lines. Places are found by springs from a circle, the same each time.
func drawNetwork(pairs []ledger.PairTally, name func(string) string) *svg {
	const w, h, most = chartWidth, 560.0, 40
	s := newSVG(w, h)
	at, codes := map[string]int{}, []string{}
	weight := map[string]int{}
	type edge struct {
		a, b int
		p    ledger.PairTally
	}
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
	xs, ys := make([]float64, n), make([]float64, n)
	for i := range n {
		t := 2 * math.Pi * float64(i) / float64(n)
		xs[i], ys[i] = w/2+w*.3*math.Cos(t), h/2+h*.3*math.Sin(t)
	}
	ideal := math.Sqrt(w*h/float64(n)) * .5
	for step := range 300 {
		heat := 30 * (1 - float64(step)/300)
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
	for _, e := range edges {
		class := "edge e1"
		if e.p.Quad[3]+e.p.Quad[4] > e.p.Quad[1]+e.p.Quad[2] {
			class = "edge e3"
		}
		s.add(`<a href="/pairs/%s"><title>%s – %s: %s</title><line x1="%s" y1="%s" x2="%s" y2="%s" class="%s" stroke-width="%s"/></a>`, url.PathEscape(e.p.Pair), html.EscapeString(name(codes[e.a])), html.EscapeString(name(codes[e.b])),
			html.EscapeString(count(e.p.Events, "event")), f1(xs[e.a]), f1(ys[e.a]), f1(xs[e.b]), f1(ys[e.b]), class, f1(1+7*math.Sqrt(float64(e.p.Events)/float64(biggest))))
	}
	for i, c := range codes {
		s.add(`<a href="/bodies/%s"><circle cx="%s" cy="%s" r="%s" class="node"/>`, url.PathEscape(c), f1(xs[i]), f1(ys[i]), f1(4+5*math.Sqrt(float64(weight[c])/float64(biggest*2))))
		s.text(xs[i], ys[i]-10, "t-strong", "middle", name(c))
		s.WriteString(`</a>`)
	}
	return s
}
