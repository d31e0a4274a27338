package actor

import (
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// personNames gives the spans of the names of persons in order: the names layer's, the tables', and what follows a title.
func (s *scan) personNames() []doc.Span {
	d := s.d
	var out []doc.Span
	add := func(n doc.Span) {
		if n.Len() == 0 || s.thing(n) {
			return
		}
		if k := len(out); k > 0 && out[k-1].End > n.First {
			if out[k-1].Len() < n.Len() {
				out[k-1] = n
			}
			return
		}
		out = append(out, n)
	}
	for i := int32(0); int(i) < len(d.Tokens); i++ {
		if h := s.hitAt[i]; h != doc.None && s.hits[h].kind == holderName {
			n := s.hits[h].Span
			if k := d.NameAt(i); k != doc.None && d.Names[k].Kind == doc.PER && d.Names[k].End > n.End {
				n.End = d.Names[k].End
			} else if k := d.NameAt(n.End - 1); k != doc.None && d.Names[k].Kind == doc.PER && d.Names[k].End > n.End { // "Sheikh Tamim bin Hamad"
				n.End = d.Names[k].End
			}
			add(s.trim(n))
			i = n.End - 1
			continue
		}
		if k := d.NameAt(i); k != doc.None && d.Names[k].Kind == doc.PER && d.Names[k].First == i {
			n := s.trim(d.Names[k].Span)
			add(n)
			i = d.Names[k].End - 1
			continue
		}
		n := s.afterTitle(i)
		if n.Len() == 0 {
			n = s.beforeOffice(i)
		}
		if n.Len() > 0 {
			add(n)
			i = n.End - 1
			continue
		}
		if s.surnameAlone(i) {
			add(doc.Span{First: i, End: i + 1})
		}
	}
	return out
}

// properRun is the run of proper nouns from token i, with what hyphens join to them: "Cho Sung-min".
func (s *scan) properRun(i int32) doc.Span {
	d := s.d
	n := doc.Span{First: i, End: i}
	for e := i; int(e) < len(d.Tokens) && d.Tokens[e].Sent == d.Tokens[i].Sent && n.Len() < 7; e++ {
		t := &d.Tokens[e]
		joined := e > i && s.glued(e) && (hyphen(d, e) || hyphen(d, e-1))
		if !joined && (t.UPOS != "PROPN" && !s.particle(e) || s.hitAt[e] != doc.None || s.nounAt[e] != doc.None || s.timed(e)) {
			break
		}
		n.End = e + 1
	}
	for n.Len() > 0 && (hyphen(d, n.End-1) || !s.upper(n.End-1) && !(n.Len() > 1 && hyphen(d, n.End-2))) {
		n.End--
	}
	return n
}

// beforeOffice is the name that an apposition with an office follows, where the names layer saw none: "Baek Min-ho, director".
func (s *scan) beforeOffice(i int32) doc.Span {
	d := s.d
	none := doc.Span{}
	if d.Tokens[i].UPOS != "PROPN" || !s.upper(i) || d.NameAt(i) != doc.None || s.hitAt[i] != doc.None || s.nounAt[i] != doc.None || s.d.PlaceAt(i) != doc.None {
		return none
	}
	n := s.properRun(i)
	c := n.End
	if n.Len() < 2 || int(c)+3 >= len(d.Tokens) || d.Form(c) != "," {
		return none
	}
	for j := c + 1; j < c+4; j++ {
		if k := s.nounFrom(j); k != doc.None && s.noun(&s.found[k], officeNoun) != nil && !s.plural(s.found[k].head) && s.lower(j) {
			return n
		}
		if u := d.Tokens[j].UPOS; u != "DET" && u != "ADJ" && s.hitAt[j] == doc.None {
			return none
		}
	}
	return none
}

// surnameAlone says whether a word that no layer took for a name is the surname of who held a main office at the time.
func (s *scan) surnameAlone(i int32) bool {
	d := s.d
	t := &d.Tokens[i]
	if t.UPOS != "PROPN" || t.Len() < 4 || s.hitAt[i] != doc.None || s.nounAt[i] != doc.None || s.timed(i) {
		return false
	}
	before := int(i)+1 < len(d.Tokens) && s.nounAt[i+1] != doc.None // "the Clinton Administration"
	if d.PlaceAt(i) != doc.None && !before {
		return false
	}
	if k := d.NameAt(i); k != doc.None && (d.Names[k].Kind == doc.PER || d.Names[k].Len() > 1 && !before) {
		return false
	}
	if s.besideName(i) {
		return false
	}
	h := s.term(s.r.fold.text(d.Form(i)))
	return h != nil && h.office != "body"
}

// besideName says whether another proper noun stands right beside token i, so that it is part of a longer name.
func (s *scan) besideName(i int32) bool {
	d := s.d
	for _, n := range [2]int32{i - 1, i + 1} {
		if n >= 0 && int(n) < len(d.Tokens) && d.Tokens[n].Sent == d.Tokens[i].Sent && d.Tokens[n].UPOS == "PROPN" && s.nounAt[n] == doc.None && s.hitAt[n] == doc.None {
			return true
		}
	}
	return false
}

// trim takes titles, states and genitive marks off a name.
func (s *scan) trim(n doc.Span) doc.Span {
	for n.Len() > 0 {
		i := n.First
		h := s.hitAt[i]
		switch {
		case h != doc.None && s.hits[h].kind != holderName && s.hits[h].End < n.End && s.titleWord(s.hits[h].End):
			n.First = s.hits[h].End
			continue
		case s.titleWord(i) || !s.upper(i) && !s.particle(i):
			n.First++
			continue
		}
		break
	}
	for n.Len() > 0 && (s.possessive(n.End-1) || s.d.Tokens[n.End-1].UPOS == "PUNCT" || s.d.Tokens[n.End-1].UPOS == "PRON") {
		n.End--
	}
	for n.Len() > 0 && int(n.End)+1 < len(s.d.Tokens) && hyphen(s.d, n.End) && s.glued(n.End) && s.glued(n.End+1) && s.d.Tokens[n.End+1].UPOS == "PROPN" { // "Chan-ocha"
		n.End += 2
	}
	for i := n.First + 1; i < n.End; i++ { // "Kamala Harris of California"
		if s.is(i, "of", "from", "and") {
			n.End = i
		}
	}
	if k := n.First - 1; n.Len() > 2 && k > 0 && s.is(k, "of") && s.nounAt[k-1] != doc.None { // "Minister of Information Ann Lee"
		if h := s.hitAt[n.First]; h != doc.None && s.hits[h].End < n.End {
			n.First = s.hits[h].End
		} else {
			n.First++
		}
	}
	for n.Len() > 1 && s.nounAt[n.End-1] != doc.None && s.noun(&s.found[s.nounAt[n.End-1]], bodyNoun) != nil { // "Clinton Administration"
		n.End--
	}
	if n.Len() > 0 && !s.properThrough(n) || n.Len() > 1 && s.isBody(n.First) && s.titleWord(n.End-1) { // "Department Spokesperson"
		n.End = n.First
	}
	if n.Len() > 0 {
		if h := s.hitAt[n.End-1]; h != doc.None && s.hits[h].kind == adjective && s.nounAfter(n.End) {
			return doc.Span{First: n.First, End: n.First}
		}
		if h := s.hitAt[n.First]; h != doc.None && s.hits[h].Holds(n) && s.hits[h].kind != holderName {
			n.End = n.First
		}
	}
	return n
}

// thing says whether a name is a ship's, a street's, a hospital's: by a word of the table, or by an article right before it.
func (s *scan) thing(n doc.Span) bool {
	if h := s.hitAt[n.First]; h != doc.None && s.hits[h].kind == holderName {
		return false
	}
	for i := n.First + 1; i+1 < n.End; i++ { // "Biden-Harris"
		if hyphen(s.d, i) && len(s.r.holdersOf[s.r.fold.text(s.d.Form(i-1))]) > 0 && len(s.r.holdersOf[s.r.fold.text(s.d.Form(i+1))]) > 0 {
			return true
		}
	}
	if n.First > 0 && s.d.Tokens[n.First-1].UPOS == "DET" && !(int(n.End) < len(s.d.Tokens) && s.isBody(n.End)) && s.is(n.First-1, "a", "an", "the") {
		return true
	}
	return s.r.things[s.r.fold.text(s.d.Form(n.End-1))] == 'l' || n.Len() > 1 && s.r.things[s.r.fold.text(s.d.Form(n.First))] == 'f'
}

// glued says whether token i follows the one before it without a blank.
func (s *scan) glued(i int32) bool { return i > 0 && s.d.Tokens[i-1].End == s.d.Tokens[i].Start }

// properThrough says whether a name holds only words that names are made of: no verbs, no prepositions.
func (s *scan) properThrough(n doc.Span) bool {
	for i := n.First; i < n.End; i++ {
		switch s.d.Tokens[i].UPOS {
		case "ADP", "SCONJ", "AUX", "CCONJ", "DET", "PRON", "ADV":
			if !s.particle(i) && (i == n.First || s.d.Tokens[i].UPOS != "ADP") {
				return false
			}
		}
	}
	return true
}

// particle says whether a token is a lower-case part of names: "al", "bin", "von".
func (s *scan) particle(i int32) bool {
	return s.in(i, "particle")
}

// titleWord says whether token i begins or is an office or honorific.
func (s *scan) titleWord(i int32) bool {
	if int(i) >= len(s.d.Tokens) {
		return false
	}
	for k := i; k < i+4 && int(k) < len(s.d.Tokens); k++ {
		if n := s.nounAt[k]; n != doc.None {
			f := &s.found[n]
			return f.First <= i && s.noun(f, officeNoun) != nil && !s.noun(f, officeNoun).has("r")
		}
	}
	return false
}

// afterTitle is the capitalized name that follows a title which ends before token i, where the names layer saw none.
func (s *scan) afterTitle(i int32) doc.Span {
	d := s.d
	none := doc.Span{}
	if i == 0 || s.hitAt[i] != doc.None || d.Tokens[i].UPOS != "PROPN" || !s.upper(i) || d.Tokens[i-1].Sent != d.Tokens[i].Sent {
		return none
	}
	title := i - 1
	if h := s.hitAt[title]; h != doc.None && s.hits[h].First > 1 && s.is(s.hits[h].First-1, "to", "of") { // "Ambassador to Peru Ann Lee"
		title = s.hits[h].First - 2
	}
	apart := i > 1 && s.d.Form(i-1) == "," // "her Danish counterpart, Lene Dahl,"
	if apart {
		title = i - 2
	}
	k := s.nounAt[title]
	if k == doc.None {
		return none
	}
	o := s.noun(&s.found[k], officeNoun)
	if o == nil || o.has("r") || s.plural(title) {
		return none
	}
	if n := d.NameAt(i); n != doc.None && d.Names[n].First < i && s.hitAt[i-1] == doc.None || n != doc.None && d.Names[n].First == i && d.Names[n].Kind != doc.MISC && d.Names[n].Len() > 3 {
		return none
	}
	if s.is(i, "jr", "jr.", "sr", "sr.", "ii", "iii", "iv") {
		return none
	}
	n := s.properRun(i)
	if !apart && !s.upper(title) && n.Len() < 2 { // "spokeswoman Ann Lee", but not "director Vertigo"
		return none
	}
	if apart && (n.Len() < 2 || int(n.End) < len(d.Tokens) && d.Form(n.End) != "," && d.Form(n.End) != "." || s.d.PlaceAt(i) != doc.None) {
		return none
	}
	return n
}

// longestTitle bounds what may stand before the name in a label, in tokens.
const longestTitle = 6

// labels says whether a name in capitals is the label of a turn in a transcript: "MR. HOLDEN: We have not."
func (s *scan) labels(n doc.Span) bool {
	d := s.d
	if int(n.End) >= len(d.Tokens) || d.Form(n.End) != ":" || !s.shouted(n.First) {
		return false
	}
	par := d.Sentences[d.Tokens[n.First].Sent].Paragraph
	for i := n.First - 1; i >= 0 && d.Sentences[d.Tokens[i].Sent].Paragraph == par; i-- {
		if n.First-i > longestTitle || !s.shouted(i) && d.Form(i) != "." {
			return false
		}
	}
	return true
}

// shouted says whether token i is a word in capitals.
func (s *scan) shouted(i int32) bool {
	f := s.d.Form(i)
	return len(f) > 1 && f == strings.ToUpper(f) && f != strings.ToLower(f)
}

// spoken is a name as one writes it outside of labels: "HOLDEN" is Holden.
func (s *scan) spoken(n doc.Span) string {
	if n.Len() == 1 && s.labels(n) {
		_, first := utf8.DecodeRuneInString(s.d.Form(n.First))
		return s.d.Form(n.First)[:first] + strings.ToLower(s.d.Form(n.First)[first:])
	}
	return s.plainName(n)
}
