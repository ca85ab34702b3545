"""Public pages."""

from flask import Blueprint, Response

from booth_app.base import db
from booth_app.base.access import may
from booth_app.base.page import page
from booth_app.exhibitions import queries as exhibitions

bp = Blueprint("visitors", __name__, url_prefix="/<any(ar,en):lang>")


@bp.get("/")
@may("public")
def index() -> Response:
    """The exhibitions of this installation."""
    with db.read() as session:
        listed = exhibitions.listed(session)
    return page("visitors/exhibitions.html", "main", exhibitions=listed)


@bp.get("/<exhibition>/")
@may("public")
def plan() -> Response:
    """The map with its list."""
    return page("visitors/exhibitions.html", "main", exhibitions=[])
