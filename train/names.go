package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/table"
)

// nameSets are the training sets of names with how often each is read in a round. Tweets and texts annotated by other
// rules (re3d) are left out.
var nameSets = []struct {
	name  string
	times int
}{
	{"gmb", 1}, {"wikigold", 2}, {"crossner_politics", 3}, {"crossner_literature", 1}, {"crossner_music", 1}, {"crossner_science", 1},
	{"crossner_ai", 1}, {"gum_derived_open", 1},
}

// makeGazetteer makes the gazetteer of the lists that gazetteer.mjs prints.
func makeGazetteer(o options) error {
	if o.list == "" {
		return nil
	}
	f, err := os.Open(o.list)
	if err != nil {
		return fmt.Errorf("reading the lists of names: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	out, err := english.MakeGazetteer(io.TeeReader(f, sum), func() english.ModelInfo {
		return english.ModelInfo{Name: "gazetteer", DataHash: hex.EncodeToString(sum.Sum(nil))[:16], Licence: "CC BY 4.0",
			Data:   "names and surnames of the United States census of 1990 and of faker, cities of GeoNames",
			Notice: "Contains names of cities from GeoNames (CC BY 4.0), names from faker (MIT) and the United States census of 1990 (public domain)"}
	})
	if err != nil {
		return err
	}
	return o.write("gazetteer", out)
}

// trainNames trains the name model.
func trainNames(o options) error {
	gz, err := o.read("gazetteer")
	if err != nil {
		return err
	}
	tables := table.Dir{Builtin: os.DirFS("internal/english/tables")}
	gaz, err := english.OpenGazetteer(gz, tables)
	if err != nil {
		return err
	}
	sum := sha256.New()
	var data []english.NameSentence
	lists, err := readNameLists(tables)
	if err != nil {
		return err
	}
	for k, s := range nameSets {
		sents, err := readNames(filepath.Join(o.data, "ner", s.name, "train.conll"), sum)
		if err != nil {
			return err
		}
		if s.name == "gmb" {
			lists.clean(sents)
		}
		for i := range sents {
			sents[i].Source = uint32(k + 1)
		}
		if v := os.Getenv("X_" + s.name); v != "" {
			s.times, _ = strconv.Atoi(v)
		}
		for range s.times {
			data = append(data, sents...)
		}
	}
	if sents, err := readNames("train/data/names.conll", sum); err == nil {
		for range 5 {
			data = append(data, sents...)
		}
	} else if !os.IsNotExist(err) {
		return err
	}
	dev := make(map[string][]english.NameSentence)
	for name, path := range map[string]string{
		"ewt": filepath.Join(o.data, "ner/uner_ewt/dev.conll"), "gmb": filepath.Join(o.data, "ner/gmb/dev.conll"),
		"gum": filepath.Join(o.data, "ner/gum_derived_open/dev.conll"), "politics": filepath.Join(o.data, "ner/crossner_politics/dev.conll"),
		"conll2003": filepath.Join(o.data, "../bench/ner/conll2003/dev.conll"),
	} {
		if dev[name], err = readNames(path, nil); err != nil {
			return err
		}
	}
	out, err := english.TrainNames(gaz, data, english.NameTraining{
		Info: english.ModelInfo{Name: "names", DataHash: hex.EncodeToString(sum.Sum(nil))[:16],
			Data:    "Groningen Meaning Bank, WikiGold, CrossNER, GUM (open genres), our own sentences",
			Licence: "CC BY-SA 4.0",
			Notice:  "Made from the Groningen Meaning Bank (ODbL), WikiGold (CC BY 4.0), CrossNER (MIT), GUM (CC BY 4.0)"},
		Rounds: envi("R", 9), MinCount: envi("MC", 2), Rows: 400000, Seed: 1, Log: os.Stderr, Dev: dev,
	})
	if err != nil {
		return err
	}
	return o.write("names", out)
}

// readNames reads "token TAB tag" lines; a blank line ends a sentence. The file's bytes go into sum.
func readNames(path string, sum hash.Hash) ([]english.NameSentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := io.Reader(f)
	if sum != nil {
		in = io.TeeReader(f, sum)
	}
	var all []english.NameSentence
	var s english.NameSentence
	sc := bufio.NewScanner(in)
	for line := 1; sc.Scan(); line++ {
		text := sc.Text()
		if text == "" || strings.HasPrefix(text, "# ") && !strings.Contains(text, "\t") {
			if len(s.Forms) > 0 {
				all = append(all, s)
				s = english.NameSentence{}
			}
			continue
		}
		form, tag, _ := strings.Cut(text, "\t")
		t, err := english.ParseNameTag(tag)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		s.Forms, s.Tags = append(s.Forms, form), append(s.Tags, t)
	}
	if len(s.Forms) > 0 {
		all = append(all, s)
	}
	return all, sc.Err()
}

func envi(k string, d int) int {
	if v := os.Getenv(k); v != "" {
		d, _ = strconv.Atoi(v)
	}
	return d
}
