package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// introduces is how many sentences an article has at least that says of its people what they are.
const introduces = 4

// privateMatter says whether an act is told of private persons only, or of a court or police and a private person of their own
// state: crime, biography, accidents, sport.
func (s *scan) privateMatter(f *draft, c *cand) bool {
	if len(s.d.Sentences) < introduces {
		return false // too short to tell who its people are
	}
	switch family(f.act) {
	case "PROTEST", "MOBILIZE", "SANCTION", "REQUEST": // acts of public life, whoever does them
		return false
	}
	switch f.act.name {
	case "resign", "martial_law", "ban":
		return false
	case "arrest", "convict", "indict", "release", "pardon", "extradite":
		if s.spying { // who is tried for it is no private person
			return false
		}
	}
	if f.act.name == "investigate" && len(f.Target) == 0 && !slices.ContainsFunc(f.Source, func(a int32) bool { return s.inquires(f, a) }) {
		return true
	}
	src, tgt := s.privateSides(c.src), s.privateSides(c.tgt)
	none := func(list []int32) bool { return len(list) == 0 }
	if src && (tgt || none(f.Target)) || tgt && none(f.Source) {
		return true
	}
	if f.act.contact && (src || tgt) && !slices.ContainsFunc(append(slices.Clone(f.Source), f.Target...), s.official) { // "the biologist's talks with fishermen"
		return true
	}
	if !tgt || len(union(s.codes(f.Source), s.codes(f.Target))) > 2 {
		return false
	}
	switch f.act.name {
	case "arrest", "convict", "indict", "accuse", "accuse_crime", "accuse_aggression", "investigate", "release", "pardon", "sue", "acquit":
		return !slices.ContainsFunc(f.Source, func(a int32) bool { return !s.domestic(a, c.tgt) })
	}
	return false
}

// inquires says whether an inquiry of actor a into nobody named is of public weight: a parliament's, a state's, an international
// body's, but not the police's into a crime nor an agency's into an accident.
func (s *scan) inquires(f *draft, a int32) bool {
	k := &s.d.Actors[a]
	if k.Kind == record.State || strings.HasPrefix(k.CAMEO, "IGO") {
		return true
	}
	if len(k.CAMEO) < 6 {
		return false
	}
	switch k.CAMEO[3:6] {
	case "LEG", "JUD":
		return true
	case "GOV", "MIL", "SPY":
		sent := s.d.Sentences[f.sent].Span
		for i := sent.First; i < sent.End; i++ {
			if s.r.accident[s.lemma[i]] || s.lemma[i] == "fire" || s.lemma[i] == "explosion" {
				return false
			}
		}
		return true
	}
	return false
}

// domestic says whether actor a is of the state of a private person, or of none.
func (s *scan) domestic(a int32, tgt []side) bool {
	own := s.d.Actors[a].Country
	for _, x := range tgt {
		for _, y := range append(slices.Clone(x.actors), x.persons...) {
			if c := s.d.Actors[y].Country; c != "" && own != "" && c != own {
				return false
			}
		}
	}
	return true
}

// privateSides says whether a side names private persons only.
func (s *scan) privateSides(list []side) bool {
	some := false
	for _, x := range list {
		if len(x.actors) == 0 {
			some = some || s.privateNoun(x) || s.d.Tokens[x.head].XPOS == "PRP" && s.lemma[x.head] != "they" && s.lemma[x.head] != "them"
			continue
		}
		if len(x.persons) == 0 && !s.privateNoun(x) {
			return false
		}
		for _, p := range x.persons { // who is known by the surname alone is no private person
			if k := &s.d.Actors[p]; len(k.CAMEO) > 3 || !strings.Contains(k.Name, " ") || !s.privateOffice(k.Office) || k.For != doc.None && s.d.Actors[k.For].Kind != record.State {
				return false
			}
		}
		some = true
	}
	return some
}

// privateNoun says whether a side is a noun for one private person: "a 36-year-old man", "his father".
func (s *scan) privateNoun(x side) bool {
	return s.r.privateOne[s.lemma[x.head]] && s.d.Tokens[x.head].XPOS == "NN"
}

// privateOffice says whether what a person is makes no public figure: nothing, or "wife", "suspect", "rock singer".
func (s *scan) privateOffice(office string) bool {
	if office == "" {
		return true
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(office)), func(w string) bool { return s.r.privateOne[w] || s.r.callings[w] })
}

// traveller says whether a side is one person of whom only the nation is told: "a Tunisian who arrived in France".
func (s *scan) traveller(list []side) bool {
	for _, x := range list {
		if len(x.persons) > 0 || x.climbed {
			return false
		}
		det := s.d.Child(x.head, "det")
		if det == doc.None || s.lemma[det] != "a" && s.lemma[det] != "an" || s.d.Tokens[x.head].XPOS == "NNS" || s.d.Tokens[x.head].XPOS == "NNPS" {
			return false
		}
		for _, a := range x.actors {
			if s.d.Actors[a].Kind != record.State {
				return false
			}
		}
	}
	return len(list) > 0
}
