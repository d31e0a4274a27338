package ledger

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openlines/openlines/record"
)

// manyReports are n articles about a few pairs.
func manyReports(n int) []record.Record {
	states := strings.Fields("USA CHN RUS JPN PER KEN ETH")
	var out []record.Record
	for i := range n {
		a, b := states[i%len(states)], states[(i/len(states)+i+1)%len(states)]
		day := dayName(17000 + i/5)
		out = append(out, report(fmt.Sprintf("many-%05d", i), day, telling{act: "meet", status: "happened", source: a, target: b, from: day, to: day, person: "Ann Ortega",
			words: fmt.Sprintf("Minister Ortega met her colleague number %d for talks on grain", i)}))
	}
	return out
}

// The test runs itself anew as the program that is killed while it adds.
func TestMain(m *testing.M) {
	if db := os.Getenv("OPENLINES_TEST_ADD"); db != "" {
		l, err := Open(context.Background(), db)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		list := manyReports(3000)
		for len(list) > 0 {
			k := min(40, len(list))
			if _, err := l.Add(context.Background(), func(yield func(record.Record, error) bool) {
				for _, r := range list[:k] {
					if !yield(r, nil) {
						return
					}
				}
			}); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			list = list[k:]
			fmt.Println(3000 - len(list)) // so many are said to be stored
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Killed at any moment of add: what was said to be stored is there, nothing is doubled, and adding all again gives what adding once gives.
func TestKilledWhileAdding(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	ctx := context.Background()
	clean := open(t)
	add(t, clean, manyReports(3000)...)
	want := dump(t, clean)
	db := filepath.Join(t.TempDir(), "killed.db")
	stored := 0
	for i := range 5 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "OPENLINES_TEST_ADD="+db)
		out := &strings.Builder{}
		cmd.Stdout, cmd.Stderr = out, os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(150+170*i) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		for line := range strings.Lines(out.String()) {
			fmt.Sscan(line, &stored)
		}
		l, err := Open(ctx, db)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := l.Stats(ctx); err != nil || s.Articles < stored {
			t.Errorf("%d articles, %d were said to be stored (%v)", s.Articles, stored, err)
		}
		l.Close()
	}
	l, err := Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if n := add(t, l, manyReports(3000)...); n.Amended != 0 || n.Same+n.New != 3000 {
		t.Errorf("adding all: %+v", n)
	}
	if dump(t, l) != want {
		t.Error("the events are other ones than without the kills")
	}
	if err := Check(ctx, db); err != nil {
		t.Error(err)
	}
}

// Two programs that write at once wait for each other.
func TestTwoWriters(t *testing.T) {
	ctx := context.Background()
	name := filepath.Join(t.TempDir(), "two.db")
	list := manyReports(200)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for w := range 2 {
		l, err := Open(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		wg.Go(func() {
			for i := w * 50; i+50 <= 150+w*50; i += 10 { // they overlap
				_, err := l.Add(ctx, func(yield func(record.Record, error) bool) {
					for _, r := range list[i : i+10] {
						if !yield(r, nil) {
							return
						}
					}
				})
				errs[w] = errors.Join(errs[w], err)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	l, err := Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	clean := open(t)
	add(t, clean, list[:160]...)
	if dump(t, l) != dump(t, clean) {
		t.Error("the events are other ones than with one writer")
	}
}

// A full disk is said in plain words; the batch is not stored, what was there is whole, and with room again it goes on.
func TestDiskFull(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	add(t, l, manyReports(50)...)
	want := dump(t, l)
	var pages int
	if err := l.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		for range 8 { // of each connection that there can be
			c, err := l.db.Conn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if err := c.QueryRowContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n)).Scan(new(int)); err != nil {
				t.Fatal(err)
			}
		}
	}
	limit(pages + 20)
	all := manyReports(1000)
	_, err := l.Add(ctx, func(yield func(record.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Fatalf("the error is %v", err)
	}
	if got := dump(t, l); got != want {
		t.Error("something of the batch was stored")
	}
	limit(1 << 30)
	add(t, l, all...)
	clean := open(t)
	add(t, clean, all...)
	if dump(t, l) != dump(t, clean) {
		t.Error("after the disk had room again the events are other ones")
	}
}

func TestOtherFiles(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	file := func(name string, f func(path string)) string {
		path := filepath.Join(dir, name)
		f(path)
		return path
	}
	whole := func(path string) {
		l, err := Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		add(t, l, manyReports(60)...)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	execute := func(path, statement string) {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	newer := file("newer.db", func(p string) { whole(p); execute(p, "UPDATE meta SET value = '999' WHERE name = 'schema'") })
	if _, err := Open(ctx, newer); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer ledger: %v", err)
	}
	text := file("text.db", func(p string) { os.WriteFile(p, []byte(strings.Repeat("no ledger at all ", 100)), 0o644) })
	if _, err := Open(ctx, text); !errors.Is(err, ErrForeign) {
		t.Errorf("a text file: %v", err)
	}
	other := file("other.db", func(p string) { execute(p, "CREATE TABLE songs (name TEXT)") })
	if _, err := Open(ctx, other); !errors.Is(err, ErrForeign) {
		t.Errorf("another program's database: %v", err)
	}
	torn := file("torn.db", func(p string) {
		whole(p)
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for i := 4096 * 3; i < len(raw); i += 4096 { // pages overwritten
			copy(raw[i:], strings.Repeat("\x55", 2000))
		}
		os.WriteFile(p, raw, 0o644)
	})
	if err := Check(ctx, torn); !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged file: %v", err)
	}
}

var update = flag.Bool("update", false, "write testdata/version….db of this version anew: only while it has not been released")

// writeOld writes a small ledger for TestOldLedger, in small pages.
func writeOld(t *testing.T, name string) {
	l := open(t)
	add(t, l, visitStory()...)
	if err := l.Close(); err != nil { // so that nobody else keeps it from leaving WAL mode
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", l.path+"?_pragma=journal_mode(DELETE)&_pragma=page_size(512)")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("VACUUM"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(l.path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, raw, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A ledger of each version of the schema opens with all that is in it.
func TestOldLedger(t *testing.T) {
	if *update {
		writeOld(t, filepath.Join("testdata", fmt.Sprintf("version%d.db", Version)))
	}
	clean := open(t)
	add(t, clean, visitStory()...)
	for v := 1; v <= Version; v++ {
		t.Run(fmt.Sprint(v), func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version%d.db", v)))
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "old.db")
			if err := os.WriteFile(name, raw, 0o644); err != nil {
				t.Fatal(err)
			}
			l, err := Open(context.Background(), name)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if n, err := l.Count(context.Background(), "fishing dyad:JPN-PER", 10); err != nil || n != 1 {
				t.Errorf("the words of the old ledger find %d events, %v", n, err)
			}
			want, err := clean.Series(context.Background(), SeriesOptions{Unit: "month"})
			if err != nil || len(want) < 2 {
				t.Fatalf("%d points, %v", len(want), err)
			}
			if got, err := l.Series(context.Background(), SeriesOptions{Unit: "month"}); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("the series of the old ledger: %+v, want %+v, %v", got, want, err)
			}
			if err := l.Relink(context.Background()); err != nil {
				t.Fatal(err)
			}
			if got, want := dump(t, l), dump(t, clean); got != want {
				t.Errorf("the old ledger gives\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	l := open(t)
	add(t, l, manyReports(60)...)
	want := dump(t, l)
	backup := filepath.Join(dir, "backup.db")
	if err := l.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	if err := l.Backup(ctx, backup); err == nil {
		t.Error("a backup is overwritten")
	}
	add(t, l, manyReports(100)...)
	restored := filepath.Join(dir, "restored.db")
	if err := Restore(ctx, backup, restored); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, backup, restored); err == nil {
		t.Error("a ledger is overwritten")
	}
	r, err := Open(ctx, restored)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := dump(t, r); got != want {
		t.Error("the restored ledger is another one")
	}
	os.WriteFile(backup, []byte("torn"), 0o644)
	if err := Restore(ctx, backup, filepath.Join(dir, "third.db")); err == nil {
		t.Error("a damaged backup is restored")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "third*")); len(left) > 0 {
		t.Errorf("a failed restore leaves %v", left)
	}
}
