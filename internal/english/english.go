// Package english reads English: sentences, words, parts of speech, lemmas, syntactic trees, names, and which noun
// phrases mean the same. The models are trained by the command train and lie in the program's image.
package english

import (
	_ "embed"
	"errors"
	"sync"

	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/table"
)

// Models names the models, as it stands in every record. It is raised when any of them changes.
const Models = "english-1"

// The trained models.
var (
	//go:embed models/lexicon.bin
	lexiconModel string
	//go:embed models/tagger.bin
	taggerModel string
	//go:embed models/parser.bin
	parserModel string
	//go:embed models/lemma.bin
	lemmaModel string
	//go:embed models/gazetteer.bin
	gazetteerModel string
	//go:embed models/names.bin
	namesModel string
	//go:embed models/coref.bin
	corefModel string
)

// Reader reads English. It is safe for concurrent use.
type Reader struct {
	tok    *Tokenizer
	lex    *lexicon
	tagger *tagger
	parser *parser
	lemmas []*lemmaTable // by tag
	names  *nameTagger   // nil while the other models are made
	coref  *coref        // nil likewise
	verbs  unchanging    // nil likewise
	pool   sync.Pool     // of *scratch

	tagClasses []tagClass // of each tag
	pastVerb   uint8      // the tag VERB/VBD
	participle uint8      // the tag VERB/VBN
}

// scratch is the memory that reading one sentence after the other needs.
type scratch struct {
	at       []int32 // the tokens that are tagged and parsed
	words    []word
	tags     []uint8
	features []uint32
	scores   []int32
	moves    [moveCap]uint32
	state    state
}

// maxClasses bounds the classes of a linear.
const maxClasses = 128

// New loads the models that are built in, and the tables.
func New(t table.Dir) (*Reader, error) {
	r, err := NewFrom(t, lexiconModel, taggerModel, parserModel, lemmaModel)
	names, errNames := newNameTagger(gazetteerModel, namesModel, t)
	coref, errCoref := newCoref(corefModel, t)
	verbs, errVerbs := loadUnchanging(t)
	if err := errors.Join(err, errNames, errCoref, errVerbs); err != nil {
		return nil, err
	}
	coref.gaz = names.gaz
	r.names, r.coref, r.verbs = names, coref, verbs
	return r, nil
}

// NewFrom takes the models from the bytes of their files. Such a reader finds no names and no chains.
func NewFrom(t table.Dir, lexData, tagData, parseData, lemmaData string) (*Reader, error) {
	r := &Reader{}
	var err error
	if r.tok, err = NewTokenizer(t); err != nil {
		return nil, err
	}
	if r.lex, err = loadLexicon(lexData); err != nil {
		return nil, err
	}
	if r.tagger, err = loadTagger(tagData, r.lex); err != nil {
		return nil, err
	}
	if r.parser, err = loadParser(parseData); err != nil {
		return nil, err
	}
	lemmas, err := loadLemmas(lemmaData)
	if err != nil {
		return nil, err
	}
	for _, t := range r.lex.tags {
		r.lemmas = append(r.lemmas, lemmas.table(t))
	}
	if kinds, past, part, ok := kindsOf(r.lex.tags); ok {
		r.tagClasses, r.pastVerb, r.participle = kinds, past, part
	}
	r.pool.New = func() any { return newScratch() }
	return r, nil
}

func newScratch() *scratch { return &scratch{scores: make([]int32, maxClasses)} }

// Read fills the document's sentences, tokens with tags, lemmas and trees, names and mentions.
func (r *Reader) Read(d *doc.Document) {
	r.tok.Split(d)
	r.ReadTokens(d)
}

// ReadTokens annotates the sentences and tokens that the document has already.
func (r *Reader) ReadTokens(d *doc.Document) {
	x := r.pool.Get().(*scratch)
	defer r.pool.Put(x)
	for i := range d.Sentences {
		r.readSentence(d, int32(i), x)
	}
	d.LinkTree()
	r.verbs.mendVerbs(d)
	mendShifted(d)
	if r.names != nil {
		r.names.read(d)
		mendLists(d)
		mendPersons(d)
	}
	if r.coref != nil {
		r.coref.read(d)
	}
}

func (r *Reader) readSentence(d *doc.Document, sent int32, x *scratch) {
	s := d.Sentences[sent].Span
	x.at = withoutQuotes(x.at[:0], d, s)
	x.words = padded(x.words[:0], d, x.at, r.lex)
	n := len(x.at)
	if cap(x.tags) < n {
		x.tags = make([]uint8, n+n/2)
	}
	x.tags = x.tags[:n]
	r.tagger.tag(x.words, x.tags, x)
	r.findMainVerb(d, x.at, x.tags)
	x.state.fill(x.words, x.tags, r.lex)
	r.parser.parse(&x.state, x)
	for i := range n {
		t := &d.Tokens[x.at[i]]
		node := &x.state.nodes[i]
		pair := r.lex.tags[x.tags[i]]
		t.UPOS, t.XPOS, t.Sent = pair.upos, pair.xpos, sent
		t.Rel = r.parser.labels[node.label-1]
		t.Head = doc.None
		if int(node.head) < n {
			t.Head = x.at[node.head]
		}
		t.Lemma = r.lemmas[x.tags[i]].lemma(d.Text[t.Start:t.End])
	}
	for _, i := range x.at { // "she's left" has another lemma than "she's late"
		t := &d.Tokens[i]
		if t.Rel == "aux" && t.XPOS == "VBZ" && t.Lemma == "be" && t.Head != doc.None && d.Tokens[t.Head].XPOS == "VBN" {
			t.Lemma = "have"
		}
	}
	if n < s.Len() {
		hangQuotes(d, s, sent)
	}
}

// padded appends the words of the tokens with window edge words on both sides.
func padded(ws []word, d *doc.Document, tokens []int32, lex *lexicon) []word {
	n := len(tokens) + 2*window
	if cap(ws) < n {
		ws = make([]word, 0, n+n/2)
	}
	ws = ws[:n]
	for i := range window {
		ws[i], ws[n-1-i] = edgeWord, edgeWord
	}
	for i, k := range tokens {
		t := &d.Tokens[k]
		ws[i+window].see(d.Text[t.Start:t.End], lex)
	}
	markTitle(ws[window:n-window], d, tokens)
	return ws
}

// Classes of tags that the parser counts between two words.
const (
	xpOther uint32 = iota
	xpComma
	xpVerb
)

// fill starts the parser's state with a sentence's padded words and tags.
func (s *state) fill(ws []word, tags []uint8, lex *lexicon) {
	s.start(len(tags))
	for i, t := range tags {
		w := &ws[i+window]
		n := &s.nodes[i]
		n.w, n.p, n.c, n.cc = w.low, uint32(t), w.lex.fine(), w.lex.coarse()
		switch pair := &lex.tags[t]; {
		case pair.xpos == ",":
			n.xp = xpComma
		case pair.upos == "VERB" || pair.upos == "AUX":
			n.xp = xpVerb
		}
	}
	s.count()
}
