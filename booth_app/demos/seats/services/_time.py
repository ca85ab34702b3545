"""A visitor's time: seats at one place at a time, by the key (visitor, five minutes)."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booth_app.demos import times
from booth_app.demos.seats.models import SeatReservation, VisitorTick

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_BUSY = select(VisitorTick.tick).where(
    VisitorTick.visitor_id == bindparam("visitor"),
    VisitorTick.tick >= bindparam("first"),
    VisitorTick.tick < bindparam("last"),
)


def busy(session: Session, visitor_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a visitor has seats elsewhere at a time, however shortly."""
    span = times.ticks(starts_at, ends_at)
    asked = {"visitor": visitor_id, "first": span.start, "last": span.stop}
    return session.execute(_BUSY.limit(1), asked).first() is not None


def take(session: Session, row: SeatReservation) -> bool:
    """Take the time of a reservation for its visitor, as much of it as is not taken. Whether that was all."""
    span = times.ticks(row.starts_at, row.ends_at)
    rows = [{"visitor_id": row.visitor_id, "tick": tick, "reservation_id": row.id} for tick in span]
    if row.visitor_id is None or not rows:
        return True
    insert = _INSERT[session.get_bind().dialect.name]
    statement = insert(VisitorTick).values(rows).on_conflict_do_nothing()
    return len(session.execute(statement.returning(VisitorTick.tick)).all()) == len(rows)


def has(session: Session, row: SeatReservation) -> bool:
    """Whether a reservation has its visitor's time."""
    query = select(VisitorTick.tick).where(VisitorTick.reservation_id == row.id).limit(1)
    return session.execute(query).first() is not None
