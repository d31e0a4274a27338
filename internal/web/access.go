package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Role is something that a token lets its holder do.
type Role string

// The roles. Every role but Read contains Read; Admin contains all.
const (
	Read    Role = "read"
	Correct Role = "correct"
	Add     Role = "add"
	Admin   Role = "admin"
)

// Roles are all roles.
func Roles() []Role { return []Role{Read, Correct, Add, Admin} }

// ParseRoles reads a list of roles with commas between them.
func ParseRoles(s string) ([]Role, error) {
	var out []Role
	for name := range strings.SplitSeq(s, ",") {
		r := Role(strings.TrimSpace(name))
		if !slices.Contains(Roles(), r) {
			return nil, fmt.Errorf("there is no role %q: want read, correct, add or admin", name)
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Token is a token as it is kept: the token itself is shown once, when it is made.
type Token struct {
	Name  string `json:"name"`
	Roles []Role `json:"roles"`
	Hash  string `json:"sha256"` // of the token, in hexadecimal digits
	Made  string `json:"made"`   // RFC 3339
}

// NewToken makes a token of 256 random bits: the secret to hand out, and what is kept of it.
func NewToken(name string, roles []Role, now time.Time) (secret string, t Token) {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails
	secret = "ol_" + base64.RawURLEncoding.EncodeToString(raw[:])
	return secret, Token{Name: name, Roles: roles, Hash: hashOf(secret), Made: now.UTC().Format(time.RFC3339)}
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Access is who may do what.
type Access struct {
	Tokens func(context.Context) ([]Token, error) // the tokens that are kept; asked again every few seconds, so that a revoked one ends
	OIDC   *OIDC                                  // nil where a team has none

	mu     sync.Mutex
	known  map[string]Token // by hash
	loaded time.Time
}

// tokenAge is how long a revoked token may still be taken for good.
const tokenAge = 5 * time.Second

func (a *Access) token(ctx context.Context, secret string) (Token, bool, error) {
	return a.byHash(ctx, hashOf(secret)) // a look-up by hash tells nothing about the secret by the time it takes
}

func (a *Access) byHash(ctx context.Context, hash string) (Token, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known == nil || time.Since(a.loaded) > tokenAge {
		list, err := a.Tokens(ctx)
		if err != nil {
			return Token{}, false, fmt.Errorf("reading the tokens: %w", err)
		}
		a.known, a.loaded = map[string]Token{}, time.Now()
		for _, t := range list {
			a.known[t.Hash] = t
		}
	}
	t, ok := a.known[hash]
	return t, ok, nil
}

// principal is who makes a request and what it may do.
type principal struct {
	Name  string // empty where everybody may do everything
	Roles []Role
	Open  bool // there is no access control
}

// May says whether the principal has a role.
func (p *principal) May(r Role) bool {
	if p == nil {
		return false
	}
	return p.Open || slices.Contains(p.Roles, Admin) || slices.Contains(p.Roles, r) || r == Read && len(p.Roles) > 0
}

// CanCorrect and the like are for templates.
func (p *principal) CanCorrect() bool { return p.May(Correct) }

// CanAdd says whether articles may be added.
func (p *principal) CanAdd() bool { return p.May(Add) }

type principalKey struct{}

func withPrincipal(ctx context.Context, p *principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

func principalOf(ctx context.Context) *principal {
	if p, ok := ctx.Value(principalKey{}).(*principal); ok {
		return p
	}
	return &principal{}
}

var errUnknownToken = errors.New("the token is not known; it may have been revoked")

// identify finds who makes a request: by a token in the Authorization header, or by the cookie of a session.
func (s *Server) identify(r *http.Request) (*principal, error) {
	if s.o.Access == nil {
		return &principal{Open: true}, nil
	}
	if h := r.Header.Get("Authorization"); h != "" {
		secret, ok := strings.CutPrefix(h, "Bearer ")
		if !ok {
			return nil, errors.New("want an Authorization header with a Bearer token")
		}
		t, ok, err := s.o.Access.token(r.Context(), secret)
		if err != nil {
			s.log.Error("access", "error", err)
			return nil, errors.New("tokens cannot be read now")
		}
		if !ok {
			return nil, errUnknownToken
		}
		return &principal{Name: t.Name, Roles: t.Roles}, nil
	}
	if c, err := r.Cookie(s.cookieName()); err == nil {
		p, token := s.sessions.get(c.Value)
		if p != nil && token != "" {
			if _, ok, err := s.o.Access.byHash(r.Context(), token); err != nil || !ok {
				p = nil // the token was revoked, and its sessions with it
			}
		}
		if p != nil {
			return p, nil
		}
	}
	return &principal{}, nil
}

// need lets a request through to next only with a role.
func (s *Server) need(role Role, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch who := principalOf(r.Context()); {
		case who.May(role):
			next(w, r)
		case who.Name == "":
			s.fail(w, r, http.StatusUnauthorized, "A token is needed.")
		default:
			s.fail(w, r, http.StatusForbidden, "This needs the role "+string(role)+".")
		}
	}
}
