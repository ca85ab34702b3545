#!/usr/bin/env bash
# Everything that is held by tools: style, types, the order of rooms, templates, style sheets, scripts, the catalogue.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npx >/dev/null || PATH="$PWD/.venv/bin:$PATH"
step() { printf '%s\n' "— $*"; }

step "ruff"
.venv/bin/ruff check -q .
.venv/bin/ruff format -q --check .
step "types"
.venv/bin/basedpyright --level error
step "order of rooms"
.venv/bin/lint-imports
step "templates"
.venv/bin/djlint templates --lint --quiet
step "style sheets"
npx --no-install stylelint "static/css/*.css"
step "scripts"
npx --no-install eslint static/js scripts
npx --no-install prettier --check --log-level warn "static/js/**/*.js" "scripts/*.mjs"
step "catalogue"
.venv/bin/python scripts/catalogue.py check
echo "All clean."
