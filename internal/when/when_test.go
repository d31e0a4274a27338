package when

import (
	"io/fs"
	"testing"

	"github.com/openlines/openlines/internal/table"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(table.Dir{Builtin: sub})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
