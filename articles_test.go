package openlines

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/record"
)

var update = flag.Bool("update", false, "write the golden records anew; then read the diff")

// TestArticles reads our own articles and compares the whole record, written for people, with the golden one.
func TestArticles(t *testing.T) {
	reader, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join("testdata", "articles", "*", "article.*"))
	if err != nil || len(names) < 25 {
		t.Fatalf("%d articles, want 25 or more (%v)", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			t.Parallel()
			for it := range (&source.Source{}).Articles(context.Background(), []string{name}) {
				if it.Err != nil {
					t.Fatal(it.Err)
				}
				r, err := reader.Read(context.Background(), it.Article)
				if err != nil {
					t.Fatal(err)
				}
				got := golden(r)
				file := filepath.Join(filepath.Dir(name), "record.golden")
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("the record of %s is another than the golden one; see the change by: go test . -update && git diff\n%s", name, firstDifference(got, string(want)))
				}
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// golden writes a record so that a person can check it: ids as names, spans as the words that they quote, with their offsets.
func golden(r record.Record) string {
	var b strings.Builder
	text := []rune(r.Article.Text)
	quote := func(spans ...record.Span) string {
		var out []string
		for _, s := range spans {
			out = append(out, fmt.Sprintf("“%s”@%d-%d", strings.Join(strings.Fields(string(text[s[0]:s[1]])), " "), s[0], s[1]))
		}
		return strings.Join(out, " ")
	}
	name := map[string]string{"": "-"}
	for _, a := range r.Actors {
		name[a.ID] = a.Name
	}
	for _, p := range r.Places {
		name[p.ID] = p.Name
	}
	for _, s := range r.Statements {
		name[s.ID] = s.ID + " by " + name[s.Speaker]
	}
	all := func(ids []string) string {
		var out []string
		for _, x := range ids {
			out = append(out, name[x])
		}
		return strings.Join(out, ", ")
	}
	fmt.Fprintf(&b, "published %s from %s\n\nACTORS\n", r.Article.Published, r.Article.PublishedFrom)
	for _, a := range r.Actors {
		fmt.Fprintf(&b, "%s [%s] %s, cameo %s, office %q, for %s\n    %s\n", a.Name, a.Key, a.Kind, a.CAMEO, a.Office, name[a.For], quote(a.Mentions...))
	}
	b.WriteString("\nPLACES\n")
	for _, p := range r.Places {
		at := "nowhere"
		if p.Lat != nil {
			at = fmt.Sprintf("%.2f,%.2f", *p.Lat, *p.Lon)
		}
		fmt.Fprintf(&b, "%s, %s, %s %s, geonames %d, %s: %s\n", p.Name, p.Level, p.Admin1, p.Country, p.GeoNames, at, quote(p.Mentions...))
	}
	b.WriteString("\nTIMES\n")
	for _, t := range r.Times {
		fmt.Fprintf(&b, "%s %s %s..%s vague=%t %s\n", t.Type, t.Value, t.From, t.To, t.Vague, quote(t.Span))
	}
	b.WriteString("\nSTATEMENTS\n")
	for _, s := range r.Statements {
		fmt.Fprintf(&b, "%s: source %s cue %s when %s\n    content %s\n    quotes %s\n", name[s.ID], quote(s.Source...), quote(s.Cue...), s.When, quote(s.Content...), quote(s.Quotes...))
	}
	b.WriteString("\nEVENTS\n")
	for _, e := range r.Events {
		fmt.Fprintf(&b, "%s %s: %s > %s mutual=%t  %s-%s %s quad %d level %s confidence %.2f\n", e.Act, e.Status, all(e.Source), all(e.Target), e.Mutual,
			e.PLOVER, e.Mode, e.CAMEO, e.Quad, e.Level, e.Confidence)
		fmt.Fprintf(&b, "    when %s..%s vague=%t %s, where %s, topics %v, according to %s, because of %v\n", e.When.From, e.When.To, e.When.Vague, e.When.Basis,
			name[e.Where], e.Topics, all(e.AccordingTo), e.BecauseOf)
		for _, p := range e.Participants {
			fmt.Fprintf(&b, "    %s: %s\n", p.Role, name[p.Actor])
		}
		fmt.Fprintf(&b, "    anchor %s\n    source words %s\n    target words %s\n    evidence %s\n", quote(e.Anchor...), quote(e.SourceWords...), quote(e.TargetWords...), quote(e.Evidence...))
	}
	return b.String()
}
