package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/record"
)

// do runs the command as a user would and gives what it prints and its exit status.
func do(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const sample = "Norway's foreign minister, Kari Lund, met her Swedish counterpart in Oslo on Monday, the ministry said."

func TestReadBadInputStopsNothing(t *testing.T) {
	dir := t.TempDir()
	good := write(t, filepath.Join(dir, "a.txt"), sample)
	write(t, filepath.Join(dir, "b.txt"), "")
	write(t, filepath.Join(dir, "c.bin"), "\x00\x01\x02")
	write(t, filepath.Join(dir, "d.txt"), strings.Repeat("Les ministres se sont rencontrés dans la ville et ils ont signé un accord pour la paix. ", 5))
	write(t, filepath.Join(dir, "e.jsonl"), `{"id":"x","text":"`+sample+`"}`+"\n{torn\n")
	out, errs, status := do(t, "", "read", "--format", "jsonl", dir)
	if status != 1 {
		t.Errorf("status %d, want 1", status)
	}
	if n := strings.Count(out, "\n"); n != 2 {
		t.Errorf("%d records, want 2:\n%s", n, out)
	}
	for _, want := range []string{"b.txt", "c.bin", "d.txt", "French", "e.jsonl:2", "failed=4", "read=2"} {
		if !strings.Contains(errs, want) {
			t.Errorf("standard error does not name %q:\n%s", want, errs)
		}
	}
	if out, _, status := do(t, "", "read", "--format", "text", good); status != 0 || !strings.Contains(out, "Kari Lund") {
		t.Errorf("status %d, output %q", status, out)
	}
	if out, _, status := do(t, sample, "read", "--format", "csv", "-"); status != 0 || !strings.HasPrefix(out, "article,outlet,") {
		t.Errorf("status %d, output %q", status, out)
	}
	if _, errs, status := do(t, "", "read", "--format", "xml", good); status != 1 || !strings.Contains(errs, "text, jsonl or csv") {
		t.Errorf("status %d, %q", status, errs)
	}
	if _, errs, status := do(t, "", "read", "--published", "soon", good); status != 1 || !strings.Contains(errs, "soon") {
		t.Errorf("status %d, %q", status, errs)
	}
}

func TestResume(t *testing.T) {
	dir := t.TempDir()
	in := write(t, filepath.Join(dir, "in.jsonl"), `{"id":"a","text":"`+sample+`"}`+"\n"+`{"id":"b","text":"`+sample+`"}`+"\n"+`{"id":"c","text":"`+sample+`"}`+"\n")
	all := filepath.Join(dir, "all.jsonl")
	if _, errs, status := do(t, "", "read", "--out", all, in); status != 0 {
		t.Fatal(errs)
	}
	want, err := os.ReadFile(all)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, status := do(t, "", "read", "--out", all, in); status == 0 {
		t.Errorf("a file that was there is written over: %s", errs)
	}
	first := bytes.IndexByte(want, '\n') + 1
	for _, torn := range []int{0, first, first + 10, len(want) - 1, len(want)} {
		part := write(t, filepath.Join(dir, "part.jsonl"), string(want[:torn]))
		if _, errs, status := do(t, "", "read", "--resume", "--out", part, in); status != 0 {
			t.Fatal(errs)
		}
		if got, _ := os.ReadFile(part); !bytes.Equal(got, want) {
			t.Errorf("stopped at byte %d and resumed: another result", torn)
		}
	}
}

func TestSameBytesWithAnyJobs(t *testing.T) {
	one, _, _ := do(t, "", "read", "--format", "jsonl", "--jobs", "1", filepath.Join("..", "..", "testdata", "articles"))
	many, _, _ := do(t, "", "read", "--format", "jsonl", "--jobs", "7", filepath.Join("..", "..", "testdata", "articles"))
	if one == "" || one != many {
		t.Error("the records depend on the number of jobs")
	}
	for _, line := range strings.Split(strings.TrimSpace(one), "\n") {
		var r record.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Article.Published == "" {
			t.Errorf("record of %s, published %q: %v", r.Article.ID, r.Article.Published, err)
		}
	}
}

func TestSchemaDescribesARecord(t *testing.T) {
	out, _, status := do(t, "", "schema")
	var s struct {
		Properties map[string]any `json:"properties"`
	}
	if err := json.Unmarshal([]byte(out), &s); err != nil || status != 0 || s.Properties["statements"] == nil {
		t.Errorf("status %d, %v", status, err)
	}
}

func TestTablesCheck(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "event", "patterns", "mine.tsv"), "# columns: act trigger frame roles example\nno-such-act\tfrob/V\n")
	write(t, filepath.Join(dir, "evnt", "acts.tsv"), "# columns: x\n")
	_, errs, status := do(t, "", "tables", "check", dir)
	if status != 1 || !strings.Contains(errs, "mine.tsv:2") || !strings.Contains(errs, "evnt") {
		t.Errorf("status %d, %q", status, errs)
	}
}

// TestTablesOfNames adds a name by a directory and sees it read.
func TestTablesOfNames(t *testing.T) {
	dir := t.TempDir()
	own, bad := filepath.Join(dir, "own"), filepath.Join(dir, "bad")
	write(t, filepath.Join(own, "english", "names.tsv"), "# columns: kind name\norg\tOuarzine\n")
	write(t, filepath.Join(bad, "english", "names.tsv"), "# columns: kind name\nfirm\tOuarzine\n")
	write(t, filepath.Join(bad, "english", "nouns.tsv"), "# columns: noun kind\nprime minister\tPER\n")
	text := "Ouarzine said on Monday that it had signed."
	kind := func(args ...string) string {
		out, errs, status := do(t, text, append([]string{"parse"}, args...)...)
		if status != 0 {
			t.Fatalf("%v: %s", args, errs)
		}
		return strings.Split(strings.Split(out, "\tOuarzine\t")[1], "\n")[0]
	}
	if got := kind(); strings.Contains(got, "ORG") {
		t.Errorf("%q: the name is known already", got)
	}
	if got := kind("--tables", own); !strings.Contains(got, "ORG") {
		t.Errorf("%q: the name of the user's table was not read", got)
	}
	if out, errs, status := do(t, "", "tables", "check", own); status != 0 {
		t.Errorf("%s%s", out, errs)
	}
	_, errs, status := do(t, "", "tables", "check", bad)
	for _, want := range []string{"user:english/names.tsv:2", "firm", "user:english/nouns.tsv:2"} {
		if status == 0 || !strings.Contains(errs, want) {
			t.Errorf("status %d, %q; want %s", status, errs, want)
		}
	}
	for name, want := range map[string]string{"": "english/names.tsv", "english": "english/genders.tsv", "english/names.tsv": "# columns: kind name"} {
		out, errs, status := do(t, "", append([]string{"tables", "show"}, strings.Fields(name)...)...)
		if status != 0 || !strings.Contains(out, want) {
			t.Errorf("show %s: status %d, %q", name, status, errs)
		}
	}
	if _, errs, status := do(t, "", "tables", "show", "english/nmes.tsv"); status == 0 || !strings.Contains(errs, "nmes.tsv") {
		t.Errorf("status %d, %q", status, errs)
	}
}

// TestWrongUse holds that a command used wrongly says how it is used.
func TestWrongUse(t *testing.T) {
	for args, want := range map[string][]string{
		"dyad":               {"received 0", "usage: openlines dyad PAIR", "openlines dyad --help"},
		"read --exlain x":    {"--exlain", "usage: openlines read [FILE|DIR|URL|-]..."},
		"tables check":       {"usage: openlines tables check DIR"},
		"raed x":             {"unknown command", "read"},
		"read --format xml":  {"want text, jsonl or csv"},
		"query --format x y": {"want text, jsonl or csv"},
		"series USA":         {"no ledger"},
	} {
		if _, errs, status := do(t, "", strings.Fields(args)...); status != 1 {
			t.Errorf("%s: status %d", args, status)
		} else {
			for _, w := range want {
				if !strings.Contains(errs, w) {
					t.Errorf("%s: %q does not say %q", args, errs, w)
				}
			}
		}
	}
	out, _, _ := do(t, "", "--help")
	for _, want := range []string{"Read articles:", "Look into it:", "  dyad "} {
		if !strings.Contains(out, want) {
			t.Errorf("help has no %q", want)
		}
	}
	if strings.Contains(out, "Additional Commands:\n  add") {
		t.Error("a command stands in no group")
	}
}

// TestReadme holds that the README's first table is what the program prints, and that the row it shows is in the tables.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	article := filepath.Join("..", "..", "testdata", "articles", "candid-talks", "article.txt")
	report, err := os.ReadFile(article)
	if err != nil {
		t.Fatal(err)
	}
	out, _, _ := do(t, "", "read", "--format", "text", article)
	out = strings.Join(strings.Fields(out), " ")
	_, table, _ := strings.Cut(string(readme), "| --- | --- |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	for row := range strings.Lines(strings.ReplaceAll(table, "*", "")) {
		cells := strings.Split(row, "|")
		if words := strings.TrimSpace(cells[1]); !strings.Contains(string(report), words) {
			t.Errorf("the report does not say: %s", words)
		}
		for part := range strings.SplitSeq(cells[2], "<br>") {
			if part = strings.TrimSpace(part); !strings.Contains(out, part) {
				t.Errorf("the record does not say: %s", part)
			}
		}
	}
	_, row, _ := strings.Cut(string(readme), "```\npostponed\t")
	row, _, _ = strings.Cut(row, "\n")
	if status, _, _ := do(t, "", "tables", "show", "event/status.tsv"); row == "" || !strings.Contains(status, row) {
		t.Errorf("the tables have no row %q", row)
	}
}

// TestHelpFits holds that help stands within a terminal's columns, but for examples, which are to be copied.
func TestHelpFits(t *testing.T) {
	var try func(cmd *cobra.Command)
	try = func(cmd *cobra.Command) {
		var out bytes.Buffer
		cmd.SetOut(&out)
		if err := cmd.Help(); err != nil {
			t.Fatal(err)
		}
		text, rest, _ := strings.Cut(out.String(), "Examples:")
		_, flags, _ := strings.Cut(rest, "Flags:")
		for line := range strings.Lines(text + flags) {
			if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 80 {
				t.Errorf("%s: %d columns: %s", cmd.CommandPath(), n, line)
			}
		}
		for _, c := range cmd.Commands() {
			try(c)
		}
	}
	root := newRoot()
	fitHelp(root, 80)
	try(root)
}

func TestHelpTeaches(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"read", "--help"}, {"tables", "--help"}, {"parse", "--help"}, {"schema", "--help"}} {
		out, _, status := do(t, "", args...)
		if status != 0 || len(out) < 150 {
			t.Errorf("%v: status %d, %d bytes of help", args, status, len(out))
		}
	}
}

func TestServeKeepsToThisMachineWithoutTokens(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "[::]:0"} {
		if _, errs, status := do(t, "", "serve", "--db", db, "--addr", addr); status == 0 || !strings.Contains(errs, "token") {
			t.Errorf("%s: status %d, %q", addr, status, errs)
		}
	}
}

func TestTokens(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	made, errs, status := do(t, "", "token", "add", "--db", db, "--role", "read", "jane")
	if status != 0 || len(strings.TrimSpace(made)) < 40 {
		t.Fatalf("status %d, %q, %q", status, made, errs)
	}
	list, _, _ := do(t, "", "token", "list", "--db", db)
	if !strings.Contains(list, "jane") || strings.Contains(list, strings.TrimSpace(made)) {
		t.Errorf("the list must name jane and never the token: %q", list)
	}
	if _, errs, status := do(t, "", "token", "revoke", "--db", db, "jane"); status != 0 {
		t.Errorf("status %d, %q", status, errs)
	}
	if list, _, _ := do(t, "", "token", "list", "--db", db); strings.Contains(list, "jane") {
		t.Errorf("jane is still there: %q", list)
	}
}
