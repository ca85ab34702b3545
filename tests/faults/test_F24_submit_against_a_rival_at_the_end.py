"""Submit and a rival's hold within the same millisecond of a hold's end, hundreds of times: one has it, never both."""

import os
import random
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from booth_app.base import clock
from booth_app.base.errors import Refused
from booth_app.claims import services
from booth_app.claims.models import Claim, ClaimState, TakenBooth
from booth_app.claims.refusals import BoothTaken, WrongState
from tests.claims.world import TYPED
from tests.faults.driver import hold, new_key, together
from tests.faults.scenes import contradictions, crowded

ROUNDS = int(os.environ.get("BOOTH_TEST_ROUNDS", "150"))
END_MS = 12


def ending_soon(world, booths):
    """A hold on these booths that ends in a moment."""
    claim = hold(world, 0, booths, new_key())
    with world.database.write() as session:
        end = clock.now(session) + timedelta(milliseconds=END_MS)
        session.execute(update(Claim).where(Claim.id == claim).values(held_until=end))
        session.execute(update(TakenBooth).where(TakenBooth.claim_id == claim).values(held_until=end))
    return claim


def submit(world, claim):
    for attempt in world.database.attempts():
        with attempt as session:
            now = clock.now(session)
            done = services.submit(session, world.who(), claim, TYPED, terms_version=1, request_key=new_key(), now=now)
    return done


def contest(world, claim, booth, send, dice):
    """Both wait for the end, each a little off; what they got."""
    late = [dice.uniform(0, 2 * END_MS) / 1000 for _ in range(2)]

    def first():
        time.sleep(late[0])
        return send(world, claim)

    def second():
        time.sleep(late[1])
        return hold(world, 1, [booth], new_key())

    return together(first, second)


@pytest.mark.quiet
@pytest.mark.timeout(115)
def test_F24_one_of_them_has_the_booths_and_never_both(database_url):
    won = {"sender": 0, "rival": 0}
    dice = random.Random(24)
    with crowded(database_url, booths=2, organisations=2, hold_cap_minutes=10_000) as world:
        for _ in range(ROUNDS):
            claim = ending_soon(world, world.booths)
            sent, rival = contest(world, claim, world.booths[dice.randrange(2)], submit, dice)

            assert isinstance(sent, Refused) != isinstance(rival, Refused), (sent, rival)
            assert isinstance(sent, services.Submitted | BoothTaken)
            assert isinstance(rival, int | BoothTaken)
            assert contradictions(world) == []
            if isinstance(sent, services.Submitted):
                won["sender"] += 1
                world.do(services.withdraw, world.who(), sent.claim_id)
            else:
                won["rival"] += 1
                world.do(services.release, world.who(1), rival)

    assert min(won.values()) > 0, "the clocks never met: nothing was shown"


def read_then_submit(world, claim):
    """Submit as it is often written: read that the hold still runs, then write."""
    with world.database.read() as session:
        row = session.get_one(Claim, claim)
        if row.state != ClaimState.HELD or row.held_until <= clock.now(session):
            raise WrongState(claim_id=claim, state=row.state)
    time.sleep(END_MS / 1000)
    with world.database.write() as session:
        session.execute(
            update(Claim).where(Claim.id == claim).values(state=ClaimState.SUBMITTED, held_until=None, assigned=True)
        )
        session.execute(update(TakenBooth).where(TakenBooth.claim_id == claim).values(held_until=None))
    return claim


@pytest.mark.quiet
@pytest.mark.timeout(115)
def test_F00_reading_that_the_hold_runs_and_submitting_then_gives_it_to_both(database_url):
    dice = random.Random(24)
    with crowded(database_url, booths=1, organisations=2, hold_cap_minutes=10_000) as world:
        for _ in range(400):
            claim = ending_soon(world, world.booths)
            sent, rival = contest(world, claim, world.booths[0], read_then_submit, dice)
            won = [each for each in (sent, rival) if isinstance(each, int)]
            if len(won) == 2:
                break
            for each in won:
                world.do(services.vacate, world.staff, each, reason="the next round")
        found = contradictions(world)

    assert found, "both never won: the test is blind"
