"""How far it is from anywhere on a ground to the nearest of some targets, and the way there.

A target is a line (an exit's opening) or a point. A way ends where a straight stretch meets a target at a right angle
or at one of its ends; the stretches from corner to corner are the ground's. Solved once by Dijkstra's algorithm over
the places where stretches touch the corners' arcs, then asked as often as one likes.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial.distance import cdist
from shapely import LineString

from booth_app.geometry.ground import EXCESS, Ground
from booth_app.geometry.tangents import Numbers, Places, touching, wrapped

NOWHERE = -1
_ROUND = 8.0
_CELLS = 2_000_000
_FIRST_LOOK = 8


@dataclass(frozen=True, slots=True)
class Targets:
    """Straight pieces of targets: both ends, and which target each belongs to."""

    begin: Numbers
    end: Numbers
    of: Places

    @classmethod
    def from_shapes(cls, shapes: Any) -> "Targets":
        """The pieces of points, lines, or several of them; their order is the targets' order."""
        begin, end, of = [np.empty((0, 2))], [np.empty((0, 2))], [np.empty(0, dtype=np.intp)]
        for at, shape in enumerate(shapes):
            for part in shapely.get_parts(shape):
                points = shapely.get_coordinates(part)
                begin.append(points[:-1] if len(points) > 1 else points)
                end.append(points[1:] if len(points) > 1 else points)
                of.append(np.full(len(begin[-1]), at, dtype=np.intp))
        return cls(np.concatenate(begin), np.concatenate(end), np.concatenate(of))

    def nearest(self, points: Numbers) -> tuple[Numbers, Numbers]:
        """For each point and piece the distance, and the place on the piece: (points, pieces) and (…, 2)."""
        along = self.end - self.begin
        squared = np.maximum((along**2).sum(axis=1), 1e-18)
        share = np.clip(((points[:, None] - self.begin) * along).sum(axis=2) / squared, 0, 1)
        place = self.begin + share[..., None] * along
        return np.hypot(*(points[:, None] - place).transpose(2, 0, 1)), place


@dataclass(frozen=True, slots=True)
class _Contacts:
    """Straight stretches from a corner's arc to a piece of a target."""

    corner: Places
    turned: Numbers
    piece: Places
    place: Numbers
    length: Numbers


class Field:
    """Distances to the nearest of `targets` over a ground. Arrays: metres; infinity where no way leads."""

    def __init__(self, ground: Ground, targets: Targets) -> None:
        self.ground, self.targets = ground, targets
        self._contacts: list[_Contacts] = []
        self._tried = np.zeros((len(ground.corners), len(targets.of)), dtype=bool)
        apart, _ = targets.nearest(ground.corners.at)
        self._touch(apart <= ground.reach)
        self._solve()
        while len(ground.corners):
            middle = self._at(np.arange(len(ground.corners)), np.zeros(len(ground.corners)))[0]
            round_ = ground.corners.half * ground.body
            more = self._touch((middle + round_)[:, None] > (1 + EXCESS) * np.maximum(apart - ground.body, 0.0))
            doubtful = ground.doubtful(middle)
            if len(doubtful.first):
                rise = self._at(doubtful.first, doubtful.turned_first)[0]
                with np.errstate(invalid="ignore"):
                    rise = np.abs(rise - self._at(doubtful.second, doubtful.turned_second)[0])
                more += ground.add(doubtful.some(rise > (1 + EXCESS) * doubtful.length))
            if not more:
                break
            self._solve()

    def nearest(self, points: Numbers) -> tuple[Numbers, Places]:
        """For each point the way's length to the nearest target, and which that is; `NOWHERE` where none is reached."""
        found = self._look(np.asarray(points, dtype=float).reshape(-1, 2))
        return found.length, np.where(np.isfinite(found.length), found.target, NOWHERE)

    def path(self, point: tuple[float, float]) -> LineString | None:
        """The shortest way from a point to its nearest target, to be drawn; None where none leads."""
        start = np.array([point], dtype=float)
        found = self._look(start)
        if not np.isfinite(found.length[0]):
            return None
        points = [start, found.place]
        if found.node[0] == NOWHERE:
            points.append(found.end)
        else:
            corners, node = self.ground.corners, int(found.node[0])
            corner, turned = self._corner[node], float(found.turned[0])
            while True:
                points.append(corners.arcs(np.array([corner]), np.array([turned]), self._turned[[node]])[0])
                turned = float(self._turned[node])
                following = int(self._after[node])
                if following >= len(self._corner):
                    points.append(self._ends[[node]])
                    break
                if self._corner[following] != corner:  # else the next node lies on the same arc
                    corner, turned = self._corner[following], float(self._turned[following])
                node = following
        line = np.concatenate(points)
        kept = np.r_[True, (np.abs(np.diff(line, axis=0)) > 1e-9).any(axis=1)]
        return LineString(line[kept] if kept.sum() > 1 else np.concatenate([line[:1], line[:1]]))

    def at(self, corner: Places, turned: Numbers) -> Numbers:
        """The lengths from places on corners' arcs, `turned` from half way round."""
        return self._at(corner, turned)[0]

    def _touch(self, which: NDArray[np.bool_]) -> int:
        """Find the stretches between these corners and pieces of targets that were not looked at yet; how many."""
        corner, piece = np.nonzero(which & ~self._tried)
        self._tried |= which
        if not len(corner):
            return 0
        found, of, to = [], self.ground.corners, self.targets
        for ends in (to.begin, to.end):
            turned, length, may = touching(of, corner, ends[piece])
            for side in (0, 1):
                kept = may[:, side]
                found.append((corner[kept], turned[kept, side], piece[kept], ends[piece[kept]], length[kept, side]))
        along = to.end - to.begin
        long = np.hypot(*along.T)
        angle = np.arctan2(along[:, 1], along[:, 0])
        for half_turn in (0.0, np.pi):
            turned = wrapped(angle[piece] + half_turn - of.towards[corner])
            middle = of.middle(corner, turned)
            way = ((middle - to.begin[piece]) * along[piece]).sum(axis=1) / np.maximum(long[piece], 1e-12)
            kept = (np.abs(turned) <= of.half[corner]) & (way >= 0) & (way <= long[piece]) & (long[piece] > 1e-9)
            foot = to.begin[piece] + along[piece] * (way / np.maximum(long[piece], 1e-12))[:, None]
            length = np.hypot(*(foot - middle).T)
            found.append((corner[kept], turned[kept], piece[kept], foot[kept], length[kept]))
        corner, turned, piece, place, length = (np.concatenate(each) for each in zip(*found, strict=True))
        seen = self.ground.seen(of.middle(corner, turned), place)
        self._contacts.append(_Contacts(corner[seen], turned[seen], piece[seen], place[seen], length[seen]))
        return int(seen.sum())

    def _solve(self) -> None:
        ground, links, contacts = self.ground, self.ground.tangents, self._contacts
        pairs = len(links.first)
        corner = np.concatenate([links.first, links.second, *(each.corner for each in contacts)])
        turned = np.concatenate([links.turned_first, links.turned_second, *(each.turned for each in contacts)])
        place = np.concatenate([np.zeros((2 * pairs, 2)), *(each.place for each in contacts)])
        owner = self.targets.of[np.concatenate([np.empty(0, dtype=np.intp), *(each.piece for each in contacts)])]
        reached = np.concatenate([np.empty(0), *(each.length for each in contacts)])
        nodes, count = len(corner), int(self.targets.of.max(initial=-1)) + 1

        order = np.lexsort((turned, corner))
        same = np.flatnonzero(corner[order[:-1]] == corner[order[1:]]) if nodes else np.empty(0, dtype=np.intp)
        one, two = order[same], order[same + 1]
        free = ground.round_(corner[one], turned[one], turned[two])
        one, two = one[free], two[free]
        contact = np.arange(2 * pairs, nodes)
        rows = np.concatenate([np.arange(pairs), one, contact])
        columns = np.concatenate([np.arange(pairs, 2 * pairs), two, nodes + owner])
        # A length of nothing would be no edge in a sparse matrix.
        lengths = np.concatenate([links.length, ground.body * np.abs(turned[one] - turned[two]), reached]) + 1e-9
        graph = coo_array((lengths, (rows, columns)), shape=(nodes + count,) * 2).tocsr()
        if count:
            starts = np.arange(nodes, nodes + count)
            # From all targets at once: each place keeps the nearest and where the way goes on.
            far, after, source = dijkstra(
                graph, directed=False, indices=starts, return_predecessors=True, min_only=True
            )
        else:
            far, after, source = np.full(nodes, np.inf), np.full(nodes, NOWHERE), np.full(nodes, NOWHERE)
        self._corner, self._turned, self._ends = corner, turned, place
        self._far, self._after, self._source = far[:nodes], after[:nodes], source[:nodes] - nodes
        self._order, self._keys = order, corner[order] * _ROUND + turned[order]
        self._least = np.full(len(ground.corners), np.inf)
        np.minimum.at(self._least, corner, self._far)

    def _at(self, corner: Places, turned: Numbers) -> tuple[Numbers, Places]:
        """The field on corners' arcs, and the node on the same arc over which the way goes on."""
        if not len(self._order):
            return np.full(len(corner), np.inf), np.full(len(corner), NOWHERE)
        right = np.searchsorted(self._keys, corner * _ROUND + turned)
        best, via = np.full(len(corner), np.inf), np.full(len(corner), NOWHERE)
        for at in (right - 1, right):
            node = self._order[np.clip(at, 0, len(self._order) - 1)]
            mine = (at >= 0) & (at < len(self._order)) & (self._corner[node] == corner)
            far = np.where(mine, self._far[node] + self.ground.body * np.abs(self._turned[node] - turned), np.inf)
            # Where something stands on the arc, a way along it may be closed.
            far[mine] = np.where(
                self.ground.round_(corner[mine], turned[mine], self._turned[node][mine]), far[mine], np.inf
            )
            better = far < best
            best[better], via[better] = far[better], node[better]
        return best, via

    def _look(self, points: Numbers) -> "_Found":
        places, aside = self.ground.to_floor(points)
        found = _Found.of(places)
        on = np.flatnonzero(np.isfinite(aside))
        columns = max(len(self.ground.corners) + len(self.targets.of), 1)
        for some in np.array_split(on, max(-(-len(on) * columns // _CELLS), 1)):
            if len(some):
                self._look_from(some, found)
        found.length += aside
        return found

    def _look_from(self, some: Places, found: "_Found") -> None:
        """Look for the best first stretch from each place: nearest candidates first, until none left can be better."""
        of, places = self.ground.corners, found.place[some]
        straight, feet = self.targets.nearest(places)
        # A tangent is shorter than the way to the corner by less than a body.
        least = np.concatenate([straight, cdist(places, of.at) + (self._least - of.body)], axis=1)
        pieces, columns = straight.shape[1], least.shape[1]
        left, tried = np.arange(len(some)), 0
        while len(left) and tried < columns:
            look = min(_FIRST_LOOK if not tried else 4 * tried, columns)
            best = np.argpartition(least[left], look - 1, axis=1)[:, :look]
            point, column = np.repeat(left, look), best.ravel()
            able = least[point, column] < found.length[some[point]]
            point, column = point[able], column[able]
            direct = column < pieces
            at, to = some[point[direct]], column[direct]
            self._straight(at, to, straight[point[direct], to], feet[point[direct], to], found=found)
            self._round(some[point[~direct]], column[~direct] - pieces, found)
            # The worst of those looked at is the least that any other can be.
            bound = np.take_along_axis(least[left], best, axis=1).max(axis=1)
            left, tried = left[found.length[some[left]] > bound], look

    def _straight(self, at: Places, piece: Places, length: Numbers, end: Numbers, *, found: "_Found") -> None:
        seen = np.flatnonzero(self.ground.seen(found.place[at], end))
        none = np.full(len(seen), NOWHERE)
        found.keep(at[seen], length[seen], end[seen], self.targets.of[piece[seen]], node=none, turned=none * 0.0)

    def _round(self, at: Places, corner: Places, found: "_Found") -> None:
        of = self.ground.corners
        turned, straight, may = touching(of, corner, found.place[at])
        which, side = np.nonzero(may)
        at, corner, turned, straight = at[which], corner[which], turned[which, side], straight[which, side]
        far, node = self._at(corner, turned)
        length = straight + far
        able = np.flatnonzero(length < found.length[at])
        end = of.middle(corner[able], turned[able])
        seen = self.ground.seen(found.place[at[able]], end)
        able, end = able[seen], end[seen]
        source = self._source[node[able]]
        found.keep(at[able], length[able], end, source, node=node[able], turned=turned[able])


@dataclass(slots=True)
class _Found:
    """The best first stretch from each place so far: to a node on a corner's arc, or straight to a target."""

    place: Numbers
    length: Numbers
    target: Places
    node: Places
    turned: Numbers
    end: Numbers

    @classmethod
    def of(cls, places: Numbers) -> "_Found":
        count = len(places)
        none = np.full(count, NOWHERE)
        return cls(places, np.full(count, np.inf), none, none.copy(), np.zeros(count), places.copy())

    def keep(self, at: Places, length: Numbers, end: Numbers, target: Places, *, node: Places, turned: Numbers) -> None:
        """Take these where they are shorter than what was found; the shortest of several for one place."""
        order = np.lexsort((target, length))[::-1]  # the last one written stays
        order = order[length[order] < self.length[at[order]]]
        to = at[order]
        self.length[to], self.target[to], self.node[to] = length[order], target[order], node[order]
        self.turned[to], self.end[to] = turned[order], end[order]
