package actor

import (
	"cmp"
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// variedReach is how many sentences before an office the bare name of who holds it may stand.
const variedReach = 2

// unifyVaried gives a person named without an office the office that takes up the name, as papers vary their words: "Sir Keir Holm spoke in
// London. The prime minister said ...". The office is the subject and definite, and nobody else is named in between.
func (s *scan) unifyVaried() {
	for k := range s.refs {
		r := &s.refs[k]
		if r.Form != doc.Nominal || len(r.Actors) != 1 || !s.is(r.First, "the") || !doc.Is(s.d.Tokens[r.Head].Rel, "nsubj") || s.plural(r.Head) || s.bygone(r.Span) {
			continue
		}
		if r.First != s.sentence(r.Head).First && !s.speaks(r.Head) { // "she asked if the governor believed it" is not said of her
			continue
		}
		a := &s.d.Actors[r.Actors[0]]
		row := s.rowAt(r.Head)
		if a.Kind != record.Group || a.Office == "" || row == nil || row.role != "GOV" && row.role != "MIL" || row.has("n") || row.has("a") || row.has("g") || row.has("r") ||
			row.word == "counterpart" || row.word == "opposite number" || row.word == "colleague" {
			continue
		}
		if who := s.namedLast(r.Head, s.ownState(r)); who != doc.None {
			s.unify(r.Actors[0], who)
		}
	}
}

// bygone says whether the words of an office say that it is held no more.
func (s *scan) bygone(span doc.Span) bool {
	for i := span.First; i < span.End; i++ {
		if s.is(i, "former", "then", "ex", "late") {
			return true
		}
	}
	return false
}

// ownState is the state that the words of a reference name themselves, or "".
func (s *scan) ownState(r *doc.Ref) string {
	for i := r.First; i < r.End; i++ {
		if h := s.hitAt[i]; h != doc.None {
			return s.country(&s.hits[h])
		}
	}
	return ""
}

// namedLast is the person without an office who alone is named in the sentence before that of token i that last names persons, or, of several, the
// only one of the state; or None.
func (s *scan) namedLast(i int32, state string) int32 {
	d := s.d
	at, _ := slices.BinarySearchFunc(s.mentions, i, func(m mention, i int32) int { return cmp.Compare(m.name.First, i) })
	found, sent := doc.None, doc.None
	for k := at - 1; k >= 0; k-- {
		m := &s.mentions[k]
		here := d.Tokens[m.name.First].Sent
		if here == d.Tokens[i].Sent {
			return doc.None
		}
		if here < d.Tokens[i].Sent-variedReach || sent != doc.None && here < sent {
			break
		}
		sent = here
		p := &s.persons[m.person]
		if state != "" && p.country != state {
			continue
		}
		if p.actor == doc.None || p.row != nil || p.office != "" || p.body != doc.None || !s.soleHead(p) || found != doc.None && found != m.person {
			return doc.None
		}
		found = m.person
	}
	if found == doc.None || state == "" && !s.isSubject(found, sent) {
		return doc.None
	}
	return found
}

// handover is how many days the terms of one head and the next may share, as the table gives them.
const handover = 60

// soleHead says whether nobody else is known to have headed the person's state for long in the same term: of a president and a prime minister
// the text must say which is which.
func (s *scan) soleHead(p *person) bool {
	h := s.term(p.plain())
	if h == nil || h.office != "head" {
		return true
	}
	for i := range s.r.holders {
		o := &s.r.holders[i]
		if o.country != h.country || o.office != "head" || o.name == h.name {
			continue
		}
		from, to := h.from, h.to
		if o.from.Compare(from) > 0 {
			from = o.from
		}
		if to.IsZero() || !o.to.IsZero() && o.to.Compare(to) < 0 {
			to = o.to
		}
		if to.IsZero() || from.DaysUntil(to) > handover {
			return false
		}
	}
	return true
}

// isSubject says whether a person is the subject of a verb in the sentence.
func (s *scan) isSubject(who, sent int32) bool {
	first, _ := slices.BinarySearchFunc(s.mentions, s.d.Sentences[sent].First, func(m mention, i int32) int { return cmp.Compare(m.name.First, i) })
	for k := first; k < len(s.mentions) && s.d.Tokens[s.mentions[k].name.First].Sent == sent; k++ {
		if m := &s.mentions[k]; m.person == who && doc.Is(s.d.Tokens[s.headOf(m)].Rel, "nsubj") {
			return true
		}
	}
	return false
}

// takeUp gives a general noun that speaks to the one holder of an office who spoke in the sentence before: "Kremlin spokesman Ivan Lis said.
// “It is wrong,” the Kremlin official added." Not where such a one was told of without a name.
func (s *scan) takeUp() {
	d := s.d
	for k := range s.refs {
		r := &s.refs[k]
		if r.Form != doc.Nominal || len(r.Actors) != 1 || !s.is(r.First, "the") || s.plural(r.Head) || !s.in(r.Head, "anyoffice") || !s.speaks(r.Head) && !s.saysAfter(r.Head) {
			continue
		}
		a := &d.Actors[r.Actors[0]]
		sent := d.Tokens[r.Head].Sent
		if a.Kind != record.Group || s.bygone(r.Span) || sent == 0 {
			continue
		}
		told := false
		for j := k - 1; j >= 0 && d.Tokens[s.refs[j].Head].Sent >= sent-sameReach; j-- {
			told = told || len(s.refs[j].Actors) == 1 && s.refs[j].Actors[0] == r.Actors[0]
		}
		if who := s.spoke(sent - 1); !told && who != doc.None {
			if p := &s.persons[who]; p.row != nil && (p.row.role == "GOV" || p.row.role == "MIL") && !p.former && (a.Country == "" || a.Country == p.country) {
				r.Actors = []int32{p.actor}
				s.emptied = append(s.emptied, s.keys[a.Key])
			}
		}
	}
}

// saysAfter says whether token i heads a subject right before a verb of speaking, as behind a quotation that the tree takes for the main clause.
func (s *scan) saysAfter(i int32) bool {
	n := i + 1
	return int(n) < len(s.d.Tokens) && s.d.Tokens[n].UPOS == "VERB" && s.r.words["said"][s.d.Tokens[n].Lemma]
}

// spoke is the one person who speaks in a sentence, as the subject of a verb of speaking; or None.
func (s *scan) spoke(sent int32) int32 {
	found := doc.None
	first, _ := slices.BinarySearchFunc(s.mentions, s.d.Sentences[sent].First, func(m mention, i int32) int { return cmp.Compare(m.name.First, i) })
	for k := first; k < len(s.mentions) && s.d.Tokens[s.mentions[k].name.First].Sent == sent; k++ {
		m := &s.mentions[k]
		if !s.speaks(s.headOf(m)) || s.persons[m.person].actor == doc.None {
			continue
		}
		if found != doc.None && found != m.person {
			return doc.None
		}
		found = m.person
	}
	return found
}
