package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

// readNews reads the plain news text to count and to learn from: the sentences of the Groningen Meaning Bank and the
// articles of Wikinews, split anew by our own tokenizer.
func readNews(o options) ([]*doc.Document, error) {
	gmb, err := readTokens(filepath.Join(o.data, "ner/gmb/train.conll"))
	if err != nil {
		return nil, err
	}
	tok, err := english.NewTokenizer(english.Builtin())
	if err != nil {
		return nil, err
	}
	docs := []*doc.Document{{Text: gmb}}
	f, err := os.Open(filepath.Join(o.data, "text/wikinews.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("reading news: %w", err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for line := 1; in.Scan(); line++ {
		var a struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("reading news: wikinews.jsonl:%d: %w", line, err)
		}
		docs = append(docs, &doc.Document{Text: a.Text})
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("reading news: %w", err)
	}
	for i, d := range docs {
		tok.Split(d)
		docs[i] = english.WithoutQuotes(d)
	}
	return docs, nil
}

// readTokens reads a file of "token TAB tag" lines as text: a paragraph for each sentence, spaces where print has them.
func readTokens(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading news: %w", err)
	}
	var text strings.Builder
	space := false
	for line := range strings.Lines(string(data)) {
		w, _, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok {
			if space {
				text.WriteString("\n\n")
			}
			space = false
			continue
		}
		glue := strings.HasPrefix(w, "'") && len(w) < 4 || w == "n't" || len(w) == 1 && strings.Contains(".,;:?!)%", w)
		if space && !glue {
			text.WriteByte(' ')
		}
		text.WriteString(w)
		space = w != "(" && w != "$"
	}
	return text.String(), nil
}
