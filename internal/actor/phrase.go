package actor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// nounHit is a phrase of the noun tables.
type nounHit struct {
	doc.Span
	head int32                // its last token, or the one before "of": "Ministry of Defence"
	rows [partyNoun + 1]int32 // row by kind, -1 where none
}

// findNouns finds the nouns that denote bodies, groups, offices and parties, the longest phrase first.
func (s *scan) findNouns() {
	d := s.d
	w := s.r.nouns.number(d, true)
	for k := range d.Sentences {
		sent := d.Sentences[k].Span
		for i := sent.First; i < sent.End; {
			best := nounHit{}
			if (w.form[i] != 0 || w.lemma[i] != 0) && s.hitAt[i] == doc.None {
				s.r.nouns.walk(d, w, i, sent.End, func(es []entry, end int32) {
					if s.hitAt[end-1] != doc.None {
						return
					}
					switch d.Tokens[end-1].UPOS {
					case "NOUN", "PROPN":
					default:
						if end-i == 1 && d.Tokens[i].Rel == "appos" && s.headsOffice(es) { // "X, Chad's representative for trade"
							break
						}
						if k := d.NameAt(end); k != doc.None && d.Names[k].Kind == doc.PER && d.Names[k].First == end {
							break // whatever the tagger says: "officer Ann Lee"
						}
						if i > 0 && d.Tokens[i-1].UPOS == "DET" && int(end) < len(d.Tokens) && d.Tokens[end].UPOS != "NOUN" && d.Tokens[end].UPOS != "ADJ" && d.Tokens[end].UPOS != "PROPN" {
							break // "the military refused"
						}
						if end-i == 1 && d.Tokens[i].UPOS != "NUM" && d.Tokens[i].UPOS != "DET" && d.Tokens[i].UPOS != "PRON" {
							return
						}
					}
					best = nounHit{Span: doc.Span{First: i, End: end}, rows: [partyNoun + 1]int32{-1, -1, -1, -1, -1}}
					for _, e := range es {
						best.rows[s.r.nounRows[e.row].kind] = e.row
					}
				})
			}
			if best.Len() == 0 {
				i++
				continue
			}
			best.head = best.End - 1
			for j := best.First + 1; j < best.End-1; j++ {
				if d.Tokens[j].UPOS == "ADP" {
					best.head = j - 1
					break
				}
			}
			s.nounAt[best.End-1] = int32(len(s.found))
			s.found = append(s.found, best)
			i = best.End
		}
	}
}

// headsOffice says whether one of the entries is an office.
func (s *scan) headsOffice(es []entry) bool {
	return slices.ContainsFunc(es, func(e entry) bool { return s.r.nounRows[e.row].kind == officeNoun })
}

func (s *scan) noun(h *nounHit, kind nounKind) *noun {
	if k := h.rows[kind]; k >= 0 {
		return &s.r.nounRows[k]
	}
	return nil
}

// plural says whether a noun stands in the plural.
func (s *scan) plural(i int32) bool {
	x := s.d.Tokens[i].XPOS
	return x == "NNS" || x == "NNPS"
}

// referNouns makes references of the noun phrases that denote actors.
func (s *scan) referNouns() {
	for k := range s.found {
		h := &s.found[k]
		head := h.head
		if s.refAt[head] != doc.None || s.personAt[head] != doc.None {
			continue
		}
		t := &s.d.Tokens[head]
		modifier := t.Rel == "compound"
		if modifier && s.noun(h, bodyNoun) == nil || doc.Is(t.Rel, "flat") && t.Head != doc.None && s.personAt[t.Head] != doc.None {
			continue
		}
		if m := s.titleAt[head]; m != doc.None { // the office of a named person
			continue
		}
		if s.asRole(h, head) {
			continue
		}
		s.referNoun(h, head, modifier)
	}
}

// asRole says whether an office only says what somebody is: "served as president", "is the president", "became president".
func (s *scan) asRole(h *nounHit, head int32) bool {
	if s.noun(h, officeNoun) == nil || s.plural(head) {
		return false
	}
	d := s.d
	if c := d.Child(head, "case"); c != doc.None && s.is(c, "as") || d.Child(head, "cop") != doc.None {
		return true
	}
	t := &d.Tokens[head]
	if t.Head == doc.None || !doc.Is(t.Rel, "xcomp") && !doc.Is(t.Rel, "obj") {
		return false
	}
	return s.r.words["appoint"][d.Tokens[t.Head].Lemma] && d.Child(head, "det") == doc.None
}

// referNoun makes the reference of one noun phrase. A modifier of another noun ("government" in "government troops") means a
// body only where the text says whose.
func (s *scan) referNoun(h *nounHit, head int32, modifier bool) {
	plural := s.plural(head)
	n := s.noun(h, groupNoun)
	if office := s.noun(h, officeNoun); office != nil && !plural && (n == nil || h.Len() > 1 || office.use != "") {
		if office.has("n") || s.continues(h.End, s.sentence(head).End) && s.d.Tokens[head].UPOS == "PROPN" {
			return
		}
		if s.noun(h, bodyNoun) == nil {
			s.referOffice(h, head, office)
			return
		}
	}
	if b := s.noun(h, bodyNoun); b != nil && (n == nil || !plural) {
		n = b
		if o := s.noun(h, officeNoun); o != nil && plural && o.has("u") { // "the army chiefs of Ghana and Mali"
			n = o
		}
	}
	if n == nil && plural { // "the foreign ministers of Kenya and Uganda": as a group
		if n = s.noun(h, officeNoun); n != nil && n.has("n") {
			return
		}
	}
	if n == nil {
		return
	}
	topical := n.kind == groupNoun && n.has("a")
	o := s.around(h.First, h.End-1, topical)
	if modifier && len(o.states)+len(o.bodies) == 0 {
		return
	}
	n = s.specific(n, h.First, o.first)
	phrase := doc.Span{First: o.first, End: o.end}
	form := doc.Nominal
	if s.upper(head) && !s.sentenceStart(head) {
		form = doc.Proper
	}
	actors := s.meant(n, h, &o, phrase, head)
	if len(actors) == 0 {
		return
	}
	if len(actors) == 1 && !o.other {
		s.note(n, actors[0])
	}
	s.refer(doc.Ref{Span: phrase, Head: head, Name: phrase, Actors: actors, Form: form, AsPlace: s.asPlace(head)})
}

// meant are the actors that a noun phrase means by what stands around it; none where it means nobody.
func (s *scan) meant(n *noun, h *nounHit, o *owners, phrase doc.Span, head int32) []int32 {
	var actors []int32
	switch {
	case n.id == "state":
		if len(o.states) == 1 {
			actors = append(actors, s.state(o.states[0]))
		}
	case len(o.states) > 0:
		for _, c := range o.states {
			if n.kind == officeNoun && len(o.states) > 1 && n.has("u") { // one of each: "the Kenyan and Somali presidents"
				actors = appendActor(actors, s.officeIn(n, c, h))
				continue
			}
			actors = append(actors, s.made(n, c, s.nameFor(h, c, phrase, len(o.states) > 1)))
		}
	case len(o.bodies) == 1 && o.first < h.First && strings.HasPrefix(s.d.Actors[o.bodies[0]].Key, media) && slices.Contains(s.r.anaphors[s.r.fold.text(s.d.Tokens[head].Lemma)], "MED"):
		actors = append(actors, o.bodies[0]) // "the El Mundo newspaper"
	case len(o.bodies) > 0:
		for _, b := range o.bodies {
			actors = append(actors, s.of(n, b, phrase))
		}
	case o.its != "":
		actors = append(actors, s.made(n, o.its, s.plainName(phrase)))
	default:
		if a := s.earlier(n, head); a != doc.None && !o.other && s.definite(phrase, head, n) {
			actors = append(actors, a)
			break
		}
		if n.kind == bodyNoun && n.has("y") || n.kind == groupNoun && !n.has("y") || n.kind == officeNoun {
			return nil
		}
		if o.topic {
			return nil
		}
		country := s.tie(head, n)
		if o.other || n.has("x") {
			country = ""
		} else if n.id == "state-media" {
			country = s.lastState(head, country)
		}
		if n.kind == bodyNoun && (n.role == "BUS" || n.role == "CVL" || n.role == "EDU" || n.role == "REL" || n.role == "MED" && (n.id != "state-media" || country == "")) {
			return nil
		}
		actors = append(actors, s.made(n, country, s.plainName(phrase)))
	}
	return actors
}

// lastState is the state that the sentence names last before token i, itself or by a person; else the other given.
func (s *scan) lastState(i int32, other string) string {
	for j, first := i-1, max(s.sentence(i).First, i-reach); j >= first; j-- {
		if k := s.personAt[j]; k != doc.None && s.persons[s.mentions[k].person].country != "" {
			return s.persons[s.mentions[k].person].country
		}
		if h := s.hitAt[j]; h != doc.None && s.country(&s.hits[h]) != "" {
			return s.country(&s.hits[h])
		}
	}
	return other
}

// specific tells bodies of a general noun apart by the nouns before it: "transport safety agency".
func (s *scan) specific(n *noun, first, from int32) *noun {
	if n.kind != bodyNoun || !n.has("y") && n.word != "ministry" || n.id == "government" || n.id == "state" || n.id == "people" {
		return n
	}
	i := first
	for i > from && s.hitAt[i-1] == doc.None && (s.d.Tokens[i-1].UPOS == "NOUN" || s.d.Tokens[i-1].UPOS == "PROPN" || s.upper(i-1) && s.d.Tokens[i-1].UPOS == "ADJ") {
		i--
	}
	if i == first {
		return n
	}
	m := *n
	m.id = slug(s.r.fold.text(s.plainName(doc.Span{First: i, End: first + 1})))
	return &m
}

// definite says whether a phrase may mean what the same noun meant before: "the ship", "its army", bare "protesters".
func (s *scan) definite(p doc.Span, head int32, n *noun) bool {
	return s.is(p.First, "the", "this", "these", "those", "that", "its", "their") ||
		(s.plural(head) || n.kind == bodyNoun) && n.has("y") == (n.kind == groupNoun) && s.d.Tokens[p.First].UPOS != "DET"
}

// sentenceStart says whether token i opens its sentence.
func (s *scan) sentenceStart(i int32) bool { return s.sentence(i).First == i }

// made is the body or group of a state that a noun denotes. The state may be unknown.
func (s *scan) made(n *noun, country, name string) int32 {
	a := doc.Actor{Kind: record.Organization, Country: country, For: doc.None, Name: name}
	if n.kind != bodyNoun {
		a.Kind = record.Group
	}
	if country != "" {
		a.Key = country + ":" + n.id
		a.CAMEO = s.cameo(country, n.role)
		if i, ok := s.keys[a.Key]; ok {
			return i
		}
		a.For = s.state(country)
	} else {
		a.Key = "group:" + n.id
		a.CAMEO = n.role
	}
	return s.actor(a)
}

// nameFor is what the article calls a body or group of a state; where one phrase names those of several states, each by its own.
func (s *scan) nameFor(h *nounHit, country string, phrase doc.Span, several bool) string {
	if st := s.r.states[country]; several && st != nil && len(st.Adjectives) > 0 {
		return st.Adjectives[0] + " " + s.d.Words(h.Span)
	}
	return s.plainName(phrase)
}

// of is the group or body within a body: "UN peacekeepers", "Hamas leaders".
func (s *scan) of(n *noun, b int32, phrase doc.Span) int32 {
	top := &s.d.Actors[b]
	a := doc.Actor{
		Key: top.Key + ":" + n.id, Name: s.plainName(phrase), Kind: record.Organization, Country: top.Country, CAMEO: top.CAMEO, For: b,
	}
	if n.kind == groupNoun {
		a.Kind = record.Group
	}
	return s.actor(a)
}

// plainName is a phrase without its article and possessive pronoun.
func (s *scan) plainName(p doc.Span) string {
	for p.Len() > 1 && (s.d.Tokens[p.First].UPOS == "DET" || s.d.Tokens[p.First].XPOS == "PRP$") {
		p.First++
	}
	return strings.Join(strings.Fields(s.d.Words(p)), " ")
}

// earlier is the last actor before token i that the same noun denoted, or that has the noun in its name; or None.
func (s *scan) earlier(n *noun, i int32) int32 {
	for j, first := i-1, max(s.sentence(i).First, i-reach); j >= first; j-- { // "Hayama may travel, though the ministry has not said so"
		if k := s.personAt[j]; k != doc.None {
			if a, ok := s.keys[s.persons[s.mentions[k].person].country+":"+n.id]; ok {
				return a
			}
		}
	}
	if a, ok := s.last[n.id]; ok {
		return a
	}
	if n.kind != bodyNoun {
		return doc.None
	}
	for k, seen := s.lastHit(i), 0; k >= 0 && seen < 60; k, seen = k-1, seen+1 {
		h := &s.hits[k]
		if h.kind == bodyName && s.r.fold.text(s.d.Form(h.End-1)) == n.word {
			return s.body(s.r.bodies[h.id])
		}
	}
	return doc.None
}

// lastHit is the last hit before token i, or -1.
func (s *scan) lastHit(i int32) int {
	k, _ := slices.BinarySearchFunc(s.hits, i, func(h hit, i int32) int { return cmp.Compare(h.First, i) })
	return k - 1
}

// note keeps the actor that a noun denoted, under the noun and under the last word of a body's ("foreign-ministry").
func (s *scan) note(n *noun, a int32) {
	s.last[n.id] = a
	if k := strings.LastIndexByte(n.id, '-'); k >= 0 && n.kind == bodyNoun {
		switch general := n.id[k+1:]; general {
		case "ministry", "court", "bank":
			s.last[general] = a
		}
	}
}

// tie is the state that a noun without one belongs to by the article. Bodies are those of the state that reports; people are
// of where the sentence says that they were, or of the state that the article is about.
func (s *scan) tie(i int32, n *noun) string {
	if n.kind != groupNoun {
		return s.home
	}
	sent := s.sentence(i)
	for j := max(sent.First, i-reach); j < min(sent.End, i+reach); j++ {
		if !s.is(j, "in", "near", "at") || j+1 >= sent.End {
			continue
		}
		if c := s.placeCountry(j + 1); c != "" {
			return c
		}
		if h := s.hitAt[j+1]; h != doc.None && (s.hits[h].kind == stateName || s.hits[h].kind == capital) {
			return s.hits[h].id
		}
	}
	return s.main
}
