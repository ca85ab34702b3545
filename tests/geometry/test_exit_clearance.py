"""What stands before an exit."""

from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from booth_app.geometry import Plan, check
from tests.geometry.halls import booth, exit_at, fixture, hall, line, named
from tests.geometry.plans import ANGLES, SHIFTS, mirrored, moved, turned_back


def clearances(plan: Plan, **settings: object) -> list:
    return check(plan, {"*": False, "exit-clearance": settings or True})


def before_exit(gap: float, beside: float = 0.0) -> Plan:
    """A booth `gap` metres before an exit 2 m wide, `beside` metres past the end of its opening."""
    return hall(exit_at("exit-1", 10), booths=(booth("A-101", box(12 + beside - 3, gap, 12 + beside, gap + 3)),))


@given(gap=st.floats(0, 2.99), angle=ANGLES, dx=SHIFTS, dy=SHIFTS, mirror=st.booleans())
def test_a_booth_before_an_exit_is_found_with_its_distance_wherever_the_plan_lies(gap, angle, dx, dy, mirror):
    plan = before_exit(gap)

    [found] = clearances(turned_back(moved(mirrored(plan) if mirror else plan, angle, dx, dy)))

    assert found.things == ("A-101", "exit-1")
    assert found.measured == pytest.approx(gap, abs=3e-3)
    assert found.required == 3.0


@given(gap=st.floats(2.999, 5), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_a_booth_at_the_required_depth_passes_wherever_the_plan_lies(gap, angle, dx, dy):
    assert clearances(moved(before_exit(gap), angle, dx, dy)) == []


@given(beside=st.floats(0, 0.49), angle=ANGLES)
def test_what_stands_within_half_a_metre_beside_the_opening_is_in_the_way(beside, angle):
    plan = hall(exit_at("exit-1", 10), booths=(booth("A-101", box(12 + beside, 1, 15 + beside, 4)),))

    assert [each.things for each in clearances(moved(plan, angle, 3, 4))] == [("A-101", "exit-1")]


def test_beside_the_opening_and_its_side_is_free():
    assert clearances(hall(exit_at("exit-1", 10), booths=(booth("A-101", box(12.5, 0, 15.5, 3)),))) == []


@pytest.mark.parametrize("kind", ["column", "wall", "stairs", "lift", "stage", "desk", "facility"])
def test_everything_that_is_built_is_in_the_way(kind):
    plan = hall(exit_at("exit-1", 10), fixture("x-1", kind, box(10.5, 1, 11, 1.5)))

    [found] = clearances(plan)

    assert (found.things, found.measured) == (("exit-1", "x-1"), 1.0)


@pytest.mark.parametrize("kind", ["entrance", "exit", "hydrant", "panel"])
def test_a_place_in_the_wall_is_not_in_the_way(kind):
    assert clearances(hall(exit_at("exit-1", 10), fixture("x-1", kind, box(12.1, -0.2, 12.4, 0.3)))) == []


def test_the_wall_in_which_an_exit_stands_is_not_in_its_way_and_a_wall_before_it_is():
    thick = fixture("wall-1", "wall", box(0, 0, 30, 0.4))
    across = fixture("wall-2", "wall", box(9, 1, 13, 1.2))
    beside = fixture("wall-3", "wall", box(12.2, 0, 12.3, 3))

    assert clearances(hall(exit_at("exit-1", 10), thick)) == []
    assert [each.things for each in clearances(hall(exit_at("exit-1", 10), thick, across))] == [("exit-1", "wall-2")]
    assert [each.things for each in clearances(hall(exit_at("exit-1", 10), beside))] == [("exit-1", "wall-3")]


def test_each_thing_before_an_exit_is_one_finding():
    booths = (booth("A-102", box(10, 2, 13, 5)), booth("A-101", box(7, 2, 10, 5)))

    assert [each.things[0] for each in clearances(hall(exit_at("exit-1", 10), booths=booths))] == ["A-101", "A-102"]


def test_what_lies_behind_a_re_entrant_wall_is_not_before_the_exit():
    outline = Polygon([(0, 0), (30, 0), (30, 20), (0, 20), (0, 3), (14, 3), (14, 2), (0, 2)])
    plan = hall(exit_at("exit-1", 5, 2.0), booths=(booth("A-101", box(4, 3, 8, 6)),), outline=outline)

    assert clearances(plan, depth=4.0) == []


def test_an_exit_in_a_curved_wall_is_kept_clear_too():
    outline = Point(0, 0).buffer(20, 64)
    plan = hall(
        fixture("exit-1", "exit", box(19.7, -1, 20.3, 1)),
        booths=(booth("A-101", box(15, -1, 18, 1)),),
        outline=outline,
    )

    [found] = clearances(plan)

    assert found.measured == pytest.approx(20 - 18, abs=0.04)  # from the chord of the opening, 2.5 cm within the wall


def test_off_is_off_and_settings_are_kept_to():
    plan = before_exit(2.0)

    assert clearances(plan, depth=None) == []
    assert clearances(plan, depth=2.0) == []
    assert clearances(plan, depth=2.5)[0].required == 2.5
    assert clearances(before_exit(2.0, beside=3.2), side=None) == []


def test_the_sentence_calls_exit_and_thing_by_their_names():
    plan = hall(
        named(exit_at("exit-1", 10), "مخرج 1", "Exit 1"),
        named(fixture("d", "desk", box(10, 1, 11, 2)), "الاستعلامات", "Information"),
    )

    [found] = clearances(plan)

    assert found.message("en") == (
        "The clear space at Exit 1 is obstructed (Information): 1.00 m left, at least 3.00 m is required."
    )
    assert found.message("ar").startswith("المساحة الخالية أمام \u2068مخرج 1\u2069 مشغولة (\u2068الاستعلامات\u2069)")


# Independent: the rectangle is walked point by point in the door's own frame, points in polygons by crossings.


def inside(points: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Which points lie in a polygon: an odd number of its edges to the right of them."""
    x, y = points.T[:, :, None]
    (x0, y0), (x1, y1) = ring.T, np.roll(ring, -1, axis=0).T
    crossing = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return (crossing & (x < at)).sum(axis=1) % 2 == 1


def walked(ring: np.ndarray, x: float, width: float, step: float = 0.02) -> Iterator[float]:
    """How far before an exit in the wall y = 0 a polygon begins, if it reaches into the rectangle before it."""
    across, ahead = np.meshgrid(np.arange(x - 0.5, x + width + 0.5, step), np.arange(0, 3, step))
    points = np.column_stack([across.ravel(), ahead.ravel()]) + step / 2
    taken = points[inside(points, ring)]
    if len(taken):
        yield float(taken[:, 1].min())


corners = st.lists(st.tuples(st.floats(6, 16), st.floats(0, 6)), min_size=3, max_size=6)


@given(points=corners, width=st.floats(0.8, 3), angle=ANGLES)
def test_any_shape_before_an_exit_is_measured_as_by_walking_the_floor(points, width, angle):
    shape = shapely.convex_hull(shapely.MultiPoint(points))
    plan = hall(exit_at("exit-1", 10, width), booths=(booth("A-101", shape),))
    ring = shapely.get_coordinates(shape)[:-1]
    expected = list(walked(ring, 10, width)) if shape.geom_type == "Polygon" and shape.area > 0.5 else None
    if expected is None:
        return

    found = clearances(moved(plan, angle, 0, 0))

    if expected:
        assert len(found) == 1
        # What a grid of 2 cm cannot see is at most a tip between its points; a tip of 4 mm is seen by neither.
        assert found[0].measured <= expected[0] + 0.02
        assert found[0].measured == pytest.approx(expected[0], abs=0.35)
    else:
        assert all(each.where.area < 0.01 for each in found)


def test_a_line_for_a_wall_has_no_floor():
    assert clearances(hall(exit_at("exit-1", 10), fixture("w", "wall", line((9, 1), (13, 1))))) == []
