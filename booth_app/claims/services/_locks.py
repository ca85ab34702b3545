"""Locks on booths against each other's changes: taking shares them, closing, reserving and publishing do not."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booth_app.claims.scene import Place, Scene, scene_now
from booth_app.claims.services import _expiry
from booth_app.exhibitions.models import Booth

_LOCK = (
    select(Booth.id)
    .where(Booth.id.in_(bindparam("booths", expanding=True)))
    .order_by(Booth.id)
    .with_for_update(read=True)
)
_LOCK_ALONE = select(Booth.id).where(Booth.id == bindparam("booth")).with_for_update(key_share=True)


def lock_booths(
    session: Session, exhibition_id: int, booths: tuple[int, ...], *, organisation_id: int | None, now: datetime
) -> Scene:
    """Lock the booths' rows against closing, reserving and publishing, then see how they stand.

    The look is a statement of its own: what another transaction committed while we waited for a lock is not in the
    snapshot of the statement that waited (PostgreSQL). SQLite's transactions wait at their beginning.

    Raises:
        NotFound: a booth that is none of this exhibition's.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK, {"booths": booths}).all()
    return scene_now(session, exhibition_id, booths, organisation_id=organisation_id, now=now)


def lock_booth(session: Session, exhibition_id: int, booth_id: int, *, now: datetime) -> Place:
    """Lock one booth's row against everybody who wants to take it, then see how it stands: for closing, reserving.

    Raises:
        NotFound: it is none of this exhibition's.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK_ALONE, {"booth": booth_id}).all()
    _expiry.settle(session, [booth_id], now=now)
    [place] = scene_now(session, exhibition_id, (booth_id,), organisation_id=None, now=now).places
    return place
