package main

import (
	"context"
	"errors"
	"testing"

	"github.com/openlines/openlines/internal/source"
)

// TestInterruptedWhileInputWaits holds that Ctrl-C ends a run whose input gives nothing and does not end.
func TestInterruptedWhileInputWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	never := make(chan struct{})
	defer close(never)
	waiting := func(func(source.Item) bool) { cancel(); <-never }
	run := pass{articles: waiting, jobs: 1}
	if _, err := run.run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
