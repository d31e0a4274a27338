package when

import (
	"strings"
	"unicode"

	"github.com/openlines/openlines/internal/doc"
)

// split is a document with plain tokens, without tags or trees: what this stage must bear.
func split(text string) *doc.Document {
	d := &doc.Document{Text: text}
	first, sent := int32(0), int32(0)
	end := func() {
		n := int32(len(d.Tokens))
		if n == first {
			return
		}
		d.Sentences = append(d.Sentences, doc.Sentence{Span: doc.Span{First: first, End: n},
			Range: doc.Range{Start: d.Tokens[first].Start, End: d.Tokens[n-1].End}})
		first = n
		sent++
	}
	for at := 0; at < len(text); {
		if r := rune(text[at]); unicode.IsSpace(r) {
			if strings.HasPrefix(text[at:], "\n\n") {
				end()
			}
			at++
			continue
		}
		stop := at
		for stop < len(text) && !unicode.IsSpace(rune(text[stop])) {
			stop++
		}
		from := at
		at = stop
		if c := text[stop-1]; stop-from > 1 && (c == ',' || c == '.' || c == ';' || c == ':') {
			stop--
		}
		d.Tokens = append(d.Tokens, doc.Token{Range: doc.Range{Start: int32(from), End: int32(stop)}, Head: doc.None, Sent: sent})
		if stop < at {
			d.Tokens = append(d.Tokens, doc.Token{Range: doc.Range{Start: int32(stop), End: int32(at)}, Head: doc.None, Sent: sent})
			w := text[from:stop]
			if text[stop] == '.' && !strings.Contains(w, ".") && len(w) > 4 {
				end()
			}
		}
	}
	end()
	d.LinkTree()
	return d
}
