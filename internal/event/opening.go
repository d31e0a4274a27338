package event

import (
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// openingDepth is how far below the head of its sentence an act may stand that the time at its opening dates.
const openingDepth = 3

// opening is the time that opens the sentence of the act at token t, the only one there: "On Monday the premier joined those asking".
func (s *scan) opening(t int32, status string) int32 {
	d := s.d
	if s.nominal(t) || status != record.Happened && status != record.Ongoing || s.depth(t) > openingDepth {
		return doc.None
	}
	sent := d.Sentences[d.Tokens[t].Sent].Span
	k := doc.None
	for i := sent.First; i < sent.End; i++ {
		n := d.TimeAt(i)
		if n == doc.None || n == k {
			continue
		}
		if d.Times[n].Type == "DURATION" && d.Times[n].From.IsZero() {
			continue
		}
		if k != doc.None || i > sent.First+1 {
			return doc.None
		}
		k = n
	}
	if k == doc.None || d.Times[k].From.IsZero() || d.Times[k].Type == "SET" {
		return doc.None
	}
	if i := sent.First; d.TimeAt(i) == doc.None && s.lemma[i] != "on" && s.lemma[i] != "in" {
		return doc.None
	}
	for v := t; v != doc.None; v = d.Tokens[v].Head {
		for c := range d.Children(v) {
			if d.Tokens[c].Rel == "aux" && s.lemma[c] == "have" { // "had met": before
				return doc.None
			}
		}
		switch rel := d.Tokens[v].Rel; {
		case rel == "acl:relcl", doc.Is(rel, "advcl") && s.caseOf(v) != "", rel == "acl" && d.Tokens[v].XPOS != "VBG", rel == "ccomp":
			return doc.None
		}
	}
	return k
}
