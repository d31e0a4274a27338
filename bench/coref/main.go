// Command coref scores coreference on OntoGUM: F1 of MUC, B³ and CEAF-e after the definitions of the CoNLL-2012 shared task, and their mean.
//
//	go run ./bench/coref [--data ../shared/train/coref/dev]
//
// Tokens and sentences are the gold ones; tags, trees, names and mentions are the system's. Only mentions that share a chain count, as in
// OntoGUM.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "coref:", err)
		os.Exit(1)
	}
}

func run() error {
	data := flag.String("data", "../shared/train/coref/dev", "directory of OntoGUM documents in CoNLL-U")
	each := flag.Bool("each", false, "print each document's score")
	flag.Parse()
	r, err := english.New(english.Builtin())
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(*data, "*.conllu"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no documents in %s", *data)
	}
	var all [measures]counts
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("reading a document: %w", err)
		}
		text, err := english.ReadCorefText(b)
		if err != nil {
			return fmt.Errorf("reading %s: %w", f, err)
		}
		r.ReadTokens(text.Document)
		got := score(goldChains(text), systemChains(text.Document))
		for i := range all {
			all[i].add(got[i])
		}
		if *each {
			fmt.Printf("%-40s", filepath.Base(f))
			printRow(got)
		}
	}
	fmt.Printf("%-40s", fmt.Sprintf("all %d documents", len(files)))
	printRow(all)
	return nil
}

func printRow(c [measures]counts) {
	mean := 0.0
	for i, name := range []string{"mentions", "MUC", "B3", "CEAF-e"} {
		p, r, f := c[i].scores()
		fmt.Printf("  %s P %.1f R %.1f F1 %.1f", name, 100*p, 100*r, 100*f)
		if i > 0 {
			mean += f / 3
		}
	}
	fmt.Printf("  mean %.1f\n", 100*mean)
}

func goldChains(t english.CorefText) [][]doc.Span {
	by := make(map[int32][]doc.Span)
	var order []int32
	for _, g := range t.Gold {
		if by[g.Chain] == nil {
			order = append(order, g.Chain)
		}
		by[g.Chain] = append(by[g.Chain], g.Span)
	}
	return inOrder(by, order)
}

func systemChains(d *doc.Document) [][]doc.Span {
	by := make(map[int32][]doc.Span)
	var order []int32
	for _, m := range d.Mentions {
		if by[m.Chain] == nil {
			order = append(order, m.Chain)
		}
		by[m.Chain] = append(by[m.Chain], m.Span)
	}
	return inOrder(by, order)
}

func inOrder(by map[int32][]doc.Span, order []int32) [][]doc.Span {
	out := make([][]doc.Span, 0, len(order))
	for _, c := range order {
		if len(by[c]) > 1 {
			out = append(out, by[c])
		}
	}
	return out
}
