package when

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/table"
)

// grammar is the compiled tables.
type grammar struct {
	vocabulary map[string]int32
	ascii      [128]int32
	words      [][]entry // what each word can be
	dotted     []bool    // the word may be written with a full stop that belongs to it
	starts     []bool    // an expression can begin with the word
	root       node
	first      []*node // the states after the first word, by word: root.words
	rules      []rule
	classes    map[string]class
	cl         known
	holidays   []holiday
	happenings map[string][]string // by the lemmas that tell of them
	staging    map[string]bool     // lemmas of verbs whose subject or object happens
}

// class names a set of words (from words.tsv) or a reader of several pieces (match.go).
type class uint8

// The classes that are read by code; those of words.tsv are numbered after them.
const (
	clNumber class = iota
	clOrdinal
	clQuantity
	clDay
	clYear
	clClock
	clDate
	clNumeric
	clBuiltin
)

var builtin = [...]string{"NUM", "ORD", "QTY", "DAY", "YEAR", "CLOCK", "DATE", "NUMERIC"}

// known are the classes and words that the program itself looks for.
type known struct {
	card, ordinal, scale, vague, article, zone, noon, unit, units, times, comes, ahead, doubt, inTime, paper, bracket,
	attacks, month class

	half, and, to, or, slash, hyphen, colon, comma, stop, am, pm, quote, s, of, in, through, st, nd, rd, th, o, oclock,
	after, before, over, the int32
}

// entry says that a word, or the phrase that it begins, is of a class.
type entry struct {
	class  class
	rest   []int32 // further words of a phrase
	value  int32
	text   string
	lo, hi int32 // of a vague quantity
	cased  bool  // only with a capital
}

type rule struct {
	read          func(*attempt, int) (expr, bool)
	args          []string
	n             int // args[0] as a number
	before, after context
	row           table.Row
}

// context is a test of the piece next to an expression.
type context struct {
	not   bool
	words []int32
	any   class // of words.tsv; clBuiltin where none
	start bool  // the edge of the sentence counts
}

// node is one state of the patterns: a tree that shares their beginnings.
type node struct {
	words   []wordEdge
	classes []classEdge
	rules   []int32 // that end here
}

type wordEdge struct {
	word int32
	to   *node
}

type classEdge struct {
	class class
	to    *node
}

func load(t table.Dir) (*grammar, error) {
	g := &grammar{vocabulary: make(map[string]int32), classes: make(map[string]class)}
	for i, name := range builtin {
		g.classes[name] = class(i)
	}
	for c := range g.ascii {
		g.ascii[c] = none
	}
	words, err := t.Load("words.tsv", 2, "words", "class", "value", "low", "high")
	if err != nil {
		return nil, err
	}
	patterns, err := t.Load("patterns.tsv", 0, "pattern", "action", "args", "before", "after")
	if err != nil {
		return nil, err
	}
	holidays, err := t.Load("holidays.tsv", 1, "words", "rule")
	if err != nil {
		return nil, err
	}
	happenings, err := t.Load("happenings.tsv", 1, "happening", "words")
	if err != nil {
		return nil, err
	}
	g.addHappenings(happenings)
	var errs []error
	for _, r := range words {
		errs = append(errs, g.addWord(r))
	}
	for i, r := range holidays {
		h, err := parseHoliday(r)
		errs = append(errs, err)
		g.holidays = append(g.holidays, h)
		errs = append(errs, g.addPhrase(r, entry{class: g.class("HOLIDAY"), value: int32(i), cased: true}))
	}
	g.cl = known{
		card: g.class("CARD"), ordinal: g.class("ORDINAL"), scale: g.class("SCALE"), vague: g.class("VAGUE"),
		article: g.class("ARTICLE"), zone: g.class("ZONE"), noon: g.class("NOON"), unit: g.class("UNIT"), units: g.class("UNITS"),
		half: g.id("half"), and: g.id("and"), to: g.id("to"), or: g.id("or"), slash: g.id("/"), hyphen: g.id("-"), colon: g.id(":"),
		comma: g.id(","), stop: g.id("."), am: g.id("am"), pm: g.id("pm"), quote: g.id("'"), s: g.id("s"), of: g.id("of"), the: g.id("the"), over: g.id("over"), in: g.id("in"), through: g.id("through"),
		st: g.id("st"), nd: g.id("nd"), rd: g.id("rd"), th: g.id("th"), o: g.id("o"), oclock: g.id("clock"),
		after: g.id("after"), before: g.id("before"), times: g.class("TIMES"), comes: g.class("COMES"), ahead: g.class("AHEAD"),
		doubt: g.class("DOUBT"), inTime: g.class("INTIME"), paper: g.class("PAPER"), bracket: g.class("BRACKET"), attacks: g.class("ATTACKS"), month: g.class("MON"),
	}
	actions := actions()
	for _, r := range patterns {
		errs = append(errs, g.addPattern(r, actions))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	g.markStarts()
	return g, nil
}

func (g *grammar) class(name string) class {
	c, ok := g.classes[name]
	if !ok {
		c = class(len(g.classes))
		g.classes[name] = c
	}
	return c
}

// id is the index of a word, which is added when new. Full stops are no part of words.
func (g *grammar) id(w string) int32 {
	bare := strings.ToLower(strings.ReplaceAll(w, ".", ""))
	id, ok := g.vocabulary[bare]
	if !ok {
		id = int32(len(g.words))
		g.vocabulary[bare] = id
		g.words = append(g.words, nil)
		g.dotted = append(g.dotted, false)
		if len(bare) == 1 && !isLetter(bare[0]) {
			g.ascii[bare[0]&127] = id
		}
	}
	if strings.HasSuffix(w, ".") {
		g.dotted[id] = true
	}
	return id
}

func (g *grammar) addPhrase(r table.Row, e entry) error {
	parts := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(r.Cell(0), "'", " ' "), "-", " - "))
	if len(parts) == 0 {
		return r.Errorf("no words")
	}
	first := g.id(parts[0])
	for _, p := range parts[1:] {
		e.rest = append(e.rest, g.id(p))
	}
	g.words[first] = append(g.words[first], e)
	return nil
}

func (g *grammar) addWord(r table.Row) error {
	name := r.Cell(1)
	cased := strings.HasSuffix(name, "^")
	name = strings.TrimSuffix(name, "^")
	if name == "" || name != strings.ToUpper(name) {
		return r.Errorf("the class %q is not in capitals", name)
	}
	if c, ok := g.classes[name]; ok && c < clBuiltin {
		return r.Errorf("the class %s is read by the program", name)
	}
	e := entry{class: g.class(name), text: r.Cell(2), cased: cased}
	if n, err := strconv.Atoi(e.text); err == nil {
		e.value = int32(n)
	}
	for i, to := range []*int32{&e.lo, &e.hi} {
		if s := r.Cell(3 + i); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil {
				return r.Errorf("%q is not a number", s)
			}
			*to = int32(n)
		}
	}
	if _, err := strconv.Atoi(e.text); err != nil {
		e.value = e.lo
	}
	return g.addPhrase(r, e)
}

// addPattern writes a pattern out to the plain sequences that it stands for and adds them to the tree.
func (g *grammar) addPattern(r table.Row, actions map[string]action) error {
	ru := rule{args: strings.Fields(r.Cell(2)), row: r}
	act, ok := actions[r.Cell(1)]
	if !ok {
		return r.Errorf("no action %q", r.Cell(1))
	}
	ru.read = act.read
	if len(ru.args) > 0 {
		ru.n, _ = strconv.Atoi(ru.args[0])
	}
	var err error
	if ru.before, err = g.context(r.Cell(3)); err != nil {
		return r.Errorf("before: %w", err)
	}
	if ru.after, err = g.context(r.Cell(4)); err != nil {
		return r.Errorf("after: %w", err)
	}
	items := strings.Fields(strings.NewReplacer("(", " ( ", ")?", " )? ").Replace(r.Cell(0)))
	seqs, rest, err := expand(items)
	if err == nil && len(rest) > 0 {
		err = errors.New("a bracket that was not opened")
	}
	if err != nil {
		return r.Errorf("the pattern %q: %w", r.Cell(0), err)
	}
	id := int32(len(g.rules))
	g.rules = append(g.rules, ru)
	for _, seq := range seqs {
		if len(seq) == 0 {
			return r.Errorf("the pattern %q matches nothing at all", r.Cell(0))
		}
		if need := act.missing(seq, len(ru.args)); need != "" {
			return r.Errorf("the action %s needs %s, and the form %q has none", r.Cell(1), need, seq)
		}
		n := &g.root
		for i, it := range seq {
			if it != strings.ToUpper(it) || !isLetter(it[0]) {
				n = n.wordTo(g.id(it))
				continue
			}
			c, ok := g.classes[it]
			if !ok {
				return r.Errorf("no word has the class %s", it)
			}
			if c == clDate && i == 0 {
				return r.Errorf("DATE cannot stand first")
			}
			n = n.classTo(c)
		}
		n.rules = append(n.rules, id)
	}
	return nil
}

// missing is a group of what the action needs that the sequence lacks.
func (a action) missing(seq []string, args int) string {
	for need := range strings.FieldsSeq(a.needs) {
		ok := false
		for c := range strings.SplitSeq(need, "|") {
			n, isArgs := strings.CutPrefix(c, "args:")
			ok = ok || slices.Contains(seq, c) || isArgs && args >= int(n[0]-'0')
		}
		if !ok {
			return need
		}
	}
	return ""
}

// expand gives the sequences of items, up to a closing bracket. An item is a word, a CLASS, alternatives a|b, any of them with
// ? behind for optional, or a group ( … )?.
func expand(items []string) (seqs [][]string, rest []string, err error) {
	seqs = [][]string{nil}
	for len(items) > 0 {
		it := items[0]
		items = items[1:]
		var alts [][]string
		switch {
		case it == ")?":
			return seqs, append([]string{it}, items...), nil
		case it == "(":
			alts, items, err = expand(items)
			if err != nil {
				return nil, nil, err
			}
			if len(items) == 0 {
				return nil, nil, errors.New("a group is not closed with )?")
			}
			items = items[1:]
			alts = append(alts, nil)
		default:
			bare, opt := strings.CutSuffix(it, "?")
			for a := range strings.SplitSeq(bare, "|") {
				if a == "" {
					return nil, nil, fmt.Errorf("an empty alternative in %q", it)
				}
				alts = append(alts, []string{a})
			}
			if opt {
				alts = append(alts, nil)
			}
		}
		next := make([][]string, 0, len(seqs)*len(alts))
		for _, s := range seqs {
			for _, a := range alts {
				next = append(next, append(append([]string(nil), s...), a...))
			}
		}
		seqs = next
		if len(seqs) > 5000 {
			return nil, nil, errors.New("more than 5000 forms; split it")
		}
	}
	return seqs, nil, nil
}

// context reads a list of words "a|b", a CLASS, ^ or $ for the edge of the sentence, all with ! in front for "none of them".
func (g *grammar) context(s string) (context, error) {
	c := context{any: clBuiltin}
	s, c.not = strings.CutPrefix(s, "!")
	if s == "" || s == "*" {
		if c.not {
			return c, errors.New("there is nothing after the ! of a context that must not be")
		}
		return c, nil
	}
	for w := range strings.SplitSeq(s, "|") {
		switch {
		case w == "^" || w == "$":
			c.start = true
		case isLetter(w[0]) && w == strings.ToUpper(w):
			k, ok := g.classes[w]
			if !ok || c.any != clBuiltin {
				return c, fmt.Errorf("%s is not a class of words, or the second one", w)
			}
			c.any = k
		default:
			c.words = append(c.words, g.id(w))
		}
	}
	return c, nil
}

func (n *node) wordTo(w int32) *node {
	for _, e := range n.words {
		if e.word == w {
			return e.to
		}
	}
	to := new(node)
	n.words = append(n.words, wordEdge{w, to})
	return to
}

func (n *node) classTo(c class) *node {
	for _, e := range n.classes {
		if e.class == c {
			return e.to
		}
	}
	to := new(node)
	n.classes = append(n.classes, classEdge{c, to})
	return to
}

// markStarts notes the words with which an expression can begin, so that all others cost one look.
func (g *grammar) markStarts() {
	g.starts = make([]bool, len(g.words))
	g.first = make([]*node, len(g.words))
	for _, e := range g.root.words {
		g.starts[e.word] = true
		g.first[e.word] = e.to
	}
	first := make(map[class]bool)
	for _, e := range g.root.classes {
		first[e.class] = true
	}
	if first[clClock] {
		first[g.cl.noon], first[g.cl.card] = true, true
	}
	num := first[clNumber] || first[clOrdinal] || first[clQuantity] || first[clYear] || first[clDay]
	for w, es := range g.words {
		for _, e := range es {
			if first[e.class] || num && (e.class == g.cl.card || e.class == g.cl.ordinal || e.class == g.cl.vague || e.class == g.cl.article) {
				g.starts[w] = true
			}
		}
	}
}
