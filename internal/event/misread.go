package event

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// reading corrects a tag: the tagger takes many a past tense for an adjective, and many a plural for a verb.
type reading uint8

const (
	asTagged   reading = iota
	participle         // "a drone shot down by": tagged as a noun
	past               // "police used water cannon": tagged as an adjective
	plural             // "drone strikes hit": tagged as a verb
)

// findMisread finds words whose tag the words around them disprove.
func (s *scan) findMisread() {
	d := s.d
	s.misread = make([]reading, len(d.Tokens))
	for i := 1; i+2 < len(d.Tokens); i++ {
		t := int32(i)
		k, before, after := &d.Tokens[t], &d.Tokens[t-1], &d.Tokens[t+1]
		if before.Sent != k.Sent || after.Sent != k.Sent {
			continue
		}
		switch k.UPOS {
		case "NOUN":
			if before.UPOS != "NOUN" || s.lemma[t+1] != "by" && s.lemma[t+2] != "by" {
				continue
			}
			if l, ok := s.pastForm(t); ok {
				s.misread[t], s.lemma[t] = participle, l
			}
		case "ADJ":
			if before.UPOS != "NOUN" && before.UPOS != "PROPN" || !opensPhrase(after) {
				continue
			}
			if l, ok := s.pastForm(t); ok {
				s.misread[t], s.lemma[t] = past, l
			}
		case "VERB":
			if k.XPOS == "VBD" && k.Rel == "amod" && k.Head > t && (before.UPOS == "NOUN" || before.UPOS == "PROPN") && opensPhrase(after) { // "police used water cannon"
				if l, ok := s.pastForm(t); ok {
					s.misread[t], s.lemma[t] = past, l
					continue
				}
			}
			if k.XPOS != "VBZ" && k.XPOS != "VBP" || !s.r.nouns[s.lemma[t]] {
				continue
			}
			switch {
			case doc.Is(k.Rel, "nsubj") || k.Rel == "obj" || doc.Is(k.Rel, "obl") || doc.Is(k.Rel, "nmod") || k.Rel == "compound":
				s.misread[t] = plural
			case (before.UPOS == "NOUN" || before.UPOS == "ADJ") && before.Head == t && (before.Rel == "compound" || before.Rel == "amod"):
				s.misread[t] = plural
			case k.Rel == "ccomp" && k.Head != doc.None && k.Head < t && before.UPOS == "NOUN" && before.Head == t && before.Rel == "nsubj" &&
				s.lightVerb(k.Head) && d.Child(k.Head, "obj") == doc.None && d.Child(t-1, "det") == doc.None: // "carried out air force exercises"
				s.misread[t] = plural
			}
		}
	}
}

// pastForm is the lemma of a past form of a verb that rows hang on.
func (s *scan) pastForm(t int32) (string, bool) {
	form := strings.ToLower(s.d.Form(t))
	l, ok := s.r.verbs.forms[form]
	return l, ok && !strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ing")
}

// opensPhrase says whether a noun phrase may begin with the token.
func opensPhrase(k *doc.Token) bool {
	switch k.UPOS {
	case "DET", "NUM", "PROPN", "NOUN", "ADJ":
		return true
	}
	return k.XPOS == "PRP" || k.XPOS == "PRP$"
}

// lineArgs gives the arguments of a past tense that the tree does not know as one: the noun phrase before it, the one after it, and
// the phrases with prepositions that follow.
func (s *scan) lineArgs(a *args) {
	d, t := s.d, a.tok
	if n := s.nominalBefore(t); n != doc.None {
		a.subj = s.spread(a.subj, n)
	}
	word := ""
	for i := t + 1; int(i) < len(d.Tokens) && d.Tokens[i].Sent == d.Tokens[t].Sent; i++ {
		k := &d.Tokens[i]
		switch {
		case k.UPOS == "ADP":
			word = s.lemma[i]
		case k.UPOS == "VERB" || k.UPOS == "AUX" || k.UPOS == "SCONJ" || k.UPOS == "PUNCT" && k.XPOS != "HYPH":
			return
		case s.nominal(i):
			if n := i + 1; int(n) < len(d.Tokens) && d.Tokens[n].Sent == k.Sent && (s.nominal(n) || d.Tokens[n].XPOS == "HYPH") {
				continue // the last noun heads the phrase
			}
			switch {
			case s.d.TimeAt(i) != doc.None:
			case word != "":
				a.preps = append(a.preps, prep{word, i})
			default:
				a.obj = append(a.obj, i)
			}
		}
	}
}
