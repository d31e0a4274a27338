package format

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/record"
)

// Glyph is the sign of a status, the same on the terminal, on the page and in exports: filled happened, hollow planned,
// slashed called off, dashed refused, half disputed.
func Glyph(status string) string {
	switch status {
	case record.Happened, record.Ongoing:
		return "●"
	case record.Planned, record.Proposed:
		return "○"
	case record.Postponed, record.Cancelled:
		return "⊘"
	case record.Refused:
		return "◌"
	}
	return "◐"
}

// Text writes a record for eyes, at most width columns wide; with color it marks statuses and quoted words by ANSI codes.
func Text(w io.Writer, r record.Record, width int, color bool) error {
	t := newTextWriter(r)
	t.width, t.color = max(width, 40), color
	t.head()
	t.events()
	t.said()
	t.leftOut()
	_, err := io.WriteString(w, t.out.String())
	return err
}

// textWriter looks up a record's parts by id.
type textWriter struct {
	r          record.Record
	text       []rune
	actors     map[string]*record.Actor
	places     map[string]*record.Place
	statements map[string]*record.Statement
	width      int
	color      bool
	out        strings.Builder
}

func newTextWriter(r record.Record) *textWriter {
	t := &textWriter{r: r, text: []rune(r.Article.Text), actors: map[string]*record.Actor{}, places: map[string]*record.Place{},
		statements: map[string]*record.Statement{}}
	for i := range r.Actors {
		t.actors[r.Actors[i].ID] = &r.Actors[i]
	}
	for i := range r.Places {
		t.places[r.Places[i].ID] = &r.Places[i]
	}
	for i := range r.Statements {
		t.statements[r.Statements[i].ID] = &r.Statements[i]
	}
	return t
}

// ANSI codes.
const (
	bold  = "1"
	faint = "2"
	red   = "31"
	green = "32"
	amber = "33"
	blue  = "34"
)

func (t *textWriter) paint(code, s string) string {
	if !t.color || s == "" || code == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// wrap writes s at an indent, broken between words at the width.
func (t *textWriter) wrap(indent int, code, s string) {
	pad := strings.Repeat(" ", indent)
	line, n := "", 0
	flush := func() {
		if n > 0 {
			t.out.WriteString(pad + t.paint(code, line) + "\n")
		}
		line, n = "", 0
	}
	for _, word := range strings.Fields(s) {
		k := utf8.RuneCountInString(word)
		if n > 0 && indent+n+1+k > t.width {
			flush()
		}
		if n > 0 {
			line, n = line+" ", n+1
		}
		line, n = line+word, n+k
	}
	flush()
}

func (t *textWriter) words(spans []record.Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = strings.Join(strings.Fields(string(t.text[s[0]:s[1]])), " ")
	}
	return strings.Join(parts, " … ")
}

func (t *textWriter) head() {
	a := t.r.Article
	title := a.Title
	if title == "" {
		title = a.ID
	}
	t.wrap(0, bold, title)
	when := "date unknown"
	if a.Published != "" {
		when = "published " + a.Published + " (from " + a.PublishedFrom + ")"
	}
	t.wrap(0, faint, strings.TrimPrefix(a.Outlet+", "+when, ", "))
}

func (t *textWriter) section(name string) { t.out.WriteString("\n" + t.paint(bold, name) + "\n") }

func (t *textWriter) events() {
	if len(t.r.Events) == 0 {
		t.section("No events between political actors were found.")
		return
	}
	t.section("WHAT HAPPENED")
	for i := range t.r.Events {
		t.event(&t.r.Events[i])
	}
}

func (t *textWriter) event(e *record.Event) {
	arrow := " → "
	if e.Mutual {
		arrow = " ↔ "
	}
	sides := t.names(e.Source)
	if to := t.names(e.Target); to != "" {
		sides += arrow + to
	}
	line := fmt.Sprintf("%s %s, %s: %s", Glyph(e.Status), strings.ReplaceAll(e.Act, "_", " "), e.Status, sides)
	if e.When.From != "" {
		line += ", " + days(e.When)
	}
	if p := t.places[e.Where]; p != nil {
		line += ", in " + p.Name
	}
	t.wrap(2, statusColor(e.Status), line)
	coded := codes(e.PLOVER, e.Mode, e.CAMEO)
	if e.Level != "" {
		coded += ", level: " + e.Level
	}
	if len(e.Topics) > 0 {
		coded += ", about " + strings.Join(e.Topics, ", ")
	}
	t.wrap(6, faint, fmt.Sprintf("%s, confidence %.2f", coded, e.Confidence))
	for _, p := range e.Participants {
		if a := t.actors[p.Actor]; a != nil {
			t.wrap(6, "", p.Role+": "+person(a))
		}
	}
	for _, s := range e.AccordingTo {
		if st := t.statements[s]; st != nil {
			t.wrap(6, "", "according to "+t.speaker(st))
		}
	}
	t.wrap(6, "", "“"+t.words(e.Anchor)+"” in: "+t.words(e.Evidence))
	for _, why := range e.Why {
		t.wrap(6, faint, "why: "+why)
	}
}

// codes are PLOVER's class with its mode, and CAMEO's code: "REJECT-meet, CAMEO 125".
func codes(plover, mode, cameo string) string {
	cameo = "CAMEO " + cameo
	if plover == "" {
		return cameo
	}
	return strings.TrimSuffix(plover+"-"+mode, "-") + ", " + cameo
}

func days(w record.When) string {
	s := w.From
	if w.To != w.From {
		s += " to " + w.To
	}
	if w.Vague {
		s = "about " + s
	}
	return s
}

func person(a *record.Actor) string {
	var more []string
	for _, s := range []string{a.Office, a.Country} {
		if s != "" {
			more = append(more, s)
		}
	}
	if len(more) == 0 {
		return a.Name
	}
	return a.Name + " (" + strings.Join(more, ", ") + ")"
}

func (t *textWriter) names(list []string) string {
	var out []string
	for _, x := range list {
		if a := t.actors[x]; a != nil {
			out = append(out, a.Name)
		}
	}
	return strings.Join(out, ", ")
}

func (t *textWriter) speaker(s *record.Statement) string {
	if a := t.actors[s.Speaker]; a != nil {
		return person(a)
	}
	if len(s.Source) > 0 {
		return t.words(s.Source)
	}
	return "somebody not named"
}

func (t *textWriter) said() {
	if len(t.r.Statements) == 0 {
		return
	}
	t.section("WHO SAYS WHAT")
	for i := range t.r.Statements {
		s := &t.r.Statements[i]
		cue := t.words(s.Cue)
		if cue != "" {
			cue = " [" + cue + "]"
		}
		t.wrap(2, blue, t.speaker(s)+cue+":")
		t.wrap(6, "", t.words(s.Content))
		if len(s.Quotes) > 0 {
			t.wrap(6, faint, "verbatim: “"+t.words(s.Quotes)+"”")
		}
		for _, why := range s.Why {
			t.wrap(6, faint, "why: "+why)
		}
	}
}

func (t *textWriter) leftOut() {
	if len(t.r.LeftOut) == 0 {
		return
	}
	t.section("LEFT OUT")
	for _, l := range t.r.LeftOut {
		t.wrap(2, faint, "“"+t.words([]record.Span{l.Span})+"”: "+l.Why)
	}
}
