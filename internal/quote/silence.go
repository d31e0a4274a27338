package quote

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// silence is one row of the table of what speakers leave unsaid: "gave no details".
type silence struct {
	words []string
	nouns []string // one of these must follow, if there are any
}

// silenceReach bounds how far behind the words of a silence its noun stands: "gave no further details".
const silenceReach = 3

// silence says whether the narrator tells from token i on what the speaker left unsaid: "but gave no details", "without elaborating".
func (s *scan) silence(i, end int32) bool {
	return s.quotedBy[i] == doc.None && (s.d.Tokens[i].UPOS == "CCONJ" || s.isForm(i, "without")) && s.unsaid(i+1, end)
}

// unsaid says whether the words of a silence stand from token i on.
func (s *scan) unsaid(i, end int32) bool {
	d := s.d
	if i >= end {
		return false
	}
next:
	for _, row := range s.r.silences[strings.ToLower(d.Form(i))] {
		n := i
		for _, w := range row.words {
			if n >= end || !s.isForm(n, w) {
				continue next
			}
			n++
		}
		if len(row.nouns) == 0 {
			return true
		}
		for j := n; j < min(end, n+silenceReach); j++ {
			if slices.Contains(row.nouns, strings.ToLower(d.Form(j))) {
				return true
			}
		}
	}
	return false
}
