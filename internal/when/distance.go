package when

import "github.com/openlines/openlines/internal/doc"

// spanOfUnits is "the past three months", "the next few days", "the coming weeks": a duration that reaches to or from now.
func spanOfUnits(a *attempt, _ int) (expr, bool) {
	u := a.unit()
	q, dir := a.get("QTY"), a.get("DIR")
	n := a.rule.n
	if dir != nil {
		n = int(dir.value)
	}
	g := grainOf(u.text)
	e := expr{typ: "DURATION", relative: true}
	hi := int(u.hi)
	if q != nil {
		hi = int(q.hi)
		if e.value = amount(int(q.value), q.half, g); q.open {
			e.value = several(g)
		}
		e.vague = q.open || q.hi != q.lo
	} else {
		e.value, e.vague = several(g), true
	}
	if g == gHour {
		g, hi = gDay, (hi+23)/24
	}
	now := a.published()
	if now.IsZero() || g > gCentury || g == gNone {
		return e, g != gNone
	}
	switch {
	case n < 0:
		e.from, e.to = move(g, now, -hi), now
	case n > 0:
		e.from, e.to = plus(now, 0, 0, 1), move(g, now, hi)
	}
	if e.from.IsZero() || e.to.IsZero() {
		e.from, e.to = doc.Date{}, doc.Date{}
	}
	return e, true
}

// grain is the unit that a pattern captured, or that args[1] gives.
func (a *attempt) grain() grain {
	if u := a.unit(); u != nil {
		return grainOf(u.text)
	}
	return grainOf(a.rule.args[1])
}

// unit is the unit that a pattern captured, singular or plural.
func (a *attempt) unit() *part {
	if p := a.get("UNIT"); p != nil {
		return p
	}
	return a.get("UNITS")
}

// ago is "two years ago": so far before now that it is a day, a week, a month or a year.
func ago(a *attempt, _ int) (expr, bool) {
	u := a.unit()
	q := a.get("QTY")
	if q == nil || q.open {
		e := expr{typ: "DATE", value: "PAST_REF", relative: true, vague: true}
		lo, hi := u.lo, u.hi
		if q != nil {
			lo, hi = q.lo, q.hi
		}
		a.around(&e, grainOf(u.text), -int(hi), -int(lo))
		return e, true
	}
	g := grainOf(u.text)
	sign := -1
	if a.rule.n > 0 {
		sign = 1
	}
	e := a.distant(a.published(), g, sign*int(q.value), q.half)
	if q.lo != q.hi {
		a.around(&e, g, sign*int(q.lo), sign*int(q.hi))
		if sign < 0 {
			a.around(&e, g, -int(q.hi), -int(q.lo))
		}
	}
	return e, true
}

// distant is the date n units from a day, as exact as the unit allows; vague, since people round.
func (a *attempt) distant(from doc.Date, g grain, n int, half bool) expr {
	years := n
	switch g {
	case gHour, gMinute, gSecond, gDay:
		if g != gDay {
			n = 0
		}
		e := rel(date(gDay, plus(from, 0, 0, n)))
		return e
	case gWeek:
		at := move(g, from, n)
		e := rel(date(gWeek, at))
		if n >= -2 && n <= 2 {
			e.value, e.at, e.grain = name(gDay, at), at, gDay
		}
		e.vague = true
		return e
	case gMonth, gQuarter:
		if half {
			n++
		}
		e := rel(date(gMonth, move(g, from, n)))
		e.vague = true
		return e
	case gDecade:
		years = n * 10
	case gCentury:
		years = n * 100
	case gMillennium:
		years = n * 1000
	}
	e := rel(date(gYear, move(gYear, from, years)))
	e.vague = true
	return e
}

// around sets the days of e to whole units, from lo to hi units from now.
func (a *attempt) around(e *expr, g grain, lo, hi int) {
	now := a.published()
	if now.IsZero() || g == gNone || g > gCentury {
		return
	}
	whole := g
	if g == gWeek {
		whole = gDay
	}
	from, to := start(whole, move(g, now, lo)), last(whole, start(whole, move(g, now, hi)))
	if from.IsZero() || to.IsZero() || to.Compare(from) < 0 {
		return
	}
	e.from, e.to, e.vague = from, to, true
}
