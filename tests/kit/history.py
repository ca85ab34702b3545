"""Was there one owner at a time? Decides from what clients saw whether *some* order of events explains it.

Knows nothing of the product. A booth is a register that is free or has an owner; each booth is judged by itself
(Wing and Gong's search with Lowe's memo, as Porcupine does it). An operation with a known answer that is legal and
changes nothing is placed at once without branching: moving it to an earlier place where it is legal changes nothing
for the others.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

TAKE, FREE, READ, LAPSE = "take", "free", "read", "lapse"
OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"
BUDGET = 400_000


@dataclass(frozen=True, slots=True)
class Seen:
    """One operation as its client saw it; times are seconds of one clock, `end` is infinite while unanswered.

    `owner` is who asks (take, free), what was read (read: None is free), or whose hold lapses (lapse).
    """

    booth: str
    kind: str
    owner: str | None
    start: float
    end: float = math.inf
    answer: str = UNKNOWN

    @property
    def must_happen(self) -> bool:
        """Whether it certainly took place (a lapse and an unanswered request may, at any later time, or never)."""
        return self.answer != UNKNOWN


class Undecided(Exception):
    """The search ran out of its budget: to be treated as a failure."""


def faults(history: Iterable[Seen]) -> list[str]:
    """The booths whose history no order explains, each with the operations around the first that cannot be placed."""
    booths: dict[str, list[Seen]] = defaultdict(list)
    for each in history:
        booths[each.booth].append(each)
    found = []
    for booth, seen in sorted(booths.items()):
        stuck = _explain(sorted(seen, key=lambda each: (each.start, each.end)))
        if stuck:
            found.append(
                f"{booth}: " + "; ".join(f"{s.kind} {s.owner} {s.answer} {s.start:.4f}-{s.end:.4f}" for s in stuck)
            )
    return found


def _explain(seen: list[Seen]) -> list[Seen]:
    """Nothing if an order exists, else the operations that were open where the furthest attempt got stuck."""
    furthest, window, budget = -1, [], BUDGET
    visited: set[tuple[int, frozenset[int], str | None]] = set()
    stack: list[tuple[int, frozenset[int], str | None]] = [(0, frozenset(), None)]
    while stack:
        first, beyond, owner = stack.pop()
        while True:
            first, beyond = _advance(seen, first, beyond)
            open_ = _open(seen, first, beyond)
            if not any(seen[n].must_happen for n in range(first, len(seen)) if n not in beyond):
                return []
            still = next((n for n in open_ if seen[n].must_happen and _after(seen[n], owner) == (True, owner)), None)
            if still is None:
                break
            beyond |= {still}
        budget -= 1
        if budget < 0:
            raise Undecided(seen[0].booth)
        if (first, beyond, owner) in visited:
            continue
        visited.add((first, beyond, owner))
        if first + len(beyond) > furthest:
            furthest, window = first + len(beyond), [seen[n] for n in open_]
        for n in open_:
            legal, owned = _after(seen[n], owner)
            if legal and owned != owner:
                stack.append((first, beyond | {n}, owned))
    return window or seen[:1]


def _advance(seen: list[Seen], first: int, beyond: frozenset[int]) -> tuple[int, frozenset[int]]:
    while first in beyond:
        beyond -= {first}
        first += 1
    return first, beyond


def _open(seen: list[Seen], first: int, beyond: frozenset[int]) -> list[int]:
    """Operations that may be next: begun before every other one that must still happen has ended."""
    limit, found = math.inf, []
    for n in range(first, len(seen)):
        if n in beyond:
            continue
        if seen[n].start > limit:
            break
        found.append(n)
        if seen[n].must_happen:
            limit = min(limit, seen[n].end)
    return found


def _after(op: Seen, owner: str | None) -> tuple[bool, str | None]:
    """Whether `op` is legal while `owner` has the booth, and who has it then."""
    if op.kind == READ:
        return op.owner == owner, owner
    if op.kind == LAPSE:
        return owner == op.owner, None
    if op.kind == TAKE:
        if op.answer == REFUSED:
            return owner is not None and owner != op.owner, owner
        return owner is None, op.owner
    if op.answer == REFUSED:
        return owner != op.owner, owner
    return owner == op.owner, None
