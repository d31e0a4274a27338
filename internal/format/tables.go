package format

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// What the commands show, as tables.

// ChannelsCSV writes lines of communication: a row a level, with the event of each kind and its days.
func ChannelsCSV(w io.Writer, pair string, list []ledger.Channel) error {
	c, err := newRows(w, []string{"pair", "level", "state", "meaning", "contacts", "held", "held_from", "held_to", "next", "next_from", "next_to", "refused", "refused_from", "refused_to",
		"broken", "broken_from", "broken_to"})
	for _, x := range list {
		row := []string{pair, x.Level, x.State, x.Meaning, strconv.Itoa(x.Count)}
		for _, e := range []*ledger.Event{x.Held, x.Next, x.Refused, x.Broken} {
			if e == nil {
				e = &ledger.Event{}
			}
			row = append(row, e.ID, e.When.From, e.When.To)
		}
		err = errors.Join(err, c.write(row))
	}
	return errors.Join(err, c.flush())
}

// BriefCSV writes a brief: a row an event, after the pair and the list that it stands in.
func BriefCSV(w io.Writer, b *ledger.Brief) error {
	c, err := NewEventCSV(w, "pair", "list")
	for i := range b.Pairs {
		p := &b.Pairs[i]
		for _, list := range []struct {
			name   string
			events []ledger.Event
		}{{"new", p.New}, {"changed", p.Changed}, {"contradicted", p.Contradicted}, {"overdue", p.Overdue}} {
			for k := range list.events {
				err = errors.Join(err, c.writeAfter([]string{p.Pair, list.name}, &list.events[k]))
			}
		}
	}
	return errors.Join(err, c.Close())
}

// AccountsCSV writes the accounts of an event: a row an article.
func AccountsCSV(w io.Writer, e *ledger.Event) error {
	c, err := newRows(w, []string{"event", "side", "article", "outlet", "title", "url", "published", "copy", "mention", "status", "day_from", "day_to", "vague", "place", "character", "numbers", "according_to", "words"})
	for _, side := range e.Sides() {
		for i := range side.Accounts {
			a := &side.Accounts[i]
			var by []string
			for _, x := range a.By {
				by = append(by, x.Speaker)
			}
			err = errors.Join(err, c.write([]string{e.ID, side.Code, a.Article, a.Outlet, a.Title, a.URL, a.Published, strconv.FormatBool(a.Copy), a.Mention, a.Status, a.When.From, a.When.To,
				strconv.FormatBool(a.When.Vague), a.Where, join(a.Character), join(a.Numbers), join(by), a.Words}))
		}
	}
	return errors.Join(err, c.flush())
}

// SampleCSV writes events to check by hand: right and second are empty, for the verdicts of two readers.
func SampleCSV(w io.Writer, list []ledger.Event) error {
	c, err := newRows(w, []string{"right", "second", "id", "type", "act", "status", "sentence", "words"})
	for i := range list {
		e := &list[i]
		words := ""
		if len(e.Accounts) > 0 {
			words = e.Accounts[0].Words
		}
		err = errors.Join(err, c.write([]string{"", "", e.ID, e.PLOVER, e.Act, e.Status, Sentence(e), strings.TrimSpace(words)}))
	}
	return errors.Join(err, c.flush())
}
