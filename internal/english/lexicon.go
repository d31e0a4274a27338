package english

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// lexEntry is what the lexicon knows of a word, packed: the number of its fine cluster (10 bits), of its coarse one
// (8 bits), and of the set of tags that it was seen with (14 bits). 0 where it knows nothing.
type lexEntry uint32

func (e lexEntry) fine() uint32   { return uint32(e) & 1023 }
func (e lexEntry) coarse() uint32 { return uint32(e) >> 10 & 255 }
func (e lexEntry) tagset() uint32 { return uint32(e) >> 18 }

// lexicon is the table of known words, and the tags.
type lexicon struct {
	mask    uint32
	slots   []uint64 // hash of the lower-case form<<32 | lexEntry
	tags    []tag
	setAt   []uint32 // tagset i is setTags[setAt[i]:setAt[i+1]]
	setTags []uint8
}

// tag is a pair of a universal part of speech and a Penn tag that occur together.
type tag struct{ upos, xpos string }

// tagOf is the tag with a key.
func tagOf(key string) tag {
	u, x, _ := strings.Cut(key, "/")
	return tag{u, x}
}

// key is "UPOS/XPOS".
func (t tag) key() string { return t.upos + "/" + t.xpos }

func (l *lexicon) entry(low uint32) lexEntry {
	for at := low & l.mask; ; at = (at + 1) & l.mask {
		s := l.slots[at]
		if s == 0 {
			return 0
		}
		if uint32(s>>32) == low {
			return lexEntry(s)
		}
	}
}

// candidates are the tags that a known frequent word may have; empty: any.
func (l *lexicon) candidates(e lexEntry) []uint8 {
	t := e.tagset()
	return l.setTags[l.setAt[t]:l.setAt[t+1]]
}

func loadLexicon(data string) (*lexicon, error) {
	m, err := openModel("lexicon", data)
	if err != nil {
		return nil, err
	}
	return lexiconOf(m)
}

func lexiconOf(m *modelFile) (*lexicon, error) {
	var l lexicon
	var err error
	if l.slots, err = section[uint64](m, "slots"); err != nil {
		return nil, err
	}
	l.mask = uint32(len(l.slots) - 1)
	if l.setAt, err = section[uint32](m, "sets.at"); err != nil {
		return nil, err
	}
	if l.setTags, err = section[uint8](m, "sets.tags"); err != nil {
		return nil, err
	}
	names, err := m.text("tags")
	if err != nil {
		return nil, err
	}
	for pair := range strings.FieldsSeq(names) {
		u, x, ok := strings.Cut(pair, "/")
		if !ok {
			return nil, fmt.Errorf("reading the model lexicon: tag %q has no slash", pair)
		}
		l.tags = append(l.tags, tag{u, x})
	}
	return &l, nil
}

// Clusters gives words (lower case) the numbers of their fine (1-1023) and coarse (1-255) cluster.
type Clusters map[string][2]int

// Counts of a word from which its tags are an ambiguity class, and from which other tags are ruled out for it.
const (
	classFrom    = 4
	restrictFrom = 30
)

// autoFrom is the count from which the tags that a first tagger gave to plain text are the ambiguity class of a word
// that the gold documents hardly know.
const autoFrom = 10

// LearnLexicon makes the lexicon model from gold documents, clusters, and documents that a first tagger has tagged.
func LearnLexicon(docs []*doc.Document, clusters Clusters, auto []*doc.Document, info ModelInfo) ([]byte, error) {
	pairs, seen := countTags(docs)
	_, guessed := countTags(auto)
	var names []string
	for p, n := range pairs {
		if n >= 3 {
			names = append(names, p)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if pairs[names[i]] != pairs[names[j]] {
			return pairs[names[i]] > pairs[names[j]]
		}
		return names[i] < names[j]
	})
	number := map[string]uint8{}
	for i, p := range names {
		number[p] = uint8(i)
	}
	type set struct{ key, only string }
	sets := map[set]uint32{{}: 0}
	setAt, setTags := []uint32{0, 0}, []uint8{}
	words := map[string]lexEntry{}
	for low, c := range clusters {
		words[low] = lexEntry(uint32(c[0]) | uint32(c[1])<<10)
	}
	for low := range guessed {
		if seen[low] == nil {
			seen[low] = map[string]int{}
		}
	}
	for _, low := range sortedKeys(seen) {
		counts := seen[low]
		n := total(counts)
		rare := 0.02
		if n < classFrom {
			counts, rare = guessed[low], 0.1
			if n = min(total(counts), restrictFrom-1); n < autoFrom {
				continue
			}
		}
		var all, main []uint8
		for p, k := range counts {
			if t, ok := number[p]; ok {
				all = append(all, t)
				if float64(k) >= rare*float64(total(counts)) {
					main = append(main, t)
				}
			}
		}
		slices.Sort(all)
		slices.Sort(main)
		s := set{key: string(main)}
		if n >= restrictFrom {
			s.only = string(all)
		}
		if _, ok := sets[s]; !ok {
			if len(sets) >= 1<<14 {
				continue
			}
			sets[s] = uint32(len(sets))
			setTags = append(setTags, s.only...)
			setAt = append(setAt, uint32(len(setTags)))
		}
		words[low] |= lexEntry(sets[s] << 18)
	}
	size := 1
	for size < len(words)*2 {
		size *= 2
	}
	slots := make([]uint64, size)
	mask := uint32(size - 1)
	for _, low := range sortedKeys(words) {
		h := hashLow(low)
		if words[low] == 0 {
			continue
		}
		at := h & mask
		for slots[at] != 0 && uint32(slots[at]>>32) != h {
			at = (at + 1) & mask
		}
		if slots[at] == 0 {
			slots[at] = uint64(h)<<32 | uint64(words[low])
		}
	}
	var w modelWriter
	addSection(&w, "slots", slots)
	addSection(&w, "sets.at", setAt)
	addSection(&w, "sets.tags", setTags)
	addSection(&w, "tags", []byte(strings.Join(names, " ")))
	return w.bytes(info)
}

// countTags counts the pairs of tags, and those of each word in lower case.
func countTags(docs []*doc.Document) (pairs map[string]int, words map[string]map[string]int) {
	pairs, words = map[string]int{}, map[string]map[string]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			p := tag{d.Tokens[i].UPOS, d.Tokens[i].XPOS}.key()
			pairs[p]++
			low := lowerForm(d.Form(int32(i)))
			if words[low] == nil {
				words[low] = map[string]int{}
			}
			words[low][p]++
		}
	}
	return pairs, words
}

func total(counts map[string]int) int {
	n := 0
	for _, k := range counts {
		n += k
	}
	return n
}

// lowerForm is the form that hashLow hashes.
func lowerForm(s string) string {
	s = strings.ToLower(s)
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return '0'
		case r == '’' || r == '‘':
			return '\''
		case r == '“' || r == '”':
			return '"'
		}
		return r
	}, s)
}

func sortedKeys[K interface{ ~string | ~uint32 }, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
