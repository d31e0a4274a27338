// Package web opens the ledger to people and programs: the page with its screens, the API under /api/v1, and who may do what.
//
// Everything from outside is hostile: text of articles is only ever written through html/template or escaped, no script stands in
// a page, and sizes, rates and times are bounded.
package web

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// Reader takes an article the whole way; *openlines.Reader is one.
type Reader interface {
	Read(context.Context, record.Article) (record.Record, error)
}

// Fetch gets the page at a public address and says where it was found; nil refuses addresses.
type Fetch func(ctx context.Context, address string) (record.Article, error)

// Options are what New may be told. Ledger and Reader are needed.
type Options struct {
	Ledger  *ledger.Ledger
	Reader  Reader
	Tables  fs.FS // the user's tables that the reader has; nil for none
	Fetch   Fetch
	Access  *Access      // who may do what; nil lets everybody do everything, for loopback only
	World   []byte       // GeoJSON of the world's outline; nil for the built-in one
	Hosts   []string     // names that requests may ask for; empty for every name
	Rate    float64      // requests a second that one client may make on average; 0 for 50
	Secure  bool         // the service is reached by https: cookies say so
	Today   string       // the day that "today" is, 2006-01-02; empty for the clock's
	Demo    bool         // the ledger holds made-up articles: every page says so
	Log     *slog.Logger // nil for slog.Default
	Private bool         // webhooks may go to addresses that are not public; for tests
}

// Server is the page and the API over one ledger.
type Server struct {
	o        Options
	log      *slog.Logger
	pages    *pages
	cache    *cache
	hub      *hub
	limits   *limiter
	sessions *sessions
	reading  chan struct{} // one token for each article that may be read at a time
	world    *world
	names    map[string]string // of states and bodies, by code
	handler  http.Handler
}

// New makes a server. Run must be called for live updates and webhooks.
func New(o Options) (*Server, error) {
	if o.Ledger == nil || o.Reader == nil {
		return nil, errors.New("a server needs a ledger and a reader")
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Rate == 0 {
		o.Rate = 50
	}
	s := &Server{o: o, log: o.Log, cache: newCache(48 << 20), limits: newLimiter(o.Rate), sessions: newSessions(), reading: make(chan struct{}, runtime.NumCPU())}
	var err error
	if s.pages, err = loadPages(); err != nil {
		return nil, err
	}
	if s.world, err = loadWorld(o.World); err != nil {
		return nil, err
	}
	if s.names, err = loadNames(o.Ledger); err != nil {
		return nil, err
	}
	s.hub = newHub(o.Ledger)
	mux := http.NewServeMux()
	s.routes(mux)
	s.apiRoutes(mux)
	s.handler = s.guard(mux)
	return s, nil
}

// Handler is the whole service.
func (s *Server) Handler() http.Handler { return s.handler }

// Run follows the ledger's changes, for live updates and webhooks, until ctx ends.
func (s *Server) Run(ctx context.Context) { s.hub.run(ctx, s.log, s.deliver) }

// today is the day that the page counts from.
func (s *Server) today() string {
	if s.o.Today != "" {
		return s.o.Today
	}
	return time.Now().Format(time.DateOnly)
}
