package english

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/openlines/openlines/internal/doc"
)

// Treebank is what a CoNLL-U file holds: a document whose text is its words with their spaces, and which of them are
// glued to the word before into one orthographic token ("do" + "n't").
type Treebank struct {
	*doc.Document
	Glued []bool
}

// ReadCoNLLU reads CoNLL-U. Columns that hold _ leave their field empty; empty nodes are skipped. MISC's Name=B-PER
// and so on become names. A blank line starts a new document's text where the file says newdoc or newpar.
func ReadCoNLLU(r io.Reader) (*Treebank, error) {
	t := &Treebank{Document: &doc.Document{}}
	var text strings.Builder
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	var (
		line      int
		sent      = doc.None // index of the open sentence
		space     bool
		from      int // first and last word of the open multiword token
		until     int
		spacing   bool // whether a space follows it
		paragraph int32
		name      = -1
	)
	closeSentence := func() {
		if sent == doc.None {
			return
		}
		s := &t.Sentences[sent]
		s.Span.End = int32(len(t.Tokens))
		s.Range = t.Bytes(s.Span)
		sent, name, from, until = doc.None, -1, 0, 0
	}
	for in.Scan() {
		line++
		row := in.Text()
		if strings.HasPrefix(row, "#") {
			if strings.HasPrefix(row, "# newpar") || strings.HasPrefix(row, "# newdoc") {
				if text.Len() > 0 && space {
					text.WriteString("\n\n")
					space = false
					paragraph++
				}
			}
			continue
		}
		if row == "" {
			closeSentence()
			continue
		}
		c := strings.Split(row, "\t")
		if len(c) != 10 {
			return nil, fmt.Errorf("reading CoNLL-U: line %d: %d columns, not 10", line, len(c))
		}
		if strings.Contains(c[0], ".") {
			continue
		}
		if a, b, ok := strings.Cut(c[0], "-"); ok {
			first, err1 := strconv.Atoi(a)
			last, err2 := strconv.Atoi(b)
			if err1 != nil || err2 != nil || last < first {
				return nil, fmt.Errorf("reading CoNLL-U: line %d: bad range of words %q", line, c[0])
			}
			from, until, spacing = first, last, !strings.Contains(c[9], "SpaceAfter=No")
			continue
		}
		id, err := strconv.Atoi(c[0])
		if err != nil {
			return nil, fmt.Errorf("reading CoNLL-U: line %d: bad number of a word %q", line, c[0])
		}
		if sent == doc.None {
			sent = int32(len(t.Sentences))
			t.Sentences = append(t.Sentences, doc.Sentence{Span: doc.Span{First: int32(len(t.Tokens))}, Paragraph: paragraph})
			if id != 1 {
				return nil, fmt.Errorf("reading CoNLL-U: line %d: a sentence begins with word %d", line, id)
			}
		}
		first := t.Sentences[sent].First
		if int(first)+id-1 != len(t.Tokens) {
			return nil, fmt.Errorf("reading CoNLL-U: line %d: word %d is out of order", line, id)
		}
		glued := from < id && id <= until
		if space {
			text.WriteByte(' ')
		}
		start := int32(text.Len())
		text.WriteString(c[1])
		tok := doc.Token{Range: doc.Range{Start: start, End: int32(text.Len())}, Head: doc.None, Sent: sent}
		blank := func(s string) string {
			if s == "_" && c[1] != "_" {
				return ""
			}
			return s
		}
		tok.Lemma, tok.UPOS, tok.XPOS, tok.Rel = blank(c[2]), blank(c[3]), blank(c[4]), blank(c[7])
		if c[6] != "_" && c[6] != "0" {
			h, err := strconv.Atoi(c[6])
			if err != nil || h < 0 {
				return nil, fmt.Errorf("reading CoNLL-U: line %d: bad head %q", line, c[6])
			}
			tok.Head = first + int32(h) - 1
		}
		name, err = t.readName(c[9], name)
		if err != nil {
			return nil, fmt.Errorf("reading CoNLL-U: line %d: %w", line, err)
		}
		t.Tokens = append(t.Tokens, tok)
		t.Glued = append(t.Glued, glued)
		switch {
		case until > id:
			space = false
		case until == id:
			space = spacing
		default:
			space = !strings.Contains(c[9], "SpaceAfter=No")
		}
	}
	closeSentence()
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("reading CoNLL-U: line %d: %w", line+1, err)
	}
	t.Text = text.String()
	for i := range t.Sentences {
		s := &t.Sentences[i]
		s.Range = t.Bytes(s.Span)
		for k := s.First; k < s.Span.End; k++ {
			if t.Tokens[k].Head >= s.Span.End {
				return nil, fmt.Errorf("reading CoNLL-U: sentence %d: the head of word %d lies outside", i+1, k-s.First+1)
			}
		}
	}
	return t, nil
}

// readName reads Name=B-PER in MISC for the token that is read next; open is the name that may go on, or -1.
func (t *Treebank) readName(misc string, open int) (int, error) {
	for f := range strings.SplitSeq(misc, "|") {
		v, ok := strings.CutPrefix(f, "Name=")
		if !ok || v == "O" {
			continue
		}
		at := int32(len(t.Tokens))
		var kind doc.NameKind
		for k := doc.PER; k <= doc.MISC; k++ {
			if strings.HasSuffix(v, "-"+k.String()) {
				kind = k
			}
		}
		if kind == 0 {
			return -1, fmt.Errorf("unknown name %q", v)
		}
		if v[0] == 'I' && open >= 0 && t.Names[open].Kind == kind {
			t.Names[open].End = at + 1
			return open, nil
		}
		t.Names = append(t.Names, doc.Name{Span: doc.Span{First: at, End: at + 1}, Kind: kind})
		return len(t.Names) - 1, nil
	}
	return -1, nil
}

// WriteCoNLLU prints the sentences of a document. glued says which tokens belong to the orthographic token before;
// nil stands for Glued(d).
func WriteCoNLLU(w io.Writer, d *doc.Document, glued []bool) error {
	if glued == nil {
		glued = Glued(d)
	}
	out := bufio.NewWriter(w)
	names := make([]byte, len(d.Tokens)) // 0, or the kind of the name, 16 added where it begins
	for _, n := range d.Names {
		for i := n.First; i < n.End; i++ {
			names[i] = byte(n.Kind)
		}
		names[n.First] += 16
	}
	for si := range d.Sentences {
		s := &d.Sentences[si]
		if s.Span.Len() == 0 {
			continue
		}
		if si == 0 || s.Paragraph != d.Sentences[si-1].Paragraph {
			fmt.Fprintf(out, "# newpar\n")
		}
		fmt.Fprintf(out, "# sent_id = %d\n# text = %s\n", si+1, strings.Join(strings.Fields(d.Text[s.Start:s.Range.End]), " "))
		for i := s.First; i < s.Span.End; i++ {
			last := i
			for last+1 < s.Span.End && glued[last+1] {
				last++
			}
			if last > i && !glued[i] {
				fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i-s.First+1, last-s.First+1,
					d.Words(doc.Span{First: i, End: last + 1}), orBlank(spaceAfter(d, last)))
			}
			t := &d.Tokens[i]
			head, rel := int32(0), t.Rel
			if t.Head != doc.None {
				head = t.Head - s.First + 1
			}
			misc := ""
			if !glued[i] && last == i {
				misc = spaceAfter(d, i)
			}
			if k := names[i]; k != 0 {
				bio := "I-"
				if k >= 16 {
					bio = "B-"
				}
				if misc != "" {
					misc = "|" + misc
				}
				misc = "Name=" + bio + doc.NameKind(k&15).String() + misc
			}
			fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t_\t%d\t%s\t_\t%s\n", i-s.First+1, d.Form(i),
				orBlank(t.Lemma), orBlank(t.UPOS), orBlank(t.XPOS), head, orBlank(rel), orBlank(misc))
		}
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing CoNLL-U: %w", err)
	}
	return nil
}

func spaceAfter(d *doc.Document, i int32) string {
	if int(i)+1 < len(d.Tokens) && d.Tokens[i].End == d.Tokens[i+1].Start {
		return "SpaceAfter=No"
	}
	return ""
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
