package web

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// TestOpenAPI checks the description: its version, that what it names is there, and that nothing is there that it does not name.
func TestOpenAPI(t *testing.T) {
	site, _ := newServer(t, nil)
	_, body := get(t, site.URL+"/api/v1/openapi.json")
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Summary     string
			Responses   map[string]any
		}
	}
	if err := json.Unmarshal([]byte(body), &d); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(d.OpenAPI, "3.1") {
		t.Errorf("OpenAPI %s", d.OpenAPI)
	}
	for _, p := range []string{"/events", "/events/{id}", "/events/{id}/annotations", "/events/{id}/corrections", "/events.csv", "/events.jsonl", "/brief", "/records", "/read", "/articles", "/dyads", "/dyads/{pair}", "/dyads/{pair}/channels", "/dyads/{pair}/series",
		"/people", "/statements", "/corrections", "/changes", "/webhooks", "/webhooks/{id}", "/stats"} {
		if d.Paths["/api/v1"+p] == nil {
			t.Errorf("%s is not described", p)
		}
	}
	for path, ops := range d.Paths {
		for method, op := range ops {
			if op.OperationID == "" || op.Summary == "" || len(op.Responses) == 0 {
				t.Errorf("%s %s lacks an id, a summary or answers", method, path)
			}
			if method == "get" && path != "/api/v1/changes" {
				resp, _ := get(t, site.URL+strings.NewReplacer("{pair}", "GRC-TUR", "{id}", "none").Replace(path))
				if ct := resp.Header.Get("Content-Type"); resp.StatusCode == http.StatusNotFound && !strings.Contains(ct, "problem") {
					t.Errorf("%s is described but not there", path)
				}
			}
		}
	}
	if strings.Contains(body, "$schema\"") {
		t.Error("bodies have a $schema")
	}
}

func TestLists(t *testing.T) {
	site, _ := newServer(t, nil)
	var page List[struct{ ID string }]
	seen, next := map[string]bool{}, ""
	for range 100 {
		_, body := get(t, site.URL+"/api/v1/events?q=dyad:GRC-TUR&limit=7&cursor="+url.QueryEscape(next))
		page = List[struct{ ID string }]{}
		if err := json.Unmarshal([]byte(body), &page); err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Items {
			if seen[e.ID] {
				t.Fatalf("%s comes twice", e.ID)
			}
			seen[e.ID] = true
		}
		if next = page.Next; next == "" {
			break
		}
	}
	resp, body := get(t, site.URL+"/api/v1/events?q=dyad:GRC-TUR&limit=500", "Accept", "application/jsonl")
	if lines := strings.Count(body, "\n"); lines != len(seen) || len(seen) < 15 || resp.Header.Get("Content-Type") != "application/jsonl" {
		t.Errorf("%d lines of JSON Lines (%s), %d events by pages", lines, resp.Header.Get("Content-Type"), len(seen))
	}
	if _, body := get(t, site.URL+"/api/v1/events.jsonl?q=dyad:GRC-TUR"); strings.Count(body, "\n") != len(seen) {
		t.Errorf("the stream has %d events, the pages %d", strings.Count(body, "\n"), len(seen))
	}
	tag := resp.Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	if resp, _ := get(t, site.URL+"/api/v1/events?q=dyad:GRC-TUR&limit=500", "Accept", "application/jsonl", "If-None-Match", tag); resp.StatusCode != http.StatusNotModified {
		t.Errorf("the same again: %s", resp.Status)
	}
	for _, bad := range []string{"/api/v1/events?q=dyd:X", "/api/v1/events?limit=0", "/api/v1/events?cursor=nonsense", "/api/v1/dyads/GRC", "/api/v1/dyads/GRC-TUR/channels?on=yesterday", "/api/v1/brief?since=x"} {
		resp, body := get(t, site.URL+bad)
		if resp.StatusCode != 400 && resp.StatusCode != 422 || resp.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %s %s", bad, resp.Status, resp.Header.Get("Content-Type"), body)
		}
	}
}

func TestAnnotations(t *testing.T) {
	site, s := newServer(t, nil)
	e := someEvent(t, s)
	resp, body := get(t, site.URL+"/api/v1/events/"+e.ID+"/annotations")
	var list []annotation
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list) < len(e.Accounts) {
		t.Fatalf("%d annotations of %d accounts: %v", len(list), len(e.Accounts), err)
	}
	if resp.Header.Get("Content-Type") != "application/ld+json" {
		t.Error(resp.Header.Get("Content-Type"))
	}
	a, err := s.o.Ledger.Article(context.Background(), e.Mentions[0].Article)
	if err != nil {
		t.Fatal(err)
	}
	sel := list[0].Target.Selector
	if got := string([]rune(a.Record.Article.Text)[*sel[0].Start:*sel[0].End]); got != sel[1].Exact || got == "" {
		t.Errorf("position says %q, quote says %q", got, sel[1].Exact)
	}
}

// TestChangesAndWebhooks follows the ledger while it changes: by the stream, and by a webhook whose signature is checked.
func TestChangesAndWebhooks(t *testing.T) {
	got := make(chan *http.Request, 10)
	bodies := make(chan []byte, 10)
	fail := true
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		if fail {
			fail = false
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		got <- r
		bodies <- data
	}))
	defer hook.Close()
	site, s := newServer(t, func(o *Options) { o.Private = true })
	_, body := request(t, http.DefaultClient, http.MethodPost, site.URL+"/api/v1/webhooks", `{"url":"`+hook.URL+`","pair":"tur-grc"}`, "Content-Type", "application/json")
	var h Webhook
	if err := json.Unmarshal([]byte(body), &h); err != nil || h.Secret == "" {
		t.Fatal(body, err)
	}
	resp, err := http.Get(site.URL + "/api/v1/changes")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	e := someEvent(t, s)
	if _, err := s.correct(context.Background(), correctionFor(e.ID)); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 100)
	go func() {
		for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
			lines <- sc.Text()
		}
	}()
	timeout := time.After(20 * time.Second)
	for heard := false; !heard; {
		select {
		case l := <-lines:
			heard = strings.HasPrefix(l, "data: ") && strings.Contains(l, e.ID)
		case <-timeout:
			t.Fatal("the stream does not tell of the change")
		}
	}
	select {
	case r := <-got:
		data := <-bodies
		if want := sign(h.Secret, r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp"), data); r.Header.Get("Webhook-Signature") != want {
			t.Errorf("signature %s, want %s", r.Header.Get("Webhook-Signature"), want)
		}
		var ce cloudEvent
		if err := json.Unmarshal(data, &ce); err != nil || ce.Spec != "1.0" || ce.Subject != e.ID || ce.Type == "" || r.Header.Get("Content-Type") != "application/cloudevents+json" {
			t.Errorf("%s %v", data, err)
		}
	case <-timeout:
		t.Fatal("the webhook was not told, or not told again after it failed")
	}
	if _, body := get(t, site.URL+"/api/v1/webhooks"); strings.Contains(body, h.Secret) {
		t.Error("the list shows the secret")
	}
}

// TestWebhooksGoOutOnly: an address inside is refused when it is connected to.
func TestWebhooksGoOutOnly(t *testing.T) {
	_, s := newServer(t, nil)
	for _, address := range []string{"http://127.0.0.1:1/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest"} {
		h := Webhook{ID: "x", URL: address}
		if err := s.post(context.Background(), s.hookClient(), &h, s.lastChange(t)); err == nil || !strings.Contains(err.Error(), "not a public address") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestDocs runs the examples of docs/api.md: each block of shell, with what it must print.
func TestDocs(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here: the examples of docs/api.md are not run")
	}
	text, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	site, s := newServer(t, nil)
	e := someEvent(t, s)
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```\n+(?:It prints|It answers) `([^`]*)`").FindAllStringSubmatch(string(text), -1)
	if len(blocks) < 8 {
		t.Fatalf("%d examples with what they print", len(blocks))
	}
	for _, b := range blocks {
		script := strings.NewReplacer("http://127.0.0.1:8080", site.URL, "EVENT", e.ID).Replace(b[1])
		out, err := exec.Command("bash", "-c", script).CombinedOutput()
		if err != nil || !strings.Contains(string(out), b[2]) {
			t.Errorf("%s\nprints %.400s (%v), want %s", script, out, err, b[2])
		}
	}
}

// provider is a small OIDC provider: one person, one key.
type provider struct {
	*httptest.Server
	key                    *rsa.PrivateKey
	nonce, challenge, sent string
	groups                 []string
	aud                    string
}

func newProvider(t *testing.T) *provider {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, groups: []string{"desk"}, aud: "openlines"}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"issuer":%q,"authorization_endpoint":%q,"token_endpoint":%q,"jwks_uri":%q,"id_token_signing_alg_values_supported":["RS256"]}`, p.URL, p.URL+"/auth", p.URL+"/token", p.URL+"/keys")
	})
	mux.HandleFunc("/auth", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		p.nonce, p.challenge = q.Get("nonce"), q.Get("code_challenge")
		http.Redirect(w, r, q.Get("redirect_uri")+"?code=c1&state="+url.QueryEscape(q.Get("state")), http.StatusFound)
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		p.sent = r.FormValue("code_verifier")
		claims, _ := json.Marshal(map[string]any{"iss": p.URL, "aud": p.aud, "sub": "u1", "email": "jane@example.org", "nonce": p.nonce, "groups": p.groups, "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix()})
		signer, _ := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: p.key}, nil)
		sig, _ := signer.Sign(claims)
		token, _ := sig.CompactSerialize()
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"access_token":"a","token_type":"Bearer","id_token":%q}`, token)
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"keys":[{"kty":"RSA","alg":"RS256","use":"sig","n":%q,"e":%q}]}`, base64.RawURLEncoding.EncodeToString(key.N.Bytes()), base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()))
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func TestOIDC(t *testing.T) {
	p := newProvider(t)
	access := &Access{Tokens: func(context.Context) ([]Token, error) { return nil, nil }}
	site, _ := newServer(t, func(o *Options) { o.Access = access })
	var err error
	if access.OIDC, err = NewOIDC(context.Background(), p.URL, "openlines", "secret", site.URL+"/oidc/back", map[string][]Role{"desk": {Read, Correct}}); err != nil {
		t.Fatal(err)
	}
	signIn := func() (*http.Response, string) {
		jar, _ := cookiejar.New(nil)
		return request(t, &http.Client{Jar: jar}, http.MethodGet, site.URL+"/oidc/start", "")
	}
	resp, body := signIn()
	if resp.StatusCode != http.StatusOK || resp.Request.URL.Path != "/" || !strings.Contains(body, "jane@example.org") {
		t.Errorf("signing in: %s at %s", resp.Status, resp.Request.URL)
	}
	if p.challenge == "" || p.sent == "" {
		t.Error("there is no PKCE")
	}
	p.groups = []string{"others"}
	if resp, _ := signIn(); resp.StatusCode != http.StatusForbidden {
		t.Errorf("somebody of no group: %s", resp.Status)
	}
	p.groups, p.aud = []string{"desk"}, "another"
	if resp, _ := signIn(); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a token for another client: %s", resp.Status)
	}
	if resp, _ := get(t, site.URL+"/oidc/back?code=c1&state=s"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("an answer to nothing: %s", resp.Status)
	}
}
