package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/place/gazetteer"
)

// article is the work on one document.
type article struct {
	*Reader
	d        *doc.Document
	groups   []group
	byName   map[string]int32
	surnames map[string]bool
	mentions []mention
	unlisted []doc.Span // names that are places by what stands around them, and that nothing lists
	nodes    []node
	key      []byte
	hits     []gazetteer.Hit
}

// group is a name with all that it may mean.
type group struct {
	candidates []candidate // the greatest prior first
}

// candidate is a place that a name may mean.
type candidate struct {
	ref     int32 // an entry, or behind the entries a place of the gazetteer
	country int16
	kind    kind
	unit    int32 // unit of the gazetteer, 0 where none
	lat     float32
	lon     float32
	prior   float32
}

// kind is the level of a candidate.
type kind uint8

const (
	isCountry kind = iota
	isAdmin1
	isAdmin2
	isCity
	isSite
	isRegion
	isSea
)

var kindOf = map[string]kind{Country: isCountry, Admin1: isAdmin1, Admin2: isAdmin2, City: isCity, Site: isSite, Region: isRegion, Sea: isSea}

// mention is a name in the text that is taken for a place.
type mention struct {
	doc.Span
	group     int32
	container int32 // the mention that the text says holds this one, or doc.None
	score     int   // the weight of what stands around it
	unitLike  bool  // "Anbar province"
	cityLike  bool  // "the city of Homs"
}

const (
	threshold     = 3  // a name is a place from this weight on
	again         = -1 // the same where it is one elsewhere in the article
	longest       = 7  // tokens of a name
	mostOfOneName = 96 // candidates that are looked at
	otherName     = 2  // by how much a place's other name counts less than its main one
)

// spot fills a.mentions.
func (a *article) spot() {
	a.byName = make(map[string]int32)
	a.findSurnames()
	for s := range a.d.Sentences {
		sent := a.d.Sentences[s].Span
		for i := sent.First; i < sent.End; {
			m, end := a.spotAt(sent, i)
			if m.Len() > 0 {
				a.mentions = append(a.mentions, m)
			}
			i = end
		}
	}
	places := make([]bool, len(a.groups))
	for i := range a.mentions {
		if a.mentions[i].score >= threshold {
			places[a.mentions[i].group] = true
		}
	}
	a.mentions = slices.DeleteFunc(a.mentions, func(m mention) bool { return m.score < threshold && !places[m.group] })
}

// spotAt finds the longest name of a place that begins at token i; failing one, the longest name that is one if the same is elsewhere;
// failing that, an empty mention. It also gives the token to go on from.
func (a *article) spotAt(sent doc.Span, i int32) (mention, int32) {
	if !a.capital(i) && !a.articled(sent, i) || a.d.TimeAt(i) != doc.None { // "Nov. 21" is not in Nov, Tajikistan
		return mention{}, i + 1
	}
	var ends [longest]int32
	n := 0
	for j := i; j < sent.End && j-i < longest; j++ {
		tail := a.word(sent, j)&wordTail != 0
		if j == i || a.capital(j) || tail || a.glued(j) {
			ends[n] = j + 1
			n++
		}
		if tail && !a.capital(j) || j > i && !a.capital(j) && !a.glued(j) && !connects(a.d.Form(j)) {
			break
		}
	}
	var perhaps mention
	for ; n > 0; n-- {
		m := mention{Span: doc.Span{First: i, End: ends[n-1]}, container: doc.None}
		if m.group = a.lookup(m.Span); m.group == doc.None {
			if m.Len() > 1 && a.known.not[string(a.key)] {
				return mention{}, m.End
			}
			continue
		}
		a.weigh(sent, &m)
		if m.score >= threshold {
			return m, m.End
		}
		if m.score >= again && perhaps.Len() == 0 {
			perhaps = m
		}
	}
	if perhaps.Len() == 0 {
		if s := a.unlistedAt(sent, i); s.Len() > 0 {
			a.unlisted = append(a.unlisted, s)
			return mention{}, s.End
		}
	}
	return perhaps, max(i+1, perhaps.End)
}

// glued says whether token j ends a name behind a hyphen: "Punggye-ri".
func (a *article) glued(j int32) bool {
	return j > 0 && a.d.Form(j-1) == "-" && a.d.Tokens[j-1].End == a.d.Tokens[j].Start
}

// articled says whether token i is an Arabic article in small letters with a hyphen and a name behind it: "al-Hasakah" as three tokens.
func (a *article) articled(sent doc.Span, i int32) bool {
	return a.word(sent, i)&wordArticle != 0 && sent.Has(i+2) && a.d.Form(i+1) == "-" && a.capital(i+2)
}

// unlistedAt is the name of a place that begins at token i and is in no list: the name reader and a word of place before it say so.
func (a *article) unlistedAt(sent doc.Span, i int32) doc.Span {
	at := a.d.NameAt(i)
	if at == doc.None || a.d.Names[at].Kind != doc.LOC || a.d.Names[at].First != i || a.d.Names[at].End > sent.End {
		return doc.Span{}
	}
	s := a.d.Names[at].Span
	a.key = gazetteer.AppendFold(a.key[:0], a.d.Words(s))
	if a.known.not[string(a.key)] || a.word(sent, s.End-1)&(wordBrand|wordStop) != 0 {
		return doc.Span{}
	}
	before := i - 1
	if sent.Has(before) && a.d.Form(before) == "the" {
		before--
	}
	if a.word(sent, before)&wordIn != 0 || a.word(sent, before)&wordAt != 0 && a.word(sent, before-1)&wordSort != 0 {
		return s
	}
	return doc.Span{}
}

// capital says whether token i begins with a capital letter, an Arabic or French article aside: "al-Tanf", "d'Ivoire".
func (a *article) capital(i int32) bool {
	form := a.d.Form(i)
	for _, article := range [...]string{"al-", "el-", "d'", "d’"} {
		if rest, ok := strings.CutPrefix(form, article); ok && rest != "" {
			form = rest
			break
		}
	}
	c := form[0]
	if c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}

// connects says whether a small word or sign may stand within a name.
func connects(form string) bool {
	switch form {
	case "of", "the", "and", "de", "da", "do", "dos", "del", "di", "la", "le", "les", "al", "el", "es", "ez", "ed", "in", "on", "upon", "sur", "am", "an", "der", "den",
		"a", "au", "aux", "des", "en", "sous", "under", "los", "las", "y", "e", "van", "aan",
		"-", "–", "'", "’", "'s", "’s", "&", ".":
		return true
	}
	return false
}

// lookup is the group of the name that stands at s, or doc.None.
func (a *article) lookup(s doc.Span) int32 {
	words := a.d.Words(s)
	if len(words) > 80 {
		return doc.None
	}
	if s.Len() <= 2 && len(words) <= 8 {
		if p := plain(words); len(p) <= shortCapitals && p == strings.ToUpper(p) {
			if g := a.listed(p, a.known.asWritten[p]); g != doc.None {
				return g
			}
			if ref, ok := a.known.abbrev[words]; ok && (strings.Count(words, ".") > 1 || a.afterComma(s.First)) {
				return a.listed(words, []int32{ref})
			}
			if len(p) < 3 {
				return doc.None
			}
		} else if ref, ok := a.known.abbrev[words]; ok && a.afterComma(s.First) {
			return a.listed(words, []int32{ref})
		}
	}
	a.key = gazetteer.AppendFold(a.key[:0], words)
	if len(a.key) < 2 {
		return doc.None
	}
	if g, ok := a.byName[string(a.key)]; ok {
		return g
	}
	g := doc.None
	if !a.known.not[string(a.key)] {
		g = a.candidates(a.key)
	}
	a.byName[string(a.key)] = g
	return g
}

// afterComma says whether an abbreviation of a state may stand at token i: behind a comma, or a party's letter and a hyphen.
func (a *article) afterComma(i int32) bool {
	if i == 0 {
		return false
	}
	switch a.d.Form(i - 1) {
	case ",":
		return true
	case "-", "–":
		return i > 1 && len(a.d.Form(i-2)) == 1
	}
	return false
}

// listed is the group of a name that is looked for as written.
func (a *article) listed(name string, refs []int32) int32 {
	town, ok := a.known.towns["="+name]
	if len(refs) == 0 && !ok {
		return doc.None
	}
	key := "=" + name
	if g, ok := a.byName[key]; ok {
		return g
	}
	var g group
	for _, ref := range refs {
		g.candidates = append(g.candidates, a.known.candidate(ref))
	}
	if ok {
		g.candidates = append(g.candidates, a.town(town))
	}
	a.groups = append(a.groups, g)
	a.byName[key] = int32(len(a.groups) - 1)
	return a.byName[key]
}

func (k *known) candidate(ref int32) candidate {
	e := &k.entries[ref]
	return candidate{ref, e.country, kindOf[e.level], int32(e.unit), float32(e.lat), float32(e.lon), float32(e.prior)}
}

// candidates makes the group of a folded name, or gives doc.None where nothing has this name.
func (a *article) candidates(key []byte) int32 {
	var g group
	for _, ref := range a.known.names[string(key)] {
		g.candidates = append(g.candidates, a.known.candidate(ref))
	}
	town, isTown := a.known.towns[string(key)]
	great := slices.ContainsFunc(g.candidates, func(c candidate) bool { return c.prior > priorOtherUnit })
	a.hits = a.gaz.Find(key, a.hits[:0])
	for _, h := range a.hits {
		if !h.Main && (great || isTown && h.Place == town) {
			continue // some town that is also called "China"; one that towns.tsv has
		}
		c := a.town(h.Place)
		if !h.Main {
			c.prior -= otherName
		}
		g.candidates = append(g.candidates, c)
	}
	if isTown {
		g.candidates = append(g.candidates, a.town(town))
	}
	if len(g.candidates) == 0 {
		return doc.None
	}
	for i := range g.candidates {
		a.demote(&g.candidates[i], g.candidates)
	}
	slices.SortStableFunc(g.candidates, func(x, y candidate) int {
		switch {
		case x.prior > y.prior:
			return -1
		case x.prior < y.prior:
			return 1
		}
		return 0
	})
	if len(g.candidates) > mostOfOneName {
		g.candidates = g.candidates[:mostOfOneName]
	}
	a.groups = append(a.groups, g)
	return int32(len(a.groups) - 1)
}

// demote puts a unit that is called after a city of its own behind that city, where our tables do not list the unit.
func (a *article) demote(u *candidate, all []candidate) {
	if u.kind != isAdmin2 && (u.kind != isAdmin1 || u.prior >= priorUnit) {
		return
	}
	for _, c := range all {
		if c.kind == isCity && c.prior > 3.5 && c.unit == u.unit && (u.kind == isAdmin1 || distance(c, *u) < countyReach) {
			u.prior = min(u.prior, c.prior-1)
		}
	}
}

// town is the candidate that a place of the gazetteer makes.
func (r *Reader) town(place int) candidate {
	p := r.gaz.Place(place)
	c := candidate{
		ref: int32(len(r.known.entries) + place), country: -1, kind: isCity, unit: int32(p.Unit),
		lat: float32(p.Lat), lon: float32(p.Lon), prior: float32(p.Size),
	}
	if i, ok := r.known.iso2[p.Country]; ok {
		c.country = i
	}
	switch p.Kind {
	case gazetteer.Capital:
		c.prior++
	case gazetteer.Chief:
		c.prior += 0.5
	case gazetteer.Quarter:
		c.prior--
	case gazetteer.County:
		c.kind = isAdmin2
		c.prior -= 0.5
	}
	if _, ok := r.known.english[place]; ok {
		c.prior = max(c.prior, priorInNews)
	}
	return c
}

// word is the classes of token i, 0 outside the sentence.
func (a *article) word(sent doc.Span, i int32) class {
	if !sent.Has(i) {
		return 0
	}
	return a.classOf(a.d.Form(i))
}

func (a *article) classOf(form string) class {
	var buf [24]byte
	if len(form) > len(buf) {
		return 0
	}
	low := buf[:0]
	for k := range len(form) {
		c := form[k]
		if c >= utf8.RuneSelf {
			return 0
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		low = append(low, c)
	}
	return a.words[string(low)]
}

// findSurnames notes the last words of persons' names, so that "Jordan" alone is not taken for a country where a Ms Jordan is told of.
func (a *article) findSurnames() {
	a.surnames = make(map[string]bool)
	for _, n := range a.d.Names {
		if n.Kind == doc.PER && n.Len() > 1 {
			a.surnames[a.d.Form(n.End-1)] = true
		}
	}
	if len(a.d.Names) > 0 {
		return
	}
	for s := range a.d.Sentences {
		sent := a.d.Sentences[s].Span
		for i := sent.First; i+1 < sent.End; i++ {
			if a.capital(i) && a.capital(i+1) && a.word(sent, i)&(wordGiven|wordTitle) != 0 {
				last := i + 1
				if last+1 < sent.End && a.capital(last+1) {
					last++
				}
				a.surnames[a.d.Form(last)] = true
			}
		}
	}
}
