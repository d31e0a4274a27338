package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

// counts is how a run went.
type counts struct{ read, failed, skipped int }

// readArticles reads articles in parallel and writes their records in order, but for those done already. What fails is logged with its
// place and counted; only a failing write ends the run. read makes the record of an item: see [reading].
func readArticles(ctx context.Context, read func(context.Context, source.Item) (record.Record, error), items iter.Seq[source.Item], jobs int, done map[string]bool, write func(record.Record) error) (counts, error) {
	type result struct {
		item source.Item
		rec  record.Record
		skip bool
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan result, 4*max(jobs, 1)) // the order of the articles
	slots := make(chan struct{}, max(jobs, 1))
	go func() {
		defer close(queue)
		for it := range items {
			one := make(chan result, 1)
			select {
			case queue <- one:
			case <-ctx.Done():
				return
			}
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				defer func() { <-slots }()
				r := result{item: it}
				switch {
				case it.Err != nil:
				case done[openlines.ArticleID(it.Article)]:
					r.skip = true
				default:
					r.rec, r.item.Err = read(ctx, it)
				}
				one <- r
			}()
		}
	}()
	bar := newProgress()
	defer bar.stop()
	var n counts
	for {
		r, ok, err := next(ctx, queue)
		if err != nil || !ok {
			return n, err
		}
		switch {
		case r.skip:
			n.skipped++
		case errors.Is(r.item.Err, context.Canceled):
			return n, context.Canceled
		case r.item.Err != nil:
			n.failed++
			slog.Error("not read", "place", r.item.Place, "reason", r.item.Err)
		default:
			if err := write(r.rec); err != nil {
				return n, fmt.Errorf("writing the record of %s: %w", r.item.Place, err)
			}
			n.read++
		}
		bar.show(n)
	}
}

// next waits for the next result, but not longer than for ctx: input that a terminal or a pipe does not give may never come.
func next[T any](ctx context.Context, queue <-chan chan T) (r T, ok bool, err error) {
	select {
	case one, ok := <-queue:
		if !ok {
			return r, false, ctx.Err()
		}
		select {
		case r = <-one:
			return r, true, nil
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	return r, false, ctx.Err()
}

// reading reads the article of an item, also where a record of it is ready.
func reading(reader *openlines.Reader) func(context.Context, source.Item) (record.Record, error) {
	return func(ctx context.Context, it source.Item) (record.Record, error) {
		r, ready, err := it.Ready()
		if err != nil {
			return r, err
		}
		if ready {
			it.Article = r.Article
		}
		return reader.Read(ctx, it.Article)
	}
}
