package actor

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// person is somebody named in the article.
type person struct {
	name    string // the fullest form
	folded  []string
	actor   int32 // None for those who only give a government its name
	office  string
	title   string // another title: the rank of "General X, the head of the army"
	row     *noun
	country string
	body    int32 // the body that the office belongs to

	ministry *nounHit // the body that the office names by a common noun, or nil

	former  bool
	company bool
	ranked  bool   // the title is a military rank
	hint    string // the state that the words around tell, where the office itself tells none
	guessed bool   // the country is only the one that the article is about
}

// plain is the folded name as one text.
func (p *person) plain() string { return strings.Join(p.folded, " ") }

// mention is a name of a person in the text.
type mention struct {
	name   doc.Span // the name without titles
	whole  doc.Span // with titles and offices before it
	title  int32    // the noun that heads the title before it, or None
	person int32
}

// findPersons gathers the names of persons, joins short forms to full ones, and reads offices and countries.
func (s *scan) findPersons() {
	s.fullsOf = make(map[int32][]int32)
	s.byPart, s.byHolder = make(map[string][]int32), make(map[*holder]int32)
	s.findOrgs()
	names := s.personNames()
	var singles []doc.Span
	for _, n := range names { // full names first, so that a headline's surname finds its owner
		if n.Len() > 1 {
			if s.mention(n, s.known(s.parts(n))); len(s.mentions) > s.fulls {
				p := s.mentions[s.fulls].person
				if len(s.fullsOf[p]) < sharers {
					s.fullsOf[p] = append(s.fullsOf[p], int32(s.fulls))
				}
				s.fulls++
			}
		} else {
			singles = append(singles, n)
		}
	}
	for _, n := range singles {
		p := s.bearer(n)
		if p < 0 {
			p = s.known(s.parts(n))
		}
		if p >= 0 || s.standsAlone(n) {
			s.mention(n, p)
		}
	}
	s.namesAgain()
	s.sortMentions()
	for k := range s.mentions {
		m := &s.mentions[k]
		for i := m.name.First; i < m.name.End; i++ {
			s.personAt[i] = int32(k)
		}
	}
	for k := range s.mentions {
		s.readOffice(int32(k))
	}
	s.shareTitles()
	s.dealOut()
	for k := range s.persons {
		s.settle(&s.persons[k])
	}
	s.guests()
	for k := range s.mentions {
		s.meeting(int32(k))
	}
	for k := range s.mentions {
		s.copular(int32(k))
	}
	s.attending()
	present := make([]bool, len(s.persons))
	for k := range s.mentions {
		if m := &s.mentions[k]; !s.ofBody(m) {
			present[m.person] = true
		}
	}
	for k := range s.persons {
		if present[k] {
			s.register(&s.persons[k])
		}
	}
}

// namesAgain finds the parts of known names that no layer took for a person's: "Wenbin" after "Wang Wenbin".
func (s *scan) namesAgain() {
	parts := make(map[string]int32)
	taken := make(map[int32]bool)
	for k := range s.mentions {
		m := &s.mentions[k]
		for i := m.name.First; i < m.name.End; i++ {
			taken[i] = true
		}
	}
	for k := range s.persons {
		f := s.persons[k].folded
		for j, w := range f {
			if len(f) < 2 || len(w) < 4 || j > 0 && j < len(f)-1 && len(w) < 5 {
				continue
			}
			if p, ok := parts[w]; ok && p != int32(k) {
				parts[w] = -1 // two of one name
				continue
			}
			parts[w] = int32(k)
		}
	}
	if len(parts) == 0 {
		return
	}
	d := s.d
	for i := int32(0); int(i) < len(d.Tokens); i++ {
		t := &d.Tokens[i]
		if t.UPOS != "PROPN" || taken[i] || !s.upper(i) || s.hitAt[i] != doc.None || s.nounAt[i] != doc.None || s.besideName(i) {
			continue
		}
		if k := d.NameAt(i); k != doc.None && d.Names[k].Len() > 1 {
			continue
		}
		if p, ok := parts[s.r.fold.text(d.Form(i))]; ok && p >= 0 {
			s.mention(doc.Span{First: i, End: i + 1}, p)
		}
	}
}

// parts are the folded words of a name.
func (s *scan) parts(n doc.Span) []string {
	var out []string
	for i := n.First; i < n.End; i++ {
		if hyphen(s.d, i) {
			continue
		}
		out = append(out, strings.FieldsFunc(s.r.fold.text(s.d.Form(i)), isHyphen)...)
	}
	return out
}

// known is the person of the article whom a name means, or -1. A surname that several share means the one who holds a
// main office, else the one named last.
func (s *scan) known(parts []string) int32 {
	if len(parts) == 0 {
		return -1
	}
	last := parts[len(parts)-1]
	if h := s.term(strings.Join(parts, " ")); h != nil && len(parts) > 1 { // "Sultan Qaboos" is Qaboos bin Said
		if p, ok := s.byHolder[h]; ok {
			return p
		}
	}
	with := s.byPart[last]
	if n := len(with); n > sharers { // a name that half the article bears
		with = with[n-sharers:]
	}
	best, inner := int32(-1), int32(-1)
	for j := len(with) - 1; j >= 0; j-- {
		k := with[j]
		p := s.persons[k].folded
		switch {
		case len(parts) == 1 && (p[len(p)-1] == last || len(p) > 1 && p[0] == last && len(last) > 1):
			if h := s.term(strings.Join(p, " ")); h != nil && h.office != "body" {
				return k
			}
			if best < 0 {
				best = k
			}
		case len(parts) > 1 && len(p) > 1 && (prefix(p, parts) || prefix(parts, p)): // "John Luk" and "John Luk Jok"
			return k
		case len(parts) > 1 && len(p) > 1 && p[len(p)-1] == last && (p[0] == parts[0] || initialOf(p[0], parts[0]) || suffix(p, parts) || suffix(parts, p)):
			return k
		case len(parts) == 1 && len(last) > 2: // "Wenbin", "Laden": a part within a name
			inner = k
		}
	}
	if best >= 0 {
		return best
	}
	return inner
}

// initialOf says whether one of two given names is the initial of the other: "N. Moraru".
func initialOf(a, b string) bool {
	a, b = strings.TrimSuffix(a, "."), strings.TrimSuffix(b, ".")
	return a != "" && b != "" && a != b && (len(a) == 1 || len(b) == 1) && a[0] == b[0]
}

// prefix says whether a long name begins with all of a short one.
func prefix(long, short []string) bool {
	return len(short) > 1 && len(short) < len(long) && slices.Equal(long[:len(short)], short)
}

// sharers bounds how many persons of one name are compared.
const sharers = 50

func suffix(long, short []string) bool {
	if len(short) > len(long) {
		return false
	}
	for i := range short {
		if long[len(long)-len(short)+i] != short[i] {
			return false
		}
	}
	return true
}

// standsAlone says whether a single name that belongs to no full name of the article is a person's all the same.
func (s *scan) standsAlone(n doc.Span) bool {
	i := n.First
	if i > 0 && s.d.Tokens[i-1].Sent == s.d.Tokens[i].Sent {
		if k := s.nounAt[i-1]; k != doc.None && s.noun(&s.found[k], officeNoun) != nil && !s.plural(i-1) {
			return true
		}
	}
	if s.term(s.r.fold.text(s.d.Form(i))) != nil || s.labels(n) {
		return true
	}
	t := &s.d.Tokens[i]
	if t.Rel != "nsubj" || t.Head == doc.None || s.sentenceStart(i) && s.d.NameAt(i) == doc.None || s.groupBeside(n.End) {
		return false
	}
	return s.r.words["said"][s.d.Tokens[t.Head].Lemma]
}

// groupBeside says whether an apposition at token i makes the name before it a group's: "X, a band of hackers,".
func (s *scan) groupBeside(i int32) bool {
	if int(i) >= len(s.d.Tokens) || s.d.Form(i) != "," {
		return false
	}
	for j := i + 1; j < i+7 && int(j) < len(s.d.Tokens); j++ {
		if k := s.nounAt[j]; k != doc.None && (s.noun(&s.found[k], groupNoun) != nil && s.plural(j) || s.noun(&s.found[k], bodyNoun) != nil || s.is(j, "group", "gang", "militia")) {
			return true
		}
		switch s.d.Tokens[j].UPOS {
		case "DET", "ADJ", "NOUN", "PROPN", "PUNCT", "ADP":
		default:
			return false
		}
	}
	return false
}

// term is the office that a folded name held at the time of the article, or shortly before; or nil.
func (s *scan) term(name string) *holder {
	var best *holder
	for _, k := range s.r.holdersOf[name] {
		h := &s.r.holders[k]
		day := s.d.Published
		switch {
		case strings.Contains(name, " ") && best == nil: // a full name means its owner at any time
			best = h
		case day.IsZero() && best == nil:
			best = h
		}
		if !day.IsZero() && h.from.Compare(day) <= 0 && (h.to.IsZero() || day.Compare(h.to.Add(1, 0, 0)) <= 0) {
			best = h
		}
	}
	return best
}

// anyTerm is the state of those who ever held a main office under this surname, where it is one state only; else "".
func (s *scan) anyTerm(name string) string {
	country := ""
	for _, k := range s.r.holdersOf[name] {
		h := &s.r.holders[k]
		if h.office == "body" || country != "" && h.country != country {
			return ""
		}
		country = h.country
	}
	return country
}

// in says whether a term covers the day.
func (h *holder) in(day doc.Date) bool {
	return !day.IsZero() && h.from.Compare(day) <= 0 && (h.to.IsZero() || day.Compare(h.to) <= 0)
}

func (s *scan) mention(n doc.Span, p int32) {
	parts := s.parts(n)
	if len(parts) == 0 {
		return
	}
	if p < 0 {
		p = int32(len(s.persons))
		if h := s.term(strings.Join(parts, " ")); h != nil && len(parts) > 1 {
			s.byHolder[h] = p
		}
		s.persons = append(s.persons, person{name: s.spoken(n), folded: parts, body: doc.None, actor: doc.None})
	} else if q := &s.persons[p]; len(parts) > len(q.folded) {
		q.name, q.folded = s.plainName(n), parts
	}
	for _, w := range parts {
		if l := s.byPart[w]; len(l) == 0 || l[len(l)-1] != p {
			s.byPart[w] = append(l, p)
		}
	}
	s.mentions = append(s.mentions, mention{name: n, whole: n, title: doc.None, person: p})
}

// settle finds the country and body of a person whose text alone did not give them.
func (s *scan) settle(p *person) {
	if p.country != "" || p.body != doc.None {
		return
	}
	if len(p.folded) > 1 || p.row != nil {
		if h := s.term(strings.Join(p.folded, " ")); h != nil {
			p.country = h.country
			if h.body != "" {
				p.body = s.body(s.r.bodies[h.body])
			}
			return
		}
	}
	if len(p.folded) == 1 {
		if h := s.term(p.folded[0]); h != nil {
			p.country = h.country
			if h.body != "" {
				p.body = s.body(s.r.bodies[h.body])
			}
			return
		}
	}
	if p.row == nil {
		return
	}
	if p.hint != "" {
		p.country = p.hint
		return
	}
	if c := s.anyTerm(p.folded[len(p.folded)-1]); c != "" && len(p.folded) == 1 && p.row.role == "GOV" {
		p.country = c
		return
	}
	if b := s.r.bodies[p.row.home]; b != nil {
		if s.namedBody(b.key) {
			p.body = s.body(b)
		}
		return
	}
	if p.row.home != "" && (s.home == "" || s.named[p.row.home]) {
		p.country = p.row.home
		return
	}
	if p.row.has("g") {
		if s.ownMinistry(p); p.country == "" && p.ranked {
			p.country, p.guessed = s.home, true
		}
		return
	}
	switch p.row.role {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "PTY":
		if !strings.ContainsAny(p.row.use, "rg") {
			if p.country, p.guessed = s.home, true; p.country == "" {
				p.country = s.leading()
			}
		}
	}
}

// ofBody says whether a name only tells whose government it is: "the Bush administration".
func (s *scan) ofBody(m *mention) bool {
	return int(m.name.End) < len(s.d.Tokens) && s.isBody(m.name.End) && m.name.Len() == 1
}

// register makes the actor of a person.
func (s *scan) register(p *person) {
	if p.ministry != nil && p.body == doc.None && p.country != "" {
		p.body = s.made(s.noun(p.ministry, bodyNoun), p.country, s.d.Words(p.ministry.Span))
	}
	role := ""
	if p.row != nil {
		role = p.row.role
	} else if h := s.term(strings.Join(p.folded, " ")); h != nil && h.country == p.country && h.in(s.d.Published) {
		role = map[string]string{"head": "GOV", "foreign": "GOV", "security": "GOV", "economic": "GOV", "defence": "MIL"}[h.office]
	}
	if p.row != nil && p.row.has("g") && p.body == doc.None && p.country == "" {
		role = ""
	}
	if p.company && role == "GOV" {
		role = "BUS"
	}
	if p.former && role == "GOV" {
		role = "ELI"
	}
	a := doc.Actor{Name: p.name, Kind: record.Person, Country: p.country, Office: p.office, For: p.body}
	switch {
	case p.body != doc.None && (p.country == "" || p.row != nil && p.row.has("g") || s.d.Actors[p.body].Country == p.country && role == ""):
		a.CAMEO = s.d.Actors[p.body].CAMEO
		if a.Country == "" {
			a.Country = s.d.Actors[p.body].Country
		}
	case p.country != "":
		a.CAMEO = s.cameo(p.country, role)
	}
	if a.For == doc.None && p.country != "" {
		a.For = s.state(p.country)
	}
	a.Key = "person:" + a.Country + ":" + slug(strings.Join(p.folded, " "))
	p.actor = s.actor(a)
}

// slug is a folded name as it stands in keys.
func slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range s {
		if r == '\'' || r == '.' {
			continue
		}
		if r == ' ' || isHyphen(r) || r == '/' || r == ',' {
			dash = b.Len() > 0
			continue
		}
		if dash {
			b.WriteByte('-')
			dash = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
