# Everything a person needs to do with booth_app. Needs Python 3.11 or newer and make; the rest is fetched.
PYTHON ?= python3
PORT ?= 5000
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
export PORT

.DEFAULT_GOAL := help
.PHONY: setup run test lint bench reset help shots catalogue

setup: var/.ready ## environment, pinned dependencies, front-end files, fonts, catalogues

var/.ready: requirements.txt requirements-dev.txt package-lock.json scripts/setup.sh scripts/vendor.mjs scripts/fonts.py $(wildcard translations/*/LC_MESSAGES/*.po)
	@PYTHON=$(PYTHON) bash scripts/setup.sh

run: setup ## set up, fill the sample, serve on this machine (PORT=5000)
	@$(BIN)/python scripts/run.py

test: setup ## set up, all tests (what is missing here is said; with CI=true nothing may be)
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

lint: setup ## style, types, order of rooms, templates, style sheets, scripts
	@bash scripts/lint.sh

bench: setup ## speed as ratios to limits measured in the same run
	@$(BIN)/python -m benchmarks $(BENCH)

shots: setup ## pictures of the main pages, both languages, two widths, light and dark
	@$(BIN)/python scripts/shots.py $(SHOTS)

catalogue: setup ## bring the Arabic catalogue up to date with the sentences in code and templates
	@$(BIN)/python scripts/catalogue.py update

reset: ## forget the local database (the sample comes back with the next run)
	@rm -f var/booth.sqlite3 var/booth.sqlite3-wal var/booth.sqlite3-shm && echo "The local database is gone."

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
