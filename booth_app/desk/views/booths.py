"""Booths as staff manage them: found by number, closed, reserved, assigned."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, abort, g, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound, Refused
from booth_app.base.forms import BaseForm
from booth_app.base.languages import both, zone
from booth_app.base.page import go, page
from booth_app.claims import queries as claims
from booth_app.claims import services
from booth_app.claims.services import Beneficiary
from booth_app.desk import deciding, queries
from booth_app.desk.forms import AssignForm, MaybeReasonForm, ReserveForm, offered
from booth_app.desk.refusals import UnknownBooth
from booth_app.desk.views.answers import done
from booth_app.desk.views.blueprint import bp
from booth_app.desk.words import BOOTH_STATES
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import BoothValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import ApplicationState


@bp.get("/booths")
@may("staff.read")
def booths() -> Response:
    """All booths, by state, hall and number. A number that means one booth leads there, "205" as well as "A-205"."""
    typed = request.args.get("number", "").strip()[:40]
    state, hall = request.args.get("state", ""), request.args.get("hall", "")
    if state and state not in BOOTH_STATES:
        abort(400)
    with db.read() as session:
        found = queries.find(session, who().exhibition_id or 0, typed) if typed else None
        if found is not None:
            return go(url_for(".booth", number=found.number))
        halls = exhibitions.halls(session, who().exhibition_id or 0)
        lines = queries.booth_lines(
            session,
            who().exhibition_id or 0,
            now=clock.now(session),
            state=state,
            hall_id=next((each.id for each in halls if each.key == hall), None),
            number=typed,
        )
    if typed and len(lines) == 1 and not state and not hall:
        return go(url_for(".booth", number=lines[0].booth.number))
    return page(
        "desk/booths.html",
        "booths",
        lines=lines,
        halls=halls,
        state=state,
        hall=hall,
        typed=typed,
        most=queries.MOST_BOOTHS,
    )


@bp.get("/booths/<number>")
@may("staff.read")
def booth(number: str) -> Response:
    """One booth: how it stands, what was on it, what may be done."""
    return _one(number)


@bp.post("/booths/<number>/close")
@may("booths.manage")
def close(number: str) -> Response:
    """Take it out of booking."""
    form = MaybeReasonForm(prefix="close")
    if not form.validate_on_submit():
        return _one(number, 422, forms={"close": form})
    return _done(
        number,
        lambda session, booth, now: services.close(session, who(), booth.id, reason=form.reason.data or "", now=now),
        "closed",
    )


@bp.post("/booths/<number>/reopen")
@may("booths.manage")
def reopen(number: str) -> Response:
    """Put it back into booking."""
    return _done(number, lambda session, booth, now: services.reopen(session, who(), booth.id, now=now), "opened")


@bp.post("/booths/<number>/reserve")
@may("booths.manage")
def reserve(number: str) -> Response:
    """Keep it for somebody until a day."""
    form = _reserve_form()
    if not form.validate_on_submit():
        return _one(number, 422, forms={"reserve": form})

    def act(session: Session, booth: BoothValue, now: datetime) -> None:
        for_whom = Beneficiary(
            int(form.organisation.data) if form.organisation.data else None,
            "" if form.organisation.data else form.label_ar.data or "",
            "" if form.organisation.data else form.label_en.data or "",
        )
        services.reserve(session, who(), booth.id, beneficiary=for_whom, until=form.end(zone()), now=now)

    return _done(number, act, "reserved", forms={"reserve": form})


@bp.post("/booths/<number>/unreserve")
@may("booths.manage")
def unreserve(number: str) -> Response:
    """End its reservation."""
    return _done(
        number, lambda session, booth, now: services.unreserve(session, who(), booth.id, now=now), "unreserved"
    )


@bp.post("/booths/<number>/assign")
@may("booths.manage")
def assign(number: str) -> Response:
    """Give it, and others typed beside it, to an organisation."""
    form = _assign_form(number)
    if not form.validate_on_submit():
        return _one(number, 422, forms={"assign": form})

    def act(session: Session, _booth: BoothValue, now: datetime) -> None:
        wanted, unknown = queries.find_all(session, who().exhibition_id or 0, form.numbers.data or "")
        if unknown:
            raise UnknownBooth(numbers=tuple(unknown))
        services.assign(
            session,
            who(),
            int(form.organisation.data),
            booth_ids=[each.id for each in wanted],
            confirmed=form.state.data == "confirmed",
            ignoring=form.ignoring.data or (),
            reason=form.reason.data or "",
            request_key=form.request_key.data,
            now=now,
        )

    return _done(number, act, "assigned", forms={"assign": form})


def _done(
    number: str,
    act: Callable[[Session, BoothValue, datetime], Any],
    what: str,
    *,
    forms: dict[str, BaseForm] | None = None,
) -> Response:
    def run(session: Session, now: datetime) -> None:
        booth = queries.find(session, who().exhibition_id or 0, number)
        if booth is None:
            raise NotFound
        act(session, booth, now)

    try:
        deciding.run(run)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _one(number, refused.status, refusal=refused, forms=forms)
    return done(url_for(".booth", number=number), what)


def _one(
    number: str, status: int = 200, *, refusal: Refused | None = None, forms: dict[str, BaseForm] | None = None
) -> Response:
    with db.read() as session:
        found = queries.find(session, who().exhibition_id or 0, number)
        if found is None:
            abort(404)
        if found.number != number and status == 200:
            return go(url_for(".booth", number=found.number))
        now = clock.now(session)
        line = queries.booth_line(session, found, now=now)
        history = claims.history(session, who(), found.id, now=now)
    given = {
        "close": MaybeReasonForm(prefix="close", formdata=None),
        "reserve": _reserve_form(formdata=None),
        "assign": _assign_form(found.number, formdata=None),
    }
    return page(
        "desk/booth.html",
        "desk",
        status,
        line=line,
        history=history,
        forms=given | (forms or {}),
        refusal=refusal,
    )


def _reserve_form(**options: Any) -> ReserveForm:
    form = ReserveForm(prefix="reserve", **options)
    form.organisation.choices = offered(("", gettext("A body that is not registered")), *_organisations())
    return form


def _assign_form(number: str, **options: Any) -> AssignForm:
    form = AssignForm(prefix="assign", data={"numbers": number}, **options)
    form.organisation.choices = offered(("", gettext("Choose")), *_organisations())
    return form


def _organisations() -> list[tuple[str, str]]:
    """Those that take part, accepted ones first, by name in the reader's language; looked up once a request."""
    if "desk_organisations" not in g:
        with db.read() as session:
            found = exhibitors.organisations(session, who().exhibition_id or 0)
        found.sort(key=lambda each: (each.state != ApplicationState.ACCEPTED, both(each, "name")))
        g.desk_organisations = [(str(each.id), both(each, "name")) for each in found]
    return g.desk_organisations
