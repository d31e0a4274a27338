package english

import (
	"unicode"
	"unicode/utf8"
)

// nameToken is what the name model sees of a token.
type nameToken struct {
	low, form, shape  uint32
	pre2, pre3, pre4  uint32
	suf1, suf2, suf3  uint32
	suf4              uint32
	bits              gazBits // the word's lists
	phrase            gazBits // lists of the longest phrase here
	pos               uint8   // place in that phrase: 0 none, 1 begin, 2 inside, 3 end, 4 alone
	kind              uint8   // chooses the transitions
	class             uint8
	open              bool  // may be part of a name
	runFirst, runLast int32 // the run of capitalised words around
	runLeft, runRight int32 // the words next to the run, -1 and n at the ends
}

// Classes of tokens by their letters.
const (
	classLower = iota
	classTitle
	classUpper
	classMixed
	classInitial // "J."
	classDigit
	classPunct
	classOther
)

// Kinds of tokens with transitions of their own, after the classes.
const (
	kindOf = iota + 8
	kindThe
	kindAnd
	kindOwner // 's
	kindComma
	kindDash
	kindDot
	kindParticle // de, al, bin, van
	nameKinds
)

func kindOfWord(s string, class uint8) uint8 {
	switch s {
	case "of", "for", "in", "on":
		return kindOf
	case "the", "The":
		return kindThe
	case "and", "&":
		return kindAnd
	case "'s", "’s", "'":
		return kindOwner
	case ",":
		return kindComma
	case "-", "–", "/":
		return kindDash
	case ".", ":", "(", ")", "\"", "“", "”":
		return kindDot
	case "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn", "bint", "al", "el", "ul", "ur", "e", "y", "abu", "ben", "zu":
		return kindParticle
	}
	return class
}

func classOf(s string) uint8 {
	upper, lower, digit, other := 0, 0, 0, 0
	var first rune
	for i, r := range s {
		if i == 0 {
			first = r
		}
		switch {
		case 'a' <= r && r <= 'z':
			lower++
		case 'A' <= r && r <= 'Z':
			upper++
		case '0' <= r && r <= '9':
			digit++
		case r < utf8.RuneSelf:
			other++
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsLetter(r):
			lower++
		default:
			other++
		}
	}
	switch {
	case upper == 1 && lower == 0 && len(s) == 2 && s[1] == '.':
		return classInitial
	case digit > 0 && upper == 0 && lower == 0:
		return classDigit
	case upper > 0 && lower == 0:
		return classUpper
	case upper == 1 && unicode.IsUpper(first):
		return classTitle
	case upper > 0:
		return classMixed
	case lower > 0:
		return classLower
	case digit > 0:
		return classDigit
	case other > 0 && upper == 0:
		return classPunct
	}
	return classOther
}

// plainNumber says whether a token of digits may stand in a name ("Boeing 737", "Group of 20"); a day, a score or a sum may not.
func plainNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) <= 4
}

// capital says whether a token of the class may begin a name's run of words.
func capital(class uint8) bool { return class >= classTitle && class <= classInitial }

// reach is how far from a capitalised word a small word may still be part of its name.
const reach = 2

// look fills the tokens of a sentence.
func (s *nameScratch) look(forms []string, gaz *gazetteer) {
	n := len(forms)
	s.toks = resize(s.toks, n)
	for i, f := range forms {
		s.toks[i] = lookAt(f, gaz)
	}
	for i := range n {
		if c := s.toks[i].class; capital(c) || c == classOther {
			for j := max(0, i-reach); j <= min(n-1, i+reach); j++ {
				s.toks[j].open = true
			}
		}
	}
	for i, f := range forms {
		if s.toks[i].class == classDigit && !plainNumber(f) {
			s.toks[i].open = false
		}
	}
	s.phrases(gaz)
	for i := 0; i < n; {
		if !capital(s.toks[i].class) {
			t := &s.toks[i]
			t.runFirst, t.runLast, t.runLeft, t.runRight = int32(i), int32(i), int32(i-1), int32(i+1)
			i++
			continue
		}
		j := i + 1
		for j < n && capital(s.toks[j].class) {
			j++
		}
		for k := i; k < j; k++ {
			t := &s.toks[k]
			t.runFirst, t.runLast, t.runLeft, t.runRight = int32(i), int32(j-1), int32(i-1), int32(j)
		}
		i = j
	}
}

func lookAt(f string, gaz *gazetteer) nameToken {
	t := nameToken{class: classOf(f)}
	t.kind = kindOfWord(f, t.class)
	t.low = gazHash(f)
	if capital(t.class) || t.class == classOther || t.kind == kindParticle {
		t.bits = gaz.word(t.low)
	}
	h, shape, last := uint32(2166136261), uint32(7), uint32(0)
	run := 0
	for i := 0; i < len(f); i++ {
		c := f[i]
		h = (h ^ uint32(c)) * 16777619
		k := shapeOf(c)
		if k == last {
			run++
		} else {
			run = 0
		}
		if run < 2 {
			shape = (shape ^ k) * 16777619
		}
		last = k
		switch i {
		case 1:
			t.pre2 = h
		case 2:
			t.pre3 = h
		case 3:
			t.pre4 = h
		}
	}
	t.form, t.shape = h, shape
	h = 2166136261
	for i := len(f) - 1; i >= 0 && i >= len(f)-4; i-- {
		h = (h ^ uint32(f[i])) * 16777619
		switch len(f) - i {
		case 1:
			t.suf1 = h
		case 2:
			t.suf2 = h
		case 3:
			t.suf3 = h
		case 4:
			t.suf4 = h
		}
	}
	return t
}

// phraseLists are the lists whose phrases are looked for.
const phraseLists = gazCity | gazTown | gazCountry | gazDemonym | gazOrg | gazPlace | gazPerson

// phrases marks the longest names of the lists, from left to right.
func (s *nameScratch) phrases(gaz *gazetteer) {
	n := len(s.toks)
	for i := 0; i < n; {
		t := &s.toks[i]
		if !capital(t.class) {
			i++
			continue
		}
		best, size := t.bits&phraseLists, 1
		if t.bits&gazStart != 0 {
			h := t.low
			for j := i + 1; j < min(n, i+maxPhrase); j++ {
				h = gazJoin(h, s.toks[j].low)
				if b := gaz.phrase(h); b != 0 {
					best, size = b, j-i+1
				}
			}
		}
		if best != 0 {
			for j := i; j < i+size; j++ {
				p := uint8(2)
				switch {
				case size == 1:
					p = 4
				case j == i:
					p = 1
				case j == i+size-1:
					p = 3
				}
				s.toks[j].phrase, s.toks[j].pos, s.toks[j].open = best, p, true
			}
		}
		i += size
	}
}

// mix64 makes a feature of a template and its values.
func mix64(template uint32, a, b uint32) uint64 {
	h := uint64(template+1)*0x9E3779B97F4A7C15 ^ uint64(a)<<32 ^ uint64(b)
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 32
	h *= 0x94D049BB133111EB
	return h ^ h>>31
}

var edge = nameToken{low: 3, form: 3, shape: 3, suf3: 3, class: classOther}

func (s *nameScratch) at(i int) *nameToken {
	if i < 0 || i >= len(s.toks) {
		return &edge
	}
	return &s.toks[i]
}

// features appends the features of token i.
func (s *nameScratch) features(i int, f []uint64) []uint64 {
	t := &s.toks[i]
	p, q := s.at(i-1), s.at(i-2)
	n, o := s.at(i+1), s.at(i+2)
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	place := uint32(min(i-int(t.runFirst), 3))<<4 | uint32(min(int(t.runLast)-i, 3))
	l, r := s.at(int(t.runLeft)), s.at(int(t.runRight))
	head, begin := &s.toks[t.runLast], &s.toks[t.runFirst]
	long := uint32(min(t.runLast-t.runFirst, 5))
	phrase := uint32(t.phrase)<<3 | uint32(t.pos)
	f = append(f,
		mix64(0, uint32(t.class), first),
		mix64(1, t.form, 0),
		mix64(2, t.low, 0),
		mix64(3, p.low, 0),
		mix64(4, n.low, 0),
		mix64(5, q.low, 0),
		mix64(6, o.low, 0),
		mix64(7, p.low, t.low),
		mix64(8, t.low, n.low),
		mix64(9, p.low, n.low),
		mix64(10, q.low, p.low),
		mix64(11, n.low, o.low),
		mix64(12, t.shape, first),
		mix64(13, p.shape, t.shape),
		mix64(14, t.shape, n.shape),
		mix64(15, uint32(p.class)<<8|uint32(t.class), uint32(n.class)),
		mix64(16, t.pre2, 0),
		mix64(17, t.pre3, 0),
		mix64(18, t.pre4, 0),
		mix64(19, t.suf1, uint32(t.class)),
		mix64(20, t.suf2, 0),
		mix64(21, t.suf3, 0),
		mix64(22, t.suf4, 0),
		mix64(23, p.suf3, uint32(t.class)),
		mix64(24, n.suf3, uint32(t.class)),
		mix64(25, p.form, uint32(t.class)),
		mix64(26, n.form, uint32(t.class)),
		mix64(27, uint32(t.bits), uint32(t.class)),
		mix64(28, uint32(p.bits), uint32(t.bits)),
		mix64(29, uint32(t.bits), uint32(n.bits)),
		mix64(30, uint32(p.bits), uint32(n.bits)),
		mix64(31, phrase, uint32(t.class)),
		mix64(32, phrase, p.low),
		mix64(33, phrase, n.low),
		mix64(34, uint32(p.phrase)<<3|uint32(p.pos), phrase),
		mix64(35, phrase, uint32(n.phrase)<<3|uint32(n.pos)),
		mix64(36, l.low, place),
		mix64(37, r.low, place),
		mix64(38, l.low, r.low),
		mix64(39, place, long),
		mix64(40, head.low, place),
		mix64(41, begin.low, place),
		mix64(42, uint32(head.bits), place),
		mix64(43, uint32(begin.bits), place),
		mix64(44, l.low, t.low),
		mix64(45, uint32(l.bits), uint32(t.bits)),
		mix64(46, t.shape, place),
		mix64(47, head.suf3, place),
		mix64(48, q.low, t.low),
		mix64(49, uint32(q.bits), uint32(t.bits)),
		mix64(50, uint32(t.bits), uint32(o.bits)),
		mix64(51, r.low, uint32(t.bits)),
		mix64(52, l.low, uint32(t.bits)),
		mix64(53, p.form, n.form),
	)
	for b := t.bits; b != 0; b &= b - 1 {
		f = append(f, mix64(60, uint32(b&-b), place))
	}
	return f
}
