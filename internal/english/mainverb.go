package english

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// tagClass sorts tags for the rule that finds a lost main verb.
type tagClass uint8

const (
	otherTag  tagClass = iota
	finiteTag          // VBD, VBZ, VBP, MD
	nounTag            // NN, NNS, NNP, NNPS
	pastTag            // VBN
	adjTag             // JJ
	startTag           // what may begin an object: determiners, numbers, pronouns
	linkTag            // what may begin another clause
)

// kindsOf gives the kind of each tag and the number of VERB/VBD.
func kindsOf(tags []tag) (kinds []tagClass, past, part uint8, ok bool) {
	kinds = make([]tagClass, len(tags))
	for i, t := range tags {
		switch t.xpos {
		case "VBD", "VBZ", "VBP", "MD":
			kinds[i] = finiteTag
			if t.upos == "VERB" && t.xpos == "VBD" {
				past, ok = uint8(i), true
			}
		case "NN", "NNS", "NNP", "NNPS":
			kinds[i] = nounTag
		case "VBN":
			kinds[i] = pastTag
			if t.upos == "VERB" {
				part = uint8(i)
			}
		case "JJ":
			kinds[i] = adjTag
		case "DT", "CD", "PRP$", "$", "PDT", "TO", "RP":
			kinds[i] = startTag
		case "PRP", "WDT", "WP", "WRB", "IN", ",":
			kinds[i] = linkTag
		}
	}
	return kinds, past, part, ok
}

// findMainVerb tags as a verb in the past what the tagger took for an adjective, where the sentence has no finite verb otherwise:
// "Police detained dozens of marchers" is common in news, and nearly unknown to the treebanks.
func (r *Reader) findMainVerb(d *doc.Document, at []int32, tags []uint8) {
	if r.tagClasses == nil {
		return
	}
	kind := func(i int) tagClass {
		if i < 0 || i >= len(tags) {
			return otherTag
		}
		return r.tagClasses[tags[i]]
	}
	r.closingVerb(d, at, tags)
	for i := 1; i < len(tags)-1; i++ {
		k := kind(i)
		if k == finiteTag {
			r.perfect(d, at, tags, i)
			return
		}
		if k != adjTag && k != pastTag && k != nounTag || kind(i-1) != nounTag {
			continue
		}
		form := d.Form(at[i])
		if len(form) < 5 || !strings.HasSuffix(form, "ed") || form != strings.ToLower(form) {
			continue
		}
		next := kind(i + 1)
		switch {
		case next == nounTag || next == startTag || next == adjTag:
		case next == linkTag && k != pastTag && d.Form(at[i+1]) != ",":
		case next == linkTag && (particles[d.Form(at[i+1])] || d.Form(at[i+1]) != "by" && r.noneElse(d, at, tags, i+1)): // "workers called off the strike"
		default:
			continue
		}
		if otherClause(kind, i+1, len(tags)) {
			tags[i] = r.pastVerb
			return
		}
	}
}

// closingVerb tags as a verb a noun in -s that ends a sentence behind a quotation and its source: "..., the release reads."
func (r *Reader) closingVerb(d *doc.Document, at []int32, tags []uint8) {
	i := len(tags) - 2
	if i < 4 || r.lex.tags[tags[i]].xpos != "NNS" || d.Form(at[i+1]) != "." {
		return
	}
	switch d.Form(at[i]) {
	case "reads", "says", "notes", "adds", "states", "warns", "claims", "argues":
	default:
		return
	}
	k := i - 1
	for k > 0 && r.lex.tags[tags[k]].upos == "NOUN" {
		k--
	}
	if k == i-1 || r.lex.tags[tags[k]].xpos != "DT" || d.Form(at[k-1]) != "," {
		return
	}
	for n, t := range r.lex.tags {
		if t.upos == "VERB" && t.xpos == "VBZ" {
			tags[i] = uint8(n)
			return
		}
	}
}

// perfect tags as a participle what stands as an adjective behind the auxiliary "have" at position i: "have failed to reach a deal".
func (r *Reader) perfect(d *doc.Document, at []int32, tags []uint8, i int) {
	switch d.Form(at[i]) {
	case "have", "has", "had":
	default:
		return
	}
	j := i + 1
	if j+1 >= len(tags) || r.tagClasses[tags[j]] != adjTag || !strings.HasSuffix(d.Form(at[j]), "ed") {
		return
	}
	if next := r.tagClasses[tags[j+1]]; next != nounTag && next != adjTag {
		tags[j] = r.participle
	}
}

// otherClause says whether the finite verb after position from, if there is one, has a clause of its own.
func otherClause(kind func(int) tagClass, from, n int) bool {
	link := false
	for i := from; i < n; i++ {
		switch kind(i) {
		case linkTag:
			link = true
		case finiteTag:
			return link
		}
	}
	return true
}

// noneElse says whether a sentence that ends in a stop has no finite verb from position i on, but such as stand behind a pronoun:
// then a participle before it is its verb, as in "The bloc called for a truce".
func (r *Reader) noneElse(d *doc.Document, at []int32, tags []uint8, i int) bool {
	if d.Form(at[len(at)-1]) != "." {
		return false
	}
	for j := i; j < len(tags); j++ {
		if r.tagClasses[tags[j]] != finiteTag {
			continue
		}
		if x := r.lex.tags[tags[j-1]].xpos; x != "PRP" && x != "WP" && x != "WDT" {
			return false
		}
		return true
	}
	return true
}

// particles are prepositions that are more often part of a verb in the active than of a reduced clause.
var particles = map[string]bool{"off": true, "out": true, "up": true, "down": true}
