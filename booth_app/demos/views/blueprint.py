"""The one blueprint of this room, and what all of its templates may say."""

from typing import Any

from flask import Blueprint

from booth_app.base.access import allowed
from booth_app.demos import words
from booth_app.drawing.swatch import category_mark

bp = Blueprint("demos", __name__, url_prefix="/<any(ar,en):lang>")


@bp.context_processor
def known() -> dict[str, Any]:
    """Words for states and audiences, and what whoever looks may do."""
    return {"words": words, "category_mark": category_mark, "may_edit": lambda: allowed("programme.edit")}
