package actor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// bearer is the person whom a surname alone means where several of the article bear it, or -1: whose gender or office the words before it
// tell; else who holds a main office; else whom the sentence or the one before names with a title or as its subject, or meant by the same
// surname; else whom the article named first, since relatives are told of by their full names.
func (s *scan) bearer(n doc.Span) int32 {
	name := s.parts(n)
	if len(name) != 1 {
		return -1
	}
	var all []int32
	main := false
	sharing := func(last bool) {
		for _, k := range s.byPart[name[0]] {
			if p := s.persons[k].folded; len(p) > 1 && len(all) <= sharers && (last && p[len(p)-1] == name[0] || !last && p[0] == name[0]) {
				h := s.term(s.persons[k].plain())
				main = main || h != nil && h.office != "body"
				all = append(all, k)
			}
		}
	}
	if sharing(true); len(all) == 0 { // some are called by their first names: "Mohamad Hasan ... Mohamad said"
		sharing(false)
	}
	if len(all) < 2 || len(all) > sharers {
		return -1
	}
	if p := s.bearerOf(n, all); p >= 0 {
		return p
	}
	if main {
		return -1
	}
	if p := s.bearerNear(n, all); p >= 0 {
		return p
	}
	first, at := int32(-1), n.First
	for _, p := range all {
		if of := s.fullsOf[p]; len(of) > 0 && s.mentions[of[0]].name.First < at { // "al-Omar", of one word, has none
			first, at = p, s.mentions[of[0]].name.First
		}
	}
	return first
}

// bearerNear is the one of the persons whom the sentence of a surname or the one before it names last, with a title, as its subject or by the same
// surname; or -1.
func (s *scan) bearerNear(n doc.Span, all []int32) int32 {
	sent := s.d.Tokens[n.First].Sent - 1
	near, at := int32(-1), int32(-1)
	full, _ := slices.BinarySearchFunc(s.mentions[:s.fulls], n.First, func(m mention, i int32) int { return cmp.Compare(m.name.First, i) })
	for k := full - 1; k >= 0 && s.d.Tokens[s.mentions[k].name.First].Sent >= sent; k-- {
		if m := &s.mentions[k]; slices.Contains(all, m.person) && (s.titleBefore(m.name.First) || s.told(m)) {
			near, at = m.person, m.name.First
			break
		}
	}
	for k := len(s.mentions) - 1; k >= s.fulls && s.d.Tokens[s.mentions[k].name.First].Sent >= sent; k-- {
		if m := &s.mentions[k]; slices.Contains(all, m.person) && m.name.First > at {
			return m.person
		}
	}
	return near
}

// bearerOf is the only one of the persons whom the honorific or office before a surname fits: "Mrs. Oduya", "Mayor Varga"; or -1.
func (s *scan) bearerOf(n doc.Span, all []int32) int32 {
	i := n.First - 1
	if i >= 0 && s.d.Form(i) == "." {
		i--
	}
	if i < 0 || s.d.Tokens[i].Sent != s.d.Tokens[n.First].Sent {
		return -1
	}
	sex := s.r.genders[strings.TrimSuffix(s.r.fold.text(s.d.Form(i)), ".")]
	only := func(fits func(int32) bool) int32 {
		found := int32(-1)
		for _, k := range all {
			if fits(k) {
				if found >= 0 {
					return -1
				}
				found = k
			}
		}
		return found
	}
	if sex != 0 {
		given := func(k int32) byte { return s.r.genders[s.persons[k].folded[0]] }
		if p := only(func(k int32) bool { return given(k) == sex }); p >= 0 {
			return p
		}
		if p := only(func(k int32) bool { return given(k) == 0 || given(k) == sex }); p >= 0 {
			return p
		}
	}
	_, row := s.titleEnding(i)
	if row == nil || row.has("n") {
		return -1
	}
	return only(func(k int32) bool {
		for _, j := range s.fullsOf[k] {
			m := &s.mentions[j]
			if _, o := s.titleEnding(m.name.First - 1); o == row || s.setBeside(m) == row {
				return true
			}
		}
		return false
	})
}

// told says whether a full name is the subject of its sentence, and not a relative's.
func (s *scan) told(m *mention) bool {
	if m.name.Len() < 2 || !doc.Is(s.d.Tokens[s.d.HeadOf(m.name)].Rel, "nsubj") {
		return false
	}
	if o := s.setBeside(m); o != nil && o.has("r") {
		return false
	}
	_, o := s.titleEnding(m.name.First - 1)
	return o == nil || !o.has("r")
}

// setBeside is the first office noun or kinship of an apposition behind a name, or nil.
func (s *scan) setBeside(m *mention) *noun {
	if i := m.name.End; int(i) >= len(s.d.Tokens) || s.d.Form(i) != "," {
		return nil
	}
	for i := m.name.End + 1; i < m.name.End+6 && int(i) < len(s.d.Tokens); i++ {
		if _, o := s.titleEnding(i); o != nil {
			return o
		}
	}
	return nil
}

// titleBefore says whether an office, not a kinship, stands right before token i.
func (s *scan) titleBefore(i int32) bool {
	if i == 0 || s.d.Tokens[i-1].Sent != s.d.Tokens[i].Sent || s.nounAt[i-1] == doc.None {
		return false
	}
	o := s.noun(&s.found[s.nounAt[i-1]], officeNoun)
	return o != nil && !o.has("r")
}
