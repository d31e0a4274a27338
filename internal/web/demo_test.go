package web

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// sharedReader loads the models once for all tests.
var sharedReader = sync.OnceValues(func() (*openlines.Reader, error) { return openlines.Open(openlines.Options{Explain: true}) })

// demoRecords reads the demonstration's articles once for all tests.
var demoRecords = sync.OnceValues(func() ([]record.Record, error) {
	reader, err := sharedReader()
	if err != nil {
		return nil, err
	}
	articles, err := demoArticles()
	if err != nil {
		return nil, err
	}
	var out []record.Record
	for _, a := range articles {
		r, err := reader.Read(context.Background(), a)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
})

// newLedger makes a ledger of records.
func newLedger(t testing.TB, records ...record.Record) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(context.Background(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if len(records) > 0 {
		if _, err := l.Add(context.Background(), func(yield func(record.Record, error) bool) {
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// newServer serves the demonstration on a port of its own; change may change the options.
func newServer(t testing.TB, change func(*Options)) (*httptest.Server, *Server) {
	t.Helper()
	records, err := demoRecords()
	if err != nil {
		t.Fatal(err)
	}
	reader, err := sharedReader()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Ledger: newLedger(t, records...), Reader: reader, Today: DemoToday, Demo: true, Rate: 10_000, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { s.Run(ctx); close(done) }()
	web := httptest.NewServer(s.Handler())
	t.Cleanup(func() { cancel(); <-done; web.CloseClientConnections(); web.Close() })
	if err := s.hub.refresh(ctx); err != nil {
		t.Fatal(err)
	}
	return web, s
}

// someEvent is an event of the demonstration that has several accounts.
func someEvent(t testing.TB, s *Server) ledger.Event {
	t.Helper()
	res, err := s.o.Ledger.Query(context.Background(), "dyad:GRC-TUR is:contact articles:2", ledger.Page{Limit: 50})
	if err != nil || len(res.Events) == 0 {
		t.Fatalf("no event with two accounts: %v", err)
	}
	best := res.Events[0]
	for _, e := range res.Events {
		if len(e.Accounts) > len(best.Accounts) {
			best = e
		}
	}
	return best
}
