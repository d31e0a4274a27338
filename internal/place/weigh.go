package place

import (
	"unicode"

	"github.com/openlines/openlines/internal/doc"
)

// never is the weight of a name that is no place whatever stands around it.
const never = -100

// weigh weighs whether the name at m is a place here. It may lengthen m by a word that is part of the name ("Nyanza Province").
func (a *article) weigh(sent doc.Span, m *mention) {
	top := a.groups[m.group].candidates[0]
	listed := int(top.ref) < len(a.known.entries) && top.prior > priorOtherUnit
	score := fame(top, listed)
	single := m.Len() == 1
	before := m.First - 1 // the token before the name and its article
	if sent.Has(before) && a.d.Form(before) == "the" {
		before--
	}
	left := a.word(sent, before)
	behindPlace := a.behindPlace(m)
	if sent.Has(before) {
		switch {
		case left&wordIn != 0:
			score += 3
		case a.d.Form(before) == "of" && a.word(sent, before-1)&wordSort != 0:
			score += 6
			m.cityLike = a.d.Form(before-1) != "state" && a.d.Form(before-1) != "province"
			m.unitLike = !m.cityLike
		case a.d.Form(before) == "of" && a.word(sent, before-1)&(wordBrand|wordWater) != 0 && a.capital(before-1):
			score -= 6
		case a.d.Form(before) == "of" && a.word(sent, before-1)&wordSide != 0:
			score += 3
		case left&wordAt != 0:
			score++
		case before == m.First-1 && before > sent.First && (a.d.Form(before) == "-" || a.d.Form(before) == "–") && len(a.d.Form(before-1)) == 1 && a.capital(before-1):
			score += 3 // "D-Charleston": the seat of a member of a parliament
		case a.d.Form(before) == "$":
			score -= 6
		case before == m.First-1 && left&wordTitle != 0 && (a.capital(before) || a.surnames[a.d.Form(m.End-1)]):
			score -= 5
		case before == m.First-1 && left&wordGiven != 0 && a.capital(before):
			score -= 6
		case left&wordSide != 0:
			score++
		case before == m.First-1 && a.capital(before) && a.d.Tokens[before].UPOS == "PROPN" && a.d.NameAt(before) == a.d.NameAt(m.First) && !behindPlace:
			score -= 3
		}
	}
	if int(top.ref) < len(a.known.entries) && a.known.entries[top.ref].onlyIn && left&wordIn == 0 {
		m.score = never
		return
	}
	if behindPlace {
		score += 3
	}
	score += a.weighRight(sent, m, top.kind, listed)
	score += a.weighName(m)
	if single && !listed && a.abbreviates(m.First) {
		score -= 6
	}
	if single {
		c := a.word(sent, m.First)
		if c&wordStop != 0 {
			score -= 5
		}
		if c&wordGiven != 0 {
			score -= 2
		}
		if m.First == sent.First && a.d.Tokens[m.First].UPOS != "PROPN" {
			score -= 2
		}
	} else {
		score++
	}
	if a.surnames[a.d.Form(m.End-1)] && left&wordIn == 0 && !behindPlace {
		score -= 4
	}
	if a.d.Sentences[a.d.Tokens[m.First].Sent].Kind == doc.Dateline {
		score += 3
	}
	m.score = score
}

// fame is the weight of the greatest place of a name.
func fame(c candidate, listed bool) int {
	switch {
	case c.kind == isCountry, listed && c.prior > priorOtherUnit:
		return 4
	case c.prior >= 6:
		return 3
	case c.kind == isAdmin2:
		return 3
	case c.prior >= 5:
		return 2
	case c.prior >= 4.2:
		return 1
	}
	return 0
}

// behindPlace says whether m stands behind a comma and a place, as the state in "Paris, Texas".
func (a *article) behindPlace(m *mention) bool {
	if len(a.mentions) == 0 || m.First < 2 || a.d.Form(m.First-1) != "," {
		return false
	}
	return a.mentions[len(a.mentions)-1].End == m.First-1
}

// weighRight weighs what stands behind the name.
func (a *article) weighRight(sent doc.Span, m *mention, kind kind, listed bool) int {
	single := m.Len() == 1
	next := m.End
	if !sent.Has(next) {
		return 0
	}
	c := a.word(sent, next)
	possessive := a.d.Form(next) == "'s" || a.d.Form(next) == "’s"
	switch {
	case possessive && !single && a.word(sent, m.First)&wordSaint != 0:
		return -8 // "St. Mary's"
	case possessive:
		return 1
	case single && kind == isSea && (c&wordUnit == 0 || a.capital(next)) && (a.d.Tokens[next].UPOS == "NOUN" || a.d.Tokens[next].UPOS == "PROPN"):
		return -8 // "Pacific affairs"
	case c&wordUnit != 0 && !a.capital(next):
		m.unitLike = a.d.Form(next) != "city" && a.d.Form(next) != "town" && a.d.Form(next) != "village"
		return 3
	case c&wordUnit != 0 && c&wordBrand == 0:
		if end := next + 1; a.d.Form(next) != "Department" && a.d.Form(next) != "City" && !(sent.Has(end) && a.capital(end)) {
			m.End, m.unitLike = end, true
		}
		return 3
	case c&wordLocal != 0:
		return 3
	case a.d.Form(next) == "," && sent.Has(next+1) && a.capital(next+1) && a.word(sent, m.First)&wordStop == 0:
		if g := a.lookup(doc.Span{First: next + 1, End: next + 2}); g != doc.None && a.groups[g].candidates[0].kind <= isAdmin1 {
			return 3
		}
		return 0
	case a.d.Form(next) == "(" || a.d.Form(next) == "—" || a.d.Form(next) == "--":
		if m.First == sent.First && a.allCapitals(m.Span) {
			return 3
		}
		return 0
	}
	if !a.capital(next) || a.d.Tokens[next].UPOS != "PROPN" && a.d.NameAt(next) == doc.None {
		return 0
	}
	if a.d.NameAt(next) != a.d.NameAt(m.First) {
		return 0
	}
	// The name goes on: what is its last word?
	last := next
	for sent.Has(last+1) && last-next < longest && a.capital(last+1) && a.d.NameAt(last+1) == a.d.NameAt(next) {
		last++
	}
	switch {
	case a.word(sent, last)&(wordBrand|wordWater) != 0:
		return -6
	case single && a.word(sent, m.First)&wordGiven != 0:
		return -5
	case a.word(sent, last)&(wordLocal|wordUnit) != 0:
		return 1
	case listed || c&wordTitle != 0 || !single:
		return 0
	}
	return -2
}

// weighName weighs the class that the name reader gave to the tokens of m.
func (a *article) weighName(m *mention) int {
	if len(a.d.Names) == 0 {
		return 0
	}
	at := a.d.NameAt(m.First)
	if at == doc.None {
		return -1
	}
	n := a.d.Names[at]
	whole := n.Span == m.Span
	switch n.Kind {
	case doc.LOC:
		if whole || m.Span.Holds(n.Span) {
			return 4
		}
		return 2
	case doc.PER:
		if m.First > 0 && a.d.Form(m.First-1) == "the" && a.groups[m.group].candidates[0].kind == isSea { // "south of the Litani"
			return 0
		}
		if whole && m.First > 0 && a.d.Form(m.First-1) == "near" { // people are seldom near somebody; a village is near al-Hasakah
			return 2
		}
		return -5
	case doc.ORG:
		if whole || n.First == m.First {
			return 0
		}
		return -2
	}
	if whole {
		return 0
	}
	return -2
}

// abbreviates says whether token i, the name of a body, is the body's initials and no town of that name: "the APA agency".
func (a *article) abbreviates(i int32) bool {
	at := a.d.NameAt(i)
	s := doc.Span{First: i, End: i + 1}
	if at == doc.None || a.d.Names[at].Kind != doc.ORG || a.d.Names[at].Span != s || len(a.d.Form(i)) > shortCapitals || !a.allCapitals(s) {
		return false
	}
	next := doc.Span{First: i + 1, End: i + 2}
	return int(next.First) >= len(a.d.Tokens) || !a.allCapitals(next) // not in a headline in capitals
}

// allCapitals says whether s has letters and all of them are capitals.
func (a *article) allCapitals(s doc.Span) bool {
	some := false
	for _, r := range a.d.Words(s) {
		if unicode.IsLower(r) {
			return false
		}
		some = some || unicode.IsUpper(r)
	}
	return some
}
