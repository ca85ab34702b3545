"""Shapes as path data: whole millimetres, relative, `h` and `v` where a side is straight.

A row of booths written so differs by a digit or two from booth to booth, which is what makes 5,000 of them fit in
some 50 kB (`performance.md` §2).
"""

from collections.abc import Iterable, Sequence

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

MM = 1000
"""Millimetres in a metre."""

Spot = tuple[int, int]


def mm(metres: float) -> int:
    """A length or coordinate in whole millimetres."""
    return round(metres * MM)


def spot(point: Point) -> Spot:
    """A point in whole millimetres."""
    return mm(point.x), mm(point.y)


def path(shape: BaseGeometry, about: Spot = (0, 0)) -> str:
    """Path data of any shape: areas closed (holes by the even-odd rule), lines open, points left out.

    `about` is where the drawing's origin lies: booths of one size have one path about their middles.
    """
    return "".join(_one(part, about) for part in shapely.get_parts(shape))


def polyline(spots: Sequence[Spot], *, closed: bool = False) -> str:
    """Path data through these points; a closed one does not repeat its first."""
    (x, y), *rest = spots
    steps = [f"M{x} {y}" if y >= 0 else f"M{x}{y}"]
    for nx, ny in rest:
        dx, dy = nx - x, ny - y
        if dx and dy:
            steps.append(f"l{dx} {dy}" if dy > 0 else f"l{dx}{dy}")
        elif dx:
            steps.append(f"h{dx}")
        elif dy:
            steps.append(f"v{dy}")
        x, y = nx, ny
    return "".join(steps) + ("z" if closed else "")


def _one(part: BaseGeometry, about: Spot) -> str:
    if isinstance(part, Polygon):
        return "".join(_ring(ring.coords, about) for ring in (part.exterior, *part.interiors))
    if part.geom_type == "LinearRing":
        return _ring(part.coords, about)
    if part.geom_type == "LineString" and not part.is_empty:
        return polyline(_spots(part.coords, about))
    if part.geom_type.startswith(("Multi", "GeometryCollection")):
        return path(part, about)
    return ""


def _ring(coords: Iterable[tuple[float, ...]], about: Spot) -> str:
    spots = _spots(coords, about)
    if not spots:
        return ""
    least = spots.index(min(spots[:-1], key=lambda each: (each[1], each[0])))
    turned = spots[least:-1] + spots[:least]  # one form for all booths of a size, wherever their drawing began
    return polyline(turned, closed=True)


def _spots(coords: Iterable[tuple[float, ...]], about: Spot) -> list[Spot]:
    return [(mm(x) - about[0], mm(y) - about[1]) for x, y, *_ in coords]
