"""Places come from the published plans; staff then say how many they seat, their hours, how long a change takes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import Invalid, NotFound
from booth_app.demos import on_plan, times
from booth_app.demos.models import Place, PlaceKind
from booth_app.demos.seats import services as seats
from booth_app.demos.services import opening, rows, ticks
from booth_app.demos.services.refusals import ChangeOverTooLong, SlotsOutside
from booth_app.drawing.words import fixture_name
from booth_app.geometry.plan import Fixture
from booth_app.journal import services as journal

OPENS, CLOSES, CHANGE_OVER = time(9), time(18), 10
"""What a new place begins with; staff change it."""
MOST_CHANGE_OVER = 120
_M2_PER_PERSON = {PlaceKind.STAGE: 1.3, PlaceKind.MEETING_ROOM: 1.4}
# domain.md §2.1: 0.65 m² for a person on a chair, here with as much again for platform and ways; 1.4 m² at a table.


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What staff set of a place."""

    name_ar: str
    name_en: str
    capacity: int
    change_over_minutes: int
    opens: time
    closes: time
    accessible_seats: int = 0
    """Of the capacity: kept for people who need one."""


def sync_places(session: Session, who: Who, exhibition_id: int, *, now: datetime) -> list[int]:
    """Make a place of every stage and meeting room on the published plans that is none yet.

    Nothing is removed: a place that has left the plan keeps its slots until staff move them.

    Returns:
        Ids of the new places.
    """
    rows.exhibition(session, exhibition_id, locked=True)
    query = select(Place.hall_id, Place.fixture_key).where(Place.exhibition_id == exhibition_id)
    known = {(hall, key) for hall, key in session.execute(query)}
    last = session.scalar(select(func.max(Place.position)).where(Place.exhibition_id == exhibition_id))
    position = -1 if last is None else last
    made = []
    for (hall_id, key), (fixture, kind) in on_plan.drawn(session, exhibition_id).items():
        if (hall_id, key) in known:
            continue
        position += 1
        row = _proposed(exhibition_id, hall_id, fixture, kind, position)
        session.add(row)
        session.flush()
        made.append(row.id)
        _record(session, who, row, "place-added", now=now)
    return made


def edit_place(session: Session, who: Who, place_id: int, change: PlaceChange, *, now: datetime) -> None:
    """Set a place's names, capacity, hours and change-over; slots that are there already must still fit.

    Raises:
        NotFound: no such place in this exhibition.
        Invalid: something that our form would not send.
        ChangeOverTooLong: two slots stand too close for the new change-over.
        SlotsOutside: a slot would lie outside the new hours.
    """
    query = select(Place).where(Place.id == place_id, Place.exhibition_id == who.exhibition_id)
    row = session.scalar(query.with_for_update(key_share=True).execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    _sound(change)
    before, called = _values(row), _called(row)
    slots = opening.placed(session, row)  # as the place is called until now
    row.name_ar, row.name_en, row.capacity = change.name_ar, change.name_en, change.capacity
    row.change_over_minutes = change.change_over_minutes
    row.accessible_seats = change.accessible_seats
    row.opens, row.closes = change.opens, change.closes
    session.flush()
    if (_values(row), _called(row)) == (before, called):
        return
    if outside := opening.outside_hours(session, row, slots):
        raise SlotsOutside(slots=tuple(outside))
    for slot in slots:
        held = ticks.held(session, slot.slot_id)
        until = slot.ends_at + timedelta(minutes=row.change_over_minutes)
        places = frozenset((row.id, tick) for tick in times.ticks(slot.starts_at, until))
        if not ticks.take(session, slot.slot_id, ticks.Wanted(places, held.people)):
            raise ChangeOverTooLong(slots=opening.too_close(slots, row.change_over_minutes))
    if (row.capacity, row.accessible_seats) != (before["capacity"], before["accessible"]):
        seats.resized(session, row, now=now)
    _record(session, who, row, "place-changed", now=now, before=before)


def _proposed(exhibition_id: int, hall_id: int, fixture: Fixture, kind: PlaceKind, position: int) -> Place:
    return Place(
        exhibition_id=exhibition_id,
        hall_id=hall_id,
        fixture_key=fixture.key,
        kind=kind,
        name_ar=fixture_name(fixture, "ar")[:80],
        name_en=fixture_name(fixture, "en")[:80],
        capacity=max(1, int(fixture.outline.area / _M2_PER_PERSON[kind])),
        change_over_minutes=CHANGE_OVER,
        opens=OPENS,
        closes=CLOSES,
        position=position,
    )


def _sound(change: PlaceChange) -> None:
    on_grid = all(each.minute % times.STEP == 0 and each.second == 0 for each in (change.opens, change.closes))
    fits = change.change_over_minutes in range(0, MOST_CHANGE_OVER + 1, times.STEP)
    in_order = change.closes == time(0) or change.opens < change.closes
    enough = 0 <= change.accessible_seats <= change.capacity and change.capacity > 0
    if not (on_grid and fits and in_order and change.name_ar and change.name_en and enough):
        raise Invalid


def _values(row: Place) -> dict[str, Any]:
    return {
        "capacity": row.capacity,
        "accessible": row.accessible_seats,
        "change_over": row.change_over_minutes,
        "opens": row.opens.isoformat(),
        "closes": row.closes.isoformat(),
    }


def _called(row: Place) -> dict[str, str]:
    return {"name_ar": row.name_ar, "name_en": row.name_en}


def _record(
    session: Session, who: Who, row: Place, kind: str, *, now: datetime, before: dict[str, Any] | None = None
) -> None:
    journal.record(
        session,
        kind,
        actor=who.actor,
        subject=f"place:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        before=before,
        after={"place": row.id} | _values(row),
        words=_called(row),
        public=True,
    )
