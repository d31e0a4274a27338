// Package gazetteer is a compact, read-only gazetteer: populated places and the administrative units that hold them.
//
// It is one string that is searched where it lies, so that opening it costs nothing and only the pages that are looked at
// come into memory. Names stand sorted by their folded form (see Fold), front-coded in blocks; places stand in the order of their
// main names, so that the places of a name are a run; further names point to places by a sorted list of pairs.
//
// Layout, little-endian; u24 is an unsigned number of three bytes:
//
//	magic     8 bytes
//	counts    u32 each: countries, admin1, places, names, other names, bytes of name blocks
//	countries 2 bytes each: ISO 3166-1 alpha-2
//	admin1    12 bytes each: u8 country, u24 name, 4 bytes of code padded with zeros, u16 latitude, u16 longitude (in 1/65535 of 180 and 360 degrees)
//	places    13 bytes each: u24 GeoNames id (0 unknown), u24 latitude, u24 longitude, u16 admin1, u8 population, u8 kind
//	first     u24 each, one more than names: the first place of a name
//	other     6 bytes each: u24 name, u24 place
//	blocks    u32 each, one per 16 names: offset in the name bytes
//	names     per name: byte shared with the name before (0 at a block's head), byte length of the rest, the rest
package gazetteer

import (
	"encoding/binary"
	"errors"
)

const (
	magic     = "OLGAZ\x00\x003"
	header    = len(magic) + 6*4
	blockSize = 16

	countrySize = 2
	admin1Size  = 12
	placeSize   = 13
	otherSize   = 6
)

// Kind is what a place is.
type Kind uint8

// Kinds of places.
const (
	Town    Kind = iota // a populated place
	Quarter             // a part of a populated place
	Seat                // the seat of an administrative unit of the second level or lower
	Chief               // the seat of an administrative unit of the first level
	Capital             // the capital of a country
	County              // an administrative unit of the second level
	kinds
)

// Place is one entry.
type Place struct {
	GeoNames int     // 0 where unknown
	Lat, Lon float64 // WGS 84 degrees
	Country  string  // ISO 3166-1 alpha-2
	Unit     int     // index for Unit; 0 is none
	Size     float64 // decimal logarithm of the population and one
	Kind     Kind
}

// Unit is an administrative unit of the first level. Its centre is the mean of its populated places.
type Unit struct {
	Country  string // ISO 3166-1 alpha-2
	Code     string // GeoNames' code within the country, "TX", "05"; empty where it has more than four letters
	Name     string
	Lat, Lon float64
}

// Gazetteer looks up places by name.
type Gazetteer struct {
	countries, admin1, places, first, other, blocks, names string
	nCountries, nAdmin1, nPlaces, nNames, nOther           int
}

// Open checks the layout of data and makes it ready for use. It copies nothing.
func Open(data string) (*Gazetteer, error) {
	if len(data) < header || data[:len(magic)] != magic {
		return nil, errors.New("opening the gazetteer: not one of this version")
	}
	var n [6]int
	for i := range n {
		n[i] = int(u32(data[len(magic)+4*i:]))
	}
	g := &Gazetteer{nCountries: n[0], nAdmin1: n[1], nPlaces: n[2], nNames: n[3], nOther: n[4]}
	rest := data[header:]
	for _, part := range []struct {
		at   *string
		size int
	}{
		{&g.countries, n[0] * countrySize}, {&g.admin1, n[1] * admin1Size}, {&g.places, n[2] * placeSize},
		{&g.first, (n[3] + 1) * 3}, {&g.other, n[4] * otherSize}, {&g.blocks, (n[3] + blockSize - 1) / blockSize * 4}, {&g.names, n[5]},
	} {
		if part.size > len(rest) {
			return nil, errors.New("opening the gazetteer: it is cut short")
		}
		*part.at, rest = rest[:part.size], rest[part.size:]
	}
	if len(rest) != 0 {
		return nil, errors.New("opening the gazetteer: bytes left over")
	}
	return g, nil
}

// Len is the number of places. Their indexes run from 0.
func (g *Gazetteer) Len() int { return g.nPlaces }

// Units is the number of units of the first level, the empty unit 0 included.
func (g *Gazetteer) Units() int { return g.nAdmin1 }

// Place is the place of index i.
func (g *Gazetteer) Place(i int) Place {
	p := g.places[i*placeSize:]
	unit := int(p[9]) | int(p[10])<<8
	return Place{
		GeoNames: u24(p),
		Lat:      float64(u24(p[3:]))/degree - 90, Lon: float64(u24(p[6:]))/degree - 180,
		Country: g.countryOf(unit), Unit: unit,
		Size: float64(p[11]) / sizeSteps, Kind: Kind(p[12]),
	}
}

// degree is the number of steps a degree is cut into; 360 degrees fit into three bytes.
const degree = 46603

// sizeSteps is the number of steps of Place.Size in a power of ten.
const sizeSteps = 20

// Name is the main name of the place of index i.
func (g *Gazetteer) Name(i int) string { return g.name(g.nameOf(i)) }

func (g *Gazetteer) countryOf(unit int) string {
	c := int(g.admin1[unit*admin1Size])
	return g.countries[c*countrySize : (c+1)*countrySize]
}

// Unit is the administrative unit of index i. Every country has a unit without code and name, for places whose unit is not known.
func (g *Gazetteer) Unit(i int) Unit {
	a := g.admin1[i*admin1Size:]
	u := Unit{Country: g.countryOf(i), Name: g.name(u24(a[1:]))}
	for k := 4; k < 8 && a[k] != 0; k++ {
		u.Code += string(a[k])
	}
	u.Lat = float64(int(a[8])|int(a[9])<<8)/65535*180 - 90
	u.Lon = float64(int(a[10])|int(a[11])<<8)/65535*360 - 180
	if u.Name == "" {
		u.Lat, u.Lon = 0, 0
	}
	return u
}

// Hit is a place that a name may mean.
type Hit struct {
	Place int
	Main  bool // the name is the place's main one
}

// Find appends the places whose folded name is key, those whose main name it is first.
func (g *Gazetteer) Find(key []byte, hits []Hit) []Hit {
	if len(key) == 0 || g.nNames == 0 {
		return hits
	}
	var buf, folded [256]byte
	// The last block whose head is less than key: names that fold alike may begin in it.
	lo, hi := 0, len(g.blocks)/4
	for lo+1 < hi {
		mid := (lo + hi) / 2
		if string(AppendFold(folded[:0], g.head(mid))) < string(key) {
			lo = mid
		} else {
			hi = mid
		}
	}
	alternates := hits
	at, name := int(u32(g.blocks[lo*4:])), buf[:0]
	from, to := -1, -1
	for i := lo * blockSize; i < g.nNames; i++ {
		shared, length := int(g.names[at]), int(g.names[at+1])
		name = append(name[:min(shared, len(name))], g.names[at+2:at+2+length]...)
		at += 2 + length
		f := string(AppendFold(folded[:0], bytesAsString(name)))
		if f < string(key) {
			continue
		}
		if f > string(key) {
			break
		}
		if from < 0 {
			from = i
		}
		to = i + 1
	}
	if from < 0 {
		return alternates
	}
	for p := u24(g.first[from*3:]); p < u24(g.first[to*3:]); p++ {
		hits = append(hits, Hit{p, true})
	}
	lo, hi = 0, g.nOther
	for lo < hi {
		mid := (lo + hi) / 2
		if u24(g.other[mid*otherSize:]) < from {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < g.nOther && u24(g.other[lo*otherSize:]) < to; lo++ {
		hits = append(hits, Hit{u24(g.other[lo*otherSize+3:]), false})
	}
	return hits
}

// bytesAsString is a copy that the compiler keeps on the stack for short names.
func bytesAsString(b []byte) string { return string(b) }

func (g *Gazetteer) head(block int) string {
	at := u32(g.blocks[block*4:])
	return g.names[at+2 : at+2+uint32(g.names[at+1])]
}

func (g *Gazetteer) name(i int) string {
	var buf [256]byte
	name := buf[:0]
	at := int(u32(g.blocks[i/blockSize*4:]))
	for k := i / blockSize * blockSize; ; k++ {
		shared, length := int(g.names[at]), int(g.names[at+1])
		name = append(name[:min(shared, len(name))], g.names[at+2:at+2+length]...)
		if k == i {
			return string(name)
		}
		at += 2 + length
	}
}

// nameOf is the index of the main name of a place.
func (g *Gazetteer) nameOf(place int) int {
	lo, hi := 0, g.nNames
	for lo+1 < hi {
		mid := (lo + hi) / 2
		if u24(g.first[mid*3:]) <= place {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

func u24(s string) int { return int(s[0]) | int(s[1])<<8 | int(s[2])<<16 }

func u32(s string) uint32 {
	return binary.LittleEndian.Uint32([]byte{s[0], s[1], s[2], s[3]})
}
