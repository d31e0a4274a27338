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
		if f := s.draft(c); f != nil && s.inKind(f, drafts) {
			s.answered(f, drafts)
			s.addressee(f, drafts)
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
			if s.lemma[i] == "wound" && i+1 < len(d.Tokens) && d.Form(int32(i+1)) == "up" {
				s.lemma[i] = "wind"
			}
		case "AUX":
			switch strings.ToLower(d.Form(int32(i))) {
			case "is", "are", "was", "were": // some take the first of "is to be received" for "has"
				s.lemma[i] = "be"
			}
		case "NOUN", "PROPN": // "strikes", left in the plural by a wrong tag
			s.lemma[i] = s.r.singular(s.lemma[i])
		}
	}
	s.args = make([]*args, len(d.Tokens))
	s.findMisread()
	s.makeCover()
	s.sporting = s.aboutSport()
	for i, l := range s.lemma {
		s.spying = s.spying || s.r.espionage[l] || l == "spy" && d.Tokens[i].UPOS == "VERB"
	}
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
	nobody   bool // unrest of which no side is named here
	signed   bool // a signing that names no party: "following the talks an agreement was signed"
	open     bool // it demands that a deed end: of whom, what was told before says
	paired   bool // an act between two that names none: "relations were restored in May"
	amid     bool // a contact that the sentence only gives as the time of another act: "after talks in Geneva"
	src, tgt []string
	persons  []int32
	sent     int32
	direct   int // sides named by the arguments themselves
	mentions int
	triggers []int32 // of all mentions
	absorbed []int32 // triggers of later mentions
}

// draft makes an event of a candidate, or leaves it out.
func (s *scan) draft(c *cand) *draft {
	if c.absorbed {
		s.leave(c, "told with another act")
		return nil
	}
	if s.anniversary(c.tok) {
		s.leave(c, "an anniversary")
		return nil
	}
	var outer *cand // what promises or refuses the act, where the event is the act
	if c.carries {
		outer, c = c, c.inner
		c.status, c.operators = s.carried(outer, c)
	} else if s.readStatus(c); c.status == record.Planned && s.purpose(c.tok) {
		s.leave(c, "a purpose, no event")
		return nil
	}
	code := codeOf(c, outer)
	if code == "" {
		s.leave(c, "nothing to code with the status "+c.status)
		return nil
	}
	f := s.newDraft(c, code)
	s.readSides(f, c)
	s.sidesOfInner(f, c)
	s.sidesOfOuter(c, outer)
	if !named(c.src) && !named(c.tgt) && c.told != nil && outer == nil && named(s.sides(c.told.args, c.told.row.source)) {
		c.told.absorbed = false // "clashes between the army and rebels left ten dead": the noun knows who
		return s.draft(c.told)
	}
	if !s.parties(f, c) {
		return nil
	}
	s.mark(f, c, outer)
	s.date(f, c, outer)
	s.place(f, c)
	s.struckState(f)
	s.host(f)
	s.outside(f, c)
	s.crowdOf(f)
	s.account(f, c)
	if s.d.Explain {
		f.why(c, outer)
	}
	return f
}

// readStatus gives a candidate its status: from its form and the words that govern it, and from what it stands beside.
func (s *scan) readStatus(c *cand) {
	c.status, c.operators = s.statusOf(c.tok)
	if c.mood != "" {
		c.status = under(c.status, c.mood)
	}
	if c.status == record.Planned && c.act.contact && c.row.pos == 'N' && s.amidst(c) && !s.future(s.clause(c.tok)) && s.own(s.root(c.tok)) == record.Happened {
		c.status = record.Happened // "agreed on Monday at talks in Rome to share it"
	}
	if by := s.courtesy(c.tok); by != nil && c.status == record.Planned {
		c.status = by.status
	}
}

// codeOf is the CAMEO code of a candidate: that of the act with its status, or of what is asked.
func codeOf(c, outer *cand) string {
	code := ""
	if outer == nil && c.inner != nil {
		code = asked(c.act, c.inner.act)
	}
	if code == "" || c.status != record.Happened && c.status != record.Ongoing {
		if k := codeFor(c.act, c.status); k != "" {
			return k
		}
	}
	return code
}

// newDraft is an event before its sides are known.
func (s *scan) newDraft(c *cand, code string) *draft {
	f := &draft{act: c.act, cand: c, code: code, sent: s.d.Tokens[c.tok].Sent, mentions: 1, triggers: []int32{c.tok}}
	f.Time, f.Where, f.Trigger = doc.None, doc.None, c.tok
	f.Act, f.Status = c.act.name, c.status
	f.Mutual = c.act.mutual || c.row.mutual
	switch code[:2] { // one side asks, refuses or threatens, even where both would act
	case "02", "10", "12", "13":
		f.Mutual = c.row.mutual && code == c.act.cameo
	}
	s.r.derive(&f.Event, c.act, code)
	return f
}

// readSides finds the sides that the row of a candidate asks for.
func (s *scan) readSides(f *draft, c *cand) {
	c.src = s.sides(c.args, c.row.source)
	c.tgt = s.sides(c.args, c.row.target)
	c.further = append(c.further, s.sides(c.args, c.row.further)...)
	if claim := s.r.acts["claim"]; claim != nil && family(f.act) == "ACCUSE" && s.ownDeed(c) { // "claimed that they had attacked"
		f.act, f.code, f.Act, f.Contexts = claim, claim.cameo, claim.name, nil
		s.r.derive(&f.Event, claim, f.code)
	}
}

// sidesOfInner gives a request or threat that does not say at whom it is aimed the one who is to act: who is asked is who is to act; what
// is protested or threatened is done to its target.
func (s *scan) sidesOfInner(f *draft, c *cand) {
	in := c.inner
	if in == nil || c.carries || named(c.tgt) {
		return
	}
	switch x := s.sides(in.args, in.row.source); f.act.cameo[:2] {
	case "02", "10":
		if named(x) && !slices.Equal(s.codes(x[0].actors), s.codes(first(c.src))) {
			c.tgt = x
		}
	case "13", "14":
		if x = s.sides(in.args, in.row.target); named(x) {
			c.tgt = x
		}
	}
}

// sidesOfOuter gives an act the sides of what promises or refuses it.
func (s *scan) sidesOfOuter(c, outer *cand) {
	if outer == nil {
		return
	}
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

// mark gives an event the words that name it and the sentence that tells it.
func (s *scan) mark(f *draft, c, outer *cand) {
	from := []int32{c.tok}
	if outer != nil {
		from = append(from, outer.tok)
	}
	for _, o := range c.operators {
		from = append(from, o.tok)
	}
	if m := s.obliged(c); m != doc.None { // what is asked stands in words of its own, often in another sentence
		f.Trigger, f.sent, from = m, s.d.Tokens[m].Sent, nil
		for x := range s.d.Children(m) {
			if s.d.Tokens[x].UPOS == "AUX" || s.d.Tokens[x].Rel == "obj" {
				from = append(from, x)
			}
		}
	}
	s.anchor(f, c, from)
	f.Evidence = []doc.Range{s.d.Sentences[f.sent].Range}
	if s.asks(c.tok) {
		f.Status = s.inQuestion(f.Status, c.tok)
	}
}

// account notes in whose words an event is told.
func (s *scan) account(f *draft, c *cand) {
	k := s.said[c.tok]
	if k == doc.None {
		return
	}
	f.AccordingTo = []int32{k}
	if f.Status == record.Negated && f.act.contact && s.d.Statements[k].Speaker != doc.None { // who says that it did not happen denies it
		f.Status = record.Denied
	}
}

// why notes the table rows that made an event.
func (f *draft) why(c, outer *cand) {
	f.Why = append(f.Why, c.row.at+" "+c.row.text)
	if outer != nil {
		f.Why = append(f.Why, outer.row.at+" "+outer.row.text)
	}
	for _, o := range c.operators {
		f.Why = append(f.Why, o.row.at+" "+o.row.text+" "+o.row.status)
	}
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
