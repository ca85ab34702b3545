"""One way to answer: a page, or the block of it that htmx asked for."""

from typing import Any

from flask import Response, make_response, redirect, render_template
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block, render_blocks

htmx = HTMX()
VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_part() -> bool:
    """Whether htmx asks for a part of the page (and not for a whole one to navigate to)."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(template: str, block: str, status: int = 200, *, also: tuple[str, ...] = (), **values: Any) -> Response:
    """Answer with `template`, or with its `block` alone when htmx asks for a part.

    `also` names further blocks that a part brings along (they swap themselves out of band).
    """
    if wants_part():
        html = render_blocks(template, [block, *also], **values) if also else render_block(template, block, **values)
    else:
        html = render_template(template, **values)
    response = make_response(html, status)
    response.vary.update(VARY)
    return response


def go(address: str) -> Response:
    """On to another page after a change: 303, or the header that makes htmx go there."""
    if wants_part():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = address
    else:
        response = make_response(redirect(address, 303))
    response.vary.update(VARY)
    return response
