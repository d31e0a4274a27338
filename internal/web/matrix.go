package web

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/ledger"
)

// matrix shows something of each pair, with the parties as rows and columns. The screen has it as a table, the file as a drawing.
type matrix struct {
	Codes []string
	Names []string // of the codes
	Cells [][]square
}

// square is a cell: a sign or number that leads somewhere, what it means, and a small number under it.
type square struct{ Text, Small, Link, Title, Class string }

// newMatrix takes the parties that weigh most, at most of them.
func (s *Server) newMatrix(weight map[string]int, most int, cells map[string]square) *matrix {
	m := &matrix{}
	for c := range weight {
		m.Codes = append(m.Codes, c)
	}
	slices.SortFunc(m.Codes, func(a, b string) int { return cmp.Or(weight[b]-weight[a], strings.Compare(a, b)) })
	m.Codes = m.Codes[:min(len(m.Codes), most)]
	for _, a := range m.Codes {
		m.Names = append(m.Names, s.name(a))
		row := make([]square, len(m.Codes))
		for i, b := range m.Codes {
			row[i] = cells[ledger.Pair(a, b)]
		}
		m.Cells = append(m.Cells, row)
	}
	return m
}

// drawMatrix draws a matrix as its table looks.
func drawMatrix(m *matrix) *svg {
	const left, top, w, h = 190.0, 26.0, 56.0, 38.0
	s := newSVG(left+w*float64(len(m.Codes))+6, top+h*float64(len(m.Codes))+6)
	if len(m.Codes) == 0 {
		s = newSVG(chartWidth, 60)
		s.text(chartWidth/2, 34, "t-strong", "middle", "No pairs")
		return s
	}
	for i, code := range m.Codes {
		x, y := left+w*float64(i), top+h*float64(i)
		s.text(x+w/2, top-9, "t-strong", "middle", code)
		s.text(left-8, y+h/2+4, "t-strong", "end", shorten(m.Names[i], 30))
		for k, c := range m.Cells[i] {
			x := left + w*float64(k)
			s.add(`<g><title>%s</title><rect x="%s" y="%s" width="%s" height="%s" class="cell %s"/>`, html.EscapeString(c.Title), f1(x), f1(y), f1(w), f1(h), c.Class)
			if c.Small == "" {
				s.text(x+w/2, y+h/2+4, "t-strong", "middle", c.Text)
			} else {
				s.text(x+w/2, y+h/2-1, "t-strong", "middle", c.Text)
				s.text(x+w/2, y+h/2+13, "", "middle", c.Small)
			}
			s.WriteString(`</g>`)
		}
	}
	return s
}
