# One word per act. Each act sets up what it needs, so any of them may come first.
#
#   make test                     make demo ARGS="--help"
#   make setup PYTHON=python3.12  make test ARGS="-k vault"
#   make fuzz ARGS="--seconds 60 --format fhir"

PYTHON ?= python3
ARGS ?=

bin := .venv/bin
python := $(bin)/python

.DEFAULT_GOAL := help
.PHONY: help setup demo run test lint format bench screenshots faults fuzz \
	requirements clean \
	qt qt-screen qt-test browser age tus openssl

help: ## List these words
	@echo "Usage: make WORD"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r word line; \
		do printf '%-15s %s\n' "$$word" "$$line"; done

setup: .venv/.project ## Make .venv with every dependency, checked against its hash
	@:

demo: setup ## Walk the whole journey on synthetic data, in the terminal
	@$(bin)/datadonor demo $(ARGS)

run: setup qt-screen ## Open the window
	@$(bin)/datadonor $(ARGS)

# Two files at a time, each whole in one process: what its tests share is made once. If one of
# the two falls, the run ends: with another in its place it would wait for ever at its end.
test: setup qt-test browser age tus openssl lint ## Lint, types, contracts, then all tests but the long ones
	@$(python) -m pytest --numprocesses=2 --dist=loadfile --max-worker-restart=0 $(ARGS)

lint: setup ## Check style, format, types and who imports whom
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo

format: setup ## Set the format and repair what can be repaired safely
	@$(bin)/ruff check --fix-only
	@$(bin)/ruff format

bench: setup ## Measure against peers and floors in one run
	@$(python) -m bench $(ARGS)

screenshots: setup qt ## Take a picture of every page
	@$(python) -m tests.ui.screenshots $(ARGS)

faults: setup qt ## Break the disk and kill the process, the long runs included
	@$(python) -m pytest tests/faults -m "long or not long" --timeout=3600 $(ARGS)

fuzz: setup ## Feed importers what a fuzzer thinks of, for as long as told
	@$(python) -m tests.fuzz $(ARGS)

clean: ## Remove .venv and everything that was made by a tool
	@rm -rf .venv build dist *.egg-info htmlcov .coverage
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------------------
# The environment, in two steps: a changed pyproject.toml need not fetch everything again.

define no_venv
echo "$(PYTHON) has no venv module. Run this once, then try again:"; \
echo "    sudo apt-get install python3-venv"; exit 1
endef

.venv/.dependencies: requirements/dev.txt
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) was not found. Datadonor needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Datadonor needs Python 3.11 or newer; this is $$($(PYTHON) --version)."; \
		echo "Name a newer one: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then as_root=; \
		elif sudo -n true 2>/dev/null; then as_root=sudo; \
		else $(no_venv); fi; \
		echo "Installing from Debian: python3-venv"; \
		$$as_root apt-get -qq update && $$as_root apt-get -qq -y install python3-venv >/dev/null && \
		$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(no_venv); }; }
	@echo "Setting up .venv; this takes a minute the first time."
	@$(PYTHON) -m venv .venv
	@$(python) -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement requirements/dev.txt
	@touch $@

# --no-deps: what is installed is exactly what is pinned.
.venv/.project: .venv/.dependencies pyproject.toml requirements/runtime.in
	@$(python) -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --editable .
	@rm -rf build/lib build/bdist.*
	@touch $@

qt:
	@PYTHON=$(python) tools/qt_system_libraries.sh

qt-screen:
	@PYTHON=$(python) tools/qt_system_libraries.sh --with-xcb

qt-test:
	@PYTHON=$(python) tools/qt_system_libraries.sh --with-xvfb --with-atspi

browser:
	@tools/browser.sh

age:
	@tools/age.sh

openssl:
	@tools/openssl.sh

tus:
	@tools/tus.sh

qt qt-screen qt-test: setup

# ---------------------------------------------------------------------------
# The pins. A release younger than a week waits, so that a poisoned one is found by others.
# --universal: one file for every system and processor. No file names where it came from.

uv_compile = UV_CUSTOM_COMPILE_COMMAND="make requirements" $(bin)/uv pip compile --quiet --upgrade \
	--universal --python-version 3.11 --generate-hashes --no-config \
	--no-emit-index-url --no-emit-find-links \
	--exclude-newer "$$($(python) -c 'from datetime import UTC, datetime, timedelta as t; \
		print((datetime.now(UTC) - t(days=7)).strftime("%Y-%m-%dT%H:%M:%SZ"))')"

requirements: setup ## Renew the pinned requirement files
	@$(uv_compile) requirements/runtime.in --output-file requirements/runtime.txt
	@$(uv_compile) requirements/dev.in --output-file requirements/dev.txt
	@$(uv_compile) requirements/bench.in --output-file requirements/bench.txt
	@$(uv_compile) requirements/fuzz.in --output-file requirements/fuzz.txt
	@echo "Renewed. Read the difference before you keep it."
