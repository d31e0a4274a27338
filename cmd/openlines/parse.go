package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

func newParseCommand() *cobra.Command {
	var tokens bool
	var f readFlags
	c := &cobra.Command{
		Use:   "parse [FILE|DIR|URL|-]...",
		Short: "Print sentences, words, tags, trees and names as CoNLL-U",
		Long: `Parse prints what the English models see in articles, which it finds as "openlines read" does: sentences and words after the conventions of
Universal Dependencies, parts of speech, lemmas, heads and relations, and names in the tenth column.`,
		RunE: func(c *cobra.Command, args []string) error {
			user, err := userTables(f.tables)
			if err != nil {
				return err
			}
			r, err := english.New(openlines.StageTables("english", user))
			if err != nil {
				return err
			}
			if tokens {
				return parseTokens(r, c.InOrStdin(), c.OutOrStdout(), args)
			}
			articles, err := f.articles(c, args)
			if err != nil {
				return err
			}
			failed := false
			for it := range articles {
				if it.Err != nil {
					slog.Error("not read", "place", it.Place, "reason", it.Err)
					failed = true
					continue
				}
				d := &doc.Document{Text: it.Article.Text}
				r.Read(d)
				if err := english.WriteCoNLLU(c.OutOrStdout(), d, nil); err != nil {
					return err
				}
			}
			if failed {
				return errSome
			}
			return c.Context().Err()
		},
	}
	tablesFlag(c.Flags(), &f.tables)
	c.Flags().BoolVar(&tokens, "tokens", false, "the input, one file, is CoNLL-U: annotate its words anew")
	return c
}

// parseTokens annotates the words of a CoNLL-U file, or of stdin, anew.
func parseTokens(r *english.Reader, stdin io.Reader, out io.Writer, args []string) error {
	name, in := "standard input", stdin
	if len(args) > 1 {
		return errors.New("--tokens takes one file")
	}
	if len(args) == 1 && args[0] != "-" {
		name = args[0]
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	t, err := english.ReadCoNLLU(in)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	t.Names = nil
	r.ReadTokens(t.Document)
	return english.WriteCoNLLU(out, t.Document, t.Glued)
}
