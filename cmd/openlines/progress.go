package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/lmittmann/tint"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// newLogger writes log lines for people.
func newLogger(w io.Writer) *slog.Logger {
	return slog.New(tint.NewHandler(w, &tint.Options{NoColor: !isTerminal(os.Stderr), TimeFormat: "15:04:05"}))
}

// progress shows how far a long run is, where standard error is a terminal. It appears after a second, so that short runs stay quiet.
type progress struct {
	log   *slog.Logger // its lines stand above the progress, which would wipe others away
	shown bool
	began time.Time
	pool  *mpb.Progress
	bar   *mpb.Bar
	now   atomic.Pointer[counts]
}

func newProgress(shown bool) *progress {
	return &progress{log: slog.Default(), shown: shown && isTerminal(os.Stderr), began: time.Now()}
}

func (p *progress) show(n counts) {
	if !p.shown {
		return
	}
	p.now.Store(&n)
	if p.bar == nil {
		if time.Since(p.began) < time.Second {
			return
		}
		p.pool = mpb.New(mpb.WithOutput(os.Stderr), mpb.WithWidth(12))
		p.log = newLogger(p.pool)
		p.bar = p.pool.New(0, mpb.SpinnerStyle(), mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			n := p.now.Load()
			return fmt.Sprintf(" %d read, %d failed, %d skipped, %.0f articles/s", n.read, n.failed, n.skipped, float64(n.read)/time.Since(p.began).Seconds())
		})))
	}
	p.bar.SetCurrent(int64(n.read + n.failed + n.skipped))
}

func (p *progress) stop() {
	if p.bar != nil {
		p.bar.SetTotal(-1, true)
		p.pool.Wait()
	}
}
