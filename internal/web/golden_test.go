package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openlines/openlines/record"
)

// TestCorrections reads the articles of testdata/corrections anew and checks what people said must hold. A file there is made by the page: "This is
// wrong", "Save as a test". A file that does not hold yet says so with "todo": it must fail, so that nobody forgets to take the word out.
func TestCorrections(t *testing.T) {
	names, err := filepath.Glob("../../testdata/corrections/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no corrections: %v", err)
	}
	reader, err := sharedReader()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var g Golden
			if err := json.Unmarshal(data, &g); err != nil {
				t.Fatal(err)
			}
			r, err := reader.Read(context.Background(), g.Article)
			if err != nil {
				t.Fatal(err)
			}
			wrong := g.check(&r)
			if g.Todo == "" {
				for _, w := range wrong {
					t.Error(w)
				}
			} else if len(wrong) == 0 {
				t.Errorf("this holds now: take out the todo %q", g.Todo)
			}
		})
	}
}

// TestSaveGolden saves a correction on the page, and checks that the file says what was corrected and fails on the reading as it is.
func TestSaveGolden(t *testing.T) {
	site, s := newServer(t, nil)
	articles, err := demoArticles()
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.o.Reader.Read(context.Background(), record.Article{Text: articles[15].Text, Published: articles[15].Published})
	if err != nil {
		t.Fatal(err)
	}
	e := r.Events[0]
	form := url.Values{"text": {articles[15].Text}, "published": {articles[15].Published}, "event": {e.ID}, "act-" + e.ID: {e.Act}, "status-" + e.ID: {"postponed"},
		"from-" + e.ID: {e.When.From}, "to-" + e.ID: {e.When.To}, "why-" + e.ID: {"a test"}, "status-other": {"denied"}}
	resp, body := request(t, http.DefaultClient, http.MethodPost, site.URL+"/read/golden", form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	var g Golden
	if err := json.Unmarshal([]byte(body), &g); err != nil {
		t.Fatal(resp.Status, body, err)
	}
	if len(g.Expect) != 1 || len(g.Expect[0].Fields) != 1 || g.Expect[0].Fields["status"] != "postponed" || g.Why != "a test" {
		t.Errorf("saved: %+v", g.Expect)
	}
	if wrong := g.check(&r); len(wrong) != 1 || !strings.Contains(wrong[0], "postponed") {
		t.Errorf("the reading as it is: %v", wrong)
	}
	g.Expect[0].Fields["status"] = e.Status
	if wrong := g.check(&r); len(wrong) != 0 {
		t.Errorf("the right reading: %v", wrong)
	}
	if !slices.ContainsFunc(r.Events, func(x record.Event) bool { return x.ID == e.ID }) {
		t.Error("the record was changed")
	}
}
