"""Rows into values, for every query of this room: the same number of statements for one showcase and for many."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.demos.models import Place, Presenter, Showcase, ShowcasePresenter, Slot
from booth_app.demos.proposals import Person, Proposal
from booth_app.demos.queries.values import (
    FullShowcase,
    PlaceValue,
    PresenterName,
    ShowcaseValue,
    ShownBy,
    SlotValue,
)
from booth_app.exhibitions.models import Hall
from booth_app.exhibitors.models import Organisation, Profile

_COPIED = ("title", "abstract", "tool")


def places(session: Session, exhibition_id: int) -> dict[int, PlaceValue]:
    """The places of an exhibition by id, in the organiser's order."""
    query = (
        select(Place, Hall)
        .join(Hall, Hall.id == Place.hall_id)
        .where(Place.exhibition_id == exhibition_id)
        .order_by(Hall.position, Place.position, Place.id)
    )
    return {row.id: _place(row, hall) for row, hall in session.execute(query)}


def showcases(session: Session, exhibition_id: int, *conditions: Any) -> list[FullShowcase]:
    """Showcases of an exhibition that meet the conditions, the newest last, whole."""
    query = (
        select(Showcase, Organisation, Profile)
        .join(Organisation, Organisation.id == Showcase.organisation_id)
        .outerjoin(
            Profile,
            (Profile.exhibition_id == Showcase.exhibition_id) & (Profile.organisation_id == Showcase.organisation_id),
        )
        .where(Showcase.exhibition_id == exhibition_id, *conditions)
        .order_by(Showcase.submitted_at, Showcase.id)
    )
    found = session.execute(query).all()
    ids = [row.id for row, _organisation, _profile in found]
    people = _people(session, ids)
    slots = _slots(session, exhibition_id, ids)
    return [
        _full(row, _by(organisation, profile), people[row.id], slots[row.id]) for row, organisation, profile in found
    ]


def _people(session: Session, ids: Sequence[int]) -> dict[int, list[Presenter]]:
    query = (
        select(ShowcasePresenter.showcase_id, Presenter)
        .join(Presenter, Presenter.id == ShowcasePresenter.presenter_id)
        .where(ShowcasePresenter.showcase_id.in_(ids))
        .order_by(ShowcasePresenter.showcase_id, ShowcasePresenter.position)
    )
    found: dict[int, list[Presenter]] = defaultdict(list)
    for showcase_id, presenter in session.execute(query):
        found[showcase_id].append(presenter)
    return found


def _slots(session: Session, exhibition_id: int, ids: Sequence[int]) -> dict[int, list[SlotValue]]:
    where = places(session, exhibition_id)
    query = select(Slot).where(Slot.showcase_id.in_(ids)).order_by(Slot.starts_at, Slot.id)
    found: dict[int, list[SlotValue]] = defaultdict(list)
    for row in session.scalars(query):
        value = SlotValue(row.id, row.uid, row.sequence, row.starts_at, row.ends_at, where[row.place_id])
        found[row.showcase_id].append(value)
    return found


def _full(row: Showcase, by: ShownBy, people: Sequence[Presenter], slots: Sequence[SlotValue]) -> FullShowcase:
    shared: dict[str, Any] = {
        f"{name}_{lang}": getattr(row, f"{name}_{lang}") for name in _COPIED for lang in ("ar", "en")
    } | {
        "category": row.category,
        "audience": row.audience,
        "language": row.language,
        "length_minutes": row.length_minutes,
    }
    shown = ShowcaseValue(
        id=row.id,
        slug=row.slug,
        by=by,
        presenters=tuple(PresenterName(each.name_ar, each.name_en) for each in people),
        slots=tuple(slots),
        **shared,
    )
    written = Proposal(
        presenters=tuple(Person(each.name_ar, each.name_en, each.email) for each in people),
        declared_synthetic=row.declared_synthetic,
        declared_harmless=row.declared_harmless,
        **shared,
    )
    return FullShowcase(shown, written, row.state, row.reason, row.submitted_at, row.decided_at)


def _by(organisation: Organisation, profile: Profile | None) -> ShownBy:
    named = profile or organisation
    return ShownBy(organisation.id, named.name_ar, named.name_en, profile.slug if profile else None)


def _place(row: Place, hall: Hall) -> PlaceValue:
    return PlaceValue(
        id=row.id,
        kind=row.kind,
        name_ar=row.name_ar,
        name_en=row.name_en,
        hall_id=row.hall_id,
        hall_key=hall.key,
        hall_ar=hall.name_ar,
        hall_en=hall.name_en,
        fixture_key=row.fixture_key,
        capacity=row.capacity,
        change_over_minutes=row.change_over_minutes,
        opens=row.opens,
        closes=row.closes,
        accessible_seats=row.accessible_seats,
    )
