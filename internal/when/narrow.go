package when

import "github.com/openlines/openlines/internal/doc"

// edgeOf narrows DATE: "early next week", "the end of the year", "earlier this month", "mid-November".
func edgeOf(a *attempt, _ int) (expr, bool) {
	in := a.get("DATE").inner
	if in.typ != "DATE" && in.typ != "TIME" || in.grain == gNone || in.hour != "" {
		return expr{}, false
	}
	mod := a.get("MOD")
	e := *in
	if mod != nil {
		if e.grain == gDay && mod.end-mod.first > 1 && (mod.text == "before" || mod.text == "after") {
			return expr{}, false // "later in the day": the day alone
		}
		a.narrow(&e, mod.text)
	}
	return e, true
}

// edgeOfUnit is "the end of the month", "earlier in the week", "year-end": of the unit that is now.
func edgeOfUnit(a *attempt, _ int) (expr, bool) {
	g := grainOf(a.unit().text)
	if g == gNone || g > gCentury {
		return expr{}, false
	}
	now := a.published()
	if g == gDay {
		if t := a.m.story.day(a.m.sent); !t.at.IsZero() {
			now = t.at
		}
	}
	e := rel(date(g, now))
	if mod := a.get("MOD"); mod != nil {
		if g == gDay && (mod.text == "before" || mod.text == "after") {
			return expr{}, false // "later in the day": the day alone
		}
		a.narrow(&e, mod.text)
	} else {
		a.narrow(&e, "close")
	}
	return e, true
}

// narrow cuts the days of e to a third or a sixth of them, or to what lies before or after now.
func (a *attempt) narrow(e *expr, how string) {
	if e.from.IsZero() || e.to.IsZero() {
		return
	}
	now := a.published()
	days := e.from.DaysUntil(e.to) + 1
	third, sixth := max(days/3, 1), max(days/6, 1)
	switch how {
	case "before", "after":
		e.vague = e.vague || days > 1
		if now.IsZero() || now.Compare(e.from) < 0 || now.Compare(e.to) > 0 || days == 1 {
			return
		}
		if how == "before" && now.Compare(e.from) > 0 {
			e.to = plus(now, 0, 0, -1)
		}
		if how == "after" && now.Compare(e.to) < 0 {
			e.from = plus(now, 0, 0, 1)
		}
	case "start":
		e.to = plus(e.from, 0, 0, third-1)
		e.vague = days > 1
	case "open":
		e.to = plus(e.from, 0, 0, sixth-1)
		e.vague = days > 1
	case "close":
		begin := e.from
		e.from = plus(e.to, 0, 0, 1-sixth)
		e.vague = days > 1
		if a.m.at(a.first-1, a.m.g.cl.before) && now.Compare(begin) >= 0 && now.Compare(e.from) < 0 {
			e.from = now // "before the end of the month": any day until then
		}
	case "mid":
		e.from = plus(e.from, 0, 0, third)
		e.to = plus(e.to, 0, 0, -third)
		if e.to.Compare(e.from) < 0 {
			e.to = e.from
		}
		e.vague = days > 1
	case "end":
		e.from = plus(e.to, 0, 0, 1-third)
		e.vague = days > 1
	default:
		e.vague = e.vague || days > 1
	}
}

// weekOf is "the week of March 6".
func weekOf(a *attempt, _ int) (expr, bool) {
	in := a.get("DATE").inner
	if in.grain != gDay {
		return expr{}, false
	}
	e := date(gWeek, in.at)
	e.relative = in.relative
	return e, true
}

// withinDate is "the third week of March", "the first quarter of next year", "the last half of 1989".
func withinDate(a *attempt, _ int) (expr, bool) {
	in := a.get("DATE").inner
	if in.typ != "DATE" || in.grain == gNone {
		return expr{}, false
	}
	g := gHalf
	if u := a.unit(); u != nil {
		g = grainOf(u.text)
	}
	if g == gNone || g >= in.grain || g > gCentury {
		return expr{}, false
	}
	n := a.rule.n // -1 is the last
	if o := a.get("ORD"); o != nil {
		n = int(o.value)
	}
	if in.at.IsZero() {
		return rel(date(g, in.at)), true
	}
	var at doc.Date
	switch {
	case n == 0 || n > 400:
		return expr{}, false
	case n < 0:
		at = start(g, last(in.grain, in.at))
	default:
		at = move(g, start(g, in.at), n-1)
		if at.Compare(last(in.grain, in.at)) > 0 {
			return expr{}, false
		}
	}
	e := date(g, at)
	e.relative = in.relative
	return e, true
}
