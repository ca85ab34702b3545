"""Holding a booth, and the clock that then runs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, g, request, url_for
from flask_babel import gettext, ngettext

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.errors import NotFound, Refused
from booth_app.base.idempotency import BadKey
from booth_app.base.keys import row_number
from booth_app.base.languages import clock as time_of_day
from booth_app.base.languages import day
from booth_app.base.page import go, page, wants_part
from booth_app.claims import queries, services
from booth_app.claims.forms import KeyForm
from booth_app.claims.queries import ClaimValue
from booth_app.claims.refusals import BoothTaken
from booth_app.claims.services import MOST_BOOTHS
from booth_app.claims.views.blueprint import bp, carried_out, today
from booth_app.claims.views.pictures import of_alternatives
from booth_app.exhibitions import queries as exhibitions
from booth_app.text import bidi
from booth_app.text.numbers import fold_number

REPLAYED = "Idempotent-Replayed"


@bp.post("/<exhibition>/booths/<number>/hold")
@may("member")
def hold(number: str) -> Response:
    """Take a booth, or with it the adjoining ones that the form names, for as long as holds last."""
    key = request.form.get("request_key", "")
    booths = _numbered([number, *request.form.getlist("with")])
    try:
        with db.read() as session:
            services.glance(session, who(), booths.values(), request_key=key, now=clock.now(session))
        held = carried_out(
            lambda session, now: services.hold(session, who(), booths.values(), request_key=key, now=now)
        )
    except BoothTaken as refused:
        return taken(list(booths.values()), refused)
    except BadKey:
        raise
    except Refused as refused:
        return _panel(number, refused.status, renewed=True, refused=refused, chosen=list(booths))
    answer = _panel(number, held=held, renewed=True) if wants_part() else _to_claim(held)
    if held.replayed:
        answer.headers[REPLAYED] = "true"
    return answer


@bp.get("/<exhibition>/booths/<number>/claim")
@may("member")
def booth(number: str) -> Response:
    """What one may do with a booth: the part of its panel that changes with claims."""
    return _panel(number)


@bp.get("/my/<exhibition>/holds")
@may("member")
def holds() -> Response:
    """What the countdown asks at its end: which holds run, and how the one that it counted stands."""
    ended = request.args.get("ended", type=row_number)
    with db.read() as session:
        claim = queries.claim(session, who(), ended, now=clock.now(session)) if ended else None
    if not wants_part():
        return go(url_for("claims.stand"))
    over = claim if claim is not None and claim.state == "expired" else None
    return _banner(over=over)


@bp.post("/my/<exhibition>/claims/<int:claim_id>/extend")
@may("member")
def extend(claim_id: int) -> Response:
    """Let a running hold last longer, once."""
    form = KeyForm()
    try:
        done = carried_out(
            lambda session, now: services.extend(session, who(), claim_id, request_key=form.request_key.data, now=now)
        )
    except Refused as refused:
        if isinstance(refused, NotFound | BadKey):
            raise
        flash(refusal_text(refused), "error")
        return go(url_for("claims.claim", claim_id=claim_id))
    if today(done.until):
        time = bidi.ltr(time_of_day(done.until))
        said = gettext("Your hold now lasts until %(time)s. It cannot be extended again.", time=time)
    else:
        said = gettext("Your hold now lasts until %(when)s. It cannot be extended again.", when=_moment(done.until))
    if wants_part():
        return _banner(extended=said)
    flash(said, "success")
    return go(url_for("claims.claim", claim_id=claim_id))


@bp.post("/my/<exhibition>/claims/<int:claim_id>/release")
@may("member")
def release(claim_id: int) -> Response:
    """Give a running hold back."""
    form = KeyForm()
    own = _own(claim_id)
    try:
        carried_out(
            lambda session, now: services.release(session, who(), claim_id, request_key=form.request_key.data, now=now)
        )
    except Refused as refused:
        if isinstance(refused, NotFound | BadKey):
            raise
        flash(refusal_text(refused), "error")
        return go(url_for("claims.claim", claim_id=claim_id))
    flash(
        ngettext(
            "The hold on booth %(booth)s is released. It is free for everyone again.",
            "The hold on booths %(booth)s is released. They are free for everyone again.",
            len(own.numbers),
            booth=numbers_text(own.numbers),
        ),
        "success",
    )
    return go(url_for("visitors.booth", number=own.numbers[0]))


def taken(booths: Sequence[int], refused: BoothTaken, **values: Any) -> Response:
    """The lost race: what happened, that nothing was booked, and the nearest similar booths that are free now."""
    with db.read() as session:
        now = clock.now(session)
        lost = queries.offer(session, who(), refused.values["booth_id"], now=now)
        found = queries.alternatives(session, g.exhibition.id, booths, now=now, organisation_id=who().organisation_id)
        titles = [numbers_text(each.numbers) for each in found]
        drawn = of_alternatives(
            session,
            found,
            titles,
            exhibition_id=g.exhibition.id,
            organisation_id=who().organisation_id,
            now=now,
            with_defs=not wants_part(),
        )
    return page(
        "claims/taken.html",
        "taken",
        refused.status,
        lost=lost,
        alternatives=list(zip(found, drawn, strict=True)),
        halls=_halls(),
        part=wants_part(),
        **values,
    )


def _banner(*, over: ClaimValue | None = None, extended: str = "") -> Response:
    """The banner anew; other parts of the page that show claims are told to look."""
    answer = page("claims/holds.html", "banner", over=over, extended=extended)
    answer.headers["HX-Trigger"] = "claims-changed"
    return answer


def numbers_text(numbers: Sequence[str]) -> str:
    """Booth numbers in a sentence, each isolated."""
    return gettext(", ").join(bidi.ltr(each) for each in numbers)


def refusal_text(refused: Refused) -> str:
    """A refusal as a message on the next page: what happened, and where it stands."""
    sentences = {
        "hold-over": gettext("The hold has ended already. The booth is open to everyone again."),
        "already-extended": gettext("The hold was extended already. It cannot be extended again."),
        "no-extension": gettext("The hold cannot be extended any further."),
        "wrong-state": gettext("This claim has changed meanwhile; it stands as you see it here."),
        "stale": gettext("The organiser has changed this claim a moment ago; it stands as you see it here."),
        "key-reused": gettext("This button was used already; the claim stands as you see it here."),
        "reason-missing": gettext("Say why: the exhibitor is told."),
    }
    return sentences.get(refused.code, sentences["wrong-state"])


def _own(claim_id: int) -> ClaimValue:
    with db.read() as session:
        found = queries.claim(session, who(), claim_id, now=clock.now(session))
    if found is None or found.organisation_id != who().organisation_id:
        raise NotFound
    return found


def _numbered(numbers: Sequence[str]) -> dict[str, int]:
    """The booths with these numbers: number → id, the one in the address first."""
    folded = list(dict.fromkeys(fold_number(each) for each in numbers))[: MOST_BOOTHS + 1]
    with db.read() as session:
        found = {each: exhibitions.booth(session, g.exhibition.id, each) for each in folded}
    if None in found.values():
        abort(404)
    return {number: booth.id for number, booth in found.items() if booth is not None}


def _panel(
    number: str,
    status: int = 200,
    *,
    held: services.Held | None = None,
    renewed: bool = False,
    refused: Refused | None = None,
    chosen: Sequence[str] = (),
) -> Response:
    [(number, booth_id)] = _numbered([number]).items()
    with db.read() as session:
        offer = queries.offer(session, who(), booth_id, now=clock.now(session))
    return page(
        "claims/booth.html",
        "panel",
        status,
        offer=offer,
        held=held,
        refused=refused,
        chosen=[each for each in chosen if each != number],
        renewed=renewed,
    )


def _to_claim(held: services.Held) -> Response:
    with db.read() as session:
        claim = queries.claim(session, who(), held.claim_id, now=clock.now(session))
    if claim is None:
        raise NotFound
    if held.already:
        flash(already_text(claim), "info")
    elif claim.held_until is not None and not held.replayed:
        flash(held_text(claim), "success")
    return go(url_for("claims.claim", claim_id=held.claim_id))


def held_text(claim: ClaimValue) -> str:
    """The hold that was won."""
    if claim.held_until is not None and not today(claim.held_until):
        return ngettext(
            "Booth %(booth)s is on hold for you until %(when)s. Complete the request before then.",
            "Booths %(booth)s are on hold for you until %(when)s. Complete the request before then.",
            len(claim.numbers),
            booth=numbers_text(claim.numbers),
            when=_moment(claim.held_until),
        )
    return ngettext(
        "Booth %(booth)s is on hold for you until %(time)s. Complete the request before then.",
        "Booths %(booth)s are on hold for you until %(time)s. Complete the request before then.",
        len(claim.numbers),
        booth=numbers_text(claim.numbers),
        time=bidi.ltr(time_of_day(claim.held_until)) if claim.held_until else "",
    )


def _moment(value: datetime) -> str:
    return gettext("%(day)s, %(time)s", day=day(value), time=bidi.ltr(time_of_day(value)))


def already_text(claim: ClaimValue) -> str:
    """What a second tab is told: that the first one did it."""
    return ngettext(
        "Your organisation has booth %(booth)s already; nothing was changed.",
        "Your organisation has booths %(booth)s already; nothing was changed.",
        len(claim.numbers),
        booth=numbers_text(claim.numbers),
    )


def _halls() -> dict[int, Any]:
    with db.read() as session:
        return {each.id: each for each in exhibitions.halls(session, g.exhibition.id)}
