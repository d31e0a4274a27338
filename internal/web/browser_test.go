package web

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts a Chromium, or skips the test with a word where there is none.
func browser(t *testing.T) (context.Context, *complaints) {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		t.Skip("there is no Chromium here (Debian: apt-get install chromium): the screens are not tried in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, stop2 := chromedp.NewContext(alloc)
	t.Cleanup(stop2)
	ctx, stop3 := context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(stop3)
	c := &complaints{}
	if err := chromedp.Do(ctx); err != nil {
		t.Skipf("Chromium does not start here: %v", err)
	}
	if err := chromedp.Listen(ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return ctx, c
}

// look sets the size of the window and the scheme of colours.
func look(t *testing.T, ctx context.Context, width int64, scheme string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
		t.Fatal(err)
	}
}

// do goes through steps.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// ask evaluates an expression of script on the page.
func ask[T any](t *testing.T, ctx context.Context, expression string, o ...chromedp.EvaluateOption) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, o...))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// picture keeps a picture of the page in the directory that OPENLINES_PICTURES names, if it does.
func picture(t *testing.T, ctx context.Context, name string, whole bool) {
	t.Helper()
	dir := os.Getenv("OPENLINES_PICTURES")
	if dir == "" {
		return
	}
	shot := chromedp.CaptureScreenshot()
	if whole {
		shot = chromedp.FullScreenshot(100)
	}
	data, err := chromedp.Run(ctx, shot)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// complaints are what the browser finds wrong: exceptions, violations of the policy, files that are not there.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func (c *complaints) hear(ev any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		c.list = append(c.list, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "status of 422") {
			c.list = append(c.list, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.list
	c.list = nil
	return out
}

// axe is the source of axe-core, from OPENLINES_AXE; "" where it is not there.
func axe(t *testing.T) string {
	name := os.Getenv("OPENLINES_AXE")
	if name == "" {
		t.Log("OPENLINES_AXE does not name axe.min.js (npm install axe-core): accessibility is not checked")
		return ""
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestScreens looks at every screen wide and narrow, light and dark: no complaint of the browser, nothing wider than the window, no
// violation that axe finds. With OPENLINES_PICTURES set to a directory it keeps pictures there.
func TestScreens(t *testing.T) {
	ctx, wrong := browser(t)
	site, s := newServer(t, nil)
	check := axe(t)
	event := someEvent(t, s)
	screens := []struct{ name, path string }{
		{"brief", "/?since=2024-07-25"}, {"pairs", "/pairs"}, {"pair", "/pairs/GRC-TUR?since=2024-04-01"}, {"event", "/events/" + event.ID + "?why=1"}, {"article", "/article?id=" + event.Accounts[0].Article},
		{"read", "/read"}, {"ask", "/ask?q=dyad:GRC-TUR"}, {"ask-wrong", "/ask?q=dyd:GRC"}, {"matrix", "/ask?q=&as=matrix"}, {"series", "/ask?q=dyad:GRC-TUR&as=series"}, {"network", "/ask?q=&as=network"}, {"map", "/ask?q=&as=map"},
		{"people", "/people"}, {"person", "/person?name=Markou"}, {"body", "/bodies/GRC"}, {"help", "/help"}, {"missing", "/nosuch"},
	}
	for _, sc := range screens {
		for _, width := range []int64{1440, 390} {
			for _, scheme := range []string{"light", "dark"} {
				name := fmt.Sprintf("%s-%d-%s", sc.name, width, scheme)
				t.Run(name, func(t *testing.T) {
					look(t, ctx, width, scheme)
					do(t, ctx, chromedp.Navigate(site.URL+sc.path), chromedp.WaitReady(chromedp.CSS("#main")))
					if ask[bool](t, ctx, `document.documentElement.scrollWidth > innerWidth + 1`) {
						t.Error("the page is wider than the window")
					}
					for _, c := range wrong.take() {
						if sc.name != "missing" || !strings.Contains(c, "404") {
							t.Error(c)
						}
					}
					if check != "" {
						violations(t, ctx, check)
					}
					picture(t, ctx, name, true)
				})
			}
		}
	}
}

// violations has axe look at the page.
func violations(t *testing.T, ctx context.Context, source string) {
	t.Helper()
	ask[any](t, ctx, source+";0")
	found := ask[string](t, ctx, `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " :: " + n.failureSummary)}))))`, chromedp.EvalAwaitPromise)
	var list []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		t.Errorf("axe: %s: %s\n%s", v.ID, v.Help, strings.Join(v.Nodes, "\n"))
	}
}

// TestReadingInBrowser reads an article on the page, and looks whether text and record are tied by hover and focus.
func TestReadingInBrowser(t *testing.T) {
	ctx, wrong := browser(t)
	site, _ := newServer(t, nil)
	check := axe(t)
	articles, err := demoArticles()
	if err != nil {
		t.Fatal(err)
	}
	look(t, ctx, 1440, "light")
	do(t, ctx, chromedp.Navigate(site.URL+"/read"), chromedp.SetValue(chromedp.CSS("textarea[name=text]"), articles[15].Text), chromedp.Click(chromedp.CSS("button.main")),
		chromedp.WaitVisible(chromedp.CSS(".card")), chromedp.Focus(chromedp.CSS(".card h3 a")))
	if n := ask[int](t, ctx, `document.querySelectorAll(".text .lit").length`); n == 0 {
		t.Error("focus on an event lights nothing in the text")
	}
	do(t, ctx, chromedp.Focus(chromedp.CSS(".text a.anchor")))
	if n := ask[int](t, ctx, `document.querySelectorAll(".card.lit").length`); n == 0 {
		t.Error("focus on words of the text lights no card")
	}
	for _, scheme := range []string{"light", "dark"} {
		look(t, ctx, 1440, scheme)
		if check != "" {
			violations(t, ctx, check)
		}
		picture(t, ctx, "reading-1440-"+scheme, false)
	}
	for _, c := range wrong.take() {
		t.Error(c)
	}
}

// TestQueueByKeyboard goes through the queue by keys alone: next, accept; wrong with a reason.
func TestQueueByKeyboard(t *testing.T) {
	ctx, wrong := browser(t)
	site, s := newServer(t, nil)
	count := func() int {
		do(t, ctx, chromedp.WaitReady(chromedp.CSS("[data-queue]")))
		return ask[int](t, ctx, `document.querySelectorAll("[data-entry]").length`)
	}
	gone := func(id string) chromedp.Action[chromedp.Void] {
		return chromedp.WaitNotPresent(chromedp.CSS(`[id="` + id + `"]`))
	}
	do(t, ctx, chromedp.Navigate(site.URL+"/?since=2024-07-25"))
	before := count()
	do(t, ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("j"))
	id := ask[string](t, ctx, `document.querySelector(".here").id`)
	do(t, ctx, chromedp.KeyEvent("a"), gone(id))
	if n := count(); n != before-1 {
		t.Errorf("%d entries after accepting one of %d", n, before)
	}
	do(t, ctx, chromedp.WaitReady(chromedp.CSS(".here")))
	id = ask[string](t, ctx, `document.querySelector(".here").id`)
	do(t, ctx, chromedp.KeyEvent("x"), chromedp.KeyEvent("it is about the weather\r"), gone(id))
	if n := count(); n != before-2 {
		t.Errorf("%d entries after rejecting a second of %d", n, before)
	}
	list, err := s.o.Ledger.Corrections(context.Background())
	if err != nil || len(list) != 2 || list[0].Kind != "reject" || !strings.HasSuffix(list[0].Why, "it is about the weather") || list[1].Kind != "accept" {
		t.Errorf("corrections: %v %v", list, err)
	}
	for _, c := range wrong.take() {
		t.Error(c)
	}
}

// TestLiveInBrowser changes the ledger while a page is open, moves the slider of the channel board, and completes a query.
func TestLiveInBrowser(t *testing.T) {
	ctx, wrong := browser(t)
	site, s := newServer(t, nil)
	event := someEvent(t, s)
	do(t, ctx, chromedp.Navigate(site.URL+"/pairs/GRC-TUR?since=2024-04-01"), chromedp.WaitVisible(chromedp.CSS(".slide input")))
	was := ask[string](t, ctx, `document.querySelector("#board").innerText`)
	ask[any](t, ctx, `(() => { const x = document.querySelector(".slide input"); x.value = 60; x.dispatchEvent(new Event("input")); return 0; })()`)
	until := time.Now().Add(10 * time.Second)
	for ask[string](t, ctx, `document.querySelector("#board").innerText`) == was {
		if time.Now().After(until) {
			t.Fatal("the board did not change with the slider")
		}
		time.Sleep(50 * time.Millisecond)
	}
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#q-top"), "sta"), chromedp.WaitVisible(chromedp.CSS(".options li")))
	option := ask[string](t, ctx, `document.querySelector(".options:not([hidden]) li").textContent`)
	if option != "status:" {
		t.Errorf("completion of sta is %q", option)
	}
	if _, err := s.correct(context.Background(), correctionFor(event.ID)); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#fresh")))
	for _, c := range wrong.take() {
		t.Error(c)
	}
}

// TestPrinted prints a pair's page: the chart and the ledger are there, the forms are not.
func TestPrinted(t *testing.T) {
	ctx, _ := browser(t)
	site, _ := newServer(t, nil)
	do(t, ctx, chromedp.Navigate(site.URL+"/pairs/GRC-TUR"))
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	if err != nil || len(pdf) < 10_000 {
		t.Errorf("the page does not print: %d bytes, %v", len(pdf), err)
	}
}
