package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// short are words at the head of place names that are written in two ways.
var short = map[string]string{"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}

// Fold brings a name to the form that names are compared in: lower case, without accents, apostrophes and stops, hyphens and
// white space as one space, "St." and the like in full.
func Fold(name string) string { return string(AppendFold(nil, name)) }

// AppendFold appends the folded name to b.
func AppendFold(b []byte, name string) []byte {
	start, word := len(b), len(b)
	endWord := func() {
		if len(b)-word <= 3 && len(b) > word {
			if full, ok := short[string(b[word:])]; ok {
				b = append(b[:word], full...)
			}
		}
	}
	for i := 0; i < len(name); {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
			i++
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			b = append(b, c)
			i++
		case c == '.' || c == '\'' || c == '`':
			i++
		case c < utf8.RuneSelf:
			if len(b) > word {
				endWord()
				b = append(b, ' ')
				word = len(b)
			}
			i++
		default:
			r, n := utf8.DecodeRuneInString(name[i:])
			i += n
			if r >= 0x2010 && r <= 0x2015 || unicode.IsSpace(r) {
				if len(b) > word {
					endWord()
					b = append(b, ' ')
					word = len(b)
				}
				continue
			}
			b = appendRune(b, r)
		}
	}
	endWord()
	if len(b) > start && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// appendRune appends a letter outside ASCII without its accents; marks and signs are dropped.
func appendRune(b []byte, r rune) []byte {
	if s, ok := letters[r]; ok {
		return append(b, s...)
	}
	var in, out [64]byte
	n := utf8.EncodeRune(in[:], r)
	d := norm.NFKD.Append(out[:0], in[:n]...)
	for len(d) > 0 {
		q, size := utf8.DecodeRune(d)
		d = d[size:]
		plain, ok := letters[q]
		switch {
		case ok:
			b = append(b, plain...)
		case q < utf8.RuneSelf && (unicode.IsLetter(q) || unicode.IsDigit(q)):
			b = append(b, byte(unicode.ToLower(q)))
		case unicode.IsLetter(q):
			b = utf8.AppendRune(b, unicode.ToLower(q))
		}
	}
	return b
}

// letters are those whose plain form is no decomposition. The modifier letters of romanised names vanish.
var letters = map[rune]string{
	'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ß': "ss",
	'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ə': "a", 'Ə': "a",
	'ʻ': "", 'ʼ': "", 'ʽ': "", 'ʾ': "", 'ʿ': "", '’': "", '‘': "",
}

// IsLatin says whether the name is written in Latin letters alone.
func IsLatin(name string) bool {
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return strings.TrimSpace(name) != ""
}
