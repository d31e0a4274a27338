package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/openlines/openlines/record"
)

// groups gives, for each event, the articles that tell it, as "a b, c".
func groups(t *testing.T, l *Ledger) string {
	t.Helper()
	var out []string
	for e, err := range l.Each(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, m := range e.Mentions {
			names = append(names, m.Article)
		}
		out = append(out, strings.Join(slices.Compact(names), " "))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestTraps(t *testing.T) {
	wire := "Oslo expelled two Peruvian attachés on Monday over the fishing dispute in the north. The two had photographed a harbour. A spokesman said that they had five days to leave. Lima did not answer."
	copied := func(id, published, text string) record.Record {
		r := report(id, published, telling{act: "expel_diplomats", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "x"})
		r.Article.Text = text
		r.Events[0].PLOVER, r.Events[0].CAMEO = "SANCTION", "166"
		r.Events[0].Anchor, r.Events[0].Evidence = []record.Span{{5, 13}}, []record.Span{{0, 40}}
		return r
	}
	for _, c := range []struct {
		name    string
		records []record.Record
		want    string
	}{
		{"two visits of one minister within a month", []record.Record{
			report("a", "2024-03-05", telling{act: "visit", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: "Foreign Minister Dahl visited Lima for talks on cod"}),
			report("b", "2024-03-06", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-07", to: "2024-03-31", vague: true, person: "Kari Dahl", place: "Lima", words: "Foreign Minister Dahl will return to Lima this month"}),
			report("c", "2024-03-23", telling{act: "visit", status: "happened", source: "NOR", target: "PER", from: "2024-03-22", to: "2024-03-22", person: "Kari Dahl", place: "Lima", words: "Foreign Minister Dahl was in Lima again"}),
		}, "a, b c"},
		{"three meet, and each report begins with another", []record.Record{
			report("a", "2024-03-05", telling{act: "meet", status: "happened", source: "PER", target: "NOR CHL", from: "2024-03-04", to: "2024-03-04", place: "Lima", words: "The fisheries ministers of three countries met over cod"}),
			report("b", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "CHL PER", from: "2024-03-04", to: "2024-03-04", place: "Lima", words: "Norway met Chile and Peru over cod"}),
			report("c", "2024-03-06", telling{act: "meet", status: "happened", source: "CHL", target: "PER NOR", from: "2024-03-04", to: "2024-03-04", place: "Lima", words: "Three fisheries ministers met in Lima"}),
			report("d", "2024-03-06", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-01", to: "2024-03-01", place: "Oslo", words: "The Peruvian ambassador was received in Oslo"}),
		}, "a b c, d"},
		{"negotiations of two days, and another meeting on the second of them", []record.Record{
			report("a", "2024-03-05", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-14", to: "2024-03-15", person: "Nils Moe", place: "Lima", words: "Trade minister Nils Moe is to come to Lima for talks on March 14 and 15"}),
			report("b", "2024-03-12", telling{act: "meet", status: "planned", source: "NOR", target: "PER", from: "2024-03-15", to: "2024-03-15", person: "Kari Dahl", place: "Lima", words: "Foreign Minister Kari Dahl will see Rosa Vega in Lima on Friday about visas"}),
			report("c", "2024-03-16", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-14", to: "2024-03-15", vague: true, place: "Lima", words: "The tariff was dropped at the end of two days of negotiations in Lima"}),
		}, "a c, b"},
		{"a meeting, and a denial that another had been planned", []record.Record{
			report("a", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", place: "Lima", words: "Foreign ministers Dahl and Vega met in Lima"},
				telling{act: "meet", status: "denied", source: "NOR", target: "PER", words: "Oslo denied that a summit of foreign ministers had been planned"}),
		}, "a, a"},
		{"an anniversary", []record.Record{
			report("a", "2004-05-02", telling{act: "sign", status: "happened", source: "NOR", target: "PER", from: "2004-05-01", to: "2004-05-01", place: "Lima", words: "Norway and Peru signed the cod treaty in a school"}),
			report("b", "2024-05-01", telling{act: "sign", status: "happened", source: "NOR", target: "PER", from: "2004-05-01", to: "2004-05-01", place: "Lima", words: "Twenty years ago the two signed the cod treaty in a railway station"},
				telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-05-01", to: "2024-05-01", place: "Lima", words: "The ministers met to mark the day"}),
		}, "a b, b"},
		{"two meetings of one pair, one day, one city", []record.Record{
			report("a", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: "Foreign Minister Kari Dahl met Rosa Vega over visas"},
				telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Nils Moe", place: "Lima", words: "Trade minister Nils Moe sat down with Luis Paz over copper"}),
			report("b", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Nils Moe", place: "Lima", words: "The copper price was what Moe discussed with Paz in Lima"}),
			report("c", "2024-03-06", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: "Dahl spoke with her colleague Vega about visas"}),
		}, "a b, a c"},
		{"same day, same city, other parties", []record.Record{
			report("a", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", place: "Oslo", words: "Ministers of Norway and Peru met in Oslo"}),
			report("b", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "CHL", from: "2024-03-04", to: "2024-03-04", place: "Oslo", words: "Ministers of Norway and Chile met in Oslo"}),
		}, "a, b"},
		{"the same act a week later", []record.Record{
			report("a", "2024-03-05", telling{act: "accuse", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Norway accused Peru of taking cod"}),
			report("b", "2024-03-12", telling{act: "accuse", status: "happened", source: "NOR", target: "PER", from: "2024-03-11", to: "2024-03-11", words: "Norway accused Peru of taking cod again"}),
		}, "a, b"},
		{"who did it to whom", []record.Record{
			report("a", "2024-03-05", telling{act: "accuse", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Norway accused Peru of taking cod"}),
			report("b", "2024-03-05", telling{act: "accuse", status: "happened", source: "PER", target: "NOR", from: "2024-03-04", to: "2024-03-04", words: "Peru accused Norway of taking cod"}),
		}, "a, b"},
		{"a denial belongs to what it denies", []record.Record{
			report("a", "2024-03-08", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", place: "Oslo", words: "Spy chiefs of Norway and Peru met in secret in Oslo"}),
			report("b", "2024-03-09", telling{act: "meet", status: "denied", source: "PER", target: "NOR", place: "Oslo", words: "Lima denied reports about a meeting in Oslo"}),
		}, "a b"},
		{"an invitation, and what came of it a day late", []record.Record{
			report("a", "2024-03-02", telling{act: "invite", status: "planned", source: "NOR", target: "PER", from: "2024-03-10", to: "2024-03-10", words: "Oslo has invited the Peruvian government to a second round on cod"}),
			report("b", "2024-03-12", telling{act: "meet", status: "happened", source: "PER", target: "NOR", from: "2024-03-11", to: "2024-03-11", place: "Oslo", words: "A Peruvian delegation sat down with Vice Minister Lund over the quotas, later than announced"}),
		}, "a b"},
		{"told in vague days by the adjectives of the two", []record.Record{
			report("a", "2024-03-12", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-12", to: "2024-03-31", vague: true, words: "The secretary will return to Lima before the end of the month"}),
			report("b", "2024-03-23", telling{act: "visit", status: "happened", source: "NOR", target: "PER", from: "2024-03-21", to: "2024-03-21", words: "It was signed by the Norwegian envoy, who came to the Peruvian capital on Thursday with Minister Dahl"}),
		}, "a b"},
		{"a pledge and a treaty of the same people", []record.Record{
			report("a", "2024-03-05", telling{act: "promise_money", status: "planned", source: "NOR", target: "PER", person: "Kari Dahl", words: "Dahl pledged money for water plants on the coast"}),
			report("b", "2024-03-06", telling{act: "sign", status: "happened", source: "NOR", target: "PER", from: "2024-03-05", to: "2024-03-05", person: "Kari Dahl", words: "Dahl put her name under a customs treaty"}),
		}, "a, b"},
		{"a threat by its form and by its kind", []record.Record{
			report("a", "2024-03-05", telling{act: "threaten_embargo", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Oslo threatened a tariff on copper"}),
			report("b", "2024-03-12", telling{act: "threaten", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-10", vague: true, words: "Workers marched against the tariff that was threatened a week ago"}),
		}, "a b"},
		{"what is told every two weeks without a day", []record.Record{
			report("a", "2024-01-05", telling{act: "support", status: "happened", source: "NOR", target: "PER", words: "Norway stands by Peru and its fishing grounds"}),
			report("b", "2024-01-09", telling{act: "support", status: "happened", source: "NOR", target: "PER", words: "Norway stands by Peru and its fishing grounds"}),
			report("c", "2024-02-20", telling{act: "support", status: "happened", source: "NOR", target: "PER", words: "Norway stands by Peru and its fishing grounds"}),
			report("d", "2024-03-01", telling{act: "support", status: "happened", source: "NOR", target: "PER", words: "Norway stands by Peru and its fishing grounds"}),
			report("e", "2024-04-10", telling{act: "support", status: "happened", source: "NOR", target: "PER", words: "Norway stands by Peru and its fishing grounds"}),
		}, "a b, c d, e"},
		{"a visit that was called off, and a meeting elsewhere instead", []record.Record{
			report("a", "2024-03-05", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-11", to: "2024-03-11", person: "Kari Dahl", words: "Foreign Minister Kari Dahl means to fly there on Monday"}),
			report("b", "2024-03-09", telling{act: "visit", status: "cancelled", source: "NOR", target: "PER", person: "Kari Dahl", place: "Lima", words: "The visit of Foreign Minister Kari Dahl to Lima was called off"},
				telling{act: "meet", status: "planned", source: "NOR", target: "PER", from: "2024-03-25", to: "2024-03-25", person: "Kari Dahl", place: "Geneva", words: "Kari Dahl is to meet her colleague in Geneva instead"}),
			report("c", "2024-03-26", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-25", to: "2024-03-25", person: "Kari Dahl", place: "Geneva", words: "Minister Kari Dahl met her Peruvian colleague in Geneva"}),
		}, "a b, b c"},
		{"a treaty of three, each named first by its own paper", []record.Record{
			report("a", "2024-03-05", telling{act: "sign", status: "happened", source: "PER", target: "NOR CHL", from: "2024-03-04", to: "2024-03-04", words: "The cod memorandum was signed by Lima, Oslo and Santiago"}),
			report("b", "2024-03-06", telling{act: "sign", status: "happened", source: "CHL", target: "PER NOR", from: "2024-03-04", to: "2024-03-04", words: "Santiago put its name under the cod memorandum with two others"}),
		}, "a b"},
		{"an expulsion and its answer in one sentence", []record.Record{
			report("a", "2024-03-05", telling{act: "expel_diplomats", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Oslo threw out two attachés on Monday"}),
			report("b", "2024-03-08", telling{act: "expel_diplomats", status: "happened", source: "PER", target: "NOR", from: "2024-03-07", to: "2024-03-07", words: "The Foreign Ministry gave two members of the Embassy five days in answer to the arbitrary expulsion of two colleagues"},
				telling{act: "expel_diplomats", status: "happened", target: "PER", words: "The Foreign Ministry gave two members of the Embassy five days in answer to the arbitrary expulsion of two colleagues"}),
		}, "a b, b"},
		{"an expulsion and a ban on the same day", []record.Record{
			report("a", "2024-03-05", telling{act: "expel_diplomats", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Oslo expelled the Peruvian attaché over the cod dispute"}),
			report("b", "2024-03-05", telling{act: "embargo", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Oslo banned imports of copper"}),
			report("c", "2024-03-08", telling{act: "sanction", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "What was decided over the cod dispute is felt in every factory"}),
		}, "a, b c"},
		{"experts on the margins of a visit that had been put off", []record.Record{
			report("a", "2024-03-05", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-10", to: "2024-03-10", place: "Lima", words: "Dahl will fly to Lima on Sunday over cod"}),
			report("b", "2024-03-09", telling{act: "visit", status: "postponed", source: "NOR", target: "PER", from: "2024-03-10", to: "2024-03-10", place: "Lima", words: "Dahl put off the journey to Lima over cod"}),
			report("c", "2024-03-12", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-20", to: "2024-03-20", place: "Lima", words: "Dahl comes to Lima over cod on the 20th"},
				telling{act: "meet", status: "planned", source: "NOR", target: "PER", from: "2024-03-20", to: "2024-03-20", place: "Lima", words: "Harbour experts will sit down on the same day"}),
			report("d", "2024-03-21", telling{act: "visit", status: "happened", source: "NOR", target: "PER", from: "2024-03-20", to: "2024-03-20", place: "Lima", words: "Dahl came to Lima over cod"},
				telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-20", to: "2024-03-20", place: "Lima", words: "Harbour experts of both sides sat down next door"}),
		}, "a b c d, c d"},
		{"an attack that is recalled by its day", []record.Record{
			report("a", "2024-03-05", telling{act: "attack", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Sailors from a Norwegian ship fired on the Peruvian trawler Mariposa"}),
			report("b", "2024-03-28", telling{act: "kill", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "An inquiry by Judge Sosa has begun into what was done on March 4"}),
		}, "a b"},
		{"an attack, its denial, and another name of the place", []record.Record{
			report("a", "2024-03-05", telling{act: "attack", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", place: "Cod Bank", words: "Sailors from a Norwegian ship rammed the Peruvian trawler Mariposa off Cod Bank"}),
			report("b", "2024-03-06", telling{act: "kill", status: "denied", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", place: "Torskegrunnen", words: "Lieutenant Moe of the Coast Guard said that nobody was touched near Torskegrunnen"}),
		}, "a b"},
		{"a host and a guest of three, each by its own minister", []record.Record{
			report("a", "2024-03-05", telling{act: "host", status: "planned", source: "CHL", target: "NOR PER", from: "2024-03-14", to: "2024-03-14", place: "Arica", words: "The foreign minister of Chile will receive both in Arica"}),
			report("b", "2024-03-10", telling{act: "visit", status: "planned", source: "NOR", target: "PER CHL", from: "2024-03-14", to: "2024-03-14", place: "Arica", words: "The prime minister flies south next week for the fish"}),
		}, "a b"},
		{"a town and a part of it", []record.Record{
			report("a", "2024-03-05", telling{act: "visit", status: "planned", source: "NOR", target: "PER", from: "2024-03-14", to: "2024-03-14", place: "North Arica", words: "The junior minister is due there to speak with fishermen"}),
			report("b", "2024-03-14", telling{act: "meet", status: "cancelled", source: "NOR", target: "PER", from: "2024-03-14", to: "2024-03-14", place: "Arica", words: "Oslo called it off after the barring order"}),
		}, "a b"},
		{"a wire report, a cut reprint, and a paper's own report", []record.Record{
			copied("a", "2024-03-04", wire), copied("b", "2024-03-05", strings.TrimSuffix(wire, " Lima did not answer.")),
			report("c", "2024-03-06", telling{act: "expel_diplomats", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Norway threw out three attachés of Peru on Monday"}),
		}, "a b c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t)
			add(t, l, c.records...)
			if got := groups(t, l); got != c.want {
				t.Errorf("linked %s, want %s\n%s", got, c.want, dump(t, l))
			}
			if c.want != "a b c" {
				return
			}
			r, err := l.Query(context.Background(), "", Page{})
			if err != nil {
				t.Fatal(err)
			}
			e := r.Events[0]
			if e.Articles != 3 || e.IndependentSources != 2 || !e.Accounts[1].Copy || e.Accounts[2].Copy {
				t.Errorf("%d articles, %d independent sources, accounts %+v", e.Articles, e.IndependentSources, e.Accounts)
			}
			if len(e.Differences) != 1 || e.Differences[0].Field != "number" {
				t.Errorf("two attachés or three: %+v", e.Differences)
			}
		})
	}
}

// A treaty by its full name has words in common with one that is named by what it is about.
func TestTitledNames(t *testing.T) {
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	var list []*feature
	for _, words := range []string{"A customs accord was signed during the visit of Kari Dahl", "The Agreement on Mutual Assistance in Customs Matters was signed by both"} {
		rec := report("a", "2024-03-05", telling{act: "sign", status: "happened", source: "NOR", target: "PER", words: words})
		f := r.feature(&r.mentionsOf(&rec)[0])
		list = append(list, &f)
	}
	c := newCluster()
	c.add(list[0], "")
	if s, _ := r.compare(list[1], list[0], c, true); strings.Contains(s.String(), "no name in common") {
		t.Errorf("compared: %s", s)
	}
}

func TestQueryErrors(t *testing.T) {
	for query, want := range map[string]struct {
		pos int
		msg string
	}{
		"dyad:USA":                  {5, "USA-CHN"},
		"act:visit stauts:planned":  {10, "did you mean status:"},
		"status:held":               {7, "happened"},
		`"open lines`:               {0, "not closed"},
		"2022..2021":                {0, "ends before it begins"},
		"2023-13 visit":             {0, "year"},
		"2023-02-30":                {0, "year"},
		"20x2..":                    {0, "year"},
		"sources:many":              {8, "digits"},
		"act:":                      {4, "no value"},
		"level:foreign,king":        {14, "king"},
		"quad:7":                    {5, "7"},
		"ünï status:x":              {13, "x"},
		"published:yesterday visit": {10, "year"},
	} {
		_, err := ParseQuery(query)
		var q *QueryError
		if !errors.As(err, &q) {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if q.Pos != want.pos || !strings.Contains(q.Msg, want.msg) {
			t.Errorf("%s: at %d %q, want at %d %q", query, q.Pos, q.Msg, want.pos, want.msg)
		}
		if lines := strings.Split(q.Error(), "\n"); !strings.HasSuffix(lines[len(lines)-1], "^") {
			t.Errorf("%s: no mark in %q", query, q.Error())
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{`dyad:USA-CHN act:visit status:postponed 2022..2024 level:minister source:reuters "balloon"`, `-is:rejected person:"Li Shangfu"`, "é:", `"`, "a:b,c,", "2023-13", "act:0", "é by:nobody"} {
		f.Add(s)
	}
	l := open(f)
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := ParseQuery(s); err != nil {
			_ = err.Error() // the mark must stand in the query
			return
		}
		_, err := l.Query(context.Background(), s, Page{Limit: 1})
		var q *QueryError // a name that there is not, with its place
		if err != nil && (!errors.As(err, &q) || q.Pos < 0 || q.Len < 0 || q.Pos+q.Len > len(q.Query)) {
			t.Fatalf("%q parses but does not run: %v", s, err)
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	r, err := loadRules()
	if err != nil {
		b.Fatal(err)
	}
	var list []*feature
	for i := range 2 {
		rec := report(fmt.Sprint(i), "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: "Foreign Minister Kari Dahl met Rosa Vega over visas"})
		f := r.feature(&r.mentionsOf(&rec)[0])
		list = append(list, &f)
	}
	c := newCluster()
	c.add(list[0], "")
	for b.Loop() {
		r.compare(list[1], list[0], c, false)
	}
}

// Why mentions are read by another package than encoding/json.
func BenchmarkReadMention(b *testing.B) {
	r, err := loadRules()
	if err != nil {
		b.Fatal(err)
	}
	rec := report("a", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: "Foreign Minister Kari Dahl met Rosa Vega over visas"})
	data, err := json.Marshal(&r.mentionsOf(&rec)[0])
	if err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func([]byte, any) error{
		"encoding/json": json.Unmarshal,
		"v2":            func(data []byte, m any) error { return jsonv2.Unmarshal(data, m) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := read(data, new(Mention)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
