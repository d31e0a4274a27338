package actor

import (
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// Tables are the built-in tables: states, bodies, groups, offices and who held them.
//
//go:embed tables
var Tables embed.FS

// State is one state of the table of states.
type State struct {
	Code       string // ISO 3166-1 alpha-3, or the withdrawn code of a state that is gone
	Names      []string
	Adjectives []string
	People     []string // plural nouns: "Danes"
	Capitals   []string
	COW        string // Correlates of War number; empty where it has none
	CAMEO      string
	from       int
	was        string
}

// States reads the table of states. A state may have several rows; each is given as it stands.
func States(t table.Dir) ([]State, error) {
	rows, err := t.Load("states.tsv", 2, "code", "names", "adjectives", "people", "capitals", "cow", "cameo", "from", "was")
	errs := []error{err}
	var out []State
	for _, r := range rows {
		s := State{
			Code: r.Cell(0), Names: list(r.Cell(1)), Adjectives: list(r.Cell(2)), People: list(r.Cell(3)), Capitals: list(r.Cell(4)),
			COW: r.Cell(5), CAMEO: r.Cell(6), was: r.Cell(8),
		}
		if len(s.Code) != 3 || strings.ToUpper(s.Code) != s.Code {
			errs = append(errs, r.Errorf("the code of a state is three capitals, not %q", s.Code))
		}
		if len(s.Names)+len(s.Adjectives)+len(s.People) == 0 {
			errs = append(errs, r.Errorf("the row of %s has no name", s.Code))
			continue
		}
		if s.CAMEO == "" {
			s.CAMEO = s.Code
		}
		s.from = year(r, 7, &errs)
		out = append(out, s)
	}
	return out, errors.Join(errs...)
}

// body is a named organization.
type body struct {
	key, name, country, cameo string
	from, to                  int // years, inclusive; 0 where open
}

// noun is a common noun that heads the name of an actor.
type noun struct {
	word string // as in the table
	id   string // what the actor is called in its key
	role string // CAMEO
	use  string
	kind nounKind
	home string // the state or body whose office it is when none is named
}

// has says whether the use of a noun holds a letter of the table.
func (n *noun) has(letter string) bool { return strings.Contains(n.use, letter) }

type nounKind uint8

const (
	bodyNoun nounKind = iota + 1
	groupNoun
	officeNoun
	partyNoun
)

// holder is one term in a main office.
type holder struct {
	name     string
	country  string // of a state, or empty
	body     string // key of an international body, or empty
	office   string
	from, to doc.Date
}

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	out := strings.Split(cell, "|")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

func year(r table.Row, i int, errs *[]error) int {
	if r.Cell(i) == "" {
		return 0
	}
	y, err := strconv.Atoi(r.Cell(i))
	if err != nil {
		*errs = append(*errs, r.Errorf("%q is not a year", r.Cell(i)))
	}
	return y
}

// month reads 2006 or 2006-01: the first day it covers, or with end the last.
func month(s string, end bool) (doc.Date, error) {
	var d doc.Date
	y, m, short := strings.Cut(s, "-")
	n, err := strconv.Atoi(y)
	if err != nil || n < 1 || n > 9999 {
		return d, fmt.Errorf("%q is neither a year nor a year and month", s)
	}
	d = doc.Date{Year: int16(n), Month: 1, Day: 1}
	if short {
		k, err := strconv.Atoi(m)
		if err != nil || k < 1 || k > 12 {
			return d, fmt.Errorf("%q has no such month", s)
		}
		d.Month = uint8(k)
		if end {
			return d.Add(0, 1, -1), nil
		}
		return d, nil
	}
	if end {
		d.Month, d.Day = 12, 31
	}
	return d, nil
}

func (r *Reader) loadStates(t table.Dir) error {
	states, err := States(t)
	r.states = make(map[string]*State, len(states))
	for i := range states {
		s := &states[i]
		if _, again := r.states[s.Code]; !again {
			r.states[s.Code] = s
			if len(s.Names) == 0 {
				return fmt.Errorf("states.tsv: the first row of %s has no name", s.Code)
			}
		}
		for _, n := range s.Names {
			r.names.add(n, entry{kind: stateName, id: s.Code})
		}
		for _, n := range s.Adjectives {
			r.names.add(n, entry{kind: adjective, id: s.Code})
		}
		for _, n := range s.People {
			r.names.add(n, entry{kind: people, id: s.Code})
		}
		for _, n := range s.Capitals {
			r.names.add(n, entry{kind: capital, id: s.Code})
		}
	}
	return err
}

func (r *Reader) loadBodies(t table.Dir) error {
	var errs []error
	r.bodies = make(map[string]*body)
	for _, file := range []string{"bodies.tsv", "international.tsv", "armed.tsv", "media.tsv"} {
		rows, err := t.Load(file, 1, "key", "names", "country", "cameo", "from", "to")
		errs = append(errs, err)
		for _, row := range rows {
			names := list(row.Cell(1))
			if row.Cell(0) == "" || len(names) == 0 || row.Cell(3) == "" {
				errs = append(errs, row.Errorf("a body needs a key, a name and a CAMEO code"))
				continue
			}
			if c := row.Cell(2); c != "" && r.states[c] == nil {
				errs = append(errs, row.Errorf("no state has the code %q", c))
			}
			b := &body{key: row.Cell(0), name: names[0], country: row.Cell(2), cameo: row.Cell(3), from: year(row, 4, &errs), to: year(row, 5, &errs)}
			r.bodies[b.key] = b
			for _, n := range names {
				r.names.add(n, entry{kind: bodyName, id: b.key})
			}
		}
	}
	rows, err := t.Load("blocked.tsv", 1, "phrase")
	errs = append(errs, err)
	for _, row := range rows {
		r.names.add(row.Cell(0), entry{kind: blocked})
	}
	return errors.Join(errs...)
}

func (r *Reader) loadNouns(t table.Dir) error {
	var errs []error
	load := func(file string, kind nounKind, columns ...string) {
		rows, err := t.Load(file, 1, columns...)
		errs = append(errs, err)
		for _, row := range rows {
			n := noun{word: row.Cell(0), kind: kind}
			switch kind {
			case bodyNoun, groupNoun:
				n.id, n.role, n.use = row.Cell(1), row.Cell(2), row.Cell(3)
			case officeNoun:
				n.id, n.role, n.home, n.use = strings.ReplaceAll(row.Cell(0), " ", "-"), row.Cell(1), row.Cell(2), row.Cell(3)
				if n.home != "" && r.states[n.home] == nil && r.bodies[n.home] == nil {
					errs = append(errs, row.Errorf("%q is neither a state nor a body", n.home))
				}
			case partyNoun:
				n.use = row.Cell(1)
			}
			if n.word == "" || n.use == "" && kind != bodyNoun && kind != groupNoun {
				errs = append(errs, row.Errorf("a row needs the noun and its use"))
			}
			r.nounRows = append(r.nounRows, n)
			r.nouns.add(n.word, entry{kind: nounPhrase, row: int32(len(r.nounRows) - 1)})
		}
	}
	load("bodynouns.tsv", bodyNoun, "noun", "body", "role", "tied")
	load("groups.tsv", groupNoun, "noun", "group", "role", "use")
	load("offices.tsv", officeNoun, "office", "role", "country", "use")
	load("parties.tsv", partyNoun, "noun", "of")
	return errors.Join(errs...)
}

// loadWords reads the tables of single words: those that mark things, those that tell genders, those that take up names.
func (r *Reader) loadWords(t table.Dir) error {
	letters := func(file, column, allowed string) (map[string]byte, error) {
		rows, err := t.Load(file, 1, "word", column)
		errs := []error{err}
		out := make(map[string]byte, len(rows))
		for _, row := range rows {
			c := row.Cell(1)
			if len(c) != 1 || !strings.Contains(allowed, c) {
				errs = append(errs, row.Errorf("%s is one of %q, not %q", column, allowed, c))
				continue
			}
			out[r.fold.text(row.Cell(0))] = c[0]
		}
		return out, errors.Join(errs...)
	}
	var errs [5]error
	r.things, errs[0] = letters("things.tsv", "at", "fl")
	r.genders, errs[1] = letters("genders.tsv", "gender", "fm")
	rows, err := t.Load("anaphors.tsv", 1, "noun", "of")
	errs[2] = err
	r.anaphors = make(map[string][]string, len(rows))
	for _, row := range rows {
		r.anaphors[row.Cell(0)] = list(row.Cell(1))
	}
	rows, err = t.Load("words.tsv", 1, "class", "words")
	errs[3] = err
	r.words = make(map[string]map[string]bool, len(rows))
	for _, row := range rows {
		r.words[row.Cell(0)] = make(map[string]bool)
		for _, w := range list(row.Cell(1)) {
			r.words[row.Cell(0)][w] = true
		}
	}
	rows, err = t.Load("halves.tsv", 3, "name", "state", "beside")
	errs[4] = err
	for _, row := range rows {
		r.halves = append(r.halves, half{row.Cell(0), row.Cell(1), row.Cell(2)})
	}
	return errors.Join(errs[:]...)
}

func (r *Reader) loadHolders(t table.Dir) error {
	rows, err := t.Load("holders.tsv", 4, "name", "country", "office", "from", "to", "also")
	errs := []error{err}
	r.holdersOf = make(map[string][]int32)
	for _, row := range rows {
		h := holder{name: row.Cell(0), country: row.Cell(1), office: row.Cell(2)}
		if r.states[h.country] == nil {
			if r.bodies[h.country] == nil {
				errs = append(errs, row.Errorf("%q is neither a state nor a body", h.country))
			}
			h.country, h.body = "", h.country
		}
		var err error
		if h.from, err = month(row.Cell(3), false); err != nil {
			errs = append(errs, row.Errorf("reading the beginning: %w", err))
		}
		if row.Cell(4) != "" {
			if h.to, err = month(row.Cell(4), true); err != nil {
				errs = append(errs, row.Errorf("reading the end: %w", err))
			}
		}
		r.holders = append(r.holders, h)
		for _, n := range append([]string{h.name}, list(row.Cell(5))...) {
			k := r.fold.text(n)
			r.holdersOf[k] = append(r.holdersOf[k], int32(len(r.holders)-1))
			r.names.add(n, entry{kind: holderName, id: k})
			last := surname(k)
			if last != k {
				r.holdersOf[last] = append(r.holdersOf[last], int32(len(r.holders)-1))
			}
			for _, article := range [...]string{"al-", "el-"} { // "Zarqawi"
				if bare, ok := strings.CutPrefix(last, article); ok {
					r.holdersOf[bare] = append(r.holdersOf[bare], int32(len(r.holders)-1))
				}
			}
		}
	}
	return errors.Join(errs...)
}
