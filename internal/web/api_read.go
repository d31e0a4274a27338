package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

// articleIn is an article to read.
type articleIn struct {
	ID        string `json:"id,omitempty" maxLength:"2000"`
	URL       string `json:"url,omitempty" maxLength:"2000" doc:"Where it stands. Without text the page is fetched from there, where the server does that."`
	Outlet    string `json:"outlet,omitempty" maxLength:"300"`
	Title     string `json:"title,omitempty" maxLength:"2000"`
	Published string `json:"published,omitempty" maxLength:"40" doc:"A day, as 2006-01-02." example:"2023-06-06"`
	Text      string `json:"text,omitempty" doc:"Plain text; offsets of the record count its code points."`
}

func (s *Server) readOperations(api huma.API) {
	huma.Register(api, operation(http.MethodPost, "/read", "read", "Read an article and give its record; nothing is stored", "articles"),
		func(ctx context.Context, in *struct{ Body articleIn }) (*out[record.Record], error) {
			if err := allowed(ctx, Read); err != nil {
				return nil, err
			}
			r, err := s.readIn(ctx, &in.Body)
			if err != nil {
				return nil, err
			}
			return &out[record.Record]{r}, nil
		})
	add := operation(http.MethodPost, "/articles", "addArticle", "Read an article and add it to the ledger", "articles")
	add.DefaultStatus = http.StatusCreated
	huma.Register(api, add, func(ctx context.Context, in *struct{ Body articleIn }) (*out[addedOut], error) {
		if err := allowed(ctx, Add); err != nil {
			return nil, err
		}
		r, err := s.readIn(ctx, &in.Body)
		if err != nil {
			return nil, err
		}
		n, err := s.add(ctx, r)
		if err != nil {
			return nil, s.problemOf(err)
		}
		a, err := s.o.Ledger.Article(ctx, r.Article.ID)
		if err != nil {
			return nil, s.problemOf(err)
		}
		return &out[addedOut]{addedOut{r.Article.ID, n.New > 0, n.Amended > 0, a.Events}}, nil
	})
	huma.Register(api, operation(http.MethodGet, "/records", "getRecord", "The record of an article of the ledger, and what it said before", "articles"),
		func(ctx context.Context, in *struct {
			ID string `query:"id" required:"true" maxLength:"2000" doc:"The article's id."`
		}) (*out[ledger.Article], error) {
			a, err := s.o.Ledger.Article(ctx, in.ID)
			return &out[ledger.Article]{a}, s.problemOf(err)
		})
}

type addedOut struct {
	Article string   `json:"article"`
	New     bool     `json:"new"`
	Amended bool     `json:"amended" doc:"The ledger had it with another record, which is kept."`
	Events  []string `json:"events" doc:"The ledger's events that its events belong to."`
}

// readIn reads what was posted.
func (s *Server) readIn(ctx context.Context, in *articleIn) (record.Record, error) {
	a := record.Article{ID: in.ID, URL: in.URL, Outlet: in.Outlet, Title: in.Title, Text: in.Text}
	var err error
	switch {
	case in.Text == "" && in.URL != "" && s.o.Fetch != nil:
		var found record.Article
		found, err = s.o.Fetch(ctx, in.URL)
		found.ID, found.Outlet, found.Title = in.ID, cmp.Or(in.Outlet, found.Outlet), cmp.Or(in.Title, found.Title)
		a = found
	case in.Published == "" && in.Text != "":
		var dated record.Article
		dated, err = source.FromText([]byte(in.Text))
		a.Published, a.PublishedFrom = dated.Published, dated.PublishedFrom
	}
	if err == nil && in.Published != "" {
		a.Published, err = source.ParseDay(in.Published)
		a.PublishedFrom = "given"
	}
	if err != nil {
		return record.Record{}, huma.Error422UnprocessableEntity(err.Error())
	}
	r, err := s.readArticle(ctx, a)
	if err != nil {
		if ctx.Err() != nil {
			return r, s.problemOf(ctx.Err())
		}
		return r, huma.Error422UnprocessableEntity(err.Error())
	}
	return r, nil
}

// annotation is a piece of evidence as the W3C's Web Annotation Data Model has it.
type annotation struct {
	Context    string           `json:"@context"`
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Body       annotationBody   `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Purpose string `json:"purpose"`
	Event   string `json:"openlines:event"`
}

type annotationTarget struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

type selector struct {
	Type   string `json:"type"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// annotations are the sentences that tell an event, as annotations of their articles.
func (s *Server) annotations(ctx context.Context, id string) ([]annotation, error) {
	e, err := s.o.Ledger.Event(ctx, id)
	if err != nil {
		return nil, err
	}
	out := []annotation{}
	for i, m := range e.Mentions {
		if i == 50 {
			break
		}
		a, err := s.o.Ledger.Article(ctx, m.Article)
		if err != nil {
			return nil, err
		}
		text := []rune(a.Record.Article.Text)
		for k := range a.Record.Events {
			if a.Record.Events[k].ID != m.Event {
				continue
			}
			for n, span := range a.Record.Events[k].Evidence {
				out = append(out, annotationOf(&e, &a.Record.Article, m.Event, n, span, text))
			}
		}
	}
	return out, nil
}

func annotationOf(e *ledger.Event, a *record.Article, event string, n int, span record.Span, text []rune) annotation {
	from, to := max(span[0], 0), min(span[1], len(text))
	source := a.URL
	if source == "" {
		source = "urn:openlines:article:" + a.ID
	}
	return annotation{
		Context: "http://www.w3.org/ns/anno.jsonld", ID: fmt.Sprintf("urn:openlines:%s:%s:%d", e.ID, hashOf(a.ID + event)[:12], n), Type: "Annotation", Motivation: "classifying",
		Body: annotationBody{"TextualBody", headline(e), "classifying", e.ID},
		Target: annotationTarget{source, []selector{{Type: "TextPositionSelector", Start: &from, End: &to},
			{Type: "TextQuoteSelector", Exact: string(text[from:to]), Prefix: string(text[max(0, from-32):from]), Suffix: string(text[to:min(len(text), to+32)])}}},
	}
}
