package ledger

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/openlines/openlines/record"
)

// feature is what linking compares of a mention.
type feature struct {
	*Mention
	pub       int // day of publication, counted from 1970; noDay where unknown
	from, to  int // days of the event; noDay where unknown
	vague     bool
	family    family
	source    []string // codes
	target    []string
	parties   []string // of both sides, sorted
	joint     bool     // done by all of them together
	guessed   bool     // a side was guessed from what the article is about
	place     string   // its name, folded; "" where none is named
	city      bool     // it is no state
	people    []string // last names in lower case, with the country
	names     []uint32 // hashes of capitalised words
	titled    []uint32 // hashes of their stems: "the Agreement on Customs Matters" is a customs accord, too
	words     []uint32 // hashes of stems of the others
	portfolio topics
	root      int64 // the article that its article copies
	article   int64
	id        int64
	linked    int64  // the event that it belonged to
	why       string // why it was linked with that
	sum       uint64 // of its data
}

const noDay = -1 << 30

// dayOf is a day counted from 1970, noDay for what is no day.
func dayOf(s string) int {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return noDay
	}
	n := [3]int{}
	for i, part := range [3]string{s[:4], s[5:7], s[8:]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return noDay
			}
			n[i] = 10*n[i] + int(c-'0')
		}
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if t.Day() != n[2] || int(t.Month()) != n[1] { // there is no such day
		return noDay
	}
	return int(t.Unix() / 86400)
}

// dayName is the inverse of dayOf.
func dayName(d int) string {
	if d == noDay {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

// feature makes the features of a mention.
func (r *rules) feature(m *Mention) feature {
	f := feature{Mention: m, pub: dayOf(m.Published), from: dayOf(m.When.From), to: dayOf(m.When.To), vague: m.When.Vague}
	if f.to == noDay || f.to < f.from {
		f.to = f.from
	}
	f.vague = f.vague || f.to-f.from > 6
	if m.Where != nil {
		f.place, f.city = strings.ToLower(fold(m.Where.Name)), m.Where.Level != "country" && !r.isState(m.Where.Name)
	}
	f.source, f.target = codes(m.Source), codes(m.Target)
	if len(f.source) == 0 {
		f.source, f.target = f.target, nil
	}
	tokens, capital := tokensOf(m.Words)
	anchor, _ := tokensOf(m.AnchorWords)
	near := around(tokens, anchor)
	if len(f.source) == 0 && len(m.Guess) > 0 {
		f.source, f.guessed = m.Guess[:1], true
	}
	f.family = r.familyOf(m, anchor, near)
	if target, guessed := r.other(m, f.family, f.source, f.target); guessed {
		f.target, f.guessed = target, true
	}
	f.parties = slices.Concat(f.source, f.target)
	slices.Sort(f.parties)
	f.parties = slices.Compact(f.parties)
	f.joint = f.Mutual || f.family == contacts || r.families[f.family] == "deal" || r.families[f.family] == "truce"
	f.portfolio = r.words.about(near) & portfolios
	own := r.ownWordsOf(m)
	for i, t := range tokens {
		switch {
		case len(t) < 3 || slices.ContainsFunc(own, func(words map[string]bool) bool { return words[t] }):
		case capital[i]:
			if !r.stop[t] {
				f.names, f.titled = append(f.names, hash(t)), append(f.titled, hash(stem(t)))
			}
		case !r.stop[t]:
			f.words = append(f.words, hash(stem(t)))
		}
	}
	f.names, f.titled, f.words = unique(f.names), unique(f.titled), unique(f.words)
	for _, p := range m.People {
		if !strings.HasPrefix(p.Key, record.Person+":") {
			continue
		}
		if n := strings.Fields(strings.ToLower(p.Name)); len(n) > 0 {
			f.people = append(f.people, n[len(n)-1])
		}
	}
	slices.Sort(f.people)
	f.people = slices.Compact(f.people)
	return f
}

func unique(list []uint32) []uint32 {
	slices.Sort(list)
	return slices.Compact(list)
}

func codes(list []Party) []string {
	var out []string
	for _, p := range list {
		if c := p.Code(); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// filedAs are the names under which an event is found by the parties of a side: what they count as in pairs, and bodies by their keys too.
func filedAs(list []Party) []string {
	out := codes(list)
	for _, p := range list {
		if b := p.Body(); b != "" && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}

// other gives the second side: as told, else the place's country, else another party that the article is about. A truce, and what people at home do to
// each other, has no other side to look for.
func (r *rules) other(m *Mention, f family, source, target []string) ([]string, bool) {
	name := r.families[f]
	home := slices.Contains(atHome, name)
	if len(source) != 1 || len(target) > 0 && (home || len(target) > 1 || target[0] != source[0]) {
		return target, false // nobody meets or threatens himself
	}
	if name == "truce" && (m.Where == nil || m.Where.Country != source[0]) { // else the host was taken for a side
		return nil, false
	}
	if m.Where != nil && m.Where.Country != "" && m.Where.Country != source[0] && slices.Contains(m.Guess, m.Where.Country) {
		return []string{m.Where.Country}, true
	}
	if home {
		return nil, false
	}
	for _, g := range m.Guess {
		if g != source[0] {
			return []string{g}, true
		}
	}
	return nil, false
}

// atHome are families of acts that are mostly done at home.
var atHome = []string{"assault", "protest", "coerce", "mobilize", "yield"}

// pairOf is the block in which a mention is compared: its first two parties, or those that come first by their codes where three or more meet or sign, as
// every report names these in another order.
func (f *feature) pairOf() string {
	all := f.parties
	if f.joint && len(all) > 2 {
		return Pair(all[0], all[1])
	}
	a := ""
	if len(f.source) > 0 {
		a = f.source[0]
	}
	if len(f.target) > 0 && f.target[0] != a {
		return Pair(a, f.target[0])
	}
	for _, b := range all {
		if b != a {
			return Pair(a, b)
		}
	}
	return Pair(a, a)
}

// Pair names a pair of states or bodies: "CHN-USA".
func Pair(a, b string) string {
	if a > b {
		a, b = b, a
	}
	return a + "-" + b
}

// family is the family of a mention's act.
func (m *Mention) family(r *rules) family {
	tokens, _ := tokensOf(m.Words)
	anchor, _ := tokensOf(m.AnchorWords)
	return r.familyOf(m, anchor, around(tokens, anchor))
}

// familyOf is the family of the act; where the act says little, the status and the anchor's words decide.
func (r *rules) familyOf(m *Mention, anchor, near []string) family {
	if r.acts[m.Act] {
		return contacts
	}
	if f, ok := r.familyOfAct[m.Act]; ok {
		return f
	}
	switch m.PLOVER {
	case "AGREE", "REJECT", "REQUEST":
		if rank(m.Status) == rankOff { // "suspended": the sentence says what
			anchor = near
		}
		if m.Status != record.Happened && m.Status != record.Ongoing && r.words.about(anchor)&aboutContact != 0 {
			return contacts
		}
		if m.PLOVER == "AGREE" && r.words.about(anchor)&aboutDeal != 0 {
			return r.family("deal")
		}
	case "SUPPORT", "RETREAT", "CONCEDE":
		if r.words.about(anchor)&aboutDeal != 0 {
			return r.family(map[bool]string{true: "deal", false: "truce"}[m.PLOVER == "SUPPORT"])
		}
	case "SANCTION":
		switch about := r.words.about(anchor); {
		case m.Act != "":
		case about&aboutExpulsion != 0:
			return r.family("expulsion")
		case about&aboutEmbargo != 0:
			return r.family("embargo")
		}
	case "":
		if strings.HasPrefix(m.CAMEO, "02") || strings.HasPrefix(m.CAMEO, "10") {
			return r.familyOfPLOVER["REQUEST"]
		}
		return r.family("statement")
	}
	return r.familyOfPLOVER[m.PLOVER]
}

// tokensOf splits into lower-cased words and says which began with a capital.
func tokensOf(s string) (tokens []string, capital []bool) {
	tokens, capital = make([]string, 0, len(s)/6+1), make([]bool, 0, len(s)/6+1)
	start := -1
	add := func(end int) {
		if start < 0 {
			return
		}
		w := trimMarks(s[start:end])
		start = -1
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if w == "" {
			return
		}
		lower := strings.ToLower(w)
		tokens, capital = append(tokens, fold(lower)), append(capital, lower != w)
	}
	for i, c := range s {
		var inside bool
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
			inside = true
		case c < 0x80:
			inside = start >= 0 && (c == '.' || c == '\'' || c == '-')
		default:
			inside = unicode.IsLetter(c) || unicode.IsDigit(c) || c == '’' && start >= 0
		}
		switch {
		case !inside:
			add(i)
		case start < 0:
			start = i
		}
	}
	add(len(s))
	return tokens, capital
}

// trimMarks takes dots, hyphens and apostrophes off both ends.
func trimMarks(w string) string {
	mark := func(c byte) bool { return c == '.' || c == '\'' || c == '-' }
	for {
		switch {
		case w != "" && mark(w[0]):
			w = w[1:]
		case w != "" && mark(w[len(w)-1]):
			w = w[:len(w)-1]
		case strings.HasPrefix(w, "’"):
			w = w[len("’"):]
		case strings.HasSuffix(w, "’"):
			w = w[:len(w)-len("’")]
		default:
			return w
		}
	}
}

// fold takes off the accents that reporters drop.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return folder.Replace(s)
		}
	}
	return s
}

var folder = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ì", "i", "î", "i",
	"ï", "i", "ı", "i", "ñ", "n", "ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o", "ş", "s", "š", "s", "ğ", "g", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ý", "y", "ž", "z", "ć", "c", "č", "c", "ł", "l", "ń", "n", "ś", "s", "ź", "z", "ż", "z")

// around is the part of a sentence that is near the act: the words of the clause say whose business it is, the rest of a long sentence less so.
func around(tokens, anchor []string) []string {
	const reach = 22
	if len(anchor) == 0 {
		return tokens
	}
	for i := range tokens {
		if i+len(anchor) <= len(tokens) && slices.Equal(tokens[i:i+len(anchor)], anchor) {
			return tokens[max(0, i-reach):min(len(tokens), i+len(anchor)+reach)]
		}
	}
	return tokens
}

// ownWordsOf are the words that name the parties themselves, which all mentions of a pair share: a set for each party.
func (r *rules) ownWordsOf(m *Mention) []map[string]bool {
	var out []map[string]bool
	for _, list := range [...][]Party{m.Source, m.Target} {
		for i := range list {
			if own := r.ownWords[list[i].Country]; own != nil {
				out = append(out, own)
			}
		}
	}
	return out
}

// stem cuts English endings off, so that "talks" and "talked" agree. It is crude and it is enough for comparing.
func stem(w string) string {
	for _, end := range []string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}

func hash(s string) uint32 {
	h := uint32(2166136261) // FNV-1a
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// shared counts what two sorted lists have in common.
func shared[T string | uint32](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
