"""Nobody waits for each other in a circle: on PostgreSQL a deadlock costs a second, so the order of locks is kept."""

import pytest
from sqlalchemy.exc import DBAPIError

from booth_app.base import clock
from booth_app.base.errors import Refused
from booth_app.claims import services
from booth_app.claims.services import Beneficiary, Move, _claim
from tests.claims.world import TYPED
from tests.faults.driver import new_key, together
from tests.faults.scenes import contradictions, crowded
from tests.faults.test_F25_everything_against_everything import prepare

ROUNDS = 25


def counting(world, deadlocks, work):
    """Do it once, and note it where the database had to break a circle."""

    def run():
        try:
            with world.database.write() as session:
                return work(session, clock.now(session))
        except (Refused, DBAPIError) as error:
            if "deadlock" in str(error):
                deadlocks.append(error)
            return error

    return run


def late_against_shut(world, rounds):
    """Holds that ended are sent while staff close or reserve their booths; the first deadlock, if there is one."""
    deadlocks = []
    kept = Beneficiary(label_ar="وزارة")
    for n, scene in enumerate(prepare(world, "lapsed", rounds)):

        def late(session, now, scene=scene):
            given = {"terms_version": 1, "request_key": new_key(), "now": now}
            return services.submit(session, world.who(), scene.claim, TYPED, **given)

        def shut(session, now, scene=scene, n=n):
            if n % 2:
                return services.close(session, world.staff, scene.booth, now=now)
            return services.reserve(session, world.staff, scene.booth, beneficiary=kept, until=None, now=now)

        together(counting(world, deadlocks, late), counting(world, deadlocks, shut))
        if deadlocks:
            break
    return deadlocks


@pytest.mark.service
@pytest.mark.timeout(200)
def test_sending_late_and_closing_or_reserving_never_wait_in_a_circle(postgres_url):
    with crowded(postgres_url, booths=4 * ROUNDS, organisations=3) as world:
        assert late_against_shut(world, 2 * ROUNDS) == []
        assert contradictions(world) == []


@pytest.mark.service
@pytest.mark.timeout(200)
def test_F00_what_it_has_locked_before_the_booths_and_they_do(postgres_url, monkeypatch):
    """The same with the two locks the other way round: the test can see a circle."""
    in_order = _claim.own
    monkeypatch.setattr(_claim, "own", lambda session, who, claim, **_lock: in_order(session, who, claim))
    with crowded(postgres_url, booths=16 * ROUNDS, organisations=3) as world:
        assert late_against_shut(world, 8 * ROUNDS)


@pytest.mark.service
@pytest.mark.timeout(200)
def test_swaps_in_either_order_never_wait_in_a_circle(postgres_url):
    deadlocks = []
    with crowded(postgres_url, booths=2, organisations=2) as world:
        a, b = world.confirmed(0), world.confirmed(1, by=1)
        for _ in range(ROUNDS):
            places = {claim: world.booths[at] for at, claim in world.taken().items()}
            moves = [Move(a, {places[a]: places[b]}), Move(b, {places[b]: places[a]})]
            works = [
                counting(world, deadlocks, lambda s, now, m=m: services.move_all(s, world.staff, m, now=now))
                for m in (moves, moves[::-1])
            ]
            together(*works)
            assert contradictions(world) == []

    assert deadlocks == []
