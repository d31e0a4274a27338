package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/record"
)

func (s *scorer) articles() error {
	files, err := filepath.Glob(s.path("articles", "*.json"))
	if err != nil {
		return err
	}
	var list []item
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		var it item
		if err := json.Unmarshal(raw, &it); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		list = append(list, it)
	}
	recs, _, err := s.records("articles", list)
	if err != nil {
		return err
	}
	js := filepath.Join(s.work, "articles.json")
	if _, err := s.python("score_articles.py", s.path("articles"), recs, "--json", js); err != nil {
		return err
	}
	raw, err := os.ReadFile(js)
	if err != nil {
		return err
	}
	var got struct{ Summary map[string]*float64 }
	if err := json.Unmarshal(raw, &got); err != nil {
		return err
	}
	for _, m := range []struct {
		key, name  string
		floor, aim float64
		low        bool
	}{
		{"event_f1", "core events F1", .55, .75, false}, {"party_f1", "parties F1", .75, .85, false}, {"direction", "direction", .80, .92, false},
		{"status", "status", .90, .95, false}, {"status_not_happened", "status of what did not simply happen", .55, .75, false},
		{"date_exact", "dates exact", .65, .80, false}, {"date_false_rate", "dates where there are none", .25, .10, true}, {"place", "place", .70, .85, false},
		{"statement_f1", "statements F1", .65, .80, false}, {"speaker", "speaker", .85, .92, false}, {"quotes_marked", "verbatim parts marked", .85, .95, false},
		{"according_to", "whose account", .50, .75, false}, {"person_full_recall", "persons in full", .65, .80, false},
		{"repeat_rate", "repeats per event found", .5, .2, true},
	} {
		if v := got.Summary[m.key]; v != nil {
			s.add("articles", m.name, *v, m.floor, m.aim, m.low)
		}
	}
	if v := got.Summary["person_precision"]; v != nil {
		s.add("articles", "persons that are none", 1-*v, .20, .08, true)
	}
	return nil
}

func (s *scorer) events(set string, sanctionQuad int) error {
	gold := s.path("events", set+".jsonl")
	pred, recs, err := s.predict(set, gold, "events", strconv.Itoa(sanctionQuad))
	if err != nil {
		return err
	}
	text, err := s.python("score_events.py", gold, pred, "--json")
	if err != nil {
		return err
	}
	var got map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		return err
	}
	f1 := func(key string) float64 {
		var v struct{ F1 float64 }
		if json.Unmarshal(got[key], &v) != nil {
			return -1
		}
		return v.F1
	}
	switch set {
	case "plv":
		s.add(set, "PLOVER class F1 (set)", f1("plover/set"), .62, .75, false)
	case "cameo_class_ner":
		s.add(set, "quad F1", f1("quad/set"), .68, .80, false)
		s.add(set, "source span overlap", f1("src_span/overlap"), .68, .75, false)
		s.add(set, "target span overlap", f1("tgt_span/overlap"), .50, .65, false)
	case "cameo_manual":
		s.add(set, "root F1", f1("root/set"), .58, .70, false)
		s.add(set, "full code F1", f1("cameo/set"), .25, .40, false)
	case "plover_gsr":
		s.add(set, "PLOVER class F1", f1("plover/set"), .62, .75, false)
		s.add(set, "country triple F1", f1("triple"), .38, .50, false)
	case "petr2_gsr":
		s.add(set, "root F1", f1("root/set"), .73, .80, false)
		s.add(set, "triple F1", f1("triple"), .58, .65, false)
	}
	return s.calibrate(gold, recs)
}

// fold brings a PLOVER class to the one that the scorers compare.
func fold(class string) string {
	switch class {
	case "DEMAND":
		return "REQUEST"
	case "DISAPPROVE", "INVESTIGATE":
		return "ACCUSE"
	case "CONCEDE", "RETREAT":
		return "YIELD"
	case "FIGHT", "CRIME":
		return "ASSAULT"
	}
	return class
}

// calibrate notes for each event of a sentence set whether its class is among the gold's.
func (s *scorer) calibrate(gold string, recs []record.Record) error {
	raw, err := os.ReadFile(gold)
	if err != nil {
		return err
	}
	for i, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		var g struct{ Events []struct{ Plover string } }
		if err := json.Unmarshal(line, &g); err != nil {
			return fmt.Errorf("%s:%d: %w", gold, i+1, err)
		}
		var classes []string
		for _, e := range g.Events {
			classes = append(classes, fold(e.Plover))
		}
		if slices.Contains(classes, "") {
			continue
		}
		for _, e := range recs[i].Events {
			if e.PLOVER != "" {
				s.sure = append(s.sure, sure{e.Confidence, slices.Contains(classes, fold(e.PLOVER))})
			}
		}
	}
	return nil
}

// calibration is the expected calibration error over ten bins of equal width (Naeini et al. 2015).
func calibration(list []sure) float64 {
	var n, right, confidence [10]float64
	for _, x := range list {
		b := min(int(x.confidence*10), 9)
		n[b]++
		confidence[b] += x.confidence
		if x.right {
			right[b]++
		}
	}
	sum := 0.0
	for b := range n {
		sum += math.Abs(right[b] - confidence[b])
	}
	return sum / float64(len(list))
}

func (s *scorer) negatives() error {
	list, err := readLines(s.path("events", "negatives.jsonl"))
	if err != nil {
		return err
	}
	_, recs, err := s.records("negatives", list)
	if err != nil {
		return err
	}
	n := 0
	for _, r := range recs {
		if len(r.Events) > 0 {
			n++
		}
	}
	s.add("negatives", "sentences with any event", float64(n)/float64(len(list)), .03, .005, true)
	return nil
}

func (s *scorer) quotes() error {
	gold := s.path("quotes", "dev.jsonl")
	pred, _, err := s.predict("quotes", gold, "quotes")
	if err != nil {
		return err
	}
	text, err := s.python("score_quotes.py", gold, pred)
	if err != nil {
		return err
	}
	content := text[max(strings.Index(text, "content "), 0):]
	s.add("quotes", "content overlap F1", number(content, " overlap ", 2), .68, .80, false)
	s.add("quotes", "source right given content", number(text, "overlap-correct ", 0), .78, .90, false)
	s.add("quotes", "end to end F1", number(text, "overlap) P/R/F1 ", 2), .52, .70, false)
	return nil
}

func (s *scorer) times() error {
	for _, set := range []string{"timebank_te3", "meantime_en"} {
		gold := s.path("time", set+".jsonl")
		pred, _, err := s.predict(set, gold, "time")
		if err != nil {
			return err
		}
		text, err := s.python("score_time.py", gold, pred)
		if err != nil {
			return err
		}
		if set == "timebank_te3" {
			s.add(set, "strict F1", number(text, "strict ", 2), .80, .85, false)
			s.add(set, "value F1", number(text, "value ", 2), .75, .79, false)
		} else {
			s.add(set, "value F1", number(text, "value ", 2), .78, .80, false)
		}
	}
	return nil
}

func (s *scorer) places() error {
	for _, set := range []struct {
		name       string
		floor, aim float64
	}{{"lgl", .74, .85}, {"geovirus", .83, .90}} {
		gold := s.path("geo", set.name+".jsonl")
		pred, _, err := s.predict(set.name, gold, "geo")
		if err != nil {
			return err
		}
		text, err := s.python("score_geo.py", gold, pred)
		if err != nil {
			return err
		}
		s.add(set.name, "matched within 161 km", number(text, "unresolved=max)", 0), set.floor, set.aim, false)
		s.add(set.name, "end to end F1", number(text, "end-to-end @161km P/R/F1 ", 2), .60, .75, false)
	}
	return nil
}

// parse annotates a gold CoNLL-U file by the command itself, as the scorers' README says.
func (s *scorer) parse(gold string) (string, error) {
	cmd := exec.CommandContext(s.ctx, "go", "run", "./cmd/openlines", "parse", "--tokens", gold)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("openlines parse --tokens %s: %w", gold, err)
	}
	name := filepath.Join(s.work, "parsed.conllu")
	return name, os.WriteFile(name, out, 0o600)
}

func (s *scorer) trees() error {
	gold := filepath.Join(s.shared, "train", "ud", "EWT", "dev.conllu")
	name, err := s.parse(gold)
	if err != nil {
		return err
	}
	text, err := s.python("score_ud.py", gold, name)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		key        string
		floor, aim float64
	}{{"UPOS", .95, .96}, {"lemma", .97, .98}, {"UAS", .845, .875}, {"LAS", .81, .85}} {
		s.add("EWT dev, gold tokens", m.key, number(text, "\n"+m.key+" ", 2), m.floor, m.aim, false)
	}
	return nil
}

func (s *scorer) names() error {
	for _, set := range []struct {
		name, file string
		floor, aim float64
	}{
		{"CoNLL-2003 dev", s.path("ner", "conll2003", "dev.conll"), .74, .82},
		{"CrossNER politics dev", filepath.Join(s.shared, "train", "ner", "crossner_politics", "dev.conll"), .80, .85},
		{"UNER EWT dev", filepath.Join(s.shared, "train", "ner", "uner_ewt", "dev.conll"), -1, -1},
	} {
		gold, err := s.python("ud_tools.py", "names", set.file)
		if err != nil {
			return err
		}
		goldFile := filepath.Join(s.work, "names.conllu")
		if err := os.WriteFile(goldFile, []byte(gold), 0o600); err != nil {
			return err
		}
		name, err := s.parse(goldFile)
		if err != nil {
			return err
		}
		text, err := s.python("score_ud.py", goldFile, name)
		if err != nil {
			return err
		}
		s.add(set.name, "names PER+ORG+LOC F1", number(text, "PER+ORG+LOC ", 2), set.floor, set.aim, false)
	}
	return nil
}
