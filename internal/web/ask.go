package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
)

// askView is the screen "Ask and export".
type askView struct {
	Q, As    string
	Tabs     []tab
	Wrong    *queryWrong
	Items    []item
	Next     string // address of the next page
	Count    string
	Matrix   *matrix
	Picture  string // the address of its drawing as a file; "" for none
	Drawing  template.HTML
	Unit     string
	Units    []tab
	Notes    []string
	Rows     []askRow
	Files    []fileLink
	Examples []string
	Empty    bool
}

type tab struct {
	Name, Link string
	Current    bool
}

type fileLink struct{ Name, Link string }

type askRow struct {
	Name, Link, Extra string
	Events            int
	Quad              [5]int
}

// queryWrong shows a query with the word that is wrong in it.
type queryWrong struct{ Before, Word, After, Msg string }

const (
	maxCount  = 10_000
	pageSize  = 50
	maxMapped = 500
)

var askExamples = []string{"is:contact status:postponed", "quad:4", "is:disputed", "level:minister act:visit", "dyad:USA-CHN is:contact", "topic:taiwan"}

func (s *Server) askPage(r *http.Request) (view, error) {
	p := r.URL.Query()
	v := askView{Q: strings.TrimSpace(p.Get("q")), As: p.Get("as"), Examples: askExamples, Unit: p.Get("unit")}
	if !slices.Contains([]string{"matrix", "series", "network", "map"}, v.As) {
		v.As = "table"
	}
	if !slices.Contains([]string{"day", "month"}, v.Unit) {
		v.Unit = "week"
	}
	out := view{Title: "Ask", Nav: "ask", Query: v.Q}
	self := func(as string) string { return "/ask?" + url.Values{"q": {v.Q}, "as": {as}}.Encode() }
	for _, x := range []string{"table", "matrix", "series", "network", "map"} {
		v.Tabs = append(v.Tabs, tab{x, self(x), x == v.As})
	}
	if len(v.Q) > 2000 {
		return view{}, errBad{errors.New("the query is too long")}
	}
	n, err := s.o.Ledger.Count(r.Context(), v.Q, maxCount)
	if wrong := asWrong(err); wrong != nil {
		v.Wrong = wrong
		out.Body = v
		return out, nil
	}
	if err != nil {
		return view{}, err
	}
	v.Count, v.Empty = count(n, "event"), n == 0
	if n == maxCount {
		v.Count = thousands(maxCount) + " events or more"
	}
	q := url.Values{"q": {v.Q}}.Encode()
	v.Files = []fileLink{{"CSV", "/api/v1/events.csv?" + q}, {"JSON Lines", "/api/v1/events.jsonl?" + q}, {"JSON", "/api/v1/events?" + q}}
	if v.As != "table" {
		v.Picture = "/ask.svg?" + url.Values{"q": {v.Q}, "as": {v.As}, "unit": {v.Unit}}.Encode()
	}
	if err := s.answer(r, &v); err != nil {
		return view{}, err
	}
	out.Body = v
	return out, nil
}

// answer fills in the result in the form asked for.
func (s *Server) answer(r *http.Request, v *askView) error {
	switch v.As {
	case "table":
		res, err := s.o.Ledger.Query(r.Context(), v.Q, ledger.Page{Limit: pageSize, Cursor: r.URL.Query().Get("cursor")})
		if err != nil {
			return errBad{err}
		}
		v.Items = newItems(res.Events)
		if res.Next != "" {
			v.Next = "/ask?" + url.Values{"q": {v.Q}, "cursor": {res.Next}}.Encode()
		}
		return nil
	case "matrix":
		var err error
		v.Matrix, err = s.tallyMatrix(r.Context(), v.Q)
		return err
	}
	if v.As == "series" {
		for _, u := range []string{"day", "week", "month"} {
			v.Units = append(v.Units, tab{u, "/ask?" + url.Values{"q": {v.Q}, "as": {"series"}, "unit": {u}}.Encode(), u == v.Unit})
		}
	}
	d, label, err := s.draw(r, v)
	if err != nil {
		return err
	}
	v.Drawing = d.inline(label)
	return nil
}

// askPicture is the drawing of a result as a file.
func (s *Server) askPicture(w http.ResponseWriter, r *http.Request) {
	v := askView{Q: strings.TrimSpace(r.URL.Query().Get("q")), As: r.URL.Query().Get("as"), Unit: r.URL.Query().Get("unit")}
	if !slices.Contains([]string{"day", "month"}, v.Unit) {
		v.Unit = "week"
	}
	d, label, err := s.draw(r, &v)
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	s.sendPicture(w, "openlines-"+v.As, d.file(label+" "+strings.Join(v.Notes, " ")))
}

// sendPicture sends a drawing as a file to keep. Its styles stand in it; nothing else may run or load.
func (s *Server) sendPicture(w http.ResponseWriter, name string, data []byte) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.svg"`)
	_, _ = w.Write(data)
}

func asWrong(err error) *queryWrong {
	var q *ledger.QueryError
	if !errors.As(err, &q) {
		return nil
	}
	end := min(q.Pos+q.Len, len(q.Query))
	return &queryWrong{q.Query[:q.Pos], q.Query[q.Pos:end], q.Query[end:], q.Msg}
}

func (s *Server) draw(r *http.Request, v *askView) (*svg, string, error) {
	ctx := r.Context()
	fail := func(err error) (*svg, string, error) {
		if asWrong(err) != nil {
			err = errBad{err}
		}
		return nil, "", err
	}
	switch v.As {
	case "matrix":
		m, err := s.tallyMatrix(ctx, v.Q)
		if err != nil {
			return fail(err)
		}
		v.Notes = append(v.Notes, "Blue: cooperation weighs more; orange: conflict.")
		return drawMatrix(m), "Events by pair for: " + v.Q, nil
	case "series":
		days, err := s.o.Ledger.TallyDays(ctx, v.Q, v.Unit)
		if err != nil {
			return fail(err)
		}
		bars, axis := seriesBars(days, v.Unit, v.Q)
		if len(bars) == maxBars {
			v.Notes = append(v.Notes, fmt.Sprintf("Only the last %d %ss are drawn.", maxBars, v.Unit))
		}
		for _, b := range bars {
			if b.Events > 0 {
				v.Rows = append(v.Rows, askRow{b.Label, b.Link, "", b.Events, b.Quad})
			}
		}
		slices.Reverse(v.Rows)
		return drawBars(bars, v.Unit, axis), "Events by " + v.Unit + " for: " + v.Q, nil
	case "network":
		pairs, err := s.o.Ledger.TallyPairs(ctx, v.Q, 90)
		if err != nil {
			return fail(err)
		}
		for _, p := range pairs {
			v.Rows = append(v.Rows, askRow{s.pairName(p.Pair), "/ask?q=" + url.QueryEscape(strings.TrimSpace(v.Q+" dyad:"+p.Pair)), "", p.Events, p.Quad})
		}
		v.Notes = append(v.Notes, "Thickness: number of events. Blue: cooperation weighs more; orange: conflict. The layout has no meaning of its own.")
		return drawNetwork(pairs, s.name), "Who deals with whom for: " + v.Q, nil
	case "map":
		res, err := s.o.Ledger.Query(ctx, v.Q, ledger.Page{Limit: maxMapped})
		if err != nil {
			return fail(err)
		}
		spots, without := spotsOf(res.Events)
		for _, p := range spots {
			v.Rows = append(v.Rows, askRow{p.Name, "/ask?q=" + url.QueryEscape(strings.TrimSpace(v.Q+` place:"`+strings.ReplaceAll(p.Name, `"`, "")+`"`)), p.Note, p.Events, p.Quad})
		}
		v.Notes = append(v.Notes, fmt.Sprintf("Drawn are the latest %d events; %d of them have no known place. Only where an event was or is to be held, not every place that is named.", len(res.Events), without),
			"Outlines: Natural Earth, public domain, much simplified. Borders are as drawn there and several are disputed; openlines takes no side. Another outline: --map FILE.")
		return s.world.draw(spots), "Places of events for: " + v.Q, nil
	}
	return nil, "", errBad{errors.New("as must be matrix, series, network or map")}
}

const maxBars = 520

// seriesBars lays out a result's periods, those without events too.
func seriesBars(days []ledger.DayTally, unit, q string) ([]bar, timeAxis) {
	if len(days) == 0 {
		now := time.Now().UTC()
		return nil, timeAxis{now.AddDate(-1, 0, 0), now, 110, chartWidth - 6}
	}
	by := map[string]ledger.DayTally{}
	for _, d := range days {
		by[d.From] = d
	}
	from, _ := time.Parse(time.DateOnly, days[0].From)
	to, _ := time.Parse(time.DateOnly, days[len(days)-1].From)
	var out []bar
	for t := from; !t.After(to) && len(out) < 40_000; t = nextPeriod(t, unit) {
		last := nextPeriod(t, unit).AddDate(0, 0, -1)
		a, z := t.Format(time.DateOnly), last.Format(time.DateOnly)
		d := by[a]
		out = append(out, bar{From: t, Quad: d.Quad, Events: d.Events, Line: -1, Label: dayRange(a, z, false), Link: "/ask?q=" + url.QueryEscape(strings.TrimSpace(q+" "+a+".."+z))})
	}
	if len(out) > maxBars {
		out = out[len(out)-maxBars:]
	}
	return out, timeAxis{out[0].From, nextPeriod(to, unit), 110, chartWidth - 6}
}

// tallyMatrix counts a result by pair, the parties with most events as rows and columns.
func (s *Server) tallyMatrix(ctx context.Context, q string) (*matrix, error) {
	pairs, err := s.o.Ledger.TallyPairs(ctx, q, 400)
	if err != nil {
		return nil, err
	}
	weight, cells, most := map[string]int{}, map[string]square{}, 1
	for _, p := range pairs {
		most = max(most, p.Events)
	}
	for _, p := range pairs {
		a, b, _ := strings.Cut(p.Pair, "-")
		weight[a], weight[b] = weight[a]+p.Events, weight[b]+p.Events
		c := square{Text: fmt.Sprint(p.Events), Class: "good", Title: s.pairName(p.Pair) + ": " + count(p.Events, "event"), Link: "/ask?q=" + url.QueryEscape(strings.TrimSpace(q+" dyad:"+p.Pair))}
		if p.Quad[3]+p.Quad[4] > p.Quad[1]+p.Quad[2] {
			c.Class = "bad"
		}
		if p.Events*2 > most {
			c.Class += " strong"
		}
		cells[p.Pair] = c
	}
	return s.newMatrix(weight, 16, cells), nil
}
