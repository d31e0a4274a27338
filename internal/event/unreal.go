package event

import (
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// inversionReach is how far before its verb the auxiliary of a turned condition may stand: "had the government in Lima not vetoed it".
const inversionReach = 8

// turned is the auxiliary with which the clause of verb t begins, where that makes a condition of it, or None: "had Chile not vetoed it",
// "were Peru to attack", "should they meet".
func (s *scan) turned(t int32) int32 {
	d := s.d
	sent, xpos := d.Tokens[t].Sent, d.Tokens[t].XPOS
	for i := t - 1; i >= 0 && i >= t-inversionReach && d.Tokens[i].Sent == sent; i-- {
		switch k := &d.Tokens[i]; {
		case s.lemma[i] == "have" && k.XPOS == "VBD" && xpos != "VB", s.lemma[i] == "be" && k.XPOS == "VBD" && xpos == "VB" && s.infinitive(t), s.lemma[i] == "should" && xpos == "VB":
			if s.turnedSubject(i) != doc.None {
				return i
			}
			return doc.None
		case k.UPOS == "VERB", k.XPOS == ",", k.XPOS == "MD":
			return doc.None
		}
	}
	return doc.None
}

// turnedSubject is the subject behind the auxiliary at token i, where that begins its clause, or None: it opens the sentence or stands
// behind a comma, or behind what "would" has told.
func (s *scan) turnedSubject(i int32) int32 {
	d := s.d
	sent := d.Sentences[d.Tokens[i].Sent].Span
	n := i + 1
	for n < sent.End-1 && s.refOf(n) == doc.None && (d.Tokens[n].UPOS == "DET" || d.Tokens[n].UPOS == "ADJ") {
		n++
	}
	if n >= sent.End || !s.nominal(n) || s.refOf(n) == doc.None || d.TimeAt(n) != doc.None {
		return doc.None
	}
	would := i == sent.First
	for b := i - 1; b >= sent.First && !would; b-- {
		would = s.lemma[b] == "would" || s.lemma[b] == "could" || s.lemma[b] == "might" || b == i-1 && d.Tokens[b].UPOS == "PUNCT" && d.Tokens[b].XPOS != "HYPH"
	}
	if !would {
		return doc.None
	}
	return d.Refs[s.refOf(n)].Head
}

// conditional says whether a clause of the sentence of verb v begins with an auxiliary that makes a condition of it.
func (s *scan) conditional(v int32) bool {
	sent := s.d.Sentences[s.d.Tokens[v].Sent].Span
	for t := sent.First; t < sent.End; t++ {
		if t != v && s.d.Tokens[t].UPOS == "VERB" && s.turned(t) != doc.None {
			return true
		}
	}
	return false
}

// asks says whether the act at token t is told within a question: the sentence, or the quotation that it stands in, ends with its mark.
func (s *scan) asks(t int32) bool {
	d := s.d
	sent := d.Sentences[d.Tokens[t].Sent].Span
	open := false // whether a quotation that begins behind t has not ended yet
	for i := t + 1; i < sent.End; i++ {
		if d.Tokens[i].UPOS != "PUNCT" {
			continue
		}
		switch d.Form(i) {
		case "“", "``":
			open = true
		case "”", "''":
			if !open {
				return false
			}
			open = false
		case "\"":
			if !open && s.quotesBefore(t)%2 == 1 {
				return false
			}
			open = !open
		case "?":
			if !open {
				return true
			}
		}
	}
	return false
}

// quotesBefore is the number of straight quotation marks before token t in its sentence.
func (s *scan) quotesBefore(t int32) int {
	n := 0
	for i := s.d.Sentences[s.d.Tokens[t].Sent].First; i < t; i++ {
		if s.d.Form(i) == "\"" {
			n++
		}
	}
	return n
}

// inQuestion is the status of an act that a question tells at token t: it may be so. When or why something is to be asks of what will be.
func (s *scan) inQuestion(status string, t int32) string {
	switch status {
	case record.Happened:
		return record.Possible
	case record.Planned, record.Ongoing:
		if s.asksWhether(t) {
			return record.Possible
		}
	}
	return status
}

// labelReach bounds what stands before a question: "Reuters: Will ...", in tokens.
const labelReach = 5

// asksWhether says whether the question that tells the act at token t asks if something is so, and not when or why it is: "And on Haiti,
// will Kenya send police?"
func (s *scan) asksWhether(t int32) bool {
	first := s.d.Sentences[s.d.Tokens[t].Sent].First
	for i := t; i > first; i-- { // the quotation that it stands in
		if f := s.d.Form(i - 1); f == "“" || f == "\"" {
			first = i
			break
		}
	}
	i := first
	for j := i; j < min(t, first+labelReach); j++ {
		if f := s.d.Form(j); f == ":" || f == "," {
			i = j + 1
		}
	}
	for i < t && (s.d.Tokens[i].UPOS == "CCONJ" || s.d.Tokens[i].UPOS == "PUNCT") {
		i++
	}
	return s.d.Tokens[i].UPOS == "AUX"
}
