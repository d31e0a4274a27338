package actor

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// How many sentences back two persons, and two parties that the text joins, are looked for.
const (
	peopleBack  = 6 // "the two men", who can mean no states
	personsBack = 3
	joinedBack  = 6

	togetherBack = 8 // "the three ministers"
)

// lastTwo are the two persons whom a phrase headed by token head means: both in its sentence before token i, else those that one of the
// sentences before names together, the nearest first, else both in the two sentences before, since one alone in the sentence is rather
// who speaks of them.
func (s *scan) lastTwo(i, head, back int32) []int32 {
	sent := s.d.Tokens[i].Sent
	sex := s.sexOf(head)
	if as := s.personsBetween(sent, s.firstRef(i), sex); len(as) == 2 {
		return as
	}
	for k := sent - 1; k >= max(0, sent-back); k-- {
		as := s.personsBetween(k, s.firstRef(s.d.Sentences[k].Span.End), sex)
		if len(as) == 2 && (sex != 0 || s.apart(as[0], as[1])) {
			return as
		}
	}
	first := s.firstRef(s.d.Sentences[sent].First)
	if as := s.personsBetween(max(0, sent-2), first, sex); len(as) == 2 || sex != 0 {
		return as
	}
	return s.heads(max(0, sent-peopleBack), first)
}

// heads are the last two persons among the references before the end-th, back to a sentence, who head states, and not the same one; or none.
func (s *scan) heads(sent int32, end int) []int32 {
	last := doc.None
	for k := end - 1; k >= 0 && s.d.Tokens[s.refs[k].Head].Sent >= sent; k-- {
		if len(s.refs[k].Actors) != 1 {
			continue
		}
		a := s.refs[k].Actors[0]
		p := &s.d.Actors[a]
		if p.Kind != record.Person || p.Country == "" || !slices.ContainsFunc(strings.Fields(s.r.fold.text(p.Office)), func(w string) bool { return s.r.words["heads"][w] }) {
			continue
		}
		switch {
		case last == doc.None:
			last = a
		case s.d.Actors[last].Country != p.Country:
			return []int32{a, last}
		}
	}
	return nil
}

// sexOf is the gender that a noun tells: "men", "women"; 0 where it tells none.
func (s *scan) sexOf(head int32) byte {
	switch s.d.Tokens[head].Lemma {
	case "man":
		return 'm'
	case "woman":
		return 'f'
	}
	return 0
}

// apart says whether two actors are not known to be of one state.
func (s *scan) apart(a, b int32) bool {
	x, y := s.d.Actors[a].Country, s.d.Actors[b].Country
	return x == "" || y == "" || x != y
}

// personsBetween are the last two persons among the references before the end-th, back to a sentence; of a gender where it is given.
func (s *scan) personsBetween(sent int32, end int, sex byte) []int32 {
	var out []int32
	for k := end - 1; k >= 0 && s.d.Tokens[s.refs[k].Head].Sent >= sent; k-- {
		for _, a := range s.refs[k].Actors {
			if g := s.gender[a]; s.d.Actors[a].Kind != record.Person || sex != 0 && g != 0 && g != sex || slices.Contains(out, a) {
				continue
			}
			if out = append(out, a); len(out) == 2 {
				return []int32{out[1], out[0]}
			}
		}
	}
	return out
}

// teller is the party that tells what the subject at token head does: "Oman said the two countries had agreed"; or None.
func (s *scan) teller(head int32) int32 {
	d := s.d
	if !doc.Is(d.Tokens[head].Rel, "nsubj") {
		return doc.None
	}
	for v, n := d.Tokens[head].Head, 0; v != doc.None && n < 4; v, n = d.Tokens[v].Head, n+1 {
		if up := d.Tokens[v].Head; d.Tokens[v].Rel == "ccomp" && up != doc.None && s.r.words["tell"][d.Tokens[up].Lemma] {
			if c := d.Child(up, "nsubj"); c != doc.None {
				return s.partyAt(c)
			}
			return doc.None
		}
	}
	return doc.None
}

// partyAt is the party of the one actor that token i means, or None.
func (s *scan) partyAt(i int32) int32 {
	if r := s.refAt[i]; r != doc.None && len(s.refs[r].Actors) == 1 {
		return s.party(s.refs[r].Actors[0])
	}
	if k := max(s.titleAt[i], s.personAt[i]); k != doc.None {
		return s.party(s.persons[s.mentions[k].person].actor)
	}
	return doc.None
}

// joined are the two parties that the text before token i joined last: "talks between Kenya and Somalia", "Kenya and Somalia agreed",
// "Kenyan and Somali officials", "the Kenyan minister met his Somali counterpart"; or none. mutual asks that they be two sides: of a meeting, a
// deal, a fight.
func (s *scan) joined(i int32, mutual bool) []int32 {
	sent := s.d.Tokens[i].Sent
	for k := s.firstRef(i) - 1; k >= 0 && s.d.Tokens[s.refs[k].Head].Sent >= sent-joinedBack; k-- {
		r := &s.refs[k]
		var a, b int32
		if up := s.d.Tokens[r.Head].Head; len(r.Actors) == 2 && mutual && !(up != doc.None && doc.Is(s.d.Tokens[r.Head].Rel, "nsubj") && s.r.words["mutual"][s.d.Tokens[up].Lemma]) {
			continue
		}
		if len(r.Actors) == 2 {
			a, b = s.party(r.Actors[0]), s.party(r.Actors[1])
		} else {
			a, b = s.joinedAt(r.Head, mutual)
		}
		if a != doc.None && b != doc.None && a != b {
			return []int32{a, b}
		}
	}
	return nil
}

// together are the n parties that the text before token i names together last, in at most so many sentences before that of the token; or
// none: "the presidents of Chad, Mali and Niger", "Chad, Mali and Niger agreed".
func (s *scan) together(i int32, n int, back int32) []int32 {
	sent := s.d.Tokens[i].Sent
	for k := s.firstRef(i) - 1; k >= 0 && s.d.Tokens[s.refs[k].Head].Sent >= sent-back; k-- {
		r := &s.refs[k]
		var parties []int32
		add := func(p int32) {
			if p != doc.None && !slices.Contains(parties, p) {
				parties = append(parties, p)
			}
		}
		if len(r.Actors) > 1 {
			for _, a := range r.Actors {
				add(s.party(a))
			}
		} else if head := s.d.Tokens[r.Head].Head; s.d.Tokens[r.Head].Rel == "conj" && head != doc.None {
			add(s.partyAt(head))
			for c := range s.d.Children(head) {
				if s.d.Tokens[c].Rel == "conj" {
					add(s.partyAt(c))
				}
			}
		}
		if len(parties) == n {
			return parties
		}
		if len(parties) > n {
			return nil
		}
	}
	return nil
}

// joinedAt are the parties that token i joins as the latter of a pair: after "and", or met by the subject.
func (s *scan) joinedAt(i int32, mutual bool) (a, b int32) {
	d := s.d
	t := &d.Tokens[i]
	if t.Head == doc.None {
		return doc.None, doc.None
	}
	switch {
	case t.Rel == "conj":
		n := 0
		for c := range d.Children(t.Head) {
			if d.Tokens[c].Rel == "conj" && s.refAt[c] != doc.None {
				n++
			}
		}
		c, up := d.Child(t.Head, "case"), d.Tokens[t.Head].Head
		between := c != doc.None && s.is(c, "between")
		acts := up != doc.None && doc.Is(d.Tokens[t.Head].Rel, "nsubj") && (!mutual || s.r.words["mutual"][d.Tokens[up].Lemma])
		if n != 1 || !between && !acts {
			return doc.None, doc.None
		}
		return s.partyAt(t.Head), s.partyAt(i)
	case (t.Rel == "obj" || doc.Is(t.Rel, "obl")) && s.r.words["meet"][d.Tokens[t.Head].Lemma]:
		if c := d.Child(i, "case"); t.Rel != "obj" && (c == doc.None || !s.is(c, "with")) {
			return doc.None, doc.None
		}
		if c := d.Child(t.Head, "nsubj"); c != doc.None {
			return s.partyAt(c), s.partyAt(i)
		}
	}
	return doc.None, doc.None
}
