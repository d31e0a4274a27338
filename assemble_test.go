package openlines

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCodePoints(t *testing.T) {
	for _, text := range []string{"", "plain", "naïve café", "🕊️ peace in 北京", "e\u0301tat", strings.Repeat("äb🕊", 300)} {
		c := newCodePoints(text)
		for b := 0; b <= len(text); b++ {
			if b < len(text) && !utf8.RuneStart(text[b]) {
				continue
			}
			if got, want := c.at(int32(b)), utf8.RuneCountInString(text[:b]); got != want {
				t.Errorf("%.20q: byte %d is code point %d, want %d", text, b, got, want)
			}
		}
	}
}
