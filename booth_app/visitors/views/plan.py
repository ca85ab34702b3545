"""Map and list; the same page with one booth open."""

from typing import Any

from flask import Response, abort, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.languages import lang
from booth_app.base.page import page, wants_part
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import BoothValue
from booth_app.text.numbers import fold_number
from booth_app.visitors.answers import public
from booth_app.visitors.booth import booth_page
from booth_app.visitors.plan import PlanPage, plan_page, scene
from booth_app.visitors.structured import exhibition_data
from booth_app.visitors.views.blueprint import EXHIBITION, bp

FORMERLY = "formerly"
"""In the address of a booth that was asked for by a number it once had."""

TEMPLATE = "visitors/plan.html"


@bp.get(f"{EXHIBITION}/")
@may("public")
def plan() -> Response:
    """A hall's map and list, filtered as the address says."""
    with db.read() as session:
        seen = scene(session, g.exhibition, who(), now=clock.now(session))

    def make() -> Response:
        shown = plan_page(seen, g.exhibition, who(), request.args, hall=request.args.get("hall", ""))
        return _whole(shown) if not wants_part() else _part(shown)

    return public(seen.tag, make)


@bp.get(f"{EXHIBITION}/booths/<number>")
@may("public")
def booth(number: str) -> Response:
    """One booth, opened beside the map. An old number leads on to the one it has now."""
    folded = fold_number(number)
    with db.read() as session:
        now = clock.now(session)
        found = exhibitions.booth(session, g.exhibition.id, folded)
        if found is None:
            return _by_former_number(session, folded)
        if folded != number:
            return redirect(url_for(".booth", number=folded), 301)  # type: ignore[return-value]
        formerly = _formerly(session, found)
        opened = booth_page(session, g.exhibition, who(), found.id, now=now)
        if opened is None:  # no published plan has it
            abort(404)
        seen = scene(session, g.exhibition, who(), now=now)

    def make() -> Response:
        shown = plan_page(seen, g.exhibition, who(), request.args, hall=opened.hall.key, opened=found.id)
        picture = url_for(".booth_picture", number=found.number)
        values: dict[str, Any] = {"booth": opened, "formerly": formerly, "picture": picture}
        return page(TEMPLATE, "panel", **_values(shown) | values)

    return public((*seen.tag, opened.tag(now)), make)


def _whole(shown: PlanPage) -> Response:
    return page(TEMPLATE, "found", **_values(shown))


def _part(shown: PlanPage) -> Response:
    values = _values(shown)
    part = request.args.get("part")
    if part == "scene":  # an open page that has missed too much
        values["oob"] = True
        return page(TEMPLATE, "scene", also=("found", "live"), **values)
    if part == "live":  # something on a stage begins or ends
        values["alone"] = True
        return page(TEMPLATE, "live", **values)
    answer = page(TEMPLATE, "found", **values)
    answer.headers["HX-Replace-Url"] = url_for(".plan", **{"hall": request.args.get("hall") or None, **shown.query})
    return answer


def _values(shown: PlanPage) -> dict[str, Any]:
    address = current_app.config["SETTINGS"].booth_public_url + url_for(".plan")
    return {
        "shown": shown,
        "booth": None,
        "picture": url_for(".picture"),
        "data": exhibition_data(g.exhibition, lang(), address),
        "oob": False,
        "alone": False,
    }


def _by_former_number(session: Session, number: str) -> Response:
    found = exhibitions.booth_formerly(session, g.exhibition.id, number)
    if found is None or found.removed:
        abort(404)
    return redirect(url_for(".booth", number=found.number, formerly=number), 301)  # type: ignore[return-value]


def _formerly(session: Session, found: BoothValue) -> str:
    """The old number that led here, if the booth really had it."""
    asked = fold_number(request.args.get(FORMERLY, ""))
    earlier = exhibitions.booth_formerly(session, g.exhibition.id, asked) if asked else None
    return asked if earlier is not None and earlier.id == found.id else ""
