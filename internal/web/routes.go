package web

import (
	"context"
	"net/http"
)

// bounded bounds the time that next may take for an answer that is not kept.
func bounded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), timeout)
		defer cancel()
		next(w, r.WithContext(ctx))
	}
}

// routes are the screens. Every one of them reads well without script.
func (s *Server) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.page("brief", s.briefPage))
	mux.HandleFunc("GET /pairs", s.page("pairs", s.pairsPage))
	mux.HandleFunc("GET /pairs.svg", s.need(Read, bounded(s.pairsPicture)))
	mux.HandleFunc("GET /pairs/{pair}", s.page("pair", s.pairPage))
	mux.HandleFunc("GET /pairs/{pair}/board", s.page("board", s.boardPart))
	mux.HandleFunc("GET /pairs/{pair}/picture.svg", s.need(Read, bounded(s.pairPicture)))
	mux.HandleFunc("POST /pairs/{pair}/watch", s.need(Correct, s.watchPage))
	mux.HandleFunc("GET /events/{id}", s.page("event", s.eventBody))
	mux.HandleFunc("POST /events/{id}/correct", s.need(Correct, s.correctPage))
	mux.HandleFunc("GET /article", s.page("article", s.articlePage))
	mux.HandleFunc("GET /people", s.page("people", s.peoplePage))
	mux.HandleFunc("GET /person", s.page("person", s.personPage))
	mux.HandleFunc("GET /people/{key}", s.page("person", s.personPage))
	mux.HandleFunc("GET /bodies/{code}", s.page("body", s.bodyPage))
	mux.HandleFunc("GET /ask", s.page("ask", s.askPage))
	mux.HandleFunc("GET /ask.svg", s.need(Read, bounded(s.askPicture)))
	mux.HandleFunc("GET /read", s.need(Read, s.readPage))
	mux.HandleFunc("POST /read", s.need(Read, s.readPage))
	mux.HandleFunc("POST /read/golden", s.need(Read, s.saveGolden))
	mux.HandleFunc("POST /add", s.need(Add, s.addPage))
	mux.HandleFunc("GET /help", s.page("help", s.helpPage))
	mux.HandleFunc("GET /words.json", s.need(Read, s.vocabulary))
	mux.HandleFunc("GET /changes", s.need(Read, s.changes))
	mux.HandleFunc("GET /login", s.login)
	mux.HandleFunc("POST /login", s.login)
	mux.HandleFunc("POST /logout", s.logout)
	mux.HandleFunc("GET /oidc/start", s.oidcStart)
	mux.HandleFunc("GET /oidc/back", s.oidcBack)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /assets/", s.asset())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.")
	})
}
