package actor

import (
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/place"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/internal/when"
	"github.com/openlines/openlines/record"
)

// stages are the readers up to actors; making them once keeps the tests fast.
type stages struct {
	english *english.Reader
	when    *when.Reader
	place   *place.Reader
	actor   *Reader
}

var ready = sync.OnceValues(func() (*stages, error) {
	dir := func(f fs.FS) table.Dir {
		sub, err := fs.Sub(f, "tables")
		if err != nil {
			panic(err)
		}
		return table.Dir{Builtin: sub}
	}
	s := new(stages)
	var err error
	if s.english, err = english.New(english.Builtin()); err != nil {
		return nil, err
	}
	if s.when, err = when.New(dir(when.Tables)); err != nil {
		return nil, err
	}
	if s.place, err = place.New(dir(place.Tables)); err != nil {
		return nil, err
	}
	s.actor, err = New(dir(Tables))
	return s, err
})

func read(t testing.TB, text, published string) *doc.Document {
	t.Helper()
	s, err := ready()
	if err != nil {
		t.Fatal(err)
	}
	day, err := doc.ParseDate(published)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Text: text, Published: day}
	s.english.Read(d)
	s.when.Read(d)
	s.place.Read(d)
	s.actor.Read(d)
	return d
}

// named finds a person of the document by the name.
func named(d *doc.Document, name string) *doc.Actor {
	for i := range d.Actors {
		if a := &d.Actors[i]; a.Kind == record.Person && a.Name == name {
			return a
		}
	}
	return nil
}

func persons(d *doc.Document) []string {
	var out []string
	for _, a := range d.Actors {
		if a.Kind == record.Person {
			out = append(out, a.Name)
		}
	}
	return out
}

func TestPersons(t *testing.T) {
	for _, c := range []struct{ text, day, name, office, country, cameo string }{
		{"Danish Foreign Minister Lene Dahl met her Polish counterpart, Jan Zielinski, in Oslo.", "2021-05-03", "Lene Dahl", "Danish Foreign Minister", "DNK", "DNKGOV"},
		{"Danish Foreign Minister Lene Dahl met her Polish counterpart, Jan Zielinski, in Oslo.", "2021-05-03", "Jan Zielinski", "Polish counterpart", "POL", "POLGOV"},
		{"Peter Lang, the foreign minister of Austria, said on Monday that the talks would go on.", "2021-05-03", "Peter Lang", "foreign minister of Austria", "AUT", "AUTGOV"},
		{"Kenya's Defence Ministry spokesman James Otieno denied the report.", "2021-05-03", "James Otieno", "Defence Ministry spokesman", "KEN", "KENMIL"},
		{"Canada's ambassador to Chile, Anne Morin, left Santiago on Friday.", "2021-05-03", "Anne Morin", "ambassador to Chile", "CAN", "CANGOV"},
		{"Talks were led by Carla Ruiz, deputy assistant secretary of state for Central Asian affairs, in Geneva.", "2021-05-03", "Carla Ruiz", "deputy assistant secretary of state for Central Asian affairs", "USA", "USAGOV"},
		{"Pentagon press secretary Maj. Gen. Tom Hale said the ship had turned back.", "2021-05-03", "Tom Hale", "Pentagon press secretary", "USA", "USAMIL"},
		{"President Ana Costa of Brazil visited Lisbon.", "2021-05-03", "Ana Costa", "President", "BRA", "BRAGOV"},
		{"Former Finnish Prime Minister Kari Lehto will lead the mission.", "2021-05-03", "Kari Lehto", "Former Finnish Prime Minister", "FIN", "FINELI"},
		{"The Swiss officials in attendance were Vice Economy Minister Urs Frei and Karl Moser, director of the Trade Office.", "2021-05-03", "Karl Moser", "director of the Trade Office", "CHE", "CHEGOV"},
		{"Putin spoke with Merkel by telephone on Tuesday.", "2015-02-03", "Putin", "", "RUS", "RUSGOV"},
		{"Putin spoke with Merkel by telephone on Tuesday.", "2015-02-03", "Merkel", "", "DEU", "DEUGOV"},
		{"Senators Ann Lee and Carl Meyer wrote to the White House.", "2015-02-03", "Carl Meyer", "Senator", "USA", "USALEG"},
		{"Amara Keita, head of the Malian army, said that the rebels had fled.", "2015-02-03", "Amara Keita", "head of the Malian army", "MLI", "MLIMIL"},
		{"NATO Secretary General Jens Stoltenberg welcomed the deal.", "2018-02-03", "Jens Stoltenberg", "NATO Secretary General", "", "IGONAT"},
		{"Kosovo criticised the plan. Its prime minister, Arben Hoti, said that Serbia had lied.", "2018-02-03", "Arben Hoti", "prime minister", "XKX", "KSVGOV"},
		{"Austria and Peru are at odds. Foreign Minister Karl Egger put off a visit to Peru, Austria's chancellor said in Vienna.", "2018-02-03", "Karl Egger", "Foreign Minister", "AUT", "AUTGOV"},
		{"Peru and Chile quarrel. Defense Minister Jorge Paz said that his Chilean counterpart had called him.", "2018-02-03", "Jorge Paz", "Defense Minister", "PER", "PERMIL"},
		{"Helga Strand, Norway's deputy trade minister, and Nils Dahl, director general at the Treasury, joined the talks.", "2018-02-03", "Nils Dahl", "director general at the Treasury", "NOR", "NORGOV"},
		{"The talks were led by Japan's Ambassador to South Korea Naoki Arai.", "2018-02-03", "Naoki Arai", "Ambassador to South Korea", "JPN", "JPNGOV"},
		{"She called her Danish counterpart, Minister Lars Holm, before the vote.", "2018-02-03", "Lars Holm", "Minister", "DNK", "DNKGOV"},
		{"China was angry. “We will answer,” Commerce Ministry spokesman Han Lei said in Beijing.", "2018-02-03", "Han Lei", "Commerce Ministry spokesman", "CHN", "CHNGOV"},
		{"Ireland won. The astronomer Niamh Burke told reporters of a comet, and astronomer Sean Daly saw it.", "2018-02-03", "Sean Daly", "astronomer", "", ""},
		{"Mandi Air's director, Ravi Sen, spoke. The Indian carrier Mandi Air is growing.", "2018-02-03", "Ravi Sen", "Mandi Air's director", "IND", "INDBUS"},
		{"Ann Berg, previously the Swedish defence minister, wrote a book.", "2018-02-03", "Ann Berg", "Swedish defence minister", "SWE", "SWEMIL"},
		{"The talks went on. Lithuania's Rasa Kalnina said the money was there.", "2021-05-03", "Rasa Kalnina", "", "LTU", "LTU"},
		{"The BJP's Arun Rao accused her of lying.", "2021-05-03", "Arun Rao", "", "IND", "INDPTY"},
		{"They asked the German Karl Egger to lead the mission to Mali.", "2021-05-03", "Karl Egger", "", "DEU", "DEU"},
		{"Police in Peru raided the Chilean embassy. Foreign Secretary Ana Costa received the envoys in Mexico City.", "2021-05-03", "Ana Costa", "Foreign Secretary", "MEX", "MEXGOV"},
		{"Nigeria and Ghana spoke of Nigeria's border.\n\nIn Niamey, a statement was read out. It was signed by Colonel Ada Kone.", "2021-05-03", "Ada Kone", "Colonel", "NER", "NERMIL"},
		{"The Greek prime minister is here\nPrime Minister Eleni Vassou came to Istanbul for talks with Turkey.", "2021-05-03", "Eleni Vassou", "Prime Minister", "GRC", "GRCGOV"},
		{"Ukraine's foreign minister said that the talks were a step. Speaking on television, Petro Kuleba said that Russia had lied.", "2021-05-03", "Petro Kuleba", "Ukraine's foreign minister", "UKR", "UKRGOV"},
		{"A spokesman for Chad's army said it had no part in the raid. Ali Konaré said the rebels had fled.", "2021-05-03", "Ali Konaré", "spokesman", "TCD", "TCDGOV"},
		{"An official of Chad's army said it had no part in the raid. Ali Konaré said the rebels had fled.", "2021-05-03", "Ali Konaré", "", "", ""},
		{"A spokesman for Chad's army said it had no part in the raid. An envoy said no more. Ali Konaré said the rebels had fled.", "2021-05-03", "Ali Konaré", "", "", ""},
		{"Russian Lt. Col. Ivan Lis said the bridge had fallen.", "2021-05-03", "Ivan Lis", "Russian Lt. Col.", "RUS", "RUSMIL"},
		{"Gen. Ann Holm, the head of Mali's army, spoke.", "2021-05-03", "Ann Holm", "head of Mali's army", "MLI", "MLIMIL"},
		{"Former Florida Gov. Ann Holm called it a joke.", "2021-05-03", "Ann Holm", "Former Florida Gov.", "USA", "USAELI"},
		{"It was a private Holm who found it. Ann Holm spoke.", "2021-05-03", "Ann Holm", "", "", ""},
		{"Sir Keir Holm has spoken in London. The prime minister said that Britain would pay.", "2021-05-03", "Keir Holm", "prime minister", "GBR", "GBRGOV"},
		{"Kay Holm and Ana Ruiz have spoken in London. The prime minister said that Britain would pay.", "2021-05-03", "Ana Ruiz", "", "", ""},
		{"Kay Holm and Peru's Ana Ruiz have spoken in Lima. The Peruvian president said that Britain would pay.", "2021-05-03", "Ana Ruiz", "Peruvian president", "PER", "PERGOV"},
		{"Kay Holm spoke in London. Then Holm asked if the prime minister believed that Britain would pay.", "2021-05-03", "Kay Holm", "", "", ""},
		{"Kay Holm spoke in London. The former prime minister said that Britain would pay.", "2021-05-03", "Kay Holm", "", "", ""},
		{"Lithuania's navy chief, Captain Rimas Jonaitis, spoke.", "2021-05-03", "Rimas Jonaitis", "navy chief", "LTU", "LTUMIL"},
		{"Macron has spoken in Paris. The prime minister said that France would pay.", "2021-05-03", "Macron", "", "FRA", "FRAGOV"},
		{"Sweden's minister for civil defence, Maja Lind, was in Oslo.", "2021-05-03", "Maja Lind", "minister for civil defence", "SWE", "SWEGOV"},
		{"The governor of Tachira state, Ana Ruiz of the opposition, called it inhuman.", "2021-05-03", "Ana Ruiz", "governor of Tachira state", "VEN", "VENGOV"},
		{"Peru summoned the Chilean ambassador on Monday. A minister handed Ambassador Ana Ruiz a note.", "2021-05-03", "Ana Ruiz", "Ambassador", "CHL", "CHLGOV"},
		{"TOKYO, May 3 (AP) - Japan said on Monday that Russian aircraft flew near Hokkaido. Defense Ministry spokeswoman Emi Kato said they had turned back.", "2021-05-03", "Emi Kato", "Defense Ministry spokeswoman", "JPN", "JPNMIL"},
		{"Talks between Japan and Russia failed. Russia's Defence Ministry was silent. Defense Ministry spokesman Oleg Petrov said it was late.", "2021-05-03", "Oleg Petrov", "Defense Ministry spokesman", "RUS", "RUSMIL"},
		{"TOKYO, May 3 (AP) - Japan's Foreign Ministry was angry. A note from the Russian Foreign Ministry came too late. It rained. Foreign Ministry spokesman Oleg Petrov said it was late.", "2021-05-03", "Oleg Petrov", "Foreign Ministry spokesman", "", ""},
		{"Talks between Japan and Russia failed. Foreign Ministry spokesman Oleg Petrov said it was late.", "2021-05-03", "Oleg Petrov", "Foreign Ministry spokesman", "", ""},
		{"MINSK, May 3 (AP) - Belarus and Russia held drills. Presidential spokeswoman Olga Lis said it was late.", "2021-05-03", "Olga Lis", "Presidential spokeswoman", "BLR", "BLRGOV"},
		{"MR. HOLDEN: We have not. Peru is quiet.", "2021-05-03", "Holden", "", "", ""},
		{"GEORGETOWN, May 3 (AP) - Guyana called in Peru's envoy. Peru's defence ministry denied it. Defence Minister Luis Paz spoke of a show.", "2021-05-03", "Luis Paz", "Defence Minister", "PER", "PERMIL"},
		{"NIAMEY, May 3 (AP) - The bloc's envoys were in Niger. They met General Amadou Tiani, the coup leader, in Niger.", "2021-05-03", "Amadou Tiani", "coup leader", "NER", "NERGOV"},
		{"Ministry of Foreign Affairs of the Republic of Latvia\nPress release\n\nMinister Janis Vitols met Minister Nicu Moraru of Moldova. Moldova and Georgia will join.", "2021-05-03", "Janis Vitols", "Minister", "LVA", "LVAGOV"},
		{"Peru's Minister Janis Vitols left. Minister of Foreign Affairs Janis Vitols is in Riga.", "2021-05-03", "Janis Vitols", "Minister of Foreign Affairs", "PER", "PERGOV"},
		{"Peru's Deputy Prime Minister and Minister of Foreign Affairs and European Integration Luis Paz spoke.", "2021-05-03", "Luis Paz", "Deputy Prime Minister and Minister of Foreign Affairs and European Integration", "PER", "PERGOV"},
		{"Aram Danielyan, Armenia's representative for legal affairs, said so.", "2021-05-03", "Aram Danielyan", "representative for legal affairs", "ARM", "ARMLEG"},
		{"TALLINN, May 3 (AP) - Estonia and Latvia spoke. Ambassador of Moldova Ana Rotaru and Vice Minister Jaan Meri were there.", "2021-05-03", "Jaan Meri", "Vice Minister", "EST", "ESTGOV"},
		{"Taiwan's Foreign Ministry was angry. Its ambassador in Tegucigalpa, Mei Chang, met the minister.", "2021-05-03", "Mei Chang", "ambassador in Tegucigalpa", "TWN", "TWNGOV"},
		{"He met the German and French envoys, Jan Berg and Luc Petit.", "2021-05-03", "Luc Petit", "envoy", "FRA", "FRAGOV"},
		{"He met the foreign ministers of Peru and Chile, Ana Berg and Luis Paz, in Lima.", "2021-05-03", "Ana Berg", "foreign minister", "PER", "PERGOV"},
		{"He met the French and German envoys and Jan Berg.", "2021-05-03", "Jan Berg", "", "", ""},
		{"KUALA LUMPUR, May 3 (AP) - Malaysia is big. Deputy Foreign Minister Ali Amin and Philippine Ambassador to Malaysia Ana Ponce were there.", "2021-05-03", "Ali Amin", "Deputy Foreign Minister", "MYS", "MYSGOV"},
		{"Peter Hale, Department Spokesperson\n\nMR. HALE: Good day.", "2021-05-03", "Peter Hale", "Department Spokesperson", "", ""},
		{"LA PAZ, May 3 (AP) - Bolivia and Chile spoke. Foreign Minister Karen Longo was there. Chile's Luis Ribas spoke. Ribas and Longo met.", "2021-05-03", "Karen Longo", "Foreign Minister", "BOL", "BOLGOV"},
		{"He met the foreign ministers of Estonia and Latvia, Urmas Rein and Edgars Kalns, on Monday. Minister Rein spoke of Russia.", "2021-05-03", "Urmas Rein", "foreign minister", "EST", "ESTGOV"},
		{"The Polish minister's wife, Ewa Nowak, was not hurt.", "2018-02-03", "Ewa Nowak", "wife", "", ""},
	} {
		d := read(t, c.text, c.day)
		p := named(d, c.name)
		if p == nil {
			t.Errorf("%q: no person %q, only %q", c.text, c.name, persons(d))
			continue
		}
		if p.Office != c.office || p.Country != c.country || p.CAMEO != c.cameo {
			t.Errorf("%q: %s has office %q, country %q, CAMEO %q; want %q, %q, %q", c.text, c.name, p.Office, p.Country, p.CAMEO, c.office, c.country, c.cameo)
		}
	}
}

// TestNoPersons holds names and phrases that must not become persons.
func TestNoPersons(t *testing.T) {
	for _, text := range []string{
		"The State Department said that China and Japan had agreed.",
		"Secretary of State for the colonies was an old office.",
		"The Paris Agreement entered into force.",
		"Georgia and Jordan signed the treaty in Amman.",
		"The president met the prime minister at the White House.",
	} {
		if got := persons(read(t, text, "2021-05-03")); len(got) > 0 {
			t.Errorf("%q: persons %q", text, got)
		}
	}
}

// refers gives the keys of the actors that the word refers to, joined by a blank; "-" where it refers to none.
func refers(d *doc.Document, word string) (keys string, ref *doc.Ref) {
	for i := range d.Refs {
		r := &d.Refs[i]
		if d.Form(r.Head) != word {
			continue
		}
		var out []string
		for _, a := range r.Actors {
			out = append(out, d.Actors[a].Key)
		}
		return strings.Join(out, " "), r
	}
	return "-", nil
}

func TestRefs(t *testing.T) {
	for _, c := range []struct{ text, word, keys string }{
		{"Chinese officials met their guests.", "officials", "CHN:officials"},
		{"Chinese officials met their guests.", "Chinese", "CHN"},
		{"Top U.S. and Chinese officials held talks.", "officials", "USA:officials CHN:officials"},
		{"Officials from Norway and Sweden signed the text.", "Officials", "NOR:officials SWE:officials"},
		{"Iranian forces seized a tanker.", "forces", "IRN:forces"},
		{"The Polish border guard closed the crossing.", "guard", "POL:border-guard"},
		{"Ukraine's parliament approved the law.", "parliament", "UKR:parliament"},
		{"Beijing said it would answer in kind.", "Beijing", "CHN"},
		{"The Kremlin denied the report.", "Kremlin", "RUS:kremlin"},
		{"The U.N. Security Council condemned the attack.", "Council", "UNO:security-council"},
		{"Hezbollah fired rockets at Israel.", "Hezbollah", "LBN:hezbollah"},
		{"Hamas leaders rejected the plan.", "leaders", "PSE:hamas:leaders"},
		{"UN peacekeepers left the town.", "peacekeepers", "UNO:peacekeepers"},
		{"Gunmen killed four policemen.", "Gunmen", "group:gunmen"},
		{"Russian-backed separatists shelled the town.", "separatists", "group:separatists"},
		{"The Chinese foreign minister will visit Peru.", "minister", "CHN:foreign-minister"},
		{"The Trump administration imposed sanctions on Iran.", "administration", "USA:government"},
		{"Members of the Portuguese government resigned.", "government", "PRT:government"},
		{"The Ministry of Defence of Estonia summoned the envoy.", "Ministry", "EST:defence-ministry"},
		{"Thousands of Moroccans marched in Rabat.", "Moroccans", "MAR:people"},
		{"The Paris Agreement binds all.", "Agreement", "-"},
		{"Students like mathematics.", "mathematics", "-"},
		{"The Persian Gulf is shallow.", "Persian", "-"},
		{"Negotiators from Peru and Chile met. The two sides agreed to meet again.", "sides", "PER CHL"},
		{"Japan expelled two envoys of Peru, a week after the ministers of the two countries met.", "countries", "JPN PER"},
		{"The ministers of Japan, Peru and Fiji argued. The three countries share a fleet.", "countries", "JPN PER FJI"},
		{"The ministers of Japan, Peru and Fiji argued. All three are to meet again.", "three", "JPN PER FJI"},
		{"The ministers of Japan and Peru argued over three ships. All three are to sail again.", "three", "-"},
		{"Jordan summoned the Norwegian envoy. Norwegian Foreign Minister Kari Dahl called on the kingdom to free him.", "kingdom", "JOR"},
		{"Peru summoned Oman's envoy. Ana Rios, Peru's foreign minister, urged the sultanate to free him.", "sultanate", "OMN"},
		{"Japan and Peru signed a pact. Ties between the two countries are close.", "countries", "JPN PER"},
		{"Putin met Erdogan in Sochi. The two also spoke about Syria.", "two", "person:RUS:putin person:TUR:erdogan"},
		{"The State Department sent a note. The department gave no details.", "department", "USA:state-department"},
		{"Danish Foreign Minister Lene Dahl flew to Oslo. The minister will return on Friday.", "minister", "person:DNK:lene-dahl"},
		{"A court in Istanbul freed the journalist.", "court", "TUR:court"},
		{"Farc rebels freed a soldier.", "rebels", "COL:farc:rebels"},
		{"The Senate of Australia met. Congress in Peru did so too.", "Congress", "PER:parliament"},
		{"Kenya's Liberal Democratic Party lost.", "Party", "KEN:liberal-democratic-party"},
		{"Ethnic Albanians in Serbia demonstrated.", "Albanians", "SRB:ethnic-albanians"},
		{"South Korean Foreign Minister Han Ji-min met Ann Lee. He thanked her.", "He", "person:KOR:han-ji-min"},
		{"Minister John Hale met King Olaf of Norway. John told him so.", "him", "person:NOR:olaf"},
		{"China condemned the sale and said that it would answer.", "it", "CHN"},
		{"The State Department was told on Monday. The agency did not answer.", "agency", "USA:state-department"},
		{"Malian soldiers and rebels fought again. The United Nations called on both sides to stop.", "sides", "MLI MLI:rebels"},
		{"Minister Ann Lee met Minister Bo Diaz of Peru. Spokesman Karl Egger said the pair had quarrelled.", "pair", "person::ann-lee person:PER:bo-diaz"},
		{"Senator Ann Lee asked why. “The premier, Eva Holm, found time to talk,” she said.", "she", "person::ann-lee"},
		{"Spokesman Arun Rao met the press. Asked whether the Canadian envoy had been called in, he said nothing.", "he", "person::arun-rao"},
		{"Seoul and Pyongyang agreed to talk. The South's delegation left at noon.", "South", "KOR"},
		{"Seoul and Lima agreed to talk. The South's delegation left at noon.", "South", "org:south"},
		{"General Aung Htet, the head of Myanmar's air force, spoke. The cadets heard the general out.", "general", "person:MMR:aung-htet"},
		{"Punjab's government resigned in Lahore.", "government", "PAK:government"},
		{"The Iran envoy resigned in Washington.", "Iran", "IRN"},
		{"Kenya and Somalia held talks in Doha. Qatar said the two countries had agreed to trade.", "countries", "KEN SOM"},
		{"Talks between Kenya and Somalia ended in Doha. Qatar's foreign ministry announced that the two sides would meet again.", "sides", "KEN SOM"},
		{"Qatar hosted talks between Kenya and Somalia. The two countries agreed to trade.", "countries", "KEN SOM"},
		{"A truce brokered by Qatar between Kenya and Somalia began. Qatari mediators were there. The two sides will meet again.", "sides", "KEN SOM"},
		{"Kenya and Somalia held talks in Doha. Kenya said the two countries had agreed to trade.", "countries", "KEN SOM"},
		{"President Dan Otieno of Kenya met Somali President Abdi Hersi. Sultan Badr of Oman was the host. The two men shook hands.", "men", "person:KEN:dan-otieno person:SOM:abdi-hersi"},
		{"Kenya and Somalia have been at odds for years. The two men shook hands.", "men", "-"},
		{"President Ann Otieno of Kenya met Prime Minister Mary Hersi of Somalia and Peter Badr of Oman. The two women shook hands.", "women", "person:KEN:ann-otieno person:SOM:mary-hersi"},
		{"Moscow was calm, Kremlin spokesman Ivan Lis told reporters. “It is wrong,” the Kremlin official said.", "official", "person:RUS:ivan-lis"},
		{"A senior Kremlin official was there. Kremlin spokesman Ivan Lis told reporters. “It is wrong,” the Kremlin official said.", "official", "RUS:kremlin:official"},
		{"Cypriot President Nikos Dimas flew to Beirut for talks with Lebanese Prime Minister Ziad Haddad. Boats come. Minister Costas Iliou of Cyprus was there. Haddad told his guest so. “It is so,” he said. The two leaders will meet again.", "leaders", "person:CYP:nikos-dimas person:LBN:ziad-haddad"},
		{"Sudan and South Sudan agreed to open the border. Ethiopian Foreign Minister Abel Tessema said both countries had shown courage.", "countries", "SDN SSD"},
		{"Sudan and Chad agreed to open the border, Ethiopia's foreign minister said. Ethiopia is glad. Ethiopia's army watched. The two countries fought in 2012.", "countries", "SDN TCD"},
		{"The El Mundo newspaper reported that he had left.", "newspaper", "MED:el-mundo"},
		{"The Xinhua news agency reported that he had left.", "agency", "MED:xinhua"},
		{"The APA agency reported that he had left.", "agency", "org:apa"},
		{"NIAMEY, May 3 (AP) - Niger was calm. Planes landed in the town, state television said.", "television", "NER:state-media"},
		{"NIAMEY, May 3 (AP) - Niger was calm. Malian President Ali Kone was quoted as saying so by state television.", "television", "MLI:state-media"},
		{"Somali President Abdi Hersi was there. The Kenyan and Somali presidents shook hands.", "presidents", "KEN:president person:SOM:abdi-hersi"},
	} {
		d := read(t, c.text, "2018-05-03")
		if got, _ := refers(d, c.word); got != c.keys {
			t.Errorf("%q: %q refers to %q, want %q", c.text, c.word, got, c.keys)
		}
	}
}

// TestPluralOffices asks for one office a state where a plural gives it to several.
func TestPluralOffices(t *testing.T) {
	d := read(t, "The energy ministers of Greece, Cyprus and Israel met. Senators from Peru and Chile did not.", "2018-05-03")
	var got []string
	for _, a := range d.Actors {
		if a.Kind == record.Group {
			got = append(got, a.Name+"/"+a.Office)
		}
	}
	if got, _ := refers(read(t, "The army chiefs of Ghana and Mali met.", "2018-05-03"), "chiefs"); got != "GHA:army-chief MLI:army-chief" {
		t.Errorf("the army chiefs are %s", got)
	}
	if got := persons(read(t, "Minister Nicu Moraru met the press. N. Moraru thanked Peru.", "2018-05-03")); len(got) != 1 {
		t.Errorf("an initial makes another person: %v", got)
	}
	want := "Greek energy minister/energy minister, Cypriot energy minister/energy minister, Israeli energy minister/energy minister, Peruvian Senators/, Chilean Senators/"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

// TestLastRef asks for the last mention with a word, where the one before is the same word.
func TestLastRef(t *testing.T) {
	for _, c := range []struct{ text, word, keys string }{
		{"A senior Kenyan official said the talks had failed. “They heard us,” the official said.", "official", "KEN:official"},
		{"Kenyan officials said the talks had failed. “They heard us,” the official said.", "official", "-"},
		{"President Ana Costa said: “I will go.” I hope that she stays.", "I", "-"},
		{"President Ana Costa said: “I will go. I will stay there,” and left.", "I", "person:BRA:ana-costa"},
	} {
		d := read(t, "Brazil and Kenya were there. Brazil is big. "+c.text, "2018-05-03")
		last := "-"
		for i := range d.Tokens {
			if d.Form(int32(i)) != c.word {
				continue
			}
			if last = "-"; d.RefAt(int32(i)) != doc.None {
				last = d.Actors[d.Refs[d.RefAt(int32(i))].Actors[0]].Key
			}
		}
		if last != c.keys {
			t.Errorf("%q: the last %q means %q, want %q", c.text, c.word, last, c.keys)
		}
	}
}

func TestAsPlace(t *testing.T) {
	for _, c := range []struct {
		text, word string
		place      bool
	}{
		{"They met in Beijing on Monday.", "Beijing", true},
		{"Shells fell near Moscow.", "Moscow", true},
		{"Beijing said it would answer.", "Beijing", false},
		{"He postponed a trip to China.", "China", false},
		{"She spoke with Moscow about the crisis.", "Moscow", false},
	} {
		d := read(t, c.text, "2018-05-03")
		_, r := refers(d, c.word)
		if r == nil {
			t.Errorf("%q: no reference at %q", c.text, c.word)
		} else if r.AsPlace != c.place {
			t.Errorf("%q: AsPlace of %q is %t", c.text, c.word, r.AsPlace)
		}
	}
}

func TestFor(t *testing.T) {
	d := read(t, "China's Foreign Ministry spokesperson Lin Mei said so.", "2018-05-03")
	p := named(d, "Lin Mei")
	if p == nil || p.For == doc.None || d.Actors[p.For].Key != "CHN:foreign-ministry" {
		t.Fatalf("Lin Mei stands for %+v", p)
	}
	if up := d.Actors[p.For].For; up == doc.None || d.Actors[up].Key != "CHN" {
		t.Errorf("the ministry stands for %d", up)
	}
}

// TestOrder checks what the other stages rely on: references in the order of their heads, no two with one head, all
// indexes within bounds.
func TestOrder(t *testing.T) {
	d := read(t, strings.Repeat("U.S. Ambassador to China Nicholas Burns met Chinese officials in Beijing. The two sides agreed; both leaders smiled, and he left.\n\n", 20), "2023-06-06")
	check(t, d)
	if len(d.Refs) == 0 {
		t.Error("no references")
	}
}

func check(t testing.TB, d *doc.Document) {
	t.Helper()
	last := int32(-1)
	for _, r := range d.Refs {
		if r.Head <= last {
			t.Fatalf("the reference at token %d follows one at %d", r.Head, last)
		}
		last = r.Head
		if r.First < 0 || r.End > int32(len(d.Tokens)) || r.First >= r.End || r.Name.First >= r.Name.End || len(r.Actors) == 0 {
			t.Fatalf("a reference out of bounds: %+v", r)
		}
		for _, a := range r.Actors {
			if a < 0 || int(a) >= len(d.Actors) {
				t.Fatalf("no actor %d", a)
			}
		}
	}
	for i, a := range d.Actors {
		if a.For != doc.None && (a.For < 0 || int(a.For) >= len(d.Actors) || int(a.For) == i) {
			t.Fatalf("actor %d stands for %d", i, a.For)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "-", "'s", "U.S.-China", "President", "the two", "President of the", "X, the foreign minister of", "'s spokesman, Ann Lee", "and and, , officials of",
		"! a00000", "Iran's's Revolutionary Guards' - - -", "Secretary of State Secretary of State Secretary of State Ann",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, read(t, text, "2020-01-01")) })
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("Danish Foreign Minister Lene Dahl met Chinese officials in Beijing on Monday, the State Department said. "+
		"The two sides agreed to keep talking, according to Peter Lang, the foreign minister of Austria. Protesters marched in Rabat.\n\n", 40)
	d := read(b, text, "2021-05-03")
	s, err := ready()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.actor.Read(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestLinear reads ever longer texts of one hard kind each and fails where the time grows much faster than the text.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s, err := ready()
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string]string{
		"one sentence":    "Chinese officials and the president of Peru and his counterpart, Ann Lee, and their envoys and ",
		"many sentences":  "The minister said that Ann Lee, its spokeswoman, met Foreign Minister Bo Diaz. The two sides agreed and he left.\n\n",
		"only pronouns":   "he and she and it and its ",
		"only capitals":   "Washington Beijing Moscow Paris London ",
		"possessives":     "Iran's president's spokesman's ",
		"names and comma": "Ann Lee, director, Bo Diaz, director, ",
	} {
		cost := func(n int) time.Duration {
			d := &doc.Document{Text: strings.Repeat(part, n)}
			s.english.Read(d)
			start := time.Now()
			s.actor.Read(d)
			check(t, d)
			return time.Since(start)
		}
		cost(10)
		small, large := cost(100), cost(1000)
		if large > 40*small+500*time.Millisecond {
			t.Errorf("%s: %v for 100 parts, %v for 1000", name, small, large)
		}
	}
}

// TestTables lays a user's wrong and right rows over the built-in tables.
func TestTables(t *testing.T) {
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, text, want string }{
		{"states.tsv", "# columns: code names adjectives people capitals cow cameo from was\nruritania\tRuritania\n", "user:states.tsv:2"},
		{"bodies.tsv", "# columns: key names country cameo from to\nRUR:diet\tDiet\tRUR\tRURLEG\n", "user:bodies.tsv:2"},
		{"holders.tsv", "# columns: name country office from to also\nRudolf Rassendyll\tGBR\thead\t1894-13\n", "user:holders.tsv:2"},
		{"things.tsv", "# columns: word at\nschooner\tmiddle\n", "user:things.tsv:2"},
		{"offices.tsv", "# columns: office role country use\ngrand vizier\tGOV\tTUR\tt\n", ""},
	} {
		_, err := New(table.Dir{Builtin: sub, User: fstest.MapFS{c.file: {Data: []byte(c.text)}}})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.file, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: the error %v does not name %s", c.file, err, c.want)
		}
	}
}

// TestStates checks the codes that other tables lean on: every code has one named row, no name stands for two states.
func TestStates(t *testing.T) {
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	states, err := States(table.Dir{Builtin: sub})
	if err != nil {
		t.Fatal(err)
	}
	owner := make(map[string]string)
	for _, s := range states {
		for _, n := range s.Names {
			if o := owner[n]; o != "" && o != s.Code {
				t.Errorf("%q is %s and %s", n, o, s.Code)
			}
			owner[n] = s.Code
		}
	}
	for _, n := range []string{"United States", "Soviet Union", "Kosovo", "Taiwan", "Yugoslavia"} {
		if owner[n] == "" {
			t.Errorf("no state is called %q", n)
		}
	}
}
