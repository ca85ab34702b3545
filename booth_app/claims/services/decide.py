"""What staff decide on a submitted request: approve or reject."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.models import ClaimState
from booth_app.claims.numbers import booking_number
from booth_app.claims.refusals import ReasonMissing, WrongState
from booth_app.claims.services import _claim, _ending
from booth_app.exhibitions.models import Exhibition

_NAMED_BY = select(Exhibition.city_en, Exhibition.slug, Exhibition.first_day).where(
    Exhibition.id == bindparam("exhibition")
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim that was decided on. `number` is its booking number where it was confirmed."""

    claim_id: int
    state: ClaimState
    number: str | None = None


def approve(session: Session, who: Who, claim_id: int, *, now: datetime) -> Decided:
    """Confirm a submitted request and give it its booking number.

    Raises:
        NotFound: no claim of this exhibition. WrongState: it is not waiting for a decision (any more).
    """
    row = _claim.here(session, who, claim_id)
    city, slug, first_day = session.execute(_NAMED_BY, {"exhibition": row.exhibition_id}).one()
    number = booking_number(city, slug, first_day, claim_id)
    confirmed = {"state": ClaimState.CONFIRMED, "number": number, "decided_at": now, "decided_by": who.user_id}
    if not _claim.change(session, claim_id, ClaimState.SUBMITTED, **confirmed):
        raise _claim.refuse(session, claim_id)
    row = _claim.find(session, claim_id) or row  # again: staff may have moved it until we had its row
    _claim.tell(
        session,
        who,
        "approve",
        row,
        at=now,
        before={"state": ClaimState.SUBMITTED},
        after={"state": ClaimState.CONFIRMED, "number": number},
    )
    return Decided(claim_id, ClaimState.CONFIRMED, number)


def reject(session: Session, who: Who, claim_id: int, *, reason: str, now: datetime) -> Decided:
    """Refuse a submitted request; its booths are free at once, and the organisation is told why.

    Raises:
        ReasonMissing: no reason is given.
        NotFound: no claim of this exhibition. WrongState: it is not waiting for a decision (any more).
    """
    if not reason.strip():
        raise ReasonMissing(claim_id=claim_id)
    row = _claim.here(session, who, claim_id)
    if row.state != ClaimState.SUBMITTED:
        raise WrongState(claim_id=claim_id, state=row.now_in(now))
    decided = {"decided_at": now, "decided_by": who.user_id, "reason": reason.strip()}
    words = {"reason": reason.strip()}
    _ending.end(session, who, "reject", row, ClaimState.REJECTED, now=now, values=decided, words=words)
    return Decided(claim_id, ClaimState.REJECTED)
