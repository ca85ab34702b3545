"""At the door: who has a ticket is let in once; after the start, seats of those who did not come go to those who wait.

Whether a seat is a no-show's is a comparison with the start of the slot. Nothing has to run for it: before the start a
reserved seat is its holder's, from then on whoever stands at the door may have it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.errors import Invalid
from booth_app.demos.models import Showcase
from booth_app.demos.seats.models import Seat, SeatKind, SeatReservation, SeatState
from booth_app.demos.seats.refusals import NoSeatLeft, TicketNotValid, TicketUnknown, TicketUsed
from booth_app.demos.seats.services import _line, _scene
from booth_app.demos.seats.services._scene import Scene
from booth_app.demos.seats.services._told import tell
from booth_app.demos.seats.services.reserve import new
from booth_app.demos.seats.states import SEATED


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who came in now, and how many of their ticket have come by now."""

    reservation_id: int
    came: int
    came_in_all: int
    seats: int


def check_in(
    session: Session, who: Who, slot_id: int, code: str, *, people: int | None = None, request_key: str, now: datetime
) -> LetIn:
    """Let in whoever holds a ticket: all that are on it, or `people` of them and the others later.

    From the start on, somebody who only waits is let in where a seat is free, or is that of one who did not come.

    Raises:
        TicketUnknown: no such ticket here. TicketUsed: everybody on it is in.
        TicketNotValid: it has no seats (any more), and no seat can be had.
    """
    scope = f"user:{who.user_id}:door:{slot_id}"
    first = idempotency.once(session, scope, request_key, {"code": code, "people": people}, now=now)
    if first.outcome is not None:
        return LetIn(**first.outcome)
    scene = _scene.locked(session, who.exhibition_id, slot_id)
    _line.settle(session, scene, now=now)
    row = session.scalar(select(SeatReservation).where(SeatReservation.code == code))
    if row is None or row.slot_id != scene.slot_id:
        raise TicketUnknown(elsewhere=_elsewhere(session, who, row))
    if row.state not in SEATED and not _seat_at_the_door(session, scene, row, now=now):
        raise TicketNotValid(state=row.state)
    if row.state == SeatState.HELD:  # standing at the door with the code of the mail is confirming it
        row.state, row.held_until = SeatState.RESERVED, None
    mine = session.execute(select(Seat.seat_no, Seat.came_at).where(*_of(scene, row)).order_by(Seat.seat_no)).all()
    if not mine:  # came late, and the seat is somebody else's by now
        if not _give(session, scene, row, row.seats, now=now):
            raise TicketNotValid(state=row.state)
        mine = session.execute(select(Seat.seat_no, Seat.came_at).where(*_of(scene, row)).order_by(Seat.seat_no)).all()
    outside = [number for number, came_at in mine if came_at is None]
    if not outside:
        raise TicketUsed(came_at=max(came_at for _, came_at in mine if came_at), seats=len(mine))
    now_in = outside[: len(outside) if people is None else max(1, people)]
    session.execute(
        update(Seat)
        .where(Seat.slot_id == scene.slot_id, Seat.seat_no.in_(now_in))
        .values(came_at=now)
        .execution_options(synchronize_session=False)
    )
    row.changed_at = now
    session.flush()
    tell(session, "seats-used", row, scene.titles, now=now, actor=who.actor, came=len(now_in))
    made = LetIn(row.id, len(now_in), len(mine) - len(outside) + len(now_in), row.seats)
    idempotency.made(session, first, {name: getattr(made, name) for name in LetIn.__slots__})
    return made


def walk_in(session: Session, who: Who, slot_id: int, people: int, *, request_key: str, now: datetime) -> LetIn:
    """Let in people without a reservation: on the seats kept for them, and from the start on on whatever is empty.

    Raises:
        NoSeatLeft: there are not as many. `left`: how many there are.
    """
    if not 1 <= people <= 50:
        raise Invalid
    scope = f"user:{who.user_id}:walk-in:{slot_id}"
    first = idempotency.once(session, scope, request_key, {"people": people}, now=now)
    if first.outcome is not None:
        return LetIn(**first.outcome)
    scene = _scene.locked(session, who.exhibition_id, slot_id)
    _line.settle(session, scene, now=now)
    row = new(scene, None, people, 0, now=now)
    row.state = SeatState.RESERVED
    session.add(row)
    session.flush()
    if not _give(session, scene, row, people, now=now):
        raise NoSeatLeft(left=len(_to_give(session, scene, now=now)))
    session.execute(
        update(Seat).where(*_of(scene, row)).values(came_at=now).execution_options(synchronize_session=False)
    )
    tell(session, "seats-walked-in", row, scene.titles, now=now, actor=who.actor)
    made = LetIn(row.id, people, people, people)
    idempotency.made(session, first, {name: getattr(made, name) for name in LetIn.__slots__})
    return made


def _to_give(session: Session, scene: Scene, *, now: datetime) -> list[int]:
    """Seats for whoever stands at the door, the best first: walk-in seats, free ones, and no-shows' from the start on.

    Before the start only the walk-ins' share: the rest may still be reserved. Never more people than there are to be
    seats: where a capacity was lowered, those above it are not given.
    """
    query = select(Seat.seat_no, Seat.kind, Seat.reservation_id, Seat.came_at).where(Seat.slot_id == scene.slot_id)
    seats = session.execute(query.order_by(Seat.seat_no)).all()
    counts = scene.counts
    most = counts.standard + counts.accessible + counts.walk_in
    if now < scene.starts_at:
        room = most - sum(each.reservation_id is not None for each in seats)
        free = [each.seat_no for each in seats if each.reservation_id is None and each.kind == SeatKind.WALK_IN]
    else:
        room = most - sum(each.came_at is not None for each in seats)
        empty = [each for each in seats if each.came_at is None]
        free = [
            each.seat_no for each in sorted(empty, key=lambda each: (each.reservation_id is not None, each.seat_no))
        ]
    return free[: max(0, room)]


def _give(session: Session, scene: Scene, row: SeatReservation, people: int, *, now: datetime) -> bool:
    numbers = _to_give(session, scene, now=now)[:people]
    if len(numbers) < people:
        return False
    session.execute(
        update(Seat)
        .where(Seat.slot_id == scene.slot_id, Seat.seat_no.in_(numbers), Seat.came_at.is_(None))
        .values(reservation_id=row.id)
        .execution_options(synchronize_session=False)
    )
    return True


def _seat_at_the_door(session: Session, scene: Scene, row: SeatReservation, *, now: datetime) -> bool:
    """Somebody who waits, or was too late to confirm: from the start on they have what is empty."""
    if now < scene.starts_at or row.state not in (SeatState.WAITING, SeatState.LAPSED):
        return False
    if not _give(session, scene, row, row.seats, now=now):
        return False
    row.state, row.held_until = SeatState.RESERVED, None
    session.flush()
    return True


def _of(scene: Scene, row: SeatReservation) -> tuple:
    return Seat.slot_id == scene.slot_id, Seat.reservation_id == row.id


def _elsewhere(session: Session, who: Who, row: SeatReservation | None) -> tuple[str, str, datetime] | None:
    """The slot that a ticket of this exhibition is for."""
    if row is None or row.exhibition_id != who.exhibition_id:
        return None
    query = select(Showcase.title_ar, Showcase.title_en).where(Showcase.id == row.showcase_id)
    title = session.execute(query).one()
    return title.title_ar, title.title_en, row.starts_at
