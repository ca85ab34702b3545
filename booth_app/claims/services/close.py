"""Staff take a booth out of booking, and put it back."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.claims.refusals import BoothRemoved, BoothTaken
from booth_app.claims.services import _taking
from booth_app.claims.services._locks import lock_booth
from booth_app.exhibitions.models import Booth
from booth_app.journal.services import record

_booth = cast(Table, Booth.__table__)
_SET = update(_booth).where(_booth.c.id == bindparam("booth"), _booth.c.closed != bindparam("shut"))


def close(session: Session, who: Who, booth_id: int, *, reason: str = "", now: datetime) -> bool:
    """Close a booth; false where it was closed already.

    Raises:
        NotFound: no booth of this exhibition.
        BoothTaken: an active claim is on it; vacate or move that first. BoothRemoved: no plan holds it.
    """
    return _set(session, who, booth_id, closed=True, reason=reason, now=now)


def reopen(session: Session, who: Who, booth_id: int, *, now: datetime) -> bool:
    """Open a closed booth again; false where it was open.

    Raises:
        NotFound: no booth of this exhibition. BoothRemoved: no plan holds it.
    """
    return _set(session, who, booth_id, closed=False, now=now)


def _set(session: Session, who: Who, booth_id: int, *, closed: bool, now: datetime, reason: str = "") -> bool:
    if who.exhibition_id is None:
        raise NotFound
    place = lock_booth(session, who.exhibition_id, booth_id, now=now)
    if place.removed_at is not None:
        raise BoothRemoved(booth_id=booth_id, number=place.number)
    if closed and place.taken(now):
        raise BoothTaken(booth_id=booth_id, number=place.number, until=place.held_until)
    if not _taking.touched(session, _SET, [{"booth": booth_id, "shut": closed, "closed": closed}]):
        return False
    record(
        session,
        "booth-closed" if closed else "booth-opened",
        actor=who.actor,
        subject=f"booth:{booth_id}",
        at=now,
        exhibition_id=who.exhibition_id,
        before={"closed": not closed},
        after={"booths": [booth_id], "closed": closed},
        words={"reason": reason.strip()} if reason.strip() else None,
    )
    return True
