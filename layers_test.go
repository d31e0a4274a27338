package openlines

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers are the rooms of the house from left to right: a package imports only what stands to its left. See DESIGN.md.
var layers = [][]string{
	{"record", "internal/table"},
	{"internal/doc"},
	{"internal/language", "internal/source", "internal/english"},
	{"internal/when"},
	{"internal/place"},
	{"internal/actor"},
	{"internal/quote"},
	{"internal/event"},
	{"."},
	{"internal/ledger"},
	{"internal/format"},
	{"internal/web"},
	{"cmd", "train", "bench"},
}

// input are packages that only the outer rooms may use: nothing that reads an article does input or output.
var input = []string{"os", "net", "net/http", "database/sql", "log", "log/slog"}

func TestLayers(t *testing.T) {
	layer := func(dir string) int {
		for i, l := range layers {
			for _, name := range l {
				if dir == name || strings.HasPrefix(dir, name+"/") {
					return i
				}
			}
		}
		return -1
	}
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() && strings.HasPrefix(e.Name(), ".") && path != "." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		own := layer(dir)
		if own < 0 {
			t.Errorf("%s stands in no layer: add it to layers and to DESIGN.md", dir)
		}
		for _, i := range f.Imports {
			name := strings.Trim(i.Path.Value, `"`)
			if slices.Contains(input, name) && own < layer("internal/ledger") && dir != "internal/source" {
				t.Errorf("%s imports %s: only source, ledger and what stands above do input and output", path, name)
			}
			rest, ours := strings.CutPrefix(name, "github.com/openlines/openlines")
			if !ours {
				continue
			}
			rest = strings.TrimPrefix(rest, "/")
			if rest == "" {
				rest = "."
			}
			if rest == dir || strings.HasPrefix(rest, dir+"/") && dir != "." {
				continue
			}
			if layer(rest) >= own && own != len(layers)-1 {
				t.Errorf("%s imports %s, which does not stand to its left", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
