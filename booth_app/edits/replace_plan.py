"""The whole plan is replaced by an uploaded one; booths stay themselves by their numbers."""

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import PLAN, Edit, Reason
from booth_app.edits.keys import fresh_key
from booth_app.geometry import BoothShape, Hall, Plan
from booth_app.text.numbers import fold_number


@dataclass(frozen=True, slots=True)
class Replace(Edit):
    """Put another plan in the place of this one.

    A booth of the new plan with a number of the old one is that booth and keeps its key; others get new keys. The
    hall keeps its key, and its name and level where the file has none.
    """

    name: ClassVar[str] = "replace"

    plan: Plan = field(metadata=PLAN)

    def why_not(self, plan: Plan) -> Reason | None:  # noqa: ARG002  # it is the other plan that matters
        """`several-halls`, `no-hall`: a draft is of one hall."""
        if not self.plan.halls:
            return Reason("no-hall")
        return Reason("several-halls", {"halls": str(len(self.plan.halls))}) if len(self.plan.halls) > 1 else None

    def touched(self, plan: Plan) -> tuple[str, ...]:
        keys = [booth.key for booth in plan.booths] + [booth.key for booth in self._made(plan).booths]
        return tuple(dict.fromkeys(keys))

    def _made(self, plan: Plan) -> Plan:
        before: defaultdict[str, deque[BoothShape]] = defaultdict(deque)
        for booth in plan.booths:
            before[fold_number(booth.number)].append(booth)
        taken = {booth.key for booth in plan.booths}
        booths = []
        for booth in self.plan.booths:
            number = fold_number(booth.number)
            same = before[number].popleft() if before[number] else None
            key = fresh_key(plan, taken) if same is None else same.key
            taken.add(key)
            booths.append(replace(booth, key=key, number=number))
        return replace(self.plan, halls=_halls(plan, self.plan), booths=tuple(booths))


def _halls(old: Plan, new: Plan) -> tuple[Hall, ...]:
    if len(old.halls) != 1:
        return new.halls
    [was], [will] = old.halls, new.halls
    named = will.names.ar or will.names.en
    return (replace(will, key=was.key, names=will.names if named else was.names, level=will.level or was.level),)
