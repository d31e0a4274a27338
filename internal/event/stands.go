package event

import "github.com/openlines/openlines/internal/doc"

// standsReach bounds how far before "is off" the noun may stand that is: "the trip of the Peruvian premier to Bolivia is off".
const standsReach = 16

// stands notes that a contact is off, on or on hold: "Thursday's trip is off", "the talks are still on". The tree does not know the word for what
// the noun is, so the words count: it must end its clause.
func (s *scan) stands(t int32) {
	d := s.d
	if d.Tokens[t].UPOS != "AUX" || s.lemma[t] != "be" {
		return
	}
	sent := d.Tokens[t].Sent
	in := func(i int32) bool { return i >= 0 && int(i) < len(d.Tokens) && d.Tokens[i].Sent == sent }
	i := t + 1
	for in(i) && (d.Tokens[i].UPOS == "ADV" || d.Tokens[i].UPOS == "PART") && s.lemma[i] != "off" && s.lemma[i] != "on" {
		if s.denying(i) {
			return
		}
		i++
	}
	if !in(i) || s.lemma[i] != "off" && s.lemma[i] != "on" {
		return
	}
	if s.lemma[i] == "on" && in(i+1) && len(s.r.status[trigger{s.lemma[i+1], 'A'}]) > 0 { // "on hold"
		i++
	}
	rows := s.r.status[trigger{s.lemma[i], 'A'}]
	if len(rows) == 0 || !s.endsClause(i+1, sent) {
		return
	}
	of := doc.None
	for j := t - 1; in(j) && j >= t-standsReach && !s.isVerb(j) && d.Tokens[j].UPOS != "PUNCT" && d.Tokens[j].UPOS != "SCONJ"; j-- {
		if s.nominal(j) && s.contactNoun(j) {
			of = j
		}
	}
	if of != doc.None {
		s.ops[of] = append(s.ops[of], operator{rows[0], t})
	}
}

// endsClause says whether no noun can follow at token i: a mark, a conjunction or the end of the sentence stands there, or a time.
func (s *scan) endsClause(i, sent int32) bool {
	if int(i) >= len(s.d.Tokens) || s.d.Tokens[i].Sent != sent || s.d.TimeAt(i) != doc.None {
		return true
	}
	switch s.d.Tokens[i].UPOS {
	case "PUNCT", "CCONJ", "SCONJ":
		return true
	}
	return false
}

// contactNoun says whether rows make a contact of noun t.
func (s *scan) contactNoun(t int32) bool {
	for _, r := range s.r.patterns[trigger{s.lemma[t], 'N'}] {
		if r.act.contact && len(r.before) == 0 {
			return true
		}
	}
	return false
}
