package web

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/internal/format"
	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// item is an event as lists show it: a line in plain words, and the sentence that tells most.
type item struct {
	ledger.Event
	Pair     string
	Best     *ledger.Account
	Before   string // the sentence in three parts, so that the words that name the event stand out
	Words    string
	After    string
	Accepted bool
}

func newItem(e ledger.Event) item {
	it := item{Event: e, Best: bestAccount(&e)}
	if pairs := e.Pairs(); len(pairs) > 0 {
		it.Pair = pairs[0]
	}
	if it.Best != nil {
		it.Before, it.Words, it.After = cutAround(it.Best.Words, it.Best.Anchor)
	}
	for _, c := range e.Corrections {
		it.Accepted = c.Kind == ledger.Accept || it.Accepted && c.Kind != ledger.Reject
	}
	return it
}

func newItems(list []ledger.Event) []item {
	out := make([]item, len(list))
	for i := range list {
		out[i] = newItem(list[i])
	}
	return out
}

// Sign is the sign of the event's status, half where accounts differ on whether it happened.
func (it item) Sign() string { return signOf(&it.Event) }

func signOf(e *ledger.Event) string {
	if slices.ContainsFunc(e.Differences, func(d ledger.Difference) bool { return d.Field == "status" }) {
		return "◐"
	}
	return format.Glyph(e.Status)
}

func glyphOf(status string) string { return format.Glyph(status) }

// Sure says in words how well the event is borne out.
func (it item) Sure() string { return format.Believed(&it.Event) }

// Who names those who took part, or the sides where nobody is named.
func (it item) Who() string {
	var names []string
	for _, p := range it.Participants {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return strings.Join(append(partyNames(it.Source), partyNames(it.Target)...), ", ")
	}
	return strings.Join(names, ", ")
}

func partyNames(list []ledger.Party) []string {
	var out []string
	for _, p := range list {
		if !slices.Contains(out, p.Name) {
			out = append(out, p.Name)
		}
	}
	return out
}

// Headline is the event in one line of plain text.
func (it item) Headline() string { return headline(&it.Event) }

func headline(e *ledger.Event) string {
	s := sides(e) + ": " + plain(e.Act) + ", " + e.Status
	if e.When.From != "" {
		s += ", " + dayRange(e.When.From, e.When.To, e.When.Vague)
	}
	if e.Where != nil && e.Where.Name != "" {
		s += ", " + e.Where.Name
	}
	return s
}

// sides names who acts and on whom.
func sides(e *ledger.Event) string {
	a, b := strings.Join(partyNames(e.Source), ", "), strings.Join(partyNames(e.Target), ", ")
	switch {
	case b == "":
		return cmp.Or(a, "somebody")
	case a == "":
		return b
	case e.Mutual:
		return a + " ↔ " + b
	}
	return a + " → " + b
}

// bestAccount is the account to quote: the first of the final status that copies no other.
func bestAccount(e *ledger.Event) *ledger.Account {
	var best *ledger.Account
	score := -1
	for i := range e.Accounts {
		a := &e.Accounts[i]
		n := 0
		if a.Status == e.Status || a.Status == record.Ongoing && e.Status == record.Happened {
			n += 2
		}
		if !a.Copy {
			n++
		}
		if n > score {
			best, score = a, n
		}
	}
	return best
}

// cutAround finds the anchor's words in a sentence, so that they can be marked. Long sentences are cut at a space.
func cutAround(words, anchor string) (before, mid, after string) {
	i := -1
	if anchor != "" {
		i = strings.Index(words, anchor)
	}
	if i < 0 {
		return shorten(words, 320), "", ""
	}
	return words[:i], anchor, shorten(words[i+len(anchor):], 320)
}

func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	i := strings.LastIndexByte(s[:most], ' ')
	if i < 0 {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s[:i] + " …"
}

// loadNames are the names of states and bodies, by code or key.
func loadNames(l *ledger.Ledger) (map[string]string, error) {
	out := maps.Clone(l.States())
	for _, file := range []string{"international.tsv", "bodies.tsv", "armed.tsv", "media.tsv"} {
		rows, err := openlines.StageTables("actor", nil).Load(file, 2, "key", "names", "country", "cameo", "from", "to")
		if err != nil {
			return nil, fmt.Errorf("the names of bodies: %w", err)
		}
		for _, row := range rows {
			if name, _, _ := strings.Cut(row.Cell(1), "|"); out[row.Cell(0)] == "" {
				out[row.Cell(0)] = name
			}
		}
	}
	return out, nil
}

// name is the name of a state or body by its code, or what the code says: "Japan: foreign ministry".
func (s *Server) name(code string) string {
	if n := s.names[code]; n != "" {
		return n
	}
	head, body, ok := strings.Cut(code, ":")
	switch body = strings.ReplaceAll(body, "-", " "); {
	case !ok:
		return code
	case head == "org":
		return body
	}
	return s.name(head) + ": " + body
}

// pairOf reads a pair from an address.
func pairOf(text string) (string, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if !pairForm.MatchString(text) {
		return "", errBad{errPair}
	}
	a, b, _ := strings.Cut(text, "-")
	return ledger.Pair(a, b), nil
}

// pairNames are the names of a pair's two parties.
func (s *Server) pairNames(pair string) (a, b string) {
	x, y, _ := strings.Cut(pair, "-")
	return s.name(x), s.name(y)
}

func (s *Server) pairName(pair string) string {
	a, b := s.pairNames(pair)
	if a == b {
		return a
	}
	return a + " – " + b
}

// Sides names who acts and on whom.
func (it item) Sides() string { return sides(&it.Event) }
