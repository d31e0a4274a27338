package ledger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// score is how well two mentions fit, and on demand what speaks for and against: most scores are only compared.
type score struct {
	total   float64
	explain bool
	reasons []reason
}

type reason struct {
	name   string
	weight float64
}

func (s *score) add(name string, weight float64) {
	s.total += weight
	if s.explain && weight != 0 {
		s.reasons = append(s.reasons, reason{name, weight})
	}
}

// String explains a score: "2.9: same days +2.0, same city +0.7, other words +0.2".
func (s score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.1f:", s.total)
	for i, x := range s.reasons {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %s %+.1f", x.name, x.weight)
	}
	return b.String()
}

// compare scores a mention against a member of a cluster. It says no where the two cannot tell one happening.
func (r *rules) compare(f, m *feature, c *cluster, explain bool) (score, bool) {
	s := score{explain: explain}
	contact := f.family == m.family && f.family == contacts
	w, ok := r.kinship(f.family, m.family)
	switch {
	case f.family == m.family:
		s.add(r.same[f.family], w)
		if sameAct(f, m) {
			s.add("same act", .3)
		}
	case !ok:
		return s, false
	default:
		s.add("kindred acts", w)
		if w < 0 && shared(f.words, m.words) == 0 {
			s.add("no word in common", -.5)
		}
	}
	if f.article == m.article && oneTells(f, m) {
		return s, false
	}
	if f.root == m.root && f.root != 0 && f.article != m.article && f.AnchorWords == m.AnchorWords && f.Status == m.Status && shared(f.words, m.words)*3 >= 2*min(len(f.words), len(m.words)) {
		s.add("the same words in a copy", 4)
		return s, true
	}
	if !s.days(f, m, c, contact) || !s.who(f, m, contact) {
		return s, false
	}
	s.where(f, m, contact)
	s.said(f, m, contact)
	if x := besides(f, m); x.weight != 0 {
		s.add(x.name, x.weight)
	}
	return s, true
}

// recalled is how many days after it a happening is told by its day because it is known by it.
const recalled = 6

// sameAct says whether the acts are one, or one a form of the other: threaten_embargo of threaten.
func sameAct(f, m *feature) bool {
	form := func(act, of string) bool { return len(act) > len(of) && act[len(of)] == '_' && act[:len(of)] == of }
	return f.Act != "" && m.Act != "" && (f.Act == m.Act || form(f.Act, m.Act) || form(m.Act, f.Act))
}

// oneTells says whether two mentions of one article tell two things, as an article does not contradict itself: what it says was held it does not say was refused
// or did not happen, and what it says is to come is something else, unless the days say that it was that plan. Days that a plan has only from the sentence before it
// do not: talks that end with a promise to talk on are not what was promised.
func oneTells(f, m *feature) bool {
	if held(m) {
		f, m = m, f
	}
	if !held(f) || held(m) {
		return false
	}
	switch m.Status {
	case record.Refused, record.Negated:
		return true
	case record.Denied: // what the article tells in its own voice it does not take back; somebody may deny what another says
		return len(f.AccordingTo) == 0 && m.from == noDay
	case record.Planned, record.Proposed, record.Possible:
		return f.from == noDay || m.from == noDay || m.When.Basis == "inherited" || f.from > m.to || m.from > f.to
	}
	return false
}

// days compares the days of the event with their vagueness. Days of a plan that was put off may differ from those that it was held on.
func (s *score) days(f, m *feature, c *cluster, contact bool) bool {
	fd, md := f.from != noDay, m.from != noDay
	if contact && (held(f) && m.Status == record.Refused || held(m) && f.Status == record.Refused) {
		s.add("refused, and held all the same", -.6)
	}
	if f.Status == record.Negated && m.Status == record.Planned && f.article == m.article || m.Status == record.Negated && f.Status == record.Planned && f.article == m.article {
		return false
	}
	switch {
	case fd && md:
		gap := max(f.from-m.to, m.from-f.to, 0)
		vague := f.vague || m.vague
		plan := !held(f) || !held(m)
		switch {
		case contact && (heldBefore(f, m) || heldBefore(m, f)):
			return false
		case gap == 0 && !vague && f.from == m.from:
			s.add("same day", 1.6)
			if held(f) && held(m) && f.pub != noDay && f.pub-f.to > recalled {
				s.add("a day that is recalled", .3)
			}
		case gap == 0 && !vague:
			s.add("days overlap", 1.3)
		case f.from == m.from && f.to == m.to && f.to > f.from && f.to-f.from <= 6:
			s.add("about the same days", 1.2)
		case gap == 0:
			s.add("days may be the same", .6)
		case gap == 1 && !vague && plan:
			s.add("held a day off", 1.1)
		case gap == 1 && !vague:
			s.add("a day apart", .8)
		case vague && gap == 1:
			s.add("days all but meet", .5)
		case vague && gap <= 5:
			s.add("days nearly meet", 0)
		case plan && contact && gap <= 3:
			s.add("held some days off", .3)
		case plan && contact && c.was(record.Postponed) && gap <= 400:
			s.add("put off to another day", max(.1, 1.3-float64(gap)/120))
		case plan && contact && c.was(record.Cancelled) && gap <= 400:
			s.add("called off, and another day", max(.1, .6-float64(gap)/120))
		default:
			return false
		}
	case fd != md:
		dated, bare := f, m
		if md {
			dated, bare = m, f
		}
		if bare.pub == noDay {
			return true
		}
		ago := bare.pub - dated.to // days between the event and the report without a day
		switch {
		case held(bare) || bare.Status == record.Denied || bare.Status == record.Negated:
			if ago < -1 || ago > window {
				return false
			}
			s.add("reported in time", max(1.1-float64(max(ago, 0))/12, -.2))
		default:
			if -ago > 400 || ago > 30 {
				return false
			}
			away := max(ago, -ago)
			s.add("plan without a day", max(1.1-float64(away)/50, .2))
		}
	default:
		if f.pub == noDay || m.pub == noDay {
			return true
		}
		first := c.members[0].pub // else what is told again and again without a day would never end
		gap := max(f.pub-first, first-f.pub)
		if first == noDay || gap > window {
			return false
		}
		s.add("reported together", .6-min(float64(gap)/25, 1.2))
	}
	return true
}

// heldBefore says whether h had been held already when p was told as something to come.
func heldBefore(h, p *feature) bool {
	return held(h) && p.Status == record.Planned && h.to < p.pub && p.from > h.to
}

// was says whether a member has the status.
func (c *cluster) was(status string) bool {
	return slices.ContainsFunc(c.members, func(m *feature) bool { return m.Status == status })
}

// who compares parties, persons, portfolios and levels.
func (s *score) who(f, m *feature, contact bool) bool {
	if f.guessed || m.guessed {
		s.add("a side is guessed", -.3)
	}
	many := len(f.parties) > 2 && slices.Equal(f.parties, m.parties)
	if many {
		s.add("the same three parties or more", .5)
	}
	if !f.joint && !m.joint && !f.guessed && !m.guessed && len(f.source) > 0 && len(m.source) > 0 &&
		!slices.ContainsFunc(f.source, func(x string) bool { return slices.Contains(m.source, x) }) {
		return false // who did it to whom is turned round
	}
	persons, both := shared(f.people, m.people), f.portfolio&m.portfolio
	switch {
	case persons > 0:
		s.add("same persons", min(.6+.4*float64(persons), 1.4))
	case contact && len(f.people) > 0 && len(m.people) > 0 && f.namesLack(m.people) && m.namesLack(f.people):
		if both != 0 { // one of the two may be somebody else named in the sentence
			s.add("other persons", -.5)
		} else {
			s.add("other persons", -1.6)
		}
	}
	switch {
	case both != 0:
		s.add("same portfolio", .4)
	case f.portfolio != 0 && m.portfolio != 0 && contact && persons == 0 && many: // one report names the host's, another the guest's
		s.add("other portfolio", -.5)
	case f.portfolio != 0 && m.portfolio != 0 && contact && persons == 0:
		s.add("other portfolio", -1.5)
	}
	if contact && f.Level != "" && m.Level != "" {
		switch {
		case f.Level == m.Level:
			s.add("same level", .3)
		case persons == 0 && both == 0:
			s.add("other level", -.9)
		}
	}
	return true
}

// namesLack says whether none of the people is named in the mention's sentences.
func (f *feature) namesLack(people []string) bool {
	for _, p := range people {
		if _, ok := slices.BinarySearch(f.names, hash(fold(p))); ok {
			return false
		}
	}
	return true
}

// where compares places.
func (s *score) where(f, m *feature, contact bool) {
	if f.place == "" || m.place == "" {
		return
	}
	a, b := f.Where, m.Where
	switch {
	case f.place == m.place:
		s.add("same place", .5)
	case within(f.place, m.place) || within(m.place, f.place):
		s.add("a part of the place", .2)
	case a.Country != "" && a.Country == b.Country && (!f.city || !m.city):
		s.add("same country", .2)
	case (a.Country == "" || b.Country == "") && f.city != m.city: // a city and a country, which may be its own
	case f.Status == record.Denied || m.Status == record.Denied: // who denies it names the place otherwise, too
	case a.Country != "" && b.Country != "" && a.Country != b.Country:
		s.add("other country", -.9)
	case contact:
		s.add("other place", -.8)
	default:
		s.add("other place", -.4)
	}
}

// elsewhere says whether two mentions name places that cannot be one.
func elsewhere(f, m *feature) bool {
	return f.place != "" && m.place != "" && f.place != m.place && f.city && m.city && !within(f.place, m.place) && !within(m.place, f.place)
}

// within says whether a place's name is that of another with more words: "north mitrovica" and "mitrovica".
func within(part, of string) bool {
	return len(part) > len(of) && (strings.HasSuffix(part, " "+of) || strings.HasPrefix(part, of+" "))
}

// said compares words: names weigh more than others.
func (s *score) said(f, m *feature, contact bool) {
	if f.Status == record.Denied && m.Status != record.Denied && m.Status != record.Refused {
		s.add("denies it", .5)
	}
	titled := 0
	beside := f.article == m.article // what stands in one article has words in common with whatever else does
	if n := min(len(f.names), len(m.names)); n > 0 {
		k := shared(f.names, m.names)
		if k == 0 {
			titled = shared(f.titled, m.words) + shared(m.titled, f.words)
		}
		switch {
		case k > 0 && beside:
		case k > 0:
			s.add("same names", min(.35*float64(k), 1))
		case f.Status == record.Denied || m.Status == record.Denied: // who denies it tells it in other words
		case n >= 2 && titled == 0:
			s.add("no name in common", map[bool]float64{true: -.4, false: -.2}[contact])
		}
	}
	if n := min(len(f.words), len(m.words)); n > 2 && !beside {
		k := float64(shared(f.words, m.words) + titled)
		s.add("same words", min(k*.2, 1.2)*min(1, 2*k/float64(n)+.3))
	}
}

// toldApart is what it weighs that an article tells two happenings of one status.
const toldApart = -1.5

// besides is what it says that two mentions stand in one article: that tells them apart, the more so with one status.
func besides(f, m *feature) reason {
	switch {
	case f.article != m.article:
		return reason{}
	case f.Status == m.Status:
		return reason{"told apart in one article", toldApart}
	case elsewhere(f, m):
		return reason{"elsewhere in one article", -2}
	case (f.family != contacts || m.family != contacts) && (f.Act != m.Act || f.family != m.family):
		return reason{"other acts of one article", -1}
	}
	return reason{"same article", -.2}
}
