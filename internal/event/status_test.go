package event

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/record"
)

// shared is the directory of shared data, or "" where there is none.
func shared() string {
	dir := os.Getenv("OPENLINES_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		return ""
	}
	return dir
}

// mention is an event mention of MEANTIME.
type mention struct {
	Sentence                             []string
	Event                                []int
	Pred, Pos, Certainty, Polarity, Time string
}

// real says whether the annotators took the event for one that took place.
func (m *mention) real() bool {
	return m.Polarity != "NEG" && m.Time != "FUTURE" && m.Certainty == "CERTAIN"
}

// TestStatusAgainstMeantime measures the status of event mentions by whether they took place.
func TestStatusAgainstMeantime(t *testing.T) {
	dir := shared()
	if dir == "" {
		t.Skip("no shared data: set OPENLINES_SHARED")
	}
	f, err := os.Open(filepath.Join(dir, "train", "status", "meantime.jsonl"))
	if err != nil {
		t.Skip("no MEANTIME:", err)
	}
	defer f.Close()
	en, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(tables(t))
	if err != nil {
		t.Fatal(err)
	}
	var n, right, unreal, found, claimed int
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var m mention
		if err := json.Unmarshal(sc.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		if len(m.Event) == 0 || m.Certainty == "" {
			continue
		}
		d := &doc.Document{Text: strings.Join(m.Sentence, " ") + "\n"}
		at := 0
		for _, w := range m.Sentence[:m.Event[0]] {
			at += len(w) + 1
		}
		en.Read(d)
		s := &scan{r: r, d: d, ops: map[int32][]operator{}, at: map[int32]*cand{}, states: map[string]int32{}}
		s.prepare()
		for i := range d.Sentences {
			s.findOperators(d.Sentences[i].Span)
		}
		tok := doc.None
		for i := range d.Tokens {
			if int(d.Tokens[i].Start) <= at && at < int(d.Tokens[i].End) {
				tok = int32(i)
			}
		}
		if tok == doc.None {
			continue
		}
		st, _ := s.statusOf(tok)
		happened := st == record.Happened || st == record.Ongoing
		n++
		if happened == m.real() {
			right++
		} else if testing.Verbose() {
			t.Logf("%s %q want real=%v (%s %s %s) in %q", st, m.Pred, m.real(), m.Certainty, m.Polarity, m.Time, d.Text)
		}
		if !m.real() {
			unreal++
			if !happened {
				found++
			}
		}
		if !happened {
			claimed++
		}
	}
	p, rc := float64(found)/float64(claimed), float64(found)/float64(unreal)
	t.Logf("%d mentions, right %.3f; of what did not take place: precision %.3f recall %.3f", n, float64(right)/float64(n), p, rc)
	if rc < 0.4 || p < 0.6 {
		t.Errorf("what did not take place is found with precision %.2f and recall %.2f", p, rc)
	}
}
