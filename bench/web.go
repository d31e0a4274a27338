package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/web"
)

type webFlags struct {
	articles, readers int
	span, pause, warm time.Duration
	adding            time.Duration
	dir               string
}

func newWebCommand() *cobra.Command {
	var f webFlags
	cmd := &cobra.Command{
		Use:   "web",
		Short: "Many readers at once on a grown ledger, on loopback: times by screen, errors, memory",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	cmd.Flags().IntVar(&f.articles, "n", 40_000, "number of grown articles")
	cmd.Flags().IntVar(&f.readers, "readers", 200, "readers at once, at most 1000")
	cmd.Flags().DurationVar(&f.span, "for", time.Minute, "how long, at most ten minutes")
	cmd.Flags().DurationVar(&f.warm, "warm", 0, "first let the readers read so long unmeasured, as of a service that has been open for a while")
	cmd.Flags().DurationVar(&f.pause, "pause", time.Second, "between two requests of one reader")
	cmd.Flags().StringVar(&f.dir, "dir", "", "keep the ledger in this directory and take it again")
	cmd.Flags().DurationVar(&f.adding, "adding", 0, "meanwhile add an article so often, so that nothing kept stays true for long; every five seconds where no time is given")
	cmd.Flags().Lookup("adding").NoOptDefVal = "5s"
	return cmd
}

// took is one request of a reader.
type took struct {
	kind string
	time time.Duration
	err  error
}

func (f *webFlags) run(ctx context.Context, out io.Writer) error {
	if f.readers > 1000 || f.span > 10*time.Minute || f.warm > 10*time.Minute || f.readers < 1 {
		return errors.New("at most 1000 readers and ten minutes")
	}
	if f.dir == "" {
		dir, err := os.MkdirTemp("", "openlines-web-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		f.dir = dir
	}
	l, g, err := f.grown(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	stats, err := l.Stats(ctx)
	if err != nil {
		return err
	}
	g.n, g.total = stats.Articles, stats.Articles // a ledger that was kept may have more than were asked for
	walk, err := newWalk(ctx, l, stats)
	if err != nil {
		return err
	}
	reader, err := openlines.Open(openlines.Options{})
	if err != nil {
		return err
	}
	s, err := web.New(web.Options{Ledger: l, Reader: reader, Today: stats.Last, Rate: 1e6, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	run, stop := context.WithTimeout(ctx, f.warm+f.span)
	defer stop()
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(ln) }()
	defer server.Close()
	go s.Run(run)
	first := time.Now()
	if r := fetch(run, http.DefaultClient, "http://"+ln.Addr().String()+"/"); r != nil {
		return r
	}
	fmt.Fprintf(out, "%d articles, %d events. The first page of a fresh server took %d ms.\n", stats.Articles, stats.Events, time.Since(first).Milliseconds())
	added := make(chan []took, 1)
	go func() { added <- f.add(run, l, g) }()
	base := "http://" + ln.Addr().String()
	if f.warm > 0 {
		warm, cool := context.WithTimeout(run, f.warm)
		f.read(warm, base, walk, 1)
		cool()
	}
	memory := watchMemory(run)
	before := cpuTime()
	all := f.read(run, base, walk, 2)
	stop()
	if err := reportAdded(out, <-added); err != nil {
		return err
	}
	if len(all) > 0 {
		fmt.Fprintf(out, "CPU, server and readers together: %.1f ms a request.\n", (cpuTime()-before).Seconds()*1000/float64(len(all)))
	}
	return f.report(out, all, <-memory)
}

// grown makes the ledger, or takes the one that is there.
func (f *webFlags) grown(ctx context.Context) (*ledger.Ledger, *grower, error) {
	g, err := newGrower(ctx, f.articles)
	if err != nil {
		return nil, nil, err
	}
	name := filepath.Join(f.dir, fmt.Sprintf("web-%d.db", f.articles))
	_, missing := os.Stat(name)
	l, err := ledger.Open(ctx, name)
	if err == nil && missing != nil {
		_, err = l.Add(ctx, g.records())
	}
	return l, g, err
}

// add adds an article now and then until ctx ends, as another program would: the server has to notice by itself.
func (f *webFlags) add(ctx context.Context, l *ledger.Ledger, g *grower) []took {
	if f.adding <= 0 {
		return nil
	}
	var all []took
	tick := time.NewTicker(f.adding)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return all
		case <-tick.C:
			g.total++
			start := time.Now()
			n, err := l.Add(context.WithoutCancel(ctx), g.records())
			if err == nil && n.New != 1 {
				err = fmt.Errorf("an article was not new to the ledger: %+v", n)
			}
			all = append(all, took{"add", time.Since(start), err})
		}
	}
}

func reportAdded(out io.Writer, all []took) error {
	if len(all) == 0 {
		return nil
	}
	list := make([]time.Duration, len(all))
	for i, t := range all {
		if t.err != nil {
			return fmt.Errorf("adding meanwhile: %w", t.err)
		}
		list[i] = t.time
	}
	slices.Sort(list)
	fmt.Fprintf(out, "%d articles were added meanwhile: median %d ms, longest %d ms.\n", len(list), list[len(list)/2].Milliseconds(), list[len(list)-1].Milliseconds())
	return nil
}

// walk is what readers look at: busy pairs more than quiet ones, as people do.
type walk struct {
	pairs, events []string
	last          string
}

func newWalk(ctx context.Context, l *ledger.Ledger, stats ledger.Stats) (*walk, error) {
	w := &walk{last: stats.Last}
	pairs, err := l.Pairs(ctx, 300)
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		w.pairs = append(w.pairs, p.Pair)
	}
	list, err := l.Outlines(ctx, "", 3000)
	for _, o := range list {
		w.events = append(w.events, o.ID)
	}
	if err == nil && (len(w.pairs) == 0 || len(w.events) == 0) {
		err = errors.New("the ledger is empty")
	}
	return w, err
}

// next is where a reader goes now.
func (w *walk) next(rnd *rand.Rand) (kind, path string) {
	pair := w.pairs[min(int(rnd.ExpFloat64()*40), len(w.pairs)-1)]
	a, _, _ := strings.Cut(pair, "-")
	ask := func(as, q string) string { return "/ask?" + url.Values{"q": {q}, "as": {as}}.Encode() }
	switch x := rnd.IntN(100); {
	case x < 20:
		return "since yesterday", "/"
	case x < 26:
		return "since, a pair", "/?since=30d&pair=" + pair
	case x < 34:
		return "pairs", "/pairs"
	case x < 54:
		return "pair", "/pairs/" + pair
	case x < 76:
		return "event", "/events/" + w.events[rnd.IntN(len(w.events))]
	case x < 84:
		return "ask, table", ask("table", "dyad:"+pair+" is:contact")
	case x < 88:
		return "ask, words", ask("table", []string{"talks", "minister", "border", "agreement", "troops"}[rnd.IntN(5)])
	case x < 91:
		return "ask, series", ask("series", "dyad:"+pair)
	case x < 93:
		return "ask, network", ask("network", "actor:"+a)
	case x < 95:
		return "body", "/bodies/" + a
	}
	return "API", "/api/v1/events?limit=20&q=dyad:" + pair
}

// read lets all readers read until ctx ends.
func (f *webFlags) read(ctx context.Context, base string, w *walk, seed uint64) []took {
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: f.readers}}
	defer client.CloseIdleConnections()
	each := make([][]took, f.readers)
	var wg sync.WaitGroup
	for i := range f.readers {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(i), seed))
			pause := time.Duration(rnd.Float64() * float64(f.pause)) // so that not all begin at once
			for {
				select {
				case <-ctx.Done():
					return
				case <-time.After(pause):
				}
				pause = f.pause
				kind, path := w.next(rnd)
				start := time.Now()
				err := fetch(context.WithoutCancel(ctx), client, base+path)
				each[i] = append(each[i], took{kind, time.Since(start), err})
			}
		})
	}
	wg.Wait()
	return slices.Concat(each...)
}

func fetch(ctx context.Context, c *http.Client, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, resp.Status)
	}
	return nil
}

// watchMemory takes the heap in use every second, in MB, until ctx ends.
func watchMemory(ctx context.Context) <-chan []int {
	out := make(chan []int, 1)
	go func() {
		var mb []int
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				out <- mb
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				mb = append(mb, int(m.HeapInuse>>20))
			}
		}
	}()
	return out
}

func (f *webFlags) report(out io.Writer, all []took, memory []int) error {
	by := map[string][]time.Duration{}
	var failed []error
	for _, t := range all {
		by[t.kind] = append(by[t.kind], t.time)
		by["all"] = append(by["all"], t.time)
		if t.err != nil {
			failed = append(failed, t.err)
		}
	}
	fmt.Fprintf(out, "%d readers, %s between two requests, for %s; %d errors\n\n| screen | requests | median, ms | p95 | p99 | longest |\n| --- | --- | --- | --- | --- | --- |\n", f.readers, f.pause, f.span, len(failed))
	names := []string{"all"}
	for k := range by {
		if k != "all" {
			names = append(names, k)
		}
	}
	slices.Sort(names[1:])
	for _, k := range names {
		list := by[k]
		slices.Sort(list)
		at := func(p float64) int64 { return list[min(int(p*float64(len(list))), len(list)-1)].Milliseconds() }
		fmt.Fprintf(out, "| %s | %d | %d | %d | %d | %d |\n", k, len(list), at(.5), at(.95), at(.99), list[len(list)-1].Milliseconds())
	}
	if n := len(memory); n >= 9 {
		mean := func(list []int) int {
			sum := 0
			for _, x := range list {
				sum += x
			}
			return sum / len(list)
		}
		fmt.Fprintf(out, "\nHeap in use, MB, server and readers together: first third %d, second %d, last %d.\n", mean(memory[:n/3]), mean(memory[n/3:2*n/3]), mean(memory[2*n/3:]))
	}
	if len(failed) > 0 {
		return fmt.Errorf("%d requests failed, the first: %w", len(failed), failed[0])
	}
	return nil
}
