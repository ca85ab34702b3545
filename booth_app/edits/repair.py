"""A whole draft put right, as the rules say of every plan on the way or of the plan at its end.

Two ways are gone and the better end is taken. Either errors are cured one by one: the one whose cure moves booths the
least first, and what is left is asked again on the plan that this made, since one cure may take another's reason away
or its room. Or first all booths are shifted together (`joint.py`), by the least sum of ways for the sides that they
are parted to, and what that leaves is cured one by one. The sum of all ways is so the least of these two, not the
least that there is.
"""

import heapq
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from booth_app.edits.cure import Cure, NoCure, cure
from booth_app.edits.edit import Edit
from booth_app.edits.joint import joint
from booth_app.edits.remove import Remove
from booth_app.edits.trial import Trial, errors, start
from booth_app.edits.verdict import Group, group
from booth_app.geometry import Plan, Violation
from booth_app.geometry.checking import Checked

Cost = tuple[bool, float, float]
_MANY = 40


@dataclass(frozen=True, slots=True)
class Repair:
    """The edits that make a better plan, in order, and what they could not better.

    `way` is how far booths are moved (metres, summed), `lost` the floor that they lose (m²), `after` what the rules
    find in the plan that is made, `left` the errors that stay, each with the reason.
    """

    edits: tuple[Edit, ...]
    way: float
    lost: float
    after: Checked
    left: tuple[tuple[Violation, NoCure], ...]


def repair(
    plan: Plan,
    settings: Mapping[str, Any] | None = None,
    *,
    pinned: Container[str] = frozenset(),
    taken: Container[str] = frozenset(),
    known: Checked | None = None,
    most: int = 100,
    asks: int = 200,
    removing: bool = True,
) -> Repair:
    """Edits that cure the errors of a plan as far as small edits can, without a new error in the plan they make.

    `pinned`, `taken` and `known` are as `cure` takes them; `most` is how many edits at most, `asks` how many cures
    are looked for, each at the cost that `cure` says (errors that are never come to are `left` as `not-asked`);
    without `removing` no booth is taken out. The same question has the same answer.

    Raises:
        WrongSettings: the settings name what is not there.
    """
    before = start(plan, settings, known)
    asking = _Asking(pinned, taken, most, asks, removing)
    together = joint(before, pinned) if errors(before) else None
    if together is None or len(together.edits) >= most:
        return asking.repaired(before)
    rest = asking.repaired(together.after, len(together.edits))
    edits = (*together.edits, *rest.edits)
    found = Repair(edits, round(together.way + rest.way, 3), rest.lost, rest.after, rest.left)
    if len(errors(before)) > _MANY:  # one by one would cost as much again, and seldom do better
        return found
    return min(found, asking.repaired(before), key=_price)


def _price(found: Repair) -> tuple[int, int, float, float, int]:
    removed = sum(isinstance(each, Remove) for each in found.edits)
    return len(found.left), removed, found.lost, found.way, len(found.edits)


@dataclass(frozen=True, slots=True)
class _Asking:
    """How cures are asked for, one by one."""

    pinned: Container[str]
    taken: Container[str]
    most: int
    asks: int
    removing: bool

    def repaired(self, before: Checked, already: int = 0) -> Repair:
        now = before
        made: list[Cure] = []
        failed: dict[Group, NoCure] = {}
        waiting, turn, better = _unasked(now), 0, False
        while already + len(made) < self.most and turn < self.asks:
            if not waiting and better:  # what had no cure may have one now
                waiting, better = _unasked(now), False
            if not waiting:
                break
            asked = heapq.heappop(waiting)
            if not any(group(each) == group(asked.violation) for each in now.violations):
                continue
            found = asked.answer(now)
            if found is not None:
                made.append(found)
                now, better = found.after, True
                continue
            # It was never asked, or an edit since has spoiled its cure: it queues by what its cure costs now.
            turn += 1
            answer = self._cure(now, asked.violation)
            if isinstance(answer, Cure):
                heapq.heappush(waiting, _Asked(cost(answer), turn, asked.violation, answer))
            else:
                failed[group(asked.violation)] = answer
        way, lost = round(sum(each.way for each in made), 3), round(sum(each.lost for each in made), 3)
        left = tuple((each, failed.get(group(each), NoCure("not-asked"))) for each in errors(now))
        return Repair(tuple(each.edit for each in made), way, lost, now, left)

    def _cure(self, now: Checked, violation: Violation) -> Cure | NoCure:
        found = cure(now.plan, violation, pinned=self.pinned, taken=self.taken, known=now)
        refused = isinstance(found, Cure) and isinstance(found.edit, Remove) and not self.removing
        return NoCure("no-small-cure") if refused else found


@dataclass(frozen=True, slots=True, order=True)
class _Asked:
    """An error in the queue, with the cure that was found for it on an earlier plan, if it was asked."""

    cost: Cost
    turn: int
    violation: Violation = field(compare=False)
    cure: Cure | None = field(compare=False)

    def answer(self, now: Checked) -> Cure | None:
        """The cure as it is on the plan now; None where it has to be looked for."""
        if self.cure is None:
            return None
        after = Trial(now, self.violation).made(self.cure.edit)
        return replace(self.cure, after=after) if isinstance(after, Checked) else None


def _unasked(now: Checked) -> list[_Asked]:
    return [_Asked((False, 0.0, 0.0), at - len(now.violations), each, None) for at, each in enumerate(errors(now))]


def cost(found: Cure) -> Cost:
    """What is cheaper comes first: to remove nothing, to move less, to lose less floor."""
    return isinstance(found.edit, Remove), found.way, found.lost
