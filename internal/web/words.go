package web

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// funcs are what templates may call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"sign":     format.Glyph,
		"signs":    func() []legendEntry { return legend },
		"plain":    plain,
		"days":     dayRange,
		"count":    count,
		"quad":     quadName,
		"join":     strings.Join,
		"upper":    strings.ToUpper,
		"signed":   signed,
		"percent":  func(x float64) string { return strconv.Itoa(int(x*100+.5)) + " %" },
		"body":     func(p ledger.Party) string { return cmp.Or(p.Body(), p.Code()) },
		"web":      webAddress,
		"add":      func(a, b int) int { return a + b },
		"level":    levelName,
		"statuses": statuses,
		"dated":    dated,
	}
}

type legendEntry struct{ Sign, Status, Words string }

// legend is the same everywhere: on the page, the terminal and in exports.
var legend = []legendEntry{
	{"●", "happened", "happened"}, {"○", "planned", "planned or proposed"}, {"⊘", "postponed", "postponed or cancelled"}, {"◌", "refused", "refused"},
	{"◐", "denied", "disputed, denied or unsure"},
}

func statuses() []string {
	return []string{record.Happened, record.Ongoing, record.Planned, record.Proposed, record.Postponed, record.Cancelled, record.Refused, record.Denied, record.Negated, record.Possible}
}

// dated says where an article's day was found; "" where it was given with the article.
func dated(from string) string {
	switch from {
	case "text":
		return "from its text"
	case "url":
		return "from its address"
	case "json-ld", "meta":
		return "from the page's data"
	}
	return ""
}

// plain makes words of a table's identifier.
func plain(s string) string { return strings.NewReplacer("_", " ", "-", " ").Replace(s) }

// dayRange says the days of something: "3 Feb 2023", "3 to 5 Feb 2023", "about May 2023".
func dayRange(from, to string, vague bool) string {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return from
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		b = a
	}
	about := ""
	if vague {
		about = "about "
	}
	switch {
	case a.Equal(b):
		return about + a.Format("2 Jan 2006")
	case a.Day() == 1 && b.Equal(a.AddDate(0, 1, -1)):
		return about + a.Format("January 2006")
	case a.YearDay() == 1 && b.Equal(a.AddDate(1, 0, -1)):
		return about + a.Format("2006")
	case a.Year() == b.Year() && a.Month() == b.Month():
		return about + strconv.Itoa(a.Day()) + " to " + b.Format("2 Jan 2006")
	case a.Year() == b.Year():
		return about + a.Format("2 Jan") + " to " + b.Format("2 Jan 2006")
	}
	return about + a.Format("2 Jan 2006") + " to " + b.Format("2 Jan 2006")
}

// count says a number of things: "1 article", "2 articles".
func count(n int, one string) string {
	many := one + "s"
	if stem, ok := strings.CutSuffix(one, "y"); ok && !strings.HasSuffix(one, "ay") && !strings.HasSuffix(one, "ey") {
		many = stem + "ies"
	}
	if n == 1 {
		many = one
	}
	return thousands(n) + " " + many
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + " " + s[i:] // a thin space
	}
	return s
}

func quadName(q int) string {
	switch q {
	case 1:
		return "verbal cooperation"
	case 2:
		return "material cooperation"
	case 3:
		return "verbal conflict"
	case 4:
		return "material conflict"
	}
	return "statement"
}

func signed(x *float64) string {
	if x == nil {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(*x, 'f', 1, 64), "-", "−", 1)
}

func levelName(s string) string {
	switch s {
	case "heads":
		return "heads of state or government"
	case "foreign":
		return "foreign ministers"
	case "defence":
		return "defence ministers"
	case "security":
		return "security advisers"
	case "economic":
		return "economic ministers"
	case "intelligence":
		return "intelligence chiefs"
	case "working":
		return "working level"
	case "parliament":
		return "parliaments"
	}
	return s
}

// webAddress gives an address only where a browser may safely follow it.
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}
