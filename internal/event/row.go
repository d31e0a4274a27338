package event

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/table"
)

// argKind names a logical argument of a trigger.
type argKind uint8

const (
	argSubj argKind = iota
	argObj
	argIobj
	argInf
	argThat
	argGer
	argComp
	argPoss
	argAdv
	argMust
	argShould
	argSelf
	argGov  // the verb whose object or subject a noun is
	argCase // the preposition of a noun
	argSent // the sentence around the trigger
	argPrep // a preposition, named beside it
)

var argNames = map[string]argKind{
	"subj": argSubj, "obj": argObj, "iobj": argIobj, "inf": argInf, "that": argThat, "ger": argGer,
	"comp": argComp, "poss": argPoss, "adv": argAdv, "must": argMust, "should": argShould, "self": argSelf, "gov": argGov, "case": argCase, "sent": argSent,
}

// argRef is an argument as rows name it.
type argRef struct {
	kind argKind
	prep string
}

func parseArg(s string) argRef {
	if k, ok := argNames[s]; ok {
		return argRef{kind: k}
	}
	return argRef{argPrep, s}
}

// want is the kinds of reference that a condition asks for.
type want uint8

const (
	wantAny want = 1 << iota
	wantActor
	wantState
	wantPerson
	wantOrg
	wantGroup
)

var wants = map[string]want{
	"*": wantAny, "#actor": wantActor, "#state": wantState, "#person": wantPerson, "#org": wantOrg, "#group": wantGroup,
}

// cond is one condition of a frame: one of the words, or one of the kinds.
type cond struct {
	not   bool
	arg   argRef
	part  string // of the argument: obj.comp
	want  want
	words *wordSet
}

// weight is how much a condition says: of the rows that hold, the one that asks most wins.
func (c *cond) weight() float64 {
	switch {
	case c.not:
		return 0.5
	case c.want&wantAny != 0:
		return 1
	case c.want&wantActor != 0:
		return 1.2
	case c.want != 0:
		return 1.5
	case len(c.words.single) == 0:
		return 3.5
	}
	return 2.4 + 0.6/(1+math.Log(float64(len(c.words.single)))) // a short list says more than a long one
}

// ownWeight makes a user's row win over a built-in one that asks as much; it is less than any condition weighs.
const ownWeight = 0.05

// wordSet is a set of lemmas and of compounds by their last lemma.
type wordSet struct {
	single  map[string]bool
	multi   map[string][][]string // by the last word: those before it
	phrasal map[string][]string   // by the verb: its particles
}

func newWordSet() *wordSet {
	return &wordSet{map[string]bool{}, map[string][][]string{}, map[string][]string{}}
}

func (w *wordSet) add(word string) {
	parts := strings.Split(word, "_")
	if len(parts) == 1 {
		w.single[word] = true
		return
	}
	if len(parts) == 2 {
		w.phrasal[parts[0]] = append(w.phrasal[parts[0]], parts[1])
	}
	last := parts[len(parts)-1]
	w.multi[last] = append(w.multi[last], parts[:len(parts)-1])
}

// step is one alternative of a role: an argument and, perhaps, a part of it.
type step struct {
	arg  argRef
	part string // "", poss, of, subj, obj, comp or a preposition
}

// row is a compiled row of patterns or of status.tsv.
type row struct {
	at      string // file and line
	text    string // trigger and roles, for the explanation
	example string
	act     *act   // of a pattern
	status  string // of a status row
	pos     byte   // V, N or A
	before  []string
	after   string // particle of a verb
	conds   []cond
	source  []step
	target  []step
	further []step
	inner   []step
	mutual  bool
	weight  float64
}

// trigger is the key of the index: the lemma that a row hangs on and its part of speech.
type trigger struct {
	lemma string
	pos   byte
}

type index map[trigger][]*row

// compile reads one row into as many rows as its trigger has alternatives and puts them into the index.
func (x index) compile(r table.Row, classes map[string][]string) ([]*row, error) {
	base := &row{at: r.At(), example: r.Cell(4)}
	slash := strings.LastIndexByte(r.Cell(1), '/')
	if slash < 0 || slash != len(r.Cell(1))-2 || !strings.ContainsRune("VNA", rune(r.Cell(1)[slash+1])) {
		return nil, r.Errorf("the trigger %q does not end in /V, /N or /A", r.Cell(1))
	}
	base.pos = r.Cell(1)[slash+1]
	base.text = strings.TrimSpace(r.Cell(1) + " " + r.Cell(2))
	lemmas, err := expand(r.Cell(1)[:slash], classes)
	if err != nil {
		return nil, r.Errorf("trigger: %w", err)
	}
	if base.conds, err = parseFrame(blank(r.Cell(2)), classes); err != nil {
		return nil, r.Errorf("frame: %w", err)
	}
	if err := base.parseRoles(blank(r.Cell(3))); err != nil {
		return nil, r.Errorf("roles: %w", err)
	}
	if r.Own {
		base.weight = ownWeight
	}
	for i := range base.conds {
		base.weight += base.conds[i].weight()
	}
	var out []*row
	for _, l := range lemmas {
		one := *base
		parts := strings.Split(l, "_")
		key := trigger{l, base.pos}
		if len(parts) > 1 {
			one.weight += 3
			if base.pos == 'V' {
				key.lemma, one.after = parts[0], parts[1]
				if len(parts) > 2 {
					return nil, r.Errorf("the verb %q has more than one particle", l)
				}
			} else {
				key.lemma, one.before = parts[len(parts)-1], parts[:len(parts)-1]
			}
		}
		x[key] = append(x[key], &one)
		out = append(out, &one)
	}
	return out, nil
}

// blank is a cell with "-" for nothing.
func blank(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// expand gives the words of "a|b|@class".
func expand(s string, classes map[string][]string) ([]string, error) {
	var out []string
	for w := range strings.SplitSeq(s, "|") {
		name, isClass := strings.CutPrefix(w, "@")
		switch {
		case w == "" || name == "":
			return nil, fmt.Errorf("an empty word in %q", s)
		case !isClass:
			out = append(out, w)
		case classes[name] == nil:
			return nil, fmt.Errorf("no class @%s", name)
		default:
			out = append(out, classes[name]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func parseFrame(s string, classes map[string][]string) ([]cond, error) {
	var out []cond
	for f := range strings.FieldsSeq(s) {
		var c cond
		f, c.not = strings.CutPrefix(f, "!")
		name, val, ok := strings.Cut(f, ":")
		if !ok || name == "" || val == "" {
			return nil, fmt.Errorf("%q is not argument:value", f)
		}
		name, c.part, _ = strings.Cut(name, ".")
		c.arg = parseArg(name)
		var plain []string
		for v := range strings.SplitSeq(val, "|") {
			k, ok := wants[v]
			switch {
			case ok:
				c.want |= k
			case strings.HasPrefix(v, "#"):
				return nil, fmt.Errorf("no kind %s", v)
			default:
				plain = append(plain, v)
			}
		}
		if len(plain) > 0 {
			words, err := expand(strings.Join(plain, "|"), classes)
			if err != nil {
				return nil, err
			}
			c.words = newWordSet()
			for _, w := range words {
				c.words.add(w)
			}
		}
		out = append(out, c)
	}
	return out, nil
}

func (r *row) parseRoles(s string) error {
	said := false
	for f := range strings.FieldsSeq(s) {
		if f == "mutual" {
			r.mutual = true
			continue
		}
		name, val, ok := strings.Cut(f, "=")
		if !ok || val == "" {
			return fmt.Errorf("%q is not ROLE=argument", f)
		}
		var steps []step
		for alt := range strings.SplitSeq(val, "|") {
			arg, part, _ := strings.Cut(alt, ".")
			steps = append(steps, step{parseArg(arg), part})
		}
		switch name {
		case "S":
			r.source, said = steps, true
		case "T":
			r.target, said = steps, true
		case "P":
			r.further = steps
		case "X":
			r.inner = steps
		default:
			return fmt.Errorf("no role %s", name)
		}
	}
	if !said {
		r.source = []step{{arg: argRef{kind: argSubj}}}
		r.target = []step{{arg: argRef{kind: argObj}}}
	}
	return nil
}

// obliges says whether the row asks for what must or should be done, whoever says so.
func (r *row) obliges() bool {
	return slices.ContainsFunc(r.conds, func(c cond) bool { return c.arg.kind == argMust || c.arg.kind == argShould })
}
