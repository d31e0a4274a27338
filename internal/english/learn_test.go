package english

import (
	"bytes"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/doc"
)

// tiny is a treebank of our own, large enough to learn something from.
const tiny = `1	The	the	DET	DT	_	2	det	_	_
2	minister	minister	NOUN	NN	_	3	nsubj	_	_
3	met	meet	VERB	VBD	_	0	root	_	_
4	the	the	DET	DT	_	5	det	_	_
5	envoy	envoy	NOUN	NN	_	3	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

1	She	she	PRON	PRP	_	2	nsubj	_	_
2	signed	sign	VERB	VBD	_	0	root	_	_
3	"	"	PUNCT	` + "``" + `	_	5	punct	_	SpaceAfter=No
4	the	the	DET	DT	_	5	det	_	_
5	treaties	treaty	NOUN	NNS	_	2	obj	_	SpaceAfter=No
6	"	"	PUNCT	''	_	5	punct	_	_
7	in	in	ADP	IN	_	8	case	_	_
8	Oslo	Oslo	PROPN	NNP	_	2	obl	_	SpaceAfter=No
9	.	.	PUNCT	.	_	2	punct	_	_

`

func learnTiny(t *testing.T) (models [4][]byte, bank *doc.Document) {
	t.Helper()
	b, err := ReadCoNLLU(strings.NewReader(strings.Repeat(tiny, 12)))
	if err != nil {
		t.Fatal(err)
	}
	plain := []*doc.Document{WithoutQuotes(b.Document)}
	clusters := Clusters{}
	for w, c := range LearnClusters(plain, ClusterOptions{Classes: 4, MinCount: 2, Rounds: 3}) {
		clusters[w] = [2]int{c, c}
	}
	keep := func(i int, data []byte, err error) {
		if err != nil {
			t.Fatal(err)
		}
		models[i] = data
	}
	data, err := LearnLexicon(plain, clusters, nil, ModelInfo{Name: "lexicon"})
	keep(0, data, err)
	data, err = LearnTagger(plain, models[0], ModelInfo{Name: "tagger"}, TaggerOptions{Epochs: 3, Runs: 2, Seed: 1})
	keep(1, data, err)
	data, err = LearnParser(plain, models[0], ModelInfo{Name: "parser"}, ParserOptions{Bits: 12, Epochs: 4, Runs: 2, Seed: 1})
	keep(2, data, err)
	data, err = LearnLemmas([]*doc.Document{b.Document}, ModelInfo{Name: "lemma"})
	keep(3, data, err)
	return models, b.Document
}

func TestLearning(t *testing.T) {
	m, bank := learnTiny(t)
	again, _ := learnTiny(t)
	for i := range m {
		if !bytes.Equal(m[i], again[i]) {
			t.Errorf("model %d is not the same when it is made again", i)
		}
	}
	r, err := NewFrom(Builtin(), string(m[0]), string(m[1]), string(m[2]), string(m[3]))
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Score(bank); s.UPOS < 1 || s.Lemma < 1 || s.LAS < 1 {
		t.Errorf("what was learned by heart scores %+v", s)
	}
}

func TestAgree(t *testing.T) {
	m, bank := learnTiny(t)
	plain := []*doc.Document{WithoutQuotes(bank)}
	back, err := LearnParser(plain, m[0], ModelInfo{Name: "parser"}, ParserOptions{Bits: 12, Epochs: 4, Runs: 1, Seed: 1, Backward: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Agree(plain, m[0], m[2], back, 2, 0.9)
	if err != nil {
		t.Fatal(err)
	}
	if len(got[0].Sentences) == 0 {
		t.Fatal("the two parsers agree on no sentence")
	}
	rels := map[string]string{}
	for i := range plain[0].Tokens {
		rels[plain[0].Form(int32(i))] = plain[0].Tokens[i].Rel
	}
	for i := range got[0].Tokens {
		form, rel := got[0].Form(int32(i)), got[0].Tokens[i].Rel
		if rel != "" && rel != rels[form] {
			t.Errorf("%s is agreed to be %s, want %s", form, rel, rels[form])
		}
	}
}

func TestScoresInHeader(t *testing.T) {
	m, _ := learnTiny(t)
	data, err := SetScores(m[2], map[string]float64{"LAS": 81})
	if err != nil {
		t.Fatal(err)
	}
	f, err := openModel("parser", string(data))
	if err != nil {
		t.Fatal(err)
	}
	if f.info.Scores["LAS"] != 81 {
		t.Errorf("the scores are %v", f.info.Scores)
	}
	if _, err := loadParser(string(data)); err != nil {
		t.Error(err)
	}
}

func TestHeadlines(t *testing.T) {
	bank, err := ReadCoNLLU(strings.NewReader(tiny))
	if err != nil {
		t.Fatal(err)
	}
	d := Headlines(bank.Document, 1)
	if len(d.Sentences) != 2 {
		t.Fatalf("%d sentences", len(d.Sentences))
	}
	for i, want := range []string{"The Minister Met the Envoy", `She Signed " the Treaties " in Oslo`} {
		if got := forms(d, d.Sentences[i].Span); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if k := d.Tokens[8]; d.Form(8) != "the" || d.Form(k.Head) != "Treaties" {
		t.Errorf("%q hangs on token %d", d.Form(8), k.Head)
	}
}

func TestTitleCase(t *testing.T) {
	m, _ := learnTiny(t)
	lex, err := loadLexicon(string(m[0]))
	if err != nil {
		t.Fatal(err)
	}
	shape := func(text string) uint32 {
		d := &doc.Document{Text: text}
		tokenizerFor(t).Split(d)
		return padded(nil, d, every(nil, d.Sentences[0].Span), lex)[window].shape
	}
	prose := shape("Ministers seek a truce in Geneva")
	if title := shape("Ministers Seek a Truce in Geneva"); title == prose {
		t.Error("words of a headline look like words of prose")
	}
	if other := shape("Ministers talked and Spoke"); other != prose {
		t.Error("a sentence with small words is taken for a headline")
	}
}
