package actor

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// referAnaphors resolves the pronouns and the nouns with "the" that the actors themselves tell: "he said", "its forces", "the
// agency". A person agrees in gender, the subject before goes first, and what is too far back is left to the chains of the
// mentions layer, which know neither offices nor states.
func (s *scan) referAnaphors() {
	d := s.d
	for i := int32(0); int(i) < len(d.Tokens); i++ {
		if s.refAt[i] != doc.None {
			continue
		}
		t := &d.Tokens[i]
		var as []int32
		form, span := doc.Pronoun, doc.Span{First: i, End: i + 1}
		switch {
		case t.UPOS == "PRON" && s.is(i, "he", "him", "his", "himself"):
			as = s.whoIs(i, 'm')
		case t.UPOS == "PRON" && s.is(i, "she", "her", "hers", "herself"):
			as = s.whoIs(i, 'f')
		case t.UPOS == "PRON" && s.is(i, "it", "its", "itself") && t.Rel != "expl" && s.means(i):
			as = s.whatIs(i)
		case s.nounAt[i] != doc.None && s.is(i-1, "the", "this") && s.found[s.nounAt[i]].First == i-s.lenAt(i)+1:
			if as = s.namedSo(i, s.r.fold.text(d.Words(s.found[s.nounAt[i]].Span))); len(as) == 0 {
				as = s.sameNoun(i)
			}
			form, span = doc.Nominal, doc.Span{First: s.found[s.nounAt[i]].First - 1, End: i + 1}
		}
		if len(as) == 0 {
			continue
		}
		s.refer(doc.Ref{Span: span, Head: i, Name: span, Actors: as, Form: form})
	}
}

// lenAt is the length of the noun phrase of the tables that ends at token i.
func (s *scan) lenAt(i int32) int32 { return int32(s.found[s.nounAt[i]].Len()) }

// means says whether "it" can mean an actor: not "it is clear that", "it rains".
func (s *scan) means(i int32) bool {
	t := &s.d.Tokens[i]
	if t.Rel == "nmod:poss" {
		return true
	}
	if !doc.Is(t.Rel, "nsubj") || t.Head == doc.None || s.d.Child(t.Head, "cop") != doc.None {
		return false
	}
	return s.d.Tokens[t.Head].UPOS == "VERB" && !s.r.words["empty"][s.d.Tokens[t.Head].Lemma]
}

// learnGenders notes the genders of the article's persons from their titles and given names.
func (s *scan) learnGenders() {
	s.gender = make(map[int32]byte, len(s.persons))
	for k := range s.persons {
		p := &s.persons[k]
		if p.actor == doc.None {
			continue
		}
		if g := s.r.genders[p.folded[0]]; g != 0 && len(p.folded) > 1 {
			s.gender[p.actor] = g
		}
		for _, w := range strings.Fields(s.r.fold.text(p.office)) {
			if g := s.r.genders[w]; g != 0 && !strings.Contains(p.office, "'s ") {
				s.gender[p.actor] = g
			}
		}
	}
	for k := range s.mentions {
		m := &s.mentions[k]
		for i := m.whole.First; i < m.name.First; i++ {
			if g := s.r.genders[strings.TrimSuffix(s.r.fold.text(s.d.Form(i)), ".")]; g != 0 && s.upper(i) {
				s.gender[s.persons[m.person].actor] = g
			}
		}
	}
}

// candidate is an actor that an anaphor may mean.
type candidate struct {
	actor   int32
	subject bool
}

// reach bounds how many tokens of one sentence are searched for what an anaphor means.
const reach = 400

// inSentence gives the single actors referred to in a sentence before token i, the last first, that the test lets pass.
func (s *scan) inSentence(sent, i int32, fits func(int32) bool) []candidate {
	d := s.d
	var out []candidate
	span := d.Sentences[sent].Span
	end := min(i, span.End)
	quoted := false // what is quoted before the anaphor is another's words
	for t := end - 1; t >= max(span.First, end-reach); t-- {
		switch {
		case s.closesQuotation(t):
			quoted = true
		case quoted && s.opensQuotation(t):
			quoted = false
		}
		k := s.refAt[t]
		if quoted {
			continue
		}
		if k == doc.None || len(s.refs[k].Actors) != 1 || !fits(s.refs[k].Actors[0]) {
			continue
		}
		r := &s.refs[k]
		rel, up := d.Tokens[t].Rel, d.Tokens[t].Head
		for n := 0; n < 3 && up != doc.None && r.Has(up); n++ {
			rel, up = d.Tokens[up].Rel, d.Tokens[up].Head
		}
		out = append(out, candidate{r.Actors[0], doc.Is(rel, "nsubj")})
	}
	return out
}

// closesQuotation says whether token i is a quotation mark that ends a quotation.
func (s *scan) closesQuotation(i int32) bool {
	switch s.d.Form(i) {
	case "”", "''":
		return true
	case "\"":
		return s.glued(i)
	}
	return false
}

// opensQuotation says whether token i is a quotation mark that begins a quotation.
func (s *scan) opensQuotation(i int32) bool {
	switch s.d.Form(i) {
	case "“", "``":
		return true
	case "\"":
		return int(i)+1 < len(s.d.Tokens) && s.glued(i+1)
	}
	return false
}

// narrator says whether token i is the "I" or "my" of who writes: it stands in no quotation.
func (s *scan) narrator(i int32) bool {
	if s.d.Tokens[i].UPOS != "PRON" || !s.is(i, "i", "me", "my", "mine", "myself") {
		return false
	}
	par := s.d.Sentences[s.d.Tokens[i].Sent].Paragraph
	for t := i - 1; t >= max(0, i-reach) && s.d.Sentences[s.d.Tokens[t].Sent].Paragraph == par; t-- {
		switch {
		case s.opensQuotation(t):
			return false
		case s.closesQuotation(t):
			return true
		}
	}
	return true
}

// answers says whether the sentence opens with a question that the subject at token i answers: "Asked whether the envoy would go, she said".
func (s *scan) answers(i int32) bool {
	t := &s.d.Tokens[i]
	if !doc.Is(t.Rel, "nsubj") || t.Head == doc.None || s.d.Tokens[t.Head].UPOS != "VERB" {
		return false
	}
	first := s.sentence(i).First
	if !s.in(first, "asked") {
		return false
	}
	for j := first; j < min(i, first+8); j++ {
		if s.r.words["question"][s.d.Tokens[j].Lemma] {
			return true
		}
	}
	return false
}

// whoIs is the person that a pronoun means: the subject before it in the sentence, else of the sentence before, else the
// person named last within three sentences.
func (s *scan) whoIs(i int32, gender byte) []int32 {
	d := s.d
	own := s.ownSubject(i)
	fits := func(a int32) bool {
		g := s.gender[a]
		k := &d.Actors[a]
		named := k.Kind == record.Person || k.Kind == record.Group && k.Office != "" // "a spokesman said ... He added"
		return named && (g == 0 || g == gender) && a != own
	}
	sent := d.Tokens[i].Sent
	n := int32(0)
	if s.answers(i) {
		n = 1
	}
	for ; n <= 3 && sent-n >= 0; n++ {
		cs := s.inSentence(sent-n, i, fits)
		if len(cs) == 0 {
			continue
		}
		if slices.ContainsFunc(cs, func(c candidate) bool { return d.Actors[c.actor].Kind == record.Person }) {
			cs = slices.DeleteFunc(cs, func(c candidate) bool { return d.Actors[c.actor].Kind != record.Person })
		} else if cs = slices.DeleteFunc(cs, func(c candidate) bool { return !c.subject }); len(cs) == 0 {
			continue
		}
		best := cs[0]
		for _, c := range cs { // the last first: the first subject from the left wins in the sentence before, the nearest in its own
			if c.subject {
				best = c
				if n == 0 {
					break
				}
			}
		}
		s.gender[best.actor] = gender
		return []int32{best.actor}
	}
	return nil
}

// ownSubject is the actor that an object pronoun cannot mean: the subject of its own verb. None for other pronouns.
func (s *scan) ownSubject(i int32) int32 {
	d := s.d
	t := &d.Tokens[i]
	if !doc.Is(t.Rel, "obj") && !doc.Is(t.Rel, "obl") && t.Rel != "iobj" {
		return doc.None
	}
	for v, n := t.Head, 0; v != doc.None && n < 4; v, n = d.Tokens[v].Head, n+1 {
		if c := d.Child(v, "nsubj"); c != doc.None {
			if k := max(s.titleAt[c], s.personAt[c]); k != doc.None {
				return s.persons[s.mentions[k].person].actor
			}
			if r := s.refAt[c]; r != doc.None && len(s.refs[r].Actors) == 1 {
				return s.refs[r].Actors[0]
			}
			return doc.None
		}
		if r := d.Tokens[v].Rel; r != "xcomp" && r != "conj" {
			return doc.None
		}
	}
	return doc.None
}

// whatIs is the state or organization that "it" means: the subject before it in the sentence or of the sentence before.
func (s *scan) whatIs(i int32) []int32 {
	d := s.d
	fits := func(a int32) bool {
		k := d.Actors[a].Kind
		return k == record.State || k == record.Organization
	}
	sent := d.Tokens[i].Sent
	for n := int32(0); n <= 1 && sent-n >= 0; n++ {
		best := doc.None
		for _, c := range s.inSentence(sent-n, i, fits) {
			if c.subject {
				best = c.actor
				if n == 0 {
					break
				}
			}
		}
		if best != doc.None {
			return []int32{best}
		}
	}
	return nil
}

// actsOn says whether token i is the object of a verb whose subject is this actor.
func (s *scan) actsOn(actor, i int32) bool {
	t := &s.d.Tokens[i]
	if t.Rel != "obj" || t.Head == doc.None || s.r.words["governs"][s.d.Tokens[t.Head].Lemma] {
		return false
	}
	for c := range s.d.Children(t.Head) {
		if k := s.refAt[c]; s.d.Tokens[c].Rel == "nsubj" && k != doc.None && slices.Contains(s.refs[k].Actors, actor) {
			return true
		}
	}
	return false
}

// sameNoun is whom the last phrase with this noun meant that named nobody: "a senior U.S. official said ... The official said".
func (s *scan) sameNoun(i int32) []int32 {
	d := s.d
	if s.plural(i) {
		return nil
	}
	sent := d.Tokens[i].Sent
	for t := i - 1; t >= max(0, i-6*reach) && d.Tokens[t].Sent >= sent-6; t-- {
		k := s.refAt[t]
		if k == doc.None || d.Tokens[t].Lemma != d.Tokens[i].Lemma {
			continue
		}
		r := &s.refs[k]
		if len(r.Actors) != 1 || r.Form != doc.Nominal || d.Actors[r.Actors[0]].Kind != record.Group || s.plural(t) {
			return nil
		}
		return r.Actors
	}
	return nil
}

// namedSo is the organization or state named last before token i that the noun can mean.
func (s *scan) namedSo(i int32, noun string) []int32 {
	roles := s.r.anaphors[noun]
	if len(roles) == 0 {
		return nil
	}
	d := s.d
	sent := d.Tokens[i].Sent
	if strings.HasPrefix(roles[0], oneOf) {
		if a := s.realm(i, roles); a != doc.None {
			return []int32{a}
		}
		roles = []string{"state"}
	}
	if roles[0] == "state" && s.home != "" { // "the country": the subject's, else the one that the article is about
		for _, c := range s.inSentence(sent, i, func(a int32) bool { return d.Actors[a].Kind == record.State }) {
			if !c.subject {
				continue
			}
			if other := s.homeBut(d.Actors[c.actor].Country); other != "" && s.actsOn(c.actor, i) { // "threatened the country" is said of another
				return []int32{s.state(other)}
			}
			return []int32{c.actor}
		}
		return []int32{s.state(s.home)}
	}
	for t := i - 1; t >= max(0, i-6*reach) && d.Tokens[t].Sent >= sent-6; t-- {
		k := s.refAt[t]
		if k == doc.None || len(s.refs[k].Actors) != 1 || s.refs[k].Form == doc.Pronoun || s.refs[k].AsPlace {
			continue
		}
		a := &d.Actors[s.refs[k].Actors[0]]
		for _, role := range roles {
			switch {
			case role == "state":
				if a.Kind == record.State && d.Tokens[t].Rel != "amod" {
					return s.refs[k].Actors
				}
			case a.Kind != record.Organization:
			case role == "*" && (a.CAMEO == "" || a.CAMEO == a.Country), role != "*" && strings.Contains(a.CAMEO, role):
				if s.refs[k].Form == doc.Proper || strings.HasPrefix(role, "*") {
					return s.refs[k].Actors
				}
			}
		}
	}
	return nil
}

// oneOf stands in anaphors.tsv before the code of a state that a noun can mean: "the kingdom".
const oneOf = "state:"

// realm is the state of these that was named last before token i, or that the article is about; or None. Its people name it too. Who acts on it is another.
func (s *scan) realm(i int32, codes []string) int32 {
	d := s.d
	own := s.beside(i)
	is := func(country string) bool {
		return country != "" && country != own && slices.Contains(codes, oneOf+country)
	}
	for t := i - 1; t >= max(0, i-6*reach) && d.Tokens[t].Sent >= d.Tokens[i].Sent-6; t-- {
		if k := s.refAt[t]; k != doc.None && len(s.refs[k].Actors) == 1 && is(d.Actors[s.refs[k].Actors[0]].Country) {
			return s.state(d.Actors[s.refs[k].Actors[0]].Country)
		}
	}
	if is(s.home) {
		return s.state(s.home)
	}
	return doc.None
}

// beside is the country of who acts on token i: of the subject of the verbs above it, else of the person named last before it.
func (s *scan) beside(i int32) string {
	d := s.d
	if a := s.subject(i); a != doc.None {
		return d.Actors[a].Country
	}
	if rel := d.Tokens[i].Rel; rel != "obj" && !doc.Is(rel, "obl") {
		return ""
	}
	for _, c := range s.inSentence(d.Tokens[i].Sent, i, func(a int32) bool { return d.Actors[a].Kind == record.Person }) {
		return d.Actors[c.actor].Country
	}
	return ""
}
