package actor

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// guests mends countries that were only guessed: who travels to Japan, or is received there, is not Japan's own minister.
func (s *scan) guests() {
	away := make(map[int32][]string)
	for k := range s.mentions {
		m := &s.mentions[k]
		if s.persons[m.person].guessed {
			away[m.person] = s.travels(m, away[m.person])
		}
	}
	for i := range s.persons {
		p, not := &s.persons[i], away[int32(i)]
		if len(not) == 0 {
			continue
		}
		if p.country == "" || slices.Contains(not, p.country) {
			p.country = s.homeBut(not...)
		}
		p.guessed = p.country == "" // whom he meets there is rather of that state
	}
}

// travels adds the states to which the text after a mention says that the person goes, or from where he comes back.
func (s *scan) travels(m *mention, to []string) []string {
	sent := s.sentence(m.name.First)
	head := s.headOf(m)
	goes := false
	for i := m.name.End; i < min(sent.End, m.name.End+tripReach); i++ {
		if s.r.words["trips"][s.d.Tokens[i].Lemma] && s.does(head, i) {
			goes = true
		}
		h := s.hitAt[i]
		if !goes || h == doc.None || s.hits[h].First != i || s.hits[h].kind > capital || s.hits[h].kind == blocked || s.hits[h].kind == people || !s.does(head, i) {
			continue
		}
		if s.hits[h].kind == adjective && !s.is(s.hits[h].End, "capital") {
			continue
		}
		b := i - 1
		for b > m.name.End && (s.d.Tokens[b].UPOS == "DET" || s.d.Tokens[b].UPOS == "ADJ" || s.d.Tokens[b].UPOS == "PROPN" || s.is(b, "of") && s.d.Tokens[b-1].UPOS == "PROPN") {
			b-- // "to the Federal Republic of Ethiopia"
		}
		if s.is(b, "to", "in", "for") || s.r.words["trips"][s.d.Tokens[b].Lemma] {
			to = appendNew(to, s.country(&s.hits[h]))
		}
	}
	return to
}

// tripReach bounds how far behind a person's name a journey is looked for.
const tripReach = 50

// does says whether the head of a name is the subject of token i or of a verb above it.
func (s *scan) does(head, i int32) bool {
	d := s.d
	for n := 0; n < 6 && i != doc.None; n++ {
		for c := range d.Children(i) {
			switch {
			case !doc.Is(d.Tokens[c].Rel, "nsubj"):
			case c == head:
				return true
			case s.is(c, "who"):
				h := d.Tokens[i].Head // the relative clause hangs on the name, or on the main verb
				return h == head || h != doc.None && d.Child(h, "nsubj") == head
			default:
				return false
			}
		}
		i = d.Tokens[i].Head
	}
	return false
}

// homeBut is whose "the minister" is where the text does not say, if it is none of the states given: the one that the article is
// about, the paper's, else the one that the article names most; or "".
func (s *scan) homeBut(not ...string) string {
	outlet, _ := s.r.outlet(s.d.Outlet)
	if s.home != "" && !slices.Contains(not, s.home) {
		return s.home
	}
	if s.named[outlet] && !slices.Contains(not, outlet) {
		return outlet
	}
	return s.second(not...)
}

// outlet is the state that the name of an outlet tells ("Kenya Ministry of Foreign Affairs", "The London Post"), and whether a
// government speaks there; "" where it tells none, or two.
func (r *Reader) outlet(name string) (state string, official bool) {
	words := split(name)
	for i := range words {
		node := int32(0)
		for j := i; j < len(words); j++ {
			if node = r.names.step(node, r.names.words[r.fold.text(words[j])]); node == 0 {
				break
			}
			for _, e := range r.names.out[node] {
				if e.kind != stateName && e.kind != adjective && e.kind != capital || e.exact != nil && !slices.Equal(e.exact, words[i:j+1]) {
					continue
				}
				if state != "" && state != e.id {
					return "", false
				}
				state = e.id
			}
		}
	}
	for _, w := range words {
		official = official || r.words["official"][strings.ToLower(w)]
	}
	return state, official && state != ""
}
