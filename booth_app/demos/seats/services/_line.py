"""The waiting line: what time has ended, and who is next: in order of arrival, the first for whom enough is free.

A party that is larger than what is free keeps its place and does not keep others from seats that it could not use.
Seats are offered from the moment at which they became free, whoever notices that and when: an offer that nobody
answered has passed on to the next as if a clerk had stood there.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from booth_app.demos.seats.models import SeatKind, SeatReservation, SeatState, VisitorTick
from booth_app.demos.seats.services import _seats
from booth_app.demos.seats.services._scene import Scene
from booth_app.demos.seats.services._told import tell

_of_slot = SeatReservation.slot_id == bindparam("slot")
_NEXT_END = select(func.min(SeatReservation.held_until)).where(
    SeatReservation.state == SeatState.HELD, SeatReservation.held_until <= bindparam("now"), _of_slot
)
_ENDED = (
    select(SeatReservation)
    .where(SeatReservation.state == SeatState.HELD, SeatReservation.held_until == bindparam("at"), _of_slot)
    .order_by(SeatReservation.id)
    .execution_options(populate_existing=True)
)
_NEXT = (
    select(SeatReservation)
    .where(
        _of_slot,
        SeatReservation.state == SeatState.WAITING,
        SeatReservation.seats - SeatReservation.accessible <= bindparam("standard"),
        SeatReservation.accessible <= bindparam("accessible_ones"),
    )
    .order_by(SeatReservation.place_in_line)
    .limit(1)
    .execution_options(populate_existing=True)
)


def settle(session: Session, scene: Scene, *, now: datetime) -> None:
    """Write down what has ended until `now` and pass it on, in the order in which it ended."""
    while (at := session.scalar(_NEXT_END, {"now": now, "slot": scene.slot_id})) is not None:
        for row in session.scalars(_ENDED, {"at": at, "slot": scene.slot_id}).all():
            row.state, row.held_until, row.changed_at = SeatState.LAPSED, None, at
            row.sequence += 1
            session.flush()
            leave(session, scene, row)
            tell(session, "seats-lapsed", row, scene.titles, now=now, actor="system")
        offer(session, scene, at=at, now=now)


def offer(session: Session, scene: Scene, *, at: datetime, now: datetime) -> None:
    """Keep what is free at `at` for whoever is next; nothing is offered from the start of the slot on."""
    while at < scene.starts_at:
        left = _seats.left(session, scene.slot_id)
        if not left[SeatKind.STANDARD] and not left[SeatKind.ACCESSIBLE]:
            return
        there = {"standard": left[SeatKind.STANDARD], "accessible_ones": left[SeatKind.ACCESSIBLE]}
        row = session.scalar(_NEXT, {"slot": scene.slot_id, **there})
        if row is None:
            return
        row.state, row.changed_at = SeatState.HELD, at
        row.held_until = min(at + timedelta(minutes=scene.rules.offer_minutes), scene.starts_at)
        session.flush()
        _seats.take(session, scene.slot_id, row.id, wanted(row))
        tell(session, "seats-offered", row, scene.titles, now=now, actor="system")


def leave(session: Session, scene: Scene, row: SeatReservation) -> None:
    """Give up what a reservation has: its seats, its visitor's time."""
    _seats.free(session, scene, row.id)
    session.execute(delete(VisitorTick).where(VisitorTick.reservation_id == row.id))


def wanted(row: SeatReservation) -> dict[SeatKind, int]:
    """The seats of a reservation by kind."""
    return {SeatKind.ACCESSIBLE: row.accessible, SeatKind.STANDARD: row.seats - row.accessible}
