"""Stands of three of eight booths, overlapping, asked for in any order: each whole or not at all, and nobody hangs."""

import os

import pytest
from sqlalchemy import select

from booth_app.claims.models import ClaimBooth, TakenBooth
from tests.faults.driver import Rush
from tests.faults.scenes import contradictions, crowded
from tests.faults.twins import free_anyway, one_by_one
from tests.kit.history import faults

CLIENTS, ROUNDS = 12, int(os.environ.get("BOOTH_TEST_ROUNDS", "20"))


def stands(world):
    """Three booths in a row, named in any order."""

    def wish(dice):
        first = dice.randrange(len(world.booths) - 2)
        return tuple(dice.sample(world.booths[first : first + 3], 3))

    return wish


@pytest.mark.timeout(110)
def test_F03_every_stand_is_whole_and_no_deadlock_lasts(database_url):
    with crowded(database_url, organisations=CLIENTS) as world:
        saw = Rush(world, clients=CLIENTS, rounds=ROUNDS, wishes=stands(world), gives_back=0.5).run()

        assert saw.wrong == []
        assert saw.won >= ROUNDS / 4
        assert saw.refused > 0
        assert faults(saw.seen) == []
        assert contradictions(world) == []


def test_F00_a_stand_taken_booth_by_booth_is_left_in_pieces(database_url):
    with crowded(database_url, organisations=CLIENTS) as world:
        Rush(
            world,
            clients=CLIENTS,
            rounds=4,
            wishes=stands(world),
            hold=one_by_one,
            free=free_anyway,
            gives_back=0.5,
            reads=0,
        ).run()

        assert [each for each in contradictions(world) if "has" in each]


@pytest.mark.service
def test_F00_stands_taken_in_any_order_wait_for_each_other_in_a_circle(postgres_url, monkeypatch):
    """What the fixed order is for: without it PostgreSQL ends deadlocks, each after a second of waiting."""
    from booth_app.claims.services import _taking  # noqa: PLC0415 - taken apart by this test alone

    with crowded(postgres_url, organisations=CLIENTS) as world:
        deadlocks = []

        def any_order(session, claim_id, booths, *, until, now):
            shuffled = sorted(booths, key=lambda booth: (booth * 7 + claim_id) % 5)
            for booth in shuffled:
                values = {"booth": booth, "claim": claim_id, "until": until, "now": now}
                if session.execute(_taking.TAKE["postgresql"], values).scalar() is None:
                    return [booth]
            return []

        def once(world, n, booths, key):
            from booth_app.base import clock  # noqa: PLC0415
            from booth_app.claims import services  # noqa: PLC0415

            with world.database.write() as session:
                return services.hold(session, world.who(n), booths, request_key=key, now=clock.now(session)).claim_id

        monkeypatch.setattr(_taking, "take", any_order)
        for seed in range(10):
            saw = Rush(
                world,
                clients=CLIENTS,
                rounds=10,
                wishes=stands(world),
                hold=once,
                gives_back=0.5,
                at_once=True,
                seed=seed,
            ).run()
            deadlocks += [each for each in saw.wrong if "deadlock" in str(each)]
            if deadlocks:
                break

        assert deadlocks
        with world.database.read() as session:  # and even then nothing is left half done
            assert set(session.scalars(select(TakenBooth.claim_id))) <= set(
                session.scalars(select(ClaimBooth.claim_id))
            )
