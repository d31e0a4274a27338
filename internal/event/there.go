package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// thereReach bounds how far behind "was in Rome" the words stand that tell why: "for talks", "on a visit".
const thereReach = 14

// beingThere reads "was in Rome on Monday for talks" and "is due in Rome": the tree knows no verb there, so the words themselves give the arguments. Nil where
// token t is no such "be".
func (s *scan) beingThere(t int32) *cand {
	d := s.d
	if d.Tokens[t].UPOS != "AUX" || s.lemma[t] != "be" {
		return nil
	}
	in := func(i int32) bool { return i >= 0 && int(i) < len(d.Tokens) && d.Tokens[i].Sent == d.Tokens[t].Sent }
	a := &args{tok: t}
	i := t + 1
	for in(i) && d.Tokens[i].UPOS == "ADV" {
		a.adv = append(a.adv, i)
		i++
	}
	mood := ""
	if in(i) && s.lemma[i] == "due" {
		a.adv, mood = append(a.adv, i), record.Planned
		i++
	}
	if !in(i) || s.lemma[i] != "in" && s.lemma[i] != "at" {
		return nil
	}
	word := s.lemma[i]
	for i++; in(i) && (d.Tokens[i].UPOS == "DET" || d.Tokens[i].UPOS == "ADJ" && s.refOf(i) == doc.None); {
		i++
	}
	if !in(i) || d.PlaceAt(i) == doc.None && s.refOf(i) == doc.None {
		return nil
	}
	head := i
	if p := s.refOf(i); p != doc.None {
		head = d.Refs[p].Head
	}
	who := s.nominalBefore(t)
	if who == doc.None || who == head {
		return nil
	}
	if s.lemma[who] == "who" && who > 1 { // "the minister, who was in Rome"
		if r := s.refOf(s.beforeComma(who)); r != doc.None {
			who = d.Refs[r].Head
		}
	}
	a.subj = s.spread(a.subj, who)
	a.preps = append(a.preps, prep{word, head})
	for j := head + 1; in(j) && j < head+thereReach && d.Tokens[j].UPOS != "VERB"; j++ {
		if w := s.caseOf(j); s.nominal(j) && (w == "for" || w == "on") && d.TimeAt(j) == doc.None {
			a.preps = append(a.preps, prep{w, j})
		}
	}
	c := &cand{tok: t, args: a, mood: mood}
	for _, r := range s.r.patterns[trigger{"be", 'V'}] {
		if (c.row == nil || r.weight > c.row.weight) && s.holds(r, t, a) {
			c.row, c.act = r, r.act
		}
	}
	if c.row == nil {
		return nil
	}
	for j := head + 1; in(j) && j < head+thereReach; j++ {
		if k := d.TimeAt(j); k != doc.None && !d.Times[k].From.IsZero() && d.Times[k].Type != "SET" {
			s.times[t] = append(s.times[t], k)
			break
		}
		if w := d.Tokens[j].UPOS; w == "VERB" || w == "PUNCT" {
			break
		}
	}
	not := slices.ContainsFunc(append(a.adv, t+1), func(j int32) bool { return in(j) && s.denying(j) })
	for j := t - 1; in(j) && j >= t-3 && !s.nominal(j); j-- {
		not = not || s.denying(j)
		switch s.lemma[j] {
		case "will", "shall", "to":
			c.mood = record.Planned
		case "would", "may", "might", "could":
			c.mood = record.Possible
		}
	}
	switch {
	case not && c.mood == record.Planned: // "will not be in Rome"
		c.mood = record.Cancelled
	case not:
		c.mood = record.Negated
	}
	return c
}

// awaited says whether an act is told as one to come: "will be in Rome on Friday", "is expected in Rome on Friday".
func (s *scan) awaited(c *cand) bool {
	if c.mood == record.Planned || c.mood == record.Cancelled {
		return true
	}
	for _, o := range c.operators { // "Friday's talks are off"
		if k := &s.d.Tokens[o.tok]; k.UPOS == "AUX" && (k.XPOS == "VBZ" || k.XPOS == "VBP") {
			return true
		}
	}
	if !s.r.appoints[s.lemma[c.tok]] || !c.args.passive {
		return false
	}
	aux := s.d.Child(c.tok, "aux:pass")
	return aux != doc.None && (s.d.Tokens[aux].XPOS == "VBZ" || s.d.Tokens[aux].XPOS == "VBP")
}

// denying says whether token j denies the verb beside it.
func (s *scan) denying(j int32) bool {
	switch s.lemma[j] {
	case "not", "n't", "n’t", "never", "no_longer":
		return true
	}
	return false
}

// beforeComma is the token before t and before the comma that may stand between.
func (s *scan) beforeComma(t int32) int32 {
	if t > 1 && s.d.Tokens[t-1].XPOS == "," {
		return t - 2
	}
	return t - 1
}

// leaves says whether verb t tells in the present of a journey to come: "she leaves for Chile on Thursday".
func (s *scan) leaves(t int32) bool {
	if x := s.d.Tokens[t].XPOS; x != "VBZ" && x != "VBP" {
		return false
	}
	return s.r.timetable[s.lemma[t]]
}

// begins says whether the act at token t, or the verb that carries it, is told in the present as what the timetable says: "begins a visit
// on Wednesday", "meets the premier on Friday".
func (s *scan) begins(t int32) bool {
	if s.leaves(t) {
		return true
	}
	v := s.d.Tokens[t].Head
	if !s.nominal(t) {
		v = t
	}
	if v == doc.None || s.d.Tokens[v].XPOS != "VBZ" && s.d.Tokens[v].XPOS != "VBP" {
		return false
	}
	return s.r.timetableOf[s.lemma[v]]
}

// deniedReports puts the contact that denied reports tell of under the denial, where the tree ties it to something else: "denied reports
// circulated by local media of a meeting with the sultan".
func (s *scan) deniedReports(t int32) {
	d := s.d
	rows := s.r.status[trigger{"deny", 'V'}]
	if !s.r.denies[s.lemma[t]] || d.Tokens[t].UPOS != "VERB" || len(rows) == 0 {
		return
	}
	report, of, that := false, false, false
	for i := t + 1; int(i) < len(d.Tokens) && i < t+2*thereReach && d.Tokens[i].Sent == d.Tokens[t].Sent; i++ {
		switch l := s.lemma[i]; {
		case s.r.hearsay[l]:
			report = true
		case report && (l == "of" || l == "about"):
			of = true
		case report && l == "that":
			that = true
		case that && d.Tokens[i].UPOS == "VERB" && slices.ContainsFunc(s.r.patterns[trigger{l, 'V'}], func(r *row) bool { return r.act.contact }):
			if len(s.ops[i]) == 0 || s.ops[i][0].row.status != record.Denied {
				s.ops[i] = []operator{{rows[0], t}}
			}
			return
		case report && of && s.r.venue[l] && s.nominal(i):
			if len(s.ops[i]) == 0 || s.ops[i][0].row.status != record.Denied {
				s.ops[i] = []operator{{rows[0], t}}
			}
			return
		case finiteTag(d.Tokens[i].XPOS) && d.Tokens[i].UPOS == "VERB" && report && !that:
			return
		}
	}
}
