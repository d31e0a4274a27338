package actor

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// office is an office or role as the text gives it.
type office struct {
	words  doc.Span // the office without article and possessor
	outer  doc.Span // with what stands before it
	row    *noun
	head   int32
	states []string
	bodies []int32
	owner  int32 // mention of the person whose spokesman or wife it is
}

// lowerModifiers are the words that stand in small letters before a title in capitals.
var lowerModifiers = []string{
	"former", "acting", "then", "now", "late", "outgoing", "incoming", "retired", "ex", "interim", "new", "deputy", "vice", "senior", "current", "top",
	"veteran", "exiled", "jailed", "deposed", "ousted", "caretaker", "longtime", "assistant", "associate", "chief", "fellow", "under", "permanent",
}

// readOffice finds the office of a mention: before the name, after it, or before it with a comma.
func (s *scan) readOffice(k int32) {
	m := &s.mentions[k]
	p := &s.persons[m.person]
	o, ok := s.before(m)
	if ok {
		m.whole.First = o.outer.First
		s.cover(k, doc.Span{First: o.outer.First, End: m.name.First})
	}
	if !ok || o.row.role == "MIL" && o.words.Len() < 3 {
		if a, found := s.apposed(m); found {
			s.cover(k, a.outer)
			o, ok = a, true
		}
	}
	if !ok {
		s.homeOf(m, p)
		return
	}
	s.take(p, &o)
	s.homeOf(m, p)
}

// cover notes that tokens are the title or office of a mention.
func (s *scan) cover(k int32, span doc.Span) {
	for i := span.First; i < span.End; i++ {
		if s.personAt[i] == doc.None {
			s.titleAt[i] = k
		}
	}
}

// take gives an office to a person who has none yet, or only a vaguer one of the same kind.
func (s *scan) take(p *person, o *office) {
	if o.row == nil || o.words.Len() == 0 {
		return
	}
	if p.office == "" || p.row != nil && p.row.use == "r" && o.row.use != "r" {
		p.office = strings.Join(strings.Fields(s.d.Words(o.words)), " ")
		p.row = o.row
		low := strings.ToLower(p.office)
		p.former = strings.HasPrefix(low, "former ") || strings.HasPrefix(low, "ex-") || strings.HasPrefix(low, "late ")
	}
	if p.country == "" && len(o.states) > 0 {
		p.country = o.states[0]
	}
	if p.body == doc.None && len(o.bodies) > 0 {
		p.body = o.bodies[0]
		if p.country == "" {
			p.country = s.d.Actors[p.body].Country
		}
	}
	if p.country == "" && o.owner != doc.None {
		q := &s.persons[s.mentions[o.owner].person]
		if q.country == "" {
			s.settle(q)
		}
		p.country = q.country
	}
}

// homeOf reads "X of Iran", "X of the Foreign Ministry" after a name.
func (s *scan) homeOf(m *mention, p *person) {
	i := m.name.End
	if p.country != "" || !s.is(i, "of", "from") {
		return
	}
	for n := 0; n < 3; n++ {
		i++
		if int(i) >= len(s.d.Tokens) {
			return
		}
		if h := s.hitAt[i]; h != doc.None {
			hit := &s.hits[h]
			if hit.kind == bodyName && p.body == doc.None {
				p.body = s.body(s.r.bodies[hit.id])
			}
			p.country = s.country(hit)
			return
		}
	}
}

// titleEnding is the office noun that ends at token i, or nil.
func (s *scan) titleEnding(i int32) (*nounHit, *noun) {
	if i < 0 || s.nounAt[i] == doc.None {
		return nil, nil
	}
	h := &s.found[s.nounAt[i]]
	return h, s.noun(h, officeNoun)
}

// before reads the title in front of a name: "Vice Foreign Minister Ma", "U.S. Ambassador to China Nicholas Burns".
func (s *scan) before(m *mention) (office, bool) {
	var o office
	o.owner = doc.None
	first := s.sentence(m.name.First).First
	i := m.name.First - 1
	start := m.name.First
	for i >= first { // honorifics and ranks
		_, n := s.titleEnding(i)
		if n == nil || n.use != "n" {
			if s.d.Form(i) == "." && i > first {
				i--
				continue
			}
			break
		}
		start = s.found[s.nounAt[i]].First
		i = start - 1
	}
	o.outer = doc.Span{First: start, End: m.name.First}
	if i < first {
		return o, false
	}
	h, n := s.titleEnding(i)
	end := i + 1
	if n == nil || s.lower(i) && n.use == "r" {
		if h, n, end = s.titleWithComplement(i, first); n == nil {
			if start < m.name.First {
				o.words, o.outer.First = doc.Span{}, start
				m.whole.First = start
			}
			return o, false
		}
	}
	if n.use == "r" {
		return o, false
	}
	o.row, o.head = n, h.head
	s.modifiers(&o, h.First, first)
	o.words.End = end
	s.complement(&o, h.End, end)
	return o, true
}

func (s *scan) lower(i int32) bool { return !s.upper(i) }

// titleWithComplement finds an office noun left of token i with "of", "to" or "for" between them.
func (s *scan) titleWithComplement(i, first int32) (*nounHit, *noun, int32) {
	end := i + 1
	for n := 0; i > first && n < 10; i, n = i-1, n+1 {
		t := &s.d.Tokens[i]
		if s.personAt[i] != doc.None {
			return nil, nil, 0
		}
		switch t.UPOS {
		case "ADP":
			if !s.is(i, "of", "to", "for") {
				return nil, nil, 0
			}
			if h, o := s.titleEnding(i - 1); o != nil && o.use != "r" && o.use != "n" && s.upper(end-1) {
				return h, o, end
			}
		case "PROPN", "NOUN", "ADJ", "DET", "CCONJ", "NUM":
			if t.UPOS == "NOUN" && s.lower(i) && s.hitAt[i] == doc.None && i == end-1 && s.nounAt[i] == doc.None {
				return nil, nil, 0
			}
		default:
			if !hyphen(s.d, i) && !s.possessive(i) {
				return nil, nil, 0
			}
		}
	}
	return nil, nil, 0
}

// modifiers reads what stands before an office noun that begins at token i: "Chinese", "Pentagon press", "assistant U.S.".
func (s *scan) modifiers(o *office, i, first int32) {
	o.words.First = i
	o.outer.First = i
	for n := 0; i > first && n < 12; n++ {
		j := i - 1
		t := &s.d.Tokens[j]
		if s.personAt[j] != doc.None || s.d.TimeAt(j) != doc.None {
			return
		}
		if s.possessive(j) {
			s.possessor(o, j, first)
			return
		}
		if h := s.hitAt[j]; h != doc.None {
			hit := &s.hits[h]
			if hit.kind == holderName || hit.kind == blocked {
				return
			}
			s.belongs(o, hit)
			i = hit.First
			o.words.First, o.outer.First = i, i
			continue
		}
		ok := false
		switch t.UPOS {
		case "ADJ", "NOUN", "PROPN", "NUM":
			ok = true
			if n := s.nounAt[j]; n != doc.None {
				if row := s.noun(&s.found[n], officeNoun); row != nil && row.use == "n" {
					return
				}
			}
		case "VERB":
			ok = t.XPOS == "VBN" && t.Rel == "amod" || (t.XPOS == "VBG" || t.XPOS == "VBN") && (s.is(j, "acting", "retired", "outgoing", "incoming", "exiled", "jailed", "disgraced", "deposed", "ousted"))
		case "ADV":
			ok = s.is(j, "then", "now")
		case "PUNCT", "SYM":
			if ok = hyphen(s.d, j) && j > first; ok {
				j--
			}
		case "CCONJ":
			ok = j > first && s.upper(i) && s.upper(j-1) && s.personAt[j-1] == doc.None && s.hitAt[j-1] == doc.None && s.d.Tokens[j-1].UPOS != "PRON"
		case "DET", "PRON":
			o.outer.First = j
			return
		}
		if !ok || s.upper(o.head) && s.lower(j) && !hyphen(s.d, j) && s.d.Tokens[j].UPOS != "CCONJ" && !s.is(j, lowerModifiers...) {
			return
		}
		i = j
		o.outer.First = i
		if !s.is(j, "then", "now", "fellow", "longtime", "long-time") {
			o.words.First = i
		}
	}
}

// possessor reads whose office it is: the words before the genitive mark at token j.
func (s *scan) possessor(o *office, j, first int32) {
	if j == 0 {
		return
	}
	if k := s.personAt[j-1]; k != doc.None {
		o.owner = k
		o.outer.First = s.mentions[k].name.First
		return
	}
	if h := s.hitAt[j-1]; h != doc.None {
		hit := &s.hits[h]
		o.outer.First = hit.First
		if hit.kind == bodyName && s.r.bodies[hit.id].country == "" || hit.kind == bodyName {
			o.words.First = hit.First
		}
		s.belongs(o, hit)
		return
	}
	i := j
	for i > first {
		u := s.d.Tokens[i-1].UPOS
		if u != "PROPN" && u != "NOUN" && u != "ADJ" && !hyphen(s.d, i-1) || s.d.TimeAt(i-1) != doc.None {
			break
		}
		i--
	}
	if i == j {
		return
	}
	o.outer.First = i
	if s.upper(i) && s.upper(j-1) {
		o.words.First = i
	}
	if p := s.d.PlaceAt(j - 1); p != doc.None && len(o.states) == 0 {
		o.states = appendNew(o.states, s.d.Places[p].Country)
	}
}

// belongs adds the state or body of a hit to an office.
func (s *scan) belongs(o *office, h *hit) {
	if !h.party || h.kind == blocked {
		return
	}
	bare := (h.kind == stateName || h.kind == capital) && !s.possessive(h.End)
	if bare && o.row != nil && strings.Contains(o.row.use, "a") {
		return
	}
	if h.kind == bodyName {
		o.bodies = append(o.bodies, s.body(s.r.bodies[h.id]))
	}
	if c := s.country(h); c != "" {
		o.states = appendNew(o.states, c)
	}
}

// complement reads what follows an office noun up to token end: "of Iran", "to China", "for the Foreign Ministry".
func (s *scan) complement(o *office, from, end int32) {
	prep := int32(doc.None)
	for i := from; i < end; i++ {
		if s.d.Tokens[i].UPOS == "ADP" || s.is(i, "of", "to", "for", "at", "in", "with") {
			prep = i
		}
		h := s.hitAt[i]
		if h == doc.None || s.hits[h].First != i {
			continue
		}
		hit := &s.hits[h]
		if prep == doc.None || s.is(prep, "of", "at", "in", "with") || s.is(prep, "for") && hit.kind == bodyName {
			if hit.kind != capital || !s.is(prep, "in", "at") {
				s.belongs(o, hit)
			}
		}
	}
	s.ministry(o)
	if len(o.states)+len(o.bodies) > 0 || o.row == nil {
		return
	}
	for i := o.words.First; i < end; i++ { // "Texas Governor", "mayor of Lyon"
		if p := s.d.PlaceAt(i); p != doc.None && (i < o.head || s.is(prep, "of", "in", "for")) {
			o.states = appendNew(o.states, s.d.Places[p].Country)
			return
		}
	}
}

// ministry makes the body of an office that names one by a common noun: "Foreign Ministry spokesperson".
func (s *scan) ministry(o *office) {
	if len(o.states) != 1 || len(o.bodies) > 0 {
		return
	}
	for i := o.words.First; i < o.words.End; i++ {
		k := s.nounAt[i]
		if k == doc.None || i == o.head {
			continue
		}
		h := &s.found[k]
		if b := s.noun(h, bodyNoun); b != nil && (b.use != "y" || h.Len() > 1) && b.id != "state" && b.id != "people" && b.id != "company" {
			o.bodies = append(o.bodies, s.made(b, o.states[0], s.d.Words(h.Span)))
			return
		}
	}
}

// apposed reads an office set off by a comma: "X, the foreign minister of Y,", "his Chinese counterpart, X,".
func (s *scan) apposed(m *mention) (office, bool) {
	if o, ok := s.apposedAfter(m); ok {
		return o, true
	}
	return s.apposedBefore(m)
}

func (s *scan) apposedAfter(m *mention) (office, bool) {
	var o office
	o.owner = doc.None
	sent := s.sentence(m.name.First)
	i := m.name.End
	if i+1 >= sent.End {
		return o, false
	}
	if f := s.d.Form(i); f != "," && f != "(" && f != "–" && f != "—" {
		return o, false
	}
	i++
	begin := i
	for n := 0; i < sent.End && n < 12; i, n = i+1, n+1 {
		if s.personAt[i] != doc.None && !s.possessive(s.mentions[s.personAt[i]].name.End) {
			return o, false
		}
		t := &s.d.Tokens[i]
		if k := s.nounAt[i]; k != doc.None {
			h := &s.found[k]
			row := s.noun(h, officeNoun)
			next := i + 1
			if row != nil && row.use != "n" && !s.plural(i) && !s.continues(next, sent.End) {
				o.row, o.head = row, i
				s.modifiers(&o, h.First, begin-1)
				o.words.First, o.outer.First = max(o.words.First, begin), max(o.outer.First, begin)
				o.words.End = s.extent(next, sent.End)
				o.outer.End = o.words.End
				if !s.closes(o.words.End, sent.End) && s.d.Tokens[i].Rel != "appos" {
					return o, false
				}
				s.complement(&o, next, o.words.End)
				return o, true
			}
		}
		switch t.UPOS {
		case "ADJ", "NOUN", "PROPN", "DET", "NUM", "PART":
		case "PRON":
			if t.XPOS != "PRP$" {
				return o, false
			}
		case "ADV":
			if !s.is(i, "then", "now") {
				return o, false
			}
		case "VERB":
			if t.XPOS != "VBG" && t.XPOS != "VBN" || t.Rel != "amod" && t.Rel != "compound" && !hyphen(s.d, i-1) {
				return o, false
			}
		case "CCONJ":
			if !s.is(i, "and") || i == begin {
				return o, false
			}
		case "ADP":
			if !s.is(i, "of") {
				return o, false
			}
		default:
			if !hyphen(s.d, i) && s.hitAt[i] == doc.None {
				return o, false
			}
		}
	}
	return o, false
}

// continues says whether a longer noun phrase goes on at token i, so that the noun before it is no head.
func (s *scan) continues(i, end int32) bool {
	if i >= end {
		return false
	}
	t := &s.d.Tokens[i]
	return (t.UPOS == "NOUN" || t.UPOS == "PROPN") && s.personAt[i] == doc.None && s.d.TimeAt(i) == doc.None
}

// closes says whether an apposition may end before token i.
func (s *scan) closes(i, end int32) bool {
	if i >= end {
		return true
	}
	t := &s.d.Tokens[i]
	return t.UPOS == "PUNCT" && !hyphen(s.d, i) || t.UPOS == "CCONJ" || t.UPOS == "SCONJ" || s.is(i, "who", "whose", "which", "that", "as", "in", "on", "at", "during") ||
		t.XPOS == "VBN" || t.XPOS == "VBG"
}

// extent is where the complement of an office noun that ends before token i ends: "of the Affairs Department", "to China".
func (s *scan) extent(i, end int32) int32 {
	last := i
	for n := 0; i < end && n < 24; n++ {
		if !s.is(i, "of", "for", "to", "at", "in", "on", "with") || s.d.TimeAt(i) != doc.None || s.d.Tokens[i].UPOS == "PART" {
			break
		}
		strict := s.is(i, "in", "on", "at", "with")
		j := i + 1
		if j >= end || s.d.TimeAt(j) != doc.None || strict && !s.upper(j) && !(s.is(j, "the") && j+1 < end && s.upper(j+1)) {
			break
		}
		noun := false
		for j < end && n < 24 {
			t := &s.d.Tokens[j]
			if s.personAt[j] != doc.None && !s.possessive(s.mentions[s.personAt[j]].name.End) || s.d.TimeAt(j) != doc.None {
				break
			}
			switch t.UPOS {
			case "NOUN", "PROPN":
				noun = true
				j++
				n++
				continue
			case "DET", "ADJ", "NUM", "PART":
				j++
				n++
				continue
			case "CCONJ":
				if j+1 < end && s.personAt[j+1] == doc.None {
					if u := s.d.Tokens[j+1].UPOS; u == "NOUN" || u == "PROPN" || u == "ADJ" {
						j++
						n++
						continue
					}
				}
			case "PUNCT", "SYM":
				if hyphen(s.d, j) {
					j++
					n++
					continue
				}
			}
			break
		}
		if !noun {
			break
		}
		for j > i && s.d.Tokens[j-1].UPOS != "NOUN" && s.d.Tokens[j-1].UPOS != "PROPN" && s.hitAt[j-1] == doc.None {
			j--
		}
		last, i = j, j
	}
	return last
}

func (s *scan) apposedBefore(m *mention) (office, bool) {
	var o office
	o.owner = doc.None
	sent := s.sentence(m.name.First)
	i := m.whole.First - 1
	if i <= sent.First || s.d.Form(i) != "," {
		return o, false
	}
	after := m.name.End
	if after < sent.End && s.d.Form(after) != "," && s.d.Form(after) != "." && s.d.Form(after) != ";" {
		return o, false
	}
	h, row := s.titleEnding(i - 1)
	end := i
	if row == nil {
		if h, row, end = s.titleWithComplement(i-1, sent.First); row == nil {
			return o, false
		}
	}
	if row.use == "n" || s.plural(h.End-1) {
		return o, false
	}
	o.row, o.head = row, h.head
	s.modifiers(&o, h.First, sent.First)
	if o.outer.First == h.First && o.outer.First > sent.First && o.owner == doc.None { // a bare noun before a comma is rather a list
		if s.d.Tokens[h.End-1].Rel != "appos" && s.d.Tokens[m.name.First].Rel != "appos" {
			return o, false
		}
	}
	o.words.End, o.outer.End = end, end
	s.complement(&o, h.End, end)
	return o, true
}

// copular reads "X is the foreign minister of Y".
func (s *scan) copular(k int32) {
	m := &s.mentions[k]
	p := &s.persons[m.person]
	d := s.d
	head := s.headOf(m)
	if p.office != "" || d.Tokens[head].Rel != "nsubj" || d.Tokens[head].Head == doc.None {
		return
	}
	pred := d.Tokens[head].Head
	if s.nounAt[pred] == doc.None || d.Child(pred, "cop") == doc.None || s.plural(pred) {
		return
	}
	h := &s.found[s.nounAt[pred]]
	row := s.noun(h, officeNoun)
	if row == nil || row.use == "n" || s.titleAt[pred] != doc.None {
		return
	}
	o := office{row: row, head: pred, owner: doc.None}
	sent := s.sentence(pred)
	s.modifiers(&o, h.First, sent.First)
	o.words.End = s.extent(h.End, sent.End)
	s.complement(&o, h.End, o.words.End)
	s.take(p, &o)
	s.settle(p)
}

// shareTitles gives the title of "Senators Ann Lee, Bo Day and Cy Moe" to all of them.
func (s *scan) shareTitles() {
	for k := range s.mentions {
		first := &s.persons[s.mentions[k].person]
		m := &s.mentions[k]
		if first.row == nil || m.whole.First == m.name.First || !s.plural(m.name.First-1) {
			continue
		}
		office, row := first.office, first.row
		if w := strings.LastIndexByte(office, ' ') + 1; strings.HasSuffix(office, "s") {
			office = office[:w] + strings.TrimSuffix(office[w:], "s")
			first.office = office
		}
		for j := k + 1; j < len(s.mentions); j++ {
			gap := doc.Span{First: s.mentions[j-1].name.End, End: s.mentions[j].whole.First}
			if gap.Len() > 2 || gap.Len() < 1 || !s.joins(gap) {
				break
			}
			if p := &s.persons[s.mentions[j].person]; p.row == nil {
				p.office, p.row = office, row
				if p.country == "" {
					p.country, p.body = first.country, first.body
				}
			}
		}
	}
}

// joins says whether only commas and "and" stand in the span.
func (s *scan) joins(gap doc.Span) bool {
	for i := gap.First; i < gap.End; i++ {
		if s.d.Form(i) != "," && !s.is(i, "and") {
			return false
		}
	}
	return true
}

// attending gives the persons of "the Swiss officials in attendance were X and Y" the state of the officials.
func (s *scan) attending() {
	last := int32(-1)
	for k := range s.mentions {
		sent := s.d.Tokens[s.mentions[k].name.First].Sent
		if sent == last {
			continue
		}
		last = sent
		country := s.listHead(s.d.Sentences[sent].First, s.mentions[k].whole.First)
		for j := k; country != "" && j < len(s.mentions) && s.d.Tokens[s.mentions[j].name.First].Sent == sent; j++ {
			if p := &s.persons[s.mentions[j].person]; p.country == "" && p.body == doc.None {
				p.country = country
			}
		}
	}
}

// listHead is the state of a group that a sentence from token i on names and then lists up to token end: "were", "included".
func (s *scan) listHead(i, end int32) string {
	country, listed := "", false
	for ; i < end; i++ {
		if k := s.nounAt[i]; k != doc.None && country == "" && s.plural(i) && s.noun(&s.found[k], groupNoun) != nil {
			o := s.around(s.found[k].First, i, false)
			country = s.countryOf(&o)
		}
		switch t := &s.d.Tokens[i]; t.UPOS {
		case "VERB", "AUX":
			listed = country != "" && (t.Lemma == "be" || t.Lemma == "include" || t.Lemma == "comprise")
			if !listed {
				return ""
			}
		}
	}
	if !listed {
		return ""
	}
	return country
}

// headOf is the token that heads a mention in the tree: the name's own head where it leads out of the phrase.
func (s *scan) headOf(m *mention) int32 {
	h := s.d.HeadOf(m.name)
	if up := s.d.Tokens[h].Head; up == doc.None || !m.whole.Has(up) {
		return h
	}
	return s.d.HeadOf(m.whole)
}

// referOffice makes a reference of an office that no name stands beside: "the foreign minister", "a spokesman".
func (s *scan) referOffice(h *nounHit, head int32, row *noun) {
	o := s.around(h.First, h.End-1, strings.Contains(row.use, "a"))
	phrase := doc.Span{First: o.first, End: o.end}
	country := ""
	if len(o.states) > 0 {
		country = o.states[0]
	}
	if s.is(o.first, "the", "this", "that", "his", "her", "its", "their") || country != "" || s.upper(head) {
		if a := s.holds(row, country, head); a != doc.None {
			s.refer(doc.Ref{Span: phrase, Head: head, Name: phrase, Actors: []int32{a}, Form: doc.Nominal})
			return
		}
	}
	switch row.role {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO", "OPP", "REB", "UAF":
	default:
		if len(o.states) == 0 && len(o.bodies) == 0 {
			return
		}
	}
	if row.use == "r" && country == "" && len(o.bodies) == 0 {
		return
	}
	if country == "" && len(o.bodies) == 0 {
		if country = row.home; country == "" {
			country = s.tie(head)
		}
	}
	a := doc.Actor{Kind: record.Group, Country: country, For: doc.None, Office: s.plainName(doc.Span{First: o.first, End: h.End}), Name: s.plainName(phrase)}
	switch {
	case len(o.bodies) > 0:
		b := &s.d.Actors[o.bodies[0]]
		a.Key, a.For, a.CAMEO, a.Country = b.Key+":"+row.id, o.bodies[0], b.CAMEO, b.Country
	case country != "":
		a.Key, a.CAMEO, a.For = country+":"+row.id, s.cameo(country, row.role), s.state(country)
	default:
		a.Key, a.CAMEO = "group:"+row.id, row.role
	}
	s.refer(doc.Ref{Span: phrase, Head: head, Name: phrase, Actors: []int32{s.actor(a)}, Form: doc.Nominal})
}

// holds is the person named last before token i, or else first after it, who holds an office of this noun; or None.
func (s *scan) holds(row *noun, country string, i int32) int32 {
	want := s.r.fold.text(row.word)
	best := doc.None
	for k := range s.mentions {
		m := &s.mentions[k]
		p := &s.persons[m.person]
		if m.name.First > i && best != doc.None {
			break
		}
		if p.office == "" || country != "" && p.country != country {
			continue
		}
		if low := s.r.fold.text(p.office); low == want || strings.HasSuffix(low, " "+want) || strings.Contains(low, " "+want+" ") || strings.HasPrefix(low, want+" ") {
			if m.name.First > i+40 {
				break
			}
			best = p.actor
		}
	}
	return best
}
