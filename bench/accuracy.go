package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/record"
)

func newAccuracyCommand() *cobra.Command {
	var out string
	var floors bool
	cmd := &cobra.Command{
		Use:   "accuracy [SET]...",
		Short: "Score records of the development sets: articles, plv, cameo_class_ner, cameo_manual, plover_gsr, petr2_gsr, negatives, quotes, time, geo, ud, names",
		RunE: func(cmd *cobra.Command, sets []string) error {
			shared, err := sharedDir()
			if err != nil {
				return err
			}
			list, err := accuracy(cmd.Context(), shared, sets)
			if err != nil {
				return err
			}
			text := table(list)
			fmt.Fprint(cmd.OutOrStdout(), text)
			if out != "" {
				if err := os.WriteFile(out, []byte(accuracyHead+text), 0o644); err != nil {
					return err
				}
			}
			if floors {
				return belowFloor(list)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "write", "", "also write the table to this file, as docs/accuracy.md has it")
	cmd.Flags().BoolVar(&floors, "floors", false, "fail where a measure is below its floor, but for those known to be (see knownBelow)")
	return cmd
}

// measure is a row of the table. A floor of -1 means none; low says that less is better.
type measure struct {
	set, name  string
	value      float64
	floor, aim float64
	low        bool
}

type scorer struct {
	ctx      context.Context
	shared   string
	work     string
	reader   *openlines.Reader
	measures []measure
	sure     []sure // for the calibration
}

// sure is the confidence of one event, and whether the event was right.
type sure struct {
	confidence float64
	right      bool
}

func accuracy(ctx context.Context, shared string, only []string) ([]measure, error) {
	work, err := os.MkdirTemp("", "openlines-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	reader, err := openlines.Open(openlines.Options{})
	if err != nil {
		return nil, err
	}
	s := &scorer{ctx: ctx, shared: shared, work: work, reader: reader}
	steps := []struct {
		set string
		run func() error
	}{
		{"articles", s.articles},
		{"plv", func() error { return s.events("plv", 4) }},
		{"cameo_class_ner", func() error { return s.events("cameo_class_ner", 3) }},
		{"cameo_manual", func() error { return s.events("cameo_manual", 4) }},
		{"plover_gsr", func() error { return s.events("plover_gsr", 4) }},
		{"petr2_gsr", func() error { return s.events("petr2_gsr", 4) }},
		{"negatives", s.negatives},
		{"quotes", s.quotes},
		{"time", s.times},
		{"geo", s.places},
		{"ud", s.trees},
		{"names", s.names},
	}
	for _, step := range steps {
		if len(only) > 0 && !slices.Contains(only, step.set) {
			continue
		}
		if err := step.run(); err != nil {
			return nil, fmt.Errorf("scoring %s: %w", step.set, err)
		}
	}
	if len(s.sure) > 0 {
		s.add("events", "confidence: expected calibration error", calibration(s.sure), .10, .05, true)
	}
	return s.measures, nil
}

const accuracyHead = `# How good it is

Made by ` + "`go run ./bench accuracy --write docs/accuracy.md`" + ` on the **development** halves of the sets, with the neutral scorers that come with them.
The test halves are held back. Rules were written while reading errors on some of these sets, so expect less on text that nobody
has seen. "Floor" is what must be reached, "aim" what is wished for.

**Below the floor: petr2_gsr.** 37 sentences whose gold was made by the coder PETRARCH-2 itself. We disagree with part of it, and to reach the floor would
mean to code so: saying that somebody attacked is coded as an accusation and the attack is dropped (GOLD_1, NEST_0, NEST_8); a *scheduled* summit is coded as
held (VERB_0, VERB_1, AFP0808021021_3); a killer is named whom the sentence does not name (EXIST_1); a condition is coded as an attack (TEST_7); demolishing a building is a
violent protest (PASSIVE_3); persons in passives lose their country (PASSIVE_4 to 6, PREP_0). The rest of what is wrong there is ours.

`

// knownBelow are the measures that stand below their floor, as docs/accuracy.md says and explains. The gate lets them pass, and fails when one of them
// comes to stand above it, so that the list stays true.
var knownBelow = map[string]bool{
	"petr2_gsr root F1":   true, // 37 sentences coded by PETRARCH-2 itself: see docs/accuracy.md
	"petr2_gsr triple F1": true,
}

// reached says whether x, a floor or an aim, is reached.
func (m measure) reached(x float64) bool {
	return x >= 0 && (m.low && m.value <= x || !m.low && m.value >= x)
}

func belowFloor(list []measure) error {
	var errs []error
	for _, m := range list {
		below := m.floor >= 0 && !m.reached(m.floor)
		switch known := knownBelow[m.set+" "+m.name]; {
		case below && !known:
			errs = append(errs, fmt.Errorf("%s, %s: %.3f, floor %.3f", m.set, m.name, m.value, m.floor))
		case known && !below:
			errs = append(errs, fmt.Errorf("%s, %s has reached its floor: take it off knownBelow", m.set, m.name))
		}
	}
	return errors.Join(errs...)
}

func table(list []measure) string {
	var b strings.Builder
	b.WriteString("| set | measure | got | floor | aim | |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, m := range list {
		verdict := "below the floor"
		switch {
		case m.floor < 0:
			verdict = ""
		case m.reached(m.aim):
			verdict = "aim"
		case m.reached(m.floor):
			verdict = "floor"
		}
		show := func(x float64) string {
			if x < 0 {
				return ""
			}
			return strconv.FormatFloat(x, 'f', 3, 64)
		}
		fmt.Fprintf(&b, "| %s | %s | %.3f | %s | %s | %s |\n", m.set, m.name, m.value, show(m.floor), show(m.aim), verdict)
	}
	return b.String()
}

func (s *scorer) add(set, name string, value, floor, aim float64, low bool) {
	s.measures = append(s.measures, measure{set, name, value, floor, aim, low})
}

// item is an article of a set.
type item struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Date      string `json:"date"`
	DCT       string `json:"dct"`
	Published string `json:"published"`
}

func (s *scorer) path(parts ...string) string {
	return filepath.Join(append([]string{s.shared, "bench"}, parts...)...)
}

// readLines reads a set in JSON Lines.
func readLines(name string) ([]item, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []item
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var it item
		if err := json.Unmarshal(sc.Bytes(), &it); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, it)
	}
	return list, sc.Err()
}

// records reads items and writes their records to a file, whose name it gives.
func (s *scorer) records(set string, list []item) (string, []record.Record, error) {
	recs := make([]record.Record, len(list))
	errs := make([]error, len(list))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for i, it := range list {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			day := it.Published + it.Date + it.DCT
			recs[i], errs[i] = s.reader.Read(s.ctx, record.Article{ID: it.ID, Text: it.Text, Published: day[:min(len(day), 10)]})
			if errs[i] != nil {
				errs[i] = fmt.Errorf("%s %s: %w", set, it.ID, errs[i])
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		fmt.Fprintln(os.Stderr, "not read:", err)
	}
	name := filepath.Join(s.work, set+".records.jsonl")
	f, err := os.Create(name)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for i, r := range recs {
		if errs[i] == nil {
			if err := format.JSON(w, r); err != nil {
				return "", nil, err
			}
		}
	}
	return name, recs, w.Flush()
}

// python runs a scorer and gives what it prints.
func (s *scorer) python(script string, args ...string) (string, error) {
	cmd := exec.CommandContext(s.ctx, "python3", append([]string{s.path(script)}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", script, err, stderr.String())
	}
	return string(out), nil
}

// predict reads a set and turns the records into what the scorer of a task reads.
func (s *scorer) predict(set, gold, task string, more ...string) (string, []record.Record, error) {
	list, err := readLines(gold)
	if err != nil {
		return "", nil, err
	}
	recs, all, err := s.records(set, list)
	if err != nil {
		return "", nil, err
	}
	pred, err := s.python("from_record.py", append([]string{task, recs}, more...)...)
	if err != nil {
		return "", nil, err
	}
	name := filepath.Join(s.work, set+".pred.jsonl")
	return name, all, os.WriteFile(name, []byte(pred), 0o600)
}

// number is the n-th decimal number on the first line of text that begins with, or holds, the words before.
func number(text, before string, n int) float64 {
	at := strings.Index(text, before)
	if at < 0 {
		return -1
	}
	line, _, _ := strings.Cut(text[at+len(before):], "\n")
	all := regexp.MustCompile(`\d+\.\d+`).FindAllString(line, -1)
	if n >= len(all) {
		return -1
	}
	x, err := strconv.ParseFloat(all[n], 64)
	if err != nil {
		return -1
	}
	return x
}
