package english

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/openlines/openlines/internal/doc"
)

// withTable is a reader with a user's table over the built-in ones, and with two states that are not on the map.
func withTable(name, columns, rows string) (*Reader, error) {
	t := Builtin()
	user := fstest.MapFS{"names.tsv": {Data: []byte("# columns: kind name\ncountry\tZembla\ncountry\tRuritania\n")}}
	if name != "" {
		user[name] = &fstest.MapFile{Data: []byte("# columns: " + columns + "\n" + rows)}
	}
	t.User = user
	return New(t)
}

// TestUsersRows holds what a user's row in each table changes. The text is read otherwise without it.
func TestUsersRows(t *testing.T) {
	sentences := func(d *doc.Document) string {
		var out []string
		for _, s := range d.Sentences {
			out = append(out, forms(d, s.Span))
		}
		return strings.Join(out, " | ")
	}
	names := func(d *doc.Document) string { return strings.Join(bracketed(d), ", ") }
	together := func(a, b nth) func(d *doc.Document) string {
		return func(d *doc.Document) string {
			if x := chainOf(d, a.words, a.n); x != doc.None && x == chainOf(d, b.words, b.n) {
				return "same"
			}
			return "apart"
		}
	}
	plain, err := withTable("", "", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		table, columns, row string
		text                string
		see                 func(*doc.Document) string
		want                string
	}{
		{"names.tsv", "kind name", "org\tOuarzine", "Ouarzine said on Monday that it had signed.", names, "ORG Ouarzine"},
		{"abbreviations.tsv", "word kind", "Xmb.\ttitle", "He met Xmb. Jones in Oslo.", sentences, "He met Xmb. Jones in Oslo ."},
		{"contractions.tsv", "word parts", "shallnt\tshall nt", "They shallnt sign.", sentences, "They shall nt sign ."},
		{"prefixes.tsv", "prefix", "zwischen", "a zwischen-state body", sentences, "a zwischen-state body"},
		{"aliases.tsv", "name same", "Zembla\tRuritania", "Ruritania protested. Officials said Zembla would reply.",
			together(nth{"Ruritania", 1}, nth{"Zembla", 1}), "same"},
		{"genders.tsv", "word gender", "xanthor\tf", "Xanthor Brill met Mary Stone in Oslo. He left.", together(nth{"Xanthor", 1}, nth{"He", 1}), "apart"},
		{"nouns.tsv", "noun kind", "podesta\tPER", "The podesta arrived in Oslo. He said that the treaty was dead.",
			together(nth{"The podesta", 1}, nth{"He", 1}), "same"},
	} {
		before := &doc.Document{Text: c.text}
		plain.Read(before)
		without := c.see(before)
		r, err := withTable(c.table, c.columns, c.row)
		if err != nil {
			t.Errorf("%s: %v", c.table, err)
			continue
		}
		d := &doc.Document{Text: c.text}
		r.Read(d)
		if got := c.see(d); got != c.want || without == c.want {
			t.Errorf("%s: %q with the row, %q without; want %q with it only", c.table, got, without, c.want)
		}
	}
}

func TestUsersErrors(t *testing.T) {
	for _, c := range []struct{ table, columns, row, want string }{
		{"names.tsv", "kind name", "firm\tOuarzine", "no such kind of name"},
		{"names.tsv", "kind name", "org", "one to 8 words"},
		{"abbreviations.tsv", "word kind", "Xmb\ttitle", "full stop"},
		{"abbreviations.tsv", "word kind", "Xmb.\tt", "no such kind"},
		{"contractions.tsv", "word parts", "Shallnt\tShall nt", "lower case"},
		{"contractions.tsv", "word parts", "shallnt\tshall not", "do not make"},
		{"prefixes.tsv", "prefix", "zwischen-", "without its hyphen"},
		{"aliases.tsv", "name same", "Zembla", "two names"},
		{"genders.tsv", "word gender", "xanthor\tfemale", "no such gender"},
		{"nouns.tsv", "noun kind", "prime minister\tPER", "not one word"},
		{"nouns.tsv", "noun kind", "podesta\tPERSON", "no such kind"},
	} {
		_, err := withTable(c.table, c.columns, c.row)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "user:"+c.table+":2") {
			t.Errorf("%s, %q: %v; want %q with the place", c.table, c.row, err, c.want)
		}
	}
}
