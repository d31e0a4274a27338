package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
)

// apiRoutes are the routes of /api/v1. Its description, OpenAPI 3.1, is made from the types here.
func (s *Server) apiRoutes(mux *http.ServeMux) {
	config := huma.DefaultConfig("openlines", openlines.Version)
	config.Info.Description = "The ledger of what states do and say to each other, with the sentences that say so. " + ledger.QueryHelp
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/v1/openapi", "", ""
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.CreateHooks = nil // no $schema in bodies, no page from elsewhere
	config.Formats = map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat, "application/jsonl": {Marshal: writeLines}}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "A token made by openlines token add."}}
	config.Security = []map[string][]string{{}, {"token": {}}}
	inner := http.NewServeMux()
	api := humago.New(inner, config)
	s.readOperations(api)
	s.listOperations(api)
	s.dyadOperations(api)
	s.writeOperations(api)
	s.hookOperations(api)
	s.describeChanges(api)
	mux.Handle("/api/v1/", s.answered(inner))
	mux.HandleFunc("GET /api/v1/changes", s.need(Read, s.changes))
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusNotFound, "There is no such thing in the API.")
	})
}

// schemaName names a type in the description. Records and the ledger have types of the same names: those of one article's record are called so.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if strings.HasSuffix(t.PkgPath(), "/record") && t.Name() != "Record" {
		return "Record" + name
	}
	return name
}

// answered keeps the answers to GET until the ledger changes, gives them ETags, and asks for the role that a way needs.
func (s *Server) answered(inner *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			s.known(w, r, inner)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/api/v1/openapi") { // says nothing about the ledger
			inner.ServeHTTP(w, r)
			return
		}
		s.need(Read, func(w http.ResponseWriter, r *http.Request) {
			who := principalOf(r.Context())
			if strings.HasPrefix(r.URL.Path, "/api/v1/webhooks") || strings.HasSuffix(r.URL.Path, ".jsonl") || strings.HasSuffix(r.URL.Path, ".csv") {
				w.Header().Set("Cache-Control", "no-store")
				s.known(w, r, inner)
				return
			}
			key := "api " + r.URL.RequestURI() + " " + r.Header.Get("Accept")
			a, err := s.cache.get(r.Context(), key, s.hub.seq(), func(ctx context.Context) (string, []byte, error) {
				rec := &recorder{header: http.Header{}, status: http.StatusOK}
				s.known(rec, r.WithContext(ctx), inner)
				if rec.status != http.StatusOK {
					return "", nil, errAnswer{rec}
				}
				return rec.header.Get("Content-Type"), rec.body, nil
			})
			var other errAnswer
			switch {
			case errors.As(err, &other):
				other.rec.replay(w)
			case err != nil:
				s.pageError(w, r, err)
			default:
				a.send(w, r, !who.Open)
			}
		})(w, r)
	})
}

// known answers 404 and 405 as problems, too.
func (s *Server) known(w http.ResponseWriter, r *http.Request, inner *http.ServeMux) {
	_, pattern := inner.Handler(r)
	if pattern != "" {
		inner.ServeHTTP(w, r)
		return
	}
	rec := &recorder{header: http.Header{}, status: http.StatusOK}
	inner.ServeHTTP(rec, r)
	if rec.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", rec.header.Get("Allow"))
		s.fail(w, r, http.StatusMethodNotAllowed, "This way does not take "+r.Method+".")
		return
	}
	s.fail(w, r, http.StatusNotFound, "There is no such thing in the API.")
}

// recorder is a ResponseWriter that keeps what is written.
type recorder struct {
	header http.Header
	status int
	body   []byte
}

func (c *recorder) Header() http.Header { return c.header }
func (c *recorder) WriteHeader(n int)   { c.status = n }
func (c *recorder) Write(b []byte) (int, error) {
	c.body = append(c.body, b...)
	return len(b), nil
}

func (c *recorder) replay(w http.ResponseWriter) {
	for k, v := range c.header {
		w.Header()[k] = v
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(c.status)
	_, _ = w.Write(c.body)
}

// errAnswer is an answer that is not kept.
type errAnswer struct{ rec *recorder }

func (e errAnswer) Error() string { return http.StatusText(e.rec.status) }

// writeLines writes a list as JSON Lines, one of its items a line; what is no list as one line.
func writeLines(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if l, ok := v.(lister); ok {
		items := reflect.ValueOf(l.list())
		for i := range items.Len() {
			if err := enc.Encode(items.Index(i).Interface()); err != nil {
				return err
			}
		}
		return nil
	}
	return enc.Encode(v)
}

type lister interface{ list() any }

// List is a page of a list.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next" doc:"Cursor of the next page; empty where there is none."`
}

func (l List[T]) list() any { return l.Items }

// out is an operation's body.
type out[T any] struct{ Body T }

// PageIn is what lists take.
type PageIn struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"At most so many."`
	Cursor string `query:"cursor" maxLength:"400" doc:"The next of the page before."`
}

// problemOf makes an error of the API's of one of ours.
func (s *Server) problemOf(err error) error {
	if err == nil {
		return nil
	}
	var q *ledger.QueryError
	if errors.As(err, &q) {
		return huma.NewError(http.StatusBadRequest, q.Msg, &huma.ErrorDetail{Message: q.Msg, Location: "query.q", Value: map[string]any{"query": q.Query, "position": q.Pos, "length": q.Len}})
	}
	status, detail := s.statusOf(err)
	return huma.NewError(status, detail)
}

// operation describes a way of the API.
func operation(method, path, id, summary string, tags ...string) huma.Operation {
	return huma.Operation{Method: method, Path: "/api/v1" + path, OperationID: id, Summary: summary, Tags: tags, MaxBodyBytes: maxForm, Errors: []int{400, 401, 403, 404, 429, 500}}
}

// allowed says whether who makes a request has a role.
func allowed(ctx context.Context, role Role) error {
	switch who := principalOf(ctx); {
	case who.May(role):
		return nil
	case who.Name == "":
		return huma.Error401Unauthorized("A token is needed.")
	}
	return huma.Error403Forbidden("This needs the role " + string(role) + ".")
}
