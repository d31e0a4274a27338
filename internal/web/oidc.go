package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// OIDC signs people in by a provider of the team's: the code flow with PKCE, state and nonce.
type OIDC struct {
	Name  string            // how the page calls the provider
	Roles map[string][]Role // of members of groups; "*" for everybody who can sign in
	Claim string            // the claim that lists groups; "" for "groups"

	config   oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// NewOIDC asks a provider for its addresses and keys. back is the address of this server's /oidc/back.
func NewOIDC(ctx context.Context, issuer, id, secret, back string, roles map[string][]Role) (*OIDC, error) {
	p, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return nil, fmt.Errorf("asking the OIDC provider: %w", err)
	}
	return &OIDC{Name: issuer, Roles: roles, verifier: p.Verifier(&oidc.Config{ClientID: id}),
		config: oauth2.Config{ClientID: id, ClientSecret: secret, Endpoint: p.Endpoint(), RedirectURL: back, Scopes: []string{oidc.ScopeOpenID, "email", "profile", "groups"}}}, nil
}

// oidcTry is what must come back from the provider; it travels in a cookie of five minutes.
type oidcTry struct{ State, Nonce, Verifier string }

const oidcCookie = "openlines-oidc"

func random() string {
	var raw [24]byte
	_, _ = rand.Read(raw[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

func (s *Server) oidcStart(w http.ResponseWriter, r *http.Request) {
	if s.o.Access == nil || s.o.Access.OIDC == nil {
		s.fail(w, r, http.StatusNotFound, "This server signs nobody in that way.")
		return
	}
	o := s.o.Access.OIDC
	try := oidcTry{random(), random(), oauth2.GenerateVerifier()}
	data, err := json.Marshal(try)
	if err != nil {
		s.pageError(w, r, err)
		return
	}
	s.setCookie(w, oidcCookie, base64.RawURLEncoding.EncodeToString(data), 5*time.Minute)
	http.Redirect(w, r, o.config.AuthCodeURL(try.State, oidc.Nonce(try.Nonce), oauth2.S256ChallengeOption(try.Verifier)), http.StatusSeeOther)
}

func (s *Server) oidcBack(w http.ResponseWriter, r *http.Request) {
	if s.o.Access == nil || s.o.Access.OIDC == nil {
		s.fail(w, r, http.StatusNotFound, "This server signs nobody in that way.")
		return
	}
	who, err := s.oidcFinish(r)
	s.setCookie(w, oidcCookie, "", 0)
	if err != nil {
		s.log.Warn("signing in failed", "error", err)
		s.fail(w, r, http.StatusForbidden, "Signing in failed. Try again, or ask whoever runs this server.")
		return
	}
	s.setCookie(w, s.cookieName(), s.sessions.add(who, ""), sessionAge)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (s *Server) oidcFinish(r *http.Request) (*principal, error) {
	c, err := r.Cookie(oidcCookie)
	if err != nil {
		return nil, errors.New("it was not begun here")
	}
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return nil, err
	}
	var try oidcTry
	if err := json.Unmarshal(data, &try); err != nil {
		return nil, err
	}
	if try.State == "" || r.FormValue("state") != try.State {
		return nil, errors.New("the state is another")
	}
	o := s.o.Access.OIDC
	ctx, cancel := context.WithTimeout(r.Context(), 15*time.Second)
	defer cancel()
	tok, err := o.config.Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(try.Verifier))
	if err != nil {
		return nil, err
	}
	raw, ok := tok.Extra("id_token").(string)
	if !ok {
		return nil, errors.New("the provider gave no id token")
	}
	id, err := o.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if id.Nonce != try.Nonce {
		return nil, errors.New("the nonce is another")
	}
	return o.principal(id)
}

// principal gives the roles of a signed-in person's groups.
func (o *OIDC) principal(id *oidc.IDToken) (*principal, error) {
	var claims map[string]any
	if err := id.Claims(&claims); err != nil {
		return nil, err
	}
	name, _ := claims["email"].(string)
	if verified, ok := claims["email_verified"].(bool); name == "" || ok && !verified {
		name = id.Subject
	}
	claim := o.Claim
	if claim == "" {
		claim = "groups"
	}
	groups := []string{"*"}
	if list, ok := claims[claim].([]any); ok {
		for _, g := range list {
			if x, ok := g.(string); ok && x != "*" {
				groups = append(groups, x)
			}
		}
	}
	p := &principal{Name: name}
	for _, g := range groups {
		for _, r := range o.Roles[g] {
			if !slices.Contains(p.Roles, r) {
				p.Roles = append(p.Roles, r)
			}
		}
	}
	if len(p.Roles) == 0 {
		return nil, fmt.Errorf("%s is in no group that may do anything", name)
	}
	return p, nil
}
