package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

type queryIn struct {
	Q      string `query:"q" maxLength:"2000" doc:"A query, as the page and the command take it." example:"dyad:USA-CHN act:visit"`
	Oldest bool   `query:"oldest" doc:"The oldest first."`
	PageIn
}

// IDIn is an event in the path.
type IDIn struct {
	ID string `path:"id" maxLength:"200" doc:"The id of an event, or of any of its mentions."`
}

func (s *Server) listOperations(api huma.API) {
	l := s.o.Ledger
	huma.Register(api, operation(http.MethodGet, "/events", "listEvents", "Events that fit a query, the latest first", "events"),
		func(ctx context.Context, in *queryIn) (*out[List[ledger.Event]], error) {
			r, err := l.Query(ctx, in.Q, ledger.Page{Limit: in.Limit, Cursor: in.Cursor, Oldest: in.Oldest})
			if err != nil && in.Cursor != "" && asWrong(err) == nil && ctx.Err() == nil {
				err = errBad{err}
			}
			return &out[List[ledger.Event]]{List[ledger.Event]{r.Events, r.Next}}, s.problemOf(err)
		})
	huma.Register(api, operation(http.MethodGet, "/events/{id}", "getEvent", "An event with its accounts, history and corrections", "events"),
		func(ctx context.Context, in *IDIn) (*out[ledger.Event], error) {
			e, err := l.Event(ctx, in.ID)
			return &out[ledger.Event]{e}, s.problemOf(err)
		})
	huma.Register(api, operation(http.MethodGet, "/events/{id}/annotations", "getAnnotations", "An event's evidence as W3C Web Annotations", "events"),
		func(ctx context.Context, in *IDIn) (*struct {
			ContentType string `header:"Content-Type"`
			Body        []annotation
		}, error) {
			list, err := s.annotations(ctx, in.ID)
			return &struct {
				ContentType string `header:"Content-Type"`
				Body        []annotation
			}{"application/ld+json", list}, s.problemOf(err)
		})
	s.streamOperations(api)
	s.briefOperation(api)
	s.peopleOperations(api)
	huma.Register(api, operation(http.MethodGet, "/stats", "getStats", "What the ledger holds", "ledger"),
		func(ctx context.Context, _ *struct{}) (*out[ledger.Stats], error) {
			n, err := l.Stats(ctx)
			return &out[ledger.Stats]{n}, s.problemOf(err)
		})
}

// streamOperations give all events of a query as they are loaded.
func (s *Server) streamOperations(api huma.API) {
	for _, f := range []struct {
		kind, content string
		write         func(http.ResponseWriter, *http.Request, string)
	}{{"csv", "text/csv; charset=utf-8", s.writeCSV}, {"jsonl", "application/jsonl", s.writeJSONL}} {
		op := operation(http.MethodGet, "/events."+f.kind, "exportEvents"+strings.ToUpper(f.kind), "All events that fit a query, as "+strings.ToUpper(f.kind)+", as a stream", "events")
		op.Responses = map[string]*huma.Response{"200": {Description: "The events.", Content: map[string]*huma.MediaType{f.content: {Schema: &huma.Schema{Type: huma.TypeString}}}}}
		huma.Register(api, op, func(ctx context.Context, in *struct {
			Q string `query:"q" maxLength:"2000"`
		}) (*huma.StreamResponse, error) {
			if _, err := s.o.Ledger.ParseQuery(ctx, in.Q); err != nil {
				return nil, s.problemOf(err)
			}
			return &huma.StreamResponse{Body: func(c huma.Context) {
				c.SetHeader("Content-Type", f.content)
				c.SetHeader("Content-Disposition", `attachment; filename="openlines-events.`+f.kind+`"`)
				r, w := unwrap(c)
				f.write(w, r, in.Q)
			}}, nil
		})
	}
}

func (s *Server) briefOperation(api huma.API) {
	huma.Register(api, operation(http.MethodGet, "/brief", "getBrief", "What is new, changed, contradicted, overdue since a day", "events"),
		func(ctx context.Context, in *struct {
			Pair       string `query:"pair" maxLength:"60" doc:"As USA-CHN; without it the watched pairs, or all."`
			Since      string `query:"since" maxLength:"10" default:"1d" doc:"A day, or a time back as 1d, 2w; by publication."`
			AddedSince string `query:"added_since" maxLength:"10" doc:"By ingestion instead."`
		}) (*out[ledger.Brief], error) {
			o := ledger.BriefOptions{On: s.today()}
			today, err := parseDay(s.today())
			if err == nil && in.AddedSince != "" {
				o.AddedSince, err = s.since(in.AddedSince, today)
			} else if err == nil {
				o.Since, err = s.since(in.Since, today)
			}
			if in.Pair != "" && err == nil {
				o.Pairs = make([]string, 1)
				o.Pairs[0], err = pairOf(in.Pair)
			}
			if err != nil {
				return nil, s.problemOf(errBad{err})
			}
			b, err := s.o.Ledger.Brief(ctx, o)
			return &out[ledger.Brief]{b}, s.problemOf(err)
		})
}

// peopleOperations give persons and what they said.
func (s *Server) peopleOperations(api huma.API) {
	l := s.o.Ledger
	huma.Register(api, operation(http.MethodGet, "/people", "getPerson", "The person whom a name or key fits best: offices, events, quotations by and about", "people"),
		func(ctx context.Context, in *struct {
			Name  string `query:"name" required:"true" minLength:"1" maxLength:"200" example:"Jane Roe"`
			Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
		}) (*out[ledger.PersonView], error) {
			p, err := l.Person(ctx, in.Name, in.Limit)
			return &out[ledger.PersonView]{p}, s.problemOf(err)
		})
	huma.Register(api, operation(http.MethodGet, "/statements", "listStatements", "What people said, the latest first", "people"),
		func(ctx context.Context, in *struct {
			By    string `query:"by" maxLength:"200" doc:"A name, or the code of a state."`
			About string `query:"about" maxLength:"200" doc:"Words."`
			Since string `query:"since" maxLength:"10"`
			Until string `query:"until" maxLength:"10"`
			Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
		}) (*out[List[ledger.Quote]], error) {
			q, err := l.Quotes(ctx, ledger.QuoteOptions{By: in.By, About: in.About, Since: in.Since, Until: in.Until, Limit: in.Limit})
			return &out[List[ledger.Quote]]{List[ledger.Quote]{q, ""}}, s.problemOf(err)
		})
}

// writeEvents writes all events of a query. What fails half-way is broken off, so that nobody takes the half for the whole.
func (s *Server) writeEvents(r *http.Request, q string, write func(*ledger.Event) error) {
	for e, err := range s.o.Ledger.Each(r.Context(), q) {
		if err == nil {
			err = write(e)
		}
		if err != nil {
			if r.Context().Err() == nil {
				s.log.Error("an export was broken off", "error", err)
			}
			panic(http.ErrAbortHandler)
		}
	}
}

func (s *Server) writeCSV(w http.ResponseWriter, r *http.Request, q string) {
	c, err := format.NewEventCSV(w)
	if err != nil {
		return // nobody listens any more
	}
	s.writeEvents(r, q, c.Write)
	_ = c.Close()
}

func (s *Server) writeJSONL(w http.ResponseWriter, r *http.Request, q string) {
	s.writeEvents(r, q, func(e *ledger.Event) error { return format.JSON(w, e) })
}
