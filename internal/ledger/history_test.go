package ledger

import (
	"strings"
	"testing"
)

// TestHistory puts statuses on one line; each word is an article with the statuses that it tells.
func TestHistory(t *testing.T) {
	for articles, want := range map[string]string{
		"planned postponed planned happened":                        "planned postponed planned happened",
		"happened+denied":                                           "happened denied",
		"happened+denied happened+denied happened+happened+denied":  "happened denied",
		"happened+denied happened":                                  "happened denied happened",
		"planned happened+planned":                                  "planned happened",
		"proposed planned+proposed ongoing+planned happened denied": "proposed planned happened denied",
	} {
		var members []*Mention
		for i, article := range strings.Fields(articles) {
			for _, status := range strings.Split(article, "+") {
				members = append(members, &Mention{Article: string(rune('a' + i)), Status: status, Published: "2024-03-04"})
			}
		}
		var got []string
		for _, s := range history(members) {
			got = append(got, s.Status)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", articles, strings.Join(got, " "), want)
		}
	}
}
