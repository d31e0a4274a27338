package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// reactionBack is how many sentences back a reaction looks for what it answers.
const reactionBack = 5

// addressee gives an act that is aimed at another, but does not say at whom, the one who did what it answers: "Caracas condemned the
// move", "Warsaw backed the decision", "demanded the release of the vessel", "recalled its ambassador".
func (s *scan) addressee(f *draft, before []*draft) {
	s.theTwo(f, before)
	if f.act.mode == "visit" && f.lonely && len(f.src) == 1 && len(f.tgt) == 0 && s.stage(f) {
		s.elsewhere(f, before)
		return
	}
	if len(f.Target) > 0 || f.Mutual || f.act.contact || len(f.src) == 0 || f.Status == record.Negated {
		return
	}
	if s.sameVictim(f, before) || s.othersOf(f, before) {
		return
	}
	switch f.act.name {
	case "invite":
		s.counted(f, before)
		return
	case "mediate":
		s.betweenWhom(f, before)
		return
	}
	if s.toTheOther(f, before) {
		return
	}
	deed := s.deed(f.cand)
	if f.open {
		deed = s.obligedDeed(f.cand)
	}
	answers, struck := s.answers(f, deed)
	if !answers || deed == doc.None && !struck {
		return
	}
	from := len(before)
	for from > 0 && f.sent-before[from-1].sent <= reactionBack {
		from--
	}
	near := before[from:]
	if struck && s.strikesBack(f, near) || s.cutOff(f, near) {
		return
	}
	if deed != doc.None {
		s.doerOf(f, deed, near)
	}
}

// sameVictim aims an act at the one whom its sentence names for another: "invaded Chad and bombed it".
func (s *scan) sameVictim(f *draft, before []*draft) bool {
	if !f.cand.other {
		return false
	}
	for i := len(before) - 1; i >= 0 && before[i].sent == f.sent; i-- {
		if b := before[i]; meets(b.src, f.src) && len(b.tgt) > 0 && !meets(b.tgt, f.src) {
			s.aim(f, b.Target)
			return true
		}
	}
	return false
}

// othersOf aims an act at the two of whom was told: "urged both its allies".
func (s *scan) othersOf(f *draft, before []*draft) bool {
	if len(f.cand.tgt) == 0 || !f.cand.tgt[0].others {
		return false
	}
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= reactionBack; i-- {
		if both := append(slices.Clone(before[i].Source), before[i].Target...); len(s.codes(both)) == 2 && !meets(s.codes(both), f.src) {
			s.aim(f, both)
			return true
		}
	}
	return false
}

// answers says whether an act can answer a deed told before, which the noun deed may name, and whether it answers a blow even where it
// names none.
func (s *scan) answers(f *draft, deed int32) (answers, struck bool) {
	switch kind := family(f.act); {
	case f.open:
		return true, false
	case f.code[:2] == "12" && kind != "REJECT": // "would not bow to pressure"
		return true, true
	case kind == "ACCUSE" || kind == "REJECT":
		return true, deed != doc.None || f.act.name == "summon" || f.act.name == "complain" || f.act.name == "protest_note"
	case kind == "SUPPORT":
		return f.act.name == "praise" || f.act.name == "support", false
	case f.act.name == "deny":
		return deed == doc.None || s.r.utterance[s.lemma[deed]], false
	case kind == "REQUEST" || kind == "SANCTION" || kind == "THREATEN":
		return true, true
	}
	return false, false
}

// strikesBack aims an act at who wronged the one who acts.
func (s *scan) strikesBack(f *draft, near []*draft) bool {
	if f.act.name == "sanction" {
		return false
	}
	for i := len(near) - 1; i >= 0; i-- {
		if b := near[i]; s.hostile(b) && meets(b.tgt, f.src) && !meets(b.src, f.src) && len(b.src) > 0 {
			s.aim(f, b.Source)
			return true
		}
	}
	return false
}

// cutOff aims an act upon relations or envoys at the other of the two told of: "recalled its ambassador".
func (s *scan) cutOff(f *draft, near []*draft) bool {
	switch f.act.name {
	case "break_relations", "recall_envoy", "reduce_relations", "open_relations", "appoint_envoy":
	default:
		return false
	}
	for i := len(near) - 1; i >= 0; i-- {
		b := near[i]
		if both := append(slices.Clone(b.Source), b.Target...); len(s.codes(both)) == 2 && len(f.src) == 1 && slices.Contains(s.codes(both), f.src[0]) && !b.lonely {
			s.aim(f, slices.DeleteFunc(both, func(a int32) bool { return s.code(a) == f.src[0] }))
			return true
		}
	}
	if f.act.name == "break_relations" && len(f.src) == 2 && !slices.ContainsFunc(near, func(b *draft) bool { return !compatible(f.src, union(b.src, b.tgt)) }) {
		f.Mutual = true // "Peru and Chile cut ties"
		s.settle(f, true)
		f.src, f.tgt = s.codes(f.Source), s.codes(f.Target)
		return true
	}
	return false
}

// doerOf aims an act at who did or said what the noun deed refers back to.
func (s *scan) doerOf(f *draft, deed int32, near []*draft) {
	said := s.r.utterance[s.lemma[deed]]
	for i := len(near) - 1; i >= 0; i-- {
		b := near[i]
		if len(b.src) == 0 || meets(b.src, f.src) && !b.Mutual || b.lonely || said != speech(b.act) && !agreed(b) || !s.names(deed, b) {
			continue
		}
		if to := b.Source; !b.Mutual {
			s.aim(f, to)
		} else {
			s.aim(f, slices.DeleteFunc(append(slices.Clone(b.Source), b.Target...), func(a int32) bool { return slices.Contains(f.src, s.code(a)) }))
		}
		return
	}
}

// theTwo makes "the two presidents" those of the two states that all told so far is between, where one that was taken for them is none of
// these and no state: a body that sent an envoy.
func (s *scan) theTwo(f *draft, before []*draft) {
	if !f.Mutual || len(f.cand.args.subj) != 1 || !s.eachOther(f.cand.args.subj[0]) || len(f.src) != 1 || len(f.tgt) != 1 {
		return
	}
	foreign := func(c string) bool { _, ok := s.states[c]; return !ok }
	p := s.onlyPair(slices.DeleteFunc(slices.Clone(before[max(0, len(before)-lookBack):]), func(b *draft) bool { return slices.ContainsFunc(union(b.src, b.tgt), foreign) }))
	if p == nil || !slices.ContainsFunc(union(f.src, f.tgt), foreign) {
		return
	}
	f.Source, f.Target, f.src, f.tgt = slices.Clone(p.Source), slices.Clone(p.Target), p.src, p.tgt
}

// elsewhere gives a visit that names one side only the other side of what was told right before: "a visit by the Peruvian
// minister was put off".
func (s *scan) elsewhere(f *draft, before []*draft) {
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= 2; i-- {
		both := append(slices.Clone(before[i].Source), before[i].Target...)
		if codes := s.codes(both); len(codes) != 2 || !slices.Contains(codes, f.src[0]) || before[i].lonely {
			continue
		}
		s.aim(f, slices.DeleteFunc(both, func(a int32) bool { return s.code(a) == f.src[0] }))
		f.lonely = false
		return
	}
}

// counted gives an act on "the three ministers" the three that met before.
func (s *scan) counted(f *draft, before []*draft) {
	for _, h := range f.cand.args.obj {
		n := 0
		for c := range s.d.Children(h) {
			switch s.lemma[c] {
			case "two", "both":
				n = 2
			case "three":
				n = 3
			case "four":
				n = 4
			}
		}
		for i := len(before) - 1; n > 0 && i >= max(0, len(before)-lookBack); i-- {
			if both := append(slices.Clone(before[i].Source), before[i].Target...); len(s.codes(both)) == n && before[i].Mutual && !meets(s.codes(both), f.src) {
				s.aim(f, both)
				return
			}
		}
	}
}

// betweenWhom gives a mediation the two of the act in its sentence, or in the one before: "a swap that Oman brokered".
func (s *scan) betweenWhom(f *draft, before []*draft) {
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= 1; i-- {
		b := before[i]
		if both := append(slices.Clone(b.Source), b.Target...); b.Mutual && len(s.codes(both)) > 1 && !meets(s.codes(both), f.src) {
			s.aim(f, both)
			return
		}
	}
}

// toTheOther gives help, a promise or a concession that does not say to whom the one whom others helped right before, or else the other of
// the two states that all told so far is between: "Cambodia agreed in return to take down a tower".
func (s *scan) toTheOther(f *draft, before []*draft) bool {
	if len(f.src) != 1 {
		return false
	}
	helps := family(f.act) == "AID" || strings.HasPrefix(f.code, "033") || strings.HasPrefix(f.code, "122")
	switch {
	case helps:
	case f.act.name == "offer_mediation" || f.act.name == "promise_yield" || f.act.name == "promise" || f.act.name == "withdraw_troops" || f.act.name == "complain":
	default:
		return false
	}
	for i := len(before) - 1; helps && i >= 0 && f.sent-before[i].sent <= reactionBack; i-- {
		switch b := before[i]; {
		case family(b.act) == "AID" && len(b.tgt) == 1 && b.tgt[0] != f.src[0]:
			s.aim(f, b.Target)
			return true
		case (strings.HasPrefix(b.code, "023") || strings.HasPrefix(b.code, "103")) && len(b.src) == 1 && b.src[0] != f.src[0]: // who asked for it
			s.aim(f, b.Source)
			return true
		}
	}
	p := s.onlyPair(before)
	if p == nil {
		return false
	}
	both := append(slices.Clone(p.Source), p.Target...)
	if other := slices.DeleteFunc(slices.Clone(both), func(a int32) bool { return s.code(a) == f.src[0] }); len(other) < len(both) || (f.act.name == "promise_aid" && f.cand.row.pos == 'V' && len(f.cand.args.ger) > 0 || f.act.name == "offer_mediation") && f.sent-p.sent <= reactionBack { // "offered its help in settling the dispute"
		s.aim(f, other)
		return true
	}
	return false
}

func (s *scan) aim(f *draft, at []int32) {
	f.Target = s.answering(at)
	f.tgt = s.codes(f.Target)
}

// answering puts states in the place of their ministers and forces: whose they are answers for them.
func (s *scan) answering(at []int32) []int32 {
	var out []int32
	for _, a := range at {
		if st, ok := s.states[s.d.Actors[a].Country]; ok && (!strings.Contains(s.fineCode(a), "/") || strings.HasSuffix(s.d.Actors[a].CAMEO, "COP")) {
			a = st
		}
		out = addUnique(out, a)
	}
	return out
}

// hostile says whether an event is a wrong to its target.
func (s *scan) hostile(b *draft) bool {
	switch family(b.act) {
	case "ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REQUEST":
		return b.Status != record.Negated && b.Status != record.Denied
	}
	return false
}

// names says whether noun t can mean event b: by the rows that hang on it, or where there are none any event will do.
func (s *scan) names(t int32, b *draft) bool {
	rows := s.r.patterns[trigger{s.lemma[t], 'N'}]
	if s.r.agreements[s.lemma[t]] {
		return !b.act.contact && len(union(b.src, b.tgt)) > 1 && (b.Mutual || len(b.tgt) == 0) || strings.Contains(b.act.name, "ceasefire") || b.act.name == "ratify"
	}
	return len(rows) == 0 || slices.ContainsFunc(rows, func(r *row) bool { return family(r.act) == family(b.act) })
}

// deed is the noun that refers back to what another did or said, and names nobody: "the move", "this claim"; or None.
func (s *scan) deed(c *cand) int32 {
	ok := func(h int32) bool {
		return (s.r.doing[s.lemma[h]] || s.r.utterance[s.lemma[h]]) && s.nominal(h) && s.definite(h) && len(s.resolve(h).actors) == 0
	}
	for _, h := range c.args.obj {
		if ok(h) {
			return h
		}
	}
	for _, p := range c.args.preps {
		switch p.word {
		case "to", "against", "on", "of", "at", "with", "over", "about":
			if ok(p.head) {
				return p.head
			}
		}
	}
	return doc.None
}

// betweenThem says whether an act that names no party can be one between the two that the article tells of: "talks broke off in May",
// "relations were restored". A passive without "by" and a noun that nobody owns.
func (s *scan) betweenThem(f *draft, c *cand) bool {
	switch f.act.name {
	case "agreement", "sign", "open_relations", "break_relations", "ceasefire", "announce_ceasefire", "joint_drill", "exchange_prisoners", "halt_talks":
	case "fight", "fail_agree", "agree_deal", "promise_talks":
	default:
		if f.act.contact && f.Mutual && c.row.pos == 'V' {
			break
		}
		if !f.act.contact || !f.Mutual || c.row.pos != 'N' || c.row.pos == 'N' && f.From.IsZero() && f.Status == record.Happened && !s.timed(c) {
			return false
		}
	}
	if c.row.pos == 'V' && f.Mutual && !c.args.passive && len(c.args.subj) == 1 && s.theSides(c.args.subj[0]) {
		return true
	}
	if len(c.args.subj) > 0 || s.d.Tokens[c.tok].Rel == "compound" {
		return false
	}
	if c.row.pos == 'V' {
		return c.args.passive && s.finiteSelf(c.tok) && s.own(c.tok) == f.Status && !s.infinitive(c.tok) && !slices.ContainsFunc(c.args.obj, func(h int32) bool { return s.owned(h) })
	}
	return !s.ofOthers(c) && !s.owned(c.tok)
}

// infinitive says whether verb t stands with "to".
func (s *scan) infinitive(t int32) bool {
	for c := range s.d.Children(t) {
		if s.lemma[c] == "to" && c < t {
			return true
		}
	}
	return false
}

// theSides says whether noun h means those of whom all is told, without naming them: "the ministers", "the two armies".
func (s *scan) theSides(h int32) bool {
	return s.definite(h) && s.r.sides[s.lemma[h]] && (s.d.Tokens[h].XPOS == "NNS" || s.lemma[h] == "pair") && !s.owned(h)
}

// timed says whether a time hangs on the act or on the verb that carries it.
func (s *scan) timed(c *cand) bool {
	h := s.d.Tokens[c.tok].Head
	return len(s.times[c.tok]) > 0 || h != doc.None && s.isVerb(h) && len(s.times[h]) > 0
}

// owned says whether noun h says whose it is.
func (s *scan) owned(h int32) bool {
	for c := range s.d.Children(h) {
		switch rel := s.d.Tokens[c].Rel; {
		case rel == "nmod:poss" && s.d.TimeAt(c) == doc.None:
			return true
		case doc.Is(rel, "nmod"):
			switch s.caseOf(c) {
			case "between", "with", "of", "by", "among":
				return true
			}
		}
	}
	return false
}

// ofPair gives such an act the two states that all told so far is between, if they are two.
func (s *scan) ofPair(f *draft, before []*draft) bool {
	pair := s.onlyPair(before)
	if pair == nil {
		return false
	}
	f.Source, f.Target, f.src, f.tgt = s.answering(pair.Source), s.answering(pair.Target), pair.src, pair.tgt
	f.Mutual, f.lonely = true, false
	return true
}

// onlyPair is the last event between the two states or bodies that all told so far is between, if they are two; else nil.
func (s *scan) onlyPair(before []*draft) *draft {
	var pair *draft
	for _, b := range before[max(0, len(before)-lookBack):] {
		if len(b.src) != 1 || len(b.tgt) != 1 || b.src[0] == b.tgt[0] {
			continue
		}
		for _, a := range append(slices.Clone(b.Source), b.Target...) {
			if k := &s.d.Actors[a]; k.Country == "" && !strings.HasPrefix(k.CAMEO, "IGO") {
				return nil
			}
		}
		if pair != nil && !compatible(union(pair.src, pair.tgt), union(b.src, b.tgt)) {
			return nil
		}
		pair = b
	}
	return pair
}
