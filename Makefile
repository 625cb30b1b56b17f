# One line of help stands behind each target; `make help` prints them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY_RUN := $(VENV)/.ready-run
READY_DEV := $(VENV)/.ready-dev
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run venv test check lint types floors catalogs lock browser clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(READY_RUN) ## Set everything up, load the demo, draw posters, serve on http://127.0.0.1:8000
	@exec $(BIN)/python -m huskurage run

venv: $(READY_DEV) ## Only set up: everything that running, testing and checking need

test: $(READY_DEV) browser ## Set everything up and run all tests, browser and PostgreSQL included
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: lint types floors catalogs-fresh ## Lint, types, floors, catalogs

lint: $(READY_DEV) ## Ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY_DEV) ## Mypy, strict
	$(BIN)/mypy

floors: $(READY_DEV) ## Import-linter: who may import whom
	$(BIN)/lint-imports

catalogs: $(READY_DEV) ## Take the words out of the source into translations/, write the glossaries
	$(BIN)/python tests/house/catalogs.py
	PYTHONPATH=tests $(BIN)/python -m house.glossary

.PHONY: catalogs-fresh
catalogs-fresh: $(READY_DEV)
	$(BIN)/python -m pytest -q tests/house/test_catalogs.py tests/house/test_glossary.py

browser: ## Install chromium for the browser tests, where that is allowed
	@sh tests/journeys/install-browser.sh

lock: $(READY_DEV) ## Pin the newest allowed versions, with hashes, into requirements/
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install -q uv
	$(VENV)/lock/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements/run.txt
	$(VENV)/lock/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean: ## Throw away what was set up; the data in instance/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@sh requirements/make-venv.sh "$(PYTHON)" $(VENV)

$(READY_RUN): requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@ $(READY_RUN)
