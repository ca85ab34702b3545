"""What becomes of each booth between two plans: publishing over claims must not pass over any of it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely

from booth_app.edits.frame import frame
from booth_app.geometry import BoothShape, Plan
from booth_app.geometry.validity import mended

_AREA = 0.01
"""Square metres by which a booth must differ to have grown or shrunk: 3 mm along a side of 3 m is snapping."""

_SIDE = 0.003
_HELD = 0.5


class Change(StrEnum):
    """What can become of a booth; several at once."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    GREW = "grew"
    SHRANK = "shrank"
    RESHAPED = "reshaped"
    RENUMBERED = "renumbered"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class Difference:
    """One booth in two plans. `changes` is empty where it stayed as it was.

    Moved: the same shape elsewhere or turned, or another shape that lies on less than half of the old floor.
    Grew, shrank: by 0.01 m² or more. Reshaped: another shape of the same size. Described: type, open sides, zone,
    names or height differ.
    """

    key: str
    before: BoothShape | None
    after: BoothShape | None
    changes: frozenset[Change]

    @property
    def area(self) -> tuple[float, float]:
        """Square metres before and after; 0 where it is not there."""
        before, after = (0.0 if each is None else float(each.outline.area) for each in (self.before, self.after))
        return before, after

    @property
    def numbers(self) -> tuple[str, str]:
        """The number before and after; "" where it is not there."""
        return self.before.number if self.before else "", self.after.number if self.after else ""

    @property
    def way(self) -> float:
        """Metres between the middles of both outlines; 0 where one is not there."""
        if self.before is None or self.after is None:
            return 0.0
        return float(shapely.distance(self.before.outline.centroid, self.after.outline.centroid))


def compare(published: Plan, draft: Plan) -> tuple[Difference, ...]:
    """Every booth of either plan by its key: those of the published plan in its order, then what was added."""
    before = {booth.key: booth for booth in published.booths}
    after = {booth.key: booth for booth in draft.booths}
    keys = dict.fromkeys([*before, *after])
    return tuple(
        Difference(key, before.get(key), after.get(key), _changes(before.get(key), after.get(key))) for key in keys
    )


def _changes(before: BoothShape | None, after: BoothShape | None) -> frozenset[Change]:
    if before is None:
        return frozenset({Change.ADDED})
    if after is None:
        return frozenset({Change.REMOVED})
    found = set(_of_shape(before, after))
    if before.number != after.number:
        found.add(Change.RENUMBERED)
    if _described(before) != _described(after):
        found.add(Change.DESCRIBED)
    return frozenset(found)


def _described(booth: BoothShape) -> tuple[object, ...]:
    return booth.type, booth.open, booth.zone, booth.names, booth.height


def _of_shape(before: BoothShape, after: BoothShape) -> list[Change]:
    old, new = before.outline, after.outline
    if old.equals_exact(new, 0.0) or (old.is_valid and new.is_valid and old.equals(new)):
        return []
    if _congruent(before, after):
        return [Change.MOVED]
    grown = new.area - old.area
    size = Change.GREW if grown >= _AREA else Change.SHRANK if grown <= -_AREA else Change.RESHAPED
    return [size, Change.MOVED] if _elsewhere(before, after) else [size]


def _congruent(before: BoothShape, after: BoothShape) -> bool:
    """Whether one is the other moved or turned: rectangles by their sides, other shapes if they were only moved."""
    old, new = frame(before.outline), frame(after.outline)
    if old is not None and new is not None:
        sides = np.sort([(old.width, old.depth), (new.width, new.depth)], axis=1)
        return bool(np.abs(sides[0] - sides[1]).max() <= _SIDE)
    corners = [shapely.get_coordinates(shapely.normalize(each.outline)) for each in (before, after)]
    if corners[0].shape != corners[1].shape:
        return False
    ways = corners[1] - corners[0]
    return bool(np.abs(ways - ways[0]).max() <= _SIDE)


def _elsewhere(before: BoothShape, after: BoothShape) -> bool:
    old, new = (mended(each.outline) for each in (before, after))
    least = min(old.area, new.area)
    return bool(old.intersection(new).area < _HELD * least)
