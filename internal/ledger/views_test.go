package ledger

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openlines/openlines/record"
)

// visitStory is a visit that was planned, put off, planned anew and held; and a quarrel over it.
func visitStory() []record.Record {
	visit := func(status, day, words string) telling {
		return telling{act: "visit", status: status, source: "JPN", target: "PER", from: day, to: day, person: "Haruki Onodera", place: "Lima", words: words}
	}
	return []record.Record{
		report("a", "2017-09-19", visit("planned", "2017-10-24", "Foreign Minister Onodera will visit Peru for talks on fishing grounds")),
		report("b", "2017-10-23", visit("postponed", "2017-10-24", "Foreign Minister Onodera put off his trip to Peru because of a typhoon")),
		report("c", "2017-10-26", visit("planned", "2017-11-08", "The foreign minister of Japan shall arrive in Lima in November")),
		report("d", "2017-11-09", visit("happened", "2017-11-08", "Foreign Minister Onodera visited Lima on Wednesday")),
		report("e", "2017-11-10", telling{act: "accuse", status: "happened", source: "USA", target: "CHN", words: "Washington accused Beijing of flying a balloon over Montana"},
			telling{act: "meet", status: "planned", source: "USA", target: "CHN", from: "2017-11-20", to: "2017-11-20", words: "The defence ministers are to meet in Singapore"}),
	}
}

// views asks a ledger for everything that it can show.
func views(t *testing.T, l *Ledger) {
	t.Helper()
	ctx := context.Background()
	l.now = func() time.Time { return time.Date(2017, 12, 1, 12, 0, 0, 0, time.UTC) }
	records := visitStory()
	records[1].Statements = []record.Statement{{ID: "s1", Speaker: "a3", Source: []record.Span{}, Cue: []record.Span{}, Content: []record.Span{{25, 41}}, Quotes: []record.Span{}}}
	if n := len(records[1].Actors); n != 3 || records[1].Actors[2].Kind != record.Person {
		t.Fatalf("the story has other actors: %+v", records[1].Actors)
	}
	add(t, l, records...)

	count := func(query string, want int) {
		t.Helper()
		r, err := l.Query(ctx, query, Page{})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			return
		}
		if len(r.Events) != want {
			t.Errorf("%s: %d events, want %d", query, len(r.Events), want)
		}
		n, err := l.Count(ctx, query, 1000)
		if err != nil || n != want {
			t.Errorf("count of %s: %d, %v; want %d", query, n, err, want)
		}
	}
	for query, want := range map[string]int{
		"": 3, "dyad:JPN-PER": 1, "dyad:PER-JPN": 1, "dyad:USA-CHN,JPN-PER": 3, "-dyad:JPN-PER": 2, "actor:USA": 2, "by:JPN": 1, "on:JPN": 0, "act:visit,meet": 2,
		"status:planned": 1, "was:postponed": 1, "plover:accuse": 1, "cameo:04": 3, "quad:1": 3, "person:onodera": 1, `person:"Haruki Onodera"`: 1, "place:lima": 1, "source:outlet": 3,
		`source:"outlet e"`: 2, "article:e": 2, "sources:4": 1, "articles:5": 0, "is:contact": 2, "is:rejected": 0, "2017": 3, "2017-11-08": 1, "2017-11-10..": 2, "..2016": 0,
		"published:2017-09": 1, "added:2017-12-01": 3, "added:..2017-11": 0, "balloon": 1, "balloons": 1, `"fishing grounds"`: 1, `"grounds fishing"`: 0, "typhoon dyad:JPN-PER": 1, "-typhoon": 2, "level:minister": 0} {
		count(query, want)
	}

	// pages
	var seen []string
	p := Page{Limit: 1}
	for range 5 {
		r, err := l.Query(ctx, "2017", p)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Events {
			seen = append(seen, e.ID)
		}
		if p.Cursor = r.Next; r.Next == "" {
			break
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(seen)))) != 3 || len(seen) != 3 {
		t.Errorf("paging gives %v", seen)
	}

	d, err := l.Dyad(ctx, "PER-JPN", DyadOptions{On: "2017-11-01"})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Contacts) != 1 || d.A != "Japan" || len(d.Series) == 0 {
		t.Fatalf("dyad: %d contacts, %s, %d points", len(d.Contacts), d.A, len(d.Series))
	}
	e := d.Contacts[0]
	var steps []string
	for _, s := range e.StatusHistory {
		steps = append(steps, s.Date+" "+s.Status)
	}
	if got, want := strings.Join(steps, ", "), "2017-09-19 planned, 2017-10-23 postponed, 2017-10-26 planned, 2017-11-09 happened"; got != want {
		t.Errorf("history %s, want %s", got, want)
	}
	if e.Articles != 4 || e.IndependentSources != 4 || len(e.Linked) != 3 || e.Source[0].COW != "740" {
		t.Errorf("the visit: %+v", e)
	}
	for _, c := range d.Channels {
		if c.Level == "" && (c.Next == nil || c.Next.When.From != "2017-11-08" || c.Held != nil) {
			t.Errorf("as of 1 November the visit of 8 November is to come: %+v", c)
		}
	}

	b, err := l.Brief(ctx, BriefOptions{Since: "2017-10-01"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.Pairs {
		switch p.Pair {
		case "JPN-PER":
			if len(p.Changed) != 1 || len(p.New) != 0 {
				t.Errorf("brief of JPN-PER: %+v", p)
			}
		case "CHN-USA":
			if len(p.New) != 1 || len(p.Overdue) != 1 {
				t.Errorf("brief of CHN-USA: %d new, %d overdue", len(p.New), len(p.Overdue))
			}
		}
	}
	// a brief of a past day knows nothing of later ones
	b, err = l.Brief(ctx, BriefOptions{Since: "2017-10-20", On: "2017-10-25"})
	if err != nil || len(b.Pairs) != 1 || len(b.Pairs[0].Changed) != 1 {
		t.Fatalf("brief of 25 October: %+v, %v", b.Pairs, err)
	}
	if e := b.Pairs[0].Changed[0]; e.Status != record.Postponed || e.Articles != 2 {
		t.Errorf("the visit as of 25 October: %s, told by %d", e.Status, e.Articles)
	}
	if b, err := l.Brief(ctx, BriefOptions{Since: "2017-11-01", On: "2017-11-05"}); err != nil || len(b.Pairs) != 0 {
		t.Errorf("a brief of days without reports: %+v, %v", b.Pairs, err)
	}
	if _, err := l.Brief(ctx, BriefOptions{On: "soon"}); err == nil {
		t.Error("a brief of no day")
	}
	if added, err := l.Brief(ctx, BriefOptions{AddedSince: "2017-12-01"}); err != nil || len(added.Pairs) != 2 {
		t.Errorf("brief by ingestion: %d pairs, %v", len(added.Pairs), err)
	}
	v, err := l.Person(ctx, "onodera", 10)
	if err != nil || len(v.Events) != 1 || len(v.Offices) != 1 || len(v.Quotes) != 1 {
		t.Errorf("person: %+v, %v", v, err)
	}
	q, err := l.Quotes(ctx, QuoteOptions{By: "JPN", About: "trip"})
	if err != nil || len(q) != 1 || q[0].Speaker != "Haruki Onodera" || !strings.Contains(q[0].Words, "trip") {
		t.Errorf("quotes: %+v, %v", q, err)
	}
	a, err := l.Article(ctx, "e")
	if err != nil || len(a.Events) != 2 {
		t.Errorf("article: %+v, %v", a, err)
	}
	if err := l.Watch(ctx, []string{"usa-chn"}, true); err != nil {
		t.Error(err)
	}
	if w, err := l.Watched(ctx); err != nil || len(w) != 1 || w[0] != "CHN-USA" {
		t.Errorf("watched: %v, %v", w, err)
	}
	changes, err := l.Changes(ctx, 0, 100)
	if err != nil || len(changes) != 3 {
		t.Errorf("changes: %+v, %v", changes, err)
	}
	if s, err := l.Sample(ctx, "", 2, 1); err != nil || len(s) != 2 {
		t.Errorf("sample: %d, %v", len(s), err)
	}
	in := "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\n" +
		"7\t2017-11-09\tx\tx\tJapan\tConsult\t42\t1.9\tx\tx\tPeru\t1\n8\t2017-11-09\tx\tx\tNowhere\tConsult\t40\t1\tx\tx\tPeru\t1\n"
	n, err := l.Import(ctx, strings.NewReader(in))
	if err != nil || n.Collection != "icews" || n.New != 1 || n.Skipped != 1 {
		t.Errorf("import: %+v, %v", n, err)
	}
	f, err := l.ForeignSeries(ctx, "JPN-PER", "month")
	if err != nil || len(f["icews"]) != 1 || f["icews"][0].Quad[1] != 1 {
		t.Errorf("imported series: %+v, %v", f, err)
	}
	if _, err := l.Event(ctx, "20170919-xxxxxxxx"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown id: %v", err)
	}
	// an id of a mention leads to its event, and what is rejected is found only when asked for
	if m := e.Linked[0].Mention; m != e.ID {
		if got, err := l.Event(ctx, m); err != nil || got.ID != e.ID {
			t.Errorf("%s leads to %s, %v", m, got.ID, err)
		}
	}
	if _, err := l.Correct(ctx, Correction{Kind: Set, Target: e.ID, Field: "act", Value: "frob", Who: "Ann", Why: "so it was"}); err == nil || !strings.Contains(err.Error(), "acts.tsv") {
		t.Errorf("an act that there is not: %v", err)
	}
	if _, err := l.Correct(ctx, Correction{Kind: Reject, Target: e.ID, Who: "Ann"}); err == nil {
		t.Error("a correction without a reason is taken")
	}
	if _, err := l.Correct(ctx, Correction{Kind: Reject, Target: e.ID, Who: "Ann", Why: "a play"}); err != nil {
		t.Fatal(err)
	}
	count("dyad:JPN-PER", 0)
	count("dyad:JPN-PER is:rejected", 1)
	count("is:corrected is:rejected", 1)
}

func TestViews(t *testing.T) { views(t, open(t)) }
