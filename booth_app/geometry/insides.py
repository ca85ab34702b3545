"""The way out of booths: from any place inside straight to an open side, and on from there.

A booth's open sides are those it is drawn with, else all that a body can stand before. A booth that is not convex is
walked round its own corners by steps between places half a metre apart.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

from booth_app.geometry.fronts import fronts, side_names
from booth_app.geometry.rim import Rim
from booth_app.geometry.survey import Survey
from booth_app.geometry.tangents import Numbers, Places
from booth_app.geometry.ways import Ways

_GATE = 0.5
_GRID = 0.5
_HAIR = 0.001
_TOUCHING = 0.004
_NEAR_ENOUGH = 0.05


@dataclass(frozen=True, slots=True)
class Insides:
    """Booths (their places in the plan) inside which the limit may be passed, and how long a way is there at most.

    `beside` (places in `which`) stand at the rim's `side`s; `touching` are pairs of places in `which`.
    """

    which: Places
    most: Numbers
    beside: Places
    side: Places
    touching: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Deep:
    """The place in a booth from which the way out is longest: its length, and the steps to a place before the booth."""

    length: float
    steps: Numbers


_NONE = np.empty(0, dtype=np.intp)
NO_BOOTHS = Insides(_NONE, np.empty(0), _NONE, _NONE, np.empty((0, 2), dtype=np.intp))


def insides(survey: Survey, found: Ways, edge: Rim, limit: float) -> Insides:
    """The booths to go into: those that lie at an edge from which, with the booth's own size, it may be too far."""
    booths, ground = survey.plan.booths, found.ground
    if not booths or not len(edge.sides):
        return NO_BOOTHS
    front = fronts(survey)
    sides = np.flatnonzero(survey.once("open fronts", lambda: _open(survey)))
    middles = front.of.points(0.5, ground.body + _HAIR)[sides]
    stands = shapely.intersects_xy(ground.standing, middles[:, 0], middles[:, 1])
    for share in (0.1, 0.9, 0.3, 0.7):  # a side may be closed in part
        left = np.flatnonzero(~stands)
        middles[left] = front.of.points(share, ground.body + _HAIR)[sides[left]]
        stands[left] = shapely.intersects_xy(ground.standing, middles[left, 0], middles[left, 1])
    sides, middles = sides[stands], middles[stands]
    if not len(sides):
        return NO_BOOTHS
    outlines: Any = np.array([booth.outline for booth in booths], dtype=object)
    lines = edge.lines
    _, nearest = shapely.STRtree(lines).query_nearest(shapely.points(middles), all_matches=False)
    ends = edge.sides[nearest]
    steps = np.hypot(*(edge.corners[ends] - middles[:, None]).transpose(2, 0, 1))
    # From anywhere in a booth one can go straight to such a place before any of its open sides.
    owner = front.of.owner[sides]
    corners, whose = shapely.get_coordinates(outlines, return_index=True)
    first = np.searchsorted(whose, np.arange(len(booths) + 1))
    across = np.array(
        [np.hypot(*(corners[first[at] : first[at + 1]] - to).T).max() for at, to in zip(owner, middles, strict=True)]
    )
    most = np.full(len(booths), np.inf)
    np.minimum.at(most, owner, (edge.far[ends] + steps).min(axis=1) + across + _NEAR_ENOUGH)
    which = np.flatnonzero(np.isfinite(most) & (most > limit))
    place = np.full(len(booths), -1)
    place[which] = np.arange(len(which))
    beside = place[owner]
    kept = beside >= 0
    one, two = shapely.STRtree(outlines[which]).query(outlines[which], predicate="dwithin", distance=_TOUCHING)
    touching = np.stack([one, two], axis=1)[one < two]
    return Insides(which, most[which], beside[kept], nearest[kept], touching)


def farthest(survey: Survey, found: Ways, booths: Places) -> list[Deep | None]:
    """For each of the booths (places in the plan) the longest way out from inside; None where none leads out."""
    gates = [gates_of(survey, found, booth) for booth in booths.tolist()]
    far, _ = found.nearest(np.concatenate([np.empty((0, 2)), *gates]))
    ends = np.cumsum([0, *(len(each) for each in gates)])
    return [
        _deepest(survey, found, booth, at, far[low:high])
        for booth, at, low, high in zip(booths.tolist(), gates, ends[:-1], ends[1:], strict=True)
    ]


def way(found: Ways, deep: Deep) -> LineString:
    """The way that `farthest` found, to be drawn."""
    onwards = found.path((float(deep.steps[-1][0]), float(deep.steps[-1][1])))
    assert onwards is not None  # a way's length is known from there
    return LineString(np.concatenate([deep.steps, shapely.get_coordinates(onwards)]))


def _deepest(survey: Survey, found: Ways, booth: int, gates: Numbers, far: Numbers) -> Deep | None:
    gates, far = gates[np.isfinite(far)], far[np.isfinite(far)]
    if not len(gates):
        return None
    outline = survey.plan.booths[booth].outline
    places = _places(outline)
    lengths, after = _out(places, gates, far, outline, found.ground.body)
    worst = int(np.where(np.isfinite(lengths), lengths, -np.inf).argmax())
    if not np.isfinite(lengths[worst]):
        return None
    steps, at = [places[worst]], int(after[worst])
    while at < len(places):
        steps.append(places[at])
        at = int(after[at])
    return Deep(float(lengths[worst]), np.array([*steps, gates[at - len(places)]]))


def _open(survey: Survey) -> NDArray[np.bool_]:
    """The sides of booths that one can leave by: not those that the drawing closes."""
    front = fronts(survey)
    which = np.flatnonzero(front.long)
    named = side_names(front.of, which)
    open_ = np.zeros(len(front.long), dtype=bool)
    for side, name in zip(which.tolist(), named, strict=True):
        drawn = survey.plan.booths[front.of.owner[side]].open
        open_[side] = not drawn or name in drawn
    return open_


def gates_of(survey: Survey, found: Ways, booth: int) -> Numbers:
    """Places a body's radius before the booth's open sides where one can stand, half a metre apart."""
    front = fronts(survey).of
    sides = np.flatnonzero(survey.once("open fronts", lambda: _open(survey)) & (front.owner == booth))
    places = [np.empty((0, 2))]
    for side in sides:
        count = max(int(np.ceil(front.length[side] / _GATE)), 1) + 1
        along = np.linspace(0, 1, count)[:, None] * front.length[side] * front.along[side]
        places.append(front.at[side] + along + front.outward[side] * (found.ground.body + _HAIR))
    at = np.concatenate(places)
    return at[shapely.intersects_xy(found.ground.standing, at[:, 0], at[:, 1])]


def _places(outline: Any) -> Numbers:
    """A booth's corners and a grid over it."""
    x0, y0, x1, y1 = shapely.bounds(outline)
    step = max(_GRID, ((x1 - x0) * (y1 - y0) / 2_000) ** 0.5)
    x, y = (
        each.ravel() for each in np.meshgrid(np.arange(x0 + step / 2, x1, step), np.arange(y0 + step / 2, y1, step))
    )
    within = shapely.contains_xy(outline, x, y)
    return np.concatenate([shapely.get_coordinates(outline), np.stack([x[within], y[within]], axis=1)])


def _out(places: Numbers, gates: Numbers, far: Numbers, outline: Any, body: float) -> tuple[Numbers, Places]:
    """From each place the shortest way through the booth and on; what comes next: a place, or after them a gate."""
    every = np.concatenate([places, gates])
    lengths = np.concatenate([np.full(len(places), np.inf), far])
    after = np.arange(len(every))
    hops = np.hypot(*(places[:, None] - every).transpose(2, 0, 1))
    convex = shapely.area(shapely.convex_hull(outline)) - shapely.area(outline) < 1e-3
    room: Any = outline
    if not convex:
        # With the strips before its open sides: as wide as a body about every gate, out to the gates.
        strips = shapely.intersection(
            shapely.buffer(shapely.multipoints(gates), body + _NEAR_ENOUGH), shapely.buffer(outline, body + 2 * _HAIR)
        )
        room = shapely.buffer(shapely.union(outline, strips), _HAIR)
        shapely.prepare(room)
    for _ in range(1 if convex else 6):
        through = hops + lengths
        through[through >= lengths[: len(places), None] - 1e-9] = np.inf
        if not convex:
            _close(through, places, every, room)
        best = through.argmin(axis=1)
        shorter = np.take_along_axis(through, best[:, None], axis=1)[:, 0]
        better = np.flatnonzero(shorter < lengths[: len(places)])
        if not len(better):
            break
        lengths[better], after[better] = shorter[better], best[better]
    return lengths[: len(places)], after


def _close(through: Numbers, places: Numbers, every: Numbers, room: Any) -> None:
    """Take out the hops that leave the booth."""
    one, two = np.nonzero(np.isfinite(through))
    hop = (places[one] != every[two]).any(axis=1)
    one, two = one[hop], two[hop]
    lines: Any = shapely.linestrings(np.stack([places[one], every[two]], axis=1))
    out = ~shapely.covers(room, lines)
    through[one[out], two[out]] = np.inf
