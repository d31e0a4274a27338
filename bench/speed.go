package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func newSpeedCommand() *cobra.Command {
	var out string
	var runs int
	cmd := &cobra.Command{
		Use:   "speed",
		Short: "Words per CPU second of read on one core, peak memory, start-up and size of the program",
		Long: `Speed builds openlines and runs it as a user would: on articles of about 500 words made from the project's own test articles, on one core.
Figures are medians of several runs of the whole process, less its start-up for words per CPU second. Where link-parser (Debian's link-grammar) or udpipe is
installed, it parses the same sentences in the same call, and the ratio is given.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return speed(cmd.Context(), runs, out, cmd.OutOrStdout()) },
	}
	cmd.Flags().StringVar(&out, "write", "", "also write the table to this file, as docs/speed.md has it")
	cmd.Flags().IntVar(&runs, "runs", 5, "how often each is run")
	return cmd
}

// usage is what a process took.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // bytes; 0 where the system does not say
}

func (u usage) peakMB() string {
	if u.peak == 0 {
		return "not known"
	}
	return fmt.Sprint(u.peak >> 20)
}

func speed(ctx context.Context, runs int, out string, w io.Writer) error {
	work, err := os.MkdirTemp("", "openlines-speed-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	program := filepath.Join(work, "openlines")
	if msg, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, "./cmd/openlines").CombinedOutput(); err != nil {
		return fmt.Errorf("building openlines: %w: %s", err, msg)
	}
	many, words, plain, err := corpus(work)
	if err != nil {
		return err
	}
	one := filepath.Join(work, "one.txt")
	if err := os.WriteFile(one, plain[:min(len(plain), 3200)], 0o600); err != nil {
		return err
	}
	read := func(file string) (usage, error) {
		return median(runs, func() *exec.Cmd {
			c := exec.CommandContext(ctx, program, "read", "--format", "jsonl", "--jobs", "1", "--published", "2024-06-06", file)
			c.Env = append(os.Environ(), "GOMAXPROCS=1")
			return c
		})
	}
	start, err := median(runs, func() *exec.Cmd { return exec.CommandContext(ctx, program, "read", "--format", "jsonl", os.DevNull) })
	if err != nil {
		return err
	}
	single, err := read(one)
	if err != nil {
		return err
	}
	all, err := read(many)
	if err != nil {
		return err
	}
	rate := float64(words) / (all.cpu - start.cpu).Seconds()
	info, err := os.Stat(program)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("| what | got | floor | aim |\n| --- | --- | --- | --- |\n")
	fmt.Fprintf(&b, "| words per CPU second, all stages, one core | %.0f | 25,000 | 100,000 |\n", rate)
	fmt.Fprintf(&b, "| start-up: wall; CPU seconds | %.3f; %.3f | 0.3 | |\n", start.wall.Seconds(), start.cpu.Seconds())
	fmt.Fprintf(&b, "| peak memory of one article, MB | %s | 250 | |\n", single.peakMB())
	fmt.Fprintf(&b, "| peak memory of %d words in articles of 500, MB | %s | | |\n", words, all.peakMB())
	fmt.Fprintf(&b, "| size of the program, MB | %.1f | 80 | |\n", float64(info.Size())/1e6)
	for _, p := range []struct {
		name string
		args []string
	}{{"link-parser", []string{"en", "-batch", "-timeout=5"}}, {"udpipe", []string{"--tokenize", "--tag", "--parse", os.Getenv("UDPIPE_MODEL")}}} {
		path, err := exec.LookPath(p.name)
		if err != nil {
			fmt.Fprintf(&b, "| peer %s | not installed | | |\n", p.name)
			continue
		}
		sample := plain[:min(len(plain), 24000)]
		n := len(bytes.Fields(sample))
		peer, err := median(1, func() *exec.Cmd {
			c := exec.CommandContext(ctx, path, p.args...)
			c.Stdin = bytes.NewReader(bytes.ReplaceAll(sample, []byte(". "), []byte(".\n")))
			return c
		})
		if err != nil {
			fmt.Fprintf(&b, "| peer %s | did not run: %v | | |\n", p.name, err)
			continue
		}
		its := float64(n) / peer.cpu.Seconds()
		fmt.Fprintf(&b, "| peer %s (parsing alone), words per CPU second; ratio of openlines (all stages) to it | %.0f; %.1f | | |\n", p.name, its, rate/its)
	}
	fmt.Fprint(w, b.String())
	if out != "" {
		return os.WriteFile(out, []byte(speedHead+b.String()), 0o644)
	}
	return nil
}

const speedHead = `# How fast it is

Made by ` + "`go run ./bench speed --write docs/speed.md`" + `: medians of whole processes on a shared machine of two cores; trust the ratios more than the times.

`

// corpus makes articles of about 500 words from the project's own, about 150,000 words in all.
func corpus(dir string) (file string, words int, plain []byte, err error) {
	names, err := filepath.Glob(filepath.Join("testdata", "articles", "*", "article.txt"))
	if err != nil || len(names) == 0 {
		return "", 0, nil, fmt.Errorf("no articles under testdata/articles (%w)", err)
	}
	slices.Sort(names)
	var paragraphs []string
	for _, n := range names {
		raw, err := os.ReadFile(n)
		if err != nil {
			return "", 0, nil, err
		}
		plain = append(plain, raw...)
		paragraphs = append(paragraphs, strings.Split(string(raw), "\n\n")...)
	}
	file = filepath.Join(dir, "many.jsonl")
	f, err := os.Create(file)
	if err != nil {
		return "", 0, nil, err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for i, k := 0, 0; words < 150_000; i++ {
		var text []string
		n := 0
		for n < 500 {
			p := paragraphs[(k*7)%len(paragraphs)] // another order each time round
			k++
			text, n = append(text, p), n+len(strings.Fields(p))
		}
		words += n
		if err := enc.Encode(map[string]string{"id": fmt.Sprint(i), "text": strings.Join(text, "\n\n"), "published": "2024-06-06"}); err != nil {
			return "", 0, nil, err
		}
	}
	return file, words, plain, nil
}

// median runs a command several times after a warm-up and gives the median of each figure.
func median(runs int, command func() *exec.Cmd) (usage, error) {
	var cpu, wall []time.Duration
	var peak []int64
	for i := range runs + 1 {
		c := command()
		var stderr bytes.Buffer
		c.Stderr = &stderr
		began := time.Now()
		err := c.Run()
		if c.ProcessState == nil {
			return usage{}, err
		}
		if err != nil && c.ProcessState.ExitCode() != 1 { // 1: an empty input is refused, which is fine for the start-up
			return usage{}, fmt.Errorf("%s: %w: %s", c.Path, err, stderr.String())
		}
		if i == 0 && runs > 1 {
			continue
		}
		wall = append(wall, time.Since(began))
		cpu = append(cpu, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
		peak = append(peak, peakMemory(c.ProcessState))
	}
	slices.Sort(cpu)
	slices.Sort(wall)
	slices.Sort(peak)
	return usage{cpu: cpu[len(cpu)/2], wall: wall[len(wall)/2], peak: peak[len(peak)/2]}, nil
}
