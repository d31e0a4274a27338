package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// QueryHelp describes the query language for people; docs/query.md has it too.
const QueryHelp = `A query is a list of terms, separated by spaces; an event must fit all of them. In a term, commas mean "or"; a term with - before it must not fit.

  dyad:USA-CHN         between these two: names, or codes of ISO 3166-1 alpha-3 (EEC European Union, NAT NATO, UNO United Nations)
  actor:USA            this state or body on either side; by:USA as the one who acts, on:USA as the one acted on; actor:USA:white-house
  act:visit,meet       the act; is:contact for all meetings, visits, calls and talks
  status:postponed     happened, ongoing, planned, proposed, postponed, cancelled, refused, denied, negated, possible
  was:postponed        any step of the status history
  level:minister       heads, foreign, defence, security, economic, intelligence, parliament, ambassadors, working;
                       minister for foreign, defence, security and economic
  plover:CONSULT       a PLOVER type; cameo:04 a CAMEO code or its beginning; quad:1 a quad class
  person:blinken       somebody who took part, by name or part of a name
  place:beijing        where it happened; country:CHN
  topic:taiwan         what it was about
  source:reuters       an outlet that reports it, by name or part of a name; article:ID
  sources:3            so many independent sources at least; articles:3 so many articles
  is:disputed          accounts differ; is:rejected somebody rejected it; is:corrected
  2023                 the event's day, or if unknown that of the first report: 2023, 2023-06, 2023-06-18, 2022..2024, 2023-06.., ..2022
  published:2023-06    a report was published then
  added:2023-06        first added to the ledger then
  balloon              this word in the reports' sentences or titles (in any form: "balloons"); "open lines" these words together
`

// QueryError is what is wrong with a query, and where.
type QueryError struct {
	Query    string
	Pos, Len int // in bytes
	Msg      string
}

// Error shows the query with a mark under the word that is wrong.
func (e *QueryError) Error() string {
	from := min(e.Pos, len(e.Query))
	to := min(from+e.Len, len(e.Query))
	pad := strings.Repeat(" ", utf8.RuneCountInString(e.Query[:from]))
	return fmt.Sprintf("%s\n  %s\n  %s%s", e.Msg, e.Query, pad, strings.Repeat("^", max(1, utf8.RuneCountInString(e.Query[from:to]))))
}

// Query is a parsed query.
type Query struct {
	Text  string
	terms []term
}

// term is a field with its values, any of which fits.
type term struct {
	field  string // "" for words
	values []string
	raw    []rawValue // the values as they stand in the query, where there is a field
	not    bool
	phrase bool
	pos    int
	length int
}

// rawValue is a value as it stands in the query, and where.
type rawValue struct {
	text string
	at   int
}

// fields are the query's fields with how their values are checked.
var fields = map[string]func(string) string{
	"dyad": checkPair, "actor": checkCode, "by": checkCode, "on": checkCode, "act": nil, "status": oneOf(statuses), "was": oneOf(statuses),
	"level": oneOf(append([]string{"minister"}, Levels...)), "plover": nil, "cameo": checkDigits, "quad": oneOf([]string{"0", "1", "2", "3", "4"}), "person": nil, "place": nil,
	"country": checkCode, "topic": nil, "source": nil, "article": nil, "id": nil, "sources": checkDigits, "articles": checkDigits,
	"is": oneOf([]string{"contact", "disputed", "rejected", "corrected"}), "published": checkRange, "added": checkRange, "day": checkRange,
}

// FieldNames are the names of the query language's fields, in order.
func FieldNames() []string {
	out := make([]string, 0, len(fields))
	for f := range fields {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}

func oneOf(list []string) func(string) string {
	return func(v string) string {
		if slices.Contains(list, v) {
			return ""
		}
		return "there is no " + strconv.Quote(v) + "; there are " + strings.Join(list, ", ")
	}
}

func checkPair(v string) string {
	a, b, ok := strings.Cut(v, "-")
	if !ok || a == "" || b == "" {
		return "want two codes as USA-CHN"
	}
	if strings.Contains(v, ":") {
		return "pairs are of states and international bodies, as ISR-PSE; a body of one of them is asked for with actor:PSE:hamas"
	}
	return ""
}

func checkCode(v string) string {
	if len(v) < 2 {
		return "want a code as USA"
	}
	return ""
}

func checkDigits(v string) string {
	if v == "" || strings.Trim(v, "0123456789") != "" {
		return "want digits"
	}
	return ""
}

func checkRange(v string) string {
	if _, _, ok := dayRange(v); !ok {
		a, b, _ := strings.Cut(v, "..")
		_, _, begins := period(a)
		if _, _, ends := period(b); begins && ends {
			return "the range ends before it begins"
		}
		return "want a year, month or day, or a range of them: 2023, 2023-06, 2023-06-18, 2022..2024"
	}
	return ""
}

// dayRange reads 2023, 2023-06, 2023-06-18, and ranges of them; "" is an open end.
func dayRange(v string) (from, to string, ok bool) {
	a, b, isRange := strings.Cut(v, "..")
	if !isRange {
		b = a
	}
	if a == "" && b == "" {
		return "", "", false
	}
	if a != "" {
		if from, _, ok = period(a); !ok {
			return "", "", false
		}
	}
	if b != "" {
		if _, to, ok = period(b); !ok {
			return "", "", false
		}
	}
	return from, to, from == "" || to == "" || from <= to
}

func period(v string) (first, last string, ok bool) {
	for _, p := range []struct {
		layout        string
		years, months int
	}{{"2006", 1, 0}, {"2006-01", 0, 1}, {time.DateOnly, 0, 0}} {
		t, err := time.Parse(p.layout, v)
		if err != nil {
			continue
		}
		end := t
		if p.years+p.months > 0 {
			end = t.AddDate(p.years, p.months, -1)
		}
		return t.Format(time.DateOnly), end.Format(time.DateOnly), true
	}
	return "", "", false
}

// ParseQuery parses a query. The error is a *QueryError.
func ParseQuery(text string) (Query, error) {
	q := Query{Text: text}
	fail := func(pos, length int, format string, args ...any) (Query, error) {
		return Query{}, &QueryError{text, pos, length, fmt.Sprintf(format, args...)}
	}
	for i, c := range text {
		if c == 0 || c == utf8.RuneError {
			return fail(i, 1, "a character that no text has")
		}
	}
	for i := 0; i < len(text); {
		if text[i] == ' ' || text[i] == '\t' || text[i] == '\n' {
			i++
			continue
		}
		start := i
		t := term{pos: start}
		if text[i] == '-' && i+1 < len(text) && text[i+1] != ' ' {
			t.not = true
			i++
		}
		word, next, quoted, ok := scanWord(text, i)
		if !ok {
			return fail(i, len(text)-i, "the quotation mark is not closed")
		}
		i = next
		t.length = next - start
		field, value, hasField := strings.Cut(word, ":")
		switch {
		case quoted:
			t.phrase, t.values = true, []string{word}
		case hasField && fields[field] == nil && !knownField(field):
			return fail(start, len(field)+number(t.not), "there is no field %q%s", field, didYouMean(field))
		case hasField:
			t.field = field
			if value == "" && i < len(text) && text[i] == '"' { // person:"Li Shangfu"
				if value, next, _, ok = scanWord(text, i); !ok {
					return fail(i, len(text)-i, "the quotation mark is not closed")
				}
				i, t.values = next, []string{value}
			} else {
				t.values = strings.Split(value, ",")
			}
			t.length = i - start
			at := start + number(t.not) + len(field) + 1
			if at < len(text) && text[at] == '"' {
				at++
			}
			for k, v := range t.values {
				if v == "" {
					return fail(at, 1, "%s: has no value", field)
				}
				v = normal(field, v)
				if check := fields[field]; check != nil {
					if msg := check(v); msg != "" {
						return fail(at, min(len(t.values[k]), len(text)-at), "%s: %s", field, msg)
					}
				}
				t.raw = append(t.raw, rawValue{t.values[k], at})
				at += len(t.values[k]) + 1
				t.values[k] = v
			}
		default:
			if checkRange(word) == "" && strings.Trim(word, "0123456789-.") == "" {
				t.field = "day"
			} else if strings.Contains(word, "..") || len(word) > 4 && word[4] == '-' && strings.Trim(word, "0123456789-") == "" {
				return fail(start, len(word), "%s", checkRange(word))
			}
			t.values = []string{word}
		}
		if t.field == "" && !hasLetter(t.values[0]) {
			return fail(start, t.length, "%q has nothing that could be looked for", t.values[0])
		}
		q.terms = append(q.terms, t)
	}
	return q, nil
}

func knownField(f string) bool { _, ok := fields[f]; return ok }

func hasLetter(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool {
		return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 0x7f
	})
}

// scanWord reads a word or a quoted phrase.
func scanWord(text string, i int) (word string, next int, quoted, ok bool) {
	if text[i] == '"' {
		end := strings.IndexByte(text[i+1:], '"')
		if end < 0 {
			return "", i, true, false
		}
		return text[i+1 : i+1+end], i + end + 2, true, true
	}
	j := i
	for j < len(text) && text[j] != ' ' && text[j] != '\t' && text[j] != '\n' {
		if text[j] == '"' && j > i && text[j-1] == ':' {
			break
		}
		j++
	}
	return text[i:j], j, false, true
}

// normal puts a value into the form in which the ledger keeps it.
func normal(field, v string) string {
	switch field {
	case "dyad":
		if a, b, ok := strings.Cut(strings.ToUpper(v), "-"); ok {
			return Pair(a, b)
		}
	case "actor", "by", "on", "country", "plover":
		return Code(v)
	case "status", "was", "level", "is", "act":
		return strings.ToLower(v)
	case "place", "topic", "source":
		return fold(strings.ToLower(v))
	case "person": // as in the keys of persons
		return strings.ReplaceAll(fold(strings.ToLower(v)), " ", "-")
	}
	return v
}

// Code is a code or key as the ledger writes it: USA, USA:white-house, org:acme.
func Code(v string) string {
	head, body, isBody := strings.Cut(v, ":")
	switch {
	case !isBody:
		return strings.ToUpper(v)
	case strings.EqualFold(head, "org"): // a body of no state
		return strings.ToLower(v)
	}
	return strings.ToUpper(head) + ":" + strings.ToLower(body)
}

// didYouMean names the field that is nearest.
func didYouMean(field string) string {
	names := FieldNames()
	for i := range names {
		names[i] += ":"
	}
	return nearest(field+":", names, "; there are "+strings.Join(FieldNames(), ", "))
}

// nearest asks whether the one of a list that is written most like a word was meant, and where none is gives what else may help.
func nearest(word string, list []string, none string) string {
	best, least := "", min(3, (len(word)+2)/2)
	for _, x := range list {
		if d := distance(word, x); d < least {
			best, least = x, d
		}
	}
	if best == "" {
		return none
	}
	return "; did you mean " + best + "?"
}

// distance is the number of letters to change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// checkDays says which of some days is none; "" is allowed.
func checkDays(days ...string) error {
	for _, d := range days {
		if d != "" && dayOf(d) == noDay {
			return &QueryError{Query: d, Len: len(d), Msg: "want a day as 2006-01-02"}
		}
	}
	return nil
}
