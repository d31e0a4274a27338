package english

import (
	"errors"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// coref puts noun phrases that mean the same into chains. Each phrase, from left to right, looks at a bounded number of phrases
// before it: rules say which it cannot mean, a linear model ranks the rest and the choice to mean something new.
type coref struct {
	weights corefWeights
	gaz     *gazetteer
	nouns   map[uint32]uint8 // kind of what a noun means, by the hash of its lemma
	gender  map[uint32]uint8 // of titles, nouns and given names
	alias   map[uint32]uint32
}

// What nouns.tsv adds to the kind of a noun for a place.
const (
	nounState = 1 << 6
	nounCity  = 1 << 7
)

// corefWeights is a sparse linear model with one class.
type corefWeights struct {
	keys    []uint32 // 0 is free
	weights []int16
}

func (w *corefWeights) get(f uint32) int32 {
	for at := slotOf(f, len(w.keys)); ; at++ {
		if at == len(w.keys) {
			at = 0
		}
		switch w.keys[at] {
		case f:
			return int32(w.weights[at])
		case 0:
			return 0
		}
	}
}

func (w *corefWeights) score(features []uint32) int32 {
	sum := int32(0)
	for _, f := range features {
		sum += w.get(f)
	}
	return sum
}

// How far back a phrase looks.
const (
	lookBack      = 40 // phrases
	pronounReach  = 4  // sentences
	nominalReach  = 10 // sentences, where no word is the same
	sameWordCount = 4  // phrases with the same head or a word of the name, at any distance
)

// corefState is the working memory of one document.
type corefState struct {
	mentions   []corefMention
	byWord     map[uint32][]int32 // the latest mentions by lemma of the head, word of the name
	chains     []corefChain
	candidates []int32
	feats      []uint32
}

// corefChain is what is known of a chain while it grows.
type corefChain struct {
	names  []doc.Span // different names in it, the longest of each
	kind   uint8
	gender uint8
	number uint8
	size   int32
	last   int32 // latest mention
}

// read fills the document's mentions.
func (c *coref) read(d *doc.Document) {
	s := corefState{byWord: make(map[uint32][]int32)}
	s.mentions = c.gather(d, nil)
	for k := range s.mentions {
		a := c.choose(d, &s, int32(k))
		if a != doc.None {
			s.join(d, a, int32(k))
		}
		s.remember(d, int32(k))
	}
	s.write(d)
}

// choose gives the antecedent of mention k, or None.
func (c *coref) choose(d *doc.Document, s *corefState, k int32) int32 {
	m := &s.mentions[k]
	s.gatherCandidates(d, c, k)
	if len(s.candidates) == 0 {
		return doc.None
	}
	s.feats = c.newFeatures(d, m, s.feats[:0])
	best, top := doc.None, c.weights.score(s.feats)
	for _, a := range s.candidates {
		s.feats = c.pairFeatures(d, s, a, k, s.feats[:0])
		if v := c.weights.score(s.feats); v > top {
			best, top = a, v
		}
	}
	return best
}

// gatherCandidates collects the mentions that mention k may mean, the nearest first.
func (s *corefState) gatherCandidates(d *doc.Document, c *coref, k int32) {
	s.candidates = s.candidates[:0]
	m := &s.mentions[k]
	reach := int32(nominalReach)
	if m.form == doc.Pronoun {
		reach = pronounReach
	}
	for a := k - 1; a >= 0 && a >= k-lookBack && s.mentions[a].sent >= m.sent-reach; a-- {
		if c.mayMean(d, s, a, k) {
			s.candidates = append(s.candidates, a)
		}
	}
	if m.form == doc.Pronoun && m.pronoun != proI && m.pronoun != proYou && m.pronoun != proWe {
		return
	}
	near := k - lookBack
	add := func(word uint32) {
		list := s.byWord[word]
		for j := len(list) - 1; j >= 0 && j >= len(list)-sameWordCount; j-- {
			a := list[j]
			if (a < near || s.mentions[a].sent < m.sent-reach) && c.mayMean(d, s, a, k) {
				s.candidates = append(s.candidates, a)
			}
		}
	}
	add(m.lemma)
	for i := m.name.First; i < m.name.End; i++ {
		if w := c.nameWord(d.Form(i)); w != m.lemma {
			add(w)
		}
	}
}

// nameWord is the hash of a name's word, the same for the ways to write one state.
func (c *coref) nameWord(form string) uint32 {
	h := gazHash(form)
	if a, ok := c.alias[h]; ok {
		return a
	}
	return h
}

// remember lets later mentions find mention k by its words.
func (s *corefState) remember(d *doc.Document, k int32) {
	m := &s.mentions[k]
	put := func(w uint32) {
		list := s.byWord[w]
		if len(list) >= 2*sameWordCount {
			copy(list, list[len(list)-sameWordCount:])
			list = list[:sameWordCount]
		}
		s.byWord[w] = append(list, k)
	}
	put(m.lemma)
	for i := m.name.First; i < m.name.End; i++ {
		if w := gazHash(d.Form(i)); w != m.lemma {
			put(w)
		}
	}
}

// join puts mention k into the chain of mention a.
func (s *corefState) join(d *doc.Document, a, k int32) {
	x := &s.mentions[a]
	if x.chain == doc.None {
		x.chain = int32(len(s.chains))
		s.chains = append(s.chains, corefChain{})
		s.chains[x.chain].take(d, x)
	}
	m := &s.mentions[k]
	m.chain = x.chain
	s.chains[x.chain].take(d, m)
}

// take notes what a mention says of its chain.
func (c *corefChain) take(d *doc.Document, m *corefMention) {
	c.size++
	c.last = m.ordinal
	if m.form == doc.Proper && m.name.Len() > 0 {
		known := false
		for i, n := range c.names {
			if sameWords(d, n, m.name) {
				known = true
				if m.name.Len() > n.Len() {
					c.names[i] = m.name
				}
				break
			}
		}
		if !known && len(c.names) < 6 {
			c.names = append(c.names, m.name)
		}
	}
	if c.kind == 0 || m.form == doc.Proper && m.kind != 0 {
		c.kind = m.kind
	}
	if c.gender == 0 {
		c.gender = m.gender
	}
	if c.number == 0 || m.form != doc.Pronoun {
		c.number = m.number
	}
}

// sameWords says whether the shorter name's words all stand in the longer one.
func sameWords(d *doc.Document, a, b doc.Span) bool {
	if a.Len() > b.Len() {
		a, b = b, a
	}
	for i := a.First; i < a.End; i++ {
		found := false
		for j := b.First; j < b.End && !found; j++ {
			found = strings.EqualFold(d.Form(i), d.Form(j))
		}
		if !found {
			return false
		}
	}
	return a.Len() > 0
}

// write fills the document's mentions: those that share a chain, chains counted from 0.
func (s *corefState) write(d *doc.Document) {
	d.Mentions = d.Mentions[:0]
	for k := range s.mentions {
		m := &s.mentions[k]
		if m.chain == doc.None {
			continue
		}
		d.Mentions = append(d.Mentions, doc.Mention{Span: m.span, Head: m.head, Chain: m.chain, Form: m.form})
	}
}

// newCoref opens the model and the tables of nouns, genders and other names of states; the gazetteer is the caller's to set.
func newCoref(data string, t table.Dir) (*coref, error) {
	c, err := newCorefRules(t)
	if err != nil {
		return nil, err
	}
	m, err := openModel("coref", data)
	if err != nil {
		return nil, err
	}
	if c.weights.keys, err = section[uint32](m, "keys"); err != nil {
		return nil, err
	}
	if c.weights.weights, err = section[int16](m, "weights"); err != nil {
		return nil, err
	}
	return c, nil
}

func newCorefRules(t table.Dir) (*coref, error) {
	c := &coref{nouns: make(map[uint32]uint8), gender: make(map[uint32]uint8), alias: make(map[uint32]uint32)}
	kinds := map[string]uint8{"PER": uint8(doc.PER), "ORG": uint8(doc.ORG), "LOC": uint8(doc.LOC),
		"STATE": uint8(doc.LOC) | nounState, "CITY": uint8(doc.LOC) | nounCity}
	genders := map[string]uint8{"m": genderHe, "f": genderShe}
	return c, errors.Join(
		eachRow(t, "nouns.tsv", func(r table.Row) error {
			kind, ok := kinds[r.Cell(1)]
			if !ok {
				return r.Errorf("no such kind: %q; there are PER, ORG, LOC, STATE and CITY", r.Cell(1))
			}
			c.nouns[gazHash(r.Cell(0))] = kind
			return oneWord(r)
		}, "noun", "kind"),
		eachRow(t, "genders.tsv", func(r table.Row) error {
			gender, ok := genders[r.Cell(1)]
			if !ok {
				return r.Errorf("no such gender: %q; there are m and f", r.Cell(1))
			}
			c.gender[gazHash(r.Cell(0))] = gender
			return oneWord(r)
		}, "word", "gender"),
		eachRow(t, "aliases.tsv", func(r table.Row) error {
			if r.Cell(0) == "" || r.Cell(1) == "" {
				return r.Errorf("an alias takes two names")
			}
			c.alias[joinWords(gazSplit(r.Cell(0)))] = joinWords(gazSplit(r.Cell(1)))
			return nil
		}, "name", "same"))
}

// oneWord says what is wrong with a row whose key must be one word.
func oneWord(r table.Row) error {
	if len(gazSplit(r.Cell(0))) != 1 {
		return r.Errorf("%q is not one word", r.Cell(0))
	}
	return nil
}

func joinWords(words []string) uint32 {
	h := uint32(0)
	for _, w := range words {
		if x := gazHash(w); h == 0 {
			h = x
		} else {
			h = gazJoin(h, x)
		}
	}
	return h
}
