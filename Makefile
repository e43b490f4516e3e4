# The verbs of this repository. `make` alone lists them; `make test ARGS="-k words"` hands arguments on.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
# More than the two cores of a small machine: tests also wait, for processes, timers and a browser.
JOBS ?= 4
# The first of these that is new enough is taken; `make run PYTHON=/path/to/python3` names another.
PYTHON ?= python3 python3.13 python3.12 python3.11
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# Where this is set, each of the many processes of a test run would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
COMPILE := $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.PHONY: help run test check format bench crash preview lock clean
# A set-up that broke off leaves no stamp and starts again.
.DELETE_ON_ERROR:

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/ready-to-run ## set up once, then start: the page on this machine, or the platforms named in .env
	@exec $(BIN)/fivefold run $(ARGS)

test: $(VENV)/ready-to-test ## run every test, on both databases and in the browser
	$(find_chromium)
	@exec $(BIN)/python -m pytest --jobs $(JOBS) $(ARGS)

check: $(VENV)/ready-to-test ## look at format, style, types and floors; change nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/ready-to-test ## put the code into its usual form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/ready-to-test ## measure speed and memory against their targets
	@exec $(BIN)/python -m tests.benchmarks $(ARGS)

crash: $(VENV)/ready-to-test ## kill the program again and again and look for what is lost
	@exec $(BIN)/python -m tests.crash $(ARGS)

preview: $(VENV)/ready-to-run ## print every card and question, without a network
	@exec $(BIN)/fivefold preview $(ARGS)

lock: $(VENV)/ready-to-test ## pin the packages anew (ARGS=--upgrade takes newer ones)
	@$(COMPILE) --extra build $(ARGS) -o requirements.lock
	@$(COMPILE) --extra build --extra test --extra dev -c requirements.lock --no-annotate $(ARGS) -o requirements-dev.lock

clean: ## remove what was made here, .venv included; your data in .fivefold stays
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	find bot adapters storage tests -name __pycache__ -prune -exec rm -rf {} +

# ---------------------------------------------------------------- set-up
# $(1): the lock to install. Its packages are checked by hash; Fivefold itself is then linked in from here.
define set_up
	@echo "Setting up (1 of 3) a place for the packages: $(VENV)"; \
	$(BIN)/python -c 'import pip; $(NEW_ENOUGH)' 2>/dev/null && exit 0; \
	for name in $(PYTHON); do $$name -c '$(NEW_ENOUGH)' 2>/dev/null && python=$$name && break; done; \
	if [ -z "$$python" ]; then \
		echo "Fivefold needs Python 3.11 or newer, and here is $$($(firstword $(PYTHON)) --version 2>/dev/null || echo none): install one, or name it: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "This Python lacks the part that makes $(VENV): install it (Debian and Ubuntu: sudo apt-get install python3-venv), then try again." >&2; exit 1; \
	fi; \
	$$python -m venv --clear $(VENV)
	@printf 'Setting up (2 of 3) the packages, a dot for each '; set -o pipefail; \
	$(PIP) install --require-hashes -r $(1) | awk '/^Collecting /{printf "."; fflush()} END {print " done"}' || { \
		echo "The packages could not be installed; the lines above say why. Check the connection, then try again." >&2; exit 1; }
	@echo 'Setting up (3 of 3) Fivefold itself'
	@$(PIP) install -q --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/python -m compileall -q -j 2 bot adapters storage
endef

$(VENV)/ready-to-run: requirements.lock pyproject.toml
	$(call set_up,requirements.lock)
	@touch $@

# The second lock holds the first and more.
$(VENV)/ready-to-test: requirements-dev.lock requirements.lock pyproject.toml
	$(call set_up,requirements-dev.lock)
	@echo 'Setting up the tests: they are read once, so that every run finds them compiled'
	@$(BIN)/python -m pytest --collect-only -q >/dev/null 2>&1 || true  # what is wrong with them, the run says
	@touch $(VENV)/ready-to-run $@

# The browser tests drive Chromium, best the one without windows, which costs a third.
# Without the right to install it, the tests themselves say that it is missing.
define find_chromium
	@command -v chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable >/dev/null && exit 0; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root='sudo -n'; \
	if ! command -v apt-get >/dev/null || ! $$as_root true 2>/dev/null; then \
		echo "There is no Chromium here for the browser tests, and it cannot be installed without you. Debian: sudo apt-get install chromium" >&2; exit 0; \
	fi; \
	echo "Installing Chromium for the browser tests (apt-get install chromium-headless-shell) ..."; mkdir -p .cache; \
	install() { $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@"; }; \
	{ $$as_root apt-get update -qq && { install chromium-headless-shell fonts-liberation || \
		install chromium fonts-liberation; }; } >.cache/chromium.log 2>&1 || { \
		tail -n 5 .cache/chromium.log >&2; echo "Chromium could not be installed; .cache/chromium.log says more." >&2; }
endef
