package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

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

// ownDeed says whether who accuses speaks of himself.
func (s *scan) ownDeed(c *cand) bool {
	hs := s.heads(c.args, c.row.target)
	if len(hs) == 1 && c.args.takes(hs[0]) { // "voted against it": then it would be "itself"
		return false
	}
	if len(hs) != 1 || s.d.Tokens[hs[0]].UPOS != "PRON" || len(c.src) == 0 || len(c.tgt) == 0 {
		return false
	}
	return len(c.src[0].actors) > 0 && slices.Equal(c.tgt[0].actors, c.src[0].actors)
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

// courtesy is the call or letter in which one does what the infinitive t tells: "phoned him to thank him"; or nil.
func (s *scan) courtesy(t int32) *cand {
	h := s.d.Tokens[t].Head
	if s.d.Tokens[t].XPOS != "VB" || h == doc.None || !s.r.courtesy[s.lemma[t]] || s.at[h] == nil {
		return nil
	}
	if c := s.at[h]; c.act.mode == "phone" || c.act.name == "write" {
		return c
	}
	return nil
}

// carried is the status of an act that is promised (CAMEO 03) or refused (12) in the act c.
func (s *scan) carried(c, in *cand) (string, []operator) {
	st, ops := s.statusOf(in.tok)
	var ok bool
	def := record.Planned
	if c.act.cameo[:2] == "12" {
		def = record.Refused
		s.lookup(s.r.status, c.tok, func(r *row) { // "was scheduled for Friday but was postponed"
			if r.status == record.Postponed || r.status == record.Cancelled {
				def = r.status
			}
		})
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

// first are the parties of the first side.
func first(list []side) []int32 {
	if len(list) == 0 {
		return nil
	}
	return list[0].actors
}

func named(list []side) bool {
	for i := range list {
		if len(list[i].actors) > 0 {
			return true
		}
	}
	return false
}

// definite says whether a noun refers back: "the talks", "that visit".
func (s *scan) definite(t int32) bool {
	if !s.nominal(t) {
		return false
	}
	for c := range s.d.Children(t) {
		if s.d.Tokens[c].Rel == "det" {
			switch s.lemma[c] {
			case "the", "this", "that", "these", "those", "such":
				return true
			}
		}
	}
	return false
}

// obliged is the verb with "must" or "should" that a request is told with, or None.
func (s *scan) obliged(c *cand) int32 {
	for _, st := range c.row.inner {
		if st.arg.kind == argMust || st.arg.kind == argShould {
			if hs := c.args.get(st.arg); len(hs) > 0 {
				return hs[0]
			}
		}
	}
	return doc.None
}

// anchorLen is the most bytes that an anchor may have.
const anchorLen = 80

// anchor marks the words that name the event.
func (s *scan) anchor(f *draft, c *cand, from []int32) {
	at := f.Trigger
	span := doc.Span{First: at, End: at + 1}
	grow := func(t int32) {
		if s.d.Tokens[t].Sent != s.d.Tokens[at].Sent {
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
	if at != c.tok {
		f.Anchor = []doc.Range{s.d.Bytes(span)}
		return
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
