package event

import "github.com/openlines/openlines/internal/doc"

// apartFrom says whether token i stands in a clause before that of the act at token t, which has a subject of its own:
// "there was a quarrel over rights in the Aegean, but the two leaders spoke".
func (s *scan) apartFrom(t, i int32) bool {
	v := s.clause(i)
	own := false
	for range 30 {
		if t == v || t == doc.None {
			return t == v && own
		}
		switch s.d.Tokens[t].Rel {
		case "conj", "parataxis", "ccomp":
			own = own || s.d.Child(t, "nsubj") != doc.None || s.d.Child(t, "nsubj:pass") != doc.None
		}
		t = s.d.Tokens[t].Head
	}
	return false
}

// besideNoun says whether the place at token i tells where something else than the act at token t is: "condemned the war in Chad".
func (s *scan) besideNoun(t, i int32) bool {
	h := s.d.Tokens[i].Head
	return h != doc.None && h != t && s.d.Tokens[h].UPOS == "NOUN" && s.d.NameAt(h) == doc.None && s.refOf(h) == doc.None && !s.r.venue[s.lemma[h]]
}
