// Package place finds the places that an article names, and which places they are.
//
// It works in three steps. Spotting (spot.go) looks up every run of capitalised tokens in our tables and in the
// gazetteer, longest name first, and weighs what stands around it: the class that the name reader gave, a preposition, a title, a
// further capitalised word. Linking (link.go) reads what the text says of containment: "Paris, Texas", "Alexandria, La.", "Mosul in
// northern Iraq". Resolving (resolve.go) chooses one place for all mentions of a name: by size, by the container, by
// the countries and units that the other names of the article lie in, and by nearness to them.
//
// A mention is a name alone: "Anbar" in "western Anbar province", but "Nyanza Province". A demonym ("Chinese") names people and is no
// place. A name that stands for a government ("Beijing said") is a mention all the same; whether it acts is the actor stage's to say.
// A place at the head of a body's name counts ("Hartford Hospital", "Ohio Supreme Court"), but not in names of papers, companies,
// universities, teams, treaties and streets (table words.tsv, class brand).
//
// The tables are geography alone: countries.tsv is the list of the ISO codes that places carry, with the names in use then and now;
// admin1.tsv, regions.tsv hold what the gazetteer lacks. gazetteer.bin is made by the command train/gazetteer from extracts of
// GeoNames (geonames.org, CC BY 4.0).
package place

import (
	"embed"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/place/gazetteer"
	"github.com/openlines/openlines/internal/table"
)

// Tables are the built-in tables of this stage, in the directory tables.
//
//go:embed tables
var Tables embed.FS

//go:embed gazetteer.bin
var gazetteerData string

// Levels of places, as the record names them.
const (
	Country = "country"
	Admin1  = "admin1"
	Admin2  = "admin2"
	City    = "city"
	Site    = "site"
	Region  = "region"
	Sea     = "sea"
)

// Reader finds places. It is safe for concurrent use.
type Reader struct {
	known *known
	words map[string]class
	gaz   *gazetteer.Gazetteer
}

// New reads the tables and opens the gazetteer.
func New(t table.Dir) (*Reader, error) {
	gaz, err := gazetteer.Open(gazetteerData)
	if err != nil {
		return nil, err
	}
	words, err := loadWords(t)
	if err != nil {
		return nil, err
	}
	known, err := loadKnown(t, gaz)
	if err != nil {
		return nil, err
	}
	return &Reader{known, words, gaz}, nil
}

// Read fills d.Places from the sentences, tokens and names.
func (r *Reader) Read(d *doc.Document) {
	d.Places = d.Places[:0]
	a := article{Reader: r, d: d}
	a.spot()
	a.link()
	a.resolve()
	a.write()
	d.IndexPlaces()
}
