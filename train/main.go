// Command train makes the English models.
//
//	go run ./train [lexicon|tagger|lemma|parser|gazetteer|names|coref|all] --data ../shared/train
//
// Without --data the training data is the folder train in OPENLINES_SHARED, else in ../shared.
package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

// options are what the command line says.
type options struct {
	data string // directory of the training data
	out  string // directory of the models
	list string // file of names, as gazetteer.mjs prints them
}

func main() {
	if err := run(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	what := "all"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		what, args = args[0], args[1:]
	}
	var o options
	f := flag.NewFlagSet("train", flag.ContinueOnError)
	f.StringVar(&o.data, "data", filepath.Join(cmp.Or(os.Getenv("OPENLINES_SHARED"), filepath.Join("..", "shared")), "train"), "directory of the training data")
	f.StringVar(&o.out, "out", "internal/english/models", "directory to write the models to")
	f.StringVar(&o.list, "names", "", "file of names as gazetteer.mjs prints them; without it the gazetteer stays as it is")
	if err := f.Parse(args); err != nil {
		return err
	}
	steps := []struct {
		name string
		make func(options) error
	}{
		{"lexicon", trainLexicon},
		{"tagger", trainTagger},
		{"lemma", trainLemma},
		{"parser", trainParser},
		{"gazetteer", makeGazetteer},
		{"names", trainNames},
		{"coref", trainCoref},
	}
	done := false
	for _, s := range steps {
		if what != s.name && what != "all" {
			continue
		}
		start := time.Now()
		if err := s.make(o); err != nil {
			return fmt.Errorf("making the model %s: %w", s.name, err)
		}
		slog.Info("made", "model", s.name, "seconds", int(time.Since(start).Seconds()))
		done = true
	}
	if !done {
		return fmt.Errorf("there is no model %q: want lexicon, tagger, lemma, parser, gazetteer, names, coref or all", what)
	}
	return nil
}

// Notices of the treebanks, for the models' headers.
const (
	licence = "CC BY-SA 4.0"
	notice  = "Trained on UD English EWT 2.16 (CC BY-SA 4.0; Silveira, Dozat, de Marneffe, Bowman, Connor, Bauer, Manning and others) and on UD English GUM (annotations CC BY 4.0; Zeldes and others), its documents with BY, BY-SA or public-domain texts only; words counted, and sentences tagged and parsed by earlier models, from the public-domain texts of the Groningen Meaning Bank and from Wikinews (CC BY 2.5)."
)

var treebanks = []string{"ud/EWT/train.conllu", "ud/GUM_open/train.conllu"}

// plainNews are the files of news without annotation that is used.
var plainNews = []string{"ner/gmb/train.conll", "text/wikinews.jsonl"}

// readTreebanks reads CoNLL-U files below the data directory.
func readTreebanks(o options, names ...string) ([]*doc.Document, error) {
	var docs []*doc.Document
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(o.data, name))
		if err != nil {
			return nil, fmt.Errorf("reading a treebank: %w", err)
		}
		t, err := english.ReadCoNLLU(strings.NewReader(string(data)))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		docs = append(docs, t.Document)
	}
	return docs, nil
}

// hash is the hash of training files, for the models' headers.
func (o options) hash(names ...string) (string, error) {
	sum := sha256.New()
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(o.data, name))
		if err != nil {
			return "", fmt.Errorf("hashing the training data: %w", err)
		}
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
}

func (o options) write(name string, data []byte) error {
	if err := os.WriteFile(filepath.Join(o.out, name+".bin"), data, 0o644); err != nil {
		return fmt.Errorf("writing the model %s: %w", name, err)
	}
	slog.Info("wrote", "model", name, "bytes", len(data))
	return nil
}

func (o options) read(name string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(o.out, name+".bin"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("reading the model %s: %w (make it first)", name, err)
	}
	return data, err
}

func logf(format string, args ...any) { slog.Info(fmt.Sprintf(format, args...)) }
