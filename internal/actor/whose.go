package actor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// whose reads from the words around a mention which state its holder of an office serves, where the office does not say:
// "Kosovo criticised it. Its prime minister, X,", "spokesman X said in Ankara", "A, Peru's minister, and X, director,".
func (s *scan) whose(m *mention, p *person) {
	if p.hint != "" {
		return
	}
	d := s.d
	sent := s.sentence(m.name.First)
	for i := m.whole.First; i > sent.First && i > m.whole.First-8; i-- {
		if d.Tokens[i-1].XPOS == "PRP$" && s.is(i-1, "its") && s.titleAt[i] != doc.None {
			p.hint = s.subjectState(i - 1)
			return
		}
	}
	if p.hint = s.speaksIn(m, sent); p.hint != "" {
		return
	}
	if p.hint = s.besides(m); p.hint != "" {
		return
	}
	if p.hint = s.whereMet(m, sent); p.hint != "" {
		return
	}
	if c := s.otherSide(m, sent); c != "" {
		p.hint = c
		return
	}
	if p.hint = s.receives(m, sent); p.hint != "" {
		return
	}
	if p.hint = s.localTo(m, p); p.hint != "" {
		return
	}
	if p.hint = s.sameOffice(m, p); p.hint != "" {
		return
	}
	if p.hint = s.sameMinistry(m, p); p.hint != "" {
		return
	}
	if strings.HasPrefix(p.row.id, "spokes") || p.row.id == "press-secretary" {
		if k := d.Tokens[m.name.First].Sent; k > 0 && d.Sentences[k-1].Paragraph == d.Sentences[k].Paragraph || k > 0 && d.Form(sent.First) == "“" {
			p.hint = s.subjectState(sent.First)
		}
	}
}

// speaksIn is the state of the capital where a mention speaks: "said in Ankara", "told reporters in Tokyo".
func (s *scan) speaksIn(m *mention, sent doc.Span) string {
	for i, n := m.name.End, 0; i+1 < sent.End && n < 8; i, n = i+1, n+1 {
		if h := s.hitAt[i+1]; h != doc.None && s.hits[h].kind == capital && s.is(i, "in") && n > 0 {
			for j := m.name.End; j < i; j++ {
				if s.r.words["said"][s.d.Tokens[j].Lemma] {
					return s.hits[h].id
				}
			}
		}
	}
	return ""
}

// receives is the state of the capital where a mention is the host: "Foreign Secretary X received them in Mexico City".
func (s *scan) receives(m *mention, sent doc.Span) string {
	head := s.headOf(m)
	if v := s.d.Tokens[head].Head; !doc.Is(s.d.Tokens[head].Rel, "nsubj") || v == doc.None || !s.r.words["host"][s.d.Tokens[v].Lemma] {
		return ""
	}
	for i := m.name.End; i+1 < min(sent.End, m.name.End+tripReach); i++ {
		if h := s.hitAt[i+1]; s.is(i, "in") && h != doc.None && s.hits[h].kind == capital {
			return s.hits[h].id
		}
	}
	return ""
}

// localTo is the state of the town that opens the paragraph of a soldier, policeman or judge: "In Bamako, a statement was read out. It was
// signed by Colonel X."
func (s *scan) localTo(m *mention, p *person) string {
	switch p.row.role {
	case "MIL", "COP", "JUD":
	default:
		return ""
	}
	d := s.d
	k := d.Tokens[m.name.First].Sent
	for k > 0 && d.Sentences[k-1].Paragraph == d.Sentences[k].Paragraph {
		k--
	}
	i := d.Sentences[k].First
	if !s.is(i, "in") || int(i)+2 >= len(d.Tokens) {
		return ""
	}
	if h := s.hitAt[i+1]; h != doc.None && s.hits[h].kind == capital && d.Form(s.hits[h].End) == "," {
		return s.hits[h].id
	}
	if pl := d.PlaceAt(i + 1); pl != doc.None && d.Form(i+2) == "," {
		return d.Places[pl].Country
	}
	return ""
}

// sameOffice is the state of the same office told shortly before without a name: "The Greek prime minister arrived. Prime Minister X said";
// "" where it was told of two states.
func (s *scan) sameOffice(m *mention, p *person) string {
	if p.row.role != "GOV" && p.row.role != "MIL" || strings.ContainsAny(p.row.use, "rn") || p.row.has("g") && p.row.id != "ambassador" {
		return ""
	}
	sent, found := s.d.Tokens[m.name.First].Sent, ""
	end, _ := slices.BinarySearchFunc(s.found, m.whole.First, func(h nounHit, i int32) int { return cmp.Compare(h.First, i) })
	for k := end - 1; k >= 0 && s.d.Tokens[s.found[k].First].Sent >= sent-sameReach; k-- {
		h := &s.found[k]
		if o := s.noun(h, officeNoun); (o == nil || o.id != p.row.id) && !s.ministryOf(h, p.row) || s.plural(h.head) || s.titleAt[h.head] != doc.None || s.is(h.First-1, "former", "late", "then") {
			continue
		}
		around := s.around(h.First, h.End-1, false)
		c := s.countryOf(&around)
		if c == "" {
			continue
		}
		if found != "" && found != c {
			return ""
		}
		found = c
	}
	return found
}

// ministryOf says whether a noun is the ministry of a minister: "Chad's defence ministry denied it. Defence Minister X".
func (s *scan) ministryOf(h *nounHit, minister *noun) bool {
	b := s.noun(h, bodyNoun)
	if b == nil || !strings.HasSuffix(minister.id, "-minister") {
		return false
	}
	return b.id == strings.Replace(strings.TrimSuffix(minister.id, "minister")+"ministry", "defense", "defence", 1)
}

// sameReach is how many sentences back an office is looked for that a person may hold.
const sameReach = 4

// whereMet is the state of "Paraguay, where he met President X".
func (s *scan) whereMet(m *mention, sent doc.Span) string {
	for i := m.whole.First - 1; i > sent.First+1 && i > m.whole.First-8; i-- {
		if !s.is(i, "where") {
			continue
		}
		if s.d.Form(i-1) == "," && s.contact(i, m.whole.First) {
			if h := s.hitAt[i-2]; h != doc.None && s.hits[h].kind <= capital && s.hits[h].kind != blocked {
				return s.country(&s.hits[h])
			}
			if p := s.d.PlaceAt(i - 2); p != doc.None {
				return s.d.Places[p].Country
			}
		}
		return ""
	}
	return ""
}

// besides is the state of the person named right before in a list: "A, Peru's minister, and X, director at the Treasury".
func (s *scan) besides(m *mention) string {
	i := m.whole.First - 1
	if i < 2 || !s.is(i, "and") || m.whole.Len() == 1 { // a bare surname was told of before
		return ""
	}
	i--
	if s.d.Form(i) == "," {
		i--
	}
	k := s.titleAt[i]
	if k == doc.None {
		k = s.personAt[i]
	}
	if k == doc.None || s.d.Tokens[i].Sent != s.d.Tokens[m.name.First].Sent {
		return ""
	}
	q := &s.persons[s.mentions[k].person]
	if own := s.persons[m.person].row; q.row != nil && q.row.has("g") && s.home != "" && own != nil && !own.has("g") { // "the ambassador of Chad X and Vice Minister Y"
		return ""
	}
	if q.country == "" && q.body != doc.None {
		return s.d.Actors[q.body].Country
	}
	return q.country
}

// otherSide is the state of whom "his Danish counterpart" later in the sentence shows to be no Dane: the one that the article
// names most beside Denmark.
func (s *scan) otherSide(m *mention, sent doc.Span) string {
	for i := m.name.End; i < min(sent.End, m.name.End+60); i++ {
		if k := s.nounAt[i]; k != doc.None && (s.d.Tokens[i].Lemma == "counterpart" || s.d.Tokens[i].Lemma == "colleague" || s.is(i-1, "opposite")) {
			o := s.around(s.found[k].First, i, false)
			if c := s.countryOf(&o); c != "" {
				return s.homeBut(c)
			}
		}
	}
	return ""
}

// subjectState is the state of the subject that stands last before token i in its sentence, or else first in one of the two
// sentences before; "" where none is a state's.
func (s *scan) subjectState(i int32) string {
	k := s.d.Tokens[i].Sent
	if c := s.subjectOf(doc.Span{First: s.d.Sentences[k].First, End: i}, true); c != "" {
		return c
	}
	for n := int32(1); n <= 2 && k-n >= 0; n++ {
		if s.d.Sentences[k-n].Kind == doc.Dateline {
			return ""
		}
		if c := s.subjectOf(s.d.Sentences[k-n].Span, false); c != "" {
			return c
		}
	}
	return ""
}

// subjectOf is the state of the first or last subject within the span.
func (s *scan) subjectOf(span doc.Span, last bool) string {
	if last {
		span.First = max(span.First, span.End-reach)
	} else {
		span.End = min(span.End, span.First+reach)
	}
	found := ""
	for t := span.First; t < span.End; t++ {
		tok := &s.d.Tokens[t]
		opens := !last && s.hitAt[t] != doc.None && s.hits[s.hitAt[t]].First <= span.First+1 // "Kosovo, which ..., said"
		if !opens && !doc.Is(tok.Rel, "nsubj") || tok.Head != doc.None && doc.Is(s.d.Tokens[tok.Head].Rel, "acl") {
			continue
		}
		c := ""
		if h := s.hitAt[t]; h != doc.None && s.hits[h].kind != adjective {
			c = s.country(&s.hits[h])
		} else if n := s.nounAt[t]; n != doc.None {
			o := s.around(s.found[n].First, t, false)
			c = s.countryOf(&o)
		}
		if c == "" {
			continue
		}
		found = c
		if !last {
			break
		}
	}
	return found
}

// namedBody says whether the article names a body or one of its organs.
func (s *scan) namedBody(key string) bool {
	for k := range s.hits {
		if s.hits[k].kind == bodyName && (s.hits[k].id == key || strings.HasPrefix(s.hits[k].id, key+":")) {
			return true
		}
	}
	return false
}
