"""Whether an outline can be a booth at all, and if not, why."""

from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.depth import LIMIT, depths

_THIN = 0.75 * LIMIT
"""Floor per metre of boundary below which an outline may be too thin; a strip of depth d has less than d / 2."""


_MOST_CORNERS = 500


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


def mended(outline: Any) -> Any:
    """The floor, line or point that an outline seems to mean, as a valid shape; a valid one is given back.

    What is inside counts once, crossing edges or not. An outline of more than 500 corners that crosses itself may
    do so a hundred thousand times, and no drawing is worth the minutes: then it is the area round it.
    """
    if outline.is_valid:
        return outline
    if shapely.get_num_coordinates(outline) > _MOST_CORNERS:
        return shapely.convex_hull(outline)
    # Two points have a line between them, but no ring that could be put right.
    return shapely.convex_hull(outline) if _is_flat(outline) else shapely.make_valid(outline, method="structure")


def _fault(outline: Any) -> Fault | None:
    rings = [np.unique(shapely.get_coordinates(ring), axis=0) for ring in shapely.get_rings(outline)]
    if not rings or len(rings[0]) < 3:
        return Fault.VERTICES
    if _is_flat(outline):
        return Fault.AREA
    if outline.is_valid:
        return None
    reason = shapely.is_valid_reason(outline)
    return Fault.PARTS if reason.startswith(("Hole lies outside", "Holes are nested", "Nested")) else Fault.CROSSING


def _is_flat(outline: Any) -> bool:
    """Whether no circle of 4 mm fits: in a valid outline, or round one that is not."""
    round_it = outline if outline.is_valid else shapely.convex_hull(outline)
    return bool(depths(np.array([round_it], dtype=object))[0] <= LIMIT)
