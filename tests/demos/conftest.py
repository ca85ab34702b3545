"""One exhibition with two stages, two exhibitors and a member of staff: what every test of this room begins with."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.demos import services, times
from booth_app.demos.models import Audience, Place, PlaceTick, Presenter, PresenterTick, Showcase, Slot
from booth_app.demos.proposals import Person, Proposal
from booth_app.demos.queries import private
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors.models import Category
from tests.kit import make

DAY = date(2027, 1, 18)
_keys = itertools.count(1)


def key() -> str:
    """A request's key that nobody has used."""
    return f"request-key-{next(_keys):06}"


def proposal(**values: object) -> Proposal:
    """A whole proposal of half an hour, every value open to change."""
    given = Proposal(
        title_ar="فرز البلاغات",
        title_en="Triage of reports",
        abstract_ar="كيف تُرتَّب البلاغات.",
        abstract_en="How reports are put in order.",
        tool_ar="سند",
        tool_en="Sanad",
        category=Category.FORENSICS,
        presenters=(Person("هالة العمري", "Hala Al-Omari", "hala@example.org"),),
        length_minutes=30,
        audience=Audience.PROFESSIONALS,
        language="ar",
        declared_synthetic=True,
        declared_harmless=True,
    )
    return replace(given, **values)


@dataclass
class Scene:
    """The ids of what there is, and short ways to do what tests do all the time; each is its own transaction."""

    database: Database
    now: datetime
    exhibition_id: int
    hall_id: int
    stages: tuple[int, int]
    staff: Who
    ours: Who
    theirs: Who

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self.database.write() as session:
            yield session

    def at(self, clock: str, day: date = DAY) -> datetime:
        """A time of day in the exhibition's zone (the first moment with that time)."""
        with self.database.read() as session:
            zone = exhibitions.exhibition_by_id(session, self.exhibition_id)
        return times.moments(day, time.fromisoformat(clock), ZoneInfo(zone.time_zone))[0]

    def propose(self, who: Who | None = None, **values: object) -> int:
        with self.write() as session:
            return services.propose(session, who or self.ours, proposal(**values), request_key=key(), now=self.now)

    def accept(self, showcase_id: int) -> int:
        with self.write() as session:
            mark = private.reviewed(session, self.staff, showcase_id).mark
            services.accept(session, self.staff, showcase_id, seen=mark, request_key=key(), now=self.now)
        return showcase_id

    def accepted(self, who: Who | None = None, **values: object) -> int:
        return self.accept(self.propose(who, **values))

    def place(self, showcase_id: int, clock: str | datetime, stage: int = 0, request_key: str = "") -> int:
        starts_at = self.at(clock) if isinstance(clock, str) else clock
        with self.write() as session:
            return services.place(
                session,
                self.staff,
                showcase_id,
                place_id=self.stages[stage],
                starts_at=starts_at,
                request_key=request_key or key(),
                now=self.now,
            )

    def move(self, slot_id: int, clock: str | datetime, stage: int = 0) -> None:
        starts_at = self.at(clock) if isinstance(clock, str) else clock
        with self.write() as session:
            services.move(session, self.staff, slot_id, place_id=self.stages[stage], starts_at=starts_at, now=self.now)

    def unplace(self, slot_id: int, request_key: str = "") -> None:
        with self.write() as session:
            services.unplace(session, self.staff, slot_id, request_key=request_key or key(), now=self.now)

    def slots(self) -> set[tuple[int, int, datetime, datetime]]:
        with self.database.read() as session:
            query = select(Slot.id, Slot.place_id, Slot.starts_at, Slot.ends_at)
            return {tuple(row) for row in session.execute(query)}

    def ticks(self) -> tuple[set[tuple[int, int, int]], set[tuple[int, int, int]]]:
        """Every tick that is taken: (place, tick, slot) and (person, tick, slot)."""
        with self.database.read() as session:
            places = session.execute(select(PlaceTick.place_id, PlaceTick.tick, PlaceTick.slot_id))
            people = session.execute(select(PresenterTick.presenter_id, PresenterTick.tick, PresenterTick.slot_id))
            return {tuple(row) for row in places}, {tuple(row) for row in people}

    def showcase(self, showcase_id: int) -> Showcase:
        with self.database.read() as session:
            return session.get_one(Showcase, showcase_id)

    def presenters(self) -> list[Presenter]:
        with self.database.read() as session:
            return list(session.scalars(select(Presenter).order_by(Presenter.id)))


def build(database: Database, now: datetime, **values: object) -> Scene:
    """The scene in a fresh database; `values` are the exhibition's."""
    with database.write() as session:
        exhibition = make.exhibition(session, **values)
        hall = make.hall(session, exhibition)
        first: Place = make.place(session, exhibition, hall)
        second = make.place(session, exhibition, hall, "stage-2", name_ar="المسرح 2", name_en="Stage 2", position=1)
        ours, theirs = make.organisation(session, exhibition), make.organisation(session, exhibition)
        people = [make.owner_of(session, each).id for each in (ours, theirs)]
        staff = make.staff(session, exhibition, "programme")
        return Scene(
            database,
            now,
            exhibition.id,
            hall.id,
            (first.id, second.id),
            Who(staff.id, None, exhibition.id, frozenset({"programme"})),
            Who(people[0], ours.id, exhibition.id),
            Who(people[1], theirs.id, exhibition.id),
        )


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    """The scene on each kind of database."""
    return build(database, now)


@pytest.fixture
def make_scene(database: Database, now: datetime) -> Callable[..., Scene]:
    """The same with another exhibition."""
    return lambda **values: build(database, now, **values)
