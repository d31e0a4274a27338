package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"runtime"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

type readFlags struct {
	format, published, tables, out string
	explain, resume                bool
	jobs                           int
}

func newReadCommand() *cobra.Command {
	var f readFlags
	cmd := &cobra.Command{
		Use:   "read [FILE|DIR|URL|-]...",
		Short: "Read articles and print their records",
		Long: `Read takes plain text, HTML pages, JSON Lines ({"id","url","outlet","title","published","text"}) and web archives (WARC), packed by gzip or
not, from files, directories, web addresses or standard input (-), and tells them apart by itself.

On a terminal the record is printed for eyes; into a pipe as JSON Lines, one article a line ("openlines schema" describes it).
An article that cannot be read is reported with its place; the others are read all the same, and the exit status is 1.`,
		Example: `  openlines read testdata/articles/candid-talks/article.txt
  openlines read --published 2023-06-06 report.txt
  openlines read --format csv archive.jsonl > events.csv
  openlines read --out records.jsonl --resume archive/       go on where an earlier run was stopped`,
		RunE: f.run,
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "text, jsonl or csv (text on a terminal, else jsonl)")
	flags.BoolVar(&f.explain, "explain", false, "say which table rows made each event and statement, and what was left out and why")
	f.register(flags)
	flags.StringVar(&f.out, "out", "", "write to this file instead of standard output (jsonl)")
	flags.BoolVar(&f.resume, "resume", false, "with --out: keep what the file holds and read only what it lacks")
	return cmd
}

// register adds the flags of all commands that read articles.
func (f *readFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.published, "published", "", "the date of articles that have none, as 2006-01-02")
	flags.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "how many articles are read at a time")
	tablesFlag(flags, &f.tables)
}

// articles gives the articles that a command names; without names those of standard input.
func (f *readFlags) articles(cmd *cobra.Command, names []string) (iter.Seq[source.Item], error) {
	if len(names) == 0 {
		names = []string{"-"}
	}
	s := &source.Source{Stdin: cmd.InOrStdin(), Fetch: source.NewFetcher()}
	if f.published != "" {
		var err error
		if s.Published, err = source.ParseDay(f.published); err != nil {
			return nil, fmt.Errorf("--published: %w", err)
		}
	}
	return s.Articles(cmd.Context(), names), nil
}

func (f *readFlags) run(cmd *cobra.Command, names []string) error {
	if f.resume && f.out == "" {
		return errors.New("--resume needs --out FILE")
	}
	articles, err := f.articles(cmd, names)
	if err != nil {
		return err
	}
	reader, err := openReader(f.tables, f.explain)
	if err != nil {
		return err
	}
	out, done, err := f.output(cmd.OutOrStdout())
	if err != nil {
		return err
	}
	run := pass{articles: articles, read: reading(reader), write: out.write, jobs: f.jobs, done: done, progress: f.out != "" || !isTerminal(cmd.OutOrStdout())}
	n, err := run.run(cmd.Context())
	if closeErr := out.close(); err == nil {
		err = closeErr
	}
	if n.read+n.failed+n.skipped > 1 {
		slog.Info("done", "read", n.read, "failed", n.failed, "skipped", n.skipped)
	}
	if err == nil && n.failed > 0 {
		err = errSome
	}
	return err
}

func openReader(tables string, explain bool) (*openlines.Reader, error) {
	user, err := userTables(tables)
	if err != nil {
		return nil, err
	}
	return openlines.Open(openlines.Options{Explain: explain, Tables: user})
}

// output is where records go.
type output struct {
	write func(record.Record) error
	close func() error
}

func (f *readFlags) output(stdout io.Writer) (output, map[string]bool, error) {
	kind := f.format
	if f.out != "" {
		if kind != "" && kind != "jsonl" {
			return output{}, nil, errors.New("--out writes JSON Lines only")
		}
		file, done, err := openOut(f.out, f.resume)
		if err != nil {
			return output{}, nil, err
		}
		return output{func(r record.Record) error { return format.JSON(file, r) }, file.Close}, done, nil
	}
	if kind == "" {
		kind = "jsonl"
		if isTerminal(stdout) {
			kind = "text"
		}
	}
	stay := func() error { return nil }
	switch kind {
	case "text":
		width, color, first := columns(stdout), isTerminal(stdout) && os.Getenv("NO_COLOR") == "", true
		return output{func(r record.Record) error {
			if !first {
				fmt.Fprintln(stdout)
			}
			first = false
			return format.Text(stdout, r, width, color)
		}, stay}, nil, nil
	case "jsonl":
		return output{func(r record.Record) error { return format.JSON(stdout, r) }, stay}, nil, nil
	case "csv":
		c, err := format.NewCSV(stdout)
		if err != nil {
			return output{}, nil, err
		}
		return output{c.Write, stay}, nil, nil
	}
	return output{}, nil, fmt.Errorf("--format %s: want text, jsonl or csv", kind)
}

// openOut opens the file of records. To resume, it keeps whole records, cuts off a torn last line and gives the ids that it has.
func openOut(name string, resume bool) (*os.File, map[string]bool, error) {
	if !resume {
		file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return nil, nil, fmt.Errorf("%s is there already; --resume goes on with it", name)
		}
		return file, nil, err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, nil, err
	}
	done, whole, err := source.RecordIDs(file)
	if err == nil {
		err = file.Truncate(whole)
	}
	if err == nil {
		_, err = file.Seek(whole, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, nil, fmt.Errorf("resuming %s: %w", name, err)
	}
	return file, done, nil
}
