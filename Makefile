# The commands that people type. Everything works without make, too.
FUZZTIME ?= 30s

.PHONY: build test check fuzz golden accuracy speed

build:    ## the program, as ./openlines
	go build -trimpath -ldflags="-s -w" -o openlines ./cmd/openlines

test:     ## all tests
	go test ./...

check:    ## what CI runs
	.ci/run

fuzz:     ## every fuzz target for FUZZTIME
	@for pkg in $$(go list ./...); do \
	  dir=$$(go list -f '{{.Dir}}' $$pkg); \
	  for target in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go 2>/dev/null | cut -c6-); do \
	    echo "fuzz $$pkg $$target"; \
	    go test $$pkg -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) || exit 1; \
	  done; \
	done

golden:   ## write the golden records anew; read the diff before you commit it
	go test . -run TestArticles -update

accuracy: ## every scorer on the development sets, into docs/accuracy.md
	go run ./bench accuracy --write docs/accuracy.md

speed:    ## words per CPU second, memory, start-up, into docs/speed.md
	go run ./bench speed --write docs/speed.md
