"""A hall with a published plan, and ways to draft and publish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from shapely import box

from booth_app import edits
from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan
from booth_app.layouts import queries, services
from tests.kit import make


def drawing(*booths: tuple[str, float, float], width: float = 3.0) -> Plan:
    """A plan as a file would give it: a hall of 40 × 20 m, an exit, booths of 3 m depth at (x, y)."""
    return Plan(
        halls=(Hall("floor", box(0, 0, 40, 20)),),
        booths=tuple(
            BoothShape(f"{number}~{n}", number, box(x, y, x + width, y + 3)) for n, (number, x, y) in enumerate(booths)
        ),
        fixtures=(Fixture("exit-1", FixtureKind.EXIT, "1", box(0, 19.8, 2, 20), width=1.8),),
    )


@dataclass
class Site:
    """One hall of one exhibition, and who lays it out."""

    database: Database
    exhibition_id: int
    hall_id: int
    who: Who

    def draft(self, plan: Plan | None = None) -> int:
        """A draft of a plan, or of what is published."""
        with self.database.write() as session:
            if plan is None:
                return services.start_draft(session, self.who, self.hall_id, now=make.NOW)
            return services.import_plan(session, self.who, self.hall_id, plan, now=make.NOW)

    def publish(self, draft: int, *, version: int = 0) -> services.Published:
        """Publish a draft."""
        with self.database.write() as session:
            return services.publish(session, self.who, draft, version=version, now=make.NOW)

    def published(self) -> queries.PublishedPlan | None:
        """What everyone sees."""
        with self.database.read() as session:
            return queries.published(session, self.hall_id)

    def value(self, draft: int) -> queries.DraftValue:
        """A draft."""
        with self.database.read() as session:
            found = queries.draft(session, draft)
        assert found is not None
        return found

    def numbers(self) -> dict[str, str]:
        """Numbers by key in the published plan."""
        published = self.published()
        return {each.key: each.number for each in published.plan.booths} if published else {}


def bare_site(database: Database) -> Site:
    """A hall without a plan."""
    with database.write() as session:
        exhibition = make.exhibition(session)
        hall = make.hall(session, exhibition)
        person = make.staff(session, exhibition, "layout")
    return Site(database, exhibition.id, hall.id, Who(person.id, None, exhibition.id, frozenset({"layout"})))


def laid_out_site(database: Database) -> Site:
    """The same with A-101 … A-103 published, 3 × 3 m each, side by side."""
    site = bare_site(database)
    site.publish(site.draft(drawing(("A-101", 5, 5), ("A-102", 8, 5), ("A-103", 11, 5))))
    return site


@pytest.fixture
def site(database) -> Site:
    """A hall without a plan."""
    return bare_site(database)


@pytest.fixture
def laid_out(database) -> Site:
    """A hall with three booths published."""
    return laid_out_site(database)


def key_of(site: Site, number: str) -> str:
    """The key of a published booth."""
    return next(key for key, each in site.numbers().items() if each == number)


def edit(site: Site, draft: int, made: Any, *, version: int | None = None) -> int:
    """Make an edit (or what claims to be one) on a draft."""
    said = made.to_json() if isinstance(made, edits.Edit) else made
    seen = site.value(draft).version if version is None else version
    with site.database.write() as session:
        return services.edit(session, site.who, draft, said, version=seen, now=make.NOW)


def step(site: Site, draft: int, verb: Callable[..., Any], *arguments: Any) -> Any:
    """Undo, redo and their like."""
    seen = site.value(draft).version
    with site.database.write() as session:
        return verb(session, site.who, draft, *arguments, version=seen, now=make.NOW)


def without(plan: Plan, *numbers: str) -> Plan:
    """The plan without these booths."""
    return replace(plan, booths=tuple(each for each in plan.booths if each.number not in numbers))
