"""Requests and bookings: the list, one claim, and what staff may do with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, abort, request, url_for
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.errors import Refused
from booth_app.base.page import page
from booth_app.claims import queries as claims
from booth_app.claims import services
from booth_app.claims.models import ClaimState
from booth_app.claims.queries import ClaimValue
from booth_app.claims.states import By, verbs
from booth_app.desk import deciding, queries
from booth_app.desk.forms import MaybeReasonForm, ReasonForm
from booth_app.desk.lines import lines
from booth_app.desk.refusals import UnknownBooth
from booth_app.desk.views.answers import done
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitions import queries as exhibitions
from booth_app.journal import queries as journal

ALL = "all"
IGNORABLE = ("reservation", "apart")
"""What staff may set aside when they move a claim."""
Forms = dict[str, ReasonForm | MaybeReasonForm]


@bp.get("/claims")
@may("organisations.read")
def claims_list() -> Response:
    """Requests and bookings: in a state, in a hall, found by booth, booking number or name."""
    wanted = request.args.get("state", ALL)
    if wanted not in (ALL, *ClaimState):
        abort(400)
    query, hall = request.args.get("q", "").strip()[:200], request.args.get("hall", "")
    with db.read() as session:
        now = clock.now(session)
        halls = exhibitions.halls(session, who().exhibition_id or 0)
        found = queries.requests(
            session,
            who(),
            now=now,
            states=() if wanted == ALL else (ClaimState(wanted),),
            query=query,
            hall_id=next((each.id for each in halls if each.key == hall), None),
        )
        counts = claims.counts(session, who().exhibition_id or 0, now=now)
    return page(
        "desk/claims.html",
        "claims",
        requests=found,
        counts=counts,
        state=wanted,
        query=query,
        hall=hall,
        halls=halls,
    )


@bp.get("/claims/<int:claim_id>")
@may("organisations.read")
def claim(claim_id: int) -> Response:
    """One request or booking, whole, with its history."""
    return _one(claim_id)


@bp.post("/claims/<int:claim_id>/approve")
@may("claims.decide")
def approve(claim_id: int) -> Response:
    """Confirm it."""
    return _decided(
        claim_id, lambda session, now: services.approve(session, who(), claim_id, now=now), "approved", forms={}
    )


@bp.post("/claims/<int:claim_id>/<any(reject,vacate):verb>")
@may("claims.decide")
def end(claim_id: int, verb: str) -> Response:
    """Reject a request, or end a claim whatever it is; with a reason."""
    form = ReasonForm(prefix=verb)
    if not form.validate_on_submit():
        return _one(claim_id, 422, forms={verb: form})
    service = services.reject if verb == "reject" else services.vacate
    reason = form.reason.data or ""
    return _decided(
        claim_id,
        lambda session, now: service(session, who(), claim_id, reason=reason, now=now),
        "rejected" if verb == "reject" else "vacated",
        forms={verb: form},
    )


@bp.post("/claims/<int:claim_id>/move")
@may("claims.decide")
def move(claim_id: int) -> Response:
    """Move it: for each of its booths another number, or the same to stay."""
    form = MaybeReasonForm(prefix="move")
    if not form.validate_on_submit():
        return _one(claim_id, 422, forms={"move": form})
    typed = {name[3:]: value for name, value in request.form.items() if name.startswith("to-") and name[3:].isdigit()}
    ignoring = [each for each in request.form.getlist("ignoring") if each in IGNORABLE]

    def act(session: Session, now: datetime) -> Any:
        ways, unknown = {}, []
        for old, number in typed.items():
            booth = queries.find(session, who().exhibition_id or 0, number) if number.strip() else None
            if booth is None and number.strip():
                unknown.append(number.strip())
            elif booth is not None and booth.id != int(old):
                ways[int(old)] = booth.id
        if unknown:
            raise UnknownBooth(numbers=tuple(unknown))
        reason = form.reason.data or ""
        return services.move(session, who(), claim_id, ways, reason=reason, ignoring=ignoring, now=now)

    return _decided(claim_id, act, "moved", forms={"move": form})


def _decided(claim_id: int, act: Callable[[Session, datetime], Any], what: str, *, forms: Forms) -> Response:
    try:
        deciding.run(act)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _one(claim_id, refused.status, refusal=refused, forms=forms)
    return done(url_for(".claim", claim_id=claim_id), what)


def _one(claim_id: int, status: int = 200, *, refusal: Refused | None = None, forms: Forms | None = None) -> Response:
    with db.read() as session:
        now = clock.now(session)
        found = claims.claim(session, who(), claim_id, now=now)
        if found is None:
            abort(404)
        history = lines(session, journal.page(session, found.exhibition_id, subject=f"claim:{claim_id}", limit=200))
        stand = claims.stand(session, found, now=now) if found.booths else None
        body = queries.body(session, who(), found.organisation_id, now=now)
    given: Forms = {
        "reject": ReasonForm(prefix="reject", formdata=None),
        "vacate": ReasonForm(prefix="vacate", formdata=None),
        "move": MaybeReasonForm(prefix="move", formdata=None),
    }
    return page(
        "desk/claim.html",
        "desk",
        status,
        found=found,
        body=body,
        stand=stand,
        missing=queries.missing(found),
        verbs=_verbs(found),
        forms=given | (forms or {}),
        typed={key: value for key, value in request.form.items() if key.startswith("to-")},
        refusal=refusal,
        history=history,
    )


def _verbs(found: ClaimValue) -> tuple[str, ...]:
    """What whoever looks may do with it. Ending a request is rejecting it: one button is enough."""
    if not allowed("claims.decide"):
        return ()
    possible = verbs(found.state, By.STAFF)
    return tuple(each for each in possible if not (each == "vacate" and "reject" in possible))
