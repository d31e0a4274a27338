package web

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openlines/openlines/record"
)

func get(t *testing.T, address string, header ...string) (*http.Response, string) {
	t.Helper()
	return request(t, http.DefaultClient, http.MethodGet, address, "", header...)
}

func request(t *testing.T, c *http.Client, method, address, body string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(data)
}

// evil is put wherever words come from outside.
const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg/onload=alert(3)>javascript:alert(4){{.}}`

// live finds evil that has come alive: a tag of it that was not escaped, or an address that runs.
var live = regexp.MustCompile(`(?i)<script>|<img|<svg/onload|href="javascript:|onerror=alert\(2\)>"'>|%!`)

// TestNothingHostileComesAlive puts markup into everything that an article and an asker can say, and looks at every screen.
func TestNothingHostileComesAlive(t *testing.T) {
	text := "PARIS, May 2, 2024 - French President Jean Roe met German Chancellor Max Muster in Paris on Thursday. " + evil + "\n\n“The " + evil + " talks were good,” Muster said."
	reader, err := sharedReader()
	if err != nil {
		t.Fatal(err)
	}
	r, err := reader.Read(context.Background(), record.Article{ID: evil, URL: "javascript:alert(5)", Outlet: evil, Title: evil, Published: "2024-05-02", PublishedFrom: "given", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Events) == 0 || len(r.Actors) == 0 {
		t.Fatal("nothing was read from the hostile article")
	}
	for i := range r.Actors { // as if the reader had taken it all for a name
		r.Actors[i].Name += evil
		r.Actors[i].Office += evil
	}
	for i := range r.Places {
		r.Places[i].Name += evil
	}
	for i := range r.Events {
		r.Events[i].Topics = append(r.Events[i].Topics, evil)
		r.Events[i].Why = append(r.Events[i].Why, evil)
	}
	site, s := newServer(t, func(o *Options) { o.Ledger, o.Today, o.Demo = newLedger(t, r), "2024-05-03", false })
	res, err := s.o.Ledger.Outlines(context.Background(), "", 10)
	if err != nil || len(res) == 0 {
		t.Fatalf("no event in the ledger: %v", err)
	}
	q := url.QueryEscape(evil)
	paths := []string{"/?since=2024-05-01", "/?since=" + q, "/?pair=" + q, "/pairs", "/pairs/DEU-FRA", "/pairs/" + url.PathEscape(evil), "/pairs/DEU-FRA?level=" + q + "&status=" + q + "&words=" + q, "/pairs/DEU-FRA?since=" + q,
		"/pairs/DEU-FRA?on=" + q, "/article?id=" + q, "/people?name=" + q, "/person?name=" + q, "/person?name=Roe", "/bodies/FRA", "/bodies/" + url.PathEscape(evil), "/ask?q=" + q, "/ask?q=%22" + q + "%22", "/ask?as=matrix", "/ask?as=series&q=" + q,
		"/ask?as=network", "/ask?as=map", "/ask?as=" + q, "/ask?cursor=" + q, "/ask.svg?as=network&q=" + q, "/ask.svg?as=map&q=%22" + q + "%22", "/ask.svg?as=network", "/nosuch/" + url.PathEscape(evil), "/help"}
	for _, o := range res {
		paths = append(paths, "/events/"+o.ID, "/events/"+o.ID+"?why=1")
	}
	for _, p := range paths {
		resp, body := get(t, site.URL+p)
		if found := live.FindString(strings.ReplaceAll(body, `<script src="/assets/app.js" defer></script>`, "")); found != "" {
			i := strings.Index(body, found)
			t.Errorf("%s: %q has come alive: %s", p, found, body[max(0, i-80):min(len(body), i+120)])
		}
		if resp.StatusCode >= 500 {
			t.Errorf("%s: %s", p, resp.Status)
		}
		if csp := resp.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe-inline") && !strings.HasPrefix(p, "/ask.svg") || !strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: policy %q", p, csp)
		}
		if strings.Contains(body, " style=") || regexp.MustCompile(`<[a-z]+[^>]* on[a-z]+="`).MatchString(body) {
			t.Errorf("%s: there is inline style or script", p)
		}
	}
	_, body := request(t, http.DefaultClient, http.MethodPost, site.URL+"/read", url.Values{"text": {text}, "title": {evil}, "published": {"2024-05-02"}, "url": {"javascript:alert(5)"}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	if found := live.FindString(strings.ReplaceAll(body, `<script src="/assets/app.js" defer></script>`, "")); found != "" || !strings.Contains(body, "What happened") {
		t.Errorf("reading: %q has come alive, or nothing was read", found)
	}
}

func TestOtherSitesMayNotWrite(t *testing.T) {
	site, s := newServer(t, func(o *Options) { o.Hosts = []string{"127.0.0.1"} })
	e := someEvent(t, s)
	form := url.Values{"kind": {"accept"}}.Encode()
	for _, h := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}} {
		resp, _ := request(t, http.DefaultClient, http.MethodPost, site.URL+"/events/"+e.ID+"/correct", form, append([]string{"Content-Type", "application/x-www-form-urlencoded"}, h...)...)
		if resp.StatusCode != http.StatusForbidden {
			t.Errorf("%v: %s", h, resp.Status)
		}
	}
	if resp, _ := get(t, site.URL+"/", "Host", "evil.example"); resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another name: %s", resp.Status)
	}
	if list, err := s.o.Ledger.Corrections(context.Background()); err != nil || len(list) != 0 {
		t.Errorf("corrections: %v %v", list, err)
	}
}

// TestRoles asks every way of the API and the page with each kind of token.
func TestRoles(t *testing.T) {
	var tokens []Token
	secret := map[Role]string{}
	for _, r := range Roles() {
		s, tok := NewToken(string(r), []Role{r}, time.Now())
		secret[r], tokens = s, append(tokens, tok)
	}
	site, s := newServer(t, func(o *Options) {
		o.Access = &Access{Tokens: func(context.Context) ([]Token, error) { return tokens, nil }}
	})
	e := someEvent(t, s)
	article := `{"text":"ROME, May 3, 2024 - Italian Foreign Minister Ada Neri met French Foreign Minister Luc Petit in Rome on Friday.","id":"roles"}`
	ways := []struct {
		method, path, body string
		role               Role
		want               int
	}{
		{"GET", "/api/v1/events", "", Read, 200}, {"GET", "/api/v1/events.csv", "", Read, 200}, {"GET", "/api/v1/stats", "", Read, 200}, {"POST", "/api/v1/read", article, Read, 200},
		{"POST", "/api/v1/events/" + e.ID + "/corrections", `{"kind":"accept"}`, Correct, 201}, {"POST", "/api/v1/articles", article, Add, 201},
		{"GET", "/api/v1/webhooks", "", Admin, 200}, {"POST", "/api/v1/webhooks", `{"url":"https://example.org/hook"}`, Admin, 201}, {"DELETE", "/api/v1/webhooks/none", "", Admin, 204},
	}
	for _, w := range ways {
		for _, r := range append(Roles(), "") {
			header := []string{"Content-Type", "application/json"}
			want := http.StatusUnauthorized
			if r != "" {
				header = append(header, "Authorization", "Bearer "+secret[r])
				want = http.StatusForbidden
				if (&principal{Roles: []Role{r}}).May(w.role) {
					want = w.want
				}
			}
			resp, body := request(t, http.DefaultClient, w.method, site.URL+w.path, w.body, header...)
			if resp.StatusCode != want {
				t.Errorf("%s %s as %q: %s, want %d\n%s", w.method, w.path, r, resp.Status, want, body)
			}
			if want >= 400 && resp.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s as %q: the error is no problem document but %s", w.method, w.path, r, resp.Header.Get("Content-Type"))
			}
		}
	}
	if resp, _ := get(t, site.URL+"/api/v1/events", "Authorization", "Bearer ol_wrong"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a wrong token: %s", resp.Status)
	}
	if slices.ContainsFunc(tokens, func(x Token) bool { return strings.Contains(x.Hash, secret[Read]) || len(x.Hash) != 64 }) {
		t.Error("tokens are not kept as SHA-256")
	}
	// the page: without a session one is sent to sign in; with one, the role counts
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar}
	resp, body := request(t, c, http.MethodGet, site.URL+"/pairs", "")
	if resp.Request.URL.Path != "/login" || !strings.Contains(body, "Token") {
		t.Errorf("without a session: %s", resp.Request.URL)
	}
	resp, _ = request(t, c, http.MethodPost, site.URL+"/login", url.Values{"token": {secret[Read]}, "to": {"//evil.example/"}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	if resp.Request.URL.Host != strings.TrimPrefix(site.URL, "http://") || resp.StatusCode != http.StatusOK {
		t.Errorf("after signing in: %s %s", resp.Request.URL, resp.Status)
	}
	if resp, body = request(t, c, http.MethodGet, site.URL+"/events/"+e.ID, ""); resp.StatusCode != http.StatusOK || strings.Contains(body, "Correct a field") {
		t.Errorf("an event for a reader: %s, and forms that are not his", resp.Status)
	}
	if resp, _ = request(t, c, http.MethodPost, site.URL+"/events/"+e.ID+"/correct", "kind=accept", "Content-Type", "application/x-www-form-urlencoded"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a reader corrects: %s", resp.Status)
	}
	tokens = tokens[1:] // the reader's token is revoked
	s.o.Access.mu.Lock()
	s.o.Access.known = nil
	s.o.Access.mu.Unlock()
	if resp, _ = request(t, c, http.MethodGet, site.URL+"/pairs", ""); resp.Request.URL.Path != "/login" {
		t.Errorf("after the token was revoked: %s", resp.Request.URL)
	}
	if resp, _ = request(t, c, http.MethodPost, site.URL+"/logout", ""); resp.Request.URL.Path != "/login" {
		t.Errorf("after signing out: %s", resp.Request.URL)
	}
}

func TestLimits(t *testing.T) {
	site, _ := newServer(t, func(o *Options) { o.Rate = 1 })
	var last int
	for range 12 {
		resp, _ := get(t, site.URL+"/help")
		last = resp.StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the twelfth request at once: %d", last)
	}
	site, _ = newServer(t, nil)
	resp, _ := request(t, http.DefaultClient, http.MethodPost, site.URL+"/api/v1/read", `{"text":"`+strings.Repeat("x", maxForm)+`"}`, "Content-Type", "application/json")
	if resp.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a body too large: %s", resp.Status)
	}
	for to, want := range map[string]string{"/ask?q=1": "/ask?q=1", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/", "javascript:alert(1)": "/"} {
		if got := localPath(to); got != want {
			t.Errorf("localPath(%q) = %q, want %q", to, got, want)
		}
	}
}
