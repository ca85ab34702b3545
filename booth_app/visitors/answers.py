"""Public answers: the same for everyone who is not signed in, so a browser that has one asks whether it still holds.

A tag is made of what the page is made of, before the page is: an answer that has not changed costs a look at the board.
Nothing here is for a signed-in reader: those pages are nobody else's, and never kept.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import brotli
from flask import Flask, Response, current_app, g, make_response, request, session

from booth_app.base.page import VARY, wants_part

MOST_KEPT = 64
"""Whole pages in memory; a page of 5,000 booths is a few megabytes."""

BROTLI = 5
"""Quality: 85 kB for 5,000 booths in 11 ms; the best would be 65 kB in a second (`performance.md` §2)."""

_MADE_OF = ("templates", "translations")


class Kept:
    """The last public pages of a process by their tags."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def find(self, tag: str) -> bytes | None:
        """A page, if it is kept."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def keep(self, tag: str, page: bytes) -> None:
        """Keep a page, and forget the one not asked for longest."""
        with self._lock:
            self._pages[tag] = page
            while len(self._pages) > MOST_KEPT:
                self._pages.popitem(last=False)


def public(parts: tuple[object, ...], make: Callable[[], Response]) -> Response:
    """Answer a public request: 304, a page that is kept, or a new one.

    `parts` are all values that the page is made of, besides its address, its language and the exhibition's settings.
    """
    if g.get("user_known") or "_flashes" in session or request.method not in ("GET", "HEAD"):
        return make()
    if wants_part():
        response = make()
        response.vary.add("Cookie")
        return response
    encoding = "br" if "br" in request.accept_encodings else ""
    tag = _tag(parts) + encoding
    if tag in request.if_none_match:
        response = make_response("", 304)
    else:
        page = _kept().find(tag)
        if page is None:
            made = make()
            if made.status_code != 200:
                return made
            # Nothing secret is in a public page, so compressing what it repeats of the request tells nobody anything.
            page = brotli.compress(made.get_data(), quality=BROTLI) if encoding else made.get_data()
            _kept().keep(tag, page)
        response = make_response(page, 200)
        response.mimetype = "text/html"
        if encoding:
            response.headers["Content-Encoding"] = encoding
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update([*VARY, "Accept-Encoding", "Cookie"])
    return response


def _tag(parts: tuple[object, ...]) -> str:
    made_of = repr((*parts, request.full_path, g.lang, g.get("exhibition"), _version()))
    return hashlib.blake2b(made_of.encode(), digest_size=12).hexdigest()


def _version() -> str:
    """What this installation's pages are written in: another release has other tags."""
    known: str | None = current_app.extensions.get("pages_version")
    if known is None:
        known = current_app.extensions["pages_version"] = _read_version(current_app)
    return known


def _read_version(app: Flask) -> str:
    digest = hashlib.blake2b(app.extensions["asset"]("css/base.css").encode(), digest_size=8)
    root: Path = app.config["ROOT"]
    for path in sorted(each for name in _MADE_OF for each in (root / name).rglob("*") if each.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _kept() -> Kept:
    return current_app.extensions.setdefault("kept_pages", Kept())
