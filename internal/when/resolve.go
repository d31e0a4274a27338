package when

import (
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
		"days":      {dayRange, "MON|MONTH DAY"},
		"monthday":  {dayOfMonth, "ORD"},
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
	case dir == nil && a.m.continues(a.first):
		for at = plus(a.m.prev.at, 0, 0, 1); int(at.Weekday()+6)%7+1 != int(w.value); {
			at = plus(at, 0, 0, 1)
		}
	case dir == nil:
		if back > 0 && a.m.tense(a.first, end, gDay) >= future {
			at = plus(at, 0, 0, 7)
		}
	case dir.value < 0:
		if back == 0 {
			at = plus(at, 0, 0, -7)
		}
	case dir.value > 0:
		at = plus(at, 0, 0, 7)
	default: // "this Friday": of this week, but the coming one where that is over, unless told in the past
		if back > 0 && a.m.tense(a.first, end, gDay) != past {
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
		arg = a.rule.args[len(a.rule.args)-1]
	}
	switch {
	case arg == "told":
		if on = rel(date(gDay, plus(a.m.story.dayMeant(a.m.sent).at, 0, 0, a.rule.n))); a.rule.n < 0 {
			on = compared(on)
		}
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
		case n == 0 && over && (a.m.tense(a.first, end, g) == past || dir == nil && a.m.tense(a.first, end, g) < future):
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
