"""Passages: how the wide places of a floor hang together through its narrow ones.

The floor is parted at every gap shorter than some width. A piece in which a disc of that diameter has room is a wide
place, every other is narrow. Narrow pieces that lead on, from one wide place to another (or to the same one round
something) or to an end that somebody must reach, make a narrow stretch; the rest are corners and niches.

A disc's centre cannot stand on a gap shorter than the disc is wide, so each room of the disc lies in one piece: what
is found is what the skeleton of the floor would show, but exact and without its spurs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from booth_app.geometry.depth import Shapes, deepest
from booth_app.geometry.gaps import Gaps, gaps, manageable, parted
from booth_app.geometry.outlines import Places

_BESIDE = 1e-4
_SAMPLES = (0.06, 0.28, 0.5, 0.72, 0.94)
_SAME = 0.01
_ARC = 8
_POINT = 1e-6
_LEAST_ALONG = 0.1
_EDGE = 0.01


@dataclass(frozen=True, slots=True)
class Passages:
    """A floor parted at all its gaps up to `width`.

    `pieces` of the floor; `wide` which of them have room for a disc of that diameter; `room` where its centre can
    stand; `across` the gaps; `joins` (k × 3) says that gap `joins[:, 0]` joins the pieces `joins[:, 1]` and
    `joins[:, 2]`, which may be one and the same.
    """

    floor: Any
    width: float
    pieces: Shapes
    wide: NDArray[np.bool_]
    room: Any
    across: Gaps
    joins: Places


@dataclass(frozen=True, slots=True)
class Stretch:
    """A narrow stretch that leads on. `floor` is its own floor (empty where it is but a gap), `across` the gaps on it.

    `width` is its exact least width in metres, `ends` the wide pieces that it leads to.
    """

    floor: Any
    across: Gaps
    width: float
    ends: tuple[int, ...] = ()

    @property
    def length(self) -> float:
        """How long the way through it is, straight from its first gap to its last, in metres."""
        middles = (self.across.start + self.across.end) / 2
        apart = middles[:, None] - middles[None, :]
        return float(np.hypot(apart[..., 0], apart[..., 1]).max(initial=0.0))


def passages(floor: Any, width: float, choose: Callable[[Gaps], NDArray[np.bool_]] | None = None) -> Passages:
    """Part a floor at its gaps up to `width`, or at those of them that `choose` says."""
    # Where bodies meet in a corner the floor hangs together by a point, or by what rounding left of one.
    floor = manageable(shapely.buffer(floor, -_POINT, join_style="mitre"), width)
    across = gaps(floor, width)
    if choose is not None:
        across = across[choose(across)]
    pieces = parted(floor, across)
    room = shapely.buffer(floor, -width / 2, quad_segs=_ARC)
    wide = np.zeros(len(pieces), dtype=bool)
    if len(pieces):
        _, at = STRtree(pieces).query(shapely.get_parts(room), predicate="intersects")
        wide[at] = True
    return Passages(floor, width, pieces, wide, room, across, _joins(pieces, across))


def stretches(of: Passages, doors: Sequence[Any] = (), ends: Sequence[Any] = ()) -> list[Stretch]:
    """The narrow stretches that lead on.

    `doors` and `ends` are lines on the floor's edge that somebody must reach and no disc can touch: a narrow piece
    with one counts though it leads no further. Floor without any wide place counts where one of two is a door.
    """
    holds = _held(of, [*doors, *ends])
    links: dict[int, set[int]] = defaultdict(set)  # narrow piece → the rows of joins that it still has
    for row, (_, one, other) in enumerate(of.joins.tolist()):
        for piece in {one, other}:
            if not of.wide[piece]:
                links[piece].add(row)
    pruned = _prune(of, links, holds)
    gone = {
        row
        for row, (_, one, other) in enumerate(of.joins.tolist())
        if any(not of.wide[piece] and row not in links[piece] for piece in (one, other))
    }
    left = _together(of, _on_the_way(of, [row for row in range(len(of.joins)) if row not in gone], holds))
    alone = [at for at in range(len(of.pieces)) if not of.wide[at] and not links.get(at) and at not in pruned]
    return [
        *(_stretch(of, rows) for rows in left if _leads(of, rows, holds, len(doors))),
        # A corridor without corners has no gap: it is as wide as the largest disc in it.
        *(
            Stretch(of.pieces[at], of.across[:0], deepest(of.pieces[at]))
            for at in alone
            if _used(holds[at], len(doors))
        ),
    ]


def _leads(of: Passages, rows: list[int], holds: dict[int, set[int]], doors: int) -> bool:
    pieces = {int(piece) for piece in of.joins[rows, 1:].ravel()}
    return any(of.wide[piece] for piece in pieces) or _used({end for at in pieces for end in holds[at]}, doors)


def _used(ends: set[int], doors: int) -> bool:
    """Whether anybody walks here: from a door to something else. A courtyard that no door opens on is no aisle."""
    return len(ends) > 1 and min(ends) < doors


def _joins(pieces: Shapes, across: Gaps) -> Places:
    """Which pieces lie on both sides of each gap, looked at in five places as gaps may cross each other."""
    if not len(across):
        return np.zeros((0, 3), dtype=np.intp)
    along = (across.end - across.start) / across.length[:, None]
    aside = _BESIDE * np.column_stack([-along[:, 1], along[:, 0]])
    shares = np.array(_SAMPLES)[None, :, None]
    middle = across.start[:, None] + shares * (across.end - across.start)[:, None]
    sides = np.stack([middle + aside[:, None], middle - aside[:, None]])  # side × gap × sample × xy
    points: Any = shapely.points(sides.reshape(-1, 2))
    piece, point = STRtree(points).query(pieces, predicate="contains")
    of = np.full(len(points), -1, dtype=np.intp)
    of[point] = piece
    left, right = of.reshape(2, len(across), len(_SAMPLES))
    gap = np.repeat(np.arange(len(across)), len(_SAMPLES))
    rows = np.column_stack([gap, left.ravel(), right.ravel()])
    # A sample that falls on another gap's sliver lies in no piece.
    return np.unique(rows[(rows[:, 1] >= 0) & (rows[:, 2] >= 0)], axis=0)


def _held(of: Passages, ends: Sequence[Any]) -> dict[int, set[int]]:
    """For every piece the ends that lie along it."""
    holds: dict[int, set[int]] = defaultdict(set)
    if len(ends) and len(of.pieces):
        shapes: Any = np.array(list(ends), dtype=object)
        least = _EDGE * np.minimum(_LEAST_ALONG, shapely.length(shapes) / 2)
        strips = shapely.buffer(shapes, _EDGE, cap_style="flat")  # at least half of it lies on the floor
        end, piece = STRtree(of.pieces).query(strips, predicate="intersects")
        long = shapely.area(shapely.intersection(strips[end], of.pieces[piece])) >= least[end]
        for one, at in zip(end[long].tolist(), piece[long].tolist(), strict=True):
            holds[at].add(one)
    return holds


def _prune(of: Passages, links: dict[int, set[int]], holds: dict[int, set[int]]) -> set[int]:
    """Take away narrow pieces that lead nowhere: joined by one gap only, and no end that its neighbour has not."""
    gone: set[int] = set()
    waiting = list(links)
    while waiting:
        piece = waiting.pop()
        rows = links[piece]
        if not rows or len({int(of.joins[row, 0]) for row in rows}) > 1:
            continue
        beyond = {int(other) for row in rows for other in of.joins[row, 1:] if other != piece}
        if any(int(of.joins[row, 1]) == int(of.joins[row, 2]) for row in rows):
            continue  # the gap leads back into the piece itself, round something
        known = {end for other in beyond if not of.wide[other] for end in holds.get(other, ())}
        if holds.get(piece, set()) - known:
            continue
        for row in rows:
            for other in beyond & links.keys():
                links[other].discard(row)
        links[piece] = set()
        gone.add(piece)
        waiting.extend(beyond & links.keys())
    return gone


def _on_the_way(of: Passages, rows: list[int], holds: dict[int, set[int]]) -> list[int]:
    """The rows of joins that lie on a way from a wide place or an end to another, or back to the same one.

    All wide places and ends are taken as one node: what hangs on it by a single join, were it a ring round a column,
    leads nowhere. Those joins are found in one depth-first walk (R. Tarjan, 1974: a join is such a bridge where
    nothing behind it leads back before it).
    """
    outside = -1
    beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        one, other = (outside if of.wide[piece] else piece for piece in of.joins[row, 1:].tolist())
        beside[one].append((row, other))
        beside[other].append((row, one))
    ended = [piece for piece in beside if piece != outside for _ in holds.get(piece, ())]
    for row, piece in enumerate(ended, len(of.joins)):  # a way out of each end, numbered after all joins
        beside[piece].append((row, outside))
        beside[outside].append((row, piece))
    seen = {outside: 0}
    low = {outside: 0}
    trail: list[tuple[int, int, Iterator[tuple[int, int]]]] = [(outside, -1, iter(beside[outside]))]
    passed: list[int] = []  # rows since the walk began that no bridge has cut off
    marks: list[int] = []
    while trail:
        node, came, rest = trail[-1]
        for row, other in rest:
            if row == came:
                continue
            if other in seen:
                passed.append(row)
                low[node] = min(low[node], seen[other])
            else:
                seen[other] = low[other] = len(seen)
                marks.append(len(passed))
                passed.append(row)
                trail.append((other, row, iter(beside[other])))
                break
        else:
            trail.pop()
            if trail:
                before, mark = trail[-1][0], marks.pop()
                if low[node] > seen[before]:
                    del passed[mark:]
                low[before] = min(low[before], low[node])
    kept = set(passed)
    return [row for row in rows if row in kept]


def _together(of: Passages, rows: list[int]) -> list[list[int]]:
    """Rows of joins by stretch: those that share a narrow piece, and gaps that all but coincide."""
    parent = {row: row for row in rows}

    def top(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    first: dict[tuple[str, int], int] = {}
    for row in rows:
        gap, one, other = of.joins[row].tolist()
        for key in [("gap", gap), *(("piece", piece) for piece in (one, other) if not of.wide[piece])]:
            parent[top(row)] = top(first.setdefault(key, row))
    gap_of = {int(of.joins[row, 0]): row for row in rows}
    if gap_of:
        mine = of.across[np.array(list(gap_of))]
        middles = shapely.points((mine.start + mine.end) / 2)
        one, other = STRtree(mine.lines).query(middles, predicate="dwithin", distance=_SAME)
        which = list(gap_of.values())
        for a, b in zip(one.tolist(), other.tolist(), strict=True):
            parent[top(which[a])] = top(which[b])
    groups: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        groups[top(row)].append(row)
    return list(groups.values())


def _stretch(of: Passages, rows: list[int]) -> Stretch:
    joins = of.joins[rows]
    across = of.across[np.unique(joins[:, 0])]
    narrow = sorted({int(piece) for piece in joins[:, 1:].ravel() if not of.wide[piece]})
    floor = shapely.union_all(of.pieces[narrow])
    if len(narrow) > 1:  # grown together again where the gaps parted them
        grown = shapely.buffer(floor, _BESIDE, join_style="mitre")
        floor = shapely.buffer(grown, -_BESIDE, join_style="mitre")
    ends = sorted({int(piece) for piece in joins[:, 1:].ravel() if of.wide[piece]})
    return Stretch(floor, across, float(across.length.min()), tuple(ends))
