package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress shows how far a long run is, where standard error is a terminal and standard output is not. It appears after a second, so that short
// runs stay quiet.
type progress struct {
	began time.Time
	shown bool
	pool  *mpb.Progress
	bar   *mpb.Bar
	now   atomic.Pointer[counts]
}

func newProgress() *progress {
	return &progress{began: time.Now(), shown: isTerminal(os.Stderr) && !isTerminal(os.Stdout)}
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
