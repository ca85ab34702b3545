"""Elements of a DXF drawing to paths, and paths to points. Curves stay curves until the unit is known."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from ezdxf import path as paths
from ezdxf.math import Matrix44

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.svg.paths import Points

_OPEN = frozenset(["LINE", "LWPOLYLINE", "POLYLINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE", "3DFACE"])
FILLED = frozenset(["HATCH", "MPOLYGON", "SOLID", "TRACE"])
SHAPES = _OPEN | FILLED

_FLAT = Matrix44.scale(1, 1, 0)
"""A plan has no heights; a curve that has an endless one would have endless chords."""

_MOST_KNOTS = 2 * bounds.VERTICES_OF_ONE
_CURVES = 4  # chords of a curve at least


class NoShape(ValueError):
    """An element that cannot be drawn: figures that are none, no extent, too much of everything."""


def outlines(element: Any) -> list[Any]:
    """The element's paths in the drawing's units, in the world's axes (OCS and extrusion applied).

    Raises:
        NoShape: whatever is wrong with it.
    """
    kind = element.dxftype()
    try:
        if _corners(element, kind) > bounds.VERTICES_OF_ONE:
            raise NoShape
        found = list(paths.from_hatch(element)) if kind in {"HATCH", "MPOLYGON"} else [paths.make_path(element)]
        single = [part for each in found for part in (each.sub_paths() if each.has_sub_paths else [each])]
        single = [each.transform(_FLAT) for each in single if len(each)]
    except NoShape:
        raise
    except Exception as error:  # ezdxf promises nothing about the elements of a damaged file
        raise NoShape from error
    if not single:
        raise NoShape
    return single


def control_points(path: Any) -> Points:
    """The corners and handles of a path, x and y.

    Raises:
        NoShape: one of them is no finite number.
    """
    points = np.array([(point.x, point.y) for point in path.control_vertices()], dtype=float).reshape(-1, 2)
    if not len(points) or not np.isfinite(points).all():
        raise NoShape
    return points


def points(path: Any, flat: float) -> Points:
    """The path as points, its curves within `flat` (units) of their chords.

    Raises:
        NoShape: more than 10,000 of them.
    """
    made = np.array([(point.x, point.y) for point in path.flattening(flat, segments=_CURVES)], dtype=float)
    if len(made) > bounds.VERTICES_OF_ONE or not np.isfinite(made).all():
        raise NoShape
    return made


def is_closed(element: Any, path: Any) -> bool:
    """Whether it has floor inside: said to be closed, or its ends are one point."""
    if element.dxftype() == "LINE":
        return False
    return element.dxftype() in FILLED or bool(path.is_closed)


def leaves(elements: Iterable[Any]) -> list[float]:
    """The radii of quarter circles, which are what doors are drawn as."""
    found = []
    for element in elements:
        if element.dxftype() == "ARC":
            turn = (element.dxf.get("end_angle", 0.0) - element.dxf.get("start_angle", 0.0)) % 360
            radius = float(element.dxf.get("radius", 0.0))
            if abs(turn - 90) < 1 and math.isfinite(radius) and radius > 0:
                found.append(radius)
    return found


def _corners(element: Any, kind: str) -> int:
    match kind:
        case "LWPOLYLINE":
            return len(element)
        case "POLYLINE":
            return len(element.vertices)
        case "SPLINE":
            knots = max(len(element.knots), len(element.control_points), len(element.fit_points))
            if knots > _MOST_KNOTS or int(element.dxf.get("degree", 3)) > 15:
                raise NoShape
            return knots // 2
        case "HATCH" | "MPOLYGON":
            return sum(
                len(each.vertices) if hasattr(each, "vertices") else len(each.edges) for each in element.paths.paths
            )
        case _:
            return 4
