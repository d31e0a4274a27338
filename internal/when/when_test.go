package when

import (
	"bufio"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

var update = flag.Bool("update", false, "write the golden files anew")

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(table.Dir{Builtin: builtinTables(t)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func builtinTables(t testing.TB) fs.FS {
	t.Helper()
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// show is the layer as the golden file has it.
func show(d *doc.Document) string {
	var b strings.Builder
	for _, x := range d.Times {
		days := ""
		if !x.From.IsZero() {
			days = x.From.String() + ".." + x.To.String()
		}
		flags := ""
		if x.Vague {
			flags += " vague"
		}
		if x.Relative {
			flags += " relative"
		}
		fmt.Fprintf(&b, "%s | %s %s | %s |%s\n", d.Text[x.Range.Start:x.Range.End], x.Type, x.Value, days, flags)
	}
	return b.String()
}

// TestExpressions reads the sentences of testdata/expressions.txt, without tags or trees, as published on Tuesday, 6 June 2023,
// and compares what is found. Every row of patterns.tsv must be applied at least once.
func TestExpressions(t *testing.T) {
	const golden = "testdata/expressions.txt"
	r := reader(t)
	in, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	used := make([]bool, len(r.rules))
	var out strings.Builder
	sc := bufio.NewScanner(strings.NewReader(string(in)))
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "#") {
			out.WriteString(line + "\n")
		}
		text, ok := strings.CutPrefix(line, "> ")
		if !ok {
			continue
		}
		d := split(text)
		d.Published = doc.Date{Year: 2023, Month: 6, Day: 6}
		r.read(d, func(rule int32) { used[rule] = true })
		out.WriteString("\n> " + text + "\n" + show(d))
	}
	for i, ok := range used {
		if !ok {
			t.Errorf("%s: no sentence of %s uses the row %q", r.rules[i].row.At(), golden, r.rules[i].row.Cells)
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, want := strings.Split(out.String(), "\n"), strings.Split(string(in), "\n")
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w && !*update {
			t.Fatalf("%s:%d: got %q, want %q (-update writes it anew)", golden, i+1, g, w)
		}
	}
}

// parsed is a document of one sentence from lines "form upos xpos head rel lemma", heads counted from 1.
func parsed(t *testing.T, lines string) *doc.Document {
	t.Helper()
	d := &doc.Document{}
	for l := range strings.SplitSeq(strings.TrimSpace(lines), ";") {
		f := strings.Fields(l)
		if len(f) != 6 {
			t.Fatalf("%q has not 6 fields", l)
		}
		head := int32(0)
		if _, err := fmt.Sscan(f[3], &head); err != nil {
			t.Fatal(err)
		}
		start := int32(len(d.Text))
		d.Text += f[0] + " "
		d.Tokens = append(d.Tokens, doc.Token{Range: doc.Range{Start: start, End: start + int32(len(f[0]))},
			UPOS: f[1], XPOS: f[2], Head: head - 1, Rel: f[4], Lemma: f[5]})
	}
	d.Sentences = []doc.Sentence{{Span: doc.Span{First: 0, End: int32(len(d.Tokens))}, Range: doc.Range{Start: 0, End: int32(len(d.Text))}}}
	d.LinkTree()
	return d
}

func TestTense(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ name, lines, want string }{
		{"past", "They PRON PRP 2 nsubj they; met VERB VBD 0 root meet; Monday PROPN NNP 2 obl:unmarked Monday", "2023-06-05"},
		{"today", "They PRON PRP 2 nsubj they; met VERB VBD 0 root meet; Tuesday PROPN NNP 2 obl:unmarked Tuesday", "2023-06-06"},
		{"will", "They PRON PRP 3 nsubj they; will AUX MD 3 aux will; meet VERB VB 0 root meet; Monday PROPN NNP 3 obl:unmarked Monday", "2023-06-12"},
		{"would after said", "He PRON PRP 2 nsubj he; said VERB VBD 0 root say; he PRON PRP 5 nsubj he; would AUX MD 5 aux would; go VERB VB 2 ccomp go; Monday PROPN NNP 5 obl:unmarked Monday", "2023-06-12"},
		{"present", "Talks NOUN NNS 2 nsubj talk; open VERB VBP 0 root open; Monday PROPN NNP 2 obl:unmarked Monday", "2023-06-12"},
		{"present, inside a noun", "This PRON DT 2 nsubj this; follows VERB VBZ 0 root follow; Monday PROPN NNP 5 nmod:poss Monday; 's PART POS 3 case 's; vote NOUN NN 2 obj vote", "2023-06-05"},
		{"due", "He PRON PRP 3 nsubj he; is AUX VBZ 3 cop be; due ADJ JJ 0 root due; Monday PROPN NNP 3 obl:unmarked Monday", "2023-06-12"},
		{"to", "He PRON PRP 2 nsubj he; hopes VERB VBZ 0 root hope; to PART TO 4 mark to; go VERB VB 2 xcomp go; Monday PROPN NNP 4 obl:unmarked Monday", "2023-06-12"},
		{"until", "It PRON PRP 2 nsubj it; ran VERB VBD 0 root run; until ADP IN 4 case until; Monday PROPN NNP 2 obl Monday", "2023-06-12"},
		{"by, had", "It PRON PRP 3 nsubj it; had AUX VBD 3 aux have; ended VERB VBN 0 root end; by ADP IN 5 case by; Monday PROPN NNP 3 obl Monday", "2023-06-05"},
		{"for a day", "He PRON PRP 2 nsubj he; set VERB VBD 0 root set; talks NOUN NNS 2 obj talk; for ADP IN 5 case for; Monday PROPN NNP 2 obl Monday", "2023-06-12"},
		{"could", "He PRON PRP 3 nsubj he; could AUX MD 3 aux could; vote VERB VB 0 root vote; Monday PROPN NNP 3 obl:unmarked Monday", "2023-06-05"},
		{"not a day", "It PRON PRP 2 nsubj it; fell VERB VBD 0 root fall; in ADP IN 4 case in; February PROPN NNP 2 obl February; 12 NUM CD 6 nummod 12; towns NOUN NNS 2 obj town", "2023-02-01"},
		{"month, past", "It PRON PRP 2 nsubj it; fell VERB VBD 0 root fall; in ADP IN 4 case in; August PROPN NNP 2 obl August", "2022-08-01"},
		{"month, future", "It PRON PRP 3 nsubj it; will AUX MD 3 aux will; fall VERB VB 0 root fall; in ADP IN 5 case in; May PROPN NNP 3 obl May", "2024-05-01"},
	} {
		d := parsed(t, c.lines)
		d.Published = doc.Date{Year: 2023, Month: 6, Day: 6}
		r.Read(d)
		if len(d.Times) != 1 || d.Times[0].From.String() != c.want {
			t.Errorf("%s: got %+v, want %s", c.name, d.Times, c.want)
		}
	}
}

func TestUnpublished(t *testing.T) {
	d := split("They met on Monday, and last week, and in May 2020, and two days ago. It was 3 p.m. on Feb. 4. The following year it ended.")
	reader(t).Read(d)
	for _, x := range d.Times {
		stated := x.Value == "2020-05" || x.Value == "2021"
		if x.From.IsZero() == stated {
			t.Errorf("%q is %s and covers %s..%s", d.Text[x.Range.Start:x.Range.End], x.Value, x.From, x.To)
		}
	}
	if len(d.Times) != 7 {
		t.Errorf("found %d, want 7:\n%s", len(d.Times), show(d))
	}
}

func TestNames(t *testing.T) {
	d := split("It said that Theresa May and the Sunday Times met April Jones in Geneva .")
	for i := range d.Tokens {
		if d.Form(int32(i)) == "April" {
			d.Names = append(d.Names, doc.Name{Span: doc.Span{First: int32(i), End: int32(i) + 2}, Kind: doc.PER})
		}
	}
	d.IndexNames()
	reader(t).Read(d)
	if len(d.Times) != 0 {
		t.Errorf("names are no times:\n%s", show(d))
	}
}

func TestTableErrors(t *testing.T) {
	for _, c := range []struct{ file, row, want string }{
		{"patterns.tsv", "WEEKDAY\tfly", "no action"},
		{"patterns.tsv", "MONTH DAY\tclock", "needs CLOCK"},
		{"patterns.tsv", "MONTH (DAY\tdate", "not closed"},
		{"patterns.tsv", "DATE\tedge", "cannot stand first"},
		{"patterns.tsv", "NOSUCH\tskip", "no word has the class"},
		{"patterns.tsv", "a||b\tskip", "empty alternative"},
		{"patterns.tsv", "a?\tskip", "matches nothing"},
		{"patterns.tsv", "a\tskip\t*\tNOSUCH", "before"},
		{"words.tsv", "often\tset", "not in capitals"},
		{"words.tsv", "some\tVAGUE\tX\tlow", "not a number"},
		{"words.tsv", "some\tNUM", "read by the program"},
		{"holidays.tsv", "Some Day\t13-40", "not understood"},
	} {
		columns := map[string]string{
			"patterns.tsv": "pattern action args before after", "words.tsv": "words class value low high", "holidays.tsv": "words rule",
		}[c.file]
		user := fstest.MapFS{c.file: {Data: []byte("# columns: " + columns + "\n" + c.row + "\n")}}
		_, err := New(table.Dir{Builtin: builtinTables(t), User: user})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "user:"+c.file+":2") {
			t.Errorf("%s %q: error %v, want %q and the place", c.file, c.row, err, c.want)
		}
	}
}

func TestEaster(t *testing.T) {
	for _, want := range []string{"1999-04-04", "2000-04-23", "2019-04-21", "2024-03-31", "2038-04-25"} {
		d, err := doc.ParseDate(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := easter(int(d.Year)); got != d {
			t.Errorf("Easter of %d: %s, want %s", d.Year, got, want)
		}
	}
}

// TestLinear reads what makes expressions nest and numbers run on: a slow or a deep search would not come back.
func TestLinear(t *testing.T) {
	r := reader(t)
	for _, words := range []string{"the end of ", "early ", "hundred ", "one hundred and ", "mid - ", "3 p.m. , ", "the last week of ", "the first half of the second half of ",
		"12 to ", "Monday , ", "a couple of ", "more than ", "' ", "1,000,", "the week of the last quarter of early "} {
		d := split(strings.Repeat(words, 2000))
		d.Published = doc.Date{Year: 2023, Month: 6, Day: 6}
		begin := time.Now()
		r.Read(d)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%d tokens of %q took %v", len(d.Tokens), words, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	r := reader(f)
	in, err := os.ReadFile("testdata/expressions.txt")
	if err != nil {
		f.Fatal(err)
	}
	for l := range strings.SplitSeq(string(in), "\n") {
		f.Add(strings.TrimPrefix(l, "> "), int16(2023), uint8(6), uint8(6))
	}
	f.Add("the end of the end of the end of 9999999999 centuries ago 31 February 0000-00-00 24:60 p.m.", int16(1), uint8(1), uint8(1))
	f.Fuzz(func(t *testing.T, text string, y int16, m, dd uint8) {
		d := split(text)
		if valid(int32(y), int32(m), int32(dd)) {
			d.Published = doc.Date{Year: y, Month: m, Day: dd}
		}
		r.Read(d)
		last := int32(0)
		for _, x := range d.Times {
			if x.Range.Start < last || x.Range.End <= x.Range.Start || int(x.Range.End) > len(text) || x.Span.First >= x.Span.End {
				t.Fatalf("%+v lies wrong in %q", x, text)
			}
			last = x.Range.End
			if x.From.IsZero() != x.To.IsZero() || x.To.Compare(x.From) < 0 {
				t.Fatalf("%+v: days in %q", x, text)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	in, err := os.ReadFile("testdata/expressions.txt")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	filler := "The envoys of both countries spoke of the border, of trade and of the prisoners whom they hold. "
	for l := range strings.SplitSeq(string(in), "\n") {
		if s, ok := strings.CutPrefix(l, "> "); ok {
			text.WriteString(s + " " + filler)
		}
	}
	d := split(text.String())
	d.Published = doc.Date{Year: 2023, Month: 6, Day: 6}
	words := len(d.Tokens)
	b.ReportAllocs()
	for b.Loop() {
		r.Read(d)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
