package english

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// ChainSpan is a mention of a chain in annotated text.
type ChainSpan struct {
	doc.Span
	Chain int32
}

// CorefText is a document with its chains as annotated.
type CorefText struct {
	*doc.Document
	Gold []ChainSpan
}

var entityPart = regexp.MustCompile(`\((\d+)\)|\((\d+)|(\d+)\)`)

// ReadCorefText reads CoNLL-U with chains in the tenth column as OntoGUM has them: Entity=(4(5) opens chain 4 and holds a word of chain 5,
// Entity=4) closes it.
func ReadCorefText(data []byte) (CorefText, error) {
	t, err := ReadCoNLLU(bytes.NewReader(data))
	if err != nil {
		return CorefText{}, err
	}
	out := CorefText{Document: t.Document}
	open := make(map[int32][]int32)
	at := int32(-1)
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<22)
	for line := 1; sc.Scan(); line++ {
		cols := strings.Split(sc.Text(), "\t")
		if len(cols) != 10 || strings.ContainsAny(cols[0], "-.") {
			continue
		}
		at++
		for _, f := range strings.Split(cols[9], "|") {
			v, ok := strings.CutPrefix(f, "Entity=")
			if !ok {
				continue
			}
			for _, p := range entityPart.FindAllStringSubmatch(v, -1) {
				n, err := strconv.Atoi(p[1] + p[2] + p[3])
				if err != nil {
					return out, fmt.Errorf("line %d: %w", line, err)
				}
				chain := int32(n)
				switch {
				case p[1] != "":
					out.Gold = append(out.Gold, ChainSpan{doc.Span{First: at, End: at + 1}, chain})
				case p[2] != "":
					open[chain] = append(open[chain], at)
				default:
					o := open[chain]
					if len(o) == 0 {
						return out, fmt.Errorf("line %d: chain %d is closed but not open", line, n)
					}
					out.Gold = append(out.Gold, ChainSpan{doc.Span{First: o[len(o)-1], End: at + 1}, chain})
					open[chain] = o[:len(o)-1]
				}
			}
		}
	}
	return out, sc.Err()
}
