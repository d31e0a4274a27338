package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
)

// briefView is the screen "Since yesterday".
type briefView struct {
	Since, Until string
	Spans        []span
	Pair         string
	Pairs        []briefPair
	Total        int
	Accepted     int
	ShowAccepted bool
	Watched      []string
	Stats        ledger.Stats
}

type span struct {
	Name, Since string
	Current     bool
}

type briefPair struct {
	Pair, Name string
	Link       string // the page of the pair, or of the one party; "" where there is neither
	Watched    bool
	Groups     []briefGroup
	Size       int
}

type briefGroup struct {
	Name, Note string
	Items      []briefItem
}

type briefItem struct {
	item
	Others []item // that it may be merged with
	Now    string // the address to come back to
}

// maxQueue is how many events the queue holds; more make no morning.
const maxQueue = 150

func (s *Server) briefPage(r *http.Request) (view, error) {
	q := r.URL.Query()
	v := briefView{ShowAccepted: q.Get("accepted") != ""}
	today, err := time.Parse(time.DateOnly, s.today())
	if err != nil {
		return view{}, err
	}
	v.Until = s.today()
	back := func(days int) string { return today.AddDate(0, 0, -days).Format(time.DateOnly) }
	v.Since = back(1)
	if x := q.Get("since"); x != "" {
		if v.Since, err = s.since(x, today); err != nil {
			return view{}, errBad{err}
		}
	}
	for _, x := range []struct {
		name string
		days int
	}{{"yesterday", 1}, {"3 days", 3}, {"a week", 7}, {"a month", 31}, {"a year", 366}} {
		v.Spans = append(v.Spans, span{x.name, back(x.days), v.Since == back(x.days)})
	}
	o := ledger.BriefOptions{Since: v.Since, On: v.Until, Limit: maxQueue}
	if x := q.Get("pair"); x != "" {
		if v.Pair, err = pairOf(x); err != nil {
			return view{}, err
		}
		o.Pairs = []string{v.Pair}
	}
	b, err := s.o.Ledger.Brief(r.Context(), o)
	if err != nil {
		return view{}, err
	}
	if v.Watched, err = s.o.Ledger.Watched(r.Context()); err != nil {
		return view{}, err
	}
	if v.Stats, err = s.o.Ledger.Stats(r.Context()); err != nil {
		return view{}, err
	}
	for _, p := range b.Pairs {
		v.add(s, p, r.URL.RequestURI())
	}
	rank := func(p briefPair) int { // watched pairs, then pairs, then what one party did, then the rest
		switch {
		case p.Watched:
			return 0
		case strings.HasPrefix(p.Link, "/pairs/"):
			return 1
		case p.Link != "":
			return 2
		}
		return 3
	}
	slices.SortStableFunc(v.Pairs, func(a, b briefPair) int { return rank(a) - rank(b) })
	return view{Title: "Since yesterday", Nav: "brief", Body: v}, nil
}

var pairForm = regexp.MustCompile(`^[A-Z0-9_.]{2,30}-[A-Z0-9_.]{2,30}$`)

// since reads a day or a time back from today.
func (s *Server) since(x string, today time.Time) (string, error) {
	if _, err := time.Parse(time.DateOnly, x); err == nil {
		return x, nil
	}
	day, err := s.o.Ledger.Since(x)
	if err != nil {
		return "", err
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", err
	}
	return today.Add(-time.Since(t)).Format(time.DateOnly), nil
}

func (v *briefView) add(s *Server, p ledger.BriefPair, now string) {
	bp := briefPair{Pair: p.Pair, Name: s.pairName(p.Pair), Watched: p.Watched, Link: "/pairs/" + p.Pair}
	switch a, b, _ := strings.Cut(p.Pair, "-"); {
	case p.Pair == "":
		bp.Name, bp.Link = "Of no pair", ""
	case a == b:
		bp.Name, bp.Link = bp.Name+" alone", "/bodies/"+a
	}
	var all []item
	for _, g := range []struct {
		name, note string
		events     []ledger.Event
	}{
		{"Contradicted", "accounts differ", p.Contradicted}, {"New", "", p.New}, {"Changed", "known before", p.Changed}, {"Overdue", "the day has passed without word", p.Overdue},
	} {
		group := briefGroup{Name: g.name, Note: g.note}
		for _, it := range newItems(g.events) {
			if it.Accepted && !v.ShowAccepted {
				v.Accepted++
				continue
			}
			group.Items = append(group.Items, briefItem{item: it, Now: now})
			all = append(all, it)
		}
		if len(group.Items) > 0 {
			bp.Groups = append(bp.Groups, group)
			bp.Size += len(group.Items)
		}
	}
	if bp.Size == 0 {
		return
	}
	for g := range bp.Groups {
		for i := range bp.Groups[g].Items {
			it := &bp.Groups[g].Items[i]
			for _, o := range all {
				if o.ID != it.ID && len(it.Others) < 20 {
					it.Others = append(it.Others, o)
				}
			}
		}
	}
	v.Total += bp.Size
	v.Pairs = append(v.Pairs, bp)
}
