package format

import (
	"io"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// ICS writes contacts that are planned, or were and have been called off, as a calendar (RFC 5545). An event without a day cannot stand in a calendar
// and is left out; a vague span stands as one of whole days.
type ICS struct{ w io.Writer }

// NewICS writes the calendar's head.
func NewICS(w io.Writer) (*ICS, error) {
	c := &ICS{w}
	return c, c.lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//openlines//ledger//EN", "CALSCALE:GREGORIAN")
}

// Write writes an event, if it is one for a calendar.
func (c *ICS) Write(e *ledger.Event) error {
	status := ""
	switch e.Status {
	case record.Planned:
		status = "TENTATIVE"
	case record.Postponed, record.Cancelled:
		status = "CANCELLED"
	}
	if status == "" || e.When.From == "" || !e.Contact() {
		return nil
	}
	var who []string
	for _, p := range e.Participants {
		who = append(who, p.Name)
	}
	place := ""
	if e.Where != nil {
		place = e.Where.Name
	}
	described := []string{Believed(e), steps(e), strings.Join(who, ", ")}
	for i := range e.Accounts {
		a := &e.Accounts[i]
		described = append(described, cite(a)+" "+a.URL)
	}
	var text []string
	for _, d := range described {
		if d = strings.TrimSpace(d); d != "" {
			text = append(text, d)
		}
	}
	lines := []string{"BEGIN:VEVENT", "UID:" + e.ID + "@openlines", "DTSTAMP:" + compact(e.LastReport) + "T000000Z",
		"DTSTART;VALUE=DATE:" + compact(e.When.From), "DTEND;VALUE=DATE:" + compact(dayAfter(e.When.To)), "SUMMARY:" + escape(Glyph(e.Status)+" "+Sentence(e)),
		"DESCRIPTION:" + escape(strings.Join(text, "\n")), "STATUS:" + status}
	if place != "" {
		lines = append(lines, "LOCATION:"+escape(place))
	}
	return c.lines(append(lines, "TRANSP:TRANSPARENT", "END:VEVENT")...)
}

// Close writes the calendar's end.
func (c *ICS) Close() error { return c.lines("END:VCALENDAR") }

// lines writes lines, folded at 75 bytes between characters.
func (c *ICS) lines(list ...string) error {
	var b strings.Builder
	for _, line := range list {
		n := 0
		for _, r := range line {
			size := len(string(r))
			if n+size > 75 {
				b.WriteString("\r\n ")
				n = 1
			}
			b.WriteRune(r)
			n += size
		}
		b.WriteString("\r\n")
	}
	_, err := io.WriteString(c.w, b.String())
	return err
}

func compact(day string) string {
	if day == "" {
		return "19700101"
	}
	return strings.ReplaceAll(day, "-", "")
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// dayAfter is the day after a day.
func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
