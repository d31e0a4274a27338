package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const page = `<!DOCTYPE html><html><head><title>Site - Ministers meet</title>
<meta property="og:title" content="Ministers meet"><meta property="og:site_name" content="The Daily Line">
<meta property="article:published_time" content="2024-03-05T08:00:00Z">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":"NewsArticle","headline":"Ministers meet in Oslo",
"datePublished":"2024-03-04T22:10:00+01:00","publisher":{"@type":"Organization","name":"Daily Line"}}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers meet in Oslo</h1>
<p>The foreign ministers of Norway and Sweden met in Oslo on Monday and agreed to keep their border open through the winter, officials said.</p>
<p>“We talked for three hours,” the Norwegian minister told reporters after the meeting, which was the first since the autumn of last year.</p>
<p>A second round of talks is planned for May, the Swedish ministry said in a statement that gave no place for it.</p></article>
<footer>Terms of use</footer></body></html>`

func TestHTML(t *testing.T) {
	a, err := fromHTML([]byte(page), "https://example.org/2024/03/06/oslo")
	if err != nil {
		t.Fatal(err)
	}
	if a.Published != "2024-03-04" || a.PublishedFrom != "json-ld" {
		t.Errorf("date %s from %s, want 2024-03-04 from json-ld", a.Published, a.PublishedFrom)
	}
	if a.Title != "Ministers meet in Oslo" || a.Outlet != "Daily Line" {
		t.Errorf("title %q, outlet %q", a.Title, a.Outlet)
	}
	if !strings.Contains(a.Text, "officials said.\n\n“We talked") || strings.Contains(a.Text, "Terms of use") {
		t.Errorf("text: %q", a.Text)
	}
	for witness, want := range map[string]string{"json": "meta", "meta": "url", "url": ""} {
		p, address := page, "https://example.org/2024/03/06/oslo"
		p = strings.Replace(p, "datePublished", "dateGone", 1)
		if witness != "json" {
			p = strings.Replace(p, "article:published_time", "gone", 1)
		}
		if witness == "url" {
			address = "https://example.org/oslo"
		}
		a, err := fromHTML([]byte(p), address)
		if err != nil || a.PublishedFrom != want {
			t.Errorf("without the %s witness: date from %q (%v), want %q", witness, a.PublishedFrom, err, want)
		}
	}
	if _, err := fromHTML([]byte("<html><body><p>Log in</p></body></html>"), ""); err == nil {
		t.Error("a page without an article was read")
	}
	if _, err := fromHTML([]byte("<html>"+strings.Repeat("<div>", 100000)+page), ""); err == nil {
		t.Error("a page of 100,000 nested elements was read")
	}
}

func TestDecode(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"UTF-8":        {"naïve", "naïve"},
		"mark":         {"\xef\xbb\xbfplain", "plain"},
		"UTF-16LE":     {"\xff\xfeh\x00\xe9\x00", "hé"},
		"UTF-16BE":     {"\xfe\xff\x00h\x00\xe9", "hé"},
		"Windows-1252": {"They said \x93no\x94 on Monday in caf\xe9s", "They said “no” on Monday in cafés"},
	} {
		got, err := decode([]byte(c.raw))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	for name, raw := range map[string]string{"zeros": "ab\x00cd", "noise": "\xff\xd8\xe0\x10\x4a\x46\x81\x01\x02\x03\x9d\x8f"} {
		if got, err := decode([]byte(raw)); err == nil {
			t.Errorf("%s was read as %q", name, got)
		}
	}
}

func TestDateFromText(t *testing.T) {
	for text, want := range map[string]string{
		"GENEVA, 3 March 2024 (Agency) - Talks began.":         "2024-03-03",
		"MINSK, March 3, 2024. /BELTA/. Talks began.":          "2024-03-03",
		"June 6, 2023\n\nTalks began on Monday.":               "2023-06-06",
		"PERTH, Sept. 6, 2021 - Talks began.":                  "2021-09-06",
		"By Jane Roe | Tuesday, 6 June 2023\n\nTalks began.":   "2023-06-06",
		"Talks began on June 6, 2023 in Geneva.":               "",
		"The treaty of March 3, 1990 was signed in the city.":  "",
		"OSLO, June 31, 2023 - Talks began.":                   "",
		"OSLO, June 3, 2123 - Talks began in a distant future": "",
	} {
		a, err := FromText([]byte(text))
		if err != nil || a.Published != want {
			t.Errorf("%q: %q, %v; want %q", text, a.Published, err, want)
		}
	}
}

func TestOneBrokenLineStopsNothing(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "in.jsonl")
	lines := `{"id":"a","text":"First.","published":"2024-03-04"}
{"id":"b","text":"Sec
{"id":"c"}
{"id":"d","text":"Fourth.","published":"2999-01-01"}

{"id":"e","text":"Fifth."}`
	if err := os.WriteFile(name, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &Source{Published: "2024-05-06"}
	var got []string
	for it := range s.Articles(context.Background(), []string{filepath.Join(dir, "missing.txt"), dir}) {
		if it.Err != nil {
			got = append(got, "error "+strings.TrimPrefix(it.Place, dir+"/"))
			continue
		}
		got = append(got, it.Article.ID+" "+it.Article.Published)
	}
	want := "error missing.txt,a 2024-03-04,error in.jsonl:2,error in.jsonl:3,error in.jsonl:4,e 2024-05-06"
	if strings.Join(got, ",") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ","), want)
	}
}

// zipped packs each part as a gzip member of its own, as web archives do.
func zipped(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(p)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func warcRecord(address, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:fc2b2b2c-5c3f-4d0c-9d6b-000000000001>\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"+
		"WARC-Target-URI: %s\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(block), block)
}

func TestPackedAndArchived(t *testing.T) {
	answer := func(kind, encoding, body string) string {
		return "HTTP/1.1 200 OK\r\nContent-Type: " + kind + "\r\n" + encoding + "\r\n" + body
	}
	records := []string{
		warcRecord("https://example.org/2024/03/06/oslo", answer("text/html", "", page)),
		warcRecord("https://example.org/logo.png", answer("image/png", "", "\x89PNG")),
		warcRecord("https://example.org/packed", answer("text/html", "Content-Encoding: gzip\r\n", zipped(t, page))),
		warcRecord("https://example.org/chunked", answer("text/html", "Transfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page))),
		warcRecord("https://example.org/empty", answer("text/html", "", "<html></html>")),
	}
	for name, c := range map[string]struct{ in, want string }{
		"jsonl.gz":     {zipped(t, `{"id":"a","text":"First."}`+"\n"+`{"id":"b","text":"Second."}`), "a b"},
		"txt.gz":       {zipped(t, "OSLO, June 3, 2023 - Talks began."), "2023-06-03"},
		"torn gz":      {zipped(t, strings.Repeat("Talks began. ", 999))[:60], "error"},
		"warc":         {strings.Join(records, ""), "https://example.org/2024/03/06/oslo https://example.org/packed https://example.org/chunked error"},
		"warc.gz":      {zipped(t, records...), "https://example.org/2024/03/06/oslo https://example.org/packed https://example.org/chunked error"},
		"short warc":   {records[0] + records[0][:len(records[0])-40], "https://example.org/2024/03/06/oslo error"},
		"rss":          {`<?xml version="1.0"?>` + "\n<!-- made by us -->\n<rss version=\"2.0\"><channel><item><title>Talks</title><description>Talks began in Oslo.</description></item></channel></rss>", "error"},
		"torn warc":    {records[0] + records[0][:400], "https://example.org/2024/03/06/oslo error"},
		"torn warc.gz": {zipped(t, records[0]) + zipped(t, records[0])[:300], "https://example.org/2024/03/06/oslo error"},
	} {
		var got []string
		each(strings.NewReader(c.in), name, func(it Item) bool {
			switch {
			case it.Err != nil:
				got = append(got, "error")
			case it.Article.ID+it.Article.URL == "":
				got = append(got, it.Article.Published)
			default:
				got = append(got, it.Article.ID+it.Article.URL)
			}
			return true
		})
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTooLarge(t *testing.T) {
	var got []Item
	each(strings.NewReader(strings.Repeat("word ", MaxBytes/5+10)), "big", func(it Item) bool { got = append(got, it); return true })
	if len(got) != 1 || got[0].Err == nil || !strings.Contains(got[0].Err.Error(), "more than 10485760 bytes") {
		t.Errorf("%v", got[0].Err)
	}
	got = nil
	long := `{"id":"a","text":"` + strings.Repeat("x", MaxBytes) + "\"}\n{\"id\":\"b\",\"text\":\"short\"}\n"
	each(strings.NewReader(long), "in", func(it Item) bool { got = append(got, it); return true })
	if len(got) != 2 || got[0].Err == nil || got[1].Article.ID != "b" {
		t.Errorf("%d items", len(got))
	}
}

func TestFetch(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /private"))
	})
	mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/b", http.StatusFound) })
	mux.HandleFunc("/b", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page)) })
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(strings.Repeat("x", MaxBytes+5)))
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	ctx := context.Background()

	if _, _, err := NewFetcher().Get(ctx, srv.URL+"/b"); err == nil || !strings.Contains(err.Error(), "not a public address") {
		t.Errorf("loopback was reached: %v", err)
	}
	open := newFetcher(nil, 0)
	it := (&Source{Fetch: open}).address(ctx, srv.URL+"/a")
	if it.Err != nil || it.Article.URL != srv.URL+"/b" || it.Article.Published != "2024-03-04" {
		t.Errorf("%+v", it)
	}
	for _, path := range []string{"/private/x", "/big", "/none"} {
		if _, _, err := open.Get(ctx, srv.URL+path); err == nil {
			t.Errorf("%s was fetched", path)
		}
	}
}

func TestOnlyPublic(t *testing.T) {
	for address, ok := range map[string]bool{"93.184.216.34:443": true, "[2606:2800::1]:443": true, "127.0.0.1:80": false, "10.1.2.3:80": false,
		"192.168.0.1:80": false, "169.254.169.254:80": false, "[::1]:80": false, "[::ffff:10.0.0.1]:80": false, "[fd00::1]:80": false,
		"100.64.1.1:80": false, "0.0.0.0:80": false, "[64:ff9b::a00:1]:80": false} {
		if err := OnlyPublic("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func FuzzFromHTML(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte("<p>\xff\xfe<script type=application/ld+json>[[[{}]]]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if a, err := fromHTML(raw, ""); err == nil && strings.TrimSpace(a.Text) == "" {
			t.Error("an article without text")
		}
	})
}

func FuzzStream(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"b"}`))
	f.Add([]byte("OSLO, June 3, 2023 - Talks"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		each(strings.NewReader(string(raw)), "fuzz", func(it Item) bool {
			if it.Err == nil && !strings.Contains(string(raw), "{") && strings.TrimSpace(it.Article.Text) == "" {
				t.Error("an article without text")
			}
			return true
		})
	})
}
