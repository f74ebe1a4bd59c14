# The one door to everything; `make help` lists it. Works with GNU make 3.81 and newer and any POSIX shell.

# The first Python on the path that can do it; `make PYTHON=/opt/python3.12/bin/python3` names another.
CAN = import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
FIRST = for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c '$(CAN)' >/dev/null 2>&1 && { echo "$$name"; break; }; done
PYTHON ?= $(or $(shell $(FIRST)),python3)
NEEDED = Commonground needs Python 3.11 or newer with venv and ensurepip, and "$(PYTHON)" is not that: \
install it (on Debian and Ubuntu: python3-venv), or name another with make PYTHON=/path/to/python3
RUN = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: messages help setup demo test check format bench faults nightly lock clean

help:
	@echo 'make demo     serve the demonstration index at http://127.0.0.1:8000 (WORKBOOK=file.xlsx serves that; PORT=8001)'
	@echo 'make setup    make .venv and install what Commonground needs, and no more'
	@echo 'make test     run the tests (ARGS="tests/methods -k rank" runs some)'
	@echo 'make check    format, lint, types and walls'
	@echo 'make format   put the code into form'
	@echo 'make messages bring the words of other languages up to date with the code'
	@echo 'make bench    print the benchmarks, one JSON object a line'
	@echo 'make faults   many writers at once, a killed server, a full disk, one JSON object a line'
	@echo 'make nightly  the long checks, resumable (PART=name runs one)'
	@echo 'make lock     pin the requirements anew'
	@echo 'make clean    take away .venv and what tools leave behind; var/ stays'

setup: .venv/.base
	@echo 'Commonground is set up. make demo starts it, make test tests it.'

# An environment that was not finished is begun anew.
.venv/.made:
	$(if $(shell "$(PYTHON)" -c '$(CAN)' >/dev/null 2>&1 && echo yes),,$(error $(NEEDED)))
	@echo 'Commonground: making .venv ...'
	@"$(PYTHON)" -m venv --clear .venv && touch $@

.venv/.base: .venv/.made requirements/base.txt requirements/install pyproject.toml
	@requirements/install base && touch $@

.venv/.dev: .venv/.base requirements/dev.txt
	@requirements/install dev && touch $@

.venv/.raters: .venv/.dev requirements/raters.txt
	@requirements/install raters && touch $@

# A path that begins with ~ reaches us as it was typed, since not every shell opens it there.
demo: .venv/.base
	@case "$$WORKBOOK" in "~/"*) WORKBOOK="$$HOME/$${WORKBOOK#??}" ;; esac; \
	set -- demo; \
	[ -z "$$WORKBOOK" ] || set -- "$$@" --workbook "$$WORKBOOK"; \
	[ -z "$$PORT" ] || set -- "$$@" --port "$$PORT"; \
	exec .venv/bin/commonground "$$@"

# Where nothing may be skipped, the rater models are tested too.
test: .venv/.dev $(if $(COMMONGROUND_REQUIRE_ALL),.venv/.raters)
	@tests/support/run $(ARGS)

check: .venv/.dev
	@$(RUN) -m ruff format --check --quiet . || { echo 'The files above are out of form: make format.'; exit 1; }
	@$(RUN) -m ruff check .
	@.venv/bin/lint-imports --no-logo
	@$(RUN) -m mypy
	@$(RUN) -m django check --settings commonground.site.settings --fail-level WARNING
	@$(RUN) -m django makemigrations --settings commonground.site.settings --check --dry-run

format: .venv/.dev
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

messages: .venv/.dev
	@$(RUN) -m commonground.site.messages

bench: .venv/.dev
	@$(RUN) -m benchmarks

faults: .venv/.dev
	@$(RUN) -m faults $(ARGS)

nightly: .venv/.dev .venv/.raters
	@$(RUN) -m nightly $(PART)

lock: .venv/.dev
	@for name in base dev raters; do \
	$(RUN) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command 'make lock' requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
