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
			if s.isVerb(h) || !s.nominal(h) && d.Tokens[h].Rel != "xcomp" { // but "left eleven dead on Wednesday"
				break
			}
			h = d.Tokens[h].Head // a time at the end of a noun phrase mostly belongs to the clause
		}
	}
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
	k := s.pick(c.tok, c.tok, false)
	cur := c.tok
	for i := 0; k == doc.None && i < 5; i++ {
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
			h = doc.None
		}
		if h == doc.None {
			break
		}
		cur = h
	}
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
	if k == doc.None && speech(f.act) {
		if st := s.said[c.tok]; st != doc.None {
			if q := &s.d.Statements[st]; q.Speaker != doc.None && len(f.Source) > 0 && s.code(s.party(q.Speaker)) == s.code(f.Source[0]) {
				k = q.When
			}
		}
	}
	if k == doc.None && f.Status == record.Refused {
		if st := s.said[c.tok]; st != doc.None && s.d.Statements[st].Speaker != doc.None && slices.Contains(union(f.src, f.tgt), s.code(s.party(s.d.Statements[st].Speaker))) {
			k = s.d.Statements[st].When // told by one of the two
		}
	}
	if k != doc.None && s.ofCallingOff(f, c, k) {
		k = doc.None
	}
	if f.act.name == "invite" {
		if n := s.invitedFor(c.tok); n != doc.None {
			k = n
		}
	}
	appointed := false
	if n := s.appointed(c.tok); n != doc.None && (k == doc.None || f.Status == record.Planned && s.at[c.tok] == c && k != n && s.d.Times[k].First > s.d.Times[n].First) {
		k, appointed = n, true // "talks, which were scheduled for Thursday, had been agreed in August"
	}
	if k == doc.None {
		s.apartFromMain(f, c)
		if f.From.IsZero() && f.act.contact && c.row.pos == 'N' && s.amidst(c) {
			s.endsWithMain(f, c)
		}
		return
	}
	t := &s.d.Times[k]
	if t.Span.First > 0 && s.lemma[t.Span.First-1] == "since" && s.superlative(t.Span.First) { // "the worst attack since 2007"
		return
	}
	f.Time, f.From, f.To, f.Vague, f.Basis = k, t.From, t.To, t.Vague, "stated"
	if t.Relative {
		f.Basis = "resolved"
	}
	if f.Status == record.Planned && t.Span.First > 0 { // "before the end of the month"
		switch pub := s.d.Published; s.lemma[t.Span.First-1] {
		case "before", "by", "until":
			if !pub.IsZero() && f.From.Compare(pub) > 0 && f.act.contact {
				f.From, f.Vague = pub, true
			}
		}
	}
	if appointed || f.Status == record.Negated || s.heldBy(c.tok) != doc.None {
		s.toCome(f)
	}
	s.reachOut(f)
	s.ahead(f)
	if pub := s.d.Published; t.Span.First > 0 && s.lemma[t.Span.First-1] == "since" && t.From.Compare(pub) <= 0 && f.Status != record.Planned {
		f.To = pub // it goes on
	}
	if pub := s.d.Published; f.act.contact && f.Status == record.Happened && f.From == f.To && weekdays[s.lemma[t.Span.End-1]] && s.begins(c.tok) {
		if n := f.From.DaysUntil(pub); n > 0 && n < 7 && t.Span.Len() == 1 { // "begins a visit on Wednesday"
			f.From = f.From.Add(0, 0, 7)
			f.To = f.From
			f.Status, f.code, f.Contexts = record.Planned, codeFor(f.act, record.Planned), nil
			s.r.derive(&f.Event, f.act, f.code)
		}
	}
	if pub := s.d.Published; !pub.IsZero() && (t.From.Compare(pub) > 0 || t.From == pub && s.leaves(c.tok)) && (f.Status == record.Happened || f.Status == record.Ongoing) {
		if code := codeFor(f.act, record.Planned); code != "" { // what is still to come has not happened
			f.Status, f.code = record.Planned, code
			f.Contexts = nil
			s.r.derive(&f.Event, f.act, code)
		}
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

// place gives the event the place where it is said to happen.
func (s *scan) place(f *draft, c *cand, outer *cand) {
	if c.act.cameo == "042" || c.act.mode == "visit" {
		for _, x := range c.tgt {
			if p := s.placeOf(x.head); p != doc.None {
				f.Where = p
				return
			}
		}
		for _, w := range [...]string{"to", "in"} {
			for _, h := range c.args.get(argRef{argPrep, w}) {
				if p := s.placeOf(h); p != doc.None {
					f.Where = p
					return
				}
			}
		}
	}
	for _, m := range [...]*cand{c, c.inner} { // "sent troops to Poland", "promised to send"
		if m == nil || !s.r.goal[s.lemma[m.tok]] {
			continue
		}
		for _, w := range [...]string{"to", "into", "in", "at"} {
			for _, h := range m.args.get(argRef{argPrep, w}) {
				if p := s.placeOf(h); p != doc.None {
					f.Where = p
					return
				}
			}
		}
	}
	cur := c.tok
	for range 4 {
		if p := s.locative(cur); p != doc.None {
			f.Where = p
			return
		}
		if f.act.mode == "phone" { // who telephones is in two places
			return
		}
		h := s.d.Tokens[cur].Head
		rel := s.d.Tokens[cur].Rel
		if h == doc.None {
			break
		}
		if !(s.nominal(cur) && s.isVerb(h) && (rel == "obj" || doc.Is(rel, "nsubj") || rel == "obl" && s.r.light[s.lemma[h]]) || rel == "xcomp" || rel == "conj" && !s.nominal(cur)) {
			break
		}
		cur = h
	}
	if family(c.act) == "ASSAULT" || family(c.act) == "COERCE" || family(c.act) == "PROTEST" {
		for _, x := range c.tgt {
			if p := s.placeOf(x.head); p != doc.None {
				f.Where = p
				return
			}
			if p := s.locative(x.head); p != doc.None {
				f.Where = p
				return
			}
		}
	}
	if f.act.contact || !speech(f.act) {
		f.Where = s.onlyPlace(c.tok, append(slices.Clone(c.src), c.tgt...))
		if f.Where == doc.None && !speech(f.act) {
			f.Where = s.lonePlace(c.tok)
		}
	}
}

// lonePlace is the one place of a sentence that stands for no actor: "a coalition to patrol the Persian Gulf".
func (s *scan) lonePlace(t int32) int32 {
	sent := s.d.Sentences[s.d.Tokens[t].Sent].Span
	found := doc.None
	for i := sent.First; i < sent.End; i++ {
		p := s.d.PlaceAt(i)
		if p == doc.None || p == found {
			continue
		}
		if r := s.refOf(i); r != doc.None && !s.d.Refs[r].AsPlace {
			continue
		}
		switch s.d.Tokens[i].Rel {
		case "amod", "nmod:poss":
			continue
		}
		if s.apartFrom(t, i) || s.caseOf(i) == "in" && s.besideNoun(t, i) || s.said[t] != doc.None && s.said[i] == doc.None {
			continue
		}
		if found != doc.None {
			return doc.None
		}
		found = p
	}
	return found
}

// onlyPlace is the place of the one "in" or "at" phrase of a sentence.
// A place that only tells who a party is ("the militia in Yemen") is none.
func (s *scan) onlyPlace(t int32, parties []side) int32 {
	sent := s.d.Sentences[s.d.Tokens[t].Sent].Span
	found := doc.None
	for i := sent.First; i < sent.End; i++ {
		if s.d.Tokens[i].UPOS != "ADP" || s.lemma[i] != "in" && s.lemma[i] != "at" {
			continue
		}
		n := i + 1
		for n < sent.End-1 && (s.d.Tokens[n].UPOS == "DET" || s.d.Tokens[n].UPOS == "ADJ") && s.d.PlaceAt(n) == doc.None {
			n++
		}
		if n >= sent.End {
			break
		}
		p := s.d.PlaceAt(n)
		if b := i - 1; b >= sent.First && s.nominal(b) && s.d.TimeAt(b) == doc.None && s.at[b] == nil && s.refOf(b) == doc.None {
			continue // "the war in Chad" tells where the war is
		}
		if h := s.d.Tokens[i].Head; h != doc.None && slices.ContainsFunc(parties, func(x side) bool { return s.d.Tokens[h].Head == x.head }) {
			continue
		}
		if p == doc.None || p == found || s.apartFrom(t, n) || s.said[t] != doc.None && s.said[n] == doc.None { // "..., he said in Berlin"
			continue
		}
		if found != doc.None {
			return doc.None
		}
		found = p
	}
	return found
}

// locative is the place that a phrase with "in", "at", "near" at word v names.
func (s *scan) locative(v int32) int32 {
	for c := range s.d.Children(v) {
		rel := s.d.Tokens[c].Rel
		if !doc.Is(rel, "obl") && !doc.Is(rel, "nmod") || rel == "nmod:poss" {
			continue
		}
		switch s.caseOf(c) {
		case "in", "at", "near", "outside", "inside", "around", "across", "throughout", "off", "on":
			if p := s.placeOf(c); p != doc.None {
				return p
			}
			before := doc.None
			for g := range s.d.Children(c) { // "in the capital Beijing", "at a hotel in Geneva"
				if r := s.d.Tokens[g].Rel; r == "appos" || doc.Is(r, "nmod") || doc.Is(r, "flat") || r == "compound" {
					if r == "compound" { // "in a US raid" tells whose; "in the Aegean port of Izmir" names the port
						if before == doc.None && !s.statesName(g) && s.caseOf(g) == "" {
							before = s.placeOf(g)
						}
						continue
					}
					if cs := s.caseOf(g); cs == "" || cs == "in" || cs == "of" || cs == "at" || cs == "near" {
						if p := s.placeOf(g); p != doc.None {
							return p
						}
					}
				}
			}
			if before != doc.None {
				return before
			}
		}
	}
	return doc.None
}

// statesName says whether token t is the name of a state: before a noun it tells whose, not where.
func (s *scan) statesName(t int32) bool {
	p := s.placeOf(t)
	return p != doc.None && s.d.Places[p].Level == "country"
}

// placeOf is the place that token h names.
func (s *scan) placeOf(h int32) int32 {
	if p := s.d.PlaceAt(h); p != doc.None {
		return p
	}
	for c := range s.d.Children(h) {
		if r := s.d.Tokens[c].Rel; doc.Is(r, "flat") || r == "appos" && s.d.Tokens[c].UPOS == "PROPN" {
			if p := s.d.PlaceAt(c); p != doc.None {
				return p
			}
		}
	}
	return doc.None
}
