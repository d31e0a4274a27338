package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/ledger/postgres"
)

func newLedgerCommand() *cobra.Command {
	var sizes []int
	var dir string
	var relink, onServer bool
	cmd := &cobra.Command{
		Use:   "ledger",
		Short: "Add, query and relink grown records; print times, memory and their growth",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintln(cmd.OutOrStdout(), ledgerHead)
			for _, n := range sizes {
				row, err := measureLedger(cmd.Context(), n, dir, onServer, relink)
				if err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), row)
			}
			return nil
		},
	}
	cmd.Flags().IntSliceVar(&sizes, "n", []int{10_000, 100_000, 1_000_000}, "numbers of articles")
	cmd.Flags().BoolVar(&onServer, "postgres", false, "on a PostgreSQL server started for it (Debian's package) instead of SQLite; its memory is not counted")
	cmd.Flags().StringVar(&dir, "dir", "", "where the files are made (the system's temporary directory)")
	cmd.Flags().BoolVar(&relink, "relink", true, "measure relink, too")
	return cmd
}

const ledgerHead = `| articles | events | added a second | (storing alone) | 500 more | dyad | query, rare word | query, common word | query, pair and common word | relink | memory | size |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |`

func measureLedger(ctx context.Context, n int, dir string, onServer, relink bool) (row string, err error) {
	work, err := os.MkdirTemp(dir, "openlines-ledger-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	file := filepath.Join(work, "ledger.db")
	dsn := file
	if onServer {
		server, failed := postgres.Start(ctx, dir)
		if failed != nil {
			return "", failed
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		dsn = server.DSN
	}
	g, err := newGrower(ctx, n)
	if err != nil {
		return "", err
	}
	l, err := ledger.Open(ctx, dsn)
	if err != nil {
		return "", err
	}
	defer l.Close()
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(300)) // as the commands do
	}
	most := watchOwn()
	began := time.Now()
	if _, err := l.Store(ctx, g.records()); err != nil {
		return "", err
	}
	stored := time.Since(began)
	slog.Info("stored", "articles", n, "in", stored.Round(time.Second))
	if err := l.Link(ctx); err != nil {
		return "", err
	}
	added := time.Since(began)
	slog.Info("linked", "articles", n, "in", (added - stored).Round(time.Second))
	// then as a feed comes in: a batch linked at once
	g.total += 500
	more := time.Now()
	if _, err := l.Add(ctx, g.records()); err != nil {
		return "", err
	}
	moreTime := time.Since(more)
	stats, err := l.Stats(ctx)
	if err != nil {
		return "", err
	}
	pairs, err := l.Pairs(ctx, 3)
	if err != nil || len(pairs) == 0 {
		return "", errors.Join(err, errors.New("no pairs"))
	}
	rare, common := g.words[8][0], "minister"
	var failed error
	run := func(f func() error) time.Duration {
		var times []time.Duration
		for range 9 {
			t := time.Now()
			failed = errors.Join(failed, f())
			times = append(times, time.Since(t))
		}
		slices.Sort(times)
		return times[4]
	}
	dyad := run(func() error { _, err := l.Dyad(ctx, pairs[0].Pair, ledger.DyadOptions{}); return err })
	ask := func(query string) time.Duration {
		return run(func() error { _, err := l.Query(ctx, query, ledger.Page{}); return err })
	}
	rareTime, commonTime, both := ask(rare), ask(common), ask("dyad:"+pairs[0].Pair+" is:contact "+common)
	if failed != nil {
		return "", failed
	}
	relinked := time.Duration(0)
	if relink {
		t := time.Now()
		if err := l.Relink(ctx); err != nil {
			return "", err
		}
		relinked = time.Since(t)
	}
	size := int64(0)
	if info, err := os.Stat(file); err == nil {
		size = info.Size()
	}
	return fmt.Sprintf("| %d | %d | %.0f | %.0f | %s | %s | %s | %s | %s | %s | %d MB | %d MB |", stats.Articles, stats.Events, float64(n)/added.Seconds(), float64(n)/stored.Seconds(),
		moreTime.Round(time.Millisecond), dyad.Round(time.Millisecond), rareTime.Round(time.Millisecond), commonTime.Round(time.Millisecond), both.Round(time.Millisecond), relinked.Round(time.Millisecond*100), most.end()>>20, size>>20), nil
}

// ownMost watches the most memory of its own that this process has: the pages of the ledger's file that are mapped belong to the system.
type ownMost struct {
	most int64
	stop chan struct{}
	done sync.WaitGroup
}

func watchOwn() *ownMost {
	m := &ownMost{stop: make(chan struct{})}
	m.done.Go(func() {
		for {
			select {
			case <-m.stop:
				return
			case <-time.After(50 * time.Millisecond):
				m.most = max(m.most, ownMemory())
			}
		}
	})
	return m
}

func (m *ownMost) end() int64 {
	close(m.stop)
	m.done.Wait()
	return m.most
}

// ownMemory is the memory in use that is no file's, in bytes; 0 where the system does not say.
func ownMemory() int64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		var kb int64
		if _, err := fmt.Sscanf(line, "RssAnon: %d kB", &kb); err == nil {
			return kb << 10
		}
	}
	return 0
}
