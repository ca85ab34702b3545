"""The pictures that shared links show: of a hall, of a booth, of an exhibitor."""

from flask import Response, abort, g, make_response, request
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.languages import both, days, lang
from booth_app.maps.boards import Floor, Picture, board
from booth_app.maps.values import MapBooth, View
from booth_app.text.numbers import fold_number
from booth_app.visitors.directory import named
from booth_app.visitors.pictures import pictures
from booth_app.visitors.views.blueprint import EXHIBITION, bp


@bp.get(f"{EXHIBITION}/picture.png")
@may("public")
def picture() -> Response:
    """The exhibition: its first hall (or `hall`), its name and days."""
    with db.read() as session:
        whole = _board(session)
    floor = whole.floor(request.args.get("hall", "")) or next(iter(whole.floors), None)
    return _png(whole, floor, both(g.exhibition, "name"), f"{both(g.exhibition, 'city')} · {days(g.exhibition)}")


@bp.get(f"{EXHIBITION}/booths/<number>/picture.png")
@may("public")
def booth_picture(number: str) -> Response:
    """A booth in its hall."""
    with db.read() as session:
        whole = _board(session)
    found = whole.numbered(fold_number(number))
    if found is None:
        abort(404)
    seen = found.as_seen(View.PUBLIC)
    floor = _floor_of(whole, found)
    heading = both(seen, "name") if seen.named else both(g.exhibition, "short_name")
    return _png(whole, floor, heading, f"{found.number} · {both(floor.hall, 'name')}", here=(found.id,))


@bp.get(f"{EXHIBITION}/exhibitors/<slug>/picture.png")
@may("public")
def exhibitor_picture(slug: str) -> Response:
    """An exhibitor's booths in the hall of the first of them."""
    with db.read() as session:
        whole = _board(session)
        one = next((each for each in named(session, g.exhibition, whole, lang()) if each.profile.slug == slug), None)
    if one is None:
        abort(404)
    floor = _floor_of(whole, one.booths[0]) if one.booths else next(iter(whole.floors), None)
    numbers = " · ".join(each.number for each in one.booths) or both(g.exhibition, "short_name")
    return _png(whole, floor, both(one.profile, "name"), numbers, here=tuple(each.id for each in one.booths))


def _board(session: Session) -> Picture:
    return board(g.exhibition.id).read(session, now=clock.now(session))


def _floor_of(whole: Picture, booth: MapBooth) -> Floor:
    return next(each for each in whole.floors if each.hall.id == booth.hall_id)


def _png(whole: Picture, floor: Floor | None, heading: str, subtitle: str, *, here: tuple[int, ...] = ()) -> Response:
    if floor is None:
        abort(404)
    response = make_response(pictures().link(whole, floor, lang=lang(), heading=heading, subtitle=subtitle, here=here))
    response.mimetype = "image/png"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
