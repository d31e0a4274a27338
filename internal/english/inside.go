package english

import (
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// inside takes text[a:b] apart, from which openers and closers are gone.
func (t *Tokenizer) inside(d *doc.Document, a, b int) {
	s := d.Text[a:b]
	if isAddress(s) {
		emit(d, a, b)
		return
	}
	start := 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r < utf8.RuneSelf && (isLetter(byte(r)) || isDigit(byte(r))) {
			i++
			continue
		}
		cut := false
		before, after := byte(0), byte(0)
		if i > 0 {
			before = s[i-1]
		}
		if i+n < len(s) {
			after = s[i+n]
		}
		switch r {
		case '-':
			if n = run(s[i:], '-'); n > 1 {
				cut = true
				break
			}
			cut = !t.keepsHyphen(s[start:], i-start)
		case '–', '—', '"', '“', '”', '(', ')', '[', ']', ';', '…', '*', '{', '}', '|', '•', '~':
			cut = true
		case '!', '?':
			n = runAny(s[i:], "!?.")
			cut = true
		case '/':
			cut = !(isDigit(before) && isDigit(after)) || strings.Count(s, "/") == 1 && len(s) > 5 && numberEnd(s) == i && numberEnd(s[i+1:])+i+1 == len(s)
		case ',':
			cut = !(isDigit(before) && isDigit(after))
		case ':':
			cut = isLetter(before) && (isLetter(after) || isDigit(after)) || isDigit(before) && isLetter(after)
		case '.':
			if m := run(s[i:], '.'); m > 1 {
				n, cut = m, true
			} else {
				cut = isSentenceStop(s, i)
			}
		case '$', '£', '€':
			if i > start && isUpper(s[start:i]) { // US$
				t.word(d, a+start, a+i+n)
				i += n
				start = i
				continue
			}
			cut = true
		case '%':
			cut = true
		case '<', '>', '=':
			cut = true
		}
		if !cut {
			i += n
			continue
		}
		t.piece(d, a+start, a+i)
		emit(d, a+i, a+i+n)
		i += n
		start = i
	}
	t.word(d, a+start, b)
}

// piece emits text[a:b], which a mark follows at once: its full stop is a token unless it is an abbreviation.
func (t *Tokenizer) piece(d *doc.Document, a, b int) {
	if b-a > 2 && d.Text[b-1] == '.' && !t.isAbbreviation(d.Text[a:b]) {
		t.word(d, a, b-1)
		emit(d, b-1, b)
		return
	}
	t.word(d, a, b)
}

func isUpper(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

func runAny(s, chars string) int {
	n := 0
	for n < len(s) && strings.IndexByte(chars, s[n]) >= 0 {
		n++
	}
	return n
}

// isSentenceStop says whether the stop at i ends a sentence whose next one follows without a space: "ended.They".
func isSentenceStop(s string, i int) bool {
	if i < 3 || i+2 >= len(s) {
		return false
	}
	low := func(c byte) bool { return 'a' <= c && c <= 'z' }
	return low(s[i-1]) && low(s[i-2]) && low(s[i-3]) && 'A' <= s[i+1] && s[i+1] <= 'Z' && low(s[i+2])
}

// keepsHyphen says whether the hyphen at i in s belongs to the word: after a prefix ("non-aligned"), in telephone
// numbers and dates of digits.
func (t *Tokenizer) keepsHyphen(s string, i int) bool {
	if i == 0 {
		return false
	}
	var buf [16]byte
	if i < len(buf) {
		for k := range i {
			buf[k] = s[k] | 32
		}
		if t.prefixes[string(buf[:i])] {
			return true
		}
	}
	digits, groups := 0, 1
	for k := 0; k < len(s); k++ {
		switch {
		case isDigit(s[k]):
			digits++
		case s[k] == '-':
			groups++
		default:
			return false
		}
	}
	return groups > 2 || digits == 7 && i == 3
}

// isAddress says whether s is an address of the web or of mail, or the name of a file.
func isAddress(s string) bool {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") {
		return true
	}
	if at := strings.IndexByte(s, '@'); at >= 0 {
		return at == 0 || strings.IndexByte(s[at:], '.') > 0
	}
	dot := strings.LastIndexByte(s, '.')
	if dot < 1 || dot+1 >= len(s) {
		return false
	}
	end := s[dot+1:]
	if k := strings.IndexByte(end, '/'); k > 0 {
		end = end[:k]
	}
	switch strings.ToLower(end) {
	case "com", "org", "net", "edu", "gov", "uk", "doc", "xls", "pdf", "html", "htm", "jpg", "ru", "info", "de", "fr", "eu", "int", "mil", "tv", "io", "cn":
		return true
	}
	if slash := strings.IndexByte(s, '/'); slash > 0 {
		if k := strings.LastIndexByte(s[:slash], '.'); k > 0 {
			switch s[k+1 : slash] {
			case "com", "org", "net", "edu", "gov", "uk", "ly", "co", "ru", "info", "de", "eu", "int":
				return true
			}
		}
	}
	return false
}

// isEmoticon says whether s is a face.
func isEmoticon(s string) bool {
	if len(s) < 2 || len(s) > 4 || !strings.ContainsRune(":;=8<", rune(s[0])) {
		return false
	}
	switch s {
	case ":)", ":(", ";)", ":-)", ":-(", ";-)", ":D", ":-D", ":P", ":-P", "=)", "<3", ":/", ":-/", ":))", ":(((", ";-(", ":o", ":p", ";D", ":|":
		return true
	}
	return false
}

// word splits contractions off text[a:b] and emits the rest.
func (t *Tokenizer) word(d *doc.Document, a, b int) {
	s := d.Text[a:b]
	if len(s) == 0 {
		return
	}
	if !isDigit(s[0]) {
		if k := clitic(s); k > 0 {
			t.word(d, a, a+k)
			emit(d, a+k, b)
			return
		}
		if len(s) <= 8 {
			var buf [8]byte
			for i := range len(s) {
				buf[i] = s[i]
				if 'A' <= s[i] && s[i] <= 'Z' {
					buf[i] |= 32
				}
			}
			if parts := t.contractions[string(buf[:len(s)])]; parts != nil && !(len(s) == 2 && isUpper(s)) {
				for _, p := range parts {
					emit(d, a, a+len(p))
					a += len(p)
				}
				return
			}
		}
		emit(d, a, b)
		return
	}
	if k := clitic(s); k > 0 && !(isDigit(s[k-1]) && strings.HasSuffix(s, "0's")) {
		emit(d, a, a+k)
		emit(d, a+k, b)
		return
	}
	n := numberEnd(s)
	if n < len(s) && isUnit(s[n:]) {
		emit(d, a, a+n)
		emit(d, a+n, b)
		return
	}
	emit(d, a, b)
}

// isUnit says whether s may stand right after a number as a word of its own.
func isUnit(s string) bool {
	switch s {
	case "am", "pm", "AM", "PM", "a.m", "p.m", "a.m.", "p.m.", "km", "mm", "cm", "kg", "mg", "mph", "kph", "ft", "lb", "lbs", "hrs", "hr", "min", "mins", "yrs", "GB", "MB", "m", "kW", "MW", "GW", "bn", "k", "K", "ml", "MHz", "GHz", "°C", "°F", "°":
		return true
	}
	return false
}

// clitic is where the clitic at the end of s begins, or 0: n't, 's, 'll, and the bare apostrophe of the possessive.
func clitic(s string) int {
	i := strings.LastIndexAny(s, "'’")
	if i <= 0 {
		return 0
	}
	n := 1
	if s[i] != '\'' {
		n = len("’")
		if !strings.HasPrefix(s[i:], "’") {
			return 0
		}
	}
	var buf [3]byte
	end := s[i+n:]
	if len(end) > 2 {
		return 0
	}
	for k := range len(end) {
		buf[k] = end[k] | 32
	}
	switch string(buf[:len(end)]) {
	case "t":
		if i > 1 && s[i-1]|32 == 'n' {
			return i - 1
		}
	case "s", "m", "d", "ll", "re", "ve", "":
		return i
	}
	return 0
}
