package english

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"sort"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// CorefTraining is how the coreference model is trained.
type CorefTraining struct {
	Info                   ModelInfo
	Rounds                 int
	Seed                   uint64
	NewCost, LinkCost, Mix float64 // what it costs to miss a link, to link what is new, to link to the wrong one
	Rows                   int
	Log                    io.Writer
}

type corefWeight struct{ w, u float64 } // the weight, and what averaging takes off

// corefLearner is an averaged perceptron over hashed features.
type corefLearner struct {
	CorefTraining
	rules   *coref
	weights map[uint32]*corefWeight
	step    float64
}

func (l *corefLearner) score(f []uint32) float64 {
	sum := 0.0
	for _, x := range f {
		if w := l.weights[x]; w != nil {
			sum += w.w
		}
	}
	return sum
}

func (l *corefLearner) update(f []uint32, d float64) {
	for _, x := range f {
		w := l.weights[x]
		if w == nil {
			w = new(corefWeight)
			l.weights[x] = w
		}
		w.w += d
		w.u += d * l.step
	}
}

// TrainCoref trains the ranking model on texts that the Reader has annotated.
func TrainCoref(gaz *Gazetteer, t table.Dir, texts []CorefText, o CorefTraining) ([]byte, error) {
	c, err := newCorefRules(t)
	if err != nil {
		return nil, err
	}
	c.gaz = gaz.gaz
	l := &corefLearner{CorefTraining: o, rules: c, weights: make(map[uint32]*corefWeight), step: 1}
	rnd := rand.New(rand.NewPCG(o.Seed, 2))
	order := rnd.Perm(len(texts))
	for round := range o.Rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		wrong, total := 0, 0
		for _, n := range order {
			w, all := l.learn(&texts[n])
			wrong, total = wrong+w, total+all
		}
		fmt.Fprintf(o.Log, "coref: round %d, %.2f%% wrong\n", round+1, 100*float64(wrong)/float64(total))
	}
	return l.model()
}

// learn goes through a text once, with the gold chains so far, and counts the mentions that were ranked and those ranked wrong.
func (l *corefLearner) learn(text *CorefText) (wrong, total int) {
	d := text.Document
	s := corefState{byWord: make(map[uint32][]int32)}
	s.mentions = l.rules.gather(d, nil)
	gold := goldChains(text, s.mentions)
	for k := range s.mentions {
		s.gatherCandidates(d, l.rules, int32(k))
		if len(s.candidates) > 0 {
			total++
			if !l.rank(d, &s, gold, k) {
				wrong++
			}
			l.step++
		}
		if gold[k] >= 0 {
			for a := k - 1; a >= 0; a-- {
				if gold[a] == gold[k] {
					s.join(d, int32(a), int32(k))
					break
				}
			}
		}
		s.remember(d, int32(k))
	}
	return wrong, total
}

// rank lets the best right choice for mention k win over the best wrong one, and says whether it did so before. A wrong choice counts
// for more than its score, by what it costs.
func (l *corefLearner) rank(d *doc.Document, s *corefState, gold []int32, k int) bool {
	known := false
	for _, a := range s.candidates {
		known = known || gold[k] >= 0 && gold[a] == gold[k]
	}
	var good, bad []uint32
	goodScore, badScore := math.Inf(-1), math.Inf(-1)
	consider := func(f []uint32, right bool, cost float64) {
		v := l.score(f)
		if right && v > goodScore {
			good, goodScore = f, v
		}
		if !right && v+cost > badScore {
			bad, badScore = f, v+cost
		}
	}
	consider(l.rules.newFeatures(d, &s.mentions[k], nil), !known, l.NewCost)
	for _, a := range s.candidates {
		cost := l.LinkCost
		if known {
			cost = l.Mix
		}
		consider(l.rules.pairFeatures(d, s, a, int32(k), nil), known && gold[a] == gold[k], cost)
	}
	if bad == nil || badScore < goodScore {
		return true
	}
	l.update(good, 1)
	l.update(bad, -1)
	return false
}

// model is the file of the strongest averaged weights, in an open hash table of 16-bit numbers.
func (l *corefLearner) model() ([]byte, error) {
	type row struct {
		key uint32
		v   float64
	}
	var rows []row
	top := 0.0
	for _, k := range sortedKeys(l.weights) {
		w := l.weights[k]
		if v := w.w - w.u/l.step; math.Abs(v) > 1e-3 {
			rows = append(rows, row{k, v})
			top = max(top, math.Abs(v))
		}
	}
	sort.SliceStable(rows, func(i, j int) bool { return math.Abs(rows[i].v) > math.Abs(rows[j].v) })
	if len(rows) > l.Rows {
		rows = rows[:l.Rows]
	}
	n := len(rows)*3/2 + 1
	keys, values := make([]uint32, n), make([]int16, n)
	for _, r := range rows {
		at := slotOf(r.key, n)
		for keys[at] != 0 {
			if at++; at == n {
				at = 0
			}
		}
		keys[at], values[at] = r.key, int16(math.Round(r.v*32000/top))
	}
	var w modelWriter
	addSection(&w, "keys", keys)
	addSection(&w, "weights", values)
	return w.bytes(l.Info)
}

// goldChains gives each found mention the chain of the annotated mention with the same span, or -1.
func goldChains(text *CorefText, ms []corefMention) []int32 {
	at := make(map[doc.Span]int32, len(text.Gold))
	for _, g := range text.Gold {
		at[g.Span] = g.Chain
	}
	out := make([]int32, len(ms))
	for i := range ms {
		out[i] = -1
		if c, ok := at[ms[i].span]; ok {
			out[i] = c
		}
	}
	return out
}
