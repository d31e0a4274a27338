package web

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
)

// pairView is the screen of a pair of states.
type pairView struct {
	Pair, A, B, ACode, BCode string
	Watched                  bool
	Since, Until, On         string
	Spans                    []span
	Bars, Lanes              template.HTML
	Picture                  string // the address of the bars as a file
	Weeks                    []bar
	Usual                    string
	Board                    boardView
	Contacts                 []item
	More                     string // the query that has all contacts
	Level, Status, Words     string
	Levels                   []string
	Self                     string // the address without its filters
	Total                    int
}

// boardView is the channel board, as of a day.
type boardView struct {
	Pair, On    string
	Rows        []boardRow
	Min, Max    string // the days that the slider goes over
	Steps, Step int    // weeks
}

type boardRow struct {
	ledger.Channel
	Held, Next, Refused, Broken *item
}

func (s *Server) pairRange(r *http.Request) (since, until string, err error) {
	q := r.URL.Query()
	until, since = s.today(), q.Get("since")
	if x := q.Get("until"); x != "" {
		until = x
	}
	end, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return "", "", errBad{errDay}
	}
	if since == "" {
		since = end.AddDate(-1, 0, 1).Format(time.DateOnly)
	}
	start, err := time.Parse(time.DateOnly, since)
	if err != nil || start.After(end) || start.Year() < 1800 || end.Year() > 2200 {
		return "", "", errBad{errDay}
	}
	return since, until, nil
}

func (s *Server) pairPage(r *http.Request) (view, error) {
	pair, err := pairOf(r.PathValue("pair"))
	if err != nil {
		return view{}, err
	}
	v := pairView{Pair: pair, Levels: ledger.Levels}
	v.ACode, v.BCode, _ = strings.Cut(v.Pair, "-")
	v.A, v.B = s.pairNames(v.Pair)
	ctx, q := r.Context(), r.URL.Query()
	if v.Since, v.Until, err = s.pairRange(r); err != nil {
		return view{}, err
	}
	watched, err := s.o.Ledger.Watched(ctx)
	if err != nil {
		return view{}, err
	}
	v.Watched = slices.Contains(watched, v.Pair)
	end, _ := time.Parse(time.DateOnly, v.Until)
	for _, x := range []struct {
		name  string
		years int
	}{{"1 year", 1}, {"3 years", 3}, {"10 years", 10}} {
		since := end.AddDate(-x.years, 0, 1).Format(time.DateOnly)
		v.Spans = append(v.Spans, span{x.name, since, since == v.Since})
	}
	if v.Weeks, err = s.weeks(ctx, v.Pair, v.Since, v.Until, "week"); err != nil {
		return view{}, err
	}
	axis := axisOf(v.Since, v.Until)
	v.Bars = drawBars(v.Weeks, "week", axis).inline("Events of each week between " + v.A + " and " + v.B + ": cooperation above the line, conflict below. The table under it has the numbers.")
	if u, ok := usualRange(v.Weeks); ok {
		v.Usual = fmt.Sprintf("%s to %s", f1(u.Low), f1(u.High))
	}
	outlines, err := s.o.Ledger.Outlines(ctx, fmt.Sprintf("dyad:%s day:%s..%s", v.Pair, v.Since, v.Until), 2000)
	if err != nil {
		return view{}, err
	}
	v.Total = len(outlines)
	v.Lanes = drawLanes(laneNames, lanesOf(outlines), axis).inline("Meetings, statements, measures and the rest, each at its day, with the signs of the legend. The ledger under it has the meetings as a table.")
	if v.Board, err = s.board(ctx, v.Pair, q.Get("on"), v.Since, v.Until); err != nil {
		return view{}, err
	}
	v.Level, v.Status, v.Words = q.Get("level"), q.Get("status"), strings.TrimSpace(q.Get("words"))
	v.More = fmt.Sprintf("dyad:%s is:contact %s..%s", v.Pair, v.Since, v.Until)
	if slices.Contains(ledger.Levels, v.Level) {
		v.More += " level:" + v.Level
	}
	if slices.Contains(statuses(), v.Status) {
		v.More += " status:" + v.Status
	}
	for w := range strings.FieldsSeq(strings.NewReplacer(`"`, " ", ":", " ").Replace(v.Words)) {
		v.More += ` "` + w + `"`
	}
	res, err := s.o.Ledger.Query(ctx, v.More, ledger.Page{Limit: 60})
	if err != nil {
		return view{}, err
	}
	v.Contacts = newItems(res.Events)
	v.Picture = "/pairs/" + v.Pair + "/picture.svg?" + url.Values{"since": {v.Since}, "until": {v.Until}}.Encode()
	v.Self = "/pairs/" + v.Pair + "?since=" + v.Since + "&until=" + v.Until
	return view{Title: v.A + " – " + v.B, Nav: "pairs", Query: "dyad:" + v.Pair, Body: v}, nil
}

func axisOf(since, until string) timeAxis {
	from, _ := time.Parse(time.DateOnly, since)
	to, _ := time.Parse(time.DateOnly, until)
	return timeAxis{from, to.AddDate(0, 0, 1), 110, chartWidth - 6}
}

// weeks are the bars of a pair's series with the gaps where the archive has nothing.
func (s *Server) weeks(ctx context.Context, pair, since, until, unit string) ([]bar, error) {
	points, err := s.o.Ledger.Series(ctx, ledger.SeriesOptions{Pair: pair, Unit: unit, Since: since, Until: until})
	if err != nil {
		return nil, err
	}
	by := map[string]*ledger.Point{}
	for i := range points {
		by[points[i].From] = &points[i]
	}
	from, _ := time.Parse(time.DateOnly, since)
	to, _ := time.Parse(time.DateOnly, until)
	var out []bar
	for t := periodStart(from, unit); !t.After(to); t = nextPeriod(t, unit) {
		last := nextPeriod(t, unit).AddDate(0, 0, -1)
		b := bar{From: t, Gap: true, Line: -1, Label: dayRange(t.Format(time.DateOnly), last.Format(time.DateOnly), false)}
		if p := by[t.Format(time.DateOnly)]; p != nil && (p.Coverage > 0 || p.Events > 0) {
			b.Gap, b.Quad, b.Line, b.Events = false, p.Quad, p.Articles, p.Events
			b.Link = "/ask?q=" + url.QueryEscape(fmt.Sprintf("dyad:%s %s..%s", pair, t.Format(time.DateOnly), last.Format(time.DateOnly)))
		}
		out = append(out, b)
	}
	return out, nil
}

func periodStart(t time.Time, unit string) time.Time {
	switch unit {
	case "week":
		return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case "month":
		return t.AddDate(0, 0, 1-t.Day())
	}
	return t
}

func nextPeriod(t time.Time, unit string) time.Time {
	switch unit {
	case "week":
		return t.AddDate(0, 0, 7)
	case "month":
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(0, 0, 1)
}

var laneNames = []string{"Meetings", "Statements", "Measures"}

// lanesOf puts events on lanes: contacts; words of any kind; deeds.
func lanesOf(list []ledger.Outline) [][]dot {
	out := make([][]dot, len(laneNames))
	for _, o := range list {
		t, err := time.Parse(time.DateOnly, o.Day)
		if err != nil {
			continue
		}
		lane := 1
		switch {
		case o.Kind == "contact":
			lane = 0
		case o.Quad == 2 || o.Quad == 4:
			lane = 2
		}
		out[lane] = append(out[lane], dot{At: t, Status: o.Status, Label: plain(o.Act) + ", " + o.Status + ", " + dayRange(o.Day, o.Day, false), Link: "/events/" + o.ID, Quad: o.Quad, Differs: o.Disputed})
	}
	return out
}

// board gives the channel board as of a day; "" for the last day shown.
func (s *Server) board(ctx context.Context, pair, on, since, until string) (boardView, error) {
	b := boardView{Pair: pair, On: on, Min: since, Max: until}
	if on == "" {
		b.On = until
	}
	day, err := time.Parse(time.DateOnly, b.On)
	if err != nil {
		return b, errBad{errDay}
	}
	from, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return b, errBad{errDay}
	}
	to, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return b, errBad{errDay}
	}
	b.Steps = int(to.Sub(from).Hours() / 24)
	b.Step = min(max(int(day.Sub(from).Hours()/24), 0), b.Steps)
	list, err := s.o.Ledger.Channels(ctx, pair, b.On)
	if err != nil {
		return b, err
	}
	short := func(e *ledger.Event) *item {
		if e == nil {
			return nil
		}
		it := newItem(*e)
		return &it
	}
	for _, c := range list {
		b.Rows = append(b.Rows, boardRow{c, short(c.Held), short(c.Next), short(c.Refused), short(c.Broken)})
	}
	return b, nil
}

// boardPart is the channel board alone, for the slider.
func (s *Server) boardPart(r *http.Request) (view, error) {
	pair, err := pairOf(r.PathValue("pair"))
	if err != nil {
		return view{}, err
	}
	since, until, err := s.pairRange(r)
	if err != nil {
		return view{}, err
	}
	b, err := s.board(r.Context(), pair, r.URL.Query().Get("on"), since, until)
	if err != nil {
		return view{}, err
	}
	a, z := s.pairNames(pair)
	return view{Title: "Channels " + a + " – " + z, Nav: "pairs", Body: b}, nil
}

// pairPicture is a pair's bars as a file.
func (s *Server) pairPicture(w http.ResponseWriter, r *http.Request) {
	pair, err := pairOf(r.PathValue("pair"))
	var since, until string
	if err == nil {
		since, until, err = s.pairRange(r)
	}
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	bars, err := s.weeks(r.Context(), pair, since, until, "week")
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	s.sendPicture(w, "openlines-"+pair, drawBars(bars, "week", axisOf(since, until)).file(s.pairName(pair)+", events by week, "+since+" to "+until))
}
