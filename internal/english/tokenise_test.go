package english

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/openlines/openlines/internal/doc"
)

func tokenizerFor(t testing.TB) *Tokenizer {
	t.Helper()
	tok, err := NewTokenizer(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func forms(d *doc.Document, s doc.Span) string {
	var w []string
	for i := s.First; i < s.End; i++ {
		w = append(w, d.Form(i))
	}
	return strings.Join(w, " ")
}

func TestTokens(t *testing.T) {
	tok := tokenizerFor(t)
	for _, c := range []struct{ text, want string }{
		{"They don't, can't and won't.", "They do n't , ca n't and wo n't ."},
		{"The army's men; the ministers' plan", "The army 's men ; the ministers ' plan"},
		{"“We’re late,” she said.", "“ We ’re late , ” she said ."},
		{"a well-known, non-aligned state", "a well - known , non-aligned state"},
		{"U.S.-led talks in Washington, D.C.", "U.S. - led talks in Washington , D.C."},
		{"Brig. Gen. John Doe arrived at 7:30 p.m.", "Brig. Gen. John Doe arrived at 7:30 p.m."},
		{"It cost US$4.5 million, or $1,200 (£900).", "It cost US$ 4.5 million , or $ 1,200 ( £ 900 ) ."},
		{"up 5% to 1,100.50", "up 5 % to 1,100.50"},
		{"See https://example.org/a?b=c, or write to desk@example.org.", "See https://example.org/a?b=c , or write to desk@example.org ."},
		{"the 1969–1970 war—long over", "the 1969 – 1970 war — long over"},
		{"and/or 9/11", "and / or 9/11"},
		{"Well... no!!!", "Well ... no !!!"},
		{"in the '90s", "in the '90s"},
		{"cannot go", "can not go"},
		{"They're O'Brien's", "They 're O'Brien 's"},
		{"35km away", "35 km away"},
		{"AT&T", "AT&T"},
		{"", ""},
		{"\u00a0 \u200b", ""},
		{"北京 said", "北京 said"},
	} {
		d := &doc.Document{Text: c.text}
		tok.Split(d)
		if got := forms(d, doc.Span{First: 0, End: int32(len(d.Tokens))}); got != c.want {
			t.Errorf("tokens of %q:\n got %s\nwant %s", c.text, got, c.want)
		}
		checkLayers(t, d)
	}
}

func TestSentences(t *testing.T) {
	tok := tokenizerFor(t)
	kinds := []string{"prose", "headline", "dateline", "byline", "caption"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"news", "Ministers Seek Truce\n\nBy Jane Roe\n\nGENEVA, March 3 (Agency) — Envoys met on Monday. “We won’t stop,” one said.\n", []string{
			"headline 0 Ministers Seek Truce", "byline 1 By Jane Roe", "dateline 2 GENEVA , March 3 ( Agency ) —",
			"prose 2 Envoys met on Monday .", "prose 2 “ We wo n’t stop , ” one said ."}},
		{"abbreviations", "He met Gen. Doe in the U.S. The U.S. Senate did not vote. Mr. Roe left at 5 p.m. on Monday.", []string{
			"prose 0 He met Gen. Doe in the U.S.", "prose 0 The U.S. Senate did not vote .", "prose 0 Mr. Roe left at 5 p.m. on Monday ."}},
		{"quotations", `"Stop!" he cried. "Why?" asked Ms. Poe. "We do not know." They left.`, []string{
			`prose 0 " Stop ! " he cried .`, `prose 0 " Why ? " asked Ms. Poe .`, `prose 0 " We do not know . "`, "prose 0 They left ."}},
		{"lines that are paragraphs", "Talks resume\nThe talks resumed on Monday after a break of more than two weeks, the ministry said in a statement on its website late on Tuesday evening.\nNo date was set.", []string{
			"headline 0 Talks resume",
			"prose 1 The talks resumed on Monday after a break of more than two weeks , the ministry said in a statement on its website late on Tuesday evening .",
			"prose 2 No date was set ."}},
		{"wrapped lines", "The ministers of both states met in the capital on Monday to\ndiscuss the border, which has been closed since the spring. No\ndate was set for the next round.", []string{
			"prose 0 The ministers of both states met in the capital on Monday to discuss the border , which has been closed since the spring .",
			"prose 0 No date was set for the next round ."}},
		{"a date line", "Friday, January 4, 2019\n\nThe talks ended.", []string{"dateline 0 Friday , January 4 , 2019", "prose 1 The talks ended ."}},
		{"a place and a date", "LIMA, January 4, 2019\n\nThe talks ended.", []string{"dateline 0 LIMA , January 4 , 2019", "prose 1 The talks ended ."}},
		{"an agency", "(Agency) - The talks ended.", []string{"dateline 0 ( Agency ) -", "prose 0 The talks ended ."}},
		{"an agency between slashes", "MINSK, March 3. /BELTA/. Envoys met on Monday.", []string{"dateline 0 MINSK , March 3 . / BELTA / .", "prose 0 Envoys met on Monday ."}},
		{"no agency between slashes", "NATO and/or the EU will meet.", []string{"prose 0 NATO and / or the EU will meet ."}},
		{"no dateline", "The talks — the first in years — ended.", []string{"prose 0 The talks — the first in years — ended ."}},
		{"notes", "He left.[3] She stayed. [4] They met.", []string{"prose 0 He left . [ 3 ]", "prose 0 She stayed . [ 4 ]", "prose 0 They met ."}},
	} {
		d := &doc.Document{Text: c.text}
		tok.Split(d)
		var got []string
		for i := range d.Sentences {
			s := &d.Sentences[i]
			got = append(got, kinds[s.Kind]+" "+string(rune('0'+s.Paragraph))+" "+forms(d, s.Span))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
		checkLayers(t, d)
	}
}

// checkLayers checks that tokens and sentences are in order, lie inside the text, and leave out white space alone.
func checkLayers(t *testing.T, d *doc.Document) {
	t.Helper()
	at := int32(0)
	blank := func(from, to int32) bool {
		for i := from; i < to; {
			r, n := utf8.DecodeRuneInString(d.Text[i:to])
			if !isSpace(r) {
				return false
			}
			i += int32(n)
		}
		return true
	}
	for i := range d.Tokens {
		k := &d.Tokens[i]
		if k.Start < at || k.End <= k.Start || int(k.End) > len(d.Text) {
			t.Fatalf("token %d of %q is %v after %d", i, d.Text, k.Range, at)
		}
		if !blank(at, k.Start) {
			t.Fatalf("%q of %q lies in no token", d.Text[at:k.Start], d.Text)
		}
		at = k.End
		if s := d.Sentences[k.Sent]; !s.Has(int32(i)) {
			t.Fatalf("token %d of %q is not in its sentence", i, d.Text)
		}
		if k.Head != doc.None && d.Tokens[k.Head].Sent != k.Sent {
			t.Fatalf("the head of token %d of %q lies in another sentence", i, d.Text)
		}
	}
	if !blank(at, int32(len(d.Text))) {
		t.Fatalf("%q of %q lies in no token", d.Text[at:], d.Text)
	}
	next := int32(0)
	for i, s := range d.Sentences {
		if s.First != next || s.Span.Len() < 1 {
			t.Fatalf("sentence %d of %q is %v after token %d", i, d.Text, s.Span, next)
		}
		next = s.Span.End
	}
	if int(next) != len(d.Tokens) {
		t.Fatalf("%d of %d tokens of %q are in sentences", next, len(d.Tokens), d.Text)
	}
}
