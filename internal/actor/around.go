package actor

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// owners is what the words around a noun say about whom it belongs to.
type owners struct {
	first  int32    // where the phrase begins
	end    int32    // where it ends
	states []string // states, in order
	bodies []int32  // bodies as actors: "the UN envoy", "Hamas leaders"
	place  string   // state of the place that stands with it: "the Texas legislature", "a court in Lyon"
	its    string   // state of what "its" before the noun means
	topic  bool     // states stand before it as its topic only
	other  bool     // somebody else's: "foreign troops", "other vessels"
}

// around reads the words before and after a noun phrase that ends with token head.
func (s *scan) around(first, head int32, topical bool) owners {
	o := owners{first: first, end: head + 1}
	sent := s.sentence(head)
	i := first - 1
	for n := 0; i >= sent.First && n < 14; i, n = i-1, n+1 {
		t := &s.d.Tokens[i]
		if h := s.hitAt[i]; h != doc.None {
			hit := &s.hits[h]
			if hit.kind == blocked || hit.kind == holderName && !s.possessive(hit.End) {
				if p := s.d.PlaceAt(i); p != doc.None && hit.kind == blocked && o.place == "" { // "New Mexico's governor"
					o.place, o.first = s.d.Places[p].Country, hit.First
				}
				break
			}
			s.owned(&o, hit, topical)
			i = hit.First
			o.first = i
			continue
		}
		if k := s.personAt[i]; k != doc.None { // "the Bush administration", "Putin's government"
			m := &s.mentions[k]
			if c := s.persons[m.person].country; c != "" && (s.possessive(m.name.End) || m.name.End == first) {
				o.states = prepend(o.states, c)
				i = m.name.First
				o.first = i
				continue
			}
			break
		}
		ok := false
		switch t.UPOS {
		case "ADJ", "NOUN", "PROPN", "NUM":
			ok = !s.timed(i)
			o.other = o.other || s.in(i, "other")
		case "DET":
			o.first = i
			o.other = o.other || s.is(i, "another")
			i = sent.First // nothing of the phrase stands before its article
			continue
		case "PRON":
			if t.Rel == "nmod:poss" || t.XPOS == "PRP$" {
				o.first = i
				if s.is(i, "its") && len(o.states)+len(o.bodies) == 0 {
					o.its = s.subjectState(i)
				}
			}
		case "PART":
			ok = s.possessive(i)
		case "VERB":
			ok = (t.XPOS == "VBN" || t.XPOS == "VBG") && i > sent.First && hyphen(s.d, i-1) || t.XPOS == "VBN" && t.Rel == "amod" ||
				s.in(i, "acting")
		case "ADV":
			ok = t.Rel == "advmod" && s.d.Tokens[i+1].UPOS == "ADJ"
		case "PUNCT":
			ok = hyphen(s.d, i) || s.d.Form(i) == "," && s.listed(i)
		case "CCONJ":
			ok = s.listed(i)
		case "SYM":
			ok = hyphen(s.d, i)
		}
		if !ok {
			break
		}
		if o.place == "" {
			o.place = s.placeCountry(i)
		}
		o.first = i
	}
	for o.first < first && s.possessive(o.first) {
		o.first++
	}
	s.after(&o, head, sent)
	if len(o.states)+len(o.bodies) == 0 && o.place != "" {
		o.states = append(o.states, o.place)
	}
	return o
}

// placeCountry is the state of the place that token i names, or "". Capitals ("ABC") are rather an abbreviation.
func (s *scan) placeCountry(i int32) string {
	p := s.d.PlaceAt(i)
	if p == doc.None || s.nounAt[i] != doc.None {
		return ""
	}
	if f := s.d.Form(i); len(f) > 1 && strings.ToUpper(f) == f {
		return ""
	}
	return s.d.Places[p].Country
}

// owned adds what a hit before the noun tells.
func (s *scan) owned(o *owners, h *hit, topical bool) {
	if !h.party {
		return
	}
	if len(o.states) > 0 && int(h.End)+1 < len(s.d.Tokens) && hyphen(s.d, h.End) && s.is(h.End+1, "based") { // a Damascus-based Palestinian group
		return
	}
	if topical && (h.kind == stateName || h.kind == capital) && !s.possessive(h.End) {
		o.topic = true
		return
	}
	if h.kind == bodyName {
		b := s.r.bodies[h.id]
		o.bodies = append([]int32{s.body(b)}, o.bodies...)
		return
	}
	if c := s.country(h); c != "" {
		o.states = prepend(o.states, c)
	}
}

func prepend(list []string, c string) []string {
	for _, x := range list {
		if x == c {
			return list
		}
	}
	return append([]string{c}, list...)
}

// countryOf is the one state that the owners name, themselves or by their bodies; else "".
func (s *scan) countryOf(o *owners) string {
	switch {
	case len(o.states) == 1:
		return o.states[0]
	case len(o.states) == 0 && len(o.bodies) == 1:
		return s.d.Actors[o.bodies[0]].Country
	}
	return ""
}

// listed says whether a comma or "and" joins two names before a noun: "U.S. and Chinese officials".
func (s *scan) listed(i int32) bool {
	n := i + 1
	if int(n) >= len(s.d.Tokens) || i == 0 {
		return false
	}
	if s.is(n, "and") {
		n++
	}
	if int(n) >= len(s.d.Tokens) {
		return false
	}
	a, b := s.hitAt[i-1], s.hitAt[n]
	if a == doc.None || b == doc.None {
		return false
	}
	x, y := &s.hits[a], &s.hits[b]
	if x.kind > bodyName || y.kind > bodyName || x.kind == blocked || y.kind == blocked {
		return false
	}
	return x.kind == y.kind || s.is(i, "and") || s.is(i+1, "and")
}

// goesOn is the token before the next name of a list that goes on at token i with "and" or a comma, or None: "of Chile, Peru and the Congo". "The"
// stands in lists of many alone, as "the president of Chile and the bank" are two.
func (s *scan) goesOn(i, end int32, many bool) int32 {
	if !s.is(i, "and", ",") {
		return doc.None
	}
	if s.is(i, ",") && i+1 < end && s.is(i+1, "and") {
		i++
	}
	if many && s.is(i, "and") && i+1 < end {
		if i+2 < end && s.is(i+1, "of") { // "officials of Chile and of the Congo"
			i++
		}
		if s.is(i+1, "the") {
			i++
		}
	}
	if i+1 >= end || s.hitAt[i+1] == doc.None {
		return doc.None
	}
	return i
}

// possessive says whether token i is a genitive mark.
func (s *scan) possessive(i int32) bool {
	if i < 0 || int(i) >= len(s.d.Tokens) {
		return false
	}
	t := &s.d.Tokens[i]
	return t.XPOS == "POS" || t.UPOS == "PART" && s.is(i, "'s", "'") || s.d.Form(i) == "’s"
}

// after reads "of", "in", "from" and the states that follow a noun.
func (s *scan) after(o *owners, head int32, sent doc.Span) {
	i := head + 1
	if i >= sent.End || !s.is(i, "of", "in", "from", "for") {
		return
	}
	strict := !s.is(i, "of", "from")
	if strict && len(o.states)+len(o.bodies) > 0 {
		return
	}
	for n := 0; n < 8; n++ {
		i++
		if i >= sent.End {
			return
		}
		if h := s.hitAt[i]; h != doc.None {
			hit := &s.hits[h]
			if hit.kind == blocked || !hit.party {
				return
			}
			if s.possessive(hit.End) {
				if c := s.country(hit); c != "" {
					o.states = appendNew(o.states, c)
				}
				return
			}
			if hit.kind == bodyName {
				o.bodies = append(o.bodies, s.body(s.r.bodies[hit.id]))
			} else if c := s.country(hit); c != "" {
				o.states = appendNew(o.states, c)
			}
			o.end = hit.End
			for hit.kind == adjective && o.end < sent.End && s.hitAt[o.end] == doc.None && (s.d.Tokens[o.end].UPOS == "NOUN" || s.d.Tokens[o.end].UPOS == "PROPN") {
				o.end++ // "of the French parliament"
			}
			if i = s.goesOn(hit.End, sent.End, s.plural(head)); i == doc.None {
				return
			}
			continue
		}
		if k := s.personAt[i]; k != doc.None { // "the government of Lene Dahl"
			if c := s.persons[s.mentions[k].person].country; c != "" && !strict {
				o.states = appendNew(o.states, c)
				o.end = s.mentions[k].name.End
			}
			return
		}
		if p := s.d.PlaceAt(i); p != doc.None && s.d.Places[p].Country != "" {
			o.place = s.d.Places[p].Country
			for int(o.end) < len(s.d.Tokens) && (o.end <= i || s.d.PlaceAt(o.end) == p) {
				o.end++
			}
			return
		}
		switch s.d.Tokens[i].UPOS {
		case "DET", "ADJ", "PUNCT":
			if s.d.Tokens[i].UPOS == "PUNCT" && !hyphen(s.d, i) {
				return
			}
		case "NOUN", "PROPN":
			if strict {
				if !s.is(i, "southern", "northern", "eastern", "western", "central", "south", "north", "east", "west") {
					return
				}
			}
		case "ADP": // "the minister of Commerce of Canada"
			if strict || !s.is(i, "of") || !s.upper(i-1) {
				return
			}
		default:
			return
		}
	}
}

func appendNew(list []string, c string) []string {
	for _, x := range list {
		if x == c {
			return list
		}
	}
	return append(list, c)
}
