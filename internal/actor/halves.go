package actor

import (
	"cmp"
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// half is a state that articles call by a short name beside another: "the South" beside North Korea.
type half struct{ name, state, beside string }

// findHalves adds the short names of the two states that the article names both: "the South's delegation". Where it names two such pairs,
// none is meant.
func (s *scan) findHalves() {
	var pair []half
	for _, h := range s.r.halves {
		if s.named[h.state] && s.named[h.beside] {
			pair = append(pair, h)
		}
	}
	if len(pair) != 2 {
		return
	}
	d, found := s.d, len(s.hits)
	for i := int32(1); int(i) < len(d.Tokens); i++ {
		if s.hitAt[i] != doc.None || !s.is(i-1, "the") || !s.upper(i) || s.besideName(i) {
			continue
		}
		if k := d.NameAt(i); k != doc.None && d.Names[k].Len() > 1 {
			continue
		}
		for _, h := range pair {
			if d.Form(i) == h.name {
				s.hits = append(s.hits, hit{Span: doc.Span{First: i, End: i + 1}, kind: stateName, id: h.state, party: true})
			}
		}
	}
	if len(s.hits) == found {
		return
	}
	slices.SortFunc(s.hits, func(a, b hit) int { return cmp.Compare(a.First, b.First) })
	for k := range s.hits {
		for i := s.hits[k].First; i < s.hits[k].End; i++ {
			if s.hits[k].kind != blocked || s.hitAt[i] != doc.None { // weigh takes some back
				s.hitAt[i] = int32(k)
			}
		}
	}
}
