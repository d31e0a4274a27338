package event

import (
	"slices"
	"testing"
)

// TestUnreal reads what a condition or a question tells: it has not happened.
func TestUnreal(t *testing.T) {
	w := newWay(t)
	for _, c := range []struct {
		text, want string
		not        string // what must not be told
	}{
		{"The Danish premier declined to say whether he would visit Chad.\n", "visit possible 042 DNK>TCD @Chad", ""},
		{"Peru would have invaded Ecuador had Brazil not sent troops.\n", "invade possible 192 PER>ECU @Ecuador", "deploy negated 154 ECU>"},
		{"Peru would have invaded Ecuador had Brazil not sent troops.\n", "deploy happened 154 BRA>", ""},
		{"Were Chad to send troops to Sudan, Egypt would attack Chad.\n", "deploy possible 154 TCD>SDN @Sudan", ""},
		{"Were Chad to send troops to Sudan, Egypt would attack Chad.\n", "attack possible 190 EGY>TCD @Chad", ""},
		{"Should Peru attack Ecuador, Brazil will send troops to Ecuador.\n", "attack possible 190 PER>ECU @Ecuador", ""},
		{"Chad had expelled the Sudanese ambassador on Monday.\n", "expel_diplomats happened 161 TCD>SDN 2024-03-04", ""},
		{"Will the Peruvian president meet the Chilean president in Rome?\n", "meet possible 036 PER>CHL @Rome", ""},
		{"“Did Chad attack the Sudanese embassy?” a reporter asked the minister.\n", "attack possible 190 TCD>SDN", ""},
		{"The Peruvian president met the Chilean president in Rome on Monday and asked: “Will Peru send tanks?”\n", "meet happened 040 PER>CHL 2024-03-04 @Rome", ""},
		{"Norway imposed sanctions on Chad in May.\n", "sanction happened 163 NOR>TCD 2023-05-01..2023-05-31", ""},
	} {
		d := w.read(c.text)
		var got []string
		for i := range d.Events {
			got = append(got, line(d, &d.Events[i]))
		}
		if !slices.Contains(got, c.want) || c.not != "" && slices.Contains(got, c.not) {
			t.Errorf("%q: want %q, not %q, got %q", c.text, c.want, c.not, got)
		}
	}
}
