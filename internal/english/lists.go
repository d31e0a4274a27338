package english

import "github.com/openlines/openlines/internal/doc"

// mendLists sets right lists of three or more names: "Kenya, Uganda, and Tanzania". The parser often takes the second name of such a list for an
// apposition of the first, so that who stands in it is lost. Names of one kind, parted by commas and closed by "and" or "or", are a list: the first
// heads it, the others are its conjuncts.
func mendLists(d *doc.Document) {
	changed := false
	for i := 0; i < len(d.Names); {
		end := listEnd(d, i)
		if end-i >= 3 && mendList(d, d.Names[i:end]) {
			changed = true
		}
		i = max(end, i+1)
	}
	if changed {
		d.LinkTree()
	}
}

// mendPersons makes of two persons with their titles and states what they are: the title hangs on the first ("Presidents Ann Lee of Chile and
// Bo Diaz of Peru"), as it does in the singular, and the second on the first, not on his state.
func mendPersons(d *doc.Document) {
	changed := false
	for k := 2; k < len(d.Names); k++ {
		first, place, second := d.Names[k-2], d.Names[k-1], d.Names[k]
		if first.Kind != doc.PER || place.Kind != doc.LOC || second.Kind != doc.PER || d.Tokens[first.First].Sent != d.Tokens[second.First].Sent {
			continue
		}
		x, h := d.HeadOf(second.Span), d.HeadOf(first.Span)
		if t := &d.Tokens[x]; t.Rel == "conj" && t.Head != h && (place.Has(t.Head) || first.Has(t.Head)) && !under(d, h, x) {
			t.Head, changed = h, true
		}
	}
	if changed {
		d.LinkTree()
	}
	titled := false
	for _, n := range d.Names {
		x := d.HeadOf(n.Span)
		t := &d.Tokens[x]
		if n.Kind != doc.PER || t.Rel != "appos" || t.Head != n.First-1 || d.Child(x, "conj") == doc.None {
			continue
		}
		title := &d.Tokens[t.Head]
		if title.XPOS != "NNS" && title.XPOS != "NNPS" {
			continue
		}
		for c := range d.Children(t.Head) {
			if k := &d.Tokens[c]; c != x && (k.Rel == "case" || k.Rel == "cc" || k.Rel == "punct" || k.Rel == "mark") {
				k.Head = x
			}
		}
		t.Head, t.Rel = title.Head, title.Rel
		title.Head, title.Rel, titled = x, "nmod:desc", true
	}
	if titled {
		d.LinkTree()
	}
}

// under says whether token i hangs on token x, over others or itself.
func under(d *doc.Document, i, x int32) bool {
	for ; i != doc.None; i = d.Tokens[i].Head {
		if i == x {
			return true
		}
	}
	return false
}

// listEnd is the index behind the last name of the list that begins with name i; i where there is no list.
func listEnd(d *doc.Document, i int) int {
	for k := i; k+1 < len(d.Names); k++ {
		a, b := d.Names[k], d.Names[k+1]
		if b.Kind != d.Names[i].Kind || d.Tokens[a.First].Sent != d.Tokens[b.First].Sent {
			return i
		}
		comma := a.End < b.First && d.Form(a.End) == ","
		at := a.End
		if comma {
			at++
		}
		switch {
		case at == b.First && comma: // goes on
		case at+1 == b.First && d.Tokens[at].UPOS == "CCONJ":
			return k + 2
		default:
			return i
		}
	}
	return i
}

// mendList makes the tree of a list. It keeps to the tree that is there where that would make a ring.
func mendList(d *doc.Document, names []doc.Name) bool {
	heads := make([]int32, len(names))
	whole := doc.Span{First: names[0].First, End: names[len(names)-1].End}
	for i, n := range names {
		heads[i] = d.HeadOf(n.Span)
	}
	out := doc.None // the name by which the list hangs in the sentence
	for i := len(heads) - 1; i >= 0; i-- {
		if h := d.Tokens[heads[i]].Head; h == doc.None || !whole.Has(h) {
			out = heads[i]
		}
	}
	if out == doc.None {
		return false
	}
	governor, rel := d.Tokens[out].Head, d.Tokens[out].Rel
	if rel == "conj" || rel == "appos" || governor == doc.None {
		return false
	}
	for i := governor; i != doc.None; i = d.Tokens[i].Head {
		if whole.Has(i) {
			return false
		}
	}
	first := heads[0]
	d.Tokens[first].Head, d.Tokens[first].Rel = governor, rel
	for i, h := range heads[1:] {
		d.Tokens[h].Head, d.Tokens[h].Rel = first, "conj"
		for k := names[i].End; k < names[i+1].First; k++ {
			d.Tokens[k].Head = h
			d.Tokens[k].Rel = "punct"
			if d.Tokens[k].UPOS == "CCONJ" {
				d.Tokens[k].Rel = "cc"
			}
		}
	}
	return true
}
