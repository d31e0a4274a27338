// Command bench measures openlines: how good and how fast. Each subcommand prints a table and can write it into docs/.
//
//	go run ./bench accuracy   every scorer on the development sets (needs the project's shared folder and python3)
//	go run ./bench linking    linked events against the stories
//	go run ./bench ledger     adding, querying and relinking at 10 thousand to 1 million articles
//	go run ./bench speed      words per CPU second, memory, start-up, size of the program
//	go run ./bench web        200 readers at once on a ledger of 100 thousand events, on loopback
//
// Command bench/coref scores coreference.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := &cobra.Command{Use: "bench", Short: "Measure how good and how fast openlines is", SilenceUsage: true}
	root.AddCommand(newAccuracyCommand(), newSpeedCommand(), newLinkingCommand(), newLedgerCommand(), newWebCommand())
	if err := root.ExecuteContext(ctx); err != nil {
		os.Exit(1)
	}
}

// sharedDir is the folder of training and development data: OPENLINES_SHARED, else ../shared.
func sharedDir() (string, error) {
	dir := os.Getenv("OPENLINES_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "bench")); err != nil {
		return "", fmt.Errorf("the development sets are not there (set OPENLINES_SHARED): %w", err)
	}
	return dir, nil
}
