package ledger

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// Names become codes, and what there is not is said at its place.
func TestResolve(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	r := report("a", "2024-03-05", telling{act: "visit", status: "happened", source: "USA", target: "CHN", from: "2024-03-04", to: "2024-03-04", words: "An envoy was in Beijing"},
		telling{act: "frob", status: "happened", source: "XQZ", target: "CHN", words: "A state of a user's own table did what only he knows"})
	r.Events[1].PLOVER = "AID"
	add(t, l, r)
	for query, want := range map[string]int{
		"dyad:USA-CHINA": 1, "dyad:china-usa": 1, `dyad:"United States-China"`: 1, "-dyad:china-usa": 1, "actor:China": 2, "by:usa on:china": 1, "act:visit": 1, "act:frob": 1, "plover:aid": 1,
		"actor:xqz": 1, "actor:usa:white-house": 0, "actor:org:acme": 0, "country:china": 0, "dyad:NATO-EU": 0, "dyad:guinea-bissau-mali": 0,
	} {
		n, err := l.Count(ctx, query, 9)
		if err != nil || n != want {
			t.Errorf("%s: %d, %v; want %d", query, n, err, want)
		}
	}
	for query, want := range map[string]struct {
		pos, length int
		msg         string
	}{
		"act:vist":                   {4, 4, "did you mean visit?"},
		"is:contact act:visit,met":   {21, 3, "did you mean meet?"},
		"plover:CONSLT":              {7, 6, "did you mean CONSULT?"},
		"plover:X":                   {7, 1, "ACCUSE, AGREE"},
		"balloon dyad:USA-Chnia":     {17, 5, "did you mean china?"},
		"dyad:Ruritania-CHN":         {5, 9, "Ruritania"},
		`-dyad:"Ruritania-China"`:    {7, 9, "Ruritania"},
		"actor:Germny":               {6, 6, "did you mean germany?"},
		"by:USA on:Foo:white-house":  {10, 3, "ISO 3166"},
		"country:CHN,ZZZ status:xyz": {23, 3, "xyz"},
		"country:CHN,ZZZ":            {12, 3, "ZZZ"},
	} {
		_, err := l.Count(ctx, query, 9)
		var q *QueryError
		if !errors.As(err, &q) {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if q.Pos != want.pos || q.Len != want.length || !strings.Contains(q.Msg, want.msg) {
			t.Errorf("%s: at %d, %d long: %q; want at %d, %d long: %q", query, q.Pos, q.Len, q.Msg, want.pos, want.length, want.msg)
		}
	}
	for pair, want := range map[string]string{"china-USA": "CHN-USA", " Japan-peru ": "JPN-PER", "EU-Russia": "EEC-RUS", "guinea-bissau-Mali": "GNB-MLI", "xqz-chn": "CHN-XQZ"} {
		if got, err := l.ParsePair(ctx, pair); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", pair, got, err, want)
		}
	}
	for _, pair := range []string{"ABC-DEF", "USACHN", "USA-", "PSE:hamas-ISR"} {
		var q *QueryError
		if got, err := l.ParsePair(ctx, pair); !errors.As(err, &q) {
			t.Errorf("%s is %s, %v", pair, got, err)
		}
	}
	if got := l.StateName("EEC"); got != "European Union" {
		t.Errorf("EEC is %s", got)
	}
}
