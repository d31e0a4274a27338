package ledger

import (
	"context"
	"strings"
)

// Settings gives what programs keep in the ledger beside the history, such as the hashes of tokens: the values whose names begin with kind and a colon,
// by the rest of the name.
func (l *Ledger) Settings(ctx context.Context, kind string) (map[string]string, error) {
	out := map[string]string{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var name, value string
		err := scan(&name, &value)
		out[strings.TrimPrefix(name, kind+":")] = value
		return err
	}, `SELECT name, value FROM meta WHERE name LIKE $1 ESCAPE '\'`, escapeLike(kind+":")+"%")
	return out, err
}

// Set keeps a setting; the value "" deletes it.
func (l *Ledger) Set(ctx context.Context, kind, name, value string) error {
	return l.inTx(ctx, func(tx *tx) error {
		if value == "" {
			return tx.exec("DELETE FROM meta WHERE name = $1", kind+":"+name)
		}
		return tx.exec("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", kind+":"+name, value)
	})
}
