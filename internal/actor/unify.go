package actor

import (
	"cmp"
	"slices"
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
	s.unify(office, who)
}

// unify makes one actor of an office without a name and of the person who holds it.
func (s *scan) unify(office, who int32) {
	p := &s.persons[who]
	from, to := &s.d.Actors[office], &s.d.Actors[p.actor]
	p.office = from.Office
	if p.country == "" {
		p.country = from.Country
	}
	if p.country == from.Country {
		to.Country, to.CAMEO, to.For = from.Country, from.CAMEO, from.For
	} else if len(from.CAMEO) > 3 {
		to.CAMEO = s.cameo(p.country, from.CAMEO[3:])
	}
	to.Office = from.Office
	to.Key = "person:" + to.Country + ":" + slug(p.plain())
	s.keys[to.Key] = p.actor
	for k := range s.refs {
		if r := &s.refs[k]; len(r.Actors) == 1 && r.Actors[0] == office && !s.plural(r.Head) {
			r.Actors = []int32{p.actor}
		}
	}
	s.emptied = append(s.emptied, office)
}

// dropEmptied drops the offices that nothing means any more, since they were found to be persons.
func (s *scan) dropEmptied() {
	if len(s.emptied) == 0 {
		return
	}
	d := s.d
	drop := make([]bool, len(d.Actors))
	for _, a := range s.emptied {
		drop[a] = true
	}
	for k := range s.refs {
		for _, a := range s.refs[k].Actors {
			drop[a] = false
		}
	}
	for i := range d.Actors {
		if f := d.Actors[i].For; f != doc.None {
			drop[f] = false
		}
	}
	to := make([]int32, len(d.Actors))
	kept := d.Actors[:0]
	for i := range d.Actors {
		if to[i] = int32(len(kept)); !drop[i] {
			kept = append(kept, d.Actors[i])
		}
	}
	d.Actors = kept
	for i := range d.Actors {
		if f := &d.Actors[i].For; *f != doc.None {
			*f = to[*f]
		}
	}
	renamed := make(map[*int32]bool) // references may share their lists
	for k := range s.refs {
		for j := range s.refs[k].Actors {
			if a := &s.refs[k].Actors[j]; !renamed[a] {
				*a, renamed[a] = to[*a], true
			}
		}
	}
}

// unifySpeakers gives an office without a name that speaks to the person without an office who speaks right after it, the first one named
// since: "Chad's spokesman said it had no part in it. Ali Kone said ...". An office that many hold ("an official") tells nobody.
func (s *scan) unifySpeakers() {
	for k := range s.refs {
		r := &s.refs[k]
		if r.Form != doc.Nominal || len(r.Actors) != 1 || !s.speaks(r.Head) {
			continue
		}
		a := &s.d.Actors[r.Actors[0]]
		if a.Kind != record.Group || a.Office == "" || s.plural(r.Head) {
			continue
		}
		reach := int32(unifyReach)
		row := s.rowAt(r.Head)
		switch {
		case row == nil || row.has("n") || row.has("a") || row.word == "counterpart" || row.word == "opposite number" || row.word == "colleague" || s.is(r.Head-1, "former"):
			continue
		case s.is(r.First, "a", "an"):
			if !strings.HasPrefix(row.id, "spokes") {
				continue
			}
			reach = 1
		case row.role != "GOV" && row.role != "MIL" || row.has("g") && !strings.HasPrefix(row.id, "spokes"):
			continue
		}
		if who := s.speaksNext(k, reach); who != doc.None {
			s.unify(r.Actors[0], who)
		}
	}
}

// speaksNext is the person without an office who is the first to be named after the k-th reference, speaks, and was not named before; or None.
func (s *scan) speaksNext(k int, reach int32) int32 {
	d, r := s.d, &s.refs[k]
	a := &d.Actors[r.Actors[0]]
	at, _ := slices.BinarySearchFunc(s.mentions, r.Head, func(m mention, i int32) int { return cmp.Compare(m.name.First, i) })
	if at == len(s.mentions) {
		return doc.None
	}
	m := &s.mentions[at]
	p := &s.persons[m.person]
	sent := d.Tokens[m.name.First].Sent
	from := d.Tokens[r.Head].Sent
	if sent <= from || sent > from+reach || d.Sentences[from].Kind != doc.Prose || p.actor == doc.None || p.row != nil || p.body != doc.None || p.country != "" && p.country != a.Country {
		return doc.None
	}
	if !s.speaks(s.headOf(m)) {
		return doc.None
	}
	for j := range s.mentions[:at] {
		if s.mentions[j].person == m.person {
			return doc.None
		}
	}
	for j := k + 1; j < len(s.refs) && s.refs[j].Head < m.name.First; j++ { // another office that speaks in between
		if o := &s.refs[j]; o.Form != doc.Pronoun && o.Actors[0] != r.Actors[0] && s.speaks(o.Head) {
			return doc.None
		}
	}
	return m.person
}

// speaks says whether token i heads the subject of a verb of speaking.
func (s *scan) speaks(i int32) bool {
	t := &s.d.Tokens[i]
	return doc.Is(t.Rel, "nsubj") && t.Head != doc.None && s.r.words["said"][s.d.Tokens[t.Head].Lemma]
}

// rowAt is the office noun that token i heads, or nil.
func (s *scan) rowAt(i int32) *noun {
	if s.nounAt[i] == doc.None {
		return nil
	}
	return s.noun(&s.found[s.nounAt[i]], officeNoun)
}
