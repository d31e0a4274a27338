package actor

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// hit is a name of the tables found in the text.
type hit struct {
	doc.Span
	kind   lexKind
	id     string
	within bool // part of a longer name of an organization
	party  bool // can be what acts: no topic, no "pro-" before it
}

// findHits finds states, capitals, bodies and office-holders, the longest phrase first from left to right.
func (s *scan) findHits() {
	d := s.d
	w := s.r.names.number(d, false)
	for k := range d.Sentences {
		sent := d.Sentences[k].Span
		for i := sent.First; i < sent.End; {
			var best hit
			if w.form[i] != 0 {
				s.r.names.walk(d, w, i, sent.End, func(es []entry, end int32) {
					for j := range es {
						if h, ok := s.fits(&es[j], doc.Span{First: i, End: end}); ok {
							best = h
							return
						}
					}
				})
			}
			if best.Len() == 0 {
				i++
				continue
			}
			best.party = s.actsAs(best)
			for j := best.First; j < best.End; j++ {
				s.hitAt[j] = int32(len(s.hits))
			}
			s.hits = append(s.hits, best)
			i = best.End
		}
	}
}

// fits says whether an entry means what it says in this span: not part of a person's name, not another place of the
// same name, valid in the article's year.
func (s *scan) fits(e *entry, span doc.Span) (hit, bool) {
	d := s.d
	h := hit{Span: span, kind: e.kind, id: e.id}
	if !written(d, span, e) {
		return h, false
	}
	if e.kind == bodyName {
		b := s.r.bodies[e.id]
		if i := span.First - 1; strings.HasSuffix(b.cameo, "PTY") && i > 0 && s.upper(i) && s.hitAt[i] == doc.None && d.Tokens[i].Sent == d.Tokens[i+1].Sent && !s.sentenceStart(i) {
			return h, false // "Social Democratic Party" is not the Democratic Party
		}
		if s.othersBefore(span.First, b.country) { // Kenya's Liberal Democratic Party is not Japan's
			return h, false
		}
		if y := s.year(); b.from != 0 && y < b.from || b.to != 0 && y > b.to {
			return h, false
		}
	}
	if e.kind == blocked || e.kind == holderName {
		return h, true
	}
	if e.kind == bodyName && span.Len() == 1 && s.inFullName(span) { // Michael Bloomberg's second mention
		return h, false
	}
	if n := d.NameAt(span.First); n != doc.None {
		nm := d.Names[n]
		longer := nm.Holds(span) && nm.Len() > span.Len()
		switch {
		case nm.Kind == doc.PER && longer && e.kind == adjective && span.End == nm.End && s.nounAfter(span.End): // "Senior Danish and Swiss envoys"
		case nm.Kind == doc.PER && longer && !s.titled(nm.Span, span):
			return h, false
		case nm.Kind == doc.PER && nm.Span == span && (e.kind == stateName || e.kind == capital) && s.inFullName(span):
			return h, false
		case nm.Kind == doc.LOC && longer && (e.kind == stateName || e.kind == capital) && s.capitalBeside(nm.Span, span):
			return h, false
		case nm.Kind == doc.ORG && longer && e.kind == bodyName && span.Len() == 1 && span.First > nm.First && s.upper(span.First-1) && s.hitAt[span.First-1] == doc.None:
			return h, false // "Trinamool Congress"
		case nm.Kind == doc.ORG && longer:
			h.within = true
		}
	}
	if p := d.PlaceAt(span.First); p != doc.None {
		switch pl := &d.Places[p]; {
		case e.kind == stateName && pl.Level != "country" && pl.Country != e.id && pl.Country != "":
			return h, false
		case e.kind == capital && (pl.Country != e.id && pl.Country != "" || pl.Level == "admin1"):
			return h, false
		}
	}
	if e.kind == capital {
		for st := s.r.states[h.id]; st != nil && st.was != "" && s.year() < st.from; st = s.r.states[h.id] {
			h.id = st.was
		}
	}
	return h, true
}

// othersBefore says whether another state than the body's own stands right before token i.
func (s *scan) othersBefore(i int32, country string) bool {
	if s.possessive(i - 1) {
		i--
	}
	if i == 0 || country == "" || s.hitAt[i-1] == doc.None || s.d.Tokens[i-1].Sent != s.d.Tokens[i].Sent {
		return false
	}
	h := &s.hits[s.hitAt[i-1]]
	return (h.kind == stateName || h.kind == adjective) && h.id != country
}

// nounAfter says whether a noun or "and" stands at token i.
func (s *scan) nounAfter(i int32) bool {
	return int(i) < len(s.d.Tokens) && (s.d.Tokens[i].UPOS == "NOUN" || s.d.Tokens[i].UPOS == "CCONJ")
}

// titled says whether a name that was taken for a person's begins with the span and a title: "China Premier Li".
func (s *scan) titled(name, span doc.Span) bool {
	if span.First != name.First || span.End >= name.End {
		return false
	}
	f := s.d.Form(span.End)
	w, ok := s.r.nouns.words[s.r.fold.text(f)]
	return ok && s.r.nouns.step(0, w) != 0
}

// inFullName says whether a longer name of a person in the article holds this word ("Michael Jordan").
func (s *scan) inFullName(span doc.Span) bool {
	if s.inNames == nil {
		s.inNames = make(map[string]bool)
		for _, n := range s.d.Names {
			if n.Kind == doc.PER && n.Len() > 1 {
				s.inNames[s.d.Form(n.First)] = true
				s.inNames[s.d.Form(n.End-1)] = true
			}
		}
	}
	return s.inNames[s.d.Words(span)]
}

// capitalBeside says whether a name goes beyond the span as another place's does: "South Georgia", "Jordan Valley", and not
// "northern Mali".
func (s *scan) capitalBeside(name, span doc.Span) bool {
	if p := span.First - 1; p >= name.First && s.upper(p) && !s.in(p, "compass") {
		return true
	}
	return name.End == span.End+1 && s.upper(span.End)
}

// upper says whether token i begins with a capital letter.
func (s *scan) upper(i int32) bool {
	r, _ := utf8.DecodeRuneInString(s.d.Form(i))
	return unicode.IsUpper(r)
}

// actsAs says whether the state that a hit names is the one that the phrase belongs to: not in "pro-Russian",
// "Iran-backed".
func (s *scan) actsAs(h hit) bool {
	if s.is(h.First-1, "ethnic") {
		return false
	}
	if p := h.First - 1; p > 0 && hyphen(s.d, p) && s.in(p-1, "against") {
		return false
	}
	if n := h.End; int(n)+1 < len(s.d.Tokens) && hyphen(s.d, n) {
		return !s.in(n+1, "backed")
	}
	return true
}

// country is the state of a hit, or "".
func (s *scan) country(h *hit) string {
	switch h.kind {
	case stateName, adjective, people, capital:
		return h.id
	case bodyName:
		return s.r.bodies[h.id].country
	case holderName:
		if k := s.term(h.id); k != nil {
			return k.country
		}
	}
	return ""
}

// weigh finds the state that most of the article is about, and takes back the bodies whose general names ("Congress")
// mean those of another state than the table's.
func (s *scan) weigh() {
	counts := make(map[string]int)
	total := 0
	count := func(c string, weight int) {
		if c != "" {
			counts[c] += weight
			total += weight
		}
	}
	var general []int
	for k := range s.hits {
		h := &s.hits[k]
		switch {
		case !h.party || s.inDateline(h.First) || h.kind == bodyName && strings.HasPrefix(h.id, media):
		case h.kind == bodyName && s.generalName(h.Span):
			general = append(general, k)
		default:
			count(s.country(h), 2)
		}
	}
	for k := range s.d.Places {
		p := &s.d.Places[k]
		for _, m := range p.Mentions {
			if s.hitAt[m.First] == doc.None && !s.inDateline(m.First) {
				count(p.Country, 1)
			}
		}
	}
	for _, k := range general {
		c := s.country(&s.hits[k])
		if total < 4 || counts[c] > 0 { // too little is known to say whose else it is
			count(c, 2)
			continue
		}
		for i := s.hits[k].First; i < s.hits[k].End; i++ {
			s.hitAt[i] = doc.None
		}
		s.hits[k].kind = blocked
	}
	s.named = make(map[string]bool, len(counts))
	for c := range counts {
		s.named[c] = true
		s.ranked = append(s.ranked, c)
	}
	slices.SortFunc(s.ranked, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	if len(s.ranked) > 0 && 2*counts[s.ranked[0]] > total && total > 1 {
		s.main, s.home = s.ranked[0], s.ranked[0]
	}
	if c := s.dateline(); c != "" && s.named[c] {
		s.home = c
		if s.main == "" && s.ranked[0] == c {
			s.main = c
		}
	}
	if c := s.letterhead(); c != "" {
		s.home = c
	}
	if c, official := s.r.outlet(s.d.Outlet); official { // a government's own news
		s.home = c
	}
}

// leading is the state of the first sentence, found once.
func (s *scan) leading() string {
	if !s.ledeRead {
		s.ledeState, s.ledeRead = s.lede(), true
	}
	return s.ledeState
}

// lede is the one state of which the first sentence tells, though not as a place; or "": "Kenya's parliament rejected ...".
func (s *scan) lede() string {
	for k := range s.d.Sentences {
		if s.d.Sentences[k].Kind == doc.Dateline {
			continue
		}
		sent, found := s.d.Sentences[k].Span, ""
		before := func(i int32) int32 {
			if s.is(i-1, "the") {
				i--
			}
			return max(i-1, sent.First)
		}
		for i := sent.First; i < sent.End; i++ {
			h := s.hitAt[i]
			if h == doc.None || s.hits[h].First != i || !s.hits[h].party || s.is(before(i), "in", "to", "at", "for", "from", "near", "of") {
				continue
			}
			c := s.country(&s.hits[h])
			if c == "" || c == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = c
		}
		return found
	}
	return ""
}

// inDateline says whether token i stands in a dateline.
func (s *scan) inDateline(i int32) bool {
	return s.d.Sentences[s.d.Tokens[i].Sent].Kind == doc.Dateline
}

// dateline is the state of the place that the report was sent from, or "".
func (s *scan) dateline() string {
	for k := range s.d.Sentences {
		if s.d.Sentences[k].Kind != doc.Dateline {
			continue
		}
		for i := s.d.Sentences[k].First; i < s.d.Sentences[k].Span.End; i++ {
			if h := s.hitAt[i]; h != doc.None && s.country(&s.hits[h]) != "" {
				return s.country(&s.hits[h])
			}
			if p := s.d.PlaceAt(i); p != doc.None {
				return s.d.Places[p].Country
			}
		}
		return ""
	}
	return ""
}

// second is the state that the article names most after those given, or "".
func (s *scan) second(not ...string) string {
	for _, c := range s.ranked {
		if !slices.Contains(not, c) {
			return c
		}
	}
	return ""
}

// generalName says whether a body's name is also what other states call theirs: "Senate", "Coast Guard".
func (s *scan) generalName(span doc.Span) bool {
	node := int32(0)
	for i := span.First; i < span.End; i++ {
		if node = s.r.nouns.step(node, s.r.nouns.words[s.r.fold.text(s.d.Form(i))]); node == 0 {
			return false
		}
	}
	return len(s.r.nouns.out[node]) > 0
}
