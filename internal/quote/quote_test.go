package quote

import (
	"io/fs"
	"testing"

	"github.com/openlines/openlines/internal/table"
)

func builtin(t testing.TB) *Reader {
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

func TestTables(t *testing.T) {
	r := builtin(t)
	if len(r.verbs) < 400 || len(r.nouns) < 100 || len(r.adjectives) < 50 || len(r.phrases) == 0 || len(r.documents) == 0 || len(r.carriers) == 0 {
		t.Errorf("a table is nearly empty: %d verbs, %d nouns, %d adjectives", len(r.verbs), len(r.nouns), len(r.adjectives))
	}
}
