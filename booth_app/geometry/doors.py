"""Exits and entrances as they stand in a wall: how wide they are, which way leads in, what floor lies before them.

A door's opening is the part of the hall's boundary that its shape lies along; an exit may as well stand in the wall
of stairs or of a room. Walls are cut at corners that bend by more than 30°, so that a door in a curved wall is one
door and a door in a corner does not count the other wall. Clear width: what the drawing declares, else the straight
distance between the opening's ends. Source of the definition: `docs/layout-rules.md`, “Exits”.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from booth_app.geometry.plan import Fixture, FixtureKind, Plan
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import mended

REACH = 0.5
"""Metres from a wall within which a door is taken to stand in it."""

ROOMS = frozenset({FixtureKind.STAIRS, FixtureKind.LIFT, FixtureKind.FACILITY})

_HAIR = 0.01
_AS_NEAR = 0.02
_CORNER = np.radians(30)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Door:
    """A thing in a wall: its straight opening, the unit vector into the hall, its clear width in metres.

    `inward` is None where it stands in no wall; the opening is then the longer middle line of its shape.
    """

    fixture: Fixture
    opening: LineString
    inward: tuple[float, float] | None
    width: float

    @property
    def middle(self) -> Numbers:
        """The middle of the opening, [x, y]."""
        return shapely.get_coordinates(self.opening)[[0, -1]].mean(axis=0)

    def clear(self) -> LineString:
        """The opening's clear part: as wide as the door, about its middle."""
        along = self.along() * self.width / 2
        return LineString([self.middle - along, self.middle + along])

    def front(self, depth: float, side: float) -> BaseGeometry:
        """The rectangle before the door: its clear width and `side` more at each end, `depth` deep; metres.

        Where nobody knows which side is in, it lies on both.
        """
        along = self.along() * (self.width / 2 + side)
        a, b = self.middle - along, self.middle + along
        across = np.array(self.inward) if self.inward else np.array([-along[1], along[0]]) / np.hypot(*along)
        before = Polygon([a, b, b + across * depth, a + across * depth])
        if self.inward:
            return before
        return shapely.union(before, Polygon([a, b, b - across * depth, a - across * depth]))

    def away(self, shape: BaseGeometry) -> float:
        """How far before the door a shape begins, metres; 0 where it stands in it."""
        if self.inward is None:
            return float(shapely.distance(self.opening, shape))
        before = (shapely.get_coordinates(shape) - self.middle) @ np.array(self.inward)
        return max(0.0, float(before.min()))

    def along(self) -> Numbers:
        """The unit vector [x, y] along the opening; of an opening without length, across the way in."""
        ends = shapely.get_coordinates(self.opening)[[0, -1]]
        run = ends[1] - ends[0]
        length = float(np.hypot(*run))
        if length:
            return run / length
        return np.array([-self.inward[1], self.inward[0]]) if self.inward else np.array([1.0, 0.0])


def doors(survey: Survey, kind: FixtureKind) -> tuple[Door, ...]:
    """All exits, entrances or panels of the plan as they stand in its walls, in order."""
    walls = survey.lasting("walls of doors", lambda: tuple(_walls(survey.plan)))
    return survey.lasting(
        ("doors", kind), lambda: tuple(_door(each, walls) for each in survey.plan.fixtures if each.kind is kind)
    )


def floor_of_halls(survey: Survey) -> BaseGeometry:
    """All halls' floor as one shape."""
    return survey.lasting(
        "floor of halls", lambda: shapely.union_all([mended(hall.outline) for hall in survey.plan.halls])
    )


@dataclass(frozen=True, slots=True)
class _Wall:
    """A stretch of wall without corners, and the area that it bounds; `room`: one comes out of the area by it."""

    line: LineString
    area: BaseGeometry
    room: bool


def _walls(plan: Plan) -> Iterator[_Wall]:
    areas = [(mended(hall.outline), False) for hall in plan.halls]
    areas += [(mended(each.outline), True) for each in plan.fixtures if each.kind in ROOMS]
    for area, room in areas:
        for part in _polygons(area):
            for ring in shapely.get_rings(part):
                yield from (_Wall(line, area, room) for line in _stretches(shapely.get_coordinates(ring)))


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon) and part.area > 0]


def _stretches(ring: Numbers) -> Iterator[LineString]:
    """A closed ring cut at its corners."""
    points = ring[:-1][np.any(np.diff(ring, axis=0) != 0, axis=1)]
    came, goes = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    bend = np.arctan2(came[:, 0] * goes[:, 1] - came[:, 1] * goes[:, 0], (came * goes).sum(axis=1))
    corners = np.flatnonzero(np.abs(bend) > _CORNER).tolist()
    if not corners:
        yield LineString(np.vstack([points, points[:1]]))
        return
    points = np.roll(points, -corners[0], axis=0)
    cuts = [at - corners[0] for at in corners] + [len(points)]
    points = np.vstack([points, points[:1]])
    for start, end in pairwise(cuts):
        yield LineString(points[start : end + 1])


def _door(fixture: Fixture, walls: tuple[_Wall, ...]) -> Door:
    wall, stretch = _standing(fixture.outline, walls)
    if wall is None or stretch is None or not _is_open(stretch):
        opening = _middle_line(fixture.outline)
        width = opening.length if fixture.width is None else fixture.width
        return Door(fixture, opening, None, float(width))
    ends = shapely.get_coordinates(stretch)[[0, -1]]
    opening = LineString(ends)
    width = opening.length if fixture.width is None else fixture.width
    return Door(fixture, opening, _inward(stretch, wall), float(width))


def _is_open(stretch: LineString) -> bool:
    """Whether a stretch has two ends; a shape that takes in a whole round hall stands in no wall."""
    ends = shapely.get_coordinates(stretch)[[0, -1]]
    return float(np.hypot(*(ends[1] - ends[0]))) > _HAIR / 100


def _standing(shape: BaseGeometry, walls: tuple[_Wall, ...]) -> tuple[_Wall | None, LineString | None]:
    """The wall that a shape stands in, and its stretch; among equally near ones, the one along which it is longer."""
    if shape.is_empty or not walls:
        return None, None
    away = shapely.distance(np.array([wall.line for wall in walls], dtype=object), shape)
    if away.min() > REACH:
        return None, None
    near = [walls[at] for at in np.flatnonzero(away <= away.min() + _AS_NEAR).tolist()]
    found = [(wall, stretch) for wall in near if (stretch := _along_wall(wall.line, shape)) is not None]
    return max(found, key=lambda each: each[1].length, default=(None, None))


def _along_wall(wall: LineString, shape: BaseGeometry) -> LineString | None:
    """The part of a wall that a shape lies along, though it be a few millimetres off it.

    The shape is grown until it surely meets the wall, and what that adds at each end is taken off again; nothing is
    added where the wall itself ends.
    """
    grown = float(shapely.distance(wall, shape)) + _HAIR
    met = shapely.intersection(wall, shape.buffer(grown, cap_style="square", join_style="mitre"))
    if met.geom_type == "MultiLineString":
        met = shapely.line_merge(met)
    lines = [part for part in shapely.get_parts(met).tolist() if isinstance(part, LineString)]
    if not lines:
        return None
    longest = max(lines, key=lambda line: line.length)
    ends, own = (shapely.get_coordinates(line)[[0, -1]] for line in (longest, wall))
    # A closed wall has no end of its own.
    at_end = np.linalg.norm(ends[:, None] - own[None, :], axis=2).min(axis=1) < _HAIR / 10
    off = np.where(at_end & (not wall.is_closed), 0.0, grown)
    start, end = float(off[0]), longest.length - float(off[1])
    if end - start <= _HAIR:
        middle = (start + end) / 2
        start, end = max(0.0, middle - _HAIR / 2), min(longest.length, middle + _HAIR / 2)
    cut = substring(longest, start, end)
    return cut if isinstance(cut, LineString) else None


def _inward(stretch: LineString, wall: _Wall) -> tuple[float, float]:
    """The way into the hall: into the area that a hall's wall bounds, out of that of a room's."""
    ends = shapely.get_coordinates(stretch)[[0, -1]]
    run = (ends[1] - ends[0]) / np.hypot(*(ends[1] - ends[0]))
    across = np.array([-run[1], run[0]])
    middle = shapely.get_coordinates(stretch.interpolate(0.5, normalized=True))[0]
    within = bool(shapely.covers(wall.area, shapely.Point(middle + across * _HAIR)))
    into = across if within != wall.room else -across
    return float(into[0]), float(into[1])


def _middle_line(shape: BaseGeometry) -> LineString:
    """The longer middle line of the smallest rectangle round a shape."""
    frame = shapely.minimum_rotated_rectangle(shape)
    corners = shapely.get_coordinates(frame)
    if not isinstance(frame, Polygon):
        return LineString([corners[0], corners[-1]])
    a, b, c, d = corners[:4]
    if np.hypot(*(b - a)) < np.hypot(*(c - b)):
        a, b, c, d = b, c, d, a
    return LineString([(a + d) / 2, (b + c) / 2])


def floor_before(halls: BaseGeometry, rectangle: BaseGeometry, opening: BaseGeometry) -> BaseGeometry:
    """The part of a rectangle that is floor of the hall and hangs together with the opening it lies before."""
    parts = shapely.get_parts(shapely.intersection(rectangle, halls)).tolist()
    return shapely.union_all([part for part in parts if _touches(part, opening)])


def _touches(part: BaseGeometry, opening: BaseGeometry) -> bool:
    # A door may be drawn up to half a metre before or behind its wall; its opening lies on the wall all the same.
    return bool(shapely.distance(part, opening) <= _HAIR)
