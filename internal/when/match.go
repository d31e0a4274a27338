package when

import "github.com/openlines/openlines/internal/doc"

// matcher is the state of one reading.
type matcher struct {
	g      *grammar
	d      *doc.Document
	story  *story
	sent   int32
	outer  int  // the piece at which the outermost expression begins
	prev   expr // the expression before, in this sentence, and where it ends
	ended  int
	pieces []piece
	maybe  []bool // an expression can begin here
	tries  [maxDepth + 1]attempt
	kept   [maxDepth + 1]kept
	won    func(rule int32) // told of every rule that is applied; nil outside tests
}

// kept is the answer of nested at one depth.
type kept struct {
	first, outer, end int
	sent              int32
	e                 expr
}

// maxDepth bounds how deep expressions nest ("the end of the first quarter of next year").
const maxDepth = 4

// maxParts bounds how many captures a pattern can hold.
const maxParts = 12

// part is what a class has read.
type part struct {
	class      class
	value      int32
	lo, hi     int32 // of a quantity: the range that it means
	half       bool  // of a number: and a half
	open       bool  // of a quantity: not counted ("several")
	sure       bool  // of a clock, a year: cannot be anything else
	text       string
	inner      *expr // of DATE
	first, end int   // pieces
}

// attempt is the search for the longest expression that begins at one piece.
type attempt struct {
	m        *matcher
	first    int
	depth    int
	parts    [maxParts]part
	n        int
	rule     *rule
	best     expr
	bestEnd  int
	bestRule int32
}

// match reads the longest expression that begins at piece i. The end is i where there is none.
func (m *matcher) match(i, depth int) (expr, int) {
	if depth > maxDepth || i >= len(m.pieces) || !m.maybe[i] {
		return expr{}, i
	}
	a := &m.tries[depth]
	*a = attempt{m: m, first: i, depth: depth, bestEnd: i}
	if w := m.pieces[i].word; w != none {
		if to := m.g.first[w]; to != nil {
			a.walk(to, i+1)
		}
	}
	for _, e := range m.g.root.classes {
		a.read(e, i)
	}
	if m.won != nil && a.bestEnd > i {
		m.won(a.bestRule)
	}
	return a.best, a.bestEnd
}

// nested is match inside another expression. What was read last at each depth is kept: several patterns ask for the same.
func (m *matcher) nested(i, depth int) (expr, int) {
	if depth > maxDepth {
		return expr{}, i
	}
	k := &m.kept[depth]
	if k.first != i || k.outer != m.outer || k.sent != m.sent {
		e, end := m.match(i, depth)
		*k = kept{first: i, outer: m.outer, sent: m.sent, end: end, e: e}
	}
	return k.e, k.end
}

func (a *attempt) walk(n *node, i int) {
	for _, id := range n.rules {
		if i < a.bestEnd || i == a.bestEnd && id >= a.bestRule {
			continue
		}
		r := &a.m.g.rules[id]
		if !a.m.fits(r.before, a.first-1) || !a.m.fits(r.after, i) {
			continue
		}
		a.rule = r
		if e, ok := r.read(a, i); ok {
			a.best, a.bestEnd, a.bestRule = e, i, id
		}
	}
	if i >= len(a.m.pieces) {
		return
	}
	if w := a.m.pieces[i].word; w != none {
		for _, e := range n.words {
			if e.word == w {
				a.walk(e.to, i+1)
			}
		}
	}
	for _, e := range n.classes {
		a.read(e, i)
	}
}

// read follows an edge of the tree that is a class.
func (a *attempt) read(e classEdge, i int) {
	if a.n == maxParts {
		return
	}
	m := a.m
	if e.class >= clBuiltin {
		w := m.pieces[i].word
		if w == none {
			return
		}
		for k := range m.g.words[w] {
			en := &m.g.words[w][k]
			if en.class != e.class || en.cased && !m.pieces[i].capital {
				continue
			}
			if end, ok := m.phrase(en.rest, i+1); ok {
				a.push(part{class: e.class, value: en.value, text: en.text, lo: en.lo, hi: en.hi, first: i, end: end})
				a.walk(e.to, end)
				a.n--
			}
		}
		return
	}
	var p part
	var ok bool
	switch e.class {
	case clNumber:
		p, ok = m.number(i)
	case clOrdinal:
		p, ok = m.ordinal(i)
	case clQuantity:
		p, ok = m.quantity(i)
	case clDay:
		p, ok = m.day(i)
	case clYear:
		p, ok = m.year(i)
	case clClock:
		p, ok = m.clock(i)
	case clNumeric:
		p, ok = m.numeric(i)
	case clDate:
		inner, end := m.nested(i, a.depth+1)
		if end > i && inner.typ != "" {
			p, ok = part{inner: &inner, end: end}, true
		}
	}
	if ok {
		p.class, p.first = e.class, i
		a.push(p)
		a.walk(e.to, p.end)
		a.n--
	}
}

func (a *attempt) push(p part) {
	a.parts[a.n] = p
	a.n++
}

// phrase says whether the words stand at piece i, and where they end.
func (m *matcher) phrase(words []int32, i int) (int, bool) {
	for _, w := range words {
		if i >= len(m.pieces) || m.pieces[i].word != w {
			return i, false
		}
		i++
	}
	return i, true
}

// fits says whether the piece i passes the test.
func (m *matcher) fits(c context, i int) bool {
	if c.words == nil && c.any == clBuiltin && !c.start {
		return true
	}
	if i < 0 || i >= len(m.pieces) {
		return c.start != c.not
	}
	hit := false
	w := m.pieces[i].word
	if w != none {
		for _, x := range c.words {
			hit = hit || x == w
		}
		hit = hit || c.any != clBuiltin && m.is(i, c.any)
	}
	return hit != c.not
}

// continues says whether an expression that begins at piece i is the second end of "from Monday to Thursday".
func (m *matcher) continues(i int) bool {
	k := &m.g.cl
	return m.ended == i-1 && m.ended > 0 && m.prev.grain == gDay && !m.prev.at.IsZero() &&
		(m.at(i-1, k.to) || m.at(i-1, k.through) || m.at(i-1, k.hyphen))
}

// is says whether the piece i can be of a class of words.tsv.
func (m *matcher) is(i int, c class) bool {
	_, ok := m.entry(i, c)
	return ok
}

func (m *matcher) entry(i int, c class) (*entry, bool) {
	if i < 0 || i >= len(m.pieces) || m.pieces[i].word == none {
		return nil, false
	}
	es := m.g.words[m.pieces[i].word]
	for k := range es {
		if es[k].class == c && (!es[k].cased || m.pieces[i].capital) {
			if _, ok := m.phrase(es[k].rest, i+1); ok {
				return &es[k], true
			}
		}
	}
	return nil, false
}

// at says whether the word w stands at piece i.
func (m *matcher) at(i int, w int32) bool {
	return i >= 0 && i < len(m.pieces) && m.pieces[i].word == w
}

// digits is the piece i if it is a run of digits.
func (m *matcher) digits(i int) (*piece, bool) {
	if i < 0 || i >= len(m.pieces) || m.pieces[i].kind != number || m.pieces[i].num < 0 {
		return nil, false
	}
	return &m.pieces[i], true
}

// glued says whether the piece i follows without a space.
func (m *matcher) glued(i int) bool { return i > 0 && i < len(m.pieces) && m.pieces[i].glued }

// get is the first part of a class, or nil.
func (a *attempt) get(name string) *part {
	c, ok := a.m.g.classes[name]
	if !ok {
		return nil
	}
	for i := range a.n {
		if a.parts[i].class == c {
			return &a.parts[i]
		}
	}
	return nil
}
