package ledger

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
)

// Copies of a wire report are told by shingles of words: an article that shares most of its shingles with an earlier one, published within a few
// days, copies it. Reprints are cut and their edges reworded, so the share is counted of the shorter text.

// shingle is how many words make one; sketchSize is how many of an article's shingle hashes are kept, the smallest.
const (
	shingle    = 4
	sketchSize = 64
)

// copyShare is the share of the shorter text's shingles from which it is a copy; copyDays is how many days later a copy may be printed.
const (
	copyShare = .5
	copyDays  = 3
)

// sketchOf is the number of different shingles of a text and the smallest of their hashes, in order.
func sketchOf(text string) []byte {
	tokens := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c > 0x7f && c != '“' && c != '”' && c != '’' && c != '‘' && c != '—' && c != '–')
	})
	if len(tokens) < shingle {
		return []byte{}
	}
	hashes := make([]uint32, 0, len(tokens))
	for i := range len(tokens) - shingle + 1 {
		h := fnv.New64a()
		for _, t := range tokens[i : i+shingle] {
			h.Write([]byte(t))
			h.Write([]byte{0})
		}
		x := h.Sum64()
		hashes = append(hashes, uint32(x^x>>32)*0x9e3779b1)
	}
	hashes = unique(hashes)
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(hashes)))
	for _, h := range hashes[:min(len(hashes), sketchSize)] {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	return out
}

// sketch is a decoded one.
type sketch struct {
	n      int
	hashes []uint32
}

func decodeSketch(b []byte) sketch {
	if len(b) < 4 {
		return sketch{}
	}
	s := sketch{n: int(binary.LittleEndian.Uint32(b))}
	for i := 4; i+4 <= len(b); i += 4 {
		s.hashes = append(s.hashes, binary.LittleEndian.Uint32(b[i:]))
	}
	return s
}

// share estimates which share of the smaller set of shingles is in the larger one.
func share(a, b sketch) float64 {
	if len(a.hashes) == 0 || len(b.hashes) == 0 {
		return 0
	}
	// of the smallest hashes of the union, how many are in both
	k := min(sketchSize, a.n+b.n)
	both, all := 0, 0
	i, j := 0, 0
	for all < k && i < len(a.hashes) && j < len(b.hashes) {
		switch {
		case a.hashes[i] < b.hashes[j]:
			i++
		case a.hashes[i] > b.hashes[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
		all++
	}
	if a.n <= sketchSize && b.n <= sketchSize { // all hashes are there: no need to estimate
		return float64(shared(a.hashes, b.hashes)) / float64(min(a.n, b.n))
	}
	if all == 0 {
		return 0
	}
	jaccard := float64(both) / float64(all)
	return min(1, jaccard*float64(a.n+b.n)/(1+jaccard)/float64(min(a.n, b.n)))
}

// printed is an article as far as copies are concerned.
type printed struct {
	id, root int64
	name     string
	day      int
	sketch   sketch
}

// copyIndex finds, among the articles of the last days, the one that an article copies.
type copyIndex struct {
	articles []printed
	by       map[uint32][]int32 // smallest hashes
}

// keyHashes is how many of the smallest hashes find candidates.
const keyHashes = 12

func newCopyIndex() *copyIndex { return &copyIndex{by: map[uint32][]int32{}} }

// root gives the article that a copies, or its own id. Articles must come in order of publication and name.
func (x *copyIndex) root(a printed) int64 {
	root, best := a.id, copyShare
	count := map[int32]int{}
	for _, h := range a.sketch.hashes[:min(len(a.sketch.hashes), keyHashes)] {
		for _, i := range x.by[h] {
			count[i]++
		}
	}
	candidates := make([]int32, 0, len(count))
	for i := range count {
		candidates = append(candidates, i)
	}
	slices.Sort(candidates)
	for _, i := range candidates {
		b := &x.articles[i]
		if b.day < a.day-copyDays {
			continue
		}
		if s := share(a.sketch, b.sketch); s > best || s == best && root == a.id {
			root, best = b.root, s
		}
	}
	a.root = root
	x.add(a)
	return root
}

// add takes in an article that has its root.
func (x *copyIndex) add(a printed) {
	n := int32(len(x.articles))
	x.articles = append(x.articles, a)
	for _, h := range a.sketch.hashes[:min(len(a.sketch.hashes), keyHashes)] {
		x.by[h] = append(x.by[h], n)
	}
}

// forget drops articles older than day.
func (x *copyIndex) forget(day int) {
	i := 0
	for i < len(x.articles) && x.articles[i].day < day {
		i++
	}
	if i < 1000 && i < len(x.articles) || i == 0 {
		return
	}
	kept := slices.Clone(x.articles[i:])
	x.articles, x.by = nil, map[uint32][]int32{}
	for _, a := range kept {
		x.add(a)
	}
}
