package when

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// addHappenings takes the rows of what happens on a day.
func (g *grammar) addHappenings(rows []table.Row) {
	g.happenings, g.staging = make(map[string][]string), make(map[string]bool)
	for _, r := range rows {
		for w := range strings.SplitSeq(r.Cell(1), "|") {
			if r.Cell(0) == "*" {
				g.staging[w] = true
			} else {
				g.happenings[w] = append(g.happenings[w], r.Cell(0))
			}
		}
	}
}

// happeningReach bounds how far behind "after" the head of its phrase or clause is looked for, in tokens.
const happeningReach = 12

// besideHappenings resolves "two days after the attack", "the day before the vote", "the eve of the summit" against the day that the article tells
// of the attack, the vote and the summit: in the phrase itself, else anywhere, if it is one day only. What is not told stays as it was. It says
// whether there are new times.
func (m *matcher) besideHappenings() bool {
	d := m.d
	var days map[string]doc.Date
	found := len(d.Times)
	for i := int32(1); int(i) < len(d.Tokens); i++ {
		sign := 0
		switch f := d.Form(i); {
		case strings.EqualFold(f, "after"):
			sign = 1
		case strings.EqualFold(f, "before"):
			sign = -1
		case f != "of":
			continue
		}
		k, n := m.distance(i, sign)
		if n == noDistance {
			continue
		}
		e := d.Tokens[i].Head
		if e <= i || e > i+happeningReach || d.Tokens[e].Sent != d.Tokens[i].Sent {
			continue
		}
		at := m.dayWithin(i, e)
		if at.IsZero() {
			if days == nil {
				days = m.daysTold()
			}
			at = m.dayOf(days, i, e)
		}
		if at = plus(at, 0, 0, n); at.IsZero() {
			continue
		}
		t := doc.Time{Type: "DATE", Value: name(gDay, at), From: at, To: at, Relative: true}
		if k != doc.None {
			t.Span, t.Range, t.Vague = d.Times[k].Span, d.Times[k].Range, strings.HasSuffix(d.Times[k].Value, "W")
			d.Times[k] = t
			continue
		}
		t.Span = doc.Span{First: i - 2, End: i}
		t.Range = d.Bytes(t.Span)
		d.Times = append(d.Times, t)
	}
	if found == len(d.Times) {
		return false
	}
	slices.SortFunc(d.Times, func(a, b doc.Time) int { return cmp.Compare(a.Range.Start, b.Range.Start) })
	return true
}

// noDistance is the number of days where words tell none.
const noDistance = 1 << 20

// distance is how many days the words before token i count from what follows it, after (sign 1), before (-1) or of (0), and the time expression
// that they are, or None: "two days after", "the day before", "the eve of".
func (m *matcher) distance(i int32, sign int) (k int32, days int) {
	d := m.d
	if k = d.TimeAt(i - 1); k != doc.None {
		t := &d.Times[k]
		v := t.Value
		if sign == 0 || t.Type != "DURATION" || t.Vague || !t.From.IsZero() || len(v) < 3 || t.Span.End != i {
			return k, noDistance
		}
		n, err := strconv.Atoi(v[1 : len(v)-1])
		switch unit := v[len(v)-1]; {
		case err != nil || n > farthest:
		case unit == 'D':
			return k, sign * n
		case unit == 'W':
			return k, sign * 7 * n
		}
		return k, noDistance
	}
	if i < 2 || d.Tokens[i-2].Sent != d.Tokens[i].Sent || !strings.EqualFold(d.Form(i-2), "the") {
		return k, noDistance
	}
	switch f := d.Form(i - 1); {
	case f == "day":
		return k, sign
	case f == "eve" && sign == 0:
		return k, -1
	}
	return k, noDistance
}

// farthest bounds the days and weeks that are counted.
const farthest = 400

// dayWithin is the day that the phrase or clause behind token i, headed by token e, tells itself: "after the Feb. 20 summit", "after they met on
// Monday"; or the zero day.
func (m *matcher) dayWithin(i, e int32) doc.Date {
	for c := range m.d.Children(e) {
		if k := m.d.TimeAt(c); k != doc.None && c > i {
			return single(&m.d.Times[k])
		}
	}
	return doc.Date{}
}

// single is the one day of a time, or the zero day.
func single(t *doc.Time) doc.Date {
	if t.From != t.To || t.Vague || t.Type != "DATE" && t.Type != "TIME" {
		return doc.Date{}
	}
	return t.From
}

// dayOf is the day told of what token e names behind token i: a noun with "the" or the like, or a verb; or the zero day.
func (m *matcher) dayOf(days map[string]doc.Date, i, e int32) doc.Date {
	d := m.d
	lemma := strings.ToLower(d.Tokens[e].Lemma)
	if next := e + 1; d.Tokens[e].UPOS == "PROPN" && int(next) < len(d.Tokens) && d.Tokens[next].XPOS == "VBD" { // "after Chad signed", read as a phrase
		e, lemma = next, strings.ToLower(d.Tokens[next].Lemma)
	}
	if d.Tokens[e].UPOS == "VERB" {
		if names := m.g.happenings[lemma]; len(names) > 0 {
			return days[names[0]]
		}
		verb := e
		for c := range d.Children(verb) { // "before the vote drew", read as a clause
			if c > i && doc.Is(d.Tokens[c].Rel, "nsubj") {
				e, lemma = c, strings.ToLower(d.Tokens[c].Lemma)
			}
		}
		if e == verb {
			return doc.Date{}
		}
	}
	for j := i + 1; j < e; j++ {
		switch strings.ToLower(d.Form(j)) {
		case "the", "this", "that", "its", "his", "her", "their":
			return days[lemma]
		}
	}
	return doc.Date{}
}

// daysTold gives the day of each happening that the article tells on one day only.
func (m *matcher) daysTold() map[string]doc.Date {
	d := m.d
	days := make(map[string]doc.Date)
	several := make(map[string]bool)
	tell := func(i int32, at doc.Date) {
		for _, h := range m.g.happenings[strings.ToLower(d.Tokens[i].Lemma)] {
			if old, ok := days[h]; ok && old != at {
				several[h] = true
			}
			days[h] = at
		}
	}
	for k := range d.Times {
		at := single(&d.Times[k])
		if at.IsZero() {
			continue
		}
		h := d.Tokens[d.HeadOf(d.Times[k].Span)].Head
		for n := 0; h != doc.None && n < 4; n++ {
			if d.Tokens[h].UPOS == "VERB" {
				if !m.negated(h) {
					tell(h, at)
					m.tellAround(h, at, tell)
				}
				break
			}
			tell(h, at)
			h = d.Tokens[h].Head
		}
	}
	for h := range several {
		delete(days, h)
	}
	return days
}

// tellAround tells of what the verb v says that it happens on a day: its object or subject where the verb means no more than that, and what it
// happens at ("was killed in an attack").
func (m *matcher) tellAround(v int32, at doc.Date, tell func(int32, doc.Date)) {
	d := m.d
	staged := m.g.staging[d.Tokens[v].Lemma]
	if up := d.Tokens[v].Head; staged && up != doc.None && d.Tokens[v].Rel == "acl:relcl" { // "a summit that was held on Monday"
		tell(up, at)
	}
	for c := range d.Children(v) {
		switch rel := d.Tokens[c].Rel; {
		case staged && (rel == "obj" || doc.Is(rel, "nsubj")):
			tell(c, at)
		case doc.Is(rel, "obl"):
			if p := d.Child(c, "case"); p != doc.None && (d.Form(p) == "in" || d.Form(p) == "at" || d.Form(p) == "during") {
				tell(c, at)
			}
		}
	}
}

// negated says whether a verb is denied: "did not vote on Sunday".
func (m *matcher) negated(v int32) bool {
	for c := range m.d.Children(v) {
		if l := m.d.Tokens[c].Lemma; l == "not" || l == "never" {
			return true
		}
	}
	return false
}
