# Two commands: `make run` and `make test`. Everything else is what they stand on.
PYTHON ?= python3
UV ?= uv
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

lock: ## rewrite requirements/*.txt from pyproject.toml (needs uv)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --extra install pyproject.toml -o requirements/run.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --extra install --extra dev pyproject.toml -o requirements/dev.txt

.PHONY: lock
