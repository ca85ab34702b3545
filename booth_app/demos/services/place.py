"""Staff give an accepted showcase a time on a stage, move it, take it away. Two of them can never meet."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.demos import times
from booth_app.demos.models import Place, Showcase, ShowcasePresenter, ShowcaseState, Slot
from booth_app.demos.pauses import services as pauses
from booth_app.demos.seats import services as seats
from booth_app.demos.services import clash, people, rows, ticks
from booth_app.demos.services.refusals import OffGrid, OutsideOpening, WrongState
from booth_app.journal import services as journal


def place(
    session: Session,
    who: Who,
    showcase_id: int,
    *,
    place_id: int,
    starts_at: datetime,
    request_key: str,
    now: datetime,
    over_pause: bool = False,
) -> int:
    """Give an accepted showcase a slot: its own length from `starts_at`, the place's change-over after it.

    `over_pause`: whoever asks knows that a pause lies there and wants it all the same. The same `request_key` again
    gives the slot that it made the first time. A showcase may have several slots.

    Returns:
        The slot's id.

    Raises:
        NotFound: no such showcase or place in this exhibition.
        WrongState: the showcase is not accepted.
        OffGrid, OutsideOpening: the time is none of the place's.
        InPause: it runs into a pause (`pauses.services`).
        Clash: the place or a presenter is taken; says what is in the way, and when it would fit.
    """
    content = {"place": place_id, "starts_at": starts_at.isoformat()}
    scope = f"user:{who.user_id}:place:{showcase_id}"
    first = idempotency.once(session, scope, request_key, content, now=now)
    if first.outcome is not None:
        return first.outcome["slot"]
    showcase = _accepted(session, who, showcase_id)
    at = rows.places(session, who, [place_id])[place_id]
    ends_at = starts_at + timedelta(minutes=showcase.length_minutes)
    _open(session, who, at, starts_at, ends_at)
    if not over_pause:
        pauses.keep_free(session, showcase.exhibition_id, starts_at, ends_at)
    slot = Slot(
        exhibition_id=showcase.exhibition_id,
        showcase_id=showcase.id,
        place_id=at.id,
        starts_at=starts_at,
        ends_at=ends_at,
        uid=str(uuid.uuid4()),
    )
    session.add(slot)
    session.flush()
    _take(session, at, slot, now=now)
    _record(session, who, showcase, "slot-placed", before=None, after=_values(slot), now=now)
    idempotency.made(session, first, {"slot": slot.id})
    return slot.id


def move(
    session: Session,
    who: Who,
    slot_id: int,
    *,
    place_id: int,
    starts_at: datetime,
    now: datetime,
    over_pause: bool = False,
) -> None:
    """Move a slot to another time or place, whole or not at all. To where it is already: nothing happens.

    Raises:
        As `place`.
    """
    showcase, slot = _slot(session, who, slot_id)
    if showcase.state != ShowcaseState.ACCEPTED:
        raise WrongState(state=showcase.state, verb="place")
    if (slot.place_id, slot.starts_at) == (place_id, starts_at):
        return
    at = rows.places(session, who, {slot.place_id, place_id})[place_id]
    before = _values(slot)
    slot.place_id, slot.starts_at = at.id, starts_at
    slot.ends_at = starts_at + timedelta(minutes=showcase.length_minutes)
    slot.sequence += 1
    _open(session, who, at, slot.starts_at, slot.ends_at)
    if not over_pause:
        pauses.keep_free(session, showcase.exhibition_id, slot.starts_at, slot.ends_at)
    session.flush()
    _take(session, at, slot, now=now)
    seats.moved(session, slot.id, actor=who.actor, now=now)
    _record(session, who, showcase, "slot-moved", before=before, after=_values(slot), now=now)


def unplace(session: Session, who: Who, slot_id: int, *, request_key: str, now: datetime) -> None:
    """Take a slot off the timetable; the showcase stays accepted. The same `request_key` again does nothing.

    Raises:
        NotFound: no such slot in this exhibition (any more).
    """
    first = idempotency.once(session, f"user:{who.user_id}:unplace:{slot_id}", request_key, {}, now=now)
    if first.outcome is not None:
        return
    showcase, slot = _slot(session, who, slot_id)
    _remove(session, who, showcase, slot, now=now)


def leave_timetable(session: Session, who: Who, showcase: Showcase, *, now: datetime) -> None:
    """Take all slots of a locked showcase off the timetable."""
    for slot in session.scalars(select(Slot).where(Slot.showcase_id == showcase.id).order_by(Slot.id)).all():
        _remove(session, who, showcase, slot, now=now)


def _remove(session: Session, who: Who, showcase: Showcase, slot: Slot, *, now: datetime) -> None:
    rows.places(session, who, [slot.place_id])  # whoever changes the change-over there adds ticks to slots that it read
    before = _values(slot)
    seats.removed(session, slot.id, actor=who.actor, now=now)
    ticks.free(session, [slot.id])
    session.execute(delete(Slot).where(Slot.id == slot.id))
    _record(session, who, showcase, "slot-removed", before=before, after={"slot": before["slot"]}, now=now)


def _accepted(session: Session, who: Who, showcase_id: int) -> Showcase:
    row = rows.staff_showcase(session, who, showcase_id)
    if row.state != ShowcaseState.ACCEPTED:
        raise WrongState(state=row.state, verb="place")
    return row


def _slot(session: Session, who: Who, slot_id: int) -> tuple[Showcase, Slot]:
    """A slot and its showcase: locked through the showcase, so the slot is read only afterwards."""
    query = select(Slot.showcase_id).where(Slot.id == slot_id, Slot.exhibition_id == who.exhibition_id)
    showcase_id = session.scalar(query)
    if showcase_id is None:
        raise NotFound
    showcase = rows.staff_showcase(session, who, showcase_id)
    slot = session.scalar(select(Slot).where(Slot.id == slot_id).execution_options(populate_existing=True))
    if slot is None:
        raise NotFound
    return showcase, slot


def _open(session: Session, who: Who, at: Place, starts_at: datetime, ends_at: datetime) -> None:
    if not times.on_grid(starts_at):
        raise OffGrid
    exhibition = rows.exhibition(session, who.exhibition_id)
    zone = ZoneInfo(exhibition.time_zone)
    days = times.days(exhibition.first_day, exhibition.last_day)
    if not any(times.window(day, at.opens, at.closes, zone).holds(starts_at, ends_at) for day in days):
        raise OutsideOpening(opens=at.opens, closes=at.closes, name_ar=at.name_ar, name_en=at.name_en)


def _take(session: Session, at: Place, slot: Slot, *, now: datetime) -> None:
    presenting = select(ShowcasePresenter.presenter_id).where(ShowcasePresenter.showcase_id == slot.showcase_id)
    who_presents = people.persons(session, slot.exhibition_id, session.scalars(presenting).all())
    if not ticks.take(session, slot.id, wanted(at, slot, frozenset(who_presents.values()))):
        raise clash.explained(session, at, slot, who_presents, now=now)


def wanted(at: Place, slot: Slot, persons: frozenset[int]) -> ticks.Wanted:
    """All that a slot must hold: the place until its change-over is done, each person until the end."""
    until = slot.ends_at + timedelta(minutes=at.change_over_minutes)
    return ticks.Wanted(
        places=frozenset((at.id, tick) for tick in times.ticks(slot.starts_at, until)),
        people=frozenset((each, tick) for each in persons for tick in times.ticks(slot.starts_at, slot.ends_at)),
    )


def _values(slot: Slot) -> dict[str, Any]:
    return {
        "slot": slot.id,
        "showcase": slot.showcase_id,
        "place": slot.place_id,
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
        "uid": slot.uid,
        "sequence": slot.sequence,
    }


def _record(
    session: Session,
    who: Who,
    showcase: Showcase,
    kind: str,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    now: datetime,
) -> None:
    journal.record(
        session,
        kind,
        actor=who.actor,
        subject=f"slot:{after['slot']}",
        at=now,
        exhibition_id=showcase.exhibition_id,
        organisation_id=showcase.organisation_id,
        before=before,
        after={"showcase": showcase.id} | after,
        words={"title_ar": showcase.title_ar, "title_en": showcase.title_en},
        public=True,
    )
