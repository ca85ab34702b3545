"""Why a time could not be had: what is in the way, between which times, and when it would fit instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.demos import times
from booth_app.demos.models import Place, PlaceTick, Presenter, PresenterTick, Showcase, Slot
from booth_app.demos.services import rows
from booth_app.demos.services.refusals import Clash


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A slot that has the time. `until` counts the change-over where it is the place that is taken (`presenter_…`
    empty), and not where it is a presenter."""

    slot_id: int
    showcase_id: int
    title_ar: str
    title_en: str
    place_ar: str
    place_en: str
    starts_at: datetime
    until: datetime
    presenter_ar: str = ""
    presenter_en: str = ""


def explained(session: Session, at: Place, slot: Slot, persons: Mapping[int, int], *, now: datetime) -> Clash:
    """The refusal of `slot` at a place, with everything that its sentence needs.

    Args:
        persons: the id under which each presenter's time is kept, by presenter.
    """
    tail = timedelta(minutes=at.change_over_minutes)
    in_the_way = (
        *_at_place(session, at, slot, times.ticks(slot.starts_at, slot.ends_at + tail)),
        *_with_presenters(session, slot, persons, times.ticks(slot.starts_at, slot.ends_at)),
    )
    exhibition = rows.exhibition(session, slot.exhibition_id)
    zone = ZoneInfo(exhibition.time_zone)
    windows = [
        times.window(day, at.opens, at.closes, zone) for day in times.days(exhibition.first_day, exhibition.last_day)
    ]
    place_busy = select(PlaceTick.tick).where(PlaceTick.place_id == at.id, PlaceTick.slot_id != slot.id)
    people_busy = select(PresenterTick.tick).where(
        PresenterTick.presenter_id.in_(persons.values()), PresenterTick.slot_id != slot.id
    )
    nearest = times.nearest(
        slot.starts_at,
        minutes=int((slot.ends_at - slot.starts_at).total_seconds()) // 60,
        change_over=at.change_over_minutes,
        windows=windows,
        place_busy=frozenset(session.scalars(place_busy)),
        people_busy=frozenset(session.scalars(people_busy)),
        not_before=now,
    )
    return Clash(in_the_way=in_the_way, nearest=nearest, place_id=at.id)


def _at_place(session: Session, at: Place, slot: Slot, span: range) -> list[Obstacle]:
    taken = select(PlaceTick.slot_id).where(
        PlaceTick.place_id == at.id, PlaceTick.tick >= span.start, PlaceTick.tick < span.stop
    )
    query = (
        select(Slot, Showcase)
        .join(Showcase, Showcase.id == Slot.showcase_id)
        .where(Slot.id.in_(taken), Slot.id != slot.id)
        .order_by(Slot.starts_at)
    )
    tail = timedelta(minutes=at.change_over_minutes)
    return [_obstacle(other, showcase, at, other.ends_at + tail) for other, showcase in session.execute(query)]


def _with_presenters(session: Session, slot: Slot, persons: Mapping[int, int], span: range) -> list[Obstacle]:
    query = (
        select(PresenterTick.presenter_id, Slot, Showcase, Place)
        .join(Slot, Slot.id == PresenterTick.slot_id)
        .join(Showcase, Showcase.id == Slot.showcase_id)
        .join(Place, Place.id == Slot.place_id)
        .where(
            PresenterTick.presenter_id.in_(persons.values()),
            PresenterTick.tick >= span.start,
            PresenterTick.tick < span.stop,
            PresenterTick.slot_id != slot.id,
        )
        .order_by(PresenterTick.presenter_id, Slot.starts_at)
        .distinct()
    )
    found = session.execute(query).all()
    named = {row.id: row for row in session.scalars(select(Presenter).where(Presenter.id.in_(list(persons))))}
    ours = {person: named[presenter] for presenter, person in persons.items()}
    return [_obstacle(other, showcase, place, other.ends_at, ours[person]) for person, other, showcase, place in found]


def _obstacle(
    slot: Slot, showcase: Showcase, at: Place, until: datetime, presenter: Presenter | None = None
) -> Obstacle:
    return Obstacle(
        slot_id=slot.id,
        showcase_id=showcase.id,
        title_ar=showcase.title_ar,
        title_en=showcase.title_en,
        place_ar=at.name_ar,
        place_en=at.name_en,
        starts_at=slot.starts_at,
        until=until,
        presenter_ar=presenter.name_ar if presenter else "",
        presenter_en=presenter.name_en if presenter else "",
    )
