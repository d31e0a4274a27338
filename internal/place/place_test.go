package place_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/place"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/internal/when"
)

type pair struct {
	english *english.Reader
	when    *when.Reader
	place   *place.Reader
}

// builtin is the stage's own tables.
func builtin(t testing.TB) table.Dir {
	t.Helper()
	sub, err := fs.Sub(place.Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	return table.Dir{Builtin: sub}
}

func readers(t testing.TB) pair {
	t.Helper()
	e, err := english.New(english.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	p, err := place.New(builtin(t))
	if err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(when.Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	w, err := when.New(table.Dir{Builtin: sub})
	if err != nil {
		t.Fatal(err)
	}
	return pair{e, w, p}
}

func (p pair) read(text string) *doc.Document {
	d := &doc.Document{Text: text}
	p.english.Read(d)
	p.when.Read(d)
	p.place.Read(d)
	return d
}

// brief gives the mentions in order, each with its place: "Paris=Paris,city,Texas,USA".
func brief(d *doc.Document) []string {
	type at struct {
		first int32
		text  string
	}
	var list []at
	for _, p := range d.Places {
		for _, m := range p.Mentions {
			list = append(list, at{m.First, d.Words(m) + "=" + strings.Join([]string{p.Name, p.Level, p.Admin1, p.Country}, ",")})
		}
	}
	slices.SortFunc(list, func(a, b at) int { return int(a.first - b.first) })
	var out []string
	for _, l := range list {
		out = append(out, l.text)
	}
	return out
}

func TestRead(t *testing.T) {
	r := readers(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The two ministers met in Beijing on Monday.", []string{"Beijing=Beijing,city,Beijing,CHN"}},
		{"Police in Paris, Texas, arrested a man.", []string{"Paris=Paris,city,Texas,USA", "Texas=Texas,admin1,Texas,USA"}},
		{"The talks in Paris ended late. France hopes for more.", []string{"Paris=Paris,city,Île-de-France,FRA", "France=France,country,,FRA"}},
		{"A plant in Alexandria, La., will close.", []string{"Alexandria=Alexandria,city,Louisiana,USA", "La.=Louisiana,admin1,Louisiana,USA"}},
		{"Egypt sent doctors to Alexandria.", []string{"Egypt=Egypt,country,,EGY", "Alexandria=Alexandria,city,Alexandria,EGY"}},
		{"Georgia and Russia signed a truce in Tbilisi.", []string{"Georgia=Georgia,country,,GEO", "Russia=Russia,country,,RUS", "Tbilisi=Tbilisi,city,Tbilisi,GEO"}},
		{"Voters in Atlanta and Savannah will choose a governor of Georgia.", []string{"Atlanta=Atlanta,city,Georgia,USA", "Savannah=Savannah,city,Georgia,USA", "Georgia=Georgia,admin1,Georgia,USA"}},
		{"Fighting went on in western Anbar province, Iraq said.", []string{"Anbar=Anbar,admin1,Anbar,IRQ", "Iraq=Iraq,country,,IRQ"}},
		{"Ships crossed the South China Sea and the Taiwan Strait.", []string{"South China Sea=South China Sea,sea,,", "Taiwan Strait=Taiwan Strait,sea,,"}},
		{"The leaders will meet at Camp David.", []string{"Camp David=Camp David,site,,USA"}},
		{"Burma was the old name; Türkiye is the new one.", []string{"Burma=Myanmar,country,,MMR", "Türkiye=Turkey,country,,TUR"}},
		{"Reporters waited outside the Kremlin.", []string{"Kremlin=Kremlin,site,,RUS"}},
		{"The Kremlin denied the report.", nil},
		{"The Chinese delegation left.", nil},
		{"They will use no force over the Essequibo region.", []string{"Essequibo=Essequibo region,region,,GUY"}},
		{"An envoy for Pacific affairs spoke.", nil},
		{"The APA agency reported that he had left.", nil},
		{"The envoy for East Asian and Pacific affairs spoke in Jakarta.", []string{"Jakarta=Jakarta,city,Jakarta,IDN"}},
		{"A case of West Nile virus was found near Cairo.", []string{"Cairo=Cairo,city,Cairo,EGY"}},
		{"Pupils of St. Mary's School sang.", nil},
		{"She moved to L.A. from Lafayette, La.", []string{"L.A.=Los Angeles,city,California,USA", "Lafayette=Lafayette,city,Louisiana,USA", "La.=Louisiana,admin1,Louisiana,USA"}},
		{"The minister of China, Japan and Vietnam met in Hanoi.", []string{"China=China,country,,CHN", "Japan=Japan,country,,JPN", "Vietnam=Vietnam,country,,VNM", "Hanoi=Hanoi,city,Hanoi,VNM"}},
		{"The army of the People's Republic of China held a parade.", []string{"People's Republic of China=China,country,,CHN"}},
		{"The Treaty was signed by the Republic of Korea in Seoul.", []string{"Republic of Korea=South Korea,country,,KOR", "Seoul=Seoul,city,Seoul,KOR"}},
		{"Students of the University of Chicago wrote to the Washington Post.", nil},
		{"Fighting broke out near Mosul in northern Iraq.", []string{"Mosul=Mosul,city,Nineveh,IRQ", "Iraq=Iraq,country,,IRQ"}},
		{"Troops left the city of Homs. Homs had been under siege.", []string{"Homs=Homs,city,Homs,SYR", "Homs=Homs,city,Homs,SYR"}},
		{"Gunmen attacked a village near al-Hasakah in Syria.", []string{"al-Hasakah=Hasakah,city,Al-Hasakah,SYR", "Syria=Syria,country,,SYR"}},
		{"Washington and Moscow blamed each other.", []string{"Washington=Washington,city,District of Columbia,USA", "Moscow=Moscow,city,Moscow,RUS"}},
		{"Gangs rule most of Port-au-Prince.", []string{"Port-au-Prince=Port-au-Prince,city,Ouest,HTI"}},
		{"Two ships met in the Denmark Strait and in the Gulf of Fonseca.", []string{"Denmark Strait=Denmark Strait,sea,,", "Gulf of Fonseca=Gulf of Fonseca,sea,,"}},
		{"The convoy passed the Zorbia Channel and Lake Paris.", nil},
		{"Troops closed the Lachin corridor. A test was made at Punggye-ri.", []string{"Lachin corridor=Lachin corridor,region,,AZE", "Punggye-ri=Punggye-ri,site,,PRK"}},
		{"They moved arms south of the Litani.", []string{"Litani=Litani River,sea,,LBN"}},
		{"The mayor of Atlanta met guests from Georgia and Batumi. The Georgian embassy paid.", []string{"Atlanta=Atlanta,city,Georgia,USA", "Georgia=Georgia,country,,GEO", "Batumi=Batumi,city,Adjara,GEO"}},
		{"LIMA, Nov. 21, 2024 - The police left.", []string{"LIMA=Lima,city,Lima Province,PER"}},
		{"Michael Jordan praised the team.", nil},
		{"", nil},
	} {
		if got := brief(r.read(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestUserTables(t *testing.T) {
	dir := builtin(t)
	dir.User = fstest.MapFS{"regions.tsv": {Data: []byte("# columns: name level geonames lat lon country alternates only\nHall of Mirrors\tsite\t0\t48.805\t2.12\tFRA\n")}}
	p, err := place.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	r := readers(t)
	r.place = p
	if got, want := brief(r.read("They signed in the Hall of Mirrors.")), []string{"Hall of Mirrors=Hall of Mirrors,site,,FRA"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, c := range []struct{ file, rows string }{
		{"countries.tsv", "# columns: iso3 iso2 name geonames lat lon capital alternates\nZZ\tZZ\tNowhere\t0\t1\t1\n"},
		{"admin1.tsv", "# columns: code name geonames lat lon alternates abbreviations\nFR.ZZ\tNowhere\t0\t1\t1\n"},
		{"regions.tsv", "# columns: name level geonames lat lon country alternates only\nNowhere\tplanet\t0\t1\t1\n"},
		{"towns.tsv", "# columns: name geonames english alternates\nParis\t1\t\tParee\n"},
		{"words.tsv", "# columns: class word\nnowhere\tword\n"},
		{"notplaces.tsv", "# columns: nothing\n"},
		{"regions.tsv", "# columns: name level geonames lat lon country alternates only\nNowhere\tsite\t0\t91\t1\n"},
		{"towns.tsv", "# columns: name geonames english alternates\nXyzzy\t1\t\tPlugh\n"},
		{"admin1.tsv", "# columns: code name geonames lat lon alternates abbreviations\nUS.TX\tTexas\t0\tnorth\t1\n"},
	} {
		dir.User = fstest.MapFS{c.file: {Data: []byte(c.rows)}}
		if _, err := place.New(dir); err == nil || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s with a wrong row: the error is %v", c.file, err)
		}
	}
}

func TestNewIsFast(t *testing.T) {
	start := time.Now()
	if _, err := place.New(builtin(t)); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 200*time.Millisecond {
		t.Errorf("New took %v", took)
	}
}

const sample = `GENEVA — Envoys from Sudan and Egypt met in Geneva on Tuesday to speak about aid for Khartoum and the western region of Darfur.
The ministers flew in from Cairo, and the talks at the Palais des Nations are to go on in Addis Ababa, Ethiopia, next week.
"We are closer than we were," said John Jordan, who led the team of the United Nations. Police in Springfield, Ill., held a vigil.
Officials in Port Sudan and El Fasher said that the road to Chad was open.
`

func BenchmarkRead(b *testing.B) {
	r := readers(b)
	d := &doc.Document{Text: strings.Repeat(sample, 5)}
	r.english.Read(d)
	b.ResetTimer()
	for b.Loop() {
		r.place.Read(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkNew(b *testing.B) {
	tables := builtin(b)
	for b.Loop() {
		if _, err := place.New(tables); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("In St. , La., (Paris) – Of. U.S.-China D-Calif.")
	r := readers(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := r.read(text)
		for _, p := range d.Places {
			for _, m := range p.Mentions {
				if m.First < 0 || m.End <= m.First || int(m.End) > len(d.Tokens) {
					t.Fatalf("the mention %v is not in the text of %d tokens", m, len(d.Tokens))
				}
			}
		}
	})
}
