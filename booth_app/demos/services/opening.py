"""What is placed already still has its time when opening hours, days, the zone or a change-over become others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.demos import times
from booth_app.demos.models import Place, Showcase, Slot
from booth_app.demos.services import rows
from booth_app.demos.services.refusals import SlotsOutside


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot as it is called to those who must move it first."""

    slot_id: int
    starts_at: datetime
    ends_at: datetime
    title_ar: str
    title_en: str
    place_ar: str
    place_en: str


def keep_days(session: Session, exhibition_id: int) -> int:
    """See that every slot lies in the exhibition's days and its place's hours, as both stand in this transaction.

    For whoever changes the days or the time zone: call it afterwards, in the same transaction. Nobody can put a slot
    anywhere meanwhile: placing relies on the places' rows, which are locked here, and reads the days after that.

    Returns:
        How many slots there are.

    Raises:
        SlotsOutside: some would be on no day, or before a place opens or after it closes.
    """
    query = select(Place).where(Place.exhibition_id == exhibition_id).order_by(Place.id)
    locked = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = [(place, placed(session, place)) for place in session.scalars(locked).all()]
    outside = [each for place, slots in found for each in outside_hours(session, place, slots)]
    if outside:
        raise SlotsOutside(slots=tuple(sorted(outside, key=lambda each: (each.starts_at, each.slot_id))))
    return sum(len(slots) for _place, slots in found)


def placed(session: Session, place: Place) -> list[Placed]:
    """What stands on a place's timetable, in order of time."""
    query = (
        select(Slot, Showcase)
        .join(Showcase, Showcase.id == Slot.showcase_id)
        .where(Slot.place_id == place.id)
        .order_by(Slot.starts_at)
    )
    return [
        Placed(
            slot_id=slot.id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            title_ar=showcase.title_ar,
            title_en=showcase.title_en,
            place_ar=place.name_ar,
            place_en=place.name_en,
        )
        for slot, showcase in session.execute(query)
    ]


def outside_hours(session: Session, place: Place, slots: Iterable[Placed]) -> list[Placed]:
    """Those that lie on none of the exhibition's days, or not within the hours of their place."""
    exhibition = rows.exhibition(session, place.exhibition_id)
    zone = ZoneInfo(exhibition.time_zone)
    days = times.days(exhibition.first_day, exhibition.last_day)
    windows = [times.window(day, place.opens, place.closes, zone) for day in days]
    return [slot for slot in slots if not any(each.holds(slot.starts_at, slot.ends_at) for each in windows)]


def too_close(slots: Iterable[Placed], minutes: int) -> tuple[tuple[Placed, Placed], ...]:
    """Neighbours between which a change-over of so many minutes does not fit."""
    gap = timedelta(minutes=minutes)
    return tuple((a, b) for a, b in pairwise(slots) if b.starts_at - a.ends_at < gap)
