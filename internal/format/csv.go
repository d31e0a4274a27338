// Package format writes records and linked events out, a file a format: for eyes, as JSON Lines, CSV, Parquet, a calendar, panels, and in the forms of POLECAT
// and GDELT.
package format

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/openlines/openlines/record"
)

// JSON writes a value as one line of JSON.
func JSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// rows writes CSV of which no spreadsheet takes a cell for a formula.
type rows struct{ w *csv.Writer }

// newRows writes the line of columns.
func newRows(w io.Writer, columns []string) (rows, error) {
	r := rows{csv.NewWriter(w)}
	return r, r.w.Write(columns)
}

func (r rows) write(cells []string) error {
	for i := range cells {
		cells[i] = harmless(cells[i])
	}
	return r.w.Write(cells)
}

func (r rows) flush() error {
	r.w.Flush()
	return r.w.Error()
}

// harmless sets an apostrophe before what a spreadsheet would take for a formula: words of articles come from anywhere.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+@\t\r", rune(s[0])) || len(s) > 1 && s[0] == '-' && (s[1] < '0' || s[1] > '9') {
		return "'" + s
	}
	return s
}

// Columns are the columns of CSV, one row an event. Cells of several values are joined by "; ".
var Columns = []string{"article", "outlet", "published", "event", "act", "status", "plover", "mode", "cameo", "quad", "goldstein", "scale", "mutual",
	"source", "source_country", "target", "target_country", "participants", "level", "from", "to", "vague", "basis", "place", "place_country", "lat", "lon",
	"topics", "according_to", "anchor", "start", "end", "evidence", "confidence"}

// CSV writes rows of events.
type CSV struct{ rows }

// NewCSV writes the line of columns and gives the writer of rows.
func NewCSV(w io.Writer) (*CSV, error) {
	r, err := newRows(w, Columns)
	if err != nil {
		return nil, err
	}
	return &CSV{r}, r.flush()
}

// Write writes the events of a record.
func (c *CSV) Write(r record.Record) error {
	t := newTextWriter(r)
	for i := range r.Events {
		e := &r.Events[i]
		var with, by []string
		for _, p := range e.Participants {
			with = append(with, t.actors[p.Actor].Name)
		}
		for _, s := range e.AccordingTo {
			by = append(by, t.speaker(t.statements[s]))
		}
		p := t.places[e.Where]
		if p == nil {
			p = &record.Place{}
		}
		start, end := "", ""
		if n := len(e.Anchor); n > 0 {
			start, end = strconv.Itoa(e.Anchor[0][0]), strconv.Itoa(e.Anchor[n-1][1])
		}
		err := c.write([]string{r.Article.ID, r.Article.Outlet, r.Article.Published, e.ID, e.Act, e.Status, e.PLOVER, e.Mode, e.CAMEO,
			strconv.Itoa(e.Quad), number(e.Goldstein), e.Scale, strconv.FormatBool(e.Mutual), t.column(e.Source, name), t.column(e.Source, country),
			t.column(e.Target, name), t.column(e.Target, country), strings.Join(with, "; "), e.Level, e.When.From, e.When.To,
			strconv.FormatBool(e.When.Vague), e.When.Basis, p.Name, p.Country, number(p.Lat), number(p.Lon), strings.Join(e.Topics, "; "),
			strings.Join(by, "; "), t.words(e.Anchor), start, end, t.words(e.Evidence), number(&e.Confidence)})
		if err != nil {
			return err
		}
	}
	return c.flush()
}

func name(a *record.Actor) string    { return a.Name }
func country(a *record.Actor) string { return a.Country }

func (t *textWriter) column(ids []string, value func(*record.Actor) string) string {
	out := make([]string, len(ids))
	for i, x := range ids {
		out[i] = value(t.actors[x])
	}
	return strings.Join(out, "; ")
}

func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}
