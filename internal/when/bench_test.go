package when

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
)

// TestPredict writes what the stage finds in the sets of the benchmark, for its scorer, where WHEN_OUT names a directory.
func TestPredict(t *testing.T) {
	shared, out := os.Getenv("OPENLINES_SHARED"), os.Getenv("WHEN_OUT")
	if shared == "" || out == "" {
		t.Skip("OPENLINES_SHARED and WHEN_OUT are not set: nothing is scored")
	}
	r := reader(t)
	en, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []string{"timebank_te3", "aquaint_te3", "meantime_en"} {
		in, err := os.Open(filepath.Join(shared, "bench", "time", set+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		to, err := os.Create(filepath.Join(out, set+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		enc := json.NewEncoder(to)
		sc := bufio.NewScanner(in)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			var item struct{ ID, DCT, Text string }
			if err := json.Unmarshal(sc.Bytes(), &item); err != nil {
				t.Fatal(err)
			}
			d := &doc.Document{Text: item.Text}
			d.Published, _ = doc.ParseDate(item.DCT)
			en.Read(d)
			r.Read(d)
			type timex struct {
				Start int    `json:"start"`
				End   int    `json:"end"`
				Type  string `json:"type"`
				Value string `json:"value"`
			}
			found := []timex{}
			for _, x := range d.Times {
				s := len([]rune(d.Text[:x.Range.Start]))
				found = append(found, timex{s, s + len([]rune(d.Text[x.Range.Start:x.Range.End])), x.Type, x.Value})
			}
			if err := enc.Encode(map[string]any{"id": item.ID, "timex": found}); err != nil {
				t.Fatal(err)
			}
		}
		in.Close()
		to.Close()
	}
}
