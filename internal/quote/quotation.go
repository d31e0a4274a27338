package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// quotation is a run of text between quotation marks. Single marks count where no double ones are open.
type quotation struct {
	doc.Span           // with its marks
	inner    doc.Range // without them
	words    int
	unclosed bool // goes on in the next paragraph, which opens with a mark again
	resumed  bool // begins a paragraph within a quotation that the one before left open
}

// longestSingle bounds the search for the end of a quotation in single marks, in tokens.
const longestSingle = 80

type mark uint8

const (
	noMark mark = iota
	opens
	closes
	either       // straight: the surroundings tell
	opensSingle  // ‘
	eitherSingle // ' and ’
)

// markAt is the kind of mark at token i and the number of tokens that it takes.
func (s *scan) markAt(i int32) (mark, int32) {
	switch f := s.d.Form(i); f {
	case "“", "„", "«", "``", "‟":
		return opens, 1
	case "”", "»":
		return closes, 1
	case `"`, "''", "＂":
		return either, 1
	case "'", "’", "‘", "`":
		if int(i)+1 < len(s.d.Tokens) && s.d.Tokens[i+1].Start == s.d.Tokens[i].End {
			if g := s.d.Form(i + 1); g == f {
				switch f {
				case "‘", "`":
					return opens, 2
				case "'":
					return either, 2
				default:
					return closes, 2
				}
			}
		}
		if f == "‘" || f == "`" {
			return opensSingle, 1
		}
		return eitherSingle, 1
	}
	return noMark, 0
}

// spaceBefore says whether a mark that starts at byte b can open: at the start, after a space, bracket or dash.
func (s *scan) spaceBefore(b int32) bool {
	r, _ := utf8.DecodeLastRuneInString(s.d.Text[:b])
	return b == 0 || unicode.IsSpace(r) || strings.ContainsRune("([{-–—/\"'“‘:", r)
}

// spaceAfter says whether a mark that ends at byte b can close.
func (s *scan) spaceAfter(b int32) bool {
	r, _ := utf8.DecodeRuneInString(s.d.Text[b:])
	return int(b) == len(s.d.Text) || unicode.IsSpace(r) || strings.ContainsRune(")]}-–—/.,;:!?\"'”’", r)
}

// findQuotations pairs the marks, paragraph by paragraph.
func (s *scan) findQuotations() {
	d := s.d
	carried := false // the paragraph before left a quotation open
	for k := 0; k < len(d.Sentences); {
		first, par := d.Sentences[k].Span.First, d.Sentences[k].Paragraph
		for k < len(d.Sentences) && d.Sentences[k].Paragraph == par {
			k++
		}
		end := d.Sentences[k-1].Span.End
		nextOpens := false
		if k < len(d.Sentences) && d.Sentences[k].Span.Len() > 0 {
			m, _ := s.markAt(d.Sentences[k].First)
			nextOpens = m == opens || m == either
		}
		carried = s.pairMarks(doc.Span{First: first, End: end}, carried, nextOpens)
	}
	for q := range s.quotations {
		for i := s.quotations[q].First; i < s.quotations[q].End; i++ {
			s.quotedBy[i] = int32(q)
		}
	}
}

func (s *scan) pairMarks(par doc.Span, resumed, nextOpens bool) (open bool) {
	d := s.d
	depth := 0
	var from, fromN int32
	for i := par.First; i < par.End; {
		m, n := s.markAt(i)
		if m == noMark {
			i++
			continue
		}
		start, end := d.Tokens[i].Start, d.Tokens[i+n-1].End
		if m == either {
			left, right := s.spaceBefore(start), s.spaceAfter(end)
			switch {
			case left && !right:
				m = opens
			case right && !left:
				m = closes
			case depth > 0:
				m = closes
			default:
				m = opens
			}
		}
		switch {
		case m == opens:
			if depth == 0 {
				from, fromN = i, n
			}
			depth++
		case m == closes && depth > 0:
			depth--
			if depth == 0 {
				s.quotation(from, fromN, i, n, resumed && from == par.First)
			}
		case (m == opensSingle || m == eitherSingle) && depth == 0:
			if to := s.singleEnd(i, par.End, m); to != doc.None {
				s.quotation(i, 1, to, 1, false)
				i = to
			}
		}
		i += n
	}
	if depth == 0 || par.End <= from+fromN {
		return false
	}
	// The last mark was never closed. It runs to the end of the paragraph where the next one takes it up, or where it
	// is all there is; else to the end of its sentence.
	to := par.End
	if !nextOpens {
		to = min(to, s.around(from).End)
	}
	if !s.quotation(from, fromN, to, 0, resumed && from == par.First) {
		return false
	}
	s.quotations[len(s.quotations)-1].unclosed = nextOpens
	return nextOpens
}

// singleEnd finds the token that closes the single mark at i, or None: then it is an apostrophe.
func (s *scan) singleEnd(i, end int32, m mark) int32 {
	d := s.d
	if m == eitherSingle && d.Form(i) == "’" || !s.spaceBefore(d.Tokens[i].Start) || s.spaceAfter(d.Tokens[i].End) {
		return doc.None
	}
	if r, _ := utf8.DecodeRuneInString(d.Text[d.Tokens[i].End:]); unicode.IsDigit(r) {
		return doc.None
	}
	want := "'"
	if m == opensSingle {
		want = "’"
	}
	for j := i + 1; j < min(end, i+longestSingle); j++ {
		t := &d.Tokens[j]
		if d.Form(j) == want && t.XPOS != "POS" && s.spaceAfter(t.End) && !s.spaceBefore(t.Start) {
			return j
		}
	}
	return doc.None
}

// quotation keeps the run from the mark at token from (n tokens long) to the mark at token to (m tokens long), if
// anything stands between them.
func (s *scan) quotation(from, n, to, m int32, resumed bool) bool {
	if to <= from+n {
		return false
	}
	d := s.d
	q := quotation{Span: doc.Span{First: from, End: to + m}, inner: doc.Range{Start: d.Tokens[from+n].Start, End: d.Tokens[to-1].End}, resumed: resumed}
	for i := from + n; i < to; i++ {
		if d.Tokens[i].UPOS != "PUNCT" {
			q.words++
		}
	}
	s.quotations = append(s.quotations, q)
	return true
}

// isSpeech says whether a quotation can be a saying by itself and not only a quoted word or title.
func (s *scan) isSpeech(q *quotation) bool {
	if q.unclosed || q.resumed || q.words >= 9 {
		return true
	}
	if q.words < 2 {
		return false
	}
	last := q.End - 1
	for last > q.First && s.d.Tokens[last].UPOS == "PUNCT" {
		if strings.ContainsAny(s.d.Form(last), ".,!?…") {
			return true
		}
		last--
	}
	for i := q.First; i < q.End; i++ {
		if s.isFinite(i) {
			return true
		}
	}
	return false
}

// isFinite says whether token i is a finite verb or auxiliary.
func (s *scan) isFinite(i int32) bool {
	switch s.d.Tokens[i].XPOS {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// quotationEndingAt is the quotation whose last token is i, or None.
func (s *scan) quotationEndingAt(i int32) int32 {
	if i < 0 || int(i) >= len(s.quotedBy) {
		return doc.None
	}
	if q := s.quotedBy[i]; q != doc.None && s.quotations[q].End == i+1 {
		return q
	}
	return doc.None
}

// quotationStartingAt is the quotation whose first token is i, or None.
func (s *scan) quotationStartingAt(i int32) int32 {
	if i < 0 || int(i) >= len(s.quotedBy) {
		return doc.None
	}
	if q := s.quotedBy[i]; q != doc.None && s.quotations[q].First == i {
		return q
	}
	return doc.None
}
