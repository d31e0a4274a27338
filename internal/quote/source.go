package quote

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// longestSource bounds the phrase that names a speaker, in tokens.
const longestSource = 60

// who is the speaker of a cue as the sentence has it.
type who struct {
	head    int32 // head of the phrase that names the speaker; None where there is none
	pronoun int32 // the relative pronoun that stands for it in the cue's clause, or None
	subject int32 // grammatical subject of the cue's own clause, for the passive; or None
	passive bool  // the cue itself stands in the passive
	top     int32 // the verb up the chain that has the subject ("declined" for "comment" in "declined to comment")
}

// whoSays finds the speaker of the verb v.
func (s *scan) whoSays(v int32) who {
	d := s.d
	w := who{head: doc.None, pronoun: doc.None, subject: doc.None, top: v}
	for hops := 0; hops < 8 && v != doc.None; hops++ {
		t := &d.Tokens[v]
		for c := range d.Children(v) {
			if s.quotedBy[c] != s.quotedBy[v] { // a parser's slip: nobody quotes half a clause with its subject
				if q := s.quotedBy[c]; q != doc.None && s.isSpeech(&s.quotations[q]) {
					continue
				}
			}
			switch rel := d.Tokens[c].Rel; {
			case w.subject != doc.None && d.TimeAt(c) != doc.None: // "the paper said Monday": a day that is taken for a second subject
			case rel == "nsubj" || rel == "nsubj:outer":
				w.subject = c
			case rel == "nsubj:pass":
				w.subject = c
				w.passive = w.passive || hops == 0 && t.XPOS == "VBN"
			case rel == "aux:pass" && hops == 0 && c < v && v-c < 6:
				w.passive = true
			}
		}
		w.top = v
		if hops == 0 && w.subject == doc.None && s.isReducedPassive(v) {
			w.passive = true
		}
		if w.passive {
			w.head = s.agent(v)
			return w
		}
		if w.subject != doc.None {
			w.head, w.pronoun = s.antecedent(s.clauseSubject(w.subject), v)
			return w
		}
		up := t.Head
		switch {
		case up == doc.None:
			v = doc.None
		case doc.Is(t.Rel, "conj"):
			v = up
		case doc.Is(t.Rel, "xcomp"):
			if o := d.Child(up, "obj"); o != doc.None && o < v && hops == 0 && d.Tokens[v].XPOS == "VB" {
				w.head, w.subject = o, o
				return w
			}
			v = up
		case doc.Is(t.Rel, "advcl") && (t.XPOS == "VBG" || t.XPOS == "VBN" || t.XPOS == "VB"), t.Rel == "dep" && t.XPOS == "VBG":
			v = up
			if !s.isPredicate(up) {
				if d.Tokens[up].UPOS == "NOUN" || d.Tokens[up].UPOS == "PROPN" {
					w.head = up
				}
				return w
			}
		case t.Rel == "acl" && (t.XPOS == "VBG" || s.hasObjectPronoun(v)):
			w.head, w.subject = up, up
			if g := d.Tokens[up].Head; g != doc.None && s.isDocument(up) && (d.Tokens[up].Rel == "obj" || d.Tokens[up].Rel == "obl") {
				if by := s.whoSays(g); by.head != doc.None && !by.passive && g < up { // "issued a statement saying"
					w.head, w.pronoun = by.head, by.pronoun
				}
			}
			return w
		default:
			v = doc.None
		}
	}
	return w
}

// clauseSubject is the noun before a relative clause that the tree takes for the subject as a whole: the official in "an official who was in
// the room said"; else c.
func (s *scan) clauseSubject(c int32) int32 {
	d := s.d
	if d.Child(c, "cop") == doc.None {
		return c
	}
	head, relative := doc.None, false
	for ch := range d.Children(c) {
		if d.Tokens[ch].Rel != "nsubj" || ch > c {
			continue
		}
		switch {
		case d.Tokens[ch].XPOS == "WP" || d.Tokens[ch].XPOS == "WDT":
			relative = true
		case head == doc.None && !relative:
			head = ch
		}
	}
	if head == doc.None || !relative {
		return c
	}
	return head
}

// hasObjectPronoun says whether a pronoun is the object right behind the verb v, which then is no passive: "an official described it as".
func (s *scan) hasObjectPronoun(v int32) bool {
	o := s.d.Child(v, "obj")
	return o == v+1 && s.d.Tokens[o].XPOS == "PRP" && s.d.Tokens[v].XPOS != "VB"
}

// isReducedPassive says whether v is a participle like that of "when asked whether" or "asked by a reporter if".
func (s *scan) isReducedPassive(v int32) bool {
	d := s.d
	t := &d.Tokens[v]
	if t.XPOS != "VBN" && t.XPOS != "VBD" || !doc.Is(t.Rel, "advcl") && !doc.Is(t.Rel, "acl") || t.Rel == "acl:relcl" {
		return false
	}
	for c := range d.Children(v) {
		switch r := d.Tokens[c].Rel; {
		case c < v && (doc.Is(r, "aux") || doc.Is(r, "nsubj") || r == "cop"), r == "obj":
			return false
		}
	}
	return true
}

// isPredicate says whether token i can have a subject: a verb, or what stands after a copula.
func (s *scan) isPredicate(i int32) bool {
	switch s.d.Tokens[i].UPOS {
	case "VERB", "AUX":
		return true
	}
	return s.d.Child(i, "cop") != doc.None || s.d.Child(i, "nsubj") != doc.None
}

// agent is who acts in a passive: the phrase after "by", or None.
func (s *scan) agent(v int32) int32 {
	d := s.d
	for c := range d.Children(v) {
		if !doc.Is(d.Tokens[c].Rel, "obl") {
			continue
		}
		if p := d.Child(c, "case"); p != doc.None && d.Tokens[p].Lemma == "by" && s.isNominal(c) {
			return c
		}
	}
	return doc.None
}

// antecedent is the noun that the subject c of v stands for: for a relative pronoun the noun that the clause hangs on.
func (s *scan) antecedent(c, v int32) (head, pronoun int32) {
	d := s.d
	if p := d.Child(c, "nsubj"); p != doc.None && p < c && (d.Tokens[p].XPOS == "WDT" || d.Tokens[p].XPOS == "WP") && !s.isFinite(c) { // "Chad, which borders both, offered": a verb read as a noun
		if n := p - 1; n >= 0 && d.Form(n) == "," && n > 0 && s.isNominal(n-1) {
			return s.climbLeft(n-1, p), doc.None
		}
	}
	if d.Tokens[c].Rel == "expl" || d.Tokens[c].UPOS == "SCONJ" {
		return doc.None, doc.None
	}
	switch strings.ToLower(d.Form(c)) {
	case "who", "which", "that", "whom":
		for i, hops := v, 0; i != doc.None && hops < 8; i, hops = d.Tokens[i].Head, hops+1 {
			if doc.Is(d.Tokens[i].Rel, "acl") {
				if up := d.Tokens[i].Head; up != doc.None && up < c {
					return up, c
				}
			}
		}
		if d.Form(c) == "that" || d.Form(c) == "That" {
			return doc.None, doc.None
		}
		if c > 0 { // "the minister, who said": the noun before it
			p := c - 1
			if d.Form(p) == "," && p > 0 {
				p--
			}
			if s.isNominal(p) && d.Tokens[p].Sent == d.Tokens[c].Sent {
				return s.climbLeft(p, c), c
			}
		}
		return doc.None, doc.None
	case "it", "there", "what":
		if strings.EqualFold(d.Form(c), "it") {
			break
		}
		return doc.None, doc.None
	}
	if !s.isNominal(c) {
		return doc.None, doc.None
	}
	return c, doc.None
}

// isNominal says whether token i can head a phrase that names somebody.
func (s *scan) isNominal(i int32) bool {
	switch t := &s.d.Tokens[i]; t.UPOS {
	case "NOUN", "PROPN", "PRON":
		return true
	case "ADJ", "NUM", "DET", "X": // "the rich", "two of them", "some"
		return t.Rel != "amod" && t.Rel != "det" && t.Rel != "nummod"
	}
	return false
}

// climbLeft goes from token i up to the head of its phrase, without reaching token limit.
func (s *scan) climbLeft(i, limit int32) int32 {
	d := s.d
	for hops := 0; hops < longestSource; hops++ {
		h := d.Tokens[i].Head
		if h == doc.None || h >= limit || !s.isNominal(h) || d.Tokens[h].Sent != d.Tokens[i].Sent {
			break
		}
		i = h
	}
	return i
}

// climbRight goes from token i up to the head of its phrase, staying right of i.
func (s *scan) climbRight(i int32) int32 {
	d := s.d
	first := i
	for hops := 0; hops < longestSource; hops++ {
		h := d.Tokens[i].Head
		if h == doc.None || h < first || !s.isNominal(h) || s.clauseBetween(i, h) {
			break
		}
		i = h
	}
	return i
}

// clauseBetween says whether a comma or a finite verb stands between the tokens i and h, so that they are no one phrase.
func (s *scan) clauseBetween(i, h int32) bool {
	for j := i + 1; j < h; j++ {
		if s.isFinite(j) || s.d.Form(j) == "," {
			return true
		}
	}
	return false
}

// endsContent says whether token i, a comma or a closing mark, can end a content that stands before the saying.
func (s *scan) endsContent(i int32) bool {
	switch s.d.Form(i) {
	case ",", "?", "!", "-", "--", "—", "–", "―":
		return true
	}
	return s.quotationEndingAt(i) != doc.None
}

// phraseAt is the whole noun phrase headed by token h, without clauses that hang on it and without what stands at or
// beyond the tokens of avoid.
func (s *scan) phraseAt(h int32, avoid ...int32) doc.Span {
	d := s.d
	sp := s.below[h]
	for c := range d.Children(h) {
		switch rel := d.Tokens[c].Rel; {
		case c > h && (doc.Is(rel, "acl") || rel == "parataxis" || rel == "ccomp" || rel == "advcl" || rel == "cop" || rel == "punct" && s.below[c].End == sp.End):
			sp.End = min(sp.End, s.below[c].First)
		case c < h && (rel == "case" || rel == "cc" || rel == "mark" || rel == "punct" || rel == "advmod" || rel == "cop" || doc.Is(rel, "aux")):
			sp.First = max(sp.First, min(s.below[c].End, h))
		case c > h && doc.Is(rel, "conj") && s.isPredicate(c):
			sp.End = min(sp.End, s.below[c].First)
		}
	}
	for _, a := range avoid {
		switch {
		case a == doc.None:
		case a < h:
			sp.First = max(sp.First, a+1)
		case a > h:
			sp.End = min(sp.End, a)
		}
	}
	sent := s.around(h)
	sp.First, sp.End = max(sp.First, sent.First, h-longestSource), min(sp.End, sent.End, h+longestSource)
	for sp.End > h+1 && s.isEdge(sp.End-1) {
		sp.End--
	}
	for sp.First < h && s.isEdge(sp.First) {
		sp.First++
	}
	return sp
}

// isEdge says whether token i falls off the edge of a phrase.
func (s *scan) isEdge(i int32) bool {
	t := &s.d.Tokens[i]
	if t.UPOS == "PUNCT" {
		switch s.d.Form(i) {
		case "(", ")", "[", "]":
			return false
		}
		return true
	}
	return t.UPOS == "CCONJ" || t.XPOS == "POS"
}

// named gives the source of a cue as spans: the phrase, and the relative pronoun that takes it up.
func (s *scan) named(w who, avoid ...int32) []doc.Span {
	if w.head == doc.None {
		return nil
	}
	spans := []doc.Span{s.phraseAt(w.head, avoid...)}
	if w.pronoun != doc.None && !spans[0].Has(w.pronoun) {
		spans = append(spans, doc.Span{First: w.pronoun, End: w.pronoun + 1})
	}
	return spans
}

// isDocument says whether token i is a noun for a text or a study.
func (s *scan) isDocument(i int32) bool {
	if i == doc.None {
		return false
	}
	_, ok := s.r.documents[strings.ToLower(s.d.Tokens[i].Lemma)]
	return ok
}

// isPaper says whether token i, read as an adverb, is the noun of a paper that the words before it name: "the Kommersant daily reported".
func (s *scan) isPaper(i int32) bool {
	d := s.d
	if i == 0 || !s.r.papers[strings.ToLower(d.Form(i))] || d.Tokens[i-1].UPOS != "PROPN" && d.Tokens[i-1].UPOS != "NOUN" {
		return false
	}
	return d.NameBehindThe(i, max(s.around(i).First, i-longestLabel))
}
