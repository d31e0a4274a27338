package quote

import (
	"cmp"
	"embed"
	"errors"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/table"
)

// Tables holds the built-in tables under the directory "tables".
//
//go:embed tables
var Tables embed.FS

// frames is a set of places where a word of saying has its content.
type frames uint16

const (
	frameThat frames = 1 << iota
	frameWh
	frameQuote
	frameInf
	frameObjInf
	frameInfPass
	frameIng
	frameObj
	frameDocObj
	frameObjPred
	frameIs
	frameWhom
)

var frameNames = map[string]frames{
	"that": frameThat | frameWh, "wh": frameWh, "quote": frameQuote, "inf": frameInf, "obj-inf": frameObjInf,
	"inf:pass": frameInfPass, "ing": frameIng, "obj": frameObj, "doc:obj": frameDocObj, "obj+pred": frameObjPred, "is": frameIs, "whom": frameWhom,
}

var prepositions = strings.Fields("about against as at by for in into of on over to upon with")

var forces = strings.Fields("assert deny doubt ask direct commit refuse judge think want")

// word is one row of the tables of verbs, nouns and adjectives.
type word struct {
	then    []string // the words that must follow the first, in lower case
	force   string
	frames  frames
	after   []string // prepositions before the content
	objWith []string // prepositions of the phrase that follows an object and belongs to the content
	doc     bool     // only a document can be the subject
	bare    bool     // a noun that counts without a source
	at      string   // file and line
}

func (w *word) has(f frames) bool { return w.frames&f != 0 }

// isSpeech says whether the word tells of plain speech, whose content is a clause or a quotation.
func (w *word) isSpeech() bool {
	return w.has(frameQuote) && (w.has(frameThat) || w.force == "ask") && w.force != "think" && w.force != "want"
}

// phrase is one row of the table of phrases.
type phrase struct {
	words []string // without the first
	first string
	force string
	at    string
}

// loader reads the tables into a Reader and gathers what is wrong with them.
type loader struct {
	*Reader
	dir  table.Dir
	errs []error
}

func load(t table.Dir) (*Reader, error) {
	l := &loader{dir: t, Reader: &Reader{
		verbs: make(map[string][]*word), gerunds: make(map[string]*word), nouns: make(map[string]*word), adjectives: make(map[string]*word),
		phrases: make(map[string][]*phrase), documents: make(map[string]bool), carriers: make(map[string]bool), papers: make(map[string]bool),
		silences: make(map[string][]silence),
		turns:    make(map[string]turnKind),
	}}
	l.each("verbs.tsv", []string{"verb", "force", "frames", "subject"}, l.verb)
	for lemma, ws := range l.verbs {
		if w := ws[len(ws)-1]; len(w.then) == 0 {
			l.gerunds[gerund(lemma)] = w
		}
		slices.SortStableFunc(ws, func(a, b *word) int { return cmp.Compare(len(b.then), len(a.then)) })
	}
	l.each("nouns.tsv", []string{"noun", "force", "frames", "bare"}, l.noun)
	l.each("adjectives.tsv", []string{"adjective", "force", "frames"}, func(row table.Row) error {
		w, err := newWord(row)
		l.adjectives[row.Cell(0)] = w
		return err
	})
	l.each("phrases.tsv", []string{"phrase", "force"}, l.phrase)
	for _, ps := range l.phrases {
		slices.SortStableFunc(ps, func(a, b *phrase) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	l.each("documents.tsv", []string{"noun", "issued"}, func(row table.Row) error {
		l.documents[row.Cell(0)] = row.Cell(1) == "yes"
		if row.Cell(1) != "" && row.Cell(1) != "yes" {
			return errors.New("issued is neither empty nor yes")
		}
		return nil
	})
	l.each("carriers.tsv", []string{"verb", "heart"}, func(row table.Row) error {
		l.carriers[row.Cell(0)] = row.Cell(1) == "yes"
		if row.Cell(1) != "" && row.Cell(1) != "yes" {
			return errors.New("heart is neither empty nor yes")
		}
		return nil
	})
	l.each("papers.tsv", []string{"noun"}, func(row table.Row) error { l.papers[row.Cell(0)] = true; return nil })
	l.each("silences.tsv", []string{"words", "nouns"}, func(row table.Row) error {
		words := strings.Fields(row.Cell(0))
		l.silences[words[0]] = append(l.silences[words[0]], silence{words, strings.FieldsFunc(row.Cell(1), func(r rune) bool { return r == '|' })})
		return nil
	})
	l.each("turns.tsv", []string{"label", "turn"}, l.turn)
	return l.Reader, errors.Join(l.errs...)
}

// each takes the rows of a table one by one.
func (l *loader) each(name string, columns []string, take func(table.Row) error) {
	rows, err := l.dir.Load(name, 1, columns...)
	if err != nil {
		l.errs = append(l.errs, err)
	}
	seen := make(map[string]bool, len(rows))
	for _, row := range rows {
		if row.Cell(0) == "" || row.Cell(0) != strings.ToLower(row.Cell(0)) && name != "phrases.tsv" {
			l.errs = append(l.errs, row.Errorf("%q is not a word in lower case", row.Cell(0)))
			continue
		}
		if seen[row.Cell(0)] {
			l.errs = append(l.errs, row.Errorf("%q has a row already", row.Cell(0)))
		}
		seen[row.Cell(0)] = true
		if err := take(row); err != nil {
			l.errs = append(l.errs, row.Errorf("%w", err))
		}
	}
}

func (l *loader) verb(row table.Row) error {
	w, err := newWord(row)
	switch row.Cell(3) {
	case "":
	case "doc":
		w.doc = true
	default:
		err = errors.Join(err, errors.New("the subject is neither empty nor doc"))
	}
	parts := strings.Fields(row.Cell(0))
	w.then = parts[1:]
	l.verbs[parts[0]] = append(l.verbs[parts[0]], w)
	return err
}

func (l *loader) noun(row table.Row) error {
	w, err := newWord(row)
	w.bare = row.Cell(3) == "yes"
	if row.Cell(3) != "" && !w.bare {
		err = errors.Join(err, errors.New("bare is neither empty nor yes"))
	}
	l.nouns[row.Cell(0)] = w
	return err
}

func (l *loader) phrase(row table.Row) error {
	words := strings.Fields(row.Cell(0))
	n := 0
	for _, w := range words {
		if w == "X" || w == "X's" {
			n++
		}
	}
	if n != 1 || len(words) < 2 || words[0] == "X" || words[0] == "X's" {
		return errors.New("a phrase has one X or X's, not at its start")
	}
	if !slices.Contains(forces, row.Cell(1)) {
		return errors.New("unknown force")
	}
	p := &phrase{words: words[1:], first: words[0], force: row.Cell(1), at: row.At()}
	l.phrases[p.first] = append(l.phrases[p.first], p)
	return nil
}

func (l *loader) turn(row table.Row) error {
	switch row.Cell(1) {
	case "question":
		l.turns[row.Cell(0)] = question
	case "answer":
		l.turns[row.Cell(0)] = answer
	default:
		return errors.New("a turn is question or answer")
	}
	return nil
}

// gerund is the "-ing" form of a verb by the rules of spelling, doubled consonants aside.
func gerund(lemma string) string {
	if strings.HasSuffix(lemma, "e") && !strings.HasSuffix(lemma, "ee") {
		lemma = lemma[:len(lemma)-1]
	}
	return lemma + "ing"
}

func newWord(row table.Row) (*word, error) {
	w := &word{force: row.Cell(1), at: row.At()}
	var errs []error
	if !slices.Contains(forces, w.force) {
		errs = append(errs, errors.New("unknown force"))
	}
	if row.Cell(2) == "" {
		errs = append(errs, errors.New("no frames"))
	}
	for _, f := range strings.Fields(row.Cell(2)) {
		obj, isObj := strings.CutPrefix(f, "obj+")
		switch {
		case frameNames[f] != 0:
			w.frames |= frameNames[f]
		case slices.Contains(prepositions, f):
			w.after = append(w.after, f)
		case isObj && slices.Contains(prepositions, obj):
			w.objWith = append(w.objWith, obj)
		default:
			errs = append(errs, errors.New("unknown frame "+f))
		}
	}
	return w, errors.Join(errs...)
}
