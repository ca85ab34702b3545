"""Ways out of a plan: how far it is on foot from anywhere to the nearest exit, to which exit, and along which way.

The length is that of the shortest way of the middle of a disc (a person's body, 0.3 m) over the walkable floor, to
the exit's opening: its clear width less a body at each side. Walls, booths and columns are walked round, service gaps
are closed, doors are walked through. Its error is less than 0.2%: corners are gone round on exact arcs and stretches
are exact tangents (`tangents.py`); a stretch is walkable if it keeps the body's width less 3 mm (`ground.SLACK` and a
hair), which shortens a way by less than 3 mm · tan φ ≤ 3 mm at each corner turned by a right angle; the set of
stretches is complete to 0.1% (`ground.EXCESS`), proved anew for each field. Not counted: a plan's own millimetres.
Sources for the rules that measure ways: `docs/layout-rules.md`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon

from booth_app.geometry.doors import Door, doors
from booth_app.geometry.field import NOWHERE, Field, Targets
from booth_app.geometry.free import free
from booth_app.geometry.ground import SLACK, Ground
from booth_app.geometry.plan import Fixture, FixtureKind
from booth_app.geometry.survey import Survey
from booth_app.geometry.tangents import Numbers, Places

__all__ = ["BODY", "NOWHERE", "Field", "Ways", "ways"]

BODY = 0.3
"""Metres: the radius of a person."""

_THROUGH = 1.0
_SILL = 0.05
_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of one body over one plan. `exits` are in the plan's order; some may not be reached or too narrow."""

    ground: Ground
    exits: tuple[Door, ...]
    out: Field

    def nearest(self, points: Numbers) -> tuple[Numbers, Places]:
        """For each point ([x, y] in metres) the distance to the nearest exit and its place in `exits`.

        Infinity and `NOWHERE` where none can be reached, and for points inside what stands on the floor.
        """
        return self.out.nearest(points)

    def path(self, point: tuple[float, float]) -> LineString | None:
        """The shortest way from a point to its nearest exit; None where none leads out."""
        return self.out.path(point)

    def to(self, shapes: Any) -> Field:
        """Distances to the nearest of any points or lines on the floor instead of exits; see `Field.nearest`.

        Places nearer to a wall than a body must be moved in first: `ground.to_floor`.
        """
        return Field(self.ground, Targets.from_shapes(shapes))


def ways(survey: Survey, body: float = BODY) -> Ways:
    """The ways of a survey's plan for bodies of the radius `body` (metres, above 0), worked out once per survey."""
    return survey.once(("ways", body), lambda: _ways(survey, body))


def _ways(survey: Survey, body: float) -> Ways:
    space = free(survey)
    exits = doors(survey, FixtureKind.EXIT)
    solid = [
        shape
        for thing, shape in zip(space.things, space.bodies, strict=True)
        if not (isinstance(thing, Fixture) and thing.kind is FixtureKind.WALL)
    ]
    tree = shapely.STRtree(solid)
    floor = space.walkable
    doorways = [_doorway(door, body, tree) for door in exits if _clear(door, body) is not None]
    if doorways:
        floor = shapely.union_all([floor, *doorways])
    ground = Ground(floor, body)
    return Ways(ground, exits, Field(ground, Targets.from_shapes([_clear(door, body) for door in exits])))


def _clear(door: Door, body: float) -> LineString | None:
    """The part of a door's opening where the middle of a body can be; None where it does not get through."""
    a, b = shapely.get_coordinates(door.clear())[[0, -1]]
    width = float(np.hypot(*(b - a)))
    if width < 2 * body - SLACK or width == 0:
        return None
    trim = (b - a) / width * min(body, width / 2)
    return LineString([a + trim, b - trim])


def _doorway(door: Door, body: float, solid: shapely.STRtree) -> Any:
    """The floor in a door's opening: through the wall it stands in, as wide as it is clear, and a step beyond.

    A wall that is drawn right through a door does not close it; anything else that stands there does.
    """
    a, b = shapely.get_coordinates(door.clear())[[0, -1]]
    if door.inward is None:
        band: Any = shapely.oriented_envelope(door.fixture.outline)
    else:
        into = np.array(door.inward)
        step = Polygon([a - into * 2 * body, b - into * 2 * body, b + into * _SILL, a + into * _SILL])
        through = Polygon([a - into * _THROUGH, b - into * _THROUGH, b + into * _THROUGH, a + into * _THROUGH])
        # A hair more than is drawn, so that it meets the floor behind a wall that is as thick as the door's symbol.
        drawn = shapely.buffer(shapely.convex_hull(door.fixture.outline), _HAIR)
        band = shapely.union(step, shapely.intersection(through, drawn))
    blocked = solid.geometries[solid.query(band, predicate="intersects")]
    return shapely.difference(band, shapely.union_all(blocked)) if len(blocked) else band
