package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// isInverted says whether the speaker stands behind the verb and the content before it: "..., said Jane Roe".
func (s *scan) isInverted(c *cue) bool {
	return len(c.source) > 0 && c.source[0].First == c.words.End && c.words.First > 0 && s.endsContent(c.words.First-1)
}

// isParenthesis says whether the saying stands between two commas: "The dam, the governor said, was never safe."
func (s *scan) isParenthesis(c *cue) bool {
	d := s.d
	sent := s.around(c.token)
	p, n := c.group.First-1, c.group.End
	if p <= sent.First || n >= sent.End-2 || d.Form(p) != "," || d.Form(n) != "," || !c.word.isSpeech() || len(c.source) == 0 {
		return false
	}
	return d.Tokens[n+1].XPOS != "VBG" && !strings.EqualFold(d.Form(n+1), "that") && s.quotationStartingAt(n+1) == doc.None
}

// contentBefore takes the clause before the saying: "..., the ministry announced on Tuesday", and what goes on behind it.
func (s *scan) contentBefore(c *cue) bool {
	d := s.d
	sent := s.around(c.token)
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
	if e := s.below[c.head].First; c.head >= first && c.head < p && e == first && s.relativeBehind(c.head, p) { // "Chad, which borders both, took note"
		return false
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
	if f := &d.Tokens[first]; (f.UPOS == "SCONJ" || f.XPOS == "WRB") && c.plainSpeech() && n < sent.End-2 && d.Tokens[n].UPOS != "PUNCT" && d.Tokens[n].UPOS != "ADP" && d.TimeAt(n) == doc.None {
		return s.make(c, "that", false, doc.Span{First: n, End: s.regionEnd(c, n)})
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

// relativeBehind says whether a comma and a relative pronoun stand behind the phrase of token h, before token end.
func (s *scan) relativeBehind(h, end int32) bool {
	for i := h + 1; i+1 < end && i < h+longestLabel; i++ {
		if s.d.Form(i) == "," {
			x := s.d.Tokens[i+1].XPOS
			return x == "WDT" || x == "WP" || x == "WP$"
		}
		if !s.inPhrase(i) {
			return false
		}
	}
	return false
}
