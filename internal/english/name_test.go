package english

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

func openReader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// bracketed gives a document's names as "PER Jane Roe".
func bracketed(d *doc.Document) []string {
	var out []string
	for _, n := range d.Names {
		out = append(out, n.Kind.String()+" "+d.Words(n.Span))
	}
	return out
}

func TestNames(t *testing.T) {
	r := openReader(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Foreign Ministry spokesperson Wang Wenbin met Russian envoys in Beijing on Monday.",
			[]string{"ORG Foreign Ministry", "PER Wang Wenbin", "MISC Russian", "LOC Beijing"}},
		{"U.S. Secretary of State Antony Blinken flew to Israel, the State Department said.",
			[]string{"LOC U.S.", "PER Antony Blinken", "LOC Israel", "ORG State Department"}},
		{"Pentagon press secretary Brig. Gen. Pat Ryder said Hezbollah had not replied.",
			[]string{"ORG Pentagon", "PER Pat Ryder", "ORG Hezbollah"}},
		{"Nguyen Phu Trong will host Xi Jinping in Hanoi.", []string{"PER Nguyen Phu Trong", "PER Xi Jinping", "LOC Hanoi"}},
		{"The Kremlin said President Vladimir Putin had called Recep Tayyip Erdogan.",
			[]string{"ORG Kremlin", "PER Vladimir Putin", "PER Recep Tayyip Erdogan"}},
		{"Officials at the Ministry of Defence in London denied it.", []string{"ORG Ministry of Defence", "LOC London"}},
		// The second mention of a person stands at the head of a sentence without a title.
		{"Ambassador Mehdi Bazarov arrived on Sunday. Bazarov refused to comment.", []string{"PER Mehdi Bazarov", "PER Bazarov"}},
		{"The talks were held on the third day and nobody was named.", nil},
	} {
		d := &doc.Document{Text: c.text}
		r.Read(d)
		if got := bracketed(d); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestNamesOfOddInput(t *testing.T) {
	r := openReader(t)
	for _, text := range []string{"", "\n", "A", "(((", "É", "\"", "’s ’s", strings.Repeat("Aa-Bb ", 6000), strings.Repeat("U.S. ", 3000), "日本 and 中国"} {
		d := &doc.Document{Text: text}
		r.Read(d)
		last := int32(0)
		for _, n := range d.Names {
			if n.First < last || n.End <= n.First || int(n.End) > len(d.Tokens) {
				t.Fatalf("%.20q: the name %v is out of order", text, n)
			}
			last = n.End
		}
	}
}

func TestInitialsBefore(t *testing.T) {
	for _, c := range []struct {
		words, acronym string
		want           bool
	}{
		{"the International Atomic Energy Agency", "IAEA", true},
		{"the Organization for the Prohibition of Chemical Weapons", "OPCW", true},
		{"the Foreign Ministry", "FSB", false},
		{"", "EU", false},
	} {
		if got := initialsBefore(strings.Fields(c.words), c.acronym); got != c.want {
			t.Errorf("%q before %q: %v, want %v", c.words, c.acronym, got, c.want)
		}
	}
}

func TestTableOfNames(t *testing.T) {
	rows, err := Builtin().Load("names.tsv", 2, "kind", "name")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, r := range rows {
		key := r.Cell(0) + "\t" + r.Cell(1)
		if seen[key] {
			t.Errorf("%s: %s stands there twice", r.At(), key)
		}
		seen[key] = true
	}
	var g gazetteer
	if err := g.overlay(Builtin()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want gazBits
	}{{"Foreign Ministry", gazOrg}, {"Sri Lanka", gazCountry}, {"Xi Jinping", gazPerson}} {
		if got := g.phrase(joinWords(gazSplit(c.name))); got&c.want == 0 {
			t.Errorf("%s is not in its list: %b", c.name, got)
		}
	}
}

const benchmarkText = "U.S. Secretary of State Jane Roe met China's foreign minister, Li Shan, in Geneva on Monday. The State Department said the two sides had " +
	"agreed to keep talking. Roe said she would visit Beijing next month, and that the agency had told its allies. A spokesman for the Foreign " +
	"Ministry said he welcomed the visit, which Russia and the European Union had asked for.\n\n"

func BenchmarkNames(b *testing.B) {
	r := openReader(b)
	d := &doc.Document{Text: strings.Repeat(benchmarkText, 8)}
	r.Read(d)
	for b.Loop() {
		r.names.read(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkCoref(b *testing.B) {
	r := openReader(b)
	d := &doc.Document{Text: strings.Repeat(benchmarkText, 8)}
	r.Read(d)
	for b.Loop() {
		r.coref.read(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}
