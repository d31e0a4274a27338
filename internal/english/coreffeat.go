package english

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// mayMean says whether mention k may mean what mention a means: the rules that no weight can overrule.
func (c *coref) mayMean(d *doc.Document, s *corefState, a, k int32) bool {
	x, m := &s.mentions[a], &s.mentions[k]
	if x.span.Overlaps(m.span) {
		return false
	}
	if x.role == rolePredicate && x.sent == m.sent && d.Tokens[m.head].Head == x.head {
		return false
	}
	kind, gender, number := x.kind, x.gender, x.number
	var names []doc.Span
	if x.chain != doc.None {
		ch := &s.chains[x.chain]
		kind, gender, number, names = ch.kind, ch.gender, ch.number, ch.names
	} else if x.form == doc.Proper && x.name.Len() > 0 {
		names = append(names, x.name)
	}
	if m.gender != 0 && gender != 0 && m.gender != gender {
		return false
	}
	if kind != 0 && m.kind != 0 && kind != m.kind && !looseKinds(kind, m.kind) {
		return false
	}
	if m.level != 0 && x.level != 0 && m.level != x.level {
		return false
	}
	switch m.pronoun {
	case proHe, proShe:
		if kind != 0 && kind != uint8(doc.PER) || number == 2 {
			return false
		}
	case proIt:
		if kind == uint8(doc.PER) || number == 2 {
			return false
		}
	case proThey:
		if number == 1 && (kind == uint8(doc.PER) || kind == uint8(doc.LOC)) {
			return false
		}
	case proI, proYou, proWe, proThis:
		if x.form == doc.Proper && m.pronoun != proI {
			return false
		}
	}
	if x.pronoun != proNone && m.pronoun != proNone && x.pronoun != m.pronoun {
		return x.pronoun == proI && (m.pronoun == proYou || m.pronoun == proHe || m.pronoun == proShe) || x.pronoun == proYou && m.pronoun == proI ||
			(x.pronoun == proHe || x.pronoun == proShe) && m.pronoun == proI || x.pronoun == proThis && m.pronoun == proIt ||
			x.pronoun == proIt && m.pronoun == proThis
	}
	if m.pronoun == proNone && x.pronoun != proNone && m.form == doc.Proper {
		return false
	}
	if m.form == doc.Pronoun {
		return true
	}
	if m.number != 0 && number != 0 && m.number != number {
		return false
	}
	if m.form == doc.Nominal {
		return m.det != detA || x.form != doc.Nominal || x.lemma == m.lemma
	}
	for _, n := range names {
		if !c.sameName(d, n, m.name, m.kind) {
			return false
		}
	}
	return len(names) > 0
}

// looseKinds are kinds that are often taken for each other: a ministry for a place and so on.
func looseKinds(a, b uint8) bool {
	return a != uint8(doc.PER) && b != uint8(doc.PER)
}

// sameName says whether two names can be of one thing. A person may be called by a part of the name; a body by its name without what
// stands before it, or by its initials; a place by the same words or by another name of the table.
func (c *coref) sameName(d *doc.Document, a, b doc.Span, kind uint8) bool {
	if c.aliasOf(d, a) == c.aliasOf(d, b) {
		return true
	}
	if kind != uint8(doc.LOC) && (initials(d, a, b) || initials(d, b, a)) {
		return true
	}
	switch doc.NameKind(kind) {
	case doc.PER:
		return sameWords(d, a, b)
	case doc.LOC:
		return false
	}
	return sameWords(d, a, b) && strings.EqualFold(d.Form(a.End-1), d.Form(b.End-1))
}

// aliasOf is the hash of a name, the same for all names of one state.
func (c *coref) aliasOf(d *doc.Document, n doc.Span) uint32 {
	h := uint32(0)
	for i := n.First; i < n.End; i++ {
		f := d.Form(i)
		if i == n.First && n.Len() > 1 && strings.EqualFold(f, "the") {
			continue
		}
		if x := gazHash(f); h == 0 {
			h = x
		} else {
			h = gazJoin(h, x)
		}
	}
	if a, ok := c.alias[h]; ok {
		return a
	}
	return h
}

// initials says whether the one word of short is made of the first letters of long's capitalised words.
func initials(d *doc.Document, short, long doc.Span) bool {
	if short.Len() != 1 || long.Len() < 2 {
		return false
	}
	f := d.Form(short.First)
	k := 0
	for i := long.First; i < long.End; i++ {
		c := d.Form(i)[0]
		if c < 'A' || c > 'Z' {
			continue
		}
		for k < len(f) && f[k] == '.' {
			k++
		}
		if k >= len(f) || f[k] != c {
			return false
		}
		k++
	}
	for k < len(f) && f[k] == '.' {
		k++
	}
	return k == len(f) && k > 1
}

func distance(n int32) uint32 {
	switch {
	case n < 5:
		return uint32(n)
	case n < 8:
		return 5
	case n < 16:
		return 6
	case n < 32:
		return 7
	}
	return 8
}

// Pair and new features are told apart by the template's number; mix folds the values in.
func corefFeature(template uint32, values ...uint32) uint32 {
	h := template*0x9E3779B1 + 77
	for _, v := range values {
		h = mix(h, v)
	}
	return h | 1
}

func (m *corefMention) sort() uint32 {
	return uint32(m.form)<<8 | uint32(m.pronoun)<<4 | uint32(m.det)
}

// newFeatures describes a mention for the choice that it means something new.
func (c *coref) newFeatures(d *doc.Document, m *corefMention, f []uint32) []uint32 {
	sort := m.sort()
	first := uint32(0)
	if m.sent == 0 {
		first = 1
	}
	return append(f,
		corefFeature(1),
		corefFeature(2, sort),
		corefFeature(3, sort, uint32(m.role)),
		corefFeature(4, m.lemma),
		corefFeature(5, m.lemma, sort),
		corefFeature(6, sort, uint32(min(m.modCount, 3)), uint32(min(m.span.Len(), 6))),
		corefFeature(7, sort, uint32(m.kind), uint32(m.number)),
		corefFeature(8, sort, first),
		corefFeature(9, m.lemma, m.owner),
	)
}

// pairFeatures describes mention k and the mention a that it may mean.
func (c *coref) pairFeatures(d *doc.Document, s *corefState, a, k int32, f []uint32) []uint32 {
	x, m := &s.mentions[a], &s.mentions[k]
	kind, gender, number, size, named := x.kind, x.gender, x.number, int32(1), x.form == doc.Proper
	last := true
	if x.chain != doc.None {
		ch := &s.chains[x.chain]
		kind, gender, number, size, last = ch.kind, ch.gender, ch.number, ch.size, ch.last == x.ordinal
		named = named || len(ch.names) > 0
	}
	far := distance(m.sent - x.sent)
	between := distance((k - a) / 2)
	sort := m.sort()
	pair := sort<<12 | x.sort()
	match := c.match(d, x, m)
	flag := func(b bool) uint32 {
		if b {
			return 1
		}
		return 0
	}
	roles := uint32(x.role)<<4 | uint32(m.role)
	what := uint32(kind)<<6 | uint32(gender)<<4 | uint32(number)<<2 | flag(named)<<1 | flag(last)
	f = append(f,
		corefFeature(20, uint32(m.form), match),
		corefFeature(21, sort, match),
		corefFeature(22, pair),
		corefFeature(23, sort, far),
		corefFeature(24, uint32(m.form), between),
		corefFeature(25, pair, far),
		corefFeature(26, sort, what),
		corefFeature(27, uint32(m.form), roles, far),
		corefFeature(28, uint32(m.pronoun), roles),
		corefFeature(29, uint32(m.form), uint32(x.form), distance(size)),
		corefFeature(30, match, far, uint32(m.form)),
		corefFeature(31, match, uint32(m.kind), uint32(kind)),
		corefFeature(32, match, flag(m.mods&^x.mods == 0), flag(m.modCount == 0), uint32(m.det)),
		corefFeature(33, x.lemma, m.lemma),
		corefFeature(34, uint32(m.pronoun), x.lemma),
		corefFeature(35, flag(x.quoted)<<1|flag(m.quoted), uint32(m.pronoun), uint32(x.pronoun)),
		corefFeature(36, match, flag(m.owner == x.owner), flag(m.owner != 0), flag(x.owner != 0)),
		corefFeature(37, uint32(m.form), flag(x.title), flag(named), uint32(kind), uint32(m.kind)),
		corefFeature(38, flag(d.Tokens[x.head].Head == d.Tokens[m.head].Head && x.sent == m.sent), roles, uint32(m.form)),
		corefFeature(39, uint32(m.number), uint32(number), uint32(m.form), match),
		corefFeature(40, match, m.lemma),
		corefFeature(41, sort, uint32(x.det), match),
	)
	if m.form == doc.Pronoun {
		f = append(f, corefFeature(42, uint32(m.pronoun), uint32(x.role), far, between),
			corefFeature(43, gazHash(d.Tokens[max(0, d.Tokens[m.head].Head)].Lemma), uint32(kind), uint32(m.role)))
	}
	return f
}

// How the words of two mentions agree.
const (
	matchNone = iota
	matchHead
	matchText
	matchName     // the same name
	matchPart     // one name holds the other
	matchInitials // one is the other's initials
	matchTitle    // the noun stands before the name: "President Roe" - "the president"
	matchNoun     // the noun is the last word of the name: "the State Department" - "the department"
)

func (c *coref) match(d *doc.Document, x, m *corefMention) uint32 {
	if m.form == doc.Pronoun || x.form == doc.Pronoun {
		return matchNone
	}
	if x.form == doc.Proper && m.form == doc.Proper {
		switch {
		case c.aliasOf(d, x.name) == c.aliasOf(d, m.name):
			return matchName
		case initials(d, x.name, m.name) || initials(d, m.name, x.name):
			return matchInitials
		case sameWords(d, x.name, m.name):
			return matchPart
		}
		return matchNone
	}
	if x.text == m.text {
		return matchText
	}
	if x.lemma == m.lemma {
		return matchHead
	}
	if m.form == doc.Nominal && x.form == doc.Proper {
		for i := x.span.First; i < x.span.End; i++ {
			if i != x.head && strings.EqualFold(d.Tokens[i].Lemma, d.Tokens[m.head].Lemma) {
				if x.name.Has(i) {
					return matchNoun
				}
				return matchTitle
			}
		}
		if strings.EqualFold(d.Form(x.head), d.Tokens[m.head].Lemma) {
			return matchNoun
		}
	}
	return matchNone
}
