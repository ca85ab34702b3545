"""Hydrants and panels that can be got at."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from booth_app.geometry import Plan, check
from tests.geometry.halls import booth, exit_at, fixture, hall
from tests.geometry.plans import ANGLES, SHIFTS, moved, turned_back

HYDRANT = fixture("hydrant-1", "hydrant", box(10, 0, 10.6, 0.3))
PANEL = fixture("panel-1", "panel", box(20, 0, 20.5, 0.2))


def clearances(plan: Plan, **values: object) -> list:
    return check(plan, {"*": False, "equipment-clearance": values or True})


@settings(max_examples=40)
@given(gap=st.floats(0, 1.5), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_a_booth_near_a_hydrant_is_found_with_its_distance_wherever_the_plan_lies(gap, angle, dx, dy):
    if abs(gap - 1.0) < 0.01:
        return
    plan = hall(HYDRANT, exit_at("exit-1", 2), booths=(booth("A-101", box(9, 0.3 + gap, 12, 3.3 + gap)),))

    found = clearances(turned_back(moved(plan, angle, dx, dy)))

    assert [each.things for each in found] == ([("A-101", "hydrant-1")] if gap < 1 else [])
    for each in found:
        assert each.measured == pytest.approx(gap, abs=3e-3)
        assert each.required == 1.0


@settings(max_examples=40)
@given(gap=st.floats(0, 1.5), beside=st.floats(-0.5, 0.5), angle=ANGLES)
def test_the_space_before_a_panel_is_as_wide_as_a_person_working_there(gap, beside, angle):
    """The panel is 0.5 m wide, so its space is 0.8 m: from 19.85 to 20.65."""
    if abs(gap - 1.0) < 0.01 or abs(beside - 0.15) < 0.02:
        return
    plan = hall(PANEL, booths=(booth("A-101", box(20.5 + beside, 0.2 + gap, 23.5, 3.2 + gap)),))

    found = clearances(moved(plan, angle, 3, 4))

    assert [each.things for each in found] == ([("A-101", "panel-1")] if gap < 1 and beside < 0.15 else [])
    for each in found:
        assert each.measured == pytest.approx(gap, abs=4e-3)


@settings(max_examples=60)
@given(
    points=st.lists(st.tuples(st.floats(8, 13), st.floats(0.2, 4)), min_size=3, max_size=6),
    angle=st.sampled_from([0.0, 17.3, 90.0]),
)
def test_any_shape_near_a_hydrant_is_measured_as_by_sampling_it(points, angle):
    shape = shapely.convex_hull(shapely.MultiPoint(points))
    if shape.geom_type != "Polygon" or shape.area < 0.5:
        return
    # Independent of the engine: the nearest of many points within the shape to the symbol's rectangle, by hand.
    x, y = np.meshgrid(np.arange(8, 13, 0.02), np.arange(0.2, 4, 0.02))
    corners = shapely.get_coordinates(shape)
    left = np.array([(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in pairwise(corners)])
    inside = (left >= 0).all(axis=0) | (left <= 0).all(axis=0)
    assert inside.any()
    away = np.hypot(np.maximum(np.maximum(10 - x, x - 10.6), 0), np.maximum(y - 0.3, 0))
    expected = float(away[inside].min())

    plan = hall(HYDRANT, exit_at("exit-1", 2), booths=(booth("A-101", shape),))
    found = [each for each in clearances(moved(plan, angle, 0, 0)) if "A-101" in each.things]

    if expected < 0.98:
        assert [each.measured for each in found] == [pytest.approx(expected, abs=0.3)]
        assert found[0].measured <= expected + 0.01
    elif expected > 1.3:
        assert found == []


@pytest.mark.parametrize("kind", ["stage", "desk", "facility"])
def test_what_is_set_up_is_in_the_way(kind):
    plan = hall(HYDRANT, exit_at("exit-1", 2), fixture("x-1", kind, box(10, 1, 11, 2)))

    assert [each.things for each in clearances(plan)] == [("hydrant-1", "x-1")]


@pytest.mark.parametrize("kind", ["column", "wall", "stairs", "lift"])
def test_the_building_is_not(kind):
    assert clearances(hall(HYDRANT, exit_at("exit-1", 2), fixture("x-1", kind, box(10, 1, 11, 2)))) == []


def test_what_stands_behind_a_wall_is_in_nobodys_way():
    wall = fixture("wall-1", "wall", box(0, 0.5, 30, 0.6))
    hydrant = fixture("hydrant-1", "hydrant", box(10, 0.6, 10.6, 0.8))
    behind = booth("A-101", box(9, 0, 12, 0.45))
    before = booth("A-102", box(9, 1.2, 12, 4))
    plan = hall(wall, hydrant, exit_at("exit-1", 2), booths=(behind, before))

    assert [each.things for each in clearances(plan, radius=1.0, panel_depth=None)][:1] == [("A-102", "hydrant-1")]
    assert ("A-101", "hydrant-1") not in {each.things for each in clearances(plan)}


def test_a_hydrant_sunk_into_its_wall_is_looked_for_on_the_side_it_is_nearest_to():
    wall = fixture("wall-1", "wall", box(0, 5, 30, 5.4))
    hydrant = fixture("hydrant-1", "hydrant", box(10, 5.1, 10.6, 5.4))
    plan = hall(wall, hydrant, booths=(booth("A-101", box(9, 1.6, 12, 4.6)), booth("A-102", box(9, 6, 12, 9))))

    assert [each.things for each in clearances(plan) if len(each.things) == 2] == [("A-102", "hydrant-1")]


def test_the_room_on_whose_wall_a_hydrant_hangs_is_not_in_its_way():
    room = fixture("meeting-1", "facility", box(10, 10, 16, 14))
    hydrant = fixture("hydrant-1", "hydrant", box(12, 14, 12.6, 14.2))

    assert clearances(hall(room, hydrant, exit_at("exit-1", 2))) == []
    assert len(clearances(hall(room, fixture("hydrant-1", "hydrant", box(12, 14.5, 12.6, 14.7))))) == 1


def test_a_hydrant_within_a_booth_has_no_space_at_all():
    [found] = clearances(hall(HYDRANT, exit_at("exit-1", 2), booths=(booth("A-101", box(9, 0, 12, 3)),)))

    assert found.measured == 0.0


def test_a_panel_on_a_curved_wall_faces_the_hall():
    outline = Point(0, 0).buffer(20, 64)
    panel = fixture("panel-1", "panel", box(19.6, -0.4, 20, 0.4))
    plan = hall(panel, outline=outline, booths=(booth("A-101", box(16, -1.5, 19, 1.5)),))

    [found] = clearances(plan)

    assert found.measured == pytest.approx(0.6, abs=0.02)


def test_a_panel_that_stands_free_is_got_at_from_both_sides():
    panel = fixture("panel-1", "panel", box(10, 10, 10.8, 10.2))
    near, far = booth("A-101", box(10, 10.7, 13, 13)), booth("A-102", box(10, 6, 13, 9.5))

    found = clearances(hall(panel, booths=(near, far)))

    assert [(each.things[0], each.measured) for each in found] == [("A-101", 0.5), ("A-102", 0.5)]


def walled_in(door: float) -> Plan:
    """A hydrant in a corner behind walls with a passage of `door` metres, and enough space around it."""
    return hall(
        HYDRANT,
        exit_at("exit-1", 20),
        fixture("wall-1", "wall", box(5, 0, 5.2, 5)),
        fixture("wall-2", "wall", box(5, 5, 10, 5.2)),
        fixture("wall-3", "wall", box(10 + door, 5, 16, 5.2)),
        fixture("wall-4", "wall", box(16, 0, 16.2, 5.2)),
    )


@pytest.mark.parametrize(
    ("door", "passes"), [(1.2, True), (1.0, True), (0.997, True), (0.992, False), (0.7, False), (0.0, False)]
)
@pytest.mark.parametrize("angle", [0.0, 17.3])
def test_a_hydrant_needs_a_way_to_it_as_wide_as_its_space(door, passes, angle):
    found = clearances(moved(walled_in(door), angle, 0, 0))

    assert (found == []) is passes
    for each in found:
        assert each.things == ("hydrant-1",)
        assert each.measured == pytest.approx(door, abs=0.02)
        assert "no way to it" in each.message("en")
        assert "لا ممر إليه" in each.message("ar")


def test_a_service_gap_will_do_for_a_narrower_way():
    assert clearances(walled_in(0.5), radius=0.5, panel_depth=None) == []


def test_off_is_off():
    plan = hall(HYDRANT, PANEL, booths=(booth("A-101", box(9, 0.5, 22, 3)),))

    assert [each.things[1] for each in clearances(plan)] == ["hydrant-1", "panel-1"]
    assert [each.things[1] for each in clearances(plan, radius=None)] == ["panel-1"]
    assert [each.things[1] for each in clearances(plan, panel_depth=None)] == ["hydrant-1"]
    assert clearances(plan, radius=0.2, panel_depth=0.3) == []
