package ledger

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/record"
)

// Channel is a line of communication between two states at one level, as of a day.
type Channel struct {
	Level   string `json:"level"`
	State   string `json:"state"` // open, thin, strained, suspended, unknown
	Meaning string `json:"meaning"`
	Rule    string `json:"rule"` // the row of channels.tsv that says so
	Held    *Event `json:"held"`
	Next    *Event `json:"next"`    // planned for later
	Refused *Event `json:"refused"` // refused, postponed, cancelled
	Broken  *Event `json:"broken"`
	Count   int    `json:"count"` // contacts held that are known
}

type channelRule struct {
	state, meaning, at string
	conditions         []condition
}

type condition struct {
	name string
	op   byte // '<', '>' or 0
	days int
}

func (r *rules) loadChannels(dir table.Dir) error {
	rows, err := dir.Load("channels.tsv", 0, "state", "conditions", "meaning")
	if err != nil {
		return err
	}
	for _, row := range rows {
		rule := channelRule{state: row.Cell(0), meaning: row.Cell(2), at: row.At()}
		for word := range strings.FieldsSeq(row.Cell(1)) {
			c := condition{name: word}
			if i := strings.IndexAny(word, "<>"); i > 0 {
				c.name, c.op = word[:i], word[i]
				if c.days, err = strconv.Atoi(word[i+1:]); err != nil {
					return row.Errorf("the number of days in %q is none", word)
				}
			}
			if !slices.Contains([]string{"held", "broken", "refused", "planned", "any"}, c.name) || (c.name == "held" || c.name == "refused") != (c.op != 0) {
				return row.Errorf("there is no condition %q", word)
			}
			rule.conditions = append(rule.conditions, c)
		}
		r.channels = append(r.channels, rule)
	}
	if n := len(r.channels); n == 0 || len(r.channels[n-1].conditions) > 0 {
		return errors.New("channels.tsv: the last row must fit always")
	}
	return nil
}

// Channels gives the lines of communication of a pair of states level by level, as far as they were known on a day ("" for today): the levels of
// which something is known, and those that are always looked at.
func (l *Ledger) Channels(ctx context.Context, pair, on string) ([]Channel, error) {
	if on == "" {
		on = dayName(int(l.now().Unix() / 86400))
	}
	if err := checkDays(on); err != nil {
		return nil, err
	}
	day := dayOf(on)
	ids, counts, err := l.boardEvents(ctx, pair, on, day)
	if err != nil {
		return nil, err
	}
	events, err := l.load(ctx, ids)
	if err != nil {
		return nil, err
	}
	by := map[string]*board{}
	for _, level := range Levels {
		by[level] = &board{}
	}
	for i := range events {
		e := l.asOf(&events[i], on)
		if e == nil || !e.contact && !breaksOff(e.Act, e.CAMEO) { // also as corrected
			continue
		}
		for _, level := range levelsOf(e) {
			b := by[level]
			if b == nil {
				b = &board{}
				by[level] = b
			}
			b.take(e, day)
		}
	}
	var out []Channel
	for _, level := range append(slices.Clone(Levels), "") {
		b := by[level]
		if b == nil || level == "" && !b.any {
			continue
		}
		c := b.channel(level, day, l.rules.channels)
		c.Count = counts[level]
		out = append(out, c)
	}
	return out, nil
}

// boardDays is how far back the board looks.
const boardDays = 1200

// boardEvents gives the ids of the contacts that can stand on the board, in order of their days, and how many were held at each level: of the thousands of
// contacts of a busy pair only the latest of each level and kind are put together.
func (l *Ledger) boardEvents(ctx context.Context, pair, on string, day int) (ids []int64, counts map[string]int, err error) {
	const latest = 3
	counts = map[string]int{}
	seen := map[[2]string]int{}
	err = l.query(ctx, func(scan func(...any) error) error {
		var id int64
		var levels, status, act, cameo, last string
		if err := scan(&id, &levels, &status, &act, &cameo, &last); err != nil {
			return err
		}
		kind := status
		switch {
		case breaksOff(act, cameo):
			kind = "broken"
		case rank(status) == rankOff:
			kind = record.Refused
		}
		wanted := last > on || status == record.Planned // what is known now may not have been known then
		for level := range strings.SplitSeq(levels, "|") {
			if status == record.Happened && kind != "broken" {
				counts[level]++
			}
			if seen[[2]string{level, kind}]++; seen[[2]string{level, kind}] <= latest {
				wanted = true
			}
		}
		if wanted {
			ids = append(ids, id)
		}
		return nil
	}, `SELECT l.id, l.levels, l.status, l.act, l.cameo, l.last FROM pairs p JOIN linked l ON l.id = p.linked WHERE p.pair = $1 AND p.day >= $2 AND l.first <= $3 AND l.rejected = 0
		AND (l.kind = 'contact' OR l.cameo IN ('161', '164', '1641') AND l.act NOT IN ('expel_diplomats', 'recall_envoy')) ORDER BY p.day DESC, l.name DESC`, pair, dayName(day-boardDays), on)
	slices.Reverse(ids)
	return ids, counts, err
}

// asOf is the event as it was known on a day: from the mentions published until then.
func (l *Ledger) asOf(e *Event, on string) *Event {
	if e.LastReport != "" && e.LastReport <= on {
		return e
	}
	var members []*Mention
	var roots []int64
	for i, m := range e.members {
		if m.Published != "" && m.Published <= on {
			members, roots = append(members, m), append(roots, e.roots[i])
		}
	}
	if len(members) == 0 {
		return nil
	}
	past := l.rules.build(members, roots)
	for _, c := range e.Corrections { // of what was told until then
		if c.Kind == Set && slices.ContainsFunc(members, func(m *Mention) bool { return m.Name == c.Target }) {
			c.Read = past.set(c.Field, c.Value, l.rules)
			past.Corrections = append(past.Corrections, c)
		}
	}
	past.ID, past.family, past.contact = e.ID, e.family, e.contact
	return &past
}

// levelsOf are the levels on which a contact took place: its own, and those of the people who took part.
func levelsOf(e *Event) []string {
	out := []string{e.Level}
	for _, p := range e.Participants {
		office := strings.ToLower(p.Office)
		if p.Role == "delegate" || p.Role == "host" {
			switch {
			case strings.Contains(office, "ambassador"):
				out = union(out, []string{"ambassadors"})
			case strings.Contains(office, "assistant") || strings.Contains(office, "deputy") || strings.Contains(office, "vice") && strings.Contains(office, "minister") || strings.Contains(office, "director"):
				out = union(out, []string{"working"})
			}
		}
	}
	return out
}

// breaksOff says whether an act ends talks or relations. Diplomats who are expelled or called home do not: CAMEO has one code for it all.
func breaksOff(act, cameo string) bool {
	return strings.HasPrefix(cameo, "164") || cameo == "161" && act != "expel_diplomats" && act != "recall_envoy"
}

// board collects what is known of one level.
type board struct {
	any                         bool
	held, next, refused, broken *Event
}

func (b *board) take(e *Event, day int) {
	b.any = true
	later := func(old *Event) bool { return old == nil || e.Day() >= old.Day() }
	switch e.Status {
	case record.Happened, record.Ongoing:
		if breaksOff(e.Act, e.CAMEO) {
			b.broken = e
			return
		}
		if later(b.held) {
			b.held = e
		}
	case record.Planned:
		from, to := dayOf(e.When.From), dayOf(e.When.To)
		switch {
		case from == noDay && day-dayOf(e.LastReport) <= 120, to != noDay && to >= day:
			if b.next == nil || cmp.Or(e.When.From, "9999") < cmp.Or(b.next.When.From, "9999") {
				b.next = e
			}
		}
	case record.Refused, record.Postponed, record.Cancelled:
		if later(b.refused) {
			b.refused = e
		}
	}
	// a visit that was put off and is planned anew is on both sides of the board
	if e.Status == record.Planned && later(b.refused) && slices.ContainsFunc(e.StatusHistory, func(s Step) bool { return rank(s.Status) == rankOff }) {
		b.refused = e
	}
}

func (b *board) channel(level string, day int, rules []channelRule) Channel {
	c := Channel{Level: level, Held: b.held, Next: b.next, Refused: b.refused, Broken: b.broken}
	ago := func(e *Event) int {
		if e == nil {
			return 1 << 20
		}
		d := dayOf(e.When.To)
		if d == noDay || e.Status != record.Happened && d > day {
			d = dayOf(e.LastReport)
		}
		return day - d
	}
	refused := ago(b.refused)
	if b.held != nil && b.refused != nil && b.held.Day() > cmp.Or(b.refused.LastReport, b.refused.Day()) {
		refused = 1 << 20
	}
	for _, rule := range rules {
		fits := true
		for _, k := range rule.conditions {
			var ok bool
			switch k.name {
			case "held":
				ok = ago(b.held) <= k.days == (k.op == '<')
			case "refused":
				ok = refused <= k.days == (k.op == '<')
			case "planned":
				ok = b.next != nil
			case "broken":
				ok = b.broken != nil && (b.held == nil || b.held.Day() <= b.broken.Day())
			case "any":
				ok = b.any
			}
			fits = fits && ok
		}
		if fits {
			c.State, c.Meaning, c.Rule = rule.state, rule.meaning, rule.at
			break
		}
	}
	return c
}
