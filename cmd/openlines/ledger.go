package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

// ledgerFlags are the flags of all commands that use the ledger.
type ledgerFlags struct {
	db, format string
}

func (f *ledgerFlags) register(cmd *cobra.Command, formats string) {
	cmd.Flags().StringVar(&f.db, "db", "openlines.db", "the ledger: a file, or postgres://…")
	if formats != "" {
		cmd.Flags().StringVar(&f.format, "format", "", formats+" (text on a terminal, else jsonl)")
	}
}

// open opens the ledger and finishes what an interrupted run has left. With must the file has to be there.
func (f *ledgerFlags) open(ctx context.Context, must bool) (*ledger.Ledger, error) {
	if must && !strings.Contains(f.db, "://") {
		if _, err := os.Stat(f.db); err != nil {
			return nil, fmt.Errorf("there is no ledger %s: make one with openlines add, or name another with --db", f.db)
		}
	}
	l, err := ledger.Open(ctx, f.db)
	if err != nil {
		return nil, err
	}
	if err := l.Link(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// kind is the format that was asked for, or the one that fits where the output goes.
func (f *ledgerFlags) kind(w io.Writer, kinds ...string) (string, error) {
	if f.format == "" {
		if isTerminal(w) {
			return "text", nil
		}
		return "jsonl", nil
	}
	for _, k := range kinds {
		if k == f.format {
			return k, nil
		}
	}
	return "", fmt.Errorf("--format %s: want %s", f.format, strings.Join(kinds, ", "))
}

// view is what a command that shows things has: the ledger, the format and where to write.
type view struct {
	*ledger.Ledger
	ctx  context.Context
	kind string
	page *format.Page
	out  io.Writer
}

// show runs f with an open ledger.
func (f *ledgerFlags) show(cmd *cobra.Command, kinds []string, run func(*view) error) error {
	out := cmd.OutOrStdout()
	kind, err := f.kind(out, kinds...)
	if err != nil {
		return err
	}
	l, err := f.open(cmd.Context(), true)
	if err != nil {
		return err
	}
	v := &view{Ledger: l, ctx: cmd.Context(), kind: kind, out: out, page: format.NewPage(out, columns(out), isTerminal(out) && os.Getenv("NO_COLOR") == "")}
	err = run(v)
	return errors.Join(err, v.page.Flush(), l.Close())
}

var textJSONCSV = []string{"text", "jsonl", "csv"}

// events prints a list of events.
func (v *view) events(list []ledger.Event) error {
	switch v.kind {
	case "jsonl":
		for i := range list {
			if err := format.EventJSON(v.out, &list[i]); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		w := csv.NewWriter(v.out)
		if err := w.Write(format.EventColumns); err != nil {
			return err
		}
		for i := range list {
			if err := w.Write(format.EventRow(&list[i])); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	}
	for i := range list {
		v.page.Event(&list[i])
	}
	if len(list) == 0 {
		v.page.Note("Nothing fits.")
	}
	return nil
}

func newAddCommand() *cobra.Command {
	var f ledgerFlags
	var r readFlags
	cmd := &cobra.Command{
		Use:   "add [FILE|DIR|URL|-]...",
		Short: "Read articles into the ledger",
		Long: `Add reads articles as "openlines read" does, keeps their records in the ledger and links the events that tell one happening. Lines that hold
ready records (what "openlines read --explain" has written) are kept as they are.

The same article twice changes nothing. An article whose text or record has changed is amended: its new record counts, the old one is kept. A run that is
stopped loses nothing that it has said to be stored; run it again and it goes on.`,
		Example: `  openlines add news/                            every article of a directory
  openlines read --explain news/ | openlines add -   the same in two steps
  openlines add --db desk.db article.html
  openlines add --db postgres://desk@localhost/openlines archive.jsonl`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if len(names) == 0 {
				names = []string{"-"}
			}
			src, err := newSource(cmd.InOrStdin(), r.published)
			if err != nil {
				return err
			}
			l, err := f.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer l.Close()
			n, added, err := addArticles(cmd.Context(), l, src, names, r)
			if n.read+n.failed > 0 {
				slog.Info("added", "new", added.New, "amended", added.Amended, "unchanged", added.Same, "failed", n.failed)
			}
			if err == nil && n.failed > 0 {
				err = errSome
			}
			return err
		},
	}
	f.register(cmd, "")
	flags := cmd.Flags()
	flags.StringVar(&r.published, "published", "", "the date of articles that have none, as 2006-01-02")
	flags.IntVar(&r.jobs, "jobs", defaultJobs(), "how many articles are read at a time")
	tablesFlag(flags, &r.tables)
	return cmd
}

func newQueryCommand() *cobra.Command {
	var f ledgerFlags
	var page ledger.Page
	var count bool
	cmd := &cobra.Command{
		Use:   "query TERM...",
		Short: "Find events: who, what, when, which status, which words",
		Long:  "Query finds events of the ledger, the latest first.\n\n" + ledger.QueryHelp,
		Example: `  openlines query 'dyad:USA-CHN act:visit status:postponed 2022..2024'
  openlines query 'is:contact level:defence -status:happened 2023 "hotline"'
  openlines query --format csv 'by:RUS cameo:17 sources:2' > coercion.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.show(cmd, textJSONCSV, func(v *view) error {
				text := strings.Join(args, " ")
				if count {
					n, err := v.Count(v.ctx, text, 1<<31)
					fmt.Fprintln(v.out, n)
					return err
				}
				r, err := v.Query(v.ctx, text, page)
				if err != nil {
					return err
				}
				if err := v.events(r.Events); err != nil {
					return err
				}
				if r.Next != "" {
					slog.Info("there is more", "next", "--after "+r.Next)
				}
				return nil
			})
		},
	}
	f.register(cmd, "text, jsonl or csv")
	cmd.Flags().IntVar(&page.Limit, "limit", 50, "events at most")
	cmd.Flags().StringVar(&page.Cursor, "after", "", "go on after this cursor")
	cmd.Flags().BoolVar(&page.Oldest, "oldest", false, "the oldest first")
	cmd.Flags().BoolVar(&count, "count", false, "only count")
	return cmd
}

func newEventCommand() *cobra.Command {
	var f ledgerFlags
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show an event: its accounts side by side, its status history, its coding and why",
		Long: `Show prints an event of the ledger: each account in its own words, where accounts differ, the status history, the coding with the rows that made it,
why its reports were linked, and its corrections. The id of an event that was merged into another leads to that one.`,
		Example: `  openlines show 20230606-4k3tm2qx`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.show(cmd, []string{"text", "jsonl"}, func(v *view) error {
				e, err := v.Event(v.ctx, args[0])
				if err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
				if v.kind == "jsonl" {
					return format.EventJSON(v.out, &e)
				}
				coding, err := v.Coding(v.ctx, &e)
				v.page.Whole(&e, coding)
				return err
			})
		},
	}
	f.register(cmd, "text or jsonl")
	return cmd
}

func newDyadCommand() *cobra.Command {
	var f ledgerFlags
	var o ledger.DyadOptions
	cmd := &cobra.Command{
		Use:   "dyad PAIR",
		Short: "Show a pair of states: who met whom, which lines are open, how it goes by week",
		Long: `Dyad prints the contact ledger of a pair of states (date, level, who with whom, where, form, status history, independent sources), the lines of
communication level by level, and the weekly series of cooperation and conflict.`,
		Example: `  openlines dyad USA-CHN
  openlines dyad USA-CHN --since 2023-01-01 --format jsonl`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.show(cmd, textJSONCSV, func(v *view) error {
				d, err := v.Dyad(v.ctx, args[0], o)
				if err != nil {
					return err
				}
				switch v.kind {
				case "jsonl":
					return format.JSON(v.out, d)
				case "csv":
					return v.events(d.Contacts)
				}
				v.page.Dyad(&d)
				return nil
			})
		},
	}
	f.register(cmd, "text, jsonl or csv (the contacts)")
	cmd.Flags().StringVar(&o.Since, "since", "", "from this day on, as 2006-01-02")
	cmd.Flags().StringVar(&o.Until, "until", "", "up to this day")
	cmd.Flags().StringVar(&o.On, "on", "", "the lines of communication as of this day (today)")
	cmd.Flags().IntVar(&o.Limit, "limit", 200, "contacts at most")
	return cmd
}

func newChannelsCommand() *cobra.Command {
	var f ledgerFlags
	var on string
	cmd := &cobra.Command{
		Use:   "channels PAIR",
		Short: "Which lines of communication between two states are open",
		Long: `Channels prints, for each level (heads, foreign, defence, …), the last contact that was held, the next that is planned, the last that was refused, put
off or broken off, and from these a state: open, thin, strained, suspended or unknown. The rules are a table that anyone can read
(internal/ledger/tables/channels.tsv). --on gives the board of a past day, from what was published until then.`,
		Example: `  openlines channels USA-CHN
  openlines channels USA-CHN --on 2023-06-06`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.show(cmd, []string{"text", "jsonl"}, func(v *view) error {
				a, b, ok := strings.Cut(strings.ToUpper(args[0]), "-")
				if !ok {
					return fmt.Errorf("the pair %q: want two codes as USA-CHN", args[0])
				}
				list, err := v.Channels(v.ctx, ledger.Pair(a, b), on)
				if err != nil {
					return err
				}
				if v.kind == "jsonl" {
					for i := range list {
						if err := format.JSON(v.out, list[i]); err != nil {
							return err
						}
					}
					return nil
				}
				v.page.Channels(list)
				return nil
			})
		},
	}
	f.register(cmd, "text or jsonl")
	cmd.Flags().StringVar(&on, "on", "", "as of this day, as 2006-01-02 (today)")
	return cmd
}
