package event

import "testing"

// TestOtherWords checks that what reports usually tell with one word is found where they tell it with another.
func TestOtherWords(t *testing.T) {
	w := newWay(t)
	for _, c := range []struct{ text, want string }{
		// who is where
		{"Norway's defence minister was in Warsaw on Monday.", "visit happened 042 NOR>POL 2024-03-04 @Warsaw"},
		{"Norway's defence minister, who was in Warsaw last week, called the day useful.", "visit happened 042 NOR>POL 2024-02-26..2024-03-03 @Warsaw"},
		{"The Serbian minister Petar Ilic will not be in Zagreb on Friday.", "visit cancelled 125 SRB>HRV 2024-03-08 @Zagreb"},
		{"Latvia's defence minister is expected at NATO headquarters on Friday.", "visit planned 036 LVA>IGONAT 2024-03-08"},
		{"Peru's trade minister is awaited in Santiago on Friday.", "visit planned 036 PER>CHL 2024-03-08 @Santiago"},
		{"The Mexican president has announced himself in Havana for Friday.", "visit planned 036 MEX>CUB 2024-03-08 @Havana"},
		{"Mexico's foreign minister stopped over in Havana on Monday.", "visit happened 042 MEX>CUB 2024-03-04 @Havana"},
		// who speaks with whom
		{"The foreign ministers of Kenya and Uganda saw each other in Arusha on Monday.", "meet happened 040 KEN>UGA 2024-03-04 @Arusha"},
		{"The foreign ministers of Kenya and Uganda sat together in Arusha on Monday.", "meet happened 040 KEN>UGA 2024-03-04 @Arusha"},
		{"The foreign ministers of Kenya and Uganda got together in Arusha on Monday.", "meet happened 040 KEN>UGA 2024-03-04 @Arusha"},
		{"A senior Kenyan official will sit with Uganda's aviation authority on Friday.", "meet planned 036 KEN>UGA 2024-03-08"},
		{"Kenya's Joseph Otieno and Uganda's Ruth Nakato spoke alone for an hour in Arusha.", "meet happened 040 KEN>UGA @Arusha"},
		{"Kenyan President Otieno and Ugandan President Nakato conferred on Monday.", "meet happened 040 KEN>UGA 2024-03-04"},
		{"The foreign ministers of Chad and Libya shall assemble in Tunis on Friday.", "meet planned 036 TCD>LBY 2024-03-08 @Tunis"},
		{"Peru's president and his Ecuadorian colleague had a private conversation in Quito.", "meet happened 040 PER>ECU @Quito"},
		{"Norway brought the two sides, Chad and Sudan, to the table in 1997.", "mediate happened 045 NOR>TCD,SDN 1997-01-01..1997-12-31"},
		{"Peru's foreign minister chaired a session in Lima between Chile and Bolivia.", "mediate happened 045 PER>CHL,BOL @Lima"},
		{"Chad lifted its embargo on Libyan goods on Monday, one day after the foreign ministers of the two countries met in Tunis.", "meet happened 040 TCD>LBY 2024-03-03 @Tunis"},
		{"Chad demanded compensation from Libya. Officials of the two countries met on Tuesday.", "meet happened 040 TCD>LBY 2024-03-05"},
		{"Vietnam's president spent two days in Vientiane last week.", "visit happened 042 VNM>LAO 2024-02-26..2024-03-03 @Vientiane"},
		// off and on
		{"Talks between Chad and Libya are off.", "meet cancelled 125 TCD>LBY"},
		{"Talks between Chad and Libya are on track.", "!meet cancelled 125 TCD>LBY"},
		{"The trip of Peru's president to Ecuador is off.", "visit cancelled 125 PER>ECU @Ecuador"},
		{"The Ghanaian premier's trip to Togo on Friday is off.", "visit cancelled 125 GHA>TGO 2024-03-08 @Togo"},
		{"The visit of the Ghanaian premier to Togo is still on.", "visit planned 036 GHA>TGO @Togo"},
		{"The talks between Chad and Libya are now off.", "meet cancelled 125 TCD>LBY"},
		// the same again
		{"Latvia threw out two Belarusian diplomats on Monday. Minsk did the same to two Latvians on Tuesday.", "expel_diplomats happened 161 BLR>LVA 2024-03-05"},
		{"Malta appealed to Tunisia to free the crew. Italy did the same a few hours later.", "appeal happened 020 ITA>TUN"},
		{"Malta recalled its ambassador to Tunisia on Monday. Italy followed suit on Tuesday.", "recall_envoy happened 161 ITA>TUN 2024-03-05"},
		{"Peru's premier condemned the Chilean raid. Bolivia's did likewise.", "criticise happened 111 BOL>CHL"},
		{"Malta recalled its ambassador to Tunisia on Monday. Malta did the same in May.", "!recall_envoy happened 161 MLT>TUN 2023-05-01..2023-05-31"},
		// force
		{"A Turkish coast guard cutter rammed a Greek fishing boat off Kos on Saturday.", "attack happened 190 TUR>GRC 2024-03-02"},
		{"The ramming of a Greek boat by a Turkish cutter was filmed.", "attack happened 190 TUR>GRC"},
		{"The sinking of a Greek trawler by the Turkish navy was filmed.", "shoot_down happened 194 TUR>GRC"},
		{"Turkish and Greek troops traded shots on the river on Sunday.", "attack happened 190 TUR>GRC 2024-03-03"},
		{"Turkish border guards fired first on Greek villagers.", "shoot happened 193 TUR>GRC"},
		{"Morocco caught twelve Spanish fishermen on Monday.", "arrest happened 173 MAR>ESP 2024-03-04"},
		{"Morocco let twelve Spanish fishermen go on Monday.", "release happened 0841 MAR>ESP"},
		// the door, the market
		{"Latvia showed two Belarusian diplomats the door on Monday.", "expel_diplomats happened 161 LVA>BLR 2024-03-04"},
		{"The Belarusian ambassador was told by Latvia on Monday to go.", "expel_diplomats happened 161 LVA>BLR 2024-03-04"},
		{"The Belarusian ambassador was given a week to leave Latvia.", "expel_diplomats happened 161 LVA>BLR"},
		{"Latvia's expulsion of three Belarusians was the second this year.", "expel_diplomats happened 161 LVA>BLR"},
		{"India's widening of the boycott of Nepali tea came late.", "sanction happened 163 IND>NPL"},
		{"India extended its measures against Nepal to tea and cement.", "sanction happened 163 IND>NPL"},
		{"India closed its market to Nepal on Monday.", "embargo happened 163 IND>NPL 2024-03-04"},
		{"India stopped buying tea from Nepal.", "embargo happened 163 IND>NPL"},
		{"India stopped buying tea from Nepal.", "!trade negated 061 IND>NPL"},
		{"Madrid called in the Algerian ambassador yesterday.", "summon happened 114 ESP>DZA 2024-03-05"},
		{"Spain sent for the Algerian ambassador.", "summon happened 114 ESP>DZA"},
		{"Spain hauled in the Algerian ambassador.", "summon happened 114 ESP>DZA"},
		{"Spain landed in Algiers.", "!summon happened 114 ESP>DZA"},
		{"Algeria turned the Spanish minister away at the airport.", "reject_access happened 1245 DZA>ESP"},
		{"Algeria refused the Spanish minister entry.", "reject_access happened 1245 DZA>ESP"},
		// what is asked, refused, offered, signed
		{"The Maltese foreign ministry protested to the Tunisian embassy.", "protest_note happened 114 MLT>TUN"},
		{"Malta asked Tunisia to free the crew, but Tunisia would not hear of it.", "promise refused 120 TUN>MLT"},
		{"Tunisia brushed aside Malta's demand.", "reject_yield happened 124 TUN>MLT"},
		{"Italy announced that it would bear the cost of a bridge in Albania.", "aid_economic planned 0331 ITA>ALB"},
		{"Norway's foreign minister offered her services to Chad and Libya.", "offer_mediation planned 039 NOR>TCD,LBY"},
		{"Chad and Libya put their names to an accord in Tunis.", "sign happened 057 TCD>LBY"},
		{"Chad and Libya signed a paper on fish in Tunis.", "sign happened 057 TCD>LBY @Tunis"},
		{"Chad and Libya settled on a joint administration of the port.", "agree_deal happened 030 TCD>LBY"},
	} {
		w.tells(t, c.text, c.want)
	}
}
