"""What anyone may know: accepted showcases and their times. Everything public goes through here: pages, the map,
search, the sitemap, counts."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booth_app.demos.models import Audience, Showcase
from booth_app.demos.queries import loading
from booth_app.demos.queries.values import OnNow, PlaceValue, ProgrammeEntry, ShowcaseValue
from booth_app.demos.states import PUBLIC
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors.models import Category

_ACCEPTED = Showcase.state.in_(PUBLIC)


def showcases(session: Session, exhibition_id: int) -> list[ShowcaseValue]:
    """Every public showcase of an exhibition: for search, the sitemap and counts."""
    return [each.showcase for each in loading.showcases(session, exhibition_id, _ACCEPTED)]


def showcases_of(session: Session, exhibition_id: int, organisation_id: int) -> list[ShowcaseValue]:
    """The public showcases of one exhibitor."""
    of = Showcase.organisation_id == organisation_id
    return [each.showcase for each in loading.showcases(session, exhibition_id, _ACCEPTED, of)]


def showcase(session: Session, exhibition_id: int, slug: str) -> ShowcaseValue | None:
    """The public showcase at an address."""
    found = loading.showcases(session, exhibition_id, _ACCEPTED, Showcase.slug == slug)
    return found[0].showcase if found else None


def places(session: Session, exhibition_id: int) -> list[PlaceValue]:
    """Stages and meeting rooms, in the organiser's order."""
    return list(loading.places(session, exhibition_id).values())


def programme(
    session: Session,
    exhibition_id: int,
    *,
    day: date | None = None,
    place_id: int | None = None,
    category: Category | None = None,
    audience: Audience | None = None,
) -> list[ProgrammeEntry]:
    """Slots of public showcases in order of time, then of places; `day` is a day of the exhibition's zone."""
    order = {each.id: position for position, each in enumerate(places(session, exhibition_id))}
    entries = [
        ProgrammeEntry(slot, each)
        for each in showcases(session, exhibition_id)
        if (category is None or each.category == category) and (audience is None or each.audience == audience)
        for slot in each.slots
        if place_id is None or slot.place.id == place_id
    ]
    if day is not None:
        begins, ends = _day(session, exhibition_id, day)
        entries = [each for each in entries if begins <= each.slot.starts_at < ends]
    return sorted(entries, key=lambda each: (each.slot.starts_at, order[each.slot.place.id], each.slot.id))


def on_now(session: Session, exhibition_id: int, *, now: datetime) -> list[OnNow]:
    """What goes on at each place at `now`, and what comes next there (on whichever day); places in their order."""
    entries = programme(session, exhibition_id)
    found = []
    for place in places(session, exhibition_id):
        here = [each for each in entries if each.slot.place.id == place.id]
        going_on = next((each for each in here if each.slot.on(now)), None)
        coming = next((each for each in here if each.slot.starts_at > now), None)
        found.append(OnNow(place, going_on, coming))
    return found


def _day(session: Session, exhibition_id: int, day: date) -> tuple[datetime, datetime]:
    exhibition = exhibitions.exhibition_by_id(session, exhibition_id)
    zone = ZoneInfo(exhibition.time_zone if exhibition else "UTC")
    begins = datetime.combine(day, time(0), zone)
    return begins, datetime.combine(day + timedelta(days=1), time(0), zone)
