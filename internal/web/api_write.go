package web

import (
	"context"
	"errors"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/openlines/openlines/internal/ledger"
)

// correctionIn is a correction to keep.
type correctionIn struct {
	Kind  string `json:"kind" enum:"set,accept,reject,merge,split"`
	Field string `json:"field,omitempty" doc:"Of set: which field."`
	Value string `json:"value,omitempty" maxLength:"500" doc:"Of set: its right value."`
	Other string `json:"other,omitempty" maxLength:"200" doc:"Of merge and split: the other event or mention."`
	Why   string `json:"why,omitempty" maxLength:"2000" doc:"The reason; only accept needs none."`
}

func (s *Server) writeOperations(api huma.API) {
	huma.Register(api, operation(http.MethodGet, "/corrections", "listCorrections", "All corrections, the latest first", "corrections"),
		func(ctx context.Context, _ *struct{}) (*out[List[ledger.Correction]], error) {
			c, err := s.o.Ledger.Corrections(ctx)
			return &out[List[ledger.Correction]]{List[ledger.Correction]{c, ""}}, s.problemOf(err)
		})
	op := operation(http.MethodPost, "/events/{id}/corrections", "correctEvent", "Correct, accept, reject, merge or split an event; kept beside the machine's reading", "corrections")
	op.DefaultStatus = http.StatusCreated
	huma.Register(api, op, func(ctx context.Context, in *struct {
		IDIn
		Body correctionIn
	}) (*out[ledger.Correction], error) {
		if err := allowed(ctx, Correct); err != nil {
			return nil, err
		}
		b := in.Body
		c, err := s.correct(ctx, ledger.Correction{Target: in.ID, Kind: b.Kind, Field: b.Field, Value: b.Value, Other: b.Other, Why: b.Why})
		return &out[ledger.Correction]{c}, s.problemOf(err)
	})
}

// hookIn is a webhook to make.
type hookIn struct {
	URL  string `json:"url" format:"uri" maxLength:"2000" doc:"An address that anybody could reach; others are refused when they are connected to."`
	Pair string `json:"pair,omitempty" maxLength:"60" doc:"Only events of this pair."`
}

func (s *Server) hookOperations(api huma.API) {
	huma.Register(api, operation(http.MethodGet, "/webhooks", "listWebhooks", "The webhooks, without their secrets", "webhooks"),
		func(ctx context.Context, _ *struct{}) (*out[List[Webhook]], error) {
			if err := allowed(ctx, Admin); err != nil {
				return nil, err
			}
			list, err := s.webhooks(ctx)
			for i := range list {
				list[i].Secret = ""
			}
			return &out[List[Webhook]]{List[Webhook]{list, ""}}, s.problemOf(err)
		})
	op := operation(http.MethodPost, "/webhooks", "addWebhook", "Tell an address of changes from now on; the secret is shown this once", "webhooks")
	op.DefaultStatus = http.StatusCreated
	op.Description = "Each change is a CloudEvent (application/cloudevents+json), signed as Standard Webhooks has it: the header Webhook-Signature is v1, and the HMAC-SHA-256 of \"id.timestamp.body\" in base64, id and timestamp being the headers Webhook-Id and Webhook-Timestamp."
	huma.Register(api, op, func(ctx context.Context, in *struct{ Body hookIn }) (*out[Webhook], error) {
		if err := allowed(ctx, Admin); err != nil {
			return nil, err
		}
		list, err := s.webhooks(ctx)
		if err == nil && len(list) >= maxWebhooks {
			err = errBad{errors.New("there are too many webhooks already")}
		}
		var h Webhook
		if err == nil {
			h, err = newWebhook(in.Body.URL, in.Body.Pair, s.hub.seq())
		}
		if err == nil {
			err = save(ctx, s.o.Ledger, hookSettings, h.ID, h)
		}
		return &out[Webhook]{h}, s.problemOf(err)
	})
	del := operation(http.MethodDelete, "/webhooks/{id}", "deleteWebhook", "Tell an address no more", "webhooks")
	del.DefaultStatus = http.StatusNoContent
	huma.Register(api, del, func(ctx context.Context, in *IDIn) (*struct{}, error) {
		if err := allowed(ctx, Admin); err != nil {
			return nil, err
		}
		return nil, s.problemOf(s.o.Ledger.Set(ctx, hookSettings, in.ID, ""))
	})
}

// describeChanges puts the stream of changes, which is served apart, into the description.
func (s *Server) describeChanges(api huma.API) {
	op := operation(http.MethodGet, "/changes", "followChanges", "Changes as they come, as server-sent events; Last-Event-ID goes on where a stream ended", "events")
	schema := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[ledger.Change](), true, "Change")
	op.Parameters = []*huma.Param{{Name: "after", In: "query", Description: "The number of the last change that is known.", Schema: &huma.Schema{Type: huma.TypeInteger}}}
	op.Responses = map[string]*huma.Response{"200": {Description: "A stream of events named change; the data of each is a Change.", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: schema}}}}
	api.OpenAPI().AddOperation(&op)
}
