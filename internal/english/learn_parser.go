package english

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/openlines/openlines/internal/doc"
)

// gold is a sentence to learn from: its words, tags as the tagger gives them, heads (n is the root) and labels.
type gold struct {
	words  []word // padded
	tags   []uint8
	heads  []int32
	labels []uint32
	right  [][]int32 // children of each word and the root
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
	Bits     uint32 // log2 of the number of buckets
	Epochs   int
	Runs     int
	Backward bool    // learn from the sentences' mirror images
	Follow   float64 // share of wrong moves that are put right in training, the others are followed
	Seed     uint64
	Log      func(format string, args ...any)
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

// average puts the average of each weight over the training in its place.
func (l *moveLearner) average() {
	for i := range l.w {
		l.w[i] -= l.u[i] / l.step
	}
	l.u = nil
}

func (l *moveLearner) add(o *moveLearner) {
	for i, w := range o.w {
		l.w[i] += w
	}
}

// pack gives the averaged weights as the parser reads them.
func (l *moveLearner) pack() []uint16 {
	top := 1.0
	for i := 0; i < len(l.w); i += 4 {
		for m := leftArc; m <= rightArc; m++ {
			top = max(top, math.Abs(float64(l.w[i+m]-l.w[i+shift])))
		}
	}
	out := make([]uint16, len(l.w)/4)
	for i := range out {
		for m := leftArc; m <= rightArc; m++ {
			out[i] |= uint16(codeOf(float64(l.w[4*i+m]-l.w[4*i+shift]), top)) << (8 * (m - leftArc))
		}
	}
	return out
}

// LearnParser trains the parser. The documents carry the tags that the tagger gives to text that it has not seen, and
// gold heads and relations. The models of several runs, which see the sentences in different orders, are added up: the
// sum of their weights votes as the models together would.
func LearnParser(docs []*doc.Document, lexiconData []byte, info ModelInfo, o ParserOptions) ([]byte, error) {
	lex, err := loadLexicon(string(lexiconData))
	if err != nil {
		return nil, err
	}
	labels := relations(docs)
	golds := goldTrees(docs, lex, labels, o.Backward)
	known := newLearner()
	countLabelFeatures(golds, lex, known)
	moves, labs := make([]*moveLearner, o.Runs), make([]*learner, o.Runs)
	together(o.Runs, func(run int) {
		moves[run] = &moveLearner{w: make([]float32, 4<<o.Bits), u: make([]float32, 4<<o.Bits), bits: o.Bits, step: 1}
		labs[run] = known.blank()
		learnMoves(golds, lex, len(labels), moves[run], labs[run], o, uint64(run))
		moves[run].average()
		labs[run].average()
	})
	for run := 1; run < o.Runs; run++ {
		moves[0].add(moves[run])
		labs[0].add(labs[run])
	}
	var w modelWriter
	addSection(&w, "moves", moves[0].pack())
	addSection(&w, "labels", []byte(strings.Join(labels, " ")))
	labs[0].sections(&w, "label")
	return w.bytes(info)
}

// together calls do with 0 to n-1, as many at a time as there are cores.
func together(n int, do func(int)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		slots <- struct{}{}
		wait.Go(func() {
			do(i)
			<-slots
		})
	}
	wait.Wait()
}

// learnMoves is one run of the training.
func learnMoves(golds []gold, lex *lexicon, labels int, l *moveLearner, lab *learner, o ParserOptions, run uint64) {
	rng := rand.New(rand.NewPCG(o.Seed+run, 7))
	order := rng.Perm(len(golds))
	var x scratch
	var s state
	scores := make([]float32, labels+1)
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
					if bad >= 0 && sc[good] <= sc[bad] {
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
					label = uint32(best(scores[1:labels], nil)) + 2
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
		if o.Log != nil && run == 0 {
			o.Log("parser epoch %d: UAS %.4f LAS %.4f on what it learns from", epoch+1, float64(right)/float64(arcs), float64(labelled)/float64(arcs))
		}
	}
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
	delete(n, "")
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

// unknown is the head of a word that its sentence does not tell: nothing is learned about it.
const unknown = -1

func goldTrees(docs []*doc.Document, lex *lexicon, labels []string, backward bool) []gold {
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
			at := every(nil, sent.Span)
			place := func(i int32) int32 { return i - sent.First }
			if backward {
				slices.Reverse(at)
				place = func(i int32) int32 { return sent.Span.End - 1 - i }
			}
			g := gold{words: padded(nil, d, at, lex), right: make([][]int32, n+1)}
			for k, i := range at {
				t := &d.Tokens[i]
				h := n
				switch {
				case t.Rel == "":
					h = unknown
				case t.Head != doc.None:
					h = place(t.Head)
				}
				g.heads = append(g.heads, h)
				g.labels = append(g.labels, number[t.Rel])
				if h != unknown {
					g.right[h] = append(g.right[h], int32(k))
				}
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
			if head != s.root() && g.heads[child] == head {
				f = s.labelFeatures(f[:0], head, child)
				count.see(f, lab)
			}
			s.attach(head, child, max(1, g.labels[child]))
		}
	}
}
