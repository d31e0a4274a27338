package web

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/openlines/openlines/internal/ledger"
)

// hub follows the ledger's changes, whoever makes them, and hands them to those who listen.
type hub struct {
	ledger *ledger.Ledger
	last   atomic.Int64 // the latest change known
	mu     sync.Mutex
	ears   map[chan ledger.Change]bool
}

const (
	pollEvery = 500 * time.Millisecond
	maxEars   = 1000
	earRoom   = 256 // changes that a slow listener may lag behind before it is cut off
	maxReplay = 1000
)

func newHub(l *ledger.Ledger) *hub { return &hub{ledger: l, ears: map[chan ledger.Change]bool{}} }

// seq is the number of the ledger's latest change, as of the last look.
func (h *hub) seq() int64 { return h.last.Load() }

// refresh looks at once, so that who has just changed something sees it.
func (h *hub) refresh(ctx context.Context) error {
	n, err := h.ledger.LastChange(ctx)
	if err == nil && n > h.last.Load() {
		h.last.Store(n)
	}
	return err
}

// run looks for changes until ctx ends; each is handed to the listeners and to deliver.
func (h *hub) run(ctx context.Context, log *slog.Logger, deliver func(context.Context)) {
	told, err := h.ledger.LastChange(ctx)
	if err != nil {
		log.Error("following the ledger", "error", err)
	}
	h.last.Store(told)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { deliver(ctx) })
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			h.closeAll()
			return
		case <-tick.C:
		}
		n, err := h.ledger.LastChange(ctx)
		if err != nil || n == told {
			continue
		}
		h.last.Store(n)
		for told < n {
			list, err := h.ledger.Changes(ctx, told, earRoom)
			if err != nil || len(list) == 0 {
				break
			}
			for _, c := range list {
				h.tell(c)
				told = c.Seq
			}
		}
	}
}

func (h *hub) tell(c ledger.Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ear := range h.ears {
		select {
		case ear <- c:
		default: // too slow: it is cut off and may come back with Last-Event-ID
			delete(h.ears, ear)
			close(ear)
		}
	}
}

func (h *hub) closeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ear := range h.ears {
		delete(h.ears, ear)
		close(ear)
	}
}

func (h *hub) listen() (chan ledger.Change, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.ears) >= maxEars {
		return nil, false
	}
	ear := make(chan ledger.Change, earRoom)
	h.ears[ear] = true
	return ear, true
}

func (h *hub) leave(ear chan ledger.Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ears[ear] {
		delete(h.ears, ear)
		close(ear)
	}
}

// changes streams the ledger's changes as server-sent events. Last-Event-ID, or ?after=, goes on where a stream ended.
func (s *Server) changes(w http.ResponseWriter, r *http.Request) {
	after, replay := int64(0), false
	for _, v := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")} {
		if v == "" {
			continue
		}
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			s.fail(w, r, http.StatusBadRequest, "after must be the number of a change.")
			return
		}
		after, replay = n, true
		break
	}
	ear, ok := s.hub.listen()
	if !ok {
		w.Header().Set("Retry-After", "30")
		s.fail(w, r, http.StatusServiceUnavailable, "Too many are listening.")
		return
	}
	defer s.hub.leave(ear)
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	send := func(text string) bool {
		_ = control.SetWriteDeadline(time.Now().Add(10 * time.Second))
		_, err := fmt.Fprint(w, text)
		return err == nil && control.Flush() == nil
	}
	if !send("retry: 3000\n\n") {
		return
	}
	if replay {
		list, err := s.o.Ledger.Changes(r.Context(), after, maxReplay)
		if err != nil {
			return
		}
		for _, c := range list {
			if !send(changeText(c)) {
				return
			}
			after = c.Seq
		}
	}
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			if !send(": still here\n\n") {
				return
			}
		case c, open := <-ear:
			if !open {
				return
			}
			if c.Seq > after && !send(changeText(c)) {
				return
			}
		}
	}
}

func changeText(c ledger.Change) string {
	data, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("id: %d\nevent: change\ndata: %s\n\n", c.Seq, data)
}
