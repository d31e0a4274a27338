package doc

import (
	"fmt"
	"time"
)

// Date is a calendar day of the proleptic Gregorian calendar. The zero Date is unknown.
type Date struct {
	Year       int16
	Month, Day uint8
}

// DateOf is the calendar day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int16(y), uint8(m), uint8(d)}
}

// ParseDate reads 2006-01-02; "" is the zero Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("reading the date %q: %w", s, err)
	}
	return DateOf(t), nil
}

// IsZero says whether the day is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// String is 2006-01-02, or "" where unknown.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Time is midnight UTC at the start of the day.
func (d Date) Time() time.Time {
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}

// Add moves by years, months and days and normalises as time.AddDate does.
func (d Date) Add(years, months, days int) Date {
	if d.IsZero() {
		return d
	}
	return DateOf(d.Time().AddDate(years, months, days))
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Compare is -1, 0 or 1 as d is before, the same as or after o.
func (d Date) Compare(o Date) int {
	a := int(d.Year)*10000 + int(d.Month)*100 + int(d.Day)
	b := int(o.Year)*10000 + int(o.Month)*100 + int(o.Day)
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// DaysUntil is the number of days from d to o.
func (d Date) DaysUntil(o Date) int { return int(o.Time().Sub(d.Time()).Hours() / 24) }
