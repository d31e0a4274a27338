package main

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

func info(name, hash string) english.ModelInfo {
	return english.ModelInfo{Name: name, Data: "UD English EWT 2.16 train, UD English GUM (open texts) train", DataHash: hash, Licence: licence, Notice: notice}
}

func trainLexicon(o options) error {
	docs, hash, err := readTreebanks(o, treebanks...)
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
	data, err := english.LearnLexicon(docs, clusters, info("lexicon", hash))
	if err != nil {
		return err
	}
	return o.write("lexicon", data)
}

func taggerOptions() english.TaggerOptions {
	return english.TaggerOptions{Epochs: 8, Seed: 1, Log: logf}
}

func trainTagger(o options) error {
	docs, hash, err := readTreebanks(o, treebanks...)
	if err != nil {
		return err
	}
	lex, err := o.read("lexicon")
	if err != nil {
		return err
	}
	data, err := english.LearnTagger(docs, lex, info("tagger", hash), taggerOptions())
	if err != nil {
		return err
	}
	return o.write("tagger", data)
}

func trainLemma(o options) error {
	docs, hash, err := readTreebanks(o, treebanks...)
	if err != nil {
		return err
	}
	data, err := english.LearnLemmas(docs, info("lemma", hash))
	if err != nil {
		return err
	}
	return o.write("lemma", data)
}

// folds is the number of parts in jackknifing: the parser learns from tags as the tagger gives them to text that it
// has not seen.
const folds = 5

func trainParser(o options) error {
	docs, hash, err := readTreebanks(o, treebanks...)
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
	opt.Epochs, opt.Log = 5, nil
	taggers := make([][]byte, folds)
	for i := range parts {
		var rest []*doc.Document
		for k := range parts {
			if k != i {
				rest = append(rest, parts[k]...)
			}
		}
		if taggers[i], err = english.LearnTagger(rest, lex, info("tagger", hash), opt); err != nil {
			return err
		}
		logf("jackknife: part %d of %d", i+1, folds)
	}
	for i := range parts {
		if err := english.Retag(parts[i], lex, taggers[i]); err != nil {
			return err
		}
	}
	data, err := english.LearnParser(slices.Concat(parts...), lex, info("parser", hash), english.ParserOptions{Bits: 21, Epochs: 10, Seed: 1, Log: logf})
	if err != nil {
		return err
	}
	return o.write("parser", data)
}
