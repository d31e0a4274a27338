package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
)

// Backup writes a copy of an SQLite ledger, as of one moment, to a file that is not there yet. It may be made while others write.
func (l *Ledger) Backup(ctx context.Context, name string) error {
	if l.postgres {
		return errors.New("a ledger on PostgreSQL is backed up by pg_dump")
	}
	if _, err := os.Stat(name); err == nil {
		return fmt.Errorf("%s is there already", name)
	}
	if _, err := l.db.ExecContext(ctx, "VACUUM INTO $1", name); err != nil {
		return errors.Join(fmt.Errorf("writing the backup %s: %w", name, plain(err)), remove(name))
	}
	return nil
}

func remove(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Restore makes a ledger from a backup: dsn is a file that is not there yet. The backup is checked first.
func Restore(ctx context.Context, backup, dsn string) error {
	if _, err := os.Stat(dsn); err == nil {
		return fmt.Errorf("%s is there already: move it away first", dsn)
	}
	if _, err := os.Stat(backup); err != nil {
		return err
	}
	part := dsn + ".restoring"
	if err := errors.Join(remove(part), copyFile(backup, part)); err != nil {
		return errors.Join(err, remove(part))
	}
	if err := Check(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("the backup %s: %w", backup, err), remove(part), remove(part+"-wal"), remove(part+"-shm"))
	}
	return errors.Join(remove(part+"-wal"), remove(part+"-shm"), os.Rename(part, dsn))
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// Check says what is wrong with the file of a ledger; it reads all of it.
func Check(ctx context.Context, name string) error {
	l, err := Open(ctx, name)
	if err != nil {
		return err
	}
	defer l.Close()
	var first string
	err = l.db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&first)
	if err == nil && first != "ok" {
		err = fmt.Errorf("%w: %s", ErrDamaged, first)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return plain(err)
	}
	return nil
}
