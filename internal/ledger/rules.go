package ledger

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/openlines/openlines"
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
	same           []string // by family, the reason why two of its acts may be one
	kin            [][]kin  // by two families
	contactActs    map[string]bool
	contact, deal  wordSet
	portfolios     []wordSet
	portfolioName  []string
	stop           map[string]bool
	cow            map[string]string
	stateNames     map[string]string
	stateCodes     map[string]string   // by names in lower case
	stateWords     map[string]string   // and by adjectives
	ownWords       map[string][]string // by code, the words of the name and the adjectives
	channels       []channelRule
}

// family is an act's family; 0 is none.
type family uint8

// contacts is the family of meetings, visits, calls and talks.
const contacts family = 1

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
		contactActs: map[string]bool{}, stop: map[string]bool{}, cow: map[string]string{}, stateNames: map[string]string{}, stateCodes: map[string]string{}, stateWords: map[string]string{}, ownWords: map[string][]string{}}
	dir := table.Dir{Builtin: own}
	err = errors.Join(r.loadFamilies(dir), r.loadWords(dir), r.loadStates(), r.loadActs(), r.loadChannels(dir))
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
	for _, row := range rows {
		set := newWordSet(strings.Split(row.Cell(1), "|"))
		switch kind, name, _ := strings.Cut(row.Cell(0), ":"); kind {
		case "contact":
			r.contact = set
		case "deal":
			r.deal = set
		case "portfolio":
			r.portfolios = append(r.portfolios, set)
			r.portfolioName = append(r.portfolioName, name)
		default:
			return row.Errorf("there is no kind %q", row.Cell(0))
		}
	}
	if len(r.portfolios) > 32 {
		return errors.New("words.tsv: more than 32 portfolios")
	}
	rows, err = dir.Load("stop.tsv", 0, "words")
	for _, row := range rows {
		for w := range strings.SplitSeq(row.Cell(0), "|") {
			r.stop[w] = true
		}
	}
	return err
}

// loadStates reads names and COW numbers from the actors' table.
func (r *rules) loadStates() error {
	dir := table.Dir{Builtin: openlines.Tables()["actor"]}
	rows, err := dir.Load("states.tsv", 2, "code", "names", "adjectives", "people", "capitals", "cow", "cameo", "from", "was")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if name, _, _ := strings.Cut(row.Cell(1), "|"); name != "" {
			r.cow[row.Cell(0)], r.stateNames[row.Cell(0)] = row.Cell(5), name
			for w := range strings.FieldsFuncSeq(name+"|"+row.Cell(2), func(c rune) bool { return c == ' ' || c == '|' }) {
				r.ownWords[row.Cell(0)] = union(r.ownWords[row.Cell(0)], []string{fold(strings.ToLower(w))})
			}
			for name := range strings.SplitSeq(row.Cell(1), "|") {
				r.stateCodes[strings.ToLower(name)] = row.Cell(0)
			}
			for name := range strings.SplitSeq(row.Cell(1)+"|"+row.Cell(2), "|") {
				if len(name) > 2 { // "us" is a pronoun more often than a state
					r.stateWords[strings.ToLower(name)] = row.Cell(0)
				}
			}
		}
	}
	return nil
}

// isState says whether a place's name is that of a state.
func (r *rules) isState(name string) bool { return r.stateCodes[strings.ToLower(name)] != "" }

// loadActs reads which acts are contacts from the events' table.
func (r *rules) loadActs() error {
	dir := table.Dir{Builtin: openlines.Tables()["event"]}
	rows, err := dir.Load("acts.tsv", 1, "act", "plover", "mode", "cameo", "planned", "proposed", "refused", "mutual", "contact", "contexts", "note")
	for _, row := range rows {
		if row.Cell(8) != "" {
			r.contactActs[row.Cell(0)] = true
		}
	}
	return err
}

const contactFamily = "contact"

// wordSet finds words and phrases in lower-cased tokens.
type wordSet struct {
	exact    map[string]bool
	prefixes map[string][]string // by the first two bytes
	phrases  map[string][][]string
}

func newWordSet(list []string) wordSet {
	s := wordSet{map[string]bool{}, map[string][]string{}, map[string][][]string{}}
	for _, w := range list {
		w = strings.TrimSpace(w)
		parts := strings.Fields(w)
		switch {
		case len(parts) == 0:
		case len(parts) > 1:
			s.phrases[parts[0]] = append(s.phrases[parts[0]], parts[1:])
		case strings.HasSuffix(w, "*"):
			p := strings.TrimSuffix(w, "*")
			s.prefixes[p[:2]] = append(s.prefixes[p[:2]], p)
		default:
			s.exact[w] = true
		}
	}
	return s
}

func (s *wordSet) at(tokens []string, i int) bool {
	w := tokens[i]
	if s.exact[w] {
		return true
	}
	if len(w) >= 2 {
		for _, p := range s.prefixes[w[:2]] {
			if strings.HasPrefix(w, p) {
				return true
			}
		}
	}
	for _, rest := range s.phrases[w] {
		if i+len(rest) < len(tokens) && fits(tokens[i+1:i+1+len(rest)], rest) {
			return true
		}
	}
	return false
}

func fits(tokens, pattern []string) bool {
	for j, p := range pattern {
		if q, ok := strings.CutSuffix(p, "*"); tokens[j] != p && !(ok && strings.HasPrefix(tokens[j], q)) {
			return false
		}
	}
	return true
}

// in says whether any of the words stands in tokens.
func (s *wordSet) in(tokens []string) bool {
	for i := range tokens {
		if s.at(tokens, i) {
			return true
		}
	}
	return false
}
