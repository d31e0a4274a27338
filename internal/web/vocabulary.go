package web

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
)

// vocabulary is what the search field completes: fields, and the values of those that have a list.
func (s *Server) vocabulary(w http.ResponseWriter, r *http.Request) {
	a, err := s.cache.get(r.Context(), "words", 0, func(context.Context) (string, []byte, error) {
		words, err := s.words()
		if err != nil {
			return "", nil, err
		}
		body, err := json.Marshal(words)
		return "application/json", body, err
	})
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	a.send(w, r, false)
}

type vocabularyWords struct {
	Fields []string            `json:"fields"`
	Values map[string][]string `json:"values"`
	Names  map[string]string   `json:"names"` // of codes
}

func (s *Server) words() (vocabularyWords, error) {
	v := vocabularyWords{Fields: ledger.FieldNames(), Values: map[string][]string{}, Names: s.o.Ledger.States()}
	acts, err := openlines.Acts(s.o.Tables)
	if err != nil {
		return v, err
	}
	for _, a := range acts {
		v.Values["act"] = append(v.Values["act"], a.Name)
		if a.PLOVER != "" && !slices.Contains(v.Values["plover"], a.PLOVER) {
			v.Values["plover"] = append(v.Values["plover"], a.PLOVER)
		}
	}
	v.Values["status"], v.Values["was"] = statuses(), statuses()
	v.Values["level"] = append(slices.Clone(ledger.Levels), "minister")
	v.Values["is"] = []string{"contact", "disputed", "rejected", "corrected"}
	v.Values["quad"] = []string{"1", "2", "3", "4"}
	for code := range v.Names {
		v.Values["actor"] = append(v.Values["actor"], code)
	}
	slices.Sort(v.Values["actor"])
	for _, f := range []string{"by", "on", "country"} {
		v.Values[f] = v.Values["actor"]
	}
	return v, nil
}
