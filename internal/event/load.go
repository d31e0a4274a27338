// Package event reads what happened: which act, between whom, with which status, when, where and by whose account.
//
// What tells an act is data: see tables/README.md for the language of the rows.
package event

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/table"
)

// Tables are the built-in tables.
//
//go:embed tables
var Tables embed.FS

// act is a row of acts.tsv.
type act struct {
	name, plover, mode                string
	cameo, planned, proposed, refused string
	mutual, contact                   bool
	contexts                          []string
}

// codeRow is a row of codes.tsv.
type codeRow struct{ plover, mode string }

// term gives words a value: a context, a level.
type term struct {
	value string
	words *wordSet
}

// Reader finds events. It is safe for concurrent use.
type Reader struct {
	acts      map[string]*act
	patterns  index
	status    index
	codes     map[string]codeRow // by CAMEO code or its beginning
	quads     map[string]int     // by PLOVER class
	scores    map[string]float64
	scale     string
	contexts  []term
	contextBy map[string][]int // rows of contexts by the last word of theirs
	levels    []term
	topics    []term
	lexicon

	rows  []*row
	verbs known
	nouns map[string]bool
}

// scaleName is the Goldstein table that records carry.
const scaleName = "gdelt"

// New reads the tables and checks them. The error joins all that is wrong, each with its file and line.
func New(t table.Dir) (*Reader, error) {
	r := &Reader{acts: map[string]*act{}, patterns: index{}, status: index{}, codes: map[string]codeRow{}, quads: map[string]int{}, scores: map[string]float64{}, scale: scaleName}
	var errs []error
	fail := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	classes, err := loadClasses(t)
	fail(err)
	fail(r.lexicon.load(classes))
	fail(r.loadActs(t))
	fail(r.loadCodes(t))
	r.contexts, err = loadTerms(t, "contexts.tsv", "context")
	fail(err)
	r.contextBy = map[string][]int{}
	for i, c := range r.contexts {
		for w := range c.words.single {
			r.contextBy[w] = append(r.contextBy[w], i)
		}
		for w := range c.words.multi {
			r.contextBy[w] = append(r.contextBy[w], i)
		}
	}
	r.levels, err = loadTerms(t, "levels.tsv", "level")
	fail(err)
	r.topics, err = loadTerms(t, "topics.tsv", "topic")
	fail(err)
	fail(r.loadPatterns(t, classes))
	fail(r.loadStatus(t, classes))
	fail(r.loadForms(t))
	if len(errs) > 0 {
		return nil, fmt.Errorf("the event tables: %w", errors.Join(errs...))
	}
	return r, nil
}

// loadStatus reads the rows that change the status of an act.
func (r *Reader) loadStatus(t table.Dir, classes map[string][]string) error {
	rows, err := t.Load("status.tsv", 4, "status", "trigger", "frame", "roles", "example")
	if err != nil {
		return err
	}
	var errs []error
	for _, row := range rows {
		if !isStatus(row.Cell(0)) {
			errs = append(errs, row.Errorf("no status %q", row.Cell(0)))
			continue
		}
		made, err := r.status.compile(row, classes)
		if err != nil {
			errs = append(errs, err)
		}
		for _, m := range made {
			m.status = row.Cell(0)
			if len(m.inner) == 0 {
				errs = append(errs, row.Errorf("a status row names the act that it changes with X="))
				break
			}
		}
	}
	return errors.Join(errs...)
}

func loadClasses(t table.Dir) (map[string][]string, error) {
	rows, err := t.Load("classes.tsv", 0, "class", "words")
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	var errs []error
	for _, r := range rows {
		name := strings.TrimPrefix(r.Cell(0), "@")
		words := strings.FieldsFunc(r.Cell(1), func(c rune) bool { return c == '|' || c == ' ' })
		for _, w := range words {
			if ref, ok := strings.CutPrefix(w, "@"); ok { // a class made of classes that stand above it
				if out[ref] == nil {
					errs = append(errs, r.Errorf("no class @%s above this row", ref))
				}
				out[name] = append(out[name], out[ref]...)
				continue
			}
			out[name] = append(out[name], w)
		}
		if len(words) == 0 {
			errs = append(errs, r.Errorf("the class %s has no words", name))
		}
	}
	return out, errors.Join(errs...)
}

// Act is what others need to know of a row of acts.tsv.
type Act struct {
	Name, PLOVER string
	Contact      bool // the two sides spoke or met
}

// Acts are the acts of acts.tsv in its order.
func Acts(t table.Dir) ([]Act, error) {
	acts, err := readActs(t)
	out := make([]Act, len(acts))
	for i, a := range acts {
		out[i] = Act{a.name, a.plover, a.contact}
	}
	return out, err
}

func readActs(t table.Dir) ([]*act, error) {
	rows, err := t.Load("acts.tsv", 1, "act", "plover", "mode", "cameo", "planned", "proposed", "refused", "mutual", "contact", "contexts", "note")
	if err != nil {
		return nil, err
	}
	var acts []*act
	var errs []error
	known := map[string]bool{}
	for _, row := range rows {
		a := &act{name: row.Cell(0), plover: row.Cell(1), mode: row.Cell(2), cameo: row.Cell(3), planned: row.Cell(4),
			proposed: row.Cell(5), refused: row.Cell(6), mutual: row.Cell(7) != "", contact: row.Cell(8) != "", contexts: strings.FieldsFunc(row.Cell(9), func(c rune) bool { return c == ',' || c == ' ' })}
		if len(a.cameo) < 2 {
			errs = append(errs, row.Errorf("the act %s has no CAMEO code", a.name))
		}
		if known[a.name] {
			errs = append(errs, row.Errorf("the act %s stands twice", a.name))
		}
		known[a.name] = true
		acts = append(acts, a)
	}
	return acts, errors.Join(errs...)
}

func (r *Reader) loadActs(t table.Dir) error {
	acts, err := readActs(t)
	for _, a := range acts {
		r.acts[a.name] = a
	}
	return err
}

func (r *Reader) loadCodes(t table.Dir) error {
	rows, err := t.Load("plover.tsv", 1, "plover", "quad")
	if err != nil {
		return err
	}
	var errs []error
	for _, row := range rows {
		q, err := strconv.Atoi(row.Cell(1))
		if err != nil || q < 0 || q > 4 {
			errs = append(errs, row.Errorf("the quad class %q is not 0 to 4", row.Cell(1)))
		}
		r.quads[row.Cell(0)] = q
	}
	rows, err = t.Load("codes.tsv", 1, "code", "plover", "mode")
	if err != nil {
		return errors.Join(append(errs, err)...)
	}
	for _, row := range rows {
		if p := row.Cell(1); p != "" && p != "-" && r.quads[p] == 0 {
			errs = append(errs, row.Errorf("no PLOVER class %q in plover.tsv", p))
		}
		r.codes[row.Cell(0)] = codeRow{blank(row.Cell(1)), row.Cell(2)}
	}
	rows, err = t.Load("goldstein.tsv", 2, "scale", "cameo", "score")
	if err != nil {
		return errors.Join(append(errs, err)...)
	}
	for _, row := range rows {
		v, err := strconv.ParseFloat(row.Cell(2), 64)
		if err != nil || v < -10 || v > 10 {
			errs = append(errs, row.Errorf("the score %q is not a number from -10 to 10", row.Cell(2)))
		}
		if row.Cell(0) == r.scale {
			r.scores[row.Cell(1)] = v
		}
	}
	return errors.Join(errs...)
}

// loadForms makes the forms of the verbs of all rows.
func (r *Reader) loadForms(t table.Dir) error {
	r.verbs = known{map[string]bool{}, map[string]string{}}
	r.nouns = map[string]bool{}
	rows, err := t.Load("irregular.tsv", 1, "form", "lemma")
	if err != nil {
		return err
	}
	for _, row := range rows {
		r.verbs.forms[row.Cell(0)] = row.Cell(1)
	}
	var keys []string
	for _, x := range []index{r.patterns, r.status} {
		for k, rows := range x {
			for _, row := range rows {
				for _, c := range row.conds {
					if c.words == nil {
						continue
					}
					for w := range c.words.single {
						r.nouns[w] = true
					}
					for w := range c.words.multi {
						r.nouns[w] = true
					}
				}
			}
			switch k.pos {
			case 'V':
				keys = append(keys, k.lemma)
			case 'N':
				r.nouns[k.lemma] = true
			}
		}
	}
	slices.Sort(keys) // the same forms each time
	for _, k := range keys {
		r.verbs.add(k)
	}
	return nil
}

func loadTerms(t table.Dir, name, column string) ([]term, error) {
	rows, err := t.Load(name, 0, column, "words")
	if err != nil {
		return nil, err
	}
	var out []term
	for _, r := range rows {
		words := newWordSet()
		for w := range strings.FieldsSeq(r.Cell(1)) {
			words.add(w)
		}
		out = append(out, term{r.Cell(0), words})
	}
	return out, nil
}

// loadPatterns reads all files of patterns/, built-in ones and those that only the user has.
func (r *Reader) loadPatterns(t table.Dir, classes map[string][]string) error {
	var errs []error
	builtin, err := fs.Glob(t.Builtin, "patterns/*.tsv")
	if err != nil {
		return fmt.Errorf("listing the patterns: %w", err)
	}
	known := map[string]bool{}
	load := func(dir table.Dir, name string) {
		rows, err := dir.Load(name, 4, "act", "trigger", "frame", "roles", "example")
		if err != nil {
			errs = append(errs, err)
		}
		for _, row := range rows {
			a := r.acts[row.Cell(0)]
			if a == nil {
				errs = append(errs, row.Errorf("no act %q in acts.tsv", row.Cell(0)))
				continue
			}
			made, err := r.patterns.compile(row, classes)
			if err != nil {
				errs = append(errs, err)
			}
			for _, m := range made {
				m.act = a
			}
			r.rows = append(r.rows, made...)
		}
	}
	for _, name := range builtin {
		known[name] = true
		load(t, name)
	}
	if t.User != nil {
		users, err := fs.Glob(t.User, "patterns/*.tsv")
		if err != nil {
			errs = append(errs, fmt.Errorf("listing the user's patterns: %w", err))
		}
		for _, name := range users {
			if !known[name] {
				load(t, name)
			}
		}
	}
	return errors.Join(errs...)
}
