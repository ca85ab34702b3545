"""How a door stands in its wall."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, affinity, box

from booth_app.geometry import FixtureKind, Plan
from booth_app.geometry.doors import Door, doors
from booth_app.geometry.survey import Survey
from tests.geometry.halls import exit_at, fixture, hall, line
from tests.geometry.plans import ANGLES, SHIFTS, mirrored, moved, turned_back


def door(plan: Plan, kind: str = "exit") -> Door:
    [found] = doors(Survey(plan), FixtureKind(kind))
    return found


def drawn(how: str, x: float, width: float):
    """The same opening in the upper wall as people draw it."""
    return {
        "about the wall": box(x, -0.2, x + width, 0.2),
        "inside the wall": box(x, 0, x + width, 0.3),
        "outside the wall": box(x, -0.3, x + width, 0),
        "a little off": box(x, 0.1, x + width, 0.4),
        "a line": line((x, 0), (x + width, 0)),
        "a line beside": line((x, 0.2), (x + width, 0.2)),
    }[how]


HOW = ["about the wall", "inside the wall", "outside the wall", "a little off", "a line", "a line beside"]


@given(
    how=st.sampled_from(HOW),
    span=st.tuples(st.floats(1, 23), st.floats(0.7, 6)),
    angle=ANGLES,
    shift=st.tuples(SHIFTS, SHIFTS),
    mirror=st.booleans(),
)
def test_a_door_is_as_wide_as_it_lies_along_the_wall_wherever_the_plan_lies(how, span, angle, shift, mirror):
    x, width = span
    plan = hall(fixture("exit-1", "exit", drawn(how, x, width)))
    plan = turned_back(moved(mirrored(plan) if mirror else plan, angle, *shift))

    found = door(plan)

    assert found.width == pytest.approx(width, abs=0.004)
    assert found.inward is not None
    assert plan.halls[0].outline.covers(Point(found.middle + 0.5 * np.array(found.inward)))
    assert plan.halls[0].outline.exterior.distance(found.opening) < 0.002


def test_the_declared_clear_width_wins_and_lies_in_the_middle():
    found = door(hall(fixture("exit-1", "exit", box(10, -0.2, 12.4, 0.2), width=1.8)))

    assert found.width == 1.8
    assert found.clear().length == pytest.approx(1.8)
    assert found.opening.length == pytest.approx(2.4)
    assert found.clear().centroid.equals_exact(found.opening.centroid, 1e-9)


def test_a_door_in_a_corner_does_not_count_the_other_wall():
    assert door(hall(fixture("exit-1", "exit", box(0, 0, 2.4, 0.3)))).width == pytest.approx(2.4)
    assert door(hall(fixture("exit-1", "exit", box(-0.3, 0, 0, 2.4)))).width == pytest.approx(2.4)


def test_a_door_in_a_curved_wall_is_one_door():
    outline = Point(0, 0).buffer(20, 64)
    symbol = affinity.rotate(box(19.8, -1.2, 20.2, 1.2), 33, origin=(0, 0))

    found = door(hall(fixture("exit-1", "exit", symbol), outline=outline))

    assert found.width == pytest.approx(2.4, abs=0.01)
    assert np.array(found.inward) @ (found.middle / np.hypot(*found.middle)) == pytest.approx(-1, abs=1e-3)


def test_a_door_at_a_re_entrant_corner_leads_into_the_hall():
    outline = Polygon([(0, 0), (30, 0), (30, 20), (15, 20), (15, 10), (0, 10)])

    found = door(hall(fixture("exit-1", "exit", box(14.8, 12, 15.2, 14)), outline=outline))

    assert found.inward == pytest.approx((1, 0))


def test_one_leaves_a_hall_by_a_door_in_the_wall_of_its_stairs():
    plan = hall(
        fixture("stairs-1", "stairs", box(10, 5, 16, 9)),
        fixture("exit-1", "exit", box(15.9, 6, 16.1, 8)),
    )

    assert door(plan).inward == pytest.approx((1, 0))


def test_a_door_that_stands_in_no_wall_is_clear_on_both_sides():
    found = door(hall(fixture("exit-1", "exit", box(10, 9.9, 12, 10.1))))

    assert found.inward is None
    assert found.width == pytest.approx(2.0)
    front = found.front(3, 0.5)
    assert shapely.equals(front, box(9.5, 7, 12.5, 13))


def test_a_wall_with_many_corners_is_the_wall_it_is():
    outline = shapely.segmentize(box(0, 0, 30, 20), 0.7)

    assert door(hall(exit_at("exit-1", 10, 2.4), outline=outline)).width == pytest.approx(2.4)


def test_a_round_hall_that_a_symbol_takes_in_whole_breaks_nothing():
    plan = hall(fixture("exit-1", "exit", Point(0, 0).buffer(3)), outline=Point(0, 0).buffer(2))

    assert door(plan).width > 0


def test_a_point_like_door_without_a_width_is_next_to_nothing():
    assert door(hall(fixture("exit-1", "exit", line((10, 0), (10, 0.3))))).width < 0.02
