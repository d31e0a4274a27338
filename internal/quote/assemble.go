package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// attachBareQuotations gives the quotations that no word of saying claims to the speaker who goes on: behind the
// statement that ends with a quotation right before, or to the person that the sentence before is about.
func (s *scan) attachBareQuotations() {
	owner := make([]*draft, len(s.quotations))
	for _, a := range s.drafts {
		for _, b := range a.body {
			for i := b.First; i < b.End; i++ {
				if q := s.quotedBy[i]; q != doc.None && (owner[q] == nil || a.quoted) {
					owner[q] = a
				}
			}
		}
	}
	ending := make(map[int32][]*draft) // by the sentences of the cue and of the content's end
	note := func(a *draft) {
		last := s.d.Tokens[a.body[len(a.body)-1].End-1].Sent
		ending[last] = append(ending[last], a)
		if a.cue != doc.None {
			if k := s.d.Tokens[a.cue].Sent; k != last {
				ending[k] = append(ending[k], a)
			}
		}
	}
	for _, a := range s.drafts {
		note(a)
	}
	for k := range s.quotations {
		q := &s.quotations[k]
		if owner[k] != nil || !s.standsAlone(q) {
			continue
		}
		if a := s.goesOn(k, ending); a != nil {
			a.body = append(a.body, s.tidy([]doc.Span{q.Span})...)
			owner[k] = a
			note(a)
			continue
		}
		if h := s.lastSubject(q.First); h != doc.None {
			a := &draft{frame: "bare", cue: doc.None, source: []doc.Span{s.phraseAt(h)}, speaker: h, body: []doc.Span{q.Span}, quoted: true}
			if s.add(a) {
				owner[k] = a
				note(a)
			}
		}
	}
	for _, a := range s.drafts {
		a.body = join(a.body)
	}
}

// standsAlone says whether a quotation fills whole sentences, so that it is a saying without the help of any clause.
func (s *scan) standsAlone(q *quotation) bool {
	d := s.d
	if !s.isSpeech(q) {
		return false
	}
	first, last := d.Sentences[d.Tokens[q.First].Sent], d.Sentences[d.Tokens[q.End-1].Sent].Span
	if q.First != first.Span.First || first.Kind == doc.Headline {
		return false
	}
	for i := q.End; i < last.End; i++ {
		if d.Tokens[i].UPOS != "PUNCT" {
			return false
		}
	}
	return true
}

// goesOn is the statement that the quotation k continues, or nil: one that ends, or is said, in the sentence right before.
func (s *scan) goesOn(k int, ending map[int32][]*draft) *draft {
	d := s.d
	q := &s.quotations[k]
	here := d.Tokens[q.First].Sent
	if here == 0 {
		return nil
	}
	sameParagraph := d.Sentences[here-1].Paragraph == d.Sentences[here].Paragraph
	var found *draft
	for _, a := range ending[here-1] {
		if a.body[len(a.body)-1].End > q.First && !a.quoted {
			continue
		}
		if a.quoted || sameParagraph && found == nil && a.word.has(frameQuote) {
			found = a
		}
	}
	return found
}

// lastSubject is the subject of the sentence before token i, in the same paragraph, where it is somebody who can speak.
func (s *scan) lastSubject(i int32) int32 {
	d := s.d
	k := d.Tokens[i].Sent
	if k == 0 || d.Sentences[k-1].Paragraph != d.Sentences[k].Paragraph {
		return doc.None
	}
	prev := d.Sentences[k-1]
	for j := prev.First; j < prev.Span.End; j++ {
		if d.Tokens[j].Head != doc.None && d.Tokens[d.Tokens[j].Head].Sent == d.Tokens[j].Sent {
			continue
		}
		w := s.whoSays(j)
		if w.head == doc.None {
			return doc.None
		}
		t := &d.Tokens[w.head]
		if n := d.NameAt(w.head); n != doc.None && d.Names[n].Kind != doc.LOC {
			return w.head
		}
		switch f := strings.ToLower(d.Form(w.head)); f {
		case "he", "she", "they":
			return w.head
		}
		if t.UPOS == "PROPN" {
			return w.head
		}
		return doc.None
	}
	return doc.None
}

// join sorts the pieces of a content and makes one of those that touch.
func join(body []doc.Span) []doc.Span {
	slices.SortFunc(body, func(a, b doc.Span) int { return int(a.First - b.First) })
	out := body[:0]
	for _, b := range body {
		if n := len(out); n > 0 && b.First <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, b.End)
			continue
		}
		out = append(out, b)
	}
	return out
}

// dropNested drops statements whose cue stands within the content of another one, unless somebody else says it: "the
// agency reported that the minister had denied it" holds two sayings, "she said that she hoped to win" one.
func (s *scan) dropNested() {
	d := s.d
	byCue := slices.Clone(s.drafts)
	slices.SortStableFunc(byCue, func(a, b *draft) int { return int(a.cue - b.cue) })
	var around []*draft // those whose contents reach up to the cue that is looked at
	next := 0
	for _, a := range byCue {
		if a.cue == doc.None {
			continue
		}
		for ; next < len(s.drafts) && s.drafts[next].at() <= a.cue; next++ {
			around = append(around, s.drafts[next])
		}
		around = slices.DeleteFunc(around, func(b *draft) bool { return b.body[len(b.body)-1].End <= a.cue })
		for _, b := range around {
			if b == a || b.drop || !b.holds(a.cue) || a.holds(b.at()) && a.cue < b.cue || s.otherSays(a, b) {
				continue
			}
			if d.Tokens[a.cue].Sent != d.Tokens[b.at()].Sent && !b.quoted {
				continue
			}
			a.drop = true
			break
		}
	}
}

// otherSays says whether the inner statement is a saying in its own right.
func (s *scan) otherSays(in, out *draft) bool {
	if in.word == nil || in.speaker == doc.None || in.frame != "that" && in.frame != "quote" && in.frame != "phrase" {
		return false
	}
	if in.word.force != "assert" && in.word.force != "deny" || !in.word.has(frameQuote) && in.frame != "phrase" {
		return false
	}
	return s.d.Tokens[in.speaker].UPOS != "PRON"
}

// write turns the drafts into the document's statements.
func (s *scan) write() {
	d := s.d
	for _, a := range s.drafts {
		if a.drop {
			continue
		}
		st := doc.Statement{Speaker: doc.None, When: doc.None, CueToken: a.cue, Body: a.body}
		for _, sp := range a.source {
			st.Source = append(st.Source, d.Bytes(sp))
		}
		for _, sp := range a.cues {
			if sp.Len() > 0 {
				st.Cue = append(st.Cue, d.Bytes(sp))
			}
		}
		for _, sp := range a.body {
			r := d.Bytes(sp)
			st.Content = append(st.Content, r)
			last := doc.None
			for i := sp.First; i < sp.End; i++ {
				q := s.quotedBy[i]
				if q == doc.None || q == last {
					continue
				}
				last = q
				in := s.quotations[q].inner
				in.Start, in.End = max(in.Start, r.Start), min(in.End, r.End)
				if in.Start < in.End {
					st.Quotes = append(st.Quotes, in)
				}
			}
		}
		st.Speaker = s.speakerOf(a)
		st.When = s.saidWhen(a)
		if d.Explain {
			st.Why = []string{s.why(a)}
		}
		d.Statements = append(d.Statements, st)
	}
}

func (s *scan) why(a *draft) string {
	if a.word == nil {
		return "a quotation without a word of saying"
	}
	return a.word.at + " " + a.frame
}

// speakerOf is the actor whom the source names, or None.
func (s *scan) speakerOf(a *draft) int32 {
	d := s.d
	if a.speaker == doc.None {
		return doc.None
	}
	if a.turn != nil {
		return a.turn.speaker
	}
	if k := s.actorAt(a.speaker); k != doc.None {
		return k
	}
	// Titles and names may be parted in the tree: look through the phrase, persons first, then who is no part of another
	// phrase, then whoever is named where the source is a document.
	best, rank := doc.None, 0
	for _, sp := range a.source {
		for i := sp.First; i < sp.End; i++ {
			k := d.RefAt(i)
			if k == doc.None || len(d.Refs[k].Actors) == 0 {
				continue
			}
			who := d.Refs[k].Actors[0]
			got := 0
			switch {
			case s.ownedAfter(d.Refs[k].Span) && !s.isDocument(a.speaker):
			case d.Actors[who].Kind == record.Person && !s.afterPreposition(d.Refs[k].Span, sp):
				got = 4
			case !s.afterPreposition(d.Refs[k].Span, sp) && d.Refs[k].Form != doc.Pronoun && !d.Refs[k].AsPlace:
				got = 3
			case s.isDocument(a.speaker) && d.Actors[who].Kind == record.Person:
				got = 4
			case s.isDocument(a.speaker):
				got = 2
			}
			if got > rank {
				best, rank = who, got
			}
		}
	}
	if best == doc.None && s.isDocument(a.speaker) {
		return s.author(a)
	}
	return best
}

// ownedAfter says whether the phrase owns what follows it: "Jane Roe's spokesman".
func (s *scan) ownedAfter(sp doc.Span) bool {
	return int(sp.End) < len(s.d.Tokens) && s.d.Tokens[sp.End].XPOS == "POS" || s.d.Tokens[sp.End-1].XPOS == "POS"
}

// afterPreposition says whether the phrase sp hangs on a preposition within the phrase around it.
func (s *scan) afterPreposition(sp, around doc.Span) bool {
	for i := sp.First - 1; i >= around.First; i-- {
		switch s.d.Tokens[i].UPOS {
		case "ADP":
			return true
		case "PUNCT":
			return false
		}
	}
	return false
}

// actorAt is the actor that the token i refers to, or None.
func (s *scan) actorAt(i int32) int32 {
	if k := s.d.RefAt(i); k != doc.None && len(s.d.Refs[k].Actors) > 0 {
		return s.d.Refs[k].Actors[0]
	}
	return doc.None
}

// author is who made "the release" or "the statement": the speaker of the statement before, not more than three sentences away.
func (s *scan) author(a *draft) int32 {
	d := s.d
	first := d.Form(s.below[a.speaker].First)
	if !s.r.documents[strings.ToLower(d.Tokens[a.speaker].Lemma)] {
		return doc.None
	}
	if !strings.EqualFold(first, "the") && !strings.EqualFold(first, "this") {
		return doc.None
	}
	for k := len(d.Statements) - 1; k >= 0; k-- {
		st := &d.Statements[k]
		if st.Speaker == doc.None || st.Body[0].First > a.speaker {
			continue
		}
		if d.Tokens[a.speaker].Sent-d.Tokens[st.Body[0].First].Sent <= 3 {
			return st.Speaker
		}
		break
	}
	return doc.None
}

// issued says whether token i is a participle that tells how a text came out: "in a statement issued on Friday".
func (s *scan) issued(i int32) bool {
	t := &s.d.Tokens[i]
	return (t.XPOS == "VBN" || t.XPOS == "VBD") && i > 0 && s.isDocument(i-1)
}

// saidWhen is the time of the saying: an expression that hangs on the cue and is not part of what is said; failing that, the last one
// in what opens the sentence: "In a statement issued on Friday, the ministry said".
func (s *scan) saidWhen(a *draft) int32 {
	d := s.d
	if a.cue == doc.None || len(d.Times) == 0 {
		return doc.None
	}
	sent := s.around(a.cue)
	vague, opening, opens := doc.None, doc.None, s.opening(a, sent)
	for i := sent.First; i < sent.End; i++ {
		t := d.TimeAt(i)
		if t == doc.None || a.holds(i) {
			continue
		}
		if i < opens && d.Times[t].Type != "DURATION" && d.Times[t].Type != "SET" {
			opening = t
		}
		for h, hops := i, 0; h != doc.None && hops < 5; h, hops = d.Tokens[h].Head, hops+1 {
			if h == a.cue {
				if !d.Times[t].Vague {
					return t
				}
				if vague == doc.None { // "five weeks earlier, on May 14"
					vague = t
				}
				break
			}
			if h != i && d.Tokens[h].UPOS == "VERB" && !s.issued(h) {
				break
			}
		}
	}
	if vague != doc.None && (opening == doc.None || d.Times[opening].Vague) {
		return vague
	}
	return opening
}

// opening is where the phrases end that open the sentence of a saying, set off by a comma from its subject; where there are none or
// they are clauses, it is the start of the sentence.
func (s *scan) opening(a *draft, sent doc.Span) int32 {
	d := s.d
	if len(a.source) == 0 || !s.isFinite(a.cue) && !slices.ContainsFunc(a.cues, func(c doc.Span) bool { return s.hasFinite(c) }) {
		return sent.First
	}
	end := min(a.source[0].First, a.cue)
	if end-1 <= sent.First || d.Form(end-1) != "," || d.Tokens[sent.First].UPOS != "ADP" && d.TimeAt(sent.First) == doc.None {
		return sent.First
	}
	for i := sent.First; i < end; i++ {
		if s.quotedBy[i] != doc.None || (s.isFinite(i) || d.Tokens[i].UPOS == "VERB") && !s.issued(i) && d.TimeAt(i) == doc.None {
			return sent.First
		}
	}
	return end
}
