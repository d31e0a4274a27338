package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

// maxShown is the most bytes of text that the page lays out; longer articles are read by the API and the command.
const maxShown = 200 << 10

// readView is the screen "Read an article".
type readView struct {
	Title, Published, Outlet, Address, Text string // what was put in
	Wrong                                   string
	Record                                  *record.Record
	Pieces                                  []piece
	Events                                  []readEvent
	Statements                              []readStatement
	LeftOut                                 []readLeft
	Took                                    string
	Fetches, Stored                         bool   // the server gets addresses; this is an article of the ledger
	Known                                   string // whether the ledger has what was read already: "", "same", or "amended" where it has another text of that address
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

// formView is what a form of an article says.
func (s *Server) formView(r *http.Request) (*readView, error) {
	v := &readView{Fetches: s.o.Fetch != nil}
	if r.Method != http.MethodPost {
		return v, nil
	}
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return v, fmt.Errorf("this is more than the %d MB that the server takes", large.Limit>>20)
		}
		return v, fmt.Errorf("reading the form: %w", err)
	}
	field := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	v.Title, v.Published, v.Outlet, v.Address = field("title"), field("published"), field("outlet"), field("url")
	v.Text = strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n")
	return v, nil
}

// readPage shows the form, and the record of what was put into it.
func (s *Server) readPage(w http.ResponseWriter, r *http.Request) {
	v, err := s.formView(r)
	if err == nil && r.Method == http.MethodPost {
		start := time.Now()
		var rec record.Record
		if rec, err = s.readForm(r.Context(), v); err == nil {
			v.show(&rec)
			v.Took = fmt.Sprintf("%d ms", time.Since(start).Milliseconds())
			v.Known, err = s.stored(r.Context(), &rec.Article)
		}
	}
	s.writeRead(w, r, v, err)
}

// stored says whether the ledger has an article already.
func (s *Server) stored(ctx context.Context, a *record.Article) (string, error) {
	have, err := s.o.Ledger.Article(ctx, a.ID)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return "", nil
	case err != nil:
		return "", err
	case have.Record.Article.Text == a.Text:
		return "same", nil
	}
	return "amended", nil
}

// writeRead shows the screen, with what went wrong.
func (s *Server) writeRead(w http.ResponseWriter, r *http.Request, v *readView, err error) {
	status := http.StatusOK
	if err != nil {
		if r.Context().Err() != nil {
			return
		}
		v.Wrong, status = err.Error(), http.StatusUnprocessableEntity
	}
	s.write(w, r, "read", view{Title: "Read an article", Nav: "read", Status: status, Body: v})
}

// posted reads the article of the form; where that fails it shows the screen with what went wrong, and ok is false.
func (s *Server) posted(w http.ResponseWriter, r *http.Request) (rec record.Record, ok bool) {
	v, err := s.formView(r)
	if err == nil {
		rec, err = s.readForm(r.Context(), v)
	}
	if err != nil {
		s.writeRead(w, r, v, err)
	}
	return rec, err == nil
}

// addPage reads the article of the form and adds it to the ledger.
func (s *Server) addPage(w http.ResponseWriter, r *http.Request) {
	rec, ok := s.posted(w, r)
	if !ok {
		return
	}
	if _, err := s.add(r.Context(), rec); err != nil {
		s.pageError(w, r, err)
		return
	}
	http.Redirect(w, r, "/article?added=1&id="+url.QueryEscape(rec.Article.ID), http.StatusSeeOther)
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
	a.Title, a.Outlet, a.URL = cmp.Or(v.Title, a.Title), cmp.Or(v.Outlet, a.Outlet), cmp.Or(v.Address, a.URL)
	if v.Published != "" {
		day, err := source.ParseDay(v.Published)
		if err != nil {
			return record.Record{}, err
		}
		if day != a.Published { // a day that the text gives, too, stays the text's
			a.Published, a.PublishedFrom = day, "given"
		}
	}
	if len(a.Text) > maxShown {
		return record.Record{}, fmt.Errorf("the text has %d bytes; the page shows at most %d: use the command or the API for longer ones", len(a.Text), maxShown)
	}
	v.Title, v.Published, v.Outlet, v.Text = a.Title, a.Published, a.Outlet, a.Text
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
