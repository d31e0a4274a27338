package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// Read fills d.Events, the events that d.Statements are about, and with d.Explain d.LeftOut.
func (r *Reader) Read(d *doc.Document) {
	s := &scan{r: r, d: d, ops: map[int32][]operator{}, at: map[int32]*cand{}, states: map[string]int32{}}
	s.prepare()
	for i := range d.Sentences {
		span := d.Sentences[i].Span
		s.findOperators(span)
		s.findActs(span)
	}
	var drafts []*draft
	for _, c := range s.cands {
		if f := s.draft(c); f != nil {
			s.answered(f, drafts)
			drafts = append(drafts, f)
		}
	}
	drafts = s.withoutBackground(s.merge(drafts))
	s.inherit(drafts)
	d.Events = d.Events[:0]
	for _, f := range drafts {
		s.finish(f)
		d.Events = append(d.Events, f.Event)
	}
	s.reasons()
	s.about()
}

// prepare makes the lookups that all steps share.
func (s *scan) prepare() {
	d := s.d
	s.lemma = make([]string, len(d.Tokens))
	for i := range d.Tokens {
		s.lemma[i] = strings.ToLower(d.Tokens[i].Lemma)
		switch d.Tokens[i].UPOS {
		case "VERB":
			s.lemma[i] = s.r.verbs.lemmaOf(s.lemma[i], strings.ToLower(d.Form(int32(i))))
		case "NOUN", "PROPN": // "strikes", left in the plural by a wrong tag
			s.lemma[i] = s.r.singular(s.lemma[i])
		}
	}
	s.args = make([]*args, len(d.Tokens))
	s.findMisread()
	s.makeCover()
	for i := range d.Actors {
		if a := &d.Actors[i]; a.Kind == record.State && a.Country != "" {
			if _, ok := s.states[a.Country]; !ok {
				s.states[a.Country] = int32(i)
			}
		}
	}
	s.hangTimes()
	s.said = make([]int32, len(d.Tokens))
	s.cueOf = make([]int32, len(d.Tokens))
	for i := range s.said {
		s.said[i], s.cueOf[i] = doc.None, doc.None
	}
	for k := range d.Statements {
		if t := d.Statements[k].CueToken; t >= 0 && int(t) < len(s.cueOf) {
			s.cueOf[t] = int32(k)
		}
		for _, b := range d.Statements[k].Body {
			for i := max(b.First, 0); i < b.End && int(i) < len(s.said); i++ {
				if o := s.said[i]; o == doc.None || bodyLen(d.Statements[o].Body) > bodyLen(d.Statements[k].Body) {
					s.said[i] = int32(k)
				}
			}
		}
	}
}

func bodyLen(b []doc.Span) int {
	n := 0
	for _, s := range b {
		n += s.Len()
	}
	return n
}

// draft is an event in the making.
type draft struct {
	doc.Event
	act      *act
	cand     *cand
	code     string
	anaphor  bool // a definite noun that refers back
	lonely   bool // a contact of which only one side is named
	src, tgt []string
	persons  []int32
	sent     int32
	direct   int // sides named by the arguments themselves
	mentions int
	triggers []int32 // of all mentions
	absorbed []int32 // triggers of later mentions
}

// answerReach is how many sentences back a refusal looks for what it answers.
const answerReach = 10

// answered gives a refusal without a target ("declined the request") the one who asked.
func (s *scan) answered(f *draft, before []*draft) {
	if family(f.act) != "REJECT" || len(f.Target) > 0 || len(f.src) == 0 {
		return
	}
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= answerReach; i-- {
		b := before[i]
		switch b.code[:2] {
		case "02", "03", "10":
			if len(b.Source) > 0 && meets(b.tgt, f.src) && !meets(b.src, f.src) {
				f.Target, f.tgt = b.Source, b.src
				return
			}
		}
	}
}

func (s *scan) leave(c *cand, why string) {
	if s.d.Explain {
		s.d.LeftOut = append(s.d.LeftOut, doc.LeftOut{Range: s.d.Bytes(doc.Span{First: c.tok, End: c.tok + 1}), Why: c.row.at + " " + c.act.name + ": " + why})
	}
}

// draft makes an event of a candidate, or leaves it out.
func (s *scan) draft(c *cand) *draft {
	if c.absorbed {
		s.leave(c, "told with another act")
		return nil
	}
	what, code := c.act, ""
	outer := c
	switch in := c.inner; {
	case c.carries:
		what, c = in.act, in
		c.status, c.operators = s.carried(outer, in)
	default:
		outer = nil
		c.status, c.operators = s.statusOf(c.tok)
		if in != nil {
			code = asked(c.act, in.act)
		}
		if c.status == record.Planned && s.purpose(c.tok) {
			s.leave(c, "a purpose, no event")
			return nil
		}
	}
	if code == "" || c.status != record.Happened && c.status != record.Ongoing {
		if k := codeFor(what, c.status); k != "" || code == "" {
			code = k
		}
	}
	if code == "" {
		s.leave(c, "nothing to code with the status "+c.status)
		return nil
	}
	f := &draft{act: what, cand: c, code: code, sent: s.d.Tokens[c.tok].Sent, mentions: 1, triggers: []int32{c.tok}}
	f.Time, f.Where, f.Trigger = doc.None, doc.None, c.tok
	f.Act, f.Status = what.name, c.status
	f.Mutual = what.mutual || c.row.mutual
	switch code[:2] { // one side asks, refuses or threatens, even where both would act
	case "02", "10", "12", "13":
		f.Mutual = c.row.mutual && code == what.cameo
	}
	s.r.derive(&f.Event, what, code)
	c.src = s.sides(c.args, c.row.source)
	c.tgt = s.sides(c.args, c.row.target)
	c.further = append(c.further, s.sides(c.args, c.row.further)...)
	if outer != nil {
		refused := outer.act.cameo[:2] == "12" // whose offer or demand is refused is the target
		if x := s.sides(outer.args, outer.row.source); refused && named(x) || !named(c.src) {
			c.src = x
		}
		if refused || !named(c.tgt) {
			if t := s.sides(outer.args, outer.row.target); named(t) {
				c.tgt = t
			}
		}
	}
	if !s.parties(f, c) {
		return nil
	}
	from := []int32{c.tok}
	if outer != nil {
		from = append(from, outer.tok)
	}
	for _, o := range c.operators {
		from = append(from, o.tok)
	}
	s.anchor(f, c, from)
	sent := &s.d.Sentences[f.sent]
	f.Evidence = []doc.Range{sent.Range}
	if s.question(sent) && s.said[c.tok] == doc.None && f.Status == record.Happened {
		f.Status = record.Possible
	}
	s.date(f, c, outer)
	s.place(f, c, outer)
	if k := s.said[c.tok]; k != doc.None {
		f.AccordingTo = []int32{k}
	}
	if s.d.Explain {
		f.Why = append(f.Why, c.row.at+" "+c.row.text)
		if outer != nil {
			f.Why = append(f.Why, outer.row.at+" "+outer.row.text)
		}
		for _, o := range c.operators {
			f.Why = append(f.Why, o.row.at+" "+o.row.text+" "+o.row.status)
		}
	}
	return f
}

// purpose says whether verb t tells only what something is done for: "sent envoys to improve relations".
func (s *scan) purpose(t int32) bool {
	if k := &s.d.Tokens[t]; k.XPOS != "VB" || !doc.Is(k.Rel, "advcl") && !doc.Is(k.Rel, "acl") {
		return false
	}
	for c := range s.d.Children(t) {
		if s.lemma[c] == "to" && s.d.Tokens[c].Rel == "mark" {
			return len(s.ops[t]) == 0
		}
	}
	return false
}

// carried is the status of an act that is promised (CAMEO 03) or refused (12) in the act c.
func (s *scan) carried(c, in *cand) (string, []operator) {
	st, ops := s.statusOf(in.tok)
	var ok bool
	def := record.Planned
	if c.act.cameo[:2] == "12" {
		def = record.Refused
		ok = st == record.Refused || st == record.Postponed || st == record.Cancelled
	} else {
		ok = st == record.Planned || st == record.Proposed
	}
	if !ok {
		own, more := s.statusOf(c.tok)
		st, ops = under(def, own), append(ops, more...)
	}
	return st, ops
}

func named(list []side) bool {
	for i := range list {
		if len(list[i].actors) > 0 {
			return true
		}
	}
	return false
}

// parties fills the sides of an event; it is false where they do not make one.
func (s *scan) parties(f *draft, c *cand) bool {
	c.src, c.tgt = s.outermost(c.src), s.outermost(c.tgt)
	for _, x := range c.src {
		f.Source = addUnique(f.Source, x.actors...)
		f.persons = addUnique(f.persons, x.persons...)
		if len(x.actors) > 0 && !x.climbed {
			f.direct++
		}
	}
	for _, x := range c.tgt {
		f.Target = addUnique(f.Target, x.actors...)
		f.persons = addUnique(f.persons, x.persons...)
		if len(x.actors) > 0 && !x.climbed {
			f.direct++
		}
	}
	f.SourceWords, f.TargetWords = s.words(c.src), s.words(c.tgt)
	if len(f.SourceWords) == 0 && c.row.pos == 'V' { // "a car bomb killed two": what did it, though it is no party
		var doers []side
		for _, h := range c.args.subj {
			doers = append(doers, side{head: h, whole: h})
		}
		f.SourceWords = s.words(doers)
	}
	for _, x := range c.further {
		f.persons = addUnique(f.persons, x.persons...)
		if f.act.contact || f.Mutual {
			f.Target = addUnique(f.Target, x.actors...)
		}
	}
	if root := f.code[:2]; (root == "02" || root == "10") && len(f.Target) == 0 && c.row.pos == 'V' {
		s.askedInClause(f, c)
	}
	f.anaphor = s.definite(c.tok) || c.refers
	if len(f.Target) == 0 && len(s.codes(f.Source)) > 1 { // "Kenya and Uganda agreed to"
		switch c := s.r.code(f.code).plover; c {
		case "AGREE", "COOPERATE", "CONSULT":
			f.Mutual = true
		}
	}
	if f.Mutual || f.act.contact {
		s.settle(f)
	}
	if f.act.contact && len(f.src)+len(f.tgt) == 0 || f.act.contact && s.count(f) < 2 {
		s.counterpart(f, c)
	}
	f.src, f.tgt = s.codes(f.Source), s.codes(f.Target)
	if len(f.Source)+len(f.Target) == 0 && family(f.act) == "COERCE" { // "police said that six people were arrested"
		if k := s.said[c.tok]; k != doc.None && s.d.Statements[k].Speaker != doc.None {
			if p := s.party(s.d.Statements[k].Speaker); s.official(p) {
				f.Source = []int32{p}
				f.src = s.codes(f.Source)
			}
		}
	}
	if speech(f.act) && len(f.Source) > 0 && !slices.ContainsFunc(f.Source, func(a int32) bool { return !s.ofMedia(a) }) {
		s.leave(c, "media only report")
		return false
	}
	if family(f.act) == "ASSAULT" && slices.ContainsFunc(c.args.subj, func(h int32) bool { return s.r.accident[s.lemma[h]] }) {
		s.leave(c, "an accident")
		return false
	}
	if root := f.code[:2]; (root == "02" || root == "10") && len(f.Source) == 1 && slices.Equal(f.Source, f.Target) {
		s.leave(c, "asked of oneself")
		return false
	}
	if s.oneself(f, c) {
		s.leave(c, "done to oneself")
		return false
	}
	switch n := s.count(f); {
	case n == 0 && !f.anaphor:
		s.leave(c, "no actors")
		return false
	case f.act.contact && n < 2:
		f.lonely = true
	}
	return true
}

// askedInClause gives a request without a target the subject of its that-clause, where the tree has no such clause.
func (s *scan) askedInClause(f *draft, c *cand) {
	d := s.d
	that := false
	for i := c.tok + 1; int(i) < len(d.Tokens) && i < c.tok+10 && d.Tokens[i].Sent == d.Tokens[c.tok].Sent; i++ {
		switch {
		case s.lemma[i] == "that" && i < c.tok+4:
			that = true
		case that && s.isVerb(i) || d.Tokens[i].UPOS == "PUNCT" && d.Tokens[i].XPOS != "HYPH":
			return
		case that && d.RefAt(i) != doc.None && !s.modifier(i, i+3):
			x := s.resolve(i)
			if len(x.actors) > 0 {
				c.tgt = []side{x}
				f.Target, f.TargetWords = x.actors, s.words(c.tgt)
				f.persons = addUnique(f.persons, x.persons...)
			}
			return
		}
	}
}

// official says whether an actor is a state or one of its arms.
func (s *scan) official(a int32) bool {
	k := &s.d.Actors[a]
	if k.Kind == record.State || len(k.CAMEO) < 6 {
		return k.Kind == record.State
	}
	switch k.CAMEO[3:6] {
	case "GOV", "MIL", "COP", "JUD", "SPY":
		return true
	}
	return false
}

// oneself says whether an act that needs another is told of one side only: "stood up for its interests".
func (s *scan) oneself(f *draft, c *cand) bool {
	switch family(f.act) {
	case "SUPPORT", "COOPERATE", "AID", "AGREE":
	default:
		return false
	}
	if len(f.src) != 1 || !slices.Equal(f.src, f.tgt) {
		return false
	}
	if f.act.name == "defend" { // who speaks up for his own
		return false
	}
	for _, x := range c.tgt {
		if len(x.actors) > 0 && !x.climbed && (s.d.Actors[x.actors[0]].Kind != record.State || len(x.persons) > 0) {
			return false
		}
	}
	return true
}

// settle divides the parties of a mutual act: each stands once, the first-named as source.
func (s *scan) settle(f *draft) {
	var rest []int32
	for _, t := range f.Target {
		if !slices.ContainsFunc(f.Source, func(a int32) bool { return a == t || f.act.contact && s.code(a) == s.code(t) }) {
			rest = append(rest, t)
		}
	}
	if len(rest) == 0 && len(f.Source) > 1 && f.Mutual {
		for _, a := range f.Source[1:] {
			if s.code(a) != s.code(f.Source[0]) || !f.act.contact {
				rest = append(rest, a)
			}
		}
		if len(rest) > 0 {
			f.Source = f.Source[:1:1]
			if len(f.SourceWords) > 1 && len(f.TargetWords) == 0 {
				f.SourceWords, f.TargetWords = f.SourceWords[:1:1], f.SourceWords[1:]
			}
		}
	}
	if len(rest) == 0 && len(f.Source) == 0 && len(f.Target) > 1 && f.Mutual {
		f.Source, rest = f.Target[:1:1], f.Target[1:]
		if len(f.TargetWords) > 1 && len(f.SourceWords) == 0 {
			f.SourceWords, f.TargetWords = f.TargetWords[:1:1], f.TargetWords[1:]
		}
	}
	if len(rest) > 0 || len(f.Source) > 0 {
		f.Target = rest
	}
}

// outermost leaves out sides that only stand within the phrase of another: the state in "the state's court".
func (s *scan) outermost(list []side) []side {
	if len(list) < 2 {
		return list
	}
	var out []side
	for i, x := range list {
		inner := false
		for j, y := range list {
			if i == j || len(y.actors) == 0 {
				continue
			}
			switch k := &s.d.Tokens[x.head]; k.Rel {
			case "nmod:poss", "compound", "amod", "nmod":
				inner = inner || k.Head == y.head
			}
			inner = inner || i > j && x.head == y.head
		}
		if !inner {
			out = append(out, x)
		}
	}
	return out
}

// counterpart looks for the side of a contact that its arguments do not name: whose counterpart the one is, who tells of it.
func (s *scan) counterpart(f *draft, c *cand) {
	have := append(s.codes(f.Source), s.codes(f.Target)...)
	if len(have) == 0 {
		return
	}
	add := func(sd side) bool {
		for _, a := range sd.actors {
			if !slices.Contains(have, s.code(a)) {
				if len(f.Source) == 0 {
					f.Source = []int32{a}
				} else {
					f.Target = []int32{a}
				}
				f.persons = addUnique(f.persons, sd.persons...)
				return true
			}
		}
		return false
	}
	for _, x := range append(slices.Clone(c.src), c.tgt...) {
		for ch := range s.d.Children(x.head) {
			if s.d.Tokens[ch].Rel == "nmod:poss" && add(s.resolve(ch)) {
				return
			}
		}
	}
	if k := s.said[c.tok]; k != doc.None {
		if sp := s.d.Statements[k].Speaker; sp != doc.None && s.d.Actors[sp].Kind == record.Person && (f.Status != record.Happened || len(c.src) == 0 && s.nominal(c.tok)) {
			add(side{actors: []int32{s.party(sp)}, persons: []int32{sp}})
		}
	}
}

func (s *scan) codes(list []int32) []string {
	var out []string
	for _, a := range list {
		if c := s.code(a); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// count is the number of different parties.
func (s *scan) count(f *draft) int {
	return len(s.codes(append(slices.Clone(f.Source), f.Target...)))
}

// definite says whether a noun refers back: "the talks", "that visit".
func (s *scan) definite(t int32) bool {
	if !s.nominal(t) {
		return false
	}
	for c := range s.d.Children(t) {
		if s.d.Tokens[c].Rel == "det" {
			switch s.lemma[c] {
			case "the", "this", "that", "these", "those":
				return true
			}
		}
	}
	return false
}

// anchorLen is the most bytes that an anchor may have.
const anchorLen = 80

// anchor marks the words that name the event.
func (s *scan) anchor(f *draft, c *cand, from []int32) {
	span := doc.Span{First: c.tok, End: c.tok + 1}
	grow := func(t int32) {
		if s.d.Tokens[t].Sent != s.d.Tokens[c.tok].Sent {
			return
		}
		wide := doc.Span{First: min(span.First, t), End: max(span.End, t+1)}
		if s.d.Bytes(wide).Len() <= anchorLen {
			span = wide
		}
	}
	for _, t := range from {
		grow(t)
	}
	if c.row.after != "" && s.lemma[min(c.tok+1, int32(len(s.lemma)-1))] == c.row.after {
		grow(c.tok + 1)
	}
	for i := range c.row.conds {
		k := &c.row.conds[i]
		if k.not || k.words == nil || k.arg.kind == argSubj || k.arg.kind == argPoss {
			continue
		}
		for _, h := range c.args.get(k.arg) {
			if s.hasWord(k.words, h) && h-c.tok < 8 && c.tok-h < 4 {
				grow(h)
				break
			}
		}
	}
	for ch := range s.d.Children(c.tok) { // "did not attend"
		if s.d.Tokens[ch].Rel == "advmod" && s.lemma[ch] == "not" {
			grow(ch)
		}
	}
	f.Anchor = []doc.Range{s.d.Bytes(span)}
}

// reasons finds the events that the article gives as the reason of another.
func (s *scan) reasons() {
	d := s.d
	at := map[int32]int32{}
	for i := range d.Events {
		at[d.Events[i].Trigger] = int32(i)
	}
	for i := range d.Events {
		e := &d.Events[i]
		t := e.Trigger
		for range 3 {
			for c := range d.Children(t) {
				if !s.reason(c) {
					continue
				}
				if j, ok := at[c]; ok && j != int32(i) {
					e.BecauseOf = addUnique(e.BecauseOf, j)
				}
				for g := range d.Children(c) {
					if j, ok := at[g]; ok && j != int32(i) {
						e.BecauseOf = addUnique(e.BecauseOf, j)
					}
				}
			}
			h := d.Tokens[t].Head
			if h == doc.None || !s.nominal(t) && d.Tokens[t].Rel != "xcomp" || d.Tokens[t].Rel == "nmod" {
				break
			}
			t = h
		}
	}
}

func (s *scan) reason(c int32) bool {
	switch s.caseOf(c) {
	case "over", "because", "because_of", "due_to", "for", "since":
		return true
	case "in":
		return s.lemma[c] == "response" || s.lemma[c] == "retaliation" || s.lemma[c] == "reaction" || s.lemma[c] == "protest"
	}
	return false
}

// about tells the statements which events they are about.
func (s *scan) about() {
	for i := range s.d.Events {
		for _, k := range s.d.Events[i].AccordingTo {
			s.d.Statements[k].About = addUnique(s.d.Statements[k].About, int32(i))
		}
	}
}
