package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	protocol "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// TestMatrixFiles holds that both matrices can be kept as drawings that say the same as their tables.
func TestMatrixFiles(t *testing.T) {
	site, s := newServer(t, nil)
	for _, c := range []struct{ page, file string }{{"/pairs", "/pairs.svg"}, {"/ask?q=&as=matrix", "/ask.svg?as=matrix&q=&unit=week"}} {
		_, page := get(t, site.URL+c.page)
		if !strings.Contains(page, `data-png="`+strings.ReplaceAll(c.file, "&", "&amp;")+`"`) {
			t.Errorf("%s does not offer %s", c.page, c.file)
		}
		resp, drawing := get(t, site.URL+c.file)
		if resp.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(resp.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %s, %v", c.file, resp.Status, resp.Header)
		}
		for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is no XML: %v", c.file, err)
			}
		}
		for _, want := range []string{`role="img" aria-label="Events`, s.pairName("GRC-TUR") + ": ", ">GRC</text>", "Blue: cooperation"} {
			if !strings.Contains(drawing, want) {
				t.Errorf("%s has no %q", c.file, want)
			}
		}
	}
	if _, drawing := get(t, site.URL+"/ask.svg?as=matrix&q=actor:ISL"); !strings.Contains(drawing, "No pairs") {
		t.Error("an empty matrix does not say so")
	}
}

// TestPNG presses the button that makes a PNG of a drawing, and opens what comes.
func TestPNG(t *testing.T) {
	ctx, wrong := browser(t)
	site, _ := newServer(t, nil)
	for _, page := range []string{"/pairs", "/ask?q=&as=map", "/pairs/GRC-TUR?since=2024-04-01"} {
		dir := t.TempDir()
		if _, err := chromedp.Call(ctx, protocol.SetDownloadBehavior, protocol.SetDownloadBehaviorParams{Behavior: protocol.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir}); err != nil {
			t.Fatal(err)
		}
		do(t, ctx, chromedp.Navigate(site.URL+page), chromedp.WaitReady(chromedp.CSS("[data-png]")))
		ask[any](t, ctx, `document.querySelector("[data-png]").click()`)
		name := filepath.Join(dir, "openlines.png")
		var data []byte
		for until := time.Now().Add(10 * time.Second); len(data) == 0 && time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
			data, _ = os.ReadFile(name)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %d bytes, %v", page, len(data), err)
		}
		colours := map[[3]uint32]bool{}
		b := img.Bounds()
		for y := b.Min.Y; y < b.Max.Y; y += 3 {
			for x := b.Min.X; x < b.Max.X; x += 3 {
				r, g, bl, _ := img.At(x, y).RGBA()
				colours[[3]uint32{r, g, bl}] = true
			}
		}
		if len(colours) < 8 {
			t.Errorf("%s: the picture has %d colours", page, len(colours))
		}
		if dir := os.Getenv("OPENLINES_PICTURES"); dir != "" {
			_ = os.WriteFile(filepath.Join(dir, "png-"+strings.Trim(strings.Split(page, "?")[0], "/")[:3]+".png"), data, 0o644)
		}
	}
	for _, c := range wrong.take() {
		t.Error(c)
	}
}
