"""Gaps: the places where two parts of a floor's edge stand opposite each other nearer than some width.

A disc that moves through a floor is held up where the floor is locally narrowest, and there its edge is touched at
two opposite points. One of the two is always a corner of the floor (or there is such a place of the same width), so
a search from every corner to the edges near it finds all of them, exactly, without a skeleton and its sampling.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree

from booth_app.geometry.depth import Shapes
from booth_app.geometry.outlines import Edges, Numbers, Places, cross, edges

_SLANT = np.sin(np.radians(10))
"""How far from a right angle a gap may stand on the edges it joins. Snapping turns the edges of a row by some
hundredths of a degree; a gap found beyond need is harmless, as no disc wider than it can cross it either."""
_FLAT = np.radians(5)
_SHRINK = 1e-6
_BLADE = 5e-5
_BEYOND = 2e-4
_SAME = 0.01
_COARSER = (1e-4, 0.002, 0.01, 0.05, 0.25)
_MOST_PAIRS = 3_000_000


@dataclass(frozen=True, slots=True)
class Gaps:
    """Straight lines across a floor from edge to edge: `start` and `end` (n × 2) and `length`, all in metres."""

    start: Numbers
    end: Numbers
    length: Numbers

    def __len__(self) -> int:
        return len(self.length)

    def __getitem__(self, which: Any) -> "Gaps":
        return Gaps(self.start[which], self.end[which], self.length[which])

    @property
    def lines(self) -> Shapes:
        """Each gap as a line."""
        lines: Any = shapely.linestrings(np.stack([self.start, self.end], axis=1))
        return lines

    @property
    def blades(self) -> Shapes:
        """Each gap as a sliver 0.1 mm thick that surely parts the floor: it begins and ends a little outside of it."""
        along = (self.end - self.start) / self.length[:, None]
        a, b = self.start - _BEYOND * along, self.end + _BEYOND * along
        aside = _BLADE * np.column_stack([-along[:, 1], along[:, 0]])
        blades: Any = shapely.polygons(np.stack([a + aside, b + aside, b - aside, a - aside], axis=1))
        return blades


def gaps(floor: Any, most: float) -> Gaps:
    """All gaps of a floor (polygon or several) that are up to `most` metres long.

    Every passage that a disc of that diameter cannot pass holds at least one, and its shortest is the passage's
    exact width. Exact to rounding. Cost: one tree query of corners against edges, then arrays.
    """
    if floor.is_empty:
        return _none()
    around = edges(np.array([floor], dtype=object))
    corner = np.flatnonzero(around.turn <= _FLAT)
    if not len(corner):
        return _none()
    lines: Any = shapely.linestrings(np.stack([around.at, around.at[around.next]], axis=1))
    points = shapely.points(around.at[corner])
    which, edge = shapely.STRtree(lines).query(points, predicate="dwithin", distance=most)
    v = corner[which]
    apart = (edge != v) & (around.next[edge] != v)
    v, edge = v[apart], edge[apart]

    a, b = around.at[edge], around.at[around.next[edge]]
    way = b - a
    t = np.clip(((around.at[v] - a) * way).sum(axis=1) / (way**2).sum(axis=1), 0.0, 1.0)
    across = a + t[:, None] * way - around.at[v]
    length = np.hypot(*across.T)
    u = across / np.maximum(length, 1e-12)[:, None]
    opposite = (length > 2 * _SHRINK) & _opens(around, v, u)
    opposite &= np.where(
        t <= 0.0,
        _opens(around, edge, -u),
        np.where(t >= 1.0, _opens(around, around.next[edge], -u), cross(around.along[edge], -u) > 0),
    )
    start, end, length = around.at[v[opposite]], around.at[v[opposite]] + across[opposite], length[opposite]
    along = (end - start) / length[:, None]
    inner = shapely.linestrings(np.stack([start + _SHRINK * along, end - _SHRINK * along], axis=1))
    shapely.prepare(floor)
    free = shapely.covers(floor, inner)
    return Gaps(*_once(start[free], end[free], length[free]))


def manageable(floor: Any, most: float) -> Any:
    """The floor, or one a little coarser where it has so many corners that a search of gaps would not end.

    No hall that is drawn to be built has; a drawing with shapes of ten thousand corners may. Then corners that stand
    off by less than 0.1 mm, 2 mm, 1 cm, 5 cm or 25 cm are left out, as few as will do: widths err by twice that.
    """
    for tolerance in (0.0, *_COARSER):
        coarse = shapely.simplify(floor, tolerance) if tolerance else floor
        around = edges(np.array([coarse], dtype=object))
        at = around.at[around.turn <= _FLAT]
        if not len(at):
            return coarse
        middles = around.points(0.5)
        if KDTree(at).count_neighbors(KDTree(middles), most) <= _MOST_PAIRS:
            return coarse
    return shapely.simplify(floor, _COARSER[-1])


def parted(floor: Any, across: Gaps) -> Shapes:
    """The pieces into which the gaps part the floor, as polygons; without gaps its own parts."""
    whole = shapely.difference(floor, shapely.union_all(across.blades)) if len(across) else floor
    pieces: Shapes = shapely.get_parts(whole)
    return pieces[shapely.area(pieces) > 0]


def _opens(around: Edges, corner: Places, u: Numbers) -> NDArray[np.bool_]:
    """Whether a step from the corners along `u` leads away from both edges there, into the floor."""
    came, goes = around.along[around.previous[corner]], around.along[corner]
    away = ((u * goes).sum(axis=1) <= _SLANT) & ((u * -came).sum(axis=1) <= _SLANT)
    inward = (cross(goes, u) > 0) | (cross(came, u) > 0)
    return away & inward & (around.turn[corner] <= _FLAT)


def _once(start: Numbers, end: Numbers, length: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Of gaps that all but coincide the shortest.

    One between two corners is found from both, and where booths of a turned row meet there are two corners within a
    millimetre. Between two such gaps there is no room for a piece of floor.
    """
    ends = np.concatenate([np.hstack([start, end]), np.hstack([end, start])])
    count = len(length)
    same: dict[int, set[int]] = defaultdict(set)
    for one, other in KDTree(ends).query_pairs(_SAME, output_type="ndarray").tolist() if count else ():
        same[one % count].add(other % count)
        same[other % count].add(one % count)
    kept = np.ones(count, dtype=bool)
    for at in sorted(same, key=lambda at: (length[at], *start[at].tolist(), *end[at].tolist())):
        if kept[at]:
            kept[list(same[at] - {at})] = False
    return start[kept], end[kept], length[kept]


def _none() -> Gaps:
    return Gaps(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))
