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
		if !s.persons[m.person].guessed {
			continue
		}
		away[m.person] = s.travels(s.headOf(m), m.name.End, away[m.person])
		if office := s.hisMinister(int32(k)); office != doc.None {
			away[m.person] = s.travels(office, office+1, away[m.person])
		}
	}
	abroad, country := make(map[*noun]bool), ""
	for i := range s.persons {
		p, not := &s.persons[i], away[int32(i)]
		if len(not) == 0 {
			continue
		}
		if p.country == "" || slices.Contains(not, p.country) {
			p.country = s.homeBut(not...)
			abroad[p.row] = true
			if country == "" {
				country = p.country
			}
		}
		p.guessed = p.country == "" // whom he meets there is rather of that state
	}
	if country == "" {
		return
	}
	beside := s.besideHome()
	for i := range s.persons { // the other ministers without a state are of the same paper's country
		p := &s.persons[i]
		if p.guessed && p.country == s.home && !beside[int32(i)] && !abroad[p.row] {
			p.country = country
		}
	}
}

// besideHome are the persons before whose names a sentence names the home state.
func (s *scan) besideHome() map[int32]bool {
	out := make(map[int32]bool)
	for k := range s.mentions {
		m := &s.mentions[k]
		for i := max(s.sentence(m.name.First).First, m.name.First-tripReach); i < m.name.First; i++ {
			if h := s.hitAt[i]; h != doc.None && s.country(&s.hits[h]) == s.home {
				out[m.person] = true
				break
			}
		}
	}
	return out
}

// hisMinister is the office noun that the sentence after the k-th mention opens with as that person's own: "His trade secretary".
func (s *scan) hisMinister(k int32) int32 {
	m := &s.mentions[k]
	next := s.sentence(m.name.First).End
	if int(next) >= len(s.d.Tokens) || !s.is(next, "his", "her") || int(k+1) < len(s.mentions) && s.mentions[k+1].name.First < next {
		return doc.None
	}
	for i := next + 1; i < next+6 && int(i) < len(s.d.Tokens); i++ {
		if n := s.nounAt[i]; n != doc.None && s.noun(&s.found[n], officeNoun) != nil {
			return s.found[n].head
		}
	}
	return doc.None
}

// travels adds the states to which the text from a token on says that the subject goes, or from where he comes back.
func (s *scan) travels(head, from int32, to []string) []string {
	sent := s.sentence(head)
	goes := false
	for i := from; i < min(sent.End, from+tripReach); i++ {
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
		for b > from && (s.d.Tokens[b].UPOS == "DET" || s.d.Tokens[b].UPOS == "ADJ" || s.d.Tokens[b].UPOS == "PROPN" || s.is(b, "of") && s.d.Tokens[b-1].UPOS == "PROPN") {
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
		if i == head { // "Minister X was back in Rome", read as a phrase
			return true
		}
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
