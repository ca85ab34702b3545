"""What an organisation sees of its own showcases, and staff of all of them. Whoever asks comes first."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.claims.access import is_staff
from booth_app.demos import on_plan
from booth_app.demos.models import Presenter, Showcase, ShowcaseState, Slot
from booth_app.demos.proposals import Person
from booth_app.demos.queries import loading, public
from booth_app.demos.queries.values import FullShowcase, Lane, PlaceValue, SlotValue
from booth_app.geometry.plan import Fixture


def mine(session: Session, who: Who) -> list[FullShowcase]:
    """The showcases of the organisation that asks, in the exhibition at hand, the newest first."""
    if who.exhibition_id is None or who.organisation_id is None:
        return []
    of = Showcase.organisation_id == who.organisation_id
    return loading.showcases(session, who.exhibition_id, of)[::-1]


def my_showcase(session: Session, who: Who, showcase_id: int) -> FullShowcase | None:
    """One of them."""
    if who.exhibition_id is None or who.organisation_id is None:
        return None
    of = (Showcase.organisation_id == who.organisation_id, Showcase.id == showcase_id)
    return next(iter(loading.showcases(session, who.exhibition_id, *of)), None)


def my_presenters(session: Session, who: Who) -> list[Person]:
    """The people that an organisation has named before, to be named again."""
    query = (
        select(Presenter)
        .where(Presenter.exhibition_id == who.exhibition_id, Presenter.organisation_id == who.organisation_id)
        .order_by(Presenter.id)
    )
    return [Person(each.name_ar, each.name_en, each.email) for each in session.scalars(query)]


def review(session: Session, who: Who, *, state: ShowcaseState | None = None) -> list[FullShowcase]:
    """The showcases of the exhibition that a member of staff works in, those that wait longest first."""
    if who.exhibition_id is None or not is_staff(who):
        return []
    conditions = [] if state is None else [Showcase.state == state]
    return loading.showcases(session, who.exhibition_id, *conditions)


def counts(session: Session, who: Who) -> dict[ShowcaseState, int]:
    """How many showcases of that exhibition stand in each state."""
    query = (
        select(Showcase.state, func.count()).where(Showcase.exhibition_id == who.exhibition_id).group_by(Showcase.state)
    )
    found = {row[0]: row[1] for row in session.execute(query)}
    return {state: found.get(state, 0) for state in ShowcaseState}


def reviewed(session: Session, who: Who, showcase_id: int) -> FullShowcase | None:
    """One of them."""
    if who.exhibition_id is None or not is_staff(who):
        return None
    return next(iter(loading.showcases(session, who.exhibition_id, Showcase.id == showcase_id)), None)


def timetable(session: Session, who: Who, day: date) -> list[Lane]:
    """Every place of that exhibition with what is on there that day."""
    if who.exhibition_id is None or not is_staff(who):
        return []
    entries = public.programme(session, who.exhibition_id, day=day)
    return [
        Lane(place, tuple(each for each in entries if each.slot.place.id == place.id))
        for place in public.places(session, who.exhibition_id)
    ]


def unplaced(session: Session, who: Who) -> list[FullShowcase]:
    """Accepted showcases that have no time yet."""
    accepted = review(session, who, state=ShowcaseState.ACCEPTED)
    return [each for each in accepted if not each.showcase.slots]


def slot(session: Session, who: Who, slot_id: int) -> tuple[SlotValue, FullShowcase] | None:
    """A slot and its showcase."""
    query = select(Slot.showcase_id).where(Slot.id == slot_id, Slot.exhibition_id == who.exhibition_id)
    showcase_id = session.scalar(query)
    found = reviewed(session, who, showcase_id) if showcase_id else None
    return next(((each, found) for each in found.showcase.slots if each.id == slot_id), None) if found else None


def place(session: Session, who: Who, place_id: int) -> PlaceValue | None:
    """A place of that exhibition."""
    return loading.places(session, who.exhibition_id).get(place_id) if who.exhibition_id else None


def planned(session: Session, who: Who) -> tuple[list[Fixture], set[int]]:
    """What the published plans say: stages and rooms that are no place yet, and the ids of places that no plan holds
    any more."""
    if who.exhibition_id is None:
        return [], set()
    known = {(each.hall_id, each.fixture_key): each.id for each in public.places(session, who.exhibition_id)}
    there = on_plan.drawn(session, who.exhibition_id)
    new = [fixture for where, (fixture, _kind) in there.items() if where not in known]
    return new, {place_id for where, place_id in known.items() if where not in there}
