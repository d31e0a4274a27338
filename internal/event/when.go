package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// hangTimes notes at which word each time expression hangs: the nearest verb above it, or the noun that it stands at.
func (s *scan) hangTimes() {
	s.times = map[int32][]int32{}
	d := s.d
	for k := range d.Times {
		t := &d.Times[k]
		if t.From.IsZero() || t.Type == "SET" || t.Span.Len() == 0 || int(t.Span.End) > len(d.Tokens) {
			continue
		}
		h := s.beforeSaying(t.Span, d.Tokens[d.HeadOf(t.Span)].Head)
		if n := t.Span.End; int(n) < len(d.Tokens) && s.lemma[n] == "after" && t.Type == "DURATION" && d.Tokens[n].Head != doc.None { // "comes two months after they met"
			h = d.Tokens[n].Head
			if s.times[h] = append(s.times[h], int32(k)); s.at[h] == nil {
				for c := range d.Children(h) { // "after they refused to meet"
					if d.Tokens[c].Rel == "xcomp" || d.Tokens[c].Rel == "obj" {
						s.times[c] = append(s.times[c], int32(k))
					}
				}
			}
			for v := h + 1; s.nominal(h) && v < h+8 && int(v) < len(d.Tokens) && d.Tokens[v].Sent == d.Tokens[h].Sent; v++ {
				if d.Tokens[v].UPOS == "VERB" && d.Tokens[v].XPOS == "VBD" { // "after the minister refused", read as a phrase
					s.times[v] = append(s.times[v], int32(k))
					break
				}
			}
			continue
		}
		for i := 0; h != doc.None && i < 20; i++ {
			s.times[h] = append(s.times[h], int32(k))
			if s.isVerb(h) || !s.nominal(h) && d.Tokens[h].Rel != "xcomp" || s.countedFrom(h) { // but "left eleven dead on Wednesday"
				break
			}
			h = d.Tokens[h].Head // a time at the end of a noun phrase mostly belongs to the clause
		}
	}
}

// countedFrom says whether another time counts from the noun at token i: "two days after the attack on Monday".
func (s *scan) countedFrom(i int32) bool {
	for c := range s.d.Children(i) {
		if w := s.lemma[c]; s.d.Tokens[c].Rel == "case" && c > 0 && (w == "after" || w == "before") {
			return s.d.TimeAt(c-1) != doc.None
		}
	}
	return false
}

// beforeSaying is the verb that a time belongs to, where the parser hung it on another: of what is said, if the time stands at the end of
// that, right before ", his office said"; of the clause that it opens behind a semicolon; else h.
func (s *scan) beforeSaying(t doc.Span, h int32) int32 {
	d := s.d
	if h != doc.None && h < t.First && s.isVerb(h) {
		before := t.First - 1
		if d.Tokens[before].UPOS == "ADP" {
			before--
		}
		if before > h && d.Form(before) == ";" { // "met in May; last year they did not meet"
			for v := t.End; int(v) < len(d.Tokens) && d.Tokens[v].Sent == d.Tokens[h].Sent; v++ {
				if d.Tokens[v].UPOS == "VERB" {
					return v
				}
			}
		}
	}
	if h == doc.None || h < t.End || !s.isVerb(h) || d.Tokens[t.End].XPOS != "," || t.First == d.Sentences[d.Tokens[h].Sent].Span.First {
		return h
	}
	if n := d.Child(h, "nsubj"); n == doc.None || n < t.End {
		return h
	}
	if g := d.Tokens[h].Head; g != doc.None && g < t.First && s.isVerb(g) {
		return g
	}
	for _, rel := range [...]string{"ccomp", "parataxis"} {
		if c := d.Child(h, rel); c != doc.None && c < t.First && s.isVerb(c) {
			return c
		}
	}
	return h
}

// pick is the time among those at word v that stands nearest to the trigger; after asks that it stands behind it.
func (s *scan) pick(v, trigger int32, after bool) int32 {
	best, dist := doc.None, int32(1<<30)
	for _, k := range s.times[v] {
		t := &s.d.Times[k]
		if after && t.First < trigger {
			continue
		}
		n := t.First - trigger
		if n < 0 {
			n = trigger - t.Span.End
		}
		if best == doc.None || n < dist {
			best, dist = k, n
		}
	}
	return best
}

// date gives the event the days of the time that its clause names.
func (s *scan) date(f *draft, c *cand, outer *cand) {
	if s.pick(c.tok, c.tok, false) == doc.None && s.apartFromMain(f, c) {
		return
	}
	k := s.timeOf(f, c, outer)
	appointed := false
	if n := s.appointed(c.tok); n != doc.None && (k == doc.None || f.Status == record.Planned && s.at[c.tok] == c && k != n && s.d.Times[k].First > s.d.Times[n].First) {
		k, appointed = n, true // "talks, which were scheduled for Thursday, had been agreed in August"
	}
	if k == doc.None {
		if f.act.contact && c.row.pos == 'N' && s.amidst(c) {
			s.endsWithMain(f, c)
		}
		if f.From.IsZero() && f.act.contact && f.Status == record.Happened && s.asMain(c.tok) {
			s.withMain(f, c)
		}
		return
	}
	t := &s.d.Times[k]
	since := t.Span.First > 0 && s.lemma[t.Span.First-1] == "since"
	if since && s.superlative(t.Span.First) { // "the worst attack since 2007"
		return
	}
	s.setDays(f, k)
	if appointed || f.Status == record.Negated || s.heldBy(c.tok) != doc.None || s.awaited(c) {
		s.toCome(f)
	}
	s.reachOut(f)
	s.ahead(f)
	if pub := s.d.Published; since && t.From.Compare(pub) <= 0 && f.Status != record.Planned {
		f.To = pub // it goes on
	}
	s.byTimetable(f, c, t)
	if !s.lastYears(f, c, t) {
		s.notYet(f, c, t)
	}
}

// timeOf is the time expression that dates an event, or None: of its own word or the ones above it, else of what stands beside it, else of
// what opens its sentence, else of the telling.
func (s *scan) timeOf(f *draft, c *cand, outer *cand) int32 {
	k := s.timeAbove(f, c)
	if k == doc.None && outer != nil {
		k = s.pick(outer.tok, c.tok, f.Status == record.Planned)
	}
	if k == doc.None {
		k = s.beside(c.tok)
	}
	if k == doc.None && f.Status == record.Happened {
		k = s.behindAll(c.tok)
	}
	if k == doc.None {
		k = s.opening(c.tok, f.Status)
	}
	if k == doc.None {
		k = s.whenTold(f, c)
	}
	if k != doc.None && (s.ofCallingOff(f, c, k) || s.ofRally(c, k)) {
		k = doc.None
	}
	if f.act.name == "invite" {
		if n := s.invitedFor(c.tok); n != doc.None {
			k = n
		}
	}
	return k
}

// climbMost is how many words up the tree the time of an event may hang.
const climbMost = 5

// timeAbove is the time that hangs on the word of an event, or on a word above it that is of one time with it; or None.
func (s *scan) timeAbove(f *draft, c *cand) int32 {
	k := s.pick(c.tok, c.tok, false)
	cur := c.tok
	for i := 0; k == doc.None && i < climbMost; i++ {
		h := s.d.Tokens[cur].Head
		if h == doc.None {
			break
		}
		rel := s.d.Tokens[cur].Rel
		switch {
		case s.nominal(cur) && s.isVerb(h) && (rel == "obj" || doc.Is(rel, "nsubj") || rel == "xcomp"):
			k = s.pick(h, cur, false)
		case s.nominal(cur) && s.nominal(h) && rel != "conj" && s.at[h] == nil && (s.r.quantity[s.lemma[h]] || s.r.stageOf[s.lemma[h]]):
			// "the start of talks Monday"
		case rel == "acl:relcl" && s.nominal(h) && s.d.Child(h, "nsubj") != doc.None && s.d.TimeAt(s.d.Child(h, "nsubj")) != doc.None:
			k = s.d.TimeAt(s.d.Child(h, "nsubj")) // "Friday was the third day that they marched"
		case rel == "advcl" && s.d.Tokens[cur].XPOS == "VBG" && (s.caseOf(cur) == "" || s.caseOf(cur) == "by"):
			k = s.pick(h, c.tok, false) // "expelled them on Friday, accusing them": at one time
		case rel == "acl" && s.d.Tokens[cur].XPOS == "VBG":
			// "joined the calls asking": the time of the joining
		case rel == "xcomp" || rel == "acl" && s.d.Tokens[cur].XPOS == "VB":
			k = s.pick(h, c.tok, f.Status == record.Planned || f.Status == record.Proposed)
		case rel == "conj":
			k = s.pick(h, c.tok, false)
			if k != doc.None && s.d.Times[k].First > h && s.isVerb(h) && !s.sameDoer(cur, h) { // a time behind the first verb is that verb's own
				k = doc.None
			}
		default:
			return k
		}
		cur = h
	}
	return k
}

// whenTold is the time of the statement that tells an event, where telling it is the act, or one of the two tells that it was refused.
func (s *scan) whenTold(f *draft, c *cand) int32 {
	k := s.said[c.tok]
	if k == doc.None || s.d.Statements[k].Speaker == doc.None {
		return doc.None
	}
	q := &s.d.Statements[k]
	teller := s.code(s.party(q.Speaker))
	if speech(f.act) && len(f.Source) > 0 && teller == s.code(f.Source[0]) || f.Status == record.Refused && slices.Contains(union(f.src, f.tgt), teller) {
		return q.When
	}
	return doc.None
}

// setDays dates an event by time k.
func (s *scan) setDays(f *draft, k int32) {
	t := &s.d.Times[k]
	f.Time, f.From, f.To, f.Vague, f.Basis = k, t.From, t.To, t.Vague, "stated"
	if t.Relative {
		f.Basis = "resolved"
	}
	if f.Status != record.Planned || t.Span.First == 0 {
		return
	}
	switch pub := s.d.Published; s.lemma[t.Span.First-1] { // "before the end of the month"
	case "before", "by", "until":
		if !pub.IsZero() && f.From.Compare(pub) > 0 && f.act.contact {
			f.From, f.Vague = pub, true
		}
	}
}

// byTimetable makes a contact that begins on a weekday to come one that is planned: "begins a visit on Wednesday".
func (s *scan) byTimetable(f *draft, c *cand, t *doc.Time) {
	if !f.act.contact || f.Status != record.Happened || f.From != f.To || t.Span.Len() != 1 || !weekdays[s.lemma[t.Span.First]] || !s.begins(c.tok) {
		return
	}
	if n := f.From.DaysUntil(s.d.Published); n <= 0 || n >= 7 {
		return
	}
	f.From = f.From.Add(0, 0, 7)
	f.To = f.From
	f.Status, f.code, f.Contexts = record.Planned, codeFor(f.act, record.Planned), nil
	s.r.derive(&f.Event, f.act, f.code)
}

// lastYears puts what a verb of the past dates by a month that is still to come into the year before: "met in May", told in March.
func (s *scan) lastYears(f *draft, c *cand, t *doc.Time) bool {
	pub := s.d.Published
	if pub.IsZero() || f.Status != record.Happened || s.stillToCome(f) || !t.Relative || t.From.Compare(pub) <= 0 || t.From.Day != 1 || t.From.Month != t.To.Month || t.From.DaysUntil(t.To) < 27 {
		return false
	}
	if t.Span.First == 0 || s.lemma[t.Span.First-1] != "in" || !s.pastTense(c.tok) {
		return false
	}
	f.From, f.To = f.From.Add(-1, 0, 0), f.To.Add(-1, 0, 0)
	return true
}

// pastTense says whether verb t is told in the past by its own form or its auxiliary.
func (s *scan) pastTense(t int32) bool {
	if !s.isVerb(t) {
		return false
	}
	for c := range s.d.Children(t) {
		if doc.Is(s.d.Tokens[c].Rel, "aux") {
			return s.d.Tokens[c].XPOS == "VBD"
		}
	}
	return s.d.Tokens[t].XPOS == "VBD"
}

// notYet makes what is still to come planned.
func (s *scan) notYet(f *draft, c *cand, t *doc.Time) {
	pub := s.d.Published
	if pub.IsZero() || f.Status != record.Happened && f.Status != record.Ongoing || !(t.From.Compare(pub) > 0 || t.From == pub && s.leaves(c.tok)) {
		return
	}
	if code := codeFor(f.act, record.Planned); code != "" {
		f.Status, f.code, f.Contexts = record.Planned, code, nil
		s.r.derive(&f.Event, f.act, code)
	}
}

// superlative says whether what stands before token i compares with all others.
func (s *scan) superlative(i int32) bool {
	for n := i - 1; n >= 0 && i-n < superlativeReach && s.d.Tokens[n].Sent == s.d.Tokens[i].Sent; n-- {
		switch {
		case s.d.Tokens[n].XPOS == "JJS", s.d.Tokens[n].XPOS == "RBS", s.lemma[n] == "first", s.lemma[n] == "only":
			return true
		case s.isVerb(n):
			return false
		}
	}
	return false
}

// superlativeReach is how far before "since" the word may stand that compares: "the first visit to Chad by a Peruvian foreign minister since".
const superlativeReach = 20

// sameDoer says whether coordinated verb t has the subject of the first: "met on Friday and signed a pact".
func (s *scan) sameDoer(t, first int32) bool {
	for c := range s.d.Children(t) {
		if k := &s.d.Tokens[c]; doc.Is(k.Rel, "nsubj") || doc.Is(k.Rel, "aux") && (s.lemma[c] == "will" || s.lemma[c] == "would" || s.lemma[c] == "have") {
			return false
		}
	}
	return finiteTag(s.d.Tokens[t].XPOS) && s.d.Tokens[t].XPOS == s.d.Tokens[first].XPOS
}

// behindAll is the time behind the last of coordinated verbs, which dates the first too: "arrested ten men and seized a boat on Sunday".
func (s *scan) behindAll(t int32) int32 {
	for v := range s.d.Children(t) {
		if s.d.Tokens[v].Rel == "conj" && v > t && s.isVerb(v) && s.sameDoer(v, t) {
			if k := s.pick(v, v, true); k != doc.None && s.d.Times[k].Type != "DURATION" {
				return k
			}
		}
	}
	return doc.None
}

// besideReach is how many tokens may stand between a trigger and the time that it takes without a tie in the tree.
const besideReach = 4

// beside is the time that follows the trigger at once, or precedes it, with no verb between.
func (s *scan) beside(t int32) int32 {
	sent := s.d.Tokens[t].Sent
	for _, dir := range [2]int32{1, -1} {
		for i := t + dir; i >= 0 && int(i) < len(s.d.Tokens) && s.d.Tokens[i].Sent == sent; i += dir {
			if k := s.d.TimeAt(i); k != doc.None {
				if x := &s.d.Times[k]; x.From.IsZero() || x.Type == "SET" || s.taken(k, t) {
					break
				}
				return k
			}
			if n := (i - t) * dir; n > besideReach || s.isVerb(i) || s.d.Tokens[i].UPOS == "PUNCT" || s.at[i] != nil {
				break
			}
		}
	}
	return doc.None
}

// taken says whether time k hangs on the trigger of another act.
func (s *scan) taken(k, t int32) bool {
	h := s.d.Tokens[s.d.HeadOf(s.d.Times[k].Span)].Head
	return h != doc.None && h != t && s.at[h] != nil
}

// speech says whether an act is done by speaking: then the words of the one who does it assert it.
func speech(a *act) bool {
	switch a.cameo[:2] {
	case "01", "02", "03", "10", "11", "12", "13":
		return true
	}
	return a.cameo[:3] == "051" || a.cameo[:3] == "055"
}
