"""Gaps: the places where two parts of a floor's edge stand opposite each other nearer than some width.

A disc that moves through a floor is held up where the floor is locally narrowest, and there its edge is touched at
two opposite points. One of the two is always a corner of the floor (or there is such a place of the same width), so
a search from every corner to the edges near it finds all of them, exactly, without a skeleton and its sampling.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.depth import Shapes

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

_SLANT = np.sin(np.radians(10))
"""How far from a right angle a gap may stand on the edges it joins. Snapping turns the edges of a row by some
hundredths of a degree; a gap found beyond need is harmless, as no disc wider than it can cross it either."""
_FLAT = np.radians(5)
_SHRINK = 1e-4
_BLADE = 5e-5
_BEYOND = 2e-4


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
    edges = _edges(floor)
    corner = np.flatnonzero(edges.turn <= _FLAT)
    if not len(corner):
        return _none()
    lines: Any = shapely.linestrings(np.stack([edges.at, edges.at[edges.next]], axis=1))
    points = shapely.points(edges.at[corner])
    which, edge = shapely.STRtree(lines).query(points, predicate="dwithin", distance=most)
    v = corner[which]
    apart = (edge != v) & (edges.next[edge] != v)
    v, edge = v[apart], edge[apart]

    a, b = edges.at[edge], edges.at[edges.next[edge]]
    way = b - a
    t = np.clip(((edges.at[v] - a) * way).sum(axis=1) / (way**2).sum(axis=1), 0.0, 1.0)
    across = a + t[:, None] * way - edges.at[v]
    length = np.hypot(*across.T)
    u = across / np.maximum(length, 1e-12)[:, None]
    opposite = (length > 2 * _SHRINK) & edges.opens(v, u)
    opposite &= np.where(
        t <= 0.0,
        edges.opens(edge, -u),
        np.where(t >= 1.0, edges.opens(edges.next[edge], -u), _cross(edges.along[edge], -u) > 0),
    )
    start, end, length = edges.at[v[opposite]], edges.at[v[opposite]] + across[opposite], length[opposite]
    start, end, length = _once(start, end, length)
    if not len(length):
        return _none()
    along = (end - start) / length[:, None]
    inner = shapely.linestrings(np.stack([start + _SHRINK * along, end - _SHRINK * along], axis=1))
    shapely.prepare(floor)
    free = shapely.covers(floor, inner)
    return Gaps(start[free], end[free], length[free])


def parted(floor: Any, across: Gaps) -> Shapes:
    """The pieces into which the gaps part the floor, as polygons; without gaps its own parts."""
    whole = shapely.difference(floor, shapely.union_all(across.blades)) if len(across) else floor
    pieces: Shapes = shapely.get_parts(whole)
    return pieces[shapely.area(pieces) > 0]


@dataclass(frozen=True, slots=True)
class _Edges:
    """All edges of a floor, each by the corner that it begins at, with the floor on its left."""

    at: Numbers
    next: Places
    previous: Places
    along: Numbers
    turn: Numbers

    def opens(self, corner: Places, u: Numbers) -> NDArray[np.bool_]:
        """Whether a step from the corners along `u` leads away from both edges there, into the floor."""
        came, goes = self.along[self.previous[corner]], self.along[corner]
        away = ((u * goes).sum(axis=1) <= _SLANT) & ((u * -came).sum(axis=1) <= _SLANT)
        inward = (_cross(goes, u) > 0) | (_cross(came, u) > 0)
        return away & inward & (self.turn[corner] <= _FLAT)


def _edges(floor: Any) -> _Edges:
    polygons = shapely.get_parts(floor)
    rings = shapely.get_rings(polygons)
    # get_rings gives each polygon's outer ring first, then its holes.
    outer = np.zeros(len(rings), dtype=bool)
    counts = shapely.get_num_interior_rings(polygons) + 1
    outer[np.cumsum(counts) - counts] = True
    rings = np.where(shapely.is_ccw(rings) == outer, rings, shapely.reverse(rings))
    at, ring = shapely.get_coordinates(rings, return_index=True)
    last = np.flatnonzero(np.diff(ring, append=-1) != 0)  # each ring's closing point repeats its first
    kept = np.ones(len(at), dtype=bool)
    kept[last] = False
    at, ring = at[kept], ring[kept]
    first = np.flatnonzero(np.diff(ring, prepend=-1) != 0)
    ends = np.append(first[1:], len(at)) - 1
    following, previous = np.arange(len(at)) + 1, np.arange(len(at)) - 1
    following[ends], previous[first] = first, ends
    way = at[following] - at
    along = way / np.maximum(np.hypot(*way.T), 1e-12)[:, None]
    came = along[previous]
    turn = np.arctan2(_cross(came, along), (came * along).sum(axis=1))
    return _Edges(at, following, previous, along, turn)


def _once(start: Numbers, end: Numbers, length: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """A gap between two corners is found from both: keep one."""
    flip = (end[:, 0] < start[:, 0]) | ((end[:, 0] == start[:, 0]) & (end[:, 1] < start[:, 1]))
    pair = np.where(flip[:, None], np.hstack([end, start]), np.hstack([start, end]))
    _, kept = np.unique(np.round(pair, 6), axis=0, return_index=True)
    return start[kept], end[kept], length[kept]


def _none() -> Gaps:
    return Gaps(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))


def _cross(a: Numbers, b: Numbers) -> Numbers:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
