"""Search, as a page and as suggestions while one types."""

from flask import Response, g, request

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.limits import searching
from booth_app.base.page import page, wants_part
from booth_app.maps.boards import board
from booth_app.visitors.search import LONGEST, MOST, searches
from booth_app.visitors.views.blueprint import EXHIBITION, bp

SUGGESTIONS = 8


@bp.get(f"{EXHIBITION}/search")
@may("public")
@searching
def search() -> Response:
    """What a text leads to, best first."""
    text = " ".join(request.args.get("q", "")[:LONGEST].split())
    found = []
    if text:
        with db.read() as session:
            picture = board(g.exhibition.id).read(session, now=clock.now(session))
            limit = SUGGESTIONS if wants_part() else MOST
            found = searches().find(session, g.exhibition, picture, text, limit=limit)
    return page("visitors/search.html", "found", text=text, found=found)
