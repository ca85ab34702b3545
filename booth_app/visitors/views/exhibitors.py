"""The exhibitors, and each of them on a page with a stable address."""

from flask import Response, abort, current_app, g, request, url_for
from flask_babel import gettext

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.languages import both, lang
from booth_app.base.limits import searching
from booth_app.base.page import page
from booth_app.exhibitors.countries import country
from booth_app.maps.values import View
from booth_app.visitors.answers import public
from booth_app.visitors.exhibitors import exhibitor_page, exhibitors_page
from booth_app.visitors.structured import exhibitor_data
from booth_app.visitors.views.blueprint import EXHIBITION, bp


@bp.get(f"{EXHIBITION}/exhibitors")
@may("public")
@searching
def exhibitors() -> Response:
    """Everyone who is named, by name, searched and filtered as the address says."""
    with db.read() as session:
        now = clock.now(session)
        shown = exhibitors_page(session, g.exhibition, request.args, now=now)
    values = {"shown": shown, "picture": url_for(".picture")}
    return public((shown,), lambda: page("visitors/exhibitors.html", "found", **values))


@bp.get(f"{EXHIBITION}/exhibitors/<slug>")
@may("public")
def exhibitor(slug: str) -> Response:
    """One exhibitor."""
    with db.read() as session:
        now = clock.now(session)
        shown = exhibitor_page(session, g.exhibition, slug, now=now)
    if shown is None:
        abort(404)
    here, above = (current_app.config["SETTINGS"].booth_public_url + each for each in (request.path, url_for(".plan")))
    values = {
        "shown": shown,
        "picture": url_for(".exhibitor_picture", slug=slug),
        "country": country(shown.one.profile.country, lang()),
        "data": exhibitor_data(g.exhibition, shown.one, lang(), url=here, exhibition_url=above),
    }
    title = gettext("Where to find %(name)s", name=both(shown.one.profile, "name"))
    running = tuple(each.slot.id for each in shown.coming if each.slot.on(shown.now))
    around = (shown.picture.prints[View.PUBLIC], shown.picture.revisions)
    tag = (shown.one, tuple(shown.halls.values()), running, len(shown.past), *around)
    return public(tag, lambda: page("visitors/exhibitor.html", "main", map=shown.map(title), **values))
