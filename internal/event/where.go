package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// place gives the event the place where it is said to happen.
func (s *scan) place(f *draft, c *cand) {
	if f.Where = s.goalOf(c); f.Where != doc.None {
		return
	}
	var ends bool
	if f.Where, ends = s.placeAbove(f, c); ends {
		return
	}
	if kind := family(c.act); kind == "ASSAULT" || kind == "COERCE" || kind == "PROTEST" {
		for _, x := range c.tgt {
			if f.Where = s.placeOf(x.head); f.Where == doc.None {
				f.Where = s.locative(x.head)
			}
			if f.Where != doc.None {
				return
			}
		}
	}
	if f.act.contact || !speech(f.act) {
		f.Where = s.onlyPlace(c.tok, append(slices.Clone(c.src), c.tgt...))
		if f.Where == doc.None && !speech(f.act) {
			f.Where = s.lonePlace(c.tok)
		}
	}
}

// goalOf is the place to which one travels or sends: "sent troops to Poland", "promised to send".
func (s *scan) goalOf(c *cand) int32 {
	behind := func(a *args, words ...string) int32 {
		for _, w := range words {
			for _, h := range a.get(argRef{argPrep, w}) {
				if p := s.placeOf(h); p != doc.None {
					return p
				}
			}
		}
		return doc.None
	}
	if c.act.cameo == "042" || c.act.mode == "visit" && c.act.cameo != "043" { // who is received comes from elsewhere
		for _, x := range c.tgt {
			if p := s.placeOf(x.head); p != doc.None {
				return p
			}
		}
		if p := behind(c.args, "to", "in"); p != doc.None {
			return p
		}
	}
	for _, m := range [...]*cand{c, c.inner} {
		if m == nil || !s.r.goal[s.lemma[m.tok]] {
			continue
		}
		if p := behind(m.args, "to", "into", "in", "at"); p != doc.None {
			return p
		}
	}
	return doc.None
}

// placeAbove is the place that hangs on the word of an event or on one above it; ends says that there is no other to look for.
func (s *scan) placeAbove(f *draft, c *cand) (at int32, ends bool) {
	cur := c.tok
	for range 4 {
		if p := s.locative(cur); p != doc.None {
			return p, true
		}
		if f.act.mode == "phone" { // who telephones is in two places
			return doc.None, true
		}
		h := s.d.Tokens[cur].Head
		rel := s.d.Tokens[cur].Rel
		if h == doc.None || !s.sameSpan(c.tok, h) {
			break
		}
		if !(s.nominal(cur) && s.isVerb(h) && (rel == "obj" || doc.Is(rel, "nsubj") || rel == "obl" && s.r.light[s.lemma[h]]) || rel == "xcomp" || rel == "conj" && !s.nominal(cur)) {
			break
		}
		cur = h
	}
	return doc.None, false
}

// lonePlace is the one place of a sentence that stands for no actor: "a coalition to patrol the Persian Gulf".
func (s *scan) lonePlace(t int32) int32 {
	sent := s.d.Sentences[s.d.Tokens[t].Sent].Span
	found := doc.None
	for i := sent.First; i < sent.End; i++ {
		p := s.d.PlaceAt(i)
		if p == doc.None || p == found {
			continue
		}
		if r := s.refOf(i); r != doc.None && !s.d.Refs[r].AsPlace {
			continue
		}
		switch s.d.Tokens[i].Rel {
		case "amod", "nmod:poss":
			continue
		}
		if s.apartFrom(t, i) || !s.sameSpan(t, i) || s.caseOf(i) == "in" && s.besideNoun(t, i) || s.said[t] != doc.None && s.said[i] == doc.None {
			continue
		}
		if found != doc.None {
			return doc.None
		}
		found = p
	}
	return found
}

// onlyPlace is the place of the one "in" or "at" phrase of a sentence.
// A place that only tells who a party is ("the militia in Yemen") is none.
func (s *scan) onlyPlace(t int32, parties []side) int32 {
	sent := s.d.Sentences[s.d.Tokens[t].Sent].Span
	found := doc.None
	for i := sent.First; i < sent.End; i++ {
		if s.d.Tokens[i].UPOS != "ADP" || s.lemma[i] != "in" && s.lemma[i] != "at" {
			continue
		}
		n := i + 1
		for n < sent.End-1 && (s.d.Tokens[n].UPOS == "DET" || s.d.Tokens[n].UPOS == "ADJ") && s.d.PlaceAt(n) == doc.None {
			n++
		}
		if n >= sent.End {
			break
		}
		p := s.d.PlaceAt(n)
		if b := i - 1; b >= sent.First && s.nominal(b) && s.d.TimeAt(b) == doc.None && s.at[b] == nil && s.refOf(b) == doc.None {
			continue // "the war in Chad" tells where the war is
		}
		if h := s.d.Tokens[i].Head; h != doc.None && slices.ContainsFunc(parties, func(x side) bool { return s.d.Tokens[h].Head == x.head }) {
			continue
		}
		if p == doc.None || p == found || s.apartFrom(t, n) || !s.sameSpan(t, n) || s.said[t] != doc.None && s.said[n] == doc.None { // "..., he said in Berlin"
			continue
		}
		if found != doc.None {
			return doc.None
		}
		found = p
	}
	return found
}

// locative is the place that a phrase with "in", "at", "near" at word v names.
func (s *scan) locative(v int32) int32 {
	for c := range s.d.Children(v) {
		rel := s.d.Tokens[c].Rel
		if !doc.Is(rel, "obl") && !doc.Is(rel, "nmod") || rel == "nmod:poss" {
			continue
		}
		switch s.caseOf(c) {
		case "in", "at", "near", "outside", "inside", "around", "across", "throughout", "off", "on":
			if p := s.placeOf(c); p != doc.None {
				return p
			}
			before := doc.None
			for g := range s.d.Children(c) { // "in the capital Beijing", "at a hotel in Geneva"
				if r := s.d.Tokens[g].Rel; r == "appos" || doc.Is(r, "nmod") || doc.Is(r, "flat") || r == "compound" {
					if r == "compound" { // "in a US raid" tells whose; "in the Aegean port of Izmir" names the port
						if before == doc.None && !s.statesName(g) && s.caseOf(g) == "" {
							before = s.placeOf(g)
						}
						continue
					}
					if cs := s.caseOf(g); cs == "" || cs == "in" || cs == "of" || cs == "at" || cs == "near" {
						if p := s.placeOf(g); p != doc.None {
							return p
						}
					}
				}
			}
			if before != doc.None {
				return before
			}
		}
	}
	return doc.None
}

// statesName says whether token t is the name of a state: before a noun it tells whose, not where.
func (s *scan) statesName(t int32) bool {
	p := s.placeOf(t)
	return p != doc.None && s.d.Places[p].Level == "country"
}

// placeOf is the place that token h names.
func (s *scan) placeOf(h int32) int32 {
	if p := s.d.PlaceAt(h); p != doc.None {
		return p
	}
	for c := range s.d.Children(h) {
		if r := s.d.Tokens[c].Rel; doc.Is(r, "flat") || r == "appos" && s.d.Tokens[c].UPOS == "PROPN" {
			if p := s.d.PlaceAt(c); p != doc.None {
				return p
			}
		}
	}
	return doc.None
}
