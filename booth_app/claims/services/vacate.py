"""Staff end a claim, whatever it is, with a reason: a booth that was not occupied, a body that cannot come."""

from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.models import ClaimState
from booth_app.claims.refusals import HoldOver, ReasonMissing, WrongState
from booth_app.claims.services import _claim, _ending
from booth_app.claims.services.leave import Left
from booth_app.claims.states import target


def vacate(session: Session, who: Who, claim_id: int, *, reason: str, now: datetime) -> Left:
    """End an active claim: its booths are free at once, and the organisation is told why.

    Raises:
        ReasonMissing: no reason is given.
        NotFound: no claim of this exhibition.
        HoldOver: a hold whose time has passed. WrongState: it is no active claim (any more).
    """
    if not reason.strip():
        raise ReasonMissing(claim_id=claim_id)
    row = _claim.here(session, who, claim_id)
    state = row.now_in(now)
    to = target("vacate", state)
    if to is None:
        raise (HoldOver if state == ClaimState.EXPIRED else WrongState)(claim_id=claim_id, state=state)
    decided = {"decided_at": now, "decided_by": who.user_id, "reason": reason.strip()}
    words = {"reason": reason.strip()}
    _ending.end(session, who, "vacate", row, to, now=now, values=decided, words=words)
    return Left(claim_id, row.booths)
