package web

import (
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// maxForm is the most bytes that a request's body may have, in forms and in the API alike: an article of 10 MB and its wrapping.
const maxForm = 12 << 20

// policy lets nothing run that does not come from this server as a file of its own.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard is what every request passes before anything else looks at it.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if s.o.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				s.log.Error("a request failed badly", "path", r.URL.Path, "panic", v)
				s.fail(w, r, http.StatusInternalServerError, "Something went wrong here. It was written to the log.")
			}
			s.log.Debug("request", "method", r.Method, "path", r.URL.Path, "took", time.Since(start))
		}()
		if !s.knownHost(r.Host) {
			s.fail(w, r, http.StatusMisdirectedRequest, "This server does not answer to that name.")
			return
		}
		if err := cross.Check(r); err != nil {
			s.fail(w, r, http.StatusForbidden, "The request came from another site.")
			return
		}
		who, err := s.identify(r)
		if err != nil {
			s.fail(w, r, http.StatusUnauthorized, err.Error())
			return
		}
		if wait, ok := s.limits.allow(client(r, who)); !ok {
			h.Set("Retry-After", wait)
			s.fail(w, r, http.StatusTooManyRequests, "Too many requests. Wait a moment.")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r.WithContext(withPrincipal(r.Context(), who)))
	})
}

// knownHost keeps a name from outside that was made to point at this machine from reading it through a browser.
func (s *Server) knownHost(host string) bool {
	if len(s.o.Hosts) == 0 {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return slices.Contains(s.o.Hosts, strings.ToLower(strings.Trim(host, "[]")))
}

// client is whom a rate is counted for.
func client(r *http.Request, who *principal) string {
	if who.Name != "" {
		return "name " + who.Name
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// fail answers with a problem: as RFC 9457 in the API, as a page elsewhere.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="openlines"`)
	}
	if isAPI(r) {
		writeProblem(w, status, detail)
		return
	}
	if status == http.StatusUnauthorized && r.Method == http.MethodGet && s.o.Access != nil {
		http.Redirect(w, r, "/login?to="+queryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	out, err := s.pages.render("error", view{Title: http.StatusText(status), Status: status, Body: detail, Who: principalOf(r.Context()), Demo: s.o.Demo})
	if err != nil {
		http.Error(w, detail, status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out)
}
