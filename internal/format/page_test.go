package format

import (
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// page gives what is written to a page, without line breaks inside of rows.
func page(t *testing.T, write func(*Page)) string {
	t.Helper()
	var out strings.Builder
	p := NewPage(&out, 400, false)
	write(p)
	if err := p.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWeeks(t *testing.T) {
	week := func(from string, events int) ledger.Point {
		p := ledger.Point{From: from, Events: events, Articles: events, Coverage: 1}
		p.Quad[1] = events
		return p
	}
	got := page(t, func(p *Page) {
		p.weeks([]ledger.Point{week("2024-01-01", 0), week("2024-01-08", 2), week("2024-01-15", 0), week("2024-01-22", 0), week("2024-02-05", 1), week("2024-02-12", 1), week("2024-02-19", 0)})
	})
	var lines []string
	for line := range strings.Lines(got) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	want := "weeks: 1 quiet/2024-01-08 |++ reports 2, articles of the week 1/weeks: 2 quiet, 1 without articles/2024-02-05 |+ reports 1, articles of the week 1/2024-02-12 |+ reports 1, articles of the week 1/weeks: 1 quiet"
	if s := strings.Join(lines, "/"); s != want {
		t.Errorf("%s\nwant\n%s", s, want)
	}
	var many []ledger.Point
	for _, year := range []string{"2022", "2023", "2024"} {
		for _, month := range strings.Fields("01 02 03 04 05 06 07 08 09 10 11 12") {
			many = append(many, week(year+"-"+month+"-03", 1))
		}
	}
	if got := page(t, func(p *Page) { p.weeks(many) }); strings.Count(got, "|+") != 26 || !strings.Contains(got, "2024-12-03") {
		t.Errorf("of 36 weeks with events:\n%s", got)
	}
}

// A visit that was put off and is planned anew says both on the board.
func TestPlannedAnew(t *testing.T) {
	visit := ledger.Event{ID: "20230606-x", Act: "visit", Status: record.Planned, StatusHistory: []ledger.Step{{Date: "2023-06-01", Status: record.Postponed}, {Date: "2023-06-06", Status: record.Planned}}}
	got := page(t, func(p *Page) {
		p.Channels([]ledger.Channel{{Level: "foreign", State: "strained", Meaning: "put off", Next: &visit, Refused: &visit}})
	})
	for _, want := range []string{"next planned: ○ visit, planned", "last refused or put off: ⊘ visit, postponed, as reported on 2023-06-01, and planned anew"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// The accounts of the two parties stand by themselves, and nobody is named twice.
func TestSides(t *testing.T) {
	e := ledger.Event{ID: "x", Act: "meet", Status: record.Happened, Source: []ledger.Party{{Key: "NOR", Country: "NOR"}}, Target: []ledger.Party{{Key: "PER", Country: "PER"}},
		Accounts: []ledger.Account{
			{Article: "a", Words: "in its own voice"},
			{Article: "b", Words: "as Lima says", By: []ledger.Says{{Speaker: "Rosa Vega", Country: "PER"}, {Speaker: "Rosa Vega", Country: "PER"}}},
			{Article: "c", Words: "as Oslo says", By: []ledger.Says{{Speaker: "Kari Dahl", Country: "NOR"}}},
		}}
	got := page(t, func(p *Page) { p.Whole(&e, nil, func(code string) string { return "<" + code + ">" }) })
	at := -1
	for _, want := range []string{"by <NOR>", "as Oslo says", "by <PER>", "according to Rosa Vega", "as Lima says", "by others", "in its own voice"} {
		i := strings.Index(got, want)
		if i <= at {
			t.Fatalf("%q is missing or too early in\n%s", want, got)
		}
		at = i
	}
	if strings.Count(got, "Rosa Vega") != 1 {
		t.Errorf("a speaker twice:\n%s", got)
	}
}
