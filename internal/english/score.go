package english

import (
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// Scores are the shares of words read right, the words given.
type Scores struct{ UPOS, XPOS, Lemma, UAS, LAS float64 }

// Map gives the scores by name, in percent with two digits after the point.
func (s Scores) Map() map[string]float64 {
	out := map[string]float64{}
	for name, v := range map[string]float64{"UPOS": s.UPOS, "XPOS": s.XPOS, "lemma": s.Lemma, "UAS": s.UAS, "LAS": s.LAS} {
		out[name] = float64(int(v*10000+0.5)) / 100
	}
	return out
}

// Score annotates the words of a gold document anew and compares.
func (r *Reader) Score(gold *doc.Document) Scores {
	d := &doc.Document{Text: gold.Text}
	d.Sentences = append(d.Sentences, gold.Sentences...)
	for i := range gold.Tokens {
		d.Tokens = append(d.Tokens, doc.Token{Range: gold.Tokens[i].Range, Head: doc.None, Sent: gold.Tokens[i].Sent})
	}
	r.ReadTokens(d)
	var s Scores
	lemmas := 0.0
	for i := range gold.Tokens {
		g, t := &gold.Tokens[i], &d.Tokens[i]
		add := func(sum *float64, ok bool) {
			if ok {
				*sum++
			}
		}
		add(&s.UPOS, g.UPOS == t.UPOS)
		add(&s.XPOS, g.XPOS == t.XPOS)
		if g.Lemma != "" {
			lemmas++
			add(&s.Lemma, g.Lemma == t.Lemma)
		}
		add(&s.UAS, g.Head == t.Head)
		gr, _, _ := strings.Cut(g.Rel, ":")
		add(&s.LAS, g.Head == t.Head && doc.Is(t.Rel, gr))
	}
	n := float64(max(1, len(gold.Tokens)))
	s.UPOS, s.XPOS, s.UAS, s.LAS = s.UPOS/n, s.XPOS/n, s.UAS/n, s.LAS/n
	s.Lemma /= max(1, lemmas)
	return s
}
