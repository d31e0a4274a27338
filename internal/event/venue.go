package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// inherit gives events that take place at a meeting told before ("during the talks they agreed") its days and place.
func (s *scan) inherit(all []*draft) {
	for i, f := range all {
		if !f.From.IsZero() && f.Where != doc.None || !speech(f.act) && !f.act.contact && f.act.name != "sign" && f.act.name != "agreement" {
			continue
		}
		v := s.venue(s.d.Sentences[f.sent].Span, f)
		if v == doc.None {
			s.atMeeting(f, all[:i])
			continue
		}
		for j := i - 1; j >= 0 && i-j < lookBack; j-- {
			m := all[j]
			told := slices.Contains(m.absorbed, v)
			if !m.act.contact || !told && f.sent-m.sent > 12 || !meets(union(m.src, m.tgt), union(f.src, f.tgt)) {
				continue
			}
			if f.From.IsZero() && !m.From.IsZero() && (f.Status != record.Planned || agreed(f)) && (told || f.sent <= m.sent+1) {
				f.Time, f.From, f.To, f.Vague, f.Basis = m.Time, m.From, m.To, true, "inherited"
			}
			if f.Where == doc.None {
				f.Where = m.Where
			}
			break
		}
	}
}

// agreed says whether an event is the agreeing itself, which counts as planned though it was done at the meeting.
func agreed(f *draft) bool { return f.act.cameo[:2] == "03" && f.Mutual && f.Status == record.Planned }

// atMeeting gives what two parties say or sign right after the sentence that tells of their meeting the day and place of that.
func (s *scan) atMeeting(f *draft, before []*draft) {
	if f.Status != record.Happened && !agreed(f) || len(f.src) == 0 || len(f.tgt) == 0 {
		return
	}
	for j := len(before) - 1; j >= 0 && f.sent-before[j].sent <= 1; j-- {
		m := before[j]
		if !m.act.contact || m.Status != record.Happened || m.From.IsZero() {
			continue
		}
		pm, pf := union(m.src, m.tgt), union(f.src, f.tgt)
		if !compatible(pm, pf) || len(pf) < 2 {
			continue
		}
		if f.From.IsZero() {
			f.Time, f.From, f.To, f.Vague, f.Basis = m.Time, m.From, m.To, true, "inherited"
		}
		if f.Where == doc.None {
			f.Where = m.Where
		}
		return
	}
}

// venue is the definite noun of a meeting that a phrase of the sentence gives as time or place, or None.
func (s *scan) venue(sent doc.Span, f *draft) int32 {
	for i := sent.First; i < sent.End; i++ {
		if !s.r.venue[s.lemma[i]] || !s.nominal(i) || !s.definite(i) || slices.Contains(f.triggers, i) {
			continue
		}
		switch s.caseOf(i) {
		case "during", "at", "in", "of", "after":
			return i
		}
	}
	return doc.None
}
