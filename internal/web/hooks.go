package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/openlines/openlines/internal/ledger"
)

// kinds of settings that the ledger keeps for the service.
const (
	tokenSettings = "token"
	hookSettings  = "webhook"
)

// Tokens are the tokens kept in a ledger, by name.
func Tokens(ctx context.Context, l *ledger.Ledger) ([]Token, error) {
	out, err := settings[Token](ctx, l, tokenSettings)
	slices.SortFunc(out, func(a, b Token) int { return cmp.Compare(a.Name, b.Name) })
	return out, err
}

// SaveToken keeps a token under its name, which must be free.
func SaveToken(ctx context.Context, l *ledger.Ledger, t Token) error {
	if t.Name == "" || len(t.Name) > 100 {
		return errors.New("a token needs a name of at most 100 bytes")
	}
	list, err := Tokens(ctx, l)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(x Token) bool { return x.Name == t.Name }) {
		return fmt.Errorf("there is a token %q already", t.Name)
	}
	return save(ctx, l, tokenSettings, t.Name, t)
}

// RevokeToken forgets a token.
func RevokeToken(ctx context.Context, l *ledger.Ledger, name string) error {
	list, err := Tokens(ctx, l)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(x Token) bool { return x.Name == name }) {
		return fmt.Errorf("there is no token %q", name)
	}
	return l.Set(ctx, tokenSettings, name, "")
}

func settings[T any](ctx context.Context, l *ledger.Ledger, kind string) ([]T, error) {
	all, err := l.Settings(ctx, kind)
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(all))
	for name, value := range all {
		var x T
		if err := json.Unmarshal([]byte(value), &x); err != nil {
			return nil, fmt.Errorf("the %s %q in the ledger: %w", kind, name, err)
		}
		out = append(out, x)
	}
	return out, nil
}

func save(ctx context.Context, l *ledger.Ledger, kind, name string, x any) error {
	data, err := json.Marshal(x)
	if err != nil {
		return err
	}
	return l.Set(ctx, kind, name, string(data))
}

func (s *Server) webhooks(ctx context.Context) ([]Webhook, error) {
	out, err := settings[Webhook](ctx, s.o.Ledger, hookSettings)
	slices.SortFunc(out, func(a, b Webhook) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// saveWebhook keeps how far a hook has come, unless it was deleted meanwhile.
func (s *Server) saveWebhook(ctx context.Context, h Webhook) error {
	list, err := s.webhooks(ctx)
	if err != nil || !slices.ContainsFunc(list, func(x Webhook) bool { return x.ID == h.ID }) {
		return err
	}
	return save(ctx, s.o.Ledger, hookSettings, h.ID, h)
}
