package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/record"
)

func newTablesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "tables",
		Short: "See the built-in tables, check your own, count which rows fire",
		Long: `The rules and facts of openlines are tables: verb patterns, reporting verbs, offices, states, names. A directory of your own, laid over them with
--tables DIR, has a sub-directory for each stage (event, quote, actor, english, …) with files of the same names. A row with the key of a built-in row replaces it,
a row whose first cell begins with "-" switches it off, any other row is added. CONTRIBUTING.md shows how, step by step.`,
		Example: `  openlines tables show                               which tables there are
  openlines tables show english/names.tsv             one of them, with its columns
  mkdir -p mytables/english
  printf '# columns: kind name\norg\tLantern House\n' > mytables/english/names.tsv
  openlines tables check mytables
  openlines read --tables mytables report.txt`,
	}
	cmd.AddCommand(newTablesShowCommand(), newTablesCheckCommand(), newTablesHitsCommand())
	return cmd
}

func tablesFlag(flags *pflag.FlagSet, dir *string) {
	flags.StringVar(dir, "tables", "", "a directory with tables of your own, laid over the built-in ones")
}

// userTables opens a directory of tables; nil for no directory.
func userTables(dir string) (fs.FS, error) {
	if dir == "" {
		return nil, nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("looking for the tables: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("looking for the tables: %s is not a directory", dir)
	}
	return os.DirFS(dir), nil
}

func newTablesShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show [STAGE[/TABLE]]...",
		Short: "List the built-in tables, or print some of them",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listTables(cmd.OutOrStdout(), "")
			}
			for _, name := range args {
				stage, file, one := strings.Cut(name, "/")
				known, ok := openlines.Tables()[stage]
				if !ok {
					return fmt.Errorf("there is no stage %q; there are %s", stage, strings.Join(slices.Sorted(maps.Keys(openlines.Tables())), ", "))
				}
				if !one {
					if err := listTables(cmd.OutOrStdout(), stage); err != nil {
						return err
					}
					continue
				}
				text, err := fs.ReadFile(known, file)
				if err != nil {
					return fmt.Errorf("the stage %s has no table %q; \"openlines tables show %s\" lists what it has", stage, file, stage)
				}
				if _, err := cmd.OutOrStdout().Write(text); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// listTables prints the tables of a stage, or of all, with how many rows each has and what it holds.
func listTables(out io.Writer, only string) error {
	var list strings.Builder
	w := tabwriter.NewWriter(&list, 0, 0, 2, ' ', 0)
	for _, stage := range slices.Sorted(maps.Keys(openlines.Tables())) {
		if only != "" && stage != only {
			continue
		}
		err := fs.WalkDir(openlines.Tables()[stage], ".", func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(file, ".tsv") {
				return err
			}
			text, err := fs.ReadFile(openlines.Tables()[stage], file)
			if err != nil {
				return err
			}
			rows, about := 0, ""
			for line := range strings.Lines(string(text)) {
				line = strings.TrimSpace(line)
				comment, isComment := strings.CutPrefix(line, "#")
				comment = strings.TrimSpace(comment)
				switch {
				case isComment && !strings.Contains(about, ". ") && !strings.HasPrefix(comment, "source:"):
					about += comment + " "
				case isComment:
					about += ". " // the sentence ends where the source begins
				case line != "":
					rows++
				}
			}
			about, _, _ = strings.Cut(about, ". ")
			about = strings.TrimPrefix(strings.TrimSpace(about), strings.TrimSuffix(path.Base(file), ".tsv")+": ")
			fmt.Fprintf(w, "%s/%s\t%6d\t%s\n", stage, file, rows, about)
			return nil
		})
		if err != nil {
			return fmt.Errorf("listing the tables of %s: %w", stage, err)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(list.String()) {
		if isTerminal(out) {
			line = hang(line, column(line), columns(out))
		}
		if _, err := io.WriteString(out, line); err != nil {
			return err
		}
	}
	return nil
}

func newTablesCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check DIR",
		Short: "Say what is wrong in a directory of tables, and where",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			user, err := userTables(args[0])
			if err != nil {
				return err
			}
			if err := openlines.CheckTables(user); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "The tables are in order.")
			return nil
		},
	}
}

func newTablesHitsCommand() *cobra.Command {
	var f readFlags
	cmd := &cobra.Command{
		Use:   "hits [FILE|DIR|URL|-]...",
		Short: "Count which rows fire on given articles",
		RunE: func(cmd *cobra.Command, args []string) error {
			articles, err := f.articles(cmd, args)
			if err != nil {
				return err
			}
			reader, err := openReader(f.tables, true)
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
			run := pass{articles: articles, read: reading(reader), jobs: f.jobs, progress: true, write: func(r record.Record) error {
				for i := range r.Events {
					note(r.Events[i].Why)
				}
				for i := range r.Statements {
					note(r.Statements[i].Why)
				}
				return nil
			}}
			n, err := run.run(cmd.Context())
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
	f.register(cmd.Flags())
	return cmd
}
