"""Holds without what guards them, for the twins of races that must fail (F00)."""

import time
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from booth_app.base import clock
from booth_app.claims import queries
from booth_app.claims.models import Claim, ClaimBooth, ClaimState, TakenBooth
from booth_app.claims.refusals import BoothTaken, QuotaReached
from booth_app.claims.services._taking import UNTIL, taken
from tests.claims.world import World

PAUSE = 0.003
"""Seconds between looking and leaping: what a busy machine does by itself."""


def _over(dialect):
    """The statement that takes a booth without asking who has it."""
    row = dialect.insert(taken).values(
        booth_id=bindparam("booth"), claim_id=bindparam("claim"), held_until=bindparam("until", type_=UNTIL)
    )
    return row.on_conflict_do_update(
        index_elements=[taken.c.booth_id],
        set_={"claim_id": row.excluded.claim_id, "held_until": row.excluded.held_until},
    )


TAKE_OVER = {"sqlite": _over(sqlite), "postgresql": _over(postgresql)}


def look_then_take(world: World, n: int, booths: Sequence[int], _key: str) -> int:
    """Look whether the booths are free, then take them: sound in every test with one client."""
    with world.database.read() as session:
        now = clock.now(session)
        standing = queries.states(session, world.exhibition, now=now, booths=booths)
        for booth, state in standing.items():
            if state.claim_id is not None:
                raise BoothTaken(booth_id=booth, number="", until=state.until)
    time.sleep(PAUSE)
    with world.database.write() as session:
        claim = _claim(session, world, n, now)
        for booth in sorted(booths):
            session.execute(insert(ClaimBooth), {"claim_id": claim, "booth_id": booth})
            values = {"booth": booth, "claim": claim, "until": world.at(60)}
            session.execute(TAKE_OVER[world.database.dialect], values)
    return claim


def one_by_one(world: World, n: int, booths: Sequence[int], _key: str) -> int:
    """Take each booth of a stand in a transaction of its own, by the key: no booth twice, but stands in pieces."""
    with world.database.write() as session:
        claim = _claim(session, world, n, clock.now(session))
        session.execute(insert(ClaimBooth), [{"claim_id": claim, "booth_id": booth} for booth in booths])
    for booth in booths:
        with world.database.write() as session:
            if session.get(TakenBooth, booth) is not None:
                raise BoothTaken(booth_id=booth, number="", until=None)
            session.execute(insert(TakenBooth), {"booth_id": booth, "claim_id": claim, "held_until": world.at(60)})
        time.sleep(PAUSE)
    return claim


def count_then_take(world: World, n: int, booths: Sequence[int], _key: str, *, quota: int) -> int:
    """Count the organisation's booths, then take one more."""
    with world.database.read() as session:
        now = clock.now(session)
        used = session.scalar(
            select(func.count())
            .select_from(TakenBooth)
            .join(Claim, Claim.id == TakenBooth.claim_id)
            .where(
                Claim.organisation_id == world.organisations[n],
                or_(TakenBooth.held_until.is_(None), TakenBooth.held_until > now),
            )
        )
    if (used or 0) + len(booths) > quota:
        raise QuotaReached(quota=quota, used=used)
    time.sleep(PAUSE)
    with world.database.write() as session:
        claim = _claim(session, world, n, now)
        for booth in booths:
            session.execute(insert(TakenBooth), {"booth_id": booth, "claim_id": claim, "held_until": world.at(60)})
    return claim


def free_anyway(world: World, _n: int, claim: int) -> None:
    """Give back whatever a claim has."""
    with world.database.write() as session:
        session.execute(delete(TakenBooth).where(TakenBooth.claim_id == claim))


def _claim(session, world: World, n: int, now) -> int:
    values = {
        "exhibition_id": world.exhibition,
        "organisation_id": world.organisations[n],
        "state": ClaimState.HELD,
        "made_at": now,
        "held_until": world.at(60),
    }
    return session.execute(insert(Claim).returning(Claim.id), values).scalar_one()
