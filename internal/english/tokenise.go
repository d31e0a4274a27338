package english

import (
	"embed"
	"errors"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// Tables are the built-in tables: abbreviations, contractions, prefixes; lists of names; nouns, genders and other names of states.
//
//go:embed tables
var Tables embed.FS

// Builtin are the built-in tables with no user's over them.
func Builtin() table.Dir {
	own, err := fs.Sub(Tables, "tables")
	if err != nil {
		panic(err) // only an invalid name fails
	}
	return table.Dir{Builtin: own}
}

// Kinds of abbreviations.
const (
	abbrOther  = iota + 1 // may end a sentence
	abbrTitle             // never does
	abbrNumber            // does so where no number follows
)

// Tokenizer takes text apart into sentences and words after the conventions of UD English.
type Tokenizer struct {
	abbreviations map[string]int      // with the full stop
	contractions  map[string][]string // in lower case
	prefixes      map[string]bool     // that keep their hyphen
}

// NewTokenizer reads the tables of abbreviations, contractions and prefixes.
func NewTokenizer(in table.Dir) (*Tokenizer, error) {
	t := &Tokenizer{map[string]int{}, map[string][]string{}, map[string]bool{}}
	kinds := map[string]int{"other": abbrOther, "title": abbrTitle, "number": abbrNumber}
	return t, errors.Join(
		eachRow(in, "abbreviations.tsv", func(r table.Row) error {
			word := r.Cell(0)
			if !strings.HasSuffix(word, ".") || strings.ContainsRune(word, ' ') {
				return r.Errorf("%q is not one word with a full stop at its end", word)
			}
			k, ok := kinds[r.Cell(1)]
			if !ok {
				return r.Errorf("no such kind of abbreviation: %q; there are title, number and other", r.Cell(1))
			}
			t.abbreviations[word] = k
			return nil
		}, "word", "kind"),
		eachRow(in, "contractions.tsv", func(r table.Row) error {
			word, parts := r.Cell(0), strings.Fields(r.Cell(1))
			if word != strings.ToLower(word) {
				return r.Errorf("%q is not in lower case", word)
			}
			if strings.Join(parts, "") != word {
				return r.Errorf("the parts %q do not make %q", parts, word)
			}
			t.contractions[word] = parts
			return nil
		}, "word", "parts"),
		eachRow(in, "prefixes.tsv", func(r table.Row) error {
			prefix := r.Cell(0)
			if prefix != strings.ToLower(prefix) || strings.ContainsAny(prefix, " -") {
				return r.Errorf("%q is not a prefix in lower case, without its hyphen", prefix)
			}
			t.prefixes[prefix] = true
			return nil
		}, "prefix"))
}

// eachRow takes the rows of a table of which the first cell is the key. The error joins what is wrong with them.
func eachRow(in table.Dir, name string, take func(table.Row) error, columns ...string) error {
	rows, err := in.Load(name, 1, columns...)
	errs := []error{err}
	for _, r := range rows {
		errs = append(errs, take(r))
	}
	return errors.Join(errs...)
}

// tokenise appends the tokens of text[from:to] to d.Tokens.
func (t *Tokenizer) tokenise(d *doc.Document, from, to int) {
	text := d.Text
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		if isSpace(r) {
			i += n
			continue
		}
		start := i
		for i < to {
			if text[i] > ' ' && text[i] < utf8.RuneSelf {
				i++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[i:to])
			if isSpace(r) {
				break
			}
			i += n
		}
		t.chunk(d, start, i)
	}
}

// isSpace says whether a rune stands between words: white space, control characters, and marks without width.
func isSpace(r rune) bool {
	switch r {
	case '\u200b', '\ufeff', '\u2060', '\u200e', '\u200f':
		return true
	}
	return r <= ' ' || r == 0x7f || r >= 0x80 && (unicode.IsSpace(r) || unicode.IsControl(r))
}

func emit(d *doc.Document, from, to int) {
	if from < to {
		d.Tokens = append(d.Tokens, doc.Token{Range: doc.Range{Start: int32(from), End: int32(to)}, Head: doc.None})
	}
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|32 && c|32 <= 'z' || c >= utf8.RuneSelf }

// openers and closers stand before and after words as tokens of their own.
func isOpener(r rune) bool {
	switch r {
	case '"', '(', '[', '{', '<', '“', '‘', '«', '„', '`', '¿', '¡', '\'', '’', '*', '$', '£', '€', '¥', '₹', '•', '#', '—', '–', '>', '~', '|', '-', '·', '=', '_', '/':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case '"', ')', ']', '}', '>', '”', '’', '»', '\'', ',', ';', ':', '!', '?', '%', '…', '*', '—', '–', '<', '~', '|', '‘', '“', '-', '°', '™', '®', '©', '=', '_', '/', '€', '£':
		return true
	}
	return false
}

// chunk takes text[a:b], which holds no white space, apart.
func (t *Tokenizer) chunk(d *doc.Document, a, b int) {
	s := d.Text[a:b]
	if plain(s) {
		t.word(d, a, b)
		return
	}
	if isEmoticon(s) {
		emit(d, a, b)
		return
	}
	for a < b {
		s = d.Text[a:b]
		r, n := utf8.DecodeRuneInString(s)
		if r == '.' && len(s) > 1 && s[1] == '.' {
			n = run(s, '.')
		} else if !isOpener(r) {
			break
		}
		switch r {
		case '-', '*', '`', '=', '~', '_', '>', '<', '#':
			n = run(s, s[0])
			if r == '-' && n == 1 && len(s) > 1 && (isDigit(s[1]) || s[1] == '$') {
				emitRest := numberEnd(s[1:])
				if 1+emitRest == len(s) {
					emit(d, a, b)
					return
				}
			}
		case '\'', '’':
			if r == '\'' && len(s) > 1 && s[1] == '\'' {
				n = 2
			} else if elided(s[n:]) {
				t.tail(d, a, b)
				return
			}
		}
		emit(d, a, a+n)
		a += n
	}
	if a < b {
		t.tail(d, a, b)
	}
}

// elided says whether s follows an apostrophe that stands for letters left out: '90s, 'em.
func elided(s string) bool {
	if len(s) >= 2 && isDigit(s[0]) && isDigit(s[1]) {
		return true
	}
	w := s
	for len(w) > 0 && !isLetter(w[len(w)-1]) {
		w = w[:len(w)-1]
	}
	switch strings.ToLower(w) {
	case "em", "til", "cause", "cuz", "bout", "s", "re", "ve", "ll", "m", "d", "n":
		return true
	}
	return false
}

// tail splits the closers off text[a:b], then the inside.
func (t *Tokenizer) tail(d *doc.Document, a, b int) {
	var ends [24]int // starts of the closing tokens, the last first
	k, end := 0, b
	for k < len(ends) && a < end {
		s := d.Text[a:end]
		r, n := utf8.DecodeLastRuneInString(s)
		switch {
		case r == '.' || r == '!' || r == '?':
			m := runBack(s)
			if r == '.' && m == 1 && (t.isAbbreviation(s) || t.abbreviatedTail(s)) {
				n = 0
			} else {
				n = m
			}
		case r == '-' || r == '*' || r == '=' || r == '~' || r == '_' || r == '>' || r == '<':
			n = 0
			for n < len(s) && s[len(s)-1-n] == byte(r) {
				n++
			}
		case (r == '\'' || r == '’') && strings.HasSuffix(s[:len(s)-n], string(r)):
			n *= 2
		case !isCloser(r):
			n = 0
		}
		if n == 0 {
			break
		}
		end -= n
		ends[k] = end
		k++
	}
	if a < end {
		t.inside(d, a, end)
	}
	for last := b; k > 0; k-- {
		stop := last
		if k > 1 {
			stop = ends[k-2]
		}
		emit(d, ends[k-1], stop)
	}
}

// run is the number of bytes c at the start of s; runBack that of stops at its end.
func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

func runBack(s string) int {
	n := 0
	for n < len(s) && (s[len(s)-1-n] == '.' || s[len(s)-1-n] == '!' || s[len(s)-1-n] == '?') {
		n++
	}
	return n
}

// isAbbreviation says whether s, which ends in a full stop, is an abbreviation or an initial.
func (t *Tokenizer) isAbbreviation(s string) bool {
	if t.abbreviations[s] != 0 {
		return true
	}
	if len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' {
		return true
	}
	// letters with a stop after each: U.S., a.m.
	for i := 0; i < len(s); i += 2 {
		if i+1 >= len(s) || s[i]|32 < 'a' || s[i]|32 > 'z' || s[i+1] != '.' {
			return false
		}
	}
	return len(s) >= 4
}

// abbreviatedTail says whether what stands after the last hyphen or slash of s is an abbreviation: "non-U.S.".
func (t *Tokenizer) abbreviatedTail(s string) bool {
	i := strings.LastIndexAny(s, "-/–—")
	if i < 0 {
		return false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i+size < len(s) && t.isAbbreviation(s[i+size:])
}

// plain says whether s is letters alone.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 32; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// numberEnd is the length of the number at the start of s, with its commas, stops and colons.
func numberEnd(s string) int {
	i := 0
	for i < len(s) {
		if isDigit(s[i]) || i > 0 && i+1 < len(s) && (s[i] == ',' || s[i] == '.' || s[i] == ':') && isDigit(s[i+1]) {
			i++
			continue
		}
		break
	}
	return i
}
