"""The end of an active claim: its booths are free for everyone at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Stale
from booth_app.claims.models import ClaimState
from booth_app.claims.services import _claim, _taking
from booth_app.claims.services._claim import Row
from booth_app.claims.services.hold import series_ends


def end(
    session: Session,
    who: Who,
    verb: str,
    row: Row,
    to: ClaimState,
    *,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
) -> None:
    """Free the claim's booths, change its state, tell the journal: all of it or nothing.

    Raises:
        WrongState: it was no longer as `row` says.
        Stale: its booths changed under us (staff moved it).
    """
    freed = _taking.free(session, row.id, row.booths)
    if not _claim.change(session, row.id, row.state, state=to, ended_at=now, **(values or {})):
        raise _claim.refuse(session, row.id)
    if freed != len(row.booths):
        raise Stale(claim_id=row.id)
    series_ends(session, row.organisation_id, row.booths, at=now)
    _claim.tell(session, who, verb, row, at=now, after={"state": to}, words=words)
