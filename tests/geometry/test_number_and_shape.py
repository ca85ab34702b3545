from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from booth_app.geometry import Plan, check
from tests.geometry.plans import ANGLES, SHIFTS, booth, moved

SHAPES = {
    "edges-cross": Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]),
    "fewer-than-three-vertices": Polygon([(0, 0), (3, 0), (0, 0), (0, 0)]),
    "no-area": Polygon([(0, 0), (1, 0), (3, 0), (2, 0)]),
    "separate-parts": Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(5, 0), (6, 0), (6, 1), (5, 1)]]),
}


def test_a_number_borne_twice_is_one_finding_with_all_its_bearers():
    plan = Plan(
        booths=tuple(
            booth(number, box(4 * n, 0, 4 * n + 3, 3))
            for n, number in enumerate(["A-101", "B-1", "A-101", "A-102", "A-101"])
        )
    )

    [violation] = check(plan, {"*": False, "duplicate-number": True})

    assert violation.things == ("A-101", "A-101", "A-101")
    assert (violation.measured, violation.required, violation.unit) == (3, 1, None)
    assert violation.message("en") == "Number A-101 is used by more than one booth."


@pytest.mark.parametrize("twin", ["a-101", "A‑101", "A–101", "A-١٠١", "Ａ-１０１", "A-۱۰۱"])
def test_one_number_in_another_spelling_is_the_same_number(twin):
    plan = Plan(booths=(booth("A-101", box(0, 0, 3, 3)), booth(twin, box(4, 0, 7, 3))))

    [violation] = check(plan, {"*": False, "duplicate-number": True})

    assert violation.values["a"] == "A-101"


def test_numbers_that_only_look_alike_are_not_one():
    plan = Plan(booths=(booth("A-101", box(0, 0, 3, 3)), booth("A-1O1", box(4, 0, 7, 3))))

    assert check(plan, {"*": False, "duplicate-number": True}) == []


@pytest.mark.parametrize("fault", SHAPES)
@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_a_faulty_outline_is_told_with_its_reason_wherever_it_lies(fault, angle, dx, dy):
    plan = moved(Plan(booths=(booth("A-101", SHAPES[fault]),)), angle, dx, dy)

    [violation] = check(plan, {"*": False, "invalid-shape": True})

    assert violation.values["fault"] == fault
    assert (violation.measured, violation.required, violation.unit) == (1, 0, None)
    assert shapely.is_valid(violation.where)


@given(width=st.floats(0.006, 30), depth=st.floats(0.006, 30), angle=ANGLES)
def test_a_booth_of_any_size_that_can_be_measured_is_valid(width, depth, angle):
    plan = moved(Plan(booths=(booth("A-101", box(0, 0, width, depth)),)), angle, 0, 0)

    assert check(plan, {"*": False, "invalid-shape": True}) == []


@pytest.mark.parametrize("fault", SHAPES)
def test_a_faulty_outline_is_left_out_of_every_rule_about_floor(fault):
    faulty = booth("A-101", SHAPES[fault])
    plan = Plan(booths=(faulty, booth("A-102", box(1, 0, 4, 3))))

    found = {each.rule for each in check(replace(plan, halls=())) if "A-101" in each.things}

    assert found == {"invalid-shape"}


def test_the_number_of_a_faulty_outline_counts_as_taken():
    plan = Plan(booths=(booth("A-101", SHAPES["edges-cross"]), booth("A-101", box(9, 0, 12, 3))))

    assert "duplicate-number" in {each.rule for each in check(plan)}


def test_the_reason_is_said_in_both_languages():
    [violation] = check(Plan(booths=(booth("A-1", SHAPES["edges-cross"]),)), {"*": False, "invalid-shape": True})

    assert violation.message("en") == "The shape of booth A-1 is not valid: edges cross."
    assert violation.message("ar") == "شكل الجناح \u2066A-1\u2069 غير صالح: \u2068حدود متقاطعة\u2069."
