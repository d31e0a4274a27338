package format

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// pairName is "United States and China".
func pairName(pair string, name func(string) string) string {
	a, b, _ := strings.Cut(pair, "-")
	switch {
	case pair == "":
		return "No pair"
	case a == b:
		return name(a) + " at home"
	}
	return name(a) + " and " + name(b)
}

// parts are a brief's lists with their headings.
func parts(p *ledger.BriefPair) []struct {
	title  string
	events []ledger.Event
} {
	return []struct {
		title  string
		events []ledger.Event
	}{{"New", p.New}, {"Changed", p.Changed}, {"Contradicted", p.Contradicted}, {"Planned, the day has passed without word", p.Overdue}}
}

// Brief writes a brief. Where it is empty it says how far the ledger's days with articles reach.
func (p *Page) Brief(b *ledger.Brief, days []ledger.DayCount, name func(string) string) {
	for i := range b.Pairs {
		pair := &b.Pairs[i]
		p.Title(pairName(pair.Pair, name))
		for _, part := range parts(pair) {
			if len(part.events) == 0 {
				continue
			}
			p.t.out.WriteString(p.t.paint(bold, " "+part.title) + "\n")
			for k := range part.events {
				p.Event(&part.events[k])
			}
		}
	}
	if len(b.Pairs) == 0 {
		p.Note("Nothing new since " + b.Since + ".")
		if n := len(days); n > 0 {
			p.Note("The latest article is of " + days[n-1].Day + "; --since goes further back.")
		}
	}
}

// BriefMarkdown writes a brief as a sheet with numbered citations.
func BriefMarkdown(w io.Writer, b *ledger.Brief, name func(string) string) error {
	var out, notes strings.Builder
	n := 0
	fmt.Fprintf(&out, "# Brief of %s, since %s\n", b.Until, b.Since)
	for i := range b.Pairs {
		pair := &b.Pairs[i]
		fmt.Fprintf(&out, "\n## %s\n", pairName(pair.Pair, name))
		for _, part := range parts(pair) {
			if len(part.events) == 0 {
				continue
			}
			fmt.Fprintf(&out, "\n**%s**\n\n", part.title)
			for k := range part.events {
				e := &part.events[k]
				fmt.Fprintf(&out, "- %s %s; %s.", glyph(e), Sentence(e), Believed(e))
				if s := steps(e); s != "" {
					out.WriteString(" " + s + ".")
				}
				if len(e.Accounts) > 0 {
					out.WriteString(" “" + short(e.Accounts[len(e.Accounts)-1].Words, 200) + "”")
				}
				for _, d := range e.Differences {
					out.WriteString(" " + difference(&d) + ".")
				}
				for k := range e.Accounts {
					a := &e.Accounts[k]
					n++
					fmt.Fprintf(&out, " [%d]", n)
					fmt.Fprintf(&notes, "%d. %s (%s)\n", n, strings.Join(strings.Fields(a.Title+" "+cite(a)+" "+a.URL), " "), e.ID)
				}
				out.WriteString("\n")
			}
		}
	}
	if n > 0 {
		out.WriteString("\n## Sources\n\n" + notes.String())
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// Person writes what is known of a person.
func (p *Page) Person(v *ledger.PersonView) {
	p.Title(v.Name + " (" + v.Country + ")")
	for _, o := range v.Offices {
		when := o.First
		if o.Last != o.First {
			when += " to " + o.Last
		}
		p.t.wrap(2, "", o.Office+", "+when)
	}
	p.Title("EVENTS")
	for i := range v.Events {
		p.Event(&v.Events[i])
	}
	p.Title("SAID")
	p.Quotes(v.Quotes)
	if len(v.AboutIt) > 0 {
		p.Title("SAID ABOUT " + strings.ToUpper(v.Name))
		p.Quotes(v.AboutIt)
	}
	if len(v.Others) > 0 {
		p.Note("The name fits others, too: " + strings.Join(v.Others, ", "))
	}
}

// Quotes writes statements; what several articles of a day print alike stands there once.
func (p *Page) Quotes(list []ledger.Quote) {
	said := func(q *ledger.Quote) string {
		return strings.Join([]string{q.Key, q.Speaker, q.Published, q.Words}, "\n")
	}
	printed := map[string]int{}
	for i := range list {
		printed[said(&list[i])]++
	}
	for i := range list {
		q := &list[i]
		times := printed[said(q)]
		if times == 0 {
			continue
		}
		delete(printed, said(q))
		who := q.Speaker
		if who == "" {
			who = "somebody not named"
		}
		if q.Office != "" && q.Office != q.Speaker {
			who += " (" + q.Office + ")"
		}
		for _, x := range []string{q.Published, q.Outlet} {
			if x != "" {
				who += ", " + x
			}
		}
		if times > 1 {
			who += fmt.Sprintf(", printed by %d", times)
		}
		p.t.wrap(2, blue, who)
		p.t.wrap(4, "", q.Words)
		if len(q.Verbatim) > 0 {
			p.t.wrap(4, faint, "verbatim: “"+strings.Join(q.Verbatim, "” “")+"”")
		}
	}
	if len(list) == 0 {
		p.t.wrap(2, faint, "Nothing is known.")
	}
}

// QuotesCSV writes statements as CSV.
func QuotesCSV(w io.Writer, list []ledger.Quote) error {
	c, err := newRows(w, []string{"published", "speaker", "office", "country", "cue", "words", "verbatim", "outlet", "title", "url", "article", "statement"})
	for _, q := range list {
		err = errors.Join(err, c.write([]string{q.Published, q.Speaker, q.Office, q.Country, q.Cue, q.Words, join(q.Verbatim), q.Outlet, q.Title, q.URL, q.Article, q.Statement}))
	}
	return errors.Join(err, c.flush())
}

// Series writes a pair's series, ours and those of imported collections.
func Series(w io.Writer, kind string, ours []ledger.Point, foreign map[string][]ledger.Point) error {
	names := append([]string{"openlines"}, slices.Sorted(maps.Keys(foreign))...)
	list := func(name string) []ledger.Point {
		if name == "openlines" {
			return ours
		}
		return foreign[name]
	}
	c := rows{csv.NewWriter(w)}
	if kind == "csv" {
		if err := c.write([]string{"collection", "pair", "from", "events", "quad0", "quad1", "quad2", "quad3", "quad4", "goldstein_sum", "goldstein_mean", "contacts", "articles", "sources", "coverage", "share"}); err != nil {
			return err
		}
	}
	headed := false
	for _, name := range names {
		for _, p := range list(name) {
			mean := ""
			if p.Scored > 0 {
				mean = decimals(p.Goldstein / float64(p.Scored))
			}
			var err error
			switch kind {
			case "jsonl":
				err = JSON(w, struct {
					Collection string `json:"collection"`
					ledger.Point
				}{name, p})
			case "csv":
				row := []string{name, p.Pair, p.From, strconv.Itoa(p.Events)}
				for _, q := range p.Quad {
					row = append(row, strconv.Itoa(q))
				}
				err = c.write(append(row, decimals(p.Goldstein), mean, strconv.Itoa(p.Contacts), strconv.Itoa(p.Articles), strconv.Itoa(p.Sources), strconv.Itoa(p.Coverage), decimals(p.Share)))
			default:
				if head := "%-10s %-10s %7s %20s %20s %10s %8s %9s\n"; !headed {
					headed = true
					if _, err := fmt.Fprintf(w, head+head, "", "", "", "cooperation", "conflict", "Goldstein", "", "articles", "collection", "from", "events", "verbal, material", "verbal, material", "sum", "reports", "in all"); err != nil {
						return err
					}
				}
				_, err = fmt.Fprintf(w, "%-10s %-10s %7d %10d, %8d %10d, %8d %10s %8d %9d\n", name, p.From, p.Events, p.Quad[1], p.Quad[2], p.Quad[3], p.Quad[4], decimals(p.Goldstein), p.Articles, p.Coverage)
			}
			if err != nil {
				return err
			}
		}
	}
	return c.flush()
}
