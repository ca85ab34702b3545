"""A timetable for what is asked: something usable at once, then better ones, with what is proven of them."""

from collections.abc import Iterator, Mapping
from time import monotonic

from booth_app.solving.timetable.greedy import greedy
from booth_app.solving.timetable.judging import Taken, value
from booth_app.solving.timetable.possible import Possible
from booth_app.solving.timetable.timed import timed
from booth_app.solving.timetable.values import Answer, Placed, Problem, Show, Weights, Why
from booth_app.solving.timetable.windows import assign

SMALL = 6_000
"""Possible starts up to which the whole timetable is one exact model."""


def solve(problem: Problem, weights: Weights | None = None, *, seconds: float = 20.0) -> Iterator[Answer]:
    """Answers, each at least as good as the one before, the last one with the best bound that was proven.

    Every answer is a timetable without clashes; pinned slots lie where they are pinned, or in no answer where that
    cannot be. Whoever asks may stop after any of them. `seconds` is a wish: a step that has begun is finished.
    """
    until = monotonic() + seconds
    possible = Possible(problem, weights or Weights())
    best = greedy(possible)
    yield _answer(possible, best, float("inf"), "first")

    small = sum(map(len, possible.starts.values())) <= SMALL
    bound = float("inf")
    if small:
        exact, bound = timed(possible, possible.starts, until - monotonic())
        best = _better(possible, best, exact)
    else:
        wanted, bound = assign(possible, (until - monotonic()) / 2)
        yield _answer(possible, best, bound, "assigned")
        if wanted is not None:
            for better in _ordered(possible, wanted, until):
                best = _better(possible, best, better)
                yield _answer(possible, best, bound, "ordered")
    yield _answer(possible, best, bound, "last")


def _ordered(possible: Possible, wanted: Mapping[str, tuple[int, str]], until: float) -> Iterator[dict[str, Placed]]:
    """Window by window, the slots of each in order on their stages; then those without room wherever one is left."""
    placed: dict[str, Placed] = {}
    for number in range(len(possible.windows)):
        members = {key: stage for key, (window, stage) in wanted.items() if window == number}
        left = max(1, len(possible.windows) - number)
        found, _ = timed(possible, _starts(possible, members, number), max((until - monotonic()) / left, 0.5))
        placed |= found or {}
    yield greedy(possible, placed)
    for key in [key for key in possible.starts if key not in placed and possible.starts[key]]:
        for number in {possible.window(at.start): None for at in possible.starts[key]}:
            if monotonic() > until:
                return
            members = {other: "" for other, at in placed.items() if possible.window(at.start) == number}
            found, _ = timed(possible, _starts(possible, members | {key: ""}, number), 1.0)
            if found is not None and len(found) > len(members):
                placed = {other: at for other, at in placed.items() if other not in members} | found
                yield greedy(possible, placed)
                break


def _starts(possible: Possible, stages: Mapping[str, str], window: int) -> dict[str, list[Placed]]:
    """The starts of these slots in a window, on the stage that is said for each (none: on any)."""
    span = possible.windows[window]
    return {
        key: [at for at in possible.starts[key] if span.begin <= at.start < span.end and stage in ("", at.stage)]
        for key, stage in stages.items()
    }


def _better(possible: Possible, known: dict[str, Placed], other: dict[str, Placed] | None) -> dict[str, Placed]:
    return other if other is not None and value(possible, other) > value(possible, known) else known


def _answer(possible: Possible, placed: dict[str, Placed], bound: float, stage: str) -> Answer:
    taken = Taken(possible, placed)
    left = {show.key: _why(possible, taken, show) for show in possible.problem.shows if show.key not in placed}
    worth = value(possible, placed)
    return Answer(dict(placed), left, worth, max(bound, worth), stage)


def _why(possible: Possible, taken: Taken, show: Show) -> Why:
    never = possible.why_never(show)
    if never is not None:
        return never
    open_stage = any(taken.stage_free(show, at) for at in possible.suiting[show.key])
    return Why.PRESENTER_BUSY if open_stage else Why.NO_ROOM
