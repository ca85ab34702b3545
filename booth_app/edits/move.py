"""Booths go somewhere else, all by the same way."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import KEYS, LENGTH, Edit, Reason, changed, missing, too_far
from booth_app.edits.frame import shifted
from booth_app.geometry import BoothShape, Plan


@dataclass(frozen=True, slots=True)
class Move(Edit):
    """Move booths by dx to the right and dy down (metres, whole millimetres). No booth changes size by it."""

    name: ClassVar[str] = "move"

    keys: tuple[str, ...] = field(metadata=KEYS)
    dx: float = field(metadata=LENGTH)
    dy: float = field(metadata=LENGTH)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `too-far`."""
        return missing(plan, self.keys) or too_far(each for each in self._made(plan).booths if each.key in self.keys)

    def _made(self, plan: Plan) -> Plan:
        def moved(booth: BoothShape) -> BoothShape:
            return replace(booth, outline=shifted(booth.outline, self.dx, self.dy))

        return changed(plan, self.keys, moved)
