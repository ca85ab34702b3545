"""Seats follow what staff change: another time or place, a slot taken away, more or fewer seats."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from booth_app.demos.models import Place, Showcase, Slot
from booth_app.demos.seats.models import Seat, Seating, SeatKind, SeatReservation, SeatState, VisitorTick
from booth_app.demos.seats.rules import Counts
from booth_app.demos.seats.services import _line, _scene, _seats, _time
from booth_app.demos.seats.services._scene import Scene
from booth_app.demos.seats.services._told import tell
from booth_app.demos.seats.states import ACTIVE, TRANSITIONS


def moved(session: Session, slot_id: int, *, actor: str, now: datetime) -> None:
    """A slot has another time or place: whoever has seats keeps them, and is told.

    The new place may have fewer seats: nobody loses one, and none is given out until there are too many no more. A
    visitor who has seats elsewhere at the new time keeps both and is told; of the two times one is theirs.
    """
    if _scene.locked_if_there(session, slot_id) is None:
        return
    slot = session.scalars(select(Slot).where(Slot.id == slot_id)).one()
    scene = _scene.locked(session, slot.exhibition_id, slot_id)
    before = list(_active(session, slot_id))
    session.execute(delete(VisitorTick).where(VisitorTick.reservation_id.in_([row.id for row in before])))
    session.execute(
        update(SeatReservation)
        .where(SeatReservation.slot_id == slot_id, SeatReservation.state.not_in(ACTIVE))
        .values(starts_at=slot.starts_at, ends_at=slot.ends_at, place_id=slot.place_id)
        .execution_options(synchronize_session=False)
    )
    for row in sorted(before, key=lambda each: (each.visitor_id or 0, each.id)):
        was = {"starts_at": row.starts_at.isoformat(), "place": row.place_id}
        row.starts_at, row.ends_at, row.place_id = slot.starts_at, slot.ends_at, slot.place_id
        row.sequence += 1
        row.changed_at = now
        if row.held_until is not None:
            row.held_until = min(row.held_until, slot.starts_at)
        session.flush()
        kept = row.state not in (SeatState.HELD, SeatState.RESERVED) or _time.take(session, row)
        tell(session, "seats-moved", row, scene.titles, now=now, actor=actor, before=was, clash=not kept)
    place = session.scalars(select(Place).where(Place.id == slot.place_id)).one()
    _resize(session, scene, _scene.wanted(session, place), now=now)


def removed(session: Session, slot_id: int, *, actor: str, now: datetime) -> None:
    """A slot is about to be taken off the timetable: its seats go with it, and whoever had or wanted one is told."""
    seating = _scene.locked_if_there(session, slot_id)
    if seating is None:
        return
    showcase = session.execute(
        select(Showcase.title_ar, Showcase.title_en)
        .join(Slot, Slot.showcase_id == Showcase.id)
        .where(Slot.id == slot_id)
    ).one()
    rows = list(_active(session, slot_id))
    session.execute(delete(VisitorTick).where(VisitorTick.reservation_id.in_([row.id for row in rows])))
    session.execute(delete(Seat).where(Seat.slot_id == slot_id))
    session.execute(delete(Seating).where(Seating.slot_id == slot_id))
    for row in rows:
        before = {"state": str(row.state)}
        row.state, row.held_until, row.changed_at = TRANSITIONS["remove"][1], None, now
        row.sequence += 1
        titles = {"title_ar": showcase.title_ar, "title_en": showcase.title_en}
        tell(session, "seats-removed", row, titles, now=now, actor=actor, before=before)
    session.flush()
    session.execute(
        update(SeatReservation)
        .where(SeatReservation.slot_id == slot_id)
        .values(slot_id=None)
        .execution_options(synchronize_session=False)
    )


def resized(session: Session, place: Place, *, now: datetime) -> None:
    """A place, or the share of walk-ins, has other numbers: every slot there that somebody has come to follows."""
    query = (
        select(Seating.slot_id)
        .join(Slot, Slot.id == Seating.slot_id)
        .where(Slot.place_id == place.id, Slot.ends_at > now)
        .order_by(Seating.slot_id)
    )
    counts = _scene.wanted(session, place)
    for slot_id in session.scalars(query).all():
        _resize(session, _scene.locked(session, place.exhibition_id, slot_id), counts, now=now)


def _resize(session: Session, scene: Scene, counts: Counts, *, now: datetime) -> None:
    """Fewer: free seats go at once, taken ones when they are given up. More: they are offered to who waits."""
    _line.settle(session, scene, now=now)
    seating = scene.seating
    seating.standard, seating.accessible, seating.walk_in = counts.standard, counts.accessible, counts.walk_in
    session.flush()
    for kind in SeatKind:
        _seats.trim(session, scene, kind)
    there = _seats.number(session, scene.slot_id)
    missing = {kind.value: max(0, counts.of(kind) - there[kind]) for kind in SeatKind}
    _scene.add_seats(session, scene.slot_id, Counts(**missing))
    _line.offer(session, scene, at=now, now=now)


def _active(session: Session, slot_id: int) -> list[SeatReservation]:
    query = select(SeatReservation).where(SeatReservation.slot_id == slot_id, SeatReservation.state.in_(ACTIVE))
    return list(session.scalars(query.order_by(SeatReservation.id).execution_options(populate_existing=True)))
