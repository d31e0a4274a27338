package event

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// finish fills what depends on the whole event: persons with roles, level, topics, contexts, confidence.
func (s *scan) finish(f *draft) {
	f.Source, f.Target = s.nearest(f.Source), s.nearest(f.Target)
	s.participants(f)
	if f.act.contact {
		f.Level = s.level(f)
	}
	s.topicsOf(f)
	s.contextsOf(f)
	if speech(f.act) && len(f.AccordingTo) > 0 && len(f.Source) > 0 { // what one says oneself needs no other witness
		f.AccordingTo = slices.DeleteFunc(f.AccordingTo, func(k int32) bool {
			sp := s.d.Statements[k].Speaker
			return sp != doc.None && s.code(s.party(sp)) == s.code(f.Source[0])
		})
	}
	f.Confidence = s.confidence(f)
	if promises(f.act) && f.Status == record.Happened { // what is promised is still to come
		f.Status = record.Planned
	}
}

// nearest drops from a side whoever another of the side acts for: of a state and its ministry the ministry is who acts.
func (s *scan) nearest(side []int32) []int32 {
	if len(side) < 2 {
		return side
	}
	return slices.DeleteFunc(slices.Clone(side), func(x int32) bool {
		return slices.ContainsFunc(side, func(y int32) bool { return y != x && s.d.Actors[y].For == x && s.d.Actors[x].For != y })
	})
}

// promises says whether an act only holds out another (CAMEO 03): to promise, to invite, to propose; not to agree on a text.
func promises(a *act) bool {
	return a.cameo[:2] == "03" && !strings.HasPrefix(a.name, "agree")
}

func (s *scan) participants(f *draft) {
	if f.act.contact {
		s.present(f)
		if f.Status == record.Happened || f.Status == record.Ongoing {
			s.attendees(f)
		}
	}
	for _, p := range f.persons {
		side := s.code(s.party(p))
		role := "agent"
		target := slices.Contains(f.tgt, side) && !slices.Contains(f.src, side)
		switch {
		case f.act.mode == "visit" && target:
			role = "host"
		case f.act.contact && f.act.name == "mediate":
			role = "mediator"
		case f.act.contact:
			role = "delegate"
		case f.act.name == "sign":
			role = "signatory"
		case speech(f.act) && !target:
			role = "speaker"
		case family(f.act) == "ASSAULT" && target || family(f.act) == "COERCE" && target:
			role = "victim"
		case target:
			role = "addressee"
		}
		f.Participants = append(f.Participants, doc.Participant{Actor: p, Role: role})
	}
}

// present adds the persons of the sides who stand in the clause of a contact.
func (s *scan) present(f *draft) {
	for _, t := range f.triggers {
		sent := s.d.Sentences[s.d.Tokens[t].Sent].Span
		v := s.clause(t)
		for i := sent.First; i < sent.End; i++ {
			r := s.d.RefAt(i)
			if r == doc.None || s.clause(i) != v {
				continue
			}
			if k := &s.d.Tokens[i]; k.Rel == "nmod:poss" && k.Head != doc.None && s.r.servant[s.lemma[k.Head]] { // "his trade secretary" went, not he
				continue
			}
			for _, a := range s.d.Refs[r].Actors {
				if s.d.Actors[a].Kind == record.Person && slices.Contains(union(f.src, f.tgt), s.code(s.party(a))) {
					f.persons = addUnique(f.persons, a)
				}
			}
		}
	}
}

// attendees adds the persons of the sides from the sentences after a contact that tell who was there.
func (s *scan) attendees(f *draft) {
	last := f.sent
	for _, t := range f.triggers {
		last = max(last, s.d.Tokens[t].Sent)
	}
	for n := f.sent + 1; n <= last+2 && int(n) < len(s.d.Sentences); n++ {
		sent := &s.d.Sentences[n]
		found := false
		for i := sent.Span.First; i < sent.Span.End; i++ {
			found = found || s.r.presence[s.lemma[i]]
		}
		if !found {
			continue
		}
		for i := sent.Span.First; i < sent.Span.End; i++ {
			r := s.d.RefAt(i)
			if r == doc.None {
				continue
			}
			for _, a := range s.d.Refs[r].Actors {
				if k := &s.d.Actors[a]; k.Kind == record.Person && slices.Contains(union(f.src, f.tgt), s.code(s.party(a))) {
					f.persons = addUnique(f.persons, a)
				}
			}
		}
		if !slices.Contains(f.Evidence, sent.Range) {
			f.Evidence = append(f.Evidence, sent.Range)
		}
	}
}

// clause is the verb that governs token t: t itself where it is one, or the root.
func (s *scan) clause(t int32) int32 {
	for range 30 {
		h := s.d.Tokens[t].Head
		if s.isVerb(t) || h == doc.None {
			return t
		}
		t = h
	}
	return t
}

// level is the rank of a contact: by the words of the event, else by the offices of who took part, the lowest side's.
func (s *scan) level(f *draft) string {
	best := -1
	rank := func(text string) int {
		w := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", ".", "", "-", "_").Replace(text)))
		w = slices.DeleteFunc(w, func(x string) bool { return x == "us" || x == "uk" }) // "assistant U.S. secretary of state"
		for i := len(s.r.levels) - 1; i >= 0; i-- {
			if hasIn(s.r.levels[i].words, w) {
				return i
			}
		}
		return -1
	}
	for _, p := range f.persons {
		if o := s.d.Actors[p].Office; o != "" {
			best = max(best, rank(o))
		}
	}
	if best < 0 {
		for _, r := range append(slices.Clone(f.SourceWords), f.TargetWords...) {
			best = max(best, rank(s.d.Text[r.Start:r.End]))
		}
	}
	if best < 0 {
		return ""
	}
	return s.r.levels[best].value
}

// hasIn says whether the words hold one of the set, compounds included.
func hasIn(set *wordSet, w []string) bool {
	for i, x := range w {
		if set.single[x] || set.single[strings.TrimSuffix(x, "s")] {
			return true
		}
		for _, before := range set.multi[x] {
			if n := len(before); i >= n && slices.Equal(before, w[i-n:i]) {
				return true
			}
		}
	}
	return false
}

// topicsOf reads what an event is about: the words after "on", "about", "over" at its trigger, by the topic table or as they stand.
func (s *scan) topicsOf(f *draft) {
	a := f.cand.args
	for _, p := range a.preps {
		switch p.word {
		case "on", "about", "over", "regarding", "concerning":
		default:
			continue
		}
		if !s.nominal(p.head) || s.d.TimeAt(p.head) != doc.None || !f.act.contact && !speech(f.act) || p.word == "on" && s.refOf(p.head) != doc.None && !f.act.contact {
			continue
		}
		r := s.phrase(p.head)
		name := strings.Join(strings.Fields(s.d.Text[r.Start:r.End]), " ")
		name = strings.TrimPrefix(strings.TrimPrefix(name, "the "), "its ")
		for _, t := range s.r.topics {
			if s.sentHas(t.words, doc.Span{First: p.head, End: p.head + 1}) {
				if name = t.value; name == noTopic {
					name = ""
				}
				break
			}
		}
		if name != "" && len(name) <= anchorLen && !slices.Contains(f.Topics, name) {
			f.Topics = append(f.Topics, name)
		}
	}
}

// noTopic stands in topics.tsv before words that name no topic: "on the sidelines".
const noTopic = "none"

func (s *scan) sentHas(w *wordSet, span doc.Span) bool {
	for i := span.First; i < span.End; i++ {
		if s.hasWord(w, i) {
			return true
		}
	}
	return false
}

// contextsOf adds the contexts that the words around the trigger bring.
func (s *scan) contextsOf(f *draft) {
	sent := s.d.Sentences[f.sent].Span
	span := doc.Span{First: max(sent.First, f.Trigger-25), End: min(sent.End, f.Trigger+26)}
	for i := span.First; i < span.End; i++ {
		for _, k := range s.r.contextBy[s.lemma[i]] {
			if t := &s.r.contexts[k]; !slices.Contains(f.Contexts, t.value) && s.hasWord(t.words, i) {
				f.Contexts = append(f.Contexts, t.value)
			}
		}
	}
}

// confidence is how often events of this make are right.
func (s *scan) confidence(f *draft) float64 {
	p := 0.6
	if f.cand.row.weight >= 3 {
		p += 0.08
	}
	if len(f.src) > 0 && len(f.tgt) > 0 {
		p += 0.1
	}
	if f.direct >= 2 {
		p += 0.06
	}
	if f.cand.row.pos != 'V' {
		p -= 0.08
	}
	if f.mentions > 1 {
		p += 0.06
	}
	if f.Status != record.Happened && f.Status != record.Ongoing {
		p -= 0.05
	}
	return min(max(p, 0.05), 0.97)
}
