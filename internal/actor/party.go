package actor

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// referParties resolves phrases that mean two or three parties named before: "the two sides", "both leaders", "the pair", "the three countries".
func (s *scan) referParties() {
	var found []doc.Ref // added at the end: the references must stay in order
	for k := range s.found {
		h := &s.found[k]
		row := s.noun(h, partyNoun)
		if row == nil {
			continue
		}
		head := h.End - 1
		if s.refAt[head] != doc.None && !s.counted(h.First) || s.titleAt[head] != doc.None && s.mentions[s.titleAt[head]].whole.First >= h.First || s.personAt[head] != doc.None {
			continue
		}
		phrase := doc.Span{First: h.First, End: h.End}
		for phrase.First > 0 && s.in(phrase.First-1, "two") {
			phrase.First--
		}
		var as []int32
		switch {
		case row.use == "three": // "all three are to meet"
			if s.allThree(head) {
				as = s.together(phrase.First, 3, togetherBack)
			}
		case s.pairs(h, row):
			as = s.pair(phrase.First, head, row.use)
		case row.use == "people" || row.use == "either" || !s.plural(head):
		case s.is(h.First-1, "three"):
			as = s.together(phrase.First, 3, togetherBack)
		case row.use == "persons" && (s.is(h.First-1, "their") || s.is(h.First-1, "the") && s.is(head, "presidents", "ministers", "premiers", "leaders")): // "Chile and Peru signed it after talks between their ministers"
			as = s.together(phrase.First, 2, 1)
		}
		if len(as) < 2 {
			continue
		}
		if r := s.refAt[head]; r != doc.None {
			s.refs[r].Actors, s.refs[r].Form, s.refs[r].Span = as, doc.Nominal, phrase
			continue
		}
		found = append(found, doc.Ref{Span: phrase, Head: head, Name: phrase, Actors: as, Form: doc.Nominal})
	}
	for _, r := range found {
		s.refer(r)
	}
}

// allThree says whether "three" at token i means all of three: "all three", "the three".
func (s *scan) allThree(i int32) bool {
	t := &s.d.Tokens[i]
	return s.is(i-1, "all", "the") && (doc.Is(t.Rel, "nsubj") || t.Rel == "obj" || t.Rel == "nmod:poss")
}

// counted says whether "two" or "both" stands before token i.
func (s *scan) counted(i int32) bool {
	for n := 0; i > 0 && n < 3; n++ {
		i--
		if s.is(i, "two", "both") {
			return true
		}
		if s.d.Tokens[i].UPOS != "ADJ" && s.d.Tokens[i].Rel != "compound" {
			return false
		}
	}
	return false
}

// pairs says whether the phrase means two parties: "the two", "both sides", "the pair", "between the countries".
func (s *scan) pairs(h *nounHit, row *noun) bool {
	head := h.End - 1
	t := &s.d.Tokens[head]
	if row.use == "either" {
		switch {
		case s.is(head, "two"):
			return s.is(head-1, "the") && (t.Rel == "nsubj" || t.Rel == "nsubj:pass" || t.Rel == "obj" || t.Rel == "obl" || t.Rel == "nmod" || t.Rel == "nmod:poss")
		case s.is(head, "both"):
			return t.Rel == "nsubj" || t.Rel == "obj"
		}
		return s.is(head-1, "the")
	}
	if _, us := s.keys["USA:democrats"]; !s.plural(head) || us && s.is(head, "parties") { // in American politics the two parties are others
		return false
	}
	if s.counted(h.First) {
		return true
	}
	return s.is(h.First-1, "the") && row.use == "states" && s.in(head, "sides")
}

// pair is the two parties that the text up to token i is most about: persons, states or bodies.
func (s *scan) pair(i, head int32, of string) []int32 {
	if of == "people" {
		return s.lastTwo(i, head, peopleBack)
	}
	if of != "states" {
		if as := s.lastTwo(i, head, personsBack); len(as) == 2 {
			return as
		}
	}
	aside := s.subject(head)
	if third := max(aside, s.teller(head)); third != doc.None { // a third who tells of the two or urges them
		if as := s.joined(i, false); len(as) == 2 && !slices.Contains(as, third) {
			return as
		}
	}
	if aside == doc.None {
		if as := s.joined(i, true); len(as) == 2 {
			return as
		}
	}
	return s.topTwo(i, aside)
}

// firstRef is the first reference whose head stands at or after token i; the references are in order.
func (s *scan) firstRef(i int32) int {
	lo, hi := 0, len(s.refs)
	for lo < hi {
		mid := (lo + hi) / 2
		if s.refs[mid].Head < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// subject is the party that acts on token head: the subject of the verbs above it, or None.
func (s *scan) subject(head int32) int32 {
	d := s.d
	if doc.Is(d.Tokens[head].Rel, "nsubj") { // who says what the two did may be one of them
		return doc.None
	}
	up := d.Tokens[head].Head
	for n, cur := 0, head; up != doc.None && n < 4; cur, up, n = up, d.Tokens[up].Head, n+1 {
		if by := d.Child(cur, "case"); by != doc.None && s.is(by, "after", "before", "since", "until") { // "after the two countries met"
			return doc.None
		}
		if doc.Is(d.Tokens[cur].Rel, "nsubj") { // it acts itself
			return doc.None
		}
		if c := d.Child(up, "nsubj"); c != doc.None && c < head {
			return s.partyAt(c)
		}
	}
	return doc.None
}

// topTwo are the two parties that weigh most before token i, one aside: each mention counts, the nearer the more.
func (s *scan) topTwo(i, aside int32) []int32 {
	type weight struct {
		actor int32
		w     float64
		first int
	}
	var all []weight
	sent := s.d.Tokens[i].Sent
	for k, seen := s.firstRef(i)-1, 0; k >= 0 && seen < 80; k, seen = k-1, seen+1 {
		r := &s.refs[k]
		if len(r.Actors) > 2 {
			continue
		}
		w := 1.0
		for n := s.d.Tokens[r.Head].Sent; n < sent && w > 0.01; n++ {
			w *= 0.7
		}
		if r.AsPlace || s.mediates(r.Head) {
			w /= 4
		} else if s.acts(r.Head) {
			w *= 1.5
		}
		for n, a := range r.Actors {
			p := s.party(a)
			if p == doc.None || p == aside {
				continue
			}
			found := false
			for j := range all {
				if all[j].actor == p {
					all[j].w += w
					all[j].first = 2*k + n
					found = true
				}
			}
			if !found {
				all = append(all, weight{p, w, 2*k + n})
			}
		}
	}
	if len(all) < 2 {
		return nil
	}
	a, b := -1, -1
	for j := range all {
		switch {
		case a < 0 || all[j].w > all[a].w:
			a, b = j, a
		case b < 0 || all[j].w > all[b].w:
			b = j
		}
	}
	if all[b].first < all[a].first {
		a, b = b, a
	}
	return []int32{all[a].actor, all[b].actor}
}

// mediates says whether token i names who brings others together: "Oman hosted talks between Kenya and Somalia", "brokered by Oman",
// "Omani mediators".
func (s *scan) mediates(i int32) bool {
	t := &s.d.Tokens[i]
	if s.r.words["mediator"][t.Lemma] {
		return true
	}
	if t.Head == doc.None {
		return false
	}
	up := s.d.Tokens[t.Head].Lemma
	if s.r.words["mediator"][up] {
		return true
	}
	by := s.d.Child(i, "case")
	return s.r.words["mediate"][up] && (t.Rel == "nsubj" || by != doc.None && s.is(by, "by"))
}

// acts says whether token i is a subject or joined to one.
func (s *scan) acts(i int32) bool {
	for n := 0; n < 4 && s.d.Tokens[i].Rel == "conj" && s.d.Tokens[i].Head != doc.None; n++ {
		i = s.d.Tokens[i].Head
	}
	return doc.Is(s.d.Tokens[i].Rel, "nsubj")
}

// party is the state or body that an actor stands for, or None where it can be no side.
func (s *scan) party(a int32) int32 {
	if a == doc.None {
		return doc.None
	}
	k := &s.d.Actors[a]
	if strings.HasPrefix(k.Key, media) {
		return doc.None
	}
	if k.Country != "" {
		for _, role := range [...]string{"REB", "SEP", "UAF", "OPP"} { // rebels are a side of their own
			if strings.HasSuffix(k.CAMEO, role) && k.Kind != record.Person {
				return a
			}
		}
		return s.state(k.Country)
	}
	if strings.HasPrefix(k.Key, "group:") && (k.CAMEO == "" || !strings.Contains("REB SEP UAF OPP", k.CAMEO)) {
		return doc.None
	}
	if k.Kind == record.Organization && k.CAMEO != "" && k.For == doc.None {
		return a
	}
	if k.For != doc.None {
		return k.For
	}
	return doc.None
}
