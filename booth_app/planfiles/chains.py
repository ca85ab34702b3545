"""Single lines to outlines: ends that were meant to meet are joined, and what they enclose is floor."""

from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon

from booth_app.planfiles.svg.paths import Points

REACH = 0.001
"""Metres. Ends that are nearer than this are one point."""


def faces(lines: list[Points]) -> tuple[list[Polygon], int]:
    """What the lines enclose, and how many of them enclose nothing."""
    drawn = joined(lines)
    if not drawn:
        return [], 0
    whole = shapely.union_all(np.array([LineString(line) for line in drawn], dtype=object))
    found, cuts, dangles, _ = shapely.polygonize_full(shapely.get_parts(whole))
    polygons = [each for each in shapely.get_parts(found) if isinstance(each, Polygon)]
    return polygons, len(shapely.get_parts(cuts)) + len(shapely.get_parts(dangles))


def strokes(lines: list[Points]) -> list[Points]:
    """The lines, those that go on from one another in one."""
    drawn = joined(lines)
    if not drawn:
        return []
    merged = shapely.line_merge(MultiLineString([LineString(line) for line in drawn]))
    return [shapely.get_coordinates(each) for each in shapely.get_parts(merged)]


def joined(lines: list[Points]) -> list[Points]:
    """The lines with their ends on one point where they are nearer than a millimetre."""
    lines = [line for line in lines if len(line) > 1 and (line != line[0]).any()]
    if not lines:
        return []
    ends = np.concatenate([line[[0, -1]] for line in lines])
    points: Any = shapely.points(ends)
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=REACH)
    first = np.arange(len(ends))
    for a, b in zip(one, other, strict=True):
        if b < a:
            first[a] = min(first[a], first[b])
    together = ends[first]
    made = []
    for at, line in enumerate(lines):
        moved = line.copy()
        moved[0], moved[-1] = together[2 * at], together[2 * at + 1]
        if (moved != moved[0]).any():
            made.append(moved)
    return made


def shells(polygons: list[Polygon]) -> list[Points]:
    """The outer rings of what the polygons cover together."""
    whole = shapely.union_all(np.array(polygons, dtype=object))
    return [shapely.get_coordinates(part.exterior) for part in shapely.get_parts(whole) if isinstance(part, Polygon)]
