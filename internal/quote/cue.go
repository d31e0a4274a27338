package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// findCues looks through one sentence for words of saying. What stands inside quotation marks is not looked at: the
// speaker answers for it as a whole.
func (s *scan) findCues(k int32) {
	d := s.d
	sent := d.Sentences[k].Span
	if t, ok := s.turnAt[k]; ok {
		if !s.takeTurn(k, t) {
			return
		}
	} else if s.speakerColon(sent) {
		return
	}
	// The verbs of plain speech come first: what they claim as a whole is not looked for smaller sayings.
	for i := sent.First; i < sent.End; i++ {
		if s.quotedBy[i] != doc.None {
			continue
		}
		if w, end := s.verbAt(i); w != nil && d.Tokens[i].UPOS == "VERB" && w.isSpeech() {
			s.verbCue(i, end, w)
		} else if w := s.gerundAt(i); w != nil && d.Tokens[i].UPOS == "NOUN" && w.isSpeech() && s.opensAside(i) {
			s.verbCue(i, i+1, w)
		}
	}
	for i := sent.First; i < sent.End; i++ {
		if s.quotedBy[i] != doc.None {
			continue
		}
		s.findPhrase(i)
		switch t := &d.Tokens[i]; t.UPOS {
		case "VERB":
			if w := s.r.adjectives[strings.ToLower(d.Form(i))]; w != nil && t.XPOS == "VBN" && s.isStative(i) {
				s.adjectiveCue(i, w)
				continue
			}
			if w, end := s.verbAt(i); w != nil && !w.isSpeech() {
				s.verbCue(i, end, w)
			}
		case "ADJ":
			if w := s.r.adjectives[strings.ToLower(d.Form(i))]; w != nil {
				s.adjectiveCue(i, w)
			}
		case "NOUN":
			if w := s.r.nouns[strings.ToLower(t.Lemma)]; w != nil {
				s.nounCue(i, w)
			}
		}
	}
}

// verbAt is the row for the verb at token i, and the token after its last word.
func (s *scan) verbAt(i int32) (*word, int32) {
	d := s.d
	end := s.around(i).End
next:
	for _, w := range s.r.verbs[strings.ToLower(d.Tokens[i].Lemma)] {
		j := i + 1
		for _, want := range w.then {
			if j >= end || !strings.EqualFold(d.Form(j), want) {
				continue next
			}
			j++
		}
		return w, j
	}
	return nil, 0
}

// isStative says whether the participle i describes a state: "is worried", not "has worried" or "was worried by".
func (s *scan) isStative(i int32) bool {
	for c := range s.d.Children(i) {
		switch s.d.Tokens[c].Rel {
		case "aux:pass", "cop":
			return true
		case "aux", "obj":
			return false
		}
	}
	return false
}

// verbCue makes the statement of one verb, if it has one.
func (s *scan) verbCue(v, end int32, w *word) {
	if w.has(frameInf|frameObjInf) && s.unsaid(end, s.around(v).End) { // "asking not to be named"
		return
	}
	by := s.whoSays(v)
	words := doc.Span{First: v, End: end}
	if quoted := s.quotedAs(v); quoted != doc.None {
		by, words.First = s.whoIsQuoted(quoted, v)
		s.reportCue(w, v, words, by, doc.Span{})
		return
	}
	if s.goesOnSaying(v) {
		if h := s.lastSpeaker(v); h != doc.None {
			by = who{head: h, pronoun: doc.None, subject: h, top: v}
		}
	}
	if s.opensAside(v) && w.has(frameQuote) && !by.passive { // "..., adding that ...": whoever spoke last
		if h := s.lastSpeaker(v); h != doc.None {
			by.head, by.pronoun = h, doc.None
		} else if by.head == doc.None {
			by.head = s.mainSubject(v)
		}
	}
	var label doc.Span
	if w.has(frameQuote) && !s.opensAside(v) {
		by, label = s.beside(v, by)
		if by.head == doc.None && !by.passive {
			by.head = s.fallback(v)
		}
	}
	s.reportCue(w, v, words, by, label)
}

// reportCue makes the statement of the verb v, once its speaker is found.
func (s *scan) reportCue(w *word, v int32, words doc.Span, by who, label doc.Span) {
	if w.doc && !s.isDocument(by.head) {
		return
	}
	if by.head != doc.None && !s.canSpeak(by.head, w) {
		return
	}
	c := &cue{word: w, token: v, words: words, who: by, label: label}
	s.frame(c)
	if by.passive {
		s.passiveContent(c)
	} else {
		s.activeContent(c)
	}
}

// canSpeak says whether the noun phrase headed by h can be a speaker: not a time, a thing that "it" or "that" points to
// in a clause, or the reader.
func (s *scan) canSpeak(h int32, w *word) bool {
	t := &s.d.Tokens[h]
	if t.UPOS == "PRON" {
		switch strings.ToLower(s.d.Form(h)) {
		case "you", "yourself", "what", "this", "these", "those", "itself", "there", "nothing", "something", "anything", "everything":
			return false
		}
	}
	return s.d.TimeAt(h) == doc.None || w.force == "assert"
}

// cue is one occurrence of a word of saying with its surroundings.
type cue struct {
	word  *word
	token int32
	words doc.Span
	who
	label  doc.Span // the phrase that names the speaker, where its surroundings showed it
	source []doc.Span
	group  doc.Span // the saying with its speaker, addressee and circumstances, as far as they stand together
	prep   int32    // preposition that belongs to the saying ("called for"), or None
}

// frame finds the source, the words of saying and the run of tokens that they fill.
func (s *scan) frame(c *cue) {
	d := s.d
	sent := s.around(c.token)
	c.prep = doc.None
	c.source = s.named(c.who, c.token)
	if c.label.Len() > 0 {
		c.source = []doc.Span{c.label}
	}
	// auxiliaries, negations and adverbs before the verb belong to the cue
	for i := c.words.First - 1; i >= sent.First && d.Below(i, c.token) && s.quotedBy[i] == doc.None; i-- {
		t := &d.Tokens[i]
		if n := len(c.source); n > 0 && c.source[n-1].End == i && s.isPaper(i) {
			c.source[n-1].End = i + 1
			break
		}
		if !doc.Is(t.Rel, "aux") && t.Rel != "advmod" && t.UPOS != "PART" && t.Rel != "cop" || len(c.source) > 0 && c.source[0].Has(i) {
			break
		}
		c.words.First = i
	}
	if c.top != c.token && d.Tokens[c.token].Rel == "xcomp" && c.top < c.words.First && c.words.First-c.top <= 3 {
		c.words.First = c.top
	}
	c.group = c.words
	for _, sp := range c.source {
		if s.opensAside(c.token) {
			break // the speaker was named in the saying before
		}
		if sp.First >= sent.First && sp.End <= sent.End && (sp.End >= c.group.First-3 && sp.First < c.group.First || sp.First <= c.group.End+1 && sp.End > c.group.End) {
			c.group.First, c.group.End = min(c.group.First, sp.First), max(c.group.End, sp.End)
		}
	}
	for grown := true; grown; {
		grown = false
		for ch := range d.Children(c.token) {
			t := &d.Tokens[ch]
			switch {
			case s.below[ch].First != c.group.End || s.below[ch].End > sent.End:
				continue
			case doc.Is(t.Rel, "obl"), t.Rel == "advmod", doc.Is(t.Rel, "compound"), t.Rel == "iobj", doc.Is(t.Rel, "nsubj"),
				t.Rel == "obj" && c.word.has(frameWhom), doc.Is(t.Rel, "nmod"):
				if first := s.below[ch].First; s.isWh(first) || strings.EqualFold(d.Form(first), "that") {
					continue
				}
				if s.quotedBy[s.below[ch].End-1] != doc.None || s.holdsClause(ch) || doc.Is(t.Rel, "obl") && s.hasFinite(s.below[ch]) {
					continue
				}
				c.group.End, grown = s.below[ch].End, true
			}
		}
	}
}

// holdsClause says whether a finite clause without a relative pronoun stands below token i: then a parser may have
// hung the content on it.
func (s *scan) holdsClause(i int32) bool {
	for ch := range s.d.Children(i) {
		switch rel := s.d.Tokens[ch].Rel; {
		case rel == "ccomp", rel == "parataxis":
			return true
		case doc.Is(rel, "acl"):
			if m := s.d.Child(ch, "mark"); m != doc.None && s.d.Tokens[m].Lemma == "that" {
				return true
			}
			if s.d.Form(s.below[ch].First) == "that" && s.d.Tokens[i].UPOS != "NOUN" {
				return true
			}
		}
	}
	return false
}

// make adds a statement.
func (s *scan) make(c *cue, frame string, quoted bool, body ...doc.Span) bool {
	cues := []doc.Span{c.words}
	if c.prep != doc.None && !c.words.Has(c.prep) {
		cues = append(cues, doc.Span{First: c.prep, End: c.prep + 1})
	}
	for k := range body {
		if body[k].First > c.token && !quoted {
			body[k].End = s.narratorFrom(body[k].First, body[k].End)
		}
	}
	// the phrase that names the speaker is no part of what is said, nor is the saying
	for _, sp := range append(slices.Clone(cues), c.source...) {
		if frame == "quote" || frame == "that" || frame == "left" {
			body = without(body, sp)
		}
	}
	return s.add(&draft{word: c.word, frame: frame, cue: c.token, cues: cues, source: c.source, speaker: c.head, body: body, quoted: quoted})
}

// without cuts the tokens of cut out of the spans.
func without(spans []doc.Span, cut doc.Span) []doc.Span {
	var out []doc.Span
	for _, sp := range spans {
		if !sp.Overlaps(cut) {
			out = append(out, sp)
			continue
		}
		if sp.First < cut.First {
			out = append(out, doc.Span{First: sp.First, End: cut.First})
		}
		if cut.End < sp.End {
			out = append(out, doc.Span{First: cut.End, End: sp.End})
		}
	}
	return out
}

// tidy trims what does not belong to a content at the edges of its pieces and drops empty ones.
func (s *scan) tidy(body []doc.Span) []doc.Span {
	out := body[:0:0]
	for k, sp := range body {
		for sp.First < sp.End && s.offEdge(sp.First, true) {
			sp.First++
		}
		if k == 0 && sp.Len() > 1 && s.isComplementizer(sp.First) {
			sp.First++
			for sp.First < sp.End && s.offEdge(sp.First, true) && s.quotationStartingAt(sp.First) == doc.None {
				sp.First++
			}
		}
		for sp.First < sp.End && s.offEdge(sp.End-1, false) {
			sp.End--
		}
		if sp.First < sp.End {
			out = append(out, sp)
		}
	}
	return out
}

// isComplementizer says whether token i is the "that" which opens a clause, also where the tagger takes it for a pronoun: no verb
// follows it then but a phrase or a quotation.
func (s *scan) isComplementizer(i int32) bool {
	if !strings.EqualFold(s.d.Form(i), "that") {
		return false
	}
	t := &s.d.Tokens[i]
	if t.Rel == "mark" || t.UPOS == "SCONJ" || t.XPOS == "IN" {
		return true
	}
	if t.XPOS != "WDT" {
		return false
	}
	switch s.d.Tokens[i+1].UPOS {
	case "DET", "PRON", "PROPN", "NUM", "ADJ", "NOUN":
		return true
	}
	return s.quotationStartingAt(i+1) != doc.None
}

// offEdge says whether token i falls off the start or the end of a piece of content: punctuation other than brackets
// and what ends an abbreviation or a question.
func (s *scan) offEdge(i int32, start bool) bool {
	if s.d.Tokens[i].UPOS != "PUNCT" && s.d.Tokens[i].UPOS != "SYM" {
		return false
	}
	switch s.d.Form(i) {
	case "(", "[", "{", "$", "€", "£", "#", "@":
		return !start
	case ")", "]", "}", "%":
		return start
	}
	return s.d.Tokens[i].UPOS == "PUNCT"
}
