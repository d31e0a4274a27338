package format

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// ploverTypes are the types of PLOVER 2.0, in its order.
var ploverTypes = []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

// panelColumns are the columns of a dyad panel.
func panelColumns() []string {
	c := []string{"pair", "a", "a_cow", "b", "b_cow", "from", "events", "quad0", "quad1", "quad2", "quad3", "quad4", "goldstein_sum", "goldstein_mean", "contacts", "articles", "sources", "coverage", "share"}
	for _, t := range ploverTypes {
		c = append(c, strings.ToLower(t))
	}
	return c
}

// Panel writes a dyad-day, -week or -month panel. cow gives a state's Correlates of War number.
func Panel(w io.Writer, points []ledger.Point, cow func(string) string) error {
	c := csv.NewWriter(w)
	if err := c.Write(panelColumns()); err != nil {
		return err
	}
	for _, p := range points {
		a, b, _ := strings.Cut(p.Pair, "-")
		mean := ""
		if p.Scored > 0 {
			mean = decimals(p.Goldstein / float64(p.Scored))
		}
		row := []string{p.Pair, a, cow(a), b, cow(b), p.From, strconv.Itoa(p.Events)}
		for _, q := range p.Quad {
			row = append(row, strconv.Itoa(q))
		}
		row = append(row, decimals(p.Goldstein), mean, strconv.Itoa(p.Contacts), strconv.Itoa(p.Articles), strconv.Itoa(p.Sources), strconv.Itoa(p.Coverage), decimals(p.Share))
		for _, t := range ploverTypes {
			row = append(row, strconv.Itoa(p.PLOVER[t]))
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func decimals(x float64) string {
	s := strings.TrimRight(strings.TrimRight(strconv.FormatFloat(x, 'f', 4, 64), "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// PanelDictionary says what the columns of the panels mean.
const PanelDictionary = `Dyad panels made by openlines export --format panel
===================================================

dyad_day.csv, dyad_week.csv, dyad_month.csv: one row for each pair of parties and period with an event that happened. Periods without a row have no event:
that is quiet where there was coverage, and a gap where there was none (coverage.csv has the articles of each period).

pair            two parties in order of their codes; undirected
a, b            ISO 3166-1 alpha-3, XKX for Kosovo; bodies by CAMEO's letters (EEC, NAT, UNO); a = b for what happens at home
a_cow, b_cow    Correlates of War state numbers; empty for bodies and for what is no member of the system
from            first day of the period; weeks begin on Monday
events          linked events whose status is "happened"; an event counts in the period of its day, or of its first report where the day is not known
quad0 … quad4   of these, by quad class: 0 statements and appeals, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
                (SANCTION is 4)
goldstein_sum   sum of CAMEO's scores by the table "gdelt"; goldstein_mean is of the events that have one
contacts        meetings, visits, calls and talks that were held
articles        articles that tell the events, each once for every event that it tells; sources counts independent ones (copies of a wire report are one)
coverage        articles of the whole ledger published in the period
share           articles / coverage: a new feed makes no spike in it. It passes 1 where articles tell several events, or tell them in a later period
agree … assault events by PLOVER type

R:       p <- read.csv("dyad_month.csv", colClasses = c(a_cow = "integer", b_cow = "integer", from = "Date"))
Python:  p = pandas.read_csv("dyad_month.csv", parse_dates=["from"], dtype={"a_cow": "Int64", "b_cow": "Int64"})
`
