package ledger

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/openlines/openlines/record"
)

// TestOutlines checks the short forms and counts that the page draws from against whole events.
func TestOutlines(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	event := func(day, a, b string, quad int) record.Record {
		text := "They met."
		return record.Record{Format: record.Format, Article: record.Article{ID: "x-" + day + a + b, Outlet: "Wire", Published: day, Text: text},
			Actors: []record.Actor{{ID: "a1", Key: a, Name: a, Kind: record.State, Country: a}, {ID: "a2", Key: b, Name: b, Kind: record.State, Country: b}},
			Events: []record.Event{{ID: "e1", Act: "meet", Status: record.Happened, PLOVER: "CONSULT", CAMEO: "040", Quad: quad, Mutual: true, Source: []string{"a1"}, Target: []string{"a2"},
				When: record.When{From: day, To: day, Basis: "stated"}, Anchor: []record.Span{{5, 8}}, Evidence: []record.Span{{0, 9}}}}}
	}
	list := []record.Record{event("2024-01-03", "FRA", "DEU", 1), event("2024-01-17", "FRA", "DEU", 1), event("2024-01-18", "FRA", "ITA", 3)}
	if _, err := l.Add(ctx, func(yield func(record.Record, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	o, err := l.Outlines(ctx, "dyad:FRA-DEU", 10)
	if err != nil || len(o) != 2 || o[0].Day != "2024-01-17" || o[0].Act != "meet" || o[0].Kind != contactFamily {
		t.Errorf("outlines %+v %v", o, err)
	}
	p, err := l.TallyPairs(ctx, "2024", 10)
	if err != nil || len(p) != 2 || p[0].Pair != "DEU-FRA" || p[0].Events != 2 || p[1].Quad[3] != 1 {
		t.Errorf("pairs %+v %v", p, err)
	}
	d, err := l.TallyDays(ctx, "actor:FRA", "month")
	if err != nil || len(d) != 1 || d[0].From != "2024-01-01" || d[0].Events != 3 {
		t.Errorf("months %+v %v", d, err)
	}
	of, err := l.PairsOf(ctx, "ITA", 10)
	if err != nil || len(of) != 1 || of[0].Pair != "FRA-ITA" {
		t.Errorf("pairs of Italy %+v %v", of, err)
	}
	r, err := l.Records(ctx, []string{list[0].Article.ID, "none"})
	if err != nil || len(r) != 1 || r[list[0].Article.ID].Events[0].Act != "meet" {
		t.Errorf("records %+v %v", r, err)
	}
	if err := l.Set(ctx, "token", "jane", "x"); err != nil {
		t.Fatal(err)
	}
	if s, err := l.Settings(ctx, "token"); err != nil || len(s) != 1 || s["jane"] != "x" {
		t.Errorf("settings %v %v", s, err)
	}
	if err := l.Set(ctx, "token", "jane", ""); err != nil {
		t.Fatal(err)
	}
	if s, err := l.Settings(ctx, "token"); err != nil || len(s) != 0 {
		t.Errorf("settings after deleting %v %v", s, err)
	}
}
