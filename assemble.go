package openlines

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// ArticleID is the id that an article's record bears: its own, else its URL, else a hash of its text.
func ArticleID(a record.Article) string {
	switch {
	case a.ID != "":
		return a.ID
	case a.URL != "":
		return a.URL
	}
	sum := sha256.Sum256([]byte(a.Text))
	return "sha256:" + hex.EncodeToString(sum[:])[:16]
}

// assemble turns a document with all its layers into a record: bytes become code points, indexes become ids.
func assemble(a record.Article, d *doc.Document, by record.MadeBy) record.Record {
	a.ID = ArticleID(a)
	a.Language = "en"
	c := assembler{d, newCodePoints(d.Text)}
	r := record.Record{
		Format: record.Format, MadeBy: by, Article: a,
		Actors:     make([]record.Actor, len(d.Actors)),
		Places:     make([]record.Place, len(d.Places)),
		Times:      make([]record.Time, len(d.Times)),
		Statements: make([]record.Statement, len(d.Statements)),
		Events:     make([]record.Event, len(d.Events)),
		LeftOut:    make([]record.LeftOut, len(d.LeftOut)),
	}
	for i := range d.Actors {
		r.Actors[i] = c.actor(i)
	}
	for i := range d.Refs {
		if f := &d.Refs[i]; len(f.Actors) == 1 {
			m := &r.Actors[f.Actors[0]].Mentions
			*m = append(*m, c.tokens(f.Name))
		}
	}
	for i := range d.Places {
		r.Places[i] = c.place(i)
	}
	for i := range d.Times {
		t := &d.Times[i]
		r.Times[i] = record.Time{ID: id("t", int32(i)), Span: c.span(t.Range), Type: t.Type, Value: t.Value,
			From: t.From.String(), To: t.To.String(), Vague: t.Vague}
	}
	for i := range d.Statements {
		r.Statements[i] = c.statement(i)
	}
	for i := range d.Events {
		r.Events[i] = c.event(i)
	}
	for i, l := range d.LeftOut {
		r.LeftOut[i] = record.LeftOut{Span: c.span(l.Range), Why: l.Why}
	}
	return r
}

type assembler struct {
	d      *doc.Document
	points codePoints
}

func id(letter string, i int32) string {
	if i == doc.None {
		return ""
	}
	return letter + strconv.Itoa(int(i)+1)
}

func ids(letter string, list []int32) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = id(letter, x)
	}
	return out
}

func (c assembler) span(r doc.Range) record.Span {
	return record.Span{c.points.at(r.Start), c.points.at(r.End)}
}

func (c assembler) spans(list []doc.Range) []record.Span {
	out := make([]record.Span, len(list))
	for i, r := range list {
		out[i] = c.span(r)
	}
	return out
}

func (c assembler) tokens(s doc.Span) record.Span { return c.span(c.d.Bytes(s)) }

func (c assembler) actor(i int) record.Actor {
	a := &c.d.Actors[i]
	return record.Actor{ID: id("a", int32(i)), Key: a.Key, Name: a.Name, Kind: a.Kind, Country: a.Country, CAMEO: a.CAMEO,
		Office: a.Office, For: id("a", a.For), Mentions: []record.Span{}}
}

func (c assembler) place(i int) record.Place {
	p := &c.d.Places[i]
	out := record.Place{ID: id("p", int32(i)), Name: p.Name, Level: p.Level, Admin1: p.Admin1, Country: p.Country,
		GeoNames: p.GeoNames, Mentions: make([]record.Span, len(p.Mentions))}
	if p.Located {
		lat, lon := degrees(p.Lat), degrees(p.Lon)
		out.Lat, out.Lon = &lat, &lon
	}
	for k, m := range p.Mentions {
		out.Mentions[k] = c.tokens(m)
	}
	return out
}

// degrees rounds to five decimals, about a metre.
func degrees(x float64) float64 { return math.Round(x*1e5) / 1e5 }

func (c assembler) statement(i int) record.Statement {
	s := &c.d.Statements[i]
	return record.Statement{ID: id("s", int32(i)), Speaker: id("a", s.Speaker), Source: c.spans(s.Source), Cue: c.spans(s.Cue),
		Content: c.spans(s.Content), Quotes: c.spans(s.Quotes), When: id("t", s.When), About: ids("e", s.About), Why: s.Why}
}

func (c assembler) event(i int) record.Event {
	e := &c.d.Events[i]
	out := record.Event{ID: id("e", int32(i)), Act: e.Act, Status: e.Status, PLOVER: e.PLOVER, Mode: e.Mode, Contexts: notNil(e.Contexts),
		CAMEO: e.CAMEO, Quad: e.Quad, Scale: e.Scale, Mutual: e.Mutual, Source: ids("a", e.Source), Target: ids("a", e.Target),
		SourceWords: c.spans(e.SourceWords), TargetWords: c.spans(e.TargetWords), Participants: make([]record.Participant, len(e.Participants)),
		Level: e.Level, When: record.When{From: e.From.String(), To: e.To.String(), Vague: e.Vague, Time: id("t", e.Time), Basis: e.Basis},
		Where: id("p", e.Where), Topics: notNil(e.Topics), AccordingTo: ids("s", e.AccordingTo), BecauseOf: ids("e", e.BecauseOf),
		Anchor: c.spans(e.Anchor), Evidence: c.spans(e.Evidence), Confidence: math.Round(e.Confidence*100) / 100, Why: e.Why}
	if e.HasGoldstein {
		g := e.Goldstein
		out.Goldstein = &g
	}
	for k, p := range e.Participants {
		out.Participants[k] = record.Participant{Actor: id("a", p.Actor), Role: p.Role}
	}
	return out
}

func notNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// codePoints turns bytes of a text into code points. It keeps a count every 256 bytes, or nothing for a text in ASCII.
type codePoints struct {
	text  string
	marks []int32
}

const markEvery = 256

func newCodePoints(text string) codePoints {
	c := codePoints{text: text}
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return c
	}
	c.marks = make([]int32, 0, len(text)/markEvery+1)
	n := int32(0)
	for i := 0; i < len(text); i++ {
		if i%markEvery == 0 {
			c.marks = append(c.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return c
}

// at is the number of code points before byte b.
func (c codePoints) at(b int32) int {
	if c.marks == nil {
		return int(b)
	}
	k := min(int(b)/markEvery, len(c.marks)-1)
	n := int(c.marks[k])
	for i := k * markEvery; i < int(b); i++ {
		if utf8.RuneStart(c.text[i]) {
			n++
		}
	}
	return n
}
