package place

import (
	"math"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/place/gazetteer"
)

// node is a name, or a name with the container that the text gives it: all its mentions mean one place.
type node struct {
	group      int32
	holder     int32 // group of the container, or doc.None
	candidates []candidate
	scores     []float32
	mentions   []int32
	likely     []float32 // how likely each candidate is; they sum to 1
	chosen     int
	unitLike   int  // mentions that say that it is a unit, less those that say it is a city
	anchor     bool // the place counts as evidence for others by nearness
}

// Weights of the evidence, on the scale of the priors.
const (
	weightCountry = 3.0 // all other names lie in the same country
	weightUnit    = 5.0 // all other names lie in the same unit
	weightNear    = 3.0 // another name lies next to it
	weightLike    = 3.0 // "X province" for a unit
	weightPeople  = 1.5 // the article speaks of its people or calls something after them
	weightHolds   = 2.5 // the text says that it holds a place, and it holds one of that name
	nearness      = 70  // kilometres at which nearness counts half
	softness      = 0.7 // by how much a better score makes e times likelier
	rounds        = 4
	mostAnchors   = 40
)

// resolve chooses a place for each name.
func (a *article) resolve() {
	a.makeNodes()
	holding := a.holding()
	a.demonyms(holding)
	var country, unit, ownCountry, ownUnit votes
	for range rounds {
		country.reset()
		unit.reset()
		for i := range a.nodes {
			n := &a.nodes[i]
			w := n.weight()
			country.all += w
			unit.all += w
			for k, c := range n.candidates {
				country.add(int32(c.country), w*n.likely[k])
				unit.add(c.unit, w*n.likely[k])
			}
		}
		anchors := a.anchors()
		for i := range a.nodes {
			n := &a.nodes[i]
			w := n.weight()
			ownCountry.reset()
			ownUnit.reset()
			for k, c := range n.candidates {
				ownCountry.add(int32(c.country), w*n.likely[k])
				ownUnit.add(c.unit, w*n.likely[k])
			}
			for k, c := range n.candidates {
				s := c.prior + holding[i][k]
				s += weightCountry * country.share(int32(c.country), ownCountry.of[int32(c.country)], w)
				if c.unit != 0 {
					s += weightUnit * unit.share(c.unit, ownUnit.of[c.unit], w)
				}
				s += weightNear * a.near(c, int32(i), anchors)
				if n.unitLike != 0 {
					if (n.unitLike > 0) == (c.kind == isAdmin1 || c.kind == isAdmin2 || c.kind == isRegion) {
						s += weightLike
					}
				}
				n.scores[k] = s
			}
			n.choose()
		}
	}
}

// makeNodes gathers mentions: one node for a name with each container, mentions without one go to the name's most frequent node.
func (a *article) makeNodes() {
	type key struct{ group, holder int32 }
	at := make(map[key]int32)
	most := make(map[int32]int32) // group to the node with the most mentions
	add := func(k key, candidates []candidate, m int32) int32 {
		i, ok := at[k]
		if !ok {
			i = int32(len(a.nodes))
			at[k] = i
			a.nodes = append(a.nodes, node{group: k.group, holder: k.holder, candidates: candidates, scores: make([]float32, len(candidates))})
		}
		n := &a.nodes[i]
		n.mentions = append(n.mentions, m)
		if a.mentions[m].unitLike {
			n.unitLike++
		}
		if a.mentions[m].cityLike {
			n.unitLike--
		}
		return i
	}
	for i := range a.mentions {
		m := &a.mentions[i]
		if m.container == doc.None {
			continue
		}
		holder := a.mentions[m.container].group
		k := key{m.group, holder}
		var held []candidate
		if _, ok := at[k]; !ok {
			for _, c := range a.groups[m.group].candidates {
				if a.heldBy(c, a.groups[holder].candidates) >= 0 {
					held = append(held, c)
				}
			}
		}
		n := add(k, held, int32(i))
		if old, ok := most[m.group]; !ok || len(a.nodes[n].mentions) > len(a.nodes[old].mentions) {
			most[m.group] = n
		}
	}
	for i := range a.mentions {
		m := &a.mentions[i]
		if m.container != doc.None {
			continue
		}
		if n, ok := most[m.group]; ok {
			a.nodes[n].mentions = append(a.nodes[n].mentions, int32(i))
			continue
		}
		add(key{m.group, doc.None}, a.groups[m.group].candidates, int32(i))
	}
	for i := range a.nodes {
		n := &a.nodes[i]
		for k, c := range n.candidates {
			n.scores[k] = c.prior
		}
		n.choose()
	}
}

// holding gives for each node and candidate the weight of the names that the text puts into it.
func (a *article) holding() [][]float32 {
	weights := make([][]float32, len(a.nodes))
	byGroup := make(map[int32][]int32)
	for i := range a.nodes {
		weights[i] = make([]float32, len(a.nodes[i].candidates))
		byGroup[a.nodes[i].group] = append(byGroup[a.nodes[i].group], int32(i))
	}
	for i := range a.nodes {
		held := &a.nodes[i]
		if held.holder == doc.None {
			continue
		}
		for _, h := range byGroup[held.holder] {
			for k, c := range a.nodes[h].candidates {
				for _, x := range held.candidates {
					if within(x, c) {
						// Greater towns speak louder: a state holds some hamlet of nearly every name.
						weights[h][k] = min(weightHolds, weights[h][k]+x.prior/4)
						break
					}
				}
			}
		}
	}
	return weights
}

// demonyms adds weight to a state that shares its name with a great unit, where the article has its adjective: a "Georgian embassy" speaks
// for the state and not for the unit of the United States.
func (a *article) demonyms(weights [][]float32) {
	for i := range a.nodes {
		c := a.nodes[i].candidates
		if len(c) < 2 || c[0].kind != isCountry || !slices.ContainsFunc(c, func(x candidate) bool { return x.kind == isAdmin1 && x.prior > priorOtherUnit }) {
			continue
		}
		name := a.known.entries[c[0].ref].name
		for t := range a.d.Tokens {
			if rest, ok := strings.CutPrefix(a.d.Form(int32(t)), name); ok && (rest == "n" || rest == "ns") {
				weights[i][0] += weightPeople
				break
			}
		}
	}
}

// choose takes the candidate with the best score, and makes the scores likelihoods.
func (n *node) choose() {
	n.chosen = 0
	for k := range n.scores {
		if n.scores[k] > n.scores[n.chosen] {
			n.chosen = k
		}
	}
	if n.likely == nil {
		n.likely = make([]float32, len(n.scores))
	}
	var sum float32
	for k, s := range n.scores {
		n.likely[k] = float32(math.Exp(float64(s-n.scores[n.chosen]) / softness))
		sum += n.likely[k]
	}
	for k := range n.likely {
		n.likely[k] /= sum
	}
	c := n.candidates[n.chosen]
	n.anchor = c.kind == isCity || c.kind == isAdmin2 || c.kind == isSite
}

// weight is how much the node counts as evidence for others.
func (n *node) weight() float32 {
	return float32(math.Sqrt(float64(len(n.mentions))))
}

// votes sums weights by country or unit.
type votes struct {
	of  map[int32]float32
	all float32
}

func (v *votes) reset() {
	if v.of == nil {
		v.of = make(map[int32]float32)
	}
	clear(v.of)
	v.all = 0
}

func (v *votes) add(key int32, w float32) {
	if key >= 0 && w > 0.001 {
		v.of[key] += w
	}
}

// share is the share of key among all votes but those of the asking node, which gave own of its w to key. A few votes count less than many.
func (v *votes) share(key int32, own, w float32) float32 {
	if key < 0 {
		return 0
	}
	return max(0, v.of[key]-own) / (max(0, v.all-w) + 0.5)
}

// anchors are the nodes that count by nearness, the weightiest.
func (a *article) anchors() []int32 {
	var list []int32
	for i := range a.nodes {
		if a.nodes[i].anchor {
			list = append(list, int32(i))
		}
	}
	if len(list) > mostAnchors {
		slices.SortStableFunc(list, func(x, y int32) int {
			switch wx, wy := len(a.nodes[x].mentions), len(a.nodes[y].mentions); {
			case wx > wy:
				return -1
			case wx < wy:
				return 1
			}
			return 0
		})
		list = list[:mostAnchors]
	}
	return list
}

// near is how near c lies to the places of other names, 0 to 1.
func (a *article) near(c candidate, self int32, anchors []int32) float32 {
	if c.kind == isCountry || c.kind == isAdmin1 || c.kind == isSea {
		return 0
	}
	var sum float32
	for _, i := range anchors {
		n := &a.nodes[i]
		if i == self || n.group == a.nodes[self].group {
			continue
		}
		if d := distance(c, n.candidates[n.chosen]); d < 5*nearness {
			q := d / nearness
			sum += n.likely[n.chosen] / (1 + q*q)
		}
	}
	return sum / (sum + 0.7)
}

// distance is the distance in kilometres, exact enough for some hundred.
func distance(a, b candidate) float32 {
	const radius = 6371
	dLat := float64(a.lat - b.lat)
	dLon := math.Abs(float64(a.lon - b.lon))
	if dLon > 180 {
		dLon = 360 - dLon
	}
	const rad = math.Pi / 180
	x := dLon * rad * math.Cos(float64(a.lat+b.lat)/2*rad)
	y := dLat * rad
	return float32(radius * math.Sqrt(x*x+y*y))
}

// write gathers the nodes that mean the same place and fills d.Places, in the order of their first mentions; the places that
// nothing lists stand last, without level and coordinates.
func (a *article) write() {
	nodeOf := make([]int32, len(a.mentions))
	for i := range a.nodes {
		for _, m := range a.nodes[i].mentions {
			nodeOf[m] = int32(i)
		}
	}
	at := make(map[int32]int)
	for i := range a.mentions {
		n := &a.nodes[nodeOf[i]]
		c := n.candidates[n.chosen]
		p, ok := at[c.ref]
		if !ok {
			p = len(a.d.Places)
			at[c.ref] = p
			a.d.Places = append(a.d.Places, a.place(c))
		}
		a.d.Places[p].Mentions = append(a.d.Places[p].Mentions, a.mentions[i].Span)
	}
	named := make(map[string]int)
	for _, s := range a.unlisted {
		name := a.d.Words(s)
		p, ok := named[name]
		if !ok {
			p = len(a.d.Places)
			named[name] = p
			a.d.Places = append(a.d.Places, doc.Place{Name: name})
		}
		a.d.Places[p].Mentions = append(a.d.Places[p].Mentions, s)
	}
}

// place makes the document's place of a candidate.
func (r *Reader) place(c candidate) doc.Place {
	var p doc.Place
	if int(c.ref) < len(r.known.entries) {
		e := &r.known.entries[c.ref]
		p = doc.Place{Name: e.name, Level: e.level, Admin1: e.admin1, Lat: e.lat, Lon: e.lon, Located: e.located, GeoNames: e.geonames}
	} else {
		i := int(c.ref) - len(r.known.entries)
		g := r.gaz.Place(i)
		p = doc.Place{Name: r.gaz.Name(i), Level: City, Lat: round(g.Lat), Lon: round(g.Lon), Located: true, GeoNames: g.GeoNames}
		if name := r.known.english[i]; name != "" {
			p.Name = name
		}
		if g.Kind == gazetteer.County {
			p.Level = Admin2
		}
		if u, ok := r.known.units[g.Unit]; ok {
			p.Admin1 = r.known.entries[u].admin1
		}
	}
	if c.country >= 0 {
		p.Country = r.known.iso3[c.country]
	}
	return p
}

// round rounds degrees to the gazetteer's precision.
func round(degrees float64) float64 { return math.Round(degrees*1e4) / 1e4 }
