"""A rectangular booth gets exact numbers."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from booth_app.edits.edit import ANGLE, KEY, LENGTH, Edit, Reason, changed, found, missing, too_far, wrong_size
from booth_app.edits.frame import Frame, frame, outline, shifted
from booth_app.geometry import BoothShape, Plan


@dataclass(frozen=True, slots=True)
class Place(Edit):
    """Give a rectangular booth its corner, width, depth (metres) and angle (degrees), as `frame.Frame` has them.

    Numbers as they were read, rounded as a form shows them, change nothing; only the corner changed is a move.
    """

    name: ClassVar[str] = "place"

    key: str = field(metadata=KEY)
    x: float = field(metadata=LENGTH)
    y: float = field(metadata=LENGTH)
    width: float = field(metadata=LENGTH)
    depth: float = field(metadata=LENGTH)
    angle: float = field(metadata=ANGLE)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `not-a-rectangle`, `wrong-size`, `too-far`."""
        gone = missing(plan, [self.key])
        if gone:
            return gone
        booth = found(plan, self.key)
        was = frame(booth.outline)
        if was is None:
            return Reason("not-a-rectangle", {"number": booth.number})
        if (was.rounded.width, was.rounded.depth) != (round(self.width, 3), round(self.depth, 3)):
            wrong = wrong_size(self.width, self.depth)
            if wrong:
                return wrong
        return too_far([self._placed(booth)])

    def _made(self, plan: Plan) -> Plan:
        return changed(plan, [self.key], self._placed)

    def _placed(self, booth: BoothShape) -> BoothShape:
        wanted = Frame(self.x, self.y, self.width, self.depth, self.angle)
        before = frame(booth.outline)
        assert before is not None
        was, will = before.rounded, wanted.rounded
        if (was.width, was.depth, was.angle) == (will.width, will.depth, will.angle):
            # Made anew from rounded numbers a turned booth would creep by a millimetre at every look.
            return replace(booth, outline=shifted(booth.outline, will.x - was.x, will.y - was.y))
        return replace(booth, outline=outline(wanted))
