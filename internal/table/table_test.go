package table

import (
	"strings"
	"testing"
	"testing/fstest"
)

func dir(builtin, user string) Dir {
	d := Dir{Builtin: fstest.MapFS{"t.tsv": {Data: []byte(builtin)}}}
	if user != "" {
		d.User = fstest.MapFS{"t.tsv": {Data: []byte(user)}}
	}
	return d
}

const head = "# a table\n# columns: key value\n"

func TestOverlay(t *testing.T) {
	for name, c := range map[string]struct{ user, want string }{
		"none":   {"", "a=1 b=2"},
		"add":    {head + "c\t3", "a=1 b=2 c=3"},
		"change": {head + "a\t9", "a=9 b=2"},
		"off":    {head + "-a", "b=2"},
	} {
		rows, err := dir(head+"a\t1\n\nb\t2\n", c.user).Load("t.tsv", 1, "key", "value")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Cell(0)+"="+r.Cell(1))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestOnlyTheUsers reads a file that the built-in tables do not have; its rows know whose they are.
func TestOnlyTheUsers(t *testing.T) {
	d := dir(head+"a\t1", head+"a\t2")
	rows, err := d.Load("t.tsv", 1, "key", "value")
	if err != nil || len(rows) != 1 || !rows[0].Own {
		t.Errorf("a row that replaces another: %+v, %v", rows, err)
	}
	d.Builtin = fstest.MapFS{}
	rows, err = d.Load("t.tsv", 1, "key", "value")
	if err != nil || len(rows) != 1 || !rows[0].Own || rows[0].At() != "user:t.tsv:3" {
		t.Errorf("a file of the user's alone: %+v, %v", rows, err)
	}
	d.User = fstest.MapFS{}
	if _, err = d.Load("t.tsv", 1, "key", "value"); err == nil {
		t.Error("a file that nobody has is read")
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	for name, c := range map[string]struct{ builtin, user, want string }{
		"too many cells": {head + "a\t1\t2", "", "t.tsv:3: 3 cells"},
		"other columns":  {"# columns: key\na", "", "t.tsv:1: the columns are"},
		"no columns":     {"a\t1", "", "t.tsv:1: a row before"},
		"user's":         {head + "a\t1", head + "\nb\t1\t2", "user:t.tsv:4: 3 cells"},
		"off unknown":    {head + "a\t1", head + "-z", "user:t.tsv:3: switches off"},
	} {
		_, err := dir(c.builtin, c.user).Load("t.tsv", 1, "key", "value")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(head + "a\t1")
	f.Fuzz(func(t *testing.T, in string) {
		rows, err := Read(strings.NewReader(in), "f", "key", "value")
		for _, r := range rows {
			if err == nil && len(r.Cells) > 2 {
				t.Errorf("%s has %d cells", r.At(), len(r.Cells))
			}
		}
	})
}
