package main

import (
	"context"
	"errors"
	"iter"
	"os"
	"runtime/debug"
	"sync"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

// collectLess lets the heap grow fourfold between collections, where GOGC does not say otherwise: storing and linking keep little and drop much, and take an eighth
// less time for some tens of megabytes.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
}

// addArticles reads articles, and ready records as they are, into the ledger.
func addArticles(ctx context.Context, l *ledger.Ledger, articles iter.Seq[source.Item], f *readFlags) (counts, ledger.Added, error) {
	collectLess()
	// models are loaded only where there is something to read
	reader := sync.OnceValues(func() (*openlines.Reader, error) { return openReader(f.tables, true) })
	read := func(ctx context.Context, it source.Item) (record.Record, error) {
		if r, ready, err := it.Ready(); ready || err != nil {
			return r, err
		}
		r, err := reader()
		if err != nil {
			return record.Record{}, err
		}
		return r.Read(ctx, it.Article)
	}
	var n counts
	var readErr error
	stop := errors.New("stop")
	added, err := l.Add(ctx, func(yield func(record.Record, error) bool) {
		run := pass{articles: articles, read: read, jobs: f.jobs, progress: true, write: func(r record.Record) error {
			if !yield(r, nil) {
				return stop
			}
			return nil
		}}
		n, readErr = run.run(ctx)
		if readErr != nil && !errors.Is(readErr, stop) {
			yield(record.Record{}, readErr)
		}
	})
	return n, added, err
}
