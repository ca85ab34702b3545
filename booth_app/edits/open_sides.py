"""Somebody says which sides of booths are open."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import KEYS, SIDES, Edit, Reason, changed, missing
from booth_app.geometry import Plan, Side


@dataclass(frozen=True, slots=True)
class SetOpen(Edit):
    """Say which sides are open, as drawn; with none the drawing says nothing and they follow from the plan."""

    name: ClassVar[str] = "set-open"

    keys: tuple[str, ...] = field(metadata=KEYS)
    open: tuple[Side, ...] = field(metadata=SIDES)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`."""
        return missing(plan, self.keys)

    def _made(self, plan: Plan) -> Plan:
        sides = tuple(side for side in Side if side in self.open)
        return changed(plan, self.keys, lambda booth: replace(booth, open=sides))
