"""What visitors read of an exhibitor, written by itself: the page and the tools on it."""

from flask import Response, flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from booth_app.base import db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound
from booth_app.base.page import go
from booth_app.exhibitors import queries
from booth_app.exhibitors.views import pages
from booth_app.exhibitors.views.blueprint import bp


def _own(session: Session) -> int:
    """The page of the organisation one acts for.

    Raises:
        NotFound: it has none in this exhibition.
    """
    mine = queries.profile_of(session, who().exhibition_id or 0, who().organisation_id or 0)
    if mine is None:
        raise NotFound
    return mine.id


OWN = pages.Sheet(_own, "exhibitors.")


@bp.get("/my/<exhibition>/profile")
@may("member")
def profile() -> Response:
    """The page's texts and the list of its tools."""
    with db.read() as session:
        begun = queries.profile_of(session, who().exhibition_id or 0, who().organisation_id or 0)
    if begun is None:
        flash(gettext("Your page for visitors begins once the application is accepted."), "info")
        return go(url_for(".application"))
    return pages.show(OWN)


@bp.post("/my/<exhibition>/profile")
@may("member")
def edit_profile() -> Response:
    """Change the texts."""
    return pages.save(OWN)


@bp.route("/my/<exhibition>/profile/tools/new", methods=["GET", "POST"])
@may("member")
def add_tool() -> Response:
    """Put a tool on the page."""
    return pages.add_tool(OWN)


@bp.route("/my/<exhibition>/profile/tools/<int:tool_id>", methods=["GET", "POST"])
@may("member")
def edit_tool(tool_id: int) -> Response:
    """Change a tool."""
    return pages.edit_tool(OWN, tool_id)


@bp.post("/my/<exhibition>/profile/tools/<int:tool_id>/remove")
@may("member")
def remove_tool(tool_id: int) -> Response:
    """Take a tool off the page."""
    return pages.remove_tool(OWN, tool_id)


@bp.post("/my/<exhibition>/profile/tools/<int:tool_id>/<any(up,down):way>")
@may("member")
def move_tool(tool_id: int, way: str) -> Response:
    """Move a tool one place up or down."""
    return pages.move_tool(OWN, tool_id, way)
