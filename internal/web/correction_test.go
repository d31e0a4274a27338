package web

import "github.com/openlines/openlines/internal/ledger"

// correctionFor is a correction that changes an event.
func correctionFor(id string) ledger.Correction {
	return ledger.Correction{Target: id, Kind: ledger.Set, Field: "level", Value: "heads", Why: "a test"}
}
