package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// activeContent finds what is said with a verb in the active voice: first quotations and clauses, then the other frames
// of the row.
func (s *scan) activeContent(c *cue) {
	w := c.word
	if w.has(frameQuote) && (s.quotedContent(c) || (s.isInverted(c) || s.isParenthesis(c)) && s.contentBefore(c)) {
		return
	}
	if w.has(frameThat|frameWh) && s.clauseContent(c) {
		return
	}
	if w.has(frameQuote) && s.contentBefore(c) {
		return
	}
	if c.head == doc.None {
		return
	}
	if s.infinitiveContent(c) || s.objectContent(c) {
		return
	}
	s.prepositionContent(c)
}

// passiveContent finds what is said with a verb in the passive: "is expected to leave", "was accused of lying by ...".
func (s *scan) passiveContent(c *cue) {
	d, w := s.d, c.word
	subject := doc.Span{}
	if c.subject != doc.None && d.Tokens[c.subject].Rel == "nsubj:pass" && s.isNominal(c.subject) {
		subject = s.phraseAt(c.subject, c.token)
	}
	if w.has(frameThat|frameWh) && (w.has(frameQuote) || w.force == "think") {
		if r := s.complement(c); r != doc.None && s.below[r].First > c.token && (w.has(frameThat) || s.isWh(s.below[r].First)) {
			s.make(c, "that", false, doc.Span{First: s.below[r].First, End: s.clauseEnd(c, r)})
			return
		}
	}
	if n := s.behind(c.group.End, s.around(c.token).End); w.has(frameWh) && int(n) < len(d.Tokens) && s.isWh(n) && n == c.group.End {
		if end := s.regionEnd(c, n); n < end && s.hasFinite(doc.Span{First: n, End: end}) {
			s.make(c, "that", false, doc.Span{First: n, End: s.upToComma(n, end)})
			return
		}
	}
	for ch := range d.Children(c.token) {
		if ch > c.token && d.Tokens[ch].Rel == "xcomp" && s.isInfinitive(ch) && w.has(frameInfPass|frameObjInf) && subject.Len() > 0 {
			s.make(c, "inf:pass", false, subject, s.below[ch])
			return
		}
	}
	if w.force == "ask" && c.head != doc.None && s.prepositionContent(c) { // "was asked about the plan"
		return
	}
	if c.head == doc.None {
		return // an agentless passive of the other frames tells no saying
	}
	for ch := range d.Children(c.token) {
		if ch > c.token && ch != c.head && slices.Contains(w.objWith, s.marker(ch)) {
			s.make(c, "obj+"+s.marker(ch), false, subject, s.below[ch])
			return
		}
	}
	if w.has(frameObj) && subject.Len() > 0 {
		s.make(c, "obj", false, subject)
	}
}

// infinitiveContent takes infinitives and gerunds: "plans to leave", "urged them to leave", "denied leaving".
func (s *scan) infinitiveContent(c *cue) bool {
	d, w := s.d, c.word
	if !w.has(frameInf | frameObjInf | frameIng) {
		return false
	}
	obj := doc.None
	for ch := range d.Children(c.token) {
		if ch < c.token {
			continue
		}
		t := &d.Tokens[ch]
		switch {
		case t.Rel == "obj" || t.Rel == "iobj":
			obj = ch
		case doc.Is(t.Rel, "obl") && (s.marker(ch) == "on" || s.marker(ch) == "upon") && slices.Contains(w.after, s.marker(ch)): // "called on them to leave"
			obj = ch
		case t.Rel == "xcomp" || t.Rel == "advcl" && w.has(frameObjInf) && obj != doc.None && s.isInfinitive(ch) || t.Rel == "ccomp",
			t.Rel == "advcl" && obj == doc.None && w.has(frameInf) && w.force == "commit" && s.isInfinitive(ch): // "promised last year to leave"
			sp := s.below[ch]
			inf := s.isInfinitive(ch)
			switch {
			case inf && obj != doc.None && w.has(frameObjInf):
				sp.First = s.below[obj].First
				if p := d.Child(obj, "case"); p != doc.None {
					c.prep, sp.First = p, p+1
				}
				return s.make(c, "obj-inf", false, sp)
			case inf && t.Rel == "ccomp" && w.has(frameObjInf), inf && w.has(frameInf) && obj == doc.None, inf && w.has(frameObjInf) && obj == doc.None:
				return s.make(c, "inf", false, sp)
			case t.XPOS == "VBG" && w.has(frameIng):
				return s.make(c, "ing", false, sp)
			}
		}
	}
	if obj != doc.None && w.has(frameObjInf) { // the parser hung the infinitive on the object
		for ch := range d.Children(obj) {
			if doc.Is(d.Tokens[ch].Rel, "acl") && s.isInfinitive(ch) && d.Child(obj, "case") == doc.None {
				return s.make(c, "obj-inf", false, s.below[obj])
			}
		}
	}
	return false
}

// isInfinitive says whether token i heads an infinitive with "to".
func (s *scan) isInfinitive(i int32) bool {
	for ch := range s.d.Children(i) {
		if ch < i && s.d.Tokens[ch].UPOS == "PART" && strings.EqualFold(s.d.Form(ch), "to") {
			return true
		}
	}
	return false
}

// objectContent takes objects, alone or with what is said of them: "announced a plan", "accused him of lying",
// "called him a liar".
func (s *scan) objectContent(c *cue) bool {
	d, w := s.d, c.word
	if w.has(frameObjPred) {
		if end := s.namedUpTo(c); end != doc.None {
			return s.make(c, "obj+pred", false, doc.Span{First: c.words.End, End: end})
		}
	}
	if w.has(frameDocObj) && s.isDocument(c.head) && c.words.End < s.around(c.token).End-1 {
		return s.make(c, "obj", false, doc.Span{First: c.words.End, End: s.regionEnd(c, c.words.End)})
	}
	obj := d.Child(c.token, "obj")
	if obj == doc.None && !c.word.has(frameWhom) {
		obj = d.Child(c.token, "iobj")
	}
	if obj == doc.None || obj < c.token {
		if r := s.relativeObject(c); r != doc.None && w.has(frameObj) {
			return s.make(c, "obj", false, s.phraseAt(r, c.token))
		}
		return false
	}
	sp := s.below[obj]
	if w.has(frameObjPred) {
		for ch := range d.Children(c.token) {
			if ch > obj && (d.Tokens[ch].Rel == "xcomp" || d.Tokens[ch].Rel == "ccomp") {
				sp.End = max(sp.End, s.below[ch].End)
				return s.make(c, "obj+pred", false, sp)
			}
		}
		if q := s.quotationStartingAt(sp.End); q != doc.None {
			sp.End = s.quotations[q].End
			return s.make(c, "obj+pred", false, sp)
		}
	}
	if len(w.objWith) > 0 {
		for ch := range d.Children(c.token) {
			if ch > obj && slices.Contains(w.objWith, s.marker(ch)) {
				sp.End = max(sp.End, s.below[ch].End)
				return s.make(c, "obj+"+s.marker(ch), false, sp)
			}
		}
		for ch := range d.Children(obj) {
			if ch > obj && slices.Contains(w.objWith, s.marker(ch)) {
				return s.make(c, "obj+"+s.marker(ch), false, sp)
			}
		}
		if end := s.prepositionAfter(c, sp.End); end > sp.End {
			sp.End = end
			return s.make(c, "obj+", false, sp)
		}
	}
	if w.has(frameObj) {
		if q := s.quotationStartingAt(sp.End); q != doc.None && sp.End < s.around(c.token).End { // new sanctions "within days"
			sp.End = s.quotations[q].End
		}
		if d.TimeAt(obj) != doc.None && d.Tokens[obj].UPOS != "PRON" && d.Bytes(s.below[obj]) == d.Times[d.TimeAt(obj)].Range {
			return false
		}
		if r := d.Tokens[obj].UPOS; r == "PRON" && d.Form(obj) != "it" && w.force != "judge" && w.force != "want" {
			return false
		}
		for ch := range d.Children(c.token) { // a small clause: "the poll shows him leading"
			if ch > obj && d.Tokens[ch].Rel == "xcomp" && s.below[ch].First >= sp.End {
				sp.End = s.below[ch].End
			}
		}
		return s.make(c, "obj", false, sp)
	}
	return false
}

// prepositionAfter is where the phrase ends that a preposition of the row opens at token i, where the tree has it elsewhere; or i.
func (s *scan) prepositionAfter(c *cue, i int32) int32 {
	end := s.around(c.token).End
	if i+1 >= end || !slices.Contains(c.word.objWith, strings.ToLower(s.d.Form(i))) {
		return i
	}
	if q := s.quotationStartingAt(i + 1); q != doc.None {
		return s.quotations[q].End
	}
	if n := s.phraseUpTo(i+1, end); n > i+1 {
		return n
	}
	return i
}

// namedUpTo is where the name that somebody is given ends: "called the plan 'a disgrace'", "called him unfit"; or None.
func (s *scan) namedUpTo(c *cue) int32 {
	d := s.d
	end := s.around(c.token).End
	if i := c.words.End; i < end && slices.Contains(c.word.after, strings.ToLower(d.Form(i))) { // called for "calm"
		return doc.None
	}
	for i := c.words.End; i < min(end, c.words.End+longestLabel); i++ {
		if q := s.quotationStartingAt(i); q != doc.None {
			if i > c.words.End || c.top == c.token && c.subject != doc.None && c.subject < c.token && c.subject >= c.token-longestLabel {
				return s.quotations[q].End
			}
			return doc.None
		}
		if !s.inPhrase(i) && d.Tokens[i].UPOS != "ADV" {
			return doc.None
		}
		if i == c.words.End || !s.isNominal(i-1) || d.Tokens[i-1].UPOS == "DET" || d.Tokens[i-1].UPOS == "ADJ" {
			continue
		}
		if t := &d.Tokens[i]; t.UPOS == "DET" && d.TimeAt(i) == doc.None || t.UPOS == "ADJ" {
			return s.phraseUpTo(i, end)
		}
	}
	return doc.None
}

// phraseUpTo is the end of the noun phrase or adjective that starts at token i.
func (s *scan) phraseUpTo(i, end int32) int32 {
	for i < end && s.quotedBy[i] == doc.None && s.inPhrase(i) && s.d.Form(i) != "." {
		i++
	}
	if q := s.quotationStartingAt(i); i < end && q != doc.None { // a "council of war"
		return s.quotations[q].End
	}
	return i
}

// relativeObject is the noun that a relative clause with this cue hangs on, where it is the object: "the plan that the
// minister announced". Or None.
func (s *scan) relativeObject(c *cue) int32 {
	d := s.d
	t := &d.Tokens[c.token]
	if t.Rel != "acl:relcl" || t.Head == doc.None || t.Head > c.token || c.head == doc.None || c.pronoun != doc.None || c.head == t.Head {
		return doc.None
	}
	return t.Head
}

// prepositionContent takes the phrase after a preposition of the row: "called for calm", "spoke of peace".
func (s *scan) prepositionContent(c *cue) bool {
	if len(c.word.after) == 0 {
		return false
	}
	if i := c.words.End; i+1 < s.around(c.token).End && slices.Contains(c.word.after, strings.ToLower(s.d.Form(i))) { // called for "calm", whatever the tree
		if q := s.quotationStartingAt(i + 1); q != doc.None {
			c.prep = i
			return s.make(c, strings.ToLower(s.d.Form(i)), false, doc.Span{First: i + 1, End: s.quotations[q].End})
		}
	}
	if s.prepositionBelow(c, c.token) {
		return true
	}
	if c.word.has(frameWhom) { // "asked the leaders for more", hung on the leaders
		for ch := range s.d.Children(c.token) {
			if r := s.d.Tokens[ch].Rel; ch > c.token && (r == "obj" || r == "iobj") {
				return s.prepositionBelow(c, ch)
			}
		}
	}
	return false
}

func (s *scan) prepositionBelow(c *cue, top int32) bool {
	d := s.d
	for ch := range d.Children(top) {
		if ch < top || !(doc.Is(d.Tokens[ch].Rel, "obl") || doc.Is(d.Tokens[ch].Rel, "advcl") || doc.Is(d.Tokens[ch].Rel, "nmod") || doc.Is(d.Tokens[ch].Rel, "acl") || d.Tokens[ch].Rel == "ccomp") {
			continue
		}
		m := s.marker(ch)
		if !slices.Contains(c.word.after, m) || d.TimeAt(ch) != doc.None || m == "on" && s.isVisit(c, ch) {
			continue
		}
		sp := s.below[ch]
		for m := range d.Children(ch) {
			if r := d.Tokens[m].Rel; m < ch && (r == "case" || r == "mark") {
				c.prep, sp.First = m, m+1
				break
			}
		}
		if m == "for" { // "called for the army to leave": the infinitive belongs to it
			for x := range d.Children(top) {
				if x > ch && (d.Tokens[x].Rel == "xcomp" || d.Tokens[x].Rel == "advcl") && s.isInfinitive(x) && s.below[x].First == sp.End {
					sp.End = s.below[x].End
				}
			}
		}
		return s.make(c, m, false, sp)
	}
	return false
}

// isVisit says whether who calls on the person at token i pays a visit, and asks nothing: "will call on President Ruiz".
func (s *scan) isVisit(c *cue, i int32) bool {
	k := s.d.RefAt(i)
	return s.d.Tokens[c.token].Lemma == "call" && k != doc.None && len(s.d.Refs[k].Actors) == 1 && s.d.Actors[s.d.Refs[k].Actors[0]].Kind == record.Person
}

// marker is the preposition or conjunction that opens the phrase headed by i, in lower case.
func (s *scan) marker(i int32) string {
	for ch := range s.d.Children(i) {
		if ch > i {
			break
		}
		if r := s.d.Tokens[ch].Rel; r == "case" || r == "mark" {
			return strings.ToLower(s.d.Form(ch))
		}
	}
	return ""
}

// upToComma is the first comma of the run [n, end), or its end.
func (s *scan) upToComma(n, end int32) int32 {
	for i := n; i < end; i++ {
		if s.d.Form(i) == "," && s.quotedBy[i] == doc.None {
			return i
		}
	}
	return end
}
