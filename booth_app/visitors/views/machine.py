"""What machines read: booths as JSON, robots, the sitemap."""

from decimal import Decimal
from typing import Any

from flask import Response, current_app, g, make_response, render_template, request, url_for

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.languages import LANGS
from booth_app.demos import queries as demos
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.maps.boards import Boards, board
from booth_app.maps.values import MapBooth, View
from booth_app.visitors.directory import named
from booth_app.visitors.views.blueprint import EXHIBITION, bp

SITEMAP_PAGES = ("visitors.plan", "visitors.exhibitors", "demos.programme")


@bp.get(f"{EXHIBITION}/booths.json")
@may("public")
def booths() -> Response:
    """Every booth and how it stands; the contract of `design.md`, "Addresses". Anyone may read it from anywhere."""
    with db.read() as session:
        picture = board(g.exhibition.id).read(session, now=clock.now(session))
    tag = f"{picture.change}-{picture.prints[View.BOOKING]:x}"
    if tag in request.if_none_match:
        response = make_response("", 304)
    else:
        listed = [_booth(each) for each in picture.booths.values()]
        response = make_response({"change": picture.change, "booths": listed})
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.get("/robots.txt")
@may("public")
def robots() -> Response:
    """Public pages are there to be found; what is somebody's own, or an answer to a search, is not."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{lang}/{part}" for lang in LANGS for part in ("account/", "my/", "staff/", "*/search")]
    lines += ["", f"Sitemap: {_public()}{url_for('.sitemap')}", ""]
    return _text("\n".join(lines), "text/plain")


@bp.get("/sitemap.xml")
@may("public")
def sitemap() -> Response:
    """Every public page in both languages, each naming the other."""
    pages: list[tuple[str, dict[str, Any]]] = [("visitors.index", {})]
    boards: Boards = current_app.extensions["boards"]
    with db.read() as session:
        now = clock.now(session)
        for exhibition in exhibitions.listed(session):
            picture = boards.of(exhibition.id).read(session, now=now)
            pages += _pages_of(exhibition)
            pages += [
                ("visitors.exhibitor", {"exhibition": exhibition.slug, "slug": each.profile.slug})
                for each in named(session, exhibition, picture, "ar")
            ]
            pages += [
                ("demos.showcase", {"exhibition": exhibition.slug, "slug": each.slug})
                for each in demos.showcases(session, exhibition.id)
            ]
    addresses = [
        {lang: _public() + url_for(name, **dict[str, Any](values, lang=lang)) for lang in LANGS}
        for name, values in pages
    ]
    return _text(render_template("visitors/sitemap.xml", addresses=addresses), "application/xml")


def _pages_of(exhibition: ExhibitionValue) -> list[tuple[str, dict[str, Any]]]:
    return [(name, {"exhibition": exhibition.slug}) for name in SITEMAP_PAGES]


def _booth(booth: MapBooth) -> dict[str, Any]:
    return {
        "number": booth.number,
        "hall": booth.hall,
        "state": booth.state,
        "type": booth.type,
        "zone": booth.zone,
        "area_m2": _plain(booth.area_m2),
        "open_sides": [str(each) for each in booth.open_sides],
        "exhibitor": {"ar": booth.name_ar, "en": booth.name_en} if booth.named else None,
    }


def _plain(value: Decimal) -> float | int:
    return int(value) if value == int(value) else float(value)


def _public() -> str:
    return current_app.config["SETTINGS"].booth_public_url


def _text(body: str, mimetype: str) -> Response:
    response = make_response(body)
    response.mimetype = mimetype
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
