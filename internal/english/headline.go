package english

import (
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// In headlines capitals tell nothing: "Ministers Seek Truce". So the tagger sees the shapes of words in such sentences as
// shapes of their own, and learns from sentences that have been put into title case.

// titleShape marks the shapes of words in sentences in title case.
const titleShape = 0x5BD1E995

// markTitle changes the shapes of the words of a sentence in title case or capitals.
func markTitle(ws []word, d *doc.Document, tokens []int32) {
	long := 0
	for _, i := range tokens {
		w := d.Form(i)
		if len(w) < 4 || !isLetter(w[0]) {
			continue
		}
		if 'a' <= w[0] && w[0] <= 'z' && !smallWord(w) {
			return
		}
		long++
	}
	if long < 2 || len(tokens) < 3 {
		return
	}
	for i := range ws {
		ws[i].shape ^= titleShape
	}
}

// smallWord says whether title case leaves a word small.
func smallWord(w string) bool {
	switch w {
	case "a", "an", "the", "and", "or", "but", "nor", "of", "to", "in", "on", "for", "at", "by", "as", "from", "with", "n't", "'s", "’s",
		"over", "into", "after", "amid", "than", "that", "via", "per", "about", "against", "before", "under":
		return true
	}
	return false
}

// Headlines gives one in n of a gold document's sentences of four to sixteen words that end in a full stop, in title
// case and without the stop.
func Headlines(d *doc.Document, n int) *doc.Document {
	out := &doc.Document{}
	var text strings.Builder
	seen := 0
	for _, s := range d.Sentences {
		last := s.Span.End - 1
		if s.Span.Len() < 5 || s.Span.Len() > 17 || d.Form(last) != "." || d.Tokens[last].Head == doc.None {
			continue
		}
		seen++
		if seen%n != 0 {
			continue
		}
		shift := int32(len(out.Tokens)) - s.First
		for i := s.First; i < last; i++ {
			t := d.Tokens[i]
			w := d.Form(i)
			if w[0] < utf8.RuneSelf && (i == s.First || !smallWord(w)) {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			t.Start = int32(text.Len())
			text.WriteString(w)
			t.End = int32(text.Len())
			text.WriteByte(' ')
			if t.Head != doc.None {
				t.Head += shift
			}
			t.Sent = int32(len(out.Sentences))
			out.Tokens = append(out.Tokens, t)
		}
		s.Span = doc.Span{First: s.First + shift, End: last + shift}
		s.Range = doc.Range{Start: out.Tokens[s.First].Start, End: int32(text.Len())}
		out.Sentences = append(out.Sentences, s)
	}
	out.Text = text.String()
	return out
}
