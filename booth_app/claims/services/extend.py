"""Extending a running hold, once, never past its cap."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.models import ClaimState
from booth_app.claims.refusals import AlreadyExtended, HoldOver, NoExtension, WrongState
from booth_app.claims.services import _claim, _once, _taking
from booth_app.claims.services.hold import series_ends
from booth_app.exhibitions.models import Exhibition

_MINUTES = select(Exhibition.extension_minutes).where(Exhibition.id == bindparam("exhibition"))
_EXTEND = (
    update(_claim.claim)
    .where(
        _claim.claim.c.id == bindparam("which"),
        _claim.claim.c.state == ClaimState.HELD,
        _claim.claim.c.extensions == 0,
        _claim.claim.c.held_until > bindparam("now"),
    )
    .values(extensions=1, held_until=bindparam("until"))
)


@dataclass(frozen=True, slots=True)
class Extended:
    """A hold with its new end."""

    claim_id: int
    until: datetime
    replayed: bool = False


def extend(session: Session, who: Who, claim_id: int, *, request_key: str | None = None, now: datetime) -> Extended:
    """Let a running hold last longer: by the exhibition's extension, from its present end, up to its cap.

    Raises:
        NotFound: no claim of this organisation.
        HoldOver: its time has passed. WrongState: it is no hold (any more).
        AlreadyExtended: one extension a hold. NoExtension: the exhibition gives none, or the cap is reached.
    """
    once = _once.begin(session, who, "extend", request_key, {"claim": claim_id}, now=now)
    row = _claim.own(session, who, claim_id)
    if (made := _once.made(once)) is not None:
        return Extended(claim_id, datetime.fromisoformat(made["until"]), replayed=True)
    state = row.now_in(now)
    if state == ClaimState.EXPIRED:
        raise HoldOver(claim_id=claim_id)
    if state != ClaimState.HELD or row.held_until is None:
        raise WrongState(claim_id=claim_id, state=state)
    if row.extensions:
        raise AlreadyExtended(claim_id=claim_id, until=row.held_until)
    minutes = session.execute(_MINUTES, {"exhibition": row.exhibition_id}).scalar_one()
    until = row.held_until + timedelta(minutes=minutes)
    if row.cap_at is not None:
        until = min(until, row.cap_at)
    if until <= row.held_until:
        raise NoExtension(claim_id=claim_id, until=row.held_until)
    if _taking.keep(session, claim_id, row.booths, until=until, now=now) != len(row.booths):
        raise HoldOver(claim_id=claim_id)
    if not _taking.touched(session, _EXTEND, [{"which": claim_id, "now": now, "until": until}]):
        raise _claim.refuse(session, claim_id)
    series_ends(session, row.organisation_id, row.booths, at=until)
    before = {"until": row.held_until.isoformat()}
    _claim.tell(session, who, "extend", row, at=now, before=before, after={"until": until.isoformat()})
    _once.end(session, once, {"claim": claim_id, "until": until.isoformat()})
    return Extended(claim_id, until)
