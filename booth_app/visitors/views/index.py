"""The exhibitions of this installation."""

from flask import Response

from booth_app.base import db
from booth_app.base.access import may
from booth_app.base.page import page
from booth_app.exhibitions import queries as exhibitions
from booth_app.visitors.views.blueprint import LANGUAGE, bp


@bp.get(f"{LANGUAGE}/")
@may("public")
def index() -> Response:
    """What is shown here, the next exhibition first."""
    with db.read() as session:
        listed = exhibitions.listed(session)
    return page("visitors/exhibitions.html", "main", exhibitions=listed)
