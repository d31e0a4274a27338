package english

import (
	"fmt"
	"strings"
)

// Transitions of the arc-hybrid system. The root stands at the end of the buffer.
const (
	shift     = iota
	leftArc   // the top of the stack becomes a child of the first of the buffer
	rightArc  // the top of the stack becomes a child of the one under it
	moveCount // number of transitions
)

// node is a word in the parser, or the root, or the nil node that stands where there is none.
type node struct {
	w, p, c, cc uint32 // hash of the word, tag, fine and coarse cluster
	xp          uint32 // first letters of the Penn tag: its class
	label       uint32 // of the arc to its head, from 1
	head        int32
	l1, l2      int32 // leftmost child and the one right of it
	r1, r2      int32 // rightmost child and the one left of it
	nl, nr      uint32
	marks       uint32 // number of commas before it in the sentence
	verbs       uint32 // number of verbs before it in the sentence
}

// parser is a greedy arc-hybrid parser; a classifier of its own labels each arc when it is made.
type parser struct {
	moves  []uint16 // a bucket: the codes of how much leftArc and rightArc weigh more than shift
	bits   uint32   // log2 of the number of buckets
	labels []string
	lab    *linear
}

func loadParser(data string) (*parser, error) {
	m, err := openModel("parser", data)
	if err != nil {
		return nil, err
	}
	p := &parser{}
	if p.moves, err = section[uint16](m, "moves"); err != nil {
		return nil, err
	}
	for 1<<p.bits < len(p.moves) {
		p.bits++
	}
	if 1<<p.bits != len(p.moves) {
		return nil, fmt.Errorf("opening the model parser: %d buckets are no power of two", len(p.moves))
	}
	names, err := m.text("labels")
	if err != nil {
		return nil, err
	}
	p.labels = strings.Fields(names)
	if p.lab, err = loadLinear(m, "label"); err != nil {
		return nil, err
	}
	p.lab.classes = len(p.labels)
	return p, nil
}

// state is a partial parse. nodes holds the words, the root, and the nil node.
type state struct {
	nodes []node
	stack []int32
	front int32 // first of the buffer; the root's index when only the root is left
	n     int32 // number of words; the root's index
}

func (s *state) root() int32 { return s.n }
func (s *state) none() int32 { return s.n + 1 }

// start makes s ready for n words whose w, p, c, cc and xp the caller fills.
func (s *state) start(n int) {
	if cap(s.nodes) < n+2 {
		s.nodes = make([]node, n+2, n+n/2+32)
	}
	s.n = int32(n)
	s.nodes = s.nodes[:n+2]
	s.stack = s.stack[:0]
	s.front = 0
	none := s.none()
	for i := range s.nodes {
		s.nodes[i] = node{head: -1, l1: none, l2: none, r1: none, r2: none}
	}
	s.nodes[n].w, s.nodes[n].p, s.nodes[n].xp = 11, 254, 30
	s.nodes[n+1].w, s.nodes[n+1].p, s.nodes[n+1].xp = 13, 255, 31
}

// count fills the running counts of commas and verbs; call it when the words are filled.
func (s *state) count() {
	var marks, verbs uint32
	for i := range s.nodes {
		s.nodes[i].marks, s.nodes[i].verbs = marks, verbs
		switch s.nodes[i].xp {
		case xpComma:
			marks++
		case xpVerb:
			verbs++
		}
	}
}

func (s *state) top(k int) int32 {
	if k < len(s.stack) {
		return s.stack[len(s.stack)-1-k]
	}
	return s.none()
}

func (s *state) next(k int32) int32 {
	if s.front+k <= s.n {
		return s.front + k
	}
	return s.none()
}

func (s *state) done() bool { return s.front == s.n && len(s.stack) == 0 }

// allowed says which moves may be made. Only one word hangs on the root: the last one left.
func (s *state) allowed(m int) bool {
	switch m {
	case shift:
		return s.front < s.n
	case leftArc:
		return len(s.stack) > 0 && (s.front < s.n || len(s.stack) == 1)
	}
	return len(s.stack) > 1
}

// arc gives the head and the child that an arc move makes.
func (s *state) arc(m int) (head, child int32) {
	if m == leftArc {
		return s.front, s.top(0)
	}
	return s.top(1), s.top(0)
}

func (s *state) shift() {
	s.stack = append(s.stack, s.front)
	s.front++
}

// attach makes the arc and takes the child from the stack.
func (s *state) attach(head, child int32, label uint32) {
	c, h := &s.nodes[child], &s.nodes[head]
	c.head, c.label = head, label
	if child < head {
		h.l2, h.l1 = h.l1, child
		h.nl++
	} else {
		h.r2, h.r1 = h.r1, child
		h.nr++
	}
	s.stack = s.stack[:len(s.stack)-1]
}

func near(d int32) uint32 {
	switch {
	case d < 5:
		return uint32(d)
	case d < 8:
		return 5
	case d < 14:
		return 6
	}
	return 7
}

func few(n uint32) uint32 { return min(n, 3) }

// moveCap bounds the features of a state.
const moveCap = 128

// moveFeatures fills f with the features of the state and gives their number.
func (s *state) moveFeatures(f *[moveCap]uint32) int {
	s0i, s1i, b0i := s.top(0), s.top(1), s.next(0)
	s0, s1, s2 := &s.nodes[s0i], &s.nodes[s1i], &s.nodes[s.top(2)]
	b0, b1, b2 := &s.nodes[b0i], &s.nodes[s.next(1)], &s.nodes[s.next(2)]
	b3 := &s.nodes[s.next(3)]
	s0l, s0r, s1l, s1r, b0l := &s.nodes[s0.l1], &s.nodes[s0.r1], &s.nodes[s1.l1], &s.nodes[s1.r1], &s.nodes[b0.l1]
	s0l2, s0r2, s1r2, b0l2 := &s.nodes[s0.l2], &s.nodes[s0.r2], &s.nodes[s1.r2], &s.nodes[b0.l2]
	before := &s.nodes[s.none()] // the word left of s0 in the sentence
	if s0i < s.n && s0i > 0 {
		before = &s.nodes[s0i-1]
	}
	last := &s.nodes[s.none()] // the word left of b0
	if b0i <= s.n && b0i > 0 {
		last = &s.nodes[b0i-1]
	}
	var d0, d1, marks, verbs, marks1 uint32
	if s0i < s.n {
		d0 = near(b0i - s0i)
		marks = few(b0.marks - s0.marks)
		verbs = few(b0.verbs - s0.verbs)
		if s1i < s.n {
			d1 = near(s0i - s1i)
			marks1 = few(s0.marks-s1.marks) | few(s0.verbs-s1.verbs)<<2
		}
	}
	between := marks | verbs<<2
	p3 := func(a, b, c *node) uint32 { return a.p<<16 | b.p<<8 | c.p }
	k := 0
	t := uint32(100)
	add := func(h uint32) {
		f[k] = h
		k++
	}
	one := func(v uint32) {
		t++
		add(mix(t, v))
	}
	two := func(v, w uint32) {
		t++
		add(mix(mix(t, v), w))
	}
	three := func(v, w, x uint32) {
		t++
		add(mix(mix(mix(t, v), w), x))
	}
	// single words
	two(s0.w, s0.p)
	one(s0.w)
	one(s0.p)
	two(s1.w, s1.p)
	one(s1.w)
	one(s1.p)
	two(s2.w, s2.p)
	one(s2.p)
	two(b0.w, b0.p)
	one(b0.w)
	one(b0.p)
	two(b1.w, b1.p)
	one(b1.w)
	one(b1.p)
	two(b2.w, b2.p)
	one(b2.p)
	one(b3.p)
	// pairs
	three(s0.w, s0.p<<8|b0.p, b0.w)
	three(s0.w, s0.p, b0.p)
	three(s0.p, b0.w, b0.p)
	two(s0.w, b0.w)
	one(s0.p<<8 | b0.p)
	three(s1.w, s1.p, s0.p)
	three(s1.p, s0.w, s0.p)
	two(s1.w, s0.w)
	one(s1.p<<8 | s0.p)
	two(s1.w, b0.p)
	two(s1.p, b0.w)
	one(s1.p<<8 | b0.p)
	one(b0.p<<8 | b1.p)
	two(b0.w, b1.p)
	two(b0.p, b1.w)
	two(s0.p, b1.w)
	two(s0.w, b1.p)
	// clusters
	two(s0.c, b0.c)
	two(s0.c, b0.p)
	two(s0.p, b0.c)
	two(s1.c, s0.c)
	two(s1.c, s0.p)
	two(s1.p, s0.c)
	two(s0.cc<<8|b0.cc, b1.cc)
	two(s1.cc<<8|s0.cc, b0.cc)
	two(s0.cc<<8|b0.cc, s0.p<<8|b0.p)
	two(s1.cc<<8|s0.cc, s1.p<<8|s0.p)
	// three and four tags
	one(p3(s0, b0, b1))
	one(p3(s1, s0, b0))
	one(p3(b0, b1, b2))
	one(p3(s2, s1, s0))
	two(p3(s0, b0, b1), b2.p)
	two(p3(s1, s0, b0), b1.p)
	two(p3(s2, s1, s0), b0.p)
	two(s0.w, b0.p<<8|b1.p)
	two(b0.w, s0.p<<8|b1.p)
	two(s0.w, s1.p<<8|b0.p)
	two(s1.w, s0.p<<8|b0.p)
	two(b0.w, s1.p<<8|s0.p)
	// children
	one(p3(s0, s0l, b0))
	one(p3(s0, s0r, b0))
	one(p3(s0, b0, b0l))
	one(p3(s1, s1l, s0))
	one(p3(s1, s1r, s0))
	one(p3(s1, s0, s0l))
	one(p3(s1, s0, s0r))
	two(p3(s1, s1r, s0), b0.p)
	two(p3(s1, s0, s0l), b0.p)
	two(s0.p<<8|s0l.label, s0l.p<<8|b0.p)
	two(s0.p<<8|s0r.label, s0r.p<<8|b0.p)
	two(s1.p<<8|s1r.label, s1r.p<<8|s0.p)
	two(s0.p<<8|b0.p, b0l.label<<8|b0l2.label)
	two(s0.p<<8|b0.p, s0r.label<<8|s0r2.label)
	two(s0.p<<8|b0.p, s0l.label<<8|s0l2.label)
	two(s1.p<<8|s0.p, s1r.label<<8|s1r2.label)
	two(s1.p<<8|s0.p, s0l.label<<8|s0l2.label)
	two(s1.p<<8|s0.p, s1l.label)
	two(s0.w, s0l.label<<8|s0r.label)
	two(s0.w, s0l.w)
	two(s0.w, s0r.w)
	three(s1.w, s0l.w, s0.p)
	three(s1.p, s0l.w, s0.w)
	three(s0.p, s0l.w, b0.p)
	three(s0.p, s0r.w, b0.p)
	three(s1.p, s1r.w, s0.p)
	two(s1.w, s1r.label<<8|s0.p)
	two(b0.w, b0l.label)
	// the word that brings b0 in: its preposition, conjunction or mark
	three(s0.w, b0l.w, b0.p)
	three(s0.p, b0l.w, b0.p)
	three(s0.p, b0l.w, b0.w)
	three(s1.w, b0l.w, s0.p)
	three(s1.p<<8|s0.p, b0l.w, b0.p)
	three(s0.c, b0l.w, b0.c)
	two(s1.p<<8|s0.p, b0l.p<<16|b0l.label<<8|b0.p)
	three(s1.w, s0.w, b0l.w)
	two(s0.p, s0.nl<<8|s0.nr)
	two(s0.w, s0.nl<<8|s0.nr)
	two(s1.p, s1.nl<<8|s1.nr)
	two(s1.w, s1.nr)
	two(b0.p, b0.nl)
	two(b0.w, b0.nl)
	// distances and what lies between
	two(s0.p<<8|b0.p, d0)
	two(s0.w, b0.p<<8|d0)
	two(b0.w, s0.p<<8|d0)
	two(s1.p<<8|s0.p, d1)
	two(s1.w, s0.p<<8|d1)
	two(s0.w, s1.p<<8|d1)
	two(s0.p<<8|b0.p, between)
	two(s1.p<<8|s0.p, marks1)
	two(p3(s1, s0, b0), between<<4|marks1)
	one(d0<<8 | d1)
	// neighbours in the sentence
	one(p3(before, s0, b0))
	one(p3(last, b0, s0))
	two(before.w, s0.p<<8|b0.p)
	two(last.w, s0.p<<8|b0.p)
	two(p3(s1, s0, b0), last.p)
	return k
}

// score gives the weights of the moves.
func (p *parser) score(f []uint32) (out [moveCount]int32) {
	var left, right int32
	sh := 32 - p.bits
	for _, h := range f {
		v := p.moves[h*0x9E3779B1>>sh]
		left += weights[v&255]
		right += weights[v>>8]
	}
	return [moveCount]int32{0, left, right}
}

// labelFeatures appends the features of the arc from head to child.
func (s *state) labelFeatures(f []uint32, head, child int32) []uint32 {
	h, c := &s.nodes[head], &s.nodes[child]
	left, right := &s.nodes[s.none()], &s.nodes[min(child+1, s.n)]
	if child > 0 {
		left = &s.nodes[child-1]
	}
	hl, hr := &s.nodes[s.none()], &s.nodes[min(head+1, s.none())]
	if head > 0 {
		hl = &s.nodes[head-1]
	}
	c1, c2, cr := &s.nodes[c.l1], &s.nodes[c.l2], &s.nodes[c.r1]
	dir := uint32(0)
	d := head - child
	if head < child {
		dir, d = 1, child-head
	}
	dd := dir<<3 | near(d)
	sib, outer := &s.nodes[h.r1], &s.nodes[h.l1] // children of the head that are there already
	if dir == 0 {
		sib, outer = &s.nodes[h.l1], &s.nodes[h.l2]
	}
	pp := h.p<<8 | c.p
	pd := pp<<1 | dir
	return append(f,
		mix(201, pd),
		mix(202, pp<<4|dd),
		mix(mix(203, c.w), dir),
		mix(mix(204, h.w), dir),
		mix(mix(205, c.w), pd),
		mix(mix(206, h.w), pd),
		mix(mix(207, c.w), h.w),
		mix(mix(208, c1.w), pd),
		mix(mix(209, c1.p<<8|c1.label), pd),
		mix(mix(210, c2.p<<8|c2.label), pd),
		mix(mix(211, cr.p<<8|cr.label), pd),
		mix(mix(212, left.p), pd),
		mix(mix(213, right.p), pd),
		mix(mix(214, left.p<<8|right.p), pd),
		mix(mix(215, hl.p), pd),
		mix(mix(216, hr.p), pd),
		mix(mix(217, sib.label<<8|sib.p), pd),
		mix(mix(218, outer.label<<8|sib.label), pd),
		mix(mix(219, h.c), c.p<<1|dir),
		mix(mix(220, c.c), h.p<<1|dir),
		mix(mix(221, h.cc<<8|c.cc), pd),
		mix(mix(222, h.c), c.c),
		mix(mix(mix(223, c1.w), h.w), c.p),
		mix(mix(mix(224, c1.w), c.w), h.p),
		mix(mix(225, c1.w), c.c<<8|h.p),
		mix(mix(226, c1.w), h.c<<8|c.p),
		mix(mix(227, left.w), c.p),
		mix(mix(228, right.w), c.p),
		mix(mix(229, c.w), c1.label<<8|cr.label),
		mix(mix(230, h.w), c.p<<8|sib.label),
		mix(mix(231, pd), few(h.marks-c.marks)<<4|few(h.verbs-c.verbs)<<2|few(c.marks-h.marks)),
		mix(mix(232, pd), few(c.nl)<<2|few(c.nr)),
		mix(mix(233, s.nodes[c.l1].label<<8|s.nodes[c.l2].label), c.p<<8|cr.label),
		mix(mix(234, h.w), c.c),
		mix(mix(235, c.w), h.c),
		mix(mix(236, pd), few(h.nl)<<2|few(h.nr)),
		mix(mix(237, outer.label<<16|sib.label<<8|c1.label), pd),
		mix(mix(238, cr.w), pd),
		mix(239, c.w),
	)
}

func (p *parser) label(s *state, head, child int32, x *scratch) uint32 {
	if head == s.root() {
		return 1
	}
	x.features = s.labelFeatures(x.features[:0], head, child)
	clear(x.scores[:p.lab.classes])
	p.lab.score(x.features, x.scores)
	return uint32(best(x.scores[1:p.lab.classes], nil)) + 2
}

// parse builds the tree over the words that s was started with.
func (p *parser) parse(s *state, x *scratch) {
	for !s.done() {
		m := s.forced()
		if m < 0 {
			n := s.moveFeatures(&x.moves)
			scores := p.score(x.moves[:n])
			for k := range moveCount {
				if s.allowed(k) && (m < 0 || scores[k] > scores[m]) {
					m = k
				}
			}
		}
		if m == shift {
			s.shift()
			continue
		}
		head, child := s.arc(m)
		s.attach(head, child, p.label(s, head, child, x))
	}
}

// forced is the only move that may be made, or -1 where there is a choice.
func (s *state) forced() int {
	switch {
	case len(s.stack) == 0:
		return shift
	case s.front == s.n && len(s.stack) == 1:
		return leftArc
	case s.front == s.n:
		return rightArc
	}
	return -1
}
