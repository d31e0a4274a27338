package doc

import (
	"iter"
	"strings"
)

// LinkTree makes the lists of children from the heads. The parser calls it once when all heads are set.
func (d *Document) LinkTree() {
	for i := range d.Tokens {
		d.Tokens[i].firstChild, d.Tokens[i].nextSibling = None, None
	}
	for i := int32(len(d.Tokens)) - 1; i >= 0; i-- {
		if h := d.Tokens[i].Head; h != None {
			d.Tokens[i].nextSibling = d.Tokens[h].firstChild
			d.Tokens[h].firstChild = i
		}
	}
}

// Children gives the dependents of token i from left to right.
func (d *Document) Children(i int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for c := d.Tokens[i].firstChild; c != None; c = d.Tokens[c].nextSibling {
			if !yield(c) {
				return
			}
		}
	}
}

// Child is the first dependent of i with the relation rel, its subtype aside unless rel names one; or None.
func (d *Document) Child(i int32, rel string) int32 {
	for c := d.Tokens[i].firstChild; c != None; c = d.Tokens[c].nextSibling {
		if Is(d.Tokens[c].Rel, rel) {
			return c
		}
	}
	return None
}

// Is says whether the relation have is want, or a subtype of it.
func Is(have, want string) bool {
	return have == want || len(have) > len(want) && have[len(want)] == ':' && strings.HasPrefix(have, want)
}

// Subtree is the run of tokens from the leftmost to the rightmost token below i, i included.
func (d *Document) Subtree(i int32) Span {
	s := Span{i, i + 1}
	for c := d.Tokens[i].firstChild; c != None; c = d.Tokens[c].nextSibling {
		t := d.Subtree(c)
		s.First, s.End = min(s.First, t.First), max(s.End, t.End)
	}
	return s
}

// Below says whether token i stands in the tree under token top, or is it.
func (d *Document) Below(i, top int32) bool {
	for ; i != None; i = d.Tokens[i].Head {
		if i == top {
			return true
		}
	}
	return false
}

// HeadOf is the token of s whose head lies outside s: the first such.
func (d *Document) HeadOf(s Span) int32 {
	for i := s.First; i < s.End; i++ {
		if h := d.Tokens[i].Head; h == None || !s.Has(h) {
			return i
		}
	}
	return s.First
}

// NameBehindThe says whether a name behind "the" stands right before token i, with the words of its kind: "the Gazeta Polska" before "daily".
// Tokens from first on are looked at.
func (d *Document) NameBehindThe(i, first int32) bool {
	named := false
	for j := i - 1; j >= first; j-- {
		switch d.Tokens[j].UPOS {
		case "PROPN":
			named = true
		case "NOUN", "ADJ", "PUNCT":
		default:
			return named && strings.EqualFold(d.Form(j), "the")
		}
	}
	return false
}
