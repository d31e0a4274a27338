package format

import (
	"io"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// eventColumns are the columns of linked events in CSV, one row an event. Cells of several values are joined by "; ". COW numbers stand beside ISO codes.
var eventColumns = []string{"id", "day_from", "day_to", "vague", "basis", "act", "status", "status_history", "plover", "mode", "cameo", "quad", "goldstein", "scale", "mutual",
	"source", "source_country", "source_cow", "target", "target_country", "target_cow", "participants", "level", "place", "place_country", "lat", "lon", "topics",
	"first_report", "last_report", "articles", "independent_sources", "differences", "confidence", "rejected", "corrected", "words"}

// EventCSV writes linked events as CSV.
type EventCSV struct{ rows }

// NewEventCSV writes the line of columns, with others before those of events; Close ends the file.
func NewEventCSV(w io.Writer, before ...string) (*EventCSV, error) {
	r, err := newRows(w, append(before, eventColumns...))
	return &EventCSV{r}, err
}

// Close writes what is kept back.
func (c *EventCSV) Close() error { return c.flush() }

// Write writes an event's row.
func (c *EventCSV) Write(e *ledger.Event) error { return c.writeAfter(nil, e) }

// writeAfter writes an event's row after other cells.
func (c *EventCSV) writeAfter(before []string, e *ledger.Event) error {
	p := e.Where
	if p == nil {
		p = &ledger.Place{}
	}
	var steps, people, differ []string
	for _, s := range e.StatusHistory {
		steps = append(steps, s.Date+" "+s.Status)
	}
	for _, x := range e.Participants {
		people = append(people, x.Name)
	}
	for _, d := range e.Differences {
		differ = append(differ, d.Field)
	}
	words := ""
	if len(e.Accounts) > 0 {
		words = e.Accounts[0].Words
	}
	return c.write(append(before, e.ID, e.When.From, e.When.To, strconv.FormatBool(e.When.Vague), e.When.Basis, e.Act, e.Status, join(steps), e.PLOVER, e.Mode, e.CAMEO, strconv.Itoa(e.Quad),
		number(e.Goldstein), e.Scale, strconv.FormatBool(e.Mutual),
		sides(e.Source, partyName), sides(e.Source, partyCountry), sides(e.Source, partyCOW), sides(e.Target, partyName), sides(e.Target, partyCountry), sides(e.Target, partyCOW),
		join(people), e.Level, p.Name, p.Country, number(p.Lat), number(p.Lon), join(e.Topics), e.FirstReport, e.LastReport, strconv.Itoa(e.Articles),
		strconv.Itoa(e.IndependentSources), join(differ), number(&e.Confidence), strconv.FormatBool(e.Rejected), strconv.FormatBool(len(e.Corrections) > 0), words))
}

func partyName(p *ledger.Party) string    { return p.Name }
func partyCountry(p *ledger.Party) string { return p.Country }
func partyCOW(p *ledger.Party) string     { return p.COW }

func sides(list []ledger.Party, value func(*ledger.Party) string) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = value(&list[i])
	}
	return strings.Join(out, "; ")
}
