package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// side is an argument that names a party.
type side struct {
	head    int32
	whole   int32   // head of the argument that it stands in
	actors  []int32 // the parties: states, organizations, groups
	persons []int32
	inPlace bool  // only the place where it stands names one
	climbed bool  // the argument itself is none; an actor within it is
	others  bool  // named only by whom they are not: "its allies"
	ref     int32 // the reference that names it, or None
}

// refOf is the reference at token t or around it, or None.
func (s *scan) refOf(t int32) int32 {
	if r := s.d.RefAt(t); r != doc.None {
		return r
	}
	return s.cover[t]
}

// makeCover notes for each token the shortest reference that covers it.
func (s *scan) makeCover() {
	s.cover = make([]int32, len(s.d.Tokens))
	for i := range s.cover {
		s.cover[i] = doc.None
	}
	for k := range s.d.Refs {
		r := &s.d.Refs[k]
		for i := r.First; i < r.End; i++ {
			if c := s.cover[i]; c == doc.None || s.d.Refs[c].Len() > r.Len() {
				s.cover[i] = int32(k)
			}
		}
	}
}

// party is whom an actor stands for: itself, or for a person its body or state.
func (s *scan) party(a int32) int32 {
	for range 4 {
		k := &s.d.Actors[a]
		if k.Kind == record.Group && k.Office != "" && k.Office != "member" && k.For != doc.None && s.d.Actors[k.For].Country == "" { // "the NATO chief" acts for NATO
			return k.For
		}
		if k.Kind != record.Person {
			return a
		}
		if k.For == doc.None || k.For < 0 || int(k.For) >= len(s.d.Actors) {
			break
		}
		a = k.For
	}
	if c := s.d.Actors[a].Country; c != "" {
		if st, ok := s.states[c]; ok {
			return st
		}
	}
	return a
}

// code tells parties apart: all bodies and people of a state are one.
func (s *scan) code(a int32) string {
	k := &s.d.Actors[a]
	switch {
	case k.Country != "":
		return k.Country
	case k.Key != "":
		return k.Key
	}
	return k.Name
}

// fineCode tells the parties of one state apart: its police, its parliament, those who oppose it.
func (s *scan) fineCode(a int32) string {
	k := &s.d.Actors[a]
	c := s.code(a)
	if k.Country == "" || k.Kind == record.State || len(k.CAMEO) < 6 {
		return c
	}
	switch role := k.CAMEO[3:6]; role {
	case "GOV", "MIL", "SPY":
		return c
	default:
		return c + "/" + role
	}
}

// ofMedia says whether an actor is a newspaper, an agency or journalists.
func (s *scan) ofMedia(a int32) bool {
	c := s.d.Actors[a].CAMEO
	return strings.HasSuffix(c, "MED") || strings.HasSuffix(c, "JRN")
}

// resolve finds the party that token h names or that the phrase under it belongs to.
func (s *scan) resolve(h int32) side {
	out := side{head: h, whole: h, ref: doc.None}
	r := s.refOf(h)
	if r == doc.None && s.d.Tokens[h].UPOS == "PRON" {
		if sp := s.teller(h); sp != doc.None && sp != h {
			if out := s.resolve(sp); len(out.actors) > 0 {
				out.climbed = true
				return out
			}
		}
	}
	if r == doc.None {
		r = s.within(h, 0)
		out.climbed = r != doc.None
		out.inPlace = out.climbed && s.d.Refs[r].AsPlace
	}
	if out.climbed && s.r.kin[s.lemma[h]] { // "his father" is no party, whoever he is
		return out
	}
	out.ref = r
	if r == doc.None {
		return out
	}
	for _, a := range s.d.Refs[r].Actors {
		if a < 0 || int(a) >= len(s.d.Actors) {
			continue
		}
		if s.d.Actors[a].Kind == record.Person && !slices.Contains(out.persons, a) {
			out.persons = append(out.persons, a)
		}
		if p := s.party(a); !slices.Contains(out.actors, p) {
			out.actors = append(out.actors, p)
		}
	}
	if out.climbed && s.r.servant[s.lemma[h]] && s.d.Tokens[s.d.Refs[r].Head].Rel == "nmod:poss" { // "his trade secretary" is another person
		out.persons = nil
	}
	if len(out.persons) == 0 && s.r.opposite[s.lemma[h]] && s.ownersOnly(h, out.actors) { // "its allies" are others
		return side{head: h, whole: h, ref: doc.None, others: true}
	}
	if len(out.actors) == 1 && len(out.persons) == 0 && !out.climbed {
		if k := &s.d.Actors[out.actors[0]]; k.Kind == record.Group && k.Country == "" { // "refugees in Chad", "hackers working for Chad"
			if w := s.within(h, 0); w != doc.None {
				var whose []int32 // "officials of the two countries"
				for _, a := range s.d.Refs[w].Actors {
					if p := s.party(a); s.d.Actors[p].Country != "" {
						whose = addUnique(whose, p)
					}
				}
				if len(whose) > 0 {
					out.actors = whose
				}
			}
		}
	}
	if out.climbed && !out.inPlace && len(out.actors) == 1 { // "the spy chiefs of Peru and Chile"
		for c := range s.d.Children(s.d.Refs[r].Head) {
			if x := s.d.RefAt(c); x != doc.None && s.d.Tokens[c].Rel == "conj" && s.d.Tokens[c].UPOS == s.d.Tokens[s.d.Refs[r].Head].UPOS {
				for _, a := range s.d.Refs[x].Actors {
					if p := s.party(a); !slices.Contains(out.actors, p) {
						out.actors = append(out.actors, p)
					}
				}
			}
		}
	}
	if s.d.Tokens[h].UPOS == "NOUN" && len(out.persons) == 0 && len(out.actors) == 1 {
		s.coordinated(&out)
	}
	return out
}

// ownersOnly says whether the possessor of noun h is of the same states as these actors.
func (s *scan) ownersOnly(h int32, actors []int32) bool {
	p := s.d.Child(h, "nmod:poss")
	if p == doc.None || len(actors) == 0 {
		return false
	}
	r := s.refOf(p)
	return r != doc.None && !slices.ContainsFunc(actors, func(a int32) bool {
		return !slices.ContainsFunc(s.d.Refs[r].Actors, func(b int32) bool { return s.code(s.party(b)) == s.code(a) })
	})
}

// teller is the subject of the verb that tells the clause of pronoun h: "the army said it will leave".
func (s *scan) teller(h int32) int32 {
	switch s.lemma[h] {
	case "it", "they", "he", "she", "we", "i":
	default:
		return doc.None
	}
	v := s.d.Tokens[h].Head
	for range maxDepth {
		if v == doc.None {
			return doc.None
		}
		up := s.d.Tokens[v].Head
		if up == doc.None {
			return doc.None
		}
		if rel := s.d.Tokens[v].Rel; (rel == "ccomp" || rel == "parataxis") && s.isVerb(up) {
			for c := range s.d.Children(up) {
				if doc.Is(s.d.Tokens[c].Rel, "nsubj") && c < h && s.agree(h, c) {
					return s.antecedent(c)
				}
			}
			return doc.None
		}
		v = up
	}
	return doc.None
}

// coordinated adds the states that share a noun: "French and Egyptian warships".
func (s *scan) coordinated(out *side) {
	for c := range s.d.Children(out.head) {
		if k := &s.d.Tokens[c]; c > out.head || k.Rel != "amod" && k.Rel != "compound" {
			continue
		}
		for _, x := range s.spreadAny(nil, c) {
			r := s.d.RefAt(x)
			if r == doc.None || x > out.head {
				continue
			}
			for _, a := range s.d.Refs[r].Actors {
				if s.d.Actors[a].Kind == record.State && s.code(a) != s.code(out.actors[0]) && !slices.Contains(out.actors, a) && s.joined(x) {
					out.actors = append(out.actors, a)
				}
			}
		}
	}
}

// joined says whether "and" or a comma follows or precedes token t.
func (s *scan) joined(t int32) bool {
	near := func(i int32) bool {
		return i >= 0 && int(i) < len(s.lemma) && (s.lemma[i] == "and" || s.lemma[i] == "," || s.lemma[i] == "or")
	}
	return near(t-1) || near(t+1)
}

// agree says whether pronoun p can mean the noun phrase headed by n: officials are not "it", a state is not "she".
func (s *scan) agree(p, n int32) bool {
	person := false
	if r := s.refOf(n); r != doc.None {
		for _, a := range s.d.Refs[r].Actors {
			person = person || s.d.Actors[a].Kind == record.Person
		}
	}
	switch s.lemma[p] {
	case "it":
		x := s.d.Tokens[n].XPOS
		return !person && (x != "NNS" || s.d.NameAt(n) != doc.None)
	case "he", "she":
		return s.d.Tokens[n].XPOS != "NNS"
	}
	return true
}

// within looks for a reference in the phrase under h: its possessor, what stands before it, "of", "by", "from", "in".
func (s *scan) within(h int32, depth int) int32 {
	if depth > 2 {
		return doc.None
	}
	best, rank := doc.None, 9
	take := func(r int32, k int) {
		if r != doc.None && k < rank {
			best, rank = r, k
		}
	}
	for c := range s.d.Children(h) {
		switch rel := s.d.Tokens[c].Rel; {
		case rel == "nmod:poss":
			if r := s.refOf(c); r != doc.None && s.d.Tokens[c].UPOS == "PRON" {
				take(r, 2) // "his Syrian colleague" is Syrian
			} else if r != doc.None {
				take(r, 0)
			} else {
				take(s.within(c, depth+1), 2)
			}
		case rel == "compound" || rel == "amod" || doc.Is(rel, "flat"):
			if r := s.refOf(c); r != doc.None {
				take(r, 1)
			} else if rel == "compound" {
				take(s.within(c, depth+1), 3)
			}
		case doc.Is(rel, "nmod") || rel == "obl":
			k := 9
			switch s.caseOf(c) {
			case "such_as", "like", "including":
				k = 2
			case "of":
				k = 3
			case "by":
				k = 3
			case "from":
				k = 4
			case "in", "at", "on", "near":
				k = 5
			case "with", "between", "against", "for", "to":
				k = 6
			}
			if k == 9 {
				continue
			}
			if r := s.refOf(c); r != doc.None {
				take(r, k)
			} else {
				take(s.within(c, depth+1), k+1)
			}
		case doc.Is(rel, "acl") && s.r.belongs[s.lemma[c]]: // "depots belonging to Kuwait", "a trawler flying the flag of Chad"
			for g := range s.d.Children(c) {
				if r := s.refOf(g); r != doc.None && g > c {
					take(r, 2)
				} else if g > c && s.nominal(g) {
					take(s.within(g, depth+1), 3)
				}
			}
		case rel == "appos":
			if r := s.refOf(c); r != doc.None {
				take(r, 2)
			}
		}
	}
	return best
}

// reach is a token that a role leads to and the argument in which it stands.
type reach struct{ head, whole int32 }

// heads gives the tokens that a step leads to.
func (s *scan) heads(a *args, steps []step) []int32 {
	for _, st := range steps {
		if r := s.reaches(a, st); len(r) > 0 {
			out := make([]int32, len(r))
			for i := range r {
				out[i] = r[i].head
			}
			return out
		}
	}
	return nil
}

func (s *scan) reaches(a *args, st step) []reach {
	var out []reach
	for _, h := range a.get(st.arg) {
		if st.part == "" {
			out = append(out, reach{h, h})
			continue
		}
		for _, p := range s.argsOf(h).get(parseArg(st.part)) {
			whole := h
			if !s.nominal(h) {
				whole = p
			}
			out = append(out, reach{p, whole})
		}
	}
	return out
}

// sides resolves a role. Steps that lead to no party give way to later ones that do.
func (s *scan) sides(a *args, steps []step) []side {
	var first []side
	for _, st := range steps {
		var got []side
		named := false
		for _, r := range s.reaches(a, st) {
			sd := s.resolve(r.head)
			sd.whole = sd.head
			if whole[st.part] {
				sd.whole = r.whole
			}
			named = named || len(sd.actors) > 0
			got = append(got, sd)
		}
		if named {
			return got
		}
		if first == nil {
			first = got
		}
	}
	for _, st := range steps { // hung too deep: "a state of siege in Haiti"
		if st.part != "" || st.arg.kind != argPrep {
			continue
		}
		if h := s.further(a.tok, st.arg.prep); h != doc.None {
			var got []side
			hs := s.spread(nil, h)
			if up := s.d.Tokens[h].Head; st.arg.prep == "between" && len(hs) == 1 && up != doc.None { // "talks in Rome between A and B", with B hung on Rome
				for c := range s.d.Children(up) {
					if c > h && s.d.Tokens[c].Rel == "conj" {
						hs = append(hs, c)
					}
				}
			}
			for _, h := range hs {
				if sd := s.resolve(h); len(sd.actors) > 0 {
					sd.whole = sd.head
					got = append(got, sd)
				}
			}
			if len(got) > 0 {
				return got
			}
		}
	}
	return first
}

// whole are the parts of an argument that stand for it: "condemned the decision of Spain" is aimed at the decision, "cut aid to Spain" at Spain.
var whole = map[string]bool{"poss": true, "comp": true, "of": true, "by": true, "subj": true, "obj": true}

// furtherReach is how far behind its trigger a phrase may stand that the parser hung elsewhere.
const furtherReach = 12

// further is the head of the first phrase with a preposition behind token t, in the same clause.
func (s *scan) further(t int32, word string) int32 {
	for i := t + 1; int(i) < len(s.lemma) && i <= t+furtherReach && s.d.Tokens[i].Sent == s.d.Tokens[t].Sent; i++ {
		switch k := &s.d.Tokens[i]; {
		case k.XPOS == "VB" && s.lemma[i-1] == "to": // "gave money to promote trade in Chad"
		case k.UPOS == "VERB" && (k.Rel == "amod" || k.Rel == "acl" && k.XPOS == "VBN"): // "in the occupied town", "a coin found in Rome"
		case k.UPOS == "VERB" || k.UPOS == "AUX" || k.UPOS == "SCONJ" || k.XPOS == "WDT" || k.XPOS == "WP" || k.XPOS == ".":
			return doc.None
		case s.nominal(i) && s.caseOf(i) == word && (doc.Is(s.d.Tokens[i].Rel, "nsubj") || word == "with" && s.absolute(i)): // "with Oman acting as host"
			return doc.None
		case s.nominal(i) && s.caseOf(i) == word:
			return i
		}
	}
	return doc.None
}
