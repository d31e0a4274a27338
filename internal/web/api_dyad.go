package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
)

// PairIn is a pair in the path.
type PairIn struct {
	Pair string `path:"pair" maxLength:"60" pattern:"^[A-Za-z0-9_.]{2,30}-[A-Za-z0-9_.]{2,30}$" doc:"Two codes, as USA-CHN." example:"USA-CHN"`
}

func (p PairIn) name() string {
	pair, err := pairOf(p.Pair)
	if err != nil {
		return p.Pair // the ledger says what is wrong with it
	}
	return pair
}

// RangeIn is a time.
type RangeIn struct {
	Since string `query:"since" maxLength:"10" doc:"A day, as 2006-01-02."`
	Until string `query:"until" maxLength:"10" doc:"A day, as 2006-01-02."`
}

func (r RangeIn) check() error {
	for _, d := range []string{r.Since, r.Until} {
		if d != "" {
			if _, err := parseDay(d); err != nil {
				return huma.Error400BadRequest(errDay.Error())
			}
		}
	}
	return nil
}

func parseDay(s string) (time.Time, error) { return time.Parse(time.DateOnly, s) }

// unwrap gives the request and writer under a huma context.
func unwrap(c huma.Context) (*http.Request, http.ResponseWriter) { return humago.Unwrap(c) }

func (s *Server) dyadOperations(api huma.API) {
	l := s.o.Ledger
	huma.Register(api, operation(http.MethodGet, "/dyads", "listDyads", "The pairs with the most events", "dyads"),
		func(ctx context.Context, in *struct {
			Limit int `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		}) (*out[List[ledger.PairCount]], error) {
			p, err := l.Pairs(ctx, in.Limit)
			return &out[List[ledger.PairCount]]{List[ledger.PairCount]{p, ""}}, s.problemOf(err)
		})
	huma.Register(api, operation(http.MethodGet, "/dyads/{pair}", "getDyad", "A pair: contacts, channels and the weekly series", "dyads"),
		func(ctx context.Context, in *struct {
			PairIn
			RangeIn
			On    string `query:"on" maxLength:"10" doc:"The day of the channels."`
			Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
		}) (*out[ledger.Dyad], error) {
			if err := in.check(); err != nil {
				return nil, err
			}
			d, err := l.Dyad(ctx, in.name(), ledger.DyadOptions{Since: in.Since, Until: in.Until, On: s.dayOr(in.On), Limit: in.Limit})
			return &out[ledger.Dyad]{d}, s.problemOf(err)
		})
	huma.Register(api, operation(http.MethodGet, "/dyads/{pair}/channels", "getChannels", "The lines of communication by level, as known on a day", "dyads"),
		func(ctx context.Context, in *struct {
			PairIn
			On string `query:"on" maxLength:"10" doc:"A day of the past; today without it." example:"2023-06-06"`
		}) (*out[List[ledger.Channel]], error) {
			day := s.dayOr(in.On)
			if _, err := parseDay(day); err != nil {
				return nil, huma.Error400BadRequest(errDay.Error())
			}
			c, err := l.Channels(ctx, in.name(), day)
			return &out[List[ledger.Channel]]{List[ledger.Channel]{c, ""}}, s.problemOf(err)
		})
	type seriesIn struct {
		PairIn
		RangeIn
		Unit string `query:"unit" enum:"day,week,month" default:"week"`
	}
	series := func(ctx context.Context, in *seriesIn) ([]ledger.Point, error) {
		if err := in.check(); err != nil {
			return nil, err
		}
		p, err := l.Series(ctx, ledger.SeriesOptions{Pair: in.name(), Unit: in.Unit, Since: in.Since, Until: in.Until})
		return p, s.problemOf(err)
	}
	huma.Register(api, operation(http.MethodGet, "/dyads/{pair}/series", "getSeries", "Events by period; a period without coverage is left out: it is a gap, not a zero", "dyads"),
		func(ctx context.Context, in *seriesIn) (*out[List[ledger.Point]], error) {
			p, err := series(ctx, in)
			return &out[List[ledger.Point]]{List[ledger.Point]{p, ""}}, err
		})
	op := operation(http.MethodGet, "/dyads/{pair}/series.csv", "getSeriesCSV", "The same as CSV", "dyads")
	op.Responses = map[string]*huma.Response{"200": {Description: "The series.", Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	huma.Register(api, op, func(ctx context.Context, in *seriesIn) (*huma.StreamResponse, error) {
		points, err := series(ctx, in)
		if err != nil {
			return nil, err
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			c.SetHeader("Content-Type", "text/csv; charset=utf-8")
			c.SetHeader("Content-Disposition", fmt.Sprintf(`attachment; filename="openlines-%s-%s.csv"`, in.name(), in.Unit))
			_ = format.Series(c.BodyWriter(), "csv", points, nil)
		}}, nil
	})
}

func (s *Server) dayOr(day string) string {
	if day == "" {
		return s.today()
	}
	return day
}
