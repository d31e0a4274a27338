package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// Split fills the document's sentences and tokens.
func (t *Tokenizer) Split(d *doc.Document) {
	d.Sentences, d.Tokens = d.Sentences[:0], d.Tokens[:0]
	if cap(d.Tokens) == 0 {
		d.Tokens = make([]doc.Token, 0, len(d.Text)/5+8)
	}
	paragraph := int32(0)
	for from, to := range paragraphs(d.Text) {
		first := len(d.Sentences)
		start := from
		if end := dateline(d.Text[from:to]); end > 0 {
			n := len(d.Tokens)
			t.tokenise(d, from, from+end)
			closeSentence(d, n, len(d.Tokens), paragraph, doc.Dateline)
			start = from + end
		}
		n := len(d.Tokens)
		t.tokenise(d, start, to)
		t.sentences(d, n, paragraph)
		markKind(d, first, from, to)
		if len(d.Sentences) > first {
			paragraph++
		}
	}
}

// closeSentence appends the sentence of tokens first to end.
func closeSentence(d *doc.Document, first, end int, paragraph int32, kind doc.SentenceKind) {
	if first >= end {
		return
	}
	s := doc.Span{First: int32(first), End: int32(end)}
	for i := first; i < end; i++ {
		d.Tokens[i].Sent = int32(len(d.Sentences))
	}
	d.Sentences = append(d.Sentences, doc.Sentence{Span: s, Range: d.Bytes(s), Paragraph: paragraph, Kind: kind})
}

// longestSentence is the number of tokens after which a sentence is broken off: no one writes such, but tables and lists
// without a stop get there, and the work on a sentence is not to grow without bound.
const longestSentence = 1000

// sentences divides the tokens from first on, which are one paragraph.
func (t *Tokenizer) sentences(d *doc.Document, first int, paragraph int32) {
	n := len(d.Tokens)
	begin := first
	for i := first; i < n; i++ {
		if i+1 < n && i-begin < longestSentence && !t.ends(d, begin, &i, n) {
			continue
		}
		closeSentence(d, begin, i+1, paragraph, doc.Prose)
		begin = i + 1
	}
}

// ends says whether a sentence that began at begin ends with token *i, and moves *i over the closing quotes and
// brackets that follow. n is the end of the paragraph.
func (t *Tokenizer) ends(d *doc.Document, begin int, i *int, n int) bool {
	w := d.Form(int32(*i))
	last := w[len(w)-1]
	stop := isStop(w)
	if !stop && (last != '.' || len(w) < 2) {
		return breaksWithoutStop(d, begin, *i, n)
	}
	j := *i + 1
	for j < n && closes(d, j) {
		j++
	}
	closed := j > *i+1
	if stop && j < n { // a face, or the number of a note: "ended.[3]"
		if isEmoticon(d.Form(int32(j))) {
			j++
		} else if j+2 < n && d.Form(int32(j)) == "[" && isDigit(d.Form(int32(j + 1))[0]) && d.Form(int32(j+2)) == "]" {
			j += 3
		}
	}
	if j == n {
		*i = n - 1
		return true
	}
	next := d.Form(int32(j))
	gap := d.Tokens[j].Start > d.Tokens[j-1].End
	begins := beginsSentence(next)
	if !begins && isOpening(next) && j+1 < n {
		begins = beginsSentence(d.Form(int32(j + 1)))
	}
	switch {
	case !stop: // an abbreviation
		kind := t.abbreviations[w]
		if kind == abbrTitle || !begins || isInitial(w) {
			return false
		}
		if kind == abbrNumber && isDigit(next[0]) {
			return false
		}
		if !isDigit(next[0]) && !isOpening(next) && !starter(next) {
			return false
		}
		if isDigit(next[0]) && !closed {
			return false
		}
	case w == "." || w == "?" || w == "!" || closed:
		if !gap && !(w == "." && begins && !isDigit(next[0])) {
			return false
		}
		if !begins && (closed || w == "!" && *i > begin && beginsSentence(d.Form(int32(*i-1)))) {
			return false
		}
		if *i == begin+1 && isDigit(d.Form(int32(begin))[0]) && w == "." { // "1." of a list
			return false
		}
	default: // "...", "?!"
		if !gap || !begins && strings.ContainsRune(w, '.') {
			return false
		}
	}
	*i = j - 1
	return true
}

// breaksWithoutStop says whether the sentence ends with token i although no stop stands there: at rules of dashes and
// the like, between addresses, around the time of a mail.
func breaksWithoutStop(d *doc.Document, begin, i, n int) bool {
	w, next := d.Form(int32(i)), d.Form(int32(i+1))
	switch {
	case isRule(w) || isRule(next):
		return true
	case strings.Contains(w, "://") || strings.Contains(w, "@") && i > begin:
		if strings.Contains(next, "://") {
			return true
		}
	case w == ">" && i >= begin+2 && strings.Contains(d.Form(int32(i-1)), "@"):
		return beginsSentence(next)
	}
	return i > begin && isStamp(d, i+1, n) || i >= begin+2 && isStamp(d, i-2, n)
}

// isRule says whether w is a line drawn with marks.
func isRule(w string) bool {
	return len(w) >= 5 && w[0] < utf8.RuneSelf && !isLetter(w[0]) && !isDigit(w[0]) && w[0] != '.' && run(w, w[0]) == len(w)
}

// isStamp says whether tokens i to i+2 are the date and time of a mail: "08/16/2000 03:48 PM".
func isStamp(d *doc.Document, i, n int) bool {
	if i+2 >= n {
		return false
	}
	day, hour, half := d.Form(int32(i)), d.Form(int32(i+1)), d.Form(int32(i+2))
	return (half == "AM" || half == "PM") && isDigit(day[0]) && strings.Count(day, "/") == 2 && isDigit(hour[0]) && strings.Contains(hour, ":")
}

// isStop says whether w is a run of stops.
func isStop(w string) bool {
	if w == "…" || w == "。" {
		return true
	}
	for i := 0; i < len(w); i++ {
		if w[i] != '.' && w[i] != '?' && w[i] != '!' {
			return false
		}
	}
	return true
}

func isInitial(w string) bool { return len(w) == 2 && 'A' <= w[0] && w[0] <= 'Z' }

// closes says whether token j is a quotation mark or bracket that closes what ends before it.
func closes(d *doc.Document, j int) bool {
	w := d.Form(int32(j))
	switch w {
	case ")", "]", "”", "}", "»":
		return true
	case `"`, "'", "’", "''":
		if d.Tokens[j].Start != d.Tokens[j-1].End {
			return false
		}
		return j+1 >= len(d.Tokens) || d.Tokens[j+1].Start != d.Tokens[j].End || closes(d, j+1)
	}
	return false
}

func isOpening(w string) bool {
	switch w {
	case `"`, "'", "“", "‘", "(", "[", "``", "«", "-", "--", "—", "•", "*":
		return true
	}
	return false
}

func beginsSentence(w string) bool {
	c := w[0]
	if c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z' || isDigit(c)
	}
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// starter says whether a capitalised word commonly begins a sentence, so that an abbreviation before it ends one.
func starter(w string) bool {
	switch w {
	case "The", "He", "She", "It", "They", "We", "I", "In", "On", "At", "But", "And", "A", "An", "This", "That", "These", "Those",
		"His", "Her", "Its", "Their", "Our", "My", "If", "When", "While", "As", "For", "After", "Before", "However", "There",
		"Some", "Many", "Most", "Both", "What", "Why", "How", "Who", "You", "So", "Or", "Not", "No", "Since", "Although",
		"Though", "Despite", "According", "Meanwhile", "Earlier", "Later", "Also", "With", "By", "From", "Under", "Officials",
		"Last", "One", "Two", "Another", "Other", "Asked", "Because", "Until", "Still", "Yet", "During", "Between":
		return true
	}
	return false
}

// paragraphs gives the paragraphs of text one after the other: from and to, without white space around.
func paragraphs(text string) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		for at := 0; at < len(text); {
			// a block: lines up to an empty one
			var lines []doc.Range
			longest := 0
			for at < len(text) {
				end := strings.IndexAny(text[at:], "\n\r\u2028\u2029")
				next := len(text)
				if end < 0 {
					end = len(text)
				} else {
					end += at
					next = end + 1
					if text[end] >= utf8.RuneSelf {
						next = end + 3
					} else if text[end] == '\r' && next < len(text) && text[next] == '\n' {
						next++
					}
				}
				l := trimmed(text, at, end)
				at = next
				if l.Len() == 0 {
					if len(lines) > 0 {
						break
					}
					continue
				}
				lines = append(lines, l)
				longest = max(longest, utf8.RuneCountInString(text[l.Start:l.End]))
			}
			for i := 0; i < len(lines); {
				k := i + 1
				for k < len(lines) && wrapped(text, lines[k-1], lines[k], longest) {
					k++
				}
				if !yield(int(lines[i].Start), int(lines[k-1].End)) {
					return
				}
				i = k
			}
		}
	}
}

func trimmed(text string, from, to int) doc.Range {
	for from < to {
		r, n := utf8.DecodeRuneInString(text[from:to])
		if !isSpace(r) {
			break
		}
		from += n
	}
	for from < to {
		r, n := utf8.DecodeLastRuneInString(text[from:to])
		if !isSpace(r) {
			break
		}
		to -= n
	}
	return doc.Range{Start: int32(from), End: int32(to)}
}

// Lines of this length (code points) or less may be wrapped by hand or by a mail program; longer ones are paragraphs.
const (
	widest   = 120
	narrowed = 55
)

// wrapped says whether the line b goes on with what line a began: the text was broken to a width, and the first word of
// b did not fit on a. longest is the length of the longest line around.
func wrapped(text string, a, b doc.Range, longest int) bool {
	if longest > widest || longest < narrowed {
		return false
	}
	next := text[b.Start:b.End]
	word := strings.IndexByte(next, ' ')
	if word < 0 {
		word = len(next)
	}
	if strings.HasPrefix(next, "By ") || strings.HasPrefix(next, "- ") || strings.HasPrefix(next, "* ") || strings.HasPrefix(next, "•") {
		return false
	}
	return utf8.RuneCountInString(text[a.Start:a.End])+1+word > longest-2
}
