"""Writes down what time has ended, so that whoever is next in line has a mail. Nothing relies on it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.demos.seats.models import SeatReservation, SeatState
from booth_app.demos.seats.services import _line, _scene


def ended(session: Session, *, now: datetime, most: int = 20) -> list[tuple[int, int]]:
    """(exhibition, slot) of up to `most` slots at which something has ended that nobody has written down."""
    query = (
        select(SeatReservation.exhibition_id, SeatReservation.slot_id)
        .where(SeatReservation.state == SeatState.HELD, SeatReservation.held_until <= now)
        .distinct()
        .order_by(SeatReservation.slot_id)
        .limit(most)
    )
    return [(exhibition, slot) for exhibition, slot in session.execute(query) if slot is not None]


def settle(session: Session, exhibition_id: int, slot_id: int, *, now: datetime) -> None:
    """Write it down for one slot.

    Raises:
        NotFound: the slot is gone meanwhile.
    """
    _line.settle(session, _scene.locked(session, exhibition_id, slot_id), now=now)
