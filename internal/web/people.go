package web

import (
	"net/http"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// peopleView is the way to persons and bodies: a search.
type peopleView struct {
	Name   string
	Wrong  string
	Bodies []bodyLink
}

type bodyLink struct {
	Code, Name string
	Events     int
}

func (s *Server) peoplePage(r *http.Request) (view, error) {
	v := peopleView{Name: strings.TrimSpace(r.URL.Query().Get("name"))}
	pairs, err := s.o.Ledger.Pairs(r.Context(), 60)
	if err != nil {
		return view{}, err
	}
	at := map[string]int{}
	for _, p := range pairs {
		a, b, _ := strings.Cut(p.Pair, "-")
		for _, c := range []string{a, b} {
			i, ok := at[c]
			if !ok {
				i = len(v.Bodies)
				at[c] = i
				v.Bodies = append(v.Bodies, bodyLink{Code: c, Name: s.name(c)})
			}
			v.Bodies[i].Events += p.Events
		}
	}
	return view{Title: "People and bodies", Nav: "people", Body: v}, nil
}

// personView is the page of a person.
type personView struct {
	ledger.PersonView
	Items []item
	Rest  []personLink
}

type personLink struct{ Key, Name string }

const maxListed = 60

func (s *Server) personPage(r *http.Request) (view, error) {
	name := r.PathValue("key")
	if name == "" {
		name = strings.TrimSpace(r.URL.Query().Get("name"))
	}
	if name == "" || len(name) > 200 {
		return view{}, ledger.ErrNotFound
	}
	p, err := s.o.Ledger.Person(r.Context(), name, maxListed)
	if err != nil {
		return view{}, err
	}
	v := personView{PersonView: p, Items: newItems(p.Events)}
	for _, k := range p.Others[:min(len(p.Others), 20)] {
		v.Rest = append(v.Rest, personLink{k, keyName(k)})
	}
	return view{Title: p.Name, Nav: "people", Query: `person:"` + p.Name + `"`, Body: v}, nil
}

// keyName makes a readable name of a person's key: person:USA:jane-roe.
func keyName(key string) string {
	parts := strings.Split(key, ":")
	words := strings.Split(parts[len(parts)-1], "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	name := strings.Join(words, " ")
	if len(parts) > 2 && parts[1] != "" {
		name += " (" + parts[1] + ")"
	}
	return name
}

// bodyView is the page of a state or body.
type bodyView struct {
	Code, Name, COW string
	Pairs           []pairRow
	Items           []item
	Quotes          []ledger.Quote
	Kind            string
}

type pairRow struct {
	ledger.PairCount
	Name string
}

func (s *Server) bodyPage(r *http.Request) (view, error) {
	code := r.PathValue("code")
	if up := strings.ToUpper(code); s.name(up) != up {
		code = up
	}
	ctx := r.Context()
	pairs, err := s.o.Ledger.PairsOf(ctx, code, 40)
	if err != nil {
		return view{}, err
	}
	v := bodyView{Code: code, Name: s.name(code), COW: s.o.Ledger.COW(code), Kind: record.Organization}
	for _, p := range pairs {
		v.Pairs = append(v.Pairs, pairRow{p, s.otherName(p.Pair, code)})
	}
	res, err := s.o.Ledger.Query(ctx, `actor:"`+strings.ReplaceAll(code, `"`, "")+`"`, ledger.Page{Limit: maxListed})
	if err != nil {
		return view{}, errBad{err}
	}
	v.Items = newItems(res.Events)
	if v.COW != "" || v.Name != code {
		v.Kind = record.State
		if v.Quotes, err = s.o.Ledger.Quotes(ctx, ledger.QuoteOptions{By: code, Limit: 30}); err != nil {
			return view{}, err
		}
	}
	if len(v.Pairs) == 0 && len(v.Items) == 0 {
		return view{}, ledger.ErrNotFound
	}
	return view{Title: v.Name, Nav: "people", Query: "actor:" + code, Body: v}, nil
}

// otherName is the name of a pair's other party.
func (s *Server) otherName(pair, code string) string {
	a, b, _ := strings.Cut(pair, "-")
	if a == code {
		a = b
	}
	return s.name(a)
}
