"""Timetables that are made: how soon there is something usable, and how near to what is proven possible it ends."""

from collections.abc import Iterator
from time import perf_counter

from benchmarks.measure import Row
from booth_app.solving.timetable import solve
from tests.solving.problems import faults, forum

SECONDS = 20.0


def rows() -> Iterator[Row]:
    """The real case and the stress: the first answer, and the last one beside its own bound."""
    for shows, stages, change_over in ((60, 2, 2), (200, 4, 0)):
        problem = forum(shows, stages, 3, change_over=change_over)
        size = f"{shows} slots, {stages} stages, 3 days"
        began, first, answer = perf_counter(), 0.0, None
        for answer in solve(problem, seconds=SECONDS):
            first = first or perf_counter() - began
            assert not faults(problem, answer)
        assert answer is not None
        share = answer.value / answer.bound
        note = f"{len(answer.placed)} placed, {perf_counter() - began:.1f} s"
        yield Row("timetable, first", size, first * 1000, 2000, first / 2, first / 2, first / 2, "ms", "≤ 1", False)
        yield Row(
            "timetable, last", size, answer.value, answer.bound, share, share, share, "points", "≥ 0.99", False, note
        )
