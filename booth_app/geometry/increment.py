"""What the rules find after an edit, made of what they found before it: the same answer for a part of the cost.

A rule that says how far it sees (`Rule.reach`, `Rule.beside`) is asked about the things around what changed, one that
compares booths by a value (`Rule.by`) about the booths that share theirs; every other about the whole plan.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from operator import is_not
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.checking import Checked, inserted, ordered, told, whole, without
from booth_app.geometry.plan import Plan
from booth_app.geometry.settings import Held
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import faults
from booth_app.geometry.violation import Violation

MOST = 64
"""Booths changed at once, beyond which the whole plan is asked about: it is no slower then."""

_SLACK = 0.001
"""Metres. A point of an intersection may lie a rounding error outside of both shapes."""

Boxes = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Kin:
    """Keys of the booths that have a value, for each value, and the values that several have."""

    keys: Mapping[Hashable, tuple[str, ...]]
    shared: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class _Ground:
    """Bounds of all booths, and which of them are of valid shape, in the plan's order."""

    booths: Boxes
    valid: NDArray[np.bool_]
    one_key_each: bool


@dataclass(frozen=True, slots=True)
class _Changes:
    """Places of booths that are gone or were otherwise (`old`, in the plan before) and that are new or are
    otherwise now (`new`), and for each booth of the new plan its place before, or −1."""

    old: Places
    new: Places
    origin: Places


def recheck(before: Checked, plan: Plan) -> Checked:
    """What `checked` would say of `plan` under the same settings: exactly that, and quickly where little changed.

    `plan` may be any plan. Where more than 64 booths differ from the plan before, where booths stand in another
    order or anything but booths differs, everything is asked anew. Else local rules cost some comparisons of
    numbers for each booth and their work for the booths around those that changed.
    """
    was = _ground(before.survey)
    changes = _compare(before.plan, plan) if was.one_key_each else None
    if changes is None:
        survey = Survey(plan)
        sound = without(survey, faults(_outlines(plan.booths)))
        return replace(before, survey=survey, sound=sound, violations=_all(before, survey, sound))
    if not len(changes.old) and not len(changes.new):
        return before
    changed = _outlines([plan.booths[at] for at in changes.new])
    ground = _next(was, changes, changed)
    survey = Survey(plan, before.survey)
    survey.once(_Ground, lambda: ground)
    sound = without(survey, np.flatnonzero(~ground.valid).tolist())
    boxes = np.concatenate([was.booths[changes.old], ground.booths[changes.new]])
    earlier: dict[str, list[Violation]] = {}
    for each in before.violations:
        earlier.setdefault(each.rule, []).append(each)
    parts: dict[tuple[float, bool], Survey] = {}  # rules that see as far look at the same part, worked out once
    found: list[Violation] = []
    for each in before.holding:  # in the order of their names, as violations are
        if each.rule.reach is not None:
            reach = each.rule.reach(each.settings) + _SLACK
            seen = reach, each.rule.sees_invalid
            if seen not in parts:
                parts[seen] = _around(survey, boxes, *seen)
            found += _again(each, earlier.get(each.rule.name, []), parts[seen], boxes, reach)
        elif each.rule.beside is not None:
            found += _beside(each, earlier.get(each.rule.name, []), survey, boxes)
        elif each.rule.by is not None:
            found += ordered(_among(each, before.survey, survey, changes))
        else:
            found += ordered(whole(each, survey, sound))
    return replace(before, survey=survey, sound=sound, violations=tuple(found))


def _all(before: Checked, survey: Survey, sound: Survey) -> tuple[Violation, ...]:
    return ordered(found for each in before.holding for found in whole(each, survey, sound))


def _around(survey: Survey, boxes: Boxes, reach: float, sees_invalid: bool) -> Survey:
    """The part of a plan that rules with this reach have to look at."""
    ground = _ground(survey)
    near = _meet(ground.booths, boxes, 2 * reach)
    return _part(survey, near if sees_invalid else near & ground.valid)


def _beside(each: Held, earlier: list[Violation], survey: Survey, boxes: Boxes) -> list[Violation]:
    """A rule about booths and those beside them: new for the booths near the boxes, for which theirs are looked at."""
    assert each.rule.beside is not None
    reach = each.rule.beside(each.settings) + _SLACK
    ground = _ground(survey)
    asked = ground.booths[_meet(ground.booths, boxes, reach) & ground.valid]
    return _again(each, earlier, _part(survey, _meet(ground.booths, asked, reach) & ground.valid), boxes, reach)


def _again(each: Held, earlier: list[Violation], part: Survey, boxes: Boxes, reach: float) -> list[Violation]:
    """What a rule found elsewhere stands, what it finds around the boxes is new."""
    found = [told(each, finding) for finding in each.rule.check(part, each.settings)]
    stand = list(compress(earlier, ~_lie(earlier, boxes, reach)))
    return inserted(stand, compress(found, _lie(found, boxes, reach)))


def _part(survey: Survey, near: NDArray[np.bool_]) -> Survey:
    """The plan with these booths only; what does not hang on booths is known of it."""
    plan = survey.plan
    return Survey(replace(plan, booths=tuple(plan.booths[at] for at in np.flatnonzero(near))), survey)


def _among(each: Held, before: Survey, survey: Survey, changes: _Changes) -> list[Violation]:
    """A rule by a value: asked about the booths that share theirs, which are few."""
    by = each.rule.by
    assert by is not None
    was = _kin(each, before)
    keys, shared = dict(was.keys), set(was.shared)
    old = [before.plan.booths[at] for at in changes.old]
    new = [survey.plan.booths[at] for at in changes.new]
    for booth in old:
        keys[by(booth)] = tuple(key for key in keys[by(booth)] if key != booth.key)
    for booth in new:
        keys[by(booth)] = (*keys.get(by(booth), ()), booth.key)
    for value in {by(booth) for booth in [*old, *new]}:
        if not keys[value]:
            del keys[value]
        (shared.add if len(keys.get(value, ())) > 1 else shared.discard)(value)
    kin = _Kin(keys, frozenset(shared))
    survey.once(("kin", each.rule.name), lambda: kin)
    if not shared:
        return []
    alike = {key for value in shared for key in keys[value]}
    part = replace(survey.plan, booths=tuple(booth for booth in survey.plan.booths if booth.key in alike))
    return [told(each, finding) for finding in each.rule.check(Survey(part, survey), each.settings)]


def _kin(each: Held, survey: Survey) -> _Kin:
    by = each.rule.by
    assert by is not None

    def make() -> _Kin:
        keys: dict[Hashable, list[str]] = {}
        for booth in survey.plan.booths:
            keys.setdefault(by(booth), []).append(booth.key)
        shared = frozenset(value for value, those in keys.items() if len(those) > 1)
        return _Kin({value: tuple(those) for value, those in keys.items()}, shared)

    return survey.once(("kin", each.rule.name), make)


def _compare(before: Plan, after: Plan) -> _Changes | None:
    """How the booths differ; None where the plans differ in more, or in so much that it is not worth telling."""
    if (before.halls, before.fixtures, before.zones, before.north) != (
        after.halls,
        after.fixtures,
        after.zones,
        after.north,
    ):
        return None
    old, new = before.booths, after.booths
    if len(old) == len(new):
        other = list(compress(range(len(new)), map(is_not, old, new)))
        if all(old[at].key == new[at].key for at in other):
            places = np.array([at for at in other if old[at] != new[at]], dtype=np.intp)
            return _Changes(places, places, np.arange(len(new))) if len(places) <= MOST else None
    at_first = {booth.key: at for at, booth in enumerate(old)}
    origin = np.array([at_first.get(booth.key, -1) for booth in new], dtype=np.intp)
    stayed = origin[origin >= 0]
    if (np.diff(stayed) <= 0).any():  # another order, or a key twice
        return None
    differs = np.array(
        [
            was < 0 or (old[was] is not booth and old[was] != booth)
            for was, booth in zip(origin.tolist(), new, strict=True)
        ],
        dtype=bool,
    )
    gone = np.setdiff1d(np.arange(len(old)), stayed)
    places = np.flatnonzero(differs)
    old_places = np.concatenate([gone, origin[places][origin[places] >= 0]])
    if max(len(places), len(old_places)) > MOST:
        return None
    return _Changes(old_places, places, origin)


def _ground(survey: Survey) -> _Ground:
    def make() -> _Ground:
        outlines = _outlines(survey.plan.booths)
        valid = np.ones(len(outlines), dtype=bool)
        valid[list(faults(outlines))] = False
        keys = {booth.key for booth in survey.plan.booths}
        return _Ground(_bounds(outlines), valid, len(keys) == len(outlines))

    return survey.once(_Ground, make)


def _next(was: _Ground, changes: _Changes, changed: NDArray[np.object_]) -> _Ground:
    boxes, valid = was.booths[changes.origin], was.valid[changes.origin]
    boxes[changes.new] = _bounds(changed)
    valid[changes.new] = True
    valid[changes.new[list(faults(changed))]] = False
    return _Ground(boxes, valid, one_key_each=True)


def _outlines(things: Any) -> NDArray[np.object_]:
    return np.array([each.outline for each in things], dtype=object)


def _bounds(shapes: NDArray[np.object_]) -> Boxes:
    return shapely.bounds(shapes).reshape(-1, 4)


def _lie(found: list[Violation], boxes: Boxes, reach: float) -> NDArray[np.bool_]:
    return _meet(_bounds(np.array([each.where for each in found], dtype=object)), boxes, reach)


def _meet(these: Boxes, boxes: Boxes, reach: float) -> NDArray[np.bool_]:
    """Which of these bounds meet any of the boxes grown by the reach; bounds of nothing always do."""
    met = np.isnan(these[:, 0])
    for x0, y0, x1, y1 in boxes:
        if np.isnan(x0):
            continue
        met |= (
            (these[:, 0] <= x1 + reach)
            & (these[:, 2] >= x0 - reach)
            & (these[:, 1] <= y1 + reach)
            & (these[:, 3] >= y0 - reach)
        )
    return met
