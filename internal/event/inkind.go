package event

// inKindBack is how many sentences may lie between an act and the answer in kind.
const inKindBack = 12

// inKind makes an answer in kind ("Belarus replied in kind", "Iran took a similar step") the act that it answers, done back; it is false
// where no such act is told.
func (s *scan) inKind(f *draft, before []*draft) bool {
	if f.act.name != "answer_in_kind" {
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
