package english

import (
	"math"
	"math/rand/v2"
	"sort"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// gold is a sentence to learn from: its words, tags as the tagger gives them, heads (n is the root) and labels.
type gold struct {
	words  []word // padded
	tags   []uint8
	heads  []int32
	labels []uint32
	right  [][]int32 // children of each word and the root
	weight float32
}

// cost is the number of gold arcs that a move makes impossible.
func (g *gold) cost(s *state, m int) int {
	cost := 0
	b := s.front
	switch m {
	case shift:
		for k, i := range s.stack {
			if g.heads[i] == b || g.heads[b] == i && k != len(s.stack)-1 {
				cost++
			}
		}
	case leftArc:
		c := s.top(0)
		h := g.heads[c]
		if h == s.top(1) || h > b {
			cost++
		}
		for _, d := range g.right[c] {
			if d >= b {
				cost++
			}
		}
	case rightArc:
		c := s.top(0)
		if g.heads[c] >= b {
			cost++
		}
		for _, d := range g.right[c] {
			if d >= b {
				cost++
			}
		}
	}
	return cost
}

// ParserOptions steer the training of the parser.
type ParserOptions struct {
	Bits   uint32 // log2 of the number of buckets
	Epochs int
	Margin float32 // by which the right move must win
	Follow float64 // share of wrong moves that are put right in training, the others are followed
	Seed   uint64
	Log    func(format string, args ...any)
}

// moveLearner trains the moves: dense rows in buckets.
type moveLearner struct {
	w, u []float32
	bits uint32
	step float32
}

func (l *moveLearner) score(f []uint32) (out [moveCount]float32) {
	for _, h := range f {
		r := l.w[h*0x9E3779B1>>(32-l.bits)*4:]
		out[0] += r[0]
		out[1] += r[1]
		out[2] += r[2]
	}
	return out
}

func (l *moveLearner) update(f []uint32, good, bad int) {
	for _, h := range f {
		at := h * 0x9E3779B1 >> (32 - l.bits) * 4
		l.w[at+uint32(good)]++
		l.w[at+uint32(bad)]--
		l.u[at+uint32(good)] += l.step
		l.u[at+uint32(bad)] -= l.step
	}
}

// pack gives the averaged weights as the parser reads them.
func (l *moveLearner) pack() []uint32 {
	average := func(i int) float64 { return float64(l.w[i]) - float64(l.u[i])/float64(l.step) }
	top := 1.0
	for i := 0; i < len(l.w); i += 4 {
		for m := leftArc; m <= rightArc; m++ {
			top = max(top, math.Abs(average(i+m)-average(i+shift)))
		}
	}
	out := make([]uint32, len(l.w)/4)
	for i := range out {
		for m := leftArc; m <= rightArc; m++ {
			v := math.Round((average(4*i+m) - average(4*i+shift)) * 32767 / top)
			out[i] |= uint32(int(v)+32768) << (16 * (m - leftArc))
		}
	}
	return out
}

// LearnParser trains the parser. The documents carry the tags that the tagger gives to text that it has not seen, and
// gold heads and relations.
func LearnParser(docs []*doc.Document, lexiconData []byte, info ModelInfo, o ParserOptions) ([]byte, error) {
	lex, err := loadLexicon(string(lexiconData))
	if err != nil {
		return nil, err
	}
	labels := relations(docs)
	golds := goldTrees(docs, lex, labels)
	l := &moveLearner{w: make([]float32, 4<<o.Bits), u: make([]float32, 4<<o.Bits), bits: o.Bits, step: 1}
	lab := newLearner()
	countLabelFeatures(golds, lex, lab)
	rng := rand.New(rand.NewPCG(o.Seed, 7))
	order := rng.Perm(len(golds))
	var x scratch
	var s state
	scores := make([]float32, len(labels)+1)
	var rows []int32
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var arcs, right, labelled int
		for _, gi := range order {
			g := &golds[gi]
			s.fill(g.words, g.tags, lex)
			for !s.done() {
				m := s.forced()
				if m < 0 {
					n := s.moveFeatures(&x.moves)
					sc := l.score(x.moves[:n])
					guess, good, bad, least := -1, -1, -1, 1<<30
					var costs [moveCount]int
					for k := range moveCount {
						if !s.allowed(k) {
							continue
						}
						costs[k] = g.cost(&s, k)
						least = min(least, costs[k])
						if guess < 0 || sc[k] > sc[guess] {
							guess = k
						}
					}
					for k := range moveCount {
						switch {
						case !s.allowed(k):
						case costs[k] == least:
							if good < 0 || sc[k] > sc[good] {
								good = k
							}
						case bad < 0 || sc[k] > sc[bad]:
							bad = k
						}
					}
					m = guess
					if bad >= 0 && sc[good]-sc[bad] <= o.Margin {
						l.update(x.moves[:n], good, bad)
					}
					if costs[guess] > least && (epoch == 0 || rng.Float64() < o.Follow) {
						m = good
					}
					l.step++
				}
				if m == shift {
					s.shift()
					continue
				}
				head, child := s.arc(m)
				label := uint32(1)
				arcs++
				if head != s.root() {
					x.features = s.labelFeatures(x.features[:0], head, child)
					clear(scores)
					rows = lab.find(rows[:0], x.features)
					lab.score(rows, scores)
					label = uint32(best(scores[1:len(labels)], nil)) + 2
					if g.heads[child] == head {
						if want := g.labels[child]; want != label {
							lab.update(rows, int(want-1), int(label-1))
						}
						lab.step++
					}
				}
				if g.heads[child] == head {
					right++
					if g.labels[child] == label {
						labelled++
					}
				}
				s.attach(head, child, label)
			}
		}
		if o.Log != nil {
			o.Log("parser epoch %d: UAS %.4f LAS %.4f on what it learns from", epoch+1, float64(right)/float64(arcs), float64(labelled)/float64(arcs))
		}
	}
	var w modelWriter
	addSection(&w, "moves", l.pack())
	addSection(&w, "labels", []byte(strings.Join(labels, " ")))
	lab.sections(&w, "label")
	return w.bytes(info)
}

// relations are the labels of the documents, root first, then by frequency.
func relations(docs []*doc.Document) []string {
	n := map[string]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			n[d.Tokens[i].Rel]++
		}
	}
	delete(n, "root")
	var names []string
	for r := range n {
		names = append(names, r)
	}
	sort.Slice(names, func(i, j int) bool {
		if n[names[i]] != n[names[j]] {
			return n[names[i]] > n[names[j]]
		}
		return names[i] < names[j]
	})
	return append([]string{"root"}, names...)
}

func goldTrees(docs []*doc.Document, lex *lexicon, labels []string) []gold {
	number := map[string]uint32{}
	for i, r := range labels {
		number[r] = uint32(i) + 1
	}
	tagNumber := tagNumbers(lex)
	var out []gold
	for _, d := range docs {
		for si := range d.Sentences {
			sent := &d.Sentences[si]
			n := int32(sent.Span.Len())
			g := gold{words: padded(nil, d, every(nil, sent.Span), lex), right: make([][]int32, n+1), weight: 1}
			for i := sent.First; i < sent.Span.End; i++ {
				t := &d.Tokens[i]
				h := n
				if t.Head != doc.None {
					h = t.Head - sent.First
				}
				g.heads = append(g.heads, h)
				g.labels = append(g.labels, number[t.Rel])
				g.right[h] = append(g.right[h], i-sent.First)
				g.tags = append(g.tags, tagNumber(t.UPOS, t.XPOS))
			}
			out = append(out, g)
		}
	}
	return out
}

// countLabelFeatures gives the label learner the features that occur more than once with gold trees.
func countLabelFeatures(golds []gold, lex *lexicon, lab *learner) {
	count := atLeast{2, map[uint32]uint8{}}
	var s state
	var f []uint32
	for gi := range golds {
		g := &golds[gi]
		s.fill(g.words, g.tags, lex)
		for !s.done() {
			m := s.forced()
			least := 1 << 30
			if m < 0 {
				for k := range moveCount {
					if s.allowed(k) {
						if c := g.cost(&s, k); c < least {
							m, least = k, c
						}
					}
				}
			}
			if m == shift {
				s.shift()
				continue
			}
			head, child := s.arc(m)
			if head != s.root() {
				f = s.labelFeatures(f[:0], head, child)
				count.see(f, lab)
			}
			s.attach(head, child, g.labels[child])
		}
	}
}
