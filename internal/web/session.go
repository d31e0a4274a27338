package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// sessions are the people who have signed in to the page. They live in memory: a restart signs everybody out.
type sessions struct {
	mu   sync.Mutex
	byID map[string]session
}

type session struct {
	who   *principal
	until time.Time
	token string // hash of the token that it came from, with which it ends; "" for one of a provider
}

const (
	sessionAge  = 12 * time.Hour
	maxSessions = 10_000
)

func newSessions() *sessions { return &sessions{byID: map[string]session{}} }

func (s *sessions) add(who *principal, token string) string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails
	id := base64.RawURLEncoding.EncodeToString(raw[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if len(s.byID) >= maxSessions {
		for k, v := range s.byID {
			if now.After(v.until) || len(s.byID) >= maxSessions {
				delete(s.byID, k)
			}
		}
	}
	s.byID[hashOf(id)] = session{who: who, until: now.Add(sessionAge), token: token}
	return id
}

// get gives who has signed in, and the hash of the token by which.
func (s *sessions) get(id string) (*principal, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.byID[hashOf(id)]
	if !ok || time.Now().After(v.until) {
		return nil, ""
	}
	return v.who, v.token
}

func (s *sessions) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byID, hashOf(id))
}

func (s *Server) cookieName() string {
	if s.o.Secure {
		return "__Host-openlines"
	}
	return "openlines"
}

func (s *Server) setCookie(w http.ResponseWriter, name, value string, age time.Duration) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: s.o.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(age.Seconds())}
	if age <= 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// login shows the form and takes a token from it.
func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	if s.o.Access == nil {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	to := localPath(r.FormValue("to"))
	data := struct {
		To, Wrong string
		OIDC      string
	}{To: to}
	if s.o.Access.OIDC != nil {
		data.OIDC = s.o.Access.OIDC.Name
	}
	if r.Method == http.MethodPost {
		t, ok, err := s.o.Access.token(r.Context(), strings.TrimSpace(r.PostFormValue("token")))
		switch {
		case err != nil:
			s.log.Error("access", "error", err)
			data.Wrong = "Tokens cannot be read now."
		case !ok:
			data.Wrong = "This token is not known."
		default:
			s.setCookie(w, s.cookieName(), s.sessions.add(&principal{Name: t.Name, Roles: t.Roles}, t.Hash), sessionAge)
			http.Redirect(w, r, to, http.StatusSeeOther)
			return
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	s.write(w, r, "login", view{Title: "Sign in", Body: data})
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookieName()); err == nil {
		s.sessions.end(c.Value)
	}
	s.setCookie(w, s.cookieName(), "", 0)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// localPath is a path of this server, whatever was asked for.
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return u.RequestURI()
}

func queryEscape(s string) string { return url.QueryEscape(s) }
