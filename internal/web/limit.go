package web

import (
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter gives each client a rate of its own. It knows at most maxClients; the ones not seen for longest are forgotten.
type limiter struct {
	mu      sync.Mutex
	perSec  float64
	clients map[string]*clientRate
}

type clientRate struct {
	*rate.Limiter
	seen time.Time
}

const maxClients = 10_000

func newLimiter(perSec float64) *limiter {
	return &limiter{perSec: perSec, clients: map[string]*clientRate{}}
}

// allow says whether a client may make a request now, and else how many seconds it should wait.
func (l *limiter) allow(client string) (string, bool) {
	l.mu.Lock()
	c := l.clients[client]
	now := time.Now()
	if c == nil {
		if len(l.clients) >= maxClients {
			l.forget(now)
		}
		c = &clientRate{Limiter: rate.NewLimiter(rate.Limit(l.perSec), int(l.perSec*4)+1)}
		l.clients[client] = c
	}
	c.seen = now
	l.mu.Unlock()
	if c.Allow() {
		return "", true
	}
	return strconv.Itoa(1 + int(1/l.perSec)), false
}

// forget drops those who have been quiet long enough to have their full allowance again, and everybody if that is not enough.
func (l *limiter) forget(now time.Time) {
	for k, c := range l.clients {
		if now.Sub(c.seen) > 10*time.Second {
			delete(l.clients, k)
		}
	}
	if len(l.clients) >= maxClients {
		clear(l.clients)
	}
}
