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
