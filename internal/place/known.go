package place

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/openlines/openlines/internal/place/gazetteer"
	"github.com/openlines/openlines/internal/table"
)

// entry is a place that comes from our tables, or a unit of the gazetteer.
type entry struct {
	name, level, admin1 string
	country             int16 // index in known.countries; -1 where none or several
	unit                int   // unit of the gazetteer; 0 where none
	lat, lon            float64
	located             bool
	geonames            int
	prior               float64
	onlyIn              bool // a place only behind a preposition of place
}

// known is all that our tables know.
type known struct {
	entries   []entry // countries first, in the order of iso3
	iso3      []string
	iso2      map[string]int16
	units     map[int]int32      // unit of the gazetteer to entry
	names     map[string][]int32 // folded name to entries
	asWritten map[string][]int32 // names in capitals, as written without stops: "US", "DRC"
	abbrev    map[string]int32   // abbreviations of units, as written, with and without the last stop: "La.", "La", "TX"
	towns     map[string]int     // further names of towns, folded or behind "=" as written, to places of the gazetteer
	english   map[int]string     // the places of the gazetteer in towns.tsv, with their names for the record where they are others
	not       map[string]bool    // folded names that hold a place and are none: "West Nile"
}

// Priors are on the scale of gazetteer.Place.Size: the decimal logarithm of a population.
const (
	priorCountry   = 8.0
	priorGone      = 7.5 // a state that is gone
	priorTerritory = 7.0
	priorUnit      = 6.7 // a unit that our table lists
	priorOtherUnit = 4.6
	priorRegion    = 7.0
	priorInNews    = 5.5 // at least, for the towns of towns.tsv
)

// firstTerritory is the first row of countries.tsv that is no sovereign state; rows without iso2 are gone.
const firstTerritory = "ALA"

func loadKnown(t table.Dir, gaz *gazetteer.Gazetteer) (*known, error) {
	k := &known{
		iso2: make(map[string]int16), units: make(map[int]int32, gaz.Units()), names: make(map[string][]int32, 12000),
		asWritten: make(map[string][]int32), abbrev: make(map[string]int32), not: make(map[string]bool), towns: make(map[string]int), english: make(map[int]string),
	}
	return k, errors.Join(k.loadCountries(t), k.loadUnits(t, gaz), k.loadRegions(t), k.loadTowns(t, gaz), k.loadNot(t))
}

func (k *known) loadCountries(t table.Dir) error {
	rows, err := t.Load("countries.tsv", 1, "iso3", "iso2", "name", "geonames", "lat", "lon", "capital", "alternates")
	if err != nil {
		return err
	}
	prior := priorCountry
	for _, r := range rows {
		e := entry{name: r.Cell(2), level: Country, country: int16(len(k.iso3))}
		if len(r.Cell(0)) != 3 {
			err = errors.Join(err, r.Errorf("iso3 is %q", r.Cell(0)))
		}
		if r.Cell(0) == firstTerritory {
			prior = priorTerritory
		}
		if e.prior = prior; r.Cell(1) == "" {
			e.prior = priorGone
		} else {
			k.iso2[r.Cell(1)] = e.country
		}
		err = errors.Join(err, e.place(r, 3))
		k.iso3 = append(k.iso3, r.Cell(0))
		k.add(e, r.Cell(2), r.Cell(7))
	}
	return err
}

func (k *known) loadUnits(t table.Dir, gaz *gazetteer.Gazetteer) error {
	rows, err := t.Load("admin1.tsv", 1, "code", "name", "geonames", "lat", "lon", "alternates", "abbreviations")
	if err != nil {
		return err
	}
	byCode := make(map[string]int, gaz.Units())
	for i := 1; i < gaz.Units(); i++ {
		if u := gaz.Unit(i); u.Code != "" {
			byCode[u.Country+"."+u.Code] = i
		}
	}
	for _, r := range rows {
		unit, ok := byCode[r.Cell(0)]
		if !ok {
			err = errors.Join(err, r.Errorf("the gazetteer has no unit %q", r.Cell(0)))
			continue
		}
		u := gaz.Unit(unit)
		e := entry{name: r.Cell(1), level: Admin1, admin1: r.Cell(1), country: k.iso2[u.Country], unit: unit, prior: priorUnit}
		err = errors.Join(err, e.place(r, 2))
		k.units[unit] = int32(len(k.entries))
		for _, a := range strings.Split(r.Cell(6), ";") {
			if a != "" {
				k.abbrev[a] = int32(len(k.entries))
				k.abbrev[strings.TrimSuffix(a, ".")] = int32(len(k.entries))
			}
		}
		k.add(e, r.Cell(1), r.Cell(5))
	}
	for i := 1; i < gaz.Units(); i++ {
		u := gaz.Unit(i)
		country, ok := k.iso2[u.Country]
		if _, listed := k.units[i]; listed || u.Name == "" || !ok {
			continue
		}
		k.units[i] = int32(len(k.entries))
		k.add(entry{name: u.Name, level: Admin1, admin1: u.Name, country: country, unit: i, lat: u.Lat, lon: u.Lon, located: true, prior: priorOtherUnit}, u.Name, withoutKind(u.Name))
	}
	return err
}

// unitKinds end the names of units in the gazetteer, which the news leaves out or puts in small letters.
var unitKinds = []string{" Province", " Governorate", " Oblast", " oblast", " Oblast'", " Krai", " Kray", " Republic", " State", " Region", " Department", " Prefecture", " District", " County", " City", " Division", " Island"}

func withoutKind(name string) string {
	for _, kind := range unitKinds {
		if short, ok := strings.CutSuffix(name, kind); ok && short != "Northern" && short != "Eastern" && short != "Western" && short != "Southern" && short != "Central" {
			return short
		}
	}
	return ""
}

func (k *known) loadRegions(t table.Dir) error {
	rows, err := t.Load("regions.tsv", 2, "name", "level", "geonames", "lat", "lon", "country", "alternates", "only")
	if err != nil {
		return err
	}
	for _, r := range rows {
		e := entry{name: r.Cell(0), level: r.Cell(1), country: -1, prior: priorRegion, onlyIn: r.Cell(7) == "in"}
		switch e.level {
		case Admin1, Admin2, City, Site, Region, Sea:
		default:
			err = errors.Join(err, r.Errorf("the level is %q", e.level))
		}
		if e.level == Admin1 {
			e.admin1, e.prior = e.name, priorUnit
		}
		if c := r.Cell(5); c != "" {
			if e.country = k.country(c); e.country < 0 {
				err = errors.Join(err, r.Errorf("countries.tsv has no country %q", c))
			}
		}
		err = errors.Join(err, e.place(r, 2))
		k.add(e, r.Cell(0), r.Cell(6))
	}
	return err
}

func (k *known) loadTowns(t table.Dir, gaz *gazetteer.Gazetteer) error {
	rows, err := t.Load("towns.tsv", 2, "name", "geonames", "english", "alternates")
	if err != nil {
		return err
	}
	for _, r := range rows {
		town := -1
		for _, h := range gaz.Find([]byte(gazetteer.Fold(r.Cell(0))), nil) {
			if strconv.Itoa(gaz.Place(h.Place).GeoNames) == r.Cell(1) {
				town = h.Place
			}
		}
		if town < 0 {
			err = errors.Join(err, r.Errorf("the gazetteer has no %q with the id %s", r.Cell(0), r.Cell(1)))
			continue
		}
		k.english[town] = r.Cell(2)
		for n := range strings.SplitSeq(r.Cell(2)+";"+r.Cell(3), ";") {
			if n == "" {
				continue
			}
			if p := plain(n); len(p) <= shortCapitals && strings.ToUpper(p) == p {
				k.towns["="+p] = town
			} else {
				k.towns[gazetteer.Fold(n)] = town
			}
		}
	}
	return err
}

func (k *known) loadNot(t table.Dir) error {
	rows, err := t.Load("notplaces.tsv", 1, "name")
	for _, r := range rows {
		k.not[gazetteer.Fold(r.Cell(0))] = true
	}
	return err
}

// country is the index of an ISO 3166-1 alpha-3 code, or -1.
func (k *known) country(iso3 string) int16 {
	for i, c := range k.iso3 {
		if c == iso3 {
			return int16(i)
		}
	}
	return -1
}

// place reads the GeoNames id, the latitude and the longitude, which stand in columns from first on.
func (e *entry) place(r table.Row, first int) error {
	id, err1 := strconv.Atoi(r.Cell(first))
	lat, err2 := strconv.ParseFloat(r.Cell(first+1), 64)
	lon, err3 := strconv.ParseFloat(r.Cell(first+2), 64)
	if err := errors.Join(err1, err2, err3); err != nil {
		return r.Errorf("reading id and coordinates: %w", err)
	}
	if lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return r.Errorf("%g, %g is nowhere on Earth", lat, lon)
	}
	e.geonames, e.lat, e.lon, e.located = id, lat, lon, true
	return nil
}

// add adds an entry under its name and its alternates.
func (k *known) add(e entry, name, alternates string) {
	at := int32(len(k.entries))
	k.entries = append(k.entries, e)
	for n := range strings.SplitSeq(name+";"+alternates, ";") {
		if n = strings.TrimSpace(n); n == "" {
			continue
		}
		names, key := k.names, gazetteer.Fold(strings.TrimPrefix(n, "the "))
		if p := plain(n); len(p) <= shortCapitals && strings.ToUpper(p) == p {
			names, key = k.asWritten, p
		}
		if refs := names[key]; len(refs) == 0 || refs[len(refs)-1] != at {
			names[key] = append(refs, at)
		}
	}
}

// shortCapitals is the length up to which a name in capitals is looked for as written.
const shortCapitals = 4

// plain is a short name without its stops: "U.S." and "US" are one.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, name)
}

// class is a set of classes of words.
type class uint16

// Classes of words.tsv.
const (
	wordIn class = 1 << iota
	wordAt
	wordUnit
	wordLocal
	wordSort
	wordSide
	wordBrand
	wordTitle
	wordGiven
	wordStop
	wordSaint
	wordArticle
	wordWater
	wordTail
)

var classes = map[string]class{
	"in": wordIn, "at": wordAt, "unit": wordUnit, "local": wordLocal, "sort": wordSort, "side": wordSide,
	"brand": wordBrand, "title": wordTitle, "given": wordGiven, "stop": wordStop, "saint": wordSaint, "article": wordArticle, "water": wordWater, "tail": wordTail,
}

func loadWords(t table.Dir) (map[string]class, error) {
	rows, err := t.Load("words.tsv", 2, "class", "word")
	if err != nil {
		return nil, err
	}
	words := make(map[string]class, len(rows))
	for _, r := range rows {
		c, ok := classes[r.Cell(0)]
		if !ok {
			err = errors.Join(err, r.Errorf("no class of words is called %q", r.Cell(0)))
		}
		words[r.Cell(1)] |= c
	}
	return words, err
}
