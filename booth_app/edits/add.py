"""A new booth, a rectangle."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import ANGLE, KEY, LENGTH, WORD, Edit, Reason, too_far, wrong_number, wrong_size
from booth_app.edits.frame import Frame, outline
from booth_app.edits.retype import wrong_type
from booth_app.geometry import BoothShape, Plan
from booth_app.text.numbers import fold_number


@dataclass(frozen=True, slots=True)
class Add(Edit):
    """Add a rectangular booth under a key that nothing has (`fresh_key` finds one)."""

    name: ClassVar[str] = "add"

    key: str = field(metadata=KEY)
    number: str = field(metadata=WORD)
    x: float = field(metadata=LENGTH)
    y: float = field(metadata=LENGTH)
    width: float = field(metadata=LENGTH)
    depth: float = field(metadata=LENGTH)
    angle: float = field(default=0.0, metadata=ANGLE)
    type: str = field(default="", metadata=WORD)

    def why_not(self, plan: Plan) -> Reason | None:
        """`key-taken`, `wrong-number`, `wrong-type`, `wrong-size`, `too-far`."""
        if plan.booth(self.key) is not None:
            return Reason("key-taken", {"key": self.key})
        return (
            wrong_number(self.number)
            or wrong_type(self.type)
            or wrong_size(self.width, self.depth)
            or too_far([self._booth()])
        )

    def _made(self, plan: Plan) -> Plan:
        return replace(plan, booths=(*plan.booths, self._booth()))

    def _booth(self) -> BoothShape:
        shape = outline(Frame(self.x, self.y, self.width, self.depth, self.angle))
        return BoothShape(self.key, fold_number(self.number), shape, self.type)
