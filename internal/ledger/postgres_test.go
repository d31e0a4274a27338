package ledger

import (
	"context"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/openlines/openlines/internal/ledger/postgres"
)

// startPostgres starts a server and gives the DSN of its database. It skips the test where Debian's package is not installed.
func startPostgres(t *testing.T) string {
	t.Helper()
	server, err := postgres.Start(context.Background(), "")
	if errors.Is(err, postgres.ErrAbsent) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server.DSN
}

// empty takes everything out of a ledger.
func empty(t fataler, l *Ledger) {
	t.Helper()
	for _, table := range strings.Fields("articles records coverage versions mentions tellings linked pairs parties people persons statements corrections watches pending changes foreign_events words sayings") {
		if _, err := l.db.Exec("DELETE FROM " + table); err != nil {
			t.Fatal(err)
		}
	}
}

// PostgreSQL gives the same events to the byte as SQLite, and answers the same queries.
func TestPostgres(t *testing.T) {
	top := t
	dsn := startPostgres(t)
	ctx := context.Background()
	pg, err := Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer pg.Close()
	checks := 0
	rapid.Check(t, func(t *rapid.T) {
		if checks++; checks > 15 {
			return
		}
		empty(t, pg)
		lite := open(top)
		records := drawReports(t)
		add(t, pg, rapid.Permutation(records).Draw(t, "order")...)
		add(t, lite, records...)
		want := dump(t, lite)
		if got := dump(t, pg); got != want {
			t.Fatalf("PostgreSQL:\n%s\nSQLite:\n%s", got, want)
		}
		if err := pg.Relink(ctx); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, pg); got != want {
			t.Fatalf("PostgreSQL linked anew:\n%s\nSQLite:\n%s", got, want)
		}
	})
	empty(t, pg)
	views(t, pg)
	empty(t, pg)
	wordQueries(t, pg)
}

// What goes over the wire with other statements fails as one by itself does.
func TestPostgresWaiting(t *testing.T) {
	l, err := Open(context.Background(), startPostgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	insert := func(tx *tx, day string) error {
		return tx.exec("INSERT INTO coverage (day, articles) VALUES ($1, 1)", day)
	}
	err = l.inTx(context.Background(), func(tx *tx) error {
		return errors.Join(insert(tx, "2024-05-01"), insert(tx, "2024-05-02"), insert(tx, "2024-05-01"))
	})
	if err == nil || !strings.Contains(err.Error(), "coverage_pkey") {
		t.Errorf("a day twice: %v", err)
	}
	var n int
	if err := l.inTx(context.Background(), func(tx *tx) error {
		if err := insert(tx, "2024-05-03"); err != nil {
			return err
		}
		return tx.one("SELECT count(*) FROM coverage", &n)
	}); err != nil || n != 1 {
		t.Errorf("%d days, %v", n, err)
	}
}
