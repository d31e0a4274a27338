package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// nounArgs fills the arguments of a noun that tells an act.
func (s *scan) nounArgs(a *args, depth int) {
	s.atNoun(a)
	s.nextPhrase(a)
	s.doerOfNoun(a, depth)
	t, k := a.tok, &s.d.Tokens[a.tok]
	if k.Rel == "conj" && k.Head != doc.None && s.nominal(k.Head) {
		s.withFirst(a, k.Head, depth)
		return
	}
	for c := range s.d.Children(t) { // "talks and meetings with": what follows the last belongs to all
		if s.d.Tokens[c].Rel == "conj" && s.nominal(c) && c-t <= 3 {
			for p := range s.d.Children(c) {
				if doc.Is(s.d.Tokens[p].Rel, "nmod") && s.d.Tokens[p].Rel != "nmod:poss" {
					s.addPrep(a, p)
				}
			}
		}
	}
	s.fromCarrier(a, depth)
}

// atNoun fills the arguments that hang on the noun itself.
func (s *scan) atNoun(a *args) {
	d, t := s.d, a.tok
	for c := range d.Children(t) {
		k := &d.Tokens[c]
		switch rel := k.Rel; {
		case rel == "nmod:poss":
			a.poss = s.spread(a.poss, c)
		case rel == "compound" || rel == "amod" || rel == "nmod:attr" || doc.Is(rel, "flat"):
			a.comp = s.spreadAny(a.comp, c)
		case doc.Is(rel, "nmod") || doc.Is(rel, "obl"):
			s.addPrep(a, c)
			if s.r.journeys[s.lemma[t]] && s.caseOf(c) == "of" {
				s.travellersGoal(a, c)
			}
		case doc.Is(rel, "acl") || doc.Is(rel, "advcl") || rel == "ccomp" || rel == "xcomp":
			s.complement(a, c)
		case rel == "nsubj" && s.misread[t] == plural: // "air force exercises", read as a clause
			a.comp = s.spreadAny(a.comp, c)
			for m := range d.Children(c) {
				if r := d.Tokens[m].Rel; r == "amod" || r == "compound" {
					a.comp = append(a.comp, m)
				}
			}
		case rel == "nsubj":
			a.subj = s.spread(a.subj, s.antecedent(c))
		case rel == "case":
			a.marks = append(a.marks, c)
		}
	}
	if h := d.Tokens[t].Head; h != doc.None && s.isVerb(h) && (d.Tokens[t].Rel == "obj" || doc.Is(d.Tokens[t].Rel, "nsubj")) {
		a.gov = append(a.gov, h)
	}
}

// travellersGoal gives a journey the goal that the parser hung on who travels: "the visit of the premier to Peru".
func (s *scan) travellersGoal(a *args, who int32) {
	for c := range s.d.Children(who) {
		if c > who && doc.Is(s.d.Tokens[c].Rel, "nmod") && s.caseOf(c) == "to" {
			s.addPrep(a, c)
		}
	}
}

// doerOfNoun finds who acts: the possessor, else "by", else an actor before the noun, else who made it.
func (s *scan) doerOfNoun(a *args, depth int) {
	if len(a.poss) > 0 {
		a.subj = append([]int32(nil), a.poss...)
	} else if by := a.get(argRef{argPrep, "by"}); len(by) > 0 {
		a.subj = append([]int32(nil), by...)
	} else {
		for _, c := range a.comp {
			switch {
			case s.refOf(c) == doc.None:
			case s.townBefore(c, a.tok): // "a Kabul car bombing" is one in Kabul
				a.preps = append(a.preps, prep{"in", c})
			default:
				a.subj = append(a.subj, c)
			}
		}
	}
	if len(a.subj) == 0 {
		a.subj = s.whoMade(a.tok, depth)
	}
}

// withFirst gives a noun what it shares with the first of those that "and" ties it to.
func (s *scan) withFirst(a *args, first int32, depth int) {
	g := s.argsAt(first, depth+1)
	if len(a.subj) == 0 {
		a.subj = append(a.subj, g.subj...)
	}
	for _, p := range g.preps {
		if p.head > a.tok {
			a.preps = append(a.preps, p)
		}
	}
}

// fromCarrier gives a noun the arguments of the verb that carries it: "held talks with".
func (s *scan) fromCarrier(a *args, depth int) {
	t := a.tok
	gov, rel := s.carrier(t)
	if gov != doc.None && rel == "obl" && s.isVerb(gov) {
		for _, p := range s.argsAt(gov, depth+1).preps { // "agreed on a pact between", with "between" hung on the verb
			if p.head > t && (p.word == "between" || p.word == "against") {
				a.preps = append(a.preps, p)
			}
		}
	}
	obj := rel == "obj" || rel == "nsubj:pass" || rel == "xcomp" || rel == "obl" && gov != doc.None && s.lemma[gov] == "engage"
	if gov == doc.None || !s.isVerb(gov) || !obj && rel != "nsubj" {
		if s.caseOf(t) != "" || rel == "compound" || rel == "appos" {
			return
		}
		if gov = s.lightBefore(t); gov == doc.None {
			return
		}
		obj = true
	}
	g := s.argsAt(gov, depth+1)
	if obj && (s.lightVerb(gov) || (s.r.venue[s.lemma[t]] || s.lemma[t] == "call") && s.changes(gov)) && (len(a.subj) == 0 || len(g.subj) > 0 && s.onlyArms(a)) {
		a.subj = append([]int32(nil), g.subj...)
		if len(a.subj) == 0 && !g.passive {
			if n := s.nominalBefore(gov); n != doc.None {
				a.subj = s.spread(a.subj, n)
			}
		}
	}
	for _, p := range g.preps { // "held talks with", and what the parser hung on the verb
		if p.head > t && s.r.nounPrep[p.word] {
			a.preps = append(a.preps, p)
		}
	}
}

// carrier is the word that noun t hangs on, and how; of a noun that is measured, the verb that carries the measure: "began a week of
// joint drills".
func (s *scan) carrier(t int32) (gov int32, rel string) {
	gov, rel = s.d.Tokens[t].Head, s.d.Tokens[t].Rel
	if rel != "nmod" || gov == doc.None || !s.nominal(gov) || s.caseOf(t) != "of" || !s.r.measured[s.lemma[gov]] && !s.r.stageOf[s.lemma[gov]] {
		return gov, rel
	}
	m := &s.d.Tokens[gov]
	if v := m.Head; v != doc.None && s.isVerb(v) && s.lightVerb(v) && (m.Rel == "obj" || m.Rel == "nsubj:pass" || m.Rel == "obl:unmarked") {
		return v, "obj"
	}
	return gov, rel
}

// nextPhrase adds the phrase with a preposition that follows noun a.tok at once, where the tree ties it to something else.
func (s *scan) nextPhrase(a *args) {
	i := a.tok + 1
	if int(i+1) >= len(s.d.Tokens) || s.d.Tokens[i].Sent != s.d.Tokens[a.tok].Sent {
		return
	}
	switch s.lemma[i] {
	case "to", "with", "against", "on":
	default:
		return
	}
	r := s.refOf(i + 1)
	if r == doc.None || s.d.Refs[r].First != i+1 || slices.ContainsFunc(a.preps, func(p prep) bool { return p.word == s.lemma[i] }) {
		return
	}
	a.preps = append(a.preps, prep{s.lemma[i], s.d.Refs[r].Head})
}

// lightVerb says whether a verb, with its particle, only carries the noun that says what is done: "held talks", "wrapped up a visit".
func (s *scan) lightVerb(v int32) bool {
	if s.r.light[s.lemma[v]] {
		return true
	}
	p := s.d.Child(v, "compound:prt")
	return p != doc.None && s.r.light[s.lemma[v]+"_"+s.lemma[p]]
}

// changes says whether verb v, with its particle, says of its object that it is put off, called off or planned.
func (s *scan) changes(v int32) bool {
	return slices.ContainsFunc(s.r.status[trigger{s.lemma[v], 'V'}], func(r *row) bool {
		switch r.status {
		case record.Postponed, record.Cancelled, record.Planned:
			return len(r.conds) == 1 && r.conds[0].arg.kind == argObj && (r.after == "" || s.particle(v, r.after))
		}
		return false
	})
}

// onlyArms says whether a common noun before the noun alone tells who acts: in "Chad held air force exercises" that is Chad.
func (s *scan) onlyArms(a *args) bool {
	return !slices.ContainsFunc(a.subj, func(h int32) bool {
		r := s.refOf(h)
		return !slices.Contains(a.comp, h) || s.d.Tokens[h].UPOS == "PROPN" || r != doc.None && s.d.Refs[r].Form == doc.Proper
	})
}

// lightReach is how far before a noun its light verb may stand where the tree does not tie them.
const lightReach = 8

// lightBefore is the light verb before noun t in the same clause, where the parser did not tie the two.
func (s *scan) lightBefore(t int32) int32 {
	for i := t - 1; i >= 0 && i >= t-lightReach && s.d.Tokens[i].Sent == s.d.Tokens[t].Sent; i-- {
		k := &s.d.Tokens[i]
		switch {
		case (k.UPOS == "VERB" || k.UPOS == "AUX") && s.lightVerb(i):
			return i
		case k.Rel == "compound:prt":
		case k.UPOS == "VERB" && k.XPOS != "VBN" && k.XPOS != "VBG" || k.UPOS == "ADP" || k.UPOS == "SCONJ" || k.XPOS == ",":
			return doc.None
		}
	}
	return doc.None
}

// beforeAside steps over an aside between commas that ends right before verb v: "Iran, which has bases there, threatened".
func (s *scan) beforeAside(v int32) int32 {
	sent := s.d.Tokens[v].Sent
	at := v - 1
	for at >= 0 && s.d.Tokens[at].Sent == sent && (s.d.Tokens[at].UPOS == "ADV" || s.d.Tokens[at].UPOS == "AUX") {
		at--
	}
	if at < 0 || s.d.Tokens[at].Sent != sent || s.d.Tokens[at].XPOS != "," {
		return v
	}
	for i := at - 1; i >= 0 && s.d.Tokens[i].Sent == sent && at-i < 30; i-- {
		if s.d.Tokens[i].XPOS == "," {
			return i
		}
	}
	return v
}

// modifier says whether token h stands before a noun to the left of v that it belongs to.
func (s *scan) modifier(h, v int32) bool {
	switch s.d.Tokens[h].Rel {
	case "compound", "amod", "nmod:poss", "conj":
		g := s.d.Tokens[h].Head
		return g != doc.None && g > h && g < v
	}
	return false
}

// nominalBefore is the nearest noun phrase before verb v that no preposition marks: its subject, where the tree has none.
func (s *scan) nominalBefore(v int32) int32 {
	v = s.beforeAside(v)
	for i := v - 1; i >= 0 && i >= v-2*lightReach && s.d.Tokens[i].Sent == s.d.Tokens[v].Sent; i-- {
		if r := s.refOf(i); r != doc.None && s.caseOf(s.d.Refs[r].Head) == "" && !s.modifier(s.d.Refs[r].Head, v) {
			return s.d.Refs[r].Head
		}
		if !s.nominal(i) {
			continue
		}
		switch rel := s.d.Tokens[i].Rel; {
		case rel == "compound" || doc.Is(rel, "flat") || rel == "nmod:poss" || rel == "appos" || rel == "conj":
			continue
		}
		switch s.caseOf(i) {
		case "", "after", "before", "as", "since", "until", "than", "because": // these may open the clause
			return i
		}
	}
	return doc.None
}

// townBefore says whether c is a town right before the noun t of a blow or an unrest, which tells where it was, not who did it.
func (s *scan) townBefore(c, t int32) bool {
	p := s.d.PlaceAt(c)
	if p == doc.None || s.d.Places[p].Level == "country" || s.d.Tokens[c].Rel != "compound" {
		return false
	}
	switch s.lemma[t] {
	case "bombing", "attack", "blast", "explosion", "shooting", "massacre", "siege", "protest", "riot", "demonstration", "rally", "march":
		return true
	}
	return false
}

// whoMade is who acts in the clause with a light verb that hangs on noun t: "a visit that he was to make", "the talks they held".
func (s *scan) whoMade(t int32, depth int) []int32 {
	for v := range s.d.Children(t) {
		if !doc.Is(s.d.Tokens[v].Rel, "acl") || !s.lightVerb(v) || s.d.Child(v, "aux:pass") != doc.None {
			continue
		}
		n := s.d.Child(v, "nsubj")
		if n == doc.None || n < t || s.antecedent(n) != n {
			continue
		}
		if o := s.d.Child(v, "obj"); o != doc.None && s.antecedent(o) == o {
			continue // it carries another noun
		}
		return s.argsAt(v, depth+1).subj
	}
	return nil
}
