package format

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// Page writes what the ledger shows, for eyes.
type Page struct {
	t     textWriter
	w     io.Writer
	began bool
}

// NewPage makes a page of at most width columns; with color it marks statuses by ANSI codes.
func NewPage(w io.Writer, width int, color bool) *Page {
	return &Page{t: textWriter{width: max(width, 40), color: color}, w: w}
}

// Flush writes the page out.
func (p *Page) Flush() error {
	_, err := io.WriteString(p.w, p.t.out.String())
	p.t.out.Reset()
	return err
}

// Note writes a line.
func (p *Page) Note(s string) { p.t.wrap(0, faint, s) }

// Title writes a heading.
func (p *Page) Title(s string) {
	if p.began {
		p.t.out.WriteByte('\n')
	}
	p.began = true
	p.t.out.WriteString(p.t.paint(bold, s) + "\n")
}

func statusColor(status string) string {
	switch Glyph(status) {
	case "●":
		return green
	case "○":
		return blue
	case "⊘", "◌":
		return red
	}
	return amber
}

// glyph is the sign of an event: half filled where its accounts differ on whether it happened.
func glyph(e *ledger.Event) string {
	for _, d := range e.Differences {
		if d.Field == "status" {
			return "◐"
		}
	}
	return Glyph(e.Status)
}

// Sentence says in plain words what an event is: "visit: Japan → Peru, 2017-11-08, in Lima".
func Sentence(e *ledger.Event) string {
	arrow := " → "
	if e.Mutual {
		arrow = " ↔ "
	}
	s := strings.ReplaceAll(e.Act, "_", " ") + ", " + e.Status + ": " + names(e.Source)
	if len(e.Target) > 0 {
		s += arrow + names(e.Target)
	}
	if e.When.From != "" {
		s += ", " + days(e.When)
	}
	if e.Where != nil && e.Where.Name != "" {
		s += ", in " + e.Where.Name
	}
	return s
}

func names(list []ledger.Party) string { return strings.ReplaceAll(sides(list, partyName), "; ", ", ") }

// Believed says in words how well an event is attested.
func Believed(e *ledger.Event) string {
	switch {
	case e.Rejected:
		return "rejected by a reader"
	case glyph(e) == "◐" && (e.Status == record.Denied || e.Status == record.Negated):
		return "denied" + inArticles(e, 1)
	case glyph(e) == "◐":
		return "disputed" + inArticles(e, 1)
	case e.IndependentSources > 1:
		return fmt.Sprintf("confirmed by %d independent sources", e.IndependentSources) + inArticles(e, e.IndependentSources)
	case e.Articles > 1:
		return fmt.Sprintf("one source, in %d articles", e.Articles)
	}
	return "reported by one"
}

// inArticles says how many articles tell an event where they are more than n.
func inArticles(e *ledger.Event, n int) string {
	if e.Articles <= n {
		return ""
	}
	return fmt.Sprintf(" (%d articles)", e.Articles)
}

func steps(e *ledger.Event) string {
	if len(e.StatusHistory) < 2 {
		return ""
	}
	var out []string
	for _, s := range e.StatusHistory {
		out = append(out, Glyph(s.Status)+" "+s.Status+" "+s.Date)
	}
	return strings.Join(out, " → ")
}

// Event writes an event in a few lines.
func (p *Page) Event(e *ledger.Event) {
	p.t.wrap(0, statusColor(e.Status), glyph(e)+" "+Sentence(e))
	coded := codes(e.PLOVER, e.Mode, e.CAMEO)
	if e.Level != "" {
		coded += ", level: " + e.Level
	}
	p.t.wrap(4, faint, e.ID+"  "+coded+"; "+Believed(e))
	if s := steps(e); s != "" {
		p.t.wrap(4, "", s)
	}
	if people := people(e); people != "" {
		p.t.wrap(4, "", people)
	}
	if n := len(e.Accounts); n > 0 {
		a := &e.Accounts[n-1]
		p.t.wrap(4, "", "“"+short(a.Words, 220)+"” "+cite(a))
	}
	for _, d := range e.Differences {
		p.t.wrap(4, amber, difference(&d))
	}
}

func people(e *ledger.Event) string {
	var out []string
	for _, x := range e.Participants {
		s := x.Name
		if x.Office != "" && x.Office != x.Name {
			s += " (" + x.Office + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func cite(a *ledger.Account) string {
	s := a.Outlet
	if s == "" {
		s = a.Article
	}
	if a.Published != "" {
		s += ", " + a.Published
	}
	return "(" + s + ")"
}

func short(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n]
	return strings.TrimRight(string(r), " ") + "…"
}

func difference(d *ledger.Difference) string {
	var out []string
	for _, v := range d.Values {
		out = append(out, v.Value+" ("+strings.Join(v.Articles, ", ")+")")
	}
	return "accounts differ on the " + d.Field + ": " + strings.Join(out, "; ")
}

// Whole writes an event with everything that is known of it. name gives the name of a party by its code.
func (p *Page) Whole(e *ledger.Event, coding []ledger.Coded, name func(string) string) {
	p.Title(glyph(e) + " " + Sentence(e))
	coded := codes(e.PLOVER, e.Mode, e.CAMEO)
	p.t.wrap(0, faint, e.ID+"  "+coded+"; "+Believed(e))
	if s := people(e); s != "" {
		p.t.wrap(2, "", "who: "+s)
	}
	if e.Level != "" {
		p.t.wrap(2, "", "level: "+e.Level)
	}
	if len(e.Topics) > 0 {
		p.t.wrap(2, "", "about: "+strings.Join(e.Topics, ", "))
	}
	p.Title("STATUS")
	for _, s := range e.StatusHistory {
		p.t.wrap(2, statusColor(s.Status), Glyph(s.Status)+" "+s.Status+", as reported on "+s.Date)
	}
	p.Title("ACCOUNTS")
	sides := e.Sides()
	for _, side := range sides {
		switch {
		case side.Code != "":
			p.t.wrap(1, bold, "by "+name(side.Code))
		case len(sides) > 1:
			p.t.wrap(1, bold, "by others, or in the reports' own voice")
		}
		for i := range side.Accounts {
			p.account(&side.Accounts[i])
		}
	}
	if len(e.Differences) > 0 {
		p.Title("WHERE THEY DIFFER")
		for _, d := range e.Differences {
			p.t.wrap(2, amber, strings.TrimPrefix(difference(&d), "accounts differ on the "))
		}
	}
	p.Title("WHY SO CODED")
	for _, c := range coding {
		p.t.wrap(2, "", c.Article+": "+c.Act+", "+c.Status)
		for _, w := range c.Why {
			p.t.wrap(4, faint, w)
		}
	}
	if len(e.Linked) > 0 {
		p.Title("WHY LINKED")
		for _, w := range e.Linked {
			p.t.wrap(2, faint, w.Mention+"  "+w.Why)
		}
	}
	if len(e.Corrections) > 0 {
		p.Title("CORRECTIONS")
		for _, c := range e.Corrections {
			p.t.wrap(2, "", c.String())
		}
	}
}

// account writes what one article says.
func (p *Page) account(a *ledger.Account) {
	head := a.Outlet
	if head == "" {
		head = a.Article
	}
	if a.Copy {
		head += " (a copy)"
	}
	p.t.wrap(2, bold, head+", "+a.Published+": "+a.Status+accountDays(a))
	if a.Title != "" {
		p.t.wrap(4, faint, a.Title)
	}
	said := map[string]bool{}
	for _, by := range a.By {
		if !said[by.Speaker] {
			p.t.wrap(4, "", "according to "+by.Speaker)
		}
		said[by.Speaker] = true
	}
	p.t.wrap(4, "", "“"+a.Words+"”")
	p.t.wrap(4, faint, "article "+a.Article+" "+a.URL)
}

func accountDays(a *ledger.Account) string {
	s := ""
	if a.When.From != "" {
		s += ", " + days(a.When)
	}
	if a.Where != "" {
		s += ", " + a.Where
	}
	return s
}

// Dyad writes the view of a pair.
func (p *Page) Dyad(d *ledger.Dyad) {
	p.Title(d.A + " and " + d.B)
	p.Title("LINES OF COMMUNICATION")
	p.Channels(d.Channels)
	p.Title("CONTACTS")
	for i := range d.Contacts {
		e := &d.Contacts[i]
		day := "day unknown"
		if e.When.From != "" {
			day = days(e.When)
		}
		p.t.wrap(2, statusColor(e.Status), fmt.Sprintf("%s %s  %s  %s", glyph(e), day, strings.ReplaceAll(e.Act, "_", " "), e.Level))
		who := people(e)
		if who == "" {
			who = names(e.Source) + " and " + names(e.Target)
		}
		if e.Where != nil && e.Where.Name != "" {
			who += ", in " + e.Where.Name
		}
		p.t.wrap(6, "", who)
		line := e.ID + "  " + e.Status + "; " + Believed(e)
		if s := steps(e); s != "" {
			line = e.ID + "  " + s + "; " + Believed(e)
		}
		p.t.wrap(6, faint, line)
	}
	if len(d.Contacts) == 0 {
		p.t.wrap(2, faint, "None is known.")
	}
	p.Title("BY WEEK (events that happened: cooperation +, conflict −)")
	p.weeks(d.Series)
}

// weeks writes the last weeks with events as bars. Weeks that were quiet, and those of which nothing was published, are told apart and told together.
func (p *Page) weeks(series []ledger.Point) {
	const most = 26
	told := func(x ledger.Point) bool { return x.Events > 0 || x.Articles > 0 }
	from := 0
	for n, i := 0, len(series)-1; i >= 0 && n <= most; i-- {
		if from = i; told(series[i]) {
			n++
		}
	}
	if from > 0 {
		from++
	}
	quiet, last := 0, time.Time{}
	rest := func(next time.Time) {
		gap := 0
		if !last.IsZero() && !next.IsZero() {
			gap = int(next.Sub(last).Hours()/24)/7 - 1 - quiet
		}
		var words []string
		if quiet > 0 {
			words = append(words, fmt.Sprintf("%d quiet", quiet))
		}
		if gap > 0 {
			words = append(words, fmt.Sprintf("%d without articles", gap))
		}
		if len(words) > 0 {
			p.t.wrap(13, faint, "weeks: "+strings.Join(words, ", "))
		}
		quiet = 0
	}
	for _, x := range series[from:] {
		day, _ := time.Parse(time.DateOnly, x.From)
		if !told(x) {
			if quiet++; last.IsZero() {
				last = day.AddDate(0, 0, -7)
			}
			continue
		}
		rest(day)
		last = day
		up, down := x.Quad[1]+x.Quad[2], x.Quad[3]+x.Quad[4]
		told := fmt.Sprintf("reports %d, articles of the week %d", x.Articles, x.Coverage)
		if x.Coverage == 0 {
			told = fmt.Sprintf("reports %d, all of them later", x.Articles)
		}
		bar := strings.Repeat(" ", 20-min(down, 20)) + p.t.paint(red, strings.Repeat("−", min(down, 20))) + "|" + p.t.paint(green, strings.Repeat("+", min(up, 20))) + strings.Repeat(" ", 20-min(up, 20))
		p.t.out.WriteString("  " + x.From + " " + bar + " " + told + "\n")
	}
	rest(time.Time{})
}

// putOff says of a contact that is planned anew how and when it was put off before.
func putOff(e *ledger.Event) string {
	for _, s := range slices.Backward(e.StatusHistory) {
		if g := Glyph(s.Status); g == "⊘" || g == "◌" {
			return g + " " + strings.ReplaceAll(e.Act, "_", " ") + ", " + s.Status + ", as reported on " + s.Date
		}
	}
	return glyph(e) + " " + Sentence(e)
}

// Channels writes the board of lines of communication.
func (p *Page) Channels(list []ledger.Channel) {
	const off = "last refused or put off"
	var silent []string // levels of which nothing is known say so together
	for _, c := range list {
		level := c.Level
		if level == "" {
			level = "level unknown"
		}
		if c.State == "unknown" && c.Held == nil && c.Next == nil && c.Refused == nil && c.Broken == nil {
			silent = append(silent, level)
			continue
		}
		color := map[string]string{"open": green, "thin": blue, "strained": amber, "suspended": red}[c.State]
		p.t.wrap(2, color, level+": "+c.State+" ("+c.Meaning+")")
		for _, x := range []struct {
			label string
			e     *ledger.Event
		}{{"last held", c.Held}, {"next planned", c.Next}, {off, c.Refused}, {"broken off", c.Broken}} {
			switch {
			case x.e == nil:
			case x.label == off && c.Next == c.Refused: // what was put off and planned anew stands above
				p.t.wrap(6, "", x.label+": "+putOff(x.e)+", and planned anew  ["+x.e.ID+"]")
			default:
				p.t.wrap(6, "", x.label+": "+glyph(x.e)+" "+Sentence(x.e)+"  ["+x.e.ID+"]")
			}
		}
	}
	if len(silent) > 0 {
		p.t.wrap(2, faint, "unknown, for there is nothing of the last year: "+strings.Join(silent, ", "))
	}
}
