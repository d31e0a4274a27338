package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// prep is a phrase with its preposition.
type prep struct {
	word string
	head int32
}

// args are the logical arguments of a trigger; coordinated ones stand side by side.
type args struct {
	tok             int32
	passive         bool
	subj, obj, iobj []int32
	inf, that, ger  []int32
	must, should    []int32 // clauses with "must"; with "should", "ought to"
	comp, poss, adv []int32
	gov, marks      []int32 // of a noun: the verb whose object or subject it is; its preposition
	preps           []prep
}

// get gives the heads that fill an argument.
func (a *args) get(ref argRef) []int32 {
	switch ref.kind {
	case argSubj:
		return a.subj
	case argObj:
		return a.obj
	case argIobj:
		return a.iobj
	case argInf:
		return a.inf
	case argThat:
		return a.that
	case argGer:
		return a.ger
	case argComp:
		return a.comp
	case argPoss:
		return a.poss
	case argAdv:
		return a.adv
	case argMust:
		return a.must
	case argShould:
		return a.should
	case argGov:
		return a.gov
	case argCase:
		return a.marks
	case argSelf:
		return []int32{a.tok}
	}
	var out []int32
	for _, p := range a.preps {
		if p.word == ref.prep {
			out = append(out, p.head)
		}
	}
	return out
}

// takes says whether h is an object of the verb itself, or stands behind a preposition at it.
func (a *args) takes(h int32) bool {
	return slices.Contains(a.obj, h) || slices.Contains(a.iobj, h) || slices.ContainsFunc(a.preps, func(p prep) bool { return p.head == h })
}

// maxDepth bounds how far arguments are handed down from verb to verb.
const maxDepth = 6

// argsOf gives the logical arguments of token t, made once a document.
func (s *scan) argsOf(t int32) *args { return s.argsAt(t, 0) }

func (s *scan) argsAt(t int32, depth int) *args {
	if a := s.args[t]; a != nil {
		return a
	}
	a := &args{tok: t}
	if depth > maxDepth {
		return a
	}
	s.args[t] = a // before the ascent, so that a cycle ends
	if s.nominal(t) {
		s.nounArgs(a, depth)
	} else {
		s.verbArgs(a, depth)
		s.repair(a)
	}
	return a
}

// nominal says whether t heads a noun phrase.
func (s *scan) nominal(t int32) bool {
	switch s.d.Tokens[t].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "SYM":
		return s.misread[t] == asTagged
	}
	return s.misread[t] == plural
}

func (s *scan) isVerb(t int32) bool {
	k := &s.d.Tokens[t]
	switch s.misread[t] {
	case plural:
		return false
	case participle, past:
		return true
	}
	return k.UPOS == "VERB" || k.UPOS == "AUX" || k.UPOS == "ADJ" && (k.XPOS == "VBN" || k.XPOS == "VBG" || k.XPOS == "VBD")
}

// caseOf is the preposition at the head of a phrase: "on", "because_of"; "" where there is none.
func (s *scan) caseOf(h int32) string {
	for c := range s.d.Children(h) {
		rel := s.d.Tokens[c].Rel
		if rel != "case" && rel != "mark" || s.lemma[c] == "'s" || s.lemma[c] == "’s" || s.lemma[c] == "'" || s.lemma[c] == "’" {
			continue
		}
		word := s.lemma[c]
		if word == "upon" {
			word = "on"
		}
		for f := range s.d.Children(c) {
			if s.d.Tokens[f].Rel == "fixed" {
				word += "_" + s.lemma[f]
			}
		}
		return word
	}
	return ""
}

// headNoun repairs a compound whose first noun the parser took for the head: "a test ban treaty", "the crown prince".
func (s *scan) headNoun(h int32) int32 {
	if c := s.d.Child(h, "appos"); c != doc.None && c == h+2 && (s.d.Form(h+1) == "'s" || s.d.Form(h+1) == "’s") { // "Chad's Idriss Deby", read as two that explain each other
		return c
	}
	for n := h + 1; int(n) < len(s.d.Tokens); n++ {
		k := &s.d.Tokens[n]
		if k.Head != h || k.UPOS != "NOUN" || s.d.Tokens[h].UPOS != "NOUN" || k.Rel == "conj" || k.Rel == "nmod:unmarked" || k.Rel == "obl:unmarked" {
			return h
		}
		h = n
	}
	return h
}

// spread adds h and what is coordinated with it.
func (s *scan) spread(to []int32, h int32) []int32 { return s.spreadDeep(to, h, 0) }

func (s *scan) spreadDeep(to []int32, h int32, depth int) []int32 {
	to = append(to, s.headNoun(h))
	quantity := s.r.quantity[s.lemma[h]]
	for c := range s.d.Children(h) {
		if quantity && depth < 3 && doc.Is(s.d.Tokens[c].Rel, "nmod") && s.caseOf(c) == "of" { // "tons of grain": the grain counts too
			to = s.spreadDeep(to, c, depth+1)
		}
		if s.d.Tokens[c].Rel == "conj" && s.nominal(c) == s.nominal(h) && depth < 3 && !s.tells(c) {
			to = s.spreadDeep(to, c, depth+1)
		}
		if s.d.Tokens[c].Rel == "appos" && depth < 3 && s.otherState(h, c) { // "Chile, Peru, and Cuba": no state explains another
			to = s.spreadDeep(to, c, depth+1)
		}
	}
	return to
}

// otherState says whether tokens a and b name two states.
func (s *scan) otherState(a, b int32) bool {
	x, y := s.stateAt(a), s.stateAt(b)
	return x != doc.None && y != doc.None && x != y
}

// stateAt is the state that the reference headed by token t names alone, or None.
func (s *scan) stateAt(t int32) int32 {
	r := s.d.RefAt(t)
	if r == doc.None || len(s.d.Refs[r].Actors) != 1 {
		return doc.None
	}
	if a := s.d.Refs[r].Actors[0]; s.d.Actors[a].Kind == record.State {
		return a
	}
	return doc.None
}

// secondOf is what "and" ties to h after "between", where the tree does not coordinate the two.
func (s *scan) secondOf(h int32) int32 {
	for c := range s.d.Children(h) {
		if s.d.Tokens[c].Rel == "conj" {
			return doc.None
		}
	}
	and := false
	for i := h + 1; int(i) < len(s.d.Tokens) && i < h+10 && s.d.Tokens[i].Sent == s.d.Tokens[h].Sent; i++ {
		switch {
		case s.lemma[i] == "and":
			and = true
		case s.isVerb(i) || s.d.Tokens[i].UPOS == "PUNCT":
			return doc.None
		case and && s.refOf(i) != doc.None:
			return s.d.Refs[s.refOf(i)].Head
		}
	}
	return doc.None
}

// tells says whether noun c begins the saying at the end of a sentence, though the parser coordinated it: ", officials in Lima said".
func (s *scan) tells(c int32) bool {
	for x := range s.d.Children(c) {
		if s.d.Tokens[x].Rel == "cc" {
			return false
		}
	}
	sent := s.d.Tokens[c].Sent
	for i := c + 1; int(i) < len(s.d.Tokens) && i < c+7 && s.d.Tokens[i].Sent == sent; i++ {
		switch {
		case s.d.Tokens[i].UPOS == "VERB":
			return s.cueOf[i] != doc.None || s.lemma[i] == "say" || s.lemma[i] == "report" || s.lemma[i] == "announce" || s.lemma[i] == "tell"
		case s.d.Tokens[i].UPOS == "PUNCT":
			return false
		}
	}
	return false
}

func (s *scan) addPrep(a *args, h int32) {
	word := s.caseOf(h)
	if word == "" || s.d.TimeAt(h) != doc.None || word == "with" && s.absolute(h) {
		return
	}
	a.preps = append(a.preps, prep{word, s.headNoun(h)})
	if word == "between" {
		if b := s.secondOf(h); b != doc.None {
			a.preps = append(a.preps, prep{word, b})
		}
	}
	for c := range s.d.Children(h) {
		if k := &s.d.Tokens[c]; k.XPOS == "VBG" && k.Rel == "amod" && c < h { // "of torturing prisoners", read as a noun phrase
			a.preps = append(a.preps, prep{word, c})
			a.ger = append(a.ger, c)
		}
		if s.d.Tokens[c].Rel == "conj" {
			w := word
			if own := s.caseOf(c); own != "" {
				w = own
			}
			a.preps = append(a.preps, prep{w, c})
		}
	}
}

// absolute says whether what follows ", with" is a clause of its own: ", with Oman and Qatar acting as hosts".
func (s *scan) absolute(h int32) bool {
	d := s.d
	with := d.Child(h, "case")
	if with <= 0 || d.Tokens[with-1].XPOS != "," {
		return false
	}
	for c := range d.Children(h) {
		if c > h && d.Tokens[c].XPOS == "VBG" && doc.Is(d.Tokens[c].Rel, "acl") {
			return true
		}
	}
	end := d.Subtree(h).End
	return int(end) < len(d.Tokens) && d.Tokens[end].XPOS == "VBG" && d.Tokens[end].Sent == d.Tokens[h].Sent
}

// complement files a clause that hangs on a.
func (s *scan) complement(a *args, c int32) {
	toInf := false
	for m := range s.d.Children(c) {
		k := &s.d.Tokens[m]
		if (k.Rel == "mark" || k.UPOS == "PART") && s.lemma[m] == "to" {
			toInf = true
		}
	}
	add := func(list *[]int32, c int32) {
		*list = append(*list, c)
		for j := range s.d.Children(c) {
			if s.d.Tokens[j].Rel == "conj" && s.isVerb(j) && (!toInf || !finiteTag(s.d.Tokens[j].XPOS)) {
				*list = append(*list, j)
			}
		}
	}
	k := &s.d.Tokens[c]
	if doc.Is(k.Rel, "acl") && s.caseOf(c) == "that" { // "a report that they met"
		add(&a.that, c)
		return
	}
	switch {
	case toInf:
		add(&a.inf, c)
	case k.XPOS == "VBG" && doc.Is(k.Rel, "advcl") && c > a.tok && s.d.Tokens[c-1].XPOS == ",": // "blocked exports, demanding": done beside it
	case k.XPOS == "VBG":
		add(&a.ger, c)
		if k.Rel != "ccomp" {
			s.addPrep(a, c)
		}
	case k.Rel == "ccomp":
		add(&a.that, c)
		if s.own(c) == record.Proposed {
			a.oblige(c, s.hasMust(c))
		}
	case k.Rel == "xcomp" && s.isVerb(c):
		add(&a.inf, c)
	case k.Rel == "xcomp": // "called the raid an outrage"
		a.comp = append(a.comp, c)
	}
}

func (s *scan) spreadAny(to []int32, h int32) []int32 {
	to = append(to, h)
	for c := range s.d.Children(h) {
		if s.d.Tokens[c].Rel == "conj" {
			to = append(to, c)
		}
	}
	return to
}

// hasWord says whether the word set holds the lemma of t, alone or with the words before it.
func (s *scan) hasWord(w *wordSet, t int32) bool {
	l := s.lemma[t]
	if w.single[l] {
		return true
	}
	for _, before := range w.multi[l] {
		if s.precedes(before, t) {
			return true
		}
	}
	if len(w.phrasal) > 0 && s.isVerb(t) {
		for _, p := range w.phrasal[l] {
			if s.particle(t, p) {
				return true
			}
		}
	}
	if i := strings.LastIndexByte(l, '-'); i > 0 && len(w.single) > 0 { // "surface-to-air-missile": the last part counts
		return w.single[l[i+1:]] && s.nominal(t)
	}
	return false
}

// precedes says whether the tokens before t have these lemmas.
func (s *scan) precedes(before []string, t int32) bool {
	n := int32(len(before))
	if t-n < 0 || s.d.Tokens[t-n].Sent != s.d.Tokens[t].Sent {
		return false
	}
	for i, w := range before {
		if s.lemma[t-n+int32(i)] != w {
			return false
		}
	}
	return true
}
