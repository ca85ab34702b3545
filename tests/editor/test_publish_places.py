"""What publishing does for the timetable."""

import pytest
from sqlalchemy import select

from booth_app import edits
from booth_app.demos.models import Place
from tests.claims.world import build
from tests.editor.drafts import begin, key


@pytest.fixture
def world(database, now):
    return build(database, now, booths=8)


def places(world) -> list[str]:
    with world.database.read() as session:
        return list(session.scalars(select(Place.fixture_key).order_by(Place.position)))


def test_a_stage_of_a_published_plan_is_a_place_of_the_timetable_at_once_and_once(world):
    assert places(world) == []

    begin(world).edit(edits.Move((key(world, 7),), 0, 3.2)).publish()
    first = places(world)
    begin(world).edit(edits.Move((key(world, 7),), 0, -3.2)).publish()

    assert (first, places(world)) == (["stage-1"], ["stage-1"])
    assert world.kinds().count("place-added") == 1
