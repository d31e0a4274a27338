package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// clauseContent takes the clause after the verb, with or without "that".
func (s *scan) clauseContent(c *cue) bool {
	d := s.d
	if c.head == doc.None && d.Tokens[c.token].XPOS == "VB" {
		return false // "it is too soon to say whether": nobody says it
	}
	sent := s.around(c.token)
	onlyWh := !c.word.has(frameThat)
	if c.word.has(frameWhom) && c.head != doc.None { // "told the reporters that": trees often hang the clause on the reporters
		from := max(c.words.End, c.label.End)
		if n := s.behind(s.behindAddressee(from, sent.End), sent.End); n > from && n < sent.End-1 && (!onlyWh || s.isWh(n)) &&
			(strings.EqualFold(d.Form(n), "that") || s.isWh(n) || s.clauseAhead(n, sent.End)) {
			return s.make(c, "that", false, doc.Span{First: n, End: s.regionEnd(c, n)})
		}
	}
	if r := s.complement(c); r != doc.None {
		first := s.below[r].First
		if first > c.token && first+1 < sent.End && d.Tokens[first].UPOS == "ADV" && strings.EqualFold(d.Form(first+1), "that") { // "said only that"
			first++
		}
		if k := d.TimeAt(first); k != doc.None && first == c.words.End { // "said Tuesday she had left"
			if n := d.Times[k].Span.End; n < sent.End && s.clauseAhead(n, sent.End) {
				first = n
			}
		}
		if behind := c.words.End; first > behind && first < behind+longestLabel && c.word.has(frameQuote) && !c.word.has(frameWhom) && c.label.First < behind {
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
	return s.clauseByOrder(c, sent, onlyWh)
}

// clauseByOrder takes the clause after the verb that the order of the words shows, where the parser saw none.
func (s *scan) clauseByOrder(c *cue, sent doc.Span, onlyWh bool) bool {
	d := s.d
	n := c.group.End
	if n > c.token+1 && (n >= sent.End || !strings.EqualFold(d.Form(n), "that")) && !c.word.has(frameWhom) {
		n = c.words.End
		if c.label.First == n && c.label.Len() > 0 {
			n = c.label.End
		}
	}
	if c.word.has(frameWhom) {
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
		if !s.clauseAhead(n+1, end) && !((c.plainSpeech() || d.Tokens[n].UPOS == "SCONJ") && s.hasFinite(doc.Span{First: n + 1, End: end})) {
			return false
		}
	case c.plainSpeech() && c.word.has(frameQuote):
		switch d.Tokens[n].UPOS {
		case "ADP", "ADV", "SCONJ", "PART", "CCONJ", "PUNCT":
			if !s.clauseAhead(n+1, end) || c.word.has(frameWhom) {
				return false
			}
		}
		if !s.hasFinite(doc.Span{First: n, End: end}) && !s.misread(c, n, end) {
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

// misread says whether the object of "said" in the run [n, end) is a clause whose verb the tree takes for a participle: "said the refusal made it
// guilty".
func (s *scan) misread(c *cue, n, end int32) bool {
	d := s.d
	o := d.Child(c.token, "obj")
	if d.Tokens[c.token].Lemma != "say" || o == doc.None || o < n {
		return false
	}
	for v := o + 1; v < end; v++ {
		if t := &d.Tokens[v]; t.Head == o && t.Rel == "acl" && t.XPOS == "VBN" && d.Child(v, "obj") > v {
			return true
		}
	}
	return false
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

// clauseEnd is the end of the clause headed by r, the complement of c: not beyond a sibling that belongs to the saying.
func (s *scan) clauseEnd(c *cue, r int32) int32 {
	sent := s.around(c.token)
	end := s.relativeEnd(c, s.below[r].First, s.narratorFrom(s.below[r].First, min(s.below[r].End, sent.End)))
	if q := s.quotedBy[end-1]; q != doc.None && s.quotations[q].First > c.token {
		end = max(end, s.quotations[q].End) // a quotation is never cut
	}
	return end
}

// regionEnd is where the content that starts at n ends, if the tree does not tell: at the end of the sentence, or
// before the next saying that is coordinated with this one.
func (s *scan) regionEnd(c *cue, n int32) int32 {
	d := s.d
	end := s.relativeEnd(c, n, s.narratorFrom(n, s.around(c.token).End))
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
	return o != doc.None && o > c.token && o < first && !c.word.has(frameWhom)
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

// hasFinite says whether a finite verb stands in the span.
func (s *scan) hasFinite(sp doc.Span) bool {
	for i := sp.First; i < sp.End; i++ {
		if s.isFinite(i) {
			return true
		}
	}
	return false
}

// narratorFrom cuts the run [first, end) where the narrator takes over again: at ", though ...", and at ", adding ..." where
// the speaker goes on with another saying.
func (s *scan) narratorFrom(first, end int32) int32 {
	d := s.d
	for i := first + 2; i+1 < end; i++ {
		if d.Tokens[i].UPOS == "CCONJ" && s.quotedBy[i] == doc.None && s.coordinates(i, end) || s.silence(i, end) {
			return i
		}
		if q := s.quotationEndingAt(i - 1); q != doc.None && s.quotations[q].First >= first && s.circumstance(i) {
			return i
		}
		if d.Form(i) == ";" && s.quotedBy[i] == doc.None && s.saysAgain(i+1, end) {
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
		case "though", "although", "whereas", "according":
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

// circumstance says whether a clause or phrase of time or reason opens at token i, behind a quotation: the narrator's.
func (s *scan) circumstance(i int32) bool {
	end := s.around(i).End
	if s.d.Form(i) == "," {
		i++
	}
	for n := i; n < min(end, i+4); n++ { // "two days after"
		switch s.d.Tokens[n].UPOS {
		case "SCONJ", "ADP":
			switch strings.ToLower(s.d.Form(n)) {
			case "after", "before", "when", "while", "amid", "following", "hours":
				return true
			}
			return false
		case "NUM", "DET", "NOUN":
		default:
			return false
		}
	}
	return false
}

// saysAgain says whether the clause at token i is another saying: "...; one called it blackmail".
func (s *scan) saysAgain(i, end int32) bool {
	for n := i; n < min(end, i+longestLabel) && s.quotedBy[n] == doc.None; n++ {
		if !s.isFinite(n) {
			continue
		}
		w, _ := s.verbAt(n)
		return w != nil && (w.isSpeech() || w.has(frameObjPred))
	}
	return false
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
