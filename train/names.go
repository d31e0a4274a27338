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
	"strings"
	"unicode"

	"github.com/openlines/openlines/internal/english"
)

// nameSets are the training sets of names with how often each is read in a round. Texts annotated by other
// rules (re3d) are left out.
var nameSets = []struct {
	name  string
	times int
}{
	{"gmb", 1}, {"wikigold", 2}, {"crossner_politics", 8}, {"crossner_literature", 1}, {"crossner_music", 1}, {"crossner_science", 1},
	{"crossner_ai", 1}, {"gum_derived_open", 1}, {"wnut17", 1}, {"btc", 1},
}

// ownTimes is how often our own sentences are read in a round.
const ownTimes = 5

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
	common, err := commonWords(o)
	if err != nil {
		return err
	}
	out, err := english.MakeGazetteer(io.TeeReader(f, sum), common, func() english.ModelInfo {
		return english.ModelInfo{Name: "gazetteer", DataHash: hex.EncodeToString(sum.Sum(nil))[:16], Licence: "CC BY 4.0",
			Data:   "names and surnames of the United States census of 1990 and of faker, cities of GeoNames",
			Notice: "Contains names of cities from GeoNames (CC BY 4.0), names from faker (MIT) and the United States census of 1990 (public domain)"}
	})
	if err != nil {
		return err
	}
	return o.write("gazetteer", out)
}

// commonWords are the words that the training texts print in small letters, three times at least.
func commonWords(o options) ([]string, error) {
	counts := make(map[string]int)
	for _, s := range nameSets {
		sents, err := readNames(filepath.Join(o.data, "ner", s.name, "train.conll"), nil)
		if err != nil {
			return nil, err
		}
		for _, sent := range sents {
			for _, f := range sent.Forms {
				if strings.ToLower(f) == f && strings.ToUpper(f) != f {
					counts[f]++
				}
			}
		}
	}
	var out []string
	for w, n := range counts {
		if n >= 3 {
			out = append(out, w)
		}
	}
	return out, nil
}

// trainNames trains the name model.
func trainNames(o options) error {
	gz, err := o.read("gazetteer")
	if err != nil {
		return err
	}
	tables := english.Builtin()
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
			if s.name == "crossner_politics" {
				break // its annotation is the one to follow
			}
			sents[i].Source = uint32(k + 1)
		}
		for range s.times {
			data = append(data, sents...)
		}
		data = append(data, variants(sents)...)
	}
	own, err := readOwnNames("train/data/names.txt", sum)
	if err != nil {
		return err
	}
	for range ownTimes {
		data = append(data, own...)
		data = append(data, variants(own)...)
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
		Rounds: 6, MinCount: 2, Rows: 300000, Seed: 1, Log: os.Stderr, Dev: dev,
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

// readOwnNames reads our own sentences: tokens divided by spaces, names in brackets with their kind: "[PER Jane Roe] said".
func readOwnNames(path string, sum hash.Hash) ([]english.NameSentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading our own sentences: %w", err)
	}
	sum.Write(data)
	var all []english.NameSentence
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var s english.NameSentence
		kind := ""
		for _, w := range strings.Fields(line) {
			if len(w) > 2 && w[0] == '[' {
				kind = "B-" + w[1:]
				continue
			}
			ends := strings.HasSuffix(w, "]") && kind != ""
			if ends {
				w = w[:len(w)-1]
			}
			tag := kind
			if tag == "" {
				tag = "O"
			}
			t, err := english.ParseNameTag(tag)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, i+1, err)
			}
			s.Forms, s.Tags = append(s.Forms, w), append(s.Tags, t)
			if kind != "" {
				kind = "I" + kind[1:]
			}
			if ends {
				kind = ""
			}
		}
		if kind != "" {
			return nil, fmt.Errorf("%s:%d: a name without its closing bracket", path, i+1)
		}
		all = append(all, s)
	}
	return all, nil
}

// variants are some sentences once more as they may be printed: in capitals, as a headline, and with hyphens split off as the tokenizer does.
func variants(sents []english.NameSentence) []english.NameSentence {
	var out []english.NameSentence
	for i, s := range sents {
		switch {
		case i%12 == 0:
			out = append(out, mapForms(s, strings.ToUpper))
		case i%25 == 1:
			out = append(out, mapForms(s, headlineWord))
		}
		if split := splitHyphens(s); len(split.Forms) > len(s.Forms) {
			out = append(out, split)
		}
	}
	return out
}

func mapForms(s english.NameSentence, f func(string) string) english.NameSentence {
	forms := make([]string, len(s.Forms))
	for i, w := range s.Forms {
		forms[i] = f(w)
	}
	s.Forms = forms
	return s
}

// headlineWord is a word as headlines print it.
func headlineWord(w string) string {
	switch w {
	case "of", "in", "on", "at", "to", "for", "and", "or", "the", "a", "an", "by", "with", "as", "'s", "’s", "n't":
		return w
	}
	r := []rune(w)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// splitHyphens splits names at hyphens as the tokenizer does.
func splitHyphens(s english.NameSentence) english.NameSentence {
	out := english.NameSentence{Source: s.Source}
	for i, w := range s.Forms {
		tag := s.Tags[i]
		parts := []string{w}
		if tag != 0 && strings.IndexByte(w, '-') > 0 {
			parts = parts[:0]
			for k, p := range strings.Split(w, "-") {
				if k > 0 {
					parts = append(parts, "-")
				}
				if p != "" {
					parts = append(parts, p)
				}
			}
		}
		for k, p := range parts {
			t := tag
			if k > 0 && tag%2 == 1 {
				t++ // inside
			}
			out.Forms, out.Tags = append(out.Forms, p), append(out.Tags, t)
		}
	}
	return out
}
