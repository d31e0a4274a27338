package english

import (
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

func TestMendLists(t *testing.T) {
	// "Chile , Peru , and Bolivia met ." as the parser has it: Peru an apposition, Bolivia a subject of its own
	tree := func() *doc.Document {
		d := &doc.Document{Text: "Chile, Peru, and Bolivia met."}
		for _, w := range []struct {
			from, to, head int32
			rel, upos      string
		}{{0, 5, 6, "nsubj", "PROPN"}, {5, 6, 2, "punct", "PUNCT"}, {7, 11, 0, "appos", "PROPN"}, {11, 12, 6, "punct", "PUNCT"},
			{13, 16, 6, "cc", "CCONJ"}, {17, 24, 6, "nsubj", "PROPN"}, {25, 28, doc.None, "root", "VERB"}, {28, 29, 6, "punct", "PUNCT"}} {
			d.Tokens = append(d.Tokens, doc.Token{Range: doc.Range{Start: w.from, End: w.to}, Head: w.head, Rel: w.rel, UPOS: w.upos})
		}
		for _, i := range []int32{0, 2, 5} {
			d.Names = append(d.Names, doc.Name{Span: doc.Span{First: i, End: i + 1}, Kind: doc.LOC})
		}
		d.LinkTree()
		return d
	}
	d := tree()
	mendLists(d)
	for i, want := range map[int32]struct {
		head int32
		rel  string
	}{0: {6, "nsubj"}, 2: {0, "conj"}, 5: {0, "conj"}, 4: {5, "cc"}, 1: {2, "punct"}} {
		if got := d.Tokens[i]; got.Head != want.head || got.Rel != want.rel {
			t.Errorf("%s hangs as %s on %d, want %s on %d", d.Form(i), got.Rel, got.Head, want.rel, want.head)
		}
	}
	d = tree()
	d.Names[1].Kind = doc.PER
	mendLists(d)
	if d.Tokens[2].Rel != "appos" {
		t.Error("names of different kinds are no list")
	}
	d = tree()
	d.Tokens[6].Head, d.Tokens[2].Head = 2, doc.None // the list's governor hangs in the list
	mendLists(d)
	if d.Tokens[5].Rel != "nsubj" {
		t.Error("a ring was made")
	}
}
