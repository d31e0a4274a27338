package ledger

import (
	"slices"

	"github.com/openlines/openlines/record"
)

// Step is a status and the day of publication of the first article that tells it.
type Step struct {
	Date   string `json:"date"`
	Status string `json:"status"`
}

// history puts the statuses of a happening's mentions, which are in order, on one line: proposed, planned, postponed, planned anew, held.
//
// An article that tells the end of the story looks back on its steps. So once something has been held, or an article tells that it was, earlier
// steps count only where nobody told them before.
func history(members []*Mention) []Step {
	var out []Step
	has := func(status string) bool {
		return slices.ContainsFunc(out, func(s Step) bool { return s.Status == status })
	}
	done := false
	for _, list := range byArticle(members) {
		again := endsWith(out, list)
		ends := slices.ContainsFunc(list, func(m *Mention) bool { return rank(m.Status) >= rankHeld })
		for _, m := range list {
			s := folded(m.Status)
			switch {
			case again, len(out) > 0 && out[len(out)-1].Status == s:
			case rank(s) < rankHeld && (ends || done) && (has(s) || done):
			case rank(s) >= rankHeld && done && has(s) && out[len(out)-1].Status == record.Negated:
			case s == record.Possible && len(out) > 0:
			case s == record.Refused && len(out) > 0 && rank(out[len(out)-1].Status) == rankOff: // another word for the same
			default:
				out = append(out, Step{m.Published, s})
			}
			done = done || s == record.Happened
		}
	}
	return out
}

// byArticle gives the mentions of each article in the order of what they tell: the last of them is where the article leaves the happening.
func byArticle(members []*Mention) [][]*Mention {
	var out [][]*Mention
	known, putOff := "", false // the latest day that was named so far, and whether something was put off
	for i := 0; i < len(members); {
		j := i
		for j < len(members) && members[j].Article == members[i].Article {
			j++
		}
		list := slices.Clone(members[i:j])
		for _, m := range list {
			if rank(m.Status) == rankOff { // and the day that this article says was put off
				known, putOff = max(known, m.When.From), true
			}
		}
		order := func(m *Mention) int {
			if m.Status == record.Planned && m.When.From > known && (known != "" || putOff) { // a new plan, told after what became of the old one
				return rankHeld - 1
			}
			return rank(m.Status)
		}
		slices.SortStableFunc(list, func(a, b *Mention) int { return order(a) - order(b) })
		for _, m := range list {
			known = max(known, m.When.From)
		}
		out = append(out, list)
		i = j
	}
	return out
}

// endsWith says whether the line ends with all that an article tells, in its order: what a copy tells is no new turn.
func endsWith(line []Step, told []*Mention) bool {
	k := len(line)
	for i := len(told) - 1; i >= 0; i-- {
		s := folded(told[i].Status)
		if i+1 < len(told) && folded(told[i+1].Status) == s {
			continue
		}
		if k--; k < 0 || line[k].Status != s {
			return false
		}
	}
	return true
}

// rankHeld and rankOff are the ranks of what was held, and of what was put off or refused.
const (
	rankHeld = 5
	rankOff  = 2
)

// rank orders the statuses that one article gives a happening.
func rank(status string) int {
	switch status {
	case record.Proposed, record.Possible:
		return 0
	case record.Postponed, record.Cancelled, record.Refused:
		return rankOff
	case record.Planned:
		return 1
	case record.Happened, record.Ongoing:
		return rankHeld
	case record.Denied, record.Negated:
		return rankHeld + 1
	}
	return 0
}

func folded(status string) string {
	if status == record.Ongoing {
		return record.Happened
	}
	return status
}
