package event

import (
	"slices"
	"testing"
)

// In each text the line must be among the events, or with "!" in front must not.
func TestAcrossSentences(t *testing.T) {
	w := newWay(t)
	for _, c := range []struct{ text, want string }{
		// who reacts means who did what was told
		{"Norway expelled two Belarusian diplomats on Monday. Belarus condemned the move.", "criticise happened 111 BLR>NOR"},
		{"Norway expelled two Belarusian diplomats on Monday. Latvia and Finland backed the decision.", "support happened 050 LVA,FIN>NOR"},
		{"Iranian guards seized a Greek tanker on Monday. Greece demanded the release of the ship.", "demand_release happened 1053 GRC>IRN"},
		{"Ghana and Togo signed a fishing treaty on Monday. Benin praised the treaty.", "praise happened 051 BEN>GHA,TGO"},
		{"The United States imposed sanctions on Nicaragua on Monday. Nicaragua said that it would not bow to pressure.", "accept_demand refused 123 NIC>USA"},
		{"Chad imposed sanctions on Benin. Chad condemned the attack.", "!criticise happened 111 TCD>BEN"},
		// what two do that are told of, where the sentence names neither
		{"Canada recalled its ambassador to Kuwait in 2018. Relations were restored in May.", "open_relations happened 054 CAN>KWT 2023-05-01..2023-05-31"},
		{"Canada recalled its ambassador to Kuwait in 2018. Ghana expelled two diplomats of Togo. Relations were restored in May.", "!open_relations happened 054 CAN>KWT 2023-05-01..2023-05-31"},
		{"Peru and Chile cut ties in 2012. Both governments recalled their ambassadors.", "recall_envoy happened 161 PER>CHL"},
		{"Peru and Chile exchanged ten prisoners on Monday in a swap that was brokered by Oman.", "mediate happened 045 OMN>PER,CHL"},
	} {
		want, not := c.want, c.want[0] == '!'
		if not {
			want = want[1:]
		}
		d := w.read(c.text + "\n")
		var got []string
		for i := range d.Events {
			got = append(got, line(d, &d.Events[i]))
		}
		if slices.Contains(got, want) == not {
			t.Errorf("%s\n got %q\nwant %s", c.text, got, c.want)
		}
	}
}

// The same for what the words of one sentence tell.
func TestWithinSentence(t *testing.T) {
	w := newWay(t)
	for _, c := range []struct{ text, want string }{
		{"A meeting of the Peruvian and Chilean ministers that had been planned for April was called off by Lima.", "meet cancelled 125 PER>CHL 2024-04-01..2024-04-30"},
		{"A visit to Canada that the Kenyan president was to make in May has been put off.", "visit postponed 125 KEN>CAN 2024-05-01..2024-05-31 @Canada"},
		{"The Kenyan president will meet his Moroccan counterpart in Rabat next week, his office said on Monday.", "meet planned 036 KEN>MAR 2024-03-11..2024-03-17 @Rabat"},
		{"Brazil and Peru voted against it.", "!claim happened 015 BRA>BRA"},
		{"Kenyan and Ugandan guards exchanged fire on Monday, leaving one Ugandan officer dead and five people wounded.", "!withdraw_troops happened 0873 KEN,UGA>UGA 2024-03-04"},
		{"Norway promised Lithuania 600 million dollars.", "promise_money planned 0331 NOR>LTU"},
		{"Iranian guards seized a trawler flying the flag of Pakistan on Monday.", "seize happened 171 IRN>PAK"},
		{"Defence ministers of Japan and Chad postponed a call.", "call postponed 125 JPN>TCD"},
		{"The Danish premier thanked the Saudi king in a call on Monday.", "call happened 041 DNK>SAU 2024-03-04"},
		{"The Danish premier phoned the Saudi king on Monday to thank him.", "thank happened 051 DNK>SAU 2024-03-04"},
		{"Two Kenyan senators were barred from returning to Uganda.", "!visit planned 036 KEN>UGA @Uganda"},
		{"Norway and Chad carried out joint air force exercises near Oslo.", "joint_drill happened 062 NOR>TCD @Oslo"},
		{"Norway and Chad began a week of joint naval drills on Monday.", "joint_drill happened 062 NOR>TCD 2024-03-04"},
		{"Norway and Chad exchanged ten prisoners on Monday, with Oman and Qatar acting as hosts.", "exchange_prisoners happened 0841 NOR>TCD 2024-03-04"},
	} {
		want, not := c.want, c.want[0] == '!'
		if not {
			want = want[1:]
		}
		d := w.read(c.text + "\n")
		var got []string
		for i := range d.Events {
			got = append(got, line(d, &d.Events[i]))
		}
		if slices.Contains(got, want) == not {
			t.Errorf("%s\n got %q\nwant %s", c.text, got, c.want)
		}
	}
}
