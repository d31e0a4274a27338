package english

import (
	"unicode"
	"unicode/utf8"
)

// word is what the models see of a token, computed once: hashes and small numbers instead of strings.
type word struct {
	form  uint32 // as written
	low   uint32 // in lower case, digits as 0
	pre   [3]uint32
	suf   [4]uint32
	shape uint32 // Xx, X.X., 00: runs folded
	lex   lexEntry
}

// fold maps a byte of a word to the byte that its lower-case hash counts: letters small, digits 0.
func fold(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 32
	case '0' <= c && c <= '9':
		return '0'
	}
	return c
}

// hashLow is the hash of a word's lower-case form with digits as 0. Capitals beyond ASCII are folded by rune.
func hashLow(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return hashLowRunes(s)
		}
		h = (h ^ uint32(fold(c))) * 16777619
	}
	return finish(h)
}

func hashLowRunes(s string) uint32 {
	h := uint32(2166136261)
	var buf [utf8.UTFMax]byte
	for _, r := range s {
		switch r {
		case '’', '‘':
			r = '\''
		case '“', '”':
			r = '"'
		}
		n := utf8.EncodeRune(buf[:], unicode.ToLower(r))
		for _, c := range buf[:n] {
			h = (h ^ uint32(fold(c))) * 16777619
		}
	}
	return finish(h)
}

func finish(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85EBCA6B
	return h ^ h>>13
}

// see fills w from the form of a token.
func (w *word) see(s string, lex *lexicon) {
	h := uint32(2166136261)
	low := h
	ascii := true
	shape, last := uint32(17), uint32(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			ascii = false
		}
		h = (h ^ uint32(c)) * 16777619
		low = (low ^ uint32(fold(c))) * 16777619
		if i < 3 {
			w.pre[i] = low
		}
		k := shapeOf(c)
		if k != last {
			shape = (shape ^ k) * 16777619
			last = k
		}
	}
	for i := len(s); i < 3; i++ {
		w.pre[i] = 1
	}
	w.form = finish(h)
	if ascii {
		w.low = finish(low)
	} else {
		w.low = hashLowRunes(s)
	}
	w.shape = finish(shape)
	t := uint32(1)
	for i := 0; i < 4; i++ {
		if i < len(s) {
			t = (t ^ uint32(fold(s[len(s)-1-i]))) * 16777619
			t ^= t >> 15
		} else {
			t = 2
		}
		w.suf[i] = t
	}
	w.lex = lex.entry(w.low)
}

// shapeOf is what a byte counts for in the shape of a word: small letters, capitals and digits are alike, other characters are themselves.
func shapeOf(c byte) uint32 {
	switch {
	case 'a' <= c && c <= 'z' || c >= utf8.RuneSelf:
		return 1
	case 'A' <= c && c <= 'Z':
		return 2
	case '0' <= c && c <= '9':
		return 3
	}
	return uint32(c) + 16
}
