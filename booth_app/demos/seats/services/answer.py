"""What a visitor does with the link of a mail: confirm, decline, cancel. Each of them once; a second press finds the
first one's result."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.errors import NotFound
from booth_app.demos.seats.models import SeatReservation, SeatState, Visitor
from booth_app.demos.seats.refusals import NotNow, SameTime, SeatsOver
from booth_app.demos.seats.services import _line, _scene, _time
from booth_app.demos.seats.services._scene import Scene
from booth_app.demos.seats.services._told import tell
from booth_app.demos.seats.states import TRANSITIONS


def confirm(session: Session, visitor_id: int, reservation_id: int, *, now: datetime) -> None:
    """Keep seats that are held: one's own new ones, or those that were offered. Confirmed already: nothing happens.

    Raises:
        NotFound: no such reservation of this visitor.
        NotNow: they are not held (any more). SeatsOver: the slot has begun.
        SameTime: the visitor has seats elsewhere at that time.
    """
    scene, row = _locked(session, visitor_id, reservation_id)
    _line.settle(session, scene, now=now)
    if row.state == SeatState.RESERVED:
        return
    if now >= scene.starts_at:
        raise SeatsOver(starts_at=scene.starts_at)
    _step(row, "confirm", now=now)
    if not _time.has(session, row) and not _time.take(session, row):
        raise SameTime
    session.flush()
    tell(session, "seats-reserved", row, scene.titles, now=now, before={"state": str(SeatState.HELD)})


def decline(session: Session, visitor_id: int, reservation_id: int, *, now: datetime) -> None:
    """Give up seats that are held; whoever is next in line is offered them. Given up already: nothing happens.

    Raises:
        NotFound, NotNow: as in `confirm`.
    """
    scene, row = _locked(session, visitor_id, reservation_id)
    _line.settle(session, scene, now=now)
    if row.state == SeatState.DECLINED:
        return
    _end(session, scene, row, "decline", "seats-declined", now=now)


def cancel(session: Session, visitor_id: int, reservation_id: int, *, now: datetime) -> None:
    """Give up seats, a place in line or a request; seats are offered to whoever is next. A second time does nothing.

    Raises:
        NotFound, NotNow: as in `confirm`. SeatsOver: the slot has begun: who came, came.
    """
    scene, row = _locked(session, visitor_id, reservation_id)
    _line.settle(session, scene, now=now)
    if row.state == SeatState.CANCELLED:
        return
    if now >= scene.starts_at:
        raise SeatsOver(starts_at=scene.starts_at)
    _end(session, scene, row, "cancel", "seats-cancelled", now=now)


def give_up_all(session: Session, visitor_id: int, *, now: datetime) -> None:
    """Give up whatever a visitor has in slots that have not begun."""
    query = select(SeatReservation.id, SeatReservation.state).where(
        SeatReservation.visitor_id == visitor_id,
        SeatReservation.starts_at > now,
        SeatReservation.state.in_([SeatState.HELD, *TRANSITIONS["cancel"][0]]),
    )
    for reservation_id, _state in session.execute(query.order_by(SeatReservation.slot_id)).all():
        scene, row = _locked(session, visitor_id, reservation_id)
        _line.settle(session, scene, now=now)
        if row.state == SeatState.HELD:
            _end(session, scene, row, "decline", "seats-declined", now=now)
        elif row.state in TRANSITIONS["cancel"][0]:
            _end(session, scene, row, "cancel", "seats-cancelled", now=now)


def _end(session: Session, scene: Scene, row: SeatReservation, verb: str, kind: str, *, now: datetime) -> None:
    before = str(row.state)
    _step(row, verb, now=now)
    row.sequence += 1
    session.flush()
    _line.leave(session, scene, row)
    tell(session, kind, row, scene.titles, now=now, before={"state": before})
    _line.offer(session, scene, at=now, now=now)


def _step(row: SeatReservation, verb: str, *, now: datetime) -> None:
    start, end = TRANSITIONS[verb]
    if row.state not in start:
        raise NotNow(state=row.state, verb=verb)
    row.state, row.held_until, row.changed_at = end, None, now


def _locked(session: Session, visitor_id: int, reservation_id: int) -> tuple[Scene, SeatReservation]:
    """A reservation of a visitor, and its slot: the visitor first, then the seats, then what is read under both."""
    session.execute(select(Visitor.id).where(Visitor.id == visitor_id).with_for_update(key_share=True))
    mine = select(SeatReservation).where(SeatReservation.id == reservation_id, SeatReservation.visitor_id == visitor_id)
    row = session.scalar(mine)
    if row is None:
        raise NotFound
    if row.slot_id is None:
        raise NotNow(state=row.state, verb="")
    scene = _scene.locked(session, row.exhibition_id, row.slot_id)
    return scene, session.scalars(mine.execution_options(populate_existing=True)).one()
