package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

func isStatus(s string) bool {
	switch s {
	case record.Happened, record.Ongoing, record.Planned, record.Proposed, record.Postponed, record.Cancelled,
		record.Refused, record.Denied, record.Negated, record.Possible:
		return true
	}
	return false
}

// statusOf reads the status of the act at token t: from the form of its verb, from the words that govern it, outwards.
func (s *scan) statusOf(t int32) (string, []operator) {
	st := s.own(t)
	if st == record.Refused && s.at[t] != nil && s.at[t].act.contact && s.asPlanned(t) { // "will not travel to Rome as planned"
		return record.Cancelled, nil
	}
	held := s.heldBy(t)
	if held != doc.None {
		if r := s.stops(held); r != nil { // "that had been planned for June was called off"
			return under(r.status, s.own(held)), []operator{{r, held}}
		}
		if st = under(st, s.own(held)); st == record.Refused { // "the talks will not take place"
			st = record.Cancelled
		}
		if st == record.Negated || st == record.Cancelled {
			return st, nil
		}
	}
	var used []operator
	seen := map[int32]bool{t: true}
	for cur := t; ; {
		// the words that say something about the act at cur
		var up operator
		for _, o := range s.ops[cur] {
			if seen[o.tok] && o.tok != t || held != doc.None && o.tok > t && o.tok < held {
				continue
			}
			if up.row == nil || o.row.weight > up.row.weight {
				up = o
			}
		}
		if up.row != nil {
			outer := record.Happened
			if up.tok != t {
				outer = s.own(up.tok)
			}
			st = under(st, under(up.row.status, outer))
			used = append(used, up)
			if up.tok == t || seen[up.tok] {
				return st, used
			}
			seen[up.tok] = true
			cur = up.tok
			continue
		}
		next := s.governor(cur)
		if next == doc.None || seen[next] {
			return st, used
		}
		seen[next] = true
		if !s.finiteSelf(cur) {
			s.mute = doc.Is(s.d.Tokens[cur].Rel, "nsubj") // "talks made no progress" were held
			st = under(st, s.own(next))
			s.mute = false
		}
		cur = next
	}
}

// governor is the word whose mood reaches the act at t: the light verb of a noun, the verb of an infinitive.
func (s *scan) governor(t int32) int32 {
	k := &s.d.Tokens[t]
	h := k.Head
	if h == doc.None {
		return doc.None
	}
	switch {
	case s.nominal(t) && (k.Rel == "obj" || doc.Is(k.Rel, "nsubj")) && s.isVerb(h):
		if s.r.light[s.lemma[h]] || doc.Is(k.Rel, "nsubj") && s.future(h) {
			return h
		}
	case s.nominal(t) && doc.Is(k.Rel, "obl") && s.caseOf(t) == "for" && s.isVerb(h) && s.at[t] != nil && s.at[t].act.contact: // "will come for talks"
		return h
	case k.Rel == "conj" && (s.isVerb(h) && !s.finiteSelf(t) || s.nominal(t)):
		return h
	case k.Rel == "xcomp":
		return h
	}
	return doc.None
}

func (s *scan) future(v int32) bool { return s.own(v) == record.Planned }

// finiteSelf says whether verb t carries its own tense.
func (s *scan) finiteSelf(t int32) bool {
	switch s.d.Tokens[t].XPOS {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	for c := range s.d.Children(t) {
		if doc.Is(s.d.Tokens[c].Rel, "aux") {
			return true
		}
	}
	return false
}

// under is the status of an act told within one of status outer.
func under(inner, outer string) string {
	switch outer {
	case record.Happened, "":
		return inner
	case record.Ongoing:
		if inner == record.Happened {
			return outer
		}
		return inner
	case record.Negated, record.Denied:
		switch inner {
		case record.Postponed, record.Cancelled:
			return record.Planned
		case record.Negated, record.Denied:
			return record.Happened
		case record.Refused:
			return record.Possible
		}
		return outer
	case record.Possible:
		switch inner {
		case record.Negated, record.Denied, record.Refused:
			return inner
		}
		return outer
	case record.Planned:
		switch inner {
		case record.Happened, record.Ongoing:
			return outer
		}
		return inner
	case record.Proposed:
		return outer
	}
	// refused, postponed, cancelled
	switch inner {
	case record.Negated:
		return record.Planned
	}
	return outer
}

// own is the status that the form of the word itself gives.
func (s *scan) own(t int32) string {
	if s.nominal(t) {
		return s.ownOfNoun(t)
	}
	m := s.moodOf(t)
	if m.condition && m.status == record.Planned { // "whether he would visit"
		m.status = record.Possible
	}
	if c := s.turned(t); c != doc.None {
		if s.lemma[c] == "have" && m.neg { // "had Chile not vetoed it": it did
			return record.Happened
		}
		m.status, m.finite = record.Possible, true
	}
	if m.to && m.beTo && m.status == record.Happened { // "they are to meet"
		m.status = record.Planned
	}
	if m.to && m.status == record.Happened && !m.finite && s.aheadOf(t) {
		m.status = record.Planned
	}
	if m.ongoing && m.present && m.status == record.Happened {
		m.status = record.Ongoing
	}
	if !m.neg && !m.without {
		return m.status
	}
	switch {
	case m.status == record.Proposed:
		return record.Proposed
	case m.status == record.Planned && !m.to: // "will not lift the ban" refuses to
		return record.Refused
	}
	return record.Negated
}

// ownOfNoun is the status that a noun's own words give it: "no talks", "it will be the first meeting of the two".
func (s *scan) ownOfNoun(t int32) string {
	for c := range s.d.Children(t) {
		if s.d.Tokens[c].Rel == "det" && (s.lemma[c] == "no" || s.lemma[c] == "neither") {
			return record.Negated
		}
	}
	if c := s.at[t]; c != nil && c.act.contact && s.d.Child(t, "cop") != doc.None {
		if c := s.d.Child(t, "aux"); c != doc.None && (s.lemma[c] == "will" || s.lemma[c] == "would" || s.lemma[c] == "shall") {
			return record.Planned
		}
	}
	return record.Happened
}

// mood is what the small words at a verb say of it.
type mood struct {
	status       string // by its auxiliaries and conjunctions
	neg, without bool
	to, beTo     bool // an infinitive; "are to"
	finite       bool
	condition    bool // it stands behind "if", "unless", "whether"
	ongoing      bool // a form of "be" with the present participle
	present      bool // that form is not of the past
}

// moodOf reads the small words at verb t, and those that it shares with the verb before it.
func (s *scan) moodOf(t int32) mood {
	k := &s.d.Tokens[t]
	m := mood{status: record.Happened, finite: k.XPOS == "VBD" || k.XPOS == "VBZ" || k.XPOS == "VBP"}
	s.lookAt(&m, t, k.XPOS)
	if k.Rel == "conj" && !m.finite && !m.to && k.Head != doc.None && s.isVerb(k.Head) && (k.XPOS == "VB" || k.XPOS == "VBN" || k.XPOS == "VBG") {
		own := m.neg
		s.lookAt(&m, k.Head, k.XPOS)
		m.neg = own || m.neg && s.lemma[t] != "" && k.XPOS == "VB"
	}
	return m
}

// lookAt adds to the mood of a verb with the tag xpos what stands at verb v.
func (s *scan) lookAt(m *mood, v int32, xpos string) {
	for c := range s.d.Children(v) {
		k := &s.d.Tokens[c]
		if k.Rel != "aux" && k.Rel != "aux:pass" && k.Rel != "cop" && k.Rel != "mark" && k.Rel != "advmod" && k.UPOS != "PART" && k.Rel != "case" {
			if (doc.Is(k.Rel, "nsubj") || k.Rel == "obj" && !s.mute) && s.negated(c) {
				m.neg = true
			}
			continue
		}
		switch l := s.lemma[c]; {
		case l == "not" || l == "n't" || l == "never" || l == "n’t":
			m.neg = true
		case k.UPOS == "AUX":
			m.finite = m.finite || finiteTag(k.XPOS)
			s.auxiliary(m, v, c, xpos)
		case l == "to" && (k.Rel == "mark" || k.UPOS == "PART"):
			m.to = true
		case (l == "if" || l == "unless" || l == "whether") && k.Rel == "mark":
			m.status, m.finite, m.condition = record.Possible, true, true
		case l == "without":
			m.without = true
		case k.Rel == "advmod" && (l == "possibly" || l == "perhaps" || l == "maybe"):
			m.status = record.Possible
		}
	}
}

// auxiliary adds to the mood of a verb with the tag xpos what the auxiliary c at verb v says.
func (s *scan) auxiliary(m *mood, v, c int32, xpos string) {
	k := &s.d.Tokens[c]
	switch s.lemma[c] {
	case "will", "shall", "'ll", "wo", "’ll":
		m.status = record.Planned
	case "would", "'d":
		m.status = record.Planned
		if s.irreal(v) {
			m.status = record.Possible
		}
	case "may", "might", "could", "can":
		m.status = record.Possible
	case "should", "must", "ought":
		m.status = record.Proposed
	case "be":
		m.beTo = m.beTo || finiteTag(k.XPOS)
		m.ongoing = m.ongoing || xpos == "VBG"
		m.present = m.present || k.XPOS == "VBZ" || k.XPOS == "VBP" || k.XPOS == "VBN"
	}
}

// aheadOf says whether infinitive t, which nothing governs, is still to come.
func (s *scan) aheadOf(t int32) bool {
	if s.firstTo(t) {
		return false
	}
	k := &s.d.Tokens[t]
	if k.Head == doc.None || k.Rel == "advcl" || k.Rel == "root" || doc.Is(k.Rel, "acl") {
		return true
	}
	return k.Rel == "xcomp" && s.lemma[k.Head] == "be"
}

func finiteTag(xpos string) bool {
	switch xpos {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// firstTo says whether infinitive t tells what somebody was the first to do.
func (s *scan) firstTo(t int32) bool {
	h := s.d.Tokens[t].Head
	if h == doc.None || !s.nominal(h) {
		return false
	}
	if s.lemma[h] == "decision" || s.lemma[h] == "move" { // "the decision to recall its envoy"
		c := s.at[t]
		return c == nil || !c.act.contact
	}
	for c := range s.d.Children(h) {
		switch s.lemma[c] {
		case "first", "second", "third", "last", "only", "latest":
			return true
		}
	}
	switch s.lemma[h] {
	case "first", "second", "third", "last", "latest":
		return true
	}
	return false
}

// negated says whether a noun phrase denies itself: "no one", "neither side", "none of them".
func (s *scan) negated(h int32) bool {
	switch s.lemma[h] {
	case "nobody", "none", "nothing", "neither":
		return true
	}
	for c := range s.d.Children(h) {
		if s.d.Tokens[c].Rel == "det" && (s.lemma[c] == "no" || s.lemma[c] == "neither") {
			return true
		}
	}
	return false
}

// irreal says whether "would" at verb v stands beside a condition, or with "have".
func (s *scan) irreal(v int32) bool {
	if s.conditional(v) {
		return true
	}
	for c := range s.d.Children(v) {
		if s.d.Tokens[c].Rel == "aux" && s.lemma[c] == "have" {
			return true
		}
		if doc.Is(s.d.Tokens[c].Rel, "advcl") {
			for m := range s.d.Children(c) {
				if s.d.Tokens[m].Rel == "mark" && (s.lemma[m] == "if" || s.lemma[m] == "unless") {
					return true
				}
			}
		}
	}
	return false
}

// merged is the status of one happening told twice with different status; ok is false where the two cannot be one.
func merged(a, b string) (string, bool) {
	if a == b {
		return a, true
	}
	past := []string{record.Happened, record.Ongoing}
	if slices.Contains(past, a) && slices.Contains(past, b) {
		return record.Happened, true
	}
	if a == record.Planned && b == record.Proposed || a == record.Proposed && b == record.Planned {
		return record.Planned, true
	}
	return "", false
}
