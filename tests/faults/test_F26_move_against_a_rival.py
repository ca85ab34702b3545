"""Staff move a claim while a rival takes the new booth, or waits for the old one: a whole move or none."""

import os

import pytest

from booth_app.base import clock
from booth_app.base.errors import Refused
from booth_app.claims import services
from booth_app.claims.services import Move
from tests.faults.driver import hold, new_key, together
from tests.faults.scenes import contradictions, crowded

ROUNDS = int(os.environ.get("BOOTH_TEST_ROUNDS", "40"))


def moving(world, *moves):
    def work():
        for attempt in world.database.attempts():
            with attempt as session:
                done = services.move_all(session, world.staff, moves, now=clock.now(session))
        return done

    return work


def holding(world, n, booth):
    return lambda: hold(world, n, [booth], new_key())


@pytest.mark.timeout(110)
def test_F26_a_move_is_whole_or_nothing_and_the_old_booth_is_never_lost(database_url):
    seen = set()
    with crowded(database_url, booths=3, organisations=4, hold_cap_minutes=10_000) as world:
        old, new, _ = world.booths
        claim = world.confirmed(0)
        for _ in range(ROUNDS):
            moved, on_new, on_old = together(
                moving(world, Move(claim, {old: new})), holding(world, 1, new), holding(world, 2, old)
            )

            taken = world.taken()
            assert contradictions(world) == []
            if isinstance(moved, Refused):
                assert (moved.code, taken[0]) == ("booth-taken", claim)
                assert isinstance(on_old, Refused)
            else:
                assert taken[1] == claim
                assert isinstance(on_new, Refused)
            seen.add((isinstance(moved, Refused), isinstance(on_old, Refused)))
            for result, n in ((on_new, 1), (on_old, 2)):
                if not isinstance(result, Refused):
                    world.do(services.release, world.who(n), result)
            if not isinstance(moved, Refused):
                world.do(services.move, world.staff, claim, {new: old})

    assert {refused for refused, _ in seen} == {True, False}, "one side always won: nothing was shown"


def test_F26_two_swaps_at_once_end_in_an_order(database_url):
    with crowded(database_url, booths=3, organisations=3) as world:
        a, b = world.confirmed(0), world.confirmed(1, by=1)
        first, second, _ = world.booths
        swap = moving(world, Move(a, {first: second}), Move(b, {second: first}))

        results = together(swap, swap)

        assert sorted(isinstance(each, Refused) for each in results) in ([False, True], [True, True])
        assert contradictions(world) == []
        assert set(world.taken().values()) == {a, b}
