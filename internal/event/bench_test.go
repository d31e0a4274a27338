package event

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

const report = "The Brazilian president met the premier of Peru in Lima on Monday, and the two sides agreed to hold further talks. " +
	"Chile condemned the meeting and refused to lift sanctions that it imposed in March after an attack on its embassy. " +
	"Protesters clashed with police, officials said, while the army denied that troops had fired on the crowd.\n"

func BenchmarkRead(b *testing.B) {
	en, err := english.New(english.Builtin())
	if err != nil {
		b.Fatal(err)
	}
	r, err := New(tables(b))
	if err != nil {
		b.Fatal(err)
	}
	d := &doc.Document{Text: strings.Repeat(report, 10)}
	en.Read(d)
	everyone(d)
	words := len(d.Tokens)
	b.ReportAllocs()
	for b.Loop() {
		r.Read(d)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestAnyTree reads trees that no parser would make: the reader must take them all, in linear time.
func TestAnyTree(t *testing.T) {
	en, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(tables(t))
	if err != nil {
		t.Fatal(err)
	}
	rels := []string{"nsubj", "obj", "obl", "nmod", "conj", "xcomp", "ccomp", "advcl", "acl", "acl:relcl", "case", "compound", "amod", "aux", "nmod:poss", "parataxis", "nsubj:pass", "appos"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		d := &doc.Document{Text: strings.Repeat(report, 1+rnd.IntN(3)), Explain: true}
		en.Read(d)
		for i := range d.Sentences {
			s := d.Sentences[i].Span
			order := rnd.Perm(s.Len())
			for n, k := range order {
				tok := &d.Tokens[s.First+int32(k)]
				tok.Head, tok.Rel = doc.None, "root"
				if n > 0 {
					tok.Head, tok.Rel = s.First+int32(order[rnd.IntN(n)]), rels[rnd.IntN(len(rels))]
				}
			}
		}
		d.LinkTree()
		everyone(d)
		r.Read(d)
		for _, e := range d.Events {
			for _, a := range e.Anchor {
				if a.Start < 0 || int(a.End) > len(d.Text) || a.Start >= a.End {
					t.Fatalf("the anchor %v lies outside the text", a)
				}
			}
		}
	}
}

func TestLongSentence(t *testing.T) {
	r, err := New(tables(t))
	if err != nil {
		t.Fatal(err)
	}
	en, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	one := strings.TrimSuffix(strings.TrimSpace(strings.ReplaceAll(report, ". ", ", and ")), ".")
	for _, text := range []string{"", " ", strings.Repeat(one+" and ", 100) + "left.", strings.Repeat("attack ", 5000), strings.Repeat("Peru attacked ", 3000)} {
		d := &doc.Document{Text: text}
		en.Read(d)
		everyone(d)
		r.Read(d)
	}
}
