package web

import (
	"context"
	"iter"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// add stores one record in the ledger.
func (s *Server) add(ctx context.Context, r record.Record) (ledger.Added, error) {
	one := iter.Seq2[record.Record, error](func(yield func(record.Record, error) bool) { yield(r, nil) })
	n, err := s.o.Ledger.Add(ctx, one)
	if err == nil {
		err = s.hub.refresh(ctx)
	}
	return n, err
}
