package actor

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// office is an office or role as the text gives it.
type office struct {
	words   doc.Span // the office without article and possessor
	outer   doc.Span // with what stands before it
	row     *noun
	head    int32
	states  []string
	bodies  []int32
	former  bool  // "formerly" stands before it
	company bool  // it is of an organization that is no state's: "the airline's director"
	owner   int32 // mention of the person whose spokesman or wife it is
}

// readOffice finds the office of a mention: before the name, after it, or before it with a comma.
func (s *scan) readOffice(k int32) {
	m := &s.mentions[k]
	p := &s.persons[m.person]
	o, ok := s.before(m)
	if ok {
		m.whole.First, m.title = o.outer.First, o.head
		s.cover(k, doc.Span{First: o.outer.First, End: m.name.First})
	}
	if !ok || s.vague(&o) {
		if a, found := s.apposed(m); found && (!ok || !s.vague(&a)) {
			if ok {
				p.title, p.ranked = s.r.fold.text(o.row.word), o.row.role == "MIL"
			}
			s.cover(k, a.outer)
			o, ok = a, true
		}
	}
	if ok && len(o.states)+len(o.bodies) == 0 && o.owner == doc.None { // "her Chinese counterpart, Minister Sun"
		if a, found := s.apposedBefore(m); found {
			o.states, o.bodies, o.owner = a.states, a.bodies, a.owner
			s.cover(k, a.outer)
		}
	}
	if ok {
		s.take(p, &o)
	}
	s.homeOf(m, p)
	if p.row == nil {
		s.ownedName(m, p)
	}
	if p.country == "" && p.body == doc.None && p.row != nil {
		s.whose(m, p)
	}
	if p.country == "" && p.body == doc.None && p.row == nil { // "Roe thanked his Kazakh colleague"
		sent := s.sentence(m.name.First)
		if int(k+1) < len(s.mentions) {
			sent.End = min(sent.End, s.mentions[k+1].whole.First)
		}
		p.country = s.otherSide(m, sent)
	}
}

// vague says whether a title tells little beside an office in an apposition: a rank, a degree, a calling.
func (s *scan) vague(o *office) bool {
	switch o.row.role {
	case "MIL":
		return o.words.Len() < 3 && !s.in(o.head, "post")
	case "EDU", "CVL", "HLH":
		return true
	}
	return false
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
	if p.office == "" || p.row != nil && p.row.has("r") && !o.row.has("r") || s.fuller(p, o) {
		for o.words.Len() > 1 && s.d.Tokens[o.words.First].UPOS == "NUM" {
			o.words.First++
		}
		p.office = strings.Join(strings.Fields(s.d.Words(o.words)), " ")
		p.row, p.ministry = o.row, s.bodyWithin(o)
		low := strings.ToLower(p.office)
		p.company = o.company
		p.former = o.former || strings.HasPrefix(low, "former ") || strings.HasPrefix(low, "ex-") || strings.HasPrefix(low, "late ")
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

// fuller says whether an office tells which one it is that the person was called by before: "Minister", "Minister of Trade".
func (s *scan) fuller(p *person, o *office) bool {
	old, words := s.r.fold.text(p.office), s.r.fold.text(strings.Join(strings.Fields(s.d.Words(o.words)), " "))
	return strings.HasPrefix(words, old+" of ") || strings.HasPrefix(words, old+" for ") ||
		old == "minister" && strings.HasSuffix(words, " minister") && !strings.HasSuffix(words, "prime minister")
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

// ownedName reads "Lithuania's Rasa Kalnina", "the BJP's Arun Rao", "the German Karl Egger": a name right behind its state or party.
func (s *scan) ownedName(m *mention, p *person) {
	i := m.whole.First - 1
	if p.country != "" || p.body != doc.None || i < s.sentence(m.name.First).First {
		return
	}
	owner := s.possessive(i)
	if owner {
		i--
	}
	if i < 0 || s.hitAt[i] == doc.None {
		return
	}
	hit := &s.hits[s.hitAt[i]]
	if hit.End != i+1 || hit.within || !hit.party || hit.kind == blocked || hit.kind == holderName || owner == (hit.kind == adjective) || !owner && hit.kind != adjective {
		return
	}
	if h := s.term(p.plain()); h != nil && h.country != s.country(hit) { // "Switzerland's Trump" is no Swiss
		return
	}
	if hit.kind == bodyName {
		if strings.HasPrefix(hit.id, media) {
			return
		}
		p.body = s.body(s.r.bodies[hit.id])
	}
	p.country = s.country(hit)
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
	var rank *noun
	for i >= first { // honorifics and ranks
		h, n := s.titleEnding(i)
		ranked := n != nil && (n.role == "MIL" || n.role == "REL") && h.First > first // "Navy spokeswoman Captain Ann Lee"
		if ranked {
			_, office := s.titleEnding(h.First - 1)
			ranked = office != nil && !office.has("n")
		}
		if n == nil || !n.has("n") && !ranked {
			if s.d.Form(i) == "." && i > first {
				i--
				continue
			}
			break
		}
		if n.role == "MIL" && n.has("n") {
			rank = n
		}
		start = s.found[s.nounAt[i]].First
		i = start - 1
	}
	o.outer = doc.Span{First: start, End: m.name.First}
	if i < first {
		return o, s.rank(&o, rank, m, first)
	}
	h, n := s.titleEnding(i)
	end := i + 1
	if n == nil {
		if _, n = s.calling(i); n != nil {
			o.row, o.head = n, i
			s.modifiers(&o, i, first)
			o.words.End = end
			s.complement(&o, end, end)
			return o, true
		}
		if h, n, end = s.titleWithComplement(i, first, false); n == nil {
			if start < m.name.First {
				o.words, o.outer.First = doc.Span{}, start
				m.whole.First = start
			}
			return o, s.rank(&o, rank, m, first)
		}
	}
	o.row, o.head = n, h.head
	s.modifiers(&o, h.First, first)
	o.words.End = end
	s.complement(&o, h.End, end)
	return o, true
}

// rank makes an abbreviated rank the office where no other stands before it: "Lt. Gen. Ann Lee", "Russian Col. Ivan Lis". It says whether
// there is one.
func (s *scan) rank(o *office, rank *noun, m *mention, first int32) bool {
	if rank == nil || s.lower(m.name.First-1) || s.d.Form(m.name.First-1) != "." && !strings.HasSuffix(s.d.Form(m.name.First-1), ".") && m.name.Len() < 2 {
		return false // "private Clinton", "Gen Xers"
	}
	start := o.outer.First
	o.row, o.head = rank, m.name.First-1
	s.modifiers(o, start, first)
	o.words.End = m.name.First
	s.complement(o, m.name.First, m.name.First)
	return true
}

func (s *scan) lower(i int32) bool { return !s.upper(i) }

// callings is the row of what people do that no table names: "astronomer", "fashion designer".
var callings = noun{id: "calling", kind: officeNoun, role: "CVL", use: "t"}

// calling says whether token i is a noun for what somebody does, by its form.
func (s *scan) calling(i int32) (*nounHit, *noun) {
	t := &s.d.Tokens[i]
	if t.UPOS != "NOUN" || s.plural(i) || s.timed(i) || s.hitAt[i] != doc.None || t.Len() < 5 {
		return nil, nil
	}
	f := s.d.Form(i)
	for end := range s.r.words["calling"] {
		if strings.HasSuffix(f, end) {
			return nil, &callings
		}
	}
	return nil, nil
}

// titleWithComplement finds an office noun left of token i with "of", "to" or "for" between them. Where it is not apart from the name by a
// comma, its last word has a capital or is a body.
func (s *scan) titleWithComplement(i, first int32, apart bool) (*nounHit, *noun, int32) {
	end := i + 1
	for n := 0; i > first && n < 10; i, n = i-1, n+1 {
		t := &s.d.Tokens[i]
		if s.personAt[i] != doc.None {
			return nil, nil, 0
		}
		switch t.UPOS {
		case "ADP":
			if !s.is(i, "of", "to", "for", "from") && !(apart && s.is(i, "in", "at") && s.upper(i+1)) {
				return nil, nil, 0
			}
			if h, o := s.titleEnding(i - 1); o != nil && !o.has("r") && !o.has("n") && (s.upper(end-1) || s.isBody(end-1) || apart) {
				return h, o, end
			}
		case "PROPN", "NOUN", "ADJ", "DET", "CCONJ", "NUM":
			if h, o := s.titleEnding(i); o != nil && i < end-1 && h.head < h.End-1 && s.is(i+1, "and") && (s.upper(end-1) || apart) { // "Minister of Trade and Culture"
				return h, o, end
			}
			if !apart && t.UPOS == "NOUN" && s.lower(i) && s.hitAt[i] == doc.None && i == end-1 && s.nounAt[i] == doc.None {
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
		if s.personAt[j] != doc.None || s.timed(j) {
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
			if b := s.commission(j); b != nil {
				o.bodies = append(o.bodies, s.body(b))
			}
			if n := s.nounAt[j]; n != doc.None {
				if row := s.noun(&s.found[n], officeNoun); row != nil && row.has("n") {
					return
				}
			}
		case "VERB":
			ok = t.XPOS == "VBN" && t.Rel == "amod" || (t.XPOS == "VBG" || t.XPOS == "VBN") && s.in(j, "small")
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
		if !ok || s.upper(o.head) && s.lower(j) && !hyphen(s.d, j) && s.d.Tokens[j].UPOS != "CCONJ" && !s.in(j, "small") {
			return
		}
		i = j
		o.outer.First = i
		if !s.in(j, "left") {
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
		if u != "PROPN" && u != "NOUN" && u != "ADJ" && !hyphen(s.d, i-1) || s.timed(i-1) {
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
	if len(o.states) > 0 {
		return
	}
	if c := s.placeCountry(j - 1); c != "" {
		o.states = append(o.states, c)
	} else if c := s.orgs[s.r.fold.text(s.d.Form(i))]; c != "" {
		o.states, o.company = append(o.states, c), true
	} else if s.isBody(j-1) && s.home != "" {
		o.states = append(o.states, s.home)
	}
}

// initials says whether a hit is the initials of a state, which serve as its adjective: "a U.S. envoy" is sent by it, an "Iran envoy" to it.
func (s *scan) initials(h *hit) bool {
	return h.End-h.First == 1 && len(s.d.Form(h.First)) <= 4 && strings.ToUpper(s.d.Form(h.First)) == s.d.Form(h.First)
}

// belongs adds the state or body of a hit to an office.
func (s *scan) belongs(o *office, h *hit) {
	if !h.party || h.kind == blocked {
		return
	}
	bare := (h.kind == stateName || h.kind == capital) && !s.possessive(h.End)
	if bare && o.row != nil && o.row.has("a") && !s.initials(h) {
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
		if prep == doc.None || s.is(prep, "of", "from", "at", "in", "with") || s.is(prep, "for") && (hit.kind == bodyName || s.ownsBody(hit, end)) {
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
		if c := s.placeCountry(i); c != "" && (i < o.head || s.is(prep, "of", "from", "for") || s.is(prep, "in") && o.row.id != "ambassador") {
			o.states = appendNew(o.states, c)
			return
		}
	}
}
