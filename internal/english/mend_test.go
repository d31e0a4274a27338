package english

import (
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

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
