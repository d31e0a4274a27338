package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// In a transcript a label and a colon begin what each one says: "MR. HOLLAND: We will not.", "Q: Will you?", "A: No." What is asked says
// nothing of the world; what is answered is the speaker's up to the end of the paragraph, and to the next label where everybody has one.

// turnKind is what a label says of the paragraph that it opens.
type turnKind uint8

const (
	noTurn   turnKind = iota
	question          // by whoever asks
	answer            // by the one who is interviewed
	named             // by the one in the label
)

// turn is what one says in a transcript.
type turn struct {
	kind  turnKind
	label doc.Span
	body  []doc.Span // by paragraph

	bare  bool // the label has no colon: "Q Will you?"
	paper bool // the label is who asks for a paper: "Reuters: Will you?"

	speaker int32 // actor, or None
}

// longestTurnLabel bounds a label, in tokens.
const longestTurnLabel = 8

// findTurns finds the turns of a transcript: questions are not looked at further, each answer is a statement. A text is a transcript where
// questions are marked, or three paragraphs open with the names of speakers.
func (s *scan) findTurns() {
	d := s.d
	var turns []turn
	questions, names := 0, 0
	var loose []doc.Span // paragraphs without a label since the last turn
	for k := 0; k < len(d.Sentences); {
		first, par := k, d.Sentences[k].Paragraph
		for k < len(d.Sentences) && d.Sentences[k].Paragraph == par {
			k++
		}
		span := doc.Span{First: d.Sentences[first].First, End: d.Sentences[k-1].Span.End}
		t := s.readTurn(span)
		switch t.kind {
		case noTurn:
			loose = append(loose, span)
			continue
		case question:
			questions++
		case named:
			names++
		}
		if n := len(turns) - 1; n >= 0 && (turns[n].kind == named || names > 0) {
			turns[n].body = append(turns[n].body, loose...)
		}
		loose = nil
		turns = append(turns, t)
	}
	if names == 0 { // papers and a bare Q ask somebody who has a label
		turns = slices.DeleteFunc(turns, func(t turn) bool { return t.bare || t.paper })
		questions = len(turns)
	}
	if len(turns) < 2 || questions == 0 && names < 3 {
		return
	}
	s.turnAt = make(map[int32]turn)
	guest := s.guest(turns[0].label.First)
	for _, t := range turns {
		t.speaker = guest
		if t.kind == named {
			t.speaker = s.bearerOf(t.label)
		}
		s.turnAt[d.Tokens[t.label.First].Sent] = t
		for _, b := range t.body {
			for i := d.Tokens[b.First].Sent; i <= d.Tokens[b.End-1].Sent; i++ {
				s.turnAt[i] = t
			}
		}
	}
}

// takeTurn makes the statement of an answer whose sentence k is its first. It says whether cues are to be looked for in the sentence.
func (s *scan) takeTurn(k int32, t turn) bool {
	colon := t.label.End
	if t.kind != question && s.d.Tokens[colon].Sent == k {
		w := &word{force: "assert", frames: frameQuote, at: "turn of a transcript"}
		s.add(&draft{word: w, frame: "colon", cue: colon, cues: []doc.Span{{First: colon, End: colon + 1}}, source: []doc.Span{t.label},
			speaker: t.label.End - 1, turn: &t, body: t.body, quoted: true})
	}
	return t.kind != question
}

// readTurn reads the label of a paragraph.
func (s *scan) readTurn(par doc.Span) turn {
	d := s.d
	if d.Form(par.First) == "Q" && par.Len() > 2 && d.Form(par.First+1) != ":" && isTitle(d.Form(par.First+1)) {
		return turn{kind: question, bare: true, label: doc.Span{First: par.First, End: par.First + 1}, body: []doc.Span{{First: par.First + 1, End: par.End}}}
	}
	for i := par.First; i < min(par.End-1, par.First+longestTurnLabel); i++ {
		if s.quotedBy[i] != doc.None {
			return turn{}
		}
		if d.Form(i) != ":" {
			continue
		}
		t := turn{label: doc.Span{First: par.First, End: i}, body: []doc.Span{{First: i + 1, End: par.End}}}
		if t.label.Len() == 0 {
			return turn{}
		}
		words := d.Words(t.label)
		switch kind, ok := s.r.turns[strings.ToLower(words)]; {
		case ok:
			t.kind = kind
		case s.isMedium(t.label):
			t.kind, t.paper = question, true
		case words == strings.ToUpper(words) && strings.ToLower(words) != words && t.label.Len() > 1, s.isPerson(t.label):
			t.kind = named
		}
		return t
	}
	return turn{}
}

// isMedium says whether a label is the name of a paper, an agency or a broadcaster.
func (s *scan) isMedium(label doc.Span) bool {
	for i := label.First; i < label.End; i++ {
		if k := s.d.RefAt(i); k != doc.None && s.d.Refs[k].Span == label && len(s.d.Refs[k].Actors) == 1 {
			a := &s.d.Actors[s.d.Refs[k].Actors[0]]
			return a.Kind == record.Organization && strings.HasSuffix(a.CAMEO, "MED")
		}
	}
	return false
}

// isPerson says whether a label is the name of a person.
func (s *scan) isPerson(label doc.Span) bool {
	k := s.d.NameAt(label.End - 1)
	return k != doc.None && s.d.Names[k].Kind == doc.PER && s.d.Names[k].End == label.End
}

// guest is the person that the text names most before its first turn at token end: who is interviewed; or None.
func (s *scan) guest(end int32) int32 {
	d := s.d
	count := make(map[int32]int)
	best := doc.None
	for k := range d.Refs {
		r := &d.Refs[k]
		if r.Head >= end {
			break
		}
		if len(r.Actors) != 1 || d.Actors[r.Actors[0]].Kind != record.Person {
			continue
		}
		a := r.Actors[0]
		if count[a]++; best == doc.None || count[a] > count[best] {
			best = a
		}
	}
	return best
}

// bearerOf is the person of the article whose name ends as the label does, in any case: "MR. HOLLAND"; or None.
func (s *scan) bearerOf(label doc.Span) int32 {
	d := s.d
	last := d.Form(label.End - 1)
	for k := range d.Actors {
		a := &d.Actors[k]
		name := a.Name[strings.LastIndexByte(a.Name, ' ')+1:]
		if a.Kind == record.Person && strings.EqualFold(name, last) {
			return int32(k)
		}
	}
	return doc.None
}
