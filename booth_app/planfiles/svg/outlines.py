"""Rings of points to the outline of one thing, on the millimetre grid."""

from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.depth import floor
from booth_app.geometry.plan import GRID
from booth_app.geometry.validity import mended
from booth_app.planfiles.svg.paths import Points

_SLIT = 0.002
"""Metres. Parts of one thing that are nearer than twice this were meant to meet."""

_SAME_AREA = 1e-6


def outline(parts: list[list[Points]], rules: list[str]) -> Polygon:
    """The union of the parts, each a list of rings with its fill rule, as one polygon.

    What is no valid floor stays as it was drawn, an invalid polygon, so that a rule can tell: crossing edges, no
    area, parts that lie apart (their rings then stand as holes outside the shell).
    """
    drawn = [_region(rings, rule) for rings, rule in zip(parts, rules, strict=True)]
    drawn = [each for each in drawn if _has_floor(each)] or drawn[:1]
    if len(drawn) == 1 and isinstance(drawn[0], Polygon):
        return drawn[0]
    if all(each.is_valid for each in drawn):
        whole = shapely.union_all(drawn)
        if isinstance(whole, MultiPolygon):
            closed = shapely.buffer(whole, _SLIT, join_style="mitre")
            closed = _snapped(shapely.buffer(closed, -_SLIT, join_style="mitre"))
            whole = closed if isinstance(closed, Polygon) else whole
        if isinstance(whole, Polygon):
            return _snapped(whole)
    pieces = sorted((part for each in drawn for part in shapely.get_parts(each)), key=lambda part: -part.area)
    return Polygon(pieces[0].exterior, [part.exterior for part in pieces[1:]])


def touching(parts: list[list[Points]], rules: list[str]) -> list[list[int]]:
    """Which of the parts hang together, each group in file order."""
    drawn = np.array([_region(rings, rule) for rings, rule in zip(parts, rules, strict=True)], dtype=object)
    one, other = shapely.STRtree(drawn).query(drawn, predicate="dwithin", distance=2 * _SLIT)
    first = list(range(len(parts)))
    for a, b in sorted(zip(one.tolist(), other.tolist(), strict=True)):
        least, most = sorted((first[a], first[b]))
        first = [least if each == most else each for each in first]
    groups: dict[int, list[int]] = {}
    for at, group in enumerate(first):
        groups.setdefault(group, []).append(at)
    return list(groups.values())


def body(parts: list[list[Points]], rules: list[str]) -> tuple[BaseGeometry | None, bool]:
    """The floor that a fixture or a zone takes, or None, and whether it had to be put right: it crossed itself."""
    drawn = [_region(rings, rule) for rings, rule in zip(parts, rules, strict=True)]
    sound = [floor(mended(each)) for each in drawn]
    whole = shapely.union_all([each for each in sound if each.area > 0])
    if whole.is_empty:
        return None, False
    return _snapped(floor(whole)), any(not each.is_valid and _has_floor(each) for each in drawn)


def opening(parts: list[list[Points]]) -> LineString | None:
    """The longest line in what was drawn without area: an exit or an entrance as a stroke in the wall."""
    lines = [LineString(_distinct(points)) for rings in parts for points in rings if len(_distinct(points)) > 1]
    return max(lines, key=lambda line: line.length, default=None)


def _region(rings: list[Points], rule: str) -> Any:
    """The floor within the rings of one shape under its fill rule: a polygon, or several."""
    polygons = [_polygon(points) for points in rings]
    solid = [each for each in polygons if _has_floor(each)] or polygons[:1]
    if len(solid) == 1:
        return solid[0]
    if not all(each.is_valid for each in solid):
        solid.sort(key=lambda each: -shapely.length(each))
        return Polygon(solid[0].exterior, [each.exterior for each in solid[1:]])
    outer, *inner = sorted(solid, key=lambda each: -each.area)
    if rule == "evenodd" or all(each.exterior.is_ccw != outer.exterior.is_ccw for each in inner):
        plain = Polygon(outer.exterior, [each.exterior for each in inner])
        if plain.is_valid:  # a floor with holes, the usual case
            return plain
    return _snapped(_filled(solid, rule))


def _has_floor(shape: Any) -> bool:
    """Whether there is floor in it, crossing edges or not: a stroke beside a booth's outline has none."""
    return bool((shape if shape.is_valid else shapely.convex_hull(shape)).area > 0)


def _filled(polygons: list[Polygon], rule: str) -> Any:
    """Cut the plane along all rings; keep the faces that the fill rule counts as inside."""
    edges = shapely.union_all([each.exterior for each in polygons])
    faces = shapely.get_parts(shapely.polygonize([edges]))
    turns = np.array([1 if each.exterior.is_ccw else -1 for each in polygons])
    within = np.array([shapely.contains_properly(each, shapely.point_on_surface(faces)) for each in polygons])
    wound = (turns[:, None] * within).sum(axis=0)
    inside = within.sum(axis=0) % 2 == 1 if rule == "evenodd" else wound != 0
    return shapely.union_all(faces[inside])


def _polygon(points: Points) -> Polygon:
    """One ring as a polygon on the grid. One that only touches itself is put right: its floor is what was meant."""
    ring = _distinct(points)
    if len(ring) > 1 and (ring[0] == ring[-1]).all():
        ring = ring[:-1]
    if len(ring) < 3:
        ring = np.concatenate([ring, np.repeat(ring[:1], 4 - len(ring), axis=0)])
    polygon = Polygon(ring)
    if polygon.is_valid:
        return polygon
    sound = floor(mended(polygon))
    x, y = ring.T
    enclosed = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
    if isinstance(sound, Polygon) and sound.area > 0 and abs(sound.area - enclosed) < _SAME_AREA:
        return _snapped(sound)
    return polygon


def _distinct(points: Points) -> Points:
    """The points on the millimetre grid, none twice in a row."""
    grid = np.round(points / GRID) * GRID
    grid = np.round(grid, 3) + 0.0  # no 0.30000000000000004 and no −0
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    return grid[keep]


def _snapped(shape: Any) -> Any:
    """The shape with its corners on the grid and no corner twice; the way round and the first corner are kept."""
    polygons = []
    for part in shapely.get_parts(shape):
        rings = [_distinct(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part)]
        rings = [ring for ring in rings if len(ring) > 3]
        if rings:
            polygons.append(Polygon(rings[0], rings[1:]))
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
