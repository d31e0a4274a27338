package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"github.com/openlines/openlines/record"
)

// line is an article as a line of JSON Lines gives it.
type line struct {
	ID        string  `json:"id"`
	URL       string  `json:"url"`
	Outlet    string  `json:"outlet"`
	Title     string  `json:"title"`
	Published string  `json:"published"`
	Text      *string `json:"text"`
}

// eachLine gives the article of every line. A torn or wrong line is an Item with an error; the next line is read all the same.
func eachLine(in *bufio.Reader, place string, yield func(Item) bool) bool {
	for n := 1; ; n++ {
		raw, size, err := readLine(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return yield(Item{Place: place, Err: fmt.Errorf("reading line %d: %w", n, err)})
		}
		at := fmt.Sprintf("%s:%d", place, n)
		raw = bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\ufeff")))
		switch {
		case size > MaxBytes:
			if !yield(Item{Place: at, Err: fmt.Errorf("the line has %d bytes; the most that is read is %d", size, MaxBytes)}) {
				return false
			}
		case len(raw) > 0:
			it := Item{Place: at}
			if recordLine.Match(raw[:min(len(raw), 64)]) {
				it.Record = raw
			} else if a, err := fromLine(raw); err != nil {
				it.Err = err
			} else {
				it.Article = a
			}
			if !yield(it) {
				return false
			}
		}
		if err != nil {
			return true
		}
	}
}

// recordLine is how a line of "openlines read" begins.
var recordLine = regexp.MustCompile(`^\{\s*"format"\s*:\s*"openlines\.record/`)

// Ready decodes the record of a line that holds one; ok is false where the item is an article.
func (it *Item) Ready() (r record.Record, ok bool, err error) {
	if it.Record == nil {
		return r, false, nil
	}
	if !utf8.Valid(it.Record) {
		return r, true, errors.New("the line is not UTF-8")
	}
	if err := json.Unmarshal(it.Record, &r); err != nil {
		return r, true, fmt.Errorf("reading the record: %w", err)
	}
	if r.Format != record.Format {
		return r, true, fmt.Errorf("the record has the format %q, want %q", r.Format, record.Format)
	}
	return r, true, nil
}

// readLine reads to the end of the line and keeps at most MaxBytes of it; size is the length of the whole line.
func readLine(in *bufio.Reader) (kept []byte, size int, err error) {
	for {
		part, err := in.ReadSlice('\n')
		size += len(part)
		if size <= MaxBytes {
			kept = append(kept, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return kept, size, err
		}
	}
}

func fromLine(raw []byte) (record.Article, error) {
	if !utf8.Valid(raw) {
		return record.Article{}, errors.New("the line is not UTF-8")
	}
	var l line
	if err := json.Unmarshal(raw, &l); err != nil {
		return record.Article{}, fmt.Errorf("the line is not a JSON object with an article: %w", err)
	}
	if l.Text == nil {
		return record.Article{}, errors.New(`the line has no "text"`)
	}
	a := record.Article{ID: l.ID, URL: l.URL, Outlet: l.Outlet, Title: l.Title, Text: *l.Text}
	if l.Published != "" {
		day, err := ParseDay(l.Published)
		if err != nil {
			return a, err
		}
		a.Published, a.PublishedFrom = day, "given"
		return a, nil
	}
	dateFromText(&a)
	return a, nil
}

// RecordIDs gives the article ids of a file of records in JSON Lines and the length in bytes of its whole lines: what comes after is torn.
func RecordIDs(in io.Reader) (ids map[string]bool, whole int64, err error) {
	ids = map[string]bool{}
	br := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		raw, err := br.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return ids, whole, nil
		}
		if err != nil {
			return nil, 0, err
		}
		var r struct {
			Article struct {
				ID string `json:"id"`
			} `json:"article"`
		}
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, 0, fmt.Errorf("line %d is not a record: %w", n, err)
		}
		ids[r.Article.ID] = true
		whole += int64(len(raw))
	}
}
