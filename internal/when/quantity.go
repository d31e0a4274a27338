package when

import (
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// unitLetters are the units of TIMEX3 durations.
func unitLetters(g grain) (prefix, letter string) {
	switch g {
	case gHour:
		return "PT", "H"
	case gMinute:
		return "PT", "M"
	case gSecond:
		return "PT", "S"
	case gDay:
		return "P", "D"
	case gWeek:
		return "P", "W"
	case gWeekend:
		return "P", "WE"
	case gMonth:
		return "P", "M"
	case gQuarter:
		return "P", "Q"
	case gDecade:
		return "P", "E"
	case gCentury:
		return "P", "C"
	case gMillennium:
		return "P", "L"
	}
	return "P", "Y"
}

// amount is the value of a counted duration. Decades and centuries count as years, as TimeBank has them.
func amount(n int, half bool, g grain) string {
	switch g {
	case gDecade:
		n *= 10
		if half {
			n += 5
		}
		return "P" + strconv.Itoa(n) + "Y"
	case gCentury:
		n *= 100
		if half {
			n += 50
		}
		return "P" + strconv.Itoa(n) + "Y"
	}
	p, l := unitLetters(g)
	if n == 0 && half { // half an hour
		switch g {
		case gHour:
			return "PT30M"
		case gMinute:
			return "PT30S"
		case gYear:
			return "P6M"
		case gDay:
			return "PT12H"
		}
	}
	v := p + strconv.Itoa(n) + l
	if !half {
		return v
	}
	switch g {
	case gYear:
		return v + "6M"
	case gHour:
		return v + "30M"
	case gMinute:
		return v + "30S"
	case gDay:
		return v + "T12H"
	}
	return p + strconv.Itoa(n) + ".5" + l
}

// several is the value of a duration that is not counted.
func several(g grain) string {
	p, l := unitLetters(g)
	return p + "X" + l
}

// duration is so many units of time, with no day of its own.
func duration(a *attempt, end int) (expr, bool) {
	u := a.unit()
	g := grainOf(u.text)
	q := a.get("QTY")
	if q == nil {
		q = a.get("NUM")
	}
	arg := ""
	if len(a.rule.args) > 0 {
		arg = a.rule.args[0]
	}
	if g == gQuarter && (q == nil || a.m.is(q.first, a.m.g.cl.article) || end < len(a.m.pieces) && a.m.at(end, a.m.g.cl.of)) {
		return expr{}, false // a quarter of the votes
	}
	if a.m.at(end, a.m.g.cl.hyphen) && a.m.glued(end) {
		return expr{}, false // a year-earlier result
	}
	if q != nil && a.m.is(q.first, a.m.g.cl.article) && q.end == q.first+1 && a.get("UNIT") == nil && arg == "" {
		return expr{}, false // a years-old quarrel
	}
	if q != nil && q.open && q.first > a.first && a.m.at(a.first, a.m.g.cl.over) {
		return expr{}, false // over several years: a preposition
	}
	e := expr{typ: "DURATION"}
	lo, hi := u.lo, u.hi
	switch {
	case arg == "half":
		e.value = amount(0, true, g)
	case arg == "andhalf":
		e.value = amount(1, true, g)
	case q == nil && arg == "one":
		e.value = amount(1, false, g)
	case q == nil || q.open:
		e.value = several(g)
		if q != nil {
			lo, hi = q.lo, q.hi
		}
	default:
		e.value = amount(int(q.value), q.half, g)
		lo, hi = q.lo, q.hi
	}
	if arg == "rate" || q != nil && a.m.isRate(a.first, q) {
		return expr{typ: "SET", value: e.value}, true
	}
	// "The visit comes two months after": what follows happened that long before the news.
	if a.m.comes(a.first-1) && end < len(a.m.pieces) {
		switch a.m.pieces[end].word {
		case a.m.g.cl.after:
			a.around(&e, g, -int(hi), -int(lo))
		case a.m.g.cl.before:
			a.around(&e, g, int(lo), int(hi))
		}
		e.relative = !e.from.IsZero()
		if e.relative && lo == hi { // told of yesterday or today, and weeks are rounded
			switch g {
			case gDay:
				e.from, e.to = plus(e.from, 0, 0, -1), plus(e.to, 0, 0, 1)
			case gWeek:
				e.from, e.to = plus(e.from, 0, 0, -3), plus(e.to, 0, 0, 2)
			}
		}
	}
	return e, true
}

// isRate says whether "a year" stands for "each year": "15 a year", "twice a day".
func (m *matcher) isRate(i int, q *part) bool {
	if q.end-q.first != 1 || !m.is(q.first, m.g.cl.article) || q.first != i {
		return false
	}
	if _, ok := m.digits(i - 1); ok {
		return true
	}
	return m.is(i-1, m.g.cl.scale) || m.is(i-1, m.g.cl.card) || m.is(i-1, m.g.cl.times)
}

// comes says whether the piece i is a form of "come", perhaps with a word between ("comes just two days after").
func (m *matcher) comes(i int) bool {
	return m.is(i, m.g.cl.comes) || m.is(i-1, m.g.cl.comes)
}

// setOf is "every day", "weekly", "every two weeks".
func setOf(a *attempt, _ int) (expr, bool) {
	e := expr{typ: "SET"}
	if p := a.get("SET"); p != nil {
		if i := p.end; a.m.pieces[i-1].capital && !a.m.shouts(i-1) && i < len(a.m.pieces) && a.m.pieces[i].capital {
			return e, false // the Daily Mail
		}
		if a.m.isPaper(p) {
			return e, false
		}
		e.value = p.text
		return e, true
	}
	n := max(a.rule.n, 1)
	if q := a.get("NUM"); q != nil {
		n = int(q.value)
	}
	if o := a.get("ORD"); o != nil {
		n = int(o.value)
	}
	switch u, mo, se := a.unit(), a.monthPart(), a.get("SEASON"); {
	case u != nil:
		e.value = amount(n, false, grainOf(u.text))
		if n == 1 && (u.text == "E" || u.text == "C") {
			e.value = "P1" + u.text
		}
	case mo != nil:
		e.value = "XXXX-" + two(int(mo.value))
	case se != nil:
		e.value = "XXXX-" + se.text
	default:
		e.value = "XXXX-XX-XXT" + a.get("PART").text
	}
	return e, true
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// isPaper says whether a word that counts days, weeks or months is a paper that does something: "the Kommersant daily reported".
func (m *matcher) isPaper(p *part) bool {
	switch p.text {
	case "P1D", "P1W", "P2W", "P1M":
	default:
		return false
	}
	d, i := m.d, m.pieces[p.first].token
	if i > 0 && int(i)+1 < len(d.Tokens) && d.Tokens[i+1].UPOS == "PROPN" && d.NameAt(i+1) != doc.None && d.Names[d.NameAt(i+1)].First == i+1 {
		switch d.Tokens[i-1].UPOS { // "the weekly Mladina", "Russian daily Kommersant"
		case "DET", "ADJ", "PROPN", "NOUN":
			return true
		}
	}
	if i == 0 || int(i)+1 >= len(d.Tokens) || d.Tokens[i-1].UPOS != "PROPN" && d.Tokens[i-1].UPOS != "NOUN" || d.Tokens[i+1].XPOS != "VBD" && d.Tokens[i+1].XPOS != "VBZ" {
		return false
	}
	return d.NameBehindThe(i, max(d.Sentences[m.sent].First, i-longestPaper))
}

// longestPaper bounds the name of a paper, in tokens.
const longestPaper = 6

// setOfWeekdays is "every Monday", "Tuesdays", "Tuesday nights".
func setOfWeekdays(a *attempt, _ int) (expr, bool) {
	w := a.get("WEEKDAY")
	if w == nil {
		w = a.get("WEEKDAYS")
	}
	e := expr{typ: "SET", value: "XXXX-WXX-" + strconv.Itoa(int(w.value))}
	p := a.get("PART")
	if p == nil {
		p = a.get("PARTS")
	}
	if p != nil {
		e.value += "T" + p.text
	}
	return e, true
}

// clockTime is a time of day, with its day where DATE names it.
func clockTime(a *attempt, _ int) (expr, bool) {
	c := a.get("CLOCK")
	if !c.sure && a.rule.n == 0 {
		return expr{}, false
	}
	min := c.value
	if p := a.get("PART"); p != nil && (p.text == "EV" || p.text == "AF" || p.text == "NI") && min < 12*60 {
		min += 12 * 60
	}
	hour := "T" + two(int(min/60)) + ":" + two(int(min%60)) + c.text
	e := expr{typ: "TIME", relative: true}
	if in := a.get("DATE"); in != nil {
		if in.inner.grain != gDay || in.inner.typ != "DATE" {
			return expr{}, false
		}
		e.value, e.from, e.to, e.grain, e.at = in.inner.value+hour, in.inner.from, in.inner.to, gDay, in.inner.at
		e.relative = in.inner.relative
		return e, true
	}
	e.hour = hour
	e.grain = gDay
	if t := a.m.story.day(a.m.sent); !t.at.IsZero() {
		e.at = t.at
		if a.m.story.daySent == a.m.sent {
			e.from, e.to = t.from, t.to
		}
	} else {
		e.at = a.published()
	}
	e.value = name(gDay, e.at) + hour
	return e, true
}

// clocks gives the times of a sentence that stand before their day ("at 3 p.m. (1500 GMT) on Friday") that day.
func (m *matcher) clocks(times []doc.Time) {
	const near = 12 // bytes between
	for i := len(times) - 2; i >= 0; i-- {
		t, n := &times[i], &times[i+1]
		if t.Type != "TIME" || !t.From.IsZero() || n.Range.Start-t.Range.End > near || n.From.IsZero() || n.From != n.To {
			continue
		}
		if _, hour, ok := strings.Cut(t.Value, "T"); ok && (n.Type == "DATE" || n.Type == "TIME") {
			t.Value = n.From.String() + "T" + hour
			t.From, t.To, t.Relative = n.From, n.To, n.Relative
		}
	}
}
