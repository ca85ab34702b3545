"""Taking and freeing seats. Which are free is asked and taken in one statement; the lock of the seating is held, and
even without it no seat could be given twice: a row is changed only while it has no reservation."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from booth_app.demos.seats.models import Seat, SeatKind
from booth_app.demos.seats.services._scene import Scene

_FREE = (
    select(Seat.seat_no)
    .where(Seat.slot_id == bindparam("slot"), Seat.kind == bindparam("of_kind"), Seat.reservation_id.is_(None))
    .order_by(Seat.seat_no)
    .limit(bindparam("most"))
)
_TAKE = (
    update(Seat)
    .where(Seat.slot_id == bindparam("slot"), Seat.seat_no.in_(_FREE.scalar_subquery()), Seat.reservation_id.is_(None))
    .values(reservation_id=bindparam("reservation"))
    .returning(Seat.seat_no)
    .execution_options(synchronize_session=False)
)
_LEFT = (
    select(Seat.kind, func.count())
    .where(Seat.slot_id == bindparam("slot"), Seat.reservation_id.is_(None))
    .group_by(Seat.kind)
)


class Outrun(RuntimeError):
    """Seats that were free under the lock were not: somebody changes seats without it."""


def left(session: Session, slot_id: int) -> dict[SeatKind, int]:
    """How many free seats of each kind there are."""
    found = dict.fromkeys(SeatKind, 0)
    for kind, number in session.execute(_LEFT, {"slot": slot_id}):
        found[kind] = number
    return found


def number(session: Session, slot_id: int) -> dict[SeatKind, int]:
    """How many seats of each kind there are, free and taken."""
    found = dict.fromkeys(SeatKind, 0)
    query = select(Seat.kind, func.count()).where(Seat.slot_id == slot_id).group_by(Seat.kind)
    for kind, there in session.execute(query):
        found[kind] = there
    return found


def take(session: Session, slot_id: int, reservation_id: int, wanted: Mapping[SeatKind, int]) -> None:
    """Give a reservation its seats, all of them.

    Raises:
        Outrun: not as many are free; the caller has looked under the lock, so this undoes everything.
    """
    for kind, number in wanted.items():
        if number:
            values = {"slot": slot_id, "of_kind": kind, "most": number, "reservation": reservation_id}
            if len(session.execute(_TAKE, values).all()) != number:
                raise Outrun(f"slot {slot_id}: {number} seats of kind {kind}")


def free(session: Session, scene: Scene, reservation_id: int) -> None:
    """Give up a reservation's seats. Those beyond a capacity that was lowered meanwhile are gone with that."""
    mine = select(Seat.kind, Seat.seat_no).where(Seat.slot_id == scene.slot_id, Seat.reservation_id == reservation_id)
    given_up = session.execute(mine.order_by(Seat.seat_no.desc())).all()
    session.execute(
        update(Seat)
        .where(Seat.slot_id == scene.slot_id, Seat.reservation_id == reservation_id)
        .values(reservation_id=None, came_at=None)
        .execution_options(synchronize_session=False)
    )
    for kind in {kind for kind, _number in given_up}:
        trim(session, scene, kind)


def trim(session: Session, scene: Scene, kind: SeatKind) -> None:
    """Take away free seats of a kind, the last first, as long as there are more than there are to be."""
    beyond = number(session, scene.slot_id)[kind] - scene.counts.of(kind)
    if beyond <= 0:
        return
    free_ones = (
        select(Seat.seat_no)
        .where(Seat.slot_id == scene.slot_id, Seat.kind == kind, Seat.reservation_id.is_(None))
        .order_by(Seat.seat_no.desc())
        .limit(beyond)
    )
    numbers = session.scalars(free_ones).all()
    session.execute(
        delete(Seat)
        .where(Seat.slot_id == scene.slot_id, Seat.seat_no.in_(numbers), Seat.reservation_id.is_(None))
        .execution_options(synchronize_session=False)
    )
