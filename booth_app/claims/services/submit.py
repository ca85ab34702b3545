"""Submitting a hold, with what was filled in and the terms accepted. Nobody loses a booth that nobody else took."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from booth_app.base.access import SYSTEM, Who
from booth_app.claims.checks import Asked, check, may_claim, may_have
from booth_app.claims.details import Details
from booth_app.claims.models import ClaimState, CoExhibitor
from booth_app.claims.numbers import booking_number
from booth_app.claims.refusals import BoothTaken, WrongState
from booth_app.claims.rules import Rules, lock_rules
from booth_app.claims.scene import scene_now
from booth_app.claims.services import _acquire, _claim, _expiry, _once, _taking, _terms
from booth_app.claims.services._claim import Row
from booth_app.claims.services._locks import lock_booths
from booth_app.exhibitions.models import Approval

_SHARED = select(CoExhibitor.profile_id, CoExhibitor.position).where(CoExhibitor.claim_id == bindparam("old"))


@dataclass(frozen=True, slots=True)
class Submitted:
    """A request that is in: `submitted`, or `confirmed` with its booking number where nothing is approved by hand.

    `again`: the hold had ended and its booths, still free, were taken anew; `claim_id` is then a new one.
    """

    claim_id: int
    state: ClaimState
    number: str | None
    again: bool = False
    replayed: bool = False


def submit(
    session: Session,
    who: Who,
    claim_id: int,
    details: Details,
    *,
    terms_version: int | None,
    request_key: str | None = None,
    now: datetime,
) -> Submitted:
    """Send a hold. Where its time has passed and all its booths are still free, they are taken again at once.

    Raises:
        NotFound: no claim of this organisation. WrongState: it is no hold (any more), nor one that just ended.
        TermsMissing, TermsChanged: the version in force must be accepted.
        NotAccepted: the organisation's application is not accepted (any more).
        BoothTaken, BoothClosed, BoothReserved, BoothRemoved, BookingClosed, QuotaReached, NotAdjoining: the hold had
            ended, and its booths cannot be had again.
        KeyReused, BadKey: see `base.idempotency`.
    """
    content = {"claim": claim_id, "terms": terms_version, **asdict(details)}
    once = _once.begin(session, who, "submit", request_key, content, now=now)
    rules = lock_rules(session, who.exhibition_id, who.organisation_id)
    row = _claim.own(session, who, claim_id, lock=False)
    if row.now_in(now) != ClaimState.EXPIRED:  # else the booths' own rows come first (`_again`)
        row = _claim.own(session, who, claim_id)
    if (made := _once.made(once)) is not None:
        return Submitted(
            made["claim"], ClaimState(made["state"]), made["number"], again=made["claim"] != claim_id, replayed=True
        )
    terms_id = _terms.accepted(session, row.exhibition_id, terms_version)
    if row.state not in (ClaimState.HELD, ClaimState.EXPIRED):
        raise WrongState(claim_id=claim_id, state=row.state)
    state = ClaimState.SUBMITTED if rules.approval == Approval.STAFF else ClaimState.CONFIRMED
    values = {
        **asdict(details),
        "terms_id": terms_id,
        "terms_at": now,
        "terms_by": who.user_id,
        "submitted_at": now,
        "decided_at": now if state == ClaimState.CONFIRMED else None,
    }
    still_held = row.now_in(now) == ClaimState.HELD and _keep(session, rules, row, now)
    done = row if still_held else _again(session, who, rules, row, state=state, values=values, now=now)
    if still_held:
        may_claim(rules, Asked(row.organisation_id, ignoring={"window"}), now)
        if not _claim.change(session, claim_id, ClaimState.HELD, state=state, held_until=None, **values):
            raise _claim.refuse(session, claim_id)
    number = None
    if state == ClaimState.CONFIRMED:
        number = booking_number(rules.city_en, rules.slug, rules.first_day, done.id)
        _claim.change(session, done.id, state, number=number)
    _claim.tell(
        session,
        who,
        "submit",
        done,
        at=now,
        before={"state": ClaimState.HELD if still_held else None, "claim": claim_id},
        after={"state": state, "terms": terms_version, **({"number": number} if number else {})},
        kind="claim-confirmed" if state == ClaimState.CONFIRMED else "",
    )
    _once.end(session, once, {"claim": done.id, "state": state, "number": number})
    return Submitted(done.id, state, number, again=not still_held)


def _keep(session: Session, rules: Rules, row: Row, now: datetime) -> bool:
    """Make the hold last; false where its booths are no longer the claim's.

    Raises:
        BoothTaken: some are and some are not: by the clock of someone who took one the hold had ended.
    """
    kept = _taking.keep(session, row.id, row.booths, until=None, now=now)
    if kept in (0, len(row.booths)):
        return kept > 0
    scene = scene_now(session, rules.exhibition_id, row.booths, organisation_id=row.organisation_id, now=now)
    lost = next(each for each in scene.places if each.claim_id != row.id)
    may_have(lost, Asked(row.organisation_id), now)
    raise BoothTaken(booth_id=lost.booth_id, number=lost.number, until=lost.held_until)


def _again(
    session: Session, who: Who, rules: Rules, row: Row, *, state: ClaimState, values: dict[str, Any], now: datetime
) -> Row:
    """A new claim on the same booths, by the rules of any claim; the old one is written off."""
    scene = lock_booths(session, rules.exhibition_id, row.booths, organisation_id=row.organisation_id, now=now)
    asked = Asked(row.organisation_id)
    check(session, rules, scene, asked, now=now)
    done = _acquire.make(session, who, rules, scene, asked, state=state, until=None, now=now, values=values)
    _expiry.write(session, SYSTEM, row.id, now=now)
    shared = session.execute(_SHARED, {"old": row.id}).all()
    if shared:
        rows = [{"claim_id": done.id, "profile_id": profile, "position": at} for profile, at in shared]
        session.execute(insert(CoExhibitor), rows)
    return done
