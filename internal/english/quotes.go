package english

import "github.com/openlines/openlines/internal/doc"

// Quotation marks that news puts round words of a clause ("had “candid” talks") are rare in the treebanks and mislead tagger and
// parser. So both see the sentence without its marks; these are hung into the tree afterwards.

// quoteMark says whether a token is a quotation mark, and whether it opens: 1 opens, -1 closes, 0 could do either.
func quoteMark(form string) (mark bool, side int) {
	switch form {
	case "“", "‘‘", "``", "„", "«":
		return true, 1
	case "”", "''", "’’", "»":
		return true, -1
	case "\"":
		return true, 0
	}
	return false, 0
}

// withoutQuotes appends the tokens of s that are no quotation marks; all, where there is nothing else.
func withoutQuotes(at []int32, d *doc.Document, s doc.Span) []int32 {
	for i := s.First; i < s.End; i++ {
		if mark, _ := quoteMark(d.Form(i)); !mark {
			at = append(at, i)
		}
	}
	if len(at) > 0 {
		return at
	}
	return every(at, s)
}

// every appends all tokens of s.
func every(at []int32, s doc.Span) []int32 {
	for i := s.First; i < s.End; i++ {
		at = append(at, i)
	}
	return at
}

// hangQuotes hangs the quotation marks of a sentence under the head of the words that they enclose.
func hangQuotes(d *doc.Document, s doc.Span, sent int32) {
	open := doc.None
	hang := func(mark int32, inside doc.Span, closing bool) {
		t := &d.Tokens[mark]
		t.UPOS, t.XPOS, t.Rel, t.Sent = "PUNCT", "``", "punct", sent
		if closing {
			t.XPOS = "''"
		}
		t.Lemma = d.Form(mark)
		t.Head = doc.None
		for i := inside.First; i < inside.End; i++ {
			if m, _ := quoteMark(d.Form(i)); m {
				continue
			}
			if h := d.Tokens[i].Head; h == doc.None || !inside.Has(h) {
				t.Head = i
				return
			}
		}
		for i := s.First; i < s.End; i++ { // nothing inside: the root of the sentence
			if m, _ := quoteMark(d.Form(i)); !m && d.Tokens[i].Head == doc.None {
				t.Head = i
				return
			}
		}
	}
	for i := s.First; i < s.End; i++ {
		mark, side := quoteMark(d.Form(i))
		switch {
		case !mark:
		case open != doc.None && side <= 0:
			hang(open, doc.Span{First: open + 1, End: i}, false)
			hang(i, doc.Span{First: open + 1, End: i}, true)
			open = doc.None
		case side < 0: // a quotation that began in an earlier sentence
			hang(i, doc.Span{First: s.First, End: i}, true)
		default:
			if open != doc.None {
				hang(open, doc.Span{First: open + 1, End: i}, false)
			}
			open = i
		}
	}
	if open != doc.None {
		hang(open, doc.Span{First: open + 1, End: s.End}, false)
	}
}
