package event

import "github.com/openlines/openlines/internal/doc"

// anniversary says whether the noun at token t is only what a day remembers: "the 20th anniversary of the bombing".
func (s *scan) anniversary(t int32) bool {
	for range 3 {
		h := s.d.Tokens[t].Head
		if h == doc.None || !s.nominal(t) {
			return false
		}
		switch s.lemma[h] {
		case "anniversary", "commemoration", "centenary", "remembrance":
			return true
		}
		t = h
	}
	return false
}
