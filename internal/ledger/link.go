package ledger

import (
	"slices"

	"github.com/openlines/openlines/record"
)

// Linking goes through the mentions of a block (a pair of parties) in order of publication. Each mention joins the cluster that it fits best, if it
// fits well enough, or begins one. So the result depends on the set of mentions alone, never on the order in which articles were added, and a
// mention can only be changed by mentions published before it.

// threshold is the score from which a mention joins a cluster.
const threshold = 1.4

// window is how many days after a cluster's last report an undated mention may still join it. Mentions with a day find their cluster at any distance.
const window = 120

// cluster is a happening while it is being put together.
type cluster struct {
	members []*feature
	why     []string // why each member joined
	last    int      // latest publication
	from    int      // earliest and latest day of the event, noDay where no member has one
	to      int
	held    bool // some member says that it happened
}

func (c *cluster) add(f *feature, why string) {
	c.members, c.why = append(c.members, f), append(c.why, why)
	c.last = max(c.last, f.pub)
	if f.from != noDay && !f.vague {
		if c.from == noDay {
			c.from, c.to = f.from, f.to
		}
		c.from, c.to = min(c.from, f.from), max(c.to, f.to)
	}
	c.held = c.held || held(f)
}

// exact says whether the days of a mention are known.
func (f *feature) exact() bool { return f.from != noDay && !f.vague }

func held(f *feature) bool { return f.Status == record.Happened || f.Status == record.Ongoing }

// cameOf says whether one may be a plan and the other what came of it: they name the same act, or the plan is an invitation, a promise of talks and the like.
func (r *rules) cameOf(f, m *feature) bool {
	return held(f) != held(m) && f.Act != "" && m.Act != "" && (sameAct(f, m) || r.readAs[f.Act] != "" || r.readAs[m.Act] != "")
}

func newCluster() *cluster { return &cluster{last: noDay, from: noDay, to: noDay} }

// slack is how many days off the days of an event may be named.
const slack = 7

// cluster puts the mentions of one block, in order, into the clusters that there are already, or into new ones.
func (r *rules) cluster(start []*cluster, mentions []*feature) []*cluster {
	all := start
	open := slices.Clone(start)
	for _, f := range mentions {
		var best *cluster
		var most fitting
		could := 0 // clusters of the last two weeks and of its family that it could belong to
		kept := open[:0]
		for _, c := range open {
			if f.pub != noDay && c.last != noDay && c.last < f.pub-window && (c.from == noDay) {
				continue // no later mention can join it
			}
			kept = append(kept, c)
			if !near(f, c) {
				continue
			}
			x, ok := r.fit(f, c)
			if !ok {
				continue
			}
			if x.total >= 0 && c.last >= f.pub-14 && c.members[0].family == f.family {
				could++
			}
			if best == nil || x.total > most.total {
				best, most = c, x
			}
		}
		open = kept
		only := .5
		if best != nil && (shared(f.words, most.member.words) > 0 || shared(f.names, most.member.names) > 0) {
			only = .7
		}
		onlyOne := best != nil && could == 1 && (!f.exact() || !most.member.exact() || r.cameOf(f, most.member)) && best.last >= f.pub-14 && best.members[0].family == f.family
		if onlyOne {
			most.total += only
		}
		if best == nil || most.total < threshold {
			best = newCluster()
			all, open = append(all, best), append(open, best)
			best.add(f, "")
			continue
		}
		why, _ := r.compare(f, most.member, best, true)
		if onlyOne {
			why.add("the only one it could be", only)
		}
		best.add(f, why.String())
	}
	return all
}

// near says whether a mention may belong to a cluster by its days, before anything else is compared.
func near(f *feature, c *cluster) bool {
	if c.last == noDay || f.pub != noDay && c.last >= f.pub-window {
		return true
	}
	return f.from != noDay && c.from != noDay && f.from <= c.to+slack && c.from <= f.to+slack
}

// fitting is how well a mention fits a cluster: its score with the member that it fits best.
type fitting struct {
	total  float64
	member *feature
}

// fit scores a mention against a cluster: its best score with a member, and not at all where it contradicts one. Of a large cluster the first and the latest
// members are asked.
func (r *rules) fit(f *feature, c *cluster) (fitting, bool) {
	const first, latest = 4, 8
	var best fitting
	apart, without := 0.0, 0.0 // what a member of the same article says against it, and what of that the best one's score has already
	for i, m := range c.members {
		if i >= first && i < len(c.members)-latest {
			continue
		}
		s, ok := r.compare(f, m, c, false)
		if !ok {
			return best, false
		}
		x := besides(f, m).weight
		if x == toldApart { // a third report may say that the two are one
			x = -1
		}
		if best.member == nil || s.total > best.total {
			best, without = fitting{s.total, m}, x
		}
		apart = min(apart, x)
	}
	best.total += apart - without
	return best, best.member != nil
}
