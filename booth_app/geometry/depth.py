"""How deep one thing goes into another, said once for every rule.

The depth of an overlap, of what lies outside, of what meets an obstacle is the diameter of the largest circle in
the common (or outlying) part, in metres; over several parts, the greatest. It does not change when the plan is
turned, and unlike an area it tells a hairline along a long edge from a corner that goes in.
Source: the contract of plan files; the measures behind the limit are in `docs/geometry.md`.
"""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

LIMIT = 0.004
"""Metres. Up to this depth things touch, beyond it they meet.

Snapping to millimetres moves a depth by up to 1.3 mm: a true 2 mm measures 3.3 at most, a true 6 mm at least 4.7.
So with 4 mm a true depth of 2 mm or less is never reported and one of 6 mm or more always, at any angle.
"""

_TOLERANCE = 1e-4
_POLYGON = 3

Shapes = NDArray[np.object_]
Numbers = NDArray[np.float64]


def depths(shapes: Shapes, least: float = LIMIT) -> Numbers:
    """The depth of each shape: diameter of its largest circle, metres, to within 0.1 mm.

    Shapes may be of any kind, empty, or collections (touching edges beside an area); lines and points are 0 deep.
    A shape that is certainly not deeper than `least` may be given as 0: that spares the search for all that only
    touch. Pass `least=0` to have every depth.
    """
    found = np.zeros(len(shapes))
    parts, owner = _polygons(shapes)
    if not len(parts):
        return found
    able = _room(parts) > least
    parts, owner = parts[able], owner[able]
    if len(parts):
        # A circle is searched in valid polygons only; what an intersection gives may touch itself.
        radii = shapely.length(shapely.maximum_inscribed_circle(parts, _TOLERANCE))
        np.maximum.at(found, owner, 2 * np.nan_to_num(radii))
    return found


def deepest(shape: Any) -> float:
    """The depth of one shape; see `depths`."""
    return float(depths(np.array([shape], dtype=object), 0.0)[0])


def floor(shape: Any) -> Any:
    """The part of a shape that has floor: a polygon or several, without the edges and corners that merely touch."""
    if isinstance(shape, shapely.Polygon):
        return shape
    parts, _ = _polygons(np.array([shape], dtype=object))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))


def _polygons(shapes: Shapes) -> tuple[Shapes, NDArray[np.intp]]:
    """All polygons in the shapes, and for each the position of the shape that it came from."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    parts, outer = shapely.get_parts(parts, return_index=True)  # a collection may hold a multi-polygon
    owner = owner[outer]
    areal = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)
    return parts[areal], owner[areal]


def _room(polygons: Shapes) -> Numbers:
    """An upper bound of each polygon's largest circle: it fits in the box, and is not larger than the floor."""
    x0, y0, x1, y1 = shapely.bounds(polygons).T
    return np.minimum(np.minimum(x1 - x0, y1 - y0), np.sqrt(shapely.area(polygons) * 4 / np.pi))
