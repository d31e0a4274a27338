package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// scan is the work on one document.
type scan struct {
	r        *Reader
	d        *doc.Document
	lemma    []string
	misread  []reading
	args     []*args
	cover    []int32
	states   map[string]int32
	ops      map[int32][]operator
	titles   bool // the row asks for officials: a name with an office counts as its noun
	mute     bool // the object does not deny the act
	sporting bool // the article reports of sport
	spying   bool // it tells of espionage
	cands    []*cand
	at       map[int32]*cand
	times    map[int32][]int32 // the times that hang on a token
	cueOf    []int32           // the statement that a token makes
	said     []int32           // for each token the innermost statement that holds it
}

// operator is a word that changes the status of the act at a token.
type operator struct {
	row *row
	tok int32
}

// cand is an act found at a trigger, before it becomes an event.
type cand struct {
	tok       int32
	row       *row
	act       *act
	args      *args
	inner     *cand // the act in the argument X
	told      *cand // the first act that it absorbed
	carries   bool  // the event is the act in X, promised or refused
	refers    bool  // the noun that it carries refers back
	other     bool  // its target is a pronoun that cannot mean its source
	absorbed  bool  // another candidate tells it
	src, tgt  []side
	further   []side
	status    string
	mood      string // what the words around tell of the status, where the tree has no verb
	operators []operator
}

// holds says whether the row's trigger words and frame hold at token t.
func (s *scan) holds(r *row, t int32, a *args) bool {
	if len(r.before) > 0 && !s.precedes(r.before, t) {
		return false
	}
	s.titles = r.act != nil && (r.act.contact || r.act.plover == "AGREE" || slices.Contains(r.act.contexts, "diplomatic"))
	for i := range r.conds {
		if !s.condition(&r.conds[i], a) {
			return false
		}
	}
	return true
}

func (s *scan) condition(c *cond, a *args) bool {
	ok := false
	if c.arg.kind == argSent && c.words != nil {
		return s.sentHas(c.words, s.d.Sentences[s.d.Tokens[a.tok].Sent].Span) != c.not
	}
	for _, r := range s.reaches(a, step{c.arg, c.part}) {
		h := r.head
		if c.not && c.want&wantAny != 0 && c.arg.kind == argComp && c.part == "" && s.d.Tokens[h].Rel == "amod" && h < s.d.Tokens[h].Head { // "called new ministers"
			continue
		}
		if s.asked(c, h) {
			ok = true
			break
		}
		if m := s.measured(h); m != doc.None && s.asked(c, m) {
			ok = true
			break
		}
	}
	if !ok && !c.not && (loose[c.arg.prep] || c.arg.kind == argPrep && c.want == 0 && c.words != nil) && c.want&wantAny == 0 { // hung elsewhere: "held talks in Rome with Norway"
		if h := s.further(a.tok, c.arg.prep); h != doc.None {
			ok = s.asked(c, h)
		}
	}
	if !ok && !c.not && c.arg.kind == argPrep && c.arg.prep == "to" && c.words != nil { // "bow to pressure", read as a verb
		ok = slices.ContainsFunc(a.inf, func(h int32) bool { return c.words.single[s.lemma[h]] })
	}
	return ok != c.not
}

// loose are prepositions whose phrases parsers often hang on the wrong word, and that mean the same wherever they hang.
var loose = map[string]bool{"with": true, "between": true, "against": true}

// measured is what a noun of quantity measures: the troops of "some of its troops", the migrants of "a group of migrants".
func (s *scan) measured(h int32) int32 {
	switch k := &s.d.Tokens[h]; {
	case k.UPOS == "DET" || k.UPOS == "NUM" || k.UPOS == "PRON" || k.UPOS == "SYM":
	case k.UPOS == "NOUN" && s.r.measured[s.lemma[h]]:
	case k.UPOS == "ADJ" && (s.lemma[h] == "first" || s.lemma[h] == "second" || s.lemma[h] == "third" || s.lemma[h] == "last"): // "the first of three fugitives"
	default:
		return doc.None
	}
	for c := range s.d.Children(h) {
		if doc.Is(s.d.Tokens[c].Rel, "nmod") && s.caseOf(c) == "of" {
			return c
		}
	}
	return doc.None
}

func (s *scan) asked(c *cond, h int32) bool {
	if c.want&wantAny != 0 || c.words != nil && (s.hasWord(c.words, h) || s.titled(c.words, h)) {
		return true
	}
	if c.want == 0 {
		return false
	}
	sd := s.resolve(h)
	if c.want&wantActor != 0 && (len(sd.actors) > 0 || sd.others || s.titles && s.eachOther(h) && s.theSides(h)) || c.want&wantPerson != 0 && len(sd.persons) > 0 && !sd.climbed {
		return true
	}
	for _, p := range sd.actors {
		switch s.d.Actors[p].Kind {
		case record.State:
			if c.want&wantState != 0 {
				return true
			}
		case record.Organization:
			if c.want&wantOrg != 0 {
				return true
			}
		case record.Group:
			if c.want&wantGroup != 0 {
				return true
			}
		}
	}
	return false
}

// titled says whether token h names a person whose title or office is one of the words: "President Alami", and later "Alami".
func (s *scan) titled(w *wordSet, h int32) bool {
	if !s.titles || s.d.Tokens[h].UPOS != "PROPN" && s.d.Tokens[h].UPOS != "PRON" || len(w.single) == 0 {
		return false
	}
	for _, p := range s.resolve(h).persons {
		office := strings.ToLower(s.d.Actors[p].Office)
		if i := strings.LastIndexByte(office, ' '); office != "" && w.single[office[i+1:]] {
			return true
		}
	}
	return false
}

// particle says whether verb t has this particle.
func (s *scan) particle(t int32, p string) bool {
	for c := range s.d.Children(t) {
		if s.lemma[c] == p && c > t && c-t <= 6 {
			switch s.d.Tokens[c].Rel {
			case "compound:prt", "advmod", "case", "mark":
				return true
			}
		}
	}
	n := t + 1
	return int(n) < len(s.lemma) && s.d.Tokens[n].Sent == s.d.Tokens[t].Sent && s.lemma[n] == p
}

// posOf is the part of speech under which rows are looked up; 0 where no row hangs on such a token.
func (s *scan) posOf(t int32) byte {
	k := &s.d.Tokens[t]
	switch s.misread[t] {
	case participle, past:
		return 'V'
	case plural:
		return 'N'
	}
	switch k.UPOS {
	case "VERB":
		return 'V'
	case "NOUN":
		return 'N'
	case "PROPN":
		if n := s.d.NameAt(t); n != doc.None && s.d.Names[n].Kind != doc.MISC {
			return 0
		}
		return 'N'
	case "ADJ":
		return 'A'
	}
	return 0
}

// callsOff says whether verb t and its particle are another verb, which tells what becomes of an act: who calls off a meeting calls nobody.
func (s *scan) callsOff(t int32) bool {
	return slices.ContainsFunc(s.r.status[trigger{s.lemma[t], 'V'}], func(r *row) bool { return r.after != "" && s.particle(t, r.after) })
}

// phrasal says whether the particle of verb t makes another verb of it: who turned down an offer turned nothing.
func (s *scan) phrasal(t int32) bool {
	p := s.d.Child(t, "compound:prt")
	return p != doc.None && p > t && !s.r.plainParticle[s.lemma[p]] && !s.r.plainParticle[s.lemma[t]+"_"+s.lemma[p]]
}

// lookup calls f with each row whose trigger stands at token t.
func (s *scan) lookup(x index, t int32, f func(*row)) {
	pos := s.posOf(t)
	if pos == 0 {
		return
	}
	try := func(pos byte) {
		other := pos == 'V' && (s.callsOff(t) || s.phrasal(t))
		for _, key := range [2]string{s.lemma[t], "*"} {
			for _, r := range x[trigger{key, pos}] {
				if r.after == "" && !other || r.after != "" && s.particle(t, r.after) {
					f(r)
				}
			}
		}
	}
	try(pos)
	if pos == 'A' && s.isVerb(t) {
		try('V')
	}
	if pos == 'A' && s.d.Child(t, "det") != doc.None { // "a counteroffensive", taken for an adjective
		try('N')
	}
}

// findOperators notes which tokens stand under a word that changes their status.
func (s *scan) findOperators(sent doc.Span) {
	for t := sent.First; t < sent.End; t++ {
		if s.d.Tokens[t].Rel == "amod" && s.d.Tokens[t].XPOS == "VBG" { // "declining confidence" refuses nothing
			continue
		}
		s.lookup(s.r.status, t, func(r *row) {
			a := s.argsOf(t)
			if !s.holds(r, t, a) {
				return
			}
			for _, x := range s.heads(a, r.inner) {
				s.ops[x] = append(s.ops[x], operator{r, t})
			}
		})
	}
	for t := sent.First; t < sent.End; t++ {
		s.deniedReports(t)
		s.stands(t)
	}
}

// findActs makes a candidate of the best row at each trigger.
func (s *scan) findActs(sent doc.Span) {
	first := len(s.cands)
	for t := sent.First; t < sent.End; t++ {
		var best *row
		var a *args
		weight := -1.0
		s.lookup(s.r.patterns, t, func(r *row) {
			if r.weight <= weight {
				return
			}
			if a == nil {
				a = s.argsOf(t)
			}
			if s.holds(r, t, a) {
				best, weight = r, r.weight
			}
		})
		if best == nil {
			c := s.beingThere(t)
			if c == nil {
				c = s.likewise(t)
			}
			if c != nil {
				s.cands, s.at[t] = append(s.cands, c), c
			}
			continue
		}
		c := &cand{tok: t, row: best, act: best.act, args: a}
		s.cands = append(s.cands, c)
		s.at[t] = c
	}
	s.nest(s.cands[first:])
}

// nest ties acts to the acts in their arguments: a verb that carries the noun of the same kind tells it, and an act of
// asking, promising, refusing or threatening takes the code of what is asked, promised, refused, threatened.
func (s *scan) nest(cands []*cand) {
	for _, c := range cands {
		for i := range c.row.conds {
			k := &c.row.conds[i]
			if k.not || k.words == nil {
				continue
			}
			for _, h := range c.args.get(k.arg) {
				if in := s.at[h]; in != nil && in != c && s.hasWord(k.words, h) && (family(in.act) == family(c.act) || k.arg.kind == argComp || undoes(c, in)) {
					in.absorbed = true
					if c.told == nil {
						c.told = in
					}
					c.refers = c.refers || s.definite(h)
					for _, steps := range [][]step{in.row.source, in.row.target, in.row.further} {
						c.further = append(c.further, s.sides(in.args, steps)...)
					}
				}
			}
		}
		if c.act.name == "write" { // "wrote to the minister urging him": what is written is the act
			for _, o := range cands {
				switch o.act.cameo[:2] {
				case "02", "10", "11", "13":
					c.absorbed = c.absorbed || s.d.Below(o.tok, c.tok)
				}
			}
		}
		in := s.innerAct(c)
		if in == nil || in == c {
			continue
		}
		switch c.act.cameo[:2] {
		case "02", "10", "13":
			c.inner, in.absorbed = in, true
		case "14":
			c.inner = in
			if r := in.act.cameo[:2]; r == "02" || r == "10" { // "a strike to demand reforms"
				in.absorbed = true
			}
		case "03":
			if in.act.planned != "" {
				c.inner, c.carries, in.absorbed = in, family(in.act) != "MOBILIZE" && c.act.name != "invite", true
			}
		case "12":
			if c.act.name == "fail_agree" {
				in.absorbed = true
			} else if in.act.refused != "" && !slices.Contains(c.args.ger, in.tok) { // "barred from entering" is no refused visit
				c.inner, c.carries, in.absorbed = in, true, true
			}
		}
	}
}

// undoes says whether the act c is done to the act that its frame names ("suspended aid", "lifted the siege"): then it alone is told.
// What is condemned, praised or denied stays an act of its own.
func undoes(c, in *cand) bool {
	if (c.act.name == "reject_access" || c.act.name == "embargo") && slices.Contains(c.args.ger, in.tok) {
		return true
	}
	switch family(c.act) {
	case "ACCUSE", "SUPPORT", "01", "02", "REQUEST", "THREATEN", "CONSULT":
		return false
	}
	return in.row.pos == 'N'
}

// innerAct is the act in the argument X of an act; where an act of asking, promising, refusing or threatening has no X, the act whose
// words its frame asks for.
func (s *scan) innerAct(c *cand) *cand {
	find := func(h int32) *cand {
		if in := s.at[h]; in != nil {
			return in
		}
		if s.isVerb(h) { // "refused to hold talks"
			a := s.argsOf(h)
			for _, o := range a.obj {
				if in := s.at[o]; in != nil {
					return in
				}
			}
			for _, p := range a.preps { // "refused to take part in talks"
				if in := s.at[p.head]; in != nil && in.act.contact {
					return in
				}
			}
		}
		return nil
	}
	for _, h := range s.heads(c.args, c.row.inner) {
		if in := find(h); in != nil {
			return in
		}
	}
	switch c.act.cameo[:2] {
	case "02", "03", "10", "12", "13":
	default:
		return nil
	}
	for i := range c.row.conds {
		k := &c.row.conds[i]
		if k.not || k.words == nil || k.arg.kind == argSubj || k.arg.kind == argPoss || k.arg.kind == argAdv {
			continue
		}
		for _, h := range c.args.get(k.arg) {
			if s.hasWord(k.words, h) {
				if in := find(h); in != nil {
					return in
				}
			}
		}
	}
	return nil
}

// family is the kind of an act within which its mentions may be one happening: the PLOVER class that it has when it happened, or the
// CAMEO root where it has none.
func family(a *act) string {
	if a.plover == "" {
		return a.cameo[:2]
	}
	return a.plover
}

func addUnique(list []int32, more ...int32) []int32 {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}
