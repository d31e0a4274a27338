package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
)

// inKindBack is how many sentences may lie between an act and the answer in kind.
const inKindBack = 12

// inKind makes an answer in kind ("Belarus replied in kind", "Iran took a similar step") the act that it answers, done back; it is false
// where no such act is told.
func (s *scan) inKind(f *draft, before []*draft) bool {
	switch f.act.name {
	case "answer_in_kind":
	case "do_likewise":
		return s.afterOthers(f, before)
	default:
		return true
	}
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= inKindBack; i-- {
		b := before[i]
		switch family(b.act) {
		case "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN":
		default:
			continue
		}
		joins := len(f.tgt) > 0 && meets(b.tgt, f.tgt) // "took a similar step against Belarus"
		if len(b.src) == 0 || len(f.src) == 0 || meets(b.src, f.src) || !joins && !meets(b.tgt, f.src) {
			continue
		}
		f.act, f.code, f.Act, f.Contexts = b.act, b.act.cameo, b.act.name, nil
		s.r.derive(&f.Event, f.act, f.code)
		if !joins {
			f.Target, f.tgt = b.Source, b.src
		}
		return true
	}
	s.leave(f.cand, "answers no act that was found")
	return false
}

// likewiseBack is how many sentences may lie between an act and "did the same".
const likewiseBack = 2

// afterOthers makes "did the same", "followed suit" the act of another that was told last, done to the same unless the words say to whom;
// it is false where there is none.
func (s *scan) afterOthers(f *draft, before []*draft) bool {
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= likewiseBack; i-- {
		b := before[i]
		if b.act.contact || b.Mutual || b.code[:2] == "01" || len(b.src) == 0 || len(b.tgt) == 0 || len(f.src) == 0 || meets(b.src, f.src) || len(f.tgt) == 0 && meets(b.tgt, f.src) {
			continue
		}
		f.act, f.code, f.Act, f.Contexts = b.act, codeFor(b.act, f.Status), b.act.name, nil
		if f.code == "" {
			break
		}
		s.r.derive(&f.Event, f.act, f.code)
		if len(f.tgt) == 0 {
			f.Target, f.tgt = b.Target, b.tgt
		}
		return true
	}
	s.leave(f.cand, "does what nobody was told to have done")
	return false
}

// likewise reads "did the same to two Latvians", "did likewise": the tree knows no verb there, so the words themselves give the arguments.
// Nil where token t is no such word.
func (s *scan) likewise(t int32) *cand {
	d := s.d
	if s.lemma[t] != "same" && s.lemma[t] != "likewise" {
		return nil
	}
	do := t - 1
	if do > 0 && s.lemma[do] == "the" {
		do--
	}
	if do < 1 || s.lemma[do] != "do" || d.Tokens[do].Sent != d.Tokens[t].Sent || int(t+1) < len(d.Tokens) && d.Tokens[t+1].Sent == d.Tokens[t].Sent && d.Tokens[t+1].UPOS == "NOUN" && d.TimeAt(t+1) == doc.None {
		return nil
	}
	who := s.nominalBefore(do)
	if who == doc.None {
		return nil
	}
	a := &args{tok: t, subj: s.spread(nil, who), obj: []int32{t}}
	if h := s.further(t, "to"); h != doc.None && d.TimeAt(h) == doc.None {
		a.preps = append(a.preps, prep{"to", h})
	}
	rows := s.r.patterns[trigger{"do", 'V'}]
	i := slices.IndexFunc(rows, func(r *row) bool { return r.act.name == "do_likewise" && s.holds(r, t, a) })
	if i < 0 {
		return nil
	}
	for c := range d.Children(t) {
		if k := d.TimeAt(c); k != doc.None && !d.Times[k].From.IsZero() {
			s.times[t] = append(s.times[t], k)
		}
	}
	return &cand{tok: t, args: a, row: rows[i], act: rows[i].act}
}
