"""How staff's pages answer after a change: on to the page with a word, or the same page with why not."""

from flask import Response, flash

from booth_app.base.page import go
from booth_app.desk.words import SAID


def done(address: str, what: str) -> Response:
    """On to a page that says what was done."""
    flash(str(SAID[what]), "success")
    return go(address)
