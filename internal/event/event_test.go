package event

import (
	"io/fs"
	"testing"

	"github.com/openlines/openlines/internal/table"
)

func tables(t testing.TB) table.Dir {
	t.Helper()
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	return table.Dir{Builtin: sub}
}

func TestTables(t *testing.T) {
	if _, err := New(tables(t)); err != nil {
		t.Fatal(err)
	}
}

// TestLengthOpensText reads what begins with a length of time, before which nothing stands.
func TestLengthOpensText(t *testing.T) {
	w := newWay(t)
	for _, text := range []string{"years after Chad broke off ties. Libya will reopen its embassy.", "Two years after Chad broke off ties, Libya met Chadian ministers."} {
		w.read(text)
	}
}

// TestWordsBeforeADay keeps the head of a phrase that a day stands in.
func TestWordsBeforeADay(t *testing.T) {
	w := newWay(t)
	for text, want := range map[string]string{
		"A Monday Iranian delegation visited Chad.":         "A Monday Iranian delegation",
		"The Iranian premier on Monday visited Chad.":       "The Iranian premier",
		"“June 6 militants” from Mali attacked Kenya.":      "June 6 militants",
		"The ( Monday ) bomber killed two Kenyan soldiers.": "The ( Monday ) bomber",
	} {
		d := w.read(text)
		if len(d.Events) == 0 || len(d.Events[0].SourceWords) == 0 {
			t.Errorf("%s: no event or no words of its source", text)
			continue
		}
		if r := d.Events[0].SourceWords[0]; text[r.Start:r.End] != want {
			t.Errorf("%s: source words %q, want %q", text, text[r.Start:r.End], want)
		}
	}
}
