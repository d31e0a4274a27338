package english

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// corefMention is a noun phrase that may mean what another one means.
type corefMention struct {
	span          doc.Span
	head          int32
	form          doc.MentionForm
	kind          uint8  // doc.NameKind of what it means, 0 where unknown
	number        uint8  // 0 unknown, 1 one, 2 several
	gender        uint8  // 0 unknown, then genderHe, genderShe
	pronoun       uint8  // class of a pronoun
	level         uint8  // nounState or nounCity of places and of nouns for them, 0 where unknown
	det           uint8  // how it begins
	role          uint8  // what it does in its clause
	title         bool   // a person's name under a title: the noun phrase holds an office too
	quoted        bool   // inside quotation marks
	lemma         uint32 // hash of the head's lemma
	text          uint32 // hash of the words without determiner and possessive mark
	mods          uint64 // a bit for each word that modifies the head
	modCount      uint8
	name          doc.Span // the name in it
	owner         uint32   // hash of the lemma of what has it: "his office", "China's leader"
	chain         int32    // index of the chain while resolving, None for none yet
	sent, ordinal int32
}

const (
	genderHe  = 1
	genderShe = 2
)

// Classes of pronouns.
const (
	proNone = iota
	proHe
	proShe
	proIt
	proThey
	proI
	proWe
	proYou
	proThis
	proOther
)

// How a noun phrase begins.
const (
	detNone = iota
	detThe
	detA
	detThis
	detOwner
	detOther
)

// What a noun phrase does.
const (
	roleSubject = iota
	roleObject
	roleOblique
	roleNoun
	roleOwner
	rolePredicate
	roleApposed
	roleJoined
	roleOther
)

func pronounClass(low string) uint8 {
	switch low {
	case "he", "him", "his", "himself":
		return proHe
	case "she", "her", "hers", "herself":
		return proShe
	case "it", "its", "itself":
		return proIt
	case "they", "them", "their", "theirs", "themselves", "'em":
		return proThey
	case "i", "me", "my", "mine", "myself":
		return proI
	case "we", "us", "our", "ours", "ourselves":
		return proWe
	case "you", "your", "yours", "yourself", "yourselves":
		return proYou
	case "this", "that", "these", "those":
		return proThis
	}
	return proOther
}

func roleOf(rel string) uint8 {
	switch {
	case doc.Is(rel, "nsubj"):
		return roleSubject
	case rel == "obj" || rel == "iobj":
		return roleObject
	case rel == "nmod:poss":
		return roleOwner
	case doc.Is(rel, "obl"):
		return roleOblique
	case doc.Is(rel, "nmod"):
		return roleNoun
	case doc.Is(rel, "appos"):
		return roleApposed
	case rel == "conj":
		return roleJoined
	case rel == "root" || doc.Is(rel, "ccomp") || doc.Is(rel, "xcomp") || doc.Is(rel, "advcl") || doc.Is(rel, "acl") || doc.Is(rel, "parataxis"):
		return rolePredicate
	}
	return roleOther
}

// gather finds the noun phrases of a document, in the order of their heads.
func (c *coref) gather(d *doc.Document, out []corefMention) []corefMention {
	quoted := false
	para, used := int32(-1), doc.None
	for s := range d.Sentences {
		if p := d.Sentences[s].Paragraph; p != para {
			para, quoted = p, false
		}
		sent := d.Sentences[s].Span
		for i := sent.First; i < sent.End; i++ {
			switch d.Form(i) {
			case "“", "``":
				quoted = true
			case "”", "''":
				quoted = false
			case "\"":
				quoted = !quoted
			}
			m, ok := c.mention(d, i)
			if k := d.NameAt(i); !ok && k != doc.None && k > used && i == d.HeadOf(d.Names[k].Span) {
				m, ok = c.bareName(d, k, i), true
			}
			if !ok {
				continue
			}
			if m.name.Len() > 0 {
				used = max(used, d.NameAt(m.name.First))
			}
			m.quoted, m.sent, m.ordinal = quoted, int32(s), int32(len(out))
			out = append(out, m)
		}
	}
	return out
}

// mention is the noun phrase that token i heads.
func (c *coref) mention(d *doc.Document, i int32) (corefMention, bool) {
	t := &d.Tokens[i]
	m := corefMention{head: i, chain: doc.None, span: doc.Span{First: i, End: i + 1}}
	rel := t.Rel
	switch t.UPOS {
	case "PRON":
		if t.XPOS == "WP" || t.XPOS == "WDT" || t.XPOS == "WP$" || t.XPOS == "EX" || t.Rel == "expl" || t.Rel == "fixed" {
			return m, false
		}
		m.form = doc.Pronoun
		low := strings.ToLower(d.Form(i))
		m.pronoun = pronounClass(low)
		if m.pronoun == proOther || m.pronoun == proThis && t.Rel == "mark" {
			return m, false
		}
		m.role = roleOf(rel)
		m.lemma, m.text = gazHash(low), gazHash(low)
		switch m.pronoun {
		case proHe:
			m.gender, m.kind, m.number = genderHe, uint8(doc.PER), 1
		case proShe:
			m.gender, m.kind, m.number = genderShe, uint8(doc.PER), 1
		case proIt, proI:
			m.number = 1
		case proThey, proWe:
			m.number = 2
		}
		return m, true
	case "NOUN", "PROPN":
	default:
		return m, false
	}
	if doc.Is(rel, "compound") || doc.Is(rel, "flat") || rel == "fixed" || rel == "goeswith" || rel == "amod" || rel == "nmod:tmod" || rel == "obl:tmod" || rel == "nummod" {
		return m, false
	}
	m.role = roleOf(rel)
	m.span = phrase(d, i)
	m.lemma = gazHash(t.Lemma)
	m.form = doc.Nominal
	m.number = 1
	if t.XPOS == "NNS" || t.XPOS == "NNPS" {
		m.number = 2
	}
	if k := d.NameAt(i); k != doc.None {
		m.form, m.kind, m.name = doc.Proper, uint8(d.Names[k].Kind), d.Names[k].Span
		m.number = 1
		if d.Names[k].Kind == doc.MISC {
			m.number = 0
			if t.XPOS == "NNPS" {
				m.number = 2
			}
		}
	} else if k := nameUnder(d, i); k != doc.None {
		m.form, m.kind, m.name, m.title = doc.Proper, uint8(doc.PER), d.Names[k].Span, true
	} else if t.UPOS == "PROPN" {
		m.form = doc.Proper
		m.name = doc.Span{First: i, End: i + 1}
		for j := range d.Children(i) {
			if r := d.Tokens[j].Rel; doc.Is(r, "flat") || doc.Is(r, "compound") && d.Tokens[j].UPOS == "PROPN" {
				m.name.First, m.name.End = min(m.name.First, j), max(m.name.End, j+1)
			}
		}
	}
	c.describe(d, &m)
	return m, true
}

// nameUnder is the person's name that follows the title i without a comma: "Foreign Minister Ma Zhaoxu"; or None.
func nameUnder(d *doc.Document, i int32) int32 {
	for j := range d.Children(i) {
		rel := d.Tokens[j].Rel
		if j < i || !doc.Is(rel, "flat") && !doc.Is(rel, "appos") && !doc.Is(rel, "compound") {
			continue
		}
		if k := d.NameAt(j); k != doc.None && d.Names[k].Kind == doc.PER && d.Tokens[d.Names[k].First-1].UPOS != "PUNCT" {
			return k
		}
	}
	return doc.None
}

// bareName is a name that heads no phrase: the first noun of "Pentagon spokesman".
func (c *coref) bareName(d *doc.Document, k, i int32) corefMention {
	n := d.Names[k]
	m := corefMention{head: i, chain: doc.None, span: n.Span, name: n.Span, kind: uint8(n.Kind), form: doc.Proper, number: 1, role: roleOther,
		lemma: gazHash(d.Tokens[i].Lemma)}
	if n.Kind == doc.MISC {
		m.number = 0
	}
	c.describe(d, &m)
	return m
}

// phrase is the noun phrase of head i: what belongs to the noun, without preposition, other conjuncts and the clause around it.
func phrase(d *doc.Document, i int32) doc.Span {
	s := doc.Span{First: i, End: i + 1}
	for j := range d.Children(i) {
		rel := d.Tokens[j].Rel
		switch {
		case rel == "det" || doc.Is(rel, "amod") || doc.Is(rel, "compound") || doc.Is(rel, "nummod") || doc.Is(rel, "flat") || doc.Is(rel, "nmod") ||
			doc.Is(rel, "acl") || doc.Is(rel, "appos") || doc.Is(rel, "det") || rel == "fixed" || rel == "goeswith":
		case rel == "case" && j > i:
		default:
			continue
		}
		if k, own := d.NameAt(j), d.NameAt(i); doc.Is(rel, "flat") && k != own && own != doc.None {
			continue // another name that the parser took for a part of this one
		}
		t := d.Subtree(j)
		s.First, s.End = min(s.First, t.First), max(s.End, t.End)
	}
	for s.End > i+1 && d.Tokens[s.End-1].UPOS == "PUNCT" {
		s.End--
	}
	for s.First < i && (d.Tokens[s.First].UPOS == "PUNCT" || d.Tokens[s.First].UPOS == "ADP") {
		s.First++
	}
	return s
}

// describe fills what is compared of a noun phrase.
func (c *coref) describe(d *doc.Document, m *corefMention) {
	h := uint32(0)
	var firstName uint32
	if m.name.Len() > 0 {
		firstName = gazHash(d.Form(m.name.First))
	}
	for j := range d.Children(m.head) {
		t := &d.Tokens[j]
		low := gazHash(t.Lemma)
		switch {
		case doc.Is(t.Rel, "det"):
			switch strings.ToLower(d.Form(j)) {
			case "the":
				m.det = detThe
			case "a", "an":
				m.det = detA
			case "this", "that", "these", "those":
				m.det = detThis
			default:
				m.det = detOther
			}
		case t.Rel == "nmod:poss":
			m.det, m.owner = detOwner, low
		case doc.Is(t.Rel, "amod"), doc.Is(t.Rel, "compound"), doc.Is(t.Rel, "nummod"), doc.Is(t.Rel, "nmod"):
			m.mods |= 1 << (low % 61)
			m.modCount++
			if t.Rel == "nummod" {
				m.number = 2
				if f := d.Form(j); f == "one" || f == "1" {
					m.number = 1
				}
			}
			if j < m.head {
				if g, ok := c.gender[low]; ok {
					m.gender = g
				}
				if c.nouns[low] == uint8(doc.PER) && m.kind == uint8(doc.PER) {
					m.title = true
				}
			}
		}
	}
	for i := m.span.First; i < m.span.End; i++ {
		t := &d.Tokens[i]
		if i == m.span.First && t.UPOS == "DET" || t.XPOS == "POS" {
			continue
		}
		x := gazHash(d.Form(i))
		if h == 0 {
			h = x
		} else {
			h = gazJoin(h, x)
		}
	}
	m.text = h
	if m.form == doc.Nominal {
		m.kind = c.nouns[m.lemma] &^ (nounState | nounCity)
		m.level = c.nouns[m.lemma] & (nounState | nounCity)
		if g, ok := c.gender[m.lemma]; ok {
			m.gender, m.kind = g, uint8(doc.PER)
		}
	} else if m.kind == uint8(doc.LOC) {
		m.level = nounCity
		if c.gaz.nameBits(d, m.name)&gazCountry != 0 {
			m.level = nounState
		}
	} else if m.kind == uint8(doc.PER) && m.gender == 0 {
		m.gender = c.gender[firstName]
	}
}
