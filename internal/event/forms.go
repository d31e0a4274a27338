package event

import "strings"

// known lists the forms of the verbs that rows hang on, so that a wrong tag ("they shot/VBP two") costs no event.
type known struct {
	lemmas map[string]bool
	forms  map[string]string
}

func (k *known) add(lemma string) {
	if k.lemmas[lemma] {
		return
	}
	k.lemmas[lemma] = true
	put := func(form string) {
		if _, ok := k.forms[form]; !ok {
			k.forms[form] = lemma
		}
	}
	n := len(lemma)
	if n < 2 {
		return
	}
	last := lemma[n-1]
	vowel := func(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
	switch {
	case last == 'e':
		put(lemma + "d")
		put(lemma[:n-1] + "ing")
	case last == 'y' && !vowel(lemma[n-2]):
		put(lemma[:n-1] + "ied")
		put(lemma[:n-1] + "ies")
		put(lemma + "ing")
	default:
		put(lemma + "ed")
		put(lemma + "ing")
		if !vowel(last) && vowel(lemma[n-2]) {
			put(lemma + string(last) + "ed")
			put(lemma + string(last) + "ing")
		}
	}
	put(lemma + "s")
	if last == 's' || last == 'h' || last == 'x' || last == 'z' {
		put(lemma + "es")
	}
}

// lemmaOf is the lemma under which rows know the verb.
func (k *known) lemmaOf(lemma, form string) string {
	if k.lemmas[lemma] && lemma != form {
		return lemma
	}
	if l, ok := k.forms[form]; ok {
		return l
	}
	if k.lemmas[form] { // a base form taken for an inflected one
		return form
	}
	return lemma
}

// singular is the lemma of a noun that was left in the plural, where rows know it so.
func (r *Reader) singular(lemma string) string {
	if r.nouns[lemma] {
		return lemma
	}
	for _, end := range [...][2]string{{"s", ""}, {"ies", "y"}, {"es", ""}} {
		if l, ok := strings.CutSuffix(lemma, end[0]); ok && r.nouns[l+end[1]] {
			return l + end[1]
		}
	}
	return lemma
}
