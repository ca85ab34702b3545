"""The free space of a plan: where people can walk, what stands in it, and where it opens to the outside.

`floor` is the halls' outlines without booths, walls, columns, stages, desks, facilities, stairs' and lifts' bodies.
Entrances, exits, hydrants and panels do not block: they are places on the floor's edge. Booths block even though
people enter them, as an aisle must not need them. Zones never block.
Source: the definitions that `docs/geometry.md` gathers under "Free space".
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree
from shapely.affinity import translate

from booth_app.geometry.bodies import PLACES
from booth_app.geometry.depth import Shapes
from booth_app.geometry.gaps import gaps, manageable, parted
from booth_app.geometry.plan import BoothShape, Fixture, FixtureKind, Plan
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import mended

SERVICE_GAP = 0.6
"""Metres: up to this width a gap between bodies is for cables and cleaners, not for visitors."""

SHORT = 0.00501
"""Metres by which a stored width may fall short of a required one: snapping takes up to 1.2 mm off a true width at
any angle, so a passage 3 mm short always passes and one 8 mm short never does."""

_SLIT = 0.002
_CRUMB = 0.01
_HAIR = 0.004
_LINE = 0.0005
_NEAR_EDGE = 0.02

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Opening:
    """An entrance or exit: the part of the floor's edge that it takes (`line`), and its clear width in metres.

    `line` is empty where the fixture lies at no floor. `width` is the drawing's, else the line's length.
    """

    fixture: Fixture
    line: Any
    width: float

    @property
    def is_exit(self) -> bool:
        """Whether it is drawn as an exit; an entrance may be one too, that is for the rules on exits to say."""
        return self.fixture.kind is FixtureKind.EXIT


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """The walkable floor of a plan and what bounds it. Shapes are in metres, y down, and valid.

    `floor`: polygon or several, without slits thinner than 4 mm and crumbs under 0.01 m²; hydrants and panels are
    reached over it, service gaps included. `walkable`: the same without service gaps (up to `SERVICE_GAP`).
    `halls`: the union of the halls. `things[i]` (a booth or a fixture) blocks `bodies[i]` and belongs to the island
    `islands[island_of[i]]`, the union of bodies that touch each other (up to 4 mm apart). `tree` is over `bodies`.
    """

    floor: Any
    walkable: Any
    halls: Any
    things: tuple[BoothShape | Fixture, ...]
    bodies: Shapes
    islands: Shapes
    island_of: Places
    openings: tuple[Opening, ...]
    tree: STRtree

    def members(self, island: int) -> tuple[BoothShape | Fixture, ...]:
        """The booths and fixtures that make an island, in the plan's order."""
        return tuple(self.things[at] for at in np.flatnonzero(self.island_of == island))


def free(survey: Survey) -> FreeSpace:
    """The free space of a survey's plan, worked out once per survey."""
    return survey.once("free", lambda: _free(survey.plan))


def called(thing: BoothShape | Fixture) -> str:
    """What people call a thing: a booth's number, a fixture's label."""
    return thing.number if isinstance(thing, BoothShape) else thing.label


def walkable(floor: Any, service_gap_max: float) -> Any:
    """A floor without its service gaps: stretches no wider than `service_gap_max`, closed at every such place.

    What lies between two such places and is nowhere wider belongs to the gap. Corners of wide floor stay.
    """
    most = service_gap_max + SHORT
    coarse = manageable(floor, most)
    narrow = gaps(coarse, most)
    if not len(narrow):
        return floor
    pieces = parted(coarse, narrow)
    room = shapely.get_parts(shapely.buffer(coarse, -most / 2))
    _, wide = STRtree(pieces).query(room, predicate="intersects")
    return shapely.multipolygons(pieces[np.unique(wide)])


def _free(plan: Plan) -> FreeSpace:
    things = (*plan.booths, *(fixture for fixture in plan.fixtures if fixture.kind not in PLACES))
    bodies = np.array([_body(each.outline) for each in things], dtype=object)
    tree = STRtree(bodies)
    islands, island_of = _islands(bodies, tree, len(plan.booths))
    halls = shapely.union_all([mended(hall.outline) for hall in plan.halls])
    floor = _floor(halls, islands)
    places = [each for each in plan.fixtures if each.kind in (FixtureKind.ENTRANCE, FixtureKind.EXIT)]
    openings = _openings(floor, places)
    return FreeSpace(floor, walkable(floor, SERVICE_GAP), halls, things, bodies, islands, island_of, openings, tree)


def _body(outline: Any) -> Any:
    """The floor that a thing takes; a wall drawn as a line stops people all the same, and is given 1 mm."""
    outline = mended(outline)
    if outline.area > 0:
        return outline
    return shapely.buffer(outline, _LINE, cap_style="flat", join_style="mitre")


def _islands(bodies: Shapes, tree: STRtree, booths: int) -> tuple[Shapes, Places]:
    """The islands, and for each body its island; the first `booths` bodies are booths."""
    count = len(bodies)
    if not count:
        return bodies, np.zeros(0, dtype=np.intp)
    first, second = tree.query(bodies, predicate="dwithin", distance=_HAIR)
    links = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(count, count))
    amount, label = connected_components(links, directed=False)
    order = np.argsort(label, kind="stable")
    bounds = np.searchsorted(label[order], np.arange(amount + 1))
    members = [order[low:high] for low, high in pairwise(bounds)]
    merged = [_merged(bodies[each], each < booths) for each in members]
    return np.array(merged, dtype=object), label.astype(np.intp)


def _merged(bodies: Shapes, booths: NDArray[np.bool_]) -> Any:
    """The union of touching bodies, as one piece where only slits part them."""
    if len(bodies) == 1:
        return bodies[0]
    whole = _joined(bodies)
    if whole is None and booths.any() and not booths.all():
        # Mostly it is a column that stands in a row of booths which themselves meet edge to edge.
        row = _joined(bodies[booths])
        whole = None if row is None else shapely.union_all([row, *bodies[~booths]])
    if whole is None:
        whole = shapely.union_all(bodies)
    return _without_slits(whole) if len(shapely.get_parts(whole)) > 1 else whole


def _joined(bodies: Shapes) -> Any:
    """The union of bodies that meet edge to edge and nowhere overlap, or None: ten times as fast as any union."""
    if (shapely.get_type_id(bodies) != shapely.GeometryType.POLYGON).any():
        return None
    try:
        whole = shapely.coverage_union_all(bodies)
    except shapely.errors.GEOSException:  # edges that cross: it says so itself
        return None
    together = float(shapely.area(bodies).sum())
    return whole if whole.is_valid and abs(whole.area - together) <= 1e-9 * together else None


def _without_slits(shape: Any) -> Any:
    grown = shapely.buffer(shape, _SLIT, join_style="mitre")
    return shapely.buffer(grown, -_SLIT, join_style="mitre")


def _floor(halls: Any, islands: Shapes) -> Any:
    floor = halls
    if len(islands):
        floor = shapely.difference(halls, shapely.disjoint_subset_union_all(islands))
    # Closing slits between bodies, and between a body and the hall's outline, is opening the floor.
    shrunk = shapely.buffer(floor, -_SLIT, join_style="mitre")
    parts = shapely.get_parts(shapely.buffer(shrunk, _SLIT, join_style="mitre"))
    parts = parts[shapely.area(parts) >= _CRUMB]
    return shapely.multipolygons(parts)


def _openings(floor: Any, fixtures: list[Fixture]) -> tuple[Opening, ...]:
    edge = shapely.boundary(floor)
    return tuple(_opening(edge, fixture) for fixture in fixtures)


def _opening(edge: Any, fixture: Fixture) -> Opening:
    """The part of the floor's edge that the fixture's outline takes, moved to the nearest edge if it lies off it."""
    outline = mended(fixture.outline)
    line = shapely.intersection(edge, _round(outline))
    if line.length < _NEAR_EDGE and not edge.is_empty:
        (ax, ay), (bx, by) = shapely.get_coordinates(shapely.shortest_line(outline, edge))
        line = shapely.intersection(edge, _round(translate(outline, bx - ax, by - ay)))
    width = fixture.width if fixture.width is not None else max(line.length - 2 * _NEAR_EDGE, 0.0)
    return Opening(fixture, line, width)


def _round(outline: Any) -> Any:
    return shapely.buffer(outline, _NEAR_EDGE, cap_style="flat", join_style="mitre")
