package ledger

import (
	"strings"
)

// writeEvent writes an event's row and its indexes. row is what is there; it has no time of adding where nothing is.
func (l *Ledger) writeEvent(tx *tx, block string, c *cluster, e Event, sig int64, row stored) error {
	now := l.now().Unix()
	kind, added := "new", now
	if row.added != 0 {
		kind, added = "changed", row.added
		if err := clearEvent(tx, e.id); err != nil {
			return err
		}
	}
	place, country := "", ""
	if e.Where != nil {
		place, country = e.Where.Name, e.Where.Country
	}
	day := e.Day()
	seq, err := tx.nextChange()
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO linked (id, name, block, span_from, span_to, day, day_from, day_to, first, last, act, kind, status, plover, cameo, quad, goldstein, level, levels,
		place, country, topics, articles, sources, differs, sig, rejected, added, changed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)`,
		e.id, e.ID, block, dayName(c.from), dayName(c.to), day, e.When.From, e.When.To, undatedLast(e.FirstReport), lastDated(&e), e.Act, l.rules.families[e.family], e.Status,
		e.PLOVER, e.CAMEO, e.Quad, e.Goldstein, e.Level, strings.Join(levelsOf(&e), "|"), strings.ToLower(fold(place)), country, strings.ToLower(strings.Join(e.Topics, "|")), e.Articles,
		e.IndependentSources, len(e.Differences), sig, number(e.Rejected), added, seq); err != nil {
		return err
	}
	for _, p := range e.Pairs() {
		if err := tx.exec("INSERT INTO pairs (pair, day, linked) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", p, day, e.id); err != nil {
			return err
		}
	}
	for i, list := range [][]Party{e.Source, e.Target} {
		side := []string{"source", "target"}[i]
		for _, code := range codes(list) {
			if err := tx.exec("INSERT INTO parties (party, side, day, linked) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", code, side, day, e.id); err != nil {
				return err
			}
		}
	}
	for _, p := range e.Participants {
		if err := tx.exec("INSERT INTO people (person, day, linked) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", p.Key, day, e.id); err != nil {
			return err
		}
	}
	return tx.exec("INSERT INTO changes (seq, at, kind, name) VALUES ($1, $2, $3, $4)", seq, now, kind, e.ID)
}

// dropEvent takes away an event that no mention begins any more.
func (l *Ledger) dropEvent(tx *tx, id int64) error {
	name := ""
	if err := tx.each(func(scan func(...any) error) error { return scan(&name) }, "SELECT name FROM linked WHERE id = $1", id); err != nil {
		return err
	}
	if name == "" {
		return nil
	}
	if err := clearEvent(tx, id); err != nil {
		return err
	}
	seq, err := tx.nextChange()
	if err != nil {
		return err
	}
	return tx.exec("INSERT INTO changes (seq, at, kind, name) VALUES ($1, $2, 'gone', $3)", seq, l.now().Unix(), name)
}

func clearEvent(tx *tx, id int64) error {
	for _, q := range []string{"DELETE FROM pairs WHERE linked = $1", "DELETE FROM parties WHERE linked = $1", "DELETE FROM people WHERE linked = $1", "DELETE FROM linked WHERE id = $1"} {
		if err := tx.exec(q, id); err != nil {
			return err
		}
	}
	return nil
}

// nextChange is the next number of a change; the write lock keeps others from taking it.
func (t *tx) nextChange() (int64, error) {
	if t.seq == 0 {
		if err := t.QueryRowContext(t.ctx, "SELECT coalesce(max(seq), 0) FROM changes").Scan(&t.seq); err != nil {
			return 0, err
		}
	}
	t.seq++
	return t.seq, nil
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lastDated is the last report's day, "" where no report has one.
func lastDated(e *Event) string {
	last := ""
	for _, m := range e.members {
		last = max(last, m.Published)
	}
	return last
}

// Day is the day that an event is sorted by: its own, else that of the first report.
func (e *Event) Day() string {
	if e.When.From != "" {
		return e.When.From
	}
	return undatedLast(e.FirstReport)
}

// Pairs are the pairs of parties that an event stands between: each source with each target, and of a mutual act each with each.
func (e *Event) Pairs() []string {
	source, target := codes(e.Source), codes(e.Target)
	var out []string
	add := func(a, b string) { out = union(out, []string{Pair(a, b)}) }
	for _, a := range source {
		for _, b := range target {
			add(a, b)
		}
	}
	if e.Mutual {
		for _, side := range [][]string{source, target} {
			for i, a := range side {
				for _, b := range side[i+1:] {
					add(a, b)
				}
			}
		}
	}
	if len(out) == 0 && len(source) == 1 {
		add(source[0], source[0])
	}
	return out
}
