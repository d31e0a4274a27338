package english

import (
	"math"
	"sort"

	"github.com/openlines/openlines/internal/doc"
)

// ClusterOptions steer the clustering of words.
type ClusterOptions struct {
	Classes  int
	MinCount int // rarer words are left out
	Rounds   int
	Log      func(format string, args ...any)
}

// LearnClusters puts words that stand next to the same kinds of words into one class: the exchange algorithm over the
// likelihood of a bigram model of classes (Kneser and Ney 1993; the same measure as Brown's). It returns the class of
// each word in lower case, from 1.
func LearnClusters(docs []*doc.Document, o ClusterOptions) map[string]int {
	c := newClusterer(docs, o)
	for round := range o.Rounds {
		moved := 0
		for w := 1; w < len(c.names); w++ {
			if c.exchange(w) {
				moved++
			}
		}
		if o.Log != nil {
			o.Log("clusters of %d: round %d moved %d of %d words", o.Classes, round+1, moved, len(c.names)-1)
		}
		if moved*500 < len(c.names) {
			break
		}
	}
	out := make(map[string]int, len(c.names))
	for w := 1; w < len(c.names); w++ {
		out[c.names[w]] = int(c.class[w])
	}
	return out
}

type neighbour struct {
	word  int32
	count int32
}

// clusterer is the state of the exchange. Word 0 stands for the edges of sentences and rare words, in class 0 for good.
type clusterer struct {
	classes     int
	names       []string
	class       []int32
	count       []int32
	left, right [][]neighbour // words before and after each word
	pairs       []int32       // counts of pairs of classes
	total       []int32       // counts of classes
	l, r        []int32       // counts of the word at hand by class of its neighbours
	seenL       []int32
	seenR       []int32
	nlogn       []float64
}

func newClusterer(docs []*doc.Document, o ClusterOptions) *clusterer {
	count := map[string]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			count[lowerForm(d.Form(int32(i)))]++
		}
	}
	var names []string
	for w, n := range count {
		if n >= o.MinCount {
			names = append(names, w)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if count[names[i]] != count[names[j]] {
			return count[names[i]] > count[names[j]]
		}
		return names[i] < names[j]
	})
	c := &clusterer{classes: o.Classes + 1, names: append([]string{""}, names...)}
	number := make(map[string]int32, len(names))
	for i, w := range c.names[1:] {
		number[w] = int32(i + 1)
	}
	c.nlogn = make([]float64, 1<<16)
	for i := 1; i < len(c.nlogn); i++ {
		c.nlogn[i] = float64(i) * math.Log(float64(i))
	}
	n := len(c.names)
	c.class, c.count = make([]int32, n), make([]int32, n)
	c.left, c.right = make([][]neighbour, n), make([][]neighbour, n)
	for i := 1; i < n; i++ {
		c.class[i] = int32((i-1)%o.Classes) + 1
	}
	bigrams := map[[2]int32]int32{}
	for _, d := range docs {
		for _, s := range d.Sentences {
			before := int32(0)
			for i := s.First; i <= s.Span.End; i++ {
				w := int32(0)
				if i < s.Span.End {
					w = number[lowerForm(d.Form(i))]
				}
				bigrams[[2]int32{before, w}]++
				c.count[w]++
				before = w
			}
		}
	}
	keys := make([][2]int32, 0, len(bigrams))
	for k := range bigrams {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i][0] < keys[j][0] || keys[i][0] == keys[j][0] && keys[i][1] < keys[j][1]
	})
	c.pairs, c.total = make([]int32, c.classes*c.classes), make([]int32, c.classes)
	c.l, c.r = make([]int32, c.classes), make([]int32, c.classes)
	for _, k := range keys {
		n := bigrams[k]
		c.right[k[0]] = append(c.right[k[0]], neighbour{k[1], n})
		c.left[k[1]] = append(c.left[k[1]], neighbour{k[0], n})
		c.pairs[int(c.class[k[0]])*c.classes+int(c.class[k[1]])] += n
	}
	for w := range c.count {
		c.total[c.class[w]] += c.count[w]
	}
	return c
}

// entropy is n log n, from a table where n is small.
func (c *clusterer) entropy(n int32) float64 {
	if int(n) < len(c.nlogn) {
		return c.nlogn[n]
	}
	return float64(n) * math.Log(float64(n))
}

// exchange moves w to the class that fits best, and says whether that is another one.
func (c *clusterer) exchange(w int) bool {
	k := c.classes
	own := int(c.class[w])
	c.seenL, c.seenR = c.seenL[:0], c.seenR[:0]
	self := int32(0)
	for _, n := range c.left[w] {
		if int(n.word) == w {
			self += n.count
			continue
		}
		if cl := c.class[n.word]; c.l[cl] == 0 {
			c.seenL = append(c.seenL, cl)
		}
		c.l[c.class[n.word]] += n.count
	}
	for _, n := range c.right[w] {
		if int(n.word) == w {
			continue
		}
		if cl := c.class[n.word]; c.r[cl] == 0 {
			c.seenR = append(c.seenR, cl)
		}
		c.r[c.class[n.word]] += n.count
	}
	move := func(to int, sign int32) {
		for _, cl := range c.seenL {
			c.pairs[int(cl)*k+to] += sign * c.l[cl]
		}
		for _, cl := range c.seenR {
			c.pairs[to*k+int(cl)] += sign * c.r[cl]
		}
		c.pairs[to*k+to] += sign * self
		c.total[to] += sign * c.count[w]
	}
	move(own, -1)
	top, gain := own, math.Inf(-1)
	for to := 1; to < k; to++ {
		g := -2 * (c.entropy(c.total[to]+c.count[w]) - c.entropy(c.total[to]))
		both := c.l[to] + c.r[to] + self
		if both > 0 {
			at := c.pairs[to*k+to]
			g += c.entropy(at+both) - c.entropy(at)
		}
		for _, cl := range c.seenL {
			if int(cl) != to {
				at := c.pairs[int(cl)*k+to]
				g += c.entropy(at+c.l[cl]) - c.entropy(at)
			}
		}
		row := c.pairs[to*k : to*k+k]
		for _, cl := range c.seenR {
			if int(cl) != to {
				at := row[cl]
				g += c.entropy(at+c.r[cl]) - c.entropy(at)
			}
		}
		if g > gain {
			top, gain = to, g
		}
	}
	move(top, 1)
	c.class[w] = int32(top)
	for _, cl := range c.seenL {
		c.l[cl] = 0
	}
	for _, cl := range c.seenR {
		c.r[cl] = 0
	}
	return top != own
}
