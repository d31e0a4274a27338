package event

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/record"
)

// codeFor is the CAMEO code of an act with a status; "" where nothing is to be coded.
func codeFor(a *act, status string) string {
	switch status {
	case record.Planned:
		return a.planned
	case record.Proposed:
		return a.proposed
	case record.Refused, record.Postponed, record.Cancelled:
		return a.refused
	}
	return a.cameo
}

// asked is the code of an act of asking, demanding, protesting or threatening whose argument is the act in.
func asked(outer, in *act) string {
	switch outer.cameo[:2] {
	case "02":
		if strings.HasPrefix(in.proposed, "02") {
			return in.proposed
		}
	case "10":
		if strings.HasPrefix(in.proposed, "02") && in.proposed != "020" {
			return "10" + in.proposed[2:]
		}
	case "14": // the last digit of a protest tells what it demands
		for _, k := range [...]string{in.proposed, in.cameo} {
			if len(k) == 4 && len(outer.cameo) == 3 && (k[:3] == "024" || k[:3] == "104") {
				return outer.cameo + k[3:]
			}
		}
	case "13":
		if strings.HasPrefix(in.planned, "13") {
			return in.planned
		}
	}
	return ""
}

// derive fills the codes of an event.
func (r *Reader) derive(e *doc.Event, a *act, code string) {
	e.CAMEO = code
	e.Contexts = append(e.Contexts, a.contexts...)
	c := r.code(code)
	if code == a.cameo {
		e.PLOVER, e.Mode = a.plover, a.mode
		e.Quad = r.quads[a.plover]
	} else {
		e.PLOVER, e.Mode = c.plover, c.mode
		e.Quad = r.quads[c.plover]
	}
	if e.PLOVER == "CONCEDE" && code[:2] == "08" { // yielding is material in CAMEO, and CONCEDE and RETREAT are hard to tell apart
		e.Quad = r.quads["RETREAT"]
	}
	for k := code; len(k) >= 2; k = k[:len(k)-1] {
		if v, ok := r.scores[k]; ok {
			e.Goldstein, e.HasGoldstein, e.Scale = v, true, r.scale
			break
		}
		if v, ok := r.scores[k+"0"]; ok && len(k) == 2 {
			e.Goldstein, e.HasGoldstein, e.Scale = v, true, r.scale
			break
		}
	}
}

// code is the row of codes.tsv with the longest prefix of the code.
func (r *Reader) code(code string) codeRow {
	for k := code; len(k) >= 2; k = k[:len(k)-1] {
		if c, ok := r.codes[k]; ok {
			return c
		}
	}
	return codeRow{}
}
