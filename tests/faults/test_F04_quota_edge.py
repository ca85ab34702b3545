"""One organisation, twenty claims at once, two booths allowed: it has two."""

from functools import partial

from booth_app.claims.models import Claim
from tests.faults.driver import hold, new_key, refusals, together
from tests.faults.scenes import contradictions, crowded
from tests.faults.twins import count_then_take


def all_at_once(world, take):
    """The first organisation asks for every booth at the same moment."""
    return together(*(partial(take, world, 0, [booth], new_key()) for booth in world.booths))


def test_F04_twenty_at_once_are_two(database_url):
    with crowded(database_url, booths=20, organisations=20, quota=2) as world:
        results = all_at_once(world, hold)

        assert refusals(results) == ["quota-reached"] * 18
        assert world.states().count("held") == 2
        assert world.count(Claim) == 2
        assert contradictions(world) == []


def test_F04_the_same_where_no_applications_are_asked_for(database_url):
    with crowded(database_url, booths=12, organisations=12, quota=2, vetting=False) as world:
        results = all_at_once(world, hold)

        assert refusals(results) == ["quota-reached"] * 10


def test_F00_a_count_without_a_lock_lets_more_in(database_url):
    with crowded(database_url, booths=20, organisations=20, quota=2) as world:
        all_at_once(world, partial(count_then_take, quota=2))

        assert world.states().count("held") > 2
