package ledger

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/actor"
	"github.com/openlines/openlines/internal/table"
)

// Tables are the ledger's tables: which acts can be one, which words count, when a line of communication is open.
//
//go:embed tables
var Tables embed.FS

// rules are the tables, loaded.
type rules struct {
	familyOfAct    map[string]family
	familyOfPLOVER map[string]family
	readAs         map[string]string // by act, the status of the contact that the act is about
	families       []string
	same           []string        // by family, the reason why two of its acts may be one
	kin            [][]kin         // by two families
	acts           map[string]bool // all acts of the table; true for contacts
	words          wordList
	stop           map[string]bool
	cow            map[string]string
	stateNames     map[string]string
	stateCodes     map[string]string          // by names in lower case, those of international bodies too
	bodyNames      map[string]string          // of international bodies, by code
	stateWords     map[string]string          // and by adjectives
	ownWords       map[string]map[string]bool // by code, the words of the name and the adjectives
	channels       []channelRule
	character      map[string]string // by words for how a meeting was, their class
}

// family is an act's family; 0 is none.
type family uint8

// contacts is the family of meetings, visits, calls and talks.
const contacts family = 1

// What words are about: a contact, a deal, an expulsion, an embargo, and the lower bits a portfolio each.
const (
	aboutContact   topics = 1 << 31
	aboutDeal      topics = 1 << 30
	aboutExpulsion topics = 1 << 29
	aboutEmbargo   topics = 1 << 28
	portfolios            = aboutEmbargo - 1
)

// kin says whether acts of two families may be one, and what speaks for it.
type kin struct {
	weight float64
	may    bool
}

func (r *rules) kinship(a, b family) (weight float64, may bool) {
	k := r.kin[a][b]
	return k.weight, k.may
}

func loadRules() (*rules, error) {
	own, err := fs.Sub(Tables, "tables")
	if err != nil {
		return nil, err
	}
	r := &rules{familyOfAct: map[string]family{}, familyOfPLOVER: map[string]family{}, readAs: map[string]string{}, families: []string{""},
		acts: map[string]bool{}, stop: map[string]bool{}, cow: map[string]string{}, stateNames: map[string]string{}, stateCodes: map[string]string{}, stateWords: map[string]string{}, ownWords: map[string]map[string]bool{},
		words: wordList{map[string]*whole{}, map[[2]byte][]prefix{}}}
	dir := table.Dir{Builtin: own}
	err = errors.Join(r.loadFamilies(dir), r.loadWords(dir), r.loadStates(), r.loadBodies(), r.loadActs(), r.loadChannels(dir), r.loadCharacter(dir))
	if err != nil {
		return nil, fmt.Errorf("the ledger's tables: %w", err)
	}
	return r, nil
}

func (r *rules) family(name string) family {
	for i, f := range r.families {
		if f == name {
			return family(i)
		}
	}
	r.families = append(r.families, name)
	return family(len(r.families) - 1)
}

func (r *rules) loadFamilies(dir table.Dir) error {
	rows, err := dir.Load("families.tsv", 2, "by", "name", "family", "as")
	if err != nil {
		return err
	}
	r.family(contactFamily)
	for _, row := range rows {
		switch f := r.family(row.Cell(2)); row.Cell(0) {
		case "act":
			r.familyOfAct[row.Cell(1)] = f
			if as := row.Cell(3); as != "" {
				r.readAs[row.Cell(1)] = as
			}
		case "plover":
			r.familyOfPLOVER[row.Cell(1)] = f
		default:
			return row.Errorf("by is %q, want act or plover", row.Cell(0))
		}
	}
	r.family("statement")
	rows, err = dir.Load("kin.tsv", 2, "a", "b", "weight")
	if err != nil {
		return err
	}
	known := len(r.families)
	for _, name := range r.families {
		r.same, r.kin = append(r.same, name+" of the pair"), append(r.kin, make([]kin, known))
	}
	for _, row := range rows {
		a, b := r.family(row.Cell(0)), r.family(row.Cell(1))
		if len(r.families) > known {
			return row.Errorf("there is no family %q", r.families[known])
		}
		w, err := strconv.ParseFloat(row.Cell(2), 64)
		if err != nil {
			return row.Errorf("weight %q is no number", row.Cell(2))
		}
		r.kin[a][b], r.kin[b][a] = kin{w, true}, kin{w, true}
	}
	return nil
}

func (r *rules) loadWords(dir table.Dir) error {
	rows, err := dir.Load("words.tsv", 1, "kind", "words")
	if err != nil {
		return err
	}
	next := topics(1)
	for _, row := range rows {
		var about topics
		switch kind, _, _ := strings.Cut(row.Cell(0), ":"); kind {
		case "contact":
			about = aboutContact
		case "deal":
			about = aboutDeal
		case "expulsion":
			about = aboutExpulsion
		case "embargo":
			about = aboutEmbargo
		case "portfolio":
			if about = next; about > portfolios {
				return row.Errorf("more portfolios than 28")
			}
			next <<= 1
		default:
			return row.Errorf("there is no kind %q", row.Cell(0))
		}
		for w := range strings.SplitSeq(row.Cell(1), "|") {
			if err := r.words.add(w, about); err != nil {
				return row.Errorf("%w", err)
			}
		}
	}
	rows, err = dir.Load("stop.tsv", 0, "words")
	for _, row := range rows {
		for w := range strings.SplitSeq(row.Cell(0), "|") {
			r.stop[w] = true
		}
	}
	return err
}

// loadStates takes names and COW numbers from the actors' table.
func (r *rules) loadStates() error {
	states, err := actor.States(table.Dir{Builtin: openlines.Tables()["actor"]})
	if err != nil {
		return err
	}
	for _, s := range states {
		if len(s.Names) == 0 { // a row that only adds adjectives
			continue
		}
		r.cow[s.Code], r.stateNames[s.Code] = s.COW, s.Names[0]
		own := map[string]bool{}
		for _, name := range append(s.Adjectives, s.Names[0]) {
			for w := range strings.FieldsSeq(name) {
				own[fold(strings.ToLower(w))] = true
			}
		}
		r.ownWords[s.Code] = own
		for _, name := range s.Names {
			r.stateCodes[strings.ToLower(name)] = s.Code
		}
		for _, name := range slices.Concat(s.Names, s.Adjectives) {
			if len(name) > 2 { // "us" is a pronoun more often than a state
				r.stateWords[strings.ToLower(name)] = s.Code
			}
		}
	}
	return nil
}

// isState says whether a place's name is that of a state.
func (r *rules) isState(name string) bool {
	return r.stateNames[r.stateCodes[strings.ToLower(name)]] != ""
}

// loadActs reads which acts there are, and which are contacts, from the events' table.
func (r *rules) loadActs() error {
	acts, err := openlines.Acts(nil)
	for _, a := range acts {
		r.acts[a.Name] = a.Contact
	}
	return err
}

const contactFamily = "contact"

// topics are sets of words and phrases, a bit each.
type topics uint32

// wordList finds words and phrases in lower-cased tokens and says what they are about.
type wordList struct {
	whole    map[string]*whole
	prefixes map[[2]byte][]prefix // by their first two bytes
}

// whole is a word that stands by itself, or begins phrases.
type whole struct {
	about   topics
	phrases []phrase
}

type phrase struct {
	rest  []string
	about topics
}

type prefix struct {
	text  string
	about topics
}

// add adds a word, a beginning of words ("meet*"), or a phrase.
func (l *wordList) add(w string, about topics) error {
	parts := strings.Fields(w)
	if len(parts) == 0 {
		return nil
	}
	if p, ok := strings.CutSuffix(w, "*"); ok && len(parts) == 1 {
		if len(p) < 2 {
			return fmt.Errorf("%q stands for too many words", w)
		}
		k := [2]byte{p[0], p[1]}
		l.prefixes[k] = append(l.prefixes[k], prefix{p, about})
		return nil
	}
	x := l.whole[parts[0]]
	if x == nil {
		x = &whole{}
		l.whole[parts[0]] = x
	}
	if len(parts) == 1 {
		x.about |= about
	} else {
		x.phrases = append(x.phrases, phrase{parts[1:], about})
	}
	return nil
}

// about says what all the words of tokens are about.
func (l *wordList) about(tokens []string) topics {
	var out topics
	for i, w := range tokens {
		if x := l.whole[w]; x != nil {
			out |= x.about
			for _, p := range x.phrases {
				if i+len(p.rest) < len(tokens) && fits(tokens[i+1:i+1+len(p.rest)], p.rest) {
					out |= p.about
				}
			}
		}
		if len(w) >= 2 {
			for _, p := range l.prefixes[[2]byte{w[0], w[1]}] {
				if strings.HasPrefix(w, p.text) {
					out |= p.about
				}
			}
		}
	}
	return out
}

func fits(tokens, pattern []string) bool {
	for j, p := range pattern {
		if q, ok := strings.CutSuffix(p, "*"); tokens[j] != p && !(ok && strings.HasPrefix(tokens[j], q)) {
			return false
		}
	}
	return true
}
