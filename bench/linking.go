package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

func newLinkingCommand() *cobra.Command {
	var verbose bool
	var keep string
	cmd := &cobra.Command{
		Use:   "linking",
		Short: "Score linked events against the stories: with the reader's own records, and with records made from the gold",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			shared, err := sharedDir()
			if err != nil {
				return err
			}
			work, err := os.MkdirTemp("", "openlines-linking-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(work)
			if keep != "" {
				work = keep
			}
			s := &scorer{ctx: cmd.Context(), shared: shared, work: work}
			return s.linking(cmd, verbose)
		},
	}
	cmd.Flags().BoolVar(&verbose, "verbose", false, "name what is wrong")
	cmd.Flags().StringVar(&keep, "keep", "", "leave the exports in this directory")
	return cmd
}

func (s *scorer) linking(cmd *cobra.Command, verbose bool) error {
	stories := s.path("stories")
	own, err := s.storyRecords(stories)
	if err != nil {
		return err
	}
	gold, err := goldRecords(stories)
	if err != nil {
		return err
	}
	type aim struct {
		name, key  string
		floor, aim float64
	}
	for _, run := range []struct {
		name    string
		records []record.Record
		aims    []aim
	}{
		{"own", own, []aim{{"B³ F1, found", "b3.f1", .82, .93}, {"B³ F1, missed counted", "b3_missed.f1", .50, .70}, {"status histories of what was found", "history_found", .60, .85}, {"independent sources of what was found", "sources_found", .85, .95}}},
		{"gold", gold, []aim{{"B³ F1", "b3.f1", .93, .98}, {"CEAF-e F1", "ceaf_e.f1", .88, .95}, {"status histories", "history", .75, .90}, {"copies told apart", "copies", .90, 1}}},
	} {
		export := filepath.Join(s.work, run.name+".jsonl")
		if err := exportLinked(s.ctx, filepath.Join(s.work, run.name+".db"), run.records, export); err != nil {
			return err
		}
		args := []string{stories, export, "--json", filepath.Join(s.work, run.name+".json")}
		if verbose {
			args = append(args, "--verbose")
		}
		out, err := s.python("score_links.py", args...)
		if err != nil {
			return err
		}
		if verbose {
			fmt.Fprintln(cmd.OutOrStdout(), out)
		}
		raw, err := os.ReadFile(filepath.Join(s.work, run.name+".json"))
		if err != nil {
			return err
		}
		var res map[string]any
		if err := json.Unmarshal(raw, &res); err != nil {
			return err
		}
		for _, a := range run.aims {
			s.add("stories, "+run.name+" records", a.name, at(res, a.key), a.floor, a.aim, false)
		}
		s.add("stories, "+run.name+" records", "mention recall", at(res, "mention_recall"), -1, -1, false)
	}
	fmt.Fprint(cmd.OutOrStdout(), table(s.measures))
	return nil
}

// at looks up a dotted key.
func at(m map[string]any, key string) float64 {
	head, rest, more := strings.Cut(key, ".")
	if sub, ok := m[head].(map[string]any); more && ok {
		return at(sub, rest)
	}
	x, ok := m[key].(float64)
	if !ok {
		return -1
	}
	return x
}

// exportLinked adds records to a fresh ledger and exports its events.
func exportLinked(ctx context.Context, db string, records []record.Record, name string) error {
	if err := os.RemoveAll(db); err != nil {
		return err
	}
	l, err := ledger.Open(ctx, db)
	if err != nil {
		return err
	}
	defer l.Close()
	if _, err := l.Add(ctx, func(yield func(record.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for e, err := range l.Each(ctx, "") {
		if err != nil {
			return err
		}
		if err := format.JSON(w, e); err != nil {
			return err
		}
	}
	return w.Flush()
}

// storyArticles reads the articles of all stories.
func storyArticles(dir string) ([]record.Article, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "articles.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []record.Article
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var a record.Article
			if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
				f.Close()
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			a.PublishedFrom, a.Language = "given", "en"
			out = append(out, a)
		}
		if err := sc.Err(); err != nil {
			return nil, err
		}
		f.Close()
	}
	return out, nil
}

func (s *scorer) storyRecords(dir string) ([]record.Record, error) {
	articles, err := storyArticles(dir)
	if err != nil {
		return nil, err
	}
	if s.reader == nil {
		if s.reader, err = openlines.Open(openlines.Options{Explain: true}); err != nil {
			return nil, err
		}
	}
	var out []record.Record
	for _, a := range articles {
		r, err := s.reader.Read(s.ctx, a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.ID, err)
		}
		out = append(out, r)
	}
	return out, nil
}

// goldStory is a story's gold.json.
type goldStory struct {
	Events []struct {
		Article    string   `json:"article"`
		Anchor     string   `json:"anchor"`
		Occurrence int      `json:"occurrence"`
		PLOVER     []string `json:"plover"`
		Status     string   `json:"status"`
		Source     []string `json:"source"`
		Target     []string `json:"target"`
		From       string   `json:"from"`
		To         string   `json:"to"`
		Place      string   `json:"place"`
	} `json:"events"`
}

// goldRecords makes records from the gold: classes, parties, days, places and anchors, with the sentence as evidence. There are no acts and no persons in it.
func goldRecords(dir string) ([]record.Record, error) {
	articles, err := storyArticles(dir)
	if err != nil {
		return nil, err
	}
	records := make([]record.Record, len(articles))
	byID := map[string]*record.Record{}
	for i, a := range articles {
		records[i] = record.Record{Format: record.Format, Article: a, Actors: []record.Actor{}, Places: []record.Place{}, Times: []record.Time{}, Statements: []record.Statement{},
			Events: []record.Event{}, LeftOut: []record.LeftOut{}}
		byID[a.ID] = &records[i]
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "gold.json"))
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var g goldStory
		if err := json.Unmarshal(raw, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, e := range g.Events {
			r := byID[e.Article]
			if r == nil {
				return nil, fmt.Errorf("%s: there is no article %s", name, e.Article)
			}
			at := -1
			for range max(e.Occurrence, 1) {
				at += 1 + strings.Index(r.Article.Text[at+1:], e.Anchor)
			}
			text := r.Article.Text
			begin, end := strings.LastIndexAny(text[:at], "\n")+1, len(text)
			if i := strings.LastIndex(text[begin:at], ". "); i >= 0 {
				begin += i + 2
			}
			if i := strings.Index(text[at+len(e.Anchor):], ". "); i >= 0 {
				end = at + len(e.Anchor) + i + 1
			}
			if i := strings.Index(text[at:], "\n"); i >= 0 {
				end = min(end, at+i)
			}
			points := func(i int) int { return utf8.RuneCountInString(text[:i]) }
			ev := record.Event{ID: fmt.Sprintf("e%d", len(r.Events)+1), Status: e.Status, PLOVER: e.PLOVER[0], Source: sideOf(r, e.Source), Target: sideOf(r, e.Target),
				When: record.When{From: e.From, To: e.To}, Anchor: []record.Span{{points(at), points(at + len(e.Anchor))}}, Evidence: []record.Span{{points(begin), points(end)}},
				Contexts: []string{}, Participants: []record.Participant{}, Topics: []string{}, AccordingTo: []string{}, BecauseOf: []string{}, Confidence: 1}
			if e.From != "" {
				ev.When.Basis = "resolved"
			}
			if e.Place != "" {
				ev.Where = placeOf(r, e.Place)
			}
			r.Events = append(r.Events, ev)
		}
	}
	return records, nil
}

func sideOf(r *record.Record, codes []string) []string {
	out := []string{}
	for _, code := range codes {
		id := ""
		for _, a := range r.Actors {
			if a.Key == code {
				id = a.ID
			}
		}
		if id == "" {
			id = fmt.Sprintf("a%d", len(r.Actors)+1)
			a := record.Actor{ID: id, Key: code, Name: code, Kind: record.State, Country: code, CAMEO: code, Mentions: []record.Span{}}
			if len(code) != 3 {
				a.Kind, a.Country, a.CAMEO = record.Organization, "", "IGO"+code
			}
			r.Actors = append(r.Actors, a)
		}
		out = append(out, id)
	}
	return out
}

func placeOf(r *record.Record, name string) string {
	for _, p := range r.Places {
		if p.Name == name {
			return p.ID
		}
	}
	id := fmt.Sprintf("p%d", len(r.Places)+1)
	r.Places = append(r.Places, record.Place{ID: id, Name: name, Level: "city", Mentions: []record.Span{}})
	return id
}
