package actor

import (
	"github.com/openlines/openlines/internal/doc"
)

// apposed reads an office set off by a comma: "X, the foreign minister of Y,", "his Chinese counterpart, X,".
func (s *scan) apposed(m *mention) (office, bool) {
	if o, ok := s.apposedAfter(m); ok {
		return o, true
	}
	return s.apposedBefore(m)
}

func (s *scan) apposedAfter(m *mention) (office, bool) {
	var o office
	o.owner = doc.None
	sent := s.sentence(m.name.First)
	i := m.name.End
	if i+1 >= sent.End {
		return o, false
	}
	if f := s.d.Form(i); f != "," && f != "(" && f != "–" && f != "—" {
		return o, false
	}
	i++
	begin := i
	for n := 0; i < sent.End && n < 12; i, n = i+1, n+1 {
		if s.personAt[i] != doc.None && !s.possessive(s.mentions[s.personAt[i]].name.End) {
			return o, false
		}
		t := &s.d.Tokens[i]
		if h := s.hitAt[i]; h != doc.None && s.hits[h].kind != holderName {
			i = s.hits[h].End - 1
			continue
		}
		if k := s.nounFrom(i); k != doc.None {
			h := &s.found[k]
			i = h.End - 1
			row := s.noun(h, officeNoun)
			next := i + 1
			if row != nil && !row.has("n") && !s.plural(h.head) && !s.continues(next, sent.End) {
				o.row, o.head = row, i
				s.modifiers(&o, h.First, begin-1)
				o.words.First, o.outer.First = max(o.words.First, begin), max(o.outer.First, begin)
				o.words.End = s.extent(next, sent.End)
				o.outer.End = o.words.End
				if !s.closes(o.words.End, sent.End) && s.d.Tokens[i].Rel != "appos" {
					return o, false
				}
				s.complement(&o, next, o.words.End)
				return o, true
			}
		}
		switch t.UPOS {
		case "ADJ", "NOUN", "PROPN", "DET", "NUM", "PART":
		case "PRON":
			if t.XPOS != "PRP$" {
				return o, false
			}
		case "ADV":
			if !s.in(i, "untimed") && !s.is(i, "also") {
				return o, false
			}
			o.former = o.former || s.in(i, "once")
		case "VERB":
			if t.XPOS != "VBG" && t.XPOS != "VBN" || t.Rel != "amod" && t.Rel != "compound" && !hyphen(s.d, i-1) {
				return o, false
			}
		case "CCONJ":
			if !s.is(i, "and") || i == begin {
				return o, false
			}
		case "ADP":
			if !s.is(i, "of") {
				return o, false
			}
		default:
			if !hyphen(s.d, i) && s.hitAt[i] == doc.None {
				return o, false
			}
		}
	}
	return o, false
}

// nounFrom is the noun hit that begins at token i, or None.
func (s *scan) nounFrom(i int32) int32 {
	for j := i; j < i+6 && int(j) < len(s.nounAt); j++ {
		if k := s.nounAt[j]; k != doc.None {
			if s.found[k].First == i {
				return k
			}
			return doc.None
		}
	}
	return doc.None
}

// continues says whether a longer noun phrase goes on at token i, so that the noun before it is no head.
func (s *scan) continues(i, end int32) bool {
	if i >= end {
		return false
	}
	t := &s.d.Tokens[i]
	return (t.UPOS == "NOUN" || t.UPOS == "PROPN") && s.personAt[i] == doc.None && !s.timed(i)
}

// closes says whether an apposition may end before token i.
func (s *scan) closes(i, end int32) bool {
	if i >= end {
		return true
	}
	t := &s.d.Tokens[i]
	return t.UPOS == "PUNCT" && !hyphen(s.d, i) || t.UPOS == "CCONJ" || t.UPOS == "SCONJ" || s.is(i, "who", "whose", "which", "that", "as", "in", "on", "at", "during") ||
		t.XPOS == "VBN" || t.XPOS == "VBG"
}

// extent is where the complement of an office noun that ends before token i ends: "of the Affairs Department", "to China".
func (s *scan) extent(i, end int32) int32 {
	last := i
	for n := 0; i < end && n < 24; n++ {
		if !s.is(i, "of", "for", "to", "at", "in", "on", "with") || s.timed(i) || s.d.Tokens[i].UPOS == "PART" {
			break
		}
		strict := s.is(i, "in", "on", "at", "with")
		j := i + 1
		if j >= end || s.timed(j) || strict && !s.upper(j) && !(s.is(j, "the") && j+1 < end && s.upper(j+1)) {
			break
		}
		noun := false
		for j < end && n < 24 {
			t := &s.d.Tokens[j]
			if s.personAt[j] != doc.None && !s.possessive(s.mentions[s.personAt[j]].name.End) || s.timed(j) {
				break
			}
			switch t.UPOS {
			case "NOUN", "PROPN":
				noun = true
				j++
				n++
				continue
			case "DET", "ADJ", "NUM", "PART":
				j++
				n++
				continue
			case "CCONJ":
				if j+1 < end && s.personAt[j+1] == doc.None {
					if u := s.d.Tokens[j+1].UPOS; u == "NOUN" || u == "PROPN" || u == "ADJ" {
						j++
						n++
						continue
					}
				}
			case "PUNCT", "SYM":
				if hyphen(s.d, j) {
					j++
					n++
					continue
				}
			}
			break
		}
		if !noun {
			break
		}
		for j > i && s.d.Tokens[j-1].UPOS != "NOUN" && s.d.Tokens[j-1].UPOS != "PROPN" && s.hitAt[j-1] == doc.None {
			j--
		}
		last, i = j, j
	}
	return last
}

func (s *scan) apposedBefore(m *mention) (office, bool) {
	var o office
	o.owner = doc.None
	sent := s.sentence(m.name.First)
	i := m.whole.First - 1
	if i <= sent.First || s.d.Form(i) != "," {
		return o, false
	}
	after := m.name.End
	if after < sent.End && s.d.Form(after) != "," && s.d.Form(after) != "." && s.d.Form(after) != ";" && !s.is(after, "of") {
		return o, false
	}
	h, row := s.titleEnding(i - 1)
	end := i
	if row == nil || s.is(after, "of") {
		if h, row, end = s.titleWithComplement(i-1, sent.First, true); row == nil {
			return o, false
		}
	}
	if row.has("n") || s.plural(h.head) {
		return o, false
	}
	o.row, o.head = row, h.head
	s.modifiers(&o, h.First, sent.First)
	if o.outer.First == h.First && o.outer.First > sent.First && o.owner == doc.None { // a bare noun before a comma is rather a list
		if s.d.Tokens[h.End-1].Rel != "appos" && s.d.Tokens[m.name.First].Rel != "appos" {
			return o, false
		}
	}
	o.words.End, o.outer.End = end, end
	s.complement(&o, h.End, end)
	return o, true
}
