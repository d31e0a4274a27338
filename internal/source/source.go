// Package source brings articles in: plain text, HTML pages, JSON Lines and web archives (WARC), packed by gzip or not, from files, directories,
// standard input and public web addresses. It tells the formats apart by itself.
//
// Whatever comes in is hostile: sizes, times and addresses are bounded, and one broken article never stops a run. It comes out
// as an Item that says where it stands and what is wrong with it.
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
	"regexp"
	"slices"
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
	Err     error  // what is wrong at Place, which it does not name again
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
			files, bad := walk(name)
			for _, it := range bad {
				if !yield(it) {
					return
				}
			}
			for _, f := range files {
				if !file(f, yield) {
					return
				}
			}
		}
	}
}

// walk gives the files of a directory in order, or name itself where it is a file, and what cannot be looked through.
func walk(name string) (files []string, bad []Item) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, []Item{{Place: name, Err: err}}
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	_ = filepath.WalkDir(name, func(path string, e fs.DirEntry, err error) error { // never fails: what goes wrong is an Item
		switch {
		case err != nil:
			bad = append(bad, Item{Place: path, Err: err})
		case strings.HasPrefix(e.Name(), ".") && path != name:
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.Type().IsRegular():
			files = append(files, path)
		}
		return nil
	})
	if len(files)+len(bad) == 0 {
		bad = []Item{{Place: name, Err: errors.New("the directory has no files")}}
	}
	slices.Sort(files)
	return files, bad
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
		return yield(Item{Place: place, Err: fmt.Errorf("reading it: %w", err)})
	}
	switch {
	case looksLikeWARC(head):
		return eachPage(br, place, yield)
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		unzipped, err := gzip.NewReader(br)
		if err != nil {
			return yield(Item{Place: place, Err: fmt.Errorf("unpacking it: %w", err)})
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
		return yield(Item{Place: place, Err: fmt.Errorf("reading it: %w", err)})
	}
	if looksLikeJSON(head) {
		return eachLine(br, place, yield)
	}
	raw, err := whole(br)
	if err != nil {
		return yield(Item{Place: place, Err: err})
	}
	a, err := single(raw, "")
	return yield(Item{Place: place, Article: a, Err: err})
}

// whole reads all of in, at most MaxBytes.
func whole(in io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading it: %w", err)
	}
	if len(raw) > MaxBytes {
		return nil, fmt.Errorf("it has more than %d bytes, which is the most that is read", MaxBytes)
	}
	return raw, nil
}

// single makes an article from the bytes of a page or a plain text; address is that of a page, empty where unknown.
func single(raw []byte, address string) (record.Article, error) {
	switch {
	case looksLikeFeed(raw):
		return record.Article{}, errors.New("it is a feed, not an article; give the addresses of its articles")
	case looksLikeHTML(raw):
		return fromHTML(raw, address)
	}
	a, err := FromText(raw)
	a.URL = address
	return a, err
}

func (s *Source) address(ctx context.Context, address string) Item {
	if s.Fetch == nil {
		return Item{Place: address, Err: errors.New("addresses are not read here")}
	}
	raw, final, err := s.Fetch.Get(ctx, address)
	if err != nil {
		return Item{Place: address, Err: err}
	}
	a, err := single(raw, final)
	return Item{Place: address, Article: a, Err: err}
}

// feedRoot is the first element of RSS or Atom, which hold many articles or only their first words.
var feedRoot = regexp.MustCompile(`^(?s:\s|\x{feff}|<[?!].*?>)*<(?:rss|feed|rdf:RDF)[\s>]`)

func looksLikeFeed(raw []byte) bool { return feedRoot.Match(raw[:min(len(raw), 1<<12)]) }

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
