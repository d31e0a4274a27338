package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/openlines/openlines/internal/ledger"
)

// problem is an error as RFC 9457 has it.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

func writeProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(problem{"about:blank", http.StatusText(status), status, detail})
}

// errBad is something that the asker did wrong.
type errBad struct{ err error }

func (e errBad) Error() string { return e.err.Error() }
func (e errBad) Unwrap() error { return e.err }

// errMissing says what the ledger does not have.
type errMissing string

func (e errMissing) Error() string { return string(e) }

// statusOf says what an error means to the asker, in words that tell nothing about the inside.
func (s *Server) statusOf(err error) (int, string) {
	var bad errBad
	var missing errMissing
	switch {
	case errors.As(err, &missing):
		return http.StatusNotFound, string(missing)
	case errors.Is(err, ledger.ErrNotFound):
		return http.StatusNotFound, "The ledger does not know this."
	case errors.As(err, &bad):
		return http.StatusBadRequest, bad.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, "This took too long. Ask for less."
	case errors.Is(err, context.Canceled), errors.Is(err, errAborted):
		return http.StatusServiceUnavailable, "The request was broken off."
	}
	s.log.Error("a request failed", "error", err)
	return http.StatusInternalServerError, "Something went wrong here. It was written to the log."
}

// errMoved says that a page has another address.
type errMoved string

func (e errMoved) Error() string { return "it stands at " + string(e) }

func (s *Server) pageError(w http.ResponseWriter, r *http.Request, err error) {
	var moved errMoved
	if errors.As(err, &moved) {
		http.Redirect(w, r, string(moved), http.StatusMovedPermanently)
		return
	}
	status, detail := s.statusOf(err)
	s.fail(w, r, status, detail)
}
