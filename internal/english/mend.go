package english

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// unchanging are the verbs whose past is written as their present.
type unchanging map[string]bool

func loadUnchanging(t table.Dir) (unchanging, error) {
	rows, err := t.Load("unchanging.tsv", 1, "verb")
	if err != nil {
		return nil, err
	}
	verbs := unchanging{}
	for _, r := range rows {
		verbs[r.Cell(0)] = true
	}
	return verbs, nil
}

// mendVerbs sets right what the tree knows better than the tagger, or the words better than the tree.
func (verbs unchanging) mendVerbs(d *doc.Document) {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		switch {
		case (t.XPOS == "VBP" || t.XPOS == "VB" && t.Rel == "root") && t.UPOS == "VERB" && verbs[t.Lemma] && singular(d, d.Child(int32(i), "nsubj")) && d.Child(int32(i), "aux") == doc.None:
			t.XPOS = "VBD" // "Benin shut the border": now it would be "shuts"
		case t.Rel == "obl" && t.Head != doc.None && t.Head < int32(i) && strings.HasPrefix(t.XPOS, "NN") && bareObject(d, int32(i)):
			t.Rel = "obj" // "called off next week's talks": the week is not when
		}
	}
}

// singular says whether a subject is a name or a noun in the singular that stands alone.
func singular(d *doc.Document, subj int32) bool {
	return subj != doc.None && (d.Tokens[subj].XPOS == "NN" || d.Tokens[subj].XPOS == "NNP") && d.Child(subj, "conj") == doc.None
}

// bareObject says whether an oblique without a preposition has a possessor, as no time has, and its verb no object.
func bareObject(d *doc.Document, i int32) bool {
	verb := d.Tokens[i].Head
	return d.Tokens[verb].UPOS == "VERB" && d.Child(i, "nmod:poss") != doc.None && d.Child(i, "case") == doc.None &&
		d.Child(verb, "obj") == doc.None && d.Child(verb, "nsubj:pass") == doc.None && d.Child(verb, "ccomp") == doc.None
}
