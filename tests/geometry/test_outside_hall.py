import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from booth_app.geometry import Hall, Plan, check, snap
from tests.geometry.plans import ANGLES, SHIFTS, booth, mirrored, moved, turned_back
from tests.geometry.reference import depth


def outside(plan: Plan) -> list:
    return check(plan, {"*": False, "outside-hall": True})


def beyond(by: float) -> Plan:
    """A booth in the corner of its hall that reaches `by` metres through the east wall."""
    return Plan(halls=(Hall("hall-1", box(0, 0, 20, 15)),), booths=(booth("A-101", box(17 + by, 0, 20 + by, 3)),))


@given(by=st.floats(0.006, 2.5), angle=ANGLES, dx=SHIFTS, dy=SHIFTS, mirror=st.booleans())
def test_reaching_out_measures_how_far_wherever_the_plan_lies(by, angle, dx, dy, mirror):
    plan = moved(beyond(by), angle, dx, dy)

    [violation] = outside(mirrored(plan) if mirror else plan)

    assert violation.things == ("A-101",)
    assert violation.measured == pytest.approx(by, abs=2e-3)


@given(by=st.floats(-3, 0.002), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_standing_at_the_wall_is_inside_wherever_the_plan_lies(by, angle, dx, dy):
    assert outside(turned_back(moved(beyond(by), angle, dx, dy))) == []


@settings(max_examples=60, deadline=None)
@given(x=st.floats(-2, 12), y=st.floats(-2, 12), angle=st.floats(0, 90))
def test_a_hall_with_a_corner_cut_out_agrees_with_a_fine_grid(x, y, angle):
    hall = np.array([(0, 0), (12, 0), (12, 6), (6, 6), (6, 12), (0, 12)], dtype=float)
    outline = snap(affinity.rotate(box(x, y, x + 3, y + 2), angle))
    expected = depth([np.array(outline.exterior.coords[:-1])], [hall])
    assume(not 0.002 < expected < 0.006)

    found = outside(Plan(halls=(Hall("hall-1", Polygon(hall)),), booths=(booth("A", outline),)))

    assert sum(each.measured for each in found) == pytest.approx(expected if expected > 0.004 else 0, abs=3e-3)


def test_a_booth_must_lie_in_one_of_several_halls():
    halls = (Hall("a", box(0, 0, 10, 10)), Hall("b", box(10, 0, 20, 10)))
    plan = Plan(halls=halls, booths=(booth("B-2", box(9, 0, 12, 3)), booth("B-1", box(12, 0, 15, 3))))

    [violation] = outside(plan)

    assert violation.things == ("B-2",)
    assert violation.measured == pytest.approx(1.0)
    assert violation.where.equals(box(9, 0, 10, 3))


def test_a_booth_far_from_every_hall_is_outside_by_all_of_itself():
    plan = Plan(halls=(Hall("a", box(0, 0, 10, 10)),), booths=(booth("A-1", box(50, 50, 53, 52)),))

    [violation] = outside(plan)

    assert violation.measured == pytest.approx(2.0)
    assert violation.where.equals(plan.booths[0].outline)


def test_without_a_hall_nothing_is_inside():
    [violation] = outside(Plan(booths=(booth("A-1", box(0, 0, 3, 3)),)))

    assert violation.things == ("A-1",)
    assert violation.message("en") == "Booth A-1 reaches 3.00 m outside the hall."


def test_a_booth_over_a_courtyard_is_outside_there():
    hall = Polygon([(0, 0), (20, 0), (20, 20), (0, 20)], [[(8, 8), (12, 8), (12, 12), (8, 12)]])
    plan = Plan(halls=(Hall("a", hall),), booths=(booth("A-1", box(6, 9, 9, 12)), booth("A-2", box(12, 8, 15, 11))))

    assert [(each.things, each.measured) for each in outside(plan)] == [(("A-1",), pytest.approx(1.0))]
