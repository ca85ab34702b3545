"""My stand: where it is, what is left to do, who shares it, what can be taken home; and giving it up."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, flash, g, make_response, request, url_for
from flask_babel import force_locale, gettext, lazy_gettext, ngettext
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.costly import costly
from booth_app.base.errors import NotFound, Refused
from booth_app.base.idempotency import BadKey
from booth_app.base.keys import row_number
from booth_app.base.languages import LANGS
from booth_app.base.page import go, page
from booth_app.claims import queries, services
from booth_app.claims.forms import BodyForm, KeyForm
from booth_app.claims.models import ClaimState
from booth_app.claims.queries import ClaimValue
from booth_app.claims.refusals import TooManyBodies
from booth_app.claims.states import By, verbs
from booth_app.claims.views.blueprint import bp, carried_out
from booth_app.claims.views.holding import numbers_text, refusal_text
from booth_app.claims.views.pictures import of_stand
from booth_app.drawing.documents import ConfirmationData, confirmation_pdf
from booth_app.drawing.elements import Svg
from booth_app.drawing.stylesheet import read_styles
from booth_app.exhibitors import queries as exhibitors
from booth_app.geometry import Names

GROUND = lazy_gettext("Ground floor")


@bp.get("/my/<exhibition>/")
@may("member")
def stand() -> Response:
    """The organisation's stand in this exhibition, or what to do to have one."""
    return _stand(request.args.get("claim", type=row_number))


@bp.get("/my/<exhibition>/claims/<int:claim_id>/withdraw")
@may("member")
def ask_withdraw(claim_id: int) -> Response:
    """Asks whether the request is really to be taken back."""
    return _ask(claim_id, "withdraw")


@bp.post("/my/<exhibition>/claims/<int:claim_id>/withdraw")
@may("member")
def withdraw(claim_id: int) -> Response:
    """Take the request back."""
    return _leave(claim_id, "withdraw")


@bp.get("/my/<exhibition>/claims/<int:claim_id>/cancel")
@may("member")
def ask_cancel(claim_id: int) -> Response:
    """Asks whether the booking is really to be cancelled."""
    return _ask(claim_id, "cancel")


@bp.post("/my/<exhibition>/claims/<int:claim_id>/cancel")
@may("member")
def cancel(claim_id: int) -> Response:
    """Cancel the booking."""
    return _leave(claim_id, "cancel")


@bp.post("/my/<exhibition>/claims/<int:claim_id>/bodies")
@may("member")
def share(claim_id: int) -> Response:
    """Add a body that shares the stand."""
    form = BodyForm()
    if not form.validate_on_submit():
        return _stand(claim_id, form=form, status=422)
    try:
        carried_out(
            lambda session, now: services.share(
                session, who(), claim_id, form.body, request_key=form.request_key.data, now=now
            )
        )
    except Refused as refused:
        if isinstance(refused, NotFound | BadKey):
            raise
        if isinstance(refused, TooManyBodies):
            text = ngettext(
                "A stand is shared by %(n)s body at most.",
                "A stand is shared by %(n)s bodies at most.",
                refused.values["most"],
                n=str(refused.values["most"]),
            )
            form.form_errors.append(text)
            return _stand(claim_id, form=form, status=refused.status)
        flash(refusal_text(refused), "error")
    else:
        flash(gettext("The body has its own page under the number of your stand now."), "success")
    return go(url_for("claims.stand", claim=claim_id, _anchor="sharing"))


@bp.post("/my/<exhibition>/claims/<int:claim_id>/bodies/<int:profile_id>/remove")
@may("member")
def unshare(claim_id: int, profile_id: int) -> Response:
    """Remove a body that shares the stand."""
    try:
        carried_out(lambda session, now: services.unshare(session, who(), claim_id, profile_id, now=now))
    except Refused as refused:
        if isinstance(refused, NotFound):
            raise
        flash(refusal_text(refused), "error")
    return go(url_for("claims.stand", claim=claim_id, _anchor="sharing"))


@bp.get("/my/<exhibition>/claims/<int:claim_id>/confirmation.pdf")
@may("member")
@costly
def confirmation(claim_id: int) -> Response:
    """The confirmation of a booking in both languages, with plan and code."""
    own = _own(claim_id)
    with db.read() as session:
        now = clock.now(session)
        where = queries.stand(session, own, now=now)
    if own.state != ClaimState.CONFIRMED or own.number is None or where is None:
        raise NotFound
    root: Path = current_app.config["ROOT"]
    data = ConfirmationData(
        number=own.number,
        organisation=Names(own.name_ar, own.name_en),
        exhibition=Names(g.exhibition.name_ar, g.exhibition.name_en),
        venue=Names(g.exhibition.venue_ar, g.exhibition.venue_en),
        hall=Names(own.booths[0].hall_ar, own.booths[0].hall_en),
        level=Names(*(_level(own.booths[0].level, each) for each in LANGS)),
        first_day=g.exhibition.first_day,
        last_day=g.exhibition.last_day,
        confirmed_at=own.decided_at or own.made_at,
        zone=ZoneInfo(g.exhibition.time_zone),
        plan=where.published.plan,
        keys=where.keys,
        area_m2=where.area_m2,
        address=Names(*(_address(own, each) for each in LANGS)),
        styles=read_styles(root / "static" / "css"),
        co_exhibitors=tuple(Names(each.name_ar, each.name_en) for each in own.sharing),
        size=where.size,
        hijri_offset=g.exhibition.hijri_offset,
    )
    fonts = current_app.config["SETTINGS"].fonts
    answer = make_response(confirmation_pdf(data, fonts))
    answer.content_type = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="confirmation-{own.number}.pdf"'
    return answer


def _stand(claim_id: int | None, *, form: BodyForm | None = None, status: int = 200) -> Response:
    with db.read() as session:
        now = clock.now(session)
        claims = queries.mine(session, who(), now=now)
        own = next((each for each in claims if each.id == claim_id), None) or next(
            (each for each in claims if each.active), None
        )
        application = exhibitors.application(session, g.exhibition.id, who().organisation_id or 0)
        where = queries.stand(session, own, now=now) if own and own.active else None
        profile = exhibitors.profile_of(session, g.exhibition.id, who().organisation_id or 0)
        picture = _picture(session, own, where, now) if own and where else None
    if claim_id is not None and own is not None and own.id != claim_id:
        raise NotFound
    steps = queries.progress(own, profile) if own and own.active else ()
    return page(
        "claims/stand.html",
        "stand",
        status,
        own=own,
        others=[each for each in claims if own is None or each.id != own.id],
        application=application,
        where=where,
        picture=picture,
        steps=steps,
        verbs=verbs(own.state, By.EXHIBITOR) if own else (),
        form=form or BodyForm(formdata=None),
        adding=form is not None,
        open_now=g.exhibition.booking_open(now),
    )


def _picture(session: Session, own: ClaimValue, where: queries.Stand, now: datetime) -> Svg:
    title, organisation = numbers_text(own.numbers), own.organisation_id
    return of_stand(session, where, title, exhibition_id=g.exhibition.id, organisation_id=organisation, now=now)


def _ask(claim_id: int, verb: str) -> Response:
    own = _own(claim_id)
    if verb not in verbs(own.state, By.EXHIBITOR):
        flash(gettext("This claim has changed meanwhile; it stands as you see it here."), "info")
        return go(url_for("claims.stand", claim=claim_id))
    return page("claims/leave.html", "question", own=own, verb=verb, form=KeyForm(formdata=None))


def _leave(claim_id: int, verb: str) -> Response:
    form, own = KeyForm(), _own(claim_id)
    service = {"withdraw": services.withdraw, "cancel": services.cancel}[verb]
    try:
        carried_out(lambda session, now: service(session, who(), claim_id, request_key=form.request_key.data, now=now))
    except Refused as refused:
        if isinstance(refused, NotFound | BadKey):
            raise
        flash(refusal_text(refused), "error")
        return go(url_for("claims.stand", claim=claim_id))
    sentences = {
        "withdraw": ngettext(
            "Your request for booth %(booth)s is withdrawn. The booth is free for everyone again.",
            "Your request for booths %(booth)s is withdrawn. The booths are free for everyone again.",
            len(own.numbers),
            booth=numbers_text(own.numbers),
        ),
        "cancel": ngettext(
            "Your booking of booth %(booth)s is cancelled. The booth is free for everyone again.",
            "Your booking of booths %(booth)s is cancelled. The booths are free for everyone again.",
            len(own.numbers),
            booth=numbers_text(own.numbers),
        ),
    }
    flash(sentences[verb], "success")
    return go(url_for("claims.stand"))


def _own(claim_id: int) -> ClaimValue:
    with db.read() as session:
        found = queries.claim(session, who(), claim_id, now=clock.now(session))
    if found is None or found.organisation_id != who().organisation_id:
        raise NotFound
    return found


def _level(level: int, lang: str) -> str:
    with force_locale(lang):
        return str(GROUND) if level == 0 else gettext("Level %(n)s", n=str(level))


def _address(own: ClaimValue, lang: str) -> str:
    settings: Any = current_app.config["SETTINGS"]
    return settings.booth_public_url + url_for("visitors.booth", number=own.numbers[0], lang=lang)
