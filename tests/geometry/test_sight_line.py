"""Heights of booths."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from booth_app.geometry import Plan, Side, check
from booth_app.geometry.rules.sight_line import HEIGHTS
from tests.geometry.halls import booth, hall
from tests.geometry.plans import SHIFTS, moved

TOP, BOTTOM, LEFT, RIGHT = Side.TOP, Side.BOTTOM, Side.LEFT, Side.RIGHT


def heights(plan: Plan, **values: object) -> list:
    return check(plan, {"*": False, "sight-line": values or True})


def built(height: float | None, form: str = "inline", deep: float = 3.0, open_: tuple = (TOP,)) -> Plan:
    """A booth of a declared height, form and open sides."""
    return hall(booths=(booth("A-101", box(10, 10, 13, 10 + deep), type=form, open=open_, height=height),))


@pytest.mark.parametrize(
    ("form", "limit"),
    [
        ("inline", 2.44),
        ("corner", 2.44),
        ("end_cap", 2.44),
        ("perimeter", 3.66),
        ("peninsula", 4.88),
        ("split_island", 4.88),
        ("island", 4.88),
    ],
)
def test_each_form_has_its_height(form, limit):
    assert heights(built(limit, form)) == []
    [found] = heights(built(limit + 0.01, form))
    assert (found.things, found.measured, found.required) == (("A-101",), pytest.approx(limit + 0.01), limit)
    assert dict(HEIGHTS)[form].back == limit


def test_a_booth_that_declares_no_height_is_not_asked_about():
    assert heights(built(None)) == []


def test_a_form_for_which_nothing_was_read_has_no_limit():
    assert heights(built(99, "through")) == []


def test_a_booth_that_is_all_front_is_as_low_as_the_front():
    [found] = heights(built(2.4, deep=1.5))

    assert (found.measured, found.required) == (2.4, 1.22)
    assert heights(built(1.22, deep=1.5)) == []
    assert heights(built(2.44, deep=1.6)) == []


def test_an_end_caps_back_wall_stands_between_its_two_side_fronts():
    sides = (LEFT, TOP, RIGHT)

    assert heights(built(2.44, "end_cap", open_=sides))[0].required == 1.22  # 3 m wide: 1.52 from both sides
    wide = hall(booths=(booth("A-101", box(10, 10, 16, 13), type="end_cap", open=sides, height=2.44),))
    assert heights(wide) == []


@settings(max_examples=60)
@given(
    deep=st.floats(1, 6),
    height=st.floats(0.5, 5),
    turn=st.sampled_from([0.0, 90.0, 180.0, 270.0]),
    dx=SHIFTS,
    dy=SHIFTS,
)
def test_the_limit_is_the_same_whichever_way_the_plan_is_turned(deep, height, turn, dx, dy):
    limit = 2.44 if deep > 1.52 else 1.22
    if abs(deep - 1.52) < 0.01 or abs(height - limit) < 0.01:
        return
    open_ = {0.0: TOP, 90.0: RIGHT, 180.0: BOTTOM, 270.0: LEFT}[turn]
    plan = built(height, deep=deep)
    plan = moved(replace(plan, booths=(replace(plan.booths[0], open=(open_,)),)), turn, dx, dy)

    assert [each.required for each in heights(plan)] == ([limit] if height > limit else [])


def test_open_sides_are_found_where_the_drawing_says_none():
    row = tuple(booth(f"A-10{n}", box(10 + 3 * n, 10, 13 + 3 * n, 13), height=2.5) for n in range(4))
    backs = tuple(booth(f"A-20{n}", box(10 + 3 * n, 13, 13 + 3 * n, 16)) for n in range(4))

    found = heights(hall(booths=row + backs))

    assert [(each.things, each.required) for each in found] == [((f"A-10{n}",), 2.44) for n in range(4)]


def test_heights_are_set_by_form_and_by_part():
    assert heights(built(2.5), heights={"inline": {"back": 2.5}}) == []
    assert heights(built(2.5), heights={"inline": None}) == []
    assert heights(built(2.5), heights=None) == []
    assert [each.required for each in heights(built(5, "island"), heights={"inline": {"back": 2.5}})] == [4.88]
    assert [each.required for each in heights(built(2, deep=2.5), heights={"inline": {"front_depth": 3}})] == [1.22]
    assert heights(built(2.4, deep=1.5), heights={"inline": {"front": None}}) == []


def test_a_booth_that_is_not_four_sided_has_fronts_too():
    shape = Polygon([(10, 10), (16, 10), (16, 11.4), (13, 11.4), (13, 16), (10, 16)])
    plan = hall(booths=(booth("A-101", shape, type="inline", open=(TOP, RIGHT), height=2.0),))

    assert heights(plan) == []  # room at the back of the deep part
    low = hall(
        booths=(booth("A-101", Polygon([(10, 10), (16, 10), (13, 11.2)]), type="inline", open=(TOP,), height=2.0),)
    )
    assert [each.required for each in heights(low)] == [1.22]


def test_the_sentence_is_about_the_height():
    [found] = heights(built(3.0))

    assert found.message("en") == "At the sight line booth A-101 is 3.00 m high; at most 2.44 m is allowed."
    assert found.where.equals(box(10, 10, 13, 13))
