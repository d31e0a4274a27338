package actor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// isBody says whether a body noun ends at token i.
func (s *scan) isBody(i int32) bool {
	return s.nounAt[i] != doc.None && s.noun(&s.found[s.nounAt[i]], bodyNoun) != nil
}

// commission is the European Commission where token i is "Commission" and the article names the Union or its seat; else nil.
func (s *scan) commission(i int32) *body {
	if s.d.Form(i) == "Commission" && (s.namedBody("EEC") || slices.ContainsFunc(s.hits, func(h hit) bool { return h.id == "BEL" })) {
		return s.r.bodies["EEC:commission"]
	}
	return nil
}

// ownsBody says whether a body noun follows a state before token end: "for the Indonesian National Police".
func (s *scan) ownsBody(h *hit, end int32) bool {
	if h.kind == capital {
		return false
	}
	for i := h.End; i < end && i < h.End+5; i++ {
		if s.isBody(i) {
			return true
		}
	}
	return false
}

// letterhead is the state whose ministry or government the first line of the text names and nothing else: "Ministry of Foreign Affairs of the
// Republic of Chad"; or "".
func (s *scan) letterhead() string {
	line, _, found := strings.Cut(s.d.Text, "\n")
	if !found || len(line) > longestLetterhead {
		return ""
	}
	for i := range s.d.Tokens {
		t := &s.d.Tokens[i]
		if int(t.Start) >= len(line) {
			break
		}
		if t.UPOS == "VERB" || t.UPOS == "AUX" || s.d.Form(int32(i)) == ":" {
			return ""
		}
	}
	if c, official := s.r.outlet(line); official {
		return c
	}
	return ""
}

// longestLetterhead bounds a line that only names a ministry, in bytes.
const longestLetterhead = 100

// bodyWithin is the body that an office names by a common noun: "Foreign Ministry spokesperson"; or nil.
func (s *scan) bodyWithin(o *office) *nounHit {
	for i := o.words.First; i < o.words.End; i++ {
		k := s.nounAt[i]
		if k == doc.None || i == o.head {
			continue
		}
		h := &s.found[k]
		if b := s.noun(h, bodyNoun); b != nil && (b.use != "y" || h.Len() > 1) && b.id != "state" && b.id != "people" && b.id != "company" {
			return h
		}
	}
	return nil
}

// ministry makes the body of an office that names one by a common noun.
func (s *scan) ministry(o *office) {
	if len(o.states) != 1 || len(o.bodies) > 0 {
		return
	}
	if h := s.bodyWithin(o); h != nil {
		o.bodies = append(o.bodies, s.made(s.noun(h, bodyNoun), o.states[0], s.d.Words(h.Span)))
	}
}

// sameMinistry is the state whose body of the same noun the article has named before a person's office, which says of no state: "Japan's Defence
// Ministry called a briefing. Defence Ministry spokeswoman X"; "" where it named none or several, in which case nothing else tells it.
func (s *scan) sameMinistry(m *mention, p *person) string {
	if p.ministry == nil || s.noun(p.ministry, bodyNoun).has("x") {
		return ""
	}
	id, found := s.noun(p.ministry, bodyNoun).id, ""
	end, _ := slices.BinarySearchFunc(s.found, m.whole.First, func(h nounHit, i int32) int { return cmp.Compare(h.First, i) })
	for k := end - 1; k >= max(0, end-ministriesBack); k-- {
		h := &s.found[k]
		if b := s.noun(h, bodyNoun); b == nil || b.id != id || h == p.ministry {
			continue
		}
		around := s.around(h.First, h.End-1, false)
		c := s.countryOf(&around)
		if c == "" {
			continue
		}
		if found != "" && found != c {
			p.ministry = nil
			return ""
		}
		found = c
	}
	return found
}

// ministriesBack bounds how many nouns are searched for a body.
const ministriesBack = 300

// ownMinistry gives an office at a ministry of which nothing tells the state to the state that the article is about, or that it was sent from:
// reports name the ministries of others with their states.
func (s *scan) ownMinistry(p *person) {
	if p.ministry == nil || s.home == "" {
		return
	}
	b := s.noun(p.ministry, bodyNoun)
	if b.has("x") || b.role != "GOV" && b.role != "MIL" && b.role != "COP" && b.role != "SPY" {
		return
	}
	p.country, p.guessed = s.home, true
}
