package web

import (
	"encoding/json"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// world is an outline to draw places on.
type world struct{ path string }

const (
	mapWidth  = chartWidth
	mapHeight = 470.0
	mapNorth  = 84.0  // degrees
	mapSouth  = -58.0 // Antarctica has no states
)

// project places degrees on the map: as they are, longitudes by latitudes (plate carrée), which needs no more said.
func project(lon, lat float64) (x, y float64) {
	return (lon + 180) / 360 * mapWidth, (mapNorth - lat) / (mapNorth - mapSouth) * mapHeight
}

// geo is as much of GeoJSON as an outline needs.
type geo struct {
	Type        string          `json:"type"`
	Features    []geo           `json:"features"`
	Geometries  []geo           `json:"geometries"`
	Geometry    *geo            `json:"geometry"`
	Coordinates json.RawMessage `json:"coordinates"`
}

// loadWorld reads an outline: the built-in one, or GeoJSON of a user's.
func loadWorld(data []byte) (*world, error) {
	if data == nil {
		var err error
		if data, err = files.ReadFile("assets/world.json"); err != nil {
			return nil, err
		}
	}
	var g geo
	if err := json.Unmarshal(data, &g); err != nil {
		return nil, fmt.Errorf("the map's outline: %w", err)
	}
	var b strings.Builder
	if err := g.write(&b); err != nil {
		return nil, fmt.Errorf("the map's outline: %w", err)
	}
	return &world{b.String()}, nil
}

func (g *geo) write(b *strings.Builder) error {
	for _, list := range [][]geo{g.Features, g.Geometries} {
		for i := range list {
			if err := list[i].write(b); err != nil {
				return err
			}
		}
	}
	if g.Geometry != nil {
		return g.Geometry.write(b)
	}
	var rings [][][2]float64
	switch g.Type {
	case "Polygon", "MultiLineString":
		if err := json.Unmarshal(g.Coordinates, &rings); err != nil {
			return err
		}
	case "MultiPolygon":
		var all [][][][2]float64
		if err := json.Unmarshal(g.Coordinates, &all); err != nil {
			return err
		}
		rings = slices.Concat(all...)
	case "FeatureCollection", "GeometryCollection", "Feature", "Point", "MultiPoint", "LineString":
	default:
		return fmt.Errorf("there is no GeoJSON of type %q", g.Type)
	}
	for _, ring := range rings {
		if turns := writeRing(b, ring, 0); turns { // it goes on at the other edge of the map, and is drawn there, too
			writeRing(b, ring, -360)
		}
	}
	return nil
}

// writeRing writes a ring as a path, moved by some degrees, and says whether it crosses the 180th meridian. What lies outside of the map is not seen.
func writeRing(b *strings.Builder, ring [][2]float64, move float64) (turns bool) {
	for i, p := range ring {
		op := "L"
		if i == 0 {
			op = "M"
		} else if step := p[0] - ring[i-1][0]; math.Abs(step) > 180 {
			move -= math.Copysign(360, step)
			turns = true
		}
		x, y := project(p[0]+move, math.Max(p[1], mapSouth))
		b.WriteString(op + f1(x) + " " + f1(y))
	}
	b.WriteString("Z")
	return turns
}

// spot is a place with its events.
type spot struct {
	Name, Note string
	Lat, Lon   float64
	Events     int
	Quad       [5]int
	Planned    int
}

// spotsOf gathers events by place and counts those without one.
func spotsOf(events []ledger.Event) (spots []spot, without int) {
	at := map[string]int{}
	for i := range events {
		e := &events[i]
		if e.Where == nil || e.Where.Lat == nil || e.Where.Lon == nil {
			without++
			continue
		}
		key := fmt.Sprint(e.Where.Name, *e.Where.Lat, *e.Where.Lon)
		k, ok := at[key]
		if !ok {
			k = len(spots)
			at[key] = k
			spots = append(spots, spot{Name: e.Where.Name, Note: strings.Trim(e.Where.Level+", "+e.Where.Country, ", "), Lat: *e.Where.Lat, Lon: *e.Where.Lon})
		}
		spots[k].Events++
		spots[k].Quad[min(max(e.Quad, 0), 4)]++
		if glyphOf(e.Status) == "○" {
			spots[k].Planned++
		}
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return b.Events - a.Events })
	return spots, without
}

// draw draws spots on the outline: filled where something happened, hollow where all is still planned.
func (w *world) draw(spots []spot) *svg {
	s := newSVG(mapWidth, mapHeight)
	s.add(`<path d="%s" class="land"/>`, w.path)
	var written [][3]float64 // left, right and height of the names
	for i, p := range spots {
		x, y := project(p.Lon, p.Lat)
		r := 3 + 2.2*math.Sqrt(float64(p.Events))
		class := "spot f1"
		if p.Quad[3]+p.Quad[4] > p.Quad[1]+p.Quad[2] {
			class = "spot f3"
		}
		if p.Planned == p.Events {
			class = "m-hollow"
		}
		s.add(`<circle cx="%s" cy="%s" r="%s" class="%s"><title>%s: %s</title></circle>`, f1(x), f1(y), f1(math.Min(r, 18)), class, html.EscapeString(p.Name), html.EscapeString(count(p.Events, "event")))
		left := x + math.Min(r, 18) + 2
		right := left + 6.6*float64(len([]rune(p.Name)))
		if i < 40 && !slices.ContainsFunc(written, func(w [3]float64) bool { return left < w[1] && right > w[0] && math.Abs(y-w[2]) < 13 }) {
			written = append(written, [3]float64{left, right, y})
			s.text(left, y+4, "t-strong halo", "start", p.Name)
		}
	}
	return s
}
