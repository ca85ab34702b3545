"""Hydrants and electrical panels can be got at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.allowed import metres
from booth_app.geometry.bodies import Bodies, bodies, called
from booth_app.geometry.depth import LIMIT, depths, floor
from booth_app.geometry.doors import Door, doors, floor_of_halls
from booth_app.geometry.free import SHORT, free
from booth_app.geometry.plan import Fixture, FixtureKind, Names
from booth_app.geometry.rule import Rule
from booth_app.geometry.survey import Survey
from booth_app.geometry.violation import Finding

IN_THE_WAY = frozenset({None, FixtureKind.STAGE, FixtureKind.DESK, FixtureKind.FACILITY})
"""What may not stand there (None: a booth). Walls, columns and stairs are the building: the space ends at them."""

NARROWEST_PANEL = 0.8
"""Metres: the space before a panel is at least so wide."""

NO_WAY = Names("لا ممر إليه", "no way to it")

_MOUNTED = 0.02
_QUARTER = 32
_FINE = 0.01
_BEFORE_A_DOOR = 0.5


@dataclass(frozen=True, slots=True)
class Settings:
    """Clear space all round a hydrant (and the width of the way to it), and how deep before an electrical panel."""

    radius: float | None = metres(1.0, least=0.1, most=20)
    panel_depth: float | None = metres(1.0, least=0.1, most=20)


def check(survey: Survey, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each hydrant or panel and each thing in its space, and for a hydrant that no way leads to.

    A hydrant's space is all floor within `radius`, a panel's a rectangle before it: as wide as the panel, 0.8 m at
    least, on the side that its wall faces. Both end at walls: what stands behind one is in nobody's way. Measured:
    how near the thing stands; of a way, its narrowest place where it is widest, to 1 cm. A way over service gaps
    will do. Source: `docs/layout-rules.md`. Cost: one tree query each, one erosion of the floor in all.
    """
    standing = bodies(survey)
    halls = floor_of_halls(survey)
    if settings.radius is not None:
        for hydrant in (each for each in survey.plan.fixtures if each.kind is FixtureKind.HYDRANT):
            around = shapely.buffer(hydrant.outline, settings.radius, quad_segs=_QUARTER)
            met = list(_in(around, hydrant.outline, halls, standing))
            for body, common in met:
                near = float(shapely.distance(hydrant.outline, common))
                yield _found(hydrant, standing, body, common, near=near, required=settings.radius)
            if not met:
                yield from _without_a_way(survey, hydrant, settings.radius)
    if settings.panel_depth is not None:
        for panel in doors(survey, FixtureKind.PANEL):
            face = _face(panel)
            wider = max(0.0, (NARROWEST_PANEL - panel.width) / 2)
            before = panel.front(face + settings.panel_depth, wider)
            for body, common in _in(before, panel.fixture.outline, halls, standing):
                near = max(0.0, panel.away(common) - face)
                yield _found(panel.fixture, standing, body, common, near=near, required=settings.panel_depth)


def _found(
    equipment: Fixture, standing: Bodies, body: int, common: BaseGeometry, *, near: float, required: float
) -> Finding:
    return Finding(
        tuple(sorted((equipment.label, standing.labels[body]))),
        measured=min(round(near, 3), required),
        required=required,
        where=common,
        values={"a": called(equipment), "b": standing.words[body]},
    )


def _in(space: Any, symbol: Any, halls: BaseGeometry, standing: Bodies) -> Iterator[tuple[int, BaseGeometry]]:
    """What stands in a space and on the same side of every wall as the symbol, and the floor that it takes."""
    met = standing.tree.query(space)
    met.sort()
    loose = np.array([_loose(standing, body, symbol) for body in met.tolist()], dtype=bool)
    built: NDArray[np.object_] = standing.shapes[met[~loose]]
    clear = shapely.difference(shapely.intersection(space, halls), shapely.union_all(built))
    sides = shapely.get_parts(clear)
    if not len(sides):
        return
    # A symbol may be drawn in the wall, on it, or a hand's breadth before it.
    away = shapely.distance(sides, symbol)
    clear = shapely.union_all(sides[away <= away.min() + _MOUNTED])
    common = shapely.intersection(standing.shapes[met[loose]], clear)
    deep = depths(common)
    for at in np.flatnonzero(deep > LIMIT):
        yield int(met[loose][at]), floor(common[at])


def _loose(standing: Bodies, body: int, symbol: BaseGeometry) -> bool:
    """Whether a body is in the way, and not the building or the room on whose wall the equipment hangs."""
    kind = standing.kinds[body]
    if kind is FixtureKind.FACILITY:
        return float(shapely.distance(standing.shapes[body], symbol)) > _MOUNTED
    return kind in IN_THE_WAY


def _face(panel: Door) -> float:
    """How far a panel itself stands out from its wall; a free one, from its middle."""
    points = shapely.get_coordinates(panel.fixture.outline) - panel.middle
    if panel.inward is not None:
        return max(0.0, float((points @ np.array(panel.inward)).max()))
    x, y = panel.along()
    return float(np.abs(points @ np.array([-y, x])).max())


def _without_a_way(survey: Survey, hydrant: Fixture, width: float) -> Iterator[Finding]:
    """A finding if no way of this width leads from a door to a hydrant, with the width of the widest there is."""
    if free(survey).floor.is_empty or _reached(survey, hydrant.outline, width):
        return
    low, high = 0.0, width
    while high - low > _FINE:
        middle = (low + high) / 2
        low, high = (middle, high) if _reached(survey, hydrant.outline, middle) else (low, middle)
    yield Finding(
        (hydrant.label,),
        measured=round(low, 2),
        required=width,
        where=shapely.buffer(hydrant.outline, width, quad_segs=_QUARTER),
        values={"a": called(hydrant), "b": NO_WAY},
    )


def _reached(survey: Survey, symbol: BaseGeometry, width: float) -> bool:
    """Whether a disc of this diameter gets from a door to within half of it more than arm's length of the symbol."""
    wide = _from_doors(survey, width)
    return bool(len(wide)) and float(shapely.distance(wide, symbol).min()) <= width / 2 + _BEFORE_A_DOOR


def _from_doors(survey: Survey, width: float) -> NDArray[np.object_]:
    """The parts of the floor that the middle of a disc reaches from a door; without doors, the largest part."""

    def made() -> NDArray[np.object_]:
        eroded = shapely.buffer(free(survey).floor, -max(width - SHORT, 0.0) / 2, quad_segs=_QUARTER)
        wide: NDArray[np.object_] = shapely.get_parts(eroded)
        kinds = (FixtureKind.EXIT, FixtureKind.ENTRANCE)
        openings = [door.clear() for kind in kinds for door in doors(survey, kind)]
        if not len(wide):
            return wide
        if not openings:
            return wide[[int(shapely.area(wide).argmax())]]
        near = shapely.distance(wide[:, None], np.array(openings, dtype=object)[None, :]).min(axis=1)
        return wide[near <= width / 2 + _BEFORE_A_DOOR]

    return survey.once(("floor from doors", width), made)


RULE = Rule(
    name="equipment-clearance",
    check=check,
    says={
        "ar": "المساحة الخالية حول {a} مشغولة ({b}): المتاح {measured}\u00a0م، والحد الأدنى {required}\u00a0م.",
        "en": "The clear space around {a} is obstructed ({b}): {measured} m left, at least {required} m is required.",
    },
    settings=Settings,
)
