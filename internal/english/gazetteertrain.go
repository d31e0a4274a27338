package english

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/openlines/openlines/internal/table"
)

// Gazetteer is the lists of names that the name model looks words up in.
type Gazetteer struct{ gaz *gazetteer }

// OpenGazetteer opens a gazetteer's model file and the table of names over it.
func OpenGazetteer(data []byte, t table.Dir) (*Gazetteer, error) {
	m, err := openModel("gazetteer", string(data))
	if err != nil {
		return nil, err
	}
	g, err := loadGazetteer(m, t)
	return &Gazetteer{g}, err
}

// MakeGazetteer makes a gazetteer's model file of lines "kind TAB name". The words of common are
// entered as words that are no names of themselves; info is asked when all is read.
func MakeGazetteer(in io.Reader, common []string, info func() ModelInfo) ([]byte, error) {
	b := newGazBuilder()
	for _, w := range common {
		b.add(gazWord, []string{w})
	}
	sc := bufio.NewScanner(in)
	for line := 1; sc.Scan(); line++ {
		kind, name, _ := strings.Cut(sc.Text(), "\t")
		bit, ok := gazKinds[kind]
		if !ok {
			return nil, fmt.Errorf("line %d: no such kind of name: %q", line, kind)
		}
		b.add(bit, gazSplit(name))
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading the lists of names: %w", err)
	}
	words, phrases := newGazSet(b.words), newGazSet(b.phrases)
	var w modelWriter
	addSection(&w, "words.keys", words.keys)
	addSection(&w, "words.bits", words.bits)
	addSection(&w, "phrases.keys", phrases.keys)
	addSection(&w, "phrases.bits", phrases.bits)
	return w.bytes(info())
}
