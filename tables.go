package openlines

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/openlines/openlines/internal/actor"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/event"
	"github.com/openlines/openlines/internal/language"
	"github.com/openlines/openlines/internal/place"
	"github.com/openlines/openlines/internal/quote"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/internal/when"
)

// Tables are the built-in tables of each stage, by the name of the stage, which is also the name of its sub-directory in a user's
// directory of tables.
func Tables() map[string]fs.FS {
	return map[string]fs.FS{
		"language": sub(language.Tables, "tables"),
		"english":  sub(english.Tables, "tables"),
		"when":     sub(when.Tables, "tables"),
		"place":    sub(place.Tables, "tables"),
		"actor":    sub(actor.Tables, "tables"),
		"quote":    sub(quote.Tables, "tables"),
		"event":    sub(event.Tables, "tables"),
	}
}

// StageTables lays a user's directory of tables, nil for none, over the built-in tables of a stage.
func StageTables(stage string, user fs.FS) table.Dir {
	d := table.Dir{Stage: stage, Builtin: Tables()[stage]}
	if user != nil {
		d.User = sub(user, stage)
	}
	return d
}

// Acts are the acts of the built-in tables and a user's, nil for none, with what the ledger and its screens need of them.
func Acts(user fs.FS) ([]event.Act, error) { return event.Acts(StageTables("event", user)) }

// tablesVersion is a hash of all tables in force, the built-in ones and the user's, as 16 hex digits.
func tablesVersion(user fs.FS) (string, error) {
	h := fnv.New64a()
	put := func(fsys fs.FS) error {
		return fs.WalkDir(fsys, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".tsv") {
				return err
			}
			raw, err := fs.ReadFile(fsys, path)
			fmt.Fprintf(h, "%s %d\n", path, len(raw))
			h.Write(raw)
			return err
		})
	}
	builtin := Tables()
	for _, stage := range slices.Sorted(maps.Keys(builtin)) {
		if err := put(builtin[stage]); err != nil {
			return "", fmt.Errorf("reading the tables of %s: %w", stage, err)
		}
	}
	if user != nil {
		if err := put(user); err != nil {
			return "", fmt.Errorf("reading the user's tables: %w", err)
		}
	}
	return fmt.Sprintf("%016x", h.Sum64()), nil
}

func sub(fsys fs.FS, name string) fs.FS {
	s, err := fs.Sub(fsys, name)
	if err != nil {
		panic(err) // only an invalid name fails, and the names are ours
	}
	return s
}

// CheckTables says everything that is wrong with a user's directory of tables, each with file and line: rows that do not parse, and files that
// no stage reads.
func CheckTables(user fs.FS) error {
	builtin := Tables()
	var errs []error
	err := fs.WalkDir(user, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".tsv") {
			return err
		}
		stage, file, _ := strings.Cut(path, "/")
		switch known, ok := builtin[stage]; {
		case !ok:
			errs = append(errs, fmt.Errorf("%s: there is no stage %q", path, stage))
		case strings.HasPrefix(file, "patterns/"): // a user may bring pattern files of his own
		default:
			if _, err := fs.Stat(known, file); err != nil {
				errs = append(errs, fmt.Errorf("%s: the stage %s reads no table of this name", path, stage))
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("looking through the tables: %w", err)
	}
	if _, err := Open(Options{Tables: user}); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
