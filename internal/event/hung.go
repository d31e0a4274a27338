package event

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// behindTime adds the phrases that the parser hung on a time: "met on Monday with the envoy".
func (s *scan) behindTime(a *args, t int32) {
	if s.d.TimeAt(t) == doc.None {
		return
	}
	for c := range s.d.Children(t) {
		if c > t && doc.Is(s.d.Tokens[c].Rel, "nmod") && s.caseOf(c) != "of" {
			s.addPrep(a, c)
		}
	}
}

// afterWhere says whether the phrase of token t follows "on", "in" or "at", though the parser made it a subject.
func (s *scan) afterWhere(t int32) bool {
	first := s.d.Subtree(t).First - 1
	if first < 0 || s.d.Tokens[first].Sent != s.d.Tokens[t].Sent {
		return false
	}
	switch s.lemma[first] {
	case "on", "in", "at", "via":
		return true
	}
	return false
}

// accordingTo says whether the phrase of token t tells who says so, though the parser took it for who acts: "stabbed, according to police".
func (s *scan) accordingTo(t int32) bool {
	for i := s.d.Subtree(t).First; i < t; i++ {
		if strings.HasPrefix(s.lemma[i], "accord") {
			return true
		}
	}
	return false
}
