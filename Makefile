# `make run` and `make test` need Python 3.11, git and make; each prepares .venv when it has to.

PY := .venv/bin/python
RUN_READY := .venv/.ready-run
DEV_READY := .venv/.ready-dev
SETUP_INPUT := pyproject.toml constraints.txt tools/setup.sh
PYTEST := $(PY) -m pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run test check soak bench bench-selftest pictures messages constraints build clean moved

help:
	@echo "make run          open the tutorial (ARGS='read --list' passes arguments)"
	@echo "make test         every check and test"
	@echo "make check        the checks alone: style, types, imports, translations, the course"
	@echo "make soak         the long proofs"
	@echo "make bench        measure against other programs"
	@echo "make bench-selftest  measure a program whose figures are known"
	@echo "make pictures     bring the README's pictures and keys up to date"
	@echo "make messages     bring the translations in step with the source"
	@echo "make constraints  pin the versions that are installed now"
	@echo "make build        make a wheel and a source archive in dist/"
	@echo "make clean        remove everything that was made"

run: $(RUN_READY)
	@exec $(PY) -m orchestra_tui $(ARGS)

test: check
	$(PYTEST) -m "not soak" --cov --cov-report=term

check: $(DEV_READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo
	$(PY) tools/messages.py --check
	$(PY) -m orchestra_tui --lang en check

soak: $(DEV_READY)
	$(PYTEST) -m soak || [ $$? -eq 5 ] # 5: there are none

bench: $(DEV_READY)
	$(PY) -m benchmarks
	$(PY) -m benchmarks.fleet

bench-selftest: $(DEV_READY)
	$(PY) -m benchmarks.selftest

pictures: $(DEV_READY)
	$(PY) tools/pictures.py
	$(PY) tools/readme.py

messages: $(DEV_READY)
	$(PY) tools/messages.py

constraints: $(DEV_READY)
	$(PY) tools/constraints.py >constraints.new
	mv constraints.new constraints.txt

build: $(DEV_READY)
	rm -rf dist
	$(PY) -m build --no-isolation

clean:
	rm -rf .venv benchmarks/.venv* dist build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_READY): $(SETUP_INPUT)
	@PYTHON="$(PYTHON)" sh tools/setup.sh run
	@touch $@

$(DEV_READY): $(SETUP_INPUT)
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev
	@touch $(RUN_READY) $@

# A checkout that was moved or copied: its environment still points at the old place.
ifneq ($(shell cat .venv/.place 2>/dev/null),$(CURDIR))
$(RUN_READY) $(DEV_READY): moved
endif
