package event

import (
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// unfit is the reason why the parties of an act make no event of it, or "".
func (s *scan) unfit(f *draft, c *cand) string {
	asks := f.code[:2] == "02" || f.code[:2] == "10"
	switch {
	case speech(f.act) && s.onlyMedia(f.Source):
		return "media only report"
	case f.act.contact && (s.onlyMedia(f.Source) || s.onlyMedia(f.Target)):
		return "an interview"
	case family(f.act) == "ASSAULT" && slices.ContainsFunc(c.args.subj, func(h int32) bool { return s.nominal(h) && s.r.accident[s.lemma[h]] }):
		return "an accident"
	case asks && len(f.Source) == 1 && slices.Equal(f.Source, f.Target) && !othersAsked(c):
		return "asked of oneself"
	case len(f.Target) == 0 && c.row.obliges() && !f.open && !s.obligedPower(c):
		return "asked of nobody"
	case f.act.contact && s.withFirm(f):
		return "a contact with a firm or club"
	case s.oneself(f, c):
		return "done to oneself"
	case s.played(f, c):
		return "a game"
	case s.privateMatter(f, c):
		return "a private matter"
	}
	return ""
}

// onlyMedia says whether some actors are all newspapers, stations or agencies.
func (s *scan) onlyMedia(list []int32) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(a int32) bool { return !s.ofMedia(a) })
}

// othersAsked says whether the two sides of a request are different persons: a lawmaker who urges the premier of her own state.
func othersAsked(c *cand) bool {
	some := func(list []side) (out []int32) {
		for _, x := range list {
			out = addUnique(out, x.persons...)
		}
		return out
	}
	src, tgt := some(c.src), some(c.tgt)
	return len(src) > 0 && len(tgt) > 0 && !slices.ContainsFunc(src, func(p int32) bool { return slices.Contains(tgt, p) })
}

// obligedPower says whether what must or should be done is asked of powers that are not named: "foreign forces should leave".
func (s *scan) obligedPower(c *cand) bool {
	for _, v := range append(slices.Clone(c.args.must), c.args.should...) {
		if n := s.d.Child(v, "nsubj"); n != doc.None && s.r.power[s.lemma[n]] {
			return true
		}
	}
	return false
}

// withFirm says whether a firm or club takes part in a contact. Of a journey it is only the occasion: "will come to Lima for a congress of the
// League" goes to Peru.
func (s *scan) withFirm(f *draft) bool {
	if slices.ContainsFunc(f.Source, s.nowhere) {
		return true
	}
	rest := slices.DeleteFunc(slices.Clone(f.Target), s.nowhere)
	if f.act.mode == "visit" && len(rest) > 0 {
		f.Target, f.tgt = rest, s.codes(rest)
	}
	return len(rest) < len(f.Target)
}

// nowhere says whether an organization belongs to no state and no known kind of body: a firm, a club.
func (s *scan) nowhere(a int32) bool {
	k := &s.d.Actors[a]
	return k.Kind == record.Organization && k.Country == "" && k.CAMEO == ""
}

// oneself says whether an act that needs another is told of one side only: "stood up for its interests".
func (s *scan) oneself(f *draft, c *cand) bool {
	if f.act.name == "sue" && !f.Mutual && len(f.src) > 1 && slices.Equal(f.src, f.tgt) { // "agreed to take their dispute to the court": who sues whom?
		return true
	}
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
	var people []int32
	for _, x := range c.src {
		people = append(people, x.persons...)
	}
	for _, x := range c.tgt {
		other := slices.ContainsFunc(x.persons, func(p int32) bool { return !slices.Contains(people, p) })
		if len(x.actors) > 0 && !x.climbed && (s.d.Actors[x.actors[0]].Kind != record.State && len(x.persons) == 0 || other) {
			return false
		}
	}
	return true
}
