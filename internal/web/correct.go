package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// errors of the page's own.
var (
	errPair = errors.New("want a pair of codes as USA-CHN")
	errDay  = errors.New("want a day as 2006-01-02")
)

// correctPage takes a correction from a form and goes back to where the form was.
func (s *Server) correctPage(w http.ResponseWriter, r *http.Request) {
	c := ledger.Correction{Target: r.PathValue("id"), Kind: r.PostFormValue("kind"), Why: strings.TrimSpace(r.PostFormValue("why")), Field: r.PostFormValue("field"),
		Value: strings.TrimSpace(r.PostFormValue("value")), Other: strings.TrimSpace(r.PostFormValue("other"))}
	if c.Kind == ledger.Merge && c.Why == "" {
		c.Why = "the same happening"
	}
	if _, err := s.correct(r.Context(), c); err != nil {
		s.pageError(w, r, err)
		return
	}
	to := localPath(r.PostFormValue("to"))
	if to == "/" && r.PostFormValue("to") != "/" {
		to = "/events/" + c.Target
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// correct keeps a correction in the name of who makes the request.
func (s *Server) correct(ctx context.Context, c ledger.Correction) (ledger.Correction, error) {
	c.ID, c.At, c.Read = 0, "", ""
	c.Who = principalOf(ctx).Name
	if c.Who == "" {
		c.Who = "page"
	}
	if !slices.Contains([]string{ledger.Set, ledger.Reject, ledger.Accept, ledger.Merge, ledger.Split}, c.Kind) {
		return c, errBad{errors.New("kind must be set, accept, reject, merge or split")}
	}
	if len(c.Why) > 2000 || len(c.Value) > 500 {
		return c, errBad{errors.New("this is too long")}
	}
	out, err := s.o.Ledger.Correct(ctx, c)
	if err == nil {
		return out, s.hub.refresh(ctx)
	}
	if errors.Is(err, ledger.ErrNotFound) || ctx.Err() != nil {
		return c, err
	}
	return c, errBad{err}
}

// watchPage puts a pair on the list of watched ones, or takes it off.
func (s *Server) watchPage(w http.ResponseWriter, r *http.Request) {
	pair, err := pairOf(r.PathValue("pair"))
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	if err := s.o.Ledger.Watch(r.Context(), []string{pair}, r.PostFormValue("off") == ""); err != nil {
		s.pageError(w, r, err)
		return
	}
	s.cache.clear() // watching changes no event
	http.Redirect(w, r, "/pairs/"+pair, http.StatusSeeOther)
}
