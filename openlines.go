// Package openlines reads news articles and gives the sourced record of what states do and say to each other.
//
// [Open] loads the models and tables that are built into the program; [Reader.Read] takes an article the whole way, from
// text to record. A Reader may be used from many goroutines at once. The same article, models and tables give
// the same record to the byte.
package openlines

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/actor"
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/event"
	"github.com/openlines/openlines/internal/language"
	"github.com/openlines/openlines/internal/place"
	"github.com/openlines/openlines/internal/quote"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/internal/when"
	"github.com/openlines/openlines/record"
)

// Version is the program's version, as it stands in every record.
const Version = "0.1.0"

// MaxText is the size in bytes above which an article's text is refused.
const MaxText = 10 << 20

// ErrEmpty says that an article has no text.
var ErrEmpty = errors.New("the article has no text")

// TooLargeError says that an article's text is larger than MaxText.
type TooLargeError struct{ Size int }

func (e TooLargeError) Error() string {
	return fmt.Sprintf("the text has %d bytes; the most that is read is %d", e.Size, MaxText)
}

// Options are what Open may be told.
type Options struct {
	Tables  fs.FS // a directory of the user's tables, laid over the built-in ones; nil for none
	Explain bool  // fill Why and LeftOut
}

// Reader takes articles the whole way.
type Reader struct {
	explain  bool
	made     record.MadeBy
	language *language.Detector
	english  *english.Reader
	when     *when.Reader
	place    *place.Reader
	actor    *actor.Reader
	quote    *quote.Reader
	event    *event.Reader
}

// Open loads models and tables. What is wrong with a user's table is said with file and line.
func Open(o Options) (*Reader, error) {
	in := func(stage string) table.Dir { return StageTables(stage, o.Tables) }
	r := &Reader{explain: o.Explain}
	var errs [7]error
	r.language, errs[0] = language.New(in("language"))
	r.english, errs[1] = english.New(in("english"))
	r.when, errs[2] = when.New(in("when"))
	r.place, errs[3] = place.New(in("place"))
	r.actor, errs[4] = actor.New(in("actor"))
	r.quote, errs[5] = quote.New(in("quote"))
	r.event, errs[6] = event.New(in("event"))
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	tables, err := tablesVersion(o.Tables)
	if err != nil {
		return nil, err
	}
	r.made = record.MadeBy{Openlines: Version, Models: english.Models, Tables: tables}
	return r, nil
}

// Read gives the record of one article. It fails on a text that is empty, too large, not UTF-8 or not English.
func (r *Reader) Read(ctx context.Context, a record.Article) (record.Record, error) {
	if err := ctx.Err(); err != nil {
		return record.Record{}, err
	}
	if err := r.check(a); err != nil {
		return record.Record{}, err
	}
	published, err := doc.ParseDate(a.Published)
	if err != nil {
		return record.Record{}, fmt.Errorf("the article's date: %w", err)
	}
	d := &doc.Document{Text: a.Text, Title: a.Title, Outlet: a.Outlet, Published: published, Explain: r.explain}
	r.english.Read(d) // sentences, tokens, trees, names
	r.when.Read(d)    // days
	r.place.Read(d)   // places
	r.actor.Read(d)   // who
	r.quote.Read(d)   // who says what
	r.event.Read(d)   // what happened
	return assemble(a, d, r.made), nil
}

func (r *Reader) check(a record.Article) error {
	switch {
	case strings.TrimSpace(a.Text) == "":
		return ErrEmpty
	case len(a.Text) > MaxText:
		return TooLargeError{len(a.Text)}
	case !utf8.ValidString(a.Text):
		return errors.New("the text is not UTF-8")
	}
	if name := r.language.Foreign(a.Text); name != "" {
		return fmt.Errorf("the text is not English but, it seems, %s", name)
	}
	return nil
}
