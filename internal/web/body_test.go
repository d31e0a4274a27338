package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/openlines/openlines/record"
)

// TestBodies looks for the ledger of bodies by their keys: of a ministry, of an armed group, of a body of several states, of one that no table has.
func TestBodies(t *testing.T) {
	reader, err := sharedReader()
	if err != nil {
		t.Fatal(err)
	}
	r, err := reader.Read(context.Background(), record.Article{ID: "bodies", Published: "2024-05-02", PublishedFrom: "given", Text: "Hamas leaders met envoys of China in Cairo on Wednesday. " +
		"The UN Security Council condemned Syria on Wednesday. The French Foreign Ministry criticised Peru on Wednesday. “Peru is wrong,” the French Foreign Ministry said."})
	if err != nil {
		t.Fatal(err)
	}
	site, s := newServer(t, func(o *Options) { o.Ledger, o.Today, o.Demo = newLedger(t, r), "2024-05-03", false })
	for path, want := range map[string][]string{
		"/bodies/PSE:hamas":            {"<h1>Hamas</h1>", `href="/bodies/PSE"`, `href="/pairs/CHN-PSE"`, "Hamas leaders ↔ envoys of China: meet"},
		"/bodies/pse:HAMAS":            {"<h1>Hamas</h1>"},
		"/bodies/UNO:security-council": {"Security Council</h1>", `href="/bodies/UNO"`, "criticise"},
		"/bodies/FRA:foreign-ministry": {`href="/pairs/FRA-PER"`, "criticise", "Peru is wrong"},
		"/bodies/FRA":                  {"Its bodies", `href="/bodies/FRA:foreign-ministry"`},
		"/ask?q=by:PSE:hamas":          {"Hamas leaders ↔ envoys of China: meet"},
		"/ask?q=dyad:PSE:hamas-CHN":    {"pairs are of states and international bodies"},
	} {
		resp, body := get(t, site.URL+path)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: %s, and no %q", path, resp.Status, w)
			}
		}
	}
	for path, want := range map[string]string{"/bodies/PSE:fatah": "nothing that Fatah", "/person?name=Nemo": "Nemo"} {
		if resp, body := get(t, site.URL+path); resp.StatusCode != http.StatusNotFound || !strings.Contains(body, want) {
			t.Errorf("%s, of which nothing is known: %s, and no %q", path, resp.Status, want)
		}
	}
	if resp, _ := get(t, site.URL+"/pairs/PSE:hamas-CHN"); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("a pair of bodies: %s", resp.Status)
	}
	for name, want := range map[string]string{"hamas": "/bodies/PSE:hamas", "china": "/bodies/CHN"} {
		if resp, _ := get(t, site.URL+"/person?name="+name); resp.Request.URL.Path != want {
			t.Errorf("looking for %s leads to %s", name, resp.Request.URL.Path)
		}
	}
	out, err := s.o.Ledger.Outlines(context.Background(), "by:PSE:hamas", 10)
	if err != nil || len(out) != 1 {
		t.Fatalf("%d events by Hamas, %v", len(out), err)
	}
	if _, body := get(t, site.URL+"/events/"+out[0].ID); !strings.Contains(body, `<a href="/bodies/PSE:hamas">Hamas leaders</a>`) {
		t.Error("the event leads to no body")
	}
}
