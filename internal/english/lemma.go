package english

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

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
		if r, ok := l.rules[base[len(base)-n:]]; ok && r.cut <= len(base) {
			if r.cut == 0 && r.add == "" {
				return base
			}
			return base[:len(base)-r.cut] + r.add
		}
	}
	return base
}

// LearnLemmas makes the lemma model from gold documents.
func LearnLemmas(docs []*doc.Document, info ModelInfo) ([]byte, error) {
	type counts map[string]int
	type lemmaKey struct {
		text string
		tag  tag
	}
	words := map[lemmaKey]counts{}
	for _, d := range docs {
		for i := range d.Tokens {
			t := &d.Tokens[i]
			if t.Rel == "goeswith" || t.Lemma == "" {
				continue
			}
			base := lemmaBase(d.Form(int32(i)), tag{t.UPOS, t.XPOS})
			k := lemmaKey{base, tag{t.UPOS, t.XPOS}}
			if words[k] == nil {
				words[k] = counts{}
			}
			words[k][t.Lemma]++
		}
	}
	most := func(c counts) (string, int, int) {
		top, n, all := "", 0, 0
		for _, k := range sortedKeys(c) {
			all += c[k]
			if c[k] > n {
				top, n = k, c[k]
			}
		}
		return top, n, all
	}
	rules := map[lemmaKey]counts{}
	keys := make([]lemmaKey, 0, len(words))
	for k := range words {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i].text < keys[j].text || keys[i].text == keys[j].text && keys[i].tag.key() < keys[j].tag.key()
	})
	for _, k := range keys {
		lemma, _, _ := most(words[k])
		r := ruleOf(k.text, lemma)
		for n := 0; n <= min(maxSuffix, len(k.text)); n++ {
			rk := lemmaKey{k.text[len(k.text)-n:], k.tag}
			if rules[rk] == nil {
				rules[rk] = counts{}
			}
			rules[rk][r]++ // by type: frequent forms stand in the list of words
		}
	}
	// Keep a rule only where it says something else than the next shorter end.
	kept := lemmatizer{}
	ruleKeys := make([]lemmaKey, 0, len(rules))
	for k := range rules {
		ruleKeys = append(ruleKeys, k)
	}
	sort.Slice(ruleKeys, func(i, j int) bool {
		a, b := ruleKeys[i], ruleKeys[j]
		if len(a.text) != len(b.text) {
			return len(a.text) < len(b.text)
		}
		return a.text < b.text || a.text == b.text && a.tag.key() < b.tag.key()
	})
	var ruleText, wordText strings.Builder
	for _, k := range ruleKeys {
		top, n, all := most(rules[k])
		if n < 2 && len(k.text) > 0 || n*2 <= all && len(k.text) > 0 {
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
		ruleText.WriteString(k.text + "\t" + k.tag.key() + "\t" + top + "\n")
	}
	for _, k := range keys {
		lemma, _, _ := most(words[k])
		if kept.table(k.tag).lemma(k.text) != lemma {
			wordText.WriteString(k.text + "\t" + k.tag.key() + "\t" + lemma + "\n")
		}
	}
	var w modelWriter
	addSection(&w, "words", []byte(wordText.String()))
	addSection(&w, "rules", []byte(ruleText.String()))
	return w.bytes(info)
}

// ruleOf is the rule that makes lemma from base: "cut TAB add".
func ruleOf(base, lemma string) string {
	n := 0
	for n < len(base) && n < len(lemma) && base[n] == lemma[n] {
		n++
	}
	return strconv.Itoa(len(base)-n) + "\t" + lemma[n:]
}
