package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// eventView is the screen of one event.
type eventView struct {
	item
	Evidence []evidence
	Columns  []column
	Facts    []factRow
	Steps    []ledger.Step
	Why      []string
	Citation string
	Pairs    []pairLink
	MoreTold int // accounts whose sentences are not shown
	Fields   []string
	Now      string
}

type pairLink struct{ Pair, Name string }

// evidence is what one article says of the event, with the marks of its reading.
type evidence struct {
	ledger.Account
	Passages [][]piece
	Why      []string
	Link     string // the article, at the event
}

// column is the account of one party, or of those who are neither.
type column struct {
	Name string
	Rows []ledger.Account
}

// factRow is a point on which accounts can differ, with what each column says.
type factRow struct {
	Name    string
	Values  []string
	Differs bool
}

// maxEvidence is how many articles' sentences an event shows; the rest is counted and listed by the API.
const maxEvidence = 12

func (s *Server) eventBody(r *http.Request) (view, error) {
	ctx := r.Context()
	e, err := s.o.Ledger.Event(ctx, r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	if e.ID != r.PathValue("id") { // it was merged away, or is the name of a mention
		return view{}, errMoved("/events/" + e.ID)
	}
	v := eventView{Now: r.URL.RequestURI(), Fields: ledger.Fields}
	v.item = newItem(e)
	v.Steps = e.StatusHistory
	for _, p := range e.Pairs() {
		v.Pairs = append(v.Pairs, pairLink{p, s.pairName(p)})
	}
	if v.Evidence, err = s.evidence(ctx, &e); err != nil {
		return view{}, err
	}
	v.MoreTold = max(0, len(e.Accounts)-maxEvidence)
	v.Columns = s.columns(&e)
	v.Facts = facts(v.Columns, e.Differences)
	for i := range v.Evidence {
		if len(v.Evidence[i].Why) > 0 && (v.Best == nil || v.Evidence[i].Article == v.Best.Article || v.Why == nil) {
			v.Why = v.Evidence[i].Why
		}
	}
	v.Citation = s.citation(r, &e)
	return view{Title: headline(&e), Nav: "", Body: v}, nil
}

// citation is a line to copy into a paper: what, by whom reported, where it stands.
func (s *Server) citation(r *http.Request, e *ledger.Event) string {
	c := headline(e) + "."
	if a := bestAccount(e); a != nil {
		c += " " + strings.Join(nonEmpty(a.Outlet, quoted(a.Title), a.Published, a.URL), ", ") + "."
	}
	scheme := "http"
	if s.o.Secure {
		scheme = "https"
	}
	return c + fmt.Sprintf(" openlines event %s, %s://%s/events/%s, as of change %d.", e.ID, scheme, r.Host, e.ID, s.hub.seq())
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}

func nonEmpty(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// evidence loads the sentences of an event's accounts with their marks.
func (s *Server) evidence(ctx context.Context, e *ledger.Event) ([]evidence, error) {
	shown := e.Accounts[:min(len(e.Accounts), maxEvidence)]
	names := make([]string, len(shown))
	for i := range shown {
		names[i] = shown[i].Article
	}
	records, err := s.o.Ledger.Records(ctx, names)
	if err != nil {
		return nil, err
	}
	var out []evidence
	for _, a := range shown {
		ev := evidence{Account: a, Link: "/article?id=" + url.QueryEscape(a.Article)}
		r := records[a.Article]
		text := []rune(r.Article.Text)
		for _, m := range e.Mentions {
			if m.Article != a.Article {
				continue
			}
			for k := range r.Events {
				if re := &r.Events[k]; re.ID == m.Event {
					ev.Passages = append(ev.Passages, passages(&r, re, text)...)
					ev.Why = append(ev.Why, re.Why...)
				}
			}
		}
		out = append(out, ev)
	}
	return out, nil
}

// passages are an event's sentences in an article, marked: who, whom, when, where, and the words that name it.
func passages(r *record.Record, e *record.Event, text []rune) [][]piece {
	var out [][]piece
	for _, span := range e.Evidence {
		from, to := max(span[0], 0), min(span[1], len(text))
		if from >= to {
			continue
		}
		var marks []mark
		add := func(class, title string, spans ...record.Span) {
			for _, x := range spans {
				if x[0] < to && x[1] > from {
					marks = append(marks, mark{record.Span{max(x[0], from) - from, min(x[1], to) - from}, class, class, title})
				}
			}
		}
		for i := range r.Actors {
			a := &r.Actors[i]
			switch {
			case slices.Contains(e.Source, a.ID):
				add("actor", "source: "+a.Name, a.Mentions...)
			case slices.Contains(e.Target, a.ID):
				add("actor target", "target: "+a.Name, a.Mentions...)
			case slices.ContainsFunc(e.Participants, func(p record.Participant) bool { return p.Actor == a.ID }):
				add("actor", "took part: "+a.Name, a.Mentions...)
			}
		}
		add("actor", "source", e.SourceWords...)
		add("actor target", "target", e.TargetWords...)
		for i := range r.Places {
			if r.Places[i].ID == e.Where {
				add("place", "where: "+r.Places[i].Name, r.Places[i].Mentions...)
			}
		}
		for i := range r.Times {
			if t := &r.Times[i]; t.ID == e.When.Time {
				add("time", "when: "+dayRange(t.From, t.To, t.Vague), t.Span)
			}
		}
		add("anchor", "", e.Anchor...)
		ps := pieces(text[from:to], marks)
		for i := range ps {
			ps[i].Anchor = "" // the anchor leads nowhere here
		}
		out = append(out, ps)
	}
	return out
}

// columns puts accounts side by side: those of each party of the event, and those of nobody's side.
func (s *Server) columns(e *ledger.Event) []column {
	sides := e.Sides()
	var out []column
	for _, x := range sides {
		name := "According to " + s.name(x.Code)
		if x.Code == "" {
			name = "Reports in their own voice"
			if len(sides) == 1 {
				name = "All reports"
			}
		}
		out = append(out, column{name, x.Accounts})
	}
	return out
}

// facts compares what the columns say, point by point.
func facts(columns []column, differences []ledger.Difference) []factRow {
	points := []struct {
		name, field string
		value       func(*ledger.Account) string
	}{
		{"Status", "status", func(a *ledger.Account) string { return a.Status }},
		{"Day", "day", func(a *ledger.Account) string {
			if a.When.From == "" {
				return ""
			}
			return dayRange(a.When.From, a.When.To, a.When.Vague)
		}},
		{"Place", "place", func(a *ledger.Account) string { return a.Where }},
		{"Character", "character", func(a *ledger.Account) string { return strings.Join(a.Character, ", ") }},
		{"Numbers", "number", func(a *ledger.Account) string { return strings.Join(a.Numbers, ", ") }},
	}
	var out []factRow
	for _, p := range points {
		row := factRow{Name: p.name, Differs: slices.ContainsFunc(differences, func(d ledger.Difference) bool { return d.Field == p.field })}
		some := false
		for _, c := range columns {
			var values []string
			for i := range c.Rows {
				if x := p.value(&c.Rows[i]); x != "" && !slices.Contains(values, x) {
					values = append(values, x)
				}
			}
			some = some || len(values) > 0
			row.Values = append(row.Values, strings.Join(values, "; "))
		}
		if some {
			out = append(out, row)
		}
	}
	return out
}

// articlePage shows an article of the ledger as the screen "Read" does, with the events of the ledger that its own belong to.
func (s *Server) articlePage(r *http.Request) (view, error) {
	a, err := s.o.Ledger.Article(r.Context(), r.URL.Query().Get("id"))
	if err != nil {
		return view{}, err
	}
	v := articleView{Article: a, Added: r.URL.Query().Has("added")}
	v.Stored = true
	if len(a.Record.Article.Text) <= maxShown {
		v.readView.show(&a.Record)
	} else {
		v.TooLong = true
	}
	for i := range v.Events {
		if i < len(a.Events) {
			v.Events[i].Linked = a.Events[i]
		}
	}
	title := a.Record.Article.Title
	if title == "" {
		title = a.Record.Article.ID
	}
	return view{Title: title, Body: v}, nil
}

type articleView struct {
	readView
	Article ledger.Article
	TooLong bool
	Added   bool // just now, by the form
}

// helpPage says how to read the page: the query language, the signs, the keys.
func (s *Server) helpPage(*http.Request) (view, error) {
	return view{Title: "How to read this", Body: ledger.QueryHelp}, nil
}
