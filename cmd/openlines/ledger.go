package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

// ledgerFlags are the flags of all commands that use the ledger.
type ledgerFlags struct{ db string }

func (f *ledgerFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.db, "db", "openlines.db", "the ledger: a file, or postgres://…")
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

// job is what a command has that works on the ledger.
type job struct {
	*ledger.Ledger
	ctx  context.Context
	cmd  *cobra.Command
	args []string
	out  io.Writer
}

// mayMake and mustBe say whether a command makes the ledger where there is none.
const (
	mayMake = false
	mustBe  = true
)

// onLedger makes a command open the ledger, run and close it.
func onLedger(cmd *cobra.Command, must bool, run func(*job) error) *cobra.Command {
	var f ledgerFlags
	f.register(cmd.Flags())
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		l, err := f.open(cmd.Context(), must)
		if err != nil {
			return err
		}
		return errors.Join(run(&job{l, cmd.Context(), cmd, args, cmd.OutOrStdout()}), l.Close())
	}
	return cmd
}

// view is what a command has that shows something of the ledger: the format asked for, too, and a page for text.
type view struct {
	*job
	kind string
	page *format.Page
}

// Formats of views. The first is that of a terminal, the second that of a pipe.
var textJSONCSV = []string{"text", "jsonl", "csv"}

// showing makes a command open the ledger, show something in one of the kinds of format, and close it.
func showing(cmd *cobra.Command, kinds []string, run func(*view) error) *cobra.Command {
	last := len(kinds) - 1
	want := strings.Join(kinds[:last], ", ") + " or " + kinds[last]
	kind := cmd.Flags().String("format", "", want+" (text on a terminal, else jsonl)")
	onLedger(cmd, mustBe, func(j *job) error {
		if *kind == "" {
			*kind = kinds[1]
			if isTerminal(j.out) {
				*kind = kinds[0]
			}
		}
		v := &view{j, *kind, format.NewPage(j.out, columns(j.out), isTerminal(j.out) && os.Getenv("NO_COLOR") == "")}
		return errors.Join(run(v), v.page.Flush())
	})
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if *kind != "" && !slices.Contains(kinds, *kind) {
			return fmt.Errorf("--format %s: want %s", *kind, want)
		}
		return nil
	}
	return cmd
}

// print gives a thing as a line of JSON, or as text.
func (v *view) print(whole any, text func()) error {
	if v.kind == "jsonl" {
		return format.JSON(v.out, whole)
	}
	text()
	return nil
}

// printAll gives each thing of a list as a line of JSON, or the whole as text.
func printAll[T any](v *view, list []T, text func()) error {
	if v.kind != "jsonl" {
		text()
		return nil
	}
	for i := range list {
		if err := format.JSON(v.out, list[i]); err != nil {
			return err
		}
	}
	return nil
}

// events prints a list of events.
func (v *view) events(list []ledger.Event) error {
	if v.kind == "csv" {
		c, err := format.NewEventCSV(v.out)
		for i := range list {
			err = errors.Join(err, c.Write(&list[i]))
		}
		return errors.Join(err, c.Close())
	}
	return printAll(v, list, func() {
		for i := range list {
			v.page.Event(&list[i])
		}
		if len(list) == 0 {
			v.page.Note("Nothing fits.")
		}
	})
}

func newAddCommand() *cobra.Command {
	var f readFlags
	cmd := onLedger(&cobra.Command{
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
	}, mayMake, func(j *job) error {
		articles, err := f.articles(j.cmd, j.args)
		if err != nil {
			return err
		}
		n, added, err := addArticles(j.ctx, j.Ledger, articles, &f)
		if n.read+n.failed > 0 {
			slog.Info("added", "new", added.New, "amended", added.Amended, "unchanged", added.Same, "failed", n.failed)
		}
		if err == nil && n.failed > 0 {
			err = errSome
		}
		return err
	})
	f.register(cmd.Flags())
	return cmd
}

func newQueryCommand() *cobra.Command {
	var page ledger.Page
	var count bool
	cmd := showing(&cobra.Command{
		Use:   "query TERM...",
		Short: "Find events: who, what, when, which status, which words",
		Long:  "Query finds events of the ledger, the latest first.\n\n" + ledger.QueryHelp,
		Example: `  openlines query 'dyad:USA-CHN act:visit status:postponed 2022..2024'
  openlines query 'is:contact level:defence -status:happened 2023 "hotline"'
  openlines query --format csv 'by:RUS cameo:17 sources:2' > coercion.csv`,
		Args: cobra.MinimumNArgs(1),
	}, textJSONCSV, func(v *view) error {
		text := strings.Join(v.args, " ")
		if count {
			n, err := v.Count(v.ctx, text, math.MaxInt)
			if err == nil {
				fmt.Fprintln(v.out, n)
			}
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
	cmd.Flags().IntVar(&page.Limit, "limit", 50, "events at most")
	cmd.Flags().StringVar(&page.Cursor, "after", "", "go on after this cursor")
	cmd.Flags().BoolVar(&page.Oldest, "oldest", false, "the oldest first")
	cmd.Flags().BoolVar(&count, "count", false, "only count")
	return cmd
}

func newEventCommand() *cobra.Command {
	return showing(&cobra.Command{
		Use:   "show ID",
		Short: "Show an event: accounts, status history, coding and why",
		Long: `Show prints an event of the ledger: each account in its own words, where accounts differ, the status history, the coding with the rows that made it,
why its reports were linked, and its corrections. As CSV it prints the accounts. The id of an event that was merged into another leads to that one.`,
		Example: `  openlines show 20230606-4k3tm2qx`,
		Args:    cobra.ExactArgs(1),
	}, textJSONCSV, func(v *view) error {
		e, err := v.Event(v.ctx, v.args[0])
		if err != nil {
			return fmt.Errorf("%s: %w", v.args[0], err)
		}
		if v.kind == "csv" {
			return format.AccountsCSV(v.out, &e)
		}
		coding, err := v.Coding(v.ctx, &e)
		return errors.Join(err, v.print(e, func() { v.page.Whole(&e, coding, v.StateName) }))
	})
}

func newDyadCommand() *cobra.Command {
	var o ledger.DyadOptions
	cmd := showing(&cobra.Command{
		Use:   "dyad PAIR",
		Short: "Show a pair of states: who met whom, which lines are open",
		Long: `Dyad prints the contact ledger of a pair of states, named by their codes (USA-CHN) or names (Japan-Peru): each contact with its date,
level, who with whom, where, form, status history and independent sources, the lines of
communication level by level, and the weekly series of cooperation and conflict. As CSV it prints the contacts.`,
		Example: `  openlines dyad USA-CHN
  openlines dyad USA-CHN --since 2023-01-01 --format jsonl`,
		Args: cobra.ExactArgs(1),
	}, textJSONCSV, func(v *view) error {
		d, err := v.Dyad(v.ctx, v.args[0], o)
		if err != nil {
			return err
		}
		if v.kind == "csv" {
			return v.events(d.Contacts)
		}
		return v.print(d, func() { v.page.Dyad(&d) })
	})
	cmd.Flags().StringVar(&o.Since, "since", "", "from this day on, as 2006-01-02")
	cmd.Flags().StringVar(&o.Until, "until", "", "up to this day")
	cmd.Flags().StringVar(&o.On, "on", "", "the lines of communication as of this day (today)")
	cmd.Flags().IntVar(&o.Limit, "limit", 200, "contacts at most")
	return cmd
}

func newChannelsCommand() *cobra.Command {
	var on string
	cmd := showing(&cobra.Command{
		Use:   "channels PAIR",
		Short: "Which lines of communication between two states are open",
		Long: `Channels prints, for each level (heads, foreign, defence, …), the last contact that was held, the next that is planned, the last that was refused, put
off or broken off, and from these a state: open, thin, strained, suspended or unknown. The rules are a table that anyone can read
(internal/ledger/tables/channels.tsv). --on gives the board of a past day, from what was published until then.`,
		Example: `  openlines channels USA-CHN
  openlines channels USA-CHN --on 2023-06-06`,
		Args: cobra.ExactArgs(1),
	}, textJSONCSV, func(v *view) error {
		pair, err := v.ParsePair(v.ctx, v.args[0])
		if err != nil {
			return err
		}
		list, err := v.Channels(v.ctx, pair, on)
		if err != nil {
			return err
		}
		if v.kind == "csv" {
			return format.ChannelsCSV(v.out, pair, list)
		}
		return printAll(v, list, func() { v.page.Channels(list) })
	})
	cmd.Flags().StringVar(&on, "on", "", "as of this day, as 2006-01-02 (today)")
	return cmd
}
