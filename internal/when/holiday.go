package when

import (
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// holiday is a feast and the rule for its day.
type holiday struct {
	month, day   int
	weekday, nth int // the nth weekday of the month; -1 the last
	easter       int // days after Easter Sunday
	kind         byte
	fixed        doc.Date
}

// parseHoliday reads "12-25", "11 4 4" (the fourth Thursday of November: month, weekday from Monday 1 to Sunday 7, which one;
// -1 the last), "easter -2", or a day that was once: "1987-10-19".
func parseHoliday(r table.Row) (holiday, error) {
	f := strings.Fields(r.Cell(1))
	bad := func() (holiday, error) { return holiday{}, r.Errorf("the rule %q is not understood", r.Cell(1)) }
	nums := make([]int, 0, 3)
	for _, s := range f {
		if n, err := strconv.Atoi(s); err == nil {
			nums = append(nums, n)
		}
	}
	switch {
	case len(f) == 2 && f[0] == "easter" && len(nums) == 1:
		return holiday{kind: 'e', easter: nums[0]}, nil
	case len(f) == 3 && len(nums) == 3 && nums[0] >= 1 && nums[0] <= 12 && nums[1] >= 1 && nums[1] <= 7:
		return holiday{kind: 'n', month: nums[0], weekday: nums[1], nth: nums[2]}, nil
	case len(f) == 1 && len(f[0]) == 10:
		d, err := doc.ParseDate(f[0])
		if err != nil {
			return bad()
		}
		return holiday{kind: 'f', fixed: d}, nil
	case len(f) == 1:
		a, b, ok := strings.Cut(f[0], "-")
		m, err1 := strconv.Atoi(a)
		d, err2 := strconv.Atoi(b)
		if !ok || err1 != nil || err2 != nil || !valid(2000, int32(m), int32(d)) {
			return bad()
		}
		return holiday{kind: 'd', month: m, day: d}, nil
	}
	return bad()
}

// in is the day of the feast in a year.
func (h holiday) in(year int) doc.Date {
	switch h.kind {
	case 'f':
		return h.fixed
	case 'd':
		return day(year, h.month, h.day)
	case 'e':
		return plus(easter(year), 0, 0, h.easter)
	}
	if h.nth < 0 {
		end := plusMonths(day(year, h.month, 1), 1)
		end = plus(end, 0, 0, -1)
		return plus(end, 0, 0, -((int(end.Weekday()) - h.weekday + 7) % 7))
	}
	first := day(year, h.month, 1)
	return plus(first, 0, 0, (h.weekday-int(first.Weekday())+7)%7+7*(h.nth-1))
}

// easter is Easter Sunday of the Gregorian calendar, after the anonymous computus (Meeus, Astronomical Algorithms, ch. 8).
func easter(y int) doc.Date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	return day(y, (h+l-7*m+114)/31, (h+l-7*m+114)%31+1)
}

func holidayDate(a *attempt, end int) (expr, bool) {
	h := a.m.g.holidays[a.get("HOLIDAY").value]
	if h.kind == 'f' {
		return date(gDay, h.fixed), true
	}
	if y := a.get("YEAR"); y != nil {
		return date(gDay, h.in(int(y.value))), true
	}
	now := a.published()
	if now.IsZero() {
		return rel(date(gDay, now)), true
	}
	y := int(now.Year)
	days := [3]doc.Date{h.in(y - 1), h.in(y), h.in(y + 1)}
	if d := a.get("DIR"); d != nil {
		for i := range days {
			c := days[i].Compare(now)
			if d.value < 0 && c >= 0 || d.value > 0 && c <= 0 {
				days[i] = doc.Date{}
			}
		}
	}
	return rel(date(gDay, a.m.likeliest(days[:], gDay, a.m.tense(a.first, end, gDay)))), true
}
