package when

// maxNumber bounds the pieces of a number in words.
const maxNumber = 12

// number reads "12", "1,500", "2.5", "2 1/2", "twenty-four", "a hundred", "two and a half".
func (m *matcher) number(i int) (part, bool) {
	k := &m.g.cl
	var p part
	at := i
	if d, ok := m.digits(at); ok {
		p.value = d.num
		at++
		for m.at(at, k.comma) && m.glued(at) && m.glued(at+1) {
			t, ok := m.digits(at + 1)
			if !ok || t.digits != 3 || p.value > 1e6 {
				break
			}
			p.value = p.value*1000 + t.num
			at += 2
		}
		if f, ok := m.digits(at + 1); ok && m.at(at, k.stop) && m.glued(at) && m.glued(at+1) {
			p.half = f.num == 5 && f.digits == 1
			at += 2
		} else if h, ok := m.digits(at); ok && h.num == 1 && m.at(at+1, k.slash) {
			if b, ok := m.digits(at + 2); ok && b.num == 2 {
				p.half = true
				at += 3
			}
		}
		if at == i+1 && m.at(at, k.slash) && m.glued(at) {
			return p, false // a fraction, or a date
		}
	} else {
		if m.is(at, k.article) && m.is(at+1, k.scale) {
			at++
		}
		sum, group, any := int32(0), int32(0), false
		for at < i+maxNumber {
			if e, ok := m.entry(at, k.card); ok {
				if any && group%10 != 0 || any && group%100 == 0 && group != 0 && e.value >= 100 {
					break
				}
				if any && (group%100 != 0 && (group%100 < 20 || e.value >= 10)) {
					break
				}
				group += e.value
				any = true
				at++
				if m.at(at, k.hyphen) && m.glued(at) && m.is(at+1, k.card) && e.value >= 20 {
					at++
				}
				continue
			}
			if e, ok := m.entry(at, k.scale); ok && group < 1e5 {
				if e.value == 100 {
					group = max(group, 1) * 100
				} else {
					if sum+group > 1e5 {
						break
					}
					sum += max(group, 1) * e.value
					group = 0
				}
				any = true
				at++
				if m.at(at, k.and) && m.is(at+1, k.card) {
					at++
				}
				continue
			}
			break
		}
		if !any {
			return p, false
		}
		p.value = sum + group
	}
	if m.at(at, k.and) && m.is(at+1, k.article) && m.at(at+2, k.half) {
		p.half = true
		at += 3
	}
	p.lo, p.hi, p.end = p.value, p.value, at
	return p, p.value > 0 || p.half
}

// ordinal reads "third", "3rd", "twenty-first".
func (m *matcher) ordinal(i int) (part, bool) {
	k := &m.g.cl
	if d, ok := m.digits(i); ok {
		if d.digits <= 3 && m.glued(i+1) && (m.at(i+1, k.st) || m.at(i+1, k.nd) || m.at(i+1, k.rd) || m.at(i+1, k.th)) {
			return part{value: d.num, end: i + 2}, true
		}
		return part{}, false
	}
	if e, ok := m.entry(i, k.ordinal); ok {
		return part{value: e.value, end: i + 1}, true
	}
	if e, ok := m.entry(i, k.card); ok && e.value >= 20 {
		j := i + 1
		if m.at(j, k.hyphen) {
			j++
		}
		if o, ok := m.entry(j, k.ordinal); ok && o.value > 0 && o.value < 10 {
			return part{value: e.value + o.value, end: j + 1}, true
		}
	}
	return part{}, false
}

// quantity reads how many: a number, "a", "several", "two or three", "12 to 18".
func (m *matcher) quantity(i int) (part, bool) {
	k := &m.g.cl
	if es := m.pieces[i].word; es != none {
		best := part{}
		for n := range m.g.words[es] {
			e := &m.g.words[es][n]
			if e.class != k.vague {
				continue
			}
			if end, ok := m.phrase(e.rest, i+1); ok && end > best.end {
				best = part{value: e.value, lo: e.lo, hi: e.hi, open: e.text == "X", end: end}
			}
		}
		if best.end > 0 {
			return best, true
		}
	}
	p, ok := m.number(i)
	if !ok {
		if m.is(i, k.article) {
			return part{value: 1, lo: 1, hi: 1, end: i + 1}, true
		}
		return p, false
	}
	if m.at(p.end, k.to) || m.at(p.end, k.or) || m.at(p.end, k.hyphen) {
		if q, ok := m.number(p.end + 1); ok && q.value > p.value {
			p.hi, p.end = q.value, q.end
		}
	}
	return p, true
}

// day reads a day of the month: "4", "4th", "twenty-first".
func (m *matcher) day(i int) (part, bool) {
	k := &m.g.cl
	if p, ok := m.ordinal(i); ok {
		return p, p.value >= 1 && p.value <= 31
	}
	d, ok := m.digits(i)
	if !ok || d.digits > 2 || d.num < 1 || d.num > 31 {
		return part{}, false
	}
	if j := i + 1; m.glued(j) {
		switch {
		case m.pieces[j].kind == word, m.at(j, k.slash):
			return part{}, false
		case (m.at(j, k.stop) || m.at(j, k.colon)) && m.glued(j+1):
			if _, ok := m.digits(j + 1); ok {
				return part{}, false
			}
		}
	}
	return part{value: d.num, end: i + 1}, true
}

// Years that a bare number of four digits can mean.
const (
	firstYear = 1000
	lastYear  = 2199
)

// year reads "1998" and "nineteen ninety-four"; sure where the words can be nothing else.
func (m *matcher) year(i int) (part, bool) {
	k := &m.g.cl
	if d, ok := m.digits(i); ok {
		if d.digits != 4 || d.num < firstYear || d.num > lastYear {
			return part{}, false
		}
		if j := i + 1; m.glued(j) {
			if m.pieces[j].kind == word && !m.at(j, k.s) || m.at(j, k.slash) {
				return part{}, false
			}
			if _, ok := m.digits(j + 1); ok && m.glued(j+1) && !m.at(j, k.hyphen) {
				return part{}, false
			}
		}
		return part{value: d.num, end: i + 1}, true
	}
	if e, ok := m.entry(i, k.card); ok && e.value >= 17 && e.value <= 20 {
		if _, ok := m.entry(i+1, k.card); ok {
			if p, ok := m.number(i + 1); ok && p.value >= 10 && p.value <= 99 {
				return part{value: e.value*100 + p.value, end: p.end, sure: true}, true
			}
		}
	}
	if p, ok := m.number(i); ok && p.value >= 2000 && p.value <= lastYear {
		return p, true
	}
	return part{}, false
}

// clock reads a time of day; value is in minutes, text is the zone ("Z" or nothing). Sure where nothing else is written so.
func (m *matcher) clock(i int) (part, bool) {
	k := &m.g.cl
	var p part
	if e, ok := m.entry(i, k.noon); ok {
		return m.zone(part{value: e.value, end: i + 1, sure: true}), true
	}
	d, ok := m.digits(i)
	if !ok {
		if e, ok := m.entry(i, k.card); ok && e.value <= 12 && m.halfDay(i+1) != 0 {
			p = part{value: e.value * 60, end: i + 1}
		} else {
			return p, false
		}
	} else {
		p = part{value: d.num * 60, end: i + 1}
		switch {
		case d.digits == 4 && d.num < 2400 && d.num%100 < 60:
			p.value = d.num/100*60 + d.num%100
			q := m.zone(p)
			q.sure = q.end > p.end
			return q, q.sure
		case d.digits > 2 || d.num > 24:
			return p, false
		}
		if (m.at(i+1, k.colon) || m.at(i+1, k.stop)) && m.glued(i+1) && m.glued(i+2) {
			mm, ok := m.digits(i + 2)
			if !ok || mm.digits != 2 || mm.num > 59 || m.at(i+1, k.stop) && m.halfDay(i+3) == 0 {
				return p, false
			}
			p.value += mm.num
			p.end = i + 3
		}
	}
	plain := p.end == i+1
	half := m.halfDay(p.end)
	switch {
	case half != 0:
		if p.value >= 13*60 {
			return p, false
		}
		p.value %= 12 * 60
		if half == k.pm {
			p.value += 12 * 60
		}
		p.end++
		p.sure = true
	case m.at(p.end, k.o) && m.at(p.end+1, k.quote) && m.at(p.end+2, k.oclock):
		p.end += 3
		p.sure = true
	case plain:
		return p, false
	}
	if p.value > 24*60 {
		return p, false
	}
	q := m.zone(p)
	q.sure = q.sure || q.end > p.end
	return q, true
}

// halfDay is the word "a.m." or "p.m." at piece i, or 0: both have other ids.
func (m *matcher) halfDay(i int) int32 {
	k := &m.g.cl
	switch {
	case m.at(i, k.am):
		return k.am
	case m.at(i, k.pm):
		return k.pm
	}
	return 0
}

func (m *matcher) zone(p part) part {
	e, ok := m.entry(p.end, m.g.cl.zone)
	if ok {
		p.text = e.text
		p.end += 1 + len(e.rest)
	}
	return p
}

// numeric reads "2005-06-13", "7/8/07" and "9/11"; value is year, month and day as one number. Where day and month could
// stand either way, the month comes first, as American papers write.
func (m *matcher) numeric(i int) (part, bool) {
	k := &m.g.cl
	a, ok := m.digits(i)
	if !ok || !m.glued(i+1) || !m.glued(i+2) {
		return part{}, false
	}
	b, ok := m.digits(i + 2)
	if !ok || b.digits > 2 {
		return part{}, false
	}
	sep := m.pieces[i+1].word
	c, full := m.digits(i + 4)
	full = full && m.glued(i+3) && m.glued(i+4) && m.at(i+3, sep)
	if m.glued(i) || full && m.glued(i+5) && m.pieces[i+5].kind != mark {
		return part{}, false
	}
	var y, mo, d int32
	switch {
	case !full && sep == k.slash && a.num == 9 && b.num == 11:
		return part{value: 20010911, end: i + 3}, true
	case !full || sep != k.slash && sep != k.hyphen && sep != k.stop:
		return part{}, false
	case a.digits == 4 && c.digits <= 2:
		y, mo, d = a.num, b.num, c.num
	case a.digits <= 2 && (c.digits == 4 || c.digits == 2 && sep == k.slash):
		y, mo, d = c.num, a.num, b.num
		if mo > 12 || sep == k.stop {
			mo, d = d, mo
		}
		if c.digits == 2 {
			y = century(y)
		}
	default:
		return part{}, false
	}
	if !valid(y, mo, d) {
		return part{}, false
	}
	return part{value: y*10000 + mo*100 + d, end: i + 5}, true
}

// century gives a year of two digits its century: up to 50 the twenty-first.
func century(y int32) int32 {
	if y <= 50 {
		return 2000 + y
	}
	return 1900 + y
}
