package openlines

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/openlines/openlines/record"
)

func open(t testing.TB, o Options) *Reader {
	t.Helper()
	r, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ours is the text of all our own articles.
func ours(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "articles", "*", "article.txt"))
	if err != nil || len(names) == 0 {
		t.Fatal("no articles", err)
	}
	var texts []string
	for _, n := range names {
		raw, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(raw))
	}
	return texts
}

func TestReadRefuses(t *testing.T) {
	r := open(t, Options{})
	for name, a := range map[string]record.Article{
		"empty":   {Text: " \n\t"},
		"large":   {Text: strings.Repeat("word ", MaxText/5+1)},
		"bytes":   {Text: "caf\xe9"},
		"foreign": {Text: strings.Repeat("Der Minister hat die Botschafterin am Montag in das Amt bestellt und ihr eine Note übergeben. ", 3)},
		"date":    {Text: "Talks began.", Published: "yesterday"},
	} {
		if _, err := r.Read(context.Background(), a); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	var large TooLargeError
	if _, err := r.Read(context.Background(), record.Article{Text: strings.Repeat("x", MaxText+1)}); !errors.As(err, &large) || large.Size != MaxText+1 {
		t.Errorf("large: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Read(ctx, record.Article{Text: "Talks began."}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled read: %v", err)
	}
}

// TestManyAtOnce reads the same articles from many goroutines: each must give the same bytes.
func TestManyAtOnce(t *testing.T) {
	r := open(t, Options{Explain: true})
	texts := ours(t)
	read := func(text string) string {
		rec, err := r.Read(context.Background(), record.Article{Text: text, Published: "2024-06-06"})
		if err != nil {
			t.Error(err)
		}
		raw, err := json.Marshal(rec)
		if err != nil {
			t.Error(err)
		}
		return string(raw)
	}
	want := make([]string, len(texts))
	for i, text := range texts {
		want[i] = read(text)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, text := range texts {
				if read(text) != want[i] {
					t.Errorf("article %d is read otherwise among many", i)
				}
			}
		})
	}
	wg.Wait()
}

// TestHardTexts reads texts that no newspaper prints. Nothing may panic or point outside the text.
func TestHardTexts(t *testing.T) {
	r := open(t, Options{Explain: true})
	for name, text := range map[string]string{
		"one word":        "Talks",
		"marks":           `"“”'‘’--—…((()))[[]]"`,
		"endless":         strings.Repeat("the minister of Chile met and ", 1000) + "ended.",
		"no spaces":       strings.Repeat("Pakistan", 5000),
		"capitals":        strings.ToUpper(strings.Join(ours(t)[:3], "\n")),
		"lower":           strings.ToLower(strings.Join(ours(t)[:3], "\n")),
		"emoji":           "🕊️ The king of 🇯🇴 Jordan met 🤝 the president of 🇫🇷 France in Paris on Monday. “Très bien 👍,” he said.",
		"accents":         "The e\u0301lyse\u0301e said France’s President Rene\u0301 Dupont met Lech Wałęsa in Łódź.",
		"Chinese":         "China (中国) and Japan (日本) held talks in Beijing (北京) on Tuesday, the Foreign Ministry (外交部) said.",
		"open quotation":  strings.Repeat("“He said that “she said that ", 300),
		"many paragraphs": strings.Repeat("Iran met Iraq.\n\n", 3000),
		"carriage":        strings.ReplaceAll(ours(t)[0], "\n", "\r\n"),
	} {
		rec, err := r.Read(context.Background(), record.Article{Text: text, Published: "2024-06-06"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkOffsets(t, rec)
	}
}

// TestTornTexts reads our own articles with days, marks and little words thrown in and words taken out, as a bad extraction
// leaves them. The numbers are always the same, so that a text that fails fails again.
func TestTornTexts(t *testing.T) {
	r := open(t, Options{})
	texts := ours(t)
	random := rand.New(rand.NewPCG(7, 11))
	thrown := []string{"Monday", "June 6", "2021", "last week", "Monday's", "-", "“", "”", "\"", "(", ")", "—", ",", "'", "'s", "A", "the"}
	for range 1500 {
		words := strings.Fields(texts[random.IntN(len(texts))])
		from := random.IntN(max(1, len(words)-60))
		words = slices.Clone(words[from:min(len(words), from+60)])
		for range 6 {
			words = slices.Insert(words, random.IntN(len(words)), thrown[random.IntN(len(thrown))])
		}
		if random.IntN(3) == 0 {
			at := random.IntN(len(words) - 2)
			words = slices.Delete(words, at, at+2)
		}
		text := strings.Join(words, " ")
		rec, err := r.Read(context.Background(), record.Article{Text: text, Published: "2024-06-06"})
		if err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		if checkOffsets(t, rec); t.Failed() {
			t.Fatalf("in %q", text)
		}
	}
}

// checkOffsets checks that every span lies in the text, every id names something, and the JSON comes back the same.
func checkOffsets(t testing.TB, r record.Record) {
	t.Helper()
	n := utf8.RuneCountInString(r.Article.Text)
	span := func(what string, list ...record.Span) {
		for _, s := range list {
			if s[0] < 0 || s[0] >= s[1] || s[1] > n {
				t.Errorf("%s: %s at %v, the text has %d code points", r.Article.ID, what, s, n)
			}
		}
	}
	ids := map[string]bool{"": true}
	for _, a := range r.Actors {
		ids[a.ID] = true
		span("mention of "+a.ID, a.Mentions...)
	}
	for _, p := range r.Places {
		ids[p.ID] = true
		span("mention of "+p.ID, p.Mentions...)
	}
	for _, x := range r.Times {
		ids[x.ID] = true
		span(x.ID, x.Span)
	}
	for _, s := range r.Statements {
		ids[s.ID] = true
		span("words of "+s.ID, append(append(append(append([]record.Span{}, s.Source...), s.Cue...), s.Content...), s.Quotes...)...)
	}
	for _, e := range r.Events {
		ids[e.ID] = true
		span("words of "+e.ID, append(append(append(append([]record.Span{}, e.Anchor...), e.Evidence...), e.SourceWords...), e.TargetWords...)...)
		if e.Confidence < 0 || e.Confidence > 1 || len(e.Anchor) == 0 || len(e.Evidence) == 0 {
			t.Errorf("%s: %s has confidence %v, %d anchors, %d sentences", r.Article.ID, e.ID, e.Confidence, len(e.Anchor), len(e.Evidence))
		}
	}
	known := func(of string, list ...string) {
		for _, x := range list {
			if !ids[x] {
				t.Errorf("%s: %s names %q, which is not there", r.Article.ID, of, x)
			}
		}
	}
	for _, a := range r.Actors {
		known(a.ID, a.For)
	}
	for _, s := range r.Statements {
		known(s.ID, append([]string{s.Speaker, s.When}, s.About...)...)
	}
	for _, e := range r.Events {
		known(e.ID, append(append(append(append([]string{e.Where, e.When.Time}, e.Source...), e.Target...), e.AccordingTo...), e.BecauseOf...)...)
		for _, p := range e.Participants {
			known(e.ID, p.Actor)
		}
	}
	for _, l := range r.LeftOut {
		span("left out", l.Span)
	}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back record.Record
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(raw) {
		t.Errorf("%s: the JSON does not come back the same (%v)", r.Article.ID, err)
	}
}

// FuzzRead goes the whole way on any text.
func FuzzRead(f *testing.F) {
	for _, text := range ours(f) {
		f.Add(text[:min(len(text), 700)])
	}
	f.Add("“")
	f.Add("The United States welcomed the (June 6 agreement but doubted that Iran would honour it.") // no empty words
	r := open(f, Options{Explain: true})
	f.Fuzz(func(t *testing.T, text string) {
		rec, err := r.Read(context.Background(), record.Article{Text: text, Published: "2024-06-06"})
		if err == nil {
			checkOffsets(t, rec)
		}
	})
}

// BenchmarkRead goes the whole way on our own articles, one after the other.
func BenchmarkRead(b *testing.B) {
	r := open(b, Options{})
	texts := ours(b)
	words := 0
	for _, text := range texts {
		words += len(strings.Fields(text))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			if _, err := r.Read(context.Background(), record.Article{Text: text, Published: "2024-06-06"}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkOpen loads models and tables.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		open(b, Options{})
	}
}
