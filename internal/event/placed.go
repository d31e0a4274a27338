package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// struckState gives a blow without a target the state where it fell, if that is not the one that struck.
func (s *scan) struckState(f *draft) {
	if family(f.act) != "ASSAULT" || len(f.Target) > 0 || f.Where == doc.None || len(f.Source) == 0 || f.Mutual {
		return
	}
	st, ok := s.states[s.d.Places[f.Where].Country]
	if ok && !slices.Contains(f.src, s.code(st)) {
		f.Target, f.tgt = []int32{st}, s.codes([]int32{st})
	}
}

// host gives an expulsion that does not say whose it is the state where the diplomats were: "of the Lithuanian embassy in Minsk".
func (s *scan) host(f *draft) {
	if f.act.name != "expel_diplomats" || len(f.Source) > 0 || f.Where == doc.None {
		return
	}
	if st, ok := s.states[s.d.Places[f.Where].Country]; ok && !slices.Contains(f.tgt, s.code(st)) {
		f.Source, f.src = []int32{st}, s.codes([]int32{st})
	}
}

// crowdOf gives unrest of a crowd that is of no state the state where it was, if another's embassy there was its aim: "a crowd stormed the
// Saudi embassy in Tehran".
func (s *scan) crowdOf(f *draft) {
	if family(f.act) != "PROTEST" || len(f.Source) > 0 || f.Where == doc.None || len(f.Target) == 0 {
		return
	}
	if st, ok := s.states[s.d.Places[f.Where].Country]; ok && !slices.Contains(f.tgt, s.code(st)) {
		f.Source, f.src = []int32{st}, s.codes([]int32{st})
	}
}

// outside gives unrest in front of an embassy its state as target: "burned an effigy outside the Indian consulate".
func (s *scan) outside(f *draft, c *cand) {
	if family(f.act) != "PROTEST" {
		return
	}
	for _, w := range [...]string{"outside", "at", "near", "before"} {
		h := s.further(c.tok, w)
		if h == doc.None || !s.r.embassies[s.lemma[h]] {
			continue
		}
		if x := s.resolve(h); len(x.actors) > 0 {
			f.Target, f.tgt, f.TargetWords = x.actors, s.codes(x.actors), s.words([]side{x})
			return
		}
	}
}
