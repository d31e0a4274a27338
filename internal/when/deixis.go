package when

import "github.com/openlines/openlines/internal/doc"

// tense is when the clause around an expression plays.
type tense uint8

const (
	untold tense = iota
	past
	future
)

// likeliest is the one of the candidates that is nearest to the publication, with what the tense does not favour counted
// as farther; where there is no tense, the past is favoured a little: news tells what was. Zero candidates are out.
func (m *matcher) likeliest(candidates []doc.Date, g grain, t tense) doc.Date {
	now := m.d.Published
	best, bestCost := doc.Date{}, 0
	for _, c := range candidates {
		if c.IsZero() {
			continue
		}
		end := last(g, c)
		cost := 0
		switch {
		case end.Compare(now) < 0:
			cost = end.DaysUntil(now) * 2
			if t == future {
				cost *= 4
			}
		case c.Compare(now) > 0:
			cost = now.DaysUntil(c) * 2
			if t == past {
				cost *= 6
			} else if t == untold {
				cost = cost * 3 / 2
			}
		}
		if best.IsZero() || cost < bestCost {
			best, bestCost = c, cost
		}
	}
	return best
}

// climb bounds the way up the tree.
const climb = 12

// tense is that of the clause in which the pieces first to end stand: from a preposition that looks ahead or back, or
// from the verb that governs them.
func (m *matcher) tense(first, end int) tense {
	if e, ok := m.entry(first-1, m.g.cl.ahead); ok {
		if e.value < 0 {
			return past
		}
		return future
	}
	d := m.d
	span := doc.Span{First: m.pieces[first].token, End: m.pieces[end-1].token + 1}
	at := d.HeadOf(span)
	for range climb {
		if at == doc.None {
			return untold
		}
		if t, ok := m.verbTense(at); ok {
			return t
		}
		at = d.Tokens[at].Head
	}
	return untold
}

// verbTense is the tense of the clause that token i heads; not ok where it heads none.
func (m *matcher) verbTense(i int32) (tense, bool) {
	d := m.d
	t := &d.Tokens[i]
	var have, be, to bool
	tensed := ""
	for c := range d.Children(i) {
		k := &d.Tokens[c]
		switch {
		case doc.Is(k.Rel, "aux"), doc.Is(k.Rel, "cop"):
			switch k.Lemma {
			case "will", "shall", "would", "may", "might", "can", "could", "should", "must", "wo", "'ll":
				return future, true
			case "have":
				have = true
			case "be":
				be = true
			}
			if tensed == "" {
				tensed = k.XPOS
			}
		case k.Rel == "mark" && k.XPOS == "TO":
			to = true
		}
	}
	switch {
	case have:
		return past, true
	case tensed == "VBD":
		return past, true
	case be: // is meeting, is scheduled, is due
		return future, true
	case to && t.UPOS == "VERB":
		return future, true
	case t.UPOS != "VERB" && t.UPOS != "AUX":
		return untold, false
	}
	switch t.XPOS {
	case "VBD":
		return past, true
	case "VBN":
		return past, true
	case "VBZ", "VBP", "VB":
		return future, true
	}
	return untold, false // a participle takes the tense of the clause above
}

// isMonth tells the month from what else the word can be ("may", "to march", Theresa May).
func (m *matcher) isMonth(i, end int) bool {
	p := &m.pieces[i]
	if !p.capital || m.inName(p.token) {
		return false
	}
	if !m.is(i, m.g.cl.doubt) {
		return true
	}
	tok := &m.d.Tokens[p.token]
	if tok.UPOS != "" && tok.UPOS != "PROPN" {
		return m.is(i-1, m.g.cl.inTime)
	}
	if m.is(i-1, m.g.cl.inTime) {
		return true
	}
	return i > 0 && !m.pieces[i-1].capital && tok.UPOS == "PROPN"
}

// inName says whether the token is part of a longer name of a person or body: "April Jones", "the Sunday Times".
func (m *matcher) inName(token int32) bool {
	k := m.d.NameAt(token)
	if k == doc.None {
		return false
	}
	n := &m.d.Names[k]
	return n.Len() > 1 && (n.Kind == doc.PER || n.Kind == doc.ORG)
}

func (m *matcher) isWeekday(i, end int) bool {
	p := &m.pieces[i]
	return p.capital && !(end < len(m.pieces) && m.is(end, m.g.cl.paper) && m.pieces[end].capital) && !m.inName(p.token)
}

// titled says whether the piece i is a common word with a capital after another such word, as in "This Week", "USA Today".
func (m *matcher) titled(i int) bool {
	return i > 0 && m.pieces[i].capital && m.pieces[i-1].capital && m.pieces[i].end-m.pieces[i].start > 1 &&
		!m.shouts(i)
}

// shouts says whether the piece is all in capitals, as headlines can be.
func (m *matcher) shouts(i int) bool {
	c := m.d.Text[m.pieces[i].end-1]
	return 'A' <= c && c <= 'Z'
}

// isYear tells a year from another number of four digits.
func (m *matcher) isYear(i, end int) bool {
	v := m.pieces[i].num
	if i > 0 && m.pieces[i].glued && m.pieces[i-1].kind == mark && !m.is(i-1, m.g.cl.bracket) {
		return false // $1998, #1998, 3.1998
	}
	if m.is(i-1, m.g.cl.inTime) {
		return v >= 1000 && !m.counts(end)
	}
	if v < 1700 || v > 2100 {
		return false
	}
	return !m.counts(end)
}

// counts says whether the piece i is a noun that a number before it would count.
func (m *matcher) counts(i int) bool {
	if i >= len(m.pieces) || m.pieces[i].kind != word {
		return false
	}
	t := &m.d.Tokens[m.pieces[i].token]
	return t.XPOS == "NNS" && !m.pieces[i].capital || m.is(i, m.g.cl.units)
}
