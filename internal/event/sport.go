package event

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

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
	if sure >= 2 && s.scored() {
		return true
	}
	return len(kinds) >= sportKinds && sure >= 2 && n*100 >= sportShare*len(s.lemma)
}

// scored says whether a sentence tells who beat whom by how much: "beat Fiji 31-10".
func (s *scan) scored() bool {
	for i := range s.d.Tokens {
		form := s.d.Form(int32(i))
		if i+2 < len(s.d.Tokens) && s.d.Tokens[i+2].Sent == s.d.Tokens[i].Sent { // cut at the hyphen, or not
			if mid := s.d.Form(int32(i + 1)); mid == "-" || mid == "–" {
				form += "-" + s.d.Form(int32(i+2))
			}
		}
		home, away, ok := strings.Cut(strings.ReplaceAll(form, "–", "-"), "-")
		if !ok || !number(home) || !number(away) {
			continue
		}
		sent := s.d.Sentences[s.d.Tokens[i].Sent].Span
		for t := sent.First; t < sent.End; t++ {
			switch s.lemma[t] {
			case "beat", "defeat", "win", "lose", "draw":
				return true
			}
		}
	}
	return false
}

// number says whether a word is a number of up to three digits.
func number(w string) bool {
	return len(w) > 0 && len(w) <= 3 && strings.Trim(w, "0123456789") == ""
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
