package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
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

// isInverted says whether the speaker stands behind the verb and the content before it: "..., said Jane Roe".
func (s *scan) isInverted(c *cue) bool {
	return len(c.source) > 0 && c.source[0].First == c.words.End && c.words.First > 0 && s.endsContent(c.words.First-1)
}

// isParenthesis says whether the saying stands between two commas: "The dam, the governor said, was never safe."
func (s *scan) isParenthesis(c *cue) bool {
	d := s.d
	sent := d.Sentences[d.Tokens[c.token].Sent].Span
	p, n := c.group.First-1, c.group.End
	if p <= sent.First || n >= sent.End-2 || d.Form(p) != "," || d.Form(n) != "," || !c.word.isSpeech() || len(c.source) == 0 {
		return false
	}
	return d.Tokens[n+1].XPOS != "VBG" && !strings.EqualFold(d.Form(n+1), "that") && s.quotationStartingAt(n+1) == doc.None
}

// isMark says whether token i is a quotation mark.
func (s *scan) isMark(i int32) bool {
	m, _ := s.markAt(i)
	return m != noMark
}

// quotedContent takes the quotation that stands right before the saying or right after it.
func (s *scan) quotedContent(c *cue) bool {
	d := s.d
	sent := d.Sentences[d.Tokens[c.token].Sent].Span
	var body []doc.Span
	// before: "...," she said
	p := c.group.First - 1
	for p >= 0 && s.quotedBy[p] == doc.None && (d.Form(p) == "," || d.Form(p) == "-" || d.Form(p) == "--" || d.Form(p) == "—" || d.Form(p) == "–") {
		p--
	}
	if q := s.quotationEndingAt(p); q != doc.None && !s.opensAside(c.token) && !(s.isEmbedded(q) && (s.complement(c) != doc.None || s.clauseAhead(c.group.End, sent.End))) && (d.Tokens[p].Sent == d.Tokens[c.token].Sent || c.group.First == sent.First && s.leansLeft(c, p)) &&
		(s.isSpeech(&s.quotations[q]) || c.word.isSpeech() && s.isAnswer(q)) {
		body = append(body, s.widenLeft(q, c))
	}
	// after: she said: "..."
	n := s.behind(c.group.End, sent.End)
	for n < sent.End && s.quotedBy[n] == doc.None && (d.Form(n) == "," || d.Form(n) == ":" || d.Form(n) == "." && body != nil) {
		n++
	}
	if q := s.quotationStartingAt(n); q != doc.None && (n < sent.End || body != nil && d.Sentences[d.Tokens[n].Sent].Paragraph == d.Sentences[d.Tokens[c.token].Sent].Paragraph) && (body != nil || s.isSpeech(&s.quotations[q]) || d.Form(n-1) == ":") {
		end := s.quotations[q].End
		if body == nil || d.Tokens[n].Sent == d.Tokens[c.token].Sent {
			end = s.widenRight(q, c)
		}
		body = append(body, doc.Span{First: n, End: end})
	}
	if last := sent.End - 1; body == nil && n == sent.End && d.Form(last) == ":" { // "She said:" and a new paragraph
		if q := s.quotationStartingAt(n); q != doc.None {
			body = append(body, s.quotations[q].Span)
		}
	}
	if body == nil {
		return false
	}
	return s.make(c, "quote", true, body...)
}

// isAnswer says whether a short quotation fills a sentence up to the saying: "Yes," she said.
func (s *scan) isAnswer(q int32) bool {
	d := s.d
	qu := &s.quotations[q]
	if d.Sentences[d.Tokens[qu.First].Sent].Span.First != qu.First {
		return false
	}
	for i := max(qu.First, qu.End-2); i < min(qu.End+1, int32(len(d.Tokens))); i++ {
		switch d.Form(i) {
		case ",", "?", "!":
			return true
		}
	}
	return false
}

// isEmbedded says whether a quotation stands within a phrase: nothing that parts clauses stands before it.
func (s *scan) isEmbedded(q int32) bool {
	d := s.d
	first := s.quotations[q].First
	if first == 0 || d.Sentences[d.Tokens[first].Sent].Span.First == first {
		return false
	}
	return !s.isBoundary(first - 1)
}

// leansLeft says whether a saying that starts a sentence belongs to the quotation before it, which ends at token p: the
// sentence splitter cut after "?" or "!".
func (s *scan) leansLeft(c *cue, p int32) bool {
	if p == 0 {
		return false
	}
	d := s.d
	last := p - 1
	for last > 0 && s.isMark(last) {
		last--
	}
	switch d.Form(last) {
	case "?", "!", ",", "...", "…":
	default:
		return false
	}
	if d.Sentences[d.Tokens[p].Sent].Paragraph != d.Sentences[d.Tokens[c.token].Sent].Paragraph {
		return false
	}
	n := c.group.End
	return int(n) >= len(d.Tokens) || d.Tokens[n].UPOS == "PUNCT"
}

// widenLeft is the content that ends with quotation q: the quotation, and what stands before it in its sentence where
// that is part of the same clause.
func (s *scan) widenLeft(q int32, c *cue) doc.Span {
	d := s.d
	qu := s.quotations[q]
	sp := qu.Span
	sent := d.Sentences[d.Tokens[qu.First].Sent].Span
	if qu.First > sent.First && d.Tokens[qu.First].Sent == d.Tokens[c.token].Sent && d.Form(qu.First-1) != "," && d.Form(qu.First-1) != ":" {
		from := sent.First
		for a := range s.draftsFrom(sent.First) {
			if a.cue < qu.First && a.word.isSpeech() {
				return sp
			}
		}
		if o := s.quotedBy[from]; o != doc.None && s.quotations[o].First < from && s.quotations[o].End < qu.First {
			from = s.quotations[o].First
		}
		sp.First = from
	}
	return sp
}

// widenRight is the end of the content that starts with quotation q: where the clause goes on behind the closing mark,
// it is part of the content.
func (s *scan) widenRight(q int32, c *cue) int32 {
	d := s.d
	qu := s.quotations[q]
	end := qu.End
	sent := d.Sentences[d.Tokens[c.token].Sent].Span
	if end >= sent.End || d.Tokens[end-1].Sent != d.Tokens[c.token].Sent {
		return end
	}
	if d.Tokens[end].UPOS == "PUNCT" && d.Form(end) != "," {
		return end
	}
	if r := s.complement(c); r != doc.None && s.below[r].First >= qu.First && s.below[r].First < qu.End {
		end = max(end, s.clauseEnd(c, r))
	}
	return end
}

// complement is the clause that the verb of saying has as its object, to its right; or None.
func (s *scan) complement(c *cue) int32 {
	d := s.d
	for ch := range d.Children(c.token) {
		if ch > c.token && d.Tokens[ch].Rel == "ccomp" && (s.hasFinite(s.below[ch]) || s.isWh(s.below[ch].First)) {
			return ch
		}
	}
	for ch := range d.Children(c.token) {
		if ch > c.token && d.Tokens[ch].Rel == "parataxis" && s.hasFinite(s.below[ch]) {
			return ch
		}
	}
	return doc.None
}

// hasFinite says whether a finite verb stands in the span.
func (s *scan) hasFinite(sp doc.Span) bool {
	for i := sp.First; i < sp.End; i++ {
		if s.isFinite(i) {
			return true
		}
	}
	return false
}

// clauseEnd is the end of the clause headed by r, the complement of c: not beyond a sibling that belongs to the saying.
func (s *scan) clauseEnd(c *cue, r int32) int32 {
	d := s.d
	sent := d.Sentences[d.Tokens[c.token].Sent].Span
	end := s.relativeEnd(c, s.below[r].First, s.narratorFrom(s.below[r].First, min(s.below[r].End, sent.End)))
	if q := s.quotedBy[end-1]; q != doc.None && s.quotations[q].First > c.token {
		end = max(end, s.quotations[q].End) // a quotation is never cut
	}
	return end
}

// narratorFrom cuts the run [first, end) where the narrator takes over again: at ", though ...", and at ", adding ..." where
// the speaker goes on with another saying.
func (s *scan) narratorFrom(first, end int32) int32 {
	d := s.d
	for i := first + 2; i+1 < end; i++ {
		if d.Tokens[i].UPOS == "CCONJ" && s.quotedBy[i] == doc.None && s.coordinates(i, end) {
			return i
		}
		if f := d.Form(i); f != "," && f != "-" && f != "—" && f != "–" && f != "--" || s.quotedBy[i] != doc.None && s.quotations[s.quotedBy[i]].End > i+2 {
			continue
		}
		n := i + 1
		if s.quotedBy[n] != doc.None && s.quotations[s.quotedBy[n]].End == n+1 {
			n++ // the closing mark behind the comma
		}
		if n >= end {
			break
		}
		switch d.Form(n) {
		case "though", "although", "whereas":
			return i
		}
		if d.Tokens[n].UPOS == "CCONJ" && s.coordinates(n, end) {
			return i
		}
		if w := s.gerundAt(n); w != nil && w.has(frameQuote) && w.force != "think" {
			return n
		}
	}
	return end
}

// coordinates says whether the conjunction at token i brings in another saying of the same speaker: a finite verb of
// plain speech or of naming right behind it.
func (s *scan) coordinates(i, end int32) bool {
	d := s.d
	n := i + 1
	for n < end && (d.Tokens[n].UPOS == "ADV" || d.Tokens[n].XPOS == "VBZ" && d.Tokens[n].UPOS == "AUX") {
		n++
	}
	if n >= end || d.Tokens[n].UPOS != "VERB" || d.Tokens[n].XPOS == "VB" || d.Tokens[n].XPOS == "VBG" || d.Tokens[n].XPOS == "VBP" && n == i+1 {
		return false
	}
	w, _ := s.verbAt(n)
	return w != nil && (w.isSpeech() || w.has(frameObjPred) || slices.Contains(w.objWith, "of") || w.has(frameObjInf|frameInf) && w.force != "think" && w.force != "want")
}

// relativeEnd cuts the run [first, end) of a saying in a relative clause where the main clause takes over: at a comma
// with a finite verb right behind it.
func (s *scan) relativeEnd(c *cue, first, end int32) int32 {
	if c.pronoun == doc.None {
		return end
	}
	for i := first + 1; i+1 < end; i++ {
		if s.d.Form(i) == "," && s.quotedBy[i+1] == doc.None && s.isFinite(i+1) {
			return i
		}
	}
	return end
}

// gerundAt is the row for the verb whose gerund stands at token i, also where the tagger takes it for a noun; or nil.
func (s *scan) gerundAt(i int32) *word {
	f := s.d.Form(i)
	if len(f) < 5 || f[len(f)-3:] != "ing" {
		return nil
	}
	if s.d.Tokens[i].UPOS == "VERB" {
		w, _ := s.verbAt(i)
		return w
	}
	return s.r.gerunds[f]
}

// clauseContent takes the clause after the verb, with or without "that".
func (s *scan) clauseContent(c *cue) bool {
	d := s.d
	sent := d.Sentences[d.Tokens[c.token].Sent].Span
	onlyWh := !c.word.has(frameThat)
	if s.isAddressed(c.token) && c.head != doc.None { // "told the reporters that": trees often hang the clause on the reporters
		from := max(c.words.End, c.label.End)
		if n := s.behind(s.behindAddressee(from, sent.End), sent.End); n > from && n < sent.End-1 && (!onlyWh || s.isWh(n)) &&
			(strings.EqualFold(d.Form(n), "that") || s.isWh(n) || s.clauseAhead(n, sent.End)) {
			return s.make(c, "that", false, doc.Span{First: n, End: s.regionEnd(c, n)})
		}
	}
	if r := s.complement(c); r != doc.None {
		first := s.below[r].First
		if behind := c.words.End; first > behind && first < behind+longestLabel && c.word.has(frameQuote) && !s.isAddressed(c.token) && c.label.First < behind {
			if s.clauseAhead(behind, first+1) { // the parser left its subject outside
				first = behind
			}
		}
		if q := s.quotedBy[first]; q != doc.None && s.quotations[q].First > c.token {
			first = s.quotations[q].First // a quotation is never cut
		}
		if first > c.token && (!onlyWh || s.isWh(first)) && !s.isAfterthought(c, first) {
			return s.make(c, "that", false, doc.Span{First: first, End: s.clauseEnd(c, r)})
		}
	}
	// The parser saw no clause there: the order of the words may show one all the same.
	n := c.group.End
	if n > c.token+1 && (n >= sent.End || !strings.EqualFold(d.Form(n), "that")) && !s.isAddressed(c.token) {
		n = c.words.End
		if c.label.First == n && c.label.Len() > 0 {
			n = c.label.End
		}
	}
	if s.isAddressed(c.token) {
		n = s.behindAddressee(n, sent.End)
	}
	n = s.behind(n, sent.End)
	if n < sent.End-2 && d.Form(n) == "," && strings.EqualFold(d.Form(n+1), "that") {
		n++
	}
	if n >= sent.End-1 || d.Tokens[n].UPOS == "PUNCT" && s.quotationStartingAt(n) == doc.None {
		return false
	}
	end := s.regionEnd(c, n)
	that := strings.EqualFold(d.Form(n), "that")
	switch {
	case c.head == doc.None:
		return false
	case s.isWh(n) && !that:
		if !s.hasFinite(doc.Span{First: n + 1, End: end}) {
			return false
		}
	case onlyWh:
		return false
	case that:
		if !s.clauseAhead(n+1, end) && !(c.plainSpeech() && s.hasFinite(doc.Span{First: n + 1, End: end})) {
			return false
		}
	case c.plainSpeech() && c.word.has(frameQuote):
		switch d.Tokens[n].UPOS {
		case "ADP", "ADV", "SCONJ", "PART", "CCONJ", "PUNCT":
			if !s.clauseAhead(n+1, end) || s.isAddressed(c.token) {
				return false
			}
		}
		if !s.hasFinite(doc.Span{First: n, End: end}) {
			return false
		}
		if o := d.Child(c.token, "obj"); o != doc.None && s.below[o].First == n && c.word.force == "assert" && d.Tokens[c.token].Lemma != "say" && !s.clauseAhead(n, end) {
			return false // "added the question that ...", "repeated a claim"
		}
	case !c.word.has(frameQuote) || !s.clauseAhead(n, end):
		return false
	}
	return s.make(c, "that", false, doc.Span{First: n, End: end})
}

// isAfterthought says whether the clause that the tree makes the complement of c starts too far behind it: after an object, or behind
// a comma. Words of plain speech may have such a complement, others not.
func (s *scan) isAfterthought(c *cue, first int32) bool {
	d := s.d
	if c.word.isSpeech() || first == 0 || strings.EqualFold(d.Form(first), "that") {
		return false
	}
	if d.Form(first-1) == "," {
		return true
	}
	o := d.Child(c.token, "obj")
	return o != doc.None && o > c.token && o < first && !s.isAddressed(c.token)
}

// plainSpeech says whether nothing but a clause can follow the verb.
func (c *cue) plainSpeech() bool {
	return !c.word.has(frameObj|frameObjPred) && len(c.word.after) == 0 && len(c.word.objWith) == 0
}

// isWh says whether token i opens an indirect question.
func (s *scan) isWh(i int32) bool {
	switch strings.ToLower(s.d.Form(i)) {
	case "whether", "if", "how", "what", "why", "who", "whom", "whose", "which", "where", "when":
		return true
	}
	return false
}

// regionEnd is where the content that starts at n ends, if the tree does not tell: at the end of the sentence, or
// before the next saying that is coordinated with this one.
func (s *scan) regionEnd(c *cue, n int32) int32 {
	d := s.d
	end := s.relativeEnd(c, n, s.narratorFrom(n, d.Sentences[d.Tokens[c.token].Sent].Span.End))
	for ch := range d.Children(c.token) {
		if first := s.below[ch].First; first > n && d.Tokens[ch].Rel == "conj" && d.Tokens[first].UPOS == "CCONJ" {
			if w, _ := s.verbAt(ch); w != nil {
				end = min(end, first)
			}
		}
	}
	if q := s.quotedBy[end-1]; q != doc.None && s.quotations[q].First > c.token {
		end = max(end, s.quotations[q].End)
	}
	return end
}

// contentBefore takes the clause before the saying: "..., the ministry announced on Tuesday", and what goes on behind it.
func (s *scan) contentBefore(c *cue) bool {
	d := s.d
	sent := d.Sentences[d.Tokens[c.token].Sent].Span
	p := c.group.First - 1
	as := p >= sent.First && strings.EqualFold(d.Form(p), "as")
	if as {
		p--
	}
	if p < sent.First {
		if as { // "As the minister said, ..."
			if n := c.group.End; n < sent.End-2 && d.Form(n) == "," {
				return s.make(c, "left", false, doc.Span{First: n + 1, End: sent.End})
			}
		}
		return false
	}
	if d.Form(p) != "," && d.Form(p) != "—" && d.Form(p) != "–" && d.Form(p) != "--" && d.Form(p) != "―" && s.quotationEndingAt(p) == doc.None {
		return false
	}
	if c.head == doc.None {
		return false
	}
	first := sent.First
	if o := s.quotedBy[first]; o != doc.None && s.quotations[o].First < first {
		first = s.quotations[o].First
	}
	for a := range s.draftsFrom(sent.First) { // not what another saying of the sentence has
		if a.cue < p && a.cue < c.token {
			if e := s.groupEnd(a); e < p && e > first && (a.frame == "left" || a.frame == "quote") {
				first = e
			}
		}
	}
	left := doc.Span{First: first, End: p}
	n := c.group.End
	goesOn := n < sent.End-2 && d.Form(n) == "," && s.gerundAt(n+1) == nil && d.Tokens[n+1].XPOS != "VBG"
	if !s.hasFinite(left) && !goesOn {
		return false
	}
	// A subordinate clause before the subject is not what is said: "After they met, the minister said no more."
	if m := d.Child(d.HeadOf(left), "mark"); m != doc.None && left.Has(m) && d.Tokens[d.HeadOf(left)].Head == c.token && d.Tokens[d.HeadOf(left)].Rel == "advcl" {
		return false
	}
	if goesOn && !c.plainSpeech() && d.Tokens[c.token].Rel != "parataxis" {
		goesOn = false
		if !s.hasFinite(left) {
			return false
		}
	}
	if !c.plainSpeech() && d.Tokens[c.token].Rel != "parataxis" && (d.Child(c.token, "obj") != doc.None || d.Child(c.token, "xcomp") != doc.None) {
		return false
	}
	switch d.Tokens[c.token].Rel {
	case "xcomp":
		return false
	case "conj", "acl", "acl:relcl", "advcl":
		if !as && c.label.Len() == 0 && !s.isInverted(c) {
			return false
		}
	}
	if goesOn && c.word.force == "assert" {
		return s.make(c, "left", false, left, doc.Span{First: n + 1, End: sent.End})
	}
	return s.make(c, "left", false, left)
}

// groupEnd is the end of the words that a draft takes for source and cue.
func (s *scan) groupEnd(a *draft) int32 {
	end := a.cue + 1
	for _, sp := range slices.Concat(a.cues, a.source) {
		end = max(end, sp.End)
	}
	return end
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
		case t.Rel == "xcomp" || t.Rel == "advcl" && w.has(frameObjInf) && obj != doc.None && s.isInfinitive(ch) || t.Rel == "ccomp":
			sp := s.below[ch]
			inf := s.isInfinitive(ch)
			switch {
			case inf && obj != doc.None && w.has(frameObjInf):
				sp.First = s.below[obj].First
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
			if doc.Is(d.Tokens[ch].Rel, "acl") && s.isInfinitive(ch) {
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
	if w.has(frameDocObj) && s.isDocument(c.head) && c.words.End < d.Sentences[d.Tokens[c.token].Sent].Span.End-1 {
		return s.make(c, "obj", false, doc.Span{First: c.words.End, End: s.regionEnd(c, c.words.End)})
	}
	obj := d.Child(c.token, "obj")
	if obj == doc.None && !s.isAddressed(c.token) {
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
	}
	if w.has(frameObj) {
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

// namedUpTo is where the name that somebody is given ends: "called the plan 'a disgrace'", "called him unfit"; or None.
func (s *scan) namedUpTo(c *cue) int32 {
	d := s.d
	end := d.Sentences[d.Tokens[c.token].Sent].Span.End
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

// prepositionContent takes the phrase after a preposition of the row: "called for calm", "spoke of peace".
func (s *scan) prepositionContent(c *cue) bool {
	if len(c.word.after) == 0 {
		return false
	}
	return s.prepositionBelow(c, c.token)
}

func (s *scan) prepositionBelow(c *cue, top int32) bool {
	d := s.d
	for ch := range d.Children(top) {
		if ch < top || !(doc.Is(d.Tokens[ch].Rel, "obl") || doc.Is(d.Tokens[ch].Rel, "advcl") || doc.Is(d.Tokens[ch].Rel, "nmod") || doc.Is(d.Tokens[ch].Rel, "acl") || d.Tokens[ch].Rel == "ccomp") {
			continue
		}
		m := s.marker(ch)
		if !slices.Contains(c.word.after, m) || d.TimeAt(ch) != doc.None {
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

// upToComma is the first comma of the run [n, end), or its end.
func (s *scan) upToComma(n, end int32) int32 {
	for i := n; i < end; i++ {
		if s.d.Form(i) == "," && s.quotedBy[i] == doc.None {
			return i
		}
	}
	return end
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
	if n := s.behind(c.group.End, d.Sentences[d.Tokens[c.token].Sent].Span.End); w.has(frameWh) && int(n) < len(d.Tokens) && s.isWh(n) && n == c.group.End {
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
