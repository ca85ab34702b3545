"""Stages and meeting rooms: taken from the published plan, set by staff."""

from flask import Response, abort, flash, g, url_for
from flask_babel import gettext, ngettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import Refused
from booth_app.base.languages import both
from booth_app.base.page import go, page
from booth_app.demos import queries, services
from booth_app.demos.forms import KeyForm, PlaceForm
from booth_app.demos.queries import PlaceValue, private
from booth_app.demos.views.blueprint import bp
from booth_app.text import bidi


@bp.get("/staff/<exhibition>/places")
@may("programme.read")
def places() -> Response:
    """What there is, and what the plan has besides."""
    with db.read() as session:
        found = queries.places(session, g.exhibition.id)
        new, gone = private.planned(session, who())
    return page("demos/places.html", "places", places=found, new=new, gone=gone, keyed=KeyForm())


@bp.post("/staff/<exhibition>/places")
@may("programme.edit")
def sync() -> Response:
    """Take over what the plan has."""
    made: list[int] = []
    for attempt in db.attempts():
        with attempt as session:
            made = services.sync_places(session, who(), g.exhibition.id, now=clock.now(session))
    flash(ngettext("%(num)s place was added.", "%(num)s places were added.", len(made)), "success")
    return go(url_for("demos.places"))


@bp.get("/staff/<exhibition>/places/<int:place_id>")
@may("programme.edit")
def place_settings(place_id: int) -> Response:
    """One place's form."""
    found = _found(place_id)
    form = PlaceForm(
        name_ar=found.name_ar,
        name_en=found.name_en,
        capacity=str(found.capacity),
        accessible=str(found.accessible_seats),
        change_over=str(found.change_over_minutes),
        opens=found.opens.strftime("%H:%M"),
        closes=found.closes.strftime("%H:%M"),
    )
    return _form(found, form)


@bp.post("/staff/<exhibition>/places/<int:place_id>")
@may("programme.edit")
def set_place(place_id: int) -> Response:
    """Keep what was set."""
    found, form = _found(place_id), PlaceForm()
    if not form.validate_on_submit():
        return _form(found, form, 422)
    try:
        for attempt in db.attempts():
            with attempt as session:
                services.edit_place(session, who(), place_id, form.change, now=clock.now(session))
    except (services.ChangeOverTooLong, services.SlotsOutside) as refused:
        return _form(found, form, refused.status, refusal=refused)
    flash(gettext("The settings of %(place)s are saved.", place=bidi.isolate(both(form.change, "name"))), "success")
    return go(url_for("demos.places"))


def _found(place_id: int) -> PlaceValue:
    with db.read() as session:
        found = private.place(session, who(), place_id)
    return found or abort(404)


def _form(found: PlaceValue, form: PlaceForm, status: int = 200, *, refusal: Refused | None = None) -> Response:
    return page("demos/place.html", "place", status, place=found, form=form, refusal=refusal)
