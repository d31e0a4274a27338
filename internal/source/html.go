package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/openlines/openlines/record"
)

// maxJSONLD bounds the depth of a page's JSON-LD that is looked through.
const maxJSONLD = 12

// fromHTML makes an article from a page: its main text, title, outlet and date. The date's witnesses are asked in this order: JSON-LD, meta
// elements, the address, the text; PublishedFrom says which one spoke.
func fromHTML(raw []byte, address string) (record.Article, error) {
	in, err := charset.NewReader(bytes.NewReader(raw), "text/html")
	if err != nil {
		return record.Article{}, fmt.Errorf("finding the page's encoding: %w", err)
	}
	page, err := html.Parse(in)
	if err != nil {
		return record.Article{}, fmt.Errorf("parsing the page: %w", err)
	}
	a := record.Article{URL: address}
	w := look(page)
	if a.URL == "" {
		a.URL = w.canonical
	}
	base, err := url.Parse(a.URL)
	if err != nil {
		base, a.URL = &url.URL{}, ""
	}
	got, err := readability.FromDocument(page, base)
	if err != nil {
		return a, fmt.Errorf("finding the article in the page: %w", err)
	}
	a.Text = paragraphs(got.Node)
	if len(strings.Fields(a.Text)) < 20 {
		return a, errors.New("the page holds no article")
	}
	a.Title = first(w.headline, w.metaTitle, got.Title())
	a.Outlet = first(w.publisher, w.siteName, got.SiteName(), strings.TrimPrefix(base.Hostname(), "www."))
	for _, c := range []struct{ from, text string }{{"json-ld", w.jsonDate}, {"meta", w.metaDate}, {"url", dayOfAddress(a.URL)}} {
		if day, err := ParseDay(c.text); err == nil {
			a.Published, a.PublishedFrom = day, c.from
			break
		}
	}
	if a.Published == "" {
		dateFromText(&a)
	}
	return a, nil
}

func first(list ...string) string {
	for _, s := range list {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			return s
		}
	}
	return ""
}

var inAddress = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:[/-]|$)`)

func dayOfAddress(address string) string {
	if m := inAddress.FindStringSubmatch(address); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	return ""
}

// witnesses are what a page says of itself outside its text.
type witnesses struct {
	headline, publisher, jsonDate string // JSON-LD
	metaTitle, siteName, metaDate string
	canonical                     string
}

func look(page *html.Node) witnesses {
	var w witnesses
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if strings.HasPrefix(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				var v any
				if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
					w.jsonLD(v, 0)
				}
			}
		case "link":
			if attr(n, "rel") == "canonical" && w.canonical == "" {
				w.canonical = attr(n, "href")
			}
		case "meta":
			w.meta(first(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")), attr(n, "content"))
		case "time":
			if t := attr(n, "datetime"); w.metaDate == "" && t != "" {
				w.metaDate = t
			}
		}
	}
	return w
}

func (w *witnesses) meta(name, content string) {
	set := func(to *string) {
		if content != "" && (*to == "" || to == &w.metaDate) {
			*to = content
		}
	}
	switch strings.ToLower(name) {
	case "article:published_time", "datepublished", "dc.date", "dc.date.issued", "date", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date":
		set(&w.metaDate)
	case "og:title", "twitter:title":
		set(&w.metaTitle)
	case "og:site_name":
		set(&w.siteName)
	}
}

// jsonLD looks for the first news article in a page's JSON-LD, also inside @graph and lists.
func (w *witnesses) jsonLD(v any, depth int) {
	if depth > maxJSONLD || w.jsonDate != "" {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			w.jsonLD(x, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			w.headline = first(w.headline, text(v["headline"]), text(v["name"]))
			w.publisher = first(w.publisher, text(v["publisher"]))
			w.jsonDate = first(text(v["datePublished"]), text(v["dateCreated"]))
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"} {
			if x, ok := v[key]; ok {
				w.jsonLD(x, depth+1)
			}
		}
	}
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "Report"
	case []any:
		for _, x := range v {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

// text is a JSON-LD value as text: a string, or the name of an object.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["name"].(string)
		return s
	case []any:
		if len(v) > 0 {
			s, _ := v[0].(string)
			return s
		}
	}
	return ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

var blocks = map[string]bool{"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "li": true, "blockquote": true, "div": true, "section": true,
	"article": true, "pre": true, "td": true, "figcaption": true, "ul": true, "ol": true, "table": true, "tr": true, "br": true}

// paragraphs is the text of a node: one paragraph a block, a blank line between them, white space folded.
func paragraphs(top *html.Node) string {
	if top == nil {
		return ""
	}
	var out, par strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(par.String()), " "); s != "" {
			if out.Len() > 0 {
				out.WriteString("\n\n")
			}
			out.WriteString(s)
		}
		par.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) { // x/net/html bounds the depth of a page
		switch {
		case n.Type == html.TextNode:
			par.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "noscript" || n.Data == "figcaption"):
			return
		}
		block := n.Type == html.ElementNode && blocks[n.Data]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(top)
	flush()
	return out.String()
}
