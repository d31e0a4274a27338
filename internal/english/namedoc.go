package english

import (
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// An article names the same things again and again. After a first reading the tagger remembers what it was sure of and
// reads those sentences again that hold one of these words with another tag or none.

// memoryBlock is how many tokens one memory covers: an article, mostly.
const memoryBlock = 4000

// What the memory adds to the scores of a word's tags; the model's own weights go to 127 a feature.
const (
	surnameBonus = 400 // a part of a name of several words
	sameBonus    = 260 // a name of one word with another kind
	acronymBonus = 700 // initials in brackets
)

// nameMemory is what an article has said of a word, by the hash of its lower-case form.
type nameMemory map[uint32]*remembered

type remembered struct {
	whole   [doc.MISC + 1]int32 // times that the word alone was a name of the kind
	surname int32               // times that it ended a person's name of several words
	given   int32               // times that it stood earlier in such a name
	body    int32               // times that it began a body's name of several words
	acronym bool                // stood in brackets after a body with these initials
}

func (m nameMemory) at(h uint32) *remembered {
	r := m[h]
	if r == nil {
		r = new(remembered)
		m[h] = r
	}
	return r
}

// note takes up the names of a sentence.
func (m nameMemory) note(forms []string, names []doc.Name, first int32) {
	for _, n := range names {
		a, b := n.First-first, n.End-first
		switch {
		case n.Len() == 1:
			m.at(gazHash(forms[a])).whole[n.Kind]++
		case n.Kind == doc.ORG:
			if longWord(forms[a]) {
				m.at(gazHash(forms[a])).body++
			}
		case n.Kind == doc.PER:
			for i := a; i < b-1; i++ {
				if longWord(forms[i]) {
					m.at(gazHash(forms[i])).given++
				}
			}
			if longWord(forms[b-1]) {
				m.at(gazHash(forms[b-1])).surname++
			}
		}
	}
	for i := 2; i+2 < len(forms); i++ {
		if forms[i] == "(" && forms[i+2] == ")" && isAcronym(forms[i+1]) && initialsBefore(forms[:i], forms[i+1]) {
			m.at(gazHash(forms[i+1])).acronym = true
		}
	}
}

func longWord(s string) bool { return len(s) > 2 && s[len(s)-1] != '.' && s[0] != '-' }

func isAcronym(s string) bool {
	if len(s) < 2 || len(s) > 8 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if (s[i] < 'A' || s[i] > 'Z') && s[i] != '-' && s[i] != '.' {
			return false
		}
	}
	return true
}

// initialsBefore says whether the capitalised words that end before give the letters of the acronym, small words aside.
func initialsBefore(before []string, acronym string) bool {
	letters := strings.NewReplacer(".", "", "-", "").Replace(acronym)
	k := len(letters)
	for i := len(before) - 1; i >= 0 && k > 0; i-- {
		c, _ := utf8.DecodeRuneInString(before[i])
		switch {
		case c == rune(letters[k-1]):
			k--
		case 'A' <= c && c <= 'Z':
			return false
		case len(before[i]) > 4:
			return false
		}
	}
	return k == 0
}

// holds says whether the memory has something to say of a word of the sentence.
func (m nameMemory) holds(d *doc.Document, s doc.Span) bool {
	for i := s.First; i < s.End; i++ {
		f := d.Form(i)
		if c, _ := utf8.DecodeRuneInString(f); c < 'A' || 'Z' < c && c < utf8.RuneSelf {
			continue
		}
		if r := m[gazHash(f)]; r != nil && r.speaks() {
			return true
		}
	}
	return false
}

// speaks says whether what is remembered may change a tag.
func (r *remembered) speaks() bool {
	if r.acronym || r.surname > 0 || r.given > 0 || r.body > 0 {
		return true
	}
	_, ok := r.usual()
	return ok
}

// usual is the kind that the word alone mostly has.
func (r *remembered) usual() (doc.NameKind, bool) {
	best, sum := doc.PER, int32(0)
	for k := doc.PER; k <= doc.MISC; k++ {
		sum += r.whole[k]
		if r.whole[k] > r.whole[best] {
			best = k
		}
	}
	return best, r.whole[best] >= 2 && r.whole[best]*3 >= sum*2
}

// bonus adds what the memory says of token i to its scores.
func (m nameMemory) bonus(s *nameScratch, i int, score *[nameTags]int32) {
	t := &s.toks[i]
	r := m[t.low]
	if r == nil || !capital(t.class) {
		return
	}
	if r.acronym && t.class == classUpper {
		score[tagBegin(doc.ORG)] += acronymBonus
		return
	}
	if !s.alone(i) {
		return
	}
	const other = gazCountry | gazDemonym | gazOrg | gazPlace | gazOrgHead | gazTitle
	if t.bits&other == 0 && (r.surname > 0 || r.given > 0 && t.bits&gazCity == 0) {
		score[tagBegin(doc.PER)] += surnameBonus
	} else if r.body > 0 && t.bits&(other|gazCity|gazWord) == 0 {
		score[tagBegin(doc.ORG)] += surnameBonus
	} else if k, ok := r.usual(); ok {
		score[tagBegin(k)] += sameBonus
	}
}

// alone says whether token i stands as a name of one word: no capitalised word beside it but a title.
func (s *nameScratch) alone(i int) bool {
	t := &s.toks[i]
	if s.at(i+1).kind == kindDash || s.at(i-1).kind == kindDash {
		return false
	}
	left := i == int(t.runFirst)
	if !left {
		b := s.toks[i-1].bits
		left = b&gazTitle != 0 && b&(gazGiven|gazSurname) == 0
	}
	return left && i == int(t.runLast)
}
