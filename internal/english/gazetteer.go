package english

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// gazBits tells in which lists of names a word or a phrase stands.
type gazBits uint16

// Lists of names. The first eight come from openly licensed lists (models/gazetteer.bin), the rest from tables/names.tsv.
const (
	gazGiven   gazBits = 1 << iota // given names
	gazSurname                     // surnames
	gazCommon                      // the commonest surnames
	gazCity                        // large cities and capitals, as phrases
	gazTown                        // smaller towns, as phrases
	gazWord                        // common words: seen in small letters
	gazStart                       // a phrase of several words begins with this word
	gazFamily                      // family names of East and South-East Asia, particles such as "al-", "bin"
	gazCountry                     // states and their parts in use
	gazDemonym                     // Chinese, Israelis
	gazOrg                         // bodies, parties, armed groups, agencies, companies
	gazOrgHead                     // Ministry, Party, Council
	gazTitle                       // President, Mr., Gen.
	gazSite                        // River, Province, Airport; regions and seas in full are gazPlace
	gazPlace                       // regions, seas, sites
	gazPerson                      // persons known by one name or by a whole name
)

var gazKinds = map[string]gazBits{
	"given": gazGiven, "surname": gazSurname, "common": gazCommon, "city": gazCity, "town": gazTown, "word": gazWord, "family": gazFamily, "country": gazCountry,
	"demonym": gazDemonym, "org": gazOrg, "orghead": gazOrgHead, "title": gazTitle, "site": gazSite, "place": gazPlace, "person": gazPerson,
}

// maxPhrase is the number of words of the longest phrase looked for.
const maxPhrase = 8

// gazSet is a set of words or phrases by hash, with open addressing; a key of 0 is free.
type gazSet struct {
	keys []uint32
	bits []uint16
}

func (s *gazSet) get(h uint32) gazBits {
	if len(s.keys) == 0 {
		return 0
	}
	for at := slotOf(h, len(s.keys)); ; at++ {
		if at == len(s.keys) {
			at = 0
		}
		switch s.keys[at] {
		case h:
			return gazBits(s.bits[at])
		case 0:
			return 0
		}
	}
}

// slotOf spreads a hash over n slots.
func slotOf(h uint32, n int) int { return int(uint64(h*0x9E3779B1) * uint64(n) >> 32) }

func newGazSet(entries map[uint32]gazBits) gazSet {
	n := len(entries)*4/3 + 1
	s := gazSet{make([]uint32, n), make([]uint16, n)}
	for _, h := range sortedKeys(entries) {
		at := slotOf(h, n)
		for s.keys[at] != 0 {
			if at++; at == n {
				at = 0
			}
		}
		s.keys[at], s.bits[at] = h, uint16(entries[h])
	}
	return s
}

// gazetteer is the lists of names: words stand in words, phrases of two words and more in phrases.
type gazetteer struct {
	words, phrases       gazSet // from the model file
	ownWords, ownPhrases gazSet // from tables/names.tsv and the user's rows
}

func (g *gazetteer) word(h uint32) gazBits   { return g.words.get(h) | g.ownWords.get(h) }
func (g *gazetteer) phrase(h uint32) gazBits { return g.phrases.get(h) | g.ownPhrases.get(h) }

// nameBits is the lists in which a whole name stands, "the" aside.
func (g *gazetteer) nameBits(d *doc.Document, n doc.Span) gazBits {
	h, words := uint32(0), 0
	for i := n.First; i < n.End; i++ {
		x := gazHash(d.Form(i))
		if words == 0 && n.Len() > 1 && x == theHash {
			continue
		}
		if words++; words == 1 {
			h = x
		} else {
			h = gazJoin(h, x)
		}
	}
	if words == 1 {
		return g.word(h)
	}
	return g.phrase(h)
}

var theHash = gazHash("the")

// gazHash is the hash of a word without regard to case; never 0.
func gazHash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return gazHashRunes(s)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h | 1
}

func gazHashRunes(s string) uint32 {
	h := uint32(2166136261)
	var buf [utf8.UTFMax]byte
	for _, r := range s {
		if r == '’' || r == 'ʼ' || r == '‘' {
			r = '\''
		}
		n := utf8.EncodeRune(buf[:], unicode.ToLower(r))
		for _, c := range buf[:n] {
			h = (h ^ uint32(c)) * 16777619
		}
	}
	return h | 1
}

// gazJoin is the hash of a phrase and one word more.
func gazJoin(h, word uint32) uint32 { return (h*0x01000193^word)*0x85EBCA6B ^ h>>15 | 1 }

// gazBuilder collects lists of names.
type gazBuilder struct{ words, phrases map[uint32]gazBits }

func newGazBuilder() gazBuilder {
	return gazBuilder{make(map[uint32]gazBits), make(map[uint32]gazBits)}
}

// add enters a name whose words are given as the tokenizer splits them.
func (b gazBuilder) add(kind gazBits, words []string) {
	switch {
	case len(words) == 0 || len(words) > maxPhrase:
	case len(words) == 1:
		b.words[gazHash(words[0])] |= kind
	default:
		h := gazHash(words[0])
		b.words[h] |= gazStart
		for _, w := range words[1:] {
			x := gazHash(w)
			h = gazJoin(h, x)
		}
		b.phrases[h] |= kind
	}
}

// gazSplit splits a name of a list into words as the tokenizer does.
func gazSplit(name string) []string {
	var words []string
	start := -1
	for i, r := range name {
		switch {
		case r == ' ' || r == '&' || r == ',' || r == '/':
			if start >= 0 {
				words = append(words, name[start:i])
			}
			start = -1
			if r != ' ' {
				words = append(words, string(r))
			}
		case (r == '\'' || r == '’') && start >= 0 && (i+1 == len(name) || name[i+1:] == "s" || len(name) > i+2 && name[i+1:i+3] == "s "):
			words = append(words, name[start:i])
			start = i
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		words = append(words, name[start:])
	}
	return words
}

// loadGazetteer reads the lists in the model file and lays the table over them.
func loadGazetteer(m *modelFile, t table.Dir) (*gazetteer, error) {
	var g gazetteer
	for _, s := range []struct {
		name string
		set  *gazSet
	}{{"words", &g.words}, {"phrases", &g.phrases}} {
		var err error
		if s.set.keys, err = section[uint32](m, s.name+".keys"); err != nil {
			return nil, err
		}
		if s.set.bits, err = section[uint16](m, s.name+".bits"); err != nil {
			return nil, err
		}
	}
	if err := g.overlay(t); err != nil {
		return nil, err
	}
	return &g, nil
}

// overlay reads tables/names.tsv.
func (g *gazetteer) overlay(t table.Dir) error {
	rows, err := t.Load("names.tsv", 2, "kind", "name")
	if err != nil {
		return err
	}
	b := newGazBuilder()
	var errs []error
	for _, r := range rows {
		kind, ok := gazKinds[r.Cell(0)]
		words := gazSplit(r.Cell(1))
		switch {
		case !ok:
			errs = append(errs, r.Errorf("no such kind of name: %q; there are %s", r.Cell(0), strings.Join(slices.Sorted(maps.Keys(gazKinds)), ", ")))
		case len(words) == 0 || len(words) > maxPhrase:
			errs = append(errs, r.Errorf("a name must have one to %d words", maxPhrase))
		default:
			b.add(kind, words)
		}
	}
	g.ownWords, g.ownPhrases = newGazSet(b.words), newGazSet(b.phrases)
	return errors.Join(errs...)
}
