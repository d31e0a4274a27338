package english

import "github.com/openlines/openlines/internal/doc"

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
