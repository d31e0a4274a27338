package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/ledger"
)

// must runs a command that has to work.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := do(t, "", args...)
	if code != 0 {
		t.Fatalf("openlines %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

// The commands of the ledger, as somebody would use them one after the other on one report.
func TestLedger(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "desk.db")
	seed := filepath.Join("..", "..", "testdata", "articles", "candid-talks", "article.txt")
	with := func(args ...string) []string { return append(args, "--db", db) }

	if _, errs, code := do(t, "", with("dyad", "JPN-KOR")...); code == 0 || !strings.Contains(errs, "openlines add") {
		t.Errorf("without a ledger: exit %d, %s", code, errs)
	}
	must(t, with("add", seed)...)
	first := must(t, with("export")...)
	must(t, with("add", seed)...)
	if again := must(t, with("export")...); again != first {
		t.Error("adding the same article again changes the export")
	}
	must(t, with("relink")...)
	if again := must(t, with("export")...); again != first {
		t.Error("relink changes the export")
	}

	if got := must(t, with("brief", "--format", "text", "--since", "1d")...); !strings.Contains(got, "Nothing new") || !strings.Contains(got, "2024-03-05") {
		t.Errorf("a brief without news says how far the articles reach: %s", got)
	}

	if got := must(t, with("dyad", "South Korea-japan")...); !strings.Contains(got, `"pair":"JPN-KOR"`) {
		t.Errorf("a pair by the names of its states: %.200s", got)
	}
	for _, wrong := range []string{"dyad JPN", "brief JPN", "watch JPN", "dyad JPN-KOR --on today", "series JPN-KOR --since 2024-02-30", "quotes --until 2024", "channels JPN-KOR --on x"} {
		if _, errs, code := do(t, "", with(strings.Fields(wrong)...)...); code != 1 || !strings.Contains(errs, "^") {
			t.Errorf("%s: exit %d, %s", wrong, code, errs)
		}
	}

	// records that are ready give the same ledger
	records := must(t, "read", "--explain", seed)
	other := filepath.Join(dir, "other.db")
	if _, errs, code := do(t, records, "add", "--db", other, "-"); code != 0 {
		t.Fatalf("adding records: %s", errs)
	}
	if got := must(t, "export", "--db", other); got != first {
		t.Error("ready records give another export than articles")
	}

	// the board that the report tells: officials and the ambassador talked, the ministers' visit was put off and is expected, the defence ministers' meeting was
	// refused, and a brief exchange took place
	var board []ledger.Channel
	for line := range strings.Lines(must(t, with("channels", "JPN-KOR", "--on", "2024-03-06", "--format", "jsonl")...)) {
		var c ledger.Channel
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		board = append(board, c)
	}
	brief := false
	for _, c := range board {
		switch c.Level {
		case "working", "ambassadors":
			if c.State != "open" || c.Held == nil || c.Held.When.From != "2024-03-04" || c.Held.Where == nil || c.Held.Where.Name != "Seoul" {
				t.Errorf("%s: %s, %+v", c.Level, c.State, c.Held)
			}
		case "foreign":
			if c.State != "strained" && c.State != "thin" || c.Refused == nil || c.Next == nil {
				t.Errorf("the foreign ministers: %s, put off %v, next %v", c.State, c.Refused, c.Next)
			}
		case "defence":
			if c.Refused == nil {
				t.Error("the defence ministers: no refusal")
			}
		}
		brief = brief || c.Held != nil && c.Held.Where != nil && c.Held.Where.Name == "Singapore"
	}
	if !brief {
		t.Error("the brief exchange in Singapore is on no level")
	}

	text := must(t, with("dyad", "JPN-KOR", "--format", "text", "--on", "2024-03-06")...)
	for _, want := range []string{"South Korea", "LINES OF COMMUNICATION", "CONTACTS", "Haruka Mori", "⊘ postponed"} {
		if !strings.Contains(text, want) {
			t.Errorf("dyad does not print %q:\n%s", want, text)
		}
	}
	if _, errs, code := do(t, "", with("query", "stauts:planned")...); code == 0 || !strings.Contains(errs, "did you mean status:") || !strings.Contains(errs, "^^^^^^") {
		t.Errorf("a wrong query: exit %d, %s", code, errs)
	}
	var e ledger.Event
	if err := json.Unmarshal([]byte(must(t, with("query", "dyad:JPN-KOR status:refused level:defence")...)), &e); err != nil {
		t.Fatal(err)
	}
	if text := must(t, with("show", e.ID, "--format", "text")...); !strings.Contains(text, "ACCOUNTS") || !strings.Contains(text, "WHY SO CODED") || !strings.Contains(text, ".tsv:") {
		t.Errorf("show:\n%s", text)
	}
	if text := must(t, with("person", "Takeda", "--format", "text")...); !strings.Contains(text, "Goro Takeda") {
		t.Errorf("person:\n%s", text)
	}
	if out := must(t, with("quotes", "--about", "fisheries")...); !strings.Contains(out, "fisheries") {
		t.Errorf("quotes: %s", out)
	}
	for _, c := range []struct {
		args []string
		want string // of the first line of what is printed as CSV, and of another
		row  string
	}{
		{[]string{"channels", "japan-KOR", "--on", "2024-03-06"}, "pair,level,state,", "JPN-KOR,foreign,"},
		{[]string{"brief", "JPN-KOR", "--since", "2024-03-01", "--on", "2024-03-06"}, "pair,list,id,day_from,", "JPN-KOR,new,2024"},
		{[]string{"show", e.ID}, "event,side,article,", e.ID + ",JPN,"},
		{[]string{"person", "Takeda"}, "id,day_from,", e.ID + ","},
		{[]string{"dyad", "JPN-KOR"}, "id,day_from,", e.ID + ","},
		{[]string{"sample"}, "right,second,id,", ",," + e.ID},
	} {
		args := c.args
		if args[0] != "sample" {
			args = append(args, "--format", "csv")
		}
		if out := must(t, with(args...)...); !strings.HasPrefix(out, c.want) || !strings.Contains(out, "\n"+c.row) {
			t.Errorf("%v prints no rows of %s, %s:\n%s", c.args, c.want, c.row, out)
		}
	}
	if text := must(t, with("channels", "JPN-KOR", "--on", "2024-03-06", "--format", "text")...); !strings.Contains(text, "put off: ⊘ visit, postponed, as reported on 2024-03-05, and planned anew") {
		t.Errorf("channels:\n%s", text)
	}
	if _, errs, code := do(t, "", with("dyad", "JPN-KORR")...); code == 0 || !strings.Contains(errs, "KORR") || !strings.Contains(errs, "    ^^^^") {
		t.Errorf("a pair that there is not: exit %d, %s", code, errs)
	}
	must(t, with("watch", "jpn-kor")...)
	if md := must(t, with("brief", "--since", "2024-03-01", "--on", "2024-03-06", "--format", "md")...); !strings.Contains(md, "## Japan and South Korea") || !strings.Contains(md, "## Sources") {
		t.Errorf("brief:\n%s", md)
	}

	// corrections
	if _, errs, code := do(t, "", with("correct", e.ID, "status=held", "--why", "x")...); code == 0 || !strings.Contains(errs, "happened") {
		t.Errorf("a wrong status is taken: %s", errs)
	}
	must(t, with("correct", e.ID, "place=Raffles", "--why", "the hotel", "--who", "Ann")...)
	must(t, with("relink")...)
	if text := must(t, with("show", e.ID, "--format", "text")...); !strings.Contains(text, "Raffles") || !strings.Contains(text, "Ann") || !strings.Contains(text, "the hotel") {
		t.Errorf("the correction is not shown:\n%s", text)
	}

	// exports, sample and agree
	for _, f := range []string{"csv", "polecat", "ics", "parquet"} {
		file := filepath.Join(dir, "out."+f)
		must(t, with("export", "--format", f, "--out", file)...)
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", f, err)
		}
	}
	for f, files := range map[string][]string{"gdelt": {"events.tsv", "mentions.tsv"}, "panel": {"dyad_day.csv", "dyad_week.csv", "dyad_month.csv", "coverage.csv", "README.txt"}} {
		must(t, with("export", "--format", f, "--out", filepath.Join(dir, f))...)
		for _, name := range files {
			if info, err := os.Stat(filepath.Join(dir, f, name)); err != nil || info.Size() == 0 {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	sample := must(t, with("sample", "--n", "4")...)
	lines := strings.SplitAfter(sample, "\n")
	filled := lines[0] + "yes,yes" + lines[1][1:]
	for i, l := range lines[2:] {
		if strings.HasPrefix(l, ",,") {
			filled += []string{"no,no", "yes,no", "yes,yes"}[i%3] + l[1:]
		}
	}
	checked := filepath.Join(dir, "check.csv")
	if err := os.WriteFile(checked, []byte(filled), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "agree", checked); !strings.Contains(out, "kappa 0.50") || !strings.Contains(out, "0.75") {
		t.Errorf("agree:\n%s\nof\n%s", out, filled)
	}

	// a backup is the ledger again
	backup, restored := filepath.Join(dir, "backup.db"), filepath.Join(dir, "restored.db")
	must(t, with("backup", backup)...)
	must(t, "restore", backup, "--db", restored)
	if must(t, "export", "--db", restored) != must(t, with("export")...) {
		t.Error("the restored ledger is another one")
	}
}

// TestOfficeDays adds reports of several days in one run: a person's office is named so from the first to the last of them.
func TestOfficeDays(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "x.db")
	for name, day := range map[string]string{"b": "7", "a": "14", "c": "9"} {
		write(t, filepath.Join(dir, "in", name+".txt"), "LISBON, June "+day+", 2023 - Portuguese Foreign Minister Ana Duarte met Moroccan Foreign Minister Karim Alaoui on that day.")
	}
	must(t, "add", "--db", db, filepath.Join(dir, "in"))
	if out := must(t, "person", "Duarte", "--db", db, "--format", "text"); !strings.Contains(out, "Portuguese Foreign Minister, 2023-06-07 to 2023-06-14") {
		t.Errorf("the office's days:\n%s", out)
	}
	if out := must(t, "quotes", "--db", db, "--format", "text"); strings.Contains(out, ",\n") {
		t.Errorf("a comma with nothing after it:\n%s", out)
	}
}
