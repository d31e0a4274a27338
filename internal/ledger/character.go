package ledger

import (
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/table"
)

// How a meeting was ("candid", "tense") is what its parties' accounts differ in most often.

// nearby is how many words may stand between a word for a meeting and one that says how it was.
const nearby = 8

// loadCharacter reads the words that say how a meeting was, each with its class.
func (r *rules) loadCharacter(dir table.Dir) error {
	r.character = map[string]string{}
	rows, err := dir.Load("character.tsv", 1, "class", "words")
	for _, row := range rows {
		for w := range strings.SplitSeq(row.Cell(1), "|") {
			if r.character[w] != "" {
				return row.Errorf("%q has a class already", w)
			}
			r.character[w] = row.Cell(0)
		}
	}
	return err
}

// characterOf are the words of a sentence that say how the meeting was, in order.
func (r *rules) characterOf(words string) []string {
	tokens, _ := tokensOf(words)
	var out []string
	for i, w := range tokens {
		if r.character[w] == "" || i > 0 && (tokens[i-1] == "not" || tokens[i-1] == "no") {
			continue
		}
		for k := max(0, i-nearby); k < min(len(tokens), i+nearby+1); k++ {
			if slices.Contains(meetingWords, tokens[k]) {
				out = union(out, []string{w})
				break
			}
		}
	}
	return out
}

// meetingWords name what a meeting is, or what is done in it.
var meetingWords = []string{"atmosphere", "call", "communication", "conversation", "conversations", "dialogue", "discussion", "discussions", "encounter", "exchange", "exchanges",
	"meeting", "meetings", "negotiations", "summit", "talk", "talks", "visit"}

// characterClash says whether two accounts call a meeting by words of which no class is the same; each value is one account's words.
func (r *rules) characterClash(values []string) bool {
	classes := func(value string) []string {
		var out []string
		for w := range strings.SplitSeq(value, ", ") {
			out = union(out, []string{r.character[w]})
		}
		return out
	}
	for i, a := range values {
		for _, b := range values[i+1:] {
			if of := classes(b); !slices.ContainsFunc(classes(a), func(c string) bool { return slices.Contains(of, c) }) {
				return true
			}
		}
	}
	return false
}
