package format

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/record"
)

// polecatColumns are POLECAT's 40 columns, in its order.
var polecatColumns = []string{"Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
	"Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
	"Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
	"Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
	"Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"}

// Polecat writes events in POLECAT's tab-separated form: one row a pair of actor and recipient, missing cells as None.
//
// What it cannot hold: status (a planned contact is an AGREE, a refused one a REJECT, as PLOVER has it; what was denied, did not happen or is only possible is left
// out), words and offsets, attribution, statements (PLOVER has no type for them), more than two parties, days of an event that are not known (then
// the day is the first report's).
type Polecat struct{ w io.Writer }

// NewPolecat writes the line of columns.
func NewPolecat(w io.Writer) (*Polecat, error) {
	_, err := io.WriteString(w, strings.Join(polecatColumns, "\t")+"\n")
	return &Polecat{w}, err
}

// Write writes an event's rows.
func (p *Polecat) Write(e *ledger.Event) error {
	if e.PLOVER == "" || !codable(e.Status) {
		return nil
	}
	for n, pair := range rowsOf(e) {
		a, b := pair[0], pair[1]
		id := e.ID
		if n > 0 {
			id += "-" + strconv.Itoa(n+1)
		}
		place := e.Where
		if place == nil {
			place = &ledger.Place{}
		}
		city, province := "", ""
		switch place.Level {
		case "city", "site":
			city = place.Name
		case "admin1":
			province = place.Name
		}
		var people, outlets []string
		for _, x := range e.Participants {
			people = append(people, x.Name)
		}
		for _, x := range e.Accounts {
			if x.Outlet != "" && !x.Copy && !slices.Contains(outlets, x.Outlet) {
				outlets = append(outlets, x.Outlet)
			}
		}
		geonames := ""
		if place.GeoNames != 0 {
			geonames = strconv.Itoa(place.GeoNames)
		}
		row := []string{id, e.Day(), e.PLOVER, e.Mode, number(e.Goldstein), quadNames[min(max(e.Quad, 0), 4)], join(e.Contexts),
			a.Name, stateName(a), a.COW, sector(a), sector(a), "", a.Name, "",
			b.Name, stateName(b), b.COW, sector(b), sector(b), "", b.Name, "",
			place.Name, city, "", province, place.Country, number(place.Lat), number(place.Lon), geonames, place.Name, place.Level,
			join(outlets), e.FirstReport, join(people), "", place.Name, "English", "openlines"}
		for i, c := range row {
			if c = clean(c); c == "" {
				c = "None"
			}
			row[i] = c
		}
		if _, err := io.WriteString(p.w, strings.Join(row, "\t")+"\n"); err != nil {
			return fmt.Errorf("writing %s: %w", e.ID, err)
		}
	}
	return nil
}

var quadNames = [5]string{"", "Verbal Cooperation", "Material Cooperation", "Verbal Conflict", "Material Conflict"}

func stateName(p ledger.Party) string { return p.Country }

func join(list []string) string { return strings.Join(list, "; ") }

// clean takes away what would break a tab-separated row.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// codable says whether an event with this status is one of PLOVER's and CAMEO's events.
func codable(status string) bool {
	switch status {
	case record.Denied, record.Negated, record.Possible:
		return false
	}
	return true
}

// rowsOf gives the pairs of a source and a target; an event with one side has one pair with an empty second party.
func rowsOf(e *ledger.Event) [][2]ledger.Party {
	var out [][2]ledger.Party
	for _, a := range e.Source {
		for _, b := range e.Target {
			out = append(out, [2]ledger.Party{a, b})
		}
		if len(e.Target) == 0 {
			out = append(out, [2]ledger.Party{a, {}})
		}
	}
	if e.Mutual && len(e.Target) == 0 && len(e.Source) > 1 {
		out = nil
		for i, a := range e.Source {
			for _, b := range e.Source[i+1:] {
				out = append(out, [2]ledger.Party{a, b})
			}
		}
	}
	return out
}

// sector is the role in a party's CAMEO code: "GOV" of USAGOV.
func sector(p ledger.Party) string {
	if strings.HasPrefix(p.CAMEO, "IGO") {
		return "IGO"
	}
	if len(p.CAMEO) >= 6 {
		return p.CAMEO[3:6]
	}
	if p.Kind == record.State {
		return "GOV"
	}
	return ""
}
