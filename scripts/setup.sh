#!/usr/bin/env bash
# Set-up on a fresh machine: environment, pinned dependencies, front-end files, fonts, catalogues.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
mkdir -p var

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
if [ ! -x .venv/bin/python ]; then
  "$PYTHON" -m venv .venv 2>/dev/null || {
    rm -rf .venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && "$PYTHON" -m venv .venv
    else
      echo "Python's venv module is missing: on Debian, 'apt install python3-venv' brings it." >&2; exit 1
    fi
  }
fi

stamp() { cat "$@" | cksum | tr -d ' '; }
python_stamp=$(stamp requirements-dev.txt)
if [ "$(cat .venv/.stamp 2>/dev/null)" != "$python_stamp" ]; then
  echo "Installing Python packages …"
  # uv takes seconds where pip takes a minute; pip alone does as well.
  if .venv/bin/pip install -q --disable-pip-version-check --require-hashes --no-deps -r scripts/uv.txt 2>/dev/null; then
    UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install -q -p .venv/bin/python --require-hashes -r requirements-dev.txt 2>/dev/null ||
      .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
  else
    .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
  fi
  # Compiled once, here: whoever has PYTHONDONTWRITEBYTECODE set would else wait for it at every start.
  .venv/bin/python -m compileall -q -j 0 .venv/lib >/dev/null || true
  echo "$python_stamp" > .venv/.stamp
fi

# Node comes with the machine, or as a wheel.
if ! command -v npm >/dev/null; then
  [ -x .venv/bin/npm ] || { echo "Installing Node …"; .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r scripts/node.txt; }
  PATH="$PWD/.venv/bin:$PATH"
fi
node_stamp=$(stamp package-lock.json)
if [ "$(cat node_modules/.stamp 2>/dev/null)" != "$node_stamp" ]; then
  echo "Installing front-end files …"
  npm ci --silent --no-audit --no-fund
  echo "$node_stamp" > node_modules/.stamp
fi
node scripts/vendor.mjs
.venv/bin/python scripts/fonts.py
.venv/bin/python scripts/catalogue.py compile
.venv/bin/python -m compileall -q booth_app wsgi.py asgi.py
touch var/.ready
