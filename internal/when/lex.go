package when

import (
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	word kind = iota
	number
	mark
)

// piece is a run of letters, a run of digits or one mark. Tokenizers differ in what they do with "third-quarter", "10am" and
// "p.m."; pieces do not.
type piece struct {
	start, end int32 // bytes
	token      int32
	word       int32 // index in the vocabulary, or none
	num        int32 // of a run of digits; -1 where it is too long
	digits     uint8
	kind       kind
	capital    bool
	glued      bool // no space before
}

const none int32 = -1

// sentence cuts a sentence into pieces and marks where an expression can begin.
func (m *matcher) sentence(s int32) {
	m.pieces, m.maybe = m.pieces[:0], m.maybe[:0]
	sent := &m.d.Sentences[s]
	m.sent = s
	if sent.First >= sent.Span.End {
		return
	}
	text := m.d.Text
	token := sent.First
	limit := m.d.Tokens[sent.Span.End-1].End
	last := int32(-1)
	for at := m.d.Tokens[token].Start; at < limit; {
		c := text[at]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			at++
			continue
		}
		p := piece{start: at, word: none, glued: at == last}
		switch {
		case isLetter(c):
			m.letters(&p, limit)
		case '0' <= c && c <= '9':
			p.kind, p.end = number, at
			for p.end < limit && '0' <= text[p.end] && text[p.end] <= '9' {
				if p.num >= 0 {
					p.num = p.num*10 + int32(text[p.end]-'0')
				}
				if p.end-at >= 7 {
					p.num = -1
				}
				p.end++
			}
			p.digits = uint8(min(p.end-at, 255))
		case c < utf8.RuneSelf:
			p.kind, p.end = mark, at+1
			p.word = m.g.ascii[c]
		default:
			r, n := utf8.DecodeRuneInString(text[at:limit])
			p.end = at + int32(n)
			switch {
			case unicode.IsSpace(r):
				at = p.end
				continue
			case unicode.IsLetter(r):
				m.letters(&p, limit)
			case r == '’' || r == '‘':
				p.kind, p.word = mark, m.g.ascii['\'']
			case r == '–' || r == '‑':
				p.kind, p.word = mark, m.g.ascii['-']
			default:
				p.kind = mark
			}
		}
		for token+1 < sent.Span.End && m.d.Tokens[token].End <= p.start {
			token++
		}
		p.token = token
		last, at = p.end, p.end
		m.pieces = append(m.pieces, p)
		m.maybe = append(m.maybe, p.kind == number || p.word != none && m.g.starts[p.word])
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// letters reads a word, with the full stop of an abbreviation ("Sept.", "a.m."), and looks it up.
func (m *matcher) letters(p *piece, limit int32) {
	text := m.d.Text
	var buf [24]byte
	n := 0
	at := p.start
	p.capital = 'A' <= text[at] && text[at] <= 'Z'
	dots := 0
scan:
	for at < limit {
		c := text[at]
		switch {
		case isLetter(c):
			if n < len(buf) {
				buf[n] = c | 0x20
			}
			n++
			at++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(text[at:limit])
			if !unicode.IsLetter(r) {
				break scan
			}
			n = len(buf) + 1 // no word of the tables has such a letter
			at += int32(size)
		case c == '.' && n == dots+1 && at+1 < limit && isLetter(text[at+1]) && (at+2 == limit || !isLetter(text[at+2])):
			dots++
			at++
		default:
			break scan
		}
	}
	p.end = max(at, p.start+1)
	if n > len(buf) {
		return
	}
	w, ok := m.g.vocabulary[string(buf[:n])]
	if !ok {
		return
	}
	p.word = w
	if at < limit && text[at] == '.' && (dots > 0 || m.g.dotted[w]) {
		p.end = at + 1
	}
}
