package web

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const toAdd = "OSLO, May 3, 2024 - Norwegian Foreign Minister Ada Berg met Finnish Foreign Minister Eino Salo in Oslo on Friday. “The talks were useful,” Berg said."

// TestAddOnThePage adds an article by the button under what was read, and looks at what the page says before and after.
func TestAddOnThePage(t *testing.T) {
	site, s := newServer(t, nil)
	form := func(v url.Values) []string {
		return []string{v.Encode(), "Content-Type", "application/x-www-form-urlencoded"}
	}
	post := func(path string, v url.Values) (*http.Response, string) {
		f := form(v)
		return request(t, http.DefaultClient, http.MethodPost, site.URL+path, f[0], f[1:]...)
	}
	article := url.Values{"text": {toAdd}, "url": {"https://example.org/salo"}, "outlet": {"The Harbour Post"}, "title": {"Salo in Oslo"}}
	if _, body := post("/read", article); !strings.Contains(body, ">Add to the ledger</button>") || !strings.Contains(body, `value="The Harbour Post"`) {
		t.Error("there is no button that adds what was read, or it forgets the outlet")
	}
	if n, err := s.o.Ledger.Article(context.Background(), "https://example.org/salo"); err == nil {
		t.Fatalf("reading has stored %+v", n)
	}
	resp, body := post("/add", article)
	if resp.Request.URL.Path != "/article" || !strings.Contains(body, "Added to the ledger: 1 event") {
		t.Errorf("after adding: %s", resp.Request.URL)
	}
	a, err := s.o.Ledger.Article(context.Background(), "https://example.org/salo")
	if err != nil || a.Record.Article.Outlet != "The Harbour Post" || a.Record.Article.PublishedFrom != "text" || len(a.Events) != 1 {
		t.Errorf("in the ledger: %+v, %v", a, err)
	}
	if _, body = post("/read", article); strings.Contains(body, ">Add to the ledger<") || !strings.Contains(body, "The ledger has this article") {
		t.Error("what the ledger has is offered to be added again")
	}
	article.Set("text", toAdd+" Salo thanked her.")
	if _, body = post("/read", article); !strings.Contains(body, ">Add this version to the ledger<") {
		t.Error("another text of the same address cannot be added")
	}
	for path, v := range map[string]url.Values{"/add": {}, "/read": {"text": {toAdd}, "published": {"someday"}}} {
		if resp, body := post(path, v); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `role="alert"`) || !strings.Contains(body, "<textarea name=\"text\"") {
			t.Errorf("%s %v: %s, and not the form with what is wrong", path, v, resp.Status)
		}
	}
	if resp, body := post("/read", url.Values{"text": {strings.Repeat("x", maxForm)}}); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "12 MB") {
		t.Errorf("a form too large: %s", resp.Status)
	}
}

// TestReadersMayNotAdd holds that a reader sees why the button is off, and that the server refuses him all the same.
func TestReadersMayNotAdd(t *testing.T) {
	secret, token := NewToken("jane", []Role{Read}, time.Now())
	site, _ := newServer(t, func(o *Options) {
		o.Access = &Access{Tokens: func(context.Context) ([]Token, error) { return []Token{token}, nil }}
	})
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar}
	kind := []string{"Content-Type", "application/x-www-form-urlencoded"}
	request(t, c, http.MethodPost, site.URL+"/login", url.Values{"token": {secret}, "to": {"/"}}.Encode(), kind...)
	article := url.Values{"text": {toAdd}}.Encode()
	if _, body := request(t, c, http.MethodPost, site.URL+"/read", article, kind...); !strings.Contains(body, `<button class="main" disabled aria-describedby="about-add">`) || !strings.Contains(body, "role “add”") {
		t.Error("the button is not off, or does not say why")
	}
	if resp, _ := request(t, c, http.MethodPost, site.URL+"/add", article, kind...); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a reader adds: %s", resp.Status)
	}
	if resp, _ := request(t, c, http.MethodPost, site.URL+"/add", article, append(kind, "Sec-Fetch-Site", "cross-site")...); resp.StatusCode != http.StatusForbidden {
		t.Errorf("another site adds: %s", resp.Status)
	}
}

// TestAddInBrowser reads and adds by clicks. Enter in a field of a correction must not add anything.
func TestAddInBrowser(t *testing.T) {
	ctx, wrong := browser(t)
	site, s := newServer(t, nil)
	check := axe(t)
	for _, l := range []struct {
		width  int64
		scheme string
	}{{1440, "light"}, {390, "dark"}} {
		look(t, ctx, l.width, l.scheme)
		do(t, ctx, chromedp.Navigate(site.URL+"/read"), chromedp.SetValue(chromedp.CSS("textarea[name=text]"), toAdd+" "+l.scheme), chromedp.Click(chromedp.CSS("button.main")),
			chromedp.WaitVisible(chromedp.CSS("#as-read button.main")))
		if check != "" {
			violations(t, ctx, check)
		}
		picture(t, ctx, "adding-"+l.scheme, false)
		do(t, ctx, chromedp.Click(chromedp.CSS(".card details summary:not(.card details:has(.why) > summary)")), chromedp.Focus(chromedp.CSS("input[name^=why-]")), chromedp.KeyEvent("\r"))
		time.Sleep(300 * time.Millisecond)
		if at := ask[string](t, ctx, "location.pathname"); at != "/read" {
			t.Fatalf("Enter in a field of a correction leads to %s", at)
		}
		do(t, ctx, chromedp.Click(chromedp.CSS("#as-read button.main")), chromedp.WaitVisible(chromedp.CSS(".done")))
		picture(t, ctx, "added-"+l.scheme, false)
	}
	if n, err := s.o.Ledger.Outlines(context.Background(), "dyad:FIN-NOR", 10); err != nil || len(n) != 1 {
		t.Errorf("%d events of the pair, %v; both articles tell one", len(n), err)
	}
	for _, c := range wrong.take() {
		t.Error(c)
	}
}
