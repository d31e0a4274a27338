// Package postgres starts a PostgreSQL server for tests and benchmarks: in a directory of its own, which goes with it.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrAbsent says that the server cannot be run here: Debian's package is not installed, or its user is not there.
var ErrAbsent = errors.New("PostgreSQL is not installed (apt-get install postgresql)")

// Server is a running server with one empty database.
type Server struct {
	DSN string // postgres://…
	cmd *exec.Cmd
	dir string
}

// Start starts a server below dir (the system's temporary directory where it is empty) and waits until it answers.
func Start(ctx context.Context, dir string) (*Server, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, ErrAbsent
	}
	slices.Sort(found)
	bin := filepath.Dir(found[len(found)-1])
	dir, err := os.MkdirTemp(dir, "openlines-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	if err := s.start(ctx, bin); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

func (s *Server) start(ctx context.Context, bin string) error {
	attr, err := asServer(s.dir)
	if err != nil {
		return err
	}
	run := func(name string, args ...string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, filepath.Join(bin, name), args...)
		cmd.SysProcAttr, cmd.Dir = attr, s.dir
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		return cmd
	}
	data := filepath.Join(s.dir, "data")
	if out, err := run("initdb", "-D", data, "-U", "openlines", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := listen.Addr().(*net.TCPAddr).Port
	listen.Close()
	cmd := run("postgres", "-D", data, "-p", strconv.Itoa(port), "-k", s.dir, "-h", "127.0.0.1", "-F", "-c", "shared_buffers=1GB", "-c", "max_wal_size=4GB")
	if err := cmd.Start(); err != nil {
		return err
	}
	s.cmd, s.DSN = cmd, fmt.Sprintf("postgres://openlines@127.0.0.1:%d/postgres", port)
	for until := time.Now().Add(60 * time.Second); ; {
		c, err := pgx.Connect(ctx, s.DSN)
		if err == nil {
			return c.Close(ctx)
		}
		if time.Now().After(until) {
			return fmt.Errorf("the server does not answer: %w", err)
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Stop stops the server and deletes its data.
func (s *Server) Stop() error {
	if s.cmd != nil {
		if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
			return err
		}
		if err := s.cmd.Wait(); err != nil {
			return fmt.Errorf("stopping the server: %w", err)
		}
	}
	return os.RemoveAll(s.dir)
}
