package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/source"
	"github.com/openlines/openlines/internal/web"
	"github.com/openlines/openlines/record"
)

type serveFlags struct {
	ledgerFlags
	addr, tables, world, cert, key, public     string
	demo, auth, noFetch                        bool
	hosts                                      []string
	rate                                       float64
	oidcIssuer, oidcClient, oidcRoles, oidcFor string
}

func newServeCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the ledger to people and programs: the page and the API",
		Long: `Serve opens the ledger as a page and, under /api/v1, to programs. It needs nothing from elsewhere.

On this machine's own address (127.0.0.1) whoever can reach it may do everything. On any other address it starts only where tokens have been
made (openlines token add NAME) or an OIDC provider is named, and asks everybody for one; then give it a certificate, or put it behind a proxy
that has one and name its address with --public-url.`,
		Example: `  openlines serve --demo                        a ledger of made-up articles, to look around
  openlines serve --db desk.db
  openlines token add --db desk.db --role read,correct jane
  openlines serve --db desk.db --addr :8443 --tls-cert cert.pem --tls-key key.pem`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	f.register(cmd.Flags())
	fl := cmd.Flags()
	fl.StringVar(&f.addr, "addr", "127.0.0.1:8080", "address to listen on")
	fl.BoolVar(&f.demo, "demo", false, "fill a fresh ledger with articles written by us; --db says where, else it is gone afterwards")
	fl.BoolVar(&f.auth, "auth", false, "ask for tokens on this machine's own address, too")
	fl.BoolVar(&f.noFetch, "no-fetch", false, "get no web addresses that people type in")
	fl.StringSliceVar(&f.hosts, "host", nil, "further names that the server answers to")
	fl.StringVar(&f.public, "public-url", "", "the address that people use, as https://ledger.example")
	fl.Float64Var(&f.rate, "rate", 50, "requests a second that one client may make on average")
	tablesFlag(fl, &f.tables)
	fl.StringVar(&f.world, "map", "", "GeoJSON file with another outline of the world")
	fl.StringVar(&f.cert, "tls-cert", "", "file with the certificate, for https")
	fl.StringVar(&f.key, "tls-key", "", "file with the certificate's key")
	fl.StringVar(&f.oidcIssuer, "oidc-issuer", "", "address of an OIDC provider to sign in by; its secret stands in OPENLINES_OIDC_SECRET")
	fl.StringVar(&f.oidcClient, "oidc-client", "openlines", "this server's client id there")
	fl.StringVar(&f.oidcFor, "oidc-claim", "groups", "the claim that lists a person's groups")
	fl.StringVar(&f.oidcRoles, "oidc-roles", "*=read", "roles by group, as 'desk=read,correct;chiefs=admin;*=read'")
	return cmd
}

func (f *serveFlags) run(cmd *cobra.Command) error {
	ctx := cmd.Context()
	if (f.cert == "") != (f.key == "") {
		return errors.New("--tls-cert and --tls-key go together")
	}
	user, err := userTables(f.tables)
	if err != nil {
		return err
	}
	reader, err := openlines.Open(openlines.Options{Explain: true, Tables: user})
	if err != nil {
		return err
	}
	l, done, err := f.openLedger(cmd)
	if err != nil {
		return err
	}
	defer done()
	o := web.Options{Ledger: l, Reader: reader, Tables: user, Rate: f.rate, Secure: f.cert != "" || strings.HasPrefix(f.public, "https://"), Demo: f.demo}
	if f.demo {
		n, err := web.FillDemo(ctx, l, reader)
		if err != nil {
			return err
		}
		o.Today = web.DemoToday
		slog.Info("a demonstration: made-up articles", "read", n)
	}
	if f.world != "" {
		if o.World, err = os.ReadFile(f.world); err != nil {
			return fmt.Errorf("--map: %w", err)
		}
	}
	if !f.noFetch {
		o.Fetch = fetchArticle(source.NewFetcher())
	}
	if err := f.access(ctx, l, &o); err != nil {
		return err
	}
	s, err := web.New(o)
	if err != nil {
		return err
	}
	return f.listen(ctx, s)
}

// openLedger opens the ledger; that of a demonstration without a name is made for this run alone.
func (f *serveFlags) openLedger(cmd *cobra.Command) (*ledger.Ledger, func(), error) {
	clean := func() {}
	if f.demo && !cmd.Flags().Changed("db") {
		dir, err := os.MkdirTemp("", "openlines-demo-")
		if err != nil {
			return nil, nil, err
		}
		f.db, clean = filepath.Join(dir, "demo.db"), func() { _ = os.RemoveAll(dir) }
	}
	l, err := f.open(cmd.Context(), false)
	if err != nil {
		clean()
		return nil, nil, err
	}
	return l, func() { _ = l.Close(); clean() }, nil
}

// access says who may do what. Beyond this machine's own address nobody gets in without a token.
func (f *serveFlags) access(ctx context.Context, l *ledger.Ledger, o *web.Options) error {
	local := isLoopback(f.addr)
	if local {
		o.Hosts = append([]string{"localhost", "127.0.0.1", "::1"}, f.hosts...)
	}
	if local && !f.auth && f.oidcIssuer == "" && f.public == "" {
		return nil
	}
	tokens, err := web.Tokens(ctx, l)
	if err != nil {
		return err
	}
	if len(tokens) == 0 && f.oidcIssuer == "" {
		return fmt.Errorf("%s can be reached from elsewhere, and there is no token yet: make one with openlines token add --db %s NAME, or stay on 127.0.0.1", f.addr, f.db)
	}
	o.Access = &web.Access{Tokens: func(ctx context.Context) ([]web.Token, error) { return web.Tokens(ctx, l) }}
	if f.oidcIssuer == "" {
		return nil
	}
	if f.public == "" {
		return errors.New("--oidc-issuer needs --public-url, which the provider sends people back to")
	}
	roles, err := parseGroupRoles(f.oidcRoles)
	if err != nil {
		return err
	}
	o.Access.OIDC, err = web.NewOIDC(ctx, f.oidcIssuer, f.oidcClient, os.Getenv("OPENLINES_OIDC_SECRET"), strings.TrimSuffix(f.public, "/")+"/oidc/back", roles)
	if err == nil {
		o.Access.OIDC.Claim = f.oidcFor
	}
	return err
}

func parseGroupRoles(s string) (map[string][]web.Role, error) {
	out := map[string][]web.Role{}
	for part := range strings.SplitSeq(s, ";") {
		group, list, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || group == "" {
			return nil, fmt.Errorf("--oidc-roles: %q: want GROUP=ROLE,ROLE", part)
		}
		roles, err := web.ParseRoles(list)
		if err != nil {
			return nil, fmt.Errorf("--oidc-roles: %w", err)
		}
		out[group] = roles
	}
	return out, nil
}

func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func fetchArticle(f *source.Fetcher) web.Fetch {
	return func(ctx context.Context, address string) (record.Article, error) {
		if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
			return record.Article{}, errors.New("want an address that begins with http:// or https://")
		}
		for it := range (&source.Source{Fetch: f}).Articles(ctx, []string{address}) {
			return it.Article, it.Err
		}
		return record.Article{}, ctx.Err()
	}
}

// listen serves until ctx ends, and then lets running requests finish.
func (f *serveFlags) listen(ctx context.Context, s *web.Server) error {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.addr)
	if err != nil {
		return err
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return inner }, ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn)}
	followed := make(chan struct{})
	go func() { s.Run(inner); close(followed) }()
	failed := make(chan error, 1)
	scheme := "http"
	if f.cert != "" {
		scheme = "https"
		go func() { failed <- server.ServeTLS(ln, f.cert, f.key) }()
	} else {
		go func() { failed <- server.Serve(ln) }()
	}
	slog.Info("open at " + scheme + "://" + ln.Addr().String() + "/ (Ctrl-C ends it)")
	select {
	case err = <-failed:
	case <-ctx.Done():
		stop() // ends the streams, which would never end by themselves
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err = server.Shutdown(end)
	}
	stop()
	<-followed
	return err
}
