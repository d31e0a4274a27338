package record

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestJSONRoundTrip(t *testing.T) {
	lat, lon, g := 39.9, 116.4, 1.0
	r := Record{Format: Format, Article: Article{ID: "x", Text: "Talks in 北京."},
		Actors:     []Actor{{ID: "a1", Kind: State, Country: "CHN", Mentions: []Span{{9, 11}}}},
		Places:     []Place{{ID: "p1", Lat: &lat, Lon: &lon, Mentions: []Span{}}},
		Times:      []Time{},
		Statements: []Statement{},
		Events: []Event{{ID: "e1", Status: Happened, Goldstein: &g, Contexts: []string{}, Source: []string{"a1"}, Target: []string{}, SourceWords: []Span{},
			TargetWords: []Span{}, Participants: []Participant{}, Topics: []string{}, AccordingTo: []string{}, BecauseOf: []string{}, Anchor: []Span{{0, 5}}, Evidence: []Span{}}},
		LeftOut: []LeftOut{}}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), `:null`) {
		t.Errorf("a list is null: %s", raw)
	}
	var back Record
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, back) {
		t.Errorf("came back as %+v", back)
	}
}
