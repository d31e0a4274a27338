package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/openlines/openlines/record"
)

// told adds reports and gives the one event that they tell.
func told(t *testing.T, records ...record.Record) (*Ledger, Event) {
	t.Helper()
	l := open(t)
	add(t, l, records...)
	r, err := l.Query(context.Background(), "", Page{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Events) != 1 {
		t.Fatalf("%d events, want one:\n%s", len(r.Events), dump(t, l))
	}
	return l, r.Events[0]
}

// What talks end with is not what they were planned by: a promise to talk on, which has its day from the sentence before.
func TestPromiseToTalkOn(t *testing.T) {
	r := report("a", "2024-03-05",
		telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", place: "Lima", words: "Officials of Norway and Peru had frank talks in Lima"},
		telling{act: "promise_talks", status: "planned", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", vague: true, place: "Lima", words: "After the talks in Lima the two sides agreed to keep talking"})
	r.Events[1].When.Basis = "inherited"
	l := open(t)
	add(t, l, r)
	var got []string
	for e, err := range l.Each(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range e.StatusHistory {
			got = append(got, s.Status+" "+e.When.From)
		}
	}
	slices.Sort(got)
	if want := []string{"happened 2024-03-04", "planned "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Three who meet are of one block and of all their pairs, also where one of them hosts the others.
func TestHostOfTwo(t *testing.T) {
	l, e := told(t,
		report("a", "2024-03-01", telling{act: "meet", status: "planned", source: "NOR", target: "CHL PER", from: "2024-03-04", to: "2024-03-04", place: "Oslo", words: "The leaders of Norway, Chile and Peru will meet in Oslo over cod"}),
		func() record.Record {
			r := report("b", "2024-03-05", telling{act: "host", status: "happened", source: "PER", target: "NOR CHL", from: "2024-03-04", to: "2024-03-04", place: "Oslo", words: "The leader of Peru hosted those of Norway and Chile in Oslo over cod"})
			r.Events[0].Mutual = false
			return r
		}())
	if got, want := e.Pairs(), []string{"NOR-PER", "CHL-PER", "CHL-NOR"}; !slices.Equal(got, want) {
		t.Errorf("pairs %v, want %v", got, want)
	}
	if n, err := l.Count(context.Background(), "dyad:CHL-NOR", 9); err != nil || n != 1 {
		t.Errorf("the guests of a host: %d, %v", n, err)
	}
}

// An outlet is one source however often it writes; who prints a copy has reporters of its own.
func TestIndependent(t *testing.T) {
	for _, c := range []struct {
		outlets string // of the articles, each with the article that it copies
		want    int
	}{
		{"Reuters=1 Reuters=2 Herald=3", 2}, {"Reuters=1 Herald=1 Herald=3", 2}, {"=1 =2", 2}, {"Reuters=1 reuters=2", 1}, {"Reuters=1 Herald=1 Courier=1", 1},
	} {
		var members []*Mention
		var roots []int64
		for i, w := range strings.Fields(c.outlets) {
			outlet, root, _ := strings.Cut(w, "=")
			members = append(members, &Mention{Article: fmt.Sprint(i), Outlet: outlet})
			roots = append(roots, int64(root[0]-'0'))
		}
		if got := independent(members, roots); got != c.want {
			t.Errorf("%s: %d sources, want %d", c.outlets, got, c.want)
		}
	}
}

// An article that tells a new day and looks back on the old one leaves the visit planned.
func TestAccountOfNewPlan(t *testing.T) {
	visit := func(status, day, words string) telling {
		return telling{act: "visit", status: status, source: "NOR", target: "PER", from: day, to: day, person: "Kari Dahl", place: "Lima", words: words}
	}
	_, e := told(t,
		report("a", "2024-03-01", visit("planned", "2024-03-14", "Foreign Minister Dahl will visit Lima on March 14")),
		report("b", "2024-03-10", visit("postponed", "2024-03-14", "Foreign Minister Dahl put off her visit to Lima"), visit("planned", "2024-04-02", "Dahl will now visit Lima on April 2")))
	if a := e.Accounts[1]; a.Status != "planned" || a.When.From != "2024-04-02" {
		t.Errorf("the second account: %s, %+v", a.Status, a.When)
	}
	if len(e.StatusHistory) != 3 || e.Status != "planned" || e.When.From != "2024-04-02" {
		t.Errorf("the visit: %s, %+v, %+v", e.Status, e.StatusHistory, e.When)
	}
}

// An office in its own words goes before that of a counterpart.
func TestCounterpart(t *testing.T) {
	e := Event{}
	e.addPeople([]Person{{Key: "person:CHN:li", Name: "Li", Office: "Chinese counterpart", Country: "CHN"}})
	e.addPeople([]Person{{Key: "person:CHN:li", Name: "Li", Office: "Defence Minister", Country: "CHN"}})
	e.addPeople([]Person{{Key: "person:CHN:li", Name: "Li", Office: "counterpart", Country: "CHN"}})
	if len(e.Participants) != 1 || e.Participants[0].Office != "Defence Minister" {
		t.Errorf("%+v", e.Participants)
	}
}

// How the talks were is a thing that accounts differ in.
func TestCharacter(t *testing.T) {
	meet := func(words string) telling {
		return telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: words}
	}
	for _, c := range []struct{ a, b, want string }{
		{"Foreign Minister Dahl had friendly and productive talks in Lima", "The talks of Foreign Minister Dahl in Lima were tense", "friendly, productive; tense"},
		{"Foreign Minister Dahl had candid and productive talks in Lima", "Foreign Minister Dahl had candid, constructive talks in Lima", ""},
		{"Foreign Minister Dahl had candid talks in Lima", "Foreign Minister Dahl had cordial talks in Lima", "candid; cordial"},
		{"Foreign Minister Dahl had talks in Lima", "Foreign Minister Dahl had cordial talks in Lima", ""},
		{"Foreign Minister Dahl had talks in Lima, where the streets of the old town are warm and the market is busy", "Foreign Minister Dahl had candid talks in Lima", ""},
	} {
		_, e := told(t, report("a", "2024-03-05", meet(c.a)), report("b", "2024-03-06", meet(c.b)))
		got := ""
		for _, d := range e.Differences {
			if d.Field == "character" {
				got = d.Values[0].Value + "; " + d.Values[1].Value
			}
		}
		if got != c.want {
			t.Errorf("%s | %s: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// A correction of what was told until a day holds on that day's board, too.
func TestCorrectedPast(t *testing.T) {
	ctx := context.Background()
	meet := func(status, day, words string) telling {
		return telling{act: "meet", status: status, source: "NOR", target: "PER", from: day, to: day, person: "Kari Dahl", place: "Lima", words: words}
	}
	l, e := told(t,
		report("a", "2024-03-01", meet("planned", "2024-03-14", "Foreign Minister Dahl will meet officials in Lima on March 14")),
		report("b", "2024-03-15", meet("happened", "2024-03-14", "Foreign Minister Dahl met officials in Lima on Thursday")))
	if _, err := l.Correct(ctx, Correction{Kind: Set, Target: e.ID, Field: "level", Value: "working", Who: "Ann", Why: "officials"}); err != nil {
		t.Fatal(err)
	}
	board, err := l.Channels(ctx, "NOR-PER", "2024-03-02")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range board {
		if (c.Next != nil) != (c.Level == "working") {
			t.Errorf("%s: next %+v", c.Level, c.Next)
		}
	}
}

// Diplomats who are expelled leave the line of communication as it was; relations that are broken off do not.
func TestBrokenOff(t *testing.T) {
	for act, want := range map[string]string{"expel_diplomats": "", "recall_envoy": "", "break_relations": "suspended", "halt_talks": "suspended"} {
		r := report("a", "2024-03-05", telling{act: act, status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "Norway did it to Peru on Monday"})
		r.Events[0].PLOVER, r.Events[0].CAMEO, r.Events[0].Quad = "SANCTION", map[bool]string{true: "164", false: "161"}[act == "halt_talks"], 4
		l := open(t)
		add(t, l, r)
		board, err := l.Channels(context.Background(), "NOR-PER", "2024-03-06")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range board {
			if c.Level == "" {
				got = c.State
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", act, got, want)
		}
	}
}

// Copies are copies on a past day, too.
func TestPastCopies(t *testing.T) {
	wire := "Foreign Minister Kari Dahl of Norway met her colleague Rosa Vega of Peru in Lima on Monday over cod and the border of the fishing grounds"
	meet := func(words string) telling {
		return telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", person: "Kari Dahl", place: "Lima", words: words}
	}
	l, e := told(t, report("a", "2024-03-04", meet(wire)), report("b", "2024-03-05", meet(wire)), report("c", "2024-03-07", meet("In Lima Dahl and Vega spoke of quotas on Monday")))
	past := l.asOf(&e, "2024-03-06")
	if past.Articles != 2 || past.IndependentSources != 1 || !past.Accounts[1].Copy {
		t.Errorf("as of 6 March: %d articles, %d sources, %+v", past.Articles, past.IndependentSources, past.Accounts)
	}
	if e.IndependentSources != 2 {
		t.Errorf("now: %d sources", e.IndependentSources)
	}
}
