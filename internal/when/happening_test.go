package when

import (
	"io/fs"
	"testing"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/table"
)

// readTrees reads a text of Tuesday, 6 June 2023, with tags and trees.
func readTrees(t *testing.T, text string) *doc.Document {
	t.Helper()
	e, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(table.Dir{Builtin: sub})
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Text: text, Published: doc.Date{Year: 2023, Month: 6, Day: 6}}
	e.Read(d)
	r.Read(d)
	return d
}

// TestHappenings asks for the last time expression of a text.
func TestHappenings(t *testing.T) {
	for _, c := range []struct{ text, words, value string }{
		{"Tunis held a summit on May 20. The day after the summit, Algeria recalled its ambassador.", "The day", "2023-05-21"},
		{"Tunis held a summit on May 20. On the eve of the summit, Libya's premier fell ill.", "the eve", "2023-05-19"},
		{"Gunmen attacked a convoy on May 20. Libya sent troops two days after the attack.", "two days", "2023-05-22"},
		{"The vote took place on May 20. Libya closed the border three weeks before the vote.", "three weeks", "2023-04-29"},
		{"Ten were killed in an attack on May 20. The day of the attack, Libya sent troops.", "The day", "2023-05-20"},
		{"Libya sent troops two days after the May 20 attack.", "May 20", "2023-05-20"},
		{"The May 20 attack was the worst. Two days after it, and a day after the attack, Libya sent troops.", "a day", "2023-05-21"},
		{"Libya sent troops two days after gunmen attacked the base.", "two days", "P2D"},
		{"Gunmen attacked a base on May 20. They attacked a town on May 22. Libya sent troops two days after the attack.", "two days", "P2D"},
		{"Gunmen attacked a base on May 20. Libya sent troops two days after an attack on Mali.", "two days", "P2D"},
		{"Lima signed a deal on May 20. Chile recalled its envoy, a day after Port Moresby signed a deal.", "a day", "2023-05-21"},
		{"Lima signed a deal on May 20. A rally in Batken two days before the signing drew about 400 people.", "two days", "2023-05-18"},
		{"The envoy, Ana Ruiz, is due in Lima on Thursday and will fly to Quito, a diplomat told Reuters.", "Thursday", "2023-06-08"},
		{"The envoy to the two countries, Ana Ruiz, is due in Lima on Thursday and will fly to Quito, a diplomat told Reuters.", "Thursday", "2023-06-08"},
		{"The envoy will leave for Lima on Thursday. Earlier in the day, he met the premier.", "the day", "2023-06-06"},
		{"Ministers met on Monday. One stressed that Chad had closed its border on 18 May. Mali called it absurd the same day.", "the same day", "2023-06-05"},
		{"Ministers met on Monday. The rule will take effect on 19 June. Mali called it absurd the same day.", "the same day", "2023-06-05"},
		{"The envoy will come on 19 June and leave the same day.", "the same day", "2023-06-19"},
		{"On the day of the summit in Tunis, which was held on April 20, Libya closed its airspace.", "April 20", "2023-04-20"},
		{"A summit that was held on April 20 failed. The day after the summit Libya closed its airspace.", "The day", "2023-04-21"},
		{"Mali condemned the attack on May 20. Libya sent troops two days after the summit.", "two days", "P2D"},
		{"Mali condemned on May 20 the attack. Libya sent troops two days after the attack.", "two days", "P2D"},
		{"Libya did not vote on May 20. It closed the border two days after the vote.", "two days", "P2D"},
		{"Tunis held a summit on May 20. It is the day of the vote.", "May 20", "2023-05-20"},
	} {
		d := readTrees(t, c.text)
		if len(d.Times) == 0 {
			t.Errorf("%s: no time", c.text)
			continue
		}
		x := d.Times[len(d.Times)-1]
		if got := d.Text[x.Range.Start:x.Range.End]; got != c.words || x.Value != c.value {
			t.Errorf("%s: %q %s, want %q %s", c.text, got, x.Value, c.words, c.value)
		}
	}
	for _, text := range []string{"The Kommersant daily said that it was late.", "According to the weekly Der Spiegel, it was late.", "German daily Die Welt said that it was late."} {
		if d := readTrees(t, text); len(d.Times) > 0 {
			t.Errorf("%s: the name of a paper is read as a time: %v", text, d.Times)
		}
	}
}
