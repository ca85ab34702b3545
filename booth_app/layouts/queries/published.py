"""Published plans, and what is known of each booth in them. Values that cannot be changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.exhibitions.models import Booth as BoothRow
from booth_app.exhibitions.models import Hall as HallRow
from booth_app.geometry import Plan, Side
from booth_app.layouts import shapes
from booth_app.layouts.kept import kept
from booth_app.layouts.models import BoothShapeRow, FixtureShapeRow, Revision, RevisionState


@dataclass(frozen=True, slots=True)
class BoothFacts:
    """What the published plan says of a booth."""

    booth_id: int
    hall_id: int
    number: str
    type: str
    open_sides: tuple[Side, ...]
    zone: str
    area_m2: Decimal
    revision_id: int


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """A hall's plan as everyone sees it. Booth keys are `b{booth_id}`; types and open sides are filled in."""

    revision_id: int
    number: int
    hall_id: int
    published_at: datetime | None
    plan: Plan
    facts: Mapping[int, BoothFacts] = field(compare=False, repr=False)


def published(session: Session, hall_id: int) -> PublishedPlan | None:
    """The published plan of a hall; None before the first one."""
    query = select(Revision.id).where(Revision.hall_id == hall_id, Revision.state == RevisionState.PUBLISHED)
    revision_id = session.scalar(query)
    return revision(session, revision_id) if revision_id else None


def published_halls(session: Session, exhibition_id: int) -> list[PublishedPlan]:
    """The published plans of an exhibition, in the order of its halls."""
    query = (
        select(Revision.id)
        .join(HallRow, HallRow.id == Revision.hall_id)
        .where(HallRow.exhibition_id == exhibition_id, Revision.state == RevisionState.PUBLISHED)
        .order_by(HallRow.position, HallRow.id)
    )
    return [revision(session, revision_id) for revision_id in session.scalars(query).all()]


def facts(session: Session, exhibition_id: int) -> dict[int, BoothFacts]:
    """Every booth that a published plan holds, by id; in the order of halls, then of booth numbers."""
    return {key: value for each in published_halls(session, exhibition_id) for key, value in each.facts.items()}


def revision(session: Session, revision_id: int) -> PublishedPlan:
    """A revision that is or was published."""
    return kept(session, revision_id, "published", lambda: _load(session, revision_id, as_drawn=False))


def drawn(session: Session, revision_id: int) -> Plan:
    """The plan of a published revision as a draft goes on from it: types and open sides only where they were drawn."""
    return kept(session, revision_id, "drawn", lambda: _load(session, revision_id, as_drawn=True).plan)


def _load(session: Session, revision_id: int, *, as_drawn: bool) -> PublishedPlan:
    row, hall = session.execute(
        select(Revision, HallRow).join(HallRow, HallRow.id == Revision.hall_id).where(Revision.id == revision_id)
    ).one()
    booths = session.scalars(
        select(BoothShapeRow)
        .join(BoothRow, BoothRow.id == BoothShapeRow.booth_id)
        .where(BoothShapeRow.revision_id == revision_id)
        .order_by(BoothRow.sort_key, BoothRow.id)
    ).all()
    fixtures = session.scalars(
        select(FixtureShapeRow).where(FixtureShapeRow.revision_id == revision_id).order_by(FixtureShapeRow.id)
    )
    return PublishedPlan(
        revision_id=row.id,
        number=row.number,
        hall_id=row.hall_id,
        published_at=row.published_at,
        plan=shapes.plan(
            row.ground,
            hall,
            (shapes.booth(each, as_drawn=as_drawn) for each in booths),
            (shapes.fixture(each) for each in fixtures),
        ),
        facts=MappingProxyType({each.booth_id: _facts(row.hall_id, each) for each in booths}),
    )


def _facts(hall_id: int, row: BoothShapeRow) -> BoothFacts:
    return BoothFacts(
        booth_id=row.booth_id,
        hall_id=hall_id,
        number=row.number,
        type=row.type,
        open_sides=shapes.sides(row.open_sides),
        zone=row.zone,
        area_m2=Decimal(row.area_mm2) / (shapes.MM * shapes.MM),
        revision_id=row.revision_id,
    )
