package quote

import (
	"github.com/openlines/openlines/internal/doc"
)

// quotedContent takes the quotation that stands right before the saying or right after it.
func (s *scan) quotedContent(c *cue) bool {
	d := s.d
	sent := s.around(c.token)
	var body []doc.Span
	// before: "...," she said
	p := c.group.First - 1
	for p >= 0 && s.quotedBy[p] == doc.None && (d.Form(p) == "," || d.Form(p) == "-" || d.Form(p) == "--" || d.Form(p) == "—" || d.Form(p) == "–") {
		p--
	}
	if p > 1 && s.isForm(p, "all") && s.isForm(p-1, "was") { // "...," was all she would say
		p -= 2
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
	if s.around(qu.First).First != qu.First {
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
	first := s.quotations[q].First
	if first == 0 || s.around(first).First == first {
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
	sent := s.around(qu.First)
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
	sent := s.around(c.token)
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

// isMark says whether token i is a quotation mark.
func (s *scan) isMark(i int32) bool {
	m, _ := s.markAt(i)
	return m != noMark
}
