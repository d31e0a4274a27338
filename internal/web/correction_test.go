package web

import (
	"context"
	"testing"

	"github.com/openlines/openlines/internal/ledger"
)

// correctionFor is a correction that changes an event.
func correctionFor(id string) ledger.Correction {
	return ledger.Correction{Target: id, Kind: ledger.Set, Field: "level", Value: "heads", Why: "a test"}
}

func (s *Server) lastChange(t *testing.T) ledger.Change {
	t.Helper()
	list, err := s.o.Ledger.Changes(context.Background(), 0, 1)
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	return list[0]
}
