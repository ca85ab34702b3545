"""The same request eight times, at once and one after another: one effect."""

from functools import partial

import pytest

from booth_app.base import clock
from booth_app.base.idempotency import KeyReused
from booth_app.claims import services
from booth_app.claims.models import Claim
from booth_app.claims.refusals import WrongState
from tests.claims.world import TYPED
from tests.faults.driver import hold, refusals, together
from tests.faults.scenes import contradictions, crowded
from tests.faults.twins import look_then_take

KEY = "one-and-the-same"


def test_F20_a_hold_sent_eight_times_at_once_is_one(database_url):
    with crowded(database_url) as world:
        claims = together(*[partial(hold, world, 0, world.booths[:2], KEY)] * 8)

        assert len(set(claims)) == 1
        assert world.count(Claim) == 1
        assert world.kinds().count("booth-held") == 1
        assert contradictions(world) == []


def test_F20_a_hold_sent_eight_times_after_another_is_one(database_url):
    with crowded(database_url) as world:
        claims = [hold(world, 0, world.booths[:2], KEY) for _ in range(8)]

        assert len(set(claims)) == 1
        assert world.count(Claim) == 1


@pytest.mark.parametrize("late", [False, True])
def test_F20_a_request_sent_eight_times_at_once_is_one(database_url, late):
    with crowded(database_url) as world:
        held = world.hold(0, 1)

        def submit():
            for attempt in world.database.attempts():
                with attempt as session:
                    now = world.at(40) if late else clock.now(session)
                    given = {"terms_version": 1, "request_key": KEY, "now": now}
                    done = services.submit(session, world.who(), held.claim_id, TYPED, **given)
            return done.claim_id

        claims = together(*[submit] * 8)

        assert len(set(claims)) == 1
        assert (claims[0] == held.claim_id) is not late
        assert world.kinds().count("claim-submitted") == 1
        assert contradictions(world) == []


def test_F20_one_of_the_eight_with_other_content_is_refused(database_url):
    with crowded(database_url) as world:
        works = [partial(hold, world, 0, world.booths[:1], KEY)] * 7
        results = together(*works, partial(hold, world, 0, world.booths[2:3], KEY))

        assert refusals(results) in (["key-reused"], ["key-reused"] * 7)
        assert world.count(Claim) == 1


@pytest.mark.parametrize("verb", ["extend", "release"])
def test_F20_a_button_pressed_eight_times_at_once_works_once(database_url, verb):
    with crowded(database_url) as world:
        held = world.hold(0)

        def press():
            for attempt in world.database.attempts():
                with attempt as session:
                    now = clock.now(session)
                    getattr(services, verb)(session, world.who(), held.claim_id, request_key=KEY, now=now)

        results = together(*[press] * 8)

        assert refusals(results) == []
        assert len(world.kinds()) == 2


def test_F00_without_the_key_each_press_is_a_request_of_its_own(database_url):
    with crowded(database_url) as world:
        together(*[partial(look_then_take, world, 0, world.booths[:1], KEY)] * 8)

        assert world.count(Claim) > 1


def test_the_key_of_a_refused_submission_is_free_again(database_url):
    with crowded(database_url) as world:
        claim = world.submitted(0)

        with pytest.raises(WrongState):
            world.submit(claim, key=KEY)
        with pytest.raises(WrongState):  # and not "done before"
            world.submit(claim, key=KEY)
        assert KeyReused.code == "key-reused"
