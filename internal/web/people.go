package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
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
	slices.SortStableFunc(v.Bodies, func(a, b bodyLink) int { return b.Events - a.Events })
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
	if errors.Is(err, ledger.ErrNotFound) {
		if key := s.keyOf(name); key != "" {
			return view{}, errMoved("/bodies/" + key)
		}
		return view{}, errMissing("The ledger knows nobody, no state and no body by the name " + strconv.Quote(name) + ".")
	}
	if err != nil {
		return view{}, err
	}
	v := personView{PersonView: p, Items: newItems(p.Events)}
	for _, k := range p.Others[:min(len(p.Others), 20)] {
		v.Rest = append(v.Rest, personLink{k, keyName(k)})
	}
	return view{Title: p.Name, Nav: "people", Query: `person:"` + p.Name + `"`, Body: v}, nil
}

// keyOf is the code or key of the state or body that has a name; "" where none has it.
func (s *Server) keyOf(name string) string {
	best := ""
	for key, n := range s.names {
		if (strings.EqualFold(n, name) || strings.EqualFold(key, name)) && (best == "" || len(key) < len(best) || len(key) == len(best) && key < best) {
			best = key
		}
	}
	return best
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
	Of, OfName      string // the state or body that a body belongs to
	Pairs           []pairRow
	Bodies          []bodyLink
	Items           []item
	Quotes          []ledger.Quote
}

type pairRow struct {
	Pair, Name, Last string
	Events           int
}

func (s *Server) bodyPage(r *http.Request) (view, error) {
	ctx, key := r.Context(), ledger.Code(r.PathValue("code"))
	query := `actor:"` + strings.ReplaceAll(key, `"`, "") + `"`
	res, err := s.o.Ledger.Query(ctx, query, ledger.Page{Limit: maxListed})
	if asWrong(err) != nil {
		return view{}, errBad{err}
	}
	if err != nil {
		return view{}, err
	}
	v := bodyView{Code: key, Name: s.name(key), COW: s.o.Ledger.COW(key), Items: newItems(res.Events)}
	head, _, isBody := strings.Cut(key, ":")
	if isBody {
		if head != "org" {
			v.Of, v.OfName = head, s.name(head)
		}
		tally, err := s.o.Ledger.TallyPairs(ctx, query, 40)
		if err != nil {
			return view{}, err
		}
		for _, p := range tally {
			v.Pairs = append(v.Pairs, pairRow{Pair: p.Pair, Name: s.otherName(p.Pair, head), Events: p.Events})
		}
	} else {
		pairs, err := s.o.Ledger.PairsOf(ctx, key, 40)
		if err != nil {
			return view{}, err
		}
		for _, p := range pairs {
			v.Pairs = append(v.Pairs, pairRow{p.Pair, s.otherName(p.Pair, key), p.Last, p.Events})
		}
		bodies, err := s.o.Ledger.BodiesOf(ctx, key, 20)
		if err != nil {
			return view{}, err
		}
		for _, b := range bodies {
			v.Bodies = append(v.Bodies, bodyLink{b.Key, strings.TrimPrefix(s.name(b.Key), v.Name+": "), b.Events})
		}
	}
	if isBody || v.Name != key {
		if v.Quotes, err = s.o.Ledger.Quotes(ctx, ledger.QuoteOptions{By: key, Limit: 30}); err != nil {
			return view{}, err
		}
	}
	if len(v.Pairs)+len(v.Items)+len(v.Quotes) == 0 {
		return view{}, errMissing("The ledger knows of nothing that " + v.Name + " (" + key + ") has done or said.")
	}
	return view{Title: v.Name, Nav: "people", Query: "actor:" + key, Body: v}, nil
}

// otherName is the name of a pair's other party.
func (s *Server) otherName(pair, code string) string {
	a, b, _ := strings.Cut(pair, "-")
	if a == code {
		a = b
	}
	return s.name(a)
}
