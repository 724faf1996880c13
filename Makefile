# Every job of the project in one word; `make help` lists them.
# Set-up is provision/, run by the system's Python: it does only what is not done yet.

PYTHON ?= python3
PROVISION := $(PYTHON) -m provision
BIN := .venv/bin

# All paths here are relative, so a clone may lie in a folder with spaces or Chinese characters in its name.
# File names are read as UTF-8 whatever the terminal's encoding is; what is printed follows the terminal.
export PYTHONUTF8 := 1
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint conformance bench fonts system lock

help: ## list the jobs
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

demo: ## set up all that is needed and build the sample workbook into outputs/
	@$(PROVISION) program system allocator fonts demo

test: ## set up what is missing and run the tests (PYTEST="…" adds arguments)
	@$(PROVISION) developer system allocator fonts
	@$(BIN)/python -m pytest -n auto $(PYTEST)

setup: ## set up the program only
	@$(PROVISION) program system allocator fonts

lint: ## ruff (lint and format) and mypy --strict
	@$(PROVISION) developer
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

conformance: ## the slow tests: pages compared with LibreOffice's, faults, whole-program runs
	@$(PROVISION) developer system allocator fonts conformance
	@$(BIN)/python -m pytest -m slow $(PYTEST)

bench: ## measure docgen beside its peers (BENCH="--only word --rounds 3" runs a part, BENCH=--docs rewrites the page)
	@$(PROVISION) developer system allocator fonts comparison peers
	@$(BIN)/python -m benchmarks $(BENCH)

fonts: ## fetch the open fonts that are missing
	@$(PROVISION) fonts

system: ## get the libraries that PDF needs
	@$(PROVISION) system allocator

# Exact versions with hashes, for every platform, and no address of an index: pip asks whatever it is set to ask.
LOCK = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m piptools compile --quiet --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --allow-unsafe \
	--build-deps-for editable --extra pdf

lock: ## bring the lock files up to date with pyproject.toml (LOCK_OPTIONS=--upgrade takes newer versions)
	@$(PROVISION) developer
	@$(BIN)/python -m pip install --quiet pip-tools
	@$(LOCK) $(LOCK_OPTIONS) --output-file requirements.lock pyproject.toml
	@$(LOCK) $(LOCK_OPTIONS) --extra dev --extra cluster --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
