package main

import (
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

func newBriefCommand() *cobra.Command {
	var since, added, on string
	cmd := showing(&cobra.Command{
		Use:   "brief [PAIR]...",
		Short: "What is new, changed, contradicted, or planned and not heard of",
		Long: `Brief prints what was published since a day, by pair of states: of the pairs named, else of those on the watch list (openlines watch), else of all.
--format md is a sheet with citations to hand on.`,
		Example: `  openlines brief USA-CHN --since 1d
  openlines brief --since 2023-06-01 --format md > brief.md`,
	}, []string{"text", "jsonl", "csv", "md"}, func(v *view) error {
		o := ledger.BriefOptions{Pairs: v.args, On: on}
		var err error
		if added != "" {
			o.AddedSince, err = v.Since(added)
		} else {
			o.Since, err = v.Since(since)
		}
		if err != nil {
			return err
		}
		b, err := v.Brief(v.ctx, o)
		if err != nil {
			return err
		}
		switch v.kind {
		case "csv":
			return format.BriefCSV(v.out, &b)
		case "md":
			return format.BriefMarkdown(v.out, &b, v.StateName)
		}
		days, err := v.Coverage(v.ctx)
		if err != nil {
			return err
		}
		return v.print(b, func() { v.page.Brief(&b, days, v.StateName) })
	})
	cmd.Flags().StringVar(&since, "since", "1d", "published since: a day as 2006-01-02, or a time back as 1d, 2w")
	cmd.Flags().StringVar(&added, "added-since", "", "by when it came into the ledger instead")
	cmd.Flags().StringVar(&on, "on", "", "the day of the brief (today)")
	return cmd
}

func newPersonCommand() *cobra.Command {
	var limit int
	cmd := showing(&cobra.Command{
		Use:     "person NAME",
		Short:   "A person: offices, meetings, quotations by and about",
		Long:    "Person shows whom a name fits best: offices as articles word them with the days of the articles, events, quotations by and about the person. As CSV it prints the events.",
		Example: "  openlines person Blinken\n  openlines person 'Li Shangfu' --format jsonl",
		Args:    cobra.MinimumNArgs(1),
	}, textJSONCSV, func(v *view) error {
		p, err := v.Person(v.ctx, strings.Join(v.args, " "), limit)
		if err != nil {
			return err
		}
		if v.kind == "csv" {
			return v.events(p.Events)
		}
		return v.print(p, func() { v.page.Person(&p) })
	})
	cmd.Flags().IntVar(&limit, "limit", 30, "events and quotations at most")
	return cmd
}

func newQuotesCommand() *cobra.Command {
	var o ledger.QuoteOptions
	cmd := showing(&cobra.Command{
		Use:   "quotes [--by NAME] [--about TOPIC]",
		Short: "Who said what, in which words",
		Long:  "Quotes prints statements, the latest first, with speaker, office and article; what is between quotation marks stood so in the article.",
		Example: `  openlines quotes --by Blinken --about Taiwan
  openlines quotes --by CHN --about balloon --since 2023-02-01`,
		Args: cobra.NoArgs,
	}, textJSONCSV, func(v *view) error {
		list, err := v.Quotes(v.ctx, o)
		if err != nil {
			return err
		}
		if v.kind == "csv" {
			return format.QuotesCSV(v.out, list)
		}
		return printAll(v, list, func() { v.page.Quotes(list) })
	})
	cmd.Flags().StringVar(&o.By, "by", "", "a person's name, or the code of a state for all its people")
	cmd.Flags().StringVar(&o.About, "about", "", "words that the statement has")
	cmd.Flags().StringVar(&o.Since, "since", "", "published since this day")
	cmd.Flags().StringVar(&o.Until, "until", "", "published until this day")
	cmd.Flags().IntVar(&o.Limit, "limit", 50, "at most")
	return cmd
}

func newWatchCommand() *cobra.Command {
	var off bool
	cmd := onLedger(&cobra.Command{
		Use:     "watch [PAIR]...",
		Short:   "Keep a list of pairs for the brief",
		Long:    "Watch puts pairs of states on the list that openlines brief goes by, or with --off takes them off. Without pairs it prints the list.",
		Example: "  openlines watch USA-CHN USA-RUS\n  openlines watch --off USA-RUS",
	}, mustBe, func(j *job) error {
		if err := j.Watch(j.ctx, j.args, !off); err != nil {
			return err
		}
		list, err := j.Watched(j.ctx)
		for _, p := range list {
			fmt.Fprintln(j.out, p)
		}
		return err
	})
	cmd.Flags().BoolVar(&off, "off", false, "take them off")
	return cmd
}

func newRelinkCommand() *cobra.Command {
	return onLedger(&cobra.Command{
		Use:   "relink",
		Short: "Link all events anew from the records",
		Long: `Relink forgets which mentions were found to tell one happening, and links them anew from the records and the corrections, for instance after an update of
openlines. With the same version the result is the same to the byte.`,
		Args: cobra.NoArgs,
	}, mustBe, func(j *job) error {
		collectLess()
		return j.Relink(j.ctx)
	})
}

func newBackupCommand() *cobra.Command {
	return onLedger(&cobra.Command{
		Use: "backup FILE", Short: "Copy the ledger, as of one moment, to a file",
		Long:    "Backup may run while others add. A ledger on PostgreSQL is backed up by pg_dump.",
		Example: "  openlines backup 2026-11-28.db", Args: cobra.ExactArgs(1),
	}, mustBe, func(j *job) error {
		return j.Backup(j.ctx, j.args[0])
	})
}

func newRestoreCommand() *cobra.Command {
	var f ledgerFlags
	cmd := &cobra.Command{
		Use: "restore FILE", Short: "Make a ledger from a backup",
		Long:    "Restore checks the backup and makes the ledger --db of it, which must not be there yet.",
		Example: "  openlines restore --db openlines.db 2026-11-28.db", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return ledger.Restore(cmd.Context(), args[0], f.db) },
	}
	f.register(cmd.Flags())
	return cmd
}

func newImportCommand() *cobra.Command {
	return onLedger(&cobra.Command{
		Use:   "import FILE...",
		Short: "Lay events of POLECAT, ICEWS or GDELT beside ours",
		Long: `Import reads files of POLECAT, ICEWS and GDELT 2.0 events (tab-separated; told apart by themselves) and keeps their events of states beside ours, so
that series can be laid over each other (openlines series). They are never mixed with ours.`,
		Example: "  openlines import ngecEvents.DV.2023.txt 20230618.export.CSV",
		Args:    cobra.MinimumNArgs(1),
	}, mayMake, func(j *job) error {
		for _, name := range j.args {
			in, err := os.Open(name)
			if err != nil {
				return err
			}
			n, err := j.Import(j.ctx, in)
			in.Close()
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			slog.Info("imported", "file", name, "collection", n.Collection, "events", n.New, "skipped", n.Skipped)
		}
		return nil
	})
}

func newSeriesCommand() *cobra.Command {
	var o ledger.SeriesOptions
	cmd := showing(&cobra.Command{
		Use:   "series PAIR",
		Short: "Count a pair's events by day, week or month",
		Long: `Series prints linked events that happened, by period: quad classes, Goldstein sum and mean, articles, independent sources and the share of all
coverage. Periods without coverage are left out. Imported collections follow in rows of their own.`,
		Example: "  openlines series USA-CHN --unit month --format csv",
		Args:    cobra.ExactArgs(1),
	}, textJSONCSV, func(v *view) error {
		pair, err := v.ParsePair(v.ctx, v.args[0])
		if err != nil {
			return err
		}
		o.Pair = pair
		list, err := v.Series(v.ctx, o)
		if err != nil {
			return err
		}
		foreign, err := v.ForeignSeries(v.ctx, o.Pair, o.Unit)
		if err != nil {
			return err
		}
		return format.Series(v.out, v.kind, list, foreign)
	})
	cmd.Flags().StringVar(&o.Unit, "unit", "week", "day, week or month")
	cmd.Flags().StringVar(&o.Since, "since", "", "from this day on")
	cmd.Flags().StringVar(&o.Until, "until", "", "up to this day")
	return cmd
}
