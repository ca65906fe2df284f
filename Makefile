# Two commands do all the set-up: `make replay` and `make test`.
# The first that runs and is new enough: a version manager leaves a shim on the path for every version it ever saw.
PYTHON ?= $(or $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done),python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Else the first start compiles 300 modules, and every one does where PYTHONDONTWRITEBYTECODE is set.
COMPILE := $(BIN)/python -m compileall -q tracker

.DEFAULT_GOAL := help

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tracker needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name one: make PYTHON=/path/to/python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) …"
	@$(INSTALL) --editable '.[plot]'
	@$(COMPILE)
	@touch $@

# `pip install --group` needs pip 25.1; a fresh environment may hold an older one.
$(VENV)/installed-dev: $(VENV)/installed
	@echo "installing what tests need into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(INSTALL) --group dev
	@touch $@

.PHONY: replay test check format bench bench-large golden docs help

replay: $(VENV)/installed ## install, create and fill the database, open the replay on the bundled cases
	@$(BIN)/tracker replay

test: $(VENV)/installed-dev ## install what tests need and run the whole suite
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(VENV)/installed-dev ## the whole gate: lint, format, types, import directions, tests; changes nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: $(VENV)/installed-dev ## rewrite the code as the formatter and the safe fixes want it
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/installed-dev ## measure speed beside a peer and the raw limit, in one run
	@$(COMPILE)
	@$(BIN)/python -m tests.benchmarks $(ARGS)

bench-large: $(VENV)/installed-dev ## measure a cohort of 5,000 patients from import to erasure; takes minutes
	@$(COMPILE)
	@$(BIN)/python -m tests.benchmarks.large $(ARGS)

golden: $(VENV)/installed-dev ## accept the screens, wire formats and generated docs as they are now
	@GOLDEN=write $(BIN)/python -m pytest -q -n 2 -m golden

docs: $(VENV)/installed-dev ## generate the pages and pictures of docs/ that follow from the code, and accept nothing else
	@GOLDEN=write $(BIN)/python -m pytest -q -m golden tests/docs

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
