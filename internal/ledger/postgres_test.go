package ledger

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// startPostgres starts a server of its own in a temporary directory and gives the DSN of its database. It skips the test where Debian's package is not
// installed.
func startPostgres(t *testing.T) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		t.Skip("PostgreSQL is not installed (apt-get install postgresql)")
	}
	slices.Sort(found)
	bin := filepath.Dir(found[len(found)-1])
	dir, err := os.MkdirTemp("", "openlines-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	attr := &syscall.SysProcAttr{}
	if os.Getuid() == 0 { // the server refuses to run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Skip("there is no user postgres to run the server as")
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.SysProcAttr, cmd.Dir = attr, dir
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		return cmd
	}
	data := filepath.Join(dir, "data")
	if out, err := run("initdb", "-D", data, "-U", "openlines", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listen.Addr().(*net.TCPAddr).Port
	listen.Close()
	server := run("postgres", "-D", data, "-p", strconv.Itoa(port), "-k", dir, "-h", "127.0.0.1", "-F")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGINT)
		server.Wait()
	})
	dsn := fmt.Sprintf("postgres://openlines@127.0.0.1:%d/postgres", port)
	for until := time.Now().Add(60 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		l, err := Open(context.Background(), dsn)
		if err == nil {
			l.Close()
			return dsn
		}
		if time.Now().After(until) {
			t.Fatalf("the server does not answer: %v", err)
		}
	}
}

// empty takes everything out of a ledger.
func empty(t fataler, l *Ledger) {
	t.Helper()
	for _, table := range strings.Fields("articles coverage versions mentions linked pairs parties people persons statements corrections watches pending changes foreign_events words sayings") {
		if _, err := l.db.Exec("DELETE FROM " + table); err != nil {
			t.Fatal(err)
		}
	}
}

// PostgreSQL gives the same events to the byte as SQLite, and answers the same queries.
func TestPostgres(t *testing.T) {
	top := t
	dsn := startPostgres(t)
	ctx := context.Background()
	pg, err := Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer pg.Close()
	checks := 0
	rapid.Check(t, func(t *rapid.T) {
		if checks++; checks > 15 {
			return
		}
		empty(t, pg)
		lite := open(top)
		records := drawReports(t)
		add(t, pg, rapid.Permutation(records).Draw(t, "order")...)
		add(t, lite, records...)
		want := dump(t, lite)
		if got := dump(t, pg); got != want {
			t.Fatalf("PostgreSQL:\n%s\nSQLite:\n%s", got, want)
		}
		if err := pg.Relink(ctx); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, pg); got != want {
			t.Fatalf("PostgreSQL linked anew:\n%s\nSQLite:\n%s", got, want)
		}
	})
	empty(t, pg)
	views(t, pg)
}
