package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// lexKind is what a phrase of a lexicon is.
type lexKind uint8

const (
	blocked    lexKind = iota // holds a name and means none
	stateName                 // "Denmark"
	adjective                 // "Danish"
	people                    // "Danes"
	capital                   // "Copenhagen"
	bodyName                  // "Bundestag"
	holderName                // "Angela Merkel"
	nounPhrase                // a row of Reader.nounRows
)

// entry is a phrase of a lexicon.
type entry struct {
	kind  lexKind
	id    string // code of the state, key of the body, folded name of the holder
	row   int32  // of Reader.nounRows
	upper bool   // the first word must be written with a capital
	exact []string
}

// lexicon finds phrases in runs of words: a trie over word numbers.
type lexicon struct {
	fold  *folder
	words map[string]int32
	next  map[uint64]int32 // node<<32 | word → node
	out   [][]entry        // by node
}

func newLexicon(f *folder) *lexicon {
	return &lexicon{fold: f, words: make(map[string]int32), next: make(map[uint64]int32), out: make([][]entry, 1)}
}

// add enters a phrase. A hyphenated word is entered whole and in its parts, since tokenizers do either.
func (l *lexicon) add(phrase string, e entry) {
	words := split(phrase)
	if len(words) == 0 {
		return
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	e.upper = unicode.IsUpper(first)
	whole, parts := make([]string, 0, len(words)), make([]string, 0, len(words)+2)
	for _, w := range words {
		whole = append(whole, w)
		parts = append(parts, strings.FieldsFunc(w, isHyphen)...)
	}
	l.enter(whole, e)
	if len(parts) != len(whole) {
		l.enter(parts, e)
	}
}

func (l *lexicon) enter(words []string, e entry) {
	for _, w := range words {
		if short(w) {
			e.exact = words
		}
	}
	node := int32(0)
	for _, w := range words {
		k := l.fold.text(w)
		id, ok := l.words[k]
		if !ok {
			id = int32(len(l.words)) + 1
			l.words[k] = id
		}
		edge := uint64(node)<<32 | uint64(id)
		to, ok := l.next[edge]
		if !ok {
			to = int32(len(l.out))
			l.out = append(l.out, nil)
			l.next[edge] = to
		}
		node = to
	}
	l.out[node] = append(l.out[node], e)
}

// step goes on from a node by a word; 0 where the trie ends.
func (l *lexicon) step(node, word int32) int32 {
	if word == 0 {
		return 0
	}
	return l.next[uint64(node)<<32|uint64(word)]
}

// split cuts a phrase as the tokenizer does: at blanks, before a genitive "'s" and around commas.
func split(phrase string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ReplaceAll(phrase, "’", "'")) {
		w, comma := strings.CutSuffix(w, ",")
		if base, ok := strings.CutSuffix(w, "'s"); ok && base != "" {
			out = append(out, base, "'s")
		} else if base, ok := strings.CutSuffix(w, "s'"); ok && base != "" {
			out = append(out, base+"s", "'")
		} else {
			out = append(out, w)
		}
		if comma {
			out = append(out, ",")
		}
	}
	return out
}

// short says whether a word is an abbreviation that must stand in capitals: "IS", "US", "WHO". Longer ones may be written
// as words are ("Nato").
func short(w string) bool {
	return len(w) > 1 && len(w) <= 3 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

func isHyphen(r rune) bool { return r == '-' || r == '–' || r == '‐' || r == '‑' }

// folder writes words in lower case without accents, so that "Erdoğan" and "ERDOGAN" are one.
type folder struct{ plain map[rune]rune }

func newFolder() *folder {
	f := &folder{plain: make(map[rune]rune)}
	for _, g := range []string{
		"aàáâãäåāăąǎ", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņňŋ", "oòóôõöøōŏő",
		"rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž", "'’‘ʼ",
	} {
		base, n := utf8.DecodeRuneInString(g)
		for _, r := range g[n:] {
			f.plain[r] = base
		}
	}
	return f
}

// append writes the folded word to b.
func (f *folder) append(b []byte, w string) []byte {
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= utf8.RuneSelf {
			for _, r := range w[i:] {
				r = unicode.ToLower(r)
				if p, ok := f.plain[r]; ok {
					r = p
				}
				b = utf8.AppendRune(b, r)
			}
			return b
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

func (f *folder) text(w string) string { return string(f.append(nil, w)) }

// surname is the last word of a folded name with the particles before it: "bin laden", "al-assad".
func surname(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 {
		switch words[len(words)-1] {
		case "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "xiv", "xvi":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	if len(words) < 2 {
		return name
	}
	return words[len(words)-1]
}

// words are the numbers that the tokens of a document have in a lexicon.
type words struct{ form, lemma []int32 }

// number looks the tokens up; lemmas only where asked, since names are matched as written.
func (l *lexicon) number(d *doc.Document, lemmas bool) words {
	w := words{form: make([]int32, len(d.Tokens))}
	if lemmas {
		w.lemma = make([]int32, len(d.Tokens))
	}
	var buf []byte
	for i := range d.Tokens {
		buf = l.fold.append(buf[:0], d.Form(int32(i)))
		w.form[i] = l.words[string(buf)]
		if lemmas && d.Tokens[i].Lemma != "" {
			buf = l.fold.append(buf[:0], strings.TrimSuffix(d.Tokens[i].Lemma, ".")) // "Gen.": an abbreviation's stop is no part of it
			w.lemma[i] = l.words[string(buf)]
		}
	}
	return w
}

// walk follows the trie from token i as far as the words go and calls at for every phrase that ends on the way, with
// the token after it. A hyphen that stands as a token of its own is passed over within a phrase.
func (l *lexicon) walk(d *doc.Document, w words, i, end int32, at func(es []entry, end int32)) {
	node := int32(0)
	for j := i; j < end; j++ {
		to := l.step(node, w.form[j])
		if to == 0 && w.lemma != nil {
			to = l.step(node, w.lemma[j])
		}
		if to == 0 {
			if node != 0 && hyphen(d, j) {
				continue
			}
			return
		}
		node = to
		if len(l.out[node]) > 0 {
			at(l.out[node], j+1)
		}
	}
}

// written says whether the capitals of the text are those of the entry.
func written(d *doc.Document, s doc.Span, e *entry) bool {
	if e.upper {
		if r, _ := utf8.DecodeRuneInString(d.Form(s.First)); !unicode.IsUpper(r) {
			return false
		}
	}
	if e.exact == nil {
		return true
	}
	k := 0
	for i := s.First; i < s.End; i++ {
		if hyphen(d, i) && k > 0 {
			continue
		}
		if k >= len(e.exact) {
			return false
		}
		if w := e.exact[k]; short(w) && d.Form(i) != w {
			return false
		}
		k++
	}
	return true
}

func hyphen(d *doc.Document, i int32) bool {
	switch d.Form(i) {
	case "-", "–", "‐", "‑":
		return true
	}
	return false
}
