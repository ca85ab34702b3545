"""Own and third-party front-end files: compressed ahead, cached for ever by the hash of their contents.

`static/` is copied to `<data>/static/` once per content, with a `.br` and a `.gz` beside each file. The address of a
file holds the hash of its whole tree, so modules may import each other by relative names and any change is
a new address.
"""

import gzip
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from booth_app.base.headers import fixed

COMPRESSED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}
SERVED = COMPRESSED | {".woff2", ".png", ".ico"}


def tree_hash(root: Path) -> str:
    """A short hash of all files that would be served."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def build(root: Path, target: Path) -> Path:
    """Copy `root` to `target/<hash>` with compressed twins; nothing to do where that exists already."""
    built = target / tree_hash(root)
    if built.is_dir():
        return built
    target.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=target))
    for path in _files(root):
        copy = unfinished / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if path.suffix in COMPRESSED:
            body = path.read_bytes()
            copy.with_name(copy.name + ".br").write_bytes(brotli.compress(body, quality=11))
            copy.with_name(copy.name + ".gz").write_bytes(gzip.compress(body, 9, mtime=0))
    unfinished.chmod(0o755)
    try:
        os.replace(unfinished, built)  # noqa: PTH105 - replaces whole or not at all
    except OSError:  # another process was first
        shutil.rmtree(unfinished)
    return built


def init_app(app: Flask) -> None:
    """Serve the built files under `/static/<hash>/` and give templates `asset('css/base.css')`."""
    root: Path = app.config["ROOT"] / "static"
    built = build(root, app.config["SETTINGS"].booth_data_dir / "static")
    prefix = f"static/{built.name}/"
    always = fixed(secure=app.config["SECURE"])

    def harden(headers: Any, _path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value

    # WhiteNoise stands in front of Flask: what it adds to each file replaces our after_request.
    serving = WhiteNoise(
        app.wsgi_app,
        max_age=31_536_000,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=harden,
    )
    serving.add_files(str(built), prefix=prefix)
    app.wsgi_app = serving
    known = {str(path.relative_to(root)) for path in _files(root)}

    def asset(path: str) -> str:
        if path not in known:
            raise LookupError(f"no static file {path}; third-party files come with `make setup`")
        return f"/{prefix}{path}"

    app.jinja_env.globals["asset"] = asset
    app.extensions["asset"] = asset


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in SERVED)
