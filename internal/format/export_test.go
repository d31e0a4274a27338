package format

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// story is a ledger's worth of events: a planned visit, a meeting of three, a denied strike with tabs and breaks in its words.
func story(t *testing.T) []ledger.Event {
	t.Helper()
	l, err := ledger.Open(context.Background(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	lat, lon, score := -12.04, -77.03, 4.0
	text := "The minister will visit Lima, on Friday;\nthe\tthree sat down in Wien. Nobody attacked."
	r := record.Record{Format: record.Format, Article: record.Article{ID: "a", URL: "https://example.org/a", Outlet: "Daily \"Line\"; Ltd", Title: "A visit", Published: "2023-06-06", Text: text},
		Actors: []record.Actor{{ID: "a1", Key: "JPN", Name: "Japan", Kind: "state", Country: "JPN", CAMEO: "JPN"}, {ID: "a2", Key: "PER", Name: "Peru", Kind: "state", Country: "PER", CAMEO: "PER"},
			{ID: "a3", Key: "UNO", Name: "United Nations", Kind: "organization", CAMEO: "IGOUNO"}, {ID: "a4", Key: "person:JPN:ken-ito", Name: "Ken Itō", Kind: "person", Country: "JPN"}},
		Places: []record.Place{{ID: "p1", Name: "Lima", Level: "city", Country: "PER", Lat: &lat, Lon: &lon, GeoNames: 3936456}},
		Events: []record.Event{
			{ID: "e1", Act: "visit", Status: "planned", PLOVER: "AGREE", CAMEO: "036", Quad: 1, Goldstein: &score, Scale: "gdelt", Source: []string{"a1"}, Target: []string{"a2"},
				Participants: []record.Participant{{Actor: "a4", Role: "delegate"}}, When: record.When{From: "2023-06-09", To: "2023-06-09", Basis: "resolved"}, Where: "p1",
				Anchor: []record.Span{{13, 28}}, Evidence: []record.Span{{0, 40}}, Confidence: .83},
			{ID: "e2", Act: "meet", Status: "happened", PLOVER: "CONSULT", CAMEO: "040", Quad: 1, Goldstein: &score, Scale: "gdelt", Mutual: true, Source: []string{"a1", "a3"}, Target: []string{"a2"},
				Anchor: []record.Span{{51, 59}}, Evidence: []record.Span{{41, 68}}, Confidence: .7},
			{ID: "e3", Act: "attack", Status: "denied", PLOVER: "ASSAULT", CAMEO: "190", Quad: 4, Source: []string{"a2"}, Target: []string{"a1"}, Anchor: []record.Span{{76, 84}}, Evidence: []record.Span{{69, 85}}, Confidence: .5},
		}}
	if _, err := l.Add(context.Background(), func(yield func(record.Record, error) bool) { yield(r, nil) }); err != nil {
		t.Fatal(err)
	}
	var out []ledger.Event
	for e, err := range l.Each(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, *e)
	}
	if len(out) != 3 {
		t.Fatalf("%d events", len(out))
	}
	return out
}

func TestEventJSON(t *testing.T) {
	for _, e := range story(t) {
		var b bytes.Buffer
		if err := JSON(&b, &e); err != nil {
			t.Fatal(err)
		}
		var back map[string]any
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || bytes.Count(b.Bytes(), []byte("\n")) != 1 {
			t.Fatalf("%v in %s", err, b.String())
		}
		for _, key := range []string{"id", "status", "status_history", "articles", "independent_sources", "accounts", "mentions", "differences", "corrections", "source", "target", "topics", "contexts", "participants", "according_to"} {
			if v, ok := back[key]; !ok || v == nil {
				t.Errorf("%s: %s is %v", e.ID, key, v)
			}
		}
		if strings.Contains(b.String(), "added") {
			t.Errorf("an export holds times of ingestion: %s", b.String())
		}
	}
}

func TestEventCSV(t *testing.T) {
	var b bytes.Buffer
	c, err := NewEventCSV(&b)
	if err != nil {
		t.Fatal(err)
	}
	events := story(t)
	events[0].Accounts[0].Words = "=HYPERLINK(1)"
	for i := range events {
		if err := c.Write(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := rows[1][slices.Index(eventColumns, "words")]; got != "'=HYPERLINK(1)" {
		t.Errorf("words that a spreadsheet takes for a formula: %q", got)
	}
	cow := slices.Index(eventColumns, "source_cow")
	for i, row := range rows[1:] {
		if row[0] != events[i].ID || len(row) != len(eventColumns) {
			t.Errorf("row %v", row)
		}
		if row[slices.Index(eventColumns, "source_country")] == "JPN" && row[cow] != "740" {
			t.Errorf("COW of Japan is %q", row[cow])
		}
	}
}

func TestPolecat(t *testing.T) {
	if len(polecatColumns) != 40 {
		t.Fatalf("%d columns", len(polecatColumns))
	}
	var b bytes.Buffer
	p, err := NewPolecat(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range story(t) {
		if err := p.Write(&e); err != nil {
			t.Fatal(err)
		}
	}
	ids := map[string]bool{}
	sc := bufio.NewScanner(&b)
	rows := 0
	for sc.Scan() {
		cells := strings.Split(sc.Text(), "\t")
		if len(cells) != 40 || slices.Contains(cells, "") {
			t.Errorf("%d cells in %q", len(cells), sc.Text())
		}
		if ids[cells[0]] {
			t.Errorf("the id %s stands twice", cells[0])
		}
		ids[cells[0]] = true
		if rows++; rows > 1 && cells[2] == "ASSAULT" {
			t.Error("what was denied is written as an event")
		}
	}
	if rows != 4 { // names, the visit, two pairs of the meeting
		t.Errorf("%d rows", rows)
	}
	// our own import reads it back
	l, err := ledger.Open(context.Background(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var again bytes.Buffer
	p, _ = NewPolecat(&again)
	for _, e := range story(t) {
		p.Write(&e)
	}
	n, err := l.Import(context.Background(), &again)
	if err != nil || n.Collection != "polecat" || n.New != 2 || n.Skipped != 1 { // the United Nations are no state
		t.Errorf("read back: %+v, %v", n, err)
	}
}

func TestGDELT(t *testing.T) {
	var events, mentions bytes.Buffer
	g, err := NewGDELT(&events, &mentions)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range story(t) {
		if err := g.Write(&e); err != nil {
			t.Fatal(err)
		}
	}
	rows := strings.Split(strings.TrimSuffix(events.String(), "\n"), "\n")
	if len(rows) != 3 {
		t.Fatalf("%d rows of events", len(rows))
	}
	ids := map[string]bool{}
	for _, row := range rows {
		cells := strings.Split(row, "\t")
		if len(cells) != 61 {
			t.Errorf("%d columns in %q", len(cells), row)
		}
		if _, err := strconv.ParseInt(cells[0], 10, 53+1); err != nil || ids[cells[0]] {
			t.Errorf("the id %s: %v", cells[0], err)
		}
		ids[cells[0]] = true
		if cells[26] == "036" && (cells[53] != "PE" || cells[5] != "JPN" || cells[60] != "https://example.org/a" || cells[1] != "20230609") {
			t.Errorf("the visit: %q", cells)
		}
	}
	for row := range strings.SplitSeq(strings.TrimSuffix(mentions.String(), "\n"), "\n") {
		cells := strings.Split(row, "\t")
		if len(cells) != 16 || !ids[cells[0]] {
			t.Errorf("a mention of %d columns: %q", len(cells), row)
		}
	}
}

func TestICS(t *testing.T) {
	var b bytes.Buffer
	c, err := NewICS(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range story(t) {
		if err := c.Write(&e); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("the line %q has %d bytes", line, len(line))
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20230609\r\n", "DTEND;VALUE=DATE:20230610\r\n", "STATUS:TENTATIVE", "LOCATION:Lima", "Ken Itō", "END:VCALENDAR"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(text, "BEGIN:VEVENT"); n != 1 {
		t.Errorf("%d events in the calendar, want the planned one", n)
	}
}

func TestParquet(t *testing.T) {
	var b bytes.Buffer
	p := NewParquet(&b)
	events := story(t)
	for i := range events {
		if err := p.Write(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.Read[ParquetEvent](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows {
		e := &events[i]
		if r.ID != e.ID || r.Status != e.Status || len(r.StatusHistory) != len(e.StatusHistory) || r.DayFrom != e.When.From || len(r.Source) != len(e.Source) || r.Words != e.Accounts[0].Words {
			t.Errorf("%+v of %+v", r, e)
		}
		if e.Where != nil && (r.Lat == nil || *r.Lat != *e.Where.Lat) {
			t.Errorf("%s: latitude %v", r.ID, r.Lat)
		}
	}
}

func TestPanel(t *testing.T) {
	var b bytes.Buffer
	points := []ledger.Point{{Pair: "JPN-PER", From: "2023-06-05", Events: 2, Quad: [5]int{0, 2}, PLOVER: map[string]int{"CONSULT": 2}, Goldstein: 3.5, Scored: 2, Contacts: 2, Articles: 3, Sources: 2, Coverage: 6, Share: .5}}
	if err := Panel(&b, points, func(code string) string { return map[string]string{"JPN": "740", "PER": "135"}[code] }); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	at := func(name string) string { return rows[1][slices.Index(rows[0], name)] }
	if at("a_cow") != "740" || at("goldstein_mean") != "1.75" || at("consult") != "2" || at("assault") != "0" || at("share") != "0.5" {
		t.Errorf("%v", rows)
	}
	for _, c := range rows[0] {
		if name := strings.TrimRight(c, "01234"); !strings.Contains(PanelDictionary, name) && !slices.Contains(ploverTypes, strings.ToUpper(c)) {
			t.Errorf("the dictionary does not explain %s", c)
		}
	}
}

func TestFIPS(t *testing.T) {
	g, err := NewGDELT(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for iso, fips := range map[string]string{"DEU": "GM", "CHN": "CH", "GBR": "UK", "AUS": "AS", "AUT": "AU", "UKR": "UP", "SDN": "SU", "SSD": "OD", "KOR": "KS", "PRK": "KN", "XKX": "KV", "ISR": "IS", "IRQ": "IZ"} {
		if g.fips[iso] != fips {
			t.Errorf("%s is %q, want %q", iso, g.fips[iso], fips)
		}
	}
}
