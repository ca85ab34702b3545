"""The edges of many polygons as arrays: where each begins, which comes next, how the outline turns there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

_STRAIGHT = np.radians(1)
_HAIR = 0.005


@dataclass(frozen=True, slots=True)
class Edges:
    """All edges of some polygons, each by the corner that it begins at; the polygon lies on its left.

    `owner` is the polygon's position, `along` the direction (one metre long), `turn` how far the outline turns at
    the corner in radians (above zero where the polygon's corner is convex). "Left" as if y grew upwards.
    """

    at: Numbers
    owner: Places
    next: Places
    previous: Places
    along: Numbers
    length: Numbers
    turn: Numbers

    @property
    def outward(self) -> Numbers:
        """The direction out of the polygon, one metre long."""
        return np.column_stack([self.along[:, 1], -self.along[:, 0]])

    def points(self, share: float, away: float = 0.0) -> Numbers:
        """A point on each edge, `share` of its length from its beginning, moved `away` metres out of the polygon."""
        return self.at + self.along * (self.length * share)[:, None] + self.outward * away


def edges(polygons: Any, *, straightened: bool = False) -> Edges:
    """The edges of an array of polygons, holes included.

    `straightened` leaves out corners that bend by less than 1° and stand off by less than 5 mm, so that a side which
    is drawn in several parts is one edge.
    """
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, of = shapely.get_rings(parts, return_index=True)
    outer = np.diff(of, prepend=-1) != 0  # each polygon's outer ring comes first, then its holes
    rings = np.where(shapely.is_ccw(rings) == outer, rings, shapely.reverse(rings))
    at, ring = shapely.get_coordinates(rings, return_index=True)
    last = np.diff(ring, append=-1) != 0  # each ring's closing point repeats its first
    at, ring = at[~last], ring[~last]
    if straightened and len(at):
        kept = _corners(at, *_around(ring))
        # A ring that bends nowhere by as much, a circle of very many corners, keeps them all.
        few = np.bincount(ring, weights=kept, minlength=len(rings)) < 3
        kept |= few[ring]
        at, ring = at[kept], ring[kept]
    following, previous = _around(ring)
    way = at[following] - at
    length = np.hypot(*way.T)
    along = way / np.maximum(length, 1e-12)[:, None]
    came = along[previous]
    turn = np.arctan2(cross(came, along), (came * along).sum(axis=1))
    return Edges(at, owner[of[ring]], following, previous, along, length, turn)


def cross(a: Numbers, b: Numbers) -> Numbers:
    """The cross product of the rows of two arrays."""
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _around(ring: Places) -> tuple[Places, Places]:
    """For each corner the position of the next and the previous one of its ring."""
    following, previous = np.arange(len(ring)) + 1, np.arange(len(ring)) - 1
    first = np.flatnonzero(np.diff(ring, prepend=-1) != 0)
    last = np.append(first[1:], len(ring))[: len(first)] - 1
    following[last], previous[first] = first, last
    return following, previous


def _corners(at: Numbers, following: Places, previous: Places) -> NDArray[np.bool_]:
    came, goes, whole = at - at[previous], at[following] - at, at[following] - at[previous]
    bend = np.abs(np.arctan2(cross(came, goes), (came * goes).sum(axis=1)))
    off = np.abs(cross(whole, came)) / np.maximum(np.hypot(*whole.T), 1e-9)
    return (bend >= _STRAIGHT) | (off >= _HAIR)
