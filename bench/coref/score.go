package main

import "github.com/openlines/openlines/internal/doc"

// Measures, in the order of printing.
const (
	mentionMeasure = iota
	muc
	bCubed
	ceafE
	measures
)

// counts are sums over documents: what was right of what the system said, and of what the gold holds.
type counts struct{ pNum, pDen, rNum, rDen float64 }

func (c *counts) add(o counts) {
	c.pNum += o.pNum
	c.pDen += o.pDen
	c.rNum += o.rNum
	c.rDen += o.rDen
}

func (c counts) scores() (p, r, f float64) {
	if c.pDen > 0 {
		p = c.pNum / c.pDen
	}
	if c.rDen > 0 {
		r = c.rNum / c.rDen
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// score compares the chains of one document.
func score(gold, system [][]doc.Span) [measures]counts {
	var out [measures]counts
	g, s := chainOf(gold), chainOf(system)
	both := 0.0
	for m := range s {
		if _, ok := g[m]; ok {
			both++
		}
	}
	out[mentionMeasure] = counts{both, float64(len(s)), both, float64(len(g))}
	out[muc].pNum, out[muc].pDen = mucLinks(system, g)
	out[muc].rNum, out[muc].rDen = mucLinks(gold, s)
	out[bCubed].pNum, out[bCubed].pDen = bCubedSum(system, g)
	out[bCubed].rNum, out[bCubed].rDen = bCubedSum(gold, s)
	same := bestAlignment(gold, system)
	out[ceafE] = counts{same, float64(len(system)), same, float64(len(gold))}
	return out
}

func chainOf(chains [][]doc.Span) map[doc.Span]int {
	out := make(map[doc.Span]int)
	for i, c := range chains {
		for _, m := range c {
			out[m] = i
		}
	}
	return out
}

// mucLinks counts the links of the chains that the other side keeps, and all of them.
func mucLinks(chains [][]doc.Span, other map[doc.Span]int) (kept, all float64) {
	for _, c := range chains {
		parts := make(map[int]bool)
		loose := 0
		for _, m := range c {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				loose++
			}
		}
		kept += float64(len(c) - len(parts) - loose)
		all += float64(len(c) - 1)
	}
	return kept, all
}

func bCubedSum(chains [][]doc.Span, other map[doc.Span]int) (num, den float64) {
	for _, c := range chains {
		shared := make(map[int]float64)
		for _, m := range c {
			if k, ok := other[m]; ok {
				shared[k]++
			}
		}
		for _, n := range shared {
			num += n * n / float64(len(c))
		}
		den += float64(len(c))
	}
	return num, den
}

// bestAlignment is the largest sum of the chains' similarity phi4 over one-to-one alignments, by the Hungarian method.
func bestAlignment(gold, system [][]doc.Span) float64 {
	n := max(len(gold), len(system))
	if n == 0 {
		return 0
	}
	in := chainOf(system)
	sim := make([][]float64, n)
	for i := range sim {
		sim[i] = make([]float64, n)
	}
	for i, c := range gold {
		for _, m := range c {
			if k, ok := in[m]; ok {
				sim[i][k] += 2 / float64(len(c)+len(system[k]))
			}
		}
	}
	u, v := make([]float64, n+1), make([]float64, n+1)
	match, way := make([]int, n+1), make([]int, n+1)
	const inf = 1e18
	for i := 1; i <= n; i++ {
		match[0] = i
		j0 := 0
		least := make([]float64, n+1)
		used := make([]bool, n+1)
		for j := range least {
			least[j] = inf
		}
		for {
			used[j0] = true
			i0, delta, j1 := match[j0], inf, 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if cur := -sim[i0-1][j-1] - u[i0] - v[j]; cur < least[j] {
					least[j], way[j] = cur, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := 0; j <= n; j++ {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
			if match[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			j1 := way[j0]
			match[j0] = match[j1]
			j0 = j1
		}
	}
	sum := 0.0
	for j := 1; j <= n; j++ {
		sum += sim[match[j]-1][j-1]
	}
	return sum
}
