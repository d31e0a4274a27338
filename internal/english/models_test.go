package english

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A record names the models that made it, so models that change need another name.
func TestModelsName(t *testing.T) {
	const name, sum = "english-1", "102cddd5516269e5"
	files, err := filepath.Glob("models/*.bin")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	h := sha256.New()
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		h.Write(raw)
	}
	if got := hex.EncodeToString(h.Sum(nil)[:8]); Models != name || got != sum {
		t.Errorf("the models %s have the sum %s, want %s with %s: give Models another name and put both here", Models, got, name, sum)
	}
}
