"""Looks at a timetable's slots alone, not at ticks: whatever meets is found by comparing times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy import select

from booth_app.base.db import Database
from booth_app.demos.models import Place, Presenter, ShowcasePresenter, Slot


@dataclass(frozen=True)
class Held:
    """A slot with all that it keeps others from."""

    slot: int
    place: int
    people: frozenset[str]
    starts_at: datetime
    ends_at: datetime
    change_over: timedelta


def held(database: Database) -> list[Held]:
    """Every slot that is stored."""
    with database.read() as session:
        people: dict[int, set[str]] = {}
        query = select(ShowcasePresenter.showcase_id, Presenter.email).join(
            Presenter, Presenter.id == ShowcasePresenter.presenter_id
        )
        for showcase, email in session.execute(query):
            people.setdefault(showcase, set()).add(email)
        rows = session.execute(select(Slot, Place).join(Place, Place.id == Slot.place_id)).all()
        return [
            Held(
                row.id,
                place.id,
                frozenset(people[row.showcase_id]),
                row.starts_at,
                row.ends_at,
                timedelta(minutes=place.change_over_minutes),
            )
            for row, place in rows
        ]


def meetings(slots: Iterable[Held]) -> list[tuple[Held, Held]]:
    """Pairs of slots that must not be: one place with its change-over, or one person, twice at a time."""
    found = []
    for a, b in combinations(sorted(slots, key=lambda each: each.starts_at), 2):
        at_place = a.place == b.place and b.starts_at < a.ends_at + a.change_over
        with_person = bool(a.people & b.people) and b.starts_at < a.ends_at
        if at_place or with_person:
            found.append((a, b))
    return found
