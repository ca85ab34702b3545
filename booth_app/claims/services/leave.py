"""What an organisation gives up itself: a hold (release), a request (withdraw), a booking (cancel)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.models import ClaimState
from booth_app.claims.refusals import HoldOver, WrongState
from booth_app.claims.services import _claim, _ending, _once
from booth_app.claims.states import sources, target


@dataclass(frozen=True, slots=True)
class Left:
    """A claim that was given up, and the booths that are free again."""

    claim_id: int
    booths: tuple[int, ...]
    replayed: bool = False


def release(session: Session, who: Who, claim_id: int, *, request_key: str | None = None, now: datetime) -> Left:
    """Give a running hold back.

    Raises:
        NotFound: no claim of this organisation.
        HoldOver: its time has passed already; nothing is left to give back.
        WrongState: it is no hold (any more).
    """
    return _leave(session, who, "release", claim_id, key=request_key, now=now)


def withdraw(session: Session, who: Who, claim_id: int, *, request_key: str | None = None, now: datetime) -> Left:
    """Take a submitted request back before staff decide.

    Raises:
        NotFound: no claim of this organisation. WrongState: it is not waiting for a decision (any more).
    """
    return _leave(session, who, "withdraw", claim_id, key=request_key, now=now)


def cancel(session: Session, who: Who, claim_id: int, *, request_key: str | None = None, now: datetime) -> Left:
    """Cancel a confirmed booking: the booths are free for everyone at once.

    Raises:
        NotFound: no claim of this organisation. WrongState: it is not confirmed (any more).
    """
    return _leave(session, who, "cancel", claim_id, key=request_key, now=now)


def _leave(session: Session, who: Who, verb: str, claim_id: int, *, key: str | None, now: datetime) -> Left:
    once = _once.begin(session, who, verb, key, {"claim": claim_id}, now=now)
    row = _claim.own(session, who, claim_id)
    if _once.made(once) is not None:
        return Left(claim_id, row.booths, replayed=True)
    state = row.now_in(now)
    if verb == "release" and state == ClaimState.EXPIRED:
        raise HoldOver(claim_id=claim_id)
    to = target(verb, state)
    if state not in sources(verb) or to is None:
        raise WrongState(claim_id=claim_id, state=state)
    _ending.end(session, who, verb, row, to, now=now)
    _once.end(session, once, {"claim": claim_id})
    return Left(claim_id, row.booths)
