package english

import (
	"sort"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// lemmatizer knows the lemmas of frequent forms, and rules by the end of a word and its tag for the others.
type lemmatizer struct {
	words map[lemmaKey]string // by form and tag
	rules map[lemmaKey]rule
	lower map[string]bool // tags whose lemmas are in lower case by default
}

type lemmaKey struct{ text, tag string }

// rule makes a lemma: cut bytes off the end, then add.
type rule struct {
	cut int
	add string
}

// maxSuffix is the longest end of a word that a rule looks at, in bytes.
const maxSuffix = 6

func loadLemmas(data string) (*lemmatizer, error) {
	m, err := openModel("lemma", data)
	if err != nil {
		return nil, err
	}
	l := &lemmatizer{words: map[lemmaKey]string{}, rules: map[lemmaKey]rule{}, lower: map[string]bool{}}
	words, err := m.text("words")
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(words, "\n") {
		c := strings.SplitN(line, "\t", 3)
		if len(c) == 3 {
			l.words[lemmaKey{c[0], c[1]}] = c[2]
		}
	}
	rules, err := m.text("rules")
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(rules, "\n") {
		c := strings.SplitN(line, "\t", 4)
		if len(c) == 4 {
			n, err := strconv.Atoi(c[2])
			if err != nil {
				return nil, err
			}
			l.rules[lemmaKey{c[0], c[1]}] = rule{n, c[3]}
		}
	}
	return l, nil
}

// proper says whether lemmas of a tag keep their capitals.
func proper(t tag) bool { return t.upos == "PROPN" || t.xpos == "NNP" || t.xpos == "NNPS" }

func tagKey(t tag) string { return t.upos + "/" + t.xpos }

// lemma gives the lemma of a form with its tag.
func (l *lemmatizer) lemma(form string, _ uint32, t tag) string {
	base := form
	if !proper(t) {
		base = strings.ToLower(form)
	}
	key := tagKey(t)
	if w, ok := l.words[lemmaKey{base, key}]; ok {
		return w
	}
	for n := min(maxSuffix, len(base)); n >= 0; n-- {
		if r, ok := l.rules[lemmaKey{base[len(base)-n:], key}]; ok {
			if r.cut > len(base) {
				continue
			}
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
	words := map[lemmaKey]counts{}
	for _, d := range docs {
		for i := range d.Tokens {
			t := &d.Tokens[i]
			if t.Rel == "goeswith" || t.Lemma == "" {
				continue
			}
			base := d.Form(int32(i))
			if !proper(tag{t.UPOS, t.XPOS}) {
				base = strings.ToLower(base)
			}
			k := lemmaKey{base, t.UPOS + "/" + t.XPOS}
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
		return keys[i].text < keys[j].text || keys[i].text == keys[j].text && keys[i].tag < keys[j].tag
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
	kept := &lemmatizer{words: map[lemmaKey]string{}, rules: map[lemmaKey]rule{}}
	ruleKeys := make([]lemmaKey, 0, len(rules))
	for k := range rules {
		ruleKeys = append(ruleKeys, k)
	}
	sort.Slice(ruleKeys, func(i, j int) bool {
		a, b := ruleKeys[i], ruleKeys[j]
		if len(a.text) != len(b.text) {
			return len(a.text) < len(b.text)
		}
		return a.text < b.text || a.text == b.text && a.tag < b.tag
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
			if r, ok := kept.rules[lemmaKey{k.text[len(k.text)-n:], k.tag}]; ok {
				same = r == rule{c, add}
				break
			}
		}
		if same {
			continue
		}
		kept.rules[k] = rule{c, add}
		ruleText.WriteString(k.text + "\t" + k.tag + "\t" + top + "\n")
	}
	for _, k := range keys {
		lemma, _, _ := most(words[k])
		u, x, _ := strings.Cut(k.tag, "/")
		if kept.lemma(k.text, 0, tag{u, x}) != lemma {
			wordText.WriteString(k.text + "\t" + k.tag + "\t" + lemma + "\n")
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
