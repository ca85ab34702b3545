"""A timetable made for what has no time yet, around what is placed: asked of the solver, set by staff as a whole.

What is placed is pinned. Stages are open in their hours, without pauses and from `now` on; presenters are known by
their address across organisations, as the timetable knows them. Nothing is written before staff say so.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.demos import times
from booth_app.demos.models import Place, PlaceKind, Showcase, ShowcasePresenter, ShowcaseState, Slot
from booth_app.demos.pauses import queries as pauses
from booth_app.demos.services import people, rows
from booth_app.demos.services.place import place
from booth_app.demos.times import STEP
from booth_app.solving.timetable import Placed, Problem, Show, Span, Stage

GRID = 2
"""Ticks between the starts that are tried: ten minutes, as people read programmes."""


def problem(session: Session, who: Who, *, now: datetime) -> Problem:
    """What the solver is asked: every stage, every slot there is as pinned, every accepted showcase without one."""
    exhibition = rows.exhibition(session, who.exhibition_id)
    zone = ZoneInfo(exhibition.time_zone)
    days = times.days(exhibition.first_day, exhibition.last_day)
    closed = [
        (times.tick(each.begins_at), times.tick(each.ends_at - timedelta(seconds=1)) + 1)
        for each in pauses.pauses(session, exhibition.id)
    ]
    query = select(Place).where(Place.exhibition_id == exhibition.id, Place.kind == PlaceKind.STAGE).order_by(Place.id)
    stages = []
    for row in session.scalars(query):
        windows = (times.window(day, row.opens, row.closes, zone) for day in days)
        spans = [(max(times.tick(each.opens), times.tick(now) + 1), times.tick(each.closes)) for each in windows]
        stages.append(
            Stage(
                str(row.id),
                tuple(free for span in spans for free in _without(span, closed)),
                change_over=row.change_over_minutes // STEP,
                seats=row.capacity,
                kind=row.kind.value,
            )
        )
    return Problem(tuple(stages), tuple(_shows(session, exhibition.id, {each.key for each in stages})), step=GRID)


def set_all(
    session: Session, who: Who, chosen: Mapping[int, tuple[int, datetime]], *, request_key: str, now: datetime
) -> int:
    """Give these showcases these places and starts, all or none. The same `request_key` again does nothing.

    Returns:
        How many were set.

    Raises:
        As `place`: somebody set something else meanwhile.
    """
    content = {str(key): [at[0], at[1].isoformat()] for key, at in sorted(chosen.items())}
    first = idempotency.once(session, f"user:{who.user_id}:timetable", request_key, content, now=now)
    if first.outcome is not None:
        return first.outcome["count"]
    for showcase_id, (place_id, starts_at) in sorted(chosen.items()):
        own_key = f"{request_key[:48]}-{showcase_id}"
        place(session, who, showcase_id, place_id=place_id, starts_at=starts_at, request_key=own_key, now=now)
    idempotency.made(session, first, {"count": len(chosen)})
    return len(chosen)


def key(showcase_id: int) -> str:
    """What the solver calls a showcase that has no time yet."""
    return f"new-{showcase_id}"


def showcase_of(name: str) -> int | None:
    """The showcase behind the solver's name; None for a slot that was there before."""
    kind, _, number = name.partition("-")
    return int(number) if kind == "new" else None


def _shows(session: Session, exhibition_id: int, stages: set[str]) -> list[Show]:
    accepted = Showcase.exhibition_id == exhibition_id, Showcase.state == ShowcaseState.ACCEPTED
    showcases = {each.id: each for each in session.scalars(select(Showcase).where(*accepted).order_by(Showcase.id))}
    presenting: dict[int, set[int]] = {each: set() for each in showcases}
    query = select(ShowcasePresenter.showcase_id, ShowcasePresenter.presenter_id)
    for showcase_id, presenter_id in session.execute(query.where(ShowcasePresenter.showcase_id.in_(showcases))):
        presenting[showcase_id].add(presenter_id)
    person = people.persons(session, exhibition_id, {each for group in presenting.values() for each in group})
    slots = list(session.scalars(select(Slot).where(Slot.exhibition_id == exhibition_id).order_by(Slot.id)))
    made = [
        Show(
            f"slot-{slot.id}",
            len(times.ticks(slot.starts_at, slot.ends_at)),
            frozenset(str(person[each]) for each in presenting.get(slot.showcase_id, ())),
            category=showcases[slot.showcase_id].category.value if slot.showcase_id in showcases else "",
            pinned=Placed(str(slot.place_id), times.tick(slot.starts_at)),
        )
        for slot in slots
        if str(slot.place_id) in stages
    ]
    placed = {slot.showcase_id for slot in slots}
    made += [
        Show(
            key(each.id),
            each.length_minutes // STEP,
            frozenset(str(person[one]) for one in presenting[each.id]),
            category=each.category.value,
        )
        for each in showcases.values()
        if each.id not in placed
    ]
    return made


def _without(span: tuple[int, int], closed: list[tuple[int, int]]) -> list[Span]:
    """What is left of a stretch when others are taken out of it."""
    left, (begin, end) = [], span
    for start, until in sorted(closed):
        if until <= begin or start >= end:
            continue
        if start > begin:
            left.append(Span(begin, start))
        begin = max(begin, until)
    return [*left, Span(begin, end)] if begin < end else left
