// Command coref scores coreference on OntoGUM: F1 of MUC, B³ and CEAF-e after the definitions of the CoNLL-2012 shared task, and their mean.
//
//	go run ./bench/coref [--data ../shared/train/coref/dev]
//
// Without --data the documents are those of OPENLINES_SHARED, else of ../shared.
// Tokens and sentences are the gold ones; tags, trees, names and mentions are the system's. Only mentions that share a chain count, as in
// OntoGUM.
package main

import (
	"cmp"
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
	data := flag.String("data", filepath.Join(cmp.Or(os.Getenv("OPENLINES_SHARED"), filepath.Join("..", "shared")), "train", "coref", "dev"), "directory of OntoGUM documents in CoNLL-U")
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
	return chains(len(t.Gold), func(i int) (int32, doc.Span) { return t.Gold[i].Chain, t.Gold[i].Span })
}

func systemChains(d *doc.Document) [][]doc.Span {
	return chains(len(d.Mentions), func(i int) (int32, doc.Span) { return d.Mentions[i].Chain, d.Mentions[i].Span })
}

// chains puts n mentions into their chains, in the order of the chains' first mentions; chains of one do not count.
func chains(n int, mention func(int) (chain int32, span doc.Span)) [][]doc.Span {
	by := make(map[int32][]doc.Span)
	var order []int32
	for i := range n {
		chain, span := mention(i)
		if by[chain] == nil {
			order = append(order, chain)
		}
		by[chain] = append(by[chain], span)
	}
	out := make([][]doc.Span, 0, len(order))
	for _, c := range order {
		if len(by[c]) > 1 {
			out = append(out, by[c])
		}
	}
	return out
}
