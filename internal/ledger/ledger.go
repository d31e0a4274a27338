// Package ledger makes many articles' records one history: one happening once, with all its accounts, its status through time, and the lines
// of communication between states.
//
// A [Ledger] keeps records in a file (SQLite) or on a server (PostgreSQL), by one schema and one set of queries. [Ledger.Add] stores records and
// links the events that tell one happening. What is linked is a pure function of the records and the corrections: articles added in any
// order, or linked anew by [Ledger.Relink], give the same events to the byte.
package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite" // the driver "sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// Version is the version of the schema that this program writes.
const Version = 3

//go:embed schema
var schema embed.FS

// Errors that callers tell apart.
var (
	ErrNotFound = errors.New("not in the ledger")
	ErrNewer    = errors.New("the ledger was written by a newer openlines")
	ErrDamaged  = errors.New("the ledger's file is damaged")
	ErrForeign  = errors.New("the file is not an openlines ledger")
)

// Ledger is an open store. Its methods may be called from many goroutines; writing is done by one at a time, also across processes.
type Ledger struct {
	db        *sql.DB
	postgres  bool
	path      string // of the SQLite file
	rules     *rules
	stretches stretches
	write     sync.Mutex
	now       func() time.Time
}

// Open opens a ledger and makes it where it is not there: dsn is the name of a file, or postgres://…. A ledger of an older version is migrated,
// one of a newer version refused.
func Open(ctx context.Context, dsn string) (*Ledger, error) {
	l := &Ledger{now: time.Now, stretches: stretches{mentions: 400_000, articles: 80_000, days: 2 * window}}
	var err error
	if l.rules, err = loadRules(); err != nil {
		return nil, err
	}
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		l.postgres = true
		l.db, err = openServer(dsn)
	} else {
		l.path = dsn
		l.db, err = openFile(dsn, "MEMORY")
	}
	if err != nil {
		return nil, fmt.Errorf("opening the ledger %s: %w", shown(dsn), err)
	}
	if err := l.migrate(ctx); err != nil {
		l.db.Close()
		return nil, fmt.Errorf("opening the ledger %s: %w", shown(dsn), plain(err))
	}
	return l, nil
}

// shown is a DSN without a password.
func shown(dsn string) string {
	if i := strings.Index(dsn, "://"); i >= 0 {
		if at := strings.LastIndex(dsn, "@"); at > i {
			return dsn[:i+3] + "…" + dsn[at:]
		}
	}
	return dsn
}

// openServer opens a database whose planner is told that rows are cheap to find by an index, as the ledger has one for whatever it asks; else it reads whole
// tables for a page of events.
func openServer(dsn string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "SET random_page_cost = 1.1; SET jit = off")
		return err
	})), nil
}

// openFile opens a file whose temporary tables and what a statement would need to be taken back are kept in MEMORY or in a FILE.
func openFile(name, temporary string) (*sql.DB, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, errors.New("it is a directory")
	}
	if name == "" || name == ":memory:" {
		return nil, errors.New("a ledger is kept in a file: give its name")
	}
	pragmas := []string{"busy_timeout(90000)", "journal_mode(WAL)", "synchronous(NORMAL)", "cache_size(-65536)", "wal_autocheckpoint(32768)",
		"temp_store(" + temporary + ")", "mmap_size(2147418112)"}
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("?", "%3f", "#", "%23", "%", "%25").Replace(name)+
		"?_txlock=immediate&_pragma="+strings.Join(pragmas, "&_pragma="))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8) // a new connection is dear: it reads the schema and has nothing in its cache
	return db, nil
}

// Close closes the store.
func (l *Ledger) Close() error { return l.db.Close() }

// plain says in plain words what the engine means, where we know it.
func plain(err error) error {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqlitelib.SQLITE_CORRUPT:
			return fmt.Errorf("%w: restore a backup (openlines restore): %w", ErrDamaged, err)
		case sqlitelib.SQLITE_NOTADB:
			return fmt.Errorf("%w: %w", ErrForeign, err)
		case sqlitelib.SQLITE_FULL:
			return fmt.Errorf("the disk is full; nothing of this batch was stored, all before it is: %w", err)
		case sqlitelib.SQLITE_BUSY:
			return fmt.Errorf("another program has been writing for too long: %w", err)
		}
	}
	return err
}

// migrate brings the schema to this program's version in one transaction.
func (l *Ledger) migrate(ctx context.Context) (err error) {
	have, err := l.schemaVersion(ctx)
	if err != nil || have == Version {
		return err
	}
	if have > Version {
		return fmt.Errorf("%w: its schema is version %d, this program knows %d", ErrNewer, have, Version)
	}
	if have > 0 {
		began := time.Now()
		if !l.postgres { // what a statement that writes a table anew would need to be taken back is as large as the table
			memory := l.db
			if l.db, err = openFile(l.path, "FILE"); err != nil {
				return err
			}
			defer func() {
				err = errors.Join(err, l.db.Close())
				l.db = memory
			}()
		}
		slog.Info("the ledger is of an older version and is being migrated, once; stopped, it stays as it was", "from", have, "to", Version)
		defer func() {
			if err == nil {
				slog.Info("migrated", "in", time.Since(began).Round(time.Millisecond))
			}
		}()
	}
	return l.inTx(ctx, func(tx *tx) error {
		if l.postgres { // two programs may open an empty database at once
			if err := tx.exec("SELECT pg_advisory_xact_lock($1)", writeLock); err != nil {
				return err
			}
		}
		if have, err = l.schemaVersion(ctx, tx); err != nil {
			return err
		}
		engine := map[bool]string{false: "sqlite", true: "postgres"}[l.postgres]
		for v := have + 1; v <= Version; v++ {
			for _, f := range []string{fmt.Sprintf("schema/%04d.sql", v), fmt.Sprintf("schema/%04d_%s.sql", v, engine)} {
				text, err := schema.ReadFile(f)
				if errors.Is(err, fs.ErrNotExist) {
					continue
				}
				if err != nil {
					return err
				}
				for _, statement := range statementsOf(string(text)) {
					if err := tx.exec(l.words().Replace(statement)); err != nil {
						return fmt.Errorf("schema version %d: %w", v, err)
					}
				}
			}
		}
		if have == 1 {
			if err := l.refile(ctx, tx); err != nil {
				return fmt.Errorf("filing the events' words anew: %w", err)
			}
		}
		return tx.exec("INSERT INTO meta (name, value) VALUES ('schema', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", strconv.Itoa(Version))
	})
}

// words puts the engine's words into a statement of the schema.
func (l *Ledger) words() *strings.Replacer {
	if l.postgres {
		return strings.NewReplacer("KEY64", "BIGINT", " CLUSTERED", "")
	}
	return strings.NewReplacer("KEY64", "INTEGER", "CLUSTERED", "WITHOUT ROWID") // an INTEGER key is SQLite's row id
}

// statementsOf splits a file of the schema, which has no semicolon inside a statement.
func statementsOf(text string) []string {
	var out []string
	for s := range strings.SplitSeq(text, ";\n") {
		var lines []string
		for line := range strings.Lines(s) {
			if !strings.HasPrefix(line, "--") {
				lines = append(lines, line)
			}
		}
		if s := strings.TrimSpace(strings.Join(lines, "")); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// schemaVersion is 0 for an empty store.
func (l *Ledger) schemaVersion(ctx context.Context, in ...*tx) (int, error) {
	var q interface {
		QueryRowContext(context.Context, string, ...any) *sql.Row
	} = l.db
	if len(in) > 0 {
		q = in[0].sql
	}
	tables := "SELECT count(*), coalesce(sum(CASE WHEN name = 'meta' THEN 1 ELSE 0 END), 0) FROM sqlite_master WHERE type = 'table'"
	if l.postgres {
		tables = "SELECT count(*), coalesce(sum(CASE WHEN table_name = 'meta' THEN 1 ELSE 0 END), 0) FROM information_schema.tables WHERE table_schema = current_schema()"
	}
	var all, meta int
	if err := q.QueryRowContext(ctx, tables).Scan(&all, &meta); err != nil {
		return 0, err
	}
	if meta == 0 {
		if all > 0 && !l.postgres {
			return 0, ErrForeign
		}
		return 0, nil
	}
	var value string
	if err := q.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'schema'").Scan(&value); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return 0, ErrForeign
		}
		return 0, err
	}
	return strconv.Atoi(value)
}

// query calls row for each row of a query outside of a transaction.
func (l *Ledger) query(ctx context.Context, row func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := l.db.QueryContext(ctx, query, args...)
	if err != nil {
		return plain(err)
	}
	return plain(eachRow(rows, row))
}
