# Two commands do all: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AIO := .venv-aiobotocore
AIOBOTO3 := .venv-aioboto3
PIP_FLAGS := --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check lint types tests tests-postgresql ha crash overload aio sdks console-check console-bench htmx format fuzz model docs site bench bench-postgresql growth profile results clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## start Outdial at http://127.0.0.1:4577 with a demo contact centre in it
	@$(BIN)/outdial serve --demo

test: lint types tests aio ## check everything: format, lint, types, tests (what CI runs)
	@echo "make test: all is well"

check: test ## the same

lint: $(VENV)/.developing ## check format, lint and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/.developing ## check types
	$(BIN)/mypy

# A browser's driver keeps a loop running in its process, where no test could run one of its own.
tests: $(VENV)/.developing ## run the tests, with branch coverage; those in a browser are console-check's
	$(BIN)/coverage erase
	$(BIN)/pytest -q --cov --cov-report= -n 2 --ignore tests/console/browser
	$(BIN)/coverage report

tests-postgresql: $(VENV)/.developing ## run the tests over PostgreSQL: a server of their own, or OUTDIAL_TEST_DATABASE
	$(BIN)/python tests/over_postgresql.py

crash: $(VENV)/.developing ## kill the server 200 times, and cut its power 100 times, while 16 clients write
	$(BIN)/python tests/crash.py

overload: $(VENV)/.developing ## bring far more to a server than it can do, and clients that stand still (needs wrk)
	$(BIN)/python tests/overload_report.py

ha: $(VENV)/.developing ## kill and cut off the primary of a PostgreSQL cluster while clients write (3 min, root)
	PYTHONPATH=tests $(BIN)/python -m ha.run

aio: $(AIO)/.installed $(AIOBOTO3)/.installed ## run the tests of aiobotocore and aioboto3, which need botocores of their own
	$(AIO)/bin/pytest -q --confcutdir=tests/aio tests/aio
	$(AIOBOTO3)/bin/pytest -q --confcutdir=tests/aio tests/aio

sdks: $(VENV)/.developing ## run the same program with every SDK whose tools are here; ONLY=python,cli for some
	PYTHONPATH=tests $(BIN)/python sdks/run.py $(if $(ONLY),--only $(ONLY)) $(if $(KEEP),--write-docs)

console-check: $(VENV)/.developing ## look at the console in Debian's Chromium (needs it and npm); KEEP=1 keeps the guide's pictures
	$(BIN)/python -m pip install $(PIP_FLAGS) 'playwright>=1.49'
	npm install --silent --no-fund --no-audit --prefix build/axe axe-core@4
	$(if $(KEEP),OUTDIAL_KEEP_PICTURES=1) $(BIN)/pytest -q tests/console/browser

console-bench: $(VENV)/.developing ## measure how long each page of the console takes, and how large it is, with 100,000 queues too
	$(BIN)/python benchmarks/console_pages.py $(if $(QUICK),--quick)
	$(BIN)/python benchmarks/console_many.py $(if $(QUICK),--quick)

htmx: ## take the newest htmx 2 into the console (needs npm)
	npm install --silent --no-fund --no-audit --prefix build/htmx htmx.org@2
	cp build/htmx/node_modules/htmx.org/LICENSE src/outdial/console/static/LICENSE.htmx
	{ cat build/htmx/node_modules/htmx.org/dist/htmx.min.js; echo; } > src/outdial/console/static/htmx.min.js

format: $(VENV)/.developing ## format the code, and mend what lint can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

fuzz: $(VENV)/.developing ## run the round trips of every operation with hundreds of examples each (minutes)
	OUTDIAL_FUZZ=1 $(BIN)/pytest -q -n 2 tests/wire/test_round_trips.py

model: $(VENV)/.developing ## regenerate the wire layer's model and types from the newest botocore
	$(BIN)/pip install $(PIP_FLAGS) --upgrade botocore boto3
	$(BIN)/python tools/build_model.py
	$(BIN)/python tools/build_docs.py
	@echo "Now set botocore's version in pyproject.toml to the one installed:"
	@$(BIN)/pip list 2> /dev/null | grep '^botocore '

docs: $(VENV)/.developing ## regenerate the reference pages of the operations
	$(BIN)/python tools/build_docs.py

site: $(VENV)/.developing ## build the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

MEASURE = $(if $(QUICK),--quick) $(if $(KEEP),--keep)

bench: $(VENV)/.developing ## measure the speed (needs wrk); QUICK=1 for a look, KEEP=1 to keep the figures
	$(BIN)/python benchmarks/in_process.py $(MEASURE)
	$(BIN)/python benchmarks/over_http.py $(MEASURE)
	$(BIN)/python benchmarks/start.py $(MEASURE)

bench-postgresql: $(VENV)/.developing ## measure the speed and the sizes on PostgreSQL (needs it and wrk); the same
	$(BIN)/python benchmarks/on_postgresql.py $(MEASURE)
	$(BIN)/python benchmarks/sizes.py $(MEASURE)

growth: $(VENV)/.developing ## measure how cost grows with the store, up to 1,000,000 queues (3 GB of disk); the same
	$(BIN)/python benchmarks/growth.py $(MEASURE)

profile: $(VENV)/.developing ## measure where each microsecond of a call goes (needs wrk); the same
	$(BIN)/python benchmarks/steps.py $(MEASURE)

results: $(VENV)/.developing ## write the kept figures into the docs: tables and plots
	$(BIN)/python benchmarks/page.py

clean: ## remove the virtual environments and what tools left behind
	rm -rf $(VENV) $(AIO) $(AIOBOTO3) build .coverage* .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Outdial needs Python 3.11 or newer; say which with: make PYTHON=python3.12"; exit 1; }
	@echo "Creating $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Outdial ..."
	@$(BIN)/python -m pip install $(PIP_FLAGS) --editable .
	@touch $@

$(VENV)/.developing: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Outdial and what its tests need ..."
	@$(BIN)/python -m pip install $(PIP_FLAGS) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(AIO)/.installed $(AIOBOTO3)/.installed: .venv-%/.installed: pyproject.toml
	@echo "Installing $* beside the botocore that it needs ..."
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install $(PIP_FLAGS) --editable . $* pytest
	@touch $@
