package when

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// story is what has been told so far: that to which "the following day" and "a year earlier" refer.
type story struct {
	told        expr // the last date with days
	onDay       expr // the last one that is a single day
	daySent     int32
	past        doc.Date // the last of them that was not still to come when the article was written
	filed       bool     // that day is only the dateline's
	now         doc.Date // when the article was written
	several     bool     // days have been told that are not one
	quarter     doc.Date // the last quarter, by its first day
	quarterSent int32
}

// memory is how many sentences on a day or a quarter is still the one that "that day" or "a year earlier" means; the only day that the
// story tells is it for longer.
const (
	memory  = 4
	onlyDay = 15
)

func (s *story) tell(e expr, sent int32, dateline bool) {
	if e.at.IsZero() || e.aside || e.typ != "DATE" && e.typ != "TIME" {
		return
	}
	s.told = e
	switch e.grain {
	case gDay:
		s.several = s.several || !s.onDay.at.IsZero() && !s.filed && s.onDay.at != e.at
		s.onDay, s.daySent, s.filed = e, sent, dateline
		if !s.now.IsZero() && e.at.Compare(s.now) <= 0 {
			s.past = e.at
		}
	case gQuarter:
		s.quarter, s.quarterSent = e.at, sent
	}
}

// day is the last day told, or the zero expression where that was long ago.
func (s *story) day(sent int32) expr {
	if s.onDay.at.IsZero() || sent-s.daySent > memory {
		return expr{}
	}
	return s.onDay
}

// quotedReach bounds how far before an expression the mark is looked for that opens the quotation around it, in bytes.
const quotedReach = 400

// quoted says whether the piece i stands in a quotation that its sentence opens.
func (m *matcher) quoted(i int) bool {
	at := m.pieces[i].start
	before := m.d.Text[max(m.d.Sentences[m.sent].Start, at-quotedReach):at]
	opens := strings.LastIndex(before, "“")
	straight := strings.LastIndexByte(before, '"')
	switch closes := strings.LastIndex(before, "”"); {
	case opens > max(straight, closes):
		return true
	case straight > closes: // an opening mark has no blank behind it
		return straight+1 == len(before) || before[straight+1] != ' ' && !strings.ContainsRune(".,;:)", rune(before[straight+1]))
	}
	return false
}

// dayMeant is the day that "the same day" means: the last day told, or the only one of the story.
func (s *story) dayMeant(sent int32) expr {
	if !s.several && sent-s.daySent <= onlyDay {
		return s.onDay
	}
	return s.day(sent)
}

// inQuarters says whether the story speaks of quarters, and of which.
func (s *story) inQuarters(sent int32) (doc.Date, bool) {
	return s.quarter, !s.quarter.IsZero() && sent-s.quarterSent <= memory
}

// anchor is the last date told that names a unit as small as g, or smaller.
func (s *story) anchor(g grain, sent int32) doc.Date {
	if g == gDay {
		return s.dayMeant(sent).at
	}
	if s.told.grain <= g {
		return s.told.at
	}
	return doc.Date{}
}

// quarterDate is a quarter of the year written or of the likeliest one.
func quarterDate(a *attempt, end int) (expr, bool) {
	n := a.rule.n
	if o := a.get("ORD"); o != nil {
		n = int(o.value)
	}
	if n < 1 || n > 4 {
		return expr{}, false
	}
	month := n*3 - 2
	now := a.published()
	if y := a.get("YEAR"); y != nil {
		return date(gQuarter, day(int(y.value), month, 1)), true
	}
	if in := a.get("DATE"); in != nil {
		if in.inner.grain != gYear {
			return expr{}, false
		}
		if in.inner.at.IsZero() {
			return expr{typ: "DATE", value: "XXXX-Q" + two(n)[1:], relative: true}, true
		}
		return rel(date(gQuarter, day(int(in.inner.at.Year), month, 1))), true
	}
	if now.IsZero() {
		return expr{typ: "DATE", value: "XXXX-Q" + two(n)[1:], relative: true}, true
	}
	at := day(int(now.Year), month, 1)
	if d := a.get("DIR"); d != nil {
		return rel(date(gQuarter, plus(at, int(d.value), 0, 0))), true
	}
	years := [3]doc.Date{plus(at, -1, 0, 0), at, plus(at, 1, 0, 0)}
	return rel(date(gQuarter, a.m.likeliest(years[:], gQuarter, a.m.tense(a.first, end, gQuarter)))), true
}

// toldPeriod is "the quarter", "the latest period": the quarter of which the story speaks.
func toldPeriod(a *attempt, _ int) (expr, bool) {
	at, ok := a.m.story.inQuarters(a.m.sent)
	if !ok {
		return rel(date(gQuarter, plusMonths(a.published(), -3))), true
	}
	if y := a.get("YEAR"); y != nil {
		return compared(date(gQuarter, day(int(y.value), int(at.Month), 1))), true
	}
	if in := a.get("DATE"); in != nil {
		if in.inner.grain != gYear || in.inner.at.IsZero() {
			return expr{}, false
		}
		return compared(rel(date(gQuarter, day(int(in.inner.at.Year), int(at.Month), 1)))), true
	}
	return rel(date(gQuarter, at)), true
}

// yearAgo is "a year earlier", "year-ago", "the year-earlier quarter": the quarter of the year before where the story speaks of
// quarters, else the year. args[0] is "now" where it counts from now, and not from the date told last.
func yearAgo(a *attempt, _ int) (expr, bool) {
	if o := a.get("ORD"); o != nil {
		if o.value < 1 || o.value > 4 || a.published().IsZero() {
			return expr{}, false
		}
		years := [2]doc.Date{day(int(a.published().Year)-1, int(o.value)*3-2, 1), day(int(a.published().Year), int(o.value)*3-2, 1)}
		return compared(rel(date(gQuarter, plus(a.m.likeliest(years[:], gQuarter, past), -1, 0, 0)))), true
	}
	if at, ok := a.m.story.inQuarters(a.m.sent); ok {
		return compared(rel(date(gQuarter, plus(at, -1, 0, 0)))), true
	}
	from := a.published()
	if len(a.rule.args) == 0 || a.rule.args[0] != "now" {
		if t := a.m.story.told; !t.at.IsZero() {
			from = t.at
		}
	}
	e := compared(rel(date(gYear, plusMonths(from, -12))))
	e.vague = true
	return e, true
}

// compared marks what the story only compares with: it does not go there.
func compared(e expr) expr {
	e.aside = true
	return e
}

// yearEnded is "the year" in "the year ended Sept. 30".
func yearEnded(a *attempt, _ int) (expr, bool) {
	return expr{typ: "DURATION", value: amount(1, false, a.grain())}, true
}

// toldUnit is "that day", "the same year", "the day": the unit in which the date told last lies.
func toldUnit(a *attempt, end int) (expr, bool) {
	g := a.grain()
	if g == gNone || g > gCentury {
		return expr{}, false
	}
	at := a.m.story.anchor(g, a.m.sent)
	if at.IsZero() && a.rule.n > 0 { // "the week": the one that is now
		at = a.published()
	}
	if now := a.published(); g == gDay && !now.IsZero() && at.Compare(now) > 0 { // after what is to come
		switch {
		case a.m.at(a.first-1, a.m.g.cl.in): // "earlier in the day"
			at = now
		case a.m.tense(a.first, end, gDay) == past: // "said so the same day"
			at = a.m.story.past
		}
	}
	return rel(date(g, at)), true
}

// besideTold is "the following day", "the previous week", "the next morning" and "the previous Friday".
func besideTold(a *attempt, _ int) (expr, bool) {
	n := a.rule.n
	if s := a.get("SIDE"); s != nil {
		n = int(s.value)
	}
	if w := a.get("WEEKDAY"); w != nil {
		at := a.m.story.dayMeant(a.m.sent).at
		if at.IsZero() {
			return rel(date(gDay, at)), true
		}
		back := (int(at.Weekday()) - int(w.value) + 7) % 7
		switch {
		case n < 0 && back == 0:
			back = 7
		case n > 0:
			back -= 7
		}
		return rel(date(gDay, plus(at, 0, 0, -back))), true
	}
	g := grainOf(a.unit().text)
	if g == gNone || g > gCentury {
		return expr{}, false
	}
	e := rel(date(g, move(g, start(g, a.m.story.anchor(g, a.m.sent)), n)))
	if a.get("SIDE") == nil { // "the week before"
		return compared(e), true
	}
	return e, true
}

// laterThanTold is "two days later", "a week earlier": so far from the date told last.
func laterThanTold(a *attempt, _ int) (expr, bool) {
	g, q := grainOf(a.unit().text), a.get("QTY")
	if g == gNone {
		return expr{}, false
	}
	if q == nil || q.open {
		v := "FUTURE_REF"
		if a.rule.n < 0 {
			v = "PAST_REF"
		}
		return expr{typ: "DATE", value: v, relative: true, vague: true}, true
	}
	need := g
	switch g {
	case gHour, gMinute, gSecond, gWeek:
		need = gDay
	case gDecade, gCentury, gMillennium:
		need = gYear
	}
	e := a.distant(a.m.story.anchor(need, a.m.sent), g, a.rule.n*int(q.value), q.half)
	if q.lo != q.hi {
		e.vague = true
	}
	return e, true
}
