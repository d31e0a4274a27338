package web

import (
	"context"
	"testing"
	"testing/synctest"
)

// TestCacheOutlivesWhoAsked: of two who wait for the same answer the one who makes it goes away; the other gets it all the same.
func TestCacheOutlivesWhoAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(1 << 20)
		first, leave := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() {
			_, err := c.get(first, "page", 1, func(ctx context.Context) (string, []byte, error) {
				<-ctx.Done()
				return "", nil, ctx.Err()
			})
			gone <- err
		}()
		synctest.Wait()
		got := make(chan *answer)
		go func() {
			a, err := c.get(t.Context(), "page", 1, func(context.Context) (string, []byte, error) { return "text/plain", []byte("here"), nil })
			if err != nil {
				t.Error(err)
			}
			got <- a
		}()
		synctest.Wait()
		leave()
		if err := <-gone; err != context.Canceled {
			t.Errorf("who has left gets %v", err)
		}
		if a := <-got; a == nil || string(a.body) != "here" {
			t.Errorf("who stays gets %v", a)
		}
	})
}

// TestCacheBoundsWork holds that work on an answer ends, and that who waits for it is told.
func TestCacheBoundsWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, err := newCache(1<<20).get(t.Context(), "page", 1, func(ctx context.Context) (string, []byte, error) {
			<-ctx.Done()
			return "", nil, ctx.Err()
		})
		if err != context.DeadlineExceeded {
			t.Errorf("got %v", err)
		}
	})
}
