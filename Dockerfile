# booth_app in one image: the server by default, the worker by `flask --app wsgi worker`.
FROM node:20-bookworm-slim AS front
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --silent
COPY scripts/vendor.mjs scripts/vendor.mjs
RUN node scripts/vendor.mjs

FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    APP_ENV=production BOOTH_DATA_DIR=/var/lib/booth_app PORT=8000
WORKDIR /app
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt && python -m compileall -q /usr/local/lib/python3.12/site-packages
COPY --from=front /app/static/vendor static/vendor
COPY --from=front /app/node_modules/@ibm node_modules/@ibm
COPY . .
RUN useradd --system --home /var/lib/booth_app --create-home booth \
    && BOOTH_DATA_DIR=/var/lib/booth_app python scripts/fonts.py \
    && python scripts/catalogue.py compile \
    && python -c "from pathlib import Path; from booth_app.base.assets import build; build(Path('static'), Path('/var/lib/booth_app/static'))" \
    && chown -R booth /var/lib/booth_app && rm -rf node_modules
USER booth
VOLUME /var/lib/booth_app
EXPOSE 8000
HEALTHCHECK CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"
CMD ["sh", "deploy/serve.sh"]
