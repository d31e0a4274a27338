# The commands that people type. Everything works without make, too.
# Counted in runs, not in seconds: when a time limit of seconds ends, Go 1.26 can report "context deadline exceeded" as a
# failure though nothing was found (go.dev/issue/75804).
FUZZTIME ?= 30000x

.PHONY: build test check fuzz golden accuracy speed

build:    ## the program, as ./openlines
	go build -trimpath -ldflags="-s -w" -o openlines ./cmd/openlines

test:     ## all tests
	go test ./...

check:    ## what CI runs
	.ci/run

fuzz:     ## every fuzz target, FUZZTIME runs of each
	@for pkg in $$(go list ./...); do \
	  dir=$$(go list -f '{{.Dir}}' $$pkg); \
	  for target in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go 2>/dev/null | cut -c6-); do \
	    echo "fuzz $$pkg $$target"; \
	    go test $$pkg -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 200x || exit 1; \
	  done; \
	done

golden:   ## write the golden records anew; read the diff before you commit it
	go test . -run TestArticles -update

accuracy: ## every scorer on the development sets, into docs/accuracy.md
	go run ./bench accuracy --write docs/accuracy.md

speed:    ## words per CPU second, memory, start-up, into docs/speed.md
	go run ./bench speed --write docs/speed.md
