package when

import (
	"fmt"
	"strconv"

	"github.com/openlines/openlines/internal/doc"
)

// action reads what a pattern has captured; end is the piece behind the expression. It says false where the words cannot
// mean what the pattern says, and a shorter pattern may match.
type action struct {
	read  func(a *attempt, end int) (expr, bool)
	needs string // what every form of its patterns must capture: groups of classes a|b; args:n for so many arguments
}

// actions are the names that patterns.tsv can use.
func actions() map[string]action {
	return map[string]action{
		"skip":      {skip, ""},
		"ref":       {reference, "REF|args:1"},
		"numeric":   {numericDate, "NUMERIC"},
		"date":      {fullDate, "MON|MONTH DAY"},
		"month":     {monthDate, "MON|MONTH"},
		"year":      {yearDate, "YEAR|NUM"},
		"decade":    {decadeDate, "YEAR|NUM|DECADE"},
		"century":   {centuryDate, "ORD"},
		"season":    {seasonDate, "SEASON"},
		"weekday":   {weekdayDate, "WEEKDAY"},
		"holiday":   {holidayDate, "HOLIDAY"},
		"day":       {relativeDay, "TODAY|args:1"},
		"part":      {partOfDay, "PART|args:2"},
		"shift":     {relativeUnit, "UNIT|args:2"},
		"edge":      {edgeOf, "DATE"},
		"edgeunit":  {edgeOfUnit, "UNIT|UNITS"},
		"within":    {withinDate, "DATE"},
		"weekof":    {weekOf, "DATE"},
		"ago":       {ago, "UNIT|UNITS"},
		"recent":    {recent, "UNITS"},
		"span":      {spanOfUnits, "UNIT|UNITS"},
		"duration":  {duration, "UNIT|UNITS"},
		"set":       {setOf, "SET|UNIT|UNITS|MONTH|SEASON|PART"},
		"weekdays":  {setOfWeekdays, "WEEKDAY|WEEKDAYS"},
		"clock":     {clockTime, "CLOCK"},
		"quarter":   {quarterDate, "ORD|args:1"},
		"sameunit":  {toldUnit, "UNIT|UNITS|args:2"},
		"nextunit":  {besideTold, "UNIT|UNITS|WEEKDAY"},
		"later":     {laterThanTold, "UNIT|UNITS"},
		"period":    {toldPeriod, ""},
		"yearago":   {yearAgo, ""},
		"yearended": {yearEnded, "UNIT|UNITS|args:2"},
	}
}

func skip(*attempt, int) (expr, bool) { return expr{}, true }

func (a *attempt) published() doc.Date { return a.m.d.Published }

// rel marks an expression as resolved against another day.
func rel(e expr) expr {
	e.relative = true
	return e
}

// reference is a value that stands for itself, as PRESENT_REF: args[0], or the text of the word. args[1] is the type.
func reference(a *attempt, _ int) (expr, bool) {
	v := ""
	if len(a.rule.args) > 0 {
		v = a.rule.args[0]
	} else if p := a.get("REF"); p != nil {
		v = p.text
	}
	e := expr{typ: "DATE", value: v, relative: true, vague: true}
	if len(a.rule.args) > 1 {
		e = expr{typ: a.rule.args[1], value: v, vague: true}
	}
	return e, true
}

// recent is "recent years", "recent weeks": a time past that reaches up to now. Of weeks, months and quarters TimeBank counts
// the length.
func recent(a *attempt, _ int) (expr, bool) {
	u := a.get("UNITS")
	g := grainOf(u.text)
	e := expr{typ: "DATE", value: "PAST_REF", relative: true, vague: true}
	if g == gWeek || g == gMonth || g == gQuarter {
		e.typ, e.value = "DURATION", several(g)
	}
	if now := a.published(); !now.IsZero() && g <= gCentury {
		if e.from = move(g, now, -int(u.hi)); !e.from.IsZero() {
			e.to = now
		}
	}
	return e, true
}

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
	best := a.m.likeliest(days[:], gDay, a.m.tense(a.first, end))
	if best.IsZero() && valid(2000, mo.value, dd.value) { // the weekday fits no year near, or February 29
		return expr{typ: "DATE", value: fmt.Sprintf("XXXX-%02d-%02d", mo.value, dd.value), relative: true}, true
	}
	return rel(date(gDay, best)), !best.IsZero()
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
		return rel(date(gMonth, a.m.likeliest(years[:], gMonth, a.m.tense(a.first, end)))), true
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
		return rel(date(gSeason, a.m.likeliest(years[:], gSeason, a.m.tense(a.first, end)))), true
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

// weekdayDate is a day of the week, with DIR ("last Friday") or without.
func weekdayDate(a *attempt, end int) (expr, bool) {
	w := a.get("WEEKDAY")
	dir := a.get("DIR")
	if dir == nil && !a.m.isWeekday(w.first, w.end) {
		return expr{}, false
	}
	now := a.published()
	if now.IsZero() {
		return expr{typ: "DATE", value: "XXXX-WXX-" + strconv.Itoa(int(w.value)), relative: true}, true
	}
	back := (int(now.Weekday()) - int(w.value) + 7) % 7 // days since that weekday
	at := plus(now, 0, 0, -back)
	switch {
	case dir == nil:
		if back > 0 && a.m.tense(a.first, end) == future {
			at = plus(at, 0, 0, 7)
		}
	case dir.value < 0:
		if back == 0 {
			at = plus(at, 0, 0, -7)
		}
	case dir.value > 0:
		at = plus(at, 0, 0, 7)
	default: // "this Friday": of this week, but the coming one where that is over, unless told in the past
		if back > 0 && a.m.tense(a.first, end) != past {
			at = plus(at, 0, 0, 7)
		}
	}
	return rel(date(gDay, at)), true
}

// relativeDay is "today", "yesterday", "the day after tomorrow": args[0] days from the word's day.
func relativeDay(a *attempt, _ int) (expr, bool) {
	n := a.rule.n
	if p := a.get("TODAY"); p != nil {
		if a.m.titled(p.first) {
			return expr{}, false
		}
		n += int(p.value)
	}
	return rel(date(gDay, plus(a.published(), 0, 0, n))), true
}

// partOfDay adds a part of the day to a day: DATE, DIR ("last night"), the day told last, or today's (args "today").
func partOfDay(a *attempt, end int) (expr, bool) {
	var on expr
	arg, text := "", ""
	if p := a.get("PART"); p != nil {
		text = p.text
	} else {
		text = a.rule.args[1]
	}
	if len(a.rule.args) > 0 {
		arg = a.rule.args[0]
	}
	switch {
	case arg == "told":
		if on = a.m.story.day(a.m.sent); on.at.IsZero() {
			on = rel(date(gDay, doc.Date{}))
		}
	case arg == "next":
		on = a.m.story.day(a.m.sent)
		on = rel(date(gDay, plus(on.at, 0, 0, 1)))
	case a.get("WEEKDAY") != nil:
		e, ok := weekdayDate(a, end)
		if !ok {
			return e, false
		}
		on = e
	case a.get("DAY") != nil:
		e, ok := fullDate(a, end)
		if !ok {
			return e, false
		}
		on = e
	case a.get("TODAY") != nil:
		on, _ = relativeDay(a, end)
	default:
		n := a.rule.n
		if d := a.get("DIR"); d != nil {
			n = int(d.value)
		}
		on = rel(date(gDay, plus(a.published(), 0, 0, n)))
	}
	on.typ = "TIME"
	on.value += "T" + text
	return on, true
}

// relativeUnit is "last week", "this year", "the past month", "next weekend".
func relativeUnit(a *attempt, end int) (expr, bool) {
	dir := a.get("DIR")
	n := a.rule.n
	if dir != nil {
		n = int(dir.value)
	}
	g := a.grain()
	if g < gWeekend || g > gCentury {
		return expr{}, false
	}
	if a.m.titled(end - 1) {
		return expr{}, false
	}
	now := a.published()
	if now.IsZero() {
		return rel(date(g, now)), true
	}
	at := now
	if g == gWeekend {
		sat := start(g, now) // of this week
		over := now.Weekday() != 6 && now.Weekday() != 0
		switch {
		case n < 0:
			sat = plus(sat, 0, 0, -7)
		case n > 0 && !over:
			sat = plus(sat, 0, 0, 7)
		case n == 0 && over && (a.m.tense(a.first, end) == past || dir == nil && a.m.tense(a.first, end) != future):
			sat = plus(sat, 0, 0, -7)
		}
		return rel(date(g, sat)), true
	}
	if at = move(g, start(g, at), n); at.IsZero() {
		return expr{}, false
	}
	e := rel(date(g, at))
	if dir != nil && dir.text == "past" {
		e.from, e.to, e.vague = move(g, now, -1), now, true
		if g == gDecade || g == gCentury {
			e.typ, e.value, e.grain, e.at = "DURATION", amount(1, false, g), gNone, doc.Date{}
		}
	}
	return e, true
}

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

// edgeOf narrows DATE: "early next week", "the end of the year", "earlier this month", "mid-November".
func edgeOf(a *attempt, _ int) (expr, bool) {
	in := a.get("DATE").inner
	if in.typ != "DATE" && in.typ != "TIME" || in.grain == gNone || in.hour != "" {
		return expr{}, false
	}
	mod := a.get("MOD")
	e := *in
	if mod != nil {
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
		a.narrow(&e, "end")
	}
	return e, true
}

// narrow cuts the days of e to a third of them, or to what lies before or after now.
func (a *attempt) narrow(e *expr, how string) {
	if e.from.IsZero() || e.to.IsZero() {
		return
	}
	now := a.published()
	days := e.from.DaysUntil(e.to) + 1
	third := max(days/3, 1)
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
