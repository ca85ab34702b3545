"""What can be reached from a door at a required clear width: booths by their sides, stages and rooms likewise.

A person of that width, taken as a disc, goes wherever the floor has room for it. In every piece of the floor that is
parted at its gaps (`passages.py`) such a disc has one connected room, so what is reached is a set of pieces, exactly.
Source: the definitions that `docs/geometry.md` gathers under "Access".
"""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from booth_app.geometry.depth import Shapes
from booth_app.geometry.free import SERVICE_GAP, SHORT, free
from booth_app.geometry.fronts import Fronts, exposed, touched
from booth_app.geometry.outlines import Numbers, Places
from booth_app.geometry.passages import Passages, passages, stretches
from booth_app.geometry.plan import FixtureKind
from booth_app.geometry.survey import Survey

CONTACT = 1.2
"""Metres of a side that must be reached, or the whole of a shorter one."""

_DOOR = 0.5
_SLACK = 1e-3
_TOUCH = 0.01


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a disc comes from the doors: `room` where its centre can stand, `widest` for every piece of the floor
    the width of the widest way that leads there (0: none, infinite: as wide as asked or wider)."""

    of: Passages
    room: Any
    widest: Numbers

    @property
    def radius(self) -> float:
        """Of the disc, in metres."""
        return self.of.width / 2


@dataclass(frozen=True, slots=True)
class Miss:
    """An outline that is not reached, by its position. `case` says what is missing: "" any way at all, "narrow" a
    way of the width asked for (`measured` is the widest there is), "side" a side that is reached as it must be
    (`measured` and `required` are metres of its best side)."""

    at: int
    measured: float
    required: float
    case: str


@dataclass(frozen=True, slots=True)
class Access:
    """How well each of some outlines is reached: metres of the side that is reached best, what is required of that
    side, and the width of the widest way to any of its sides."""

    contact: Numbers
    required: Numbers
    way: Numbers

    @property
    def reached(self) -> NDArray[np.bool_]:
        """Which have a side that is reached as it must be."""
        return self.contact >= self.required - _TOUCH

    def missed(self, width: float) -> list[Miss]:
        """Which are not reached where ways of `width` metres were asked for, and what is missing."""
        found = []
        for at in np.flatnonzero(~self.reached).tolist():
            way = float(self.way[at])
            if np.isinf(way):
                contact, required = float(self.contact[at]), float(self.required[at])
                found.append(Miss(at, round(contact, 3), round(required, 3), "side"))
            else:
                found.append(Miss(at, round(way, 3), width, "narrow" if way else ""))
        return found


def reach(
    survey: Survey,
    width: float,
    starts: Sequence[Any],
    *,
    narrow_width: float | None = None,
    narrow_length: float = 0.0,
) -> Reach:
    """What a disc of `width` metres (5 mm less, as everywhere) reaches from `starts`, shapes on the floor's edge.

    Ways may be as narrow as `narrow_width` for up to `narrow_length` metres. Without any start the largest piece of
    floor counts as reached: nothing is known of the way in.
    """
    space = free(survey)
    # Whom a service gap would let through cannot be asked about on a floor that is closed at them.
    floor = space.walkable if width > SERVICE_GAP else space.floor
    of = survey.once(("passages of floor", width), lambda: passages(floor, width - SHORT))
    parts: Shapes = shapely.get_parts(of.room)
    inner: Any = shapely.point_on_surface(parts)
    at, piece = STRtree(of.pieces).query(inner, predicate="intersects") if len(of.pieces) else _nothing()
    piece_of = np.full(len(parts), -1, dtype=np.intp)
    piece_of[at] = piece
    begun = {int(piece_of[one]) for start in starts for one in _beside(start, parts, of)} - {-1}
    if not starts and len(parts):
        begun = {int(piece_of[int(np.argmax(shapely.area(parts)))])} - {-1}
    if narrow_width is not None:
        begun = _through(of, begun, narrow_width - SHORT, narrow_length + _TOUCH)
    room = shapely.multipolygons(parts[np.isin(piece_of, list(begun))])
    return Reach(of, room, _widest(of, begun))


def doors(survey: Survey, *kinds: FixtureKind) -> list[Any]:
    """The floor's edge at all fixtures of these kinds (entrances and exits), or the outlines of lifts."""
    lines = [each.line for each in free(survey).openings if each.fixture.kind in kinds and not each.line.is_empty]
    bodies = [each.outline for each in survey.plan.fixtures if each.kind in kinds and each.kind is FixtureKind.LIFT]
    return [*lines, *bodies]


def access(reached: Reach, of: Fronts, count: int) -> Access:
    """How well `count` outlines, whose sides are `of`, are reached."""
    contact, required = np.zeros(count), np.full(count, CONTACT)
    way = np.zeros(count)
    which = np.flatnonzero(of.long)
    which = which[exposed(of, which, reached.of.floor)]
    plainly = _plainly(reached, of, which)
    owner = of.of.owner
    contact[owner[which[plainly]]] = np.inf
    way[owner[which[plainly]]] = np.inf
    rest = which[~plainly & ~np.isinf(contact[owner[which]])]
    if len(rest):
        metres = touched(of, rest, reached.room, reached.radius)
        least = np.minimum(CONTACT, of.of.length[rest])
        for side, got, need in zip(rest.tolist(), metres.tolist(), least.tolist(), strict=True):
            its = owner[side]
            if got - need > contact[its] - required[its]:
                contact[its], required[its] = got, need
        np.maximum.at(way, owner[rest], _ways(reached, of, rest))
        # A round outline has sides too short to stand at; together they do.
        whole = np.bincount(owner[rest], weights=metres, minlength=count)
        contact = np.where(whole >= CONTACT, np.maximum(contact, whole), contact)
    return Access(contact, required, way)


def _nothing() -> tuple[Places, Places]:
    return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)


def _beside(start: Any, parts: Shapes, of: Passages) -> list[int]:
    """The rooms from which a disc steps to a start: no farther than half a metre, with nothing between."""
    near = np.flatnonzero(shapely.dwithin(parts, start, of.width / 2 + _DOOR))
    lines = shapely.shortest_line(parts[near], start)
    inside = shapely.length(shapely.difference(lines, of.floor)) <= _SLACK
    return near[inside].tolist()


def _through(of: Passages, begun: set[int], width: float, length: float) -> set[int]:
    """The pieces that are reached too where short narrow places may be passed."""
    links = [
        set(each.ends) for each in stretches(of) if each.width >= width and each.length <= length and len(each.ends) > 1
    ]
    reached = set(begun)
    while grown := [ends for ends in links if ends & reached and not ends <= reached]:
        reached.update(*grown)
    return reached


def _widest(of: Passages, begun: set[int]) -> Numbers:
    """For every piece the width of the widest way from the pieces where one begins."""
    beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for gap, one, other in of.joins.tolist():
        length = float(of.across.length[gap])
        beside[one].append((length, other))
        beside[other].append((length, one))
    widest = np.zeros(len(of.pieces))
    heap = [(-np.inf, piece) for piece in sorted(begun)]
    while heap:
        wide, piece = heapq.heappop(heap)
        if -wide <= widest[piece]:
            continue
        widest[piece] = -wide
        for length, other in beside[piece]:
            if min(-wide, length) > widest[other]:
                heapq.heappush(heap, (-min(-wide, length), other))
    return widest


def _plainly(reached: Reach, of: Fronts, which: Places) -> NDArray[np.bool_]:
    """Sides that a disc touches in their middle and, where they are long, as far to both sides as is required."""
    shapely.prepare(reached.room)
    length = of.of.length[which]
    found = np.ones(len(which), dtype=bool)
    for aside in (0.0, CONTACT / 2, -CONTACT / 2):
        left = np.flatnonzero(found & ((aside == 0.0) | (length > CONTACT)))
        at = which[left]
        points = of.of.at[at] + of.of.along[at] * (length[left] / 2 + aside)[:, None]
        points = points + of.of.outward[at] * (reached.radius + _SLACK / 2)
        found[left] = shapely.contains_xy(reached.room, points)
    return found


def _ways(reached: Reach, of: Fronts, which: Places) -> Numbers:
    """For each side the widest way to any piece of floor along it."""
    low = of.of.points(0.0, _TOUCH)[which] + of.of.along[which] * _TOUCH
    high = of.of.points(1.0, _TOUCH)[which] - of.of.along[which] * _TOUCH
    lines: Any = shapely.linestrings(np.stack([low, high], axis=1))
    found = np.zeros(len(which))
    if len(reached.of.pieces):
        side, piece = STRtree(reached.of.pieces).query(lines, predicate="intersects")
        np.maximum.at(found, side, reached.widest[piece])
    return found
