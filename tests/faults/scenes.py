"""Worlds to race in: the machine's clock, no quota, long holds, connections enough for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from booth_app.base import clock
from booth_app.base.db import Database
from booth_app.claims.models import Claim, ClaimBooth, TakenBooth
from booth_app.claims.states import ACTIVE, effective
from tests.claims.world import World, build


@contextmanager
def crowded(url: str, *, booths: int = 8, organisations: int = 16, **settings: Any) -> Iterator[World]:
    """A world for many threads at once."""
    database = Database(url, pool_size=organisations + 8)
    given = {"quota": None, "booking_opens_at": None, "booking_closes_at": None, "hold_minutes": 30} | settings
    yield build(database, datetime.now(UTC), booths=booths, organisations=organisations, row=50, **given)
    database.dispose()


def contradictions(world: World, ahead: timedelta = timedelta(0)) -> list[str]:
    """What the tables say that cannot be: a claim with some of its booths, an ended one with any, two on a booth.

    A row whose time is over is no possession: it stays until somebody takes the booth. `ahead`: how far ahead of the
    database's clock the furthest was that anybody went by; a hold that had ended by that one has ended.
    """
    with world.database.read() as session:
        now = clock.now(session) + ahead
        booths: dict[int, set[int]] = {}
        for claim, booth in session.execute(select(ClaimBooth.claim_id, ClaimBooth.booth_id)):
            booths.setdefault(claim, set()).add(booth)
        taken: dict[int, set[int]] = {}
        running = or_(TakenBooth.held_until.is_(None), TakenBooth.held_until > now)
        for booth, claim in session.execute(select(TakenBooth.booth_id, TakenBooth.claim_id).where(running)):
            taken.setdefault(claim, set()).add(booth)
        rows = session.execute(select(Claim.id, Claim.state, Claim.held_until)).all()
        states = {claim: effective(state, until, now) for claim, state, until in rows}
        double = session.execute(
            select(ClaimBooth.booth_id)
            .join(Claim, Claim.id == ClaimBooth.claim_id)
            .where(Claim.state.in_(ACTIVE), or_(Claim.held_until.is_(None), Claim.held_until > now))
            .group_by(ClaimBooth.booth_id)
            .having(func.count() > 1)
        ).all()
    found = [f"booth {booth} has two active claims" for (booth,) in double]
    for claim, state in states.items():
        has = taken.get(claim, set())
        if state in ACTIVE and has != booths[claim]:
            found.append(f"claim {claim} is {state} and has {has} of {booths[claim]}")
        if state not in ACTIVE and has:
            found.append(f"claim {claim} is {state} and still has {has}")
    return found
