package ledger

import (
	"context"
	"slices"
	"testing"
)

// wordQueries asks for words beside everything else: the full-text index must find what the tables say.
func wordQueries(t *testing.T, l *Ledger) {
	t.Helper()
	ctx := context.Background()
	add(t, l, visitStory()...)
	add(t, l, manyReports(120)...)
	ids := func(query string) []string {
		t.Helper()
		var out []string
		for e, err := range l.Each(ctx, query) {
			if err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			out = append(out, e.ID)
		}
		return out
	}
	some := 0
	for _, word := range []string{"talks", "ministers", `"talks on grain"`, "typhoon", "balloon", "colleague,balloon"} {
		with := ids(word)
		for _, rest := range []string{"dyad:JPN-PER", "-dyad:JPN-PER", "dyad:CHN-JPN,CHN-USA", "actor:KEN", "-actor:KEN", "by:JPN", "on:PER", "act:visit", "act:meet,visit", "-act:meet", "status:planned",
			"was:postponed", "-was:postponed", "level:minister", "level:foreign", "plover:CONSULT,ACCUSE", "quad:1", "-quad:1", "is:contact", "-is:contact", "cameo:04", "place:lima", "source:outlet",
			"sources:2", "2017-11", "-2017-11", "2016..2017-10", "published:2017", "grain", "-grain", "-grain -typhoon", "is:disputed", "is:contact,disputed"} {
			without := ids(rest)
			var want []string
			for _, id := range with {
				if slices.Contains(without, id) {
					want = append(want, id)
				}
			}
			some += min(len(want), 1)
			if got := ids(word + " " + rest); !slices.Equal(got, want) {
				t.Errorf("%s %s: %d events, want %d", word, rest, len(got), len(want))
			}
		}
	}
	if some < 60 {
		t.Errorf("only %d of the queries find anything", some)
	}
	for _, p := range []Page{{Limit: 7}, {Limit: 7, Oldest: true}} {
		seen := map[string]bool{}
		last := ""
		for {
			r, err := l.Query(ctx, "talks", p)
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Events {
				e := &r.Events[i]
				if last != "" && (p.Oldest && e.Day() < last || !p.Oldest && e.Day() > last) {
					t.Errorf("%s comes after %s", e.Day(), last)
				}
				if last = e.Day(); seen[e.ID] {
					t.Errorf("%s comes twice", e.ID)
				}
				seen[e.ID] = true
			}
			if p.Cursor = r.Next; r.Next == "" {
				break
			}
		}
		if want := len(ids("talks")); len(seen) != want || want < 20 {
			t.Errorf("paging gives %d events, want %d", len(seen), want)
		}
	}
	if _, err := l.Query(ctx, "talks", Page{Cursor: "2017-01-01~20170101-abc"}); err == nil {
		t.Error("a cursor of another query is taken")
	}
}

func TestWords(t *testing.T) { wordQueries(t, open(t)) }

func TestDocumentOf(t *testing.T) {
	order := []string{"1700-01-01", "1815-06-18", "1969-12-31", "1970-01-01", "2023-06-18", "2023-06-19", "2100-01-01", "9999-99-99"}
	for i := range order[1:] {
		if a, b := documentOf(order[i], 1<<idBits-1), documentOf(order[i+1], 0); a >= b && order[i+1] != "1815-06-18" || a < 0 || b < 0 {
			t.Errorf("%s is number %d, %s %d", order[i], a, order[i+1], b)
		}
	}
	if d := documentOf("2023-06-18", 12345<<16|3); d&(1<<idBits-1) != 12345<<16|3 {
		t.Errorf("the document %d does not name its event", d)
	}
}
