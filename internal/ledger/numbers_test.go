package ledger

import (
	"strings"
	"testing"
)

func TestNumbers(t *testing.T) {
	for words, want := range map[string]string{
		"Oslo expelled two Peruvian attachés and 14 other diplomats on March 3, 2024.": "2 attachés, 14 diplomats",
		"The two sides agreed on 145 million euros; the two later spoke for 3 days.":   "145 million euros",
		"The two countries lost 1,200 soldiers.":                                       "1200 soldiers",
		"He came on the 5 May train with five":                                         "",
	} {
		if got := strings.Join(numbers(words), ", "); got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
}

func TestNumbersClash(t *testing.T) {
	account := func(article string, numbers ...string) Account { return Account{Article: article, Numbers: numbers} }
	for _, c := range []struct {
		name     string
		accounts []Account
		want     string
	}{
		{"two or three", []Account{account("a", "2 diplomats"), account("b", "3 diplomats", "2 weeks")}, "2 diplomats, 3 diplomats"},
		{"one or several of the same number", []Account{account("a", "2 diplomats"), account("b", "2 diplomat")}, ""},
		{"both in one article", []Account{account("a", "2 diplomats", "3 diplomats"), account("b", "3 diplomats")}, ""},
	} {
		e := Event{Accounts: c.accounts}
		d, _ := e.numbersClash()
		var got []string
		for _, v := range d.Values {
			got = append(got, v.Value)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}
