package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

func newExportCommand() *cobra.Command {
	var kind, out string
	cmd := onLedger(&cobra.Command{
		Use:   "export [TERM]...",
		Short: "Write linked events for other programs",
		Long: `Export writes the linked events that fit a query (all without one; "openlines query --help" has the language), in order of their ids.

  jsonl     one event a line, with its status history, accounts and mentions: nothing is lost
  csv       one row an event, for spreadsheets
  parquet   one row an event, lists as lists
  polecat   POLECAT's 40 columns, one row a pair
  gdelt     GDELT 2.0 events and mentions (two tables: --out DIR)
  ics       a calendar of planned contacts
  panel     dyad-day, -week and -month panels with a data dictionary (--out DIR); the query may only be dyad:A-B

docs/exports.md says what each format cannot hold, and how R and Python load it.`,
		Example: `  openlines export > events.jsonl
  openlines export --format csv dyad:USA-CHN 2023 > usa-chn.csv
  openlines export --format gdelt --out gdelt/
  openlines export --format ics is:contact status:planned > planned.ics`,
	}, mustBe, func(j *job) error {
		return export(j.ctx, j.Ledger, kind, strings.Join(j.args, " "), out, j.out)
	})
	cmd.Flags().StringVar(&kind, "format", "jsonl", "jsonl, csv, parquet, polecat, gdelt, ics or panel")
	cmd.Flags().StringVar(&out, "out", "", "the directory for formats of several tables; for others a file instead of standard output")
	return cmd
}

func export(ctx context.Context, l *ledger.Ledger, kind, query, out string, stdout io.Writer) error {
	switch kind {
	case "gdelt", "panel":
		if out == "" {
			return fmt.Errorf("the format %s has several tables: name a directory with --out DIR", kind)
		}
		if err := os.MkdirAll(out, 0o755); err != nil {
			return err
		}
		if kind == "panel" {
			return exportPanel(ctx, l, query, out)
		}
		return intoFiles(out, []string{"events.tsv", "mentions.tsv"}, func(w []io.Writer) error {
			g, err := format.NewGDELT(w[0], w[1])
			if err != nil {
				return err
			}
			return each(ctx, l, query, g.Write)
		})
	}
	if out == "" {
		w := bufio.NewWriterSize(stdout, 1<<16)
		return errors.Join(exportOne(ctx, l, kind, query, w), w.Flush())
	}
	return intoFiles(filepath.Dir(out), []string{filepath.Base(out)}, func(w []io.Writer) error { return exportOne(ctx, l, kind, query, w[0]) })
}

func exportOne(ctx context.Context, l *ledger.Ledger, kind, query string, w io.Writer) error {
	switch kind {
	case "jsonl":
		return each(ctx, l, query, func(e *ledger.Event) error { return format.JSON(w, e) })
	case "csv":
		c, err := format.NewEventCSV(w)
		if err != nil {
			return err
		}
		return errors.Join(each(ctx, l, query, c.Write), c.Close())
	case "parquet":
		p := format.NewParquet(w)
		return errors.Join(each(ctx, l, query, p.Write), p.Close())
	case "polecat":
		p, err := format.NewPolecat(w)
		if err != nil {
			return err
		}
		return each(ctx, l, query, p.Write)
	case "ics":
		c, err := format.NewICS(w)
		if err != nil {
			return err
		}
		return errors.Join(each(ctx, l, query, c.Write), c.Close())
	}
	return fmt.Errorf("--format %s: want jsonl, csv, parquet, polecat, gdelt, ics or panel", kind)
}

func each(ctx context.Context, l *ledger.Ledger, query string, write func(*ledger.Event) error) error {
	for e, err := range l.Each(ctx, query) {
		if err == nil {
			err = write(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// intoFiles writes files whole or not at all: they get their names when everything is written.
func intoFiles(dir string, names []string, write func([]io.Writer) error) (err error) {
	var files []*os.File
	var buffers []*bufio.Writer
	var writers []io.Writer
	defer func() {
		for _, f := range files {
			if err != nil {
				err = errors.Join(err, os.Remove(f.Name()))
			}
		}
	}()
	for _, n := range names {
		f, err := os.CreateTemp(dir, "."+n+"-")
		if err != nil {
			return err
		}
		files = append(files, f)
		b := bufio.NewWriterSize(f, 1<<16)
		buffers, writers = append(buffers, b), append(writers, b)
	}
	err = write(writers)
	for i, f := range files {
		err = errors.Join(err, buffers[i].Flush(), f.Chmod(0o644), f.Close())
	}
	if err != nil {
		return err
	}
	for i, f := range files {
		if err := os.Rename(f.Name(), filepath.Join(dir, names[i])); err != nil {
			return err
		}
	}
	files = nil
	return nil
}

func exportPanel(ctx context.Context, l *ledger.Ledger, query, out string) error {
	pair := ""
	if query = strings.TrimSpace(query); query != "" {
		var ok bool
		if pair, ok = strings.CutPrefix(query, "dyad:"); !ok || strings.Contains(pair, " ") {
			return errors.New("panels count everything of a pair: the query may only be dyad:A-B")
		}
		var err error
		if pair, err = l.ParsePair(ctx, pair); err != nil {
			return err
		}
	}
	units := []string{"day", "week", "month"}
	return intoFiles(out, []string{"dyad_day.csv", "dyad_week.csv", "dyad_month.csv", "coverage.csv", "README.txt"}, func(w []io.Writer) error {
		for i, unit := range units {
			points, err := l.Series(ctx, ledger.SeriesOptions{Pair: pair, Unit: unit})
			if err != nil {
				return err
			}
			if err := format.Panel(w[i], points, l.COW); err != nil {
				return err
			}
		}
		days, err := l.Coverage(ctx)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w[3], "day,articles\n"); err != nil {
			return err
		}
		for _, d := range days {
			if _, err := fmt.Fprintf(w[3], "%s,%d\n", d.Day, d.Articles); err != nil {
				return err
			}
		}
		_, err = io.WriteString(w[4], format.PanelDictionary)
		return err
	})
}
