"""The form on a claim: to fill in and send while it is held, to write on afterwards. Nothing typed is lost."""

from typing import Any

from flask import Response, flash, g, url_for
from flask_babel import gettext, ngettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound, Refused
from booth_app.base.idempotency import BadKey, KeyReused
from booth_app.base.page import go, page
from booth_app.claims import queries, services
from booth_app.claims.details import Details
from booth_app.claims.forms import AcceptForm, DetailsForm, RequestForm
from booth_app.claims.models import ClaimState
from booth_app.claims.queries import ClaimValue
from booth_app.claims.refusals import BoothTaken, TermsChanged, WrongState
from booth_app.claims.services import Submitted
from booth_app.claims.views.blueprint import bp, carried_out
from booth_app.claims.views.holding import REPLAYED, numbers_text
from booth_app.claims.views.pictures import of_alternatives
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.queries import TermsValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.text import bidi

_LASTING = (ClaimState.SUBMITTED, ClaimState.CONFIRMED)


@bp.get("/my/<exhibition>/claims/<int:claim_id>")
@may("member")
def claim(claim_id: int) -> Response:
    """The form, beginning with what is known."""
    own = _own(claim_id)
    with db.read() as session:
        terms = exhibitions.terms(session, g.exhibition.id)
        details = _known(own, queries.last_details(session, who()), exhibitors.own_application(session, who()))
    kind = RequestForm if own.state not in _LASTING else AcceptForm if own.terms_version is None else DetailsForm
    return _form(own, kind.beginning_with(details, version=terms.version if terms else None), terms)


@bp.post("/my/<exhibition>/claims/<int:claim_id>")
@may("member")
def submit(claim_id: int) -> Response:
    """Send the request."""
    own, form = _own(claim_id), RequestForm()
    with db.read() as session:
        terms = exhibitions.terms(session, g.exhibition.id)
    if not form.validate_on_submit():
        return _form(own, form, terms, 422)
    try:
        done = carried_out(
            lambda session, now: services.submit(
                session,
                who(),
                claim_id,
                form.details,
                terms_version=form.shown_version,
                request_key=form.request_key.data,
                now=now,
            )
        )
    except Refused as refused:
        return _not_sent(own, form, terms, refused)
    return _sent(own, done)


@bp.post("/my/<exhibition>/claims/<int:claim_id>/details")
@may("member")
def fill(claim_id: int) -> Response:
    """Keep what was written, without sending it."""
    own = _own(claim_id)
    form = AcceptForm() if own.state in _LASTING and own.terms_version is None else DetailsForm()
    with db.read() as session:
        terms = exhibitions.terms(session, g.exhibition.id)
    if not form.validate_on_submit():
        return _form(own, form, terms, 422)
    accepts = form.shown_version if isinstance(form, AcceptForm) and form.accepted.data else None
    try:
        carried_out(
            lambda session, now: services.fill(
                session,
                who(),
                claim_id,
                form.details,
                terms_version=accepts,
                request_key=form.request_key.data,
                now=now,
            )
        )
    except Refused as refused:
        return _not_sent(own, form, terms, refused)
    flash(gettext("What you entered is saved."), "success")
    if own.state in _LASTING:
        return go(url_for("claims.stand", claim=claim_id))
    return go(url_for("claims.claim", claim_id=claim_id))


def _own(claim_id: int) -> ClaimValue:
    with db.read() as session:
        found = queries.claim(session, who(), claim_id, now=clock.now(session))
    if found is None or found.organisation_id != who().organisation_id:
        raise NotFound
    return found


def _known(own: ClaimValue, last: Details | None, application: Any) -> Details:
    """What the form begins with: what was written on this claim, else on the last one, else the application's
    contact.
    """
    if own.details != Details():
        return own.details
    if last is not None:
        return last
    if application is None:
        return Details()
    return Details(
        contact_name=application.contact_name,
        contact_email=application.contact_email,
        contact_phone=application.contact_phone,
    )


def _form(
    own: ClaimValue, form: DetailsForm, terms: TermsValue | None, status: int = 200, refused: Refused | None = None
) -> Response:
    """The page. A hold that has ended shows what else is free if its booths are not."""
    with db.read() as session:
        now = clock.now(session)
        standing = queries.states(session, g.exhibition.id, now=now, booths=[each.id for each in own.booths])
        gone = [each for each in standing.values() if each.state != "free"] if own.state == ClaimState.EXPIRED else []
        found, drawn = [], []
        if gone:
            asker = who()
            wanted = [each.id for each in own.booths]
            found = queries.alternatives(
                session, g.exhibition.id, wanted, now=now, organisation_id=asker.organisation_id
            )
            drawn = of_alternatives(
                session,
                found,
                [numbers_text(each.numbers) for each in found],
                exhibition_id=g.exhibition.id,
                organisation_id=asker.organisation_id,
                now=now,
                with_defs=True,
            )
        halls = {each.id: each for each in exhibitions.halls(session, g.exhibition.id)}
    return page(
        "claims/claim.html",
        "request",
        status,
        own=own,
        form=form,
        terms=terms,
        refused=refused,
        gone=gone,
        alternatives=list(zip(found, drawn, strict=True)),
        halls=halls,
    )


def _not_sent(own: ClaimValue, form: DetailsForm, terms: TermsValue | None, refused: Refused) -> Response:
    """Every refusal brings the form back filled; a hold that is over keeps what was typed for the next one."""
    if isinstance(refused, NotFound | BadKey):
        raise refused
    own = _own(own.id)
    if isinstance(refused, WrongState) and own.state != ClaimState.EXPIRED:
        flash(gettext("This claim has changed meanwhile; it stands as you see it here."), "info")
        return go(url_for("claims.stand", claim=own.id))
    if isinstance(refused, KeyReused | TermsChanged):
        form.again(version=terms.version if terms else None)
    elif own.state == ClaimState.EXPIRED or isinstance(refused, BoothTaken):
        _keep(own.id, form.details)
        own = _own(own.id)
        form.again(version=form.shown_version)
    return _form(own, form, terms, refused.status, refused)


def _keep(claim_id: int, details: Details) -> None:
    carried_out(lambda session, now: services.fill(session, who(), claim_id, details, now=now))


def _sent(own: ClaimValue, done: Submitted) -> Response:
    booths = numbers_text(own.numbers)
    if done.again and not done.replayed:
        flash(
            ngettext(
                "Your hold on booth %(booth)s had ended; the booth was still free and was taken again for you.",
                "Your hold on booths %(booth)s had ended; the booths were still free and were taken again for you.",
                len(own.numbers),
                booth=booths,
            ),
            "info",
        )
    if done.state == ClaimState.CONFIRMED:
        text = ngettext(
            "Booth %(booth)s is confirmed. Booking number: %(number)s.",
            "Booths %(booth)s are confirmed. Booking number: %(number)s.",
            len(own.numbers),
            booth=booths,
            number=bidi.ltr(done.number),
        )
    else:
        text = ngettext(
            "Your request for booth %(booth)s is in and under review. You will have an answer by e-mail.",
            "Your request for booths %(booth)s is in and under review. You will have an answer by e-mail.",
            len(own.numbers),
            booth=booths,
        )
    flash(text, "success")
    answer = go(url_for("claims.stand", claim=done.claim_id))
    if done.replayed:
        answer.headers[REPLAYED] = "true"
    return answer
