package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

// counts is how a run went.
type counts struct{ read, failed, skipped int }

// pass is a run over articles.
type pass struct {
	articles iter.Seq[source.Item]
	read     func(context.Context, source.Item) (record.Record, error) // makes the record of an item: see [reading]
	write    func(record.Record) error                                 // takes the records in the order of the articles
	jobs     int                                                       // how many are read at a time
	done     map[string]bool                                           // ids of articles that are passed over
	progress bool                                                      // nothing else is printed meanwhile
}

// run reads the articles. What fails is logged with its place and counted; only a failing write, and the end of ctx, end the run.
func (p *pass) run(ctx context.Context) (counts, error) {
	type result struct {
		item source.Item
		rec  record.Record
		skip bool
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan result, 4*max(p.jobs, 1)) // the order of the articles
	slots := make(chan struct{}, max(p.jobs, 1))
	go func() {
		defer close(queue)
		for it := range p.articles {
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
				case p.done[openlines.ArticleID(it.Article)]:
					r.skip = true
				default:
					r.rec, r.item.Err = p.read(ctx, it)
				}
				one <- r
			}()
		}
	}()
	bar := newProgress(p.progress)
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
			bar.log.Error("not read", "place", r.item.Place, "reason", r.item.Err)
		default:
			if err := p.write(r.rec); err != nil {
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
