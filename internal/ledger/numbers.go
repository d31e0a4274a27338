package ledger

import (
	"slices"
	"strings"
)

// numbers are the quantities of a sentence with the word that follows: "3 diplomats", "145 million euros". Years and days of months are left out.
func numbers(words string) []string {
	var out []string
	list := strings.Fields(words)
	for i := 0; i < len(list); i++ {
		n, ok := quantity(list[i])
		if !ok || i > 0 && isMonth(list[i-1]) || i+1 < len(list) && isMonth(list[i+1]) {
			continue
		}
		j := i + 1
		for j < len(list) && j <= i+3 {
			w := strings.ToLower(strings.Trim(list[j], ".,;:”\"')"))
			if w == "million" || w == "billion" || w == "thousand" || w == "percent" {
				n += " " + w
				j++
				continue
			}
			if w == "more" || w == "other" || w == "of" || w == "the" || w == "further" || len(w) > 0 && list[j][0] >= 'A' && list[j][0] <= 'Z' {
				j++
				continue
			}
			break
		}
		if j >= len(list) {
			continue
		}
		thing := strings.ToLower(strings.Trim(list[j], ".,;:”\"')"))
		if len(thing) < 3 || strings.HasPrefix(thing, "day") || strings.HasPrefix(thing, "hour") || strings.HasPrefix(thing, "week") || strings.HasPrefix(thing, "month") || strings.HasPrefix(thing, "year") {
			continue
		}
		if n == "2" && slices.Contains(thePair, stem(thing)) {
			continue
		}
		out = append(out, n+" "+thing)
	}
	return out
}

// thePair are stems of words for the two parties themselves, which are no number that accounts differ in; "the two later spoke" is of them, too.
var thePair = []string{"side", "countr", "nation", "stat", "capital", "govern", "part", "neighbour", "neighbor", "later", "also", "have"}

var wordNumbers = map[string]string{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
	"thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50"}

func quantity(w string) (string, bool) {
	w = strings.ToLower(strings.Trim(w, "$€£.,;:()\"”“"))
	if n, ok := wordNumbers[w]; ok {
		return n, true
	}
	w = strings.ReplaceAll(w, ",", "")
	if w == "" || len(w) == 4 && (w[:2] == "19" || w[:2] == "20") {
		return "", false
	}
	for _, c := range w {
		if (c < '0' || c > '9') && c != '.' {
			return "", false
		}
	}
	return w, true
}

func isMonth(w string) bool {
	return slices.Contains([]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"}, strings.Trim(w, ".,"))
}

// numbersClash finds a thing that accounts count differently.
func (e *Event) numbersClash() (Difference, bool) {
	type value struct{ label, article string }
	things := map[string][]value{}
	var order []string
	for i := range e.Accounts {
		for _, x := range e.Accounts[i].Numbers {
			k := strings.LastIndexByte(x, ' ')
			thing := stem(x[k+1:])
			if things[thing] == nil {
				order = append(order, thing)
			}
			things[thing] = append(things[thing], value{x, e.Accounts[i].Article})
		}
	}
	number := func(label string) string { return label[:strings.LastIndexByte(label, ' ')] }
	for _, thing := range order {
		d := Difference{Field: "number"}
		for _, v := range things[thing] {
			at := slices.IndexFunc(d.Values, func(x DifferenceValue) bool { return number(x.Value) == number(v.label) })
			if at < 0 {
				d.Values = append(d.Values, DifferenceValue{v.label, nil})
				at = len(d.Values) - 1
			}
			d.Values[at].Articles = union(d.Values[at].Articles, []string{v.article})
		}
		if len(d.Values) < 2 {
			continue
		}
		for i, a := range d.Values {
			for _, b := range d.Values[i+1:] {
				if !slices.ContainsFunc(a.Articles, func(x string) bool { return slices.Contains(b.Articles, x) }) {
					return d, true
				}
			}
		}
	}
	return Difference{}, false
}
