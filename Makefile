# Two words are enough: `make run` serves the demo, `make test` proves it.
.PHONY: run test test-all check texts bench backup-trial chaos hostile audit clean
run:
	@scripts/run
test:
	@scripts/test
test-all:
	@MATRIX=full scripts/test
check:
	@scripts/setup dev && scripts/check
texts:
	@scripts/setup dev && .venv/bin/python scripts/texts.py
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
