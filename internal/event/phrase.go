package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// phrase is the noun phrase headed by h as bytes: without clauses, appositions and what is coordinated.
func (s *scan) phrase(h int32) doc.Range { return s.d.Bytes(s.phraseSpan(h, 0)) }

// phraseDepth bounds how many phrases with prepositions one takes in: "dozens of members of the group".
const phraseDepth = 3

func (s *scan) phraseSpan(h int32, depth int) doc.Span {
	first, end := h, h+1
	if r := s.d.RefAt(h); r != doc.None {
		first, end = min(first, s.d.Refs[r].First), max(end, s.d.Refs[r].End)
	}
	for c := range s.d.Children(h) {
		k := &s.d.Tokens[c]
		sub := doc.Span{}
		switch rel := k.Rel; {
		case rel == "det" || rel == "amod" || rel == "compound" || rel == "nmod:poss" || rel == "nummod" || doc.Is(rel, "flat") || rel == "advmod" && c < h:
			sub = s.d.Subtree(c)
		case doc.Is(rel, "nmod") && c > h && !s.properName(h):
			switch s.caseOf(c) {
			case "of", "in", "for", "from", "on", "against":
				if depth < phraseDepth {
					sub = s.phraseSpan(c, depth+1)
					for m := range s.d.Children(c) {
						if s.d.Tokens[m].Rel == "case" {
							sub.First = min(sub.First, m)
						}
					}
				}
			}
		}
		if sub.Len() == 0 || sub.Len() > 14 {
			continue
		}
		if sub.First < first && sub.End >= first-1 {
			first = sub.First
		}
		if sub.End > end && sub.First <= end {
			end = sub.End
		}
	}
	for i := h + 1; i < end; i++ { // a time behind is not the party's: "the premier on Sunday"
		if s.d.TimeAt(i) != doc.None {
			end = i
			if i-1 > h && s.d.Tokens[i-1].UPOS == "ADP" {
				end--
			}
		}
	}
	for first < h && s.d.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	for end > h+1 && (s.d.Tokens[end-1].UPOS == "PUNCT" || s.d.Tokens[end-1].UPOS == "PART") {
		end--
	}
	return doc.Span{First: first, End: end}
}

// namedBefore is the head of the phrase in the sentence that names what the pronoun t means, or t.
func (s *scan) namedBefore(t int32) int32 {
	r := s.d.RefAt(t)
	if r == doc.None || s.d.Refs[r].Form != doc.Pronoun {
		return t
	}
	first := s.d.Sentences[s.d.Tokens[t].Sent].Span.First
	for k := r - 1; k >= 0 && s.d.Refs[k].Head >= first; k-- {
		if o := &s.d.Refs[k]; o.Form != doc.Pronoun && slices.Equal(o.Actors, s.d.Refs[r].Actors) {
			return o.Head
		}
	}
	return t
}

// properName says whether token h heads the name of a state or a person, which takes no phrase behind it: "accused Chad of lying".
func (s *scan) properName(h int32) bool {
	r := s.d.RefAt(h)
	if r == doc.None || s.d.Refs[r].Form != doc.Proper {
		return false
	}
	for _, a := range s.d.Refs[r].Actors {
		if k := s.d.Actors[a].Kind; k == record.State || k == record.Person {
			return true
		}
	}
	return false
}

// words are the noun phrases that name the sides, without those that stand within others.
func (s *scan) words(list []side) []doc.Range {
	var out []doc.Range
	for _, x := range list {
		if !s.nominal(x.head) && len(x.actors) == 0 {
			continue
		}
		r := s.phrase(s.namedBefore(x.whole))
		if slices.ContainsFunc(out, func(o doc.Range) bool { return o.Holds(r) }) {
			continue
		}
		out = slices.DeleteFunc(out, func(o doc.Range) bool { return r.Holds(o) })
		out = append(out, r)
	}
	return out
}
