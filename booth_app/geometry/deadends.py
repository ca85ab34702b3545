"""Dead ends: parts of the floor that one gets out of only by the way one came in.

A straight line across the floor parts it if and only if both of its ends lie on one ring of its edge: on the hall's
outline with all that stands against it, or round one island. Such lines are searched where the floor is locally
narrowest (`gaps.py`: the circle over the line touches the edge nowhere else, so two of them never cross), and across
it at the jambs of every door. A part behind a line that holds no exit is hanging; its depth is the way from its
deepest place to the line, which lies at the edge of the aisle that it opens on. This gives what the bridges of a
pruned skeleton give, without sampling. Columns and the like (under 2 m²) do not make two ways of one.
Source: the definitions that `docs/geometry.md` gathers under "Ways".
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.depth import floor as only_floor
from booth_app.geometry.doors import Door, doors
from booth_app.geometry.field import Field, Targets
from booth_app.geometry.free import free
from booth_app.geometry.gaps import Gaps, gaps
from booth_app.geometry.ground import SLACK, Ground
from booth_app.geometry.plan import FixtureKind
from booth_app.geometry.rim import rim
from booth_app.geometry.survey import Survey
from booth_app.geometry.ways import BODY

WIDEST = 12.0
"""Metres: a mouth wider than this is no mouth."""

SHALLOW = 2.0
PER_WIDTH = 2.5
"""A part less deep than 2 m, or than 2.5 times its own width, is no dead end (the latter after the International
Building Code's exemption of wide and shallow ones, from memory and not verified)."""

_SMALL = 2.0
_HAIR = 0.001
_GRID = 1e-5

SNAPPED = 0.01
"""Metres by which a depth may pass its limit: snapping to millimetres and sight to 3 mm are not the plan."""

_ASIDE = 0.05
_FINE = 0.01
_BESIDE = 0.02
_FRONT = 0.5


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A hanging part: its floor, its depth and the width of its mouth in metres, the booths along it (places)."""

    floor: Any
    depth: float
    width: float
    booths: tuple[int, ...]


def dead_ends(survey: Survey, least: float, body: float = BODY) -> list[DeadEnd]:
    """The largest hanging parts that are deeper than `least` metres, none within another; deepest first.

    Entrances let people out too. Parts of the floor without any door have no way out at all and are left out.
    """
    out = _outlets(survey, body)
    found: list[DeadEnd] = []
    for part in shapely.get_parts(free(survey).walkable):
        found += _in_part(survey, part, out, least, body)
    return sorted(found, key=lambda each: (-each.depth, each.booths))


def single_outlets(survey: Survey, body: float = BODY) -> Any:
    """The parts of the floor that have one exit or entrance only, as one shape."""
    parts = shapely.get_parts(free(survey).walkable)
    out: Any = shapely.points(_outlets(survey, body))
    doors_of, _ = shapely.STRtree(out).query(parts, predicate="dwithin", distance=_ASIDE)
    return shapely.union_all(parts[np.bincount(doors_of, minlength=len(parts)) == 1])


def _doors(survey: Survey) -> tuple[Door, ...]:
    return (*doors(survey, FixtureKind.EXIT), *doors(survey, FixtureKind.ENTRANCE))


def _outlets(survey: Survey, body: float) -> NDArray[np.float64]:
    through = [door for door in _doors(survey) if door.width >= 2 * body - SLACK]
    places = [door.middle + (np.array(door.inward) * _ASIDE if door.inward else 0.0) for door in through]
    return np.array(places).reshape(-1, 2)


def _in_part(survey: Survey, part: Any, out: NDArray[np.float64], least: float, body: float) -> list[DeadEnd]:
    reached = out[shapely.dwithin(part, shapely.points(out), _ASIDE)]
    if not len(reached):
        return []
    rings, plain = _rings(part)
    across = _across(survey, part, rings, plain)
    sides = []
    for at in range(len(across)):
        for side in _sides(rings, across, at):
            holds = shapely.dwithin(side, shapely.points(reached), _HAIR)
            # The way in and out is no longer than along the edge.
            if not holds.any() and side.length / 2 > max(least, PER_WIDTH * across.length[at]):
                sides.append((side, at))
    found: list[tuple[Any, DeadEnd]] = []
    for side, at in sorted(sides, key=lambda each: -each[0].area):
        if any(taken.contains(side.representative_point()) for taken, _ in found):
            continue
        width = float(across.length[at])
        depth = _depth(part, side, across.lines[at], body)
        # What is as deep as allowed passes, however snapping to millimetres and sight to 3 mm turn out.
        if depth > max(least, SHALLOW) + SNAPPED and depth >= PER_WIDTH * width:
            floor = only_floor(shapely.intersection(side, part))
            found.append((side, DeadEnd(floor, depth, width, _along(survey, floor))))
    return [each for _, each in found]


def _rings(part: Any) -> tuple[list[Any], Any]:
    """The rings between whose own points a line can part the floor, and the floor with those alone.

    No line from one side of a convex island to another runs over the floor; small islands are left out on purpose.
    """
    holes = [
        ring
        for ring in part.interiors
        if (own := shapely.Polygon(ring)).area >= _SMALL and own.convex_hull.area - own.area > 1e-3 * own.area
    ]
    plain = shapely.simplify(shapely.Polygon(part.exterior, holes), _HAIR / 2)
    return [plain.exterior, *plain.interiors], plain


def _across(survey: Survey, part: Any, rings: list[Any], plain: Any) -> Gaps:
    """The lines that part the floor at its mouths and beside its doors."""
    found = gaps(plain, WIDEST)
    beside = _beside_doors(survey, plain)
    start, end = np.concatenate([found.start, beside.start]), np.concatenate([found.end, beside.end])
    length = np.concatenate([found.length, beside.length])
    if not len(length):
        return found
    tree = shapely.STRtree(rings)
    one, two = (tree.nearest(shapely.points(each)) for each in (start, end))
    small = [hole for ring in part.interiors if (hole := shapely.Polygon(ring)).area < _SMALL]
    filled = shapely.union_all([part, *small]) if small else part
    shapely.prepare(filled)
    along = (end - start) / length[:, None]
    inner: Any = shapely.linestrings(np.stack([start + _HAIR * along, end - _HAIR * along], axis=1))
    kept = (one == two) & (length > 2 * _HAIR) & shapely.covers(filled, inner)
    kept[kept] = _alone(shapely.boundary(filled), start[kept], end[kept], length[kept])
    return Gaps(start[kept], end[kept], length[kept])


def _alone(edge: Any, start: Any, end: Any, length: Any) -> NDArray[np.bool_]:
    """Whether the circle over each line meets the edge nowhere but about the line's own ends."""
    circles = shapely.buffer(shapely.points((start + end) / 2), length / 2 - _HAIR, quad_segs=16)
    ends = [shapely.buffer(shapely.points(at), 0.15 * length + _HAIR) for at in (start, end)]
    rest = shapely.difference(circles, shapely.union(*ends))
    shapely.prepare(edge)
    return ~shapely.intersects(edge, rest)


def _beside_doors(survey: Survey, plain: Any) -> Gaps:
    """Lines straight across the floor from both jambs of every door in a wall."""
    starts, ends = [np.empty((0, 2))], [np.empty((0, 2))]
    edge = shapely.boundary(plain)
    for door in _doors(survey):
        if door.inward is None:
            continue
        into = np.array(door.inward)
        for jamb in shapely.get_coordinates(door.clear())[[0, -1]]:
            ray = shapely.LineString([jamb + into * _ASIDE, jamb + into * WIDEST])
            hits = shapely.get_coordinates(shapely.intersection(ray, edge))
            if len(hits) and shapely.dwithin(edge, shapely.Point(jamb), _ASIDE):
                starts.append(jamb[None])
                ends.append(hits[[np.hypot(*(hits - jamb).T).argmin()]])
    start, end = np.concatenate(starts), np.concatenate(ends)
    return Gaps(start, end, np.hypot(*(end - start).T))


def _sides(rings: list[Any], across: Gaps, at: int) -> list[Any]:
    """The parts on both sides of a line; behind a line on an island only the one that the island encloses with it."""
    line = shapely.LineString([across.start[at], across.end[at]])
    ring = rings[int(shapely.STRtree(rings).nearest(shapely.Point(across.start[at])))]
    # A foot lies on its edge but for rounding: the grid brings the two together.
    faces = shapely.get_parts(shapely.polygonize([shapely.union(ring, line, grid_size=_GRID)]))
    island = None if ring is rings[0] else shapely.Polygon(ring)
    return [face for face in faces if island is None or not island.contains(face.representative_point())]


def _depth(part: Any, side: Any, mouth: Any, body: float) -> float:
    """The longest way from anywhere behind the mouth to it."""
    room: Any = shapely.intersection(part, shapely.union(side, shapely.buffer(mouth, 4 * body)))
    ground = Ground(only_floor(room), body)
    length = mouth.length
    inset = min(body, length / 2)
    target = shapely.LineString([mouth.interpolate(inset), mouth.interpolate(max(length - inset, inset + _HAIR / 10))])
    field = Field(ground, Targets.from_shapes([target]))
    edge = rim(field, 0.0, _FINE)
    far = edge.far[shapely.dwithin(side, shapely.points(edge.corners), _HAIR) & np.isfinite(edge.far)]
    if not len(far):
        return 0.0
    _, heights, _ = edge.peaks(np.full(len(edge.sides), float(far.max())))
    # The deepest place is a body away from the wall behind it.
    return max(float(far.max()), float(heights.max(initial=0.0))) + body


def _along(survey: Survey, floor: Any) -> tuple[int, ...]:
    """The booths that have half a metre of edge on a floor, by their places in the plan."""
    outlines: Any = np.array([booth.outline for booth in survey.plan.booths], dtype=object)
    near = shapely.buffer(floor, _BESIDE, join_style="mitre")
    which = np.sort(shapely.STRtree(outlines).query(near, predicate="intersects"))
    shared = shapely.length(shapely.intersection(shapely.boundary(outlines[which]), near))
    return tuple(which[shared >= _FRONT].tolist())
