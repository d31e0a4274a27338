package event

import "github.com/openlines/openlines/internal/doc"

// antecedent is what a relative pronoun stands for, else the token itself.
func (s *scan) antecedent(t int32) int32 {
	k := &s.d.Tokens[t]
	if k.UPOS != "PRON" && k.UPOS != "DET" && k.UPOS != "SCONJ" {
		return t
	}
	switch s.lemma[t] {
	case "who", "whom", "which", "that":
	default:
		return t
	}
	v := k.Head
	for i := 0; i < 3 && v != doc.None; i++ {
		vk := &s.d.Tokens[v]
		if doc.Is(vk.Rel, "acl") && vk.Head != doc.None {
			return vk.Head
		}
		if vk.Rel != "conj" {
			break
		}
		v = vk.Head
	}
	for i := t - 1; i >= 0 && i >= t-2 && s.lemma[t] != "that" && s.d.Tokens[i].Sent == k.Sent; i-- { // not tied by the tree: what stands before it
		if s.nominal(i) {
			if r := s.refOf(i); r != doc.None {
				return s.d.Refs[r].Head
			}
			return i
		}
	}
	return t
}

// relative fills the arguments of a clause that hangs on a noun.
func (s *scan) relative(a *args, noun int32, depth int) {
	k := &s.d.Tokens[a.tok]
	if k.Rel == "acl" && (k.XPOS == "VBD" || k.XPOS == "VBZ" || k.XPOS == "VBP") && len(a.subj) == 0 { // no relative clause, but a clause hung wrongly
		if n := s.nominalBefore(a.tok); n != doc.None {
			a.subj = s.spread(s.upAnd(n)[1:], n)
			return
		}
	}
	switch {
	case k.XPOS == "VBN" && a.passive:
		if len(a.obj) == 0 {
			a.obj = s.spread(a.obj, noun)
		}
	case k.XPOS == "VBG":
		if s.spokenIn(a, noun, depth) {
			return
		}
		if len(a.subj) == 0 {
			a.subj = s.spread(a.subj, noun)
		}
	case k.XPOS == "VB": // "the decision to withdraw": who decides withdraws
		if len(a.subj) == 0 && s.nominal(noun) {
			n := s.argsAt(noun, depth+1)
			a.subj = append(a.subj, n.subj...)
		}
	case len(a.subj) == 0 && !a.passive:
		a.subj = s.spread(a.subj, noun)
	case len(a.obj) == 0 && len(a.that) == 0 && k.Rel == "acl:relcl":
		has := false // "the report that it published": the pronoun is the object
		for _, x := range a.subj {
			has = has || x == noun
		}
		if !has {
			a.obj = append(a.obj, noun)
		}
	}
}

// spokenIn fills the arguments of a verb of speaking in -ing that hangs on what is written or on where it is said: "wrote to the
// embassy asking", "issued a statement condemning", "posted on a site blaming". Who writes or issues is who speaks.
func (s *scan) spokenIn(a *args, noun int32, depth int) bool {
	if !s.r.speaking[s.lemma[a.tok]] || len(a.subj) > 0 {
		return false
	}
	word := s.caseOf(noun)
	if word == "" && s.d.RefAt(noun) != doc.None {
		return false
	}
	v := s.d.Tokens[noun].Head
	for range 2 {
		if v != doc.None && s.nominal(v) && s.d.RefAt(v) == doc.None {
			v = s.d.Tokens[v].Head
		}
	}
	if v == doc.None || !s.isVerb(v) {
		return false
	}
	g := s.argsAt(v, depth+1)
	from := g.subj
	if g.passive {
		from = nil
	}
	if len(from) == 0 {
		from = s.argsAt(noun, depth+1).subj
	}
	if len(from) == 0 {
		return false
	}
	a.subj = append(a.subj, from...)
	if word == "to" && len(a.obj) == 0 {
		a.obj = s.spread(a.obj, noun)
	}
	return true
}
