package openlines

import "embed"

// Examples are articles written by us, testdata/articles/*/article.txt: for tests and demonstrations.
//
//go:embed testdata/articles/*/article.txt
var Examples embed.FS
