// Package when finds time expressions and resolves them to calendar days.
//
// It follows TIMEX3 of TimeML (Pustejovsky et al. 2003; ISO 24617-1) with the annotation guidelines of TimeBank 1.2 and
// TempEval-3: DATE, TIME, DURATION and SET, the words that quantify inside the expression ("nearly two years", "early
// next week"), prepositions outside. A value is ISO 8601 with the extensions of TIMEX3 (1998-Q3, 1998-SU, 1998-W12-WE,
// 1998-02-12TEV, PRESENT_REF, PXW).
//
// What is said relative to "now" is resolved against Document.Published. Where that is unknown the expression is found and
// stays unresolved: its value has X for what is missing, and it covers no days. What is said relative to the story ("the
// following day", "that year") is resolved against the date told last.
//
// The grammar is in tables: words.tsv says what a word can be, patterns.tsv how words make an expression and which action
// reads it, holidays.tsv on which days feasts fall, happenings.tsv what happens on a day. The actions are in resolve.go and narrative.go.
package when

import (
	"embed"
	"fmt"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// Tables are the built-in tables of this stage, in the directory tables.
//
//go:embed tables
var Tables embed.FS

// Reader finds time expressions. It is safe for concurrent use.
type Reader struct {
	grammar
}

// New reads the tables. The error names the file and line of what is wrong.
func New(t table.Dir) (*Reader, error) {
	g, err := load(t)
	if err != nil {
		return nil, fmt.Errorf("reading the tables of time expressions: %w", err)
	}
	return &Reader{*g}, nil
}

// Read fills d.Times in the order of the text. Expressions do not overlap.
func (r *Reader) Read(d *doc.Document) { r.read(d, nil) }

func (r *Reader) read(d *doc.Document, won func(rule int32)) {
	d.Times = d.Times[:0]
	st := story{now: d.Published}
	m := matcher{g: &r.grammar, d: d, story: &st, won: won}
	for i := range m.kept {
		m.kept[i].first = -1
	}
	for s := range d.Sentences {
		m.sentence(int32(s))
		first, dateline := len(d.Times), d.Sentences[s].Kind == doc.Dateline
		m.prev, m.ended = expr{}, 0
		for i := 0; i < len(m.pieces); {
			if !m.maybe[i] {
				i++
				continue
			}
			m.outer = i
			e, end := m.match(i, 0)
			if end == i {
				i++
				continue
			}
			if e.typ != "" {
				d.Times = append(d.Times, m.time(e, i, end))
				if !m.quoted(i) && !m.lookedBack(i, end) { // what somebody is quoted with, or had done before, is not where the story is
					st.tell(e, int32(s), dateline)
				}
				if x, to := m.anotherDay(e, end); to > end {
					d.Times = append(d.Times, m.time(x, end+1, to))
					st.tell(x, int32(s), dateline)
					e, end = x, to
				}
				m.prev, m.ended = e, end
			}
			i = end
		}
		m.clocks(d.Times[first:])
	}
	d.IndexTimes()
	if m.besideHappenings() {
		d.IndexTimes()
	}
}

// time is e, read from the pieces first to end, as the layer has it.
func (m *matcher) time(e expr, first, end int) doc.Time {
	t := doc.Time{Type: e.typ, Value: e.value, From: e.from, To: e.to, Vague: e.vague, Relative: e.relative}
	if t.From.IsZero() || t.To.IsZero() { // beyond the calendar
		t.From, t.To = doc.Date{}, doc.Date{}
	}
	t.Range = doc.Range{Start: m.pieces[first].start, End: m.pieces[end-1].end}
	t.Span = doc.Span{First: m.pieces[first].token, End: m.pieces[end-1].token + 1}
	return t
}
