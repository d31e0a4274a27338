package actor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// referOffice makes a reference of an office that no name stands beside: "the foreign minister", "a spokesman".
func (s *scan) referOffice(h *nounHit, head int32, row *noun) {
	o := s.around(h.First, h.End-1, row.has("a"))
	phrase := doc.Span{First: o.first, End: o.end}
	country := ""
	if len(o.states) > 0 {
		country = o.states[0]
	}
	if country == "" && len(o.bodies) == 0 {
		country = o.its
	}
	if country == "" && len(o.bodies) == 0 { // "a Foreign Office spokesman"
		for i := o.first; i < h.First; i++ {
			if s.isBody(i) {
				o.bodies = append(o.bodies, s.bodyAt(i))
			}
		}
	}
	if s.is(o.first, "the", "this", "that", "his", "her", "its", "their") || country != "" || s.upper(head) {
		if a := s.holds(row, country, head, s.is(h.First-1, "former", "late")); a != doc.None {
			s.refer(doc.Ref{Span: phrase, Head: head, Name: phrase, Actors: []int32{a}, Form: doc.Nominal})
			return
		}
	}
	if o.first == h.First && len(o.states)+len(o.bodies) == 0 && s.lower(head) { // "justice", "head": no one in particular
		return
	}
	switch row.role {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO", "OPP", "REB", "UAF":
	default:
		if len(o.states) == 0 && len(o.bodies) == 0 {
			return
		}
	}
	if row.has("r") && country == "" && len(o.bodies) == 0 {
		return
	}
	if country == "" && len(o.bodies) == 0 && s.is(o.first, "the") { // "the Albanian premier ... the premier"
		country = s.toldBefore(row)
	}
	if country == "" && len(o.bodies) == 0 {
		if country = row.home; s.r.states[country] == nil {
			country = ""
		}
		if country == "" && !row.has("g") {
			country = s.home
		}
	}
	a := doc.Actor{Kind: record.Group, Country: country, For: doc.None, Office: s.plainName(doc.Span{First: o.first, End: h.End}), Name: s.plainName(phrase)}
	switch {
	case len(o.bodies) > 0:
		b := &s.d.Actors[o.bodies[0]]
		a.Key, a.For, a.CAMEO, a.Country = b.Key+":"+row.id, o.bodies[0], b.CAMEO, b.Country
	case country != "":
		a.Key, a.CAMEO, a.For = country+":"+row.id, s.cameo(country, row.role), s.state(country)
	default:
		a.Key, a.CAMEO = "group:"+row.id, row.role
	}
	s.refer(doc.Ref{Span: phrase, Head: head, Name: phrase, Actors: []int32{s.actor(a)}, Form: doc.Nominal})
}

// officeIn is who holds an office that a plural gives to each of several states: the person of the article who has it there, else the office.
func (s *scan) officeIn(row *noun, country string, h *nounHit) int32 {
	if a := s.holds(row, country, h.head, s.is(h.First-1, "former", "late")); a != doc.None {
		return a
	}
	adjective := country
	if st := s.r.states[country]; st != nil && len(st.Adjectives) > 0 {
		adjective = st.Adjectives[0]
	}
	return s.actor(doc.Actor{
		Key: country + ":" + row.id, Name: adjective + " " + row.word, Kind: record.Group, Country: country, CAMEO: s.cameo(country, row.role),
		Office: row.word, For: s.state(country),
	})
}

// appendActor adds an actor to a list that does not have it yet.
func appendActor(list []int32, a int32) []int32 {
	if slices.Contains(list, a) {
		return list
	}
	return append(list, a)
}

// toldBefore is the state of the last office of this noun that was told without a name; or "".
func (s *scan) toldBefore(row *noun) string {
	for k := len(s.refs) - 1; k >= 0 && k >= len(s.refs)-holdersBack; k-- {
		r := &s.refs[k]
		if len(r.Actors) != 1 || r.Form != doc.Nominal {
			continue
		}
		if a := &s.d.Actors[r.Actors[0]]; a.Kind == record.Group && a.Country != "" && a.Key == a.Country+":"+row.id {
			return a.Country
		}
	}
	return ""
}

// holds is the person named last before token i, or else first after it, who holds an office of this noun; or None.
func (s *scan) holds(row *noun, country string, i int32, former bool) int32 {
	want := s.r.fold.text(row.word)
	fits := func(k int) bool {
		p := &s.persons[s.mentions[k].person]
		if p.actor == doc.None || p.office == "" || p.former != former || country != "" && p.country != country {
			return false
		}
		low := s.r.fold.text(p.office)
		return p.title != "" && p.title == want || low == want || strings.HasSuffix(low, " "+want) || strings.Contains(low, " "+want+" ") || strings.HasPrefix(low, want+" ")
	}
	at, _ := slices.BinarySearchFunc(s.mentions, i, func(m mention, i int32) int { return cmp.Compare(m.name.First, i) })
	for k := at - 1; k >= max(0, at-holdersBack); k-- {
		if fits(k) {
			return s.persons[s.mentions[k].person].actor
		}
	}
	for k := at; k < len(s.mentions) && s.mentions[k].name.First <= i+40; k++ {
		if fits(k) {
			return s.persons[s.mentions[k].person].actor
		}
	}
	return doc.None
}

// holdersBack bounds how many mentions of persons are searched for who holds an office.
const holdersBack = 200

// bodyAt is the body that the noun which ends at token i means: the one named so before, else that of the article's state.
func (s *scan) bodyAt(i int32) int32 {
	if c := s.commission(i); c != nil {
		return s.body(c)
	}
	b := s.noun(&s.found[s.nounAt[i]], bodyNoun)
	if a := s.earlier(b, i); a != doc.None {
		return a
	}
	return s.made(b, s.home, s.d.Words(s.found[s.nounAt[i]].Span))
}
