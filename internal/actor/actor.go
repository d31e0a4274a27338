// Package actor reads who is in an article: states, bodies, persons and groups, and every phrase that refers to them.
//
// Names are found by tables of states, bodies and office-holders and by the names layer; noun phrases ("Polish border
// guards", "the ministry") are put together from tables of nouns and the states beside them; persons get their offices
// from the titles and appositions around their names.
package actor

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/record"
)

// Reader finds actors. It is safe for concurrent use.
type Reader struct {
	fold      *folder
	names     *lexicon
	nouns     *lexicon
	states    map[string]*State
	bodies    map[string]*body
	nounRows  []noun
	things    map[string]byte            // words that begin ('f') or end ('l') the names of things
	genders   map[string]byte            // titles and given names of women ('f') and men ('m')
	words     map[string]map[string]bool // small classes of words
	anaphors  map[string][]string        // CAMEO roles of what a noun with "the" can mean
	halves    []half                     // short names of the two Koreas and the like
	holders   []holder
	holdersOf map[string][]int32 // by folded name and surname
}

// New reads the tables.
func New(t table.Dir) (*Reader, error) {
	f := newFolder()
	r := &Reader{fold: f, names: newLexicon(f), nouns: newLexicon(f)}
	if err := errors.Join(r.loadStates(t), r.loadBodies(t), r.loadNouns(t), r.loadWords(t), r.loadHolders(t)); err != nil {
		return nil, err
	}
	return r, nil
}

// Read fills d.Actors and d.Refs.
func (r *Reader) Read(d *doc.Document) {
	n := len(d.Tokens)
	s := &scan{
		r: r, d: d, keys: make(map[string]int32), last: make(map[string]int32),
		hitAt: none(n), nounAt: none(n), personAt: none(n), refAt: none(n), titleAt: none(n),
	}
	d.Actors, d.Refs = nil, nil
	s.findHits()
	s.weigh()
	s.findHalves()
	s.findNouns()
	s.findPersons()
	s.referPersons()
	s.referHits()
	s.referNouns()
	s.referPlaces()
	s.referNames()
	s.order()
	s.unifyOffices()
	s.unifySpeakers()
	s.unifyVaried()
	s.takeUp()
	s.learnGenders()
	s.referParties()
	s.referAnaphors()
	s.order()
	s.followChains()
	s.order()
	s.dropEmptied()
	d.Refs = s.refs
	d.IndexRefs()
}

func none(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = doc.None
	}
	return out
}

// media is how the keys of news agencies, broadcasters and papers begin.
const media = "MED:"

// scan is the reading of one document.
type scan struct {
	r *Reader
	d *doc.Document

	emptied []int32         // offices that were found to be persons of the article
	inNames map[string]bool // first and last words of the persons' full names
	hits    []hit
	hitAt   []int32 // hit that covers a token

	found  []nounHit
	nounAt []int32 // noun hit that ends at a token

	persons  []person
	byPart   map[string][]int32 // persons by a word of the name
	byHolder map[*holder]int32  // persons by their row of the table of main offices
	mentions []mention
	fulls    int               // how many of them, the first, are full names; sorted only until the others are added
	fullsOf  map[int32][]int32 // the first full names of a person, as mentions
	personAt []int32           // mention of a person whose name covers a token
	titleAt  []int32           // mention of a person whose title or office covers a token

	keys  map[string]int32 // actor by key
	refs  []doc.Ref
	refAt []int32 // reference by head

	last map[string]int32 // actor that a noun denoted last, by the noun's id

	gender map[int32]byte    // of persons, by actor
	orgs   map[string]string // states of the article's other organizations, by the first word of the name
	named  map[string]bool   // states that the article names

	ranked []string // those states, the most named first

	main      string // the state that most of the article is about; empty where none stands out
	ledeState string // the one state of the first sentence, once ledeRead
	ledeRead  bool

	home string // that state, or the dateline's where the article names it: whose "the army" and "the minister" are
}

// actor gives the index of the actor with this key and makes it where it is new.
func (s *scan) actor(a doc.Actor) int32 {
	if i, ok := s.keys[a.Key]; ok {
		return i
	}
	i := int32(len(s.d.Actors))
	s.d.Actors = append(s.d.Actors, a)
	s.keys[a.Key] = i
	return i
}

func (s *scan) state(code string) int32 {
	name := code
	cameo := code
	if st := s.r.states[code]; st != nil {
		name, cameo = st.Names[0], st.CAMEO
	}
	return s.actor(doc.Actor{Key: code, Name: name, Kind: record.State, Country: code, CAMEO: cameo, For: doc.None})
}

func (s *scan) body(b *body) int32 {
	if i, ok := s.keys[b.key]; ok {
		return i
	}
	a := doc.Actor{Key: b.key, Name: b.name, Kind: record.Organization, Country: b.country, CAMEO: b.cameo, For: doc.None}
	if b.country != "" && !strings.HasPrefix(b.key, media) {
		a.For = s.state(b.country)
	}
	return s.actor(a)
}

// cameo is the CAMEO code of a role in a state.
func (s *scan) cameo(country, role string) string {
	if st := s.r.states[country]; st != nil {
		return st.CAMEO + role
	}
	return role
}

// refer adds a reference unless its head has one already.
func (s *scan) refer(ref doc.Ref) bool {
	if ref.Head == doc.None || s.refAt[ref.Head] != doc.None || len(ref.Actors) == 0 {
		return false
	}
	s.refAt[ref.Head] = int32(len(s.refs))
	s.refs = append(s.refs, ref)
	return true
}

// order sorts the references by their heads.
func (s *scan) order() {
	slices.SortStableFunc(s.refs, func(a, b doc.Ref) int { return cmp.Compare(a.Head, b.Head) })
	for k := range s.refs {
		s.refAt[s.refs[k].Head] = int32(k)
	}
}

// sentence is the sentence of token i.
func (s *scan) sentence(i int32) doc.Span { return s.d.Sentences[s.d.Tokens[i].Sent].Span }

// is says whether the form of token i is one of the words, in any case.
func (s *scan) is(i int32, words ...string) bool {
	if i < 0 || int(i) >= len(s.d.Tokens) {
		return false
	}
	f := s.d.Form(i)
	for _, w := range words {
		if len(f) == len(w) && equalFold(f, w) {
			return true
		}
	}
	return false
}

// in says whether the form of token i is in a class of the table of words.
func (s *scan) in(i int32, class string) bool {
	return i >= 0 && int(i) < len(s.d.Tokens) && s.r.words[class][s.r.fold.text(s.d.Form(i))]
}

// timed says whether token i belongs to a time expression; "current" before an office is none that matters here.
func (s *scan) timed(i int32) bool {
	return s.d.TimeAt(i) != doc.None && !s.in(i, "untimed")
}

// equalFold compares ASCII words of the same length.
func equalFold(a, b string) bool {
	for i := 0; i < len(a); i++ {
		x, y := a[i], b[i]
		if 'A' <= x && x <= 'Z' {
			x += 'a' - 'A'
		}
		if x != y {
			return false
		}
	}
	return true
}

// year is the year of the article, or one beyond all tables where it is unknown.
func (s *scan) year() int {
	if s.d.Published.IsZero() {
		return 9999
	}
	return int(s.d.Published.Year)
}
