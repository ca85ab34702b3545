"""Places from which it is too far to an exit: each region of them once, with its worst place and the way from there.

Where is it farthest? A distance has its peaks in corners of the floor, on an edge where two ways are equally long, in
the open where three are, and inside booths. So the floor is looked at in its corners, at the peak of every edge and,
where it is wider than an aisle, on a grid from which the best places climb uphill; of booths those that could reach
beyond the limit, at their corners and on a grid of half a metre. The length told is exact for the place told; a place
in the open that lies up to 5 cm higher may be missed, and between places of the grid (a metre, in halls of more than
2,500 m² of open floor proportionally more) a small peak that is over by less than half that.
A place nearer to a wall than a body counts with the stretch that an arm would reach.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree
from shapely import LineString

from booth_app.geometry.insides import NO_BOOTHS, Insides, farthest, insides, way
from booth_app.geometry.rim import Rim, rim
from booth_app.geometry.survey import Survey
from booth_app.geometry.tangents import Numbers, Places
from booth_app.geometry.ways import Ways, ways

_AISLE = 1.5
_STEP = 1.0
_MOST_SAMPLES = 2_500
_NEAR = 8.0
_MOST_CLIMBS = 16
_AT_ONCE = 6
_FINEST = 0.03
_AROUND = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y], dtype=float)


@dataclass(frozen=True, slots=True)
class Far:
    """A region that is too far: the greatest length in it, the way from there, and the booth (its place in the plan).

    `booth` is None where the worst place lies on the floor.
    """

    length: float
    way: LineString
    booth: int | None


@dataclass(frozen=True, slots=True)
class _Places:
    """Places on the floor over the limit: where a body stands there, and how long the way is (with an arm's reach)."""

    at: Numbers
    far: Numbers


def too_far(survey: Survey, limit: float, *, body: float, inside: bool) -> list[Far]:
    """The regions from which the nearest exit is more than `limit` metres away, the farthest first.

    `body` is a person's radius, `inside` whether the way out of a booth counts. Places that reach no exit are left
    out. Cost: some hundred look-ups in the field, and some tens for each region.
    """
    found = ways(survey, body)
    if found.ground.standing.is_empty or not len(found.out.targets.of):
        return []
    edge = rim(found.out, limit - body)
    open_, step = _in_the_open(found, limit)
    booths = insides(survey, found, edge, limit) if inside else NO_BOOTHS
    places, region = _regions(found, edge, open_, booths, limit=limit, step=step)
    told = []
    for one in np.unique(region[region >= 0]):
        its = np.flatnonzero(region == one)
        worst = _worst(survey, found, places, booths, its)
        if worst is not None and worst.length > limit:
            told.append(worst)
    return sorted(told, key=lambda each: (-each.length, each.way.coords[0]))


def _in_the_open(found: Ways, limit: float) -> tuple[_Places, float]:
    """Places away from the rim that are over the limit, the peaks among them climbed to; and the grid's step."""
    grid, step = _grid(found.ground.standing)
    hollows = _hollows(found.ground.floor)
    far, _ = found.nearest(np.concatenate([grid, hollows]))
    deep, far = far[len(grid) :], far[: len(grid)]
    may = np.flatnonzero(np.isfinite(far) & (far + step > limit))
    top = may[_tops(grid[may], far[may], 1.5 * step)]
    higher, lengths = _climbed(found, grid[top], far[top], step / 2)
    at, far = np.concatenate([hollows, grid, higher]), np.concatenate([deep, far, lengths])
    over = np.isfinite(far) & (far > limit)
    return _Places(at[over], far[over]), step


def _regions(
    found: Ways, edge: Rim, open_: _Places, booths: Insides, *, limit: float, step: float
) -> tuple[_Places, Places]:
    """All places over the limit and the region of each, −1 for those of the rim that are near; then those of booths.

    Places are of one region if the straight way between them is over the limit too, booths if they touch.
    """
    body = found.ground.body
    rims, count = len(edge.corners), len(edge.corners) + len(open_.at)
    at, far = np.concatenate([edge.corners, open_.at]), np.concatenate([edge.far + body, open_.far])
    over = np.isfinite(far) & (far > limit)
    pairs = np.concatenate([edge.sides, _across(found, edge)])
    pairs = pairs[over[pairs].all(axis=1)]
    pairs = pairs[_surely(found, at, far, pairs, limit)]
    # What rises between two corners of the rim, where neither of them tells it.
    known = _labels(pairs, count)
    best = np.full(count, -np.inf)
    np.maximum.at(best, known, np.where(over, far, -np.inf))
    ends = np.where(over[edge.sides], best[known[edge.sides]], -np.inf).max(axis=1)
    peaks, heights, side = edge.peaks(np.maximum(ends, limit) - body)
    at, far = np.concatenate([at, peaks]), np.concatenate([far, heights + body])
    over = np.concatenate([over, np.ones(len(peaks), dtype=bool)])
    total = len(at)
    its = np.arange(count, total)
    pairs = np.concatenate(
        [
            pairs,
            *(np.stack([its, edge.sides[side, end]], axis=1) for end in (0, 1)),
            _about(found, at, np.flatnonzero(over), rims, step),
            np.stack([booths.beside + total, edge.sides[booths.side, 0]], axis=1),
            np.stack([booths.beside + total, edge.sides[booths.side, 1]], axis=1),
            _alike(np.concatenate([side, booths.side]), np.concatenate([its, booths.beside + total])),
            booths.touching + total,
        ]
    )
    over = np.concatenate([over, np.ones(len(booths.which), dtype=bool)])
    region = _labels(pairs[over[pairs].all(axis=1)], len(over))
    return _Places(at, far), np.where(over, region, -1)


def _across(found: Ways, edge: Rim) -> NDArray[np.intp]:
    """Pairs of the rim's corners on arcs that the ground's tangents join, and those on one arc."""
    on = np.flatnonzero(edge.arc >= 0)
    one_of = np.full(len(found.ground.corners), -1)
    one_of[edge.arc[on]] = on
    tangents = np.stack([one_of[found.ground.tangents.first], one_of[found.ground.tangents.second]], axis=1)
    return np.concatenate([np.stack([on, one_of[edge.arc[on]]], axis=1), tangents[(tangents >= 0).all(axis=1)]])


def _about(found: Ways, at: Numbers, over: Places, rims: int, step: float) -> NDArray[np.intp]:
    """Pairs of places near each other that see each other, one of them at least no corner of the rim."""
    if not (over >= rims).any():
        return np.empty((0, 2), dtype=np.intp)
    pairs = over[KDTree(at[over]).query_pairs(max(_NEAR, 1.6 * step), output_type="ndarray")]
    pairs = pairs[(pairs >= rims).any(axis=1)]
    stands, _ = found.ground.to_floor(at)
    return pairs[found.ground.seen(stands[pairs[:, 0]], stands[pairs[:, 1]])]


def _surely(found: Ways, at: Numbers, far: Numbers, pairs: NDArray[np.intp], limit: float) -> NDArray[np.bool_]:
    """Which straight ways between places over the limit are over it all along; doubtful ones are looked at half way."""
    apart = np.hypot(*(at[pairs[:, 0]] - at[pairs[:, 1]]).T)
    sure = ((far[pairs].sum(axis=1) - apart) / 2 > limit) | (apart <= _NEAR)
    known = _labels(pairs[sure], len(at))
    left = np.flatnonzero(~sure & (known[pairs[:, 0]] != known[pairs[:, 1]]))
    # One way between two parts will do: the shortest.
    left = left[np.argsort(apart[left], kind="stable")]
    parts = np.sort(known[pairs[left]], axis=1)
    left = left[np.unique(parts, axis=0, return_index=True)[1]] if len(left) else left
    half_way, _ = found.nearest(at[pairs[left]].mean(axis=1))
    sure[left[np.isfinite(half_way) & (half_way + found.ground.body > limit)]] = True
    return sure


def _alike(kind: Places, which: Places) -> NDArray[np.intp]:
    """Pairs that make a chain of those that are of one kind."""
    order = np.argsort(kind, kind="stable")
    same = np.flatnonzero(np.diff(kind[order]) == 0)
    return np.stack([which[order[same]], which[order[same + 1]]], axis=1)


def _labels(pairs: NDArray[np.intp], count: int) -> Places:
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return connected_components(graph, directed=False)[1].astype(np.intp)


def _worst(survey: Survey, found: Ways, places: _Places, booths: Insides, region: Places) -> Far | None:
    """The farthest of a region: booths are gone into as long as one of them could still be it."""
    floor, its = region[region < len(places.at)], region[region >= len(places.at)] - len(places.at)
    best = int(floor[places.far[floor].argmax()]) if len(floor) else None
    length = -np.inf if best is None else float(places.far[best])
    deep, booth = None, None
    its = its[np.argsort(-booths.most[its], kind="stable")]
    while len(its) and booths.most[its[0]] > length:
        some, its = its[:_AT_ONCE], its[_AT_ONCE:]
        for which, each in zip(booths.which[some].tolist(), farthest(survey, found, booths.which[some]), strict=True):
            if each is not None and each.length > length:
                length, deep, booth = each.length, each, which
    if deep is not None:
        return Far(length, way(found, deep), booth)
    out = None if best is None else _from_wall(found, places.at[best])
    return None if out is None else Far(length, out, None)


def _from_wall(found: Ways, at: Numbers) -> LineString | None:
    """The way from the wall that is a body away, if one is."""
    out = found.path((float(at[0]), float(at[1])))
    wall = shapely.shortest_line(shapely.Point(at), found.ground.walls)
    if out is None or wall.length > found.ground.body + 0.01:
        return out
    return LineString(np.concatenate([shapely.get_coordinates(wall)[::-1][:1], shapely.get_coordinates(out)]))


def _grid(standing: Any) -> tuple[Numbers, float]:
    """Places in the open on a grid, one at least in every part of it, and the grid's step."""
    open_ = shapely.buffer(standing, -_AISLE, quad_segs=2)
    step = max(_STEP, (open_.area / _MOST_SAMPLES) ** 0.5)
    if open_.is_empty:
        return np.empty((0, 2)), step
    some = shapely.get_coordinates(shapely.point_on_surface(shapely.get_parts(open_)))
    # The grid lies along the floor, so that a turned plan is looked at in the same places.
    frame = shapely.get_coordinates(shapely.oriented_envelope(open_))
    if len(frame) < 5:
        return some, step
    one, two = frame[1] - frame[0], frame[3] - frame[0]
    shares = [(np.arange(max(int(np.hypot(*side) / step), 1)) + 0.5) * step / np.hypot(*side) for side in (one, two)]
    x, y = (each.ravel() for each in np.meshgrid(*shares))
    points = frame[0] + x[:, None] * one + y[:, None] * two
    shapely.prepare(open_)
    return np.concatenate([some, points[shapely.contains_xy(open_, points[:, 0], points[:, 1])]]), step


def _hollows(floor: Any) -> Numbers:
    """Corners of the floor that run away from it: where walls meet."""
    found = [np.empty((0, 2))]
    for part in shapely.get_parts(shapely.orient_polygons(floor)):
        for ring in shapely.get_rings(part):
            points = shapely.get_coordinates(ring)[:-1]
            came, goes = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
            bend = np.arctan2(came[:, 0] * goes[:, 1] - came[:, 1] * goes[:, 0], (came * goes).sum(axis=1))
            found.append(points[bend > np.radians(10)])
    return np.concatenate(found)


def _tops(at: Numbers, far: Numbers, radius: float) -> Places:
    """Which places are not lower than any other within a radius, the highest first."""
    if not len(at):
        return np.empty(0, dtype=np.intp)
    pairs = KDTree(at).query_pairs(radius, output_type="ndarray")
    best = far.copy()
    for one, other in ((0, 1), (1, 0)):
        np.maximum.at(best, pairs[:, one], far[pairs[:, other]])
    tops = np.flatnonzero(far >= best)
    return tops[np.argsort(-far[tops], kind="stable")][:_MOST_CLIMBS]


def _climbed(found: Ways, at: Numbers, far: Numbers, step: float) -> tuple[Numbers, Numbers]:
    """Each place moved uphill as long as a neighbour is higher, by ever shorter steps."""
    at, far = at.copy(), far.copy()
    while len(at) and step >= _FINEST:
        for _ in range(2):
            around = at[:, None] + _AROUND * step
            inside = shapely.intersects_xy(found.ground.standing, around[..., 0].ravel(), around[..., 1].ravel())
            lengths = np.full(inside.shape, -np.inf)
            lengths[inside] = found.nearest(around.reshape(-1, 2)[inside])[0]
            lengths = np.where(np.isfinite(lengths), lengths, -np.inf).reshape(len(at), -1)
            best = lengths.argmax(axis=1)
            higher = np.take_along_axis(lengths, best[:, None], axis=1)[:, 0]
            better = higher > far + 1e-6
            if not better.any():
                break
            at[better], far[better] = around[better, best[better]], higher[better]
        step /= 2
    return at, far
