// Package table reads the tables that hold the project's facts and rules: tab-separated text, one row a fact.
//
// A line that begins with # is a comment; "# columns: a<TAB>b" names the columns and must stand before the first row.
// Cells are trimmed; trailing empty cells may be left out. A user's directory may lay files of the same name over the built-in ones: a row
// whose key columns are those of a built-in row replaces it, a row whose first cell begins with "-" switches the
// built-in row with that key off, and any other row is added.
package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Row is one row with the place that it came from.
type Row struct {
	File  string
	Line  int  // counted from 1
	Own   bool // it stands in the user's directory
	Cells []string
}

// At names the row for people: "patterns.tsv:12".
func (r Row) At() string { return fmt.Sprintf("%s:%d", r.File, r.Line) }

// Cell is the i-th cell, or "" where the row is shorter.
func (r Row) Cell(i int) string {
	if i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// Errorf is an error that names the row.
func (r Row) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %w", r.At(), fmt.Errorf(format, args...))
}

// Read reads a table with the given columns. The error joins everything that is wrong, each with its line.
func Read(in io.Reader, name string, columns ...string) ([]Row, error) {
	var rows []Row
	var errs []error
	named := false
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 1<<16), 1<<22)
	for line := 1; sc.Scan(); line++ {
		text := strings.TrimRight(sc.Text(), " \t\r")
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if text == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(text, "#"); ok {
			if cols, ok := strings.CutPrefix(strings.TrimSpace(rest), "columns:"); ok {
				named = true
				if got := strings.Fields(cols); strings.Join(got, " ") != strings.Join(columns, " ") {
					errs = append(errs, fmt.Errorf("%s:%d: the columns are %q, want %q", name, line, got, columns))
				}
			}
			continue
		}
		if !named {
			errs = append(errs, fmt.Errorf("%s:%d: a row before the line \"# columns:\"", name, line))
			named = true
		}
		cells := strings.Split(text, "\t")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) > len(columns) {
			errs = append(errs, fmt.Errorf("%s:%d: %d cells, want at most %d", name, line, len(cells), len(columns)))
			continue
		}
		rows = append(rows, Row{File: name, Line: line, Cells: cells})
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, fmt.Errorf("%s: %w", name, err))
	}
	return rows, errors.Join(errs...)
}

// Dir is a stage's built-in tables with, where there is one, the user's directory over them.
type Dir struct {
	Stage   string // the stage's name, which is that of its sub-directory in the user's; errors name it
	Builtin fs.FS
	User    fs.FS // nil where there is none
}

// Load reads a table and lays the user's rows over it. The first keys columns tell rows apart; with 0 keys all cells do. A file that only
// one of the two has is read alone.
func (d Dir) Load(name string, keys int, columns ...string) ([]Row, error) {
	rows, err := readFile(d.Builtin, name, name, columns)
	if d.User == nil || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return rows, err
	}
	user, userErr := readFile(d.User, name, "user:"+path.Join(d.Stage, name), columns)
	if errors.Is(userErr, fs.ErrNotExist) {
		return rows, err
	}
	if userErr != nil {
		return nil, userErr
	}
	key := func(r Row) string {
		if keys == 0 || keys > len(r.Cells) {
			return strings.Join(r.Cells, "\t")
		}
		return strings.Join(r.Cells[:keys], "\t")
	}
	at := make(map[string]int, len(rows))
	for i, r := range rows {
		at[key(r)] = i
	}
	off := make(map[int]bool)
	var errs []error
	for _, r := range user {
		r.Own = true
		first, minus := strings.CutPrefix(r.Cells[0], "-")
		if minus {
			r.Cells[0] = strings.TrimSpace(first)
		}
		i, known := at[key(r)]
		switch {
		case minus && !known:
			errs = append(errs, r.Errorf("switches off a row that the built-in table does not have"))
		case minus:
			off[i] = true
		case known:
			rows[i] = r
		default:
			rows = append(rows, r)
		}
	}
	kept := rows[:0]
	for i, r := range rows {
		if !off[i] {
			kept = append(kept, r)
		}
	}
	return kept, errors.Join(errs...)
}

func readFile(fsys fs.FS, file, name string, columns []string) ([]Row, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, fmt.Errorf("opening the table %s: %w", name, err)
	}
	defer f.Close()
	return Read(f, name, columns...)
}
