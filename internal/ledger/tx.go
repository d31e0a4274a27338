package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// writeLock is the number of the advisory lock that writers on PostgreSQL take.
const writeLock = 0x6f70656e6c696e65

// tx is a transaction with its statements prepared once.
type tx struct {
	sql      *sql.Tx
	ctx      context.Context
	prepared map[string]*sql.Stmt
	seq      int64 // of the last change; 0 until it is known

	server *sql.Conn // PostgreSQL, where a statement waits for others to go over the wire with; nil for SQLite
	queued *pgx.Batch

	documents []document // to be put into the full-text indexes at the end
	unfiled   []document // to be taken out before
}

// atOnce is how many statements go over the wire together.
const atOnce = 2000

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if s := t.prepared[query]; s != nil {
		return s, nil
	}
	s, err := t.sql.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%w in %.80q", err, query)
	}
	t.prepared[query] = s
	return s, nil
}

// exec runs a statement; with arguments it is prepared once a transaction, and on PostgreSQL it may be run, and fail, only with a later one.
func (t *tx) exec(query string, args ...any) error {
	if len(args) == 0 {
		if err := t.flush(); err != nil {
			return err
		}
		_, err := t.sql.ExecContext(t.ctx, query)
		return err
	}
	if t.server != nil {
		t.queued.Queue(query, args...)
		if t.queued.Len() < atOnce {
			return nil
		}
		return t.flush()
	}
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(t.ctx, args...)
	return err
}

// flush runs the statements that wait.
func (t *tx) flush() error {
	if t.queued.Len() == 0 {
		return nil
	}
	list := t.queued
	t.queued = &pgx.Batch{}
	return t.server.Raw(func(conn any) error { return conn.(*stdlib.Conn).Conn().SendBatch(t.ctx, list).Close() })
}

// each calls row for each row of a query.
func (t *tx) each(row func(scan func(...any) error) error, query string, args ...any) error {
	if err := t.flush(); err != nil {
		return err
	}
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	return eachRow(rows, row)
}

// one reads the only row of a query.
func (t *tx) one(query string, into ...any) error {
	if err := t.flush(); err != nil {
		return err
	}
	return t.sql.QueryRowContext(t.ctx, query).Scan(into...)
}

func eachRow(rows *sql.Rows, row func(scan func(...any) error) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// inTx runs f in one transaction, which holds the write lock.
func (l *Ledger) inTx(ctx context.Context, f func(*tx) error) error {
	l.write.Lock()
	defer l.write.Unlock()
	conn, err := l.db.Conn(ctx)
	if err != nil {
		return plain(err)
	}
	defer conn.Close()
	t, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return plain(err)
	}
	w := &tx{sql: t, ctx: ctx, prepared: map[string]*sql.Stmt{}, queued: &pgx.Batch{}}
	if l.postgres {
		w.server = conn
		err = w.exec("SELECT pg_advisory_xact_lock($1)", int64(writeLock))
	}
	if err == nil {
		err = f(w)
	}
	if err == nil {
		err = w.fileDocuments(l)
	}
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return errors.Join(plain(err), ignoreDone(t.Rollback()))
	}
	return plain(t.Commit())
}

// reading makes a transaction that only reads.
func (l *Ledger) reading(ctx context.Context) (*tx, error) {
	t, err := l.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	return &tx{sql: t, ctx: ctx, prepared: map[string]*sql.Stmt{}, queued: &pgx.Batch{}}, err
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
