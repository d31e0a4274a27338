package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc/v3"
)

// eachPage gives the articles of a web archive (WARC, each record compressed or none): its answers with status 200 that hold HTML or plain text.
// Other records are passed over in silence; a torn one is an Item with an error and ends the file, since what follows cannot be found.
func eachPage(in io.Reader, place string, yield func(Item) bool) bool {
	r, err := gowarc.NewWarcFileReaderFromStream(in, 0)
	if err != nil {
		return yield(Item{Place: place, Err: fmt.Errorf("reading the web archive: %w", err)})
	}
	defer r.Close()
	for rec, err := range r.Records() {
		at := fmt.Sprintf("%s at byte %d", place, rec.Offset)
		if err != nil {
			return yield(Item{Place: at, Err: fmt.Errorf("reading the record: %w", err)})
		}
		it, ok := answered(rec, at)
		_ = rec.Close() // what can fail in closing a record that was read to its end has no bearing on the article
		if ok && !yield(it) {
			return false
		}
	}
	return true
}

func answered(rec gowarc.Record, at string) (it Item, ok bool) {
	w := rec.WarcRecord
	block, isAnswer := w.Block().(gowarc.HttpResponseBlock)
	if w.Type() != gowarc.Response || !isAnswer || block.HttpStatusCode() != http.StatusOK {
		return Item{}, false
	}
	header := block.HttpHeader()
	kind := header.Get("Content-Type")
	if !strings.HasPrefix(kind, "text/html") && !strings.HasPrefix(kind, "text/plain") && !strings.HasPrefix(kind, "application/xhtml") {
		return Item{}, false
	}
	it = Item{Place: at}
	raw, err := payload(block, *header)
	if err == nil {
		err = torn(rec)
	}
	if err == nil {
		it.Article, err = single(raw, w.WarcHeader().Get(gowarc.WarcTargetURI))
	}
	it.Err = err
	return it, true
}

// torn is an error where a record has fewer bytes than its header says: part of a page would pass for the whole.
func torn(rec gowarc.Record) error {
	for _, found := range rec.Validation {
		if short := (*gowarc.ContentLengthError)(nil); errors.As(found, &short) && short.Actual < short.Expected {
			return fmt.Errorf("the record is torn: it has %d of %d bytes", short.Actual, short.Expected)
		}
	}
	return nil
}

// payload is the body of an answer without its transfer and content encodings, at most MaxBytes of it.
func payload(block gowarc.HttpResponseBlock, header http.Header) ([]byte, error) {
	body, err := block.PayloadBytes()
	if err != nil {
		return nil, err
	}
	if strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") {
		body = httputil.NewChunkedReader(body)
	}
	switch strings.ToLower(header.Get("Content-Encoding")) {
	case "", "identity":
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(body)
		if err != nil {
			return nil, fmt.Errorf("unpacking the page: %w", err)
		}
		defer unzipped.Close()
		body = unzipped
	default:
		return nil, fmt.Errorf("the page is encoded as %q, which is not read", header.Get("Content-Encoding"))
	}
	return whole(body)
}

func looksLikeWARC(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		if unzipped, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
			start := make([]byte, 5)
			n, _ := io.ReadFull(unzipped, start)
			head = start[:n]
		}
	}
	return bytes.HasPrefix(head, []byte("WARC/"))
}
