package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// nounCue makes the statement of a noun of saying: "his warning that ...", "the ministry's plan to ...".
func (s *scan) nounCue(n int32, w *word) {
	d := s.d
	if n > 0 && d.Tokens[n].Rel == "compound" {
		return
	}
	by, carrier := s.whoseNoun(n)
	c := &cue{word: w, token: n, words: doc.Span{First: n, End: n + 1}, who: by, prep: doc.None}
	if carrier != doc.None && carrier < n && n-carrier < 6 {
		c.words.First = carrier
	}
	c.source = s.named(by, n)
	for _, sp := range c.source { // the speaker between the carrier and the noun is no part of the cue
		if sp.Overlaps(c.words) {
			c.words.First = min(n, sp.End)
		}
	}
	if by.head == doc.None && !w.bare {
		return
	}
	for ch := range d.Children(n) {
		if ch < n {
			continue
		}
		t := &d.Tokens[ch]
		if !doc.Is(t.Rel, "acl") && t.Rel != "ccomp" && t.Rel != "xcomp" && t.Rel != "advcl" && t.Rel != "dep" && t.Rel != "appos" {
			continue
		}
		sp := s.below[ch]
		first := strings.ToLower(d.Form(sp.First))
		switch {
		case first == "that" && w.has(frameThat) && s.hasMark(ch, sp.First):
			s.make(c, "that", false, sp)
			return
		case s.isWh(sp.First) && first != "which" && first != "who" && first != "when" && first != "where" && w.has(frameWh) && t.Rel != "acl:relcl":
			s.make(c, "wh", false, sp)
			return
		case s.isInfinitive(ch) && w.has(frameInf) && t.Rel != "acl:relcl":
			s.make(c, "inf", false, sp)
			return
		}
	}
	if w.has(frameThat) && s.thatBehind(c, n) {
		return
	}
	if w.has(frameIs) && s.copularContent(c, n) {
		return
	}
	if by.head == doc.None || len(w.after) == 0 {
		return
	}
	if carrier == doc.None {
		s.prepositionBelow(c, n)
	} else if w.force != "assert" && s.r.carriers[strings.ToLower(d.Tokens[carrier].Lemma)] && !s.prepositionBelow(c, n) {
		s.prepositionBelow(c, carrier) // where the tree hangs it on the verb
	}
}

// thatBehind takes the clause with "that" right behind the noun where the tree hangs it elsewhere. Behind a noun that is
// the subject it ends before the second finite verb: "his warning that the truce could collapse was ignored".
func (s *scan) thatBehind(c *cue, n int32) bool {
	d := s.d
	sent := s.around(n)
	that := n + 1
	if that+2 >= sent.End || !strings.EqualFold(d.Form(that), "that") || d.Tokens[that].XPOS == "WDT" || !s.clauseAhead(that+1, sent.End) {
		return false
	}
	end := s.narratorFrom(that, sent.End)
	if !s.hasFinite(doc.Span{First: sent.First, End: n}) {
		end = s.beforeSecondVerb(that+1, end)
	}
	return s.make(c, "that", false, doc.Span{First: that, End: end})
}

// beforeSecondVerb is where the second finite verb of the run [first, end) starts, as far as nothing parts it from the
// first; or end.
func (s *scan) beforeSecondVerb(first, end int32) int32 {
	d := s.d
	verbs := 0
	for i := first; i < end; i++ {
		t := &d.Tokens[i]
		if t.UPOS == "SCONJ" || t.UPOS == "CCONJ" || s.isWh(i) || s.isBoundary(i) {
			return end
		}
		if s.isFinite(i) {
			if verbs++; verbs == 2 {
				return i
			}
		}
	}
	return end
}

// hasMark says whether the clause headed by i opens with the conjunction "that" at token at, and not with the relative
// pronoun.
func (s *scan) hasMark(i, at int32) bool {
	for ch := range s.d.Children(i) {
		if ch == at {
			return s.d.Tokens[ch].Rel == "mark" || s.d.Tokens[ch].UPOS == "SCONJ"
		}
	}
	return false
}

// whoseNoun finds whose saying a noun names: its possessor, the author after "of", "by" or "from", the nation or body
// before it, or the subject of a verb that carries it ("made the claim"). The carrier is that verb, or None.
func (s *scan) whoseNoun(n int32) (w who, carrier int32) {
	d := s.d
	w = who{head: doc.None, pronoun: doc.None, subject: doc.None, top: n}
	for ch := range d.Children(n) {
		switch t := &d.Tokens[ch]; {
		case t.Rel == "nmod:poss":
			w.head = ch
			return w, doc.None
		case doc.Is(t.Rel, "nmod") && ch > n && ch < n+6:
			if m := s.marker(ch); (m == "by" || m == "from") && s.isNominal(ch) {
				w.head = ch
				return w, doc.None
			}
		}
	}
	if t := &d.Tokens[n]; t.Head != doc.None && (t.Rel == "obj" || t.Rel == "obl" && s.marker(n) == "with") {
		v := t.Head
		if _, carries := s.r.carriers[strings.ToLower(d.Tokens[v].Lemma)]; v < n && carries {
			by := s.whoSays(v)
			if by.head != doc.None && !by.passive {
				return by, v
			}
		}
	}
	for ch := range d.Children(n) {
		if t := &d.Tokens[ch]; ch < n && (t.Rel == "compound" || t.Rel == "amod") && t.UPOS == "PROPN" {
			w.head = ch
			return w, doc.None
		}
	}
	for ch := range d.Children(n) {
		if t := &d.Tokens[ch]; ch > n && doc.Is(t.Rel, "nmod") && s.marker(ch) == "of" && t.UPOS == "PROPN" {
			w.head = ch
			return w, doc.None
		}
	}
	return w, doc.None
}

// copularContent takes the clause or quotation after "is": "his message is that ...".
func (s *scan) copularContent(c *cue, n int32) bool {
	d := s.d
	sent := s.around(n)
	i := max(s.below[n].End, n+1)
	if i >= sent.End || d.Tokens[n].Rel != "nsubj" && d.Tokens[n].Rel != "nsubj:outer" {
		i = n + 1
	}
	if i+1 >= sent.End || d.Tokens[i].Lemma != "be" {
		return false
	}
	be := i
	i++
	if d.Form(i) == "," || d.Form(i) == ":" {
		i++
	}
	if i >= sent.End {
		return false
	}
	q := s.quotationStartingAt(i)
	switch {
	case q != doc.None && s.isSpeech(&s.quotations[q]):
		c.prep = be
		return s.make(c, "is", true, s.quotations[q].Span)
	case strings.EqualFold(d.Form(i), "that") && s.hasFinite(doc.Span{First: i + 1, End: sent.End}) && i+1 < sent.End && d.Tokens[i].Rel != "nsubj":
		c.prep = be
		return s.make(c, "is", false, doc.Span{First: i, End: sent.End})
	case c.word.has(frameInf) && strings.EqualFold(d.Form(i), "to") && i+1 < sent.End && d.Tokens[i+1].XPOS == "VB":
		c.prep = be
		return s.make(c, "is", false, doc.Span{First: i, End: sent.End})
	}
	return false
}

// adjectiveCue makes the statement of an adjective after "be": "is confident that ...", "was willing to ...".
func (s *scan) adjectiveCue(a int32, w *word) {
	d := s.d
	by := s.whoSays(a)
	by.passive = false
	if by.subject != doc.None && by.head == doc.None {
		by.head, by.pronoun = s.antecedent(by.subject, a)
	}
	if by.head == doc.None || !s.canSpeak(by.head, w) || d.Tokens[a].Rel == "amod" {
		return
	}
	c := &cue{word: w, token: a, words: doc.Span{First: a, End: a + 1}, who: by}
	s.frame(c)
	for ch := range d.Children(a) {
		if ch < a {
			continue
		}
		t := &d.Tokens[ch]
		if t.Rel != "ccomp" && t.Rel != "xcomp" && t.Rel != "advcl" {
			continue
		}
		sp := s.below[ch]
		switch {
		case s.isInfinitive(ch) && w.has(frameInf) && t.Rel != "advcl", s.isInfinitive(ch) && w.has(frameInf) && sp.First == a+1:
			s.make(c, "inf", false, sp)
			return
		case t.Rel == "ccomp" && (w.has(frameThat) || w.has(frameWh) && s.isWh(sp.First)),
			t.Rel == "advcl" && w.has(frameThat) && strings.EqualFold(d.Form(sp.First), "that"):
			s.make(c, "that", false, sp)
			return
		}
	}
	if len(w.after) > 0 && !slices.Contains(c.source, doc.Span{}) {
		s.prepositionBelow(c, a)
	}
}
