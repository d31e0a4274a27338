package web

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"
)

// svg builds a drawing. All text goes through html.EscapeString; sizes are in the units of the view box.
type svg struct {
	strings.Builder
	w, h float64
}

func newSVG(w, h float64) *svg { return &svg{w: w, h: h} }

func (s *svg) add(format string, args ...any) { fmt.Fprintf(s, format, args...) }

func (s *svg) text(x, y float64, class, anchor, text string) {
	s.add(`<text x="%s" y="%s" class="%s" text-anchor="%s">%s</text>`, f1(x), f1(y), class, anchor, html.EscapeString(text))
}

func (s *svg) line(x1, y1, x2, y2 float64, class string) {
	s.add(`<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>`, f1(x1), f1(y1), f1(x2), f1(y2), class)
}

// inline is the drawing as a part of a page.
func (s *svg) inline(label string) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="chart" viewBox="0 0 %s %s" role="group" aria-label="%s">%s</svg>`, f1(s.w), f1(s.h), html.EscapeString(label), s.String())) // all text in it was escaped
}

// file is the drawing as a file of its own, with the styles in it.
func (s *svg) file(label string) []byte {
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]s %[2]s" width="%[1]s" height="%[2]s" role="img" aria-label="%[3]s"><title>%[3]s</title><style>%[4]s</style><rect width="100%%" height="100%%" fill="#fff"/>%[5]s</svg>`+"\n",
		f1(s.w), f1(s.h), html.EscapeString(label), pictureStyle, s.String())
}

// pictureStyle is what a drawing needs of the style sheet, in the light colours.
const pictureStyle = `.cell{fill:#fff;stroke:#d5d8d3}.cell.good{fill:#deeaf5}.cell.good.strong{fill:#bad3eb}.cell.bad{fill:#f5e2cf}.cell.bad.strong{fill:#eac49f}.cell.none{fill:#fff}` +
	`text{font:11px system-ui,"Noto Sans","DejaVu Sans",sans-serif;fill:#56606b}.t-strong{fill:#1b1f24;font-weight:600}.axis{stroke:#56606b}.grid{stroke:#e3e5e0}.band{fill:#e3e5e0}.gap{fill:url(#gap)}.gapline{stroke:#c4c8c2}` +
	`.f0{fill:#7b828a}.f1{fill:#5b97cf}.f2{fill:#174f8f}.f3{fill:#d07a26}.f4{fill:#9c3406}.cover{fill:none;stroke:#56606b}.land{fill:#e8e9e4;stroke:#b9beb6;stroke-width:.4}.edge{fill:none}.e1{stroke:#5b97cf}.e3{stroke:#d07a26}.node{fill:#fff;stroke:#56606b}` +
	`.m-hollow{fill:#fff;stroke:#17529a;stroke-width:1.6}.m-full{fill:#1c6b45;stroke:#1c6b45}.m-off{fill:#fff;stroke:#9c3406;stroke-width:1.6}.m-dash{fill:#fff;stroke:#9c3406;stroke-width:1.6;stroke-dasharray:2 2}.m-half{fill:#fff;stroke:#b5651d;stroke-width:1.6}.m-halff{fill:#b5651d}`

func f1(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
}

// bar is a period of a series: what is drawn above and below the line.
type bar struct {
	From   time.Time
	Quad   [5]int // events by quad class
	Line   int    // articles, for the thin line; -1 for none
	Gap    bool   // the archive has nothing of this period
	Events int
	Link   string // where the period's events are listed
	Label  string
}

// usual is the range in which a pair's periods mostly lie: the 10th and 90th of a hundred.
type usual struct{ Low, High float64 }

// usualRange is taken from the balance of all periods that are no gaps; ok is false where there are too few.
func usualRange(bars []bar) (usual, bool) {
	var v []float64
	for _, b := range bars {
		if !b.Gap {
			v = append(v, float64(b.Quad[1]+b.Quad[2]-b.Quad[3]-b.Quad[4]))
		}
	}
	if len(v) < 8 {
		return usual{}, false
	}
	slices.Sort(v)
	at := func(p float64) float64 {
		i := p * float64(len(v)-1)
		lo := int(i)
		hi := min(lo+1, len(v)-1)
		return v[lo] + (v[hi]-v[lo])*(i-float64(lo))
	}
	return usual{at(.1), at(.9)}, true
}

// timeAxis places days on a drawing.
type timeAxis struct {
	from, to    time.Time
	left, right float64
}

func (a timeAxis) x(t time.Time) float64 {
	all := a.to.Sub(a.from)
	if all <= 0 {
		return a.left
	}
	return a.left + (a.right-a.left)*float64(t.Sub(a.from))/float64(all)
}

// ticks are the days to write under the axis: years, quarters or months.
func (a timeAxis) ticks() []tick {
	months := a.to.Sub(a.from).Hours() / 24 / 30.4
	step := 1
	for _, s := range []int{1, 2, 3, 6, 12, 24, 60, 120, 240} {
		step = s
		if months/float64(s) <= 13 {
			break
		}
	}
	t := time.Date(a.from.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	if step > 12 {
		t = t.AddDate(-(t.Year() % (step / 12)), 0, 0)
	}
	var out []tick
	for ; !t.After(a.to); t = t.AddDate(0, step, 0) {
		if t.Before(a.from) {
			continue
		}
		label := t.Format("Jan")
		if t.Month() == time.January || len(out) == 0 {
			label = t.Format("Jan 2006")
		}
		if step >= 12 {
			label = t.Format("2006")
		}
		out = append(out, tick{t, label})
	}
	return out
}

type tick struct {
	at    time.Time
	label string
}

const chartWidth = 960.0

// drawBars draws cooperation up and conflict down, material next to the line as it weighs most, with the usual range behind.
func drawBars(bars []bar, unit string, axis timeAxis) *svg {
	const top, height = 14.0, 190.0
	s := newSVG(chartWidth, height+38)
	up, down, most := 1, 1, 1
	for _, b := range bars {
		up, down, most = max(up, b.Quad[1]+b.Quad[2]), max(down, b.Quad[3]+b.Quad[4]), max(most, b.Line)
	}
	scale := (height - top) / float64(up+down)
	d := barDrawing{svg: s, axis: axis, scale: scale, zero: top + float64(up)*scale, top: top, bottom: height}
	if u, banded := usualRange(bars); banded {
		hi, lo := d.zero-u.High*scale, d.zero-u.Low*scale
		s.add(`<rect x="%s" y="%s" width="%s" height="%s" class="band"><title>usual range: eight in ten %ss lie between %s and %s</title></rect>`, f1(axis.left), f1(hi), f1(axis.right-axis.left), f1(math.Max(lo-hi, 1.5)), html.EscapeString(unit), f1(u.Low), f1(u.High))
	}
	d.grid(up, down)
	var line []string
	flush := func() {
		if len(line) > 1 {
			s.add(`<polyline points="%s" class="cover"/>`, strings.Join(line, " "))
		}
		line = nil
	}
	for i, b := range bars {
		x := axis.x(b.From)
		end := axis.right
		if i+1 < len(bars) {
			end = math.Min(axis.x(bars[i+1].From), end)
		}
		end = math.Min(end, x+math.Max(axis.right-axis.left, 1)/10)
		w := math.Max((end-x)*.78, .8)
		if b.Gap {
			s.add(`<rect x="%s" y="%s" width="%s" height="%s" class="gap"><title>%s: the archive has no articles</title></rect>`, f1(x), f1(d.zero-5), f1(end-x), "10", html.EscapeString(b.Label))
			s.line(x, d.zero-4, end, d.zero+4, "gapline")
			flush()
			continue
		}
		if b.Line >= 0 {
			line = append(line, f1(x+w/2)+","+f1(d.zero-float64(b.Line)/float64(most)*(d.zero-top)))
		}
		if b.Events > 0 {
			d.bar(&b, x, w)
		}
	}
	flush()
	s.line(axis.left, d.zero, axis.right, d.zero, "axis")
	return s
}

// barDrawing is a drawing of bars with its measures.
type barDrawing struct {
	*svg
	axis        timeAxis
	scale, zero float64 // height of one event; where the bars begin
	top, bottom float64
}

// grid draws the lines behind the bars and what they stand for.
func (d *barDrawing) grid(up, down int) {
	for _, n := range []int{up, -down} {
		y := d.zero - float64(n)*d.scale
		d.line(d.axis.left, y, d.axis.right, y, "grid")
		d.text(d.axis.left-6, y+4, "", "end", fmt.Sprint(max(n, -n)))
	}
	d.text(d.axis.left-6, d.zero+4, "", "end", "0")
	d.text(4, d.top+2, "t-strong", "start", "↑ cooperation")
	d.text(4, d.bottom+4, "t-strong", "start", "↓ conflict")
	for _, t := range d.axis.ticks() {
		x := d.axis.x(t.at)
		d.line(x, d.zero, x, d.bottom+2, "grid")
		if x < d.axis.right-34 {
			d.text(x+3, d.bottom+20, "", "start", t.label)
		}
	}
}

// bar draws the events of one period: cooperation upwards, conflict downwards.
func (d *barDrawing) bar(b *bar, x, w float64) {
	if b.Link != "" {
		d.add(`<a href="%s">`, html.EscapeString(b.Link))
	}
	d.add(`<title>%s: %s</title>`, html.EscapeString(b.Label), html.EscapeString(quadWords(b.Quad)))
	y := d.zero
	for _, q := range []int{2, 1} {
		if h := float64(b.Quad[q]) * d.scale; h > 0 {
			y -= h
			d.add(`<rect x="%s" y="%s" width="%s" height="%s" class="f%d"/>`, f1(x), f1(y), f1(w), f1(h), q)
		}
	}
	y = d.zero
	for _, q := range []int{4, 3} {
		if h := float64(b.Quad[q]) * d.scale; h > 0 {
			d.add(`<rect x="%s" y="%s" width="%s" height="%s" class="f%d"/>`, f1(x), f1(y), f1(w), f1(h), q)
			y += h
		}
	}
	if b.Quad[1]+b.Quad[2]+b.Quad[3]+b.Quad[4] == 0 {
		d.add(`<rect x="%s" y="%s" width="%s" height="2" class="f0"/>`, f1(x), f1(d.zero-1), f1(w))
	}
	if b.Link != "" {
		d.WriteString(`</a>`)
	}
}

func quadWords(q [5]int) string {
	var parts []string
	for _, i := range []int{2, 1, 3, 4, 0} {
		if q[i] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", q[i], quadName(i)))
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// dot is an event on a lane.
type dot struct {
	At              time.Time
	Status, Label   string
	Link            string
	Quad            int
	Differs, Repeat bool
}

// drawLanes draws a lane for each kind of event, with the signs of the legend.
func drawLanes(names []string, lanes [][]dot, axis timeAxis) *svg {
	const laneHeight = 30.0
	s := newSVG(chartWidth, laneHeight*float64(len(names))+22)
	for _, t := range axis.ticks() {
		x := axis.x(t.at)
		s.line(x, 0, x, laneHeight*float64(len(names)), "grid")
		if x < axis.right-34 {
			s.text(x+3, laneHeight*float64(len(names))+14, "", "start", t.label)
		}
	}
	for i, name := range names {
		y := laneHeight*float64(i) + laneHeight/2
		s.line(axis.left, y, axis.right, y, "grid")
		s.text(4, y+4, "t-strong", "start", name)
		at := map[int]int{}
		for _, d := range lanes[i] {
			x := axis.x(d.At)
			n := at[int(x/7)]
			at[int(x/7)]++
			if n > 2 {
				continue // three signs at one place are enough; the table has them all
			}
			dy := []float64{0, -8, 8}[n]
			s.add(`<a href="%s"><title>%s</title>`, html.EscapeString(d.Link), html.EscapeString(d.Label))
			s.sign(x, y+dy, d.Status, d.Differs)
			s.WriteString(`</a>`)
		}
	}
	return s
}

// sign draws the sign of a status: filled happened, hollow planned, slashed called off, dashed refused, half disputed.
func (s *svg) sign(x, y float64, status string, differs bool) {
	const r = 4.2
	circle := func(class string) {
		s.add(`<circle cx="%s" cy="%s" r="%s" class="%s"/>`, f1(x), f1(y), f1(r), class)
	}
	glyph := glyphOf(status)
	if differs {
		glyph = "◐"
	}
	switch glyph {
	case "●":
		circle("m-full")
	case "○":
		circle("m-hollow")
	case "⊘":
		circle("m-off")
		s.line(x-r, y+r, x+r, y-r, "m-off")
	case "◌":
		circle("m-dash")
	default:
		circle("m-half")
		s.add(`<path d="M%s %sa%s %s 0 0 0 0 %sz" class="m-halff"/>`, f1(x), f1(y-r), f1(r), f1(r), f1(2*r))
	}
}
