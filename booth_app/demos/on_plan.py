"""Which things on a published plan something can be shown on."""

from sqlalchemy.orm import Session

from booth_app.demos.models import PlaceKind
from booth_app.geometry.plan import Fixture, FixtureKind
from booth_app.layouts import queries as layouts


def kind_of(fixture: Fixture) -> PlaceKind | None:
    """The kind of place that a fixture is; None for everything else."""
    if fixture.kind == FixtureKind.STAGE:
        return PlaceKind.STAGE
    if fixture.kind == FixtureKind.FACILITY and fixture.type.replace("_", "-") == "meeting-room":
        return PlaceKind.MEETING_ROOM
    return None


def drawn(session: Session, exhibition_id: int) -> dict[tuple[int, str], tuple[Fixture, PlaceKind]]:
    """Stages and meeting rooms of the published plans by hall and key, in the order of halls."""
    return {
        (plan.hall_id, fixture.key): (fixture, kind)
        for plan in layouts.published_halls(session, exhibition_id)
        for fixture in plan.plan.fixtures
        if (kind := kind_of(fixture))
    }
