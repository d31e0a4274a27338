package place

import "github.com/openlines/openlines/internal/doc"

// between is the greatest number of tokens between a place and the one that the text says holds it.
const between = 6

// link notes for each mention the mention that the text says holds it.
func (a *article) link() {
	for i := 1; i < len(a.mentions); i++ {
		x, y := &a.mentions[i-1], &a.mentions[i]
		gap := doc.Span{First: x.End, End: y.First}
		if gap.Len() > between || a.d.Tokens[x.First].Sent != a.d.Tokens[y.First].Sent {
			continue
		}
		switch {
		case gap.Len() == 1 && a.d.Form(gap.First) == ",":
			if a.holds(y, x) && !a.listing(x, y) {
				x.container = int32(i)
			}
		case gap.Len() == 1 && a.d.Form(gap.First) == "(", a.says(gap, "in", "of"):
			if a.holds(y, x) {
				x.container = int32(i)
			}
		case gap.Len() > 0 && a.says(gap, "'s", "’s"):
			if a.holds(x, y) {
				y.container = int32(i - 1)
			}
		}
	}
}

// says says whether the tokens of gap are small words of place with one of the two key words among them.
func (a *article) says(gap doc.Span, one, two string) bool {
	found := false
	for i := gap.First; i < gap.End; i++ {
		switch form := a.d.Form(i); {
		case form == one || form == two:
			found = true
		case form == "the" || form == "," || a.classOf(form)&(wordSide|wordSort|wordUnit|wordLocal) != 0:
		default:
			return false
		}
	}
	return found
}

// holds says whether some place that y may mean holds some place that x may mean.
func (a *article) holds(y, x *mention) bool {
	for _, c := range a.groups[x.group].candidates {
		if a.heldBy(c, a.groups[y.group].candidates) >= 0 {
			return true
		}
	}
	return false
}

// obscure is by how much a place may be smaller than the greatest of its name, where only a comma stands before a country.
const obscure = 3.5

// listing says whether "x, y" rather names two places side by side, as "China, Japan": where y is a country and x means something
// much greater elsewhere than in y.
func (a *article) listing(x, y *mention) bool {
	holders := a.groups[y.group].candidates
	if holders[0].kind != isCountry {
		return false
	}
	top := a.groups[x.group].candidates[0]
	for _, c := range a.groups[x.group].candidates {
		if a.heldBy(c, holders) >= 0 {
			return c.prior < top.prior-obscure || top.kind == isCountry && c.kind != isAdmin1
		}
	}
	return false
}

// heldBy is the index of the first of the places that holds c, or -1.
func (a *article) heldBy(c candidate, holders []candidate) int {
	for i := range holders {
		if within(c, holders[i]) {
			return i
		}
	}
	return -1
}

// Distances in kilometres within which a place without borders holds another.
const (
	countyReach = 80
	cityReach   = 40
	regionReach = 600
)

// within says whether place c lies in place h, as far as units and distances tell.
func within(c, h candidate) bool {
	if c.ref == h.ref || c.kind <= h.kind && h.kind != isRegion {
		return false
	}
	switch h.kind {
	case isCountry:
		return c.country == h.country && c.kind != isCountry
	case isAdmin1:
		if h.unit != 0 {
			return c.unit == h.unit
		}
		return c.country == h.country && distance(c, h) < 2*countyReach
	case isAdmin2:
		return c.unit == h.unit && distance(c, h) < countyReach
	case isCity:
		return c.country == h.country && distance(c, h) < cityReach
	case isRegion:
		return c.kind != isRegion && c.kind != isSea && c.kind != isCountry && distance(c, h) < regionReach
	}
	return false
}
