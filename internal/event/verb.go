package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// voice is what the words at a verb say of its form.
type voice struct {
	aux     bool // it has an auxiliary or a copula
	passive bool // an auxiliary of the passive
	by      bool // a "by" phrase names who acts
}

// verbArgs fills the arguments of a verb.
func (s *scan) verbArgs(a *args, depth int) {
	if s.misread[a.tok] == past {
		s.lineArgs(a)
		return
	}
	form := s.ownArgs(a)
	if c := s.turned(a.tok); c != doc.None {
		a.subj = s.spread(nil, s.turnedSubject(c))
	}
	s.mendObject(a, form)
	for _, o := range a.obj {
		if o > a.tok && !a.passive {
			s.behindObject(a, o)
		}
	}
	s.readVoice(a, form, depth)
	if a.passive {
		s.byPhrase(a)
	}
	if s.d.Tokens[a.tok].Head != doc.None {
		s.fromAbove(a, depth)
		s.shareForward(a, depth)
	}
	s.lastResort(a)
}

// ownArgs fills the arguments that hang on the verb itself.
func (s *scan) ownArgs(a *args) (form voice) {
	t := a.tok
	for c := range s.d.Children(t) {
		ck := &s.d.Tokens[c]
		if doc.Is(ck.Rel, "nsubj") && s.d.TimeAt(c) != doc.None { // "officials today praised", with "today" as the subject
			continue
		}
		if ck.Rel == "nsubj" && s.d.Tokens[t].XPOS == "VBG" && s.afterWhere(c) { // "posted a message on a site blaming"
			continue
		}
		switch rel := ck.Rel; {
		case rel == "aux:pass":
			form.passive = true
		case rel == "aux" || rel == "cop":
			form.aux = true
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
			a.passive, form.by = true, true
		case doc.Is(rel, "obl") || doc.Is(rel, "nmod"):
			s.addPrep(a, c)
			s.behindTime(a, c)
		case rel == "advmod":
			a.adv = append(a.adv, c)
		case rel == "xcomp" || rel == "ccomp" || doc.Is(rel, "advcl") || rel == "acl":
			s.complement(a, c)
		}
	}
	return form
}

// mendObject looks for the object where the tree ties it to something else, and for what a verb of saying says must be done.
func (s *scan) mendObject(a *args, form voice) {
	t := a.tok
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
	if len(a.obj) == 0 && len(a.iobj) == 0 && !form.passive && !a.passive && len(a.that) == 0 {
		if o := s.objectAfter(t); o != doc.None {
			a.obj = s.spread(a.obj, o)
		}
	}
	if len(a.obj) == 0 && len(a.inf) > 0 { // "asked Rome to help"
		a.obj = a.iobj
	}
}

// behindObject takes what the parser hung on object o and may belong to the verb: "sent a note to Lima".
func (s *scan) behindObject(a *args, o int32) {
	for c := range s.d.Children(o) {
		if s.d.Tokens[c].Rel == "amod" && (c > o || c == a.tok+1) { // "left six dead", "shot dead a guard"
			a.comp = append(a.comp, c)
		}
		rel := s.d.Tokens[c].Rel
		if c < o || rel == "nmod:poss" || !doc.Is(rel, "nmod") && !doc.Is(rel, "acl") {
			continue
		}
		s.addPrep(a, c)
		if s.d.Tokens[c].XPOS == "VBG" && s.caseOf(c) != "" { // "accused the party of rigging the vote"
			a.ger = append(a.ger, c)
		}
		if s.d.Tokens[c].XPOS == "VB" && len(a.inf) == 0 { // "allowed the envoy to enter"
			a.inf = append(a.inf, c)
		}
	}
}

// goes are verbs of motion that have no passive: "the minister, X, left for Rome" is no participle.
var goes = map[string]bool{"leave": true, "arrive": true, "return": true, "travel": true, "go": true, "head": true, "depart": true, "come": true}

// readVoice settles whether the verb is passive, where the tree does not say so, and turns its arguments accordingly.
func (s *scan) readVoice(a *args, form voice, depth int) {
	t, k := a.tok, &s.d.Tokens[a.tok]
	a.passive = a.passive || form.passive
	switch {
	case s.pastOfItsOwn(a, form) && !form.passive && !form.aux:
		if n := s.nominalBefore(t); n != doc.None && len(a.subj) == 0 {
			a.subj = s.spread(a.subj, n)
		}
	case k.XPOS == "VBN" && !form.aux && len(a.subj) == 0 && (k.Rel == "acl" || k.Rel == "advcl" || k.Rel == "amod" || k.Rel == "conj"):
		a.passive = k.Rel != "conj" || k.Head != doc.None && s.argsAt(k.Head, depth+1).passive
	}
	// a passive whose subject the parser took for an active one
	if form.passive && !form.by && len(a.obj) == 0 && len(a.subj) > 0 {
		a.obj, a.subj = a.subj, nil
	}
}

// pastOfItsOwn says whether what was taken for the participle at a noun is a past tense: "police in response fired gas".
func (s *scan) pastOfItsOwn(a *args, form voice) bool {
	k := &s.d.Tokens[a.tok]
	if k.XPOS != "VBN" || k.Rel != "acl" {
		return false
	}
	if len(a.obj) == 0 {
		return k.Head != doc.None && s.d.Tokens[k.Head].Head == doc.None && goes[s.lemma[a.tok]] && !form.by
	}
	return slices.ContainsFunc(a.obj, func(o int32) bool { return o > a.tok })
}

// byPhrase makes the "by" phrase of a passive its subject.
func (s *scan) byPhrase(a *args) {
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

// fromAbove fills arguments from the word that the verb hangs on.
func (s *scan) fromAbove(a *args, depth int) {
	k := &s.d.Tokens[a.tok]
	switch head, rel := k.Head, k.Rel; {
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
