package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/openlines/openlines/record"
)

// open opens a fresh ledger in a file.
func open(t testing.TB) *Ledger {
	t.Helper()
	l, err := Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

type fataler interface {
	Helper()
	Fatal(args ...any)
}

func add(t fataler, l *Ledger, records ...record.Record) Added {
	t.Helper()
	n, err := l.Add(context.Background(), func(yield func(record.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// dump is what export writes.
func dump(t fataler, l *Ledger) string {
	t.Helper()
	var b strings.Builder
	for e, err := range l.Each(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// telling is what a made-up article tells of one event.
type telling struct {
	act, status    string
	source, target string // codes; of several targets the act is mutual
	from, to       string
	vague          bool
	person, place  string
	words          string
}

// report makes the record of a made-up article.
func report(id, published string, tellings ...telling) record.Record {
	r := record.Record{Format: record.Format, Article: record.Article{ID: id, Outlet: "Outlet " + id, Published: published, Language: "en"}, Actors: []record.Actor{}, Places: []record.Place{},
		Times: []record.Time{}, Statements: []record.Statement{}, Events: []record.Event{}, LeftOut: []record.LeftOut{}}
	actor := func(a record.Actor) string {
		for _, x := range r.Actors {
			if x.Key == a.Key {
				return x.ID
			}
		}
		a.ID, a.Mentions = fmt.Sprintf("a%d", len(r.Actors)+1), []record.Span{}
		r.Actors = append(r.Actors, a)
		return a.ID
	}
	for i, x := range tellings {
		begin := len(r.Article.Text)
		r.Article.Text += x.words + ". "
		e := record.Event{ID: fmt.Sprintf("e%d", i+1), Act: x.act, Status: x.status, PLOVER: map[string]string{"accuse": "ACCUSE", "sign": "SUPPORT", "expel_diplomats": "SANCTION", "embargo": "SANCTION", "sanction": "SANCTION", "attack": "ASSAULT", "kill": "ASSAULT"}[x.act], CAMEO: "040", Quad: 1, Scale: "gdelt",
			Source: []string{}, Target: []string{}, When: record.When{From: x.from, To: x.to, Vague: x.vague}, Anchor: []record.Span{{begin, begin + min(6, len(x.words))}},
			Evidence: []record.Span{{begin, begin + len(x.words)}}, Confidence: .8, Contexts: []string{}, Topics: []string{}, AccordingTo: []string{}, BecauseOf: []string{}, Participants: []record.Participant{}}
		if e.PLOVER == "" {
			e.PLOVER = "CONSULT"
		}
		if x.source != "" {
			e.Source = append(e.Source, actor(record.Actor{Key: x.source, Name: x.source, Kind: record.State, Country: x.source, CAMEO: x.source}))
		}
		for _, code := range strings.Fields(x.target) {
			e.Target = append(e.Target, actor(record.Actor{Key: code, Name: code, Kind: record.State, Country: code, CAMEO: code}))
		}
		e.Mutual = len(e.Target) > 1 && x.act != "sign"
		if x.person != "" {
			e.Participants = append(e.Participants, record.Participant{Actor: actor(record.Actor{Key: "person:" + x.source + ":" + strings.ReplaceAll(strings.ToLower(x.person), " ", "-"), Name: x.person, Kind: record.Person, Country: x.source, Office: "minister"}), Role: "delegate"})
		}
		if x.place != "" {
			e.Where = "p" + x.place
			if !slices.ContainsFunc(r.Places, func(p record.Place) bool { return p.ID == e.Where }) {
				r.Places = append(r.Places, record.Place{ID: e.Where, Name: x.place, Level: "city", Mentions: []record.Span{}})
			}
		}
		r.Events = append(r.Events, e)
	}
	return r
}

var drawWords = rapid.SliceOfN(rapid.SampledFrom(strings.Fields("steel fish water border talks Ortega Lindqvist visited signed tariff lake Smith minister ceasefire grain dam")), 3, 9)

// drawReports draws articles about a few pairs within a few weeks, with dates known, vague and unknown, and copies.
func drawReports(t *rapid.T) []record.Record {
	states := rapid.SampledFrom([]string{"USA", "CHN", "PER"})
	day := func(label string, n int) string { return dayName(17000 + rapid.IntRange(0, n).Draw(t, label)) }
	var out []record.Record
	for i := range rapid.IntRange(2, 14).Draw(t, "articles") {
		id := fmt.Sprintf("art-%02d", i)
		published := day("published", 250)
		if rapid.IntRange(0, 12).Draw(t, "undated") == 0 {
			published = ""
		}
		if len(out) > 0 && rapid.IntRange(0, 3).Draw(t, "copy") == 0 {
			r := out[rapid.IntRange(0, len(out)-1).Draw(t, "of")]
			r.Article.ID, r.Article.Outlet = id, "Copyist"
			out = append(out, r)
			continue
		}
		var list []telling
		for range rapid.IntRange(1, 3).Draw(t, "events") {
			x := telling{act: rapid.SampledFrom([]string{"visit", "meet", "accuse", "sign"}).Draw(t, "act"), status: rapid.SampledFrom([]string{"happened", "happened", "planned", "postponed", "denied"}).Draw(t, "status"),
				source: states.Draw(t, "source"), target: states.Draw(t, "target"), words: strings.Join(drawWords.Draw(t, "words"), " "),
				person: rapid.SampledFrom([]string{"", "Ann Ortega", "Bo Smith"}).Draw(t, "person"), place: rapid.SampledFrom([]string{"", "Lima", "Oslo"}).Draw(t, "place")}
			switch rapid.IntRange(0, 3).Draw(t, "dated") {
			case 0:
				x.from = day("from", 250)
				x.to = x.from
			case 1:
				x.from, x.vague = day("from", 250), true
				x.to = dayName(dayOf(x.from) + 14)
			case 2:
				if published != "" {
					x.from = dayName(dayOf(published) - rapid.IntRange(-3, 3).Draw(t, "off"))
					x.to = x.from
				}
			}
			if rapid.IntRange(0, 5).Draw(t, "onesided") == 0 {
				x.target = ""
			}
			list = append(list, x)
		}
		out = append(out, report(id, published, list...))
	}
	return out
}

// Articles in any order, in any batches, with amendments on the way: the events are the same to the byte, and the same as linked anew.
func TestOrderDoesNotMatter(t *testing.T) {
	dir := t.TempDir()
	n := 0
	fresh := func(t *rapid.T) *Ledger {
		n++
		l, err := Open(context.Background(), filepath.Join(dir, fmt.Sprintf("%d.db", n)))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	rapid.Check(t, func(t *rapid.T) {
		records := drawReports(t)
		once := fresh(t)
		defer once.Close()
		add(t, once, records...)
		want := dump(t, once)

		other := fresh(t)
		defer other.Close()
		if rapid.Bool().Draw(t, "by stretches") {
			other.stretches = stretches{mentions: 1, articles: rapid.IntRange(1, 4).Draw(t, "articles of a stretch"), days: rapid.IntRange(1, 60).Draw(t, "its days")}
		}
		order := rapid.Permutation(records).Draw(t, "order")
		if rapid.Bool().Draw(t, "amended") { // first a wrong version, which is amended later
			wrong := report(order[0].Article.ID, dayName(17000+rapid.IntRange(0, 250).Draw(t, "wrong day")), telling{act: "visit", status: "planned", source: "USA", target: "CHN", words: "talks talks talks Smith"})
			add(t, other, wrong)
		}
		for len(order) > 0 {
			k := rapid.IntRange(1, len(order)).Draw(t, "batch")
			add(t, other, order[:k]...)
			order = order[k:]
		}
		if got := dump(t, other); got != want {
			t.Fatalf("in another order:\n%s\nwant:\n%s", got, want)
		}
		if err := other.Relink(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, other); got != want {
			t.Fatalf("linked anew:\n%s\nwant:\n%s", got, want)
		}
		if a := add(t, other, records...); a.Same != len(records) {
			t.Fatalf("added again: %+v", a)
		}
	})
}

// What people have said holds when everything is linked anew, and when more articles come.
func TestCorrectionsSurvive(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		n++
		l, err := Open(ctx, filepath.Join(dir, fmt.Sprintf("%d.db", n)))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if rapid.Bool().Draw(t, "by stretches") {
			l.stretches = stretches{mentions: 1, articles: 3, days: 20}
		}
		records := drawReports(t)
		cut := rapid.IntRange(1, len(records)).Draw(t, "cut")
		add(t, l, records[:cut]...)
		var ids []string
		for e := range l.Each(ctx, "") {
			for _, m := range e.members {
				ids = append(ids, m.Name)
			}
		}
		pick := rapid.SampledFrom(ids)
		var made []Correction
		for range rapid.IntRange(1, 4).Draw(t, "corrections") {
			c := Correction{Kind: rapid.SampledFrom([]string{Set, Merge, Split, Reject}).Draw(t, "kind"), Who: "Ann", Why: "so it was", Target: pick.Draw(t, "target")}
			switch c.Kind {
			case Set:
				c.Field, c.Value = "place", "Paris"
			case Merge, Split:
				if c.Other = pick.Draw(t, "other"); c.Other == c.Target {
					continue
				}
			}
			if c, err = l.Correct(ctx, c); err != nil {
				t.Fatal(err)
			}
			made = append(made, c)
		}
		add(t, l, records[cut:]...)
		want := dump(t, l)
		if err := l.Relink(ctx); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, l); got != want {
			t.Fatalf("linked anew:\n%s\nwant:\n%s", got, want)
		}
		for i, c := range made {
			e, err := l.Event(ctx, c.Target)
			if err != nil {
				t.Fatal(err)
			}
			other, _ := l.Event(ctx, c.Other)
			last := !slices.ContainsFunc(made[i+1:], func(x Correction) bool { return x.Kind == Merge || x.Kind == Split })
			switch {
			case c.Kind == Set && (e.Where == nil || e.Where.Name != "Paris"):
				t.Fatalf("the place is %v", e.Where)
			case c.Kind == Reject && !e.Rejected:
				t.Fatal("not rejected")
			case c.Kind == Merge && last && e.ID != other.ID:
				t.Fatal("not merged")
			case c.Kind == Split && last && e.ID == other.ID:
				t.Fatal("not split")
			}
		}
	})
}

// A mention that an older version's rules have put into another block comes into its own.
func TestStrays(t *testing.T) {
	l, clean := open(t), open(t)
	records := append(manyReports(40), visitStory()...)
	add(t, l, records...)
	add(t, clean, records...)
	if _, err := l.db.Exec("UPDATE mentions SET pair = 'JPN-PER' WHERE id % 3 = 0"); err != nil {
		t.Fatal(err)
	}
	if err := l.Relink(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got, want := dump(t, l), dump(t, clean); got != want {
		t.Errorf("after mentions had strayed:\n%s\nwant\n%s", got, want)
	}
}

// A merge of events of two pairs holds when an archive that comes later is linked stretch by stretch and only the first pair is in it.
func TestMergeAcrossStretches(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	add(t, l, report("a", "2024-01-05", telling{act: "visit", status: "planned", source: "NOR", target: "PER", words: "Norway plans a visit to Lima"}),
		report("b", "2024-06-05", telling{act: "visit", status: "happened", source: "CHL", target: "PER", from: "2024-06-04", to: "2024-06-04", words: "Chile visited Lima"}))
	ids := map[string]string{}
	for e := range l.Each(ctx, "") {
		ids[e.Mentions[0].Article] = e.ID
	}
	if _, err := l.Correct(ctx, Correction{Kind: Merge, Target: ids["a"], Other: ids["b"], Who: "Ann", Why: "one delegation"}); err != nil {
		t.Fatal(err)
	}
	l.stretches = stretches{mentions: 1, articles: 1, days: 1}
	add(t, l, report("c", "2024-01-03", telling{act: "sign", status: "happened", source: "NOR", target: "PER", from: "2024-01-02", to: "2024-01-02", words: "Norway and Peru signed a fish pact"}),
		report("d", "2024-02-03", telling{act: "sign", status: "happened", source: "JPN", target: "KOR", from: "2024-02-02", to: "2024-02-02", words: "Japan and Korea signed a steel pact"}))
	if got := groups(t, l); got != "a b, c, d" {
		t.Errorf("linked %s", got)
	}
	if n, err := l.Count(ctx, "sources:2", 10); n != 1 || err != nil {
		t.Errorf("%d events are filed under two sources, %v", n, err)
	}
}

// Weeks come in order, also one of which the archive has no article.
func TestSeriesInOrder(t *testing.T) {
	l := open(t)
	add(t, l, report("a", "2024-03-05", telling{act: "meet", status: "happened", source: "NOR", target: "PER", from: "2024-03-04", to: "2024-03-04", words: "The ministers met"},
		telling{act: "sign", status: "happened", source: "NOR", target: "PER", from: "2024-01-02", to: "2024-01-02", words: "They had signed a pact in January"}))
	points, err := l.Series(context.Background(), SeriesOptions{Pair: "NOR-PER", Unit: "week"})
	if err != nil {
		t.Fatal(err)
	}
	var weeks []string
	for _, p := range points {
		weeks = append(weeks, fmt.Sprint(p.From, " ", p.Events, " ", p.Coverage))
	}
	if got, want := strings.Join(weeks, ", "), "2024-01-01 1 0, 2024-03-04 1 1"; got != want {
		t.Errorf("weeks %s, want %s", got, want)
	}
}
