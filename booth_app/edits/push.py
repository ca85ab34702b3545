"""The least ways by which a shape gets clear of what it must not meet, among all ways at once.

A shape moved by t meets another where t lies inside the sum of the other and the shape mirrored in the origin
(Minkowski): of convex shapes, the hull of all differences of their corners. The union of these sums is every way that
is no good, and the nearest points of its edge are the least good ones. So a push out of one thing is never a push
into the next. Exact but for the grid (1 mm) and circles (1 mm at a margin of 3 m).
Source: T. Lozano-Pérez, "Spatial planning: a configuration space approach", 1983, read about, not read.
"""

import math
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.validity import mended

MOST = 3.0
"""Metres. A longer way is no small cure: it is another place."""

_SEGMENTS = 32
_HAIR = 1e-6
_GIVE, _MOST_GIVE = 0.00025, 0.0013
_SAME = 0.005
_GRID = 0.001

Points = NDArray[np.float64]
Way = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Keep:
    """What a shape must keep clear of, by `margin` metres; touching at that distance is clear."""

    shape: BaseGeometry
    margin: float = 0.0


def ways(mover: BaseGeometry, keeps: list[Keep], most: float = MOST) -> list[Way]:
    """Ways (dx, dy in whole millimetres, metres) after which the mover is clear of all, the shortest first.

    Each is shorter than all others near it; none is longer than `most`. Empty where no way is that short; one of no
    length where the mover is clear as it stands.
    """
    sums = _sums(mover, keeps, most)
    exact, loose = (_union(sums, give) for give in (_GIVE, _MOST_GIVE))
    if not _inside(exact, (0.0, 0.0)):
        return [(0.0, 0.0)]
    found = _out_of(exact, most)
    # Between turned neighbours, snapped as they are, a place may be a millimetre too narrow for what stood in it.
    found += [way for way in _out_of(loose, most) if all(math.dist(way, other) > _SAME for other in found)]
    return sorted(found, key=lambda way: (round(math.hypot(*way), 4), way))


def outside(hall: BaseGeometry, mover: BaseGeometry, margin: float = 0.0, most: float = MOST) -> list[Keep]:
    """All that is not the hall around a mover, as something to keep clear of."""
    x0, y0, x1, y1 = mover.bounds
    room = most + margin + 1.0
    beyond = shapely.difference(shapely.box(x0 - room, y0 - room, x1 + room, y1 + room), hall)
    return [] if beyond.is_empty else [Keep(beyond, margin)]


def retreat(side: tuple[Way, Way], outline: Polygon, keeps: list[Keep]) -> float:
    """How far the side must be drawn back (whole millimetres, metres) until nothing to keep clear of lies before it.

    `side` is a point on it and the direction out of the outline, one metre long. 0 where nothing does.
    """
    (x, y), (nx, ny) = side
    deepest = 0.0
    for keep in keeps:
        zone = shapely.buffer(keep.shape, keep.margin, quad_segs=_SEGMENTS) if keep.margin else keep.shape
        points = shapely.get_coordinates(shapely.intersection(outline, zone))
        if len(points):
            deepest = max(deepest, float((x * nx + y * ny - points @ np.array([nx, ny])).max()))
    return math.ceil((deepest - 1e-5) / _GRID) * _GRID


def _sums(mover: BaseGeometry, keeps: list[Keep], most: float) -> Any:
    """For each piece of each thing to keep clear of, the ways that make the mover meet it."""
    mine = [shapely.get_coordinates(piece) for piece in convex(mover)]
    sums = []
    for keep in keeps:
        if shapely.distance(mover, keep.shape) >= most + keep.margin:
            continue
        for piece in convex(keep.shape):
            theirs = shapely.get_coordinates(piece)
            hulls = [_hull((theirs[:, None] - corners[None]).reshape(-1, 2)) for corners in mine]
            sums += [shapely.buffer(each, keep.margin, quad_segs=_SEGMENTS) if keep.margin else each for each in hulls]
    return np.array(sums, dtype=object)


def _union(sums: Any, give: float) -> Any:
    # Without giving way a hair, a place that fits exactly would be closed by what is on both sides of it.
    return shapely.union_all(shapely.buffer(sums, -give, join_style="mitre")) if len(sums) else Polygon()


def _out_of(bad: Any, most: float) -> list[Way]:
    """Ways on the grid, out of what is bad, each the shortest of those near it."""
    found: dict[Way, None] = {}
    for ring in shapely.get_rings(shapely.get_parts(bad)):
        for point in _nearest(shapely.get_coordinates(ring)):
            way = _on_grid(bad, point)
            if way is not None and math.hypot(*way) <= most:
                found[way] = None
    return list(found)


def _hull(points: Points) -> Any:
    return shapely.convex_hull(shapely.multipoints(np.round(points, 6)))


def convex(shape: BaseGeometry) -> list[BaseGeometry]:
    """Convex pieces that make up the shape's floor; a line or point is its own hull."""
    pieces: list[BaseGeometry] = []
    for part in shapely.get_parts(mended(shape)):
        hull = shapely.convex_hull(part)
        if not isinstance(part, Polygon) or hull.area - part.area <= _HAIR:
            pieces.append(hull)
        else:
            pieces += list(shapely.get_parts(shapely.constrained_delaunay_triangles(part)))
    return pieces


def _nearest(ring: Points) -> Points:
    """Points of a ring that are nearer to the origin than the points about them."""
    start, along = ring[:-1], np.diff(ring, axis=0)
    square = np.maximum((along * along).sum(axis=1), 1e-18)
    share = np.clip(-(start * along).sum(axis=1) / square, 0.0, 1.0)
    points = start + along * share[:, None]
    far = np.hypot(*points.T)
    least = (far <= np.roll(far, 1) + _HAIR) & (far <= np.roll(far, -1) + _HAIR)
    return points[least]


def _on_grid(bad: BaseGeometry, point: Points) -> Way | None:
    """The nearest way in whole millimetres that is good: the point itself lies between up to four."""
    base = np.floor(point / _GRID + _HAIR)
    near = [((base[0] + i) * _GRID, (base[1] + j) * _GRID) for i, j in product((-1, 0, 1, 2), repeat=2)]
    near.sort(key=lambda way: (math.hypot(*way), way))
    for x, y in near:
        way = (round(float(x), 3) + 0.0, round(float(y), 3) + 0.0)
        if not _inside(bad, way):
            return way
    return None


def _inside(bad: BaseGeometry, way: Way) -> bool:
    point: Any = shapely.Point(way)
    return bool(shapely.intersects(bad, point)) and shapely.distance(shapely.boundary(bad), point) > 2 * _HAIR
