"""The plan to print: a hall as visitors see it, to scale."""

from flask import Response, abort, g, make_response, request

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.costly import costly
from booth_app.base.languages import lang
from booth_app.maps.boards import board
from booth_app.visitors.pictures import pictures
from booth_app.visitors.views.blueprint import EXHIBITION, bp

PAPERS = ("A4", "A3")
"""What people can print on."""


@bp.get(f"{EXHIBITION}/plan.pdf")
@may("public")
@costly
def plan_pdf() -> Response:
    """A hall (the first one, or `hall`) on A4 or, if `paper` says so, A3: shapes, numbers and who is confirmed."""
    paper = request.args.get("paper", PAPERS[0])
    if paper not in PAPERS:
        abort(404)
    with db.read() as session:
        now = clock.now(session)
        whole = board(g.exhibition.id).read(session, now=now)
    floor = whole.floor(request.args.get("hall", "")) or next(iter(whole.floors), None)
    if floor is None:
        abort(404)
    response = make_response(pictures().sheet(g.exhibition, whole, floor, lang=lang(), paper=paper, now=now))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{floor.hall.key}.pdf"'
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
