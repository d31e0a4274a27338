package english

import (
	"errors"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// Name tags: outside, then begin and inside of each kind.
const (
	tagO     = 0
	nameTags = 9
)

func tagBegin(k doc.NameKind) uint8  { return uint8(k)*2 - 1 }
func tagInside(k doc.NameKind) uint8 { return uint8(k) * 2 }
func tagKind(t uint8) doc.NameKind   { return doc.NameKind((t + 1) / 2) }
func isInside(t uint8) bool          { return t != tagO && t%2 == 0 }

// follows says whether tag t may stand after tag p.
func follows(p, t uint8) bool { return !isInside(t) || p != tagO && tagKind(p) == tagKind(t) }

// nameWeights is a linear model over hashed features: a fingerprint and a row of weights for each feature that it knows.
type nameWeights struct {
	prints []uint16 // 0 is free; open addressing
	rows   []int8   // nameTags a slot
	trans  []int16  // [kind of the token][tag before][tag]
}

// nameSlot gives a feature's first slot and its fingerprint.
func nameSlot(f uint64, n int) (int, uint16) {
	return int(f >> 32 * uint64(n) >> 32), uint16(f) | 1
}

func (w *nameWeights) add(f uint64, score *[nameTags]int32) {
	at, p := nameSlot(f, len(w.prints))
	for {
		switch w.prints[at] {
		case p:
			row := w.rows[at*nameTags : at*nameTags+nameTags : at*nameTags+nameTags]
			for k, v := range row {
				score[k] += int32(v)
			}
			return
		case 0:
			return
		}
		if at++; at == len(w.prints) {
			at = 0
		}
	}
}

// nameTagger finds names.
type nameTagger struct {
	nameWeights
	gaz *gazetteer
}

// nameScratch is the working memory of one sentence.
type nameScratch struct {
	toks  []nameToken
	feats []uint64
	score [][nameTags]int32
	back  [][nameTags]uint8
	tags  []uint8
	forms []string
	block []doc.Name
}

const never = -1 << 30

// tag gives each form its tag, with what the article has said before; the slice lives until the next call with the same scratch.
func (m *nameTagger) tag(forms []string, s *nameScratch, mem nameMemory) []uint8 {
	s.look(forms, m.gaz)
	n := len(forms)
	s.score = resize(s.score, n)
	s.back = resize(s.back, n)
	s.tags = resize(s.tags, n)
	for i := range n {
		e := &s.score[i]
		*e = [nameTags]int32{}
		if !s.toks[i].open {
			continue
		}
		s.feats = s.features(i, s.feats[:0])
		for _, f := range s.feats {
			m.add(f, e)
		}
		if mem != nil {
			mem.bonus(s, i, e)
		}
	}
	m.viterbi(s)
	return s.tags
}

// viterbi finds the best sequence of tags for the scores of the tokens, which it overwrites.
func (m *nameTagger) viterbi(s *nameScratch) {
	n := len(s.tags)
	prev := [nameTags]int32{}
	for t := 1; t < nameTags; t++ {
		prev[t] = never
	}
	for i := range n {
		e := &s.score[i]
		var cur [nameTags]int32
		if !s.toks[i].open {
			best, from := int32(never), uint8(0)
			for p, v := range prev {
				if v > best {
					best, from = v, uint8(p)
				}
			}
			for t := 1; t < nameTags; t++ {
				cur[t] = never
			}
			cur[tagO], s.back[i][tagO] = best, from
		} else {
			trans := m.trans[int(s.toks[i].kind)*nameTags*nameTags:]
			for t := range uint8(nameTags) {
				best, from := int32(2*never), uint8(0)
				for p := range uint8(nameTags) {
					if !follows(p, t) {
						continue
					}
					if v := prev[p] + int32(trans[int(p)*nameTags+int(t)]); v > best {
						best, from = v, p
					}
				}
				cur[t], s.back[i][t] = max(best+e[t], never), from
			}
		}
		prev = cur
	}
	best, at := int32(2*never), uint8(0)
	for t, v := range prev {
		if v > best {
			best, at = v, uint8(t)
		}
	}
	for i := n - 1; i >= 0; i-- {
		s.tags[i] = at
		at = s.back[i][at]
	}
}

// read finds the names of a document.
func (m *nameTagger) read(d *doc.Document) {
	var s nameScratch
	d.Names = d.Names[:0]
	for first := 0; first < len(d.Sentences); {
		last, tokens := first, 0
		for last < len(d.Sentences) && tokens < memoryBlock {
			tokens += d.Sentences[last].Span.Len()
			last++
		}
		m.readBlock(d, d.Sentences[first:last], &s)
		first = last
	}
	d.IndexNames()
}

// readBlock finds the names of sentences that share one memory.
func (m *nameTagger) readBlock(d *doc.Document, sents []doc.Sentence, s *nameScratch) {
	mem := make(nameMemory)
	s.block = s.block[:0]
	for _, sent := range sents {
		s.setForms(d, sent.Span)
		names := appendNames(nil, m.tag(s.forms, s, nil), sent.Span.First)
		mem.note(s.forms, names, sent.Span.First)
		s.block = append(s.block, names...)
	}
	k := 0
	for _, sent := range sents {
		j := k
		for j < len(s.block) && s.block[j].First < sent.Span.End {
			j++
		}
		if mem.holds(d, sent.Span) {
			s.setForms(d, sent.Span)
			d.Names = appendNames(d.Names, m.tag(s.forms, s, mem), sent.Span.First)
		} else {
			d.Names = append(d.Names, s.block[k:j]...)
		}
		k = j
	}
}

func (s *nameScratch) setForms(d *doc.Document, span doc.Span) {
	s.forms = s.forms[:0]
	for i := span.First; i < span.End; i++ {
		s.forms = append(s.forms, d.Form(i))
	}
}

// appendNames turns tags into names; the first tag is that of token first.
func appendNames(names []doc.Name, tags []uint8, first int32) []doc.Name {
	for i := 0; i < len(tags); {
		if tags[i] == tagO {
			i++
			continue
		}
		j := i + 1
		for j < len(tags) && tags[j] == tagInside(tagKind(tags[i])) {
			j++
		}
		names = append(names, doc.Name{Span: doc.Span{First: first + int32(i), End: first + int32(j)}, Kind: tagKind(tags[i])})
		i = j
	}
	return names
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// newNameTagger opens the gazetteer and the name model.
func newNameTagger(gazData, data string, t table.Dir) (*nameTagger, error) {
	g, err := openModel("gazetteer", gazData)
	if err != nil {
		return nil, err
	}
	m := &nameTagger{}
	if m.gaz, err = loadGazetteer(g, t); err != nil {
		return nil, err
	}
	f, err := openModel("names", data)
	if err != nil {
		return nil, err
	}
	if m.prints, err = section[uint16](f, "prints"); err != nil {
		return nil, err
	}
	if m.rows, err = section[int8](f, "rows"); err != nil {
		return nil, err
	}
	if m.trans, err = section[int16](f, "trans"); err != nil {
		return nil, err
	}
	if len(m.prints) == 0 || len(m.rows) != len(m.prints)*nameTags || len(m.trans) != nameKinds*nameTags*nameTags {
		return nil, errors.New("opening the model names: its sections do not fit together")
	}
	return m, nil
}
