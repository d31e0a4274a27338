package main

import (
	"fmt"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/table"
)

// nameLists are the whole names of the table whose kind is sure, and its titles.
type nameLists struct {
	kinds  map[string]doc.NameKind
	titles map[string]bool
}

// unsure are names of the table that are often something else.
const unsure = "|IS|Time|Total|Ford|Dawn|Hindu|House|Shell|Apple|Amazon|Meta|Army|Navy|Solidarity|Commonwealth|Barcelona|Liverpool|Chelsea|Vatican|" +
	"Labour|Diet|Quad|Azov|Victoria|Virginia|Dominica|Jordan|Chad|Georgia|Arctic|Downing Street|Western|Communist|Chechen|AP|PA|SPA|RT|Baltic|Caribbean|Earth|"

func readNameLists(tables table.Dir) (*nameLists, error) {
	rows, err := tables.Load("names.tsv", 2, "kind", "name")
	if err != nil {
		return nil, fmt.Errorf("reading the table of names: %w", err)
	}
	kinds := map[string]doc.NameKind{"country": doc.LOC, "place": doc.LOC, "demonym": doc.MISC, "org": doc.ORG, "person": doc.PER}
	l := &nameLists{make(map[string]doc.NameKind), make(map[string]bool)}
	for _, r := range rows {
		name := r.Cell(1)
		if r.Cell(0) == "title" {
			l.titles[name] = true
		}
		k, ok := kinds[r.Cell(0)]
		if !ok || strings.Contains(unsure, "|"+name+"|") {
			continue
		}
		key := strings.Join(english.SplitName(name), " ")
		if was, ok := l.kinds[key]; ok && was != k {
			k = 0
		}
		l.kinds[key] = k
	}
	return l, nil
}

// clean repairs the commonest faults of silver names: bodies and peoples with another kind, titles and small words inside names,
// and names joined by "and".
func (l *nameLists) clean(sents []english.NameSentence) {
	l.vote(sents)
	for _, s := range sents {
		for _, n := range english.NamesOf(s.Tags) {
			l.mend(s, n)
		}
		for i, f := range s.Forms {
			if s.Tags[i] == 0 && l.kinds[f] == doc.MISC {
				english.PutName(s.Tags, doc.Name{Span: doc.Span{First: int32(i), End: int32(i + 1)}, Kind: doc.MISC})
			}
		}
	}
}

// vote gives a name that is nearly always of one kind that kind.
func (l *nameLists) vote(sents []english.NameSentence) {
	counts := make(map[string]*[5]int)
	for _, s := range sents {
		for _, n := range english.NamesOf(s.Tags) {
			key := strings.Join(s.Forms[n.First:n.End], " ")
			if counts[key] == nil {
				counts[key] = new([5]int)
			}
			counts[key][n.Kind]++
		}
	}
	for key, c := range counts {
		if _, ok := l.kinds[key]; ok || strings.Contains(unsure, "|"+key+"|") {
			continue
		}
		sum := c[1] + c[2] + c[3] + c[4]
		for k := doc.PER; k <= doc.MISC; k++ {
			if sum >= 8 && c[k]*5 >= sum*4 {
				l.kinds[key] = k
			}
		}
	}
}

func (l *nameLists) mend(s english.NameSentence, n doc.Name) {
	for i := n.First; i < n.End; i++ {
		s.Tags[i] = 0
	}
	small := func(f string) bool {
		return f == "'s" || f != "" && f[0] >= 'a' && f[0] <= 'z' && !strings.HasPrefix(f, "al-") && f != "bin"
	}
	for n.First < n.End {
		f := s.Forms[n.First]
		if small(f) || f == "The" && n.Kind != doc.ORG || f == "A" || n.Len() > 1 && l.titles[f] && n.Kind == doc.PER {
			n.First++
			continue
		}
		break
	}
	for n.First < n.End && (small(s.Forms[n.End-1]) || s.Forms[n.End-1] == ",") {
		n.End--
	}
	if n.First == n.End {
		return
	}
	of := n.First >= 1 && s.Forms[n.First-1] == "of" && n.First >= 2 && (s.Forms[n.First-2] == "Secretary" || s.Forms[n.First-2] == "Minister")
	if one := s.Forms[n.First]; of && n.Len() == 1 && (one == "State" || one == "Defense" || one == "Defence") {
		return
	}
	for i := n.First; i < n.End; i++ {
		f := s.Forms[i]
		switch {
		case f == "and" && i > n.First && i+1 < n.End:
			a := l.kinds[strings.Join(s.Forms[n.First:i], " ")]
			b := l.kinds[strings.Join(s.Forms[i+1:n.End], " ")]
			if a != 0 && b != 0 {
				english.PutName(s.Tags, doc.Name{Span: doc.Span{First: n.First, End: i}, Kind: a})
				english.PutName(s.Tags, doc.Name{Span: doc.Span{First: i + 1, End: n.End}, Kind: b})
				return
			}
		case l.titles[f] && (n.Kind == doc.PER || f == "Secretary-General" || f == "General" || f == "King" || f == "Prophet" || f == "Secretary"):
			if i > n.First {
				l.mend(s, doc.Name{Span: doc.Span{First: n.First, End: i}, Kind: n.Kind})
			}
			if i+1 < n.End {
				l.mend(s, doc.Name{Span: doc.Span{First: i + 1, End: n.End}, Kind: doc.PER})
			}
			return
		}
	}
	if k := l.kinds[strings.Join(s.Forms[n.First:n.End], " ")]; k != 0 {
		n.Kind = k
	}
	english.PutName(s.Tags, n)
}
