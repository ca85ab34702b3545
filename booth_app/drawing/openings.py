"""Where doors stand in a hall's wall: the stretch of wall they open, and which way is out."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, degrees, hypot

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from booth_app.geometry.plan import Fixture, FixtureKind, Hall

DOORS = frozenset({FixtureKind.ENTRANCE, FixtureKind.EXIT})
_REACH = 0.5
"""Metres from the wall within which a door is taken to be in it."""

_AS_NEAR = 0.02
_USUAL_WIDTH = 1.2
_LEAST_WIDTH = 0.3


@dataclass(frozen=True, slots=True)
class Side:
    """A straight side of a hall, with the unit vector (x, y) that leads out of the hall."""

    line: LineString
    out: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Opening:
    """A door, its straight stretch of wall, and the way out of the hall as on `Side`."""

    fixture: Fixture
    stretch: LineString
    out: tuple[float, float]

    @property
    def turn(self) -> int:
        """Degrees clockwise on the drawing from the positive x axis to the way out."""
        return round(degrees(atan2(self.out[1], self.out[0])))

    @property
    def middle(self) -> Point:
        return self.stretch.interpolate(0.5, normalized=True)


def hall_sides(halls: Iterable[Hall]) -> list[Side]:
    """All straight sides of the halls, around courtyards too."""
    return [
        _side(start[:2], end[:2], hall)
        for hall in halls
        for part in _areas(hall.outline)
        for ring in (part.exterior, *part.interiors)
        for start, end in zip(ring.coords[:-1], ring.coords[1:], strict=True)
        if start[:2] != end[:2]
    ]


def room_sides(rooms: Iterable[Fixture]) -> list[Side]:
    """The straight sides of rooms, stairs and lifts in a hall: through their doors one leaves the hall, too."""
    sides = hall_sides(Hall(room.key, part) for room in rooms for part in _areas(room.outline))
    return [Side(side.line, (-side.out[0], -side.out[1])) for side in sides]


def openings(fixtures: Iterable[Fixture], sides: list[Side]) -> tuple[Opening, ...]:
    """The openings of all entrances and exits, in order. One that is drawn away from every wall is left out."""
    found = (_opening(fixture, sides) for fixture in fixtures if fixture.kind in DOORS)
    return tuple(each for each in found if each)


def walls(halls: Iterable[Hall], doors: Iterable[Opening]) -> BaseGeometry:
    """The halls' outlines without what is open, as lines."""
    edges = shapely.union_all([hall.outline.boundary for hall in halls])
    gaps = shapely.union_all([door.stretch.buffer(0.005, cap_style="flat") for door in doors])
    rest = edges.difference(gaps)
    return shapely.line_merge(rest) if rest.geom_type == "MultiLineString" else rest


def nearest_side(shape: BaseGeometry, sides: list[Side]) -> Side | None:
    """The side that a thing stands at; None if it stands free. In a corner, the one along which it is longer."""
    if shape.is_empty or not sides:
        return None
    away = shapely.distance(np.array([side.line for side in sides], dtype=object), shape)
    if away.min() > _REACH:
        return None
    near = np.flatnonzero(away <= away.min() + _AS_NEAR).tolist()
    return max((sides[at] for at in near), key=lambda side: float(np.ptp(_along(shape, side))))


def _areas(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]


def _side(start: tuple[float, ...], end: tuple[float, ...], hall: Hall) -> Side:
    length = hypot(end[0] - start[0], end[1] - start[1])
    across = ((end[1] - start[1]) / length, (start[0] - end[0]) / length)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    inside = hall.outline.covers(Point(middle[0] + across[0] / 100, middle[1] + across[1] / 100))
    return Side(LineString([start, end]), (-across[0], -across[1]) if inside else across)


def _along(shape: BaseGeometry, side: Side) -> np.ndarray:
    """How far along the side each corner of the shape stands, seen from straight in front of it."""
    return np.atleast_1d(shapely.line_locate_point(side.line, shapely.points(shapely.get_coordinates(shape))))


def _opening(fixture: Fixture, sides: list[Side]) -> Opening | None:
    side = nearest_side(fixture.outline, sides)
    if side is None:
        return None
    reach = _along(fixture.outline, side)
    start, end = float(reach.min()), float(reach.max())
    if end - start < _LEAST_WIDTH:
        middle, wide = (start + end) / 2, fixture.width or _USUAL_WIDTH
        start, end = max(0.0, middle - wide / 2), min(side.line.length, middle + wide / 2)
    stretch = substring(side.line, start, end)
    return Opening(fixture, stretch, side.out) if isinstance(stretch, LineString) and stretch.length else None
