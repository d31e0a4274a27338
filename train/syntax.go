package main

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

// info is what the header of a syntax model says of it.
func (o options) info(name string) (english.ModelInfo, error) {
	hash, err := o.hash(append(treebanks[:len(treebanks):len(treebanks)], plainNews...)...)
	return english.ModelInfo{Name: name, Data: "UD English EWT 2.16 train, UD English GUM (open texts) train; plain text of GMB and Wikinews",
		DataHash: hash, Licence: licence, Notice: notice}, err
}

func trainLexicon(o options) error {
	docs, err := readSyntax(o)
	if err != nil {
		return err
	}
	news, err := readNews(o)
	if err != nil {
		return err
	}
	all := append(news, docs...)
	clusters := english.Clusters{}
	for w, c := range english.LearnClusters(all, english.ClusterOptions{Classes: 400, MinCount: 3, Rounds: 8, Log: logf}) {
		clusters[w] = [2]int{c, 0}
	}
	for w, c := range english.LearnClusters(all, english.ClusterOptions{Classes: 60, MinCount: 3, Rounds: 8, Log: logf}) {
		clusters[w] = [2]int{clusters[w][0], c}
	}
	// A first tagger tells the tags of words that are common in news and rare in the treebanks.
	first, err := english.LearnLexicon(docs, clusters, nil, english.ModelInfo{Name: "lexicon"})
	if err != nil {
		return err
	}
	opt := taggerOptions()
	opt.Epochs, opt.Runs = 5, 1
	tagger, err := english.LearnTagger(docs, first, english.ModelInfo{Name: "tagger"}, opt)
	if err != nil {
		return err
	}
	if err := english.Retag(news, first, tagger); err != nil {
		return err
	}
	about, err := o.info("lexicon")
	if err != nil {
		return err
	}
	data, err := english.LearnLexicon(docs, clusters, news, about)
	if err != nil {
		return err
	}
	return o.write("lexicon", data)
}

// readSyntax reads the treebanks as tagger and parser see them.
func readSyntax(o options) ([]*doc.Document, error) {
	docs, err := readTreebanks(o, treebanks...)
	for i := range docs {
		docs[i] = english.WithoutQuotes(docs[i])
	}
	return docs, err
}

func taggerOptions() english.TaggerOptions {
	return english.TaggerOptions{Epochs: 8, Runs: 3, Seed: 1, Log: logf}
}

// headlineShare: the tagger sees one in so many short sentences in title case too.
const headlineShare = 5

func trainTagger(o options) error {
	docs, err := readSyntax(o)
	if err != nil {
		return err
	}
	lex, err := o.read("lexicon")
	if err != nil {
		return err
	}
	for _, d := range docs {
		docs = append(docs, english.Headlines(d, headlineShare))
	}
	about, err := o.info("tagger")
	if err != nil {
		return err
	}
	data, err := english.LearnTagger(docs, lex, about, taggerOptions())
	if err != nil {
		return err
	}
	return o.write("tagger", data)
}

func trainLemma(o options) error {
	docs, err := readTreebanks(o, treebanks...)
	if err != nil {
		return err
	}
	about, err := o.info("lemma")
	if err != nil {
		return err
	}
	data, err := english.LearnLemmas(docs, about)
	if err != nil {
		return err
	}
	return o.write("lemma", data)
}

// folds is the number of parts in jackknifing: the parser learns from tags as the tagger gives them to text that it
// has not seen.
const folds = 5

func trainParser(o options) error {
	docs, err := readSyntax(o)
	if err != nil {
		return err
	}
	lex, err := o.read("lexicon")
	if err != nil {
		return err
	}
	parts := make([][]*doc.Document, folds)
	for _, d := range docs {
		for i, p := range english.Divide(d, folds) {
			parts[i] = append(parts[i], p)
		}
	}
	opt := taggerOptions()
	opt.Epochs, opt.Runs, opt.Log = 5, 1, nil
	taggers := make([][]byte, folds)
	for i := range parts {
		var rest []*doc.Document
		for k := range parts {
			if k != i {
				rest = append(rest, parts[k]...)
			}
		}
		if taggers[i], err = english.LearnTagger(rest, lex, english.ModelInfo{Name: "tagger"}, opt); err != nil {
			return err
		}
		logf("jackknife: part %d of %d", i+1, folds)
	}
	for i := range parts {
		if err := english.Retag(parts[i], lex, taggers[i]); err != nil {
			return err
		}
	}
	gold := slices.Concat(parts...)
	news, err := agreedNews(o, gold, lex)
	if err != nil {
		return err
	}
	popt := parserOptions()
	popt.Runs, popt.Log = 2, logf
	about, err := o.info("parser")
	if err != nil {
		return err
	}
	data, err := english.LearnParser(append(gold, news...), lex, about, popt)
	if err != nil {
		return err
	}
	if data, err = o.scored(data, lex); err != nil {
		return err
	}
	return o.write("parser", data)
}

// scored measures the parser, with the models made before, on the development sets, words given, and puts the scores
// into its header.
func (o options) scored(parser, lex []byte) ([]byte, error) {
	tagger, err := o.read("tagger")
	if err != nil {
		return nil, err
	}
	lemmas, err := o.read("lemma")
	if err != nil {
		return nil, err
	}
	r, err := english.NewFrom(english.Builtin(), string(lex), string(tagger), string(parser), string(lemmas))
	if err != nil {
		return nil, err
	}
	scores := map[string]float64{}
	for _, set := range []string{"EWT", "GUM_open"} {
		docs, err := readTreebanks(o, "ud/"+set+"/dev.conllu")
		if err != nil {
			return nil, err
		}
		for name, v := range r.Score(docs[0]).Map() {
			scores[set+" dev "+name] = v
		}
	}
	logf("scores: %v", scores)
	return english.SetScores(parser, scores)
}

func parserOptions() english.ParserOptions {
	return english.ParserOptions{Bits: 22, Epochs: 8, Runs: 1, Follow: 0.1, Seed: 1}
}

// agreedNews gives sentences of plain news with the trees on which a parser that reads forwards and one that reads
// backwards agree: what the final parser learns of news beside the treebanks.
func agreedNews(o options, gold []*doc.Document, lex []byte) ([]*doc.Document, error) {
	tagger, err := o.read("tagger")
	if err != nil {
		return nil, err
	}
	news, err := readNews(o)
	if err != nil {
		return nil, err
	}
	if err := english.Retag(news, lex, tagger); err != nil {
		return nil, err
	}
	opt := parserOptions()
	opt.Epochs = 6
	forward, err := english.LearnParser(gold, lex, english.ModelInfo{Name: "parser"}, opt)
	if err != nil {
		return nil, err
	}
	opt.Backward = true
	backward, err := english.LearnParser(gold, lex, english.ModelInfo{Name: "parser"}, opt)
	if err != nil {
		return nil, err
	}
	agreed, err := english.Agree(news, lex, forward, backward, 10, 0.9)
	if err != nil {
		return nil, err
	}
	sentences, words := 0, 0
	for i, d := range agreed {
		agreed[i] = english.Divide(d, newsPart)[0]
		sentences += len(agreed[i].Sentences)
		words += len(agreed[i].Tokens)
	}
	logf("news: %d sentences, %d words on which two parsers agree", sentences, words)
	return agreed, nil
}

// newsPart: one of so many blocks of agreed news is learned from.
const newsPart = 2
