package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/record"
)

// grower makes any number of records from a few real ones: other states, persons and days, other words of the same length, wire copies and retellings. The
// same seed gives the same records.
type grower struct {
	rnd    *rand.Rand
	base   []record.Record
	words  map[int][]string // by length
	states []string         // the busier first
	recent []recipe
	n      int
	total  int
}

// recipe is what makes one story: the same recipe with another seed for the words retells it.
type recipe struct {
	base   int
	states [6]string
	day    int
	person int
	words  uint64
}

var growStates = strings.Fields(`USA CHN RUS UKR GBR FRA DEU ISR IRN IND PAK TUR SAU SYR IRQ JPN KOR PRK EGY POL AFG LBN YEM VEN BRA MEX CAN AUS ITA ESP NGA ETH KEN SDN SSD LBY MLI COD RWA ZAF
	ARG CHL PER COL BOL CUB HTI NIC GTM IDN PHL MYS VNM THA MMR BGD LKA NPL KAZ UZB TJK KGZ ARM AZE GEO MDA BLR LTU LVA EST FIN SWE NOR DNK NLD BEL AUT CHE HUN ROU BGR GRC SRB HRV BIH ALB MKD
	CYP JOR KWT QAT ARE OMN BHR DZA MAR TUN MRT SEN CIV GHA CMR TCD NER BFA SOM ERI UGA TZA MOZ ZMB ZWE AGO NAM BWA MDG`)

// newGrower reads the articles written for the tests: they are the real ones.
func newGrower(ctx context.Context, total int) (*grower, error) {
	files, err := filepath.Glob(filepath.Join("testdata", "articles", "*", "article.txt"))
	if err != nil || len(files) == 0 {
		return nil, errors.Join(err, errors.New("testdata/articles is not here: run it from the repository's top"))
	}
	reader, err := openlines.Open(openlines.Options{Explain: true})
	if err != nil {
		return nil, err
	}
	g := &grower{rnd: rand.New(rand.NewPCG(1, 2)), words: map[int][]string{}, states: growStates, total: total}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		r, err := reader.Read(ctx, record.Article{ID: filepath.Base(filepath.Dir(name)), Text: string(raw), Published: "2023-06-06", Language: "en"})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		g.base = append(g.base, r)
		for w := range strings.FieldsFuncSeq(r.Article.Text, func(c rune) bool { return !unicode.IsLower(c) }) {
			if len(w) >= 5 && !slices.Contains(g.words[len(w)], w) {
				g.words[len(w)] = append(g.words[len(w)], w)
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(g.words)) { // and made-up words, for a vocabulary like that of a large archive
		list := g.words[n]
		for range 40 * len(list) {
			b := make([]byte, n)
			for i := range b {
				b[i] = "etaoinshrdlucmfwypvbg"[min(g.rnd.IntN(21), g.rnd.IntN(21))]
			}
			list = append(list, string(b))
		}
		g.words[n] = list
	}
	return g, nil
}

const growDays = 3650

// records gives all records, in order of publication as an archive would.
func (g *grower) records() iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for g.n < g.total {
			if !yield(g.next(), nil) {
				return
			}
		}
	}
}

func (g *grower) next() record.Record {
	day := g.n * growDays / g.total
	g.n++
	var c recipe
	seed := g.rnd.Uint64()
	switch x := g.rnd.Float64(); {
	case x < .2 && len(g.recent) > 0: // a wire copy: the same words
		c = g.recent[g.rnd.IntN(len(g.recent))]
	case x < .5 && len(g.recent) > 0: // told again in other words
		c = g.recent[g.rnd.IntN(len(g.recent))]
		c.words = seed
	default:
		c = recipe{base: g.rnd.IntN(len(g.base)), day: day, person: g.rnd.IntN(400), words: seed}
		for i := range c.states {
			c.states[i] = g.states[min(int(g.rnd.ExpFloat64()*14), len(g.states)-1)]
		}
		g.recent = append(g.recent, c)
	}
	if len(g.recent) > 60 {
		g.recent = g.recent[1:]
	}
	return g.make(c, day)
}

// make makes the record of a recipe, published on a day.
func (g *grower) make(c recipe, published int) record.Record {
	r := g.base[c.base]
	rnd := rand.New(rand.NewPCG(c.words, 7))
	r.Article.ID = fmt.Sprintf("grown-%d", g.n)
	r.Article.Outlet = fmt.Sprintf("Outlet %d", g.rnd.IntN(200))
	r.Article.Text = g.reword(r.Article.Text, rnd)
	r.Article.Published = growDay(published)
	shift := c.day - dayNumber("2023-06-06")
	states := map[string]string{}
	state := func(code string) string {
		if code == "" || len(code) != 3 {
			return code
		}
		if states[code] == "" {
			states[code] = c.states[len(states)%len(c.states)]
		}
		return states[code]
	}
	r.Actors = slices.Clone(r.Actors)
	for i := range r.Actors {
		a := &r.Actors[i]
		country := state(a.Country)
		if a.Country != "" {
			a.CAMEO = country + strings.TrimPrefix(a.CAMEO, a.Country)
			a.Key = strings.Replace(a.Key, a.Country, country, 1)
		}
		a.Country = country
		if a.Kind == record.Person {
			a.Key = fmt.Sprintf("%s-%d", a.Key, c.person)
			a.Name = fmt.Sprintf("%s%c%c", a.Name, 'a'+c.person%26, 'a'+c.person/26)
		}
	}
	r.Places = slices.Clone(r.Places)
	for i := range r.Places {
		r.Places[i].Country = state(r.Places[i].Country)
	}
	r.Events = slices.Clone(r.Events)
	for i := range r.Events {
		w := &r.Events[i].When
		w.From, w.To = shiftDay(w.From, shift), shiftDay(w.To, shift)
	}
	return r
}

// reword puts other words of the same length in the place of one in four.
func (g *grower) reword(text string, rnd *rand.Rand) string {
	out := []byte(text)
	for i := 0; i < len(out); {
		j := i
		for j < len(out) && out[j] >= 'a' && out[j] <= 'z' {
			j++
		}
		if n := j - i; n >= 5 && (i == 0 || out[i-1] == ' ') && rnd.IntN(4) == 0 {
			if list := g.words[n]; len(list) > 0 {
				copy(out[i:j], list[min(rnd.IntN(len(list)), rnd.IntN(len(list)))])
			}
		}
		i = max(j, i+1)
	}
	return string(out)
}

var growEpoch = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

func growDay(n int) string { return growEpoch.AddDate(0, 0, n).Format(time.DateOnly) }

func dayNumber(day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return int(t.Sub(growEpoch).Hours() / 24)
}

func shiftDay(day string, by int) string {
	if day == "" {
		return ""
	}
	return growDay(dayNumber(day) + by)
}
