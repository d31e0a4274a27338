package english

import (
	"slices"
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

// TestMendPersons holds persons with states of their own, and makes no ring of a tree that hangs the first on the second.
func TestMendPersons(t *testing.T) {
	tree := func(firstHead int32) *doc.Document {
		d := &doc.Document{Text: "Lee of Chile and Diaz met."}
		for _, w := range []struct {
			from, to, head int32
			rel, upos      string
		}{{0, 3, firstHead, "nsubj", "PROPN"}, {4, 6, 2, "case", "ADP"}, {7, 12, 0, "nmod", "PROPN"}, {13, 16, 4, "cc", "CCONJ"},
			{17, 21, 2, "conj", "PROPN"}, {22, 25, doc.None, "root", "VERB"}, {25, 26, 5, "punct", "PUNCT"}} {
			d.Tokens = append(d.Tokens, doc.Token{Range: doc.Range{Start: w.from, End: w.to}, Head: w.head, Rel: w.rel, UPOS: w.upos})
		}
		for i, kind := range map[int32]doc.NameKind{0: doc.PER, 2: doc.LOC, 4: doc.PER} {
			d.Names = append(d.Names, doc.Name{Span: doc.Span{First: i, End: i + 1}, Kind: kind})
		}
		slices.SortFunc(d.Names, func(a, b doc.Name) int { return int(a.First - b.First) })
		return d
	}
	d := tree(5)
	d.LinkTree()
	if mendPersons(d); d.Tokens[4].Head != 0 {
		t.Errorf("Diaz hangs on %d, want on Lee", d.Tokens[4].Head)
	}
	d = tree(4)
	d.Tokens[2].Head = 5
	d.LinkTree()
	if mendPersons(d); d.Tokens[4].Head != 2 {
		t.Errorf("a ring: Diaz hangs on %d, on whom Lee hangs", d.Tokens[4].Head)
	}
}
