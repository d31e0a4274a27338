package when

import (
	"fmt"
	"time"

	"github.com/openlines/openlines/internal/doc"
)

// grain is the size of what a date names.
type grain uint8

const (
	gNone grain = iota
	gDay
	gWeekend
	gWeek
	gMonth
	gQuarter
	gSeason
	gHalf
	gYear
	gDecade
	gCentury
	gHour // and shorter; only of durations
	gMinute
	gSecond
	gMillennium
)

// grains are the unit codes of words.tsv; the letters are those of TIMEX3 durations.
func grainOf(unit string) grain {
	switch unit {
	case "D":
		return gDay
	case "W":
		return gWeek
	case "WE":
		return gWeekend
	case "M":
		return gMonth
	case "Q":
		return gQuarter
	case "Y":
		return gYear
	case "E":
		return gDecade
	case "C":
		return gCentury
	case "L":
		return gMillennium
	case "TH":
		return gHour
	case "TM":
		return gMinute
	case "TS":
		return gSecond
	}
	return gNone
}

// expr is an expression as it is read: at is the first day of what a date names, zero where it is not resolved.
type expr struct {
	typ, value      string
	grain           grain
	at              doc.Date
	from, to        doc.Date
	vague, relative bool
	aside           bool   // only compared with
	hour            string // of a time without a day: "T18:00Z"
}

// valid says whether the day is in the calendar.
func valid(y, m, d int32) bool {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	t := time.Date(int(y), time.Month(m), int(d), 0, 0, 0, 0, time.UTC)
	return t.Day() == int(d)
}

func day(y, m, d int) doc.Date {
	if y < 1 || y > 9999 {
		return doc.Date{}
	}
	return doc.DateOf(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
}

// plus moves by years, months and days, and is zero outside the years 1 to 9999.
func plus(d doc.Date, years, months, days int) doc.Date {
	const far = 4_000_000
	if d.IsZero() || years > 9999 || years < -9999 || months > 120000 || months < -120000 || days > far || days < -far {
		return doc.Date{}
	}
	t := d.Time().AddDate(years, months, days)
	if t.Year() < 1 || t.Year() > 9999 {
		return doc.Date{}
	}
	return doc.DateOf(t)
}

// plusMonths moves by months and stays in the month: a month before March 31 is the end of February.
func plusMonths(d doc.Date, n int) doc.Date {
	if d.IsZero() {
		return d
	}
	first := plus(doc.Date{Year: d.Year, Month: d.Month, Day: 1}, 0, n, 0)
	last := plus(first, 0, 1, -1)
	if last.IsZero() {
		return first
	}
	return plus(first, 0, 0, min(int(d.Day), int(last.Day))-1)
}

// start is the first day of the unit that d lies in.
func start(g grain, d doc.Date) doc.Date {
	if d.IsZero() {
		return d
	}
	y, m := int(d.Year), int(d.Month)
	switch g {
	case gWeek:
		return plus(d, 0, 0, -((int(d.Weekday()) + 6) % 7))
	case gWeekend:
		return plus(d, 0, 0, 5-(int(d.Weekday())+6)%7)
	case gMonth:
		return day(y, m, 1)
	case gQuarter:
		return day(y, (m-1)/3*3+1, 1)
	case gSeason: // the meteorological ones; winter begins in December
		if m < 3 {
			return day(y-1, 12, 1)
		}
		return day(y, m/3*3, 1)
	case gHalf:
		return day(y, (m-1)/6*6+1, 1)
	case gYear:
		return day(y, 1, 1)
	case gDecade:
		return day(max(y/10*10, 1), 1, 1)
	case gCentury:
		return day(max(y/100*100, 1), 1, 1)
	}
	return d
}

// move goes n units on from the day d.
func move(g grain, d doc.Date, n int) doc.Date {
	if n > 12000 || n < -12000 {
		if g != gDay {
			return doc.Date{}
		}
	}
	switch g {
	case gWeek, gWeekend:
		return plus(d, 0, 0, 7*n)
	case gMonth:
		return plusMonths(d, n)
	case gQuarter, gSeason:
		return plusMonths(d, 3*n)
	case gHalf:
		return plusMonths(d, 6*n)
	case gYear:
		return plusMonths(d, 12*n)
	case gDecade:
		return plusMonths(d, 120*n)
	case gCentury:
		return plusMonths(d, 1200*n)
	}
	return plus(d, 0, 0, n)
}

// last is the last day of the unit that begins at d.
func last(g grain, d doc.Date) doc.Date {
	switch g {
	case gDay, gNone:
		return d
	case gWeekend:
		return plus(d, 0, 0, 1)
	}
	end := plus(move(g, d, 1), 0, 0, -1)
	if end.IsZero() && !d.IsZero() {
		return doc.Date{Year: 9999, Month: 12, Day: 31}
	}
	return end
}

// name is the TIMEX3 value of the unit that begins at d; with X where d is unknown.
func name(g grain, d doc.Date) string {
	if d.IsZero() {
		switch g {
		case gDay:
			return "XXXX-XX-XX"
		case gWeek:
			return "XXXX-WXX"
		case gWeekend:
			return "XXXX-WXX-WE"
		case gMonth:
			return "XXXX-XX"
		case gQuarter:
			return "XXXX-QX"
		case gDecade:
			return "XXX"
		case gCentury:
			return "XX"
		}
		return "XXXX"
	}
	y := int(d.Year)
	switch g {
	case gWeek, gWeekend:
		y, w := d.Time().ISOWeek()
		if g == gWeek {
			return fmt.Sprintf("%04d-W%02d", y, w)
		}
		return fmt.Sprintf("%04d-W%02d-WE", y, w)
	case gMonth:
		return fmt.Sprintf("%04d-%02d", y, d.Month)
	case gQuarter:
		return fmt.Sprintf("%04d-Q%d", y, (d.Month-1)/3+1)
	case gHalf:
		return fmt.Sprintf("%04d-H%d", y, (d.Month-1)/6+1)
	case gSeason:
		return fmt.Sprintf("%04d-%s", y, [...]string{"WI", "SP", "SU", "FA", "WI"}[d.Month/3])
	case gYear:
		return fmt.Sprintf("%04d", y)
	case gDecade:
		return fmt.Sprintf("%03d", y/10)
	case gCentury:
		return fmt.Sprintf("%02d", y/100)
	}
	return d.String()
}

// date is the DATE of the unit that d lies in.
func date(g grain, d doc.Date) expr {
	d = start(g, d)
	e := expr{typ: "DATE", value: name(g, d), grain: g, at: d, from: d}
	if !d.IsZero() {
		e.to = last(g, d)
	}
	return e
}
