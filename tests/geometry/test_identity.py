import re
from dataclasses import replace

import pytest
from shapely import box

from booth_app.edits import Move
from booth_app.geometry import Plan, check
from booth_app.geometry.identity import find, keys
from booth_app.geometry.rules import RULES
from tests.edits.wandering import small_hall, wander

LOCAL = {"*": False} | {name: True for name, rule in RULES.items() if rule.local and rule.beside is None}


def found_in(plan: Plan):
    return check(plan, LOCAL)


@pytest.mark.parametrize("seed", range(6))
def test_what_an_edit_leaves_as_it_was_keeps_its_key(seed):
    before, kept = found_in(small_hall()), 0

    for plan in wander(small_hall(), 60, seed):
        after = found_in(plan)
        known = dict(zip(keys(after), after, strict=True))
        assert len(known) == len(after)
        assert all(re.fullmatch(r"[a-z0-9_-]+", key) for key in known)
        for key, violation in zip(keys(before), before, strict=True):
            if violation in after:
                kept += 1
                assert find(after, key) == violation
        before = after

    assert kept > 50


def test_a_violation_is_found_again_while_its_booths_are_pushed_about_and_others_are_cured():
    plan = Move(("00",), 0.0, 1.0).apply(Move(("11",), 0.5, 0.0).apply(small_hall()))
    pushed = Move(("11",), 0.1, 0.2).apply(plan)
    cured = Move(("11",), -0.6, -0.2).apply(pushed)
    key, chosen = next(
        pair for pair in zip(keys(found_in(plan)), found_in(plan), strict=True) if "B-103" in pair[1].things
    )

    again = find(found_in(pushed), key)

    assert (again.rule, again.things) == (chosen.rule, chosen.things)
    assert again.where != chosen.where
    assert find(found_in(cured), key) is None


def test_two_about_the_same_things_are_told_apart_by_their_place_and_found_when_one_is_gone():
    violation = found_in(Move(("11",), 0.5, 0.0).apply(small_hall()))[0]
    near, far = replace(violation, where=box(0, 0, 1, 1)), replace(violation, where=box(20, -4, 21, -3))

    one, other = keys([near, far])

    assert one != other
    assert keys([far, near]) == (other, one)
    assert find([far], other) is far
    assert find([near, replace(far, where=box(20, -5, 21, -4))], other).where.bounds == (20, -5, 21, -4)
    assert find([near, near], keys([near, near])[1]) is near
    assert find([far], keys([near])[0]) is far
    assert find([far], one, within=3.0) is None
    assert find([replace(near, where=box(1, 1, 2, 2))], one, within=3.0) is not None
    assert find([], other) is None
    assert find([near], "no-key") is None
