package english

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

// lemmatizer knows the lemmas of frequent forms, and rules by the end of a word for the others; a table for each tag.
type lemmatizer map[tag]*lemmaTable

type lemmaTable struct {
	tag   tag
	words map[string]string
	rules map[string]rule // by the end of the form
}

func (l lemmatizer) table(t tag) *lemmaTable {
	if l[t] == nil {
		l[t] = &lemmaTable{t, map[string]string{}, map[string]rule{}}
	}
	return l[t]
}

// rule makes a lemma: cut bytes off the end, then add.
type rule struct {
	cut int
	add string
}

// maxSuffix is the longest end of a word that a rule looks at, in bytes.
const maxSuffix = 6

func loadLemmas(data string) (lemmatizer, error) {
	m, err := openModel("lemma", data)
	if err != nil {
		return nil, err
	}
	l := lemmatizer{}
	words, err := m.text("words")
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(words, "\n") {
		if c := strings.SplitN(line, "\t", 3); len(c) == 3 {
			l.table(tagOf(c[1])).words[c[0]] = c[2]
		}
	}
	rules, err := m.text("rules")
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(rules, "\n") {
		if c := strings.SplitN(line, "\t", 4); len(c) == 4 {
			n, err := strconv.Atoi(c[2])
			if err != nil {
				return nil, fmt.Errorf("reading the model lemma: the rule %q: %w", line, err)
			}
			l.table(tagOf(c[1])).rules[c[0]] = rule{n, c[3]}
		}
	}
	return l, nil
}

// proper says whether lemmas of a tag keep their capitals.
func proper(t tag) bool { return t.upos == "PROPN" || t.xpos == "NNP" || t.xpos == "NNPS" }

// lemmaBase is the form that rules start from: in lower case where the word is no name, numbers without their commas,
// long names in capitals with the first one alone.
func lemmaBase(form string, t tag) string {
	switch {
	case t.upos == "NUM" && strings.IndexByte(form, ',') > 0:
		return strings.ReplaceAll(form, ",", "")
	case !proper(t):
		return strings.ToLower(form)
	case t.upos == "PROPN" && len(form) >= 5 && isUpper(form):
		return form[:1] + strings.ToLower(form[1:])
	}
	return form
}

// lemma gives the lemma of a form.
func (l *lemmaTable) lemma(form string) string {
	base := lemmaBase(form, l.tag)
	if w, ok := l.words[base]; ok {
		return w
	}
	for n := min(maxSuffix, len(base)); n >= 0; n-- {
		if r, ok := l.rules[base[len(base)-n:]]; ok && r.cut <= len(base) && (r.cut == 0 || utf8.RuneStart(base[len(base)-r.cut])) { // no half letters: "attaché"
			if r.cut == 0 && r.add == "" {
				return base
			}
			return base[:len(base)-r.cut] + r.add
		}
	}
	return base
}

type (
	// lemmaKey is a form, or the end of one, with a tag.
	lemmaKey struct {
		text string
		tag  tag
	}
	// lemmaCounts says how often each lemma, or each rule, was seen.
	lemmaCounts map[string]int
)

// most gives the commonest, how often it was seen, and how often all were.
func (c lemmaCounts) most() (top string, n, all int) {
	for _, k := range sortedKeys(c) {
		all += c[k]
		if c[k] > n {
			top, n = k, c[k]
		}
	}
	return top, n, all
}

// countLemma adds one for what was seen with a key.
func countLemma(m map[lemmaKey]lemmaCounts, k lemmaKey, seen string) {
	if m[k] == nil {
		m[k] = lemmaCounts{}
	}
	m[k][seen]++
}

// shortFirst gives the keys by length, then by letters and tag; byLetters by letters and tag alone.
func shortFirst(a, b lemmaKey) int { return cmp.Or(len(a.text)-len(b.text), byLetters(a, b)) }

func byLetters(a, b lemmaKey) int {
	return cmp.Or(strings.Compare(a.text, b.text), strings.Compare(a.tag.key(), b.tag.key()))
}

// LearnLemmas makes the lemma model from gold documents.
func LearnLemmas(docs []*doc.Document, info ModelInfo) ([]byte, error) {
	words := map[lemmaKey]lemmaCounts{}
	for _, d := range docs {
		for i := range d.Tokens {
			t := &d.Tokens[i]
			if t.Rel == "goeswith" || t.Lemma == "" {
				continue
			}
			g := tag{t.UPOS, t.XPOS}
			countLemma(words, lemmaKey{lemmaBase(d.Form(int32(i)), g), g}, t.Lemma)
		}
	}
	rules := map[lemmaKey]lemmaCounts{}
	for k, seen := range words {
		lemma, _, _ := seen.most()
		r := ruleOf(k.text, lemma)
		for n := 0; n <= min(maxSuffix, len(k.text)); n++ {
			countLemma(rules, lemmaKey{k.text[len(k.text)-n:], k.tag}, r) // by type: frequent forms stand in the list of words
		}
	}
	kept, ruleText := keepRules(rules)
	var wordText strings.Builder
	for _, k := range slices.SortedFunc(maps.Keys(words), byLetters) {
		lemma, _, _ := words[k].most()
		if kept.table(k.tag).lemma(k.text) != lemma {
			wordText.WriteString(k.text + "\t" + k.tag.key() + "\t" + lemma + "\n")
		}
	}
	var w modelWriter
	addSection(&w, "words", []byte(wordText.String()))
	addSection(&w, "rules", []byte(ruleText))
	return w.bytes(info)
}

// keepRules keeps a rule only where it says something else than the next shorter end; text is how the model's file lists what is kept.
func keepRules(rules map[lemmaKey]lemmaCounts) (kept lemmatizer, text string) {
	kept = lemmatizer{}
	var out strings.Builder
	for _, k := range slices.SortedFunc(maps.Keys(rules), shortFirst) {
		top, n, all := rules[k].most()
		if len(k.text) > 0 && (n < 2 || n*2 <= all) {
			continue
		}
		cut, add, _ := strings.Cut(top, "\t")
		c, _ := strconv.Atoi(cut)
		same := false
		for n := len(k.text) - 1; n >= 0; n-- {
			if r, ok := kept.table(k.tag).rules[k.text[len(k.text)-n:]]; ok {
				same = r == rule{c, add}
				break
			}
		}
		if same {
			continue
		}
		kept.table(k.tag).rules[k.text] = rule{c, add}
		out.WriteString(k.text + "\t" + k.tag.key() + "\t" + top + "\n")
	}
	return kept, out.String()
}

// ruleOf is the rule that makes lemma from base: "cut TAB add".
func ruleOf(base, lemma string) string {
	n := 0
	for n < len(base) && n < len(lemma) && base[n] == lemma[n] {
		n++
	}
	return strconv.Itoa(len(base)-n) + "\t" + lemma[n:]
}
