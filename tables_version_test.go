package openlines

import (
	"testing"
	"testing/fstest"

	"github.com/openlines/openlines/record"
)

func TestMadeBy(t *testing.T) {
	made := func(o Options) record.MadeBy {
		t.Helper()
		r, err := Open(o)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := r.Read(t.Context(), record.Article{Text: "The foreign ministers of Norway and Peru met in Oslo on Monday."})
		if err != nil {
			t.Fatal(err)
		}
		return rec.MadeBy
	}
	a, b := made(Options{}), made(Options{Explain: true})
	if a != b || a.Openlines != Version || a.Models == "" || len(a.Tables) != 16 {
		t.Errorf("made by %+v and %+v", a, b)
	}
	own := made(Options{Tables: fstest.MapFS{"english/names.tsv": {Data: []byte("")}}})
	if own.Tables == a.Tables || own.Models != a.Models {
		t.Errorf("with tables of the user's: made by %+v, without %+v", own, a)
	}
}
