package quote

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// findPhrase looks for a phrase of the table at token i: "according to X", "in X's view".
func (s *scan) findPhrase(i int32) {
	d := s.d
	rows := s.r.phrases[strings.ToLower(d.Form(i))]
	if rows == nil {
		return
	}
	sent := s.around(i)
next:
	for _, p := range rows {
		j := i + 1
		src := doc.Span{}
		head := doc.None
		for k, w := range p.words {
			switch w {
			case "X":
				if j >= sent.End || d.Tokens[j].UPOS == "VERB" {
					continue next
				}
				head = s.climbRight(s.firstNominal(j, sent.End))
				if head == doc.None {
					continue next
				}
				src = s.phraseAt(head)
				for src.First = max(src.First, j); src.First > j && s.inPhrase(src.First-1); { // "the weekly Mladina", whatever the tree
					src.First--
				}
				src.End = s.nameEnd(src, sent.End)
				if k+1 < len(p.words) { // more words follow: X ends before them
					for src.End = j + 1; src.End < sent.End && !strings.EqualFold(d.Form(src.End), p.words[k+1]); src.End++ {
					}
					if src.End >= sent.End || src.Len() > 8 {
						continue next
					}
					head = d.HeadOf(src)
				}
				j = src.End
			case "X's":
				if j >= sent.End {
					continue next
				}
				switch {
				case d.Tokens[j].XPOS == "PRP$":
					src, head = doc.Span{First: j, End: j + 1}, j
					j++
				default:
					e := j
					for e < sent.End && e-j < 8 && d.Tokens[e].XPOS != "POS" {
						if d.Tokens[e].UPOS == "PUNCT" {
							continue next
						}
						e++
					}
					if e >= sent.End || e == j || d.Tokens[e].XPOS != "POS" {
						continue next
					}
					src = doc.Span{First: j, End: e}
					head = d.HeadOf(src)
					j = e + 1
				}
			default:
				if j >= sent.End || !strings.EqualFold(d.Form(j), w) {
					continue next
				}
				j++
			}
		}
		end := j
		if len(p.words) > 0 && p.words[len(p.words)-1] != "X" {
			end = max(end, src.End)
		}
		s.phraseContent(i, end, src, head, p)
		return
	}
}

// nameEnd is where the phrase that names a source ends: before a quotation, and at a comma unless an apposition stands
// between two of them.
func (s *scan) nameEnd(src doc.Span, end int32) int32 {
	d := s.d
	for i := src.First + 1; i < src.End; i++ {
		if s.quotationStartingAt(i) != doc.None {
			return i
		}
		if d.Form(i) != "," {
			continue
		}
		for j := i + 1; j < end; j++ {
			if s.isFinite(j) || s.quotedBy[j] != doc.None {
				return i
			}
			if d.Form(j) == "," && j > i+1 {
				return min(src.End, j)
			}
		}
	}
	return src.End
}

// firstNominal is the first token from i on that can belong to a noun phrase, or i itself.
func (s *scan) firstNominal(i, end int32) int32 {
	for j := i; j < min(end, i+6); j++ {
		switch s.d.Tokens[j].UPOS {
		case "NOUN", "PROPN", "PRON", "NUM":
			return j
		case "PUNCT", "VERB":
			if s.d.Tokens[j].UPOS == "VERB" {
				return i
			}
		}
	}
	return i
}

// phraseContent takes the clause around the phrase [i, end) as its content.
func (s *scan) phraseContent(i, end int32, src doc.Span, head int32, p *phrase) {
	d := s.d
	sent := s.around(i)
	if head == doc.None || src.Len() == 0 {
		return
	}
	w := &word{force: p.force, at: p.at}
	a := &draft{word: w, frame: "phrase", cue: i, speaker: head, source: []doc.Span{src}}
	cue := doc.Span{First: i, End: end}
	a.cues = without([]doc.Span{cue}, src)
	// what the source drags along (relative clauses) ends at the next comma
	tail := max(end, s.below[head].End)
	if tail > sent.End || s.hasFinite(doc.Span{First: end, End: tail}) && i == sent.First || end < sent.End && d.Form(end) == "," && !s.isWh(min(end+1, sent.End-1)) {
		tail = end
	}
	opens := true // nothing but a conjunction or an adverb before it
	for j := sent.First; j < i; j++ {
		switch d.Tokens[j].UPOS {
		case "CCONJ", "ADV", "PUNCT", "SCONJ":
		default:
			opens = false
		}
	}
	switch {
	case opens:
		n := end
		for n < sent.End && d.Form(n) != "," && n < tail+1 {
			n++
		}
		if n >= sent.End {
			n = end
		}
		a.body = []doc.Span{{First: n, End: sent.End}}
	default:
		first, stop := s.clauseAround(i, head, sent)
		if q := s.quotationEndingAt(i - 1); q != doc.None {
			first = min(first, s.quotations[q].First)
		} else if i >= 2 && d.Form(i-1) == "," {
			if q := s.quotationEndingAt(i - 2); q != doc.None {
				first = min(first, s.quotations[q].First)
			}
		}
		a.body = []doc.Span{{First: first, End: i}}
		if !s.hasFinite(a.body[0]) {
			stop = sent.End
		}
		if rest := (doc.Span{First: tail, End: stop}); tail < stop && (rest.Len() > 4 || s.hasFinite(rest)) {
			a.body = append(a.body, doc.Span{First: tail, End: stop})
		}
	}
	for k := range a.body { // a quotation is never cut
		if q := s.quotedBy[a.body[k].End-1]; q != doc.None && s.quotations[q].First >= a.body[k].First {
			a.body[k].End = max(a.body[k].End, s.quotations[q].End)
		}
	}
	s.add(a)
}

// clauseAround is the clause that a phrase at token i with the head h qualifies: the whole sentence, unless another
// saying or a coordinated clause parts it.
func (s *scan) clauseAround(i, h int32, sent doc.Span) (first, end int32) {
	d := s.d
	first, end = sent.First, sent.End
	g := d.Tokens[h].Head
	for hops := 0; g != doc.None && hops < 8 && d.Child(g, "nsubj") == doc.None; hops++ { // a clause with a subject
		g = d.Tokens[g].Head
	}
	if g == doc.None {
		return first, i
	}
	for a := range s.draftsFrom(sent.First) { // inside another content only its clause
		if a.cue < i && a.holds(i) && !(a.word != nil && !a.word.isSpeech() && i > 0 && d.Form(i-1) == "," && s.below[h].End >= end-1) { // "agreed on a plan that will help, according to X"
			return max(first, s.below[g].First), min(end, s.below[g].End)
		}
	}
	if t := &d.Tokens[g]; i > g && (t.Rel == "conj" || t.Rel == "parataxis") && d.Child(g, "nsubj") != doc.None {
		first = max(first, s.below[g].First)
	}
	if i+1 < end && s.below[g].End > i {
		end = min(end, max(s.below[g].End, i))
	}
	return first, end
}

// speakerColon takes "Jane Roe: we will come", as headlines and transcripts have it.
func (s *scan) speakerColon(sent doc.Span) bool {
	d := s.d
	const longestName = 7
	for i := sent.First; i < min(sent.End, sent.First+longestName); i++ {
		if s.quotedBy[i] != doc.None {
			return false
		}
		if d.Form(i) != ":" {
			continue
		}
		if i == sent.First || sent.End-i < 4 {
			return false
		}
		src := doc.Span{First: sent.First, End: i}
		head := d.HeadOf(src)
		if !s.isSpeakerLabel(src, head) {
			return false
		}
		w := &word{force: "assert", at: "speaker and colon"}
		return s.add(&draft{word: w, frame: "colon", cue: i, cues: []doc.Span{{First: i, End: i + 1}}, source: []doc.Span{src}, speaker: head,
			body: []doc.Span{{First: i + 1, End: sent.End}}})
	}
	return false
}

// isSpeakerLabel says whether the words before a colon name a person or body and nothing else.
func (s *scan) isSpeakerLabel(src doc.Span, head int32) bool {
	d := s.d
	named := false
	for i := src.First; i < src.End; i++ {
		switch t := &d.Tokens[i]; t.UPOS {
		case "PROPN":
			named = true
		case "NOUN", "ADJ", "DET", "NUM":
		case "PUNCT", "PART":
			if f := d.Form(i); f != "." && f != "'s" && f != "’s" && f != "-" {
				return false
			}
		default:
			return false
		}
	}
	if s.isDocument(head) {
		return src.Len() <= 2
	}
	if k := d.NameAt(src.End - 1); k != doc.None {
		return named && d.Names[k].Kind != doc.LOC && d.Names[k].Kind != doc.MISC
	}
	return false
}
