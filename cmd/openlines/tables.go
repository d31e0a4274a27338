package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/record"
)

func newTablesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "tables",
		Short: "Check tables of your own, and see which rows fire",
		Long: `The rules and facts of openlines are tables: verb patterns, reporting verbs, offices, states. A directory of your own, laid over them with
--tables DIR, has a sub-directory for each stage (event, quote, actor, …) with files of the same names. A row with the key of a built-in row replaces it, a row
whose first cell begins with "-" switches it off, any other row is added. CONTRIBUTING.md shows how, step by step.`,
	}
	cmd.AddCommand(newTablesCheckCommand(), newTablesHitsCommand())
	return cmd
}

func newTablesCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check DIR",
		Short: "Say what is wrong in a directory of tables, and where",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err != nil {
				return err
			}
			if err := openlines.CheckTables(os.DirFS(args[0])); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "The tables are in order.")
			return nil
		},
	}
}

func newTablesHitsCommand() *cobra.Command {
	var tables string
	cmd := &cobra.Command{
		Use:   "hits [FILE|DIR|URL|-]...",
		Short: "Count which rows fire on given articles",
		RunE: func(cmd *cobra.Command, args []string) error {
			src, err := newSource(cmd.InOrStdin(), "")
			if err != nil {
				return err
			}
			reader, err := openReader(tables, true)
			if err != nil {
				return err
			}
			hits, words := map[string]int{}, map[string]string{}
			note := func(why []string) {
				for _, w := range why {
					if row, rest, _ := strings.Cut(w, " "); strings.Contains(row, ".tsv:") {
						hits[row]++
						words[row] = rest
					}
				}
			}
			n, err := readArticles(cmd.Context(), reading(reader), src.Articles(cmd.Context(), args), 2, nil, func(r record.Record) error {
				for i := range r.Events {
					note(r.Events[i].Why)
				}
				for i := range r.Statements {
					note(r.Statements[i].Why)
				}
				return nil
			})
			if err != nil {
				return err
			}
			rows := make([]string, 0, len(hits))
			for row := range hits {
				rows = append(rows, row)
			}
			slices.SortFunc(rows, func(a, b string) int { return cmp.Or(hits[b]-hits[a], strings.Compare(a, b)) })
			for _, row := range rows {
				fmt.Fprintf(cmd.OutOrStdout(), "%6d  %s %s\n", hits[row], row, words[row])
			}
			if n.failed > 0 {
				return errSome
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&tables, "tables", "", "a directory with tables of your own")
	return cmd
}
