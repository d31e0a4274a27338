package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// deep is how far below the head of its sentence an act stands that is only background.
const deep = 4

// withoutBackground drops what a sentence mentions in passing beside the act that it tells: an act told once, with one side only, within
// a phrase or a clause that describes something else ("condemned the arrest of journalists", "those accused of spying").
func (s *scan) withoutBackground(drafts []*draft) []*draft {
	return slices.DeleteFunc(drafts, func(f *draft) bool {
		if f.mentions > 1 || f.amid || s.courtesy(f.Trigger) != nil || f.act.name == "mediate" && len(f.src) > 0 && len(f.tgt) > 1 ||
			f.act.contact && (f.Status == record.Denied || f.Mutual && s.count(f) > 1 && s.toldBeside(f)) ||
			s.spelled(f.cand.src) && s.spelled(f.cand.tgt) || !s.aside(f.Trigger) {
			return false
		}
		depth := s.depth(f.Trigger)
		for _, o := range drafts {
			if o != f && o.sent == f.sent && family(o.act) != family(f.act) && s.depth(o.Trigger) < depth {
				s.leave(f.cand, "background beside "+o.act.name)
				return true
			}
		}
		return false
	})
}

// toldBeside says whether a meeting is told in its own right though another act is the sentence's: it did something itself, the act came after it,
// or the two met as it happened.
func (s *scan) toldBeside(f *draft) bool {
	return doc.Is(s.d.Tokens[f.Trigger].Rel, "nsubj") || s.caseOf(f.Trigger) != "at" && s.amidst(f.cand) || s.asMain(f.Trigger) || f.cand.row.pos == 'V' && !f.cand.args.passive
}

// spelled says whether a side is named in words, not by a pronoun alone.
func (s *scan) spelled(list []side) bool {
	for _, x := range list {
		if len(x.actors) > 0 && s.d.Tokens[x.head].UPOS != "PRON" {
			return true
		}
	}
	return false
}

// aside says whether the act at token t is told within a phrase, or in a clause that describes or dates something else.
func (s *scan) aside(t int32) bool {
	k := &s.d.Tokens[t]
	switch {
	case s.nominal(t), doc.Is(k.Rel, "acl"), s.depth(t) >= deep:
		return true
	case doc.Is(k.Rel, "advcl"):
		return s.caseOf(t) != ""
	}
	return false
}

// depth is the number of steps from token t to the head of its sentence; at most 20.
func (s *scan) depth(t int32) int {
	n := 0
	for h := s.d.Tokens[t].Head; h != doc.None && n < 20; h = s.d.Tokens[h].Head {
		n++
	}
	return n
}
