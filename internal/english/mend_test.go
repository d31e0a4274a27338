package english

import (
	"testing"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// TestLemmaOfWholeLetters keeps a rule from cutting a letter of two bytes in half.
func TestLemmaOfWholeLetters(t *testing.T) {
	r, err := New(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range r.lemmas {
		for _, form := range []string{"attaché", "communiqué", "résumés", "naïve", "Zoë"} {
			if got := l.lemma(form); !utf8.ValidString(got) {
				t.Errorf("the lemma of %s as %v is %q", form, l.tag, got)
			}
		}
	}
}

// TestMendShifted holds objects that stand behind what tells when and where.
func TestMendShifted(t *testing.T) {
	r, err := New(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]struct{ word, head, rel string }{
		"The Zambian president received at State House the premier of Peru.":   {"premier", "received", "obj"},
		"The minister received yesterday in Lima his Chilean counterpart.":     {"counterpart", "received", "obj"},
		"The minister received in Lima, the capital, his Chilean counterpart.": {"capital", "Lima", "appos"},

		"The minister received the envoy in Lima and the consul in Arica.": {"envoy", "received", "obj"},
	} {
		d := &doc.Document{Text: text}
		r.Read(d)
		for i := range d.Tokens {
			if k := &d.Tokens[i]; d.Form(int32(i)) == want.word && (k.Head == doc.None || d.Form(k.Head) != want.head || k.Rel != want.rel) {
				t.Errorf("%s: %s hangs as %s on token %d, want %s on %s", text, want.word, k.Rel, k.Head, want.rel, want.head)
			}
		}
	}
}

// TestMendVerbs holds what is set right after parsing: the tense of verbs that do not change, and objects that look like times.
func TestMendVerbs(t *testing.T) {
	r, err := New(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]struct{ word, xpos, rel string }{
		"Benin shut the frontier with Niger on Sunday.":                  {"shut", "VBD", "root"},
		"Benin and Togo shut their borders every winter.":                {"shut", "VBP", "root"},
		"Benin will shut the frontier with Niger on Sunday.":             {"shut", "VB", "root"},
		"The ministry has called off next week's fish talks with Niger.": {"talks", "NNS", "obj"},
		"The ministry called the envoy next week.":                       {"week", "NN", "obl:unmarked"},
	} {
		d := &doc.Document{Text: text}
		r.Read(d)
		for i := range d.Tokens {
			if k := &d.Tokens[i]; d.Form(int32(i)) == want.word && (k.XPOS != want.xpos || k.Rel != want.rel) {
				t.Errorf("%s: %s is %s %s, want %s %s", text, want.word, k.XPOS, k.Rel, want.xpos, want.rel)
			}
		}
	}
}
