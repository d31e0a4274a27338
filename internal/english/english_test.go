package english

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

// readerFor loads the models once for all tests.
var readerFor = sync.OnceValues(func() (*Reader, error) { return New(Builtin()) })

func mustRead(t testing.TB, text string) *doc.Document {
	t.Helper()
	r, err := readerFor()
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Text: text}
	r.Read(d)
	return d
}

// TestTrees pins the reading of sentences that the stages to the right lean on.
func TestTrees(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The foreign ministers of Norway and Chile met in Oslo on Monday.",
			"the/DET/det<ministers foreign/ADJ/amod<ministers minister/NOUN/nsubj<met of/ADP/case<Norway Norway/PROPN/nmod<ministers and/CCONJ/cc<Chile Chile/PROPN/conj<Norway meet/VERB/root in/ADP/case<Oslo Oslo/PROPN/obl<met on/ADP/case<Monday Monday/PROPN/obl<met ./PUNCT/punct<met"},
		{"Kenya's president said he would not visit Ethiopia.",
			"Kenya/PROPN/nmod:poss<president 's/PART/case<Kenya president/NOUN/nsubj<said say/VERB/root he/PRON/nsubj<visit would/AUX/aux<visit not/PART/advmod<visit visit/VERB/ccomp<said Ethiopia/PROPN/obj<visit ./PUNCT/punct<said"},
		{"The envoy was expelled by Peru.",
			"the/DET/det<envoy envoy/NOUN/nsubj:pass<expelled be/AUX/aux:pass<expelled expel/VERB/root by/ADP/case<Peru Peru/PROPN/obl:agent<expelled ./PUNCT/punct<expelled"},
	} {
		d := mustRead(t, c.text)
		var got []string
		for i := range d.Tokens {
			k := &d.Tokens[i]
			s := k.Lemma + "/" + k.UPOS + "/" + k.Rel
			if k.Head != doc.None {
				s += "<" + d.Form(k.Head)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

func TestTreesAreTrees(t *testing.T) {
	long := strings.Repeat("the minister and ", 2500)
	for _, text := range []string{"", "\n\n", ".", "A", "\xff\xfe broken \xc3", long, strings.Repeat("(", 3000), strings.Repeat("a.b-c/d'", 2000)} {
		d := mustRead(t, text)
		checkLayers(t, d)
		for _, s := range d.Sentences {
			roots := 0
			for i := s.First; i < s.Span.End; i++ {
				if d.Tokens[i].Head == doc.None {
					roots++
					if d.Tokens[i].Rel != "root" {
						t.Fatalf("the root's relation is %q", d.Tokens[i].Rel)
					}
				}
			}
			if roots != 1 {
				t.Fatalf("a sentence has %d roots", roots)
			}
		}
	}
}

func TestCoNLLU(t *testing.T) {
	const in = `# newpar
# sent_id = 1
# text = They don't like "Ann Roe".
1	They	they	PRON	PRP	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	like	like	VERB	VB	_	0	root	_	_
5	"	"	PUNCT	` + "``" + `	_	6	punct	_	SpaceAfter=No
6	Ann	Ann	PROPN	NNP	_	4	obj	_	Name=B-PER
7	Roe	Roe	PROPN	NNP	_	6	flat	_	Name=I-PER|SpaceAfter=No
8	"	"	PUNCT	''	_	6	punct	_	SpaceAfter=No
9	.	.	PUNCT	.	_	4	punct	_	_

`
	bank, err := ReadCoNLLU(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, glued := range [][]bool{bank.Glued, nil} {
		var out bytes.Buffer
		if err := WriteCoNLLU(&out, bank.Document, glued); err != nil {
			t.Fatal(err)
		}
		if out.String() != in {
			t.Errorf("got\n%s\nwant\n%s", out.String(), in)
		}
	}
	for _, bad := range []string{"1\ta\n", "x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "2\ta\t_\t_\t_\t_\t0\t_\t_\t_\n", "1\ta\t_\t_\t_\t_\t9\t_\t_\t_\n", "3-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"} {
		if _, err := ReadCoNLLU(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestModelsAreRefused(t *testing.T) {
	if _, err := loadLexicon("not a model at all"); err == nil {
		t.Error("a file that is no model was loaded")
	}
	if _, err := loadLexicon(taggerModel); err == nil {
		t.Error("the tagger's file was loaded as a lexicon")
	}
	newer := []byte(lexiconModel)
	newer[len(modelMagic)] = 99
	if _, err := loadLexicon(string(newer)); err == nil {
		t.Error("a model of another format was loaded")
	}
	if _, err := loadLexicon(lexiconModel[:len(lexiconModel)/2]); err == nil {
		t.Error("half a model was loaded")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"GENEVA, March 3 (Agency) — Envoys met. \"Why?\" he said.", "don't can't 'em '90s U.S.-led $5 a/b http://x.y/z [3]",
		"\u2028a\r\nb\u00a0c\u200b", "By Jane Roe\n\n(AP Photo/Jane Roe)", "...!?.'’“”…—–-", "08/16/2000 03:48 PM x@y.z >A",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		checkLayers(t, mustRead(t, text))
	})
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add("1\ta\tb\tNOUN\tNN\t_\t0\troot\t_\tName=B-PER\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		bank, err := ReadCoNLLU(strings.NewReader(text))
		if err != nil {
			return
		}
		if err := WriteCoNLLU(&bytes.Buffer{}, bank.Document, bank.Glued); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("testdata/news.txt")
	if err != nil {
		b.Fatal(err)
	}
	words := len(mustRead(b, string(text)).Tokens)
	b.ReportAllocs()
	for b.Loop() {
		mustRead(b, string(text))
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Builtin()); err != nil {
			b.Fatal(err)
		}
	}
}
