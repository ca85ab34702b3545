#!/usr/bin/env bash
# Write migrations/versions/0001_begin.py anew from the models. Only while nothing is released: afterwards a change
# of a model is a migration of its own (`alembic revision --autogenerate`).
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
keep=$(ls migrations/versions/*.py | grep -v 0001_begin || true)
mkdir "$scratch/later" && for file in $keep; do mv "$file" "$scratch/later/"; done
rm -f migrations/versions/0001_begin.py
trap 'mv "$scratch"/later/*.py migrations/versions/ 2>/dev/null || true; rm -rf "$scratch"' EXIT
DATABASE_URL="sqlite:///$scratch/empty.sqlite3" .venv/bin/alembic revision --autogenerate --rev-id 0001 -m Begin >/dev/null
.venv/bin/ruff format -q migrations/versions/0001_begin.py
.venv/bin/ruff check -q --fix migrations/versions/0001_begin.py
