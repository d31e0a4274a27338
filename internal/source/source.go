// Package source brings articles in: plain text, HTML pages, JSON Lines and web archives (WARC), packed by gzip or not, from files, directories,
// standard input and public web addresses. It tells the formats apart by itself.
//
// Whatever comes in is hostile: sizes, times and addresses are bounded, and one broken article never stops a run. It comes out
// as an Item with an error that says where it stands.
package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/openlines/openlines/record"
)

// MaxBytes is the size above which a file, a page or a line is refused.
const MaxBytes = 10 << 20

// Item is an article, or what went wrong where one should be.
type Item struct {
	Place   string // the file, file:line or address that it came from
	Article record.Article
	Record  []byte // the line, where it holds a ready record (Article is then its article, read only by [Item.Ready])
	Err     error
}

// Source reads articles from names: files, directories (walked in order of names), "-" for standard input, http and https addresses.
type Source struct {
	Stdin     io.Reader
	Published string   // the date for articles that have none, 2006-01-02; empty for none
	Fetch     *Fetcher // for addresses; nil refuses them
}

// Articles gives the articles of all names in order.
func (s *Source) Articles(ctx context.Context, names []string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for _, name := range names {
			for it := range s.one(ctx, name) {
				if ctx.Err() != nil || !yield(s.dated(it)) {
					return
				}
			}
		}
	}
}

func (s *Source) dated(it Item) Item {
	if it.Err == nil && it.Article.Published == "" && s.Published != "" {
		it.Article.Published, it.Article.PublishedFrom = s.Published, "given"
	}
	return it
}

func (s *Source) one(ctx context.Context, name string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		switch {
		case name == "-":
			each(s.Stdin, "standard input", yield)
		case strings.HasPrefix(name, "http://"), strings.HasPrefix(name, "https://"):
			yield(s.address(ctx, name))
		default:
			files, err := walk(name)
			if err != nil {
				yield(Item{Place: name, Err: err})
				return
			}
			for _, f := range files {
				if !file(f, yield) {
					return
				}
			}
		}
	}
}

func walk(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	var files []string
	err = filepath.WalkDir(name, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), ".") && path != name:
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.Type().IsRegular():
			files = append(files, path)
		}
		return nil
	})
	sort.Strings(files)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no files in %s", name)
	}
	return files, err
}

func file(name string, yield func(Item) bool) bool {
	f, err := os.Open(name)
	if err != nil {
		return yield(Item{Place: name, Err: err})
	}
	defer f.Close()
	return each(f, name, yield)
}

// each tells the format of a stream by its beginning and gives its articles.
func each(in io.Reader, place string, yield func(Item) bool) bool {
	br := bufio.NewReaderSize(in, 1<<16)
	head, err := br.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(Item{Place: place, Err: fmt.Errorf("reading %s: %w", place, err)})
	}
	switch {
	case looksLikeWARC(head):
		return eachPage(br, place, yield)
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		unzipped, err := gzip.NewReader(br)
		if err != nil {
			return yield(Item{Place: place, Err: fmt.Errorf("unpacking %s: %w", place, err)})
		}
		defer unzipped.Close()
		return plain(bufio.NewReaderSize(unzipped, 1<<16), place, yield)
	}
	return plain(br, place, yield)
}

// plain reads a stream that is not packed.
func plain(br *bufio.Reader, place string, yield func(Item) bool) bool {
	head, err := br.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(Item{Place: place, Err: fmt.Errorf("reading %s: %w", place, err)})
	}
	if looksLikeJSON(head) {
		return eachLine(br, place, yield)
	}
	raw, err := whole(br)
	if err != nil {
		return yield(Item{Place: place, Err: fmt.Errorf("reading %s: %w", place, err)})
	}
	return yield(single(raw, place))
}

// whole reads all of in, at most MaxBytes.
func whole(in io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > MaxBytes {
		rest, _ := io.Copy(io.Discard, io.LimitReader(in, 1<<32))
		return nil, fmt.Errorf("it has %d bytes; the most that is read is %d", int64(len(raw))+rest, MaxBytes)
	}
	return raw, nil
}

func single(raw []byte, place string) Item {
	var a record.Article
	var err error
	if looksLikeHTML(raw) {
		a, err = FromHTML(raw, "")
	} else {
		a, err = FromText(raw)
	}
	if err != nil {
		err = fmt.Errorf("reading %s: %w", place, err)
	}
	return Item{Place: place, Article: a, Err: err}
}

func (s *Source) address(ctx context.Context, address string) Item {
	if s.Fetch == nil {
		return Item{Place: address, Err: errors.New("addresses are not read here")}
	}
	raw, final, err := s.Fetch.Get(ctx, address)
	if err != nil {
		return Item{Place: address, Err: err}
	}
	var a record.Article
	if looksLikeHTML(raw) {
		a, err = FromHTML(raw, final)
	} else {
		a, err = FromText(raw)
	}
	if err != nil {
		return Item{Place: address, Err: fmt.Errorf("reading %s: %w", address, err)}
	}
	a.URL = final
	return Item{Place: address, Article: a}
}

func looksLikeHTML(raw []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(raw[:min(len(raw), 1<<12)], "\xef\xbb\xbf \t\r\n"))
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<!--", "<?xml", "<article", "<div", "<p>"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return false
}

func looksLikeJSON(head []byte) bool {
	head = bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")
	return bytes.HasPrefix(head, []byte(`{"`)) || bytes.HasPrefix(head, []byte("{ ")) || bytes.HasPrefix(head, []byte("{}"))
}
