package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed templates assets
var files embed.FS

// pages are the templates, one set a page.
type pages struct{ byName map[string]*template.Template }

func loadPages() (*pages, error) {
	base, err := template.New("layout.html").Funcs(funcs()).ParseFS(files, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, fmt.Errorf("the page's templates: %w", err)
	}
	p := &pages{map[string]*template.Template{}}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range names {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "templates/"), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t, err := base.Clone()
		if err == nil {
			t, err = t.ParseFS(files, file)
		}
		if err != nil {
			return nil, fmt.Errorf("the page's templates: %w", err)
		}
		p.byName[name] = t
	}
	return p, nil
}

// view is what every page is made from.
type view struct {
	Title  string
	Nav    string // which entry of the navigation is this page's
	Status int
	Query  string // for the search field at the head
	Body   any
	Who    *principal
	Demo   bool
	Seq    int64 // the ledger's last change that the page knows of
	Live   bool  // the page tells when the ledger has changed
}

func (p *pages) render(name string, v view) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(32 << 10)
	if err := p.byName[name].Execute(&out, v); err != nil {
		return nil, fmt.Errorf("writing the page %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// write renders a page that is not kept.
func (s *Server) write(w http.ResponseWriter, r *http.Request, name string, v view) {
	v.Who, v.Demo = principalOf(r.Context()), s.o.Demo
	out, err := s.pages.render(name, v)
	if err != nil {
		s.log.Error("page", "error", err)
		http.Error(w, "the page could not be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if v.Status != 0 {
		w.WriteHeader(v.Status)
	}
	_, _ = w.Write(out)
}

// page serves a page that is made from the ledger and the address alone, and kept until the ledger changes.
func (s *Server) page(name string, build func(*http.Request) (view, error)) http.HandlerFunc {
	return s.need(Read, func(w http.ResponseWriter, r *http.Request) {
		who := principalOf(r.Context())
		seq := s.hub.seq()
		key := fmt.Sprint("page ", r.URL.RequestURI(), who.Open, who.Roles, s.today())
		a, err := s.cache.get(r.Context(), key, seq, func(ctx context.Context) (string, []byte, error) {
			v, err := build(r.WithContext(ctx))
			if err != nil {
				return "", nil, err
			}
			v.Who, v.Demo, v.Seq, v.Live = who, s.o.Demo, seq, true
			body, err := s.pages.render(name, v)
			return "text/html; charset=utf-8", body, err
		})
		if err != nil {
			s.pageError(w, r, err)
			return
		}
		a.send(w, r, !who.Open)
	})
}

// asset serves the page's own files, which change only with the program.
func (s *Server) asset() http.HandlerFunc {
	sub, err := fs.Sub(files, "assets")
	if err != nil {
		panic(err) // only an invalid name fails, and it is ours
	}
	server := http.StripPrefix("/assets/", http.FileServerFS(sub))
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") {
			s.fail(w, r, http.StatusNotFound, "There is no such file.")
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=3600")
		server.ServeHTTP(w, r)
	}
}

func zipped(body []byte) []byte {
	if len(body) < 1400 {
		return nil
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil
	}
	if _, err := z.Write(body); err != nil || z.Close() != nil {
		return nil
	}
	return out.Bytes()
}
