"""Where a person can walk, and every straight stretch that a shortest way there may be made of.

`Ground` is made once for a floor and a body; `field.py` asks it for the ways to any targets. The stretches are kept
up to a `reach`, twice the longest of the obstacles: what is farther is reached by hops over corners in between.
That is a matter of speed only. Whoever solves a field asks `doubtful` afterwards which longer stretches could still
make a way shorter by more than one part in a thousand, adds those that can be seen, and solves again until there are
none: then no way is longer than 1.001 of the shortest (walk the shortest way backwards from its end: over each of its
stretches the field rises by no more than 1.001 of its length).
Cost: O(c²) numbers for c corners at the check, everything else grows with the corners in reach of each other.
"""

from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree

from booth_app.geometry.sight import Sight
from booth_app.geometry.tangents import Corners, Numbers, Places, Tangents, between, corners

SLACK = 0.002
"""Metres less than the body that is asked of a passage: snapping to millimetres narrows an exact one by 1.3 mm."""

EXCESS = 0.001
"""The share by which a way may be longer than the shortest."""

_SIGHT = 0.001
_QUARTER = 8
_FEW = 300
_LEAST_REACH = 20.0
_MOST_REACH = 80.0
_PAIRS = 400_000
_CELLS = 1_000_000


class Ground:
    """The floor on which the middle of a body of radius `body` can be; where it turns; what it sees.

    `floor` is a polygon or several, `body` metres above zero. `reach` is for tests and measuring.
    """

    def __init__(self, floor: Any, body: float, reach: float | None = None) -> None:
        self.floor, self.body = floor, body
        tight = max(body - SLACK, body / 2)
        self.standing: Any = shapely.buffer(floor, -tight, quad_segs=_QUARTER)
        self.sight = Sight(shapely.buffer(floor, -(tight - min(_SIGHT, body / 4)), quad_segs=_QUARTER))
        shapely.prepare([self.floor, self.standing])
        self.corners, self.whole = self._turned(corners(floor, body))
        self.reach = self._reach() if reach is None else reach
        self.tangents = self._seen_within(self.reach)
        self._part = _parts(self.standing, self.corners)

    def seen(self, starts: Numbers, ends: Numbers) -> NDArray[np.bool_]:
        """Whether the straight way between each pair of points can be walked."""
        return self.sight.between(starts, ends)

    def round_(self, corner: Places, begin: Numbers, end: Numbers) -> NDArray[np.bool_]:
        """Whether each corner's arc is free from one angle to the other."""
        free = self.whole[corner].copy()
        left = np.flatnonzero(~free & (np.abs(begin - end) > 1e-9))
        free[~self.whole[corner] & (np.abs(begin - end) <= 1e-9)] = True
        if len(left):
            arcs: Any = shapely.linestrings(self.corners.arcs(corner[left], begin[left], end[left]))
            free[left] = self.sight.along(arcs)
        return free

    def to_floor(self, points: Numbers) -> tuple[Numbers, Numbers]:
        """Each point, or the place nearest to it where a body can stand, and how far that is; infinity: nowhere near.

        A place nearer than a body to a wall is reached by stretching out a hand. What is more than four bodies away
        or behind something is not reached at all.
        """
        places, aside = points.copy(), np.zeros(len(points))
        off = np.flatnonzero(~shapely.intersects_xy(self.standing, points[:, 0], points[:, 1]))
        if self.standing.is_empty:
            aside[:] = np.inf
        elif len(off):
            lines: Any = shapely.shortest_line(shapely.points(points[off]), self.standing)
            ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)[:, 1]
            far = np.hypot(*(ends - points[off]).T)
            # A hair longer than the body's own shadow on a wall is still free of what stands behind it.
            behind = far > self.body + SLACK
            behind[behind] = ~shapely.covers(self._yielding, np.atleast_1d(lines)[behind])
            aside[off] = np.where(behind | (far > 4 * self.body), np.inf, far)
            places[off] = ends
        return places, aside

    @cached_property
    def _yielding(self) -> Any:
        """The floor, walls given way by a hair."""
        yielding = shapely.buffer(self.floor, 2 * SLACK, quad_segs=1)
        shapely.prepare(yielding)
        return yielding

    @cached_property
    def walls(self) -> Any:
        """What bounds the floor, as lines."""
        return shapely.boundary(self.floor)

    def stands(self) -> Numbers:
        """One place at least in every part of the floor where a body can stand."""
        return shapely.get_coordinates(shapely.point_on_surface(shapely.get_parts(self.standing)))

    def doubtful(self, middle: Numbers) -> Tangents:
        """Stretches beyond reach that can be seen and may shorten a way; `middle` is the field at each corner.

        By `EXCESS` or more, as far as the field half way round each corner can tell; none too few.
        """
        of = self.corners
        found = [between(of, *np.empty((2, 0), dtype=np.intp))]
        if not np.isfinite(self.reach):
            return found[0]
        round_ = of.half * self.body
        order = np.argsort(middle)
        rising = middle[order]
        # Only what the field tells more than the reach apart can be too far apart on foot.
        least = (1 + EXCESS) * max(self.reach - 2 * self.body, 0.0) - 2 * float(round_.max(initial=0.0))
        known = int(np.isfinite(rising).sum())
        rows = max(_CELLS // max(len(of), 1), 1)
        for start in range(0, known, rows):
            low = order[start : min(start + rows, known)]
            high = order[np.searchsorted(rising, rising[start] + least) :]
            apart = np.hypot(*(of.at[low, None, :] - of.at[None, high, :]).transpose(2, 0, 1))
            rise = middle[high] - middle[low, None] + round_[low, None] + round_[high]
            may = (apart > self.reach) & (rise > (1 + EXCESS) * (apart - 2 * self.body))
            may &= self._part[low, None] == self._part[high]
            one, two = np.nonzero(may)
            found.append(between(of, low[one], high[two]))
        every = found[0]
        for each in found[1:]:
            every = every.with_(each)
        return every

    def add(self, more: Tangents) -> int:
        """Keep those of the stretches that can be seen; how many."""
        seen = self._seen(more)
        self.tangents = self.tangents.with_(seen)
        return len(seen.first)

    def _turned(self, found: Corners) -> tuple[Corners, NDArray[np.bool_]]:
        """The corners that a body gets to, and whether it can go all the way round each."""
        if not len(found) or self.standing.is_empty:
            return found.some(slice(0)), np.zeros(0, dtype=bool)
        every = np.arange(len(found))
        arcs: Any = shapely.linestrings(found.arcs(every, -found.half, found.half))
        whole = self.sight.along(arcs)
        got = whole | shapely.intersects(self.sight.area, arcs)
        return found.some(got), whole[got]

    def _reach(self) -> float:
        if len(self.corners) <= _FEW:
            return np.inf
        holes: Any = [ring for part in shapely.get_parts(self.floor) for ring in part.interiors]
        x0, y0, x1, y1 = shapely.bounds(np.array(holes, dtype=object)).T if holes else np.zeros((4, 1))
        longest = float(np.hypot(x1 - x0, y1 - y0).max())
        return float(np.clip(2 * longest + 4 * self.body, _LEAST_REACH, _MOST_REACH))

    def _seen_within(self, reach: float) -> Tangents:
        count = len(self.corners)
        if not np.isfinite(reach):
            first, second = np.triu_indices(count, 1)
        else:
            tree: Any = KDTree(self.corners.at)
            first, second = tree.query_pairs(reach, output_type="ndarray").T if count else np.empty((2, 0), dtype=int)
        # In pieces: of a hall of 50,000 booths there are millions of pairs, of which few see each other.
        found = [
            self._seen(between(self.corners, first[start : start + _PAIRS], second[start : start + _PAIRS]))
            for start in range(0, max(len(first), 1), _PAIRS)
        ]
        every = found[0]
        for each in found[1:]:
            every = every.with_(each)
        return every

    def _seen(self, tangents: Tangents) -> Tangents:
        of = self.corners
        ends = of.middle(tangents.first, tangents.turned_first), of.middle(tangents.second, tangents.turned_second)
        return tangents.some(self.seen(*ends))


def _parts(standing: Any, of: Corners) -> Places:
    """For each corner the part of the ground that its arc is on."""
    parts = shapely.get_parts(standing)
    if not len(of) or not len(parts):
        return np.zeros(len(of), dtype=np.intp)
    arcs: Any = shapely.linestrings(of.arcs(np.arange(len(of)), -of.half, of.half))
    [(corner, part)] = [shapely.STRtree(parts).query_nearest(arcs, all_matches=False)]
    found = np.zeros(len(of), dtype=np.intp)
    found[corner] = part
    return found
