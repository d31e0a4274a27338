package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// Golden is a correction made on the page, saved as a test: what the record of an article must and must not say. A file of it in
// testdata/corrections is checked by the tests.
type Golden struct {
	Article record.Article `json:"article"`
	Expect  []GoldenEvent  `json:"expect"`
	Why     string         `json:"why"`
	Todo    string         `json:"todo,omitempty"` // what it waits for; without it the test must pass
}

// GoldenEvent is what must hold for the event whose anchor lies on the given words.
type GoldenEvent struct {
	Anchor  string            `json:"anchor"`   // the words that name the event
	At      record.Span       `json:"at"`       // where they stand, in code points
	NoEvent bool              `json:"no_event"` // there is no event here
	Fields  map[string]string `json:"fields"`   // act, status, from, to, level: what they must be
}

// goldenFields are the fields that the form corrects. One form has those of all events: act-e1, status-e1, act-e2.
var goldenFields = []string{"act", "status", "from", "to", "level"}

// readFields are the values of goldenFields as they were read.
func readFields(e *record.Event) map[string]string {
	return map[string]string{"act": e.Act, "status": e.Status, "from": e.When.From, "to": e.When.To, "level": e.Level}
}

// saveGolden makes a test of a correction: a file for testdata/corrections.
func (s *Server) saveGolden(w http.ResponseWriter, r *http.Request) {
	rec, ok := s.posted(w, r)
	if !ok {
		return
	}
	id := r.PostFormValue("event")
	at := slices.IndexFunc(rec.Events, func(e record.Event) bool { return e.ID == id })
	if at < 0 || len(rec.Events[at].Anchor) == 0 {
		s.fail(w, r, http.StatusUnprocessableEntity, "There is no such event in the article.")
		return
	}
	e := &rec.Events[at]
	one := GoldenEvent{Anchor: wordsAt([]rune(rec.Article.Text), e.Anchor), At: record.Span{e.Anchor[0][0], e.Anchor[len(e.Anchor)-1][1]}, NoEvent: r.PostFormValue("no_event-"+id) != "", Fields: map[string]string{}}
	have := readFields(e)
	for _, f := range goldenFields {
		if value := strings.TrimSpace(r.PostFormValue(f + "-" + id)); r.PostForm.Has(f+"-"+id) && value != have[f] && !one.NoEvent {
			one.Fields[f] = value
		}
	}
	if !one.NoEvent && len(one.Fields) == 0 {
		s.fail(w, r, http.StatusUnprocessableEntity, "Nothing was changed.")
		return
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(Golden{Article: rec.Article, Expect: []GoldenEvent{one}, Why: r.PostFormValue("why-" + id)}); err != nil {
		s.fail(w, r, http.StatusInternalServerError, "The test could not be written.")
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="correction-`+strings.TrimPrefix(hashOf(out.String())[:8], "-")+`.json"`)
	_, _ = w.Write(out.Bytes())
}

// check says what in a record is not as it must be.
func (g *Golden) check(r *record.Record) []string {
	var wrong []string
	for _, x := range g.Expect {
		at := slices.IndexFunc(r.Events, func(e record.Event) bool {
			return len(e.Anchor) > 0 && e.Anchor[0][0] < x.At[1] && x.At[0] < e.Anchor[len(e.Anchor)-1][1]
		})
		if x.NoEvent {
			if at >= 0 {
				wrong = append(wrong, fmt.Sprintf("%q: there is an event, %s", x.Anchor, r.Events[at].Act))
			}
			continue
		}
		if at < 0 {
			wrong = append(wrong, fmt.Sprintf("%q: there is no event", x.Anchor))
			continue
		}
		have := readFields(&r.Events[at])
		for _, f := range goldenFields {
			if want, ok := x.Fields[f]; ok && have[f] != want {
				wrong = append(wrong, fmt.Sprintf("%q: %s is %q, want %q", x.Anchor, f, have[f], want))
			}
		}
	}
	return wrong
}
