"""Which sides of a booth are open, and what form that makes it.

A side is a straight stretch of the outline. Before each a strip of 1 m is looked at: what of the side has a booth,
a wall, a stage, a room, stairs or a lift in that strip, or the end of the hall, is blocked. At least 0.8 free is
open, at most 0.2 closed, between is partly open. So a service gap of less than a metre opens nothing.
Source: the trade's usage as gathered in `docs/geometry.md`; what a drawing says wins over what is derived.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.plan import FORMS, BoothShape, FixtureKind, Plan, Side
from booth_app.geometry.validity import mended

STRIP = 1.0
OPEN, CLOSED = 0.8, 0.2
SHORTEST = 0.5
"""Metres: shorter stretches are not counted as sides."""

BLOCKING = frozenset({FixtureKind.WALL, FixtureKind.STAGE, FixtureKind.FACILITY, FixtureKind.STAIRS, FixtureKind.LIFT})

_HAIR = 0.005
_STRAIGHT = np.radians(1)
_TURN = np.radians(1e-4)  # a booth at exactly 45° has one side for each name, not two for one
_BY_SHARE = ((0.95, "island"), (0.70, "peninsula"), (0.45, "corner"), (0.05, "inline"))
_OPPOSITE = ({Side.TOP, Side.BOTTOM}, {Side.LEFT, Side.RIGHT})

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class BoothSides:
    """A booth's open and partly open sides as drawn, its form ("" where no side is open), metres of open sides."""

    open: tuple[Side, ...] = ()
    partly: tuple[Side, ...] = ()
    form: str = ""
    frontage: float = 0.0


def sides(plan: Plan, of: Collection[str] | None = None) -> dict[str, BoothSides]:
    """The sides of every booth by its key: as the drawing says, and where it says nothing, as they lie.

    `of` are the keys of the booths that are asked about, by default all. A booth of invalid shape has no sides but
    what is drawn. Cost: one tree query and one clipping per side and thing before it; half a second for 5,000 booths.
    """
    booths = [booth for booth in plan.booths if booth.outline.is_valid]
    asked = np.array([at for at, booth in enumerate(booths) if of is None or booth.key in of], dtype=np.intp)
    found = _derived(plan, booths, asked) if len(asked) else {}
    answered = plan.booths if of is None else [booth for booth in plan.booths if booth.key in of]
    return {booth.key: _as_drawn(booth, found.get(booth.key, BoothSides())) for booth in answered}


def filled(plan: Plan, known: Mapping[str, BoothSides] | None = None) -> Plan:
    """The plan with open sides and type of every booth that its drawing leaves open. `known`: what `sides` gave."""
    known = sides(plan) if known is None else known
    return replace(
        plan,
        booths=tuple(
            replace(booth, open=known[booth.key].open, type=booth.type or known[booth.key].form)
            for booth in plan.booths
        ),
    )


def form(open_sides: tuple[Side, ...]) -> str:
    """The form of a four-sided booth with these open sides."""
    match len(open_sides):
        case 0:
            return ""
        case 1:
            return "inline"
        case 2:
            return "through" if set(open_sides) in _OPPOSITE else "corner"
        case 3:
            return "peninsula"
        case _:
            return "island"


def _as_drawn(booth: BoothShape, found: BoothSides) -> BoothSides:
    if booth.open:
        found = replace(found, open=booth.open, partly=(), form=form(booth.open))
    return replace(found, form=booth.type) if booth.type in FORMS else found


@dataclass(frozen=True, slots=True)
class _Edges:
    """Straight stretches of all outlines: which booth's, where from, direction (one metre long), length."""

    owner: Places
    start: Numbers
    along: Numbers
    length: Numbers

    @property
    def outward(self) -> Numbers:
        return np.column_stack([self.along[:, 1], -self.along[:, 0]])


def _derived(plan: Plan, booths: list[BoothShape], asked: Places) -> dict[str, BoothSides]:
    outlines: Any = np.array([booth.outline for booth in booths], dtype=object)
    edges = _edges(outlines[asked])
    edges = replace(edges, owner=asked[edges.owner])
    free = edges.length - _blocked(plan, outlines, edges)
    # Degrees of the outward normal from the drawing's bottom against the clock, in quarters round each side's name.
    lies = (np.degrees(np.arctan2(*edges.outward.T) + _TURN) + 45) % 360 // 90
    stretches: defaultdict[int, list[_Stretch]] = defaultdict(list)
    for owner, quarter, length, clear in zip(
        edges.owner.tolist(), lies.astype(int).tolist(), edges.length.tolist(), free.tolist(), strict=True
    ):
        stretches[owner].append(_Stretch(_QUARTERS[quarter], length, clear))
    return {booths[owner].key: _sides_of(mine) for owner, mine in stretches.items()}


_QUARTERS = (Side.BOTTOM, Side.RIGHT, Side.TOP, Side.LEFT)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight part of an outline: which way it looks, how long it is, how much of that is free."""

    side: Side
    length: float
    clear: float


def _sides_of(stretches: list[_Stretch]) -> BoothSides:
    counted = [each for each in stretches if each.length >= SHORTEST]
    total: defaultdict[Side, float] = defaultdict(float)
    clear: defaultdict[Side, float] = defaultdict(float)
    for each in counted:
        total[each.side] += each.length
        clear[each.side] += each.clear
    state = {side: clear[side] / total[side] for side in total}
    open_ = tuple(side for side in Side if state.get(side, 0) >= OPEN)
    partly = tuple(side for side in Side if CLOSED < state.get(side, 0) < OPEN)
    if len(stretches) == len(counted) == len(total) == 4:
        shape = form(open_)
    else:
        share = sum(each.clear for each in stretches) / sum(each.length for each in stretches)
        shape = next((name for least, name in _BY_SHARE if share >= least), "")
    return BoothSides(open_, partly, shape, round(sum(total[side] for side in open_), 3))


def _edges(outlines: Any) -> _Edges:
    """The outer rings' sides, corners that bend by less than 1° or 5 mm left out, with the booth on the right."""
    rings = shapely.get_exterior_ring(outlines)
    rings = np.where(shapely.is_ccw(rings), rings, shapely.reverse(rings))
    owners, starts, ends = [], [], []
    for owner, ring in enumerate(rings):
        corners = _corners(shapely.get_coordinates(ring)[:-1])
        owners.append(np.full(len(corners), owner))
        starts.append(corners)
        ends.append(np.roll(corners, -1, axis=0))
    start, end = np.concatenate(starts), np.concatenate(ends)
    length = np.maximum(np.hypot(*(end - start).T), 1e-9)
    # With y downwards a ring against the clock in numbers runs with it on the drawing: outside lies to (y, −x).
    return _Edges(np.concatenate(owners), start, (end - start) / length[:, None], length)


def _corners(ring: Numbers) -> Numbers:
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    came, goes, whole = ring - before, after - ring, after - before
    bend = np.abs(np.arctan2(_cross(came, goes), (came * goes).sum(axis=1)))
    off = np.abs(_cross(whole, came)) / np.maximum(np.hypot(*whole.T), 1e-9)
    kept = ring[(bend >= _STRAIGHT) | (off >= _HAIR)]
    return kept if len(kept) >= 3 else ring


def _cross(a: Numbers, b: Numbers) -> Numbers:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _blocked(plan: Plan, outlines: Any, edges: _Edges) -> Numbers:
    """Metres of each edge that have something in the strip before them."""
    trim = np.minimum(_HAIR, edges.length / 4)
    a = edges.start + edges.along * trim[:, None]
    b = edges.start + edges.along * (edges.length - trim)[:, None]
    near, far = edges.outward * _HAIR, edges.outward * (STRIP - _HAIR)
    strips: Any = shapely.polygons(np.stack([a + near, b + near, b + far, a + far], axis=1))

    things = [mended(fixture.outline) for fixture in plan.fixtures if fixture.kind in BLOCKING]
    blockers: Any = np.concatenate([outlines, np.array(things, dtype=object)]) if things else outlines
    edge, thing = shapely.STRtree(blockers).query(strips, predicate="intersects")
    other = thing != edges.owner[edge]
    edge, thing = edge[other], thing[other]
    cuts, of = [shapely.intersection(strips[edge], blockers[thing])], [edge]

    floor = shapely.union_all([hall.outline for hall in plan.halls])
    if not floor.is_empty:
        shapely.prepare(floor)
        beyond = np.flatnonzero(~shapely.covers(floor, strips))
        cuts.append(shapely.difference(strips[beyond], floor))
        of.append(beyond)
    return _covered(np.concatenate(cuts), np.concatenate(of), a, edges)


def _covered(cuts: NDArray[np.object_], of: Places, a: Numbers, edges: _Edges) -> Numbers:
    """How much of each edge lies before the pieces cut out of its strip, counted once where they overlap."""
    blocked = np.zeros(len(edges.length))
    parts, whose = shapely.get_parts(cuts, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    if not len(points):
        return blocked
    edge = of[whose[part]]
    way = ((points - a[edge]) * edges.along[edge]).sum(axis=1)
    low, high = np.full(len(parts), np.inf), np.full(len(parts), -np.inf)
    np.minimum.at(low, part, way)
    np.maximum.at(high, part, way)
    owner = of[whose]
    there = np.isfinite(low)
    order = np.lexsort((low, owner))
    reached: dict[int, float] = {}
    for at in order[there[order]].tolist():
        mine = int(owner[at])
        begin = max(float(low[at]), reached.get(mine, -np.inf))
        if high[at] > begin:
            blocked[mine] += float(high[at]) - begin
            reached[mine] = float(high[at])
    # The strip is a hair shorter than the edge at both ends.
    short = edges.length - 2 * np.minimum(_HAIR, edges.length / 4)
    return np.minimum(blocked / short, 1.0) * edges.length
