"""The clock jumps ahead, back, and trembles while organisations rush for booths: holds end sooner or later than they
were to, and no booth ever has two owners, because who has it is a row and not a time."""

import itertools
import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base import clock
from booth_app.base.errors import Refused
from booth_app.claims import checks, services
from booth_app.claims.models import Claim
from booth_app.claims.services import _taking
from tests.claims.world import TYPED, World
from tests.faults.driver import new_key, together
from tests.faults.scenes import contradictions, crowded
from tests.faults.twins import TAKE_OVER
from tests.kit.history import FREE, OK, TAKE, Seen, faults

CLIENTS, BOOTHS, ROUNDS = 8, 3, 12
HOURS_2 = 7200.0


@dataclass
class Rush:
    """Everybody holds, sends and loses booths, judging by a clock that is off by `offset(step)` seconds.

    What is certain of possession is noted by a clock that nobody moves: from the moment a request was acknowledged
    until the one in which its rejection began.
    """

    world: World
    offset: Callable[[int], float]
    seen: list[Seen] = field(default_factory=list)
    lapsed: int = 0
    furthest: float = 0.0
    _steps: itertools.count = field(default_factory=itertools.count)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self, session: Session) -> datetime:
        """The time, as the clock that jumps has it."""
        with self._lock:
            off = self.offset(next(self._steps))
            self.furthest = max(self.furthest, off)
        return clock.now(session) + timedelta(seconds=off)

    def do(self, service, who, *given, **named):
        """Use a service, at whatever time it is."""
        done: Any = None
        for attempt in self.world.database.attempts():
            with attempt as session:
                done = service(session, who, *given, now=self.now(session), **named)
        return done

    def client(self, n):
        """One organisation's rounds."""
        dice = random.Random(n)
        for _ in range(ROUNDS):
            booth = dice.choice(self.world.booths)
            try:
                held = self.do(services.hold, self.world.who(n), [booth], request_key=new_key()).claim_id
                time.sleep(dice.uniform(0, 0.01))
                given = {"terms_version": 1, "request_key": new_key()}
                began = time.monotonic()
                claim = self.do(services.submit, self.world.who(n), held, TYPED, **given).claim_id
            except Refused:
                continue
            # It may have become this one's at any time since it was asked for.
            self.seen.append(Seen(str(booth), TAKE, f"{claim}", began, time.monotonic(), OK))
            self.lapsed += claim != held
            time.sleep(dice.uniform(0, 0.01))
            began = time.monotonic()
            self.do(services.reject, self.world.staff, claim, reason="For another")
            self.seen.append(Seen(str(booth), FREE, f"{claim}", began, time.monotonic(), OK))


def rushed(world, offset):
    """A rush under such a clock, and the errors that were no refusals."""
    rush = Rush(world, offset)
    return rush, [each for each in together(*[lambda n=n: rush.client(n) for n in range(CLIENTS)]) if each]


def sound(database_url, offset, **settings):
    """A rush under such a clock in which nothing went wrong."""
    with crowded(database_url, booths=BOOTHS, organisations=CLIENTS, **settings) as world:
        rush, wrong = rushed(world, offset)
        with world.database.read() as session:
            states = set(session.scalars(select(Claim.state)))

        assert wrong == []
        assert len(rush.seen) > CLIENTS
        assert faults(rush.seen) == []
        assert contradictions(world, timedelta(seconds=rush.furthest)) == []
        assert states <= {"held", "expired", "rejected"}
        return rush


def test_F50_two_hours_ahead(database_url):
    sound(database_url, lambda step: HOURS_2 if step >= 60 else 0.0)


def test_F50_F51_ahead_and_back_again_and_again(database_url):
    sound(database_url, lambda step: HOURS_2 * (step // 15 % 2))


def test_F51_two_hours_back(database_url):
    sound(database_url, lambda step: 0.0 if step < 60 else -HOURS_2)


def test_F52_a_second_to_and_fro_while_holds_end_all_the_time(database_url):
    """Time runs at half a minute a step, so that holds of a minute end between being made and being sent."""
    rush = sound(database_url, lambda step: 30.0 * step + math.copysign(1.0, math.sin(step * 1.7)), hold_minutes=1)

    assert rush.lapsed > 0


def test_F00_without_the_guard_the_same_judge_finds_two_owners(database_url, monkeypatch):
    """Whoever comes last has the booth, and nobody looks whose it is."""
    for dialect, statement in TAKE_OVER.items():
        monkeypatch.setitem(_taking.TAKE, dialect, statement.returning(_taking.taken.c.booth_id))
    for names in (vars(checks), services.submit.__globals__):
        monkeypatch.setitem(names, "check", lambda *_given, **_named: None)

    with crowded(database_url, booths=BOOTHS, organisations=CLIENTS) as world:
        rush, _ = rushed(world, lambda step: HOURS_2 * (step // 15 % 2))

    assert faults(rush.seen) != []
