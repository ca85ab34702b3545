"""What a timetable is made of, and what an answer says. Times are ticks of five minutes since 1970, half open."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """From a tick up to, and without, another."""

    begin: int
    end: int


class Placed(NamedTuple):
    """Where and when: a stage's key and the tick at which the slot begins."""

    stage: str
    start: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A place for slots. `free`: the stretches in which a slot may lie, opening hours without pauses, in order.

    `change_over` are ticks that the stage needs after each slot before the next one; they may reach into a pause.
    """

    key: str
    free: tuple[Span, ...]
    change_over: int = 0
    seats: int = 0
    kind: str = ""
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Show:
    """A slot that is asked for. `wanted` is how many people are expected.

    `available` is when all its presenters can (None: always), `preferred` when they would like to. `pinned` stays
    where it is, even on an unfit stage or while a presenter cannot: whoever pinned it knew. `published` should stay, as
    people know of it already.
    """

    key: str
    length: int
    presenters: frozenset[str] = frozenset()
    wanted: int = 0
    category: str = ""
    kinds: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    available: tuple[Span, ...] | None = None
    preferred: tuple[Span, ...] = ()
    pinned: Placed | None = None
    published: Placed | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is asked. Slots begin at multiples of `step` ticks; pinned ones begin where they are pinned."""

    stages: tuple[Stage, ...]
    shows: tuple[Show, ...]
    step: int = 1


class Why(StrEnum):
    """Why a slot is in no answer."""

    NO_STAGE = "no-stage"
    """No stage is of its kind, has its equipment and a free stretch that is long enough."""
    NEVER_AVAILABLE = "never-available"
    """Some stage would do, but never while all presenters can."""
    PRESENTER_BUSY = "presenter-busy"
    """A stage would be free, but at each of these times one of its presenters is in another slot."""
    NO_ROOM = "no-room"
    """Every start that would do is taken by others."""
    PIN_BROKEN = "pin-broken"
    """It is pinned where it cannot be, or over another pinned slot."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What is worth how much, in points. The number of slots placed outweighs everything else together.

    `placed` for each slot; `kept` where it stays as published, `kept_time` for the time alone; `preferred` for a
    start within its wishes; `room` for the most wanted slot on the largest stage, in proportion for the others;
    `apart` is lost for each tick in which a further slot of the same category is on at the same time, `spread` for
    each slot of a category more than its fair share in one window.
    """

    placed: int = 10_000
    kept: int = 600
    kept_time: int = 300
    preferred: int = 120
    room: int = 100
    apart: int = 4
    spread: int = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """A timetable without clashes, whole or in part.

    `value` is what it is worth by the weights and `bound` what no timetable can exceed (infinite: not known yet).
    """

    placed: dict[str, Placed]
    unplaced: dict[str, Why]
    value: int
    bound: float
    stage: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def proven(self) -> bool:
        """Whether it is proven that no timetable is better."""
        return self.value >= self.bound - 0.5  # weights are whole numbers

    @property
    def gap(self) -> float:
        """By how much of the bound a better one could exceed it at most; infinite while nothing is known."""
        return max(0.0, (self.bound - self.value) / self.bound) if 0 < self.bound < float("inf") else float("inf")
