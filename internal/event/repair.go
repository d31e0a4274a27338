package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// repair mends what the parser often gets wrong around a verb whose words alone leave no doubt.
func (s *scan) repair(a *args) {
	s.casedObject(a)
	s.particleObject(a)
	s.objectBeforeTime(a)
	s.giftObject(a)
	s.metThemselves(a)
}

// metThemselves makes those who meet of those who are met, where the parser took the past tense for a participle: "after the ministers
// of the two countries met in Rome".
func (s *scan) metThemselves(a *args) {
	if k := &s.d.Tokens[a.tok]; !a.passive || len(a.subj) > 0 || len(a.obj) == 0 || k.XPOS != "VBN" || !doc.Is(k.Rel, "acl") || s.lemma[a.tok] != "meet" && s.lemma[a.tok] != "agree" {
		return
	}
	both := 0
	for _, o := range a.obj {
		both += len(s.resolve(o).actors)
	}
	if both > 1 {
		a.subj, a.obj, a.passive = a.obj, nil, false
	}
}

// casedObject makes a phrase with its preposition of an object that has one: "fired first on villagers", with the villagers as what was fired.
func (s *scan) casedObject(a *args) {
	a.obj = slices.DeleteFunc(a.obj, func(o int32) bool {
		if o < a.tok || a.passive || s.d.Tokens[o].Head != a.tok {
			return false
		}
		switch w := s.caseOf(o); w {
		case "on", "at", "against", "with":
			a.preps = append(a.preps, prep{w, o})
			return true
		}
		return false
	})
}

// particleObject gives a verb that rows know with this particle its object, where the parser read the particle as a preposition: "called
// in the ambassador", "brushed aside the demand". Where a place follows it is one: "landed in Rome"; "on" always is: "called on him".
func (s *scan) particleObject(a *args) {
	if len(a.obj) > 0 || a.passive {
		return
	}
	for _, p := range a.preps {
		if c := s.d.Child(p.head, "case"); c == a.tok+1 && p.word != "on" && s.d.PlaceAt(p.head) == doc.None && s.withParticle(a.tok, p.word) {
			a.obj = s.spread(a.obj, p.head)
			return
		}
	}
}

// withParticle says whether a row hangs on the verb t with this particle, which makes another verb of it.
func (s *scan) withParticle(t int32, word string) bool {
	return !s.r.plainParticle[s.lemma[t]+"_"+word] && slices.ContainsFunc(s.r.patterns[trigger{s.lemma[t], 'V'}], func(r *row) bool { return r.after == word })
}

// objectBeforeTime gives a verb the noun that the parser made a part of the time behind it: "called in the Peruvian ambassador yesterday".
func (s *scan) objectBeforeTime(a *args) {
	if len(a.obj) > 0 || a.passive {
		return
	}
	for c := range s.d.Children(a.tok) {
		if c <= a.tok+1 || s.d.TimeAt(c) == doc.None || !s.nominal(c) || s.d.TimeAt(c-1) != doc.None {
			continue
		}
		o := c - 1
		if k := &s.d.Tokens[o]; k.UPOS == "NOUN" && k.Head == c && k.Rel == "compound" && s.nominal(o) {
			a.obj = append(a.obj, o)
			for j := range s.d.Children(c) { // whose he is hangs on the time as well
				if j < o && s.d.RefAt(j) != doc.None {
					a.obj = append(a.obj, j)
				}
			}
			return
		}
	}
}

// giftObject parts whom something is given from what is given, where the parser made one phrase of both: "refused the Peruvian minister
// entry", "gave the ambassador 48 hours".
func (s *scan) giftObject(a *args) {
	if len(a.obj) != 1 || len(a.iobj) > 0 || a.passive || !s.r.ditransitive[s.lemma[a.tok]] {
		return
	}
	o := a.obj[0]
	if o < a.tok || !s.r.given[s.lemma[o]] {
		return
	}
	for c := range s.d.Children(o) {
		if k := &s.d.Tokens[c]; c > a.tok+1 && k.Rel == "compound" && k.UPOS == "NOUN" && (c == o-1 || c == o-2 && s.d.Tokens[o-1].UPOS == "NUM") {
			a.iobj = append(a.iobj, c)
			return
		}
	}
}
