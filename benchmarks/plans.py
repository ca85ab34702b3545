"""Checking a plan: whole, after one booth was moved, and how that grows, beside one bulk query of a tree of the booths.

python -m benchmarks plans             500 and 5,000 booths
python -m benchmarks plans-huge        50,000 booths once, for memory; takes minutes
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from benchmarks.hall import bare, hall
from benchmarks.measure import Row, pairs
from booth_app.edits import Move, cure
from booth_app.geometry import Plan
from booth_app.geometry.checking import checked
from booth_app.geometry.free import free
from booth_app.geometry.increment import recheck
from booth_app.geometry.rules import RULES
from booth_app.geometry.survey import Survey

SIZES = (500, 5000)
HUGE = 50_000

_FLOOR = {"*": False, "overlap": True, "outside-hall": True, "obstacle": True}
_LOCAL = {"*": False} | {name: True for name, rule in RULES.items() if rule.local}
_HALL = {"*": True} | dict.fromkeys(_LOCAL.keys() - {"*"}, False)

Work = Callable[[Plan], Callable[[], object]]


def rows() -> Iterator[Row]:
    """The rows of this area, each followed by how its cost grows."""
    plans = {size: hall(size) for size in SIZES}
    for area, make, target, growth in _WORK:
        taken = {}
        for size, plan in plans.items():
            work = make(plan)
            row = pairs(
                area,
                f"{size:,} booths",
                lambda plan=plan: _milliseconds(lambda: bare(plan), runs=3),
                lambda work=work: _milliseconds(work, runs=1),
                unit="ms",
                target=target if size == SIZES[-1] else "",
            )
            taken[size] = row.product
            yield row
        few, many = (taken[size] for size in SIZES)
        grown = many / few
        yield Row(f"{area}, grows", "500 → 5,000", many, few, grown, grown, grown, "ms", growth, False)


def huge() -> Iterator[Row]:
    """50,000 booths once, each in a process of its own: how much memory the rules take, and how long."""
    for name, settings, target in (("local rules", _LOCAL, ""), ("all rules", {"*": True}, "≤ 12 s, < 1 GB")):
        _, bare_memory = _apart(None)
        seconds, memory = _apart(settings)
        ratio = memory / bare_memory
        note = f"{seconds:.1f} s; limit: the plan alone"
        size = f"{HUGE:,} booths"
        yield Row(f"plan check, {name}", size, memory, bare_memory, ratio, ratio, ratio, "MB", target, False, note)


def _whole(settings: Mapping[str, Any]) -> Work:
    return lambda plan: lambda: checked(plan, settings)


def _after_one_move(settings: Mapping[str, Any]) -> Work:
    """What the rules say after a booth in the middle of the plan was moved, from what they said before."""

    def make(plan: Plan) -> Callable[[], object]:
        known = checked(plan, settings)
        after = Move((plan.booths[len(plan.booths) // 2].key,), 0.3, 0.2).apply(plan)
        recheck(known, after)  # what is worked out of the plan before once, was so at the edit before
        return lambda: recheck(known, after)

    return make


def _first_overlap(plan: Plan) -> Callable[[], object]:
    known = checked(plan, _LOCAL)
    violation = next(each for each in known.violations if each.rule == "overlap")
    return lambda: cure(plan, violation, _LOCAL, known=known)


_WORK: tuple[tuple[str, Work, str, str], ...] = (
    ("overlap, bounds, obstacles", _whole(_FLOOR), "≤ 1.5", "≤ 15"),
    ("free space", lambda plan: lambda: free(Survey(plan)), "≤ 10", "≤ 15"),
    (f"all {len(RULES)} rules", _whole({"*": True}), "≤ 75 and 0.6 s", "≤ 20"),
    ("one moved booth, local rules", _after_one_move(_LOCAL), "≤ 3 ms", "≤ 1.5"),
    ("one moved booth, rules about the hall", _after_one_move(_HALL), "≤ 60 ms", "≤ 12"),
    ("cure of one overlap, local rules", _first_overlap, "", ""),
)


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    """The least of some runs; of one core's work what the processor spent on it, not what others made it wait."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best * 1000


def _apart(settings: Mapping[str, Any] | None) -> tuple[float, float]:
    """Seconds and megabytes (at the most) of a check, or without settings of the plan alone."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_taken, (settings,))


def _taken(settings: Mapping[str, Any] | None) -> tuple[float, float]:
    plan = hall(HUGE)
    began = time.perf_counter()
    if settings is not None:
        checked(plan, settings)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
