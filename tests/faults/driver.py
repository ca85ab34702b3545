"""Many organisations at the same booths at once, through the services: what each of them saw, for the judge.

Every client is a thread and an organisation; times are of one monotonic clock. Errors that are no refusals are kept
apart (`wrong`): there must be none. `hold` and `free` can be replaced, for twins without a guard.
"""

import itertools
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError

from booth_app.base import clock
from booth_app.base.errors import Refused
from booth_app.claims import queries, services
from booth_app.claims.refusals import AlreadyYours, BoothTaken
from tests.claims.world import World
from tests.kit.history import FREE, OK, READ, REFUSED, TAKE, Seen

_keys = itertools.count(1)


def new_key() -> str:
    """The key of a form that nobody has sent yet."""
    return f"driver-key-{next(_keys):08}"


def hold(world: World, n: int, booths: Sequence[int], key: str) -> int:
    """Hold booths as the n-th organisation: the claim's id."""
    for attempt in world.database.attempts():
        with attempt as session:
            held = services.hold(session, world.who(n), booths, request_key=key, now=clock.now(session))
    return held.claim_id


def free(world: World, n: int, claim: int) -> None:
    """Give a hold back."""
    for attempt in world.database.attempts():
        with attempt as session:
            services.release(session, world.who(n), claim, now=clock.now(session))


@dataclass
class Saw:
    """What the clients saw together. `claims`: every acknowledged hold with its booths."""

    seen: list[Seen] = field(default_factory=list)
    wrong: list[BaseException] = field(default_factory=list)
    claims: dict[int, tuple[int, ...]] = field(default_factory=dict)
    won: int = 0
    refused: int = 0


class Client(threading.Thread):
    """One organisation: takes what it is told to want, reads, gives back, as its dice fall."""

    def __init__(self, rush: "Rush", n: int) -> None:
        super().__init__(daemon=True)
        self.rush, self.n = rush, n
        self.dice = random.Random(rush.seed * 1000 + n)
        self.mine: list[tuple[int, tuple[int, ...]]] = []
        self.saw = Saw()

    def run(self) -> None:
        """All rounds; a barrier before each where everybody is to begin at once."""
        for _ in range(self.rush.rounds):
            if self.rush.barrier is not None:
                self.rush.barrier.wait()
            try:
                self.act()
            except (Refused, DBAPIError, TimeoutError) as error:
                self.saw.wrong.append(error)

    def act(self) -> None:
        """One operation."""
        choice = self.dice.random()
        if self.mine and choice < self.rush.gives_back:
            self.give_back()
        elif choice > 1 - self.rush.reads:
            self.read()
        else:
            self.take(self.rush.wishes(self.dice))

    def take(self, booths: tuple[int, ...]) -> None:
        """Ask for booths; a claim of several is one operation on each."""
        start = time.monotonic()
        try:
            claim = self.rush.hold(self.rush.world, self.n, booths, new_key())
        except AlreadyYours:
            return
        except BoothTaken as refused:
            self.note(TAKE, [refused.values["booth_id"]], start, REFUSED)
            self.saw.refused += 1
            return
        if claim in self.saw.claims:  # it was ours already
            return
        self.note(TAKE, booths, start, OK)
        self.saw.claims[claim] = booths
        self.mine.append((claim, booths))
        self.saw.won += 1

    def give_back(self) -> None:
        """Release one of one's holds."""
        claim, booths = self.mine.pop(self.dice.randrange(len(self.mine)))
        start = time.monotonic()
        self.rush.free(self.rush.world, self.n, claim)
        self.note(FREE, booths, start, OK)

    def read(self) -> None:
        """See who has a booth."""
        [booth] = self.dice.sample(self.rush.world.booths, 1)
        start = time.monotonic()
        with self.rush.world.database.read() as session:
            now = clock.now(session)
            [state] = queries.states(session, self.rush.world.exhibition, now=now, booths=[booth]).values()
        owner = (
            None if state.organisation_id is None else str(self.rush.world.organisations.index(state.organisation_id))
        )
        self.saw.seen.append(Seen(str(booth), READ, owner, start, time.monotonic(), OK))

    def note(self, kind: str, booths: Sequence[int], start: float, answer: str) -> None:
        """Write down what was seen, once per booth."""
        end = time.monotonic()
        self.saw.seen += [Seen(str(booth), kind, str(self.n), start, end, answer) for booth in booths]


@dataclass
class Rush:
    """Who runs at what. `wishes` gives the booths that a client asks for next."""

    world: World
    rounds: int
    wishes: Callable[[random.Random], tuple[int, ...]]
    clients: int = 16
    gives_back: float = 0.4
    reads: float = 0.1
    at_once: bool = False
    seed: int = 1
    hold: Callable[[World, int, Sequence[int], str], int] = hold
    free: Callable[[World, int, int], Any] = free
    barrier: threading.Barrier | None = None

    def run(self) -> Saw:
        """Let them run; what they saw."""
        if self.at_once:
            self.barrier = threading.Barrier(self.clients)
        clients = [Client(self, n) for n in range(self.clients)]
        for each in clients:
            each.start()
        for each in clients:
            each.join(110)
            assert not each.is_alive(), "a client hangs"
        whole = Saw()
        for each in clients:
            whole.seen += each.saw.seen
            whole.wrong += each.saw.wrong
            whole.claims |= each.saw.claims
            whole.won += each.saw.won
            whole.refused += each.saw.refused
        return whole


def together(*works: Callable[[], Any], timeout: float = 30) -> list[Any]:
    """Do several things at the same moment; what each gave, or the error it raised."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def one(n: int, work: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[n] = work()
        except Exception as error:
            results[n] = error

    threads = [threading.Thread(target=one, args=(n, work), daemon=True) for n, work in enumerate(works)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout)
        assert not each.is_alive(), "somebody hangs"
    return results


def refusals(results: Sequence[Any]) -> list[str]:
    """The codes of those that were refused; anything else that went wrong is raised."""
    for each in results:
        if isinstance(each, Exception) and not isinstance(each, Refused):
            raise each
    return sorted(each.code for each in results if isinstance(each, Refused))
