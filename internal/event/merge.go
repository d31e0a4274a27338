package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// lookBack is how many earlier events a mention is compared with.
const lookBack = 60

// merge makes one event of the mentions of one happening. Mentions that name too few parties and refer to nothing are left out.
func (s *scan) merge(in []*draft) []*draft {
	var out []*draft
	for _, f := range in {
		into := s.earlier(f, out)
		if into == nil && (f.lonely || len(f.src)+len(f.tgt) == 0) && s.retold(f, out) {
			into = s.earlier(f, out)
		}
		switch {
		case into != nil:
			s.join(into, f)
		case f.Status == record.Negated && family(f.act) == "REJECT" && len(f.tgt) == 0:
			s.leave(f.cand, "not refused") // "does not rule out contacts"
		case f.open && len(f.tgt) == 0:
			s.leave(f.cand, "asked of nobody")
		case f.nobody:
			if s.amidUnrest(f, out) {
				out = append(out, f)
			} else {
				s.leave(f.cand, "no actors")
			}
		case f.signed && len(f.src)+len(f.tgt) == 0:
			if s.signedThere(f, out) {
				out = append(out, f)
			} else {
				s.leave(f.cand, "no actors")
			}
		case f.amid:
			f.lonely = true
			s.adopt(f, out)
			out = append(out, f)
		case len(f.src)+len(f.tgt) == 0 && (f.paired || !f.From.IsZero() && s.betweenThem(f, f.cand)):
			if s.ofPair(f, out) {
				out = append(out, f)
			} else {
				s.leave(f.cand, "no actors")
			}
		case len(f.src)+len(f.tgt) == 0:
			s.leave(f.cand, "refers to no event that was found")
		default:
			out = append(out, f)
		}
	}
	for _, f := range out {
		s.adopt(f, out)
	}
	kept := out[:0]
	for _, f := range out {
		if f.amid && !f.lonely {
			if e := s.earlier(f, kept); e != nil {
				s.join(e, f)
				continue
			}
		}
		if f.lonely && (f.Status == record.Happened || f.Status == record.Ongoing || len(f.src) == 0) {
			s.leave(f.cand, "a contact with one side only")
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// earlier is the event told before that mention f tells again, or nil.
func (s *scan) earlier(f *draft, out []*draft) *draft {
	for i := len(out) - 1; i >= 0 && i >= len(out)-lookBack; i-- {
		if !(out[i].amid && out[i].lonely) && s.same(out[i], f) {
			return out[i]
		}
	}
	return nil
}

// adopt gives a contact that names one side ("after talks in Geneva") the parties of what the same sentence tells.
func (s *scan) adopt(f *draft, all []*draft) {
	if !f.lonely || f.cand.row.pos != 'N' || !f.Mutual {
		return
	}
	switch s.caseOf(f.Trigger) {
	case "after", "during", "following", "at", "of", "in":
	default:
		return
	}
	for _, o := range all {
		if f.amid { // what is done at talks is agreed there
			switch family(o.act) {
			case "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "ACCUSE", "REJECT", "THREATEN", "REQUEST", "01", "02":
				continue
			case "SANCTION":
				if !f.anaphor {
					continue
				}
			}
		}
		if o.sent == f.sent && f.amid && len(f.src)+len(f.tgt) == 0 && len(o.src) == 2 && o != f { // "in a call on Monday they both welcomed it"
			f.Source, f.Target = nil, nil
			for _, a := range o.Source {
				if s.code(a) == o.src[0] {
					f.Source = append(f.Source, a)
				} else {
					f.Target = append(f.Target, a)
				}
			}
			f.src, f.tgt, f.lonely = s.codes(f.Source), s.codes(f.Target), false
			return
		}
		if o == f || o.sent != f.sent || o.lonely || len(o.src) != 1 || len(o.tgt) != 1 || o.src[0] == o.tgt[0] || !compatible(union(f.src, f.tgt), union(o.src, o.tgt)) {
			continue
		}
		f.Source, f.Target, f.src, f.tgt = o.Source, o.Target, o.src, o.tgt
		f.lonely = false
		return
	}
}

// olderThanLead says whether b tells what is long past, and a, without a day, the news that the article begins with: "has recalled its
// envoy ... In March it recalled him, too".
func (s *scan) olderThanLead(a, b *draft) bool {
	pub := s.d.Published
	return !pub.IsZero() && a.From.IsZero() && a.sent < leadSentences && a.sent != b.sent && a.Status == record.Happened && !b.anaphor && !b.To.IsZero() && b.To.DaysUntil(pub) > longPast
}

// The news stands in the first sentences of an article; what is longer past than so many days is none.
const (
	leadSentences = 3
	longPast      = 60
)

// same says whether mention b tells the happening of event a.
func (s *scan) same(a, b *draft) bool {
	if family(a.act) != family(b.act) {
		return false
	}
	_, statusOK := merged(a.Status, b.Status)
	near := b.sent-a.sent <= 3
	purpose := slices.ContainsFunc(a.triggers, func(t int32) bool { return s.d.Tokens[t].Sent == b.sent }) && a.act.contact && b.act.contact && b.cand.row.pos == 'N' && s.caseOf(b.Trigger) == "for" // "is expected for a dinner with"
	if !statusOK && !(b.anaphor && b.Status == record.Happened && near) && !purpose {
		return false
	}
	if !a.From.IsZero() && !b.From.IsZero() && (a.From.Compare(b.To) > 0 || b.From.Compare(a.To) > 0) {
		return false
	}
	if s.olderThanLead(a, b) {
		return false
	}
	if a.Where != doc.None && b.Where != doc.None && a.Where != b.Where && s.d.Places[a.Where].Country != s.d.Places[b.Where].Country {
		return false
	}
	if a.amid && !b.anaphor && b.cand.row.pos == 'V' { // what the sentence of the talks does not tell itself may be others
		return false
	}
	empty := len(b.src)+len(b.tgt) == 0
	if empty {
		return b.anaphor && b.sent-a.sent <= 12
	}
	if b.Mutual && a.act != b.act && family(b.act) == "SANCTION" && !b.anaphor { // they cut ties, and recalled their envoys
		return false
	}
	if b.act.contact || b.Mutual && !speech(b.act) {
		pa, pb := union(a.src, a.tgt), union(b.src, b.tgt)
		small, large := pa, pb
		if len(small) > len(large) {
			small, large = large, small
		}
		for _, c := range small {
			if !slices.Contains(large, c) {
				return false
			}
		}
		if len(small) < len(large) && !(b.anaphor || a.sent == b.sent || b.lonely && near || a.lonely && near) {
			return false
		}
		if a.sent != b.sent && a.From.IsZero() != b.From.IsZero() && s.former(b.Trigger) {
			return false
		}
		if s.otherPeople(a, b) && !(b.anaphor && near) || a.sent != b.sent && !b.anaphor && s.another(b) {
			return false
		}
		return true
	}
	asrc, atgt := s.fine(a.Source), s.fine(a.Target)
	bsrc, btgt := s.fine(b.Source), s.fine(b.Target)
	if !compatible(asrc, bsrc) || !compatible(atgt, btgt) || !meets(asrc, bsrc) && !meets(atgt, btgt) && !(b.anaphor && near) && !s.outcome(a, b) {
		return false
	}
	if a.sent == b.sent {
		if family(b.act) == "COERCE" && len(b.tgt) > 0 && a.act.mode != b.act.mode && s.d.Tokens[b.Trigger].Rel == "conj" && s.isVerb(b.Trigger) { // "arrested ten men and seized a boat"
			return false
		}
		return !s.sequel(a.Trigger, b.Trigger) && !s.sequel(b.Trigger, a.Trigger)
	}
	if s.otherPeople(a, b) && !b.anaphor { // two men of one group
		return false
	}
	if speech(b.act) {
		return b.anaphor && s.lemma[a.Trigger] == s.lemma[b.Trigger]
	}
	switch family(b.act) {
	case "PROTEST":
		if a.act.mode != "riot" && b.act.mode != "riot" {
			return true // a wave of demonstrations is one
		}
		return b.anaphor || a.act == b.act && s.lemma[a.Trigger] == s.lemma[b.Trigger]
	case "ASSAULT", "COERCE": // many blows are told; one is told again in the same words or by "the attack"
		return b.anaphor || a.act == b.act && s.lemma[a.Trigger] == s.lemma[b.Trigger]
	}
	return a.act == b.act || b.anaphor
}

// sequel says whether t stands in a clause with "after", "before" or "since" below token top: then it is another happening.
func (s *scan) sequel(top, t int32) bool {
	marked := false
	for range maxDepth {
		if t == top {
			return marked
		}
		switch s.caseOf(t) {
		case "after", "before", "since":
			marked = true
		}
		if t = s.d.Tokens[t].Head; t == doc.None {
			return false
		}
	}
	return false
}

// outcome says whether b tells what the blow a did, in the same sentence: "shelled the town, killing ten".
func (s *scan) outcome(a, b *draft) bool {
	return a.sent == b.sent && a.Trigger < b.Trigger && family(b.act) == "ASSAULT" && len(b.Source) == 0 && s.d.Tokens[b.Trigger].XPOS == "VBG"
}

// another says whether the clause of a mention sets it off from what was told before: "later spoke", "met again".
func (s *scan) another(b *draft) bool {
	v := s.clause(b.Trigger)
	for c := range s.d.Children(v) {
		if s.d.Tokens[c].Rel != "advmod" {
			continue
		}
		switch strings.ToLower(s.d.Form(c)) {
		case "later", "earlier", "again", "previously", "subsequently", "separately", "afterwards", "afterward", "then":
			return true
		}
	}
	return false
}

// former says whether a noun tells by its words of another time than the one told before: "his first visit", "an earlier meeting".
func (s *scan) former(t int32) bool {
	if !s.nominal(t) {
		return false
	}
	own, first := false, false
	for c := range s.d.Children(t) {
		switch s.lemma[c] {
		case "earlier", "previous", "former", "past":
			return true
		case "first", "last", "second":
			first = true
		}
		own = own || s.d.Tokens[c].Rel == "nmod:poss"
	}
	return own && first
}

// otherPeople says whether two contacts name different persons of the same side.
func (s *scan) otherPeople(a, b *draft) bool {
	if len(a.persons) == 0 || len(b.persons) == 0 {
		return false
	}
	for _, p := range a.persons {
		if slices.Contains(b.persons, p) {
			return false
		}
	}
	for _, p := range a.persons {
		for _, q := range b.persons {
			if s.code(s.party(p)) == s.code(s.party(q)) {
				return true
			}
		}
	}
	return false
}

func (s *scan) fine(list []int32) []string {
	var out []string
	for _, a := range list {
		if c := s.fineCode(a); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, c := range b {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// compatible says whether one of two lists of parties holds the other.
func compatible(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, c := range a {
		if !slices.Contains(b, c) {
			return false
		}
	}
	return true
}

func meets(a, b []string) bool {
	for _, c := range a {
		if slices.Contains(b, c) {
			return true
		}
	}
	return false
}

// join adds mention b to event a.
func (s *scan) join(a, b *draft) {
	a.mentions++
	a.triggers = append(a.triggers, b.triggers...)
	a.absorbed = append(a.absorbed, b.triggers...)
	if st, ok := merged(a.Status, b.Status); ok && st != a.Status {
		a.Status = st
		if code := codeFor(a.act, st); code != "" && code != a.code {
			a.code, a.Contexts = code, nil
			s.r.derive(&a.Event, a.act, code)
		}
	}
	if !slices.Contains(a.Evidence, b.Evidence[0]) {
		a.Evidence = append(a.Evidence, b.Evidence...)
	}
	if a.sent == b.sent && a.cand.row.pos == 'N' && b.cand.row.pos == 'V' { // the verb's arguments name the sides better
		if len(b.SourceWords) > 0 {
			a.SourceWords = b.SourceWords
		}
		if len(b.TargetWords) > 0 {
			a.TargetWords = b.TargetWords
		}
	}
	for _, x := range b.Source {
		if !slices.Contains(a.src, s.code(x)) && !slices.Contains(a.tgt, s.code(x)) {
			if len(a.Source) == 0 {
				a.Source, a.SourceWords = append(a.Source, x), b.SourceWords
			} else if a.Mutual || a.act.contact {
				a.Target = append(a.Target, x)
			}
		}
	}
	for _, x := range b.Target {
		if !slices.Contains(a.src, s.code(x)) && !slices.Contains(a.tgt, s.code(x)) {
			if len(a.Target) == 0 {
				a.TargetWords = b.TargetWords
			}
			a.Target = append(a.Target, x)
		}
	}
	a.src, a.tgt = s.codes(a.Source), s.codes(a.Target)
	if a.lonely && s.count(a) >= 2 {
		a.lonely = false
	}
	a.persons = addUnique(a.persons, b.persons...)
	a.Topics = append(a.Topics, b.Topics...)
	if a.From.IsZero() && !b.From.IsZero() {
		a.Time, a.From, a.To, a.Vague, a.Basis = b.Time, b.From, b.To, b.Vague, "inherited"
	}
	if a.Vague && !b.Vague && b.Basis != "" && a.From.Compare(b.From) <= 0 && b.To.Compare(a.To) <= 0 { // "seven years after they broke off ties", and then the month
		a.Time, a.From, a.To, a.Vague, a.Basis = b.Time, b.From, b.To, false, b.Basis
	}
	if a.Where == doc.None {
		a.Where = b.Where
	}
	if len(b.AccordingTo) == 0 {
		a.AccordingTo = nil // the article asserts it itself
	} else if len(a.AccordingTo) > 0 {
		a.AccordingTo = addUnique(a.AccordingTo, b.AccordingTo...)
	}
	if s.d.Explain {
		a.Why = append(a.Why, b.Why...)
	}
}
