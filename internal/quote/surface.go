package quote

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// Newspapers put the saying in few and fixed places, which the order of the words shows even where the tree is wrong:
// "..., the ministry said on Tuesday." and "...," said Jane Roe, the envoy.

// longestLabel bounds a phrase that is found by its surroundings alone, in tokens.
const longestLabel = 16

// isBoundary says whether token i parts the saying from the content: a comma, a dash, a colon, or the end of a quotation.
func (s *scan) isBoundary(i int32) bool {
	switch s.d.Form(i) {
	case ",", "-", "--", "—", "–", "―", ":", ";", "(", ")":
		return true
	}
	return s.quotedBy[i] != doc.None && s.quotations[s.quotedBy[i]].End == i+1
}

// inPhrase says whether token i can be part of a noun phrase without clauses.
func (s *scan) inPhrase(i int32) bool {
	t := &s.d.Tokens[i]
	switch t.UPOS {
	case "DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PRON", "X", "SYM":
		return t.XPOS != "WP" && t.XPOS != "WDT"
	case "PUNCT":
		switch s.d.Form(i) {
		case ".", "-", "'", "/", "&":
			return true
		}
		return false
	case "PART":
		return t.XPOS == "POS"
	case "CCONJ":
		return s.d.Form(i) == "and" || s.d.Form(i) == "&" || s.d.Form(i) == "or"
	case "VERB":
		if (t.XPOS == "VBG" || t.XPOS == "VBN") && int(i)+1 < len(s.d.Tokens) {
			switch s.d.Tokens[i+1].UPOS {
			case "NOUN", "PROPN", "ADJ":
				return true
			}
		}
		return t.Rel == "amod" || isTitle(s.d.Form(i))
	case "ADV":
		return false
	}
	return false
}

// isTitle says whether a word opens with a capital.
func isTitle(w string) bool { return w != "" && w[0] >= 'A' && w[0] <= 'Z' }

// phraseBefore is the noun phrase that ends right before the verb v and starts right behind a boundary. bounded is
// false where it starts with the sentence.
func (s *scan) phraseBefore(v int32) (sp doc.Span, bounded, ok bool) {
	d := s.d
	start := s.around(v).First
	i := v - 1
	for i >= start && (d.Tokens[i].UPOS == "ADV" || d.Tokens[i].UPOS == "AUX" || d.Tokens[i].XPOS == "RB") {
		i--
	}
	sp.End = i + 1
	if i > start && d.Form(i) == "," { // an apposition: "a spokeswoman, Jane Roe, said"
		j := i - 1
		if d.Tokens[j].UPOS == "NUM" && j > start && d.Form(j-1) == "," { // her age: "a spokeswoman, Jane Roe, 52, said"
			j -= 2
		}
		for j > start && i-j < longestLabel && s.inPhrase(j) && s.quotedBy[j] == doc.None {
			j--
		}
		if d.Form(j) != "," || i-j < 2 {
			return sp, false, false
		}
		sp.End, i = i, j-1
	}
	for i >= start && sp.End-i <= longestLabel && s.quotedBy[i] == doc.None && s.inPhrase(i) {
		i--
	}
	sp.First = i + 1
	switch {
	case i < start:
	case s.isBoundary(i):
		bounded = true
	case d.Tokens[i].UPOS == "SCONJ" || d.Tokens[i].UPOS == "CCONJ":
	default:
		return sp, false, false
	}
	for sp.First < sp.End && (d.Tokens[sp.First].UPOS == "CCONJ" || d.Tokens[sp.First].UPOS == "PUNCT") {
		sp.First++
	}
	if sp.Len() == 0 || sp.Len() > longestLabel || d.TimeAt(sp.End-1) != doc.None || d.Tokens[sp.First].UPOS == "ADP" || d.Tokens[sp.First].UPOS == "PART" {
		return sp, bounded, false
	}
	if k := d.TimeAt(sp.First); k != doc.None { // "The day before the vote Chad warned"
		if n := d.Times[k].Span.End; n < sp.End && d.Tokens[n].UPOS == "ADP" {
			return sp, bounded, false
		}
	}
	return sp, bounded, true
}

// phraseAfter is the noun phrase that starts right behind the verb v, up to a comma or the end of the sentence.
func (s *scan) phraseAfter(v int32) (sp doc.Span, ok bool) {
	d := s.d
	end := s.around(v).End
	sp = doc.Span{First: v + 1, End: v + 1}
	if sp.First >= end {
		return sp, false
	}
	switch d.Tokens[sp.First].UPOS {
	case "PRON", "DET", "ADJ", "NOUN", "PROPN", "NUM", "X":
	default:
		return sp, false
	}
	if d.Tokens[sp.First].XPOS == "WP" || d.TimeAt(sp.First) != doc.None {
		return sp, false
	}
	for sp.End < end && sp.Len() < longestLabel && s.quotedBy[sp.End] == doc.None && s.inPhrase(sp.End) {
		if f := d.Tokens[sp.End]; f.UPOS == "ADP" && sp.Len() > 0 && !strings.EqualFold(d.Form(sp.End), "of") && !strings.EqualFold(d.Form(sp.End), "for") {
			break
		}
		if d.Form(sp.End) == "." && sp.End == end-1 {
			break
		}
		sp.End++
	}
	if sp.End < end && s.isFinite(sp.End) && d.Tokens[sp.End].Rel != "acl:relcl" {
		return sp, false
	}
	return sp, sp.Len() > 0
}

// headOfPhrase is the token that a phrase found by its surroundings is about: the head of its last name or noun before
// a preposition.
func (s *scan) headOfPhrase(sp doc.Span) int32 {
	d := s.d
	head := doc.None
	for i := sp.First; i < sp.End; i++ {
		t := &d.Tokens[i]
		if i > sp.First && (t.UPOS == "ADP" || t.UPOS == "PUNCT" && d.Form(i) == "," || t.UPOS == "CCONJ") && head != doc.None {
			break
		}
		switch t.UPOS {
		case "NOUN", "PROPN", "PRON", "NUM", "X", "VERB", "ADJ", "DET":
			head = i
		}
	}
	if head == doc.None {
		return doc.None
	}
	// names hang on their first word
	for hops := 0; hops < 8; hops++ {
		h := d.Tokens[head].Head
		if h == doc.None || !sp.Has(h) || !doc.Is(d.Tokens[head].Rel, "flat") && d.Tokens[head].Rel != "compound" {
			break
		}
		head = h
	}
	return head
}

// beside looks for the speaker of the verb v by its surroundings. It overrules the tree where the saying stands between a boundary and
// the end or another boundary, and helps out where the tree names nobody.
func (s *scan) beside(v int32, by who) (who, doc.Span) {
	d := s.d
	none := doc.Span{}
	if d.Tokens[v].XPOS == "VBG" || d.Tokens[v].XPOS == "VB" || by.passive {
		return by, none
	}
	before, bounded, ok := s.phraseBefore(v)
	if ok && (bounded && !before.Has(by.head) || by.head == doc.None || s.quotedBy[by.head] != doc.None) {
		if h := s.headOfPhrase(before); h != doc.None {
			return who{head: h, pronoun: doc.None, subject: h, top: v}, before
		}
	}
	if ok && before.Has(by.head) {
		return by, before
	}
	if h, label := s.behindRelative(v); by.head == doc.None && h != doc.None {
		return who{head: h, pronoun: doc.None, subject: h, top: v}, label
	}
	if first := s.around(v).First; v == first || s.endsContent(v-1) && !before.Has(by.head) {
		if after, ok := s.phraseAfter(v); ok && (by.head == doc.None || !after.Has(by.head)) && (by.head == doc.None || by.head < v) {
			if h := s.headOfPhrase(after); h != doc.None {
				return who{head: h, pronoun: doc.None, subject: h, top: v}, after
			}
		}
	}
	if after, h := s.behindQuotation(v); h != doc.None {
		return who{head: h, pronoun: doc.None, subject: h, top: v}, after
	}
	if by.head != doc.None && s.quotedBy[by.head] != doc.None {
		by.head = doc.None
	}
	return by, none
}

// behindRelative is the phrase at the start of the sentence that a relative clause between commas parts from the verb v: "Kenya, which has offered
// to lead it, said".
func (s *scan) behindRelative(v int32) (int32, doc.Span) {
	d := s.d
	start := s.around(v).First
	if v-1 <= start || d.Form(v-1) != "," {
		return doc.None, doc.Span{}
	}
	for j := v - 2; j > start+1 && v-j < longestSource && s.quotedBy[j] == doc.None; j-- {
		if x := d.Tokens[j].XPOS; x != "WDT" && x != "WP" && x != "WP$" || d.Form(j-1) != "," {
			continue
		}
		label := doc.Span{First: start, End: j - 1}
		for i := label.First; i < label.End; i++ {
			if !s.inPhrase(i) {
				return doc.None, doc.Span{}
			}
		}
		return s.headOfPhrase(label), label
	}
	return doc.None, doc.Span{}
}

// behindQuotation is the phrase between a quotation and the verb v where a relative clause or an apposition parts it
// from the verb: "...," an official, who asked not to be named, told the agency. The label runs up to the verb.
func (s *scan) behindQuotation(v int32) (doc.Span, int32) {
	d := s.d
	start := s.around(v).First
	if v-1 <= start || d.Form(v-1) != "," {
		return doc.Span{}, doc.None
	}
	comma := doc.None
	for i := v - 2; i > start && v-i < longestSource; i-- {
		if s.quotationEndingAt(i) != doc.None {
			if comma == doc.None || !s.isSpeech(&s.quotations[s.quotedBy[i]]) {
				return doc.Span{}, doc.None
			}
			sp := doc.Span{First: i + 1, End: comma}
			for j := sp.First; j < sp.End; j++ {
				if !s.inPhrase(j) {
					return doc.Span{}, doc.None
				}
			}
			return doc.Span{First: i + 1, End: v - 1}, s.headOfPhrase(sp)
		}
		if s.quotedBy[i] != doc.None {
			break
		}
		if d.Form(i) == "," {
			comma = i
		}
	}
	return doc.Span{}, doc.None
}

// isForm says whether token i is the word, in any case.
func (s *scan) isForm(i int32, word string) bool { return strings.EqualFold(s.d.Form(i), word) }

// behind is the token where the content can start behind the saying: after times, adverbs and circumstances.
func (s *scan) behind(n, end int32) int32 {
	d := s.d
	for n < end {
		t := &d.Tokens[n]
		switch {
		case d.TimeAt(n) != doc.None:
			n = d.Times[d.TimeAt(n)].Span.End
			continue
		case t.UPOS == "ADV" && (t.XPOS == "RB" || t.XPOS == "RBR"):
			n++
			continue
		case d.Form(n) == ",": // "said, and nobody heard it, that"
			for j := n + 2; j+1 < min(end, n+longestLabel) && s.quotedBy[j] == doc.None; j++ {
				if d.Form(j) == "," {
					if s.isForm(j+1, "that") {
						return j + 1
					}
					break
				}
			}
			return n
		case t.UPOS == "ADP":
			to := doc.None
			for j := n + 1; j < min(end, n+longestLabel); j++ {
				if s.quotedBy[j] != doc.None || s.isFinite(j) {
					break
				}
				if f := d.Form(j); f == "that" || f == "," || f == ":" {
					to = j
					break
				}
			}
			if to == doc.None {
				return n
			}
			n = to
			if d.Form(n) != "that" {
				return n
			}
			continue
		}
		break
	}
	return n
}

// behindAddressee is the token behind the words that name whom it is said to: "told the reporters that".
func (s *scan) behindAddressee(n, end int32) int32 {
	d := s.d
	for i := n; i < min(end, n+longestLabel); i++ {
		if s.quotedBy[i] != doc.None || s.isFinite(i) {
			break
		}
		switch f := strings.ToLower(d.Form(i)); {
		case f == "that" && d.Tokens[i].XPOS != "DT" && i > n, s.isWh(i) && f != "who" && f != "whose" && i > n:
			return i
		case s.isBoundary(i):
			return n
		case i > n && (d.Tokens[i].XPOS == "PRP" || d.Tokens[i].UPOS == "DET") && s.isNominal(i-1) && s.clauseAhead(i, end):
			return i
		}
	}
	return n
}

// clauseAhead says whether a clause without "that" starts at token n: a noun phrase and then its finite verb.
func (s *scan) clauseAhead(n, end int32) bool {
	d := s.d
	for i := n; i < end; i++ {
		t := &d.Tokens[i]
		if i > n && s.isFinite(i) && (t.XPOS != "VBD" || t.Rel != "acl") { // "a book called ..." is no clause
			return true
		}
		switch t.UPOS {
		case "DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "X", "ADV", "SYM":
			if t.XPOS == "WP" || t.XPOS == "WDT" || t.XPOS == "WRB" {
				return false
			}
		case "ADP":
			if i == n {
				return false
			}
		case "PART":
			if t.XPOS != "POS" {
				return false
			}
		case "CCONJ":
			if i+1 < end && d.Tokens[i+1].UPOS == "VERB" {
				return false
			}
		case "PUNCT":
			if q := s.quotedBy[i]; q != doc.None && (s.quotations[q].First == i || s.quotations[q].End == i+1) {
				continue
			}
			if s.isBoundary(i) || i == end-1 {
				return false
			}
		default:
			return false
		}
	}
	return false
}
