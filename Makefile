# Two words are enough: `make run` serves the demo, `make test` proves it. CONTRIBUTING.md tells what the others are for.
.PHONY: run test test-all check texts bench backup-trial chaos hostile audit clean
run:
	@scripts/run
test:
	@scripts/test
test-all: # with every page in every combination
	@MATRIX=full scripts/test
check: # reads the code, runs nothing of it
	@scripts/setup dev && scripts/check
texts:
	@scripts/setup dev && .venv/bin/python scripts/texts.py

# For a longer while, on a machine with nothing else to do.
bench:
	@scripts/bench
backup-trial:
	@scripts/setup dev && .venv/bin/python -m bench.backup
chaos:
	@scripts/chaos
hostile:
	@scripts/hostile
audit:
	@scripts/audit

clean:
	rm -rf .venv .tools .state node_modules overbrug/static-build
