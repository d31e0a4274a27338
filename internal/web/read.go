package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

// maxShown is the most bytes of text that the page lays out; longer articles are read by the API and the command.
const maxShown = 200 << 10

// readView is the screen "Read an article".
type readView struct {
	Title, Published, Address, Text string // what was put in
	Wrong                           string
	Record                          *record.Record
	Pieces                          []piece
	Events                          []readEvent
	Statements                      []readStatement
	LeftOut                         []readLeft
	Took                            string
	Fetches, Stored                 bool // the server gets addresses; the article is in the ledger
}

type readEvent struct {
	record.Event
	Sources, Targets []*record.Actor
	People           []readPerson
	Place            *record.Place
	By               []string
	AnchorWords      string
	Refs             string // everything in the text that belongs to it
	Linked           string // the event of the ledger that it belongs to
}

type readPerson struct {
	*record.Actor
	Role string
}

type readStatement struct {
	record.Statement
	Speaker, Cue, Words string
	Quotes              []string
}

type readLeft struct{ ID, Words, Why string }

// readPage shows the form, and the record of what was put into it.
func (s *Server) readPage(w http.ResponseWriter, r *http.Request) {
	v := readView{Fetches: s.o.Fetch != nil}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		v.Title, v.Published, v.Address, v.Text = r.PostFormValue("title"), strings.TrimSpace(r.PostFormValue("published")), strings.TrimSpace(r.PostFormValue("url")), strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n")
		start := time.Now()
		rec, err := s.readForm(r.Context(), &v)
		switch {
		case err == nil:
			v.show(&rec)
			v.Took = fmt.Sprintf("%d ms", time.Since(start).Milliseconds())
		case r.Context().Err() != nil:
			return
		default:
			v.Wrong, status = err.Error(), http.StatusUnprocessableEntity
		}
	}
	s.write(w, r, "read", view{Title: "Read an article", Nav: "read", Status: status, Body: v})
}

func (s *Server) readForm(ctx context.Context, v *readView) (record.Record, error) {
	var a record.Article
	var err error
	switch {
	case strings.TrimSpace(v.Text) != "":
		a, err = source.FromText([]byte(v.Text))
		a.Text = v.Text
	case v.Address != "" && s.o.Fetch == nil:
		return record.Record{}, errors.New("this server fetches no addresses: paste the text")
	case v.Address != "":
		a, err = s.o.Fetch(ctx, v.Address)
	default:
		err = errors.New("there is no text")
	}
	if err != nil {
		return record.Record{}, err
	}
	if v.Title != "" {
		a.Title = v.Title
	}
	if v.Published != "" {
		if a.Published, err = source.ParseDay(v.Published); err != nil {
			return record.Record{}, err
		}
		a.PublishedFrom = "given"
	}
	if v.Address != "" {
		a.URL = v.Address
	}
	if len(a.Text) > maxShown {
		return record.Record{}, fmt.Errorf("the text has %d bytes; the page shows at most %d: use the command or the API for longer ones", len(a.Text), maxShown)
	}
	v.Title, v.Published, v.Text = a.Title, a.Published, a.Text
	return s.readArticle(ctx, a)
}

// readArticle reads one article when its turn has come.
func (s *Server) readArticle(ctx context.Context, a record.Article) (record.Record, error) {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return record.Record{}, ctx.Err()
	}
	return s.o.Reader.Read(ctx, a)
}

// show fills in what the template needs from a record.
func (v *readView) show(r *record.Record) {
	v.Record = r
	text := []rune(r.Article.Text)
	v.Pieces = pieces(text, marksOf(r))
	actors := map[string]*record.Actor{}
	for i := range r.Actors {
		actors[r.Actors[i].ID] = &r.Actors[i]
	}
	find := func(ids []string) []*record.Actor {
		var out []*record.Actor
		for _, id := range ids {
			if a := actors[id]; a != nil {
				out = append(out, a)
			}
		}
		return out
	}
	speakers := map[string]string{}
	for i := range r.Statements {
		st := readStatement{Statement: r.Statements[i], Cue: wordsAt(text, r.Statements[i].Cue), Words: wordsAt(text, r.Statements[i].Content)}
		if a := actors[st.Statement.Speaker]; a != nil {
			st.Speaker = a.Name
		} else if st.Speaker = wordsAt(text, st.Source); st.Speaker == "" {
			st.Speaker = "somebody not named"
		}
		for _, q := range st.Statement.Quotes {
			st.Quotes = append(st.Quotes, wordsAt(text, []record.Span{q}))
		}
		speakers[st.ID] = st.Speaker
		v.Statements = append(v.Statements, st)
	}
	for i := range r.Events {
		e := readEvent{Event: r.Events[i], Sources: find(r.Events[i].Source), Targets: find(r.Events[i].Target), AnchorWords: wordsAt(text, r.Events[i].Anchor)}
		refs := []string{e.ID, e.ID + "-side"}
		for _, p := range e.Participants {
			if a := actors[p.Actor]; a != nil {
				e.People = append(e.People, readPerson{a, p.Role})
			}
		}
		for j := range r.Places {
			if r.Places[j].ID == e.Where {
				e.Place = &r.Places[j]
			}
		}
		for _, id := range e.AccordingTo {
			if who := speakers[id]; who != "" && !slices.Contains(e.By, who) {
				e.By = append(e.By, who)
			}
			refs = append(refs, id)
		}
		if e.When.Time != "" {
			refs = append(refs, e.When.Time)
		}
		e.Refs = strings.Join(refs, " ")
		v.Events = append(v.Events, e)
	}
	for i, l := range r.LeftOut {
		v.LeftOut = append(v.LeftOut, readLeft{fmt.Sprint("x", i+1), wordsAt(text, []record.Span{l.Span}), l.Why})
	}
}

// wordsAt are the words at spans, with an ellipsis between pieces.
func wordsAt(text []rune, spans []record.Span) string {
	var parts []string
	for _, s := range spans {
		from, to := max(s[0], 0), min(s[1], len(text))
		if from < to {
			parts = append(parts, strings.Join(strings.Fields(string(text[from:to])), " "))
		}
	}
	return strings.Join(parts, " … ")
}
