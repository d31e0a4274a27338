package web

import (
	"container/list"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"
)

// cache keeps whole answers by what was asked, until the ledger changes. It holds at most max bytes; what was not asked for longest goes first. Of
// several who ask the same at once one does the work.
type cache struct {
	mu      sync.Mutex
	max     int
	size    int
	order   *list.List // of *answer, the latest first
	answers map[string]*list.Element
	making  map[string]*making
	turns   chan struct{} // one for each answer that is being made
}

var errAborted = errors.New("the work on this answer was broken off")

type answer struct {
	key    string
	stamp  int64 // the ledger's last change that it knows of
	kind   string
	etag   string
	body   []byte
	zipped []byte // nil where not worth it
}

type making struct {
	done chan struct{}
	a    *answer
	err  error
}

func newCache(limit int) *cache {
	return &cache{max: limit, order: list.New(), answers: map[string]*list.Element{}, making: map[string]*making{}, turns: make(chan struct{}, 2*runtime.NumCPU())}
}

func (a *answer) bytes() int { return len(a.key) + len(a.body) + len(a.zipped) + 200 }

// timeout bounds the work on one answer.
const timeout = 20 * time.Second

// get gives the answer to key as of stamp, made by f where it is not there.
func (c *cache) get(ctx context.Context, key string, stamp int64, f func(context.Context) (kind string, body []byte, err error)) (*answer, error) {
	for {
		c.mu.Lock()
		if e, ok := c.answers[key]; ok && e.Value.(*answer).stamp == stamp {
			c.order.MoveToFront(e)
			c.mu.Unlock()
			return e.Value.(*answer), nil
		}
		m, ok := c.making[key]
		if !ok {
			return c.make(ctx, key, stamp, f) // which unlocks
		}
		c.mu.Unlock()
		select {
		case <-m.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if !errors.Is(m.err, context.Canceled) {
			return m.a, m.err
		}
		// whoever was making it has gone away: somebody else does
	}
}

// make makes an answer for all who wait for it. The cache is locked when it is called.
func (c *cache) make(ctx context.Context, key string, stamp int64, f func(context.Context) (kind string, body []byte, err error)) (*answer, error) {
	m := &making{done: make(chan struct{}), err: errAborted}
	c.making[key] = m
	c.mu.Unlock()
	defer func() { // also when f panics
		c.mu.Lock()
		delete(c.making, key)
		if m.err == nil {
			c.put(m.a)
		}
		c.mu.Unlock()
		close(m.done)
	}()
	select {
	case c.turns <- struct{}{}: // a few at a time are done sooner than all at once, which only wait for each other
	case <-ctx.Done():
		m.err = ctx.Err()
		return nil, m.err
	}
	kind, body, err := func() (string, []byte, error) {
		defer func() { <-c.turns }()
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		return f(ctx)
	}()
	if m.err = err; err == nil {
		sum := sha256.Sum256(body)
		m.a = &answer{key: key, stamp: stamp, kind: kind, etag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, body: body, zipped: zipped(body)}
	}
	return m.a, m.err
}

func (c *cache) put(a *answer) {
	if e, ok := c.answers[a.key]; ok {
		c.size -= e.Value.(*answer).bytes()
		c.order.Remove(e)
	}
	if a.bytes() > c.max/8 {
		delete(c.answers, a.key)
		return
	}
	c.answers[a.key] = c.order.PushFront(a)
	c.size += a.bytes()
	for c.size > c.max {
		last := c.order.Back()
		old := c.order.Remove(last).(*answer)
		delete(c.answers, old.key)
		c.size -= old.bytes()
	}
}

// send writes an answer, or 304 where the client has it already.
func (a *answer) send(w http.ResponseWriter, r *http.Request, private bool) {
	h := w.Header()
	h.Set("ETag", a.etag)
	h.Set("Vary", "Accept, Accept-Encoding, Authorization, Cookie")
	h.Set("Cache-Control", "no-cache")
	if private {
		h.Set("Cache-Control", "private, no-cache")
	}
	if match := r.Header.Get("If-None-Match"); match == "*" || strings.Contains(match, a.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", a.kind)
	body := a.body
	if a.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = a.zipped
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// clear forgets everything.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size = 0
	c.order.Init()
	clear(c.answers)
}
