package event

import (
	"slices"
	"strconv"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// reachOut widens the days of a contact to those that its time names beside the first: "on October 24 and 25", "from Tuesday to
// Thursday", "from 3 to 5 May".
func (s *scan) reachOut(f *draft) {
	if !f.act.contact || f.Time == doc.None || f.From != f.To {
		return
	}
	d := s.d
	t := &d.Times[f.Time]
	sent := d.Tokens[t.Span.First].Sent
	in := func(i int32) bool { return i >= 0 && int(i) < len(d.Tokens) && d.Tokens[i].Sent == sent }
	joins := func(i int32) bool {
		if !in(i) {
			return false
		}
		switch d.Form(i) {
		case "and", "to", "through", "until", "till", "-", "–":
			return true
		}
		return false
	}
	if i := t.Span.End; joins(i) && in(i+1) {
		if n := i + 1; d.TimeAt(n) != doc.None {
			if o := &d.Times[d.TimeAt(n)]; o.From == o.To && f.To.Compare(o.To) < 0 && f.To.DaysUntil(o.To) <= longest {
				f.To = o.To
				return
			}
		} else if day := s.dayOfMonth(n); day > int(f.To.Day) && (!in(n+1) || !s.nominal(n+1)) {
			f.To = f.To.Add(0, 0, day-int(f.To.Day))
			return
		}
	}
	if i := t.Span.First - 1; joins(i) && in(i-1) {
		n := i - 1
		if k := d.TimeAt(n); k != doc.None {
			if o := &d.Times[k]; o.From == o.To && o.From.Compare(f.From) < 0 && o.From.DaysUntil(f.From) <= longest && !o.From.IsZero() {
				f.From = o.From
			}
		} else if day := s.dayOfMonth(n); day > 0 && day < int(f.From.Day) && in(n-1) && (s.lemma[n-1] == "from" || s.lemma[n-1] == "between") {
			f.From = f.From.Add(0, 0, day-int(f.From.Day))
		}
	}
}

// longest is how many days a contact told by its first and last may last.
const longest = 14

// dayOfMonth is the number at token i, if it can be a day of a month; else 0.
func (s *scan) dayOfMonth(i int32) int {
	n, err := strconv.Atoi(s.d.Form(i))
	if err != nil || n < 1 || n > 31 || s.d.Tokens[i].UPOS != "NUM" {
		return 0
	}
	return n
}

// ofCallingOff says whether time k is when something was put off or called off, not when it was to be: "was postponed on Sunday", but
// "postponed to June".
func (s *scan) ofCallingOff(f *draft, c *cand, k int32) bool {
	switch f.Status {
	case record.Postponed, record.Cancelled:
	default:
		return false
	}
	d := s.d
	t := &d.Times[k]
	if t.From.Compare(s.d.Published) > 0 && !s.d.Published.IsZero() || t.Type == "DURATION" || t.From.DaysUntil(t.To) > 7 { // "two months after he postponed it", "postponed in March": near enough
		return false
	}
	if t.Span.First > 0 {
		switch s.lemma[t.Span.First-1] {
		case "to", "until", "till", "for":
			return false
		}
	}
	if h := d.Tokens[d.HeadOf(t.Span)].Head; h == c.tok {
		return false
	}
	return slices.ContainsFunc(c.operators, func(o operator) bool { return o.tok != c.tok && slices.Contains(s.times[o.tok], k) })
}

// appointed is the time of a clause that says of the noun t when it is to be: "a meeting planned for Monday", "a visit that had been due
// to start on Monday".
func (s *scan) appointed(t int32) int32 {
	d := s.d
	if !s.nominal(t) {
		return doc.None
	}
	for c := range d.Children(t) {
		if !doc.Is(d.Tokens[c].Rel, "acl") {
			continue
		}
		for v, n := c, 0; v != doc.None && n < 3; n++ {
			if !s.r.appoints[s.lemma[v]] && !(s.lightVerb(v) && s.own(v) == record.Planned) { // "that he was to make in May"
				break
			}
			if k := s.pick(v, v, true); k != doc.None {
				return k
			}
			v = d.Child(v, "xcomp")
		}
	}
	said := false
	for i := t + 1; int(i) < len(d.Tokens) && i < t+appointReach && d.Tokens[i].Sent == d.Tokens[t].Sent; i++ { // where the tree has no clause
		switch k := d.TimeAt(i); {
		case said && k != doc.None && !d.Times[k].From.IsZero() && d.Times[k].Type != "SET":
			return k
		case d.Tokens[i].UPOS == "VERB" || s.lemma[i] == "due":
			if !s.r.appoints[s.lemma[i]] {
				return doc.None
			}
			said = true
		}
	}
	return doc.None
}

// invitedFor is the first time behind an invitation that is still to come: "on Thursday invited them to talks in Rome on March 12".
func (s *scan) invitedFor(t int32) int32 {
	d := s.d
	for i := t + 1; int(i) < len(d.Tokens) && d.Tokens[i].Sent == d.Tokens[t].Sent; i++ {
		if k := d.TimeAt(i); k != doc.None && !d.Times[k].From.IsZero() && d.Times[k].Type != "SET" && d.Times[k].From.Compare(d.Published) > 0 && !d.Published.IsZero() {
			return k
		}
	}
	return doc.None
}

// appointReach bounds how far behind a noun its clause tells the day.
const appointReach = 18

// toCome moves a weekday to the week to come, or back from it, as the status asks: put off was "the trip, which was to begin on Tuesday".
func (s *scan) toCome(f *draft) {
	pub := s.d.Published
	if pub.IsZero() || f.From != f.To || !weekdays[s.lemma[s.d.Times[f.Time].Span.End-1]] {
		return
	}
	n := f.From.DaysUntil(pub)
	switch f.Status {
	case record.Postponed, record.Cancelled, record.Planned, record.Refused:
		if n > 0 && n < 7 {
			f.From = f.From.Add(0, 0, 7)
		}
	case record.Negated, record.Happened: // "planned for Monday did not take place"
		if n < 0 && n > -7 {
			f.From = f.From.Add(0, 0, -7)
		}
	}
	f.To = f.From
}

var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// apartFromMain dates what stands in a clause with "after" or "before" and a length of time in front: "on Thursday, two days after she
// met him" was on Tuesday. It says whether there is such a clause: then no other time but its own dates the act.
func (s *scan) apartFromMain(f *draft, c *cand) bool {
	d := s.d
	mark, top := s.lengthApart(c.tok)
	if mark == doc.None {
		return false
	}
	k := d.TimeAt(mark - 1)
	from, to := s.mainDay(top, k)
	if from.IsZero() {
		return true
	}
	way := -1
	if s.lemma[mark] == "before" {
		way = 1
	}
	if from, to, exact := shifted(from, to, d.Times[k].Value, way); !from.IsZero() {
		f.Time, f.From, f.To, f.Vague, f.Basis = k, from, to, !exact, "resolved"
	}
	return true
}

// shifted moves days by the length of a TIMEX3 value, back where way is -1: to the month or the year that a length in months or years
// leads to. It gives no day where the value has no number.
func shifted(from, to doc.Date, value string, way int) (doc.Date, doc.Date, bool) {
	if days, exact := daysIn(value); days > 0 {
		return from.Add(0, 0, way*days), to.Add(0, 0, way*days), exact
	}
	if len(value) < 3 || value[0] != 'P' {
		return doc.Date{}, doc.Date{}, false
	}
	n, err := strconv.Atoi(value[1 : len(value)-1])
	if err != nil || n <= 0 || n > 1000 {
		return doc.Date{}, doc.Date{}, false
	}
	first := doc.Date{Year: from.Year, Month: from.Month, Day: 1}
	switch value[len(value)-1] {
	case 'M':
		first = first.Add(0, way*n, 0)
		return first, first.Add(0, 1, -1), false
	case 'Y':
		first.Month = 1
		first = first.Add(way*n, 0, 0)
		return first, first.Add(1, 0, -1), false
	}
	return doc.Date{}, doc.Date{}, false
}

// sameSpan says whether tokens a and b stand both within, or both outside, a clause that is some time apart from its main clause.
func (s *scan) sameSpan(a, b int32) bool {
	x, _ := s.lengthApart(a)
	y, _ := s.lengthApart(b)
	return x == y
}

// lengthApart is the "after" or "before" with a length of time in front that opens the clause of token t, and the word above that
// clause; or None. Where the tree has no such clause, the words count: nothing else may be told between.
func (s *scan) lengthApart(t int32) (mark, top int32) {
	d := s.d
	opens := func(m int32) bool {
		return m > 0 && (s.lemma[m] == "after" || s.lemma[m] == "before") && d.TimeAt(m-1) != doc.None && d.Times[d.TimeAt(m-1)].Type == "DURATION"
	}
	for cur, n := t, 0; cur != doc.None && n < 4; cur, n = d.Tokens[cur].Head, n+1 {
		for m := range d.Children(cur) {
			if m < cur && opens(m) && (d.Tokens[m].Rel == "mark" || d.Tokens[m].Rel == "case" || d.Tokens[m].Rel == "advmod") {
				return m, d.Tokens[cur].Head
			}
		}
	}
	for m := t - 1; m > 0 && m > t-apartReach && d.Tokens[m].Sent == d.Tokens[t].Sent; m-- {
		switch {
		case opens(m):
			before := d.Times[d.TimeAt(m-1)].Span.First - 1
			if before < 0 || d.Tokens[before].Sent != d.Tokens[t].Sent { // "Two years after they broke off ties" opens the sentence
				return m, doc.None
			}
			return m, s.clause(before)
		case d.Tokens[m].UPOS == "VERB", d.Tokens[m].UPOS == "PUNCT", s.at[m] != nil:
			return doc.None, doc.None
		}
	}
	return doc.None, doc.None
}

// apartReach is how far behind "after" the act that it dates may stand where the tree does not tie them.
const apartReach = 10

// endsWithMain dates talks that end with what the sentence tells: "signed a pact on Thursday at the end of three days of talks".
func (s *scan) endsWithMain(f *draft, c *cand) {
	d := s.d
	days := 1
	top := c.tok
	for i := 0; i < 3 && s.caseOf(top) == "of"; i++ {
		if top = d.Tokens[top].Head; top == doc.None {
			return
		}
		if k := d.TimeAt(top); k != doc.None && d.Times[k].Type == "DURATION" {
			if n, _ := daysIn(d.Times[k].Value); n > 0 && n <= longest {
				days = n
			}
		}
	}
	from, to := s.mainDay(d.Tokens[top].Head, doc.None)
	if from.IsZero() || from != to || !s.d.Published.IsZero() && from.Compare(s.d.Published) > 0 {
		return
	}
	f.From, f.To, f.Vague, f.Basis = to.Add(0, 0, 1-days), to, true, "inherited"
}

// ofRally says whether a time is that of a protest which the sentence only tells somebody to call for: "called for a march on Saturday".
func (s *scan) ofRally(c *cand, k int32) bool {
	at := s.d.Times[k].First - 1
	if at > 0 && s.d.Tokens[at].UPOS == "ADP" {
		at--
	}
	return at > c.tok && s.r.rallies[s.lemma[at]] && s.nominal(at) && s.caseOf(at) == "for"
}

// withMain dates a meeting that the sentence tells of as going on while its main act was done: "signed it on Monday as their ministers met".
func (s *scan) withMain(f *draft, c *cand) {
	from, to := s.mainDay(s.d.Tokens[s.clause(c.tok)].Head, doc.None)
	if !from.IsZero() && from == to && (s.d.Published.IsZero() || from.Compare(s.d.Published) <= 0) {
		f.From, f.To, f.Basis = from, to, "inherited"
	}
}

// asMain says whether token t stands in a clause with "as" or "while" under another.
func (s *scan) asMain(t int32) bool {
	v := s.clause(t)
	return doc.Is(s.d.Tokens[v].Rel, "advcl") && (s.caseOf(v) == "as" || s.caseOf(v) == "while")
}

// mainDay is the day of the clause at verb v or of the clauses that it stands in, of the saying too; k is the time that asks.
func (s *scan) mainDay(v, k int32) (from, to doc.Date) {
	d := s.d
	for n := 0; v != doc.None && n < 5; n++ {
		for _, o := range s.times[v] {
			if o != k && d.Times[o].Type != "DURATION" {
				return d.Times[o].From, d.Times[o].To
			}
		}
		v = d.Tokens[v].Head
	}
	return doc.Date{}, doc.Date{}
}

// daysIn is the length in days of a TIMEX3 value, and whether it is told in days or weeks; 0 where it is none, or not a number.
func daysIn(value string) (days int, exact bool) {
	if len(value) < 3 || value[0] != 'P' {
		return 0, false
	}
	n, err := strconv.Atoi(value[1 : len(value)-1])
	if err != nil || n < 0 {
		return 0, false
	}
	switch value[len(value)-1] {
	case 'D':
		return n, true
	case 'W':
		return 7 * n, true
	}
	return 0, false
}

// ahead moves what is planned for a month that is long over to the next year: "has been invited in February", told in November.
func (s *scan) ahead(f *draft) {
	pub := s.d.Published
	if pub.IsZero() || f.Time == doc.None || !s.stillToCome(f) || !s.d.Times[f.Time].Relative || f.To.IsZero() {
		return
	}
	if next := f.To.Add(1, 0, 0); f.To.DaysUntil(pub) > over && f.From.Month == f.To.Month && pub.DaysUntil(next) < 366-over {
		f.From, f.To = f.From.Add(1, 0, 0), next
	}
}

// stillToCome says whether an event was to be later than what tells of it.
func (s *scan) stillToCome(f *draft) bool {
	switch f.Status {
	case record.Planned, record.Proposed, record.Postponed, record.Cancelled:
		return true
	}
	return f.code[:2] == "03"
}

// over is after how many days what was planned rather looks to the next year.
const over = 90
