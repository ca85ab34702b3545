"""How many people a floor is reckoned to hold, and by which figures: the occupant load.

    load = Σ over areas of ⌈area / area per person⌉, each area by its use

The exhibition floor is what can be walked and the booths on it, net of walls, columns, stairs and rooms; stages and
demonstration booths are areas of seats, food areas of tables, stores of goods. Other rooms are not counted: who is in
them is counted on the floor. Reckoned for each part of the floor that hangs together, as people leave by its doors.
Source of the method: `docs/layout-rules.md`, “Occupant load”; every figure is a setting.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.doors import Door, doors
from booth_app.geometry.free import free
from booth_app.geometry.plan import BoothShape, Fixture, FixtureKind
from booth_app.geometry.survey import Survey

EXHIBITION, SEATS, TABLES, STORAGE = "exhibition", "seats", "tables", "storage"
M2_PER_PERSON, M2_PER_SEAT, M2_PER_TABLE_SEAT, M2_OF_STORAGE = 2.8, 0.65, 1.4, 27.9

_USE_OF_FACILITY = {"food-area": TABLES, "storage": STORAGE}
_THROUGH = 1.0
"""Metres: as thick as a wall may be that a door leads through."""

_STEP_ON = 0.05
_NARROW = 0.1
_TOUCHING = 0.01
_ROUNDING = 1e-6

_SPOTS = 1500
_BEFORE = 0.5

Thing = BoothShape | Fixture
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factors:
    """Square metres per person by use; None: an area of that use is not counted."""

    exhibition: float | None = M2_PER_PERSON
    seats: float | None = M2_PER_SEAT
    tables: float | None = M2_PER_TABLE_SEAT
    storage: float | None = M2_OF_STORAGE

    def of(self, use: str) -> float | None:
        """The factor for a use."""
        factor: float | None = getattr(self, use)
        return factor


@dataclass(frozen=True, slots=True)
class Area:
    """All floor of one use in a part: square metres, square metres per person, people."""

    use: str
    square_metres: float
    factor: float
    persons: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the walkable floor that hangs together, with the things beside it, its exits and entrances."""

    floor: Any
    things: tuple[Thing, ...]
    exits: tuple[Door, ...]
    entrances: tuple[Door, ...]

    @property
    def served(self) -> BaseGeometry:
        """The convex hull of the floor and of the booths and stages that people come from."""
        every: Any = np.array([self.floor, *(each.outline for each in self.things if _use(each))], dtype=object)
        hull: BaseGeometry = shapely.MultiPoint(shapely.get_coordinates(every)).convex_hull
        return hull

    def areas(self, factors: Factors) -> tuple[Area, ...]:
        """The part's floor by use, what is not counted left out."""
        found: defaultdict[str, float] = defaultdict(float)
        found[EXHIBITION] += float(self.floor.area)
        for thing in self.things:
            if use := _use(thing):
                found[use] += thing.outline.area
        return tuple(
            Area(use, square_metres, factor, ceil(square_metres / factor - _ROUNDING))
            for use, square_metres in found.items()
            if (factor := factors.of(use)) is not None
        )

    def load(self, factors: Factors) -> int:
        """People."""
        return sum(area.persons for area in self.areas(factors))


def parts(survey: Survey) -> tuple[Part, ...]:
    """The parts of the floor that a door opens on; in a hall where no door does, the largest part.

    What nobody can get to, nobody need leave: that is for `no-access` to say. A booth between two parts counts in
    both. Worked out once per survey.
    """
    return survey.once("parts of the floor", lambda: _parts(survey))


def weights(part: Part, factors: Factors) -> tuple[Numbers, Numbers, float]:
    """Where the people of a part are reckoned to be: points [x, y] on the floor, people at each, the grid's step.

    The floor's own are spread evenly over a grid of 1 m, coarser where that would be more than 1,500 points; those of
    a booth or stage are at the points of the grid nearest along its edge. In metres.
    """
    step = max(1.0, float(np.sqrt(part.floor.area / _SPOTS)))
    x0, y0, x1, y1 = part.floor.bounds
    grid = np.stack(np.meshgrid(np.arange(x0 + step / 2, x1, step), np.arange(y0 + step / 2, y1, step)), axis=-1)
    spots = grid.reshape(-1, 2)
    shapely.prepare(part.floor)
    spots = spots[shapely.contains_xy(part.floor, spots[:, 0], spots[:, 1])]
    if not len(spots):
        spots = shapely.get_coordinates(part.floor.representative_point())
    people = np.zeros(len(spots))
    if factors.exhibition is not None:
        people += part.floor.area / factors.exhibition / len(spots)
    counted = [(each, factor) for each in part.things if (use := _use(each)) and (factor := factors.of(use))]
    if counted:
        outlines: Any = np.array([each.outline for each, _ in counted], dtype=object)
        theirs = shapely.area(outlines) / np.array([factor for _, factor in counted])
        edge, whose = shapely.get_coordinates(shapely.segmentize(outlines, step), return_index=True)
        nearest: Any = KDTree(spots).query(edge)
        away, spot = nearest
        # From a booth's back that has no floor before it nobody comes, unless it has none before it anywhere.
        before = away <= step + _BEFORE
        before |= ~np.isin(whose, whose[before])
        share = theirs / np.bincount(whose[before], minlength=len(counted))
        np.add.at(people, spot[before], share[whose[before]])
    return spots, people, step


def said(factor: float | None) -> str:
    """A factor in a sentence."""
    return "–" if factor is None else f"{factor:g}"


def _use(thing: Thing) -> str:
    """What people do there; "" where they are not counted."""
    if isinstance(thing, BoothShape):
        return SEATS if thing.type == "demonstration" else EXHIBITION
    if thing.kind is FixtureKind.STAGE:
        return SEATS
    return _USE_OF_FACILITY.get(thing.type, "") if thing.kind is FixtureKind.FACILITY else ""


def _parts(survey: Survey) -> tuple[Part, ...]:
    space = free(survey)
    floors = shapely.get_parts(space.walkable)
    if not len(floors):
        return ()
    tree = shapely.STRtree(floors)
    exits, entrances = (_opening_on(tree, doors(survey, kind)) for kind in (FixtureKind.EXIT, FixtureKind.ENTRANCE))
    beside: defaultdict[int, list[Thing]] = defaultdict(list)
    # The few large floors are looked up among the many small bodies: the one that is looked up is prepared.
    floor, thing = space.tree.query(floors, predicate="dwithin", distance=_TOUCHING)
    for at, of in zip(thing.tolist(), floor.tolist(), strict=True):
        beside[of].append(space.things[at])
    chosen = set(exits) | set(entrances)
    for hall in survey.plan.halls:
        within = np.flatnonzero(shapely.intersects(floors, hall.outline.buffer(-_TOUCHING))).tolist()
        if within and not chosen.intersection(within):
            chosen.add(max(within, key=lambda at: floors[at].area))
    return tuple(Part(floors[at], tuple(beside[at]), tuple(exits[at]), tuple(entrances[at])) for at in sorted(chosen))


def _opening_on(tree: shapely.STRtree, found: tuple[Door, ...]) -> defaultdict[int, list[Door]]:
    """The doors that open on each floor: on what lies straight before them, as far as a wall may be thick."""
    by_floor: defaultdict[int, list[Door]] = defaultdict(list)
    for door in found:
        before = door.front(_THROUGH, 0.0 if door.width > 2 * _NARROW else _NARROW)
        near = tree.query(before)
        common = shapely.area(shapely.intersection(tree.geometries[near], before))
        if len(near) and common.max() > _STEP_ON * before.area:
            by_floor[int(near[common.argmax()])].append(door)
    return by_floor
