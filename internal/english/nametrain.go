package english

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"sort"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// NameSentence is a sentence with its names, to learn from or to score on.
type NameSentence struct {
	Forms  []string
	Tags   []uint8 // as ParseNameTag gives them
	Source uint32  // which set it comes from; each set has weights of its own beside the common ones, which alone are kept
}

// ParseNameTag reads O, B-PER, I-PER and so on.
func ParseNameTag(s string) (uint8, error) {
	for k := doc.PER; k <= doc.MISC; k++ {
		switch s {
		case "B-" + k.String():
			return tagBegin(k), nil
		case "I-" + k.String():
			return tagInside(k), nil
		}
	}
	if s == "O" {
		return tagO, nil
	}
	return 0, fmt.Errorf("no such name tag: %q", s)
}

// NamesOf gives the names of a sentence's tags.
func NamesOf(tags []uint8) []doc.Name { return appendNames(nil, tags, 0) }

// PutName writes a name into a sentence's tags.
func PutName(tags []uint8, n doc.Name) {
	for i := n.First; i < n.End; i++ {
		tags[i] = tagInside(n.Kind)
	}
	if n.First < n.End {
		tags[n.First] = tagBegin(n.Kind)
	}
}

// SplitName splits a name of a list into tokens.
func SplitName(name string) []string { return gazSplit(name) }

// NameTraining is how the name model is trained.
type NameTraining struct {
	Info     ModelInfo
	Rounds   int
	MinCount int // a feature seen less often is left out
	Rows     int // features kept: those with the largest weights
	Seed     uint64
	Log      io.Writer
	Dev      map[string][]NameSentence
}

// nameExample is one sentence with the numbers of its features, kept in memory while training.
type nameExample struct {
	gold  []uint8
	open  []bool
	kinds []uint8
	feats [][]int32 // nil where the token is not open
}

// nameMargin is by how much the right tag must win: a wider margin generalises better to other papers than none
// (CoNLL-2003 72.3 without, 74.7 with 120, 74.9 with 600).
const nameMargin = 120

// nameLearner holds the weights while they are learnt: w now, u their sum over time.
type nameLearner struct {
	w, u   [][nameTags]float32
	tw, tu [nameKinds][nameTags][nameTags]float64
	step   float64
	score  [][nameTags]float32
	back   [][nameTags]uint8
	tags   []uint8
}

// TrainNames trains the name model and gives its file.
func TrainNames(gaz *Gazetteer, data []NameSentence, o NameTraining) ([]byte, error) {
	tagger := &nameTagger{gaz: gaz.gaz}
	keys, examples := nameExamples(tagger, data, o.MinCount)
	fmt.Fprintf(o.Log, "names: %d sentences, %d features\n", len(examples), len(keys))
	l := &nameLearner{w: make([][nameTags]float32, len(keys)), u: make([][nameTags]float32, len(keys)), step: 1}
	rnd := rand.New(rand.NewPCG(o.Seed, 1))
	order := rnd.Perm(len(examples))
	for round := range o.Rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		wrong, total := 0, 0
		for _, k := range order {
			w, n := l.learn(&examples[k])
			wrong, total = wrong+w, total+n
			l.step++
		}
		fmt.Fprintf(o.Log, "names: round %d, %.3f%% of open tokens wrong\n", round+1, 100*float64(wrong)/float64(total))
		if o.Dev != nil && (round%3 == 2 || round == o.Rounds-1) {
			l.export(&tagger.nameWeights, keys, o.Rows)
			fmt.Fprintln(o.Log, scoreLine(tagger, o.Dev))
		}
	}
	l.export(&tagger.nameWeights, keys, o.Rows)
	o.Info.Scores = scoreNames(tagger, o.Dev)
	var w modelWriter
	addSection(&w, "prints", tagger.prints)
	addSection(&w, "rows", tagger.rows)
	addSection(&w, "trans", tagger.trans)
	return w.bytes(o.Info)
}

// nameExamples numbers the features of all sentences.
func nameExamples(m *nameTagger, data []NameSentence, minCount int) ([]uint64, []nameExample) {
	counts := make(map[uint64]int32, 1<<20)
	var s nameScratch
	for _, sent := range data {
		s.look(sent.Forms, m.gaz)
		for i := range s.toks {
			if s.toks[i].open {
				s.feats = s.features(i, s.feats[:0])
				for _, f := range s.feats {
					counts[f]++
				}
				for _, f := range private(&s, i, sent.Source, nil) {
					counts[f]++
				}
			}
		}
	}
	ids := make(map[uint64]int32, len(counts)/2)
	var keys []uint64
	examples := make([]nameExample, 0, len(data))
	for _, sent := range data {
		s.look(sent.Forms, m.gaz)
		e := nameExample{gold: make([]uint8, len(sent.Tags)), open: make([]bool, len(sent.Tags)), kinds: make([]uint8, len(sent.Tags)),
			feats: make([][]int32, len(sent.Tags))}
		for i := range s.toks {
			e.open[i], e.kinds[i] = s.toks[i].open, s.toks[i].kind
			if !e.open[i] {
				continue
			}
			e.gold[i] = sent.Tags[i]
			if i > 0 && !follows(e.gold[i-1], e.gold[i]) || i == 0 && isInside(e.gold[i]) {
				e.gold[i] = tagBegin(tagKind(e.gold[i]))
			}
			s.feats = s.features(i, s.feats[:0])
			row := make([]int32, 0, len(s.feats))
			common := len(s.feats)
			s.feats = private(&s, i, sent.Source, s.feats)
			for k, f := range s.feats {
				if int(counts[f]) < minCount {
					continue
				}
				id, ok := ids[f]
				if !ok {
					id = int32(len(keys))
					ids[f] = id
					if k >= common {
						f = 0
					}
					keys = append(keys, f)
				}
				row = append(row, id)
			}
			e.feats[i] = row
		}
		examples = append(examples, e)
	}
	return keys, examples
}

// private appends the features that a set of sentences has for itself: they take up its annotators' habits.
func private(s *nameScratch, i int, source uint32, f []uint64) []uint64 {
	if source == 0 {
		return f
	}
	t := &s.toks[i]
	l, r, head := s.at(int(t.runLeft)), s.at(int(t.runRight)), &s.toks[t.runLast]
	return append(f,
		mix64(1000+source, 0, uint32(t.class)),
		mix64(1100+source, t.low, 0),
		mix64(1200+source, t.shape, uint32(t.bits)),
		mix64(1300+source, l.low, 0),
		mix64(1400+source, r.low, 0),
		mix64(1500+source, head.low, 1),
		mix64(1600+source, uint32(t.phrase)<<3|uint32(t.pos), 2),
		mix64(1700+source, s.at(i-1).low, t.low),
		mix64(1800+source, t.low, s.at(i+1).low),
	)
}

// learn corrects the weights by one sentence; it gives the open tokens tagged wrong and all open tokens.
func (l *nameLearner) learn(e *nameExample) (wrong, total int) {
	n := len(e.gold)
	l.score, l.back, l.tags = resize(l.score, n), resize(l.back, n), resize(l.tags, n)
	for i := range n {
		l.score[i] = [nameTags]float32{}
		for _, f := range e.feats[i] {
			for t, v := range l.w[f] {
				l.score[i][t] += v
			}
		}
	}
	for i := range n {
		for t := range nameTags {
			if e.open[i] && uint8(t) != e.gold[i] {
				l.score[i][t] += nameMargin
			}
		}
	}
	l.viterbi(e)
	for i := range n {
		if !e.open[i] {
			continue
		}
		total++
		good, bad := e.gold[i], l.tags[i]
		if good != bad {
			wrong++
			for _, f := range e.feats[i] {
				l.w[f][good]++
				l.w[f][bad]--
				l.u[f][good] += float32(l.step)
				l.u[f][bad] -= float32(l.step)
			}
		}
		var gp, bp uint8
		if i > 0 {
			gp, bp = e.gold[i-1], l.tags[i-1]
		}
		if good != bad || gp != bp {
			k := e.kinds[i]
			l.tw[k][gp][good]++
			l.tw[k][bp][bad]--
			l.tu[k][gp][good] += l.step
			l.tu[k][bp][bad] -= l.step
		}
	}
	return wrong, total
}

func (l *nameLearner) viterbi(e *nameExample) {
	const never = -1e30
	prev := [nameTags]float32{}
	for t := 1; t < nameTags; t++ {
		prev[t] = never
	}
	for i := range e.gold {
		var cur [nameTags]float32
		for t := range uint8(nameTags) {
			best, from := float32(2*never), uint8(0)
			if t != tagO && !e.open[i] {
				cur[t] = never
				continue
			}
			for p := range uint8(nameTags) {
				if !follows(p, t) {
					continue
				}
				v := prev[p]
				if e.open[i] {
					v += float32(l.tw[e.kinds[i]][p][t])
				}
				if v > best {
					best, from = v, p
				}
			}
			cur[t], l.back[i][t] = best+l.score[i][t], from
		}
		prev = cur
	}
	best, at := float32(2*never), uint8(0)
	for t, v := range prev {
		if v > best {
			best, at = v, uint8(t)
		}
	}
	for i := len(e.gold) - 1; i >= 0; i-- {
		l.tags[i] = at
		at = l.back[i][at]
	}
}

// export rounds the averaged weights to eight bits and keeps the strongest rows.
func (l *nameLearner) export(m *nameWeights, keys []uint64, keep int) {
	type row struct {
		key  uint64
		size float64
		w    [nameTags]float64
	}
	rows := make([]row, 0, len(keys))
	var all []float64
	for k, key := range keys {
		if key == 0 {
			continue
		}
		r := row{key: key}
		for t := range nameTags {
			v := float64(l.w[k][t]) - float64(l.u[k][t])/l.step
			r.w[t] = v
			r.size = max(r.size, math.Abs(v))
		}
		if r.size > 0 {
			rows = append(rows, r)
			all = append(all, r.size)
		}
	}
	sort.Slice(rows, func(i, j int) bool {
		if rows[i].size != rows[j].size {
			return rows[i].size > rows[j].size
		}
		return rows[i].key < rows[j].key
	})
	if len(rows) > keep {
		rows = rows[:keep]
	}
	sort.Float64s(all)
	scale := 127 / all[int(float64(len(all)-1)*0.9998)]
	n := len(rows)*5/4 + 1
	m.prints, m.rows = make([]uint16, n), make([]int8, n*nameTags)
	for _, r := range rows {
		at, p := nameSlot(r.key, n)
		for m.prints[at] != 0 {
			if at++; at == n {
				at = 0
			}
		}
		m.prints[at] = p
		for t, v := range r.w {
			m.rows[at*nameTags+t] = int8(max(-127, min(127, math.Round(v*scale))))
		}
	}
	m.trans = m.trans[:0]
	for k := range nameKinds {
		for p := range nameTags {
			for t := range nameTags {
				v := l.tw[k][p][t] - l.tu[k][p][t]/l.step
				m.trans = append(m.trans, int16(max(-32000, min(32000, math.Round(v*scale)))))
			}
		}
	}
}

// scoreNames gives the F1 over PER, ORG and LOC on each development set, in percent.
func scoreNames(m *nameTagger, dev map[string][]NameSentence) map[string]float64 {
	out := make(map[string]float64)
	var s nameScratch
	for name, sents := range dev {
		var ok, gold, got int
		for _, sent := range sents {
			g := appendNames(nil, sent.Tags, 0)
			p := appendNames(nil, m.tag(sent.Forms, &s, nil), 0)
			has := make(map[doc.Name]bool)
			for _, x := range g {
				if x.Kind != doc.MISC {
					gold++
					has[x] = true
				}
			}
			for _, x := range p {
				if x.Kind != doc.MISC {
					got++
					if has[x] {
						ok++
					}
				}
			}
		}
		out[name] = math.Round(2e4*float64(ok)/float64(max(1, gold+got))) / 100
	}
	return out
}

func scoreLine(m *nameTagger, dev map[string][]NameSentence) string {
	scores := scoreNames(m, dev)
	var b strings.Builder
	for _, k := range sortedKeys(scores) {
		fmt.Fprintf(&b, "  %s %.1f", k, scores[k])
	}
	return b.String()
}
