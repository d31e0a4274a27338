package english

import (
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

// chainOf gives the chain of the n-th mention that begins or ends with the words, or None.
func chainOf(d *doc.Document, words string, n int) int32 {
	for _, m := range d.Mentions {
		if w := d.Words(m.Span); strings.HasPrefix(w, words) || strings.HasSuffix(w, words) {
			if n--; n == 0 {
				return m.Chain
			}
		}
	}
	return doc.None
}

type nth struct {
	words string
	n     int
}

func TestCoref(t *testing.T) {
	r := openReader(t)
	for _, c := range []struct {
		text  string
		same  [][2]nth
		apart [][2]nth
	}{
		{
			text:  "Secretary of State Jane Roe arrived in Oslo on Monday. Roe said she would meet the king.",
			same:  [][2]nth{{{"Jane Roe", 1}, {"Roe", 2}}, {{"Roe", 2}, {"she", 1}}},
			apart: nil,
		},
		{
			text: "China’s Foreign Ministry spokesperson Wang Wenbin spoke on Tuesday. Wenbin said that China would reply.",
			same: [][2]nth{{{"spokesperson Wang Wenbin", 1}, {"Wenbin", 2}}},
		},
		{
			text: "The United States protested. Officials said the U.S. would reply.",
			same: [][2]nth{{{"The United States", 1}, {"the U.S.", 1}}},
		},
		{
			text:  "Vladimir Petrov met Ivan Sokolov in Minsk. Petrov praised Sokolov, and Petrov left.",
			same:  [][2]nth{{{"Vladimir Petrov", 1}, {"Petrov", 1}}, {{"Ivan Sokolov", 1}, {"Sokolov", 1}}},
			apart: [][2]nth{{{"Vladimir Petrov", 1}, {"Ivan Sokolov", 1}}},
		},
		{
			text:  "The International Atomic Energy Agency sent inspectors to Iran. The IAEA said Iran had agreed. Iran said so too.",
			same:  [][2]nth{{{"The International Atomic", 1}, {"The IAEA", 1}}},
			apart: [][2]nth{{{"The IAEA", 1}, {"Iran", 1}}},
		},
	} {
		d := &doc.Document{Text: c.text}
		r.Read(d)
		for _, p := range c.same {
			a, b := chainOf(d, p[0].words, p[0].n), chainOf(d, p[1].words, p[1].n)
			if a == doc.None || a != b {
				t.Errorf("%s\n%v and %v stand in chains %d and %d, want one", c.text, p[0], p[1], a, b)
			}
		}
		for _, p := range c.apart {
			if a, b := chainOf(d, p[0].words, p[0].n), chainOf(d, p[1].words, p[1].n); a == b && a != doc.None {
				t.Errorf("%s\n%v and %v stand in one chain", c.text, p[0], p[1])
			}
		}
	}
}

// A chain must never hold the names of two persons or of two states.
func TestChainsHoldOneName(t *testing.T) {
	r := openReader(t)
	d := &doc.Document{Text: "Anna Berg and Karl Holm spoke for Norway and Sweden. Berg said Norway would sign. Holm said Sweden would not. " +
		"She thanked him. Norway and Sweden are neighbours. The two countries trade. The country is rich. He left."}
	r.Read(d)
	names := make(map[int32]string)
	for _, m := range d.Mentions {
		for _, n := range []string{"Berg", "Holm", "Norway", "Sweden"} {
			if m.Form != doc.Proper || !strings.HasSuffix(d.Words(m.Span), n) {
				continue
			}
			if was := names[m.Chain]; was != "" && was != n {
				t.Errorf("chain %d holds %s and %s", m.Chain, was, n)
			}
			names[m.Chain] = n
		}
	}
	if len(names) == 0 {
		t.Error("no name stands in a chain")
	}
}

func TestReadCorefText(t *testing.T) {
	const text = "1\tJane\tJane\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1(2)\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tEntity=1)\n\n"
	got, err := ReadCorefText([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Gold) != 2 || got.Gold[0].Chain != 2 || got.Gold[1].Span != (doc.Span{First: 0, End: 2}) {
		t.Errorf("got %v", got.Gold)
	}
	if _, err := ReadCorefText([]byte(strings.Replace(text, "(1(2)", "(2)", 1))); err == nil {
		t.Error("a chain that is closed but not open gives no error")
	}
}
