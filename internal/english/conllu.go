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
	c := conlluReader{t: &Treebank{Document: &doc.Document{}}, sent: doc.None, name: -1}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	line := 0
	for in.Scan() {
		line++
		if err := c.line(in.Text()); err != nil {
			return nil, fmt.Errorf("reading CoNLL-U: line %d: %w", line, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("reading CoNLL-U: line %d: %w", line+1, err)
	}
	c.closeSentence()
	c.t.Text = c.text.String()
	for i := range c.t.Sentences {
		s := &c.t.Sentences[i]
		s.Range = c.t.Bytes(s.Span)
		for k := s.First; k < s.Span.End; k++ {
			if c.t.Tokens[k].Head >= s.Span.End {
				return nil, fmt.Errorf("reading CoNLL-U: sentence %d: the head of word %d lies outside", i+1, k-s.First+1)
			}
		}
	}
	return c.t, nil
}

// conlluReader is where a reading of CoNLL-U stands.
type conlluReader struct {
	t           *Treebank
	text        strings.Builder
	sent        int32 // index of the open sentence
	paragraph   int32
	space       bool // whether a space goes before the next word
	from, until int  // first and last word of the open multiword token
	spacing     bool // whether a space follows it
	name        int  // the name that may go on, or -1
}

func (c *conlluReader) line(row string) error {
	if strings.HasPrefix(row, "#") {
		if (strings.HasPrefix(row, "# newpar") || strings.HasPrefix(row, "# newdoc")) && c.text.Len() > 0 && c.space {
			c.text.WriteString("\n\n")
			c.space = false
			c.paragraph++
		}
		return nil
	}
	if row == "" {
		c.closeSentence()
		return nil
	}
	cells := strings.Split(row, "\t")
	if len(cells) != 10 {
		return fmt.Errorf("%d columns, not 10", len(cells))
	}
	if strings.Contains(cells[0], ".") {
		return nil
	}
	if a, b, ok := strings.Cut(cells[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || last < first {
			return fmt.Errorf("bad range of words %q", cells[0])
		}
		c.from, c.until, c.spacing = first, last, !strings.Contains(cells[9], "SpaceAfter=No")
		return nil
	}
	return c.word(cells)
}

func (c *conlluReader) closeSentence() {
	if c.sent == doc.None {
		return
	}
	c.t.Sentences[c.sent].Span.End = int32(len(c.t.Tokens))
	c.sent, c.name, c.from, c.until = doc.None, -1, 0, 0
}

// word reads the ten columns of a word.
func (c *conlluReader) word(cells []string) error {
	t := c.t
	id, err := strconv.Atoi(cells[0])
	if err != nil {
		return fmt.Errorf("bad number of a word %q", cells[0])
	}
	if c.sent == doc.None {
		c.sent = int32(len(t.Sentences))
		t.Sentences = append(t.Sentences, doc.Sentence{Span: doc.Span{First: int32(len(t.Tokens))}, Paragraph: c.paragraph})
		if id != 1 {
			return fmt.Errorf("a sentence begins with word %d", id)
		}
	}
	first := t.Sentences[c.sent].First
	if int(first)+id-1 != len(t.Tokens) {
		return fmt.Errorf("word %d is out of order", id)
	}
	if c.space {
		c.text.WriteByte(' ')
	}
	start := int32(c.text.Len())
	c.text.WriteString(cells[1])
	tok := doc.Token{Range: doc.Range{Start: start, End: int32(c.text.Len())}, Head: doc.None, Sent: c.sent}
	blank := func(s string) string {
		if s == "_" && cells[1] != "_" {
			return ""
		}
		return s
	}
	tok.Lemma, tok.UPOS, tok.XPOS, tok.Rel = blank(cells[2]), blank(cells[3]), blank(cells[4]), blank(cells[7])
	if cells[6] != "_" && cells[6] != "0" {
		h, err := strconv.Atoi(cells[6])
		if err != nil || h < 0 {
			return fmt.Errorf("bad head %q", cells[6])
		}
		tok.Head = first + int32(h) - 1
	}
	if c.name, err = t.readName(cells[9], c.name); err != nil {
		return err
	}
	t.Tokens = append(t.Tokens, tok)
	t.Glued = append(t.Glued, c.from < id && id <= c.until)
	switch {
	case c.until > id:
		c.space = false
	case c.until == id:
		c.space = c.spacing
	default:
		c.space = !strings.Contains(cells[9], "SpaceAfter=No")
	}
	return nil
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
