package web

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/source"
)

// Webhook is an address that is told of changes. Each change is a CloudEvent, signed as Standard Webhooks has it.
type Webhook struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Pair   string `json:"pair,omitempty"` // only events of this pair; empty for all
	Secret string `json:"secret,omitempty"`
	After  int64  `json:"after"`  // the last change that was delivered
	Failed int    `json:"failed"` // deliveries that failed in a row
	Error  string `json:"error,omitempty"`
}

const (
	maxWebhooks = 100
	giveUpAfter = 24 // failures in a row, each after a longer wait: about two days
)

// newWebhook checks an address and makes a secret.
func newWebhook(address, pair string, after int64) (Webhook, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return Webhook{}, errBad{errors.New("url must be an http or https address without a password")}
	}
	if pair != "" {
		if pair, err = pairOf(pair); err != nil {
			return Webhook{}, err
		}
	}
	var raw [40]byte
	_, _ = rand.Read(raw[:]) // never fails
	return Webhook{ID: base64.RawURLEncoding.EncodeToString(raw[32:]), URL: u.String(), Pair: pair, After: after,
		Secret: "whsec_" + base64.StdEncoding.EncodeToString(raw[:32])}, nil
}

// cloudEvent is a change as CloudEvents 1.0 has it, in the structured mode.
type cloudEvent struct {
	Spec    string        `json:"specversion"`
	ID      string        `json:"id"`
	Source  string        `json:"source"`
	Type    string        `json:"type"`
	Subject string        `json:"subject"`
	Time    string        `json:"time"`
	Kind    string        `json:"datacontenttype"`
	Data    ledger.Change `json:"data"`
}

func cloudEventOf(c ledger.Change) cloudEvent {
	return cloudEvent{"1.0", strconv.FormatInt(c.Seq, 10), "/api/v1/events", "openlines.event." + c.Kind, c.ID, time.Unix(c.At, 0).UTC().Format(time.RFC3339), "application/json", c}
}

// sign gives the signature of Standard Webhooks: HMAC-SHA-256 of id, time and body.
func sign(secret, id, at string, body []byte) string {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		key = []byte(secret)
	}
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "%s.%s.", id, at)
	m.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(m.Sum(nil))
}

// hookClient connects to public addresses only, asked after a name is resolved, and follows no redirects.
func (s *Server) hookClient() *http.Client {
	allow := source.OnlyPublic
	if s.o.Private {
		allow = func(string, string, syscall.RawConn) error { return nil }
	}
	d := &net.Dialer{Timeout: 5 * time.Second, Control: allow}
	return &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{Proxy: nil, DialContext: d.DialContext, MaxIdleConns: 10, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// deliver sends changes to webhooks until ctx ends. What was sent is kept in the ledger, so that a restart goes on from there.
func (s *Server) deliver(ctx context.Context) {
	client := s.hookClient()
	wait := map[string]time.Time{}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		hooks, err := s.webhooks(ctx)
		if err != nil {
			if ctx.Err() == nil {
				s.log.Error("reading the webhooks", "error", err)
			}
			continue
		}
		for _, h := range hooks {
			if h.After >= s.hub.seq() || h.Failed >= giveUpAfter || time.Now().Before(wait[h.ID]) {
				continue
			}
			changed, err := s.deliverSome(ctx, client, &h)
			if err != nil && ctx.Err() == nil {
				h.Failed++
				h.Error = err.Error()
				changed = true
				wait[h.ID] = time.Now().Add(min(time.Hour*3, time.Second<<min(h.Failed, 14)))
			}
			if changed && ctx.Err() == nil {
				if err := s.saveWebhook(ctx, h); err != nil {
					s.log.Error("keeping a webhook", "error", err)
				}
			}
		}
	}
}

// deliverSome sends a hook the next changes.
func (s *Server) deliverSome(ctx context.Context, client *http.Client, h *Webhook) (changed bool, err error) {
	list, err := s.o.Ledger.Changes(ctx, h.After, 100)
	if err != nil {
		return false, err
	}
	for _, c := range list {
		if ok, err := s.concerns(ctx, c, h.Pair); err != nil {
			return changed, err
		} else if ok {
			if err := s.post(ctx, client, h, c); err != nil {
				return changed, err
			}
		}
		h.After, h.Failed, h.Error, changed = c.Seq, 0, "", true
	}
	return changed, nil
}

// concerns says whether a change is about an event of a pair.
func (s *Server) concerns(ctx context.Context, c ledger.Change, pair string) (bool, error) {
	if pair == "" {
		return true, nil
	}
	e, err := s.o.Ledger.Event(ctx, c.ID)
	if errors.Is(err, ledger.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, p := range e.Pairs() {
		if p == pair {
			return true, nil
		}
	}
	return false, nil
}

func (s *Server) post(ctx context.Context, client *http.Client, h *Webhook, c ledger.Change) error {
	body, err := json.Marshal(cloudEventOf(c))
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	id, at := h.ID+"-"+strconv.FormatInt(c.Seq, 10), strconv.FormatInt(time.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/cloudevents+json")
	req.Header.Set("Webhook-Id", id)
	req.Header.Set("Webhook-Timestamp", at)
	req.Header.Set("Webhook-Signature", sign(h.Secret, id, at, body))
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("telling %s: %w", h.URL, err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("telling %s: it answered %d", h.URL, resp.StatusCode)
	}
	return nil
}
