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

// mendShifted gives verbs the object that stands behind what tells when and where, which the parser makes a part of that: "received on
// Monday in the palace the foreign minister of Peru".
func mendShifted(d *doc.Document) {
	last := doc.None // the verb that was given an object last
	for i := range d.Tokens {
		x := int32(i)
		if !shifted(d, x) {
			continue
		}
		if v := shiftedFrom(d, d.Tokens[x].Head); v != doc.None && v != last {
			d.Tokens[x].Head, d.Tokens[x].Rel, last = v, "obj", v
		}
	}
	if last != doc.None {
		d.LinkTree()
	}
}

// shifted says whether the noun at token x opens with an article or a possessor right behind another noun that the parser hung it on.
func shifted(d *doc.Document, x int32) bool {
	t := &d.Tokens[x]
	switch t.Rel {
	case "appos", "conj", "dep", "nmod":
	default:
		return false
	}
	if t.UPOS != "NOUN" && t.UPOS != "PROPN" || t.Head > x || timeNouns[t.Lemma] || d.Child(x, "case") != doc.None || d.Child(x, "cc") != doc.None {
		return false
	}
	first := x
	for c := range d.Children(x) {
		if k := &d.Tokens[c]; c < first && (k.Rel == "det" || k.Rel == "nmod:poss" && k.UPOS == "PRON") {
			first = c
		}
	}
	if first == x || first <= t.Head {
		return false
	}
	switch d.Tokens[first-1].UPOS {
	case "NOUN", "PROPN", "NUM":
		return true
	}
	return false
}

// shiftedFrom is the verb that the phrase of token i tells when or where of, if it has a subject and no object; or None.
func shiftedFrom(d *doc.Document, i int32) int32 {
	for range 4 {
		t := &d.Tokens[i]
		if t.Head == doc.None {
			return doc.None
		}
		up := t.Head
		if d.Tokens[up].UPOS == "VERB" {
			if up > i || !doc.Is(t.Rel, "obl") || d.Child(up, "nsubj") == doc.None || d.Child(up, "aux:pass") != doc.None {
				return doc.None
			}
			for _, rel := range [...]string{"obj", "ccomp", "xcomp", "nsubj:pass"} {
				if d.Child(up, rel) != doc.None {
					return doc.None
				}
			}
			return up
		}
		if !doc.Is(t.Rel, "nmod") && t.Rel != "appos" && t.Rel != "conj" {
			return doc.None
		}
		i = up
	}
	return doc.None
}

// timeNouns tell when, and no object: "met in Rome the same day".
var timeNouns = map[string]bool{"day": true, "week": true, "month": true, "year": true, "morning": true, "afternoon": true, "evening": true, "night": true,
	"time": true, "moment": true, "hour": true, "weekend": true, "summer": true, "winter": true, "spring": true, "autumn": true}

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

// bareObject says whether an oblique without a preposition has a possessor, as no time has, or an article, and its verb no object.
func bareObject(d *doc.Document, i int32) bool {
	verb := d.Tokens[i].Head
	return d.Tokens[verb].UPOS == "VERB" && (d.Child(i, "nmod:poss") != doc.None || d.Child(i, "det") != doc.None && !timeNouns[d.Tokens[i].Lemma]) && d.Child(i, "case") == doc.None &&
		d.Child(verb, "obj") == doc.None && d.Child(verb, "nsubj:pass") == doc.None && d.Child(verb, "ccomp") == doc.None
}
