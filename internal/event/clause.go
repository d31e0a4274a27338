package event

import "github.com/openlines/openlines/internal/doc"

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
		if g := s.argsAt(gov, depth+1); s.bothBefore(a.tok) && len(g.subj) > 1 && !s.nominal(gov) { // "two years after both recalled their envoys"
			a.subj = append(a.subj, g.subj...)
		}
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
