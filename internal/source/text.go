package source

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/openlines/openlines/record"
)

// FromText makes an article from the bytes of a plain text. The text stays as it is, its encoding and byte-order mark aside.
func FromText(raw []byte) (record.Article, error) {
	text, err := decode(raw)
	if err != nil {
		return record.Article{}, err
	}
	if strings.TrimSpace(text) == "" {
		return record.Article{}, errors.New("it is empty")
	}
	a := record.Article{Text: text}
	dateFromText(&a)
	return a, nil
}

// decode reads UTF-8, UTF-16 with a byte-order mark and Windows-1252.
func decode(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", fmt.Errorf("decoding UTF-16: %w", err)
		}
		return string(out), nil
	case bytes.IndexByte(raw, 0) >= 0:
		return "", errors.New("it is not text: it holds bytes of value 0")
	case utf8.Valid(raw):
		if controls(raw) > len(raw)/50 {
			return "", errors.New("it is not text: it is full of control characters")
		}
		return string(bytes.TrimPrefix(raw, []byte("\ufeff"))), nil
	}
	high := 0
	for _, b := range raw {
		if b >= 0x80 {
			high++
		}
	}
	if controls(raw) > len(raw)/50 || high > len(raw)/4 {
		return "", errors.New("it is neither UTF-8, UTF-16 nor Windows-1252 text")
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", fmt.Errorf("decoding Windows-1252: %w", err)
	}
	return string(out), nil
}

func controls(raw []byte) int {
	n := 0
	for _, b := range raw {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			n++
		}
	}
	return n
}

const (
	months     = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	days       = `(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?`
	monthFirst = days + months + ` \d{1,2}(?:st|nd|rd|th)?,? \d{4}`
	dayFirst   = days + `\d{1,2}(?:st|nd|rd|th)? ` + months + `,? \d{4}`
	iso        = `\d{4}-\d{2}-\d{2}`
)

var (
	// a line that holds a date and little else: "June 6, 2023", "Published: 6 June 2023", "By Jane Roe | 2023-06-06"
	dateLine = regexp.MustCompile(`(` + monthFirst + `|` + dayFirst + `|` + iso + `)`)
	// "GENEVA, 3 March 2024 (Agency) -": capitals, a date in full, a dash
	dateline = regexp.MustCompile(`^\p{Lu}[^\n]{0,60}?[,(] ?(` + monthFirst + `|` + dayFirst + `|` + iso + `)[^\n]{0,40}?(?:--|[-–—:]|/\p{Lu}+/)`)
)

// dateFromText finds the day of an article in a dateline or in a line of its own among its first lines.
func dateFromText(a *record.Article) {
	lines := strings.SplitN(a.Text[:min(len(a.Text), 2000)], "\n", 9)
	for i, l := range lines[:min(len(lines), 8)] {
		l = strings.TrimSpace(l)
		m := dateline.FindStringSubmatch(l)
		if m == nil && len(l) < 80 {
			if at := dateLine.FindStringIndex(l); at != nil && len(l)-(at[1]-at[0]) < 40 && !strings.HasSuffix(l, ".") {
				m = []string{l, l[at[0]:at[1]]}
			}
		}
		if m == nil {
			continue
		}
		if day, err := ParseDay(m[1]); err == nil && i < 8 {
			a.Published, a.PublishedFrom = day, "text"
			return
		}
	}
}

var (
	ordinal  = regexp.MustCompile(`(\d)(st|nd|rd|th)\b`)
	layouts  = []string{"January 2 2006", "2 January 2006", "Jan 2 2006", "2 Jan 2006", time.DateOnly}
	cleaning = strings.NewReplacer(",", "", ".", "", "Sept.", "Sep", "Sept ", "Sep ")
)

// ParseDay reads a date in full, with or without a time of day, and gives it as 2006-01-02.
func ParseDay(s string) (string, error) {
	s = strings.TrimSpace(s)
	var t time.Time
	err := errors.New("no layout fits")
	if len(s) >= 10 && s[4] == '-' {
		t, err = time.Parse(time.DateOnly, s[:10])
	} else if len(s) == 8 {
		t, err = time.Parse("20060102", s)
	}
	if err != nil {
		plain := ordinal.ReplaceAllString(cleaning.Replace(s), "$1")
		for i, w := range strings.Fields(plain) {
			if i == 0 && strings.HasSuffix(w, "day") {
				plain = strings.TrimSpace(strings.TrimPrefix(plain, w))
			}
		}
		for _, l := range append(layouts, time.RFC1123, time.RFC1123Z) {
			if t, err = time.Parse(l, plain); err == nil {
				break
			}
			if t, err = time.Parse(l, s); err == nil {
				break
			}
		}
	}
	if err != nil {
		return "", fmt.Errorf("the date %.40q is not understood", s)
	}
	if y := t.Year(); y < 1500 || t.After(time.Now().AddDate(0, 0, 2)) {
		return "", fmt.Errorf("the date %.40q cannot be: it lies in the future or too long ago", s)
	}
	return t.Format(time.DateOnly), nil
}
