// Command openlines reads the news and keeps a sourced record of the relations between states.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/openlines/openlines"
)

// errSome says that a run went to its end but not everything in it went well; what went wrong has been said already.
var errSome = errors.New("not everything was read")

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	slog.SetDefault(newLogger(stderr))
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	fitHelp(root, columns(stdout))
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return 0
	case errors.Is(err, errSome):
		return 1
	case errors.Is(err, context.Canceled):
		slog.Error("interrupted")
		return 130
	default:
		fmt.Fprintln(stderr, "openlines:", err)
		return 1
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "openlines",
		Short: "Read the news; keep a sourced record of the relations between states",
		Long: `openlines reads news reports and gives, for each, a record: who met whom, where and when; what was said, planned,
postponed, refused or denied, and by whose account; each value tied to the words that it was read from.

  openlines read article.txt            the record of an article, for eyes
  openlines read news/ > records.jsonl  the records of many, for programs

It is one program that works offline, and it gives the same record for the same article each time.`,
		Version:       openlines.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	for _, g := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"Read articles:", []*cobra.Command{newReadCommand(), newParseCommand(), newSchemaCommand(), newTablesCommand()}},
		{"Keep a ledger:", []*cobra.Command{newAddCommand(), newRelinkCommand(), newBackupCommand(), newRestoreCommand()}},
		{"Look into it:", []*cobra.Command{newBriefCommand(), newDyadCommand(), newChannelsCommand(), newQueryCommand(), newEventCommand(), newPersonCommand(), newQuotesCommand(),
			newSeriesCommand(), newWatchCommand()}},
		{"Put it right:", []*cobra.Command{newCorrectCommand(), newMergeCommand(), newSplitCommand(), newRejectCommand(), newSampleCommand(), newAgreeCommand()}},
		{"Share it:", []*cobra.Command{newExportCommand(), newImportCommand(), newServeCommand(), newTokenCommand()}},
	} {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError(cmd, err) })
	explainArgs(root)
	return root
}

// explainArgs lets every command that is given too few or too many words say how it is used.
func explainArgs(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageError(cmd, err)
			}
			return nil
		}
	}
	for _, c := range cmd.Commands() {
		explainArgs(c)
	}
}

func usageError(cmd *cobra.Command, err error) error {
	return fmt.Errorf("%w\n  usage: %s\n  more:  %s --help", err, cmd.UseLine(), cmd.CommandPath())
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns is the width of the terminal that w is, or 100.
func columns(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return min(n, 140)
		}
	}
	return 100
}
