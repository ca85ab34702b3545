"""Writing down that a hold's time is over. It was over before: this is for the journal and for open maps."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booth_app.base.access import SYSTEM, Who
from booth_app.claims.models import ClaimState
from booth_app.claims.services import _claim, _taking

_OVER = (
    update(_claim.claim)
    .where(
        _claim.claim.c.id == bindparam("which"),
        _claim.claim.c.state == ClaimState.HELD,
        _claim.claim.c.held_until <= bindparam("now"),
    )
    .values(state=ClaimState.EXPIRED, ended_at=_claim.claim.c.held_until)
)
_LAPSED_ON = (
    select(_taking.taken.c.booth_id, _taking.taken.c.claim_id)
    .where(
        _taking.taken.c.booth_id.in_(bindparam("booths", expanding=True)),
        _taking.taken.c.held_until <= bindparam("now"),
    )
    .order_by(_taking.taken.c.booth_id)
    .with_for_update()
)


def settle(session: Session, booths: Iterable[int], *, now: datetime) -> None:
    """Write off lapsed holds on booths that are about to be closed, reserved or removed.

    Whoever has them by an older reading of the clock can then no longer keep them: submitting is refused, or came
    first and is seen. The caller has the booths' rows locked.
    """
    rows = session.execute(_LAPSED_ON, {"booths": sorted(booths), "now": now}).all()
    for booth_id, claim_id in rows:
        _taking.free(session, claim_id, [booth_id])
    for claim_id in sorted({claim_id for _, claim_id in rows}):
        write(session, SYSTEM, claim_id, now=now)


def write(session: Session, who: Who, claim_id: int, *, now: datetime) -> bool:
    """Mark a lapsed hold as expired and tell the journal, unless someone else has already.

    It ended when its time was over, not when somebody noticed.
    """
    row = _claim.find(session, claim_id)
    if row is None or row.state != ClaimState.HELD or row.held_until is None or row.held_until > now:
        return False
    if not _taking.touched(session, _OVER, [{"which": claim_id, "now": now}]):  # extended, or noticed by another
        return False
    _claim.tell(
        session,
        who,
        "expire",
        row,
        at=now,
        before={"until": row.held_until.isoformat()},
        after={"state": ClaimState.EXPIRED},
    )
    return True
