package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/user"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

func newCorrectCommand() *cobra.Command {
	return correction("correct ID FIELD=VALUE", "Set a field of an event right", `Correct lays another value over what was read: `+strings.Join(ledger.Fields, ", ")+`.
The reading itself stays and is shown beside; reading or linking anew keeps the correction.`,
		"  openlines correct 20230606-4k3tm2qx status=cancelled --why 'the ministry said so on 8 June'", 2, func(args []string) (ledger.Correction, error) {
			field, value, ok := strings.Cut(args[1], "=")
			if !ok {
				return ledger.Correction{}, fmt.Errorf("%q: want FIELD=VALUE", args[1])
			}
			return ledger.Correction{Kind: ledger.Set, Target: args[0], Field: field, Value: value}, nil
		})
}

func newMergeCommand() *cobra.Command {
	return correction("merge ID ID", "Make two events one", "Merge says that two events are one happening. The id that the whole has is that of its earliest mention; the other leads to it.",
		"  openlines merge 20230606-4k3tm2qx 20230608-w2d9c0aa --why 'the same dinner'", 2, func(args []string) (ledger.Correction, error) {
			return ledger.Correction{Kind: ledger.Merge, Target: args[0], Other: args[1]}, nil
		})
}

func newSplitCommand() *cobra.Command {
	return correction("split ID MENTION", "Take a mention out of an event", "Split says that one of an event's mentions (openlines show names them) tells another happening.",
		"  openlines split 20230606-4k3tm2qx 20230608-w2d9c0aa --why 'the second visit'", 2, func(args []string) (ledger.Correction, error) {
			return ledger.Correction{Kind: ledger.Split, Target: args[0], Other: args[1]}, nil
		})
}

func newRejectCommand() *cobra.Command {
	return correction("reject ID", "Say that there was no such event", "Reject takes an event out of views, counts and exports. It stays in the ledger; query is:rejected finds it.",
		"  openlines reject 20230606-4k3tm2qx --why 'a play, not a war'", 1, func(args []string) (ledger.Correction, error) {
			return ledger.Correction{Kind: ledger.Reject, Target: args[0]}, nil
		})
}

// correction makes the command of one kind of correction.
func correction(use, short, long, example string, n int, parse func([]string) (ledger.Correction, error)) *cobra.Command {
	var who, why string
	cmd := onLedger(&cobra.Command{
		Use: use, Short: short, Long: long + "\n\nCorrections are kept with who, when and why.", Example: example, Args: cobra.ExactArgs(n),
	}, mustBe, func(j *job) error {
		c, err := parse(j.args)
		if err != nil {
			return err
		}
		c.Who, c.Why = cmp.Or(who, userName()), why
		if c, err = j.Correct(j.ctx, c); err == nil {
			fmt.Fprintln(j.out, c.String())
		}
		return err
	})
	cmd.Flags().StringVar(&why, "why", "", "the reason")
	cmd.Flags().StringVar(&who, "who", "", "who says so (the user's name)")
	return cmd
}

func userName() string {
	if u, err := user.Current(); err == nil {
		return cmp.Or(u.Name, u.Username)
	}
	return "unknown"
}

func newSampleCommand() *cobra.Command {
	var n int
	var seed uint64
	cmd := onLedger(&cobra.Command{
		Use:   "sample [TERM]...",
		Short: "Draw events to check by hand",
		Long: `Sample draws events at random (the same for the same --seed) and writes them as CSV with two empty columns: right, for your verdict (yes or no), and
second, for a second reader's. "openlines agree" counts what you filled in.`,
		Example: `  openlines sample --n 200 > check.csv
  openlines sample --n 50 plover:ASSAULT > assaults.csv`,
	}, mustBe, func(j *job) error {
		list, err := j.Sample(j.ctx, strings.Join(j.args, " "), n, seed)
		if err != nil {
			return err
		}
		return format.SampleCSV(j.out, list)
	})
	cmd.Flags().IntVar(&n, "n", 200, "how many")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "another number draws others")
	return cmd
}

func newAgreeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "agree FILE",
		Short: "Count a checked sample: precision by type, agreement of two readers",
		Long: `Agree reads the file of "openlines sample" with its columns right and second filled in (yes or no; empty rows do not count), and prints the share
that is right by PLOVER type with 95 % intervals (Wilson), and Cohen's kappa of the two readers.`,
		Example: "  openlines agree check.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			rows, err := readChecked(args[0])
			if err != nil {
				return err
			}
			a := ledger.Agree(rows)
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "%-12s %7s %6s %10s  %s\n", "type", "judged", "right", "precision", "95 % interval")
			for _, t := range a.Types {
				fmt.Fprintf(out, "%-12s %7d %6d %10.2f  %.2f to %.2f\n", cmp.Or(t.Type, "statements"), t.Judged, t.Right, t.Precision, t.Low, t.High)
			}
			if !math.IsNaN(a.Kappa) {
				fmt.Fprintf(out, "Cohen's kappa %.2f (%d events judged by both)\n", a.Kappa, a.Both)
			}
			return nil
		},
	}
}

func readChecked(name string) ([]ledger.Checked, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	at := map[string]int{}
	for i, c := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(c, "\ufeff")))] = i
	}
	for _, c := range []string{"right", "id", "type"} {
		if _, ok := at[c]; !ok {
			return nil, fmt.Errorf("%s has no column %q; it should come from openlines sample", name, c)
		}
	}
	var out []ledger.Checked
	for line := 2; ; line++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		verdict := func(column string) (string, error) {
			i, ok := at[column]
			if !ok {
				return "", nil
			}
			switch strings.ToLower(strings.TrimSpace(row[i])) {
			case "":
				return "", nil
			case "yes", "y", "true", "1":
				return "yes", nil
			case "no", "n", "false", "0":
				return "no", nil
			}
			return "", fmt.Errorf("%s:%d: %s is %q, want yes or no", name, line, column, row[i])
		}
		right, err := verdict("right")
		second, err2 := verdict("second")
		if err := errors.Join(err, err2); err != nil {
			return nil, err
		}
		out = append(out, ledger.Checked{ID: row[at["id"]], Type: row[at["type"]], Right: right, Second: second})
	}
}
