package english

import (
	"math/rand/v2"

	"github.com/openlines/openlines/internal/doc"
)

// TaggerOptions steer the training of the tagger.
type TaggerOptions struct {
	Epochs int
	Runs   int // whose models are added up
	Seed   uint64
	Log    func(format string, args ...any)
}

// tagNumbers gives the number of a tag pair in the lexicon. A pair too rare to be there is the first with the same
// Penn tag, else with the same part of speech.
func tagNumbers(lex *lexicon) func(upos, xpos string) uint8 {
	exact := map[tag]uint8{}
	byX, byU := map[string]uint8{}, map[string]uint8{}
	for i := len(lex.tags) - 1; i >= 0; i-- {
		t := lex.tags[i]
		exact[t], byX[t.xpos], byU[t.upos] = uint8(i), uint8(i), uint8(i)
	}
	return func(upos, xpos string) uint8 {
		if n, ok := exact[tag{upos, xpos}]; ok {
			return n
		}
		if n, ok := byX[xpos]; ok {
			return n
		}
		return byU[upos]
	}
}

// tagged is a sentence to learn from.
type tagged struct {
	words []word
	tags  []uint8
	rows  []int32 // of the features that do not depend on tags: rows[ends[i-1]:ends[i]] for word i
	ends  []int32
}

// LearnTagger trains the tagger on gold documents.
func LearnTagger(docs []*doc.Document, lexiconData []byte, info ModelInfo, o TaggerOptions) ([]byte, error) {
	lex, err := loadLexicon(string(lexiconData))
	if err != nil {
		return nil, err
	}
	number := tagNumbers(lex)
	var all []tagged
	for _, d := range docs {
		for si := range d.Sentences {
			s := tagged{words: padded(nil, d, every(nil, d.Sentences[si].Span), lex)}
			for i := d.Sentences[si].First; i < d.Sentences[si].Span.End; i++ {
				s.tags = append(s.tags, number(d.Tokens[i].UPOS, d.Tokens[i].XPOS))
			}
			all = append(all, s)
		}
	}
	known := newLearner()
	count := atLeast{2, map[uint32]uint8{}}
	var f []uint32
	for _, s := range all {
		t1, t2 := uint32(noTag), uint32(noTag)
		for i, t := range s.tags {
			f = tagDynamic(tagStatic(f[:0], s.words, i+window), s.words, i+window, t1, t2)
			count.see(f, known)
			t1, t2 = uint32(t), t1
		}
	}
	for k := range all {
		s := &all[k]
		for i := range s.tags {
			f = tagStatic(f[:0], s.words, i+window)
			s.rows = known.find(s.rows, f)
			s.ends = append(s.ends, int32(len(s.rows)))
		}
	}
	runs := make([]*learner, o.Runs)
	together(o.Runs, func(run int) {
		runs[run] = known.blank()
		learnTags(all, lex, runs[run], o, uint64(run))
		runs[run].average()
	})
	for run := 1; run < o.Runs; run++ {
		runs[0].add(runs[run])
	}
	var w modelWriter
	runs[0].sections(&w, "tag")
	return w.bytes(info)
}

// learnTags is one run of the training.
func learnTags(all []tagged, lex *lexicon, l *learner, o TaggerOptions, run uint64) {
	var f []uint32
	rng := rand.New(rand.NewPCG(o.Seed+run, 3))
	order := rng.Perm(len(all))
	scores := make([]float32, len(lex.tags))
	var rows []int32
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		wrong, total := 0, 0
		for _, si := range order {
			s := &all[si]
			t1, t2 := uint32(noTag), uint32(noTag)
			from := int32(0)
			for i, want := range s.tags {
				only := lex.candidates(s.words[i+window].lex)
				var c int
				if len(only) == 1 {
					c = int(only[0])
				} else {
					f = tagDynamic(f[:0], s.words, i+window, t1, t2)
					rows = l.find(append(rows[:0], s.rows[from:s.ends[i]]...), f)
					clear(scores)
					l.score(rows, scores)
					c = best(scores, only)
					if c != int(want) {
						l.update(rows, int(want), c)
						wrong++
					}
					l.step++
				}
				total++
				from = s.ends[i]
				t1, t2 = uint32(c), t1
			}
		}
		if o.Log != nil && run == 0 {
			o.Log("tagger epoch %d: %.4f right on what it learns from", epoch+1, 1-float64(wrong)/float64(total))
		}
	}
}
