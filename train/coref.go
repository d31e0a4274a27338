package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/openlines/openlines/internal/english"
)

// trainCoref trains the coreference model on OntoGUM as the built-in models tag, parse and name it.
func trainCoref(o options) error {
	files, err := filepath.Glob(filepath.Join(o.data, "coref/train/*.conllu"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no documents in %s", filepath.Join(o.data, "coref/train"))
	}
	r, err := english.New(english.Builtin())
	if err != nil {
		return err
	}
	sum := sha256.New()
	var texts []english.CorefText
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("reading a document: %w", err)
		}
		sum.Write(data)
		t, err := english.ReadCorefText(data)
		if err != nil {
			return fmt.Errorf("reading %s: %w", f, err)
		}
		r.ReadTokens(t.Document)
		texts = append(texts, t)
	}
	gz, err := o.read("gazetteer")
	if err != nil {
		return err
	}
	tables := english.Builtin()
	gaz, err := english.OpenGazetteer(gz, tables)
	if err != nil {
		return err
	}
	out, err := english.TrainCoref(gaz, tables, texts, english.CorefTraining{
		Info: english.ModelInfo{Name: "coref", Data: "OntoGUM, open genres", DataHash: hex.EncodeToString(sum.Sum(nil))[:16],
			Licence: licence, Notice: "Trained on OntoGUM (annotations CC BY 4.0; Zeldes and others), its documents with BY, BY-SA or public-domain texts only."},
		Rounds: 8, Seed: 1, NewCost: 20, LinkCost: 4, Mix: 10, Rows: 150000, Log: os.Stderr,
	})
	if err != nil {
		return err
	}
	return o.write("coref", out)
}
