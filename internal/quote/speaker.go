package quote

import (
	"github.com/openlines/openlines/internal/doc"
)

// goesOnSaying says whether the verb v is coordinated with a saying before it whose content ended there: "she said that she
// would stay and called him a liar".
func (s *scan) goesOnSaying(v int32) bool {
	d := s.d
	i := v - 1
	start := s.around(v).First
	for i > start && (d.Tokens[i].UPOS == "ADV" || d.Tokens[i].UPOS == "AUX") {
		i--
	}
	if i <= start || d.Tokens[i].UPOS != "CCONJ" {
		return false
	}
	for a := range s.draftsFrom(start) {
		if a.cue < v && (a.holds(v) || a.body[len(a.body)-1].End < i-1) {
			return false
		}
	}
	return true
}

// opensAside says whether a gerund at token i opens an aside: "..., adding that ...".
func (s *scan) opensAside(i int32) bool {
	if i == 0 || s.gerundAt(i) == nil {
		return false
	}
	p := i - 1
	return s.d.Tokens[p].Sent == s.d.Tokens[i].Sent && s.isBoundary(p)
}

// lastSpeaker is who spoke last in the sentence before token v, or None.
func (s *scan) lastSpeaker(v int32) int32 {
	best := doc.None
	head := doc.None
	for a := range s.draftsFrom(s.around(v).First) {
		if a.cue < v && a.cue > best && a.speaker != doc.None && a.word.has(frameQuote) && s.isFinite(a.cue) {
			best, head = a.cue, a.speaker
		}
	}
	return head
}

// fallback is the speaker where neither the tree nor the words beside the verb name one: who spoke last in the sentence, its subject, or its first
// noun phrase.
func (s *scan) fallback(v int32) int32 {
	d := s.d
	if d.Tokens[v].XPOS == "VB" && (v == 0 || d.Tokens[v-1].UPOS != "AUX") {
		return doc.None
	}
	if h := s.lastSpeaker(v); h != doc.None && v > 0 && (d.Tokens[v-1].XPOS == "WP" || d.Tokens[v].XPOS == "VBG" || d.Tokens[v-1].UPOS == "CCONJ") {
		return h
	}
	if h := s.mainSubject(v); h != doc.None && h < v && s.quotedBy[h] == doc.None {
		return h
	}
	start := s.around(v).First
	if d.Tokens[start].UPOS == "ADP" { // "In a statement, ..."
		for i := start; i < v; i++ {
			if d.Form(i) == "," {
				start = i + 1
				break
			}
		}
	}
	for i := start; i < v; i++ {
		if s.quotedBy[i] != doc.None {
			break
		}
		switch t := &d.Tokens[i]; t.UPOS {
		case "PROPN", "NOUN", "PRON", "NUM":
			if t.XPOS == "WP" || t.XPOS == "WDT" || d.TimeAt(i) != doc.None {
				return doc.None
			}
			if h := s.climbRight(i); h < v && s.isNominal(h) {
				return h
			}
			return i
		case "VERB", "AUX":
			return doc.None
		}
	}
	return doc.None
}

// mainSubject is the subject of the sentence of token i, or None.
func (s *scan) mainSubject(i int32) int32 {
	d := s.d
	for hops := 0; hops < 50; hops++ {
		h := d.Tokens[i].Head
		if h == doc.None || d.Tokens[h].Sent != d.Tokens[i].Sent {
			break
		}
		i = h
	}
	w := s.whoSays(i)
	if w.head == doc.None && w.subject != doc.None && s.isNominal(w.subject) {
		return w.subject
	}
	return w.head
}
