package actor

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// unifyReach is how many sentences may lie between an office without a name and the bare surname that tells who holds it.
const unifyReach = 3

// unifyOffices gives the one bare surname of an article that says of nobody what he is the one office told shortly before without a
// name: "The prime minister of Albania ended his visit. Hoxha said ..." is the style of agencies.
func (s *scan) unifyOffices() {
	who := doc.None
	for i := range s.persons {
		p := &s.persons[i]
		if p.actor == doc.None || p.row != nil || p.country != "" || p.body != doc.None {
			continue
		}
		if len(p.folded) > 1 || who != doc.None {
			return
		}
		who = int32(i)
	}
	if who == doc.None {
		return
	}
	p := &s.persons[who]
	first := doc.None
	for k := range s.mentions {
		if s.mentions[k].person == who {
			first = s.d.Tokens[s.mentions[k].name.First].Sent
			break
		}
	}
	office := doc.None
	for k := range s.refs {
		r := &s.refs[k]
		if r.Form != doc.Nominal || len(r.Actors) != 1 {
			continue
		}
		a := &s.d.Actors[r.Actors[0]]
		if a.Kind != record.Group || a.Office == "" || a.Country == "" || s.plural(r.Head) || len(a.CAMEO) < 6 || a.CAMEO[3:6] != "GOV" {
			continue
		}
		if row := s.r.fold.text(a.Office); strings.HasSuffix(row, "counterpart") || strings.HasSuffix(row, "opposite number") || strings.HasSuffix(row, "colleague") {
			continue // always somebody else
		}
		switch at := s.d.Tokens[r.Head].Sent; {
		case at == first:
			return
		case at > first || at < first-unifyReach:
			continue
		}
		if office != doc.None && office != r.Actors[0] {
			return
		}
		office = r.Actors[0]
	}
	if office == doc.None || first == doc.None {
		return
	}
	from, to := &s.d.Actors[office], &s.d.Actors[p.actor]
	p.country, p.office = from.Country, from.Office
	to.Country, to.CAMEO, to.Office, to.For = from.Country, from.CAMEO, from.Office, from.For
	to.Key = "person:" + to.Country + ":" + slug(p.plain())
	s.keys[to.Key] = p.actor
	for k := range s.refs {
		if r := &s.refs[k]; len(r.Actors) == 1 && r.Actors[0] == office && !s.plural(r.Head) {
			r.Actors = []int32{p.actor}
		}
	}
}
