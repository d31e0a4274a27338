package when

import "github.com/openlines/openlines/internal/doc"

// tense is when the clause around an expression plays.
type tense uint8

const (
	untold tense = iota
	past
	future
	willBe // told with "will": it cannot be over
)

// likeliest is the one of the candidates that is nearest to the publication, with what the tense does not favour counted
// as farther: what will be is not over, but "the talks were put off to December" looks ahead; where there is no tense, the past is favoured: news tells what was. Zero candidates are out.
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
			switch t {
			case future:
				cost *= 4
			case willBe:
				cost *= 100
			}
		case c.Compare(now) > 0:
			cost = now.DaysUntil(c) * 2
			if t == past {
				cost *= 6
			} else if t == untold && g == gQuarter { // they are told of when they are over
				cost *= 4
			} else if t == untold {
				cost *= 2
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
// from the verb that governs them. A verb in the present says nothing of a date inside one of its nouns ("the move follows
// Tuesday's vote").
func (m *matcher) tense(first, end int, g grain) tense {
	d := m.d
	at := d.HeadOf(doc.Span{First: m.pieces[first].token, End: m.pieces[end-1].token + 1})
	inNoun := doc.Is(d.Tokens[at].Rel, "nsubj") || doc.Is(d.Tokens[at].Rel, "compound")
	v := verb{}
	for steps := 0; steps < climb && at != doc.None; steps++ {
		if v = m.verb(at); v.heads {
			if v.weak && (steps > 1 || inNoun) {
				v.tense = untold
			}
			break
		}
		at = d.Tokens[at].Head
	}
	e, ok := m.entry(first-1, m.g.cl.ahead)
	if !ok && m.outer < first { // until 9 a.m. Tuesday
		e, ok = m.entry(m.outer-1, m.g.cl.ahead)
	}
	switch {
	case !ok, v.had, e.text == "day" && g != gDay: // a summit for Friday, but results for January
	case e.value < 0:
		return past
	default:
		return future
	}
	return v.tense
}

// lookedBack says whether the clause of the pieces first to end tells of what had been before: "Chad had closed the border on 18 August".
func (m *matcher) lookedBack(first, end int) bool {
	at := m.d.HeadOf(doc.Span{First: m.pieces[first].token, End: m.pieces[end-1].token + 1})
	for steps := 0; steps < climb && at != doc.None; steps++ {
		if v := m.verb(at); v.heads {
			return v.had
		}
		at = m.d.Tokens[at].Head
	}
	return false
}

// verb is what a token says of tense.
type verb struct {
	tense tense
	heads bool // a clause
	weak  bool // a future told in the present: "meets Monday"
	had   bool // "had met"
}

func (m *matcher) verb(i int32) verb {
	d := m.d
	t := &d.Tokens[i]
	var have, be, to bool
	tensed := ""
	for c := range d.Children(i) {
		k := &d.Tokens[c]
		switch {
		case doc.Is(k.Rel, "aux"), doc.Is(k.Rel, "cop"):
			switch k.Lemma {
			case "will", "shall":
				return verb{tense: willBe, heads: true}
			case "would", "may", "can", "should", "must":
				return verb{tense: future, heads: true}
			case "could", "might":
				return verb{heads: true}
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
	isVerb := t.UPOS == "VERB" || t.UPOS == "AUX"
	if p := i - 1; t.UPOS == "ADJ" && !be && tensed == "" && p >= 0 && d.Tokens[p].Lemma == "be" && d.Tokens[p].UPOS == "AUX" { // a copula hung elsewhere
		be, tensed = true, d.Tokens[p].XPOS
	}
	switch {
	case have:
		return verb{tense: past, heads: true, had: tensed == "VBD"}
	case tensed == "VBD":
		return verb{tense: past, heads: true}
	case be: // is meeting, is scheduled, is due
		return verb{tense: future, heads: true, weak: true}
	case to && isVerb:
		return verb{tense: future, heads: true}
	case !isVerb:
		return verb{}
	}
	switch t.XPOS {
	case "VBD", "VBN":
		return verb{tense: past, heads: true}
	case "VBZ", "VBP", "VB":
		return verb{tense: future, heads: true, weak: true}
	}
	return verb{} // a participle takes the tense of the clause above
}

// isMonth tells the month from what else the word can be ("may", "to march", Theresa May, Jan Smith).
func (m *matcher) isMonth(i int) bool {
	p := &m.pieces[i]
	if !p.capital || m.inName(p.token) || m.g.dotted[p.word] && m.d.Text[p.end-1] != '.' {
		return false
	}
	if p, ok := m.digits(i - 1); ok && p.digits <= 2 {
		return false // 31 February
	}
	switch {
	case m.is(i-1, m.g.cl.inTime):
		return true
	case m.is(i, m.g.cl.doubt): // the March agreement, but not the March for Life
		return m.at(i-1, m.g.cl.the) && i+1 < len(m.pieces) && !m.pieces[i+1].capital &&
			m.d.Tokens[m.pieces[i+1].token].UPOS == "NOUN"
	}
	return !m.proper(i - 1)
}

// proper says whether the piece i is a proper noun of no meaning to time: "Orion 1980", "Robert August".
func (m *matcher) proper(i int) bool {
	return i >= 0 && m.pieces[i].kind == word && m.pieces[i].capital && m.pieces[i].word == none &&
		m.d.Tokens[m.pieces[i].token].UPOS == "PROPN"
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
	if v < 1700 || v > 2100 || m.proper(i-1) {
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
