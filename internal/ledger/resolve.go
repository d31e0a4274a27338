package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/table"
)

// What a query or a command names is looked up before it is looked for: names of states and international bodies become codes, and what there is not is an
// error at its place instead of an empty answer.

// loadBodies takes the names of international bodies from the actors' table.
func (r *rules) loadBodies() error {
	r.bodyNames = map[string]string{}
	dir := table.Dir{Builtin: openlines.Tables()["actor"]}
	rows, err := dir.Load("international.tsv", 1, "key", "names", "country", "cameo", "from", "to")
	for _, row := range rows {
		if code := row.Cell(0); code == strings.ToUpper(code) && !strings.Contains(code, ":") {
			names := strings.Split(row.Cell(1), "|")
			r.bodyNames[code] = names[0]
			for _, name := range names {
				if name = strings.ToLower(name); r.stateCodes[name] == "" {
					r.stateCodes[name] = code
				}
			}
		}
	}
	return err
}

// ParseQuery parses a query for this ledger. What is wrong with it is a *QueryError.
func (l *Ledger) ParseQuery(ctx context.Context, text string) (Query, error) {
	q, err := ParseQuery(text)
	if err != nil {
		return q, err
	}
	for i := range q.terms {
		t := &q.terms[i]
		for k, raw := range t.raw {
			v, wrong, err := l.resolve(ctx, t.field, raw.text)
			if err != nil {
				return Query{}, err
			}
			if wrong.msg != "" {
				return Query{}, &QueryError{text, raw.at + wrong.at, wrong.length, t.field + ": " + wrong.msg}
			}
			t.values[k] = v
		}
	}
	return q, nil
}

// ParsePair reads a pair of codes or names of states and international bodies, in any order and case: "usa-chn" and "China-USA" are "CHN-USA".
func (l *Ledger) ParsePair(ctx context.Context, text string) (string, error) {
	text = strings.TrimSpace(text)
	if msg := checkPair(text); msg != "" {
		return "", &QueryError{Query: text, Len: len(text), Msg: msg}
	}
	pair, wrong, err := l.resolve(ctx, "dyad", text)
	if err == nil && wrong.msg != "" {
		err = &QueryError{text, wrong.at, wrong.length, wrong.msg}
	}
	return pair, err
}

// mistake is what is wrong with a value, and where in it.
type mistake struct {
	at, length int
	msg        string
}

// resolve gives the value of a field as the ledger keeps it.
func (l *Ledger) resolve(ctx context.Context, field, raw string) (string, mistake, error) {
	all := func(msg string, args ...any) mistake { return mistake{0, len(raw), fmt.Sprintf(msg, args...)} }
	v := normal(field, raw)
	switch field {
	case "dyad":
		return l.resolvePair(ctx, raw)
	case "actor", "by", "on", "country":
		head, body, isBody := strings.Cut(raw, ":")
		if strings.EqualFold(head, "org") { // a body of no state
			return v, mistake{}, nil
		}
		code, err := l.party(ctx, head)
		if code == "" || err != nil {
			return v, mistake{0, len(head), l.noParty(head)}, err
		}
		if isBody {
			code = Code(code + ":" + body)
		}
		return code, mistake{}, nil
	case "act":
		if _, known := l.rules.acts[v]; known {
			return v, mistake{}, nil
		}
		own, err := l.has(ctx, "SELECT 1 FROM linked WHERE act = $1 LIMIT 1", v) // a user's own tables may have it
		if own || err != nil {
			return v, mistake{}, err
		}
		return v, all("there is no act %q%s", raw, nearest(v, slices.Sorted(maps.Keys(l.rules.acts)), "; openlines tables show event/acts.tsv lists them")), nil
	case "plover":
		if _, known := l.rules.familyOfPLOVER[v]; !known {
			types := slices.Sorted(maps.Keys(l.rules.familyOfPLOVER))
			return v, all("there is no type %q%s", raw, nearest(v, types, "; there are "+strings.Join(types, ", "))), nil
		}
	}
	return v, mistake{}, nil
}

// resolvePair resolves a pair. Names may have hyphens themselves: "Guinea-Bissau-Mali".
func (l *Ledger) resolvePair(ctx context.Context, raw string) (string, mistake, error) {
	wrong := mistake{0, len(raw), "want two codes as USA-CHN"}
	best := -1 // how many of the two were known
	for i := range len(raw) {
		if raw[i] != '-' {
			continue
		}
		halves := [2]string{raw[:i], raw[i+1:]}
		var codes [2]string
		known := 0
		for k, half := range halves {
			code, err := l.party(ctx, half)
			if err != nil {
				return "", mistake{}, err
			}
			if codes[k] = code; code != "" {
				known++
			}
		}
		if known == 2 {
			return Pair(codes[0], codes[1]), mistake{}, nil
		}
		if known > best {
			best, wrong = known, mistake{0, i, l.noParty(halves[0])}
			if codes[0] != "" {
				wrong = mistake{i + 1, len(halves[1]), l.noParty(halves[1])}
			}
		}
	}
	return normal("dyad", raw), wrong, nil
}

// party is the code of a state or body by its code or name; "" where there is none.
func (l *Ledger) party(ctx context.Context, name string) (string, error) {
	code := strings.ToUpper(name)
	if l.rules.stateNames[code] != "" || l.rules.bodyNames[code] != "" {
		return code, nil
	}
	if code := l.rules.stateCodes[strings.ToLower(name)]; code != "" {
		return code, nil
	}
	own, err := l.has(ctx, "SELECT 1 FROM parties WHERE party = $1 LIMIT 1", code) // a user's own tables may have it
	if !own {
		code = ""
	}
	return code, err
}

// noParty says that there is no such state or body, and which may have been meant.
func (l *Ledger) noParty(name string) string {
	return fmt.Sprintf("there is no state or international body %q%s", name, nearest(strings.ToLower(name), slices.Sorted(maps.Keys(l.rules.stateCodes)), "; codes are those of ISO 3166-1 alpha-3, as USA"))
}

// has says whether a query has a row.
func (l *Ledger) has(ctx context.Context, query string, args ...any) (bool, error) {
	var one int
	err := l.db.QueryRowContext(ctx, query, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, plain(err)
}
