package doc

import (
	"slices"
	"testing"
	"time"
)

// tree is "Both sides said no": said heads sides and no, sides heads Both.
func tree() *Document {
	d := &Document{Text: "Both sides said no"}
	for _, t := range []struct {
		r    Range
		head int32
		rel  string
	}{{Range{0, 4}, 1, "det"}, {Range{5, 10}, 2, "nsubj:outer"}, {Range{11, 15}, None, "root"}, {Range{16, 18}, 2, "obj"}} {
		d.Tokens = append(d.Tokens, Token{Range: t.r, Head: t.head, Rel: t.rel})
	}
	d.LinkTree()
	return d
}

func TestTree(t *testing.T) {
	d := tree()
	if got := slices.Collect(d.Children(2)); !slices.Equal(got, []int32{1, 3}) {
		t.Errorf("children of said: %v", got)
	}
	if got := d.Child(2, "nsubj"); got != 1 {
		t.Errorf("subject of said: %d", got)
	}
	if got := d.Child(2, "iobj"); got != None {
		t.Errorf("indirect object of said: %d", got)
	}
	if got := d.Subtree(1); got != (Span{0, 2}) || d.Words(got) != "Both sides" {
		t.Errorf("subtree of sides: %v", got)
	}
	if !d.Below(0, 2) || d.Below(3, 1) {
		t.Error("Below is wrong")
	}
	if got := d.HeadOf(Span{0, 2}); got != 1 {
		t.Errorf("head of 'Both sides': %d", got)
	}
}

func TestIndex(t *testing.T) {
	d := tree()
	if d.RefAt(1) != None || d.TimeAt(99) != None {
		t.Error("a layer that is not there yet gives something")
	}
	d.Refs = []Ref{{Span: Span{0, 2}, Head: 1}}
	d.IndexRefs()
	if d.RefAt(1) != 0 || d.RefAt(0) != None {
		t.Error("a Ref is found at its head, and only there")
	}
	d.Times = []Time{{Span: Span{2, 4}}}
	d.IndexTimes()
	if d.TimeAt(3) != 0 || d.TimeAt(0) != None {
		t.Error("a Time is found at each of its tokens")
	}
}

func TestDate(t *testing.T) {
	d, err := ParseDate("2024-02-28")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Add(0, 0, 2).String(); got != "2024-03-01" {
		t.Errorf("two days on: %s", got)
	}
	if d.Weekday() != time.Wednesday || d.DaysUntil(Date{2024, 3, 6}) != 7 || d.Compare(Date{2024, 2, 29}) != -1 {
		t.Error("weekday, distance or order is wrong")
	}
	if _, err := ParseDate("2024-02-30"); err == nil {
		t.Error("30 February was read")
	}
	if z, err := ParseDate(""); err != nil || !z.IsZero() || z.String() != "" || !z.Add(1, 0, 0).IsZero() {
		t.Error("the unknown day must stay unknown")
	}
}
