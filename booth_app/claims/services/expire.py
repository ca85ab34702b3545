"""The sweep: writes down what time has ended, so that open maps repaint. Nothing relies on it."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.orm import Session

from booth_app.base.access import SYSTEM
from booth_app.claims.models import ClaimState, Reservation
from booth_app.claims.services import _claim, _expiry, _taking
from booth_app.exhibitions.models import Booth
from booth_app.journal.services import record

_reservation = cast(Table, Reservation.__table__)
_LAPSED = (
    select(_claim.claim.c.id)
    .where(_claim.claim.c.state == ClaimState.HELD, _claim.claim.c.held_until <= bindparam("now"))
    .order_by(_claim.claim.c.id)
    .limit(bindparam("most"))
)
# What somebody is taking over at this moment is theirs to write down: skipped, so nobody waits in a circle.
_ROWS = (
    select(_taking.taken.c.booth_id)
    .where(_taking.taken.c.claim_id == bindparam("claim"), _taking.taken.c.held_until <= bindparam("now"))
    .order_by(_taking.taken.c.booth_id)
    .with_for_update(skip_locked=True)
)
# What a lapsed hold left behind when another organisation took one of its booths. Free all the same.
_LEFT = (
    select(_taking.taken.c.booth_id, _taking.taken.c.claim_id)
    .join(_claim.claim, _claim.claim.c.id == _taking.taken.c.claim_id)
    .where(_claim.claim.c.state == ClaimState.EXPIRED, _taking.taken.c.held_until <= bindparam("now"))
    .order_by(_taking.taken.c.booth_id)
    .limit(bindparam("most"))
    .with_for_update(of=_taking.taken, skip_locked=True)
)
_ENDED = (
    select(Reservation.booth_id, Booth.exhibition_id)
    .join(Booth, Booth.id == Reservation.booth_id)
    .where(Reservation.until <= bindparam("now"))
    .order_by(Reservation.booth_id)
    .limit(bindparam("most"))
)
_DROP = delete(_reservation).where(
    _reservation.c.booth_id == bindparam("booth"), _reservation.c.until <= bindparam("now")
)


def sweep(session: Session, *, now: datetime, limit: int = 100) -> list[int]:
    """Write down up to `limit` lapsed holds and as many ended reservations.

    Returns:
        The booths that look different now.
    """
    changed: list[int] = []
    for claim_id in session.scalars(_LAPSED, {"now": now, "most": limit}).all():
        rows = session.scalars(_ROWS, {"claim": claim_id, "now": now}).all()
        if rows:
            _taking.free(session, claim_id, rows)
        if _expiry.write(session, SYSTEM, claim_id, now=now):
            changed += rows
    for booth_id, claim_id in session.execute(_LEFT, {"now": now, "most": limit}).all():
        _taking.free(session, claim_id, [booth_id])
    for booth_id, exhibition_id in session.execute(_ENDED, {"now": now, "most": limit}).all():
        if _taking.touched(session, _DROP, [{"booth": booth_id, "now": now}]):
            record(
                session,
                "reservation-ended",
                actor=SYSTEM.actor,
                subject=f"booth:{booth_id}",
                at=now,
                exhibition_id=exhibition_id,
                after={"booths": [booth_id]},
            )
            changed.append(booth_id)
    return sorted(set(changed))
