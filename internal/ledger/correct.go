package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/openlines/openlines/record"
)

// Kinds of corrections.
const (
	Set    = "set"    // a field of an event has another value
	Merge  = "merge"  // two events are one
	Split  = "split"  // a mention belongs to another happening than the event's other mentions
	Reject = "reject" // there was no such event
	Accept = "accept" // the reading was checked and is right
)

// Correction is what somebody said about the machine's reading. Corrections are kept as facts of their own: the reading stays, a later reading or
// linking keeps them. Target and Other are ids of events, which name mentions for ever.
type Correction struct {
	ID     int64  `json:"id"`
	At     string `json:"at"` // RFC 3339
	Who    string `json:"who"`
	Why    string `json:"why"`
	Kind   string `json:"kind"`
	Target string `json:"target"`
	Other  string `json:"other,omitempty"`
	Field  string `json:"field,omitempty"`
	Value  string `json:"value,omitempty"`
	Read   string `json:"read,omitempty"` // what the machine had read
}

// Fields are the fields that a correction can set.
var Fields = []string{"act", "status", "plover", "cameo", "level", "from", "to", "place", "source", "target"}

// Correct adds a correction and links what it concerns anew.
func (l *Ledger) Correct(ctx context.Context, c Correction) (Correction, error) {
	if err := l.checkCorrection(ctx, &c); err != nil {
		return c, err
	}
	err := l.inTx(ctx, func(tx *tx) error {
		if err := tx.one("SELECT coalesce(max(id), 0) + 1 FROM corrections", &c.ID); err != nil {
			return err
		}
		if err := tx.exec("INSERT INTO corrections (id, at, who, why, kind, target, other, field, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			c.ID, c.At, c.Who, c.Why, c.Kind, c.Target, c.Other, c.Field, c.Value); err != nil {
			return err
		}
		return tx.exec(`INSERT INTO pending (kind, name, since) SELECT DISTINCT 'pair', pair, '' FROM mentions WHERE name IN ($1, $2)
			ON CONFLICT (kind, name) DO UPDATE SET since = ''`, c.Target, c.Other)
	})
	if err != nil {
		return c, err
	}
	return c, l.Link(ctx)
}

func (l *Ledger) checkCorrection(ctx context.Context, c *Correction) error {
	if strings.TrimSpace(c.Why) == "" && c.Kind != Accept {
		return errors.New("a correction needs a reason (--why)")
	}
	if c.At == "" {
		c.At = l.now().UTC().Format(time.RFC3339)
	}
	if _, err := l.Event(ctx, c.Target); err != nil {
		return fmt.Errorf("%s: %w", c.Target, err)
	}
	switch c.Kind {
	case Set:
		return l.checkField(ctx, c.Field, c.Value)
	case Merge, Split:
		if c.Other == c.Target {
			return errors.New("the two are the same")
		}
		if _, err := l.Event(ctx, c.Other); err != nil {
			return fmt.Errorf("%s: %w", c.Other, err)
		}
	case Reject, Accept:
	default:
		return fmt.Errorf("there is no correction %q", c.Kind)
	}
	return nil
}

var statuses = []string{record.Happened, record.Ongoing, record.Planned, record.Proposed, record.Postponed, record.Cancelled, record.Refused, record.Denied, record.Negated, record.Possible}

// Levels are the levels of contacts, the highest first.
var Levels = []string{"heads", "foreign", "defence", "security", "economic", "intelligence", "parliament", "ambassadors", "working"}

func (l *Ledger) checkField(ctx context.Context, field, value string) error {
	switch field {
	case "act":
		if _, known := l.rules.acts[value]; known || value == "" {
			return nil
		}
		var n int // a user's own tables may have it
		if err := l.db.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM linked WHERE act = $1 LIMIT 1) x", value).Scan(&n); err != nil {
			return plain(err)
		}
		if n == 0 {
			return fmt.Errorf("there is no act %q: openlines tables show event/acts.tsv lists them, and the ledger has none of that name", value)
		}
	case "status":
		if !slices.Contains(statuses, value) {
			return fmt.Errorf("there is no status %q; there are %s", value, strings.Join(statuses, ", "))
		}
	case "level":
		if value != "" && !slices.Contains(Levels, value) {
			return fmt.Errorf("there is no level %q; there are %s", value, strings.Join(Levels, ", "))
		}
	case "from", "to":
		if value != "" && dayOf(value) == noDay {
			return fmt.Errorf("%s is %q, want a day as 2006-01-02", field, value)
		}
	default:
		if !slices.Contains(Fields, field) {
			return fmt.Errorf("there is no field %q; there are %s", field, strings.Join(Fields, ", "))
		}
	}
	return nil
}

// fixes are all corrections, by the mentions that they name.
type fixes struct {
	all      []Correction
	by       map[string][]*Correction // target
	pairs    map[string][]string      // pairs that merges tie together
	reshaped map[string]bool          // pairs in which something was merged or split
	rules    *rules
}

func (l *Ledger) loadFixes(tx *tx) (*fixes, error) {
	x := &fixes{by: map[string][]*Correction{}, pairs: map[string][]string{}, reshaped: map[string]bool{}, rules: l.rules}
	if err := tx.each(func(scan func(...any) error) error {
		var c Correction
		err := scan(&c.ID, &c.At, &c.Who, &c.Why, &c.Kind, &c.Target, &c.Other, &c.Field, &c.Value)
		x.all = append(x.all, c)
		return err
	}, "SELECT id, at, who, why, kind, target, other, field, value FROM corrections ORDER BY id"); err != nil {
		return nil, err
	}
	for i := range x.all {
		c := &x.all[i]
		x.by[c.Target] = append(x.by[c.Target], c)
	}
	if !slices.ContainsFunc(x.all, func(c Correction) bool { return c.Kind == Merge || c.Kind == Split }) {
		return x, nil
	}
	return x, tx.each(func(scan func(...any) error) error {
		var a, b string
		if err := scan(&a, &b); err != nil {
			return err
		}
		x.reshaped[a], x.reshaped[b] = true, true
		if a != b {
			x.pairs[a], x.pairs[b] = append(x.pairs[a], b), append(x.pairs[b], a)
		}
		return nil
	}, `SELECT DISTINCT a.pair, b.pair FROM corrections c JOIN mentions a ON a.name = c.target JOIN mentions b ON b.name = c.other WHERE c.kind IN ('merge', 'split')`)
}

// tied are the pairs that are linked together with a pair, in order.
func (x *fixes) tied(pair string) []string {
	out := []string{pair}
	for i := 0; i < len(out); i++ {
		out = union(out, x.pairs[out[i]])
	}
	slices.Sort(out)
	return out
}

// apply splits and merges clusters as people have said, in the order in which they said it.
func (x *fixes) apply(clusters []*cluster) []*cluster {
	if len(x.all) == 0 {
		return clusters
	}
	at := map[string]*cluster{}
	for _, c := range clusters {
		for _, m := range c.members {
			at[m.Name] = c
		}
	}
	changed := false
	for i := range x.all {
		c := &x.all[i]
		a, b := at[c.Target], at[c.Other]
		switch {
		case a == nil || b == nil:
		case c.Kind == Merge && a != b:
			changed = true
			for k, m := range b.members {
				a.members, a.why = append(a.members, m), append(a.why, b.why[k])
				at[m.Name] = a
				if m.Name == c.Other {
					a.why[len(a.why)-1] = "merged by " + c.Who + ": " + c.Why
				}
			}
			b.members = nil
		case c.Kind == Split && a == b:
			changed = true
			k := slices.IndexFunc(a.members, func(m *feature) bool { return m.Name == c.Other })
			one := &cluster{members: []*feature{a.members[k]}, why: []string{""}}
			a.members, a.why = slices.Delete(a.members, k, k+1), slices.Delete(a.why, k, k+1)
			at[c.Other] = one
			clusters = append(clusters, one)
		}
	}
	if !changed {
		return clusters
	}
	kept := clusters[:0]
	for _, c := range clusters {
		if len(c.members) == 0 {
			continue
		}
		c.sort()
		kept = append(kept, c)
	}
	return kept
}

// sort puts the members in order, each with its why.
func (c *cluster) sort() {
	why := map[*feature]string{}
	for i, m := range c.members {
		why[m] = c.why[i]
	}
	slices.SortFunc(c.members, func(a, b *feature) int { return before(a.Mention, b.Mention) })
	for i, m := range c.members {
		c.why[i] = why[m]
	}
}

// correct lays the corrections of an event's mentions over what was read.
func (x *fixes) correct(e *Event) {
	if len(x.all) == 0 {
		return
	}
	var list []Correction
	for _, m := range e.members {
		for _, c := range x.by[m.Name] {
			list = append(list, *c)
		}
	}
	slices.SortFunc(list, func(a, b Correction) int { return int(a.ID - b.ID) })
	for i := range list {
		c := &list[i]
		switch c.Kind {
		case Set:
			c.Read = e.set(c.Field, c.Value, x.rules)
		case Reject:
			e.Rejected = true
		case Accept:
			e.Rejected = false
		}
		e.Corrections = append(e.Corrections, *c)
	}
}

// set gives a field another value and returns the one that it had.
func (e *Event) set(field, value string, r *rules) string {
	swap := func(at *string) string {
		old := *at
		*at = value
		return old
	}
	switch field {
	case "act":
		return swap(&e.Act)
	case "plover":
		return swap(&e.PLOVER)
	case "cameo":
		return swap(&e.CAMEO)
	case "level":
		return swap(&e.Level)
	case "from":
		if e.When.To == "" || e.When.To == e.When.From || e.When.To < value {
			e.When.To = value
		}
		e.When.Basis = "corrected"
		return swap(&e.When.From)
	case "to":
		return swap(&e.When.To)
	case "status":
		old := swap(&e.Status)
		if n := len(e.StatusHistory); n == 0 || e.StatusHistory[n-1].Status != value {
			e.StatusHistory = append(e.StatusHistory, Step{e.LastReport, value})
		}
		return old
	case "place":
		old := ""
		if e.Where != nil {
			old = e.Where.Name
		}
		e.Where = &Place{Name: value}
		return old
	case "source":
		return r.setSide(&e.Source, value)
	case "target":
		return r.setSide(&e.Target, value)
	}
	return ""
}

func (r *rules) setSide(side *[]Party, value string) string {
	old := strings.Join(codes(*side), ",")
	*side = []Party{}
	for code := range strings.SplitSeq(value, ",") {
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		p := Party{Key: code, Name: code, Kind: record.Organization}
		if name := r.stateNames[code]; name != "" {
			p = Party{Key: code, Name: name, Kind: record.State, Country: code, COW: r.cow[code], CAMEO: code}
		}
		*side = append(*side, p)
	}
	return old
}

// Corrections gives all corrections, the latest first.
func (l *Ledger) Corrections(ctx context.Context) ([]Correction, error) {
	out := []Correction{}
	err := l.query(ctx, func(scan func(...any) error) error {
		var c Correction
		err := scan(&c.ID, &c.At, &c.Who, &c.Why, &c.Kind, &c.Target, &c.Other, &c.Field, &c.Value)
		out = append(out, c)
		return err
	}, "SELECT id, at, who, why, kind, target, other, field, value FROM corrections ORDER BY id DESC")
	return out, err
}

// String shows a correction on one line.
func (c Correction) String() string {
	s := c.At + " " + c.Who + ": " + c.Kind
	switch c.Kind {
	case Set:
		s += " " + c.Field + " = " + strconv.Quote(c.Value)
		if c.Read != "" {
			s += " (read: " + strconv.Quote(c.Read) + ")"
		}
	case Merge, Split:
		s += " " + c.Other
	}
	if c.Why != "" {
		s += ", because " + c.Why
	}
	return s
}
