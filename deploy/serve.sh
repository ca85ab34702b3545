#!/bin/sh
# The production server: the newest schema, then uvicorn with as many processes as BOOTH_PROCESSES says.
# Behind a proxy that ends TLS; BOOTH_TRUSTED_PROXIES says how many proxies are in front.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
flask --app wsgi prepare
exec uvicorn asgi:app --host 0.0.0.0 --port "${PORT:-5000}" --workers "${BOOTH_PROCESSES:-1}" \
  --no-server-header --no-proxy-headers --timeout-graceful-shutdown 3 --log-level warning
