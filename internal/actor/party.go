package actor

import (
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
	"strings"
)

// referParties resolves phrases that mean two parties named before: "the two sides", "both leaders", "the pair".
func (s *scan) referParties() {
	var found []doc.Ref // added at the end: the references must stay in order
	for k := range s.found {
		h := &s.found[k]
		row := s.noun(h, partyNoun)
		if row == nil {
			continue
		}
		head := h.End - 1
		if s.refAt[head] != doc.None && !s.counted(h.First) || s.titleAt[head] != doc.None || s.personAt[head] != doc.None {
			continue
		}
		if !s.pairs(h, row) {
			continue
		}
		phrase := doc.Span{First: h.First, End: h.End}
		for phrase.First > 0 && s.in(phrase.First-1, "two") {
			phrase.First--
		}
		as := s.pair(phrase.First, head, row.use)
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
	if of != "states" {
		if as := s.lastTwo(i); len(as) == 2 {
			return as
		}
	}
	return s.topTwo(i, s.subject(head))
}

// lastTwo are the two persons named last before token i: both in its sentence, else both in the two sentences before,
// since one alone in the sentence is rather who speaks of them.
func (s *scan) lastTwo(i int32) []int32 {
	sent := s.d.Tokens[i].Sent
	end := s.firstRef(i)
	if as := s.personsBetween(sent, end); len(as) == 2 {
		return as
	}
	return s.personsBetween(sent-2, s.firstRef(s.d.Sentences[sent].First))
}

// personsBetween are the last two persons among the references before the end-th, back to a sentence.
func (s *scan) personsBetween(sent int32, end int) []int32 {
	var out []int32
	for k := end - 1; k >= 0 && s.d.Tokens[s.refs[k].Head].Sent >= sent; k-- {
		for _, a := range s.refs[k].Actors {
			if s.d.Actors[a].Kind == record.Person && (len(out) == 0 || out[0] != a) {
				out = append(out, a)
			}
			if len(out) == 2 {
				return []int32{out[1], out[0]}
			}
		}
	}
	return out
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
	for n := 0; up != doc.None && n < 4; up, n = d.Tokens[up].Head, n+1 {
		if c := d.Child(up, "nsubj"); c != doc.None && c < head {
			if r := s.refAt[c]; r != doc.None && len(s.refs[r].Actors) == 1 {
				return s.party(s.refs[r].Actors[0])
			}
			if k := max(s.titleAt[c], s.personAt[c]); k != doc.None {
				return s.party(s.persons[s.mentions[k].person].actor)
			}
			return doc.None
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
		if r.AsPlace {
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
