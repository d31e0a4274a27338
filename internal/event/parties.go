package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// parties fills the sides of an event; it is false where they do not make one.
func (s *scan) parties(f *draft, c *cand) bool {
	if why := s.narrow(f, c); why != "" {
		s.leave(c, why)
		return false
	}
	s.fill(f, c)
	s.readMutual(f, c)
	if f.Mutual || f.act.contact {
		if f.Mutual || c.row.mutual {
			s.onlyPersons(f)
		}
		s.settle(f, f.Mutual || c.row.mutual && c.row.pos == 'N')
	}
	if f.act.contact {
		s.counterpart(f, c)
	}
	if f.act.contact && s.predicate(c.tok) { // "it will be the first meeting between A and B"
		f.anaphor = true
		if !slices.ContainsFunc(union(s.codes(f.Source), s.codes(f.Target)), func(code string) bool { _, ok := s.states[code]; return ok }) {
			f.Source, f.Target = nil, nil
		}
	}
	f.src, f.tgt = s.codes(f.Source), s.codes(f.Target)
	s.byTeller(f, c)
	f.open = len(f.Target) == 0 && c.row.obliges() && s.obligedDeed(c) != doc.None
	if why := s.unfit(f, c); why != "" {
		s.leave(c, why)
		return false
	}
	if !s.manned(f, c) {
		s.leave(c, "no actors")
		return false
	}
	return true
}

// onlyPersons takes persons whose state nobody knows out of the sides of what two states do together: "Peru and Ecuador's foreign ministers,
// Ann Lee and Bo Diaz, met". They took part all the same.
func (s *scan) onlyPersons(f *draft) {
	states := map[string]bool{}
	for _, a := range append(slices.Clone(f.Source), f.Target...) {
		if k := &s.d.Actors[a]; k.Kind != record.Person {
			states[s.code(a)] = true
		}
	}
	if len(states) < 2 {
		return
	}
	unknown := func(a int32) bool {
		k := &s.d.Actors[a]
		return k.Kind == record.Person && k.Country == "" && k.CAMEO == ""
	}
	f.Source = slices.DeleteFunc(slices.Clone(f.Source), unknown)
	f.Target = slices.DeleteFunc(slices.Clone(f.Target), unknown)
}

// narrow leaves out of the sides of a candidate what is none. It gives the reason where there can be no event then, else "".
func (s *scan) narrow(f *draft, c *cand) string {
	c.src, c.tgt = s.outermost(c.src), s.unlike(c, s.outermost(c.tgt))
	if !f.Mutual {
		c.tgt = s.apart(c.src, c.tgt)
	}
	if f.act.contact && f.act.mode == "visit" && c.row.pos == 'V' && (s.lemma[c.tok] != "visit" && (s.private(c.src) || s.privateSides(c.src)) || s.traveller(c.src)) {
		return "a private journey"
	}
	if f.act.contact || f.code == "125" || f.code == "026" || f.code == "106" { // where they meet is no side
		c.src, c.tgt = placed(c.src), placed(c.tgt)
	}
	if s.lemma[c.tok] == "blame" && len(c.tgt) > 0 { // "blamed weak demand in China"
		if c.tgt = placed(c.tgt); len(c.tgt) == 0 {
			return "blames no one"
		}
	}
	if family(f.act) == "ASSAULT" { // "a bombing in Mogadishu": the town did not do it
		c.src = placed(c.src)
	}
	return ""
}

// fill gives an event the actors, persons and words of the sides of its candidate.
func (s *scan) fill(f *draft, c *cand) {
	add := func(to []int32, list []side) []int32 {
		for _, x := range list {
			to = addUnique(to, x.actors...)
			f.persons = addUnique(f.persons, x.persons...)
			if len(x.actors) > 0 && !x.climbed {
				f.direct++
			}
		}
		return to
	}
	f.Source = add(f.Source, c.src)
	f.Target = add(f.Target, c.tgt)
	f.SourceWords, f.TargetWords = s.words(c.src), s.words(c.tgt)
	if len(f.SourceWords) == 0 && c.row.pos == 'V' { // "a car bomb killed two": what did it, though it is no party
		var doers []side
		for _, h := range c.args.subj {
			doers = append(doers, side{head: h, whole: h, ref: doc.None})
		}
		f.SourceWords = s.words(doers)
	}
	for _, x := range c.further {
		f.persons = addUnique(f.persons, x.persons...)
		if f.act.contact || f.Mutual {
			f.Target = addUnique(f.Target, x.actors...)
		}
	}
	if root := f.code[:2]; (root == "02" || root == "10") && len(f.Target) == 0 && c.row.pos == 'V' {
		s.askedInClause(f, c)
	}
	f.anaphor = s.definite(c.tok) || c.refers
}

// readMutual finds out whether two who stand on one side act with each other, and leaves out of the targets who acts.
func (s *scan) readMutual(f *draft, c *cand) {
	if len(f.Target) == 0 && len(s.codes(f.Source)) > 1 { // "Kenya and Uganda agreed to"
		switch f.code[:2] {
		case "04", "06":
			f.Mutual = true
		case "03":
			h := s.d.Tokens[c.tok].Head
			f.Mutual = f.Mutual || h != doc.None && s.lemma[h] == "agree" // "agreed to reopen the border"
			f.Mutual = f.Mutual || len(f.code) == 3 && f.code != "032" && f.code != "033" && f.code != "034" || f.code[:3] == "031"
		}
	}
	if !f.Mutual && !f.act.contact && len(c.tgt) == 1 && s.eachOther(c.tgt[0].head) && len(s.codes(f.Target)) > 1 { // "Oman would help the two sides": others than Oman
		f.Target = slices.DeleteFunc(f.Target, func(a int32) bool { return slices.Contains(s.codes(f.Source), s.code(a)) })
	}
	if f.act.name == "pessimism" && len(f.Target) == 1 && s.d.Actors[f.Target[0]].Kind == record.State && slices.Equal(s.codes(f.Source), s.codes(f.Target)) {
		f.Target, f.TargetWords = nil, nil // "warned that his country would answer"
	}
	if family(f.act) == "SANCTION" && len(f.Target) == 0 && len(s.codes(f.Source)) == 2 && s.toEachOther(c) {
		f.Mutual = true
	}
}

// byTeller gives a deed of the police or an expulsion of which nobody is named as its doer to the office that tells of it: "police said
// that six people were arrested".
func (s *scan) byTeller(f *draft, c *cand) {
	if !(len(f.Source)+len(f.Target) == 0 && family(f.act) == "COERCE" || len(f.Source) == 0 && f.act.name == "expel_diplomats" && c.args.passive) {
		return
	}
	k := s.said[c.tok]
	if k == doc.None || s.d.Statements[k].Speaker == doc.None {
		return
	}
	if p := s.party(s.d.Statements[k].Speaker); s.official(p) && !slices.Contains(f.tgt, s.code(p)) {
		f.Source = []int32{p}
		f.src = s.codes(f.Source)
	}
}

// manned says whether an event has parties, or is one that may be told without: then it notes which kind.
func (s *scan) manned(f *draft, c *cand) bool {
	n := s.count(f)
	if f.signed = n == 0 && f.act.name == "sign" && f.Status == record.Happened && c.args.passive; f.signed {
		return true
	}
	f.lonely = f.act.contact && n == 1 && (len(f.Source) == 0 || len(f.Target) == 0)
	if n > 0 {
		return true
	}
	amid := f.act.contact && f.Mutual && s.amidst(c) && !s.ofOthers(c)
	if f.anaphor || s.stage(f) {
		f.amid = amid && f.anaphor
		f.lonely = f.act.contact
		return true
	}
	if f.nobody = s.unrest(f, c); f.nobody {
		return true
	}
	if f.amid = amid; f.amid {
		return true
	}
	f.paired = s.betweenThem(f, c)
	return f.paired
}

// looseIt says whether token t is an "it" that names nobody in its sentence: of whom something is asked is then what was spoken of last, not who
// was named a sentence ago ("welcomed the deal but said that it should").
func (s *scan) looseIt(t int32) bool {
	return strings.EqualFold(s.d.Form(t), "it") && s.namedBefore(t) == t
}

// unlike leaves out of the targets a pronoun that would have to be "itself" to mean who acts: "voted against it".
func (s *scan) unlike(c *cand, tgt []side) []side {
	return slices.DeleteFunc(tgt, func(x side) bool {
		if f := family(c.act); f == "COERCE" && len(c.src) > 0 && slices.Equal(s.codes(x.actors), s.codes(c.src[0].actors)) && (x.climbed && s.theirs(x.head) || s.d.Tokens[x.head].Rel == "nmod:poss" && s.d.Tokens[x.head].UPOS == "PRON") { // "arrested ten sailors and impounded their boats"
			c.other = true
			return true
		}
		if c.row.obliges() && s.looseIt(x.head) {
			return true
		}
		switch strings.ToLower(s.d.Form(x.head)) {
		case "it", "him", "her":
		default:
			return false
		}
		if !c.args.takes(x.head) || c.args.passive {
			return false
		}
		c.other = slices.ContainsFunc(c.src, func(y side) bool {
			return y.head != x.head && len(x.actors) > 0 && slices.Contains(y.actors, x.actors[0]) && (len(x.persons) == 0 || slices.Equal(x.persons, y.persons))
		})
		return c.other
	})
}

// theirs says whether noun h, or what it counts, is said to be theirs: "their boats", "two of their boats".
func (s *scan) theirs(h int32) bool {
	for range 2 {
		if p := s.d.Child(h, "nmod:poss"); p != doc.None && s.d.Tokens[p].UPOS == "PRON" {
			return true
		}
		m := s.measured(h)
		if m == doc.None {
			return false
		}
		h = m
	}
	return false
}

// eachOther says whether the phrase of token h means two parties at once: "both governments", "the two countries", "they".
func (s *scan) eachOther(h int32) bool {
	if s.lemma[h] == "they" {
		return true
	}
	for c := range s.d.Children(h) {
		switch s.lemma[c] {
		case "both", "two", "each":
			return true
		}
	}
	return false
}

// obligedDeed is the noun for what another does that must or should be done otherwise, or None: "the drills should be halted".
func (s *scan) obligedDeed(c *cand) int32 {
	for _, v := range append(slices.Clone(c.args.must), c.args.should...) {
		for _, rel := range [...]string{"nsubj:pass", "nsubj"} {
			if n := s.d.Child(v, rel); n != doc.None && s.r.doing[s.lemma[n]] && s.definite(n) {
				return n
			}
		}
	}
	return doc.None
}

// toEachOther says whether two do an act to each other: "both governments recalled their ambassadors", "both recalled", "expelled each
// other's envoys".
func (s *scan) toEachOther(c *cand) bool {
	if len(c.src) == 1 && s.eachOther(c.src[0].head) || s.bothBefore(c.tok) {
		return true
	}
	for _, o := range c.args.obj {
		for p := range s.d.Children(o) {
			if s.lemma[p] == "each" && s.d.Tokens[p].Rel == "nmod:poss" {
				return true
			}
		}
	}
	return false
}

// bothBefore says whether "both" stands alone as the subject right before verb t.
func (s *scan) bothBefore(t int32) bool {
	i := t - 1
	for i > 0 && s.d.Tokens[i].UPOS == "AUX" {
		i--
	}
	return i > 0 && s.lemma[i] == "both" && s.d.Tokens[i].Sent == s.d.Tokens[t].Sent
}

// private says whether only persons without any office are named.
func (s *scan) private(list []side) bool {
	some := false
	for _, x := range list {
		if len(x.actors) > 0 && len(x.persons) == 0 {
			return false
		}
		for _, p := range x.persons {
			if k := &s.d.Actors[p]; k.Office != "" || len(k.CAMEO) > 3 || k.For != doc.None && s.d.Actors[k.For].Kind != record.State {
				return false
			}
			some = true
		}
	}
	return some
}

// placed leaves out the sides that only a place names: "talks in Geneva".
func placed(list []side) []side {
	return slices.DeleteFunc(list, func(x side) bool { return x.inPlace })
}

// askedInClause gives a request without a target the subject of its that-clause, where the tree has no such clause.
func (s *scan) askedInClause(f *draft, c *cand) {
	d := s.d
	that := false
	for i := c.tok + 1; int(i) < len(d.Tokens) && i < c.tok+10 && d.Tokens[i].Sent == d.Tokens[c.tok].Sent; i++ {
		switch {
		case s.lemma[i] == "that" && i < c.tok+4:
			that = true
		case that && s.isVerb(i) || d.Tokens[i].UPOS == "PUNCT" && d.Tokens[i].XPOS != "HYPH":
			return
		case that && d.RefAt(i) != doc.None && !s.modifier(i, i+3):
			x := s.resolve(i)
			if len(x.actors) > 0 && !(c.row.obliges() && s.looseIt(i)) {
				c.tgt = []side{x}
				f.Target, f.TargetWords = x.actors, s.words(c.tgt)
				f.persons = addUnique(f.persons, x.persons...)
			}
			return
		}
	}
}

// official says whether an actor is a state or one of its arms.
func (s *scan) official(a int32) bool {
	k := &s.d.Actors[a]
	if k.Kind == record.State || len(k.CAMEO) < 6 {
		return k.Kind == record.State
	}
	switch k.CAMEO[3:6] {
	case "GOV", "MIL", "COP", "JUD", "SPY":
		return true
	}
	return false
}

// settle divides the parties of a mutual act: each stands once, the first-named as source.
func (s *scan) settle(f *draft, mutual bool) {
	var rest []int32
	for _, t := range f.Target {
		if !slices.ContainsFunc(f.Source, func(a int32) bool { return a == t || f.act.contact && s.oneSide(a, t) }) {
			rest = append(rest, t)
		}
	}
	if len(rest) == 0 && len(f.Source) > 1 && mutual {
		for _, a := range f.Source[1:] {
			if !s.oneSide(a, f.Source[0]) || !f.act.contact {
				rest = append(rest, a)
			}
		}
		if len(rest) > 0 {
			f.Source = f.Source[:1:1]
			if len(f.SourceWords) > 1 && len(f.TargetWords) == 0 {
				f.SourceWords, f.TargetWords = f.SourceWords[:1:1], f.SourceWords[1:]
			}
		}
	}
	if len(rest) == 0 && len(f.Source) == 0 && len(f.Target) > 1 && mutual {
		f.Source, rest = f.Target[:1:1], f.Target[1:]
		if len(f.TargetWords) > 1 && len(f.SourceWords) == 0 {
			f.SourceWords, f.TargetWords = f.TargetWords[:1:1], f.TargetWords[1:]
		}
	}
	if len(rest) > 0 || len(f.Source) > 0 {
		f.Target = rest
	}
}

// outermost leaves out sides that only stand within the phrase of another: the state in "the state's court".
func (s *scan) outermost(list []side) []side {
	if len(list) < 2 {
		return list
	}
	var out []side
	for i, x := range list {
		inner := false
		for j, y := range list {
			if i == j || len(y.actors) == 0 {
				continue
			}
			switch k := &s.d.Tokens[x.head]; k.Rel {
			case "nmod:poss", "compound", "amod", "nmod":
				inner = inner || k.Head == y.head
			}
			inner = inner || i > j && x.head == y.head
		}
		if !inner {
			out = append(out, x)
		}
	}
	return out
}

// apart leaves out of the targets those that only the name of a source within them makes one: "killed in an Israeli airstrike".
func (s *scan) apart(src, tgt []side) []side {
	return slices.DeleteFunc(tgt, func(y side) bool {
		return y.climbed && slices.ContainsFunc(src, func(x side) bool { return x.ref == y.ref && y.ref != doc.None })
	})
}

// counterpart looks for the side of a contact that its arguments do not name: whose counterpart the one is, who tells of it.
func (s *scan) counterpart(f *draft, c *cand) {
	have := append(s.codes(f.Source), s.codes(f.Target)...)
	if len(have) == 0 {
		return
	}
	add := func(sd side) bool {
		for _, a := range sd.actors {
			if !slices.Contains(have, s.code(a)) {
				if len(f.Source) == 0 {
					f.Source = []int32{a}
				} else {
					f.Target = []int32{a}
				}
				f.persons = addUnique(f.persons, sd.persons...)
				return true
			}
		}
		return false
	}
	for _, x := range append(slices.Clone(c.src), c.tgt...) {
		for ch := range s.d.Children(x.head) {
			if s.d.Tokens[ch].Rel == "nmod:poss" && s.r.opposite[s.lemma[x.head]] && add(s.resolve(ch)) {
				return
			}
		}
	}
	if k := s.said[c.tok]; k != doc.None {
		if sp := s.d.Statements[k].Speaker; sp != doc.None && s.d.Actors[sp].Kind == record.Person && (f.Status != record.Happened || len(c.src) == 0 && s.nominal(c.tok)) {
			add(side{actors: []int32{s.party(sp)}, persons: []int32{sp}, ref: doc.None})
		}
	}
}

func (s *scan) codes(list []int32) []string {
	var out []string
	for _, a := range list {
		if c := s.code(a); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// oneSide says whether two actors are one party of a contact: a state and its bodies are, a government and a movement are not.
func (s *scan) oneSide(a, b int32) bool {
	if s.code(a) != s.code(b) {
		return false
	}
	x, y := &s.d.Actors[a], &s.d.Actors[b]
	return x.Kind == record.State || y.Kind == record.State || a == b
}

// count is the number of different parties.
func (s *scan) count(f *draft) int {
	return len(s.codes(append(slices.Clone(f.Source), f.Target...)))
}
