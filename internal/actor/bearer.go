package actor

import "github.com/openlines/openlines/internal/doc"

// bearer is the person whom a surname alone means where several of the article bear it, or -1: who holds a main office; whom the
// sentence or the one before names with a title; else whom the article named first, since relatives are told of by their full names.
func (s *scan) bearer(n doc.Span) int32 {
	name := s.parts(n)
	if len(name) != 1 {
		return -1
	}
	var all []int32
	for _, k := range s.byPart[name[0]] {
		if p := s.persons[k].folded; len(p) > 1 && p[len(p)-1] == name[0] {
			if h := s.term(s.persons[k].plain()); h != nil && h.office != "body" {
				return -1
			}
			all = append(all, k)
		}
		if len(all) > sharers {
			return -1
		}
	}
	if len(all) < 2 {
		return -1
	}
	first := int32(-1)
	sent := s.d.Tokens[n.First].Sent
	for k := range s.mentions {
		m := &s.mentions[k]
		if m.name.First > n.First || m.name.Len() < 2 {
			continue
		}
		for _, p := range all {
			if m.person != p {
				continue
			}
			if s.d.Tokens[m.name.First].Sent >= sent-1 && s.titleBefore(m.name.First) {
				return p
			}
			if first < 0 {
				first = p
			}
		}
	}
	return first
}

// titleBefore says whether an office, not a kinship, stands right before token i.
func (s *scan) titleBefore(i int32) bool {
	if i == 0 || s.d.Tokens[i-1].Sent != s.d.Tokens[i].Sent || s.nounAt[i-1] == doc.None {
		return false
	}
	o := s.noun(&s.found[s.nounAt[i-1]], officeNoun)
	return o != nil && !o.has("r")
}
