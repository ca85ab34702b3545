"""How booths lie to one another: which adjoin, which are alike and near, which comes next in a direction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from booth_app.geometry.plan import BoothShape, Plan, Side
from booth_app.geometry.sides import BoothSides, sides

LEAST_SHARED = 0.5
"""Metres of edge that two booths must share to make one stand: enough to pass from one to the other."""

_HAIR = 0.005
_OFF_AXIS = 2.0
_NEAREST = 24
_WAYS: Mapping[Side, tuple[float, float]] = {
    Side.TOP: (0.0, -1.0),
    Side.RIGHT: (1.0, 0.0),
    Side.BOTTOM: (0.0, 1.0),
    Side.LEFT: (-1.0, 0.0),
}
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_BEARINGS = {Side.TOP: 0.0, Side.RIGHT: 90.0, Side.BOTTOM: 180.0, Side.LEFT: 270.0}

_PER_AREA = 20.0
_PER_SIDE = 5.0
_OTHER_ZONE = 10.0


def adjoining(plan: Plan, least: float = LEAST_SHARED) -> dict[str, tuple[str, ...]]:
    """For every booth the keys of those that share at least `least` metres of edge with it, in the plan's order.

    Edges up to 5 mm apart are shared (snapping parts those of turned booths); a corner is not an edge. Booths of
    invalid shape adjoin nothing.
    """
    booths = [booth for booth in plan.booths if booth.outline.is_valid]
    outlines = np.array([booth.outline for booth in booths], dtype=object)
    first, second = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=_HAIR)
    once = first < second
    first, second = first[once], second[once]
    near = shapely.buffer(outlines[second], _HAIR, join_style="mitre")
    shared = shapely.length(shapely.intersection(shapely.boundary(outlines[first]), near))
    # Where an edge ends, as much again of the next one as the hair is wide counts with it.
    together = shared >= least + 2 * _HAIR - 1e-6
    beside: dict[str, list[int]] = {booth.key: [] for booth in plan.booths}
    place = {booth.key: at for at, booth in enumerate(plan.booths)}
    for one, other in zip(first[together].tolist(), second[together].tolist(), strict=True):
        mine, its = booths[one].key, booths[other].key
        beside[mine].append(place[its])
        beside[its].append(place[mine])
    return {key: tuple(plan.booths[at].key for at in sorted(others)) for key, others in beside.items()}


def connected(keys: Collection[str], beside: Mapping[str, Iterable[str]]) -> bool:
    """Whether the booths with these keys make one stand: each can be reached from each through the others.

    `beside` is what `adjoining` gave. No booth at all is no stand, one is.
    """
    chosen = list(dict.fromkeys(keys))
    if not chosen:
        return False
    at = {key: n for n, key in enumerate(chosen)}
    pairs = [(at[key], at[other]) for key in chosen for other in beside.get(key, ()) if other in at]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    links = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(chosen),) * 2)
    return int(connected_components(links, directed=False, return_labels=False)) == 1


def unlike(
    distance: NDArray[np.float64],
    areas: NDArray[np.float64],
    open_sides: NDArray[np.int64],
    same_zone: NDArray[np.bool_],
    *,
    area: float,
    sides: int,
) -> NDArray[np.float64]:
    """How much worse than a place of `area` m² and `sides` open sides others are: never less than their distance.

    Metres between them, and as metres what is different: 20 for twice or half the floor (and so on by doublings),
    5 for each open side more or less, 10 for another zone.
    """
    doublings = np.abs(np.log2(np.maximum(areas, 1e-6) / max(area, 1e-6)))
    apart = np.abs(open_sides - sides)
    return distance + _PER_AREA * doublings + _PER_SIDE * apart + np.where(same_zone, 0.0, _OTHER_ZONE)


@dataclass(frozen=True, slots=True)
class Similar:
    """A booth that could stand in for another: how far it is, and how much more or less of it there is."""

    key: str
    distance: float
    area: float
    open_sides: int
    same_zone: bool
    unlike: float


def similar(
    plan: Plan, key: str, among: Collection[str], most: int = 6, known: Mapping[str, BoothSides] | None = None
) -> tuple[Similar, ...]:
    """The booths of `among` that come nearest to one booth by the measure of `unlike`, best first.

    `known` is what `sides` gave.
    """
    booth = plan.booth(key)
    wanted = frozenset(among)
    others = [each for each in plan.booths if each.key in wanted and each.key != key]
    if booth is None or not others:
        return ()
    known = sides(plan) if known is None else known
    here, there = _sound([booth])[0], _sound(others)
    distance, areas = shapely.distance(here, there), np.array([each.outline.area for each in others])
    open_sides = np.array([len(known[each.key].open) for each in others])
    same_zone = np.array([each.zone == booth.zone for each in others])
    costs = unlike(distance, areas, open_sides, same_zone, area=booth.outline.area, sides=len(known[key].open))
    found = [
        Similar(each.key, round(float(far), 3), max(float(area), 1e-6), int(sides_), bool(zone), float(cost))
        for each, far, area, sides_, zone, cost in zip(
            others, distance, areas, open_sides, same_zone, costs, strict=True
        )
    ]
    between_middles = shapely.distance(shapely.centroid(here), shapely.centroid(there))  # decides between equals
    order = sorted(range(len(found)), key=lambda at: (found[at].unlike, float(between_middles[at]), found[at].key))
    return tuple(found[at] for at in order[:most])


def compass(plan: Plan) -> dict[str, dict[Side, str]]:
    """For every booth the one that comes next in each direction of the drawing, where there is one.

    Next is, of all whose middle lies within 45° of the direction, the one with the least way ahead plus twice the
    way aside. The halls are as they are drawn in any language: left stays left.
    Cost: a nearest-neighbour query; all pairs only for the few at the rim.
    """
    found: dict[str, dict[Side, str]] = {booth.key: {} for booth in plan.booths}
    if len(plan.booths) < 2:
        return found
    middles = shapely.get_coordinates(shapely.centroid(_sound(plan.booths)))
    count = min(_NEAREST + 1, len(middles))
    tree: Any = KDTree(middles)
    reach, near = tree.query(middles, k=count)
    for side in Side:
        best, cost = _next(middles, np.arange(len(middles)), near, side)
        # Whoever is farther than all that were looked at has a greater way still, ahead and aside together.
        for at in np.flatnonzero(cost > reach[:, -1]) if count < len(middles) else ():
            [best[at]], [cost[at]] = _next(middles, np.array([at]), np.arange(len(middles))[None, :], side)
        for at in np.flatnonzero(np.isfinite(cost)):
            found[plan.booths[at].key][side] = plan.booths[best[at]].key
    return found


def _next(
    middles: NDArray[np.float64], of: NDArray[np.intp], among: NDArray[np.intp], side: Side
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """For each of `of` the best in its row of `among`, and its cost; infinite where none lies that way."""
    way = middles[among] - middles[of][:, None, :]
    x, y = _WAYS[side]
    ahead, aside = way @ np.array([x, y]), np.abs(way @ np.array([-y, x]))
    within = (among != of[:, None]) & (ahead > 1e-9) & (aside <= ahead + 1e-9)
    cost = np.where(within, ahead + _OFF_AXIS * aside, np.inf)
    least = cost.min(axis=1)
    first = np.where(within & (cost <= least[:, None] + 1e-9), among, len(middles)).min(axis=1)  # of equals
    return first, least


def facing(side: Side, north: float = 0.0) -> str:
    """Where a side looks to, one of eight points of the compass; `north` as `Plan.north` has it."""
    return COMPASS[round((_BEARINGS[side] - north) % 360 / 45) % 8]


def directions(looking: Iterable[Side], north: float = 0.0) -> tuple[str, ...]:
    """Where sides look to, as points of the compass from north clockwise; `north` as `Plan.north` has it."""
    return tuple(sorted({facing(side, north) for side in looking}, key=COMPASS.index))


def _sound(booths: Iterable[BoothShape]) -> NDArray[np.object_]:
    """Outlines that can be measured: an invalid one is taken as the area round it."""
    return np.array(
        [each.outline if each.outline.is_valid else each.outline.convex_hull for each in booths], dtype=object
    )
