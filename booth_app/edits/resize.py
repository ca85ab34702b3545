"""A rectangular booth gets another size, with one point of it staying where it is."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar

from booth_app.edits.edit import (
    KEY,
    LENGTH,
    Edit,
    NotAnEdit,
    Reason,
    changed,
    codec,
    found,
    missing,
    too_far,
    wrong_size,
)
from booth_app.edits.frame import around, frame, outline, turned
from booth_app.geometry import BoothShape, Plan


class Anchor(StrEnum):
    """The point of a booth, before it is turned, that stays."""

    TOP_LEFT = "top-left"
    TOP = "top"
    TOP_RIGHT = "top-right"
    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom-right"

    @property
    def from_middle(self) -> tuple[float, float]:
        """Where it is, in widths and depths from the middle."""
        x = -0.5 if "left" in self else 0.5 if "right" in self else 0.0
        y = -0.5 if "top" in self else 0.5 if "bottom" in self else 0.0
        return x, y


def _anchor(value: Any) -> Anchor:
    if value not in tuple(Anchor):
        raise NotAnEdit("no anchor")
    return Anchor(value)


@dataclass(frozen=True, slots=True)
class Resize(Edit):
    """Give a rectangular booth a width and depth (metres); its angle stays, and so does the anchor's place."""

    name: ClassVar[str] = "resize"

    key: str = field(metadata=KEY)
    width: float = field(metadata=LENGTH)
    depth: float = field(metadata=LENGTH)
    anchor: Anchor = field(default=Anchor.TOP_LEFT, metadata=codec(str, _anchor))

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `not-a-rectangle`, `wrong-size`, `too-far`."""
        gone = missing(plan, [self.key])
        if gone:
            return gone
        booth = found(plan, self.key)
        if frame(booth.outline) is None:
            return Reason("not-a-rectangle", {"number": booth.number})
        return wrong_size(self.width, self.depth) or too_far([self._resized(booth)])

    def _made(self, plan: Plan) -> Plan:
        return changed(plan, [self.key], self._resized)

    def _resized(self, booth: BoothShape) -> BoothShape:
        was = frame(booth.outline)
        assert was is not None
        if (was.rounded.width, was.rounded.depth) == (round(self.width, 3), round(self.depth, 3)):
            return booth
        x, y = self.anchor.from_middle
        (mx, my), zero = was.middle, (0.0, 0.0)
        stays = turned((x * was.width, y * was.depth), zero, was.angle)
        goes = turned((x * self.width, y * self.depth), zero, was.angle)
        middle = mx + stays[0] - goes[0], my + stays[1] - goes[1]
        return replace(booth, outline=outline(around(middle, self.width, self.depth, was.angle)))
