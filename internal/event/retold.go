package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// stage says whether a contact that names no party may tell another stage of one told before: "a meeting planned for April was called off".
func (s *scan) stage(f *draft) bool {
	if !f.act.contact || f.cand.row.pos != 'N' {
		return false
	}
	switch f.Status {
	case record.Planned, record.Postponed, record.Cancelled, record.Refused, record.Denied, record.Negated:
		return true
	}
	return false
}

// Over how many sentences a noun is taken up: one that refers back, and one that does not.
const (
	retoldBack = 12
	retoldNear = 4
)

// retold gives a contact that does not name its parties, or one of them only, those of the contact told before whose other stage or
// day it tells: "the trip will now take place in June", "his first visit, in March, had been tense".
func (s *scan) retold(f *draft, before []*draft) bool {
	if !f.act.contact || f.cand.row.pos != 'N' || !s.stage(f) && f.From.IsZero() {
		return false
	}
	reach := int32(retoldNear)
	if f.anaphor || len(f.cand.args.poss) > 0 {
		reach = retoldBack
	}
	own := union(f.src, f.tgt)
	if !f.anaphor && len(own) == 0 && s.ofOthers(f.cand) {
		return false
	}
	if !f.anaphor && len(own) == 0 && s.severalPairs(before) {
		return false
	}
	visit := f.act.mode == "visit"
	for i := len(before) - 1; i >= 0 && i >= len(before)-lookBack; i-- {
		o := before[i]
		if o.sent == f.sent && f.Status == record.Happened {
			continue
		}
		if !o.act.contact || o.lonely || visit && o.act.mode != "visit" && len(own) == 0 || f.sent-o.sent > reach || len(o.src) != 1 || len(o.tgt) != 1 {
			continue
		}
		if !compatible(own, union(o.src, o.tgt)) {
			continue
		}
		switch {
		case len(own) == 0 || !visit && f.Mutual:
			f.Source, f.Target = o.Source, o.Target
		case len(f.src) == 1 && len(f.tgt) == 0 && f.src[0] == o.src[0]:
			f.Target = o.Target
		case len(f.src) == 1 && len(f.tgt) == 0:
			f.Target = o.Source
		case len(f.tgt) == 1 && f.tgt[0] == o.tgt[0]:
			f.Source = o.Source
		default:
			f.Source = o.Target
		}
		f.src, f.tgt, f.lonely = s.codes(f.Source), s.codes(f.Target), false
		return true
	}
	return false
}

// signedThere gives a signing that names no party those of the one meeting told right before.
func (s *scan) signedThere(f *draft, before []*draft) bool {
	if s.severalPairs(before) {
		return false
	}
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= 2; i-- {
		o := before[i]
		if o.act.contact && !o.lonely && (o.Status == record.Happened || o.Status == record.Ongoing) && len(o.src) == 1 && len(o.tgt) == 1 {
			f.Source, f.Target, f.Mutual = o.Source, o.Target, true
			f.src, f.tgt = o.src, o.tgt
			return true
		}
	}
	return false
}

// severalPairs says whether the contacts told shortly before are those of more than one pair.
func (s *scan) severalPairs(before []*draft) bool {
	var pair []string
	for _, o := range before[max(0, len(before)-lookBack):] {
		if !o.act.contact || o.lonely || len(o.src) != 1 || len(o.tgt) != 1 {
			continue
		}
		if p := union(o.src, o.tgt); pair == nil {
			pair = p
		} else if !compatible(pair, p) {
			return true
		}
	}
	return false
}

// ofOthers says whether a noun says by "of", "between", "with" or a compound whose contact it is, though none that is known.
func (s *scan) ofOthers(c *cand) bool {
	for _, p := range c.args.preps {
		switch p.word {
		case "of", "between", "with", "by", "among":
			return true
		}
	}
	for _, h := range c.args.comp {
		if s.d.Tokens[h].UPOS != "ADJ" && s.d.TimeAt(h) == doc.None && s.d.Tokens[h].UPOS != "VERB" {
			return true
		}
	}
	return slices.ContainsFunc(c.args.poss, func(h int32) bool { return s.d.TimeAt(h) == doc.None }) // but "last week's talks"
}

// root is the head of the sentence of token t.
func (s *scan) root(t int32) int32 {
	for n := 0; s.d.Tokens[t].Head != doc.None && n < 40; n++ {
		t = s.d.Tokens[t].Head
	}
	return t
}

// predicate says whether noun t tells what "it" or "this" is.
func (s *scan) predicate(t int32) bool {
	if !s.nominal(t) || s.d.Child(t, "cop") == doc.None {
		return false
	}
	c := s.d.Child(t, "nsubj")
	return c != doc.None && (s.lemma[c] == "it" || s.lemma[c] == "this" || s.lemma[c] == "that")
}

// amidst says whether a noun stands in a phrase that tells when another act was done: "after talks", "at the end of two days of talks".
func (s *scan) amidst(c *cand) bool {
	t := c.tok
	for range 4 {
		switch s.caseOf(t) {
		case "after", "following", "during", "at":
			return true
		case "in":
			return c.act.mode == "phone"
		case "of":
			h := s.d.Tokens[t].Head
			if h == doc.None || !s.nominal(h) || s.at[h] != nil || !s.r.quantity[s.lemma[h]] && !s.r.stageOf[s.lemma[h]] && s.d.TimeAt(h) == doc.None {
				return false
			}
			if t = h; s.caseOf(t) == "" && s.wordBefore(t, "after", "following", "during") { // which the tree hung elsewhere
				return true
			}
		default:
			return false
		}
	}
	return false
}

// wordBefore says whether one of the words stands before the phrase that ends with noun t: "after five long hours".
func (s *scan) wordBefore(t int32, words ...string) bool {
	i := t - 1
	for i > 0 && (s.d.Tokens[i].UPOS == "NUM" || s.d.Tokens[i].UPOS == "DET" || s.d.Tokens[i].UPOS == "ADJ" || s.d.Tokens[i].UPOS == "ADV") {
		i--
	}
	return i >= 0 && s.d.Tokens[i].Sent == s.d.Tokens[t].Sent && slices.Contains(words, s.lemma[i])
}

// heldBy is the verb that says of the contact at noun t whether it came about, or None: "a meeting planned for Monday did not take
// place". Where the noun has a clause of its own the tree often ties the verb to that, so the words count.
func (s *scan) heldBy(t int32) int32 {
	d := s.d
	if !s.nominal(t) || s.caseOf(t) != "" && !doc.Is(d.Tokens[t].Rel, "nsubj") || s.r.light[s.lemma[max(d.Tokens[t].Head, 0)]] && d.Tokens[t].Rel == "obj" {
		return doc.None
	}
	that, appointed := false, false
	for i := t + 1; int(i+1) < len(d.Tokens) && i < t+heldReach && d.Tokens[i].Sent == d.Tokens[t].Sent; i++ {
		if d.Tokens[i].UPOS != "VERB" {
			that = that || s.lemma[i] == "that" || s.lemma[i] == "which"
			appointed = appointed || d.Tokens[i].UPOS == "ADJ" && s.r.appoints[s.lemma[i]] // "that had been due on Monday"
			continue
		}
		switch l := s.lemma[i]; {
		case l == "take" && s.lemma[i+1] == "place", l == "go" && s.lemma[i+1] == "ahead", l == "happen", l == "materialise", l == "materialize":
			return i
		case appointed && s.stops(i) != nil:
			return i
		case !s.r.appoints[l] && !(that && s.r.light[l]):
			return doc.None
		}
		appointed = true
	}
	return doc.None
}

// asPlanned says whether the words behind token t in its sentence say that it was to be: "as planned".
func (s *scan) asPlanned(t int32) bool {
	for i := t + 1; int(i+1) < len(s.d.Tokens) && s.d.Tokens[i+1].Sent == s.d.Tokens[t].Sent; i++ {
		if s.lemma[i] == "as" && s.r.appoints[s.lemma[i+1]] {
			return true
		}
	}
	return false
}

// heldReach bounds how far behind a noun the verb that says whether it came about may stand.
const heldReach = 28

// stops is the row of the passive verb at token v that says of an act that it was put off, called off or refused, or nil.
func (s *scan) stops(v int32) *row {
	if s.d.Child(v, "aux:pass") == doc.None {
		return nil
	}
	for _, r := range s.r.status[trigger{s.lemma[v], 'V'}] {
		switch r.status {
		case record.Postponed, record.Cancelled, record.Refused:
			if len(r.conds) == 1 && r.conds[0].arg.kind == argObj && (r.after == "" && !s.callsOff(v) || r.after != "" && s.particle(v, r.after)) {
				return r
			}
		}
	}
	return nil
}
