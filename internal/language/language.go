// Package language tells English from what is not English, by script and short words: openlines reads only English.
package language

import (
	"embed"
	"strings"
	"unicode"

	"github.com/openlines/openlines/internal/table"
)

// Tables holds the built-in tables.
//
//go:embed tables
var Tables embed.FS

// Detector knows the short words of some languages. English is the first of them.
type Detector struct {
	names []string
	words map[string]uint32 // bit i: a word of the i-th language; English is language 0
}

// New loads the table of languages.
func New(t table.Dir) (*Detector, error) {
	rows, err := t.Load("languages.tsv", 1, "code", "name", "words")
	if err != nil {
		return nil, err
	}
	l := &Detector{words: map[string]uint32{}}
	for i, r := range rows {
		if i >= 32 {
			return nil, r.Errorf("more than 32 languages")
		}
		if (i == 0) != (r.Cell(0) == "en") {
			return nil, r.Errorf("English must be the first language, and only that")
		}
		l.names = append(l.names, r.Cell(1))
		for _, w := range strings.Fields(r.Cell(2)) {
			l.words[w] |= 1 << i
		}
	}
	return l, nil
}

const (
	sampleSize = 4000 // bytes looked at
	fewWords   = 12   // a shorter text is not judged by its words
)

// Foreign names the language or script of a text that is not English; "" for English, and where the text is too short to tell.
func (l *Detector) Foreign(text string) string {
	sample := text[:min(len(text), sampleSize)]
	latin, other := 0, 0
	script := ""
	for _, r := range sample {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			other++
			if script == "" {
				script = scriptOf(r)
			}
		}
	}
	if other > latin && other > 10 {
		return "a language in " + script + " script"
	}
	var hits [32]int // how many different words of each language
	seen := map[string]bool{}
	n := 0
	for w := range strings.FieldsFuncSeq(sample, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		n++
		w = strings.ToLower(w)
		if seen[w] {
			continue
		}
		seen[w] = true
		for i, bits := 0, l.words[w]; bits != 0; i, bits = i+1, bits>>1 {
			if bits&1 != 0 {
				hits[i]++
			}
		}
	}
	best := 0
	for i, h := range hits {
		if h > hits[best] {
			best = i
		}
	}
	if n < fewWords || best == 0 || hits[best] < 2*hits[0]+3 {
		return ""
	}
	return l.names[best]
}

func scriptOf(r rune) string {
	for _, s := range []string{"Cyrillic", "Arabic", "Han", "Hiragana", "Katakana", "Hangul", "Hebrew", "Greek", "Devanagari", "Thai", "Bengali", "Georgian", "Armenian"} {
		if unicode.Is(unicode.Scripts[s], r) {
			return s
		}
	}
	return "another"
}
