package source

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"
)

// agent is how openlines names itself to servers.
const agent = "openlines/0.1 (+https://github.com/openlines/openlines)"

// Fetcher gets pages politely: it keeps to robots.txt, waits between requests to one host, and connects to public addresses only.
type Fetcher struct {
	client *http.Client
	pause  time.Duration

	mu     sync.Mutex
	next   map[string]time.Time // when a host may be asked again
	robots map[string]robots    // by scheme and host
}

// robots are what a host's robots.txt allows.
type robots struct {
	*robotstxt.Group
	until time.Time
}

const (
	robotsAge = 24 * time.Hour // how long a robots.txt counts, after RFC 9309
	maxHosts  = 10_000         // hosts that are remembered
)

// NewFetcher makes a Fetcher for public addresses.
func NewFetcher() *Fetcher { return newFetcher(OnlyPublic, time.Second) }

func newFetcher(allow func(network, address string, _ syscall.RawConn) error, pause time.Duration) *Fetcher {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: allow}
	return &Fetcher{
		client: &http.Client{
			Timeout: 30 * time.Second,
			Transport: &http.Transport{Proxy: nil, DialContext: dialer.DialContext, MaxResponseHeaderBytes: 1 << 18,
				TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second},
			CheckRedirect: func(r *http.Request, via []*http.Request) error {
				if len(via) >= 5 {
					return errors.New("more than five redirects")
				}
				if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
					return fmt.Errorf("a redirect to the scheme %q", r.URL.Scheme)
				}
				return nil
			},
		},
		pause: pause, next: map[string]time.Time{}, robots: map[string]robots{},
	}
}

// OnlyPublic is for net.Dialer.Control: it is asked after a name is resolved, for redirects too, so that no name can lead inside a network.
func OnlyPublic(network, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connecting to %s: %w", address, err)
	}
	ip := ap.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || shared.Contains(ip) || nat64.Contains(ip) {
		return fmt.Errorf("%s is not a public address", ip)
	}
	return nil
}

var (
	shared = netip.MustParsePrefix("100.64.0.0/10") // RFC 6598
	nat64  = netip.MustParsePrefix("64:ff9b::/96")  // would lead to IPv4 addresses unseen
)

// Get gives the body at address and the address that it was found at in the end. At most MaxBytes are read.
func (f *Fetcher) Get(ctx context.Context, address string) ([]byte, string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, "", fmt.Errorf("reading the address: %w", err)
	}
	allowed, err := f.allowed(ctx, u)
	if err != nil {
		return nil, "", err
	}
	if !allowed {
		return nil, "", fmt.Errorf("fetching %s: its robots.txt does not want it", address)
	}
	return f.get(ctx, u)
}

func (f *Fetcher) get(ctx context.Context, u *url.URL) ([]byte, string, error) {
	if err := f.wait(ctx, u.Host); err != nil {
		return nil, "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", fmt.Errorf("fetching %s: %w", u, err)
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "text/html, text/plain;q=0.9")
	resp, err := f.client.Do(req)
	if err != nil {
		if within := (*url.Error)(nil); errors.As(err, &within) {
			err = within.Err // which says the address once more
		}
		return nil, "", fmt.Errorf("fetching %s: %w", u, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("fetching %s: %w", u, statusError(resp.StatusCode))
	}
	raw, err := whole(resp.Body)
	if err != nil {
		return nil, "", fmt.Errorf("fetching %s: %w", u, err)
	}
	return raw, resp.Request.URL.String(), nil
}

type statusError int

func (s statusError) Error() string {
	return fmt.Sprintf("the server answered %d %s", int(s), http.StatusText(int(s)))
}

// wait keeps the pause between two requests to one host.
func (f *Fetcher) wait(ctx context.Context, host string) error {
	f.mu.Lock()
	at := f.next[host]
	if now := time.Now(); at.Before(now) {
		at = now
	}
	if len(f.next) >= maxHosts {
		maps.DeleteFunc(f.next, func(_ string, t time.Time) bool { return t.Before(at) })
	}
	f.next[host] = at.Add(f.pause)
	f.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Until(at)):
		return nil
	}
}

// allowed asks the host's robots.txt, once a day. A host without one allows everything; one that cannot be reached is an error.
func (f *Fetcher) allowed(ctx context.Context, u *url.URL) (bool, error) {
	key := u.Scheme + "://" + u.Host
	f.mu.Lock()
	known := f.robots[key]
	f.mu.Unlock()
	if time.Now().After(known.until) {
		raw, _, err := f.get(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"})
		var status statusError
		switch {
		case errors.As(err, &status) && status < 500:
			raw = nil
		case err != nil:
			return false, err
		}
		rules, err := robotstxt.FromBytes(raw)
		if err != nil {
			return false, fmt.Errorf("reading %s/robots.txt: %w", key, err)
		}
		known = robots{rules.FindGroup("openlines"), time.Now().Add(robotsAge)}
		f.mu.Lock()
		if len(f.robots) >= maxHosts {
			clear(f.robots)
		}
		f.robots[key] = known
		f.mu.Unlock()
	}
	return known.Test(u.RequestURI()), nil
}
