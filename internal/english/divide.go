package english

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// Divide deals the sentences of a document out to n documents over the same text, block by block.
func Divide(d *doc.Document, n int) []*doc.Document {
	const block = 50
	parts := make([]*doc.Document, n)
	for i := range parts {
		parts[i] = &doc.Document{Text: d.Text}
	}
	for si := range d.Sentences {
		p := parts[si/block%n]
		s := d.Sentences[si]
		shift := int32(len(p.Tokens)) - s.First
		for i := s.First; i < s.Span.End; i++ {
			t := d.Tokens[i]
			if t.Head != doc.None {
				t.Head += shift
			}
			t.Sent = int32(len(p.Sentences))
			p.Tokens = append(p.Tokens, t)
		}
		s.First, s.Span.End = s.First+shift, s.Span.End+shift
		p.Sentences = append(p.Sentences, s)
	}
	return parts
}

// Retag puts the tagger's tags in the place of the documents' own.
func Retag(docs []*doc.Document, lexiconData, taggerData []byte) error {
	lex, err := loadLexicon(string(lexiconData))
	if err != nil {
		return err
	}
	tagger, err := loadTagger(string(taggerData), lex)
	if err != nil {
		return err
	}
	x := newScratch()
	for _, d := range docs {
		for _, s := range d.Sentences {
			x.words = padded(x.words[:0], d, every(nil, s.Span), lex)
			tags := make([]uint8, s.Span.Len())
			tagger.tag(x.words, tags, x)
			for i, c := range tags {
				t := &d.Tokens[s.First+int32(i)]
				t.UPOS, t.XPOS = lex.tags[c].upos, lex.tags[c].xpos
			}
		}
	}
	return nil
}

// WithoutQuotes gives the gold document without its quotation marks, as tagger and parser see it.
func WithoutQuotes(d *doc.Document) *doc.Document {
	out := &doc.Document{Text: d.Text}
	moved := make([]int32, len(d.Tokens)) // the new index of each token that stays
	for si := range d.Sentences {
		s := d.Sentences[si]
		kept := withoutQuotes(nil, d, s.Span)
		first := int32(len(out.Tokens))
		for i := s.First; i < s.Span.End; i++ {
			moved[i] = doc.None
		}
		for n, i := range kept {
			moved[i] = first + int32(n)
		}
		for _, i := range kept {
			t := d.Tokens[i]
			for t.Head != doc.None && moved[t.Head] == doc.None {
				t.Rel = d.Tokens[t.Head].Rel
				t.Head = d.Tokens[t.Head].Head
			}
			if t.Head != doc.None {
				t.Head = moved[t.Head]
			}
			out.Tokens = append(out.Tokens, t)
		}
		s.Span = doc.Span{First: first, End: int32(len(out.Tokens))}
		out.Sentences = append(out.Sentences, s)
	}
	return out
}

// Agree parses tagged text forwards and backwards, and gives the sentences of no fewer than least words in which the share of
// words with the same head and relation both ways is not less than share. The other words' trees are left empty: the
// parser learns nothing about them.
func Agree(docs []*doc.Document, lexiconData, forward, backward []byte, least int, share float64) ([]*doc.Document, error) {
	lex, err := loadLexicon(string(lexiconData))
	if err != nil {
		return nil, err
	}
	ahead, err := loadParser(string(forward))
	if err != nil {
		return nil, err
	}
	back, err := loadParser(string(backward))
	if err != nil {
		return nil, err
	}
	number := tagNumbers(lex)
	x := newScratch()
	var out []*doc.Document
	for _, d := range docs {
		kept := &doc.Document{Text: d.Text}
		for _, s := range d.Sentences {
			n := int32(s.Span.Len())
			if int(n) < least || n > 80 {
				continue
			}
			at := every(nil, s.Span)
			tags := make([]uint8, n)
			for k, i := range at {
				tags[k] = number(d.Tokens[i].UPOS, d.Tokens[i].XPOS)
			}
			run := func(p *parser) []node {
				x.words = padded(x.words[:0], d, at, lex)
				x.state.fill(x.words, tags, lex)
				p.parse(&x.state, x)
				return slices.Clone(x.state.nodes[:n])
			}
			one := run(ahead)
			slices.Reverse(at)
			slices.Reverse(tags)
			two := run(back)
			shift := int32(len(kept.Tokens)) - s.First
			same := 0
			for k := range n {
				other := &two[n-1-k]
				h := n
				if other.head < n {
					h = n - 1 - other.head
				}
				t := d.Tokens[s.First+k]
				t.Head, t.Rel, t.Sent = doc.None, "", int32(len(kept.Sentences))
				if h == one[k].head && back.labels[other.label-1] == ahead.labels[one[k].label-1] {
					same++
					t.Rel = ahead.labels[one[k].label-1]
					if h < n {
						t.Head = s.First + shift + h
					}
				}
				kept.Tokens = append(kept.Tokens, t)
			}
			if float64(same) < share*float64(n) {
				kept.Tokens = kept.Tokens[:s.First+shift]
				continue
			}
			s.First, s.Span.End = s.First+shift, s.Span.End+shift
			kept.Sentences = append(kept.Sentences, s)
		}
		out = append(out, kept)
	}
	return out, nil
}
