"""Moves of many booths at once that part what overlaps, so that one may make room for the next.

A booth in a row cannot get out of its neighbour while the next one stands behind it; the row can shift. Which side
each pair is parted to is taken from how they lie (the direction of the least overlap), then the ways are the least.
"""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from booth_app.edits.move import Move
from booth_app.edits.push import convex
from booth_app.edits.scene import APART, HALL, Scene
from booth_app.edits.trial import errors
from booth_app.edits.verdict import harm
from booth_app.geometry import BoothShape, Plan, Severity, Violation
from booth_app.geometry.checking import Checked
from booth_app.geometry.depth import LIMIT
from booth_app.geometry.increment import recheck
from booth_app.solving.shifts import FIXED, Apart, shifts

MOST = 1.5
"""Metres: half a module. A row that has to go farther is drawn anew."""

_PARTED = frozenset({"overlap", "obstacle", "outside-hall"})
_ABOUT = 6.0
_MOST_BOOTHS = 250
_TOUCHING = 0.005
_SPARE = 0.5

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Joint:
    """Moves to be made together, metres of way summed over the booths, and what the rules find after them."""

    edits: tuple[Move, ...]
    way: float
    after: Checked


def joint(before: Checked, pinned: Container[str]) -> Joint | None:
    """Moves that leave fewer errors and make none, as the rules say of the plan after all of them; None: no such.

    Between two of the moves a booth may stand in another; the plan is better when all are made.
    """
    wrong = [each for each in errors(before) if each.rule in _PARTED or each.rule in APART]
    scene = Scene(before.plan)
    movers = _movers(scene, wrong, pinned)
    if not movers:
        return None
    found = shifts(len(movers), _aparts(scene, wrong, movers, _aisle(before)), MOST)
    if found is None:
        return None
    edits, way = _moves(movers, np.rint(found * 1000) / 1000)
    if not edits or any(each.why_not(before.plan) for each in edits):
        return None
    plan: Plan = before.plan
    for each in edits:
        plan = each.apply(plan)
    after = recheck(before, plan)
    worse = harm(before.violations, after.violations, Severity.ERROR)
    return None if worse or len(errors(after)) >= len(errors(before)) else Joint(edits, way, after)


def _movers(scene: Scene, wrong: list[Violation], pinned: Container[str]) -> list[BoothShape]:
    """Booths near what is wrong that may be moved and are convex, in the plan's order."""
    near: dict[str, BoothShape] = {}
    for violation in wrong:
        for named in scene.named(violation):
            near |= {each.key: each for each in scene.about(named.outline, _ABOUT)}
    chosen = [each for each in scene.booths if each.key in near and each.key not in pinned]
    chosen = [each for each in chosen if each.outline.is_valid and len(convex(each.outline)) == 1]
    return chosen if len(chosen) <= _MOST_BOOTHS else []


def _aisle(before: Checked) -> float:
    """The width that an aisle must have, if a rule holds that says so."""
    held = (each.settings for each in before.holding if each.rule.name == "aisle-width")
    return next((each.min or 0.0 for each in held), 0.0)


def _aparts(scene: Scene, wrong: list[Violation], movers: list[BoothShape], aisle: float) -> list[Apart]:
    at = {each.key: n for n, each in enumerate(movers)}
    wide = [each for each in wrong if each.rule in APART]
    found = []

    def part(one: int, other: int, its: BaseGeometry, called: str) -> None:
        mine = movers[one]
        need = max(
            (each.required for each in wide if mine.number in each.things and called in each.things), default=0.0
        )
        pieces = convex(its) if other == FIXED else [its]
        found.extend(_apart(one, other, *_between(mine.outline, piece), _Wanted(need, aisle)) for piece in pieces)

    for one, booth in enumerate(movers):
        for other in scene.about(booth.outline, 2 * MOST + _SPARE):
            there = at.get(other.key, FIXED)
            if there == FIXED or there > one:
                part(one, there, other.outline, other.number)
        for body in scene.bodies:
            if shapely.dwithin(body.outline, booth.outline, MOST + _SPARE):
                part(one, FIXED, body.outline, body.label)
        for keep in scene.beyond(booth.outline, 0.0):
            part(one, FIXED, keep.shape, HALL)
    return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Metres that two things must be apart because a rule says that they are not, and the width of an aisle."""

    need: float
    aisle: float


def _between(mine: BaseGeometry, its: BaseGeometry) -> tuple[tuple[float, float], float]:
    """That normal of two convex shapes' edges along which they are farthest apart, or overlap the least; how far."""
    a, b = shapely.get_coordinates(mine), shapely.get_coordinates(its)
    normals = np.concatenate([_normals(a), _normals(b)])
    now = (b @ normals.T).min(axis=0) - (a @ normals.T).max(axis=0)
    best = int(np.argmax(np.round(now, 6)))
    return (float(normals[best, 0]), float(normals[best, 1])), float(now[best])


def _apart(one: int, other: int, along: tuple[float, float], gap: float, wanted: _Wanted) -> Apart:
    need = wanted.need
    if gap <= _TOUCHING:  # a row stays one: what touches is not torn apart for an aisle
        need = min(gap, 0.0) if gap > -LIMIT else 0.0
    elif not need and gap > wanted.aisle - _TOUCHING:  # an aisle stays one
        need = min(gap, wanted.aisle)
    return Apart(one, other, along, gap, need)


def _normals(ring: Points) -> Points:
    edges = np.diff(ring, axis=0)
    length = np.hypot(*edges.T)
    edges = edges[length > 0.001] / length[length > 0.001, None]
    out = np.stack([-edges[:, 1], edges[:, 0]], axis=1)
    return np.concatenate([out, -out])


def _moves(movers: list[BoothShape], ways: Points) -> tuple[tuple[Move, ...], float]:
    """One move for all booths that go the same way, and the metres that all go."""
    together: dict[tuple[float, float], list[str]] = {}
    for booth, (dx, dy) in zip(movers, ways.tolist(), strict=True):
        if dx or dy:
            together.setdefault((dx + 0.0, dy + 0.0), []).append(booth.key)
    edits = tuple(Move(tuple(keys), *way) for way, keys in together.items())
    return edits, round(float(np.hypot(*ways.T).sum()), 3)
