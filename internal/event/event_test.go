package event

import (
	"io/fs"
	"testing"

	"github.com/openlines/openlines/internal/table"
)

func tables(t testing.TB) table.Dir {
	t.Helper()
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	return table.Dir{Builtin: sub}
}

func TestTables(t *testing.T) {
	if _, err := New(tables(t)); err != nil {
		t.Fatal(err)
	}
}
