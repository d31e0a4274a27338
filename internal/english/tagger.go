package english

import "fmt"

// tagger is a greedy left-to-right tagger over pairs of UPOS and XPOS.
type tagger struct {
	lex *lexicon
	lin *linear
}

func loadTagger(data string, lex *lexicon) (*tagger, error) {
	m, err := openModel("tagger", data)
	if err != nil {
		return nil, err
	}
	lin, err := loadLinear(m, "tag")
	if err != nil {
		return nil, err
	}
	lin.classes = len(lex.tags)
	if len(lin.entries) > 0 && int(lin.entries[0]>>8) >= lin.classes {
		return nil, fmt.Errorf("opening the model tagger: it has more tags than the lexicon; train both together")
	}
	return &tagger{lex, lin}, nil
}

// window is two words on each side of a sentence's words that stand for its edges.
const window = 2

// edgeWord stands outside the sentence.
var edgeWord = word{form: 3, low: 3, shape: 3, suf: [4]uint32{3, 3, 3, 3}, pre: [3]uint32{3, 3, 3}}

// noTag stands for the tag outside the sentence.
const noTag = 255

// tagStatic appends the features of the word at i (in padded words) that do not depend on tags.
func tagStatic(f []uint32, ws []word, i int) []uint32 {
	w := &ws[i]
	p, n := &ws[i-1], &ws[i+1]
	pp, nn := &ws[i-2], &ws[i+2]
	first := uint32(0)
	if p.low == edgeWord.low {
		first = 1
	}
	return append(f,
		1,
		mix(2, w.form),
		mix(3, w.low),
		mix(4, w.suf[0]),
		mix(5, w.suf[1]),
		mix(6, w.suf[2]),
		mix(7, w.suf[3]),
		mix(8, w.pre[0]),
		mix(9, w.pre[1]),
		mix(10, w.pre[2]),
		mix(11+first<<8, w.shape),
		mix(12, p.low),
		mix(13, n.low),
		mix(14, pp.low),
		mix(15, nn.low),
		mix(mix(16, p.low), w.low),
		mix(mix(17, w.low), n.low),
		mix(mix(18, p.low), n.low),
		mix(19, w.lex.fine()),
		mix(20, p.lex.fine()),
		mix(21, n.lex.fine()),
		mix(mix(22, p.lex.coarse()), w.lex.coarse()<<8|n.lex.coarse()),
		mix(23, w.lex.tagset()),
		mix(24, n.lex.tagset()),
		mix(mix(25, w.lex.tagset()), n.lex.tagset()),
		mix(26, nn.lex.tagset()),
		mix(mix(27, n.lex.tagset()), nn.lex.tagset()),
		mix(28, n.suf[2]),
		mix(29, p.suf[2]),
		mix(mix(30, n.shape), w.shape),
		mix(mix(31, w.suf[2]), w.shape),
		mix(mix(32, w.suf[1]), n.lex.tagset()),
		mix(mix(33, w.lex.fine()), n.lex.fine()),
		mix(mix(34, w.lex.fine()), p.lex.fine()),
		mix(mix(35, p.shape), w.shape),
		mix(36, pp.lex.fine()),
		mix(37, nn.lex.fine()),
	)
}

// tagDynamic appends the features that depend on the two tags before.
func tagDynamic(f []uint32, ws []word, i int, t1, t2 uint32) []uint32 {
	w, n := &ws[i], &ws[i+1]
	tt := t1<<8 | t2
	return append(f,
		mix(50, t1),
		mix(51, t2),
		mix(52, tt),
		mix(mix(53, t1), w.low),
		mix(mix(54, t1), n.low),
		mix(mix(55, t1), w.suf[2]),
		mix(mix(56, t1), w.lex.tagset()),
		mix(mix(57, tt), w.lex.tagset()),
		mix(mix(58, t1), n.lex.tagset()<<14|w.lex.tagset()),
		mix(mix(59, t1), w.lex.fine()),
		mix(mix(60, t1), w.shape),
		mix(mix(61, tt), w.low),
		mix(mix(62, tt), n.lex.tagset()),
	)
}

// tag fills tags for the words of a sentence, which stand in ws[window : len(ws)-window].
func (t *tagger) tag(ws []word, tags []uint8, x *scratch) {
	t1, t2 := uint32(noTag), uint32(noTag)
	for i := range tags {
		only := t.lex.candidates(ws[i+window].lex)
		var c int
		if len(only) == 1 {
			c = int(only[0])
		} else {
			x.features = tagDynamic(tagStatic(x.features[:0], ws, i+window), ws, i+window, t1, t2)
			clear(x.scores[:t.lin.classes])
			t.lin.score(x.features, x.scores)
			c = best(x.scores[:t.lin.classes], only)
		}
		tags[i] = uint8(c)
		t1, t2 = uint32(c), t1
	}
}
