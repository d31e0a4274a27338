package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// goes are verbs of motion that have no passive: "the minister, X, left for Rome" is no participle.
var goes = map[string]bool{"leave": true, "arrive": true, "return": true, "travel": true, "go": true, "head": true, "depart": true, "come": true}

// verbArgs fills the arguments of a verb.
func (s *scan) verbArgs(a *args, depth int) {
	t := a.tok
	if s.misread[t] == past {
		s.lineArgs(a)
		return
	}
	k := &s.d.Tokens[t]
	hasAux, passAux, byAgent := false, false, false
	for c := range s.d.Children(t) {
		ck := &s.d.Tokens[c]
		if doc.Is(ck.Rel, "nsubj") && s.d.TimeAt(c) != doc.None { // "officials today praised", with "today" as the subject
			continue
		}
		if ck.Rel == "nsubj" && k.XPOS == "VBG" && s.afterWhere(c) { // "posted a message on a site blaming"
			continue
		}
		switch rel := ck.Rel; {
		case rel == "aux:pass":
			passAux = true
		case rel == "aux" || rel == "cop":
			hasAux = true
		case (rel == "obj" || doc.Is(rel, "nsubj")) && s.d.TimeAt(c) != doc.None && s.nominal(c): // "said Monday"
		case rel == "nsubj:pass":
			a.obj = s.spread(a.obj, s.antecedent(c))
			a.passive = true
		case doc.Is(rel, "nsubj"):
			a.subj = s.spread(a.subj, s.antecedent(c))
			if len(a.subj) == 1 {
				if l := s.leftOf(a.subj[0]); l != doc.None {
					a.subj = []int32{l, a.subj[0]}
				}
			}
		case rel == "obj":
			a.obj = s.spread(a.obj, s.antecedent(c))
		case rel == "iobj":
			a.iobj = s.spread(a.iobj, s.antecedent(c))
		case rel == "obl:agent" && !s.accordingTo(c):
			a.subj = s.spread(a.subj, c)
			a.passive, byAgent = true, true
		case doc.Is(rel, "obl") || doc.Is(rel, "nmod"):
			s.addPrep(a, c)
			s.behindTime(a, c)
		case rel == "advmod":
			a.adv = append(a.adv, c)
		case rel == "xcomp" || rel == "ccomp" || doc.Is(rel, "advcl") || rel == "acl":
			s.complement(a, c)
		}
	}
	s.dative(a)
	if len(a.obj) == 0 && len(a.iobj) > 0 { // "asked them to go"
		a.obj, a.iobj = a.iobj, nil
	}
	if s.misread[t] == participle {
		a.passive = true
		for c := range s.d.Children(t) {
			if rel := s.d.Tokens[c].Rel; c < t && (rel == "compound" || rel == "nmod") && len(a.obj) == 0 {
				a.obj = s.spread(a.obj, c)
			}
		}
	}
	if len(a.obj) == 0 { // "handed over two captives", the particle read as a preposition
		for _, p := range a.preps {
			switch p.word {
			case "off", "over", "up", "down", "out", "away":
				if c := s.d.Child(p.head, "case"); c == t+1 {
					a.obj = s.spread(a.obj, p.head)
				}
			}
		}
	}
	if k := s.cueOf[t]; k != doc.None {
		s.saidMust(a, k)
	}
	if len(a.obj) == 0 && len(a.iobj) == 0 && !passAux && !a.passive && len(a.that) == 0 {
		if o := s.objectAfter(t); o != doc.None {
			a.obj = s.spread(a.obj, o)
		}
	}
	if len(a.obj) == 0 && len(a.inf) > 0 { // "asked Rome to help"
		a.obj = a.iobj
	}
	for _, o := range a.obj { // what the parser hung on the object may belong to the verb: "sent a note to Lima"
		if o > t && !a.passive {
			for c := range s.d.Children(o) {
				if s.d.Tokens[c].Rel == "amod" && (c > o || c == t+1) { // "left six dead", "shot dead a guard"
					a.comp = append(a.comp, c)
				}
				if rel := s.d.Tokens[c].Rel; c > o && rel != "nmod:poss" && (doc.Is(rel, "nmod") || doc.Is(rel, "acl")) {
					s.addPrep(a, c)
					if s.d.Tokens[c].XPOS == "VBG" && s.caseOf(c) != "" { // "accused the party of rigging the vote"
						a.ger = append(a.ger, c)
					}
					if s.d.Tokens[c].XPOS == "VB" && len(a.inf) == 0 { // "allowed the envoy to enter"
						a.inf = append(a.inf, c)
					}
				}
			}
		}
	}
	a.passive = a.passive || passAux
	rel := k.Rel
	head := k.Head
	own := false // "police in response fired gas": a past tense, taken for a participle
	for _, o := range a.obj {
		own = own || o > t && k.XPOS == "VBN" && rel == "acl"
	}
	own = own || k.XPOS == "VBN" && rel == "acl" && len(a.obj) == 0 && head != doc.None && s.d.Tokens[head].Head == doc.None && goes[s.lemma[t]] && !byAgent
	if own && !passAux && !hasAux {
		if n := s.nominalBefore(t); n != doc.None && len(a.subj) == 0 {
			a.subj = s.spread(a.subj, n)
		}
	} else if k.XPOS == "VBN" && !hasAux && len(a.subj) == 0 && (rel == "acl" || rel == "advcl" || rel == "amod" || rel == "conj") {
		a.passive = rel != "conj" || head != doc.None && s.argsAt(head, depth+1).passive
	}
	// a passive whose subject the parser took for an active one
	if passAux && !byAgent && len(a.obj) == 0 && len(a.subj) > 0 {
		a.obj, a.subj = a.subj, nil
	}
	if a.passive {
		rest := a.preps[:0]
		for _, p := range a.preps {
			if p.word == "by" && len(a.subj) == 0 && s.d.TimeAt(p.head) == doc.None && s.nominal(p.head) {
				a.subj = s.spread(a.subj, p.head)
				continue
			}
			rest = append(rest, p)
		}
		a.preps = rest
	}
	defer s.lastResort(a)
	if head == doc.None {
		return
	}
	switch {
	case doc.Is(rel, "acl"):
		if s.d.TimeAt(head) == doc.None || k.XPOS == "VBN" { // "on Monday defended": hung on the day
			s.relative(a, head, depth)
		}
	case rel == "amod":
		if a.passive && len(a.obj) == 0 {
			a.obj = append(a.obj, head)
		}
	case rel == "conj":
		s.shared(a, head, depth)
	case rel == "xcomp" || doc.Is(rel, "advcl") || rel == "ccomp" || rel == "parataxis":
		s.handedDown(a, head, depth)
	}
	s.shareForward(a, depth)
}

// dative gives verb a.tok the party right behind it as its second object, where the parser made it an object like the one that follows or
// a part of that: "promised Lithuania 600 million dollars", "lent the islands a ship".
func (s *scan) dative(a *args) {
	i := a.tok + 1
	if len(a.obj) == 0 || len(a.iobj) > 0 || a.passive || !s.r.ditransitive[s.lemma[a.tok]] || int(i) >= len(s.d.Tokens) {
		return
	}
	if s.d.Tokens[i].UPOS == "DET" {
		i++
	}
	r := s.refOf(min(i, int32(len(s.d.Tokens))-1))
	if r == doc.None || s.d.Refs[r].First > i || int(s.d.Refs[r].End) >= len(s.d.Tokens) {
		return
	}
	h, n := s.d.Refs[r].Head, s.d.Refs[r].End
	switch k := &s.d.Tokens[n]; {
	case k.Sent != s.d.Tokens[a.tok].Sent:
		return
	case k.UPOS == "NUM" || k.UPOS == "DET" || k.XPOS == "$" || k.XPOS == "PRP$":
	default:
		return
	}
	rest := a.obj[:0]
	for _, o := range a.obj {
		if o > n {
			rest = append(rest, o)
		}
	}
	if len(rest) > 0 {
		a.obj, a.iobj = rest, s.spread(a.iobj, h)
	}
}

// saidMust adds the verbs with "should" or "must" of the statement that verb a.tok makes.
func (s *scan) saidMust(a *args, k int32) {
	for _, b := range s.d.Statements[k].Body {
		for i := b.First; i < b.End && int(i) < len(s.d.Tokens); i++ {
			if s.d.Tokens[i].UPOS != "AUX" || s.lemma[i] != "should" && s.lemma[i] != "must" || s.d.Tokens[i].Head == doc.None {
				continue
			}
			v := s.d.Tokens[i].Head
			if n := s.d.Child(v, "nsubj"); n != doc.None && (s.lemma[n] == "i" || s.lemma[n] == "we") { // what one must do oneself
				continue
			}
			if !doc.Is(s.d.Tokens[v].Rel, "acl") {
				a.oblige(v, s.lemma[i] == "must")
			}
		}
	}
}

// oblige files verb v under what must be done, or what should be.
func (a *args) oblige(v int32, must bool) {
	list := &a.should
	if must {
		list = &a.must
	}
	if !slices.Contains(*list, v) {
		*list = append(*list, v)
	}
}

// hasMust says whether verb v stands with "must".
func (s *scan) hasMust(v int32) bool {
	for c := range s.d.Children(v) {
		if s.d.Tokens[c].UPOS == "AUX" && s.lemma[c] == "must" {
			return true
		}
	}
	return false
}

// shared fills what coordinated verbs have in common.
func (s *scan) shared(a *args, first int32, depth int) {
	if !s.isVerb(first) {
		return
	}
	for range maxDepth { // "urged them to wait and spoke": what is finite goes with what is finite
		up := s.d.Tokens[first].Head
		if !finiteTag(s.d.Tokens[a.tok].XPOS) || s.d.Tokens[first].XPOS != "VB" || s.finiteSelf(first) || up == doc.None || !s.isVerb(up) {
			break
		}
		first = up
	}
	f := s.argsAt(first, depth+1)
	if len(a.subj) == 0 && len(a.obj) == 0 && a.passive && f.passive {
		a.obj = append(a.obj, f.obj...)
	}
	if len(a.subj) > 0 {
		return
	}
	if n := s.subjectBefore(a.tok, first); n != doc.None {
		a.subj = append(a.subj, s.upAnd(n)...)
		if a.passive {
			a.obj, a.subj = append(a.obj, a.subj...), nil
		}
		return
	}
	switch {
	case a.passive && f.passive:
		if len(a.obj) == 0 {
			a.obj = append(a.obj, f.obj...)
		}
		a.subj = append(a.subj, f.subj...)
	case a.passive && len(a.obj) == 0:
		a.obj = append(a.obj, f.subj...)
	case !a.passive && f.passive:
		a.subj = append(a.subj, f.obj...)
	case !a.passive:
		a.subj = append(a.subj, f.subj...)
	}
}

// subjectBefore is the noun phrase that stands right before verb t, behind verb first: the subject of a clause of its own.
func (s *scan) subjectBefore(t, first int32) int32 {
	at := t
	for c := range s.d.Children(t) {
		if doc.Is(s.d.Tokens[c].Rel, "aux") {
			at = min(at, c)
		}
	}
	for at-1 > first && (s.d.Tokens[at-1].UPOS == "ADV" || s.d.Tokens[at-1].UPOS == "PART") {
		at--
	}
	if at-1 <= first {
		return doc.None
	}
	r := s.refOf(at - 1)
	if r == doc.None { // "they ran, police in response fired"
		n := s.nominalBefore(at)
		if n == doc.None || n <= first || s.d.RefAt(n) == doc.None {
			return doc.None
		}
		before := s.d.Refs[s.d.RefAt(n)].First - 1
		switch rel := s.d.Tokens[n].Rel; {
		case before <= first || s.d.Tokens[before].XPOS != ",":
			return doc.None
		case rel == "conj" || rel == "dep" || rel == "parataxis" || doc.Is(rel, "nsubj"):
			return n
		}
		return doc.None
	}
	if r == doc.None || s.d.Refs[r].End != at || s.caseOf(s.d.Refs[r].Head) != "" {
		return doc.None
	}
	return s.d.Refs[r].Head
}

// objectAfter is the party that stands right behind verb t, where the tree ties it to something else.
func (s *scan) objectAfter(t int32) int32 {
	i := t + 1
	if int(i) >= len(s.d.Tokens) || s.d.Tokens[i].Sent != s.d.Tokens[t].Sent {
		return doc.None
	}
	r := s.refOf(i)
	if r == doc.None || s.d.Refs[r].First != i || s.d.TimeAt(i) != doc.None {
		return doc.None
	}
	h := s.d.Refs[r].Head
	if rel := s.d.Tokens[h].Rel; doc.Is(rel, "nsubj") || s.caseOf(h) != "" || s.modifier(h, s.d.Refs[r].End+3) && s.d.TimeAt(s.d.Tokens[h].Head) == doc.None { // but "visit Port Moresby next month"
		return doc.None
	}
	return h
}

// leftOf is the party that "and" ties to the phrase of h on its left, where the tree does not: "the army and the militia agreed".
func (s *scan) leftOf(h int32) int32 {
	r := s.d.RefAt(h)
	if r == doc.None {
		return doc.None
	}
	i := s.d.Refs[r].First - 1
	for i >= 0 && (s.d.Tokens[i].UPOS == "DET" || s.d.Tokens[i].UPOS == "ADJ") {
		i--
	}
	if i < 1 || s.lemma[i] != "and" || s.d.Tokens[i].Sent != s.d.Tokens[h].Sent {
		return doc.None
	}
	l := s.refOf(i - 1)
	if l == doc.None || s.d.Refs[l].AsPlace || s.d.Refs[l].Head >= i {
		return doc.None
	}
	head := s.d.Refs[l].Head
	if v := s.d.Tokens[head].Head; s.caseOf(head) != "" || v != doc.None && v < head && s.isVerb(v) || s.modifier(head, h) {
		return doc.None // the object of a clause before
	}
	for b := head - 1; b >= 0 && s.d.Tokens[b].Sent == s.d.Tokens[h].Sent; b-- {
		if s.isVerb(b) && s.d.Tokens[b].UPOS == "VERB" && s.finiteSelf(b) {
			return doc.None
		}
	}
	return head
}

// upAnd gives token n with those that "and" ties it to on its left.
func (s *scan) upAnd(n int32) []int32 {
	out := []int32{n}
	for range maxDepth {
		k := &s.d.Tokens[n]
		if k.Rel != "conj" || k.Head == doc.None || k.Head > n {
			break
		}
		and, but := false, false
		for c := range s.d.Children(n) {
			and = and || s.lemma[c] == "and" || s.lemma[c] == ","
			but = but || s.lemma[c] == "but" || s.lemma[c] == "both"
		}
		if !and || but {
			break
		}
		n = k.Head
		out = append(out, n)
	}
	return out
}

// lastResort gives a finite verb without a subject the noun phrase before it.
func (s *scan) lastResort(a *args) {
	k := &s.d.Tokens[a.tok]
	finite := k.XPOS == "VBD" || k.XPOS == "VBZ" || k.XPOS == "VBP"
	at := a.tok
	for c := range s.d.Children(a.tok) {
		if doc.Is(s.d.Tokens[c].Rel, "aux") && s.d.Tokens[c].XPOS != "VB" {
			finite, at = true, min(at, c)
		}
	}
	if !finite || len(a.subj) > 0 && !a.passive || a.passive && len(a.obj) > 0 {
		return
	}
	n := s.nominalBefore(at)
	if n == doc.None {
		return
	}
	list := s.spread(s.upAnd(n)[1:], n)
	if a.passive {
		a.obj = append(a.obj, list...)
	} else {
		a.subj = append(a.subj, list...)
	}
}

// shareForward lends the object of the last of coordinated verbs to the first: "condemned and rejected the plan".
func (s *scan) shareForward(a *args, depth int) {
	if len(a.obj) > 0 || len(a.preps) > 0 || len(a.that) > 0 || len(a.inf) > 0 || a.passive {
		return
	}
	for c := range s.d.Children(a.tok) {
		if s.d.Tokens[c].Rel == "conj" && s.isVerb(c) && c-a.tok <= 3 {
			b := s.argsAt(c, depth+1)
			if !b.passive {
				a.obj = append(a.obj, b.obj...)
			}
			return
		}
	}
}

// objectControl says whether the object of a verb with an infinitive is who is to act: all verbs but those that promise.
func (s *scan) objectControl(v int32) bool {
	switch s.lemma[v] {
	case "promise", "vow", "pledge", "threaten", "use", "take", "make", "need":
		return false
	}
	return true
}

// handedDown fills the subject of a clause from the verb that governs it.
func (s *scan) handedDown(a *args, gov int32, depth int) {
	k := &s.d.Tokens[a.tok]
	if k.Rel == "parataxis" || len(a.subj) > 0 && !a.passive || a.passive && len(a.obj) > 0 {
		return
	}
	if finiteTag(k.XPOS) {
		return
	}
	for c := range s.d.Children(a.tok) { // "both have alleged"
		if doc.Is(s.d.Tokens[c].Rel, "aux") && finiteTag(s.d.Tokens[c].XPOS) && !a.passive {
			return
		}
	}
	var from []int32
	if s.nominal(gov) {
		n := s.argsAt(gov, depth+1)
		from = n.subj
		if len(from) == 0 { // a predicate noun: its subject
			for c := range s.d.Children(gov) {
				if doc.Is(s.d.Tokens[c].Rel, "nsubj") {
					from = s.spread(nil, s.antecedent(c))
				}
			}
		}
	} else {
		g := s.argsAt(gov, depth+1)
		inf := k.XPOS == "VB" && (k.Rel == "xcomp" || k.Rel == "advcl" || k.Rel == "ccomp")
		switch {
		case inf && k.Rel != "advcl" && len(g.obj) > 0 && s.objectControl(gov):
			from = g.obj
		case inf && len(g.preps) > 0 && (g.preps[0].word == "on" || g.preps[0].word == "upon" || g.preps[0].word == "for") && s.lemma[gov] == "call":
			from = []int32{g.preps[0].head}
		case inf && len(g.preps) > 0 && g.preps[0].word == "to" && s.lemma[gov] == "appeal":
			from = []int32{g.preps[0].head}
		case k.XPOS == "VBG" && k.Rel != "advcl" && len(g.obj) > 0 && s.caseOf(a.tok) != "":
			from = g.obj // "accused them of helping"
		case k.XPOS == "VBG" && s.caseOf(a.tok) == "for": // "punished them for helping"
			for _, p := range g.preps {
				if p.word == "on" || p.word == "against" {
					from = append(from, p.head)
				}
			}
			if len(from) == 0 {
				from = g.obj
			}
			if len(from) == 0 || g.passive {
				from = g.obj
			}
		case k.XPOS == "VBG" && len(g.obj) > 0 && (s.lemma[gov] == "accuse" || s.lemma[gov] == "stop" || s.lemma[gov] == "prevent" || s.lemma[gov] == "suspect"):
			from = g.obj
		case g.passive:
			from = g.obj
		default:
			from = g.subj
		}
	}
	if a.passive {
		a.obj = append(a.obj, from...)
	} else {
		a.subj = append(a.subj, from...)
	}
}
