package web

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
)

// pairsView is the matrix of pairs: what moved, against what is usual.
type pairsView struct {
	Matrix  *matrix
	List    []pairLine
	Since   string
	Watched []string
}

type pairLine struct {
	Pair, Name, First, Last string
	Events, Now             int
	Usual                   float64
	Spark                   template.HTML
	Watched                 bool
}

const (
	matrixSize = 12
	sparkWeeks = 52
	maxPairs   = 80
)

func (s *Server) pairsPage(r *http.Request) (view, error) {
	v, err := s.pairsView(r.Context())
	return view{Title: "Pairs", Nav: "pairs", Body: v}, err
}

// pairsPicture is the matrix as a file.
func (s *Server) pairsPicture(w http.ResponseWriter, r *http.Request) {
	v, err := s.pairsView(r.Context())
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	s.sendPicture(w, "openlines-pairs", drawMatrix(v.Matrix).file("Events of each pair in the four weeks to "+dayRange(s.today(), "", false)+", against the usual four weeks of the year before. "+
		"▲ more than usual, ▲▲ far more, ≈ as usual, ▼ less. Blue: cooperation weighs more; orange: conflict."))
}

func (s *Server) pairsView(ctx context.Context) (pairsView, error) {
	var v pairsView
	today, err := time.Parse(time.DateOnly, s.today())
	if err != nil {
		return v, err
	}
	pairs, err := s.o.Ledger.Pairs(ctx, maxPairs)
	if err != nil {
		return v, err
	}
	if v.Watched, err = s.o.Ledger.Watched(ctx); err != nil {
		return v, err
	}
	start := periodStart(today, "week").AddDate(0, 0, -7*(sparkWeeks-1))
	v.Since = periodStart(today, "week").AddDate(0, 0, -21).Format(time.DateOnly)
	points, err := s.o.Ledger.Series(ctx, ledger.SeriesOptions{Unit: "week", Since: start.Format(time.DateOnly), Until: s.today()})
	if err != nil {
		return v, err
	}
	weeks := map[string][]ledger.Point{}
	for _, p := range points {
		weeks[p.Pair] = append(weeks[p.Pair], p)
	}
	weight := map[string]int{}
	cells := map[string]square{}
	for _, p := range pairs {
		line := pairLine{Pair: p.Pair, Name: s.pairName(p.Pair), First: p.First, Last: p.Last, Events: p.Events, Watched: slices.Contains(v.Watched, p.Pair)}
		all := 0
		good, bad := 0, 0
		for _, w := range weeks[p.Pair] {
			if w.From >= v.Since {
				line.Now += w.Events
				good, bad = good+w.Quad[1]+w.Quad[2], bad+w.Quad[3]+w.Quad[4]
			} else {
				all += w.Events
			}
		}
		line.Usual = float64(all) / float64(sparkWeeks-4) * 4
		line.Spark = spark(weeks[p.Pair], start)
		v.List = append(v.List, line)
		sign, class := against(line.Now, line.Usual, good, bad)
		cells[p.Pair] = square{Text: sign, Small: fmt.Sprint(line.Now), Class: class, Link: "/pairs/" + p.Pair,
			Title: fmt.Sprintf("%s: %s in the last four weeks, usually %s", line.Name, count(line.Now, "event"), f1(line.Usual))}
		a, b, _ := strings.Cut(p.Pair, "-")
		weight[a] += p.Events
		weight[b] += p.Events
	}
	v.Matrix = s.newMatrix(weight, matrixSize, cells)
	return v, nil
}

// against says how a number stands to the usual one, and whether cooperation or conflict weighs more.
func against(now int, usual float64, good, bad int) (sign, class string) {
	class = "even"
	if good > bad {
		class = "good"
	} else if bad > good {
		class = "bad"
	}
	n := float64(now)
	switch {
	case now == 0 && usual < .5:
		return "·", "none"
	case n > 2*usual+2:
		return "▲▲", class + " strong"
	case n > 1.25*usual+1:
		return "▲", class
	case n < .4*usual-1:
		return "▼▼", class + " strong"
	case n < .8*usual-1:
		return "▼", class
	}
	return "≈", class
}

// spark is a pair's year in small: cooperation up, conflict down, by week.
func spark(weeks []ledger.Point, start time.Time) template.HTML {
	const h = 22.0
	s := newSVG(sparkWeeks*3, h)
	most := 1
	for _, w := range weeks {
		most = max(most, w.Quad[1]+w.Quad[2], w.Quad[3]+w.Quad[4])
	}
	for _, w := range weeks {
		t, err := time.Parse(time.DateOnly, w.From)
		if err != nil {
			continue
		}
		x := t.Sub(start).Hours() / 24 / 7 * 3
		if up := float64(w.Quad[1]+w.Quad[2]) / float64(most) * h / 2; up > 0 {
			s.add(`<rect x="%s" y="%s" width="2.4" height="%s" class="f2"/>`, f1(x), f1(h/2-up), f1(up))
		}
		if down := float64(w.Quad[3]+w.Quad[4]) / float64(most) * h / 2; down > 0 {
			s.add(`<rect x="%s" y="%s" width="2.4" height="%s" class="f4"/>`, f1(x), f1(h/2), f1(down))
		}
	}
	s.line(0, h/2, sparkWeeks*3, h/2, "grid")
	return s.inline("the last year by week")
}
