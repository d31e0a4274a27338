// Package quote finds who says what: direct, mixed and indirect attributions, from "the ministry said that ..." to
// "according to a letter" and "his warning that ...". It reads the tokens and their tree, the times and the actors, and
// fills Document.Statements. Which words report is said in the tables beside it.
package quote

import (
	"fmt"
	"iter"
	"slices"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// Reader finds statements. It is safe for concurrent use.
type Reader struct {
	verbs      map[string][]*word // by the first word; rows of several words before those of one
	gerunds    map[string]*word   // verbs of one word by their "-ing" form
	nouns      map[string]*word
	adjectives map[string]*word
	phrases    map[string][]*phrase // by the first word
	documents  map[string]bool      // whether the text is by whoever was quoted right before
	carriers   map[string]bool      // whether the verb tells what one feels or wants
	papers     map[string]bool
	silences   map[string][]silence // by the first word
	turns      map[string]turnKind  // by label
}

// New reads the tables and checks them.
func New(t table.Dir) (*Reader, error) {
	r, err := load(t)
	if err != nil {
		return nil, fmt.Errorf("loading the tables of quote: %w", err)
	}
	return r, nil
}

// Read fills d.Statements, in the order of their contents.
func (r *Reader) Read(d *doc.Document) {
	d.Statements = nil
	if len(d.Tokens) == 0 {
		return
	}
	s := newScan(r, d)
	s.findQuotations()
	s.findTurns()
	for k := range d.Sentences {
		s.findCues(int32(k))
	}
	s.attachBareQuotations()
	slices.SortStableFunc(s.drafts, func(a, b *draft) int { return int(a.at() - b.at()) })
	s.dropNested()
	s.write()
}

// draft is a statement in the making. Spans are of tokens.
type draft struct {
	word    *word // the row that made it; nil where a quotation stands bare
	frame   string
	cue     int32      // head token of the cue, or None
	cues    []doc.Span // the words of saying
	source  []doc.Span
	speaker int32 // head token of the phrase that names the speaker, or None
	body    []doc.Span
	turn    *turn // of a transcript, whose label tells the speaker
	quoted  bool  // the content was found as a quotation
	drop    bool
}

// at is where the content starts.
func (a *draft) at() int32 { return a.body[0].First }

// holds says whether token i is part of the content. The pieces of a body stand in order.
func (a *draft) holds(i int32) bool {
	k, _ := slices.BinarySearchFunc(a.body, i, func(b doc.Span, i int32) int { return int(b.End - 1 - i) })
	return k < len(a.body) && a.body[k].Has(i)
}

// scan is the work on one document.
type scan struct {
	r          *Reader
	d          *doc.Document
	below      []doc.Span // for each token the run of tokens from the leftmost to the rightmost below it
	quotations []quotation
	quotedBy   []int32        // for each token the quotation that it stands in, or None
	turnAt     map[int32]turn // of a transcript, by sentence
	drafts     []*draft
}

func newScan(r *Reader, d *doc.Document) *scan {
	n := len(d.Tokens)
	s := &scan{r: r, d: d, below: make([]doc.Span, n), quotedBy: make([]int32, n)}
	waiting := make([]int32, n) // children not yet counted in
	for i := range d.Tokens {
		s.below[i] = doc.Span{First: int32(i), End: int32(i) + 1}
		s.quotedBy[i] = doc.None
		if h := d.Tokens[i].Head; h != doc.None {
			waiting[h]++
		}
	}
	for i := range d.Tokens {
		// A token without waiting children is whole: hand it up as far as it completes its heads.
		for t := int32(i); t != doc.None && waiting[t] == 0; {
			waiting[t] = -1
			h := d.Tokens[t].Head
			if h == doc.None {
				break
			}
			s.below[h].First = min(s.below[h].First, s.below[t].First)
			s.below[h].End = max(s.below[h].End, s.below[t].End)
			waiting[h]--
			t = h
		}
	}
	return s
}

// reach bounds how far a saying is looked at to both sides within its sentence, in tokens, so that the work stays linear
// where no full stop ends a sentence.
const reach = 500

// around is the sentence of token i, as far as it lies within reach.
func (s *scan) around(i int32) doc.Span {
	sp := s.d.Sentences[s.d.Tokens[i].Sent].Span
	return doc.Span{First: max(sp.First, i-reach), End: min(sp.End, i+reach)}
}

// add keeps a draft whose content is not empty.
func (s *scan) add(a *draft) bool {
	a.body = s.tidy(a.body)
	if len(a.body) == 0 {
		return false
	}
	s.drafts = append(s.drafts, a)
	return true
}

// draftsFrom gives the drafts whose cue stands at token first or later, the last made first. Cues are found sentence by
// sentence, so it goes no further back than their sentence.
func (s *scan) draftsFrom(first int32) iter.Seq[*draft] {
	return func(yield func(*draft) bool) {
		for k := len(s.drafts) - 1; k >= 0 && s.drafts[k].cue >= first; k-- {
			if !yield(s.drafts[k]) {
				return
			}
		}
	}
}
