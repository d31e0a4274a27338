package event

import (
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/record"
)

// everyone makes an actor of every noun: so the rows can be tried without the stages between english and event.
func everyone(d *doc.Document) {
	d.Actors, d.Refs = nil, nil
	for i := range d.Tokens {
		k := &d.Tokens[i]
		if k.UPOS != "PROPN" && k.UPOS != "NOUN" && k.UPOS != "PRON" && (k.UPOS != "ADJ" || k.Lemma == strings.ToLower(k.Lemma)) {
			continue
		}
		kinds := []string{record.Organization, record.Group, record.Person}
		if k.UPOS != "NOUN" { // a common noun may be a court or a crowd, no state
			kinds = append(kinds, record.State)
		}
		ids := make([]int32, 0, len(kinds))
		for _, kind := range kinds {
			ids = append(ids, int32(len(d.Actors)))
			d.Actors = append(d.Actors, doc.Actor{Name: k.Lemma, Key: k.Lemma, Kind: kind, Country: k.Lemma, For: doc.None})
		}
		s := doc.Span{First: int32(i), End: int32(i + 1)}
		d.Refs = append(d.Refs, doc.Ref{Span: s, Name: s, Head: int32(i), Actors: ids})
	}
	d.IndexRefs()
}

// maxSilent is the share of rows whose example may fail to fire them, for faults of the parser.
const maxSilent = 0.12

func TestRowsFire(t *testing.T) {
	en, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(tables(t))
	if err != nil {
		t.Fatal(err)
	}
	tried, silent := map[string]bool{}, 0
	for _, row := range r.rows {
		if row.example == "" || row.example == "-" || tried[row.at] {
			continue
		}
		tried[row.at] = true
		d := &doc.Document{Text: row.example + "\n"}
		en.Read(d)
		everyone(d)
		s := &scan{r: r, d: d, ops: map[int32][]operator{}, at: map[int32]*cand{}, states: map[string]int32{}}
		s.prepare()
		var fired []string
		ok := false
		for i := range d.Sentences {
			s.findActs(d.Sentences[i].Span)
		}
		for _, c := range s.cands {
			fired = append(fired, c.row.at+" "+c.act.name)
			ok = ok || c.row.at == row.at || c.act == row.act
		}
		if !ok {
			silent++
			t.Logf("%s %s [%s] %q: fired %v; %s", row.at, row.act.name, row.text, row.example, fired, tree(d))
		}
	}
	t.Logf("%d of %d rows do not fire on their example", silent, len(tried))
	if float64(silent) > maxSilent*float64(len(tried)) {
		t.Errorf("too many silent rows")
	}
}

func tree(d *doc.Document) string {
	var b strings.Builder
	for i := range d.Tokens {
		k := &d.Tokens[i]
		head := "ROOT"
		if k.Head != doc.None {
			head = d.Form(k.Head)
		}
		b.WriteString(d.Form(int32(i)) + "/" + k.Lemma + "/" + k.XPOS + "/" + k.Rel + "<" + head + " ")
	}
	return b.String()
}
