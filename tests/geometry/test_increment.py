from dataclasses import replace

import pytest
import shapely
from shapely import box

from booth_app.edits import Move, Renumber, Replace
from booth_app.geometry import BoothShape, Plan, check
from booth_app.geometry.checking import checked
from booth_app.geometry.increment import recheck
from booth_app.geometry.rules import RULES
from tests.edits.wandering import small_hall, wander

LOCAL = {name: True for name, rule in RULES.items() if rule.local}
SETTINGS = {"*": False, **LOCAL}
QUICK = SETTINGS | {name: False for name in LOCAL if RULES[name].beside is not None}
"""Without those that look for the open sides of every booth: they are asked in fewer plans."""


def same(found, expected) -> bool:
    """The same violations in the same order, drawn by the same points; floor that is equal is not enough."""
    return list(found) == list(expected) and [each.where.wkb for each in found] == [each.where.wkb for each in expected]


@pytest.mark.parametrize(
    ("seed", "turned", "edits", "settings"),
    [
        (1, 0, 400, QUICK),
        (2, 0, 400, QUICK),
        (3, 17.3, 100, QUICK),
        (4, 45, 100, SETTINGS),
        (5, 90, 400, QUICK),
        (6, 0, 150, SETTINGS),
    ],
)
def test_after_each_of_many_edits_the_answer_is_the_whole_checks_answer(seed, turned, edits, settings):
    plan = small_hall(turned)
    known = checked(plan, settings)
    found = 0

    for after in wander(plan, edits, seed):
        known = recheck(known, after)

        assert same(known.violations, check(after, settings))
        assert known.plan == after
        found += len(known.violations)

    assert found > 3 * edits  # there was something to tell


def test_rules_about_the_whole_hall_are_asked_anew_and_agree():
    settings = {"*": True}
    plan = small_hall()
    known = checked(plan, settings)

    for after in wander(plan, 12, seed=7):
        known = recheck(known, after)

        assert same(known.violations, check(after, settings))


def test_many_edits_at_once_and_other_orders_are_answered_too():
    plan = small_hall()
    known = checked(plan, SETTINGS)
    *_, far = wander(plan, 60, seed=8)
    others = [
        far,
        replace(far, booths=far.booths[::-1]),
        replace(plan, fixtures=plan.fixtures[1:]),
        replace(plan, halls=()),
        Plan(),
        Replace(replace(far, booths=far.booths[3:])).apply(plan),
    ]

    for after in others:
        assert same(recheck(known, after).violations, check(after, SETTINGS))


def test_plans_whose_booths_share_a_key_are_answered_too():
    booths = tuple(BoothShape("same", "A-1", box(n, 0, n + 3, 3)) for n in (0, 2, 8))
    plan = replace(small_hall(), booths=booths)
    after = replace(plan, booths=(*booths[:2], replace(booths[2], outline=box(4, 0, 7, 3))))

    assert same(recheck(checked(plan, SETTINGS), after).violations, check(after, SETTINGS))


def test_one_moved_booth_asks_the_local_rules_about_its_neighbours_only(monkeypatch):
    asked = {}
    for name in LOCAL:
        rule = RULES[name]

        def counting(survey, settings, name=name, check=rule.check):
            asked[name] = len(survey.plan.booths)
            return check(survey, settings)

        monkeypatch.setattr("booth_app.geometry.settings.RULES", {**RULES, name: replace(rule, check=counting)})
        plan = many(400)
        before = checked(plan, {"*": False, name: True})
        asked.clear()

        recheck(before, Move((plan.booths[200].key,), 0.5, 0.5).apply(plan))

        assert asked.get(name, 0) < 20, name  # by number nobody is asked at all


def test_a_form_without_an_open_side_has_a_height_all_the_same():
    """A drawing may give a form to a booth that stands between others; this one stopped the whole check."""
    high = BoothShape("b", "B-1", box(12, 12, 15, 15), type="inline", height=9.0)
    closed = [BoothShape(f"{n}", f"A-{n}", box(x, y, x + 3, y + 3)) for n, (x, y) in enumerate(ROUND)]
    plan = replace(small_hall(), booths=(high, *closed), fixtures=())

    [violation] = check(plan, {"*": False, "sight-line": True})

    assert (violation.things, violation.measured) == (("B-1",), 9.0)


ROUND = [(x, y) for x in (9, 12, 15) for y in (9, 12, 15) if (x, y) != (12, 12)]


def test_a_number_that_becomes_double_is_told_without_asking_the_others():
    plan = many(400)
    known = checked(plan, SETTINGS)
    after = Renumber(plan.booths[7].key, plan.booths[300].number).apply(plan)

    [violation] = [each for each in recheck(known, after).violations if each.rule == "duplicate-number"]

    assert violation.measured == 2
    assert shapely.get_num_geometries(violation.where) == 2


def many(booths: int) -> Plan:
    """Rows of booths that touch, twenty to a row."""
    row = [(n % 20 * 3, n // 20 * 6) for n in range(booths)]
    made = tuple(BoothShape(f"k{n}", f"{n}", box(x, y, x + 3, y + 3)) for n, (x, y) in enumerate(row))
    return replace(small_hall(), booths=made, fixtures=())
