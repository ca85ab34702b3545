"""Nothing stands before an exit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.allowed import metres
from booth_app.geometry.bodies import Bodies, bodies, called
from booth_app.geometry.depth import LIMIT, depths, floor
from booth_app.geometry.doors import Door, doors, floor_before, floor_of_halls
from booth_app.geometry.plan import FixtureKind
from booth_app.geometry.rule import Rule, at_once
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding

REVEAL = 0.6
"""Metres. A wall that begins at an exit and is no deeper than this is the wall that the exit stands in."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How far before an exit the floor is clear, and how far beside its clear width."""

    depth: float | None = metres(3.0, least=0.1, most=50)
    side: float | None = metres(0.5, most=50)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each exit and each thing that goes more than 4 mm into the rectangle before it.

    The rectangle is the exit's clear width and `side` at each end, `depth` deep, as far as it is floor of the hall.
    Measured: how far before the exit the thing begins. Source: none was read for the measures, see
    `docs/layout-rules.md`. Cost: one tree query per exit.
    """
    if settings.depth is None:
        return
    standing = bodies(survey)
    for door, rectangle in _before_exits(survey, settings.depth, settings.side or 0.0):
        for body, common in _in(rectangle, door, standing):
            yield Finding(
                tuple(sorted((door.fixture.label, standing.labels[body]))),
                measured=min(round(door.away(common), 3), settings.depth),
                required=settings.depth,
                where=common,
                values={"a": called(door.fixture), "b": standing.words[body]},
            )


def _before_exits(survey: Survey, depth: float, side: float) -> tuple[tuple[Door, BaseGeometry], ...]:
    """Each exit with the floor before it, which is the same however booths are moved."""

    def make() -> tuple[tuple[Door, BaseGeometry], ...]:
        halls, exits = floor_of_halls(survey), doors(survey, FixtureKind.EXIT)
        return tuple((door, floor_before(halls, door.front(depth, side), door.opening)) for door in exits)

    return survey.lasting(("floor before exits", depth, side), make)


def _in(rectangle: BaseGeometry, door: Door, standing: Bodies) -> Iterator[tuple[int, BaseGeometry]]:
    """What stands in the rectangle: which body, and the floor that it takes of it."""
    met = standing.tree.query(rectangle)
    met.sort()
    common = shapely.intersection(standing.shapes[met], rectangle)
    deep = depths(common)
    for at in np.flatnonzero(deep > LIMIT):
        body, taken = int(met[at]), floor(common[at])
        if standing.kinds[body] is FixtureKind.WALL:
            taken = _beyond_the_wall(taken, door)
        if not taken.is_empty:
            yield body, taken


def _beyond_the_wall(taken: BaseGeometry, door: Door) -> BaseGeometry:
    """Without the parts that are the wall in which the exit stands, drawn with its thickness."""
    if door.inward is None:
        return taken
    reveal = door.front(REVEAL, 1e3)
    parts = shapely.get_parts(taken).tolist()
    rest = [part for part in parts if door.away(part) > LIMIT or not reveal.buffer(LIMIT).covers(part)]
    return shapely.union_all(rest)


RULE = Rule(
    name="exit-clearance",
    check=check,
    says={
        "ar": "المساحة الخالية أمام {a} مشغولة ({b}): المتاح {measured}\u00a0م، والحد الأدنى {required}\u00a0م.",
        "en": "The clear space at {a} is obstructed ({b}): {measured} m left, at least {required} m is required.",
    },
    settings=Settings,
    reach=at_once,
)
