"""Booths that shall stand apart: straight, and on foot."""

import pytest
from shapely import box

from booth_app.geometry import FixtureKind, Hall, Plan, check
from tests.geometry.plans import booth, column, moved, turned_back


def plan(*things, fixtures=()):
    return Plan(halls=(Hall("hall", box(0, 0, 40, 30)),), booths=things, fixtures=fixtures)


ACROSS = (booth("A-101", box(5, 3, 8, 6)), booth("A-201", box(5, 9, 8, 12)), booth("A-301", box(25, 3, 28, 6)))


def found(drawn, *pairs, **given_):
    return check(drawn, {"*": False, "separation": {"pairs": [list(each) for each in pairs], **given_}})


def test_without_pairs_nothing_is_asked():
    assert check(plan(*ACROSS), {"*": False, "separation": True}) == []


def test_a_pair_that_faces_each_other_across_an_aisle_is_as_far_as_the_aisle_is_wide():
    straight, walking = sorted(found(plan(*ACROSS), ("A-101", "A-201"), walking=20.0), key=lambda each: each.required)

    assert (straight.things, straight.measured, straight.required) == (("A-101", "A-201"), 3.0, 9.0)
    assert (walking.things, walking.required) == (("A-101", "A-201"), 20.0)
    assert walking.measured == pytest.approx(3.0, abs=0.01)
    assert straight.where.length == pytest.approx(3.0)
    assert "on foot" in walking.message("en")
    assert "on foot" not in straight.message("en")


@pytest.mark.parametrize(("least", "count"), [(3.0, 0), (3.004, 0), (3.01, 1)])
def test_just_as_far_as_required_is_far_enough(least, count):
    assert len(found(plan(*ACROSS), ("A-101", "A-201"), straight=least)) == count


def test_a_wall_between_makes_the_way_on_foot_longer_than_the_straight_one():
    wall = column("wall-1", box(0, 7.4, 20, 7.6), FixtureKind.WALL)

    found_ = found(plan(*ACROSS, fixtures=(wall,)), ("A-101", "A-201"), walking=20.0)
    longer = found(plan(*ACROSS, fixtures=(wall,)), ("A-101", "A-201"), walking=60.0)

    assert [each.measured for each in found_] == [3.0]
    assert [each.measured for each in longer] == [pytest.approx(2 * 12.2, abs=1.5), 3.0]


def test_a_booth_that_is_shut_in_is_apart_and_so_is_one_far_away():
    shut = [column(f"wall-{n}", each, FixtureKind.WALL) for n, each in enumerate([box(0, 8, 40, 8.2)])]

    assert found(plan(*ACROSS, fixtures=tuple(shut)), ("A-101", "A-201"), straight=None, walking=500.0) == []
    assert found(plan(*ACROSS), ("A-101", "A-301"), walking=10.0) == []


def test_numbers_are_compared_as_people_write_them_and_other_halls_are_left_out():
    assert len(found(plan(*ACROSS), ("a-101", "A‑201"), ("A-101", "B-7"))) == 1


def test_turning_and_listing_otherwise_changes_nothing_but_where():
    before = found(plan(*ACROSS), ("A-101", "A-201"), ("A-301", "A-201"), straight=30.0, walking=40.0)

    after = found(
        turned_back(moved(plan(*ACROSS), 33.0, 2000, 70)),
        ("A-201", "A-101"),
        ("A-201", "A-301"),
        straight=30.0,
        walking=40.0,
    )

    assert [each.things for each in after] == [each.things for each in before]
    assert [each.measured for each in after] == pytest.approx([each.measured for each in before], abs=0.01)
