package gazetteer

import (
	"bytes"
	"testing"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"St. Louis": "saint louis", "Sana'a": "sanaa", "São Paulo": "sao paulo", "Ivano-Frankivsk": "ivano frankivsk",
		"Łódź": "lodz", "U.S.": "us", "  New   York ": "new york", "Mt. Vernon": "mount vernon", "Estonia": "estonia",
		"Ust-Kut": "ust kut", "Türkiye": "turkiye", "Sana’a": "sanaa", "": "", ".": "", "Москва": "москва", "Ft": "fort",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func sample(t testing.TB) *Gazetteer {
	units := []Unit{{Country: "  "}, {Country: "FR", Code: "11", Name: "Île-de-France", Lat: 48.7, Lon: 2.5}, {Country: "US", Code: "TX", Name: "Texas", Lat: 31, Lon: -99}, {Country: "US"}}
	entries := []Entry{
		{Name: "Paris", Place: Place{GeoNames: 1, Lat: 48.85, Lon: 2.35, Size: 6.3, Kind: Capital, Unit: 1}, Other: []string{"Lutetia"}},
		{Name: "Paris", Place: Place{GeoNames: 2, Lat: 33.66, Lon: -95.55, Size: 4.4, Unit: 2}},
		{Name: "Parîs", Place: Place{GeoNames: 3, Lat: -10, Lon: 179.99, Unit: 3}},
		{Name: "Lamar County", Place: Place{Lat: 33.6, Lon: -95.6, Size: 4.7, Kind: County, Unit: 2}},
	}
	for _, n := range []string{"Abilene", "Lubbock", "Laredo", "Odessa", "Plano", "Tyler", "Waco", "Pampa", "Paducah", "Palestine", "Pasadena", "Pecos", "Perryton", "Plainview", "Port Arthur", "Port Lavaca", "Post", "Quanah", "Rusk", "San Saba"} {
		entries = append(entries, Entry{Name: n, Place: Place{Lat: 32, Lon: -98, Size: 3, Unit: 2}})
	}
	var b bytes.Buffer
	if err := Write(&b, units, entries); err != nil {
		t.Fatal(err)
	}
	g, err := Open(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestFind(t *testing.T) {
	g := sample(t)
	hits := g.Find([]byte("paris"), nil)
	if len(hits) != 3 {
		t.Fatalf("paris: %d hits, want 3", len(hits))
	}
	if p := g.Place(hits[0].Place); p.GeoNames != 1 || p.Country != "FR" || p.Kind != Capital || p.Size < 6.25 || p.Size > 6.35 || p.Lat < 48.84 || p.Lat > 48.86 {
		t.Errorf("first paris = %+v", p)
	}
	if u := g.Unit(g.Place(hits[1].Place).Unit); u.Code != "TX" || u.Name != "Texas" {
		t.Errorf("unit of the second paris = %+v", u)
	}
	if hits := g.Find([]byte("lutetia"), nil); len(hits) != 1 || hits[0].Main || g.Name(hits[0].Place) != "Paris" {
		t.Errorf("lutetia: %v", hits)
	}
	for i := range g.Len() {
		name := g.Name(i)
		found := false
		for _, h := range g.Find([]byte(Fold(name)), nil) {
			found = found || h.Place == i
		}
		if !found {
			t.Errorf("%s is not found", name)
		}
	}
	for _, no := range []string{"", "a", "pari", "pariss", "zz", "texas "} {
		if hits := g.Find([]byte(no), nil); len(hits) != 0 {
			t.Errorf("%q: %v", no, hits)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, []Unit{{Country: "  "}}, nil); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"empty": "", "other": "PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "short": b.String()[:b.Len()-1], "long": b.String() + "x"} {
		if _, err := Open(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("St. Pölten’s")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("folding %q twice: %q, then %q", s, once, twice)
		}
	})
}
