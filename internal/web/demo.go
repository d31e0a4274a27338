package web

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"path"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

//go:embed demo
var demoFiles embed.FS

// DemoToday is the day that a demonstration takes for today: that of its last articles.
const DemoToday = "2024-08-02"

// demoArticles are articles written by us: a story between two states over three months, and the examples of the tests.
func demoArticles() ([]record.Article, error) {
	story, err := demoFiles.ReadFile("demo/story.jsonl")
	if err != nil {
		return nil, err
	}
	var out []record.Article
	lines := bufio.NewScanner(bytes.NewReader(story))
	for lines.Scan() {
		a := record.Article{PublishedFrom: "given", Language: "en"}
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("the demonstration's story: %w", err)
		}
		out = append(out, a)
	}
	names, err := fs.Glob(openlines.Examples, "testdata/articles/*/article.txt")
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		raw, err := fs.ReadFile(openlines.Examples, n)
		if err != nil {
			return nil, err
		}
		a, err := source.FromText(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
		a.ID, a.Outlet, a.Title, a.Language = "example-"+path.Base(path.Dir(n)), "Example Agency", plain(path.Base(path.Dir(n))), "en"
		out = append(out, a)
	}
	return out, nil
}

// FillDemo reads the demonstration's articles and adds them to a ledger.
func FillDemo(ctx context.Context, l *ledger.Ledger, reader Reader) (int, error) {
	articles, err := demoArticles()
	if err != nil {
		return 0, err
	}
	records := iter.Seq2[record.Record, error](func(yield func(record.Record, error) bool) {
		for _, a := range articles {
			r, err := reader.Read(ctx, a)
			if err != nil {
				err = fmt.Errorf("reading %s: %w", a.ID, err)
			}
			if !yield(r, err) {
				return
			}
		}
	})
	n, err := l.Add(ctx, records)
	if err == nil {
		err = l.Watch(ctx, []string{"GRC-TUR"}, true)
	}
	return n.New, err
}
