package event

import (
	"slices"
	"strings"
	"testing"
)

// tells checks that the line is among the events of a text, or with "!" in front is not.
func (w *way) tells(t *testing.T, text, want string) {
	t.Helper()
	one, not := strings.CutPrefix(want, "!")
	d := w.read(text + "\n")
	var got []string
	for i := range d.Events {
		got = append(got, line(d, &d.Events[i]))
	}
	if slices.Contains(got, one) == not {
		t.Errorf("%s\n got %q\nwant %s", text, got, want)
	}
}

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
		{"Kenya and Uganda signed a pact on Sunday. Their foreign ministers met in Nairobi on Monday.", "meet happened 040 KEN>UGA 2024-03-04 @Nairobi"},
		{"Egypt, Ethiopia and Sudan are at odds over a dam. The three ministers conferred in Khartoum on Monday.", "meet happened 040 EGY>ETH,SDN 2024-03-04 @Khartoum"},
		{"Kenya and Uganda signed a pact on Sunday. The foreign ministers, Ann Lee and Bo Diaz, met in Nairobi on Monday.", "meet happened 040 KEN>UGA 2024-03-04 @Nairobi"},
		{"Chad has recalled its ambassador to Libya. In March 2023 Chad recalled its ambassador to Libya, too.", "recall_envoy happened 161 TCD>LBY 2023-03-01..2023-03-31"},
		{"Chad has recalled its ambassador to Libya. In March 2023 Chad recalled its ambassador to Libya, too.", "recall_envoy happened 161 TCD>LBY"},
		{"Italy declined to comment. A spokesman for the African Union welcomed the agreement but said that it should not delay a planned summit.", "!appeal happened 020 IGOAFU>ITA"},
		{"Italy declined to comment. Chad welcomed the deal but said that it should not delay a summit.", "!appeal happened 020 TCD>ITA"},
		{"Peru and Chile cut ties in 2012. Both governments recalled their ambassadors.", "recall_envoy happened 161 PER>CHL"},
		{"Norway sent tents to Fiji on Monday. Australia pledged five million dollars.", "promise_money planned 0331 AUS>FJI"},
		{"Finland expelled two Belarusian envoys on Monday. A visit by the Belarusian deputy premier that had been due next week was put off.", "visit postponed 125 BLR>FIN 2024-03-11..2024-03-17"},
		{"Kuwait and Qatar signed an agreement on Monday. Bahrain denounced the agreement.", "reject_plan happened 127 BHR>KWT,QAT"},
		{"Australia beat Fiji 31-10 on Saturday in a rugby match. Tonga meets Samoa in Apia next week.", "!meet planned 036 TON>WSM 2024-03-11..2024-03-17 @Apia"},
		{"Senegalese soldiers crossed into Gambia on Monday. Gambia protested. The African Union sent an envoy to Banjul. The two presidents are to meet on Friday.", "meet planned 036 GMB>SEN 2024-03-08"},
		{"Kyrgyz and Tajik guards exchanged fire on Monday. The two interior ministers met on Tuesday.", "meet happened 040 KGZ>TJK 2024-03-05"},
		{"Georgia detained two Russian citizens on Monday. Russia demanded the release of the two men.", "demand_release happened 1053 RUS>GEO"},
		{"Thai and Cambodian ministers met on Monday. Cambodia agreed in return to take down a tower.", "promise planned 030 KHM>THA 2024-03-04"},
		{"Kyrgyz and Tajik guards exchanged fire on Monday. Russia offered its help in settling the dispute.", "promise_aid planned 033 RUS>KGZ,TJK"},
		{"Egypt, Ethiopia and Sudan held talks in Kinshasa on Monday. Ghana's president invited the three ministers to meet again.", "invite planned 036 GHA>EGY,ETH,SDN 2024-03-04 @Kinshasa"},
		{"The Philippines and Australia began joint naval drills on Monday. China's foreign ministry said that the exercises should be halted.", "appeal happened 020 CHN>PHL,AUS"},
		{"Thai and Cambodian foreign ministers met in Siem Reap on Monday. The ministers failed to agree on a new crossing.", "fail_agree happened 120 THA>KHM 2024-03-04 @Siem Reap"},
		{"Japanese ships entered South Korean waters on Monday. The United States urged both its allies to show restraint.", "appeal_restraint happened 0256 USA>JPN,KOR"},
		{"The Indian navy arrested ten Pakistani fishermen on Monday and impounded their boats.", "seize happened 171 IND>PAK 2024-03-04"},
		{"Peru and Chile exchanged ten prisoners on Monday in a swap that was brokered by Oman.", "mediate happened 045 OMN>PER,CHL"},
	} {
		w.tells(t, c.text, c.want)
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
		{"Spain handed over a former Venezuelan spy chief to the United States on Monday.", "extradite happened 063 ESP>USA 2024-03-04"},
		{"Maduro of Venezuela was barred from entering Brazil.", "reject_access happened 1245 BRA>VEN"},
		{"Chile denied a report that its envoy had met the Peruvian minister.", "meet denied 040 CHL>PER"},
		{"Chile blamed hackers working for Peru for an attack on its computers.", "accuse happened 112 CHL>PER"},
		{"Spain received Venezuela's Nicolas Maduro.", "host happened 043 ESP>VEN"},
		{"Niger summoned Ambassador Jean Petit of France.", "summon happened 114 NER>FRA"},
		{"Niger summoned the French charge d'affaires over the remarks.", "summon happened 114 NER>FRA"},
		{"The presidents of Chad, Libya and the United States met in Tunis on Monday.", "meet happened 040 TCD>LBY,USA 2024-03-04 @Tunis"},
		{"The presidents of Chad, Libya, and Mali met in Tunis on Monday.", "meet happened 040 TCD>LBY,MLI 2024-03-04 @Tunis"},
		{"Chad and Libya signed a pact on Monday after five hours of talks in Tunis between their foreign ministers.", "meet happened 040 TCD>LBY 2024-03-04 @Tunis"},
		{"Chad and Libya withdrew their troops on Monday as their presidents met in Tunis.", "meet happened 040 TCD>LBY 2024-03-04 @Tunis"},
		{"The Libyan minister sat across from the Maltese minister in Tunis on Monday.", "meet happened 040 LBY>MLT 2024-03-04 @Tunis"},
		{"The Libyan president will come to Valletta for a congress of the Southern Trade League.", "visit planned 036 LBY>MLT @Valletta"},
		{"The Zambian president received on Monday in Lusaka the foreign minister of Peru, Luis Paz.", "host happened 043 ZMB>PER 2024-03-04 @Lusaka"},
		{"Officials of Chad and of Libya met in Tunis on Monday.", "meet happened 040 TCD>LBY 2024-03-04 @Tunis"},
		{"The Libyan foreign minister's visit to Malta is off, her office said.", "visit cancelled 125 LBY>MLT @Malta"},
		{"The talks between Chad and Libya are on hold.", "meet postponed 125 TCD>LBY"},
		{"The talks between Chad and Libya were off to a good start.", "meet happened 040 TCD>LBY"},
		{"The visit of the Libyan president to Malta fell through.", "visit cancelled 125 LBY>MLT @Malta"},
		{"The Libyan president will not travel to Malta on Friday as planned.", "visit cancelled 125 LBY>MLT 2024-03-08 @Malta"},
		{"The visit of the Libyan president to Malta has been shelved.", "visit postponed 125 LBY>MLT @Malta"},
		{"Rwandan President Joseph Rugan met Elisha Mwaky of Tanzania and Paul Mbuyi of Burundi in Arusha on Monday.", "meet happened 040 RWA>TZA,BDI 2024-03-04 @Arusha"},
		{"Oman will host a meeting between officials of Iran and Iraq.", "host planned 036 OMN>IRN,IRQ"},
		{"Chad blocked exports to Libya, demanding an apology.", "demand_support happened 102 TCD>"},
		{"Chadian rebels plotted to attack the Libyan embassy.", "attack possible 190 TCD>LBY"},
		{"Chad and Libya signed a partnership on Monday.", "sign happened 057 TCD>LBY 2024-03-04"},
		{"Chad accused Libya of lying and called for a protest on Saturday.", "accuse happened 112 TCD>LBY"},
		{"The foreign ministers of Chad and Libya said Tuesday that they had agreed to take their dispute over the sea border to the International Court of Justice, ending talks that had gone nowhere.", "!sue planned 115 TCD,LBY>TCD,LBY 2024-03-05"},
		{"The ministers of Chad and Libya had lunch together in Tunis on Monday.", "meet happened 040 TCD>LBY 2024-03-04 @Tunis"},
		{"The Greek minister had an hour with the Maltese president on Monday.", "meet happened 040 GRC>MLT 2024-03-04"},
		{"Togo reopened a border post with Ghana.", "admit happened 086 TGO>GHA"},
		{"Poland rejected the extradition to Chile of a man who lives in Warsaw.", "extradite refused 121 POL>CHL @Warsaw"},
		{"Togo shut the frontier with Ghana on Sunday.", "restrict happened 172 TGO>GHA 2024-03-03 @Ghana"},
		{"The ministry in Lima has called off next week's cod talks with Bolivia.", "meet cancelled 125 PER>BOL 2024-03-11..2024-03-17 @Lima"},
		{"Will the foreign minister of Chile visit Peru next month?", "visit possible 036 CHL>PER 2024-04-01..2024-04-30 @Peru"},
		{"When will the foreign minister of Chile visit Peru?", "visit planned 036 CHL>PER @Peru"},
		{"Gunmen attacked a convoy on Thursday. Two days after the attack on Thursday, Libya recalled its ambassador to Chad.", "recall_envoy happened 161 LBY>TCD 2024-03-02"},
		{"In 2015 the Polish and Czech ministers met four times; last year they met once.", "meet happened 040 POL>CZE 2023-01-01..2023-12-31"},
		{"A crowd stormed the Saudi embassy in Tehran on Monday, Iran said.", "riot happened 145 IRN>SAU 2024-03-04 @Tehran"},
		{"Sri Lankan protesters burned a flag outside the Indian consulate on Monday.", "vandalize happened 145 LKA>IND 2024-03-04"},
		{"Norway and Chad began joint naval drills on Monday.", "joint_drill happened 062 NOR>TCD 2024-03-04"},
		{"The Indian navy arrested ten Pakistani fishermen and impounded two boats on Sunday.", "arrest happened 173 IND>PAK 2024-03-03"},
		{"The Indonesian president will visit Port Moresby next month.", "visit planned 036 IDN>PNG 2024-04-01..2024-04-30 @Port Moresby"},
		{"Norway called out the Belarusian president on Monday.", "criticise happened 111 NOR>BLR 2024-03-04"},
		{"Norway sent out troops to Chad on Monday.", "deploy happened 154 NOR>TCD 2024-03-04 @Chad"},
		{"Turkey does not rule out contacts.", "!reject negated 120 TUR>"},
		{"Netherlands and Russia failed to reach agreement on a tax treaty.", "fail_agree happened 120 NLD>RUS"},
		{"Norway and Chad carried out joint air force exercises near Oslo.", "joint_drill happened 062 NOR>TCD @Oslo"},
		{"Norway and Chad began a week of joint naval drills on Monday.", "joint_drill happened 062 NOR>TCD 2024-03-04"},
		{"Norway and Chad exchanged ten prisoners on Monday, with Oman and Qatar acting as hosts.", "exchange_prisoners happened 0841 NOR>TCD 2024-03-04"},
	} {
		w.tells(t, c.text, c.want)
	}
}
