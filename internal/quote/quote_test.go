package quote

import (
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/internal/when"
)

func builtin(t testing.TB) *Reader {
	t.Helper()
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(table.Dir{Builtin: sub})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var loadEnglish = sync.OnceValues(func() (*english.Reader, error) { return english.New(english.Builtin()) })

var loadWhen = sync.OnceValues(func() (*when.Reader, error) {
	sub, err := fs.Sub(when.Tables, "tables")
	if err != nil {
		return nil, err
	}
	return when.New(table.Dir{Builtin: sub})
})

func read(t testing.TB, r *Reader, text string) *doc.Document {
	t.Helper()
	en, err := loadEnglish()
	if err != nil {
		t.Fatal(err)
	}
	times, err := loadWhen()
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Text: text, Explain: true}
	en.Read(d)
	times.Read(d)
	r.Read(d)
	return d
}

// show writes the statements as "source | cue | content", one a line; pieces are joined by " + ".
func show(d *doc.Document) string {
	words := func(rs []doc.Range) string {
		var ws []string
		for _, r := range rs {
			ws = append(ws, d.Text[r.Start:r.End])
		}
		return strings.Join(ws, " + ")
	}
	var lines []string
	for _, s := range d.Statements {
		lines = append(lines, words(s.Source)+" | "+words(s.Cue)+" | "+words(s.Content))
	}
	return strings.Join(lines, "\n")
}

func TestRead(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ name, text, want string }{
		{"that", `The foreign ministry said that the talks had failed.`,
			`The foreign ministry | said | the talks had failed`},
		{"without that", `Mr. Tanaka said the two countries would reopen their embassies.`,
			`Mr. Tanaka | said | the two countries would reopen their embassies`},
		{"quotation first", `"We will not leave the treaty," said Ana Silva, the defence minister.`,
			`Ana Silva, the defence minister | said | We will not leave the treaty`},
		{"quotation parted by the saying", `“We want peace,” the president said. “But we are ready for war.”`,
			`the president | said | We want peace + But we are ready for war`},
		{"quotation last", `The envoy told reporters: "The border is closed."`,
			`The envoy | told | The border is closed`},
		{"mixed", `Minister Kaya said the offer was “a bad joke” and would be refused.`,
			`Minister Kaya | said | the offer was “a bad joke” and would be refused`},
		{"clause before the saying", `The two ministers met in Vienna, the interior ministry announced Tuesday.`,
			`the interior ministry | announced | The two ministers met in Vienna`},
		{"clause around the saying", `The dam, the governor said, was never safe.`,
			`the governor | said | The dam + was never safe`},
		{"time before that", `Reuters reported Tuesday that the ship had left the port.`,
			`Reuters | reported | the ship had left the port`},
		{"the narrator comes back", `Reuters reported that the ship had left, though the port has denied it.`,
			"Reuters | reported | the ship had left\nthe port | has denied | it"},
		{"aside", `The army withdrew, the general said, adding that two soldiers were missing.`,
			"the general | said | The army withdrew\nthe general | adding | two soldiers were missing"},
		{"according to, last", `The bridge was hit twice, according to the Red Cross.`,
			`the Red Cross | according to | The bridge was hit twice`},
		{"according to, first", `According to the Red Cross, the bridge was hit twice.`,
			`the Red Cross | According to | the bridge was hit twice`},
		{"document", `“The parties exchanged views on trade,” the release reads.`,
			`the release | reads | The parties exchanged views on trade`},
		{"noun", `They ignored his warning that the truce could collapse.`,
			`his | warning | the truce could collapse`},
		{"noun and its carrier", `The ministry made the claim that the drone was shot down.`,
			`The ministry | made the claim | the drone was shot down`},
		{"asked whether", `A reporter asked whether the visit had been cancelled.`,
			`A reporter | asked | whether the visit had been cancelled`},
		{"named", `The chancellor called the ambassador "a liar".`,
			`The chancellor | called | the ambassador "a liar`},
		{"accused", `Cairo accused the rebels of breaking the truce.`,
			`Cairo | accused | the rebels of breaking the truce`},
		{"urged", `Washington urged Ankara to open the border.`,
			`Washington | urged | Ankara to open the border`},
		{"belief", `The premier believes that the vote will be close.`,
			`The premier | believes | the vote will be close`},
		{"denied", `The company denied that it had paid bribes.`,
			`The company | denied | it had paid bribes`},
		{"adjective", `The commander was confident that his troops would win.`,
			`The commander | was confident | his troops would win`},
		{"expected", `The summit is expected to end on Friday.`,
			` | is expected | The summit + to end on Friday`},
		{"two sayings", `The minister said the bank was safe and warned that prices would rise.`,
			"The minister | said | the bank was safe\nThe minister | warned | prices would rise"},
		{"a saying within", `The agency reported that the mayor said the water was clean.`,
			"The agency | reported | the mayor said the water was clean\nthe mayor | said | the water was clean"},
		{"a thought within stays in", `The mayor said she hoped that the water was clean.`,
			`The mayor | said | she hoped that the water was clean`},
		{"label", `Jane Roe: We will come back to this.`, `Jane Roe | : | We will come back to this`},
		{"no saying", `The ship left the port on Monday and reached the island two days later.`, ``},
		{"a quoted title", `She wrote a book called "The Long Road" about the war.`, ``},
		{"an envoy who is called home", "Norway recalled its ambassador to Chad on Monday.", ""},
		{"question mark inside", `"Who will pay for this?" the senator asked.`,
			`the senator | asked | Who will pay for this`},
		{"two sentences in one quotation", `"We came. We did not see the king," the envoy said.`,
			`the envoy | said | We came. We did not see the king`},
		{"a day behind the verb", "The Osaka newspaper said Monday that Japan had protested to Russia.",
			"The Osaka newspaper | said | Japan had protested to Russia"},
		{"a paper read as an adverb", "The Kommersant business daily reported that Russia may buy gas.",
			"The Kommersant business daily | reported | Russia may buy gas"},
		{"an adverb", "The ministry weekly reported that it had no gas.", "The ministry | weekly reported | it had no gas"},
		{"what was left unsaid", "The envoy said the meeting had been fruitful but gave no further details.", "The envoy | said | the meeting had been fruitful"},
		{"unsaid, with without", "The envoy said the meeting had failed, without elaborating.", "The envoy | said | the meeting had failed"},
		{"said and given", "The envoy said the king had come but gave no speech.", "The envoy | said | the king had come but gave no speech"},
		{"said earlier", "The envoy said earlier that Chad had made an offer.", "The envoy | said | Chad had made an offer"},
		{"said only that", "Paul Hale said only that his country would give it an assessment.", "Paul Hale | said | his country would give it an assessment"},
		{"called on whom", "The premier called on Russia to release them.", "The premier | called + on | Russia to release them"},
		{"called on", "The premier called on Russia for help.", "The premier | called + on | Russia"},
		{"a relative clause read as a phrase", "Brazil, which borders both, offered to send observers.", "Brazil | offered | to send observers"},
		{"called for, in quotation marks", `The African Union called for "calm and mutual respect".`, `The African Union | called + for | calm and mutual respect`},
		{"an unnamed source", "The truce will hold, a diplomat told the agency, asking not to be named.", "a diplomat | told | The truce will hold"},
		{"a plan, according to", "Chad and Togo agreed to go ahead with a pipeline that is to run to the sea, according to the ministry.",
			"the ministry | according to | Chad and Togo agreed to go ahead with a pipeline that is to run to the sea"},
		{"a clause read as a phrase", `Spokesman Paul Hale said the refusal made Mongolia share responsibility for "war crimes".`, `Spokesman Paul Hale | said | the refusal made Mongolia share responsibility for "war crimes`},
		{"a day before the clause", "President Ana Castro said Tuesday she had told the minister to leave.", "President Ana Castro | said | she had told the minister to leave"},
		{"promised, a while ago", "Castro promised during her campaign two years ago to switch sides.", "Castro | promised | to switch sides"},
		{"a relative clause that takes the subject", "Kenya, which has offered to lead a regional force, said the army chiefs of Kenya, Uganda and Burundi would meet in Goma next week.",
			"Kenya + which | has offered | to lead a regional force\nKenya | said | the army chiefs of Kenya, Uganda and Burundi would meet in Goma next week"},
		{"concern expressed", "The premier expressed concern about the arrest of a poet.", "The premier | expressed concern + about | the arrest of a poet"},
		{"a statement made", "The premier made a statement about the arrest of a poet.", ""},
		{"a relative clause is not what is said", "China, which holds a tenth of the debt, took note of the visit.", ""},
		{"asked whom for what", "President Ana Ruiz, who addressed the summit by video link, asked the leaders for more air defence systems.", "President Ana Ruiz | asked + for | more air defence systems"},
		{"threatened with", "Iran threatened Chad with retaliation.", "Iran | threatened | Chad with retaliation"},
		{"according to a weekly", "According to the weekly Der Spiegel, Berlin is not pleased.", "the weekly Der Spiegel | According to | Berlin is not pleased"},
		{"speaker parted from the verb", `“The deal is dead,” an official, who asked not to be named, told the agency.`,
			`an official, who asked not to be named | told | The deal is dead`},
		{"that, tagged as a pronoun", `The premier told the Sejm that Moscow was behind the raid.`,
			`The premier | told | Moscow was behind the raid`},
		{"quoted as saying", `"These are people, not weapons," Deputy Minister Ivan Kot was quoted as saying by the state news agency.`,
			`Deputy Minister Ivan Kot | was quoted as saying | These are people, not weapons`},
		{"quoted by another", `He quoted Vice President Ana Rojas as saying in December that the region was "ours".`,
			`Vice President Ana Rojas | saying | the region was "ours`},
		{"all she would say", `"I look forward to talking with our friends," was all she would say.`,
			`she | would say | I look forward to talking with our friends`},
		{"a parenthesis before that", `He also said, and no one noticed it, that "a border is a promise".`,
			`He | also said | "a border is a promise`},
		{"a quotation behind the object", `The chancellor promised new sanctions "within days".`,
			`The chancellor | promised | new sanctions "within days`},
		{"described, read as a participle", `An Emirati official described it as "baseless" and said the flights carried medicine.`,
			"An Emirati official | described | it as \"baseless\nAn Emirati official | said | the flights carried medicine"},
		{"time behind a quotation", `The general warned that his "patience has limits", two weeks after the truce came into force.`,
			`The general | warned | his "patience has limits`},
		{"time behind a quotation, hung elsewhere", `The navy's chief said the king's “patience with us has limits”, two days after a drone fell.`,
			`The navy's chief | said | the king's “patience with us has limits`},
		{"two sayings and a semicolon", `Two envoys said they found that unacceptable; one called it blackmail.`,
			"Two envoys | said | they found that unacceptable\none | called | it blackmail"},
		{"apposition with an age", `The town came under fire, a resident, Nina Osh, 52, told the agency.`,
			`a resident, Nina Osh, 52 | told | The town came under fire`},
		{"a relative clause before the saying", `An official who was in the room said the mood had changed.`,
			`An official who was in the room | said | the mood had changed`},
		{"a participle before the finite verb", `He recalled that a similar agreement, signed in Kigoma in January, had come to nothing.`,
			`He | recalled | a similar agreement, signed in Kigoma in January, had come to nothing`},
		{"an article before the quotation", `A spokesman called the summit a "council of war".`,
			`A spokesman | called | the summit a "council of war`},
		{"quoted by an agency as saying", `The envoy was quoted by the agency as saying there was no breakthrough.`,
			`The envoy | was quoted by the agency as saying | there was no breakthrough`},
		{"as said", `As the minister said, the talks will go on.`, `the minister | said | the talks will go on`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, r, c.text)
			if got := show(d); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
			}
			check(t, d)
		})
	}
}

func TestTranscript(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ text, want string }{
		{"Talk with the minister\n\nQ: Has Turkey agreed to release the pastor?\n\nA: It has. We said that he must go home.\n\nThe minister said the talks would go on.",
			"A | : | It has. We said that he must go home\nThe minister | said | the talks would go on"},
		{"MR. HOLM: Good day. We spoke.\n\nMR. RUIZ: We did.\n\nMR. HOLM: They denied the report.",
			"MR. HOLM | : | Good day. We spoke\nMR. RUIZ | : | We did\nMR. HOLM | : | They denied the report"},
		{"MR. HOLM: Good day. We spoke.\n\nThey denied the report.\n\nQ Thank you. Did they say why?\n\nMR. HOLM: They never do.\n\nThis was it.",
			"MR. HOLM | : | Good day. We spoke + They denied the report\nMR. HOLM | : | They never do"},
		{"Q fever spread in Peru.\n\nIt is rare.\n\nQ fever is a plague.", ""},
		{"WASHINGTON: Talks failed\n\nThe minister said the talks had failed.", "The minister | said | the talks had failed"},
	} {
		d := read(t, r, c.text)
		if got := show(d); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
		check(t, d)
	}
}

func TestSaidWhen(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ text, want string }{
		{`In a statement issued on Friday, the ministry said the courts were free.`, "Friday"},
		{`In a statement issued the same day, the ministry said the courts were free.`, "the same day"},
		{`Five weeks earlier, on May 14, Secretary Ann Lee had promised Kyiv that "help is on the way".`, "May 14"},
		{`The ministry said the courts would open on Friday.`, ""},
		{`The minister, who left on Friday, said the courts were free.`, ""},
	} {
		d, got := read(t, r, c.text), ""
		if len(d.Statements) > 0 && d.Statements[0].When != doc.None {
			x := d.Times[d.Statements[0].When]
			got = d.Text[x.Range.Start:x.Range.End]
		}
		if got != c.want {
			t.Errorf("%s: said %q, want %q", c.text, got, c.want)
		}
	}
}

// check tests what must hold of every statement.
func check(t testing.TB, d *doc.Document) {
	t.Helper()
	for k, s := range d.Statements {
		if len(s.Content) == 0 || len(s.Content) != len(s.Body) {
			t.Errorf("statement %d has %d pieces of content and %d of body", k, len(s.Content), len(s.Body))
		}
		last := int32(-1)
		for i, b := range s.Body {
			if b.First >= b.End || int(b.End) > len(d.Tokens) || b.First < last {
				t.Errorf("statement %d: piece %v of the body after %d, of %d tokens", k, b, last, len(d.Tokens))
				return
			}
			last = b.End
			if d.Bytes(b) != s.Content[i] {
				t.Errorf("statement %d: body %v and content %v differ", k, b, s.Content[i])
			}
		}
		for _, q := range s.Quotes {
			held := false
			for _, c := range s.Content {
				held = held || c.Holds(q)
			}
			if !held || q.Len() <= 0 {
				t.Errorf("statement %d: quotation %v outside of the content %v", k, q, s.Content)
			}
		}
		if len(s.Why) != 1 {
			t.Errorf("statement %d has no reason", k)
		}
	}
}

func TestQuotes(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ name, text, want string }{
		{"straight", `The minister said the plan was "very good" and "cheap".`, `very good|cheap`},
		{"curly", `The minister said the plan was “very good”.`, `very good`},
		{"two single marks", `''We are ready to talk,'' the minister said.`, `We are ready to talk,`},
		{"single", `The minister said the plan was 'a wild dream' of his rivals.`, `a wild dream`},
		{"apostrophes are none", `The ministers' spokesman said the farmers' crops weren't safe.`, ``},
		{"nested", `“He told me ‘never again’ and left,” the envoy said.`, `He told me ‘never again’ and left,`},
		{"over paragraphs", "“We are ready to talk,” the minister said. “We have waited for long.\n\n“And we will wait no more.”",
			`We are ready to talk,|We have waited for long.|And we will wait no more.`},
		{"never closed", "The minister said: \"We are ready to talk.\n\nThe envoys left on Friday.", `We are ready to talk.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, r, c.text)
			var got []string
			for _, s := range d.Statements {
				for _, q := range s.Quotes {
					got = append(got, d.Text[q.Start:q.End])
				}
			}
			trim := func(s string) string { return strings.NewReplacer(",|", "|", ".|", "|").Replace(s + "|") }
			if trim(strings.Join(got, "|")) != trim(c.want) {
				t.Errorf("got %q, want %q (%s)", got, c.want, show(d))
			}
			check(t, d)
		})
	}
}

func TestTables(t *testing.T) {
	r := builtin(t)
	if len(r.verbs) < 400 || len(r.nouns) < 100 || len(r.adjectives) < 50 || len(r.phrases) == 0 || len(r.documents) == 0 || len(r.carriers) == 0 {
		t.Errorf("a table is nearly empty: %d verbs, %d nouns, %d adjectives", len(r.verbs), len(r.nouns), len(r.adjectives))
	}
	sub, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	own, err := New(table.Dir{Builtin: sub, User: fstest.MapFS{"verbs.tsv": {Data: []byte("# columns: verb force frames subject\nfoobar\tassert\tthat quote\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	if own.verbs["foobar"] == nil || own.verbs["say"] == nil {
		t.Error("a verb of the user's is not laid over the built-in table")
	}
	for _, bad := range []string{"x\tshout\tthat\n", "x\tassert\tthose\n", "x\tassert\n", "x\tassert\tthat\tanybody\n", "say out\tassert\tthat\nSay\tassert\tthat\n"} {
		_, err := New(table.Dir{Builtin: sub, User: fstest.MapFS{"verbs.tsv": {Data: []byte("# columns: verb force frames subject\n" + bad)}}})
		if err == nil || !strings.Contains(err.Error(), "verbs.tsv:") {
			t.Errorf("%q: the error is %v", bad, err)
		}
	}
}

func TestReadAtOnce(t *testing.T) {
	r := builtin(t)
	text := `"We will not leave," said Ana Silva. According to Reuters, the ministry denied that it had been told.`
	want := show(read(t, r, text))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := show(read(t, r, text)); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	all.Wait()
}

// A sentence without an end must not cost more than its length: this took minutes when each cue looked at all of it.
func TestEndlessSentence(t *testing.T) {
	r := builtin(t)
	for _, text := range []string{", according to him, he said, adding that ", `"a said "`, "he said ", `"We go." `} {
		check(t, read(t, r, strings.Repeat(text, 20000)))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`"We came," said X. "We 'saw'."`)
	f.Add("0!\"\x000")
	f.Add("“A\n\n“B” according to , C: said that")
	f.Add("In X's view, , said said said that that \"")
	f.Add("''\"”“‘’ : — asked whether")
	r := builtin(f)
	f.Fuzz(func(t *testing.T, text string) {
		check(t, read(t, r, strings.ToValidUTF8(text, "?")))
	})
}

func BenchmarkRead(b *testing.B) {
	r := builtin(b)
	text := strings.Repeat("“We want peace,” the president said. The ministry announced on Tuesday that the talks had failed, according to Reuters, "+
		"adding that its plan to reopen the border was dead.\n\nThe ships left the port on Monday and reached the island two days later with a cargo of grain.\n\n", 50)
	d := read(b, r, text)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		r.Read(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
