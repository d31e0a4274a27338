package when

import (
	"fmt"

	"github.com/openlines/openlines/internal/doc"
)

func numericDate(a *attempt, _ int) (expr, bool) {
	v := a.get("NUMERIC").value
	return date(gDay, day(int(v/10000), int(v/100%100), int(v%100))), true
}

func (a *attempt) monthPart() *part {
	if p := a.get("MONTH"); p != nil {
		return p
	}
	return a.get("MON")
}

// fullDate is a day of a month, with or without its year and weekday.
func fullDate(a *attempt, end int) (expr, bool) {
	mo, dd, y, wd := a.monthPart(), a.get("DAY"), a.get("YEAR"), a.get("WEEKDAY")
	if y == nil && mo.first < dd.first && a.m.at(a.first-1, a.m.g.cl.in) && a.m.counts(end) {
		return expr{}, false // in February 12 soldiers fell
	}
	if wd == nil {
		wd = a.get("WKD")
	}
	if y != nil {
		if !valid(y.value, mo.value, dd.value) {
			return expr{}, false
		}
		return date(gDay, day(int(y.value), int(mo.value), int(dd.value))), true
	}
	if mo.value == 9 && dd.value == 11 && a.m.is(end, a.m.g.cl.attacks) {
		return date(gDay, day(2001, 9, 11)), true
	}
	now := a.published()
	if now.IsZero() {
		return expr{typ: "DATE", value: fmt.Sprintf("XXXX-%02d-%02d", mo.value, dd.value), relative: true}, mo.value != 2 || dd.value < 30
	}
	var days [3]doc.Date
	for i := range days {
		year := int32(now.Year) - 1 + int32(i)
		if valid(year, mo.value, dd.value) {
			days[i] = day(int(year), int(mo.value), int(dd.value))
			if wd != nil && int32(days[i].Weekday()) != wd.value%7 {
				days[i] = doc.Date{}
			}
		}
	}
	t := a.m.tense(a.first, end, gDay)
	if dir := a.get("DIR"); dir != nil && dir.value != 0 {
		if t = willBe; dir.value < 0 {
			t = past
			if days[2] = (doc.Date{}); days[1].Compare(now) >= 0 {
				days[1] = doc.Date{}
			}
		}
	}
	best := a.m.likeliest(days[:], gDay, t)
	if best.IsZero() && valid(2000, mo.value, dd.value) { // the weekday fits no year near, or February 29
		return expr{typ: "DATE", value: fmt.Sprintf("XXXX-%02d-%02d", mo.value, dd.value), relative: true}, true
	}
	return rel(date(gDay, best)), !best.IsZero()
}

// dayOfMonth is "on the 20th": of this month, the last or the next.
func dayOfMonth(a *attempt, end int) (expr, bool) {
	d, now := a.get("ORD"), a.published()
	if _, digits := a.m.digits(d.first); !digits || now.IsZero() || d.value < 1 {
		return expr{}, false
	}
	if end < len(a.m.pieces) { // "the 20th floor"
		switch a.m.d.Tokens[a.m.pieces[end].token].UPOS {
		case "NOUN", "PROPN", "ADJ", "NUM":
			return expr{}, false
		}
	}
	var days [3]doc.Date
	for i := range days {
		month := day(int(now.Year), int(now.Month), 1).Add(0, i-1, 0)
		if valid(int32(month.Year), int32(month.Month), d.value) {
			days[i] = day(int(month.Year), int(month.Month), int(d.value))
		}
	}
	best := a.m.likeliest(days[:], gDay, a.m.tense(a.first, end, gDay))
	return rel(date(gDay, best)), !best.IsZero()
}

// dayRange is "March 3-5", "3 to 5 March 2020": two days of one month and what lies between; the value is an ISO 8601 interval.
func dayRange(a *attempt, end int) (expr, bool) {
	e, ok := fullDate(a, end)
	days := [2]int{}
	n := 0
	for i := range a.n {
		if a.parts[i].class == clDay && n < 2 {
			days[n] = int(a.parts[i].value)
			n++
		}
	}
	if !ok || e.at.IsZero() || days[1] <= days[0] || !valid(int32(e.at.Year), int32(e.at.Month), int32(days[1])) {
		return expr{}, false
	}
	e.to = day(int(e.at.Year), int(e.at.Month), days[1])
	e.value = e.from.String() + "/" + e.to.String()
	return e, true
}

// anotherDay is the second day in "April 24 and 25": the pieces are those after the first.
func (m *matcher) anotherDay(e expr, end int) (expr, int) {
	k := &m.g.cl
	if e.grain != gDay || e.typ != "DATE" || e.at.IsZero() || !m.at(end, k.and) && !m.at(end, k.or) && !m.at(end, k.to) || end+1 >= len(m.pieces) {
		return expr{}, end
	}
	if d, ok := m.digits(end - 1); !ok || d.num != int32(e.at.Day) || !m.is(end-2, m.g.cl.month) {
		return expr{}, end
	}
	p, ok := m.day(end + 1)
	if !ok || p.value <= int32(e.at.Day) || !valid(int32(e.at.Year), int32(e.at.Month), p.value) || m.counts(p.end) ||
		m.is(p.end, m.g.cl.month) || m.is(p.end, m.g.cl.unit) {
		return expr{}, end
	}
	x := date(gDay, day(int(e.at.Year), int(e.at.Month), int(p.value)))
	x.relative = e.relative
	return x, p.end
}

// monthDate is a month, of the year written, of the year that DATE or DIR names, or of the likeliest one.
func monthDate(a *attempt, end int) (expr, bool) {
	mo := a.monthPart()
	if y := a.get("YEAR"); y != nil {
		return date(gMonth, day(int(y.value), int(mo.value), 1)), true
	}
	now := a.published()
	if in := a.get("DATE"); in != nil {
		if in.inner.grain != gYear {
			return expr{}, false
		}
		if in.inner.at.IsZero() {
			return expr{typ: "DATE", value: fmt.Sprintf("XXXX-%02d", mo.value), relative: true}, true
		}
		return rel(date(gMonth, day(int(in.inner.at.Year), int(mo.value), 1))), true
	}
	dir := a.get("DIR")
	if dir == nil && !a.m.isMonth(mo.first) {
		return expr{}, false
	}
	if now.IsZero() {
		return expr{typ: "DATE", value: fmt.Sprintf("XXXX-%02d", mo.value), relative: true}, true
	}
	at := day(int(now.Year), int(mo.value), 1)
	this := start(gMonth, now)
	if dir == nil {
		years := [3]doc.Date{plus(at, -1, 0, 0), at, plus(at, 1, 0, 0)}
		return rel(date(gMonth, a.m.likeliest(years[:], gMonth, a.m.tense(a.first, end, gMonth)))), true
	}
	switch c := at.Compare(this); {
	case dir.value < 0 && c >= 0:
		at = plus(at, -1, 0, 0)
	case dir.value > 0 && c <= 0:
		at = plus(at, 1, 0, 0)
	}
	return rel(date(gMonth, at)), true
}

func yearDate(a *attempt, end int) (expr, bool) {
	if y := a.get("YEAR"); y != nil {
		if len(a.rule.args) == 0 && !y.sure && !a.m.isYear(y.first, y.end) {
			return expr{}, false
		}
		return date(gYear, day(int(y.value), 1, 1)), true
	}
	n := a.get("NUM") // '82
	if n == nil || n.value < 10 || n.value > 99 || n.end-n.first != 1 || a.m.glued(end) && a.m.pieces[end].kind == word {
		return expr{}, false
	}
	return date(gYear, day(int(century(n.value)), 1, 1)), true
}

// decadeDate is "the 1990s", "the '80s", "the nineties".
func decadeDate(a *attempt, _ int) (expr, bool) {
	y := int32(0)
	if p := a.get("YEAR"); p != nil {
		y = p.value
	} else if p := a.get("NUM"); p != nil && p.value >= 10 && p.value < 100 {
		y = 1900 + p.value
	} else if p := a.get("DECADE"); p != nil {
		y = 1900 + p.value
	}
	if y%10 != 0 || y == 0 {
		return expr{}, false
	}
	return date(gDecade, day(int(y), 1, 1)), true
}

func centuryDate(a *attempt, _ int) (expr, bool) {
	n := a.get("ORD").value
	if n < 2 || n > 22 {
		return expr{}, false
	}
	return date(gCentury, day(int(n-1)*100, 1, 1)), true
}

func seasonDate(a *attempt, end int) (expr, bool) {
	s := a.get("SEASON")
	month := int(s.value) // the first month of the season
	if y := a.get("YEAR"); y != nil {
		return date(gSeason, day(int(y.value), month, 1)), true
	}
	if in := a.get("DATE"); in != nil {
		if in.inner.grain != gYear || in.inner.at.IsZero() {
			return expr{}, false
		}
		return rel(date(gSeason, day(int(in.inner.at.Year), month, 1))), true
	}
	now := a.published()
	if now.IsZero() {
		return expr{typ: "DATE", value: "XXXX-" + s.text, relative: true}, true
	}
	at := day(int(now.Year), month, 1)
	dir := a.get("DIR")
	if dir == nil {
		years := [3]doc.Date{plus(at, -1, 0, 0), at, plus(at, 1, 0, 0)}
		return rel(date(gSeason, a.m.likeliest(years[:], gSeason, a.m.tense(a.first, end, gSeason)))), true
	}
	switch {
	case dir.value < 0 && last(gSeason, at).Compare(now) >= 0:
		at = plus(at, -1, 0, 0)
	case dir.value > 0 && at.Compare(now) <= 0:
		at = plus(at, 1, 0, 0)
	case dir.value == 0 && month == 12 && now.Month < 3:
		at = plus(at, -1, 0, 0)
	}
	return rel(date(gSeason, at)), true
}
