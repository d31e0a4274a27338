package english

import (
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// datelineMost is the longest dateline in bytes.
const datelineMost = 110

// dateline is the length of the dateline at the start of a paragraph, its dash and the space after it included, or 0:
// "GENEVA, March 3 (Agency) — ", "BEIJING -- ", "(Agency) - ".
func dateline(p string) int {
	head := p[:min(len(p), datelineMost)]
	if n := slashed(head); n > 0 {
		return n
	}
	end, dash := -1, 0
	for _, mark := range []string{" — ", " – ", " -- ", " - ", " —", ") —", "— ", ": ", " ― "} {
		if mark == ": " && !strings.HasPrefix(head, "(") && !strings.Contains(head, ") :") {
			continue
		}
		if i := strings.Index(head, mark); i >= 0 && (end < 0 || i < end) {
			end, dash = i, len(mark)
			if mark == ") —" {
				end, dash = i+1, len(mark)-1
			}
		}
	}
	if end < 1 || strings.ContainsAny(head[:end], "\n\"“”?!;") {
		return 0
	}
	place := strings.TrimSpace(head[:end])
	if paren := strings.IndexByte(place, '('); paren >= 0 {
		closed := strings.IndexByte(place[paren:], ')')
		if closed < 0 || paren+closed != len(place)-1 || len(place)-paren < 3 {
			return 0
		}
		if paren == 0 { // the agency alone
			return end + dash
		}
		place = strings.TrimSpace(place[:paren])
		if strings.HasSuffix(place, ".") && !isUpper(firstWord(place)) || !titled(place) {
			return 0
		}
		return end + dash
	}
	// without an agency, only a place in capitals counts
	first := strings.Trim(firstWord(place), ",.")
	if utf8.RuneCountInString(first) < 3 || !isShouted(first) || !titled(place) {
		return 0
	}
	return end + dash
}

// isShouted says whether a word is all in capitals.
func isShouted(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// slashed is the length of a dateline that ends with its agency between slashes, the space after it included, or 0: "MINSK, March 3. /BELTA/. ".
func slashed(head string) int {
	place, rest, ok := strings.Cut(head, "/")
	agency, _, closed := strings.Cut(rest, "/")
	if first := strings.Trim(firstWord(place), ",."); utf8.RuneCountInString(first) < 3 || !isShouted(first) {
		return 0
	}
	if !ok || !closed || !titled(place) || strings.ContainsAny(place, "\n\"“”?!;") ||
		len(agency) < 2 || !isShouted(agency) || strings.ContainsRune(agency, ' ') {
		return 0
	}
	end := len(place) + len(agency) + 2
	for end < len(head) && strings.ContainsRune(". -", rune(head[end])) {
		end++
	}
	return end
}

func firstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i]
	}
	return s
}

// titled says whether all words of s are capitalised, numbers, or small words of names.
func titled(s string) bool {
	for w := range strings.FieldsSeq(s) {
		c := w[0]
		if 'a' <= c && c <= 'z' {
			switch w {
			case "and", "of", "the", "de", "la", "el", "al", "near", "in", "on", "at", "aboard", "del", "du", "da", "und", "en", "with":
				continue
			}
			return false
		}
	}
	return true
}

// markKind tells what the sentences from first on, which make up the paragraph text[from:to], are.
func markKind(d *doc.Document, first, from, to int) {
	n := len(d.Sentences) - first
	if n == 0 {
		return
	}
	p := d.Text[from:to]
	kind := doc.Prose
	s := &d.Sentences[len(d.Sentences)-1]
	last := d.Form(s.Span.End - 1)
	switch {
	case s.Kind == doc.Dateline:
		return
	case isByline(p):
		kind = doc.Byline
	case isCaption(p):
		kind = doc.Caption
	case n == 1 && isDateLine(d, s):
		kind = doc.Dateline
	case n == 1 && len(p) <= 200 && !isStop(last) && last != ":" && !(closesQuote(last) && s.Span.Len() > 1 && isStop(d.Form(s.Span.End-2))) && last != ")" && !strings.HasSuffix(last, "."):
		kind = doc.Headline
	}
	if kind == doc.Prose {
		return
	}
	for i := first; i < len(d.Sentences); i++ {
		if d.Sentences[i].Kind == doc.Prose {
			d.Sentences[i].Kind = kind
		}
	}
}

func closesQuote(w string) bool { return w == `"` || w == "”" || w == "’" || w == "'" }

// isByline says whether a paragraph names its writers: "By Jane Roe, Staff Writer".
func isByline(p string) bool {
	rest, ok := strings.CutPrefix(p, "By ")
	if !ok {
		rest, ok = strings.CutPrefix(p, "BY ")
	}
	if !ok || len(p) > 100 || rest == "" {
		return false
	}
	if strings.HasSuffix(p, ".") && len(p) > 40 {
		return false
	}
	return titled(rest)
}

// isCaption says whether a paragraph is the text of a picture.
func isCaption(p string) bool {
	for _, start := range []string{"FILE - ", "FILE – ", "FILE — ", "FILE PHOTO", "File photo", "Photo: ", "PHOTO: ", "Image: ", "IMAGE: ", "Caption: ", "Photograph: ", "Picture: "} {
		if strings.HasPrefix(p, start) {
			return true
		}
	}
	tail := p[max(0, len(p)-90):]
	if i := strings.LastIndexByte(tail, '('); i >= 0 && len(p) < 600 && strings.HasSuffix(tail, ")") {
		in := tail[i:]
		return strings.Contains(in, "Photo") || strings.Contains(in, "via AP)") || strings.Contains(in, "Getty") || strings.Contains(in, "Pool")
	}
	return false
}

// isDateLine says whether a sentence is a date and nothing else, but for a place in capitals before it: "Friday, January 4, 2019", "LIMA, May 3, 2019".
func isDateLine(d *doc.Document, s *doc.Sentence) bool {
	if s.Span.Len() > 10 {
		return false
	}
	dated := false
	first := s.First
	for first+1 < s.Span.End && isShouted(d.Form(first)) && (isShouted(d.Form(first+1)) || d.Form(first+1) == ",") {
		first++
	}
	for i := first; i < s.Span.End; i++ {
		w := d.Form(i)
		if isDigit(w[0]) {
			dated = true
			continue
		}
		switch w {
		case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
			"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
			"Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "Sep.",
			",", ".", ":", "-", "/", "at", "Updated", "Published", "a.m.", "p.m.", "AM", "PM", "GMT", "UTC", "ET", "|", "EST", "EDT", "am", "pm":
		default:
			return false
		}
	}
	return dated
}

// Glued says of each token whether it belongs to the orthographic token before: "n't" in "don't".
func Glued(d *doc.Document) []bool {
	out := make([]bool, len(d.Tokens))
	for i := 1; i < len(d.Tokens); i++ {
		a, b := &d.Tokens[i-1], &d.Tokens[i]
		if a.End != b.Start || a.Sent != b.Sent {
			continue
		}
		f := d.Form(int32(i))
		before := d.Text[a.End-1]
		switch {
		case len(f) > 1 && (f[0] == '\'' || strings.HasPrefix(f, "’")) && clitic("x"+f) == 1 && f != "’" && f != "''":
			out[i] = isLetter(before) || isDigit(before)
		case f == "'" || f == "’":
			out[i] = b.XPOS == "POS"
		default:
			out[i] = isLetter(before) && before < utf8.RuneSelf && isLetter(f[0]) && f[0] < utf8.RuneSelf
		}
	}
	return out
}
