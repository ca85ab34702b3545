"""The engine beside the rule of thumb of other products: the gap between every two stands.

The rule of thumb looks at pairs of stands alone. Pairs that merely pass each other's corners are skipped, and gaps
of up to 0.6 m are taken for service gaps. It is right about what it finds, and blind to all that is no stand.
"""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from booth_app.geometry import FixtureKind, Hall, Plan, check
from tests.geometry.plans import ANGLES, booth, column, moved

LEAST, SERVICE = 3.0, 0.6
COLUMNS, ROWS = 5, 4


def rule_of_thumb(plan: Plan) -> list[tuple[str, str]]:
    """Pairs of rectangular stands (unturned) that face each other across 0.6 to 3 m with nothing between."""
    found = []
    for a, b in combinations(plan.booths, 2):
        (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.outline.bounds, b.outline.bounds
        over_x, over_y = min(ax1, bx1) - max(ax0, bx0), min(ay1, by1) - max(ay0, by0)
        if max(over_x, over_y) <= 0 or min(over_x, over_y) >= 0:
            continue  # corner to corner, or into each other
        if not SERVICE + 0.005 < -min(over_x, over_y) < LEAST - 0.005:
            continue
        between = box(max(ax0, bx0), min(ay1, by1), min(ax1, bx1), max(ay0, by0))
        if over_x <= 0:
            between = box(min(ax1, bx1), max(ay0, by0), max(ax0, bx0), min(ay1, by1))
        if not any(each.outline.intersects(between.buffer(-1e-6)) for each in plan.booths if each not in (a, b)):
            found.append(tuple(sorted((a.number, b.number))))
    return found


def engine(plan: Plan) -> list:
    return check(plan, {"*": False, "aisle-width": True})


def grid(gaps_x: list[float], gaps_y: list[float]) -> Plan:
    """Stands of 3 × 3 m in rows, with these gaps between them, in a hall with room all round."""
    booths, y = [], 8.0
    for row in range(ROWS):
        x = 8.0
        for place in range(COLUMNS):
            booths.append(booth(f"{'ABCD'[row]}-{place}", box(x, y, x + 3, y + 3)))
            x += 3 + (gaps_x[place] if place < len(gaps_x) else 0)
        y += 3 + (gaps_y[row] if row < len(gaps_y) else 0)
    return Plan((Hall("h", box(0, 0, 60, 50)),), tuple(booths))


GAPS = st.sampled_from([0.0, 0.3, 0.55, 0.8, 1.5, 2.4, 2.9, 3.0, 3.6])


@settings(max_examples=40)
@given(x=st.lists(GAPS, min_size=4, max_size=4), y=st.lists(GAPS, min_size=3, max_size=3), angle=ANGLES)
def test_the_engine_finds_all_that_the_rule_of_thumb_finds(x, y, angle):
    plan = grid(x, y)

    pairs = rule_of_thumb(plan)

    beside = [set(each.things) for each in engine(moved(plan, angle, 0, 0))]
    assert [pair for pair in pairs if not any(set(pair) <= things for things in beside)] == []


@settings(max_examples=40)
@given(x=st.lists(GAPS, min_size=4, max_size=4), y=st.lists(GAPS, min_size=3, max_size=3))
def test_among_stands_in_rows_it_finds_something_only_where_the_rule_of_thumb_does(x, y):
    plan = grid(x, y)

    assert bool(engine(plan)) == bool(rule_of_thumb(plan))


MISSED = {
    "a wall": [booth("A-1", box(8, 8, 11, 11)), column("w", box(5, 12.5, 15, 12.8), FixtureKind.WALL)],
    "the hall's outline": [booth("A-1", box(2, 8, 5, 11))],
    "a column": [
        booth("A-1", box(8, 8, 14, 11)), booth("B-1", box(8, 14, 14, 17)), column("c", Point(11, 12.5).buffer(0.3)),
    ],
    "a pocket": [
        booth("A-1", box(5, 0, 8, 6)), column("w", box(9.5, 0, 12, 6), FixtureKind.FACILITY),
    ],
    "corner to corner": [booth("A-1", box(8, 8, 11, 11)), booth("B-1", box(12, 12, 15, 15))],
    "within one stand": [
        booth("U", box(8, 8, 20, 17).difference(box(11, 11, 12.5, 17))),
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", MISSED)
def test_the_rule_of_thumb_misses_what_is_no_pair_of_facing_stands(what):
    things = MISSED[what]
    booths = tuple(each for each in things if hasattr(each, "number"))
    plan = Plan((Hall("h", box(0, 0, 40, 30)),), booths, tuple(each for each in things if not hasattr(each, "number")))

    assert rule_of_thumb(plan) == []
    assert engine(plan) != []


def test_the_rule_of_thumb_takes_two_gaps_in_a_row_for_service_gaps_though_people_must_pass():
    # An aisle of 3 m that a stand fills but for 0.5 m on both sides: closed. Those behind it are cut off.
    stands = [booth("A", box(0, 8, 14, 11)), booth("B", box(0, 14, 14, 17)), booth("C", box(10, 11.5, 13, 13.5))]
    ends = [
        column("w", box(0, 11, 0.5, 14), FixtureKind.WALL),
        column("e", box(39.8, 1, 40.2, 3), FixtureKind.ENTRANCE),
    ]
    shop = booth("D", box(0.5, 11, 3.5, 14))
    plan = Plan((Hall("h", box(0, 0, 40, 30)),), (*stands, shop), tuple(ends))

    assert rule_of_thumb(plan) == []
    assert [each.things for each in check(plan, {"*": False, "no-access": True})] == [("D",)]
