package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

func newParseCommand() *cobra.Command {
	var tokens bool
	var tables string
	c := &cobra.Command{
		Use:   "parse [FILE|-]",
		Short: "Print the sentences, words, tags, trees and names of English text as CoNLL-U",
		Long: `parse prints what the English models see in a text: sentences and words after the conventions of Universal
Dependencies, parts of speech, lemmas, heads and relations, and names in the tenth column.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			in := c.InOrStdin()
			name := "-"
			if len(args) == 1 && args[0] != "-" {
				name = args[0]
				f, err := os.Open(name)
				if err != nil {
					return fmt.Errorf("opening the text: %w", err)
				}
				defer f.Close()
				in = f
			}
			user, err := userTables(tables)
			if err != nil {
				return err
			}
			r, err := english.New(openlines.StageTables("english", user))
			if err != nil {
				return err
			}
			if tokens {
				t, err := english.ReadCoNLLU(in)
				if err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				t.Names = nil
				r.ReadTokens(t.Document)
				return english.WriteCoNLLU(c.OutOrStdout(), t.Document, t.Glued)
			}
			text, err := io.ReadAll(in)
			if err != nil {
				return fmt.Errorf("reading %s: %w", name, err)
			}
			d := &doc.Document{Text: string(text)}
			r.Read(d)
			return english.WriteCoNLLU(c.OutOrStdout(), d, nil)
		},
	}
	tablesFlag(c.Flags(), &tables)
	c.Flags().BoolVar(&tokens, "tokens", false, "the input is CoNLL-U: annotate its words anew")
	return c
}
