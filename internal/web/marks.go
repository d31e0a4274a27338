package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// mark ties a piece of text with what was read from it.
type mark struct {
	span  record.Span // code points
	class string      // what it is: actor, place, time, anchor, quote, cue, left
	ref   string      // the id in the record
	title string
}

// piece is a run of text under the same marks.
type piece struct {
	Text    string
	Classes string // with spaces between
	Refs    string // ids of the record, with spaces between
	Title   string
	Anchor  string // the id of the event whose anchor begins here
	Para    bool   // a new paragraph begins here
	Start   int    // code points from the beginning of the text
}

// pieces cuts text at the edges of its marks. Marks that reach outside of the text are cut off.
func pieces(text []rune, marks []mark) []piece {
	edges := make([]int, 0, 2*len(marks)+2)
	edges = append(edges, 0, len(text))
	valid := marks[:0:0]
	for _, m := range marks {
		m.span[0], m.span[1] = max(m.span[0], 0), min(m.span[1], len(text))
		if m.span[0] < m.span[1] {
			valid = append(valid, m)
			edges = append(edges, m.span[0], m.span[1])
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	slices.SortStableFunc(valid, func(a, b mark) int { return a.span[0] - b.span[0] })
	var out []piece
	var open []mark
	next := 0
	anchored := map[string]bool{}
	for i := 0; i+1 < len(edges); i++ {
		from, to := edges[i], edges[i+1]
		open = slices.DeleteFunc(open, func(m mark) bool { return m.span[1] <= from })
		for next < len(valid) && valid[next].span[0] <= from {
			open = append(open, valid[next])
			next++
		}
		p := piece{Start: from}
		var classes, refs []string
		for _, m := range open {
			if m.class != "" && !slices.Contains(classes, m.class) {
				classes = append(classes, m.class)
			}
			if m.ref != "" && !slices.Contains(refs, m.ref) {
				refs = append(refs, m.ref)
			}
			if m.title != "" {
				p.Title = m.title
			}
			if m.class == "anchor" && m.span[0] == from && !anchored[m.ref] {
				p.Anchor, anchored[m.ref] = m.ref, true
			}
		}
		p.Classes, p.Refs = strings.Join(classes, " "), strings.Join(refs, " ")
		out = appendParagraphs(out, p, string(text[from:to]))
	}
	return out
}

// appendParagraphs adds a run of text, cut where paragraphs begin.
func appendParagraphs(out []piece, p piece, text string) []piece {
	for {
		i := strings.Index(text, "\n")
		if i < 0 {
			break
		}
		if i > 0 {
			q := p
			q.Text = text[:i]
			out = append(out, q)
			p.Para, p.Anchor = false, ""
		}
		rest := strings.TrimLeft(text[i:], " \t\r\n")
		p.Para = true
		p.Start += len([]rune(text)) - len([]rune(rest))
		text = rest
	}
	if text != "" {
		p.Text = text
		out = append(out, p)
	} else if p.Para {
		out = append(out, piece{Para: true})
	}
	return out
}

// marksOf are the marks of a whole record.
func marksOf(r *record.Record) []mark {
	var out []mark
	add := func(class, ref, title string, spans ...record.Span) {
		for _, s := range spans {
			out = append(out, mark{s, class, ref, title})
		}
	}
	for i := range r.LeftOut {
		add("left", fmt.Sprint("x", i+1), "not coded: "+r.LeftOut[i].Why, r.LeftOut[i].Span)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		add("", s.ID, "", s.Content...)
		add("", s.ID, "", s.Source...)
		add("cue", s.ID, "", s.Cue...)
		add("quote", s.ID, "", s.Quotes...)
	}
	for i := range r.Events {
		e := &r.Events[i]
		add("", e.ID, "", e.Evidence...)
		for _, side := range slices.Concat(e.Source, e.Target) {
			add("", e.ID+"-side", "", mentionsIn(r, side, e.Evidence)...)
		}
	}
	for i := range r.Actors {
		a := &r.Actors[i]
		add("actor", a.ID, actorTitle(a), a.Mentions...)
	}
	for i := range r.Places {
		p := &r.Places[i]
		add("place", p.ID, strings.TrimSuffix("place: "+p.Name+", "+p.Country, ", "), p.Mentions...)
	}
	for i := range r.Times {
		t := &r.Times[i]
		title := "time: " + t.Value
		if t.From != "" {
			title += ", " + dayRange(t.From, t.To, t.Vague)
		}
		add("time", t.ID, title, t.Span)
	}
	for i := range r.Events {
		add("anchor", r.Events[i].ID, "", r.Events[i].Anchor...)
	}
	return out
}

func actorTitle(a *record.Actor) string {
	parts := []string{a.Kind + ": " + a.Name}
	for _, x := range []string{a.Office, a.Country} {
		if x != "" && x != a.Name {
			parts = append(parts, x)
		}
	}
	return strings.Join(parts, ", ")
}

// mentionsIn are an actor's mentions inside of some spans.
func mentionsIn(r *record.Record, actor string, in []record.Span) []record.Span {
	var out []record.Span
	for i := range r.Actors {
		if r.Actors[i].ID != actor {
			continue
		}
		for _, m := range r.Actors[i].Mentions {
			if slices.ContainsFunc(in, func(s record.Span) bool { return s[0] <= m[0] && m[1] <= s[1] }) {
				out = append(out, m)
			}
		}
	}
	return out
}
