package actor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

func (s *scan) sortMentions() {
	slices.SortFunc(s.mentions, func(a, b mention) int { return cmp.Compare(a.name.First, b.name.First) })
}

// referHits makes references of the names of states and bodies.
func (s *scan) referHits() {
	for k := range s.hits {
		h := &s.hits[k]
		if h.kind == blocked || h.kind == holderName || h.within && h.kind != bodyName {
			continue
		}
		head := s.d.HeadOf(h.Span)
		if s.personAt[head] != doc.None {
			continue
		}
		ref := doc.Ref{Span: h.Span, Head: head, Name: h.Span, Form: doc.Proper}
		switch h.kind {
		case bodyName:
			ref.Actors = []int32{s.body(s.r.bodies[h.id])}
			ref.Span = s.withArticle(h.Span)
			ref.AsPlace = s.asPlace(head)
			if ref.AsPlace && h.id == "EEC" && s.is(h.First, "brussels") {
				continue
			}
		case people:
			a := doc.Actor{Key: h.id + ":people", Name: s.d.Words(h.Span), Kind: record.Group, Country: h.id, CAMEO: s.cameo(h.id, "CVL"), For: s.state(h.id)}
			if !h.party && s.is(h.First-1, "ethnic") { // ethnic Albanians are not Albania's
				h.First--
				ref.Span, ref.Name = h.Span, h.Span
				o := s.around(h.First, h.End-1, false)
				c := ""
				if o.end > h.End { // "ethnic Albanians in Serbia"
					c = s.countryOf(&o)
				}
				a = doc.Actor{Key: "group:" + slug(s.r.fold.text(s.d.Words(h.Span))), Name: s.d.Words(h.Span), Kind: record.Group, CAMEO: "CVL", For: doc.None}
				if c != "" {
					a.Key, a.Country, a.CAMEO, a.For = c+":"+slug(s.r.fold.text(a.Name)), c, s.cameo(c, "CVL"), s.state(c)
				}
			}
			if s.is(h.First-1, "the") && !s.plural(h.End-1) { // "the Chinese said"
				ref.Actors = []int32{s.state(h.id)}
			} else {
				ref.Actors = []int32{s.actor(a)}
			}
			ref.Span = s.withArticle(h.Span)
		default:
			ref.Actors = []int32{s.state(h.id)}
			ref.AsPlace = s.asPlace(head) || h.kind == capital && s.capitalAsPlace(h, head)
			if h.kind == stateName {
				ref.Span = s.withArticle(h.Span)
			}
		}
		s.refer(ref)
	}
}

// withArticle takes in the article and adjectives like "new" before a name.
func (s *scan) withArticle(n doc.Span) doc.Span {
	if n.First > 0 && s.is(n.First-1, "the") && s.d.Tokens[n.First-1].Sent == s.d.Tokens[n.First].Sent {
		n.First--
	}
	return n
}

// asPlace says whether the phrase that token i heads is where something is: "in Beijing", "near Moscow".
func (s *scan) asPlace(i int32) bool {
	d := s.d
	if d.Sentences[d.Tokens[i].Sent].Kind == doc.Dateline {
		return true
	}
	c := d.Child(i, "case")
	if c == doc.None || c > i {
		return false
	}
	return s.in(c, "where")
}

// capitalAsPlace says whether a capital is a place where no preposition says so: before a noun ("Beijing talks"), after
// another place ("Minya, Cairo").
func (s *scan) capitalAsPlace(h *hit, head int32) bool {
	t := &s.d.Tokens[head]
	switch t.Rel {
	case "nmod", "obl":
		c := s.d.Child(head, "case")
		return c != doc.None && s.is(c, "on", "to", "from", "over") && s.d.Tokens[head].Rel == "obl" && s.is(c, "from", "over")
	case "compound", "appos", "nmod:unmarked":
		if t.Head != doc.None && s.nounAt[t.Head] != doc.None {
			return false
		}
		return true
	case "list", "dep":
		return true
	}
	return false
}

// headOf is the token that heads a mention in the tree: the name's own head where it leads out of the phrase.
func (s *scan) headOf(m *mention) int32 {
	h := s.d.HeadOf(m.name)
	if up := s.d.Tokens[h].Head; up == doc.None || !m.whole.Has(up) {
		return h
	}
	return s.d.HeadOf(m.whole)
}

// referPersons makes references of the names of persons and of the offices set beside them.
func (s *scan) referPersons() {
	for k := range s.mentions {
		m := &s.mentions[k]
		a := s.persons[m.person].actor
		if a == doc.None {
			continue
		}
		s.refer(doc.Ref{Span: m.whole, Head: s.headOf(m), Name: m.name, Actors: []int32{a}, Form: doc.Proper})
	}
	for i := int32(0); int(i) < len(s.titleAt); i++ { // the office in an apposition means the person
		k := s.titleAt[i]
		if k == doc.None || s.nounAt[i] == doc.None {
			continue
		}
		m := &s.mentions[k]
		if s.persons[m.person].actor == doc.None {
			continue
		}
		h := &s.found[s.nounAt[i]]
		if m.whole.Has(i) || s.noun(h, officeNoun) == nil || s.plural(h.head) || s.continues(i+1, s.sentence(i).End) {
			continue
		}
		first, end := i, i+1
		for int(end) < len(s.titleAt) && s.titleAt[end] == k {
			end++
		}
		for first > 0 && s.titleAt[first-1] == k {
			first--
		}
		for first < i && (s.possessive(first) || s.d.Tokens[first].UPOS == "PUNCT") {
			first++
		}
		span := doc.Span{First: first, End: end}
		s.refer(doc.Ref{Span: span, Head: h.head, Name: span, Actors: []int32{s.persons[m.person].actor}, Form: doc.Nominal})
	}
}

// findOrgs notes the states of the organizations that the article introduces with one, by the first word of their names:
// "the Danish carrier Nordwing" makes Nordwing Danish.
func (s *scan) findOrgs() {
	s.orgs = make(map[string]string)
	for _, n := range s.d.Names {
		if n.Kind != doc.ORG || s.hitAt[n.First] != doc.None {
			continue
		}
		o := s.around(n.First, n.End-1, false)
		if c := s.countryOf(&o); c != "" {
			s.orgs[s.r.fold.text(s.d.Form(n.First))] = c
		}
	}
}

// referNames makes organizations of the names that no table knows.
func (s *scan) referNames() {
	d := s.d
	for k := range d.Names {
		n := d.Names[k]
		if n.Kind != doc.ORG {
			continue
		}
		head := d.HeadOf(n.Span)
		if s.refAt[head] != doc.None || s.personAt[head] != doc.None || s.titleAt[head] != doc.None || s.inOffice(n.Span) {
			continue
		}
		known := false
		country, at, row := "", "", (*noun)(nil)
		for i := n.First; i < n.End; i++ {
			if h := s.hitAt[i]; h != doc.None {
				known = known || s.hits[h].kind == bodyName || s.hits[h].kind == blocked && s.hits[h].Holds(n.Span)
				if c := s.country(&s.hits[h]); c != "" && country == "" {
					country = c
				}
			}
			if at == "" {
				at = s.placeCountry(i)
			}
			if f := s.nounAt[i]; f != doc.None && s.noun(&s.found[f], bodyNoun) != nil {
				row = s.noun(&s.found[f], bodyNoun)
				known = known || s.refAt[s.found[f].head] != doc.None && d.NameAt(s.found[f].head) == int32(k)
			}
		}
		if known {
			continue
		}
		name := s.plainName(n.Span)
		if len(name) < 2 || !strings.ContainsFunc(name, func(r rune) bool { return r >= 'A' }) {
			continue
		}
		span := s.withArticle(n.Span)
		if country == "" {
			o := s.around(n.First, n.End-1, false)
			if country = s.countryOf(&o); country != "" {
				span = doc.Span{First: o.first, End: max(n.End, o.end)}
			} else if n.Len() == 1 || row == nil {
				country = s.orgs[s.r.fold.text(d.Form(n.First))]
			}
		}
		a := doc.Actor{Key: "org:" + slug(s.r.fold.text(name)), Name: name, Kind: record.Organization, Country: country, For: doc.None}
		role := ""
		if medium := s.mediumNoun(n.End); medium != doc.None && row == nil && s.refAt[medium] == doc.None { // "the APA agency reported"
			role, head, span.End = "MED", medium, max(span.End, medium+1)
		}
		if row != nil {
			role = row.role
			switch role {
			case "GOV", "MIL", "COP", "JUD", "LEG", "SPY":
				if country == "" {
					country = at // "Madras High Court"
				}
				if country == "" {
					country = s.home
				}
			}
		}
		if country != "" {
			a.Country, a.CAMEO, a.For = country, s.cameo(country, role), s.state(country)
			if row != nil {
				a.Key = country + ":" + slug(s.r.fold.text(name))
			}
		} else {
			a.CAMEO = role
		}
		s.refer(doc.Ref{Span: span, Head: head, Name: n.Span, Actors: []int32{s.actor(a)}, Form: doc.Proper, AsPlace: s.asPlace(head)})
	}
}

// mediumNoun is the noun at token i that makes the name before it a paper's or an agency's: "newspaper", and "agency" of one that reports; or None.
func (s *scan) mediumNoun(i int32) int32 {
	d := s.d
	if s.is(i, "news") {
		i++
	}
	if int(i) >= len(d.Tokens) || d.Tokens[i].UPOS != "NOUN" || s.plural(i) {
		return doc.None
	}
	roles := s.r.anaphors[s.r.fold.text(d.Tokens[i].Lemma)]
	if len(roles) == 0 || !slices.Contains(roles, "MED") {
		return doc.None
	}
	t := &d.Tokens[i]
	if len(roles) > 1 && !(t.Head != doc.None && doc.Is(t.Rel, "nsubj") && s.r.words["reports"][d.Tokens[t.Head].Lemma]) {
		return doc.None
	}
	return i
}

// ofAnother says whether token i is the office of a person who is none of these actors.
func (s *scan) ofAnother(i int32, as []int32) bool {
	k := s.titleAt[i]
	return k != doc.None && !s.isBody(i) && !slices.Contains(as, s.persons[s.mentions[k].person].actor)
}

// inOffice says whether a name is only the beginning of an office: "the Cabinet Secretary".
func (s *scan) inOffice(n doc.Span) bool {
	if int(n.End) >= len(s.d.Tokens) || s.nounAt[n.End] == doc.None {
		return false
	}
	h := &s.found[s.nounAt[n.End]]
	return h.First <= n.First && s.noun(h, officeNoun) != nil && !s.isBody(n.End-1)
}

// referPlaces makes references of the places in other states' words: "the police in Lahore" are those of Pakistan.
func (s *scan) referPlaces() {
	for i := range s.d.Places {
		p := &s.d.Places[i]
		if p.Country == "" || s.r.states[p.Country] == nil {
			continue
		}
		for _, m := range p.Mentions {
			head := s.d.HeadOf(m)
			if head == doc.None || s.personAt[head] != doc.None || s.hitAt[head] != doc.None {
				continue
			}
			s.refer(doc.Ref{Span: m, Head: head, Name: m, Actors: []int32{s.state(p.Country)}, Form: doc.Proper, AsPlace: true})
		}
	}
}

// canName says whether a noun can mean an actor by the tables: "the bloc", and not "the exchange".
func (s *scan) canName(i int32) bool {
	return s.nounAt[i] != doc.None || s.r.anaphors[s.r.fold.text(s.d.Tokens[i].Lemma)] != nil
}

// followChains lets the other mentions of a coreference chain mean what its names mean, where nothing nearer has said so.
func (s *scan) followChains() {
	d := s.d
	if len(d.Mentions) == 0 {
		return
	}
	means := make(map[int32][]int32) // actors by chain
	proper := make(map[int32]bool)
	for k := range d.Mentions {
		m := &d.Mentions[k]
		r := s.refAt[m.Head]
		if r == doc.None {
			continue
		}
		isName := s.refs[r].Form == doc.Proper && s.d.Tokens[m.Head].Rel != "amod"
		if means[m.Chain] == nil || isName && !proper[m.Chain] {
			means[m.Chain], proper[m.Chain] = s.refs[r].Actors, isName
		}
	}
	for k := range d.Mentions {
		m := &d.Mentions[k]
		as := means[m.Chain]
		if as == nil || s.narrator(m.Head) || s.refAt[m.Head] != doc.None || s.ofAnother(m.Head, as) || m.Form == doc.Nominal && !s.canName(m.Head) {
			continue
		}
		s.refer(doc.Ref{Span: m.Span, Head: m.Head, Name: m.Span, Actors: as, Form: m.Form})
	}
}
