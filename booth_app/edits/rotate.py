"""Booths are turned, together."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
import shapely

from booth_app.edits.edit import ANGLE, KEYS, POINT, Edit, Reason, changed, found, missing, too_far
from booth_app.edits.frame import around, frame, outline, turned, turned_shape
from booth_app.geometry import BoothShape, Plan


@dataclass(frozen=True, slots=True)
class Rotate(Edit):
    """Turn booths clockwise as drawn by degrees, about a point or else about the middle of their floor.

    A rectangle stays one, however often it is turned: not its corners are turned and snapped, but its frame.
    """

    name: ClassVar[str] = "rotate"

    keys: tuple[str, ...] = field(metadata=KEYS)
    degrees: float = field(metadata=ANGLE)
    about: tuple[float, float] | None = field(default=None, metadata=POINT)

    def why_not(self, plan: Plan) -> Reason | None:
        """`no-such-booth`, `too-far`."""
        return missing(plan, self.keys) or too_far(each for each in self._made(plan).booths if each.key in self.keys)

    def _made(self, plan: Plan) -> Plan:
        if self.degrees % 360 == 0:
            return plan
        about = self.about or self._middle(plan)

        def turn(booth: BoothShape) -> BoothShape:
            was = frame(booth.outline)
            if was is None:
                return replace(booth, outline=turned_shape(booth.outline, about, self.degrees))
            size = was.rounded
            will = around(turned(was.middle, about, self.degrees), size.width, size.depth, was.angle + self.degrees)
            return replace(booth, outline=outline(will))

        return changed(plan, self.keys, turn)

    def _middle(self, plan: Plan) -> tuple[float, float]:
        outlines = np.array([found(plan, key).outline for key in self.keys], dtype=object)
        weights = np.maximum(shapely.area(outlines), 1e-9)[:, None]
        centres = shapely.get_coordinates(shapely.centroid(outlines))
        x, y = (centres * weights).sum(axis=0) / weights.sum()
        return round(float(x), 3), round(float(y), 3)
