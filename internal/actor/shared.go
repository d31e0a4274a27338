package actor

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// copular reads "X is the foreign minister of Y".
func (s *scan) copular(k int32) {
	m := &s.mentions[k]
	p := &s.persons[m.person]
	d := s.d
	head := s.headOf(m)
	if p.office != "" || d.Tokens[head].Rel != "nsubj" || d.Tokens[head].Head == doc.None {
		return
	}
	pred := d.Tokens[head].Head
	if s.nounAt[pred] == doc.None || d.Child(pred, "cop") == doc.None || s.plural(pred) {
		return
	}
	h := &s.found[s.nounAt[pred]]
	row := s.noun(h, officeNoun)
	if row == nil || row.has("n") || s.titleAt[pred] != doc.None {
		return
	}
	o := office{row: row, head: pred, owner: doc.None}
	sent := s.sentence(pred)
	s.modifiers(&o, h.First, sent.First)
	o.words.End = s.extent(h.End, sent.End)
	s.complement(&o, h.End, o.words.End)
	s.take(p, &o)
	s.settle(p)
}

// shareTitles gives the title of "Senators Ann Lee, Bo Day and Cy Moe" to all of them.
func (s *scan) shareTitles() {
	for k := range s.mentions {
		first := &s.persons[s.mentions[k].person]
		m := &s.mentions[k]
		if first.row == nil || m.title == doc.None || !s.plural(m.title) {
			continue
		}
		office, row := first.office, first.row
		if w := strings.LastIndexByte(office, ' ') + 1; strings.HasSuffix(office, "s") {
			office = office[:w] + strings.TrimSuffix(office[w:], "s")
			first.office = office
		}
		for j := k + 1; j < len(s.mentions); j++ {
			gap := doc.Span{First: s.mentions[j-1].name.End, End: s.mentions[j].whole.First}
			if gap.Len() > 2 || gap.Len() < 1 || !s.joins(gap) {
				break
			}
			if p := &s.persons[s.mentions[j].person]; p.row == nil {
				p.office, p.row = office, row
				if p.country == "" {
					p.country, p.body = first.country, first.body
				}
			}
		}
	}
}

// dealOut gives the offices of several states to the persons named behind them in the same order: "the German and French envoys, X and Y".
func (s *scan) dealOut() {
	for k := range s.mentions {
		i := s.mentions[k].whole.First - 1
		if i < 1 || s.d.Form(i) != "," || s.d.Tokens[i].Sent != s.d.Tokens[s.mentions[k].name.First].Sent {
			continue
		}
		at := i - 1
		for n := 0; at > 0 && n < officeBack && s.nounAt[at] == doc.None; n++ { // "the ministers of Peru and Chile, X and Y"
			at--
		}
		if s.nounAt[at] == doc.None || s.titleAt[at] != doc.None {
			continue
		}
		h := &s.found[s.nounAt[at]]
		row := s.noun(h, officeNoun)
		if row == nil || row.has("n") || !s.plural(h.head) {
			continue
		}
		o := s.around(h.First, h.End-1, false)
		if len(o.states) < 2 || o.end != i {
			continue
		}
		last := k + 1
		for last < len(s.mentions) && last-k < len(o.states) && s.joins(doc.Span{First: s.mentions[last-1].name.End, End: s.mentions[last].whole.First}) {
			last++
		}
		if last-k != len(o.states) {
			continue
		}
		for j := k; j < last; j++ {
			if p := &s.persons[s.mentions[j].person]; (p.row == nil || p.office == "Minister" && strings.HasSuffix(row.id, "-minister")) && (p.country == "" || p.country == o.states[j-k]) {
				p.office, p.row, p.country = row.word, row, o.states[j-k]
			}
		}
	}
}

// officeBack bounds how far before a comma the office stands whose holders follow it, in tokens.
const officeBack = 10

// joins says whether only commas and "and" stand in the span.
func (s *scan) joins(gap doc.Span) bool {
	for i := gap.First; i < gap.End; i++ {
		if s.d.Form(i) != "," && !s.is(i, "and") {
			return false
		}
	}
	return true
}

// attending gives the persons of "the Swiss officials in attendance were X and Y" the state of the officials.
func (s *scan) attending() {
	last := int32(-1)
	for k := range s.mentions {
		sent := s.d.Tokens[s.mentions[k].name.First].Sent
		if sent == last {
			continue
		}
		last = sent
		country := s.listHead(s.d.Sentences[sent].First, s.mentions[k].whole.First)
		for j := k; country != "" && j < len(s.mentions) && s.d.Tokens[s.mentions[j].name.First].Sent == sent; j++ {
			if p := &s.persons[s.mentions[j].person]; p.country == "" && p.body == doc.None {
				p.country = country
			}
		}
	}
}

// listHead is the state of a group that a sentence from token i on names and then lists up to token end: "were", "included".
func (s *scan) listHead(i, end int32) string {
	country, listed := "", false
	for end = min(end, i+60); i < end; i++ {
		if k := s.nounAt[i]; k != doc.None && country == "" && s.plural(i) && s.noun(&s.found[k], groupNoun) != nil {
			o := s.around(s.found[k].First, i, false)
			country = s.countryOf(&o)
		}
		switch t := &s.d.Tokens[i]; t.UPOS {
		case "VERB", "AUX":
			listed = country != "" && (t.Lemma == "be" || t.Lemma == "include" || t.Lemma == "comprise")
			if !listed {
				return ""
			}
		}
	}
	if !listed {
		return ""
	}
	return country
}

// meeting mends a country that was only guessed, by whom or where a person visits: who meets the foreign minister of Japan
// or travels to Japan is not likely Japan's own.
func (s *scan) meeting(k int32) {
	m := &s.mentions[k]
	p := &s.persons[m.person]
	counterpart := p.row != nil && (p.row.word == "counterpart" || p.row.word == "opposite number") && p.country == "" && p.body == doc.None
	unknown := p.country == "" && p.body == doc.None && p.row != nil && p.row.role == "GOV" && !strings.ContainsAny(p.row.use, "rg")
	if !p.guessed && !counterpart && !unknown {
		return
	}
	d := s.d
	sent := s.sentence(m.name.First)
	if q := s.partner(k, counterpart); q != doc.None {
		other := &s.persons[s.mentions[q].person]
		if counterpart || (unknown || other.country == p.country) && s.contact(s.mentions[q].name.End, m.whole.First) {
			p.country, p.guessed = s.homeBut(other.country), false
			return
		}
	}
	if next := k + 1; p.guessed && int(next) < len(s.mentions) && sent.Has(s.mentions[next].name.First) { // "Minister X met Minister Y of Peru"
		q := &s.persons[s.mentions[next].person]
		if q != p && !q.guessed && q.country == p.country && s.contact(m.name.End, s.mentions[next].whole.First) {
			p.country, p.guessed = s.homeBut(q.country), false
			return
		}
	}
	if counterpart || unknown || d.Tokens[s.headOf(m)].Rel != "nsubj" {
		return
	}
	for i := m.name.End; i+1 < min(sent.End, m.name.End+60); i++ { // "put off his trip to Japan"
		h := s.hitAt[i+1]
		if h == doc.None || s.country(&s.hits[h]) != p.country || s.hits[h].kind == adjective || s.titleAt[i+1] != doc.None { // not "the ambassador to Japan"
			continue
		}
		if s.is(i, "to") || d.Tokens[i].Lemma == "visit" || s.is(i, "with") {
			p.country, p.guessed = s.homeBut(p.country), false
			return
		}
	}
}

// partner is the mention of whom a person meets: the first in the sentence before it whose country the text gives; for a
// counterpart also in the sentence before. None where there is none.
func (s *scan) partner(k int32, counterpart bool) int32 {
	sent := s.d.Tokens[s.mentions[k].name.First].Sent
	found := doc.None
	for j := k - 1; j >= max(0, k-20); j-- {
		q := &s.persons[s.mentions[j].person]
		at := s.d.Tokens[s.mentions[j].name.First].Sent
		if at < sent-1 || at < sent && (!counterpart || found != doc.None) {
			break
		}
		if s.mentions[j].person != s.mentions[k].person && q.country != "" && !q.guessed {
			found = j
		}
	}
	return found
}

// contact says whether a verb or noun of meeting stands between the tokens.
func (s *scan) contact(i, end int32) bool {
	for end = min(end, i+60); i < end; i++ {
		if s.r.words["meet"][s.d.Tokens[i].Lemma] {
			return true
		}
	}
	return false
}
