package event

import (
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// unrestReach is how many sentences after a protest its arrests and blows are told of without naming the state again.
const unrestReach = 4

// unrest says whether an act without any party may be part of unrest told of before: "at least 71 people were arrested".
func (s *scan) unrest(f *draft, c *cand) bool {
	if f.Status != record.Happened || s.nominal(c.tok) {
		return false
	}
	switch f.act.name {
	case "arrest", "crowd_control", "beat", "shoot", "riot", "demonstrate", "kill":
		return true
	}
	return false
}

// amidUnrest gives such an act the state in which people protested shortly before.
func (s *scan) amidUnrest(f *draft, before []*draft) bool {
	for i := len(before) - 1; i >= 0 && f.sent-before[i].sent <= unrestReach; i-- {
		b := before[i]
		if family(b.act) != "PROTEST" || b.Status != record.Happened && b.Status != record.Ongoing {
			continue
		}
		codes := union(b.src, b.tgt)
		if len(codes) != 1 {
			continue
		}
		st, ok := s.states[codes[0]]
		if !ok {
			continue
		}
		if f.act.name == "arrest" || f.act.name == "crowd_control" {
			f.Source, f.src = []int32{st}, codes
		} else {
			f.Target, f.tgt = []int32{st}, codes
		}
		if f.Where == doc.None {
			f.Where = b.Where
		}
		return true
	}
	return false
}
