"""Whether an outline can be a booth at all, and if not, why."""

from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.depth import LIMIT, depths

_THIN = 0.75 * LIMIT
"""Floor per metre of boundary below which an outline may be too thin; a strip of depth d has less than d / 2."""


class Fault(StrEnum):
    """Why an outline is no booth. The first that holds is told."""

    VERTICES = "fewer-than-three-vertices"
    CROSSING = "edges-cross"
    PARTS = "separate-parts"
    AREA = "no-area"


def faults(outlines: NDArray[np.object_]) -> dict[int, Fault]:
    """The faulty ones among polygons, by position.

    Too thin to hold a circle of 4 mm is no area: such a sliver is a slip of the hand, and nothing else would
    ever find it in the way.
    """
    if not len(outlines):
        return {}
    floor, around = shapely.area(outlines), shapely.length(outlines)
    doubtful = ~shapely.is_valid(outlines) | (floor <= _THIN * around)
    found = {int(at): _fault(outlines[at]) for at in np.flatnonzero(doubtful)}
    return {at: fault for at, fault in found.items() if fault}


def _fault(outline: Any) -> Fault | None:
    rings = [np.unique(shapely.get_coordinates(ring), axis=0) for ring in shapely.get_rings(outline)]
    if not rings or len(rings[0]) < 3:
        return Fault.VERTICES
    sound = outline if outline.is_valid else shapely.make_valid(outline)
    if depths(np.array([sound], dtype=object))[0] <= LIMIT:
        return Fault.AREA
    if outline.is_valid:
        return None
    reason = shapely.is_valid_reason(outline)
    return Fault.PARTS if reason.startswith(("Hole lies outside", "Holes are nested", "Nested")) else Fault.CROSSING
