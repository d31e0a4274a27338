package event

import "github.com/openlines/openlines/internal/doc"

// A report of sport has this share of its words from sport, a hundredth each, and this many different ones.
const (
	sportShare = 2
	sportKinds = 4
)

// aboutSport says whether the article reports of sport, where nobody attacks, defends or meets as states do.
func (s *scan) aboutSport() bool {
	n, kinds, sure := 0, map[string]bool{}, 0
	for i, l := range s.lemma {
		if sport := s.r.sport[l]; sport || s.r.game[l] {
			n++
			if !kinds[l] && sport {
				sure++
			}
			kinds[s.lemma[i]] = true
		}
	}
	return len(kinds) >= sportKinds && sure >= 2 && n*100 >= sportShare*len(s.lemma)
}

// played says whether an act is one of a game: in a report of sport, or a victory or defence in a sentence that names a game.
func (s *scan) played(f *draft, c *cand) bool {
	switch family(f.act) {
	case "ASSAULT", "THREATEN", "CONSULT", "SUPPORT", "RETREAT", "CONCEDE", "COOPERATE", "AID", "AGREE":
		if s.sporting {
			return true
		}
	}
	switch s.lemma[c.tok] {
	case "defeat", "beat", "defend", "crush", "rout", "overpower", "attack":
		sent := s.d.Sentences[f.sent].Span
		for i := sent.First; i < sent.End; i++ {
			if s.r.sport[s.lemma[i]] && s.d.Tokens[i].UPOS != "VERB" && s.d.NameAt(i) == doc.None {
				return true
			}
		}
	}
	return false
}
