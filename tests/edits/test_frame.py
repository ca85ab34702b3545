import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from booth_app.edits import Frame, Place, frame
from booth_app.edits.frame import outline, shifted
from booth_app.geometry import BoothShape, Plan
from tests.edits.plans import BENT, frames, lengths


@given(frames)
def test_numbers_make_an_outline_that_has_these_numbers(wanted):
    found = frame(outline(wanted))

    assert shapely.hausdorff_distance(outline(found), outline(wanted)) < 0.003
    assert found.middle == pytest.approx(wanted.middle, abs=0.0006)
    assert sorted((found.width, found.depth)) == pytest.approx(sorted((wanted.width, wanted.depth)), abs=0.003)
    assert -45 < found.angle <= 45


@given(frames)
def test_the_outline_is_the_rectangle_turned_about_its_middle_clockwise(wanted):
    corner = wanted.x + wanted.width, wanted.y + wanted.depth
    straight = box(wanted.x, wanted.y, *corner)

    # On a drawing with y downwards a positive angle of the usual rotation looks clockwise.
    turned = affinity.rotate(straight, wanted.angle, origin=wanted.middle)

    assert shapely.hausdorff_distance(outline(wanted), turned) < 0.001


@given(st.floats(-360, 360), st.integers(10, 1000), st.integers(10, 1000))
def test_whole_centimetres_are_read_as_such_at_any_angle(angle, width, depth):
    found = frame(outline(Frame(1.234, 5.678, width / 100, depth / 100, angle))).rounded

    assert sorted((found.width, found.depth)) == sorted((width / 100, depth / 100))


@given(frames)
def test_numbers_read_and_given_back_change_nothing(wanted):
    plan = Plan(booths=(BoothShape("1", "A-1", outline(wanted)),))
    shown = frame(plan.booths[0].outline).rounded

    again = Place("1", shown.x, shown.y, shown.width, shown.depth, shown.angle).apply(plan)

    assert again == plan


@given(frames, lengths, lengths)
def test_another_corner_and_the_same_size_is_a_move_without_any_change_of_form(wanted, dx, dy):
    plan = Plan(booths=(BoothShape("1", "A-1", outline(wanted)),))
    shown = frame(plan.booths[0].outline).rounded

    moved = Place("1", round(shown.x + dx, 3), round(shown.y + dy, 3), shown.width, shown.depth, shown.angle)

    assert moved.apply(plan).booths[0].outline == shifted(plan.booths[0].outline, dx, dy)


@given(frames.filter(lambda each: each.angle == 0))
def test_an_unturned_rectangle_is_exact(wanted):
    assert frame(outline(wanted)).rounded == wanted
    assert outline(wanted).bounds == pytest.approx(
        (wanted.x, wanted.y, wanted.x + wanted.width, wanted.y + wanted.depth), abs=1e-12
    )


@given(frames, st.booleans(), st.integers(0, 3))
def test_where_the_ring_begins_and_which_way_it_runs_does_not_matter(wanted, backwards, start):
    ring = np.roll(shapely.get_coordinates(outline(wanted))[:-1], start, axis=0)
    other = frame(Polygon(ring[::-1] if backwards else ring))

    first = frame(outline(wanted))
    assert (other.x, other.y, other.width, other.depth) == pytest.approx(
        (first.x, first.y, first.width, first.depth), abs=1e-9
    )
    assert math.isclose(other.angle, first.angle, abs_tol=1e-6) or abs(abs(other.angle) - 45) < 1e-6


def test_corners_on_a_straight_side_do_not_count():
    assert frame(Polygon([(0, 0), (1, 0), (3, 0), (3, 2), (3, 3), (0, 3)])) == Frame(0, 0, 3, 3, 0)


@pytest.mark.parametrize(
    "shape",
    [
        BENT,
        Polygon([(0, 0), (3, 0), (0, 3)]),
        Polygon([(0, 0), (3, 0), (4, 3), (1, 3)]),
        Polygon([(0, 0), (3, 0), (3, 3), (0, 3.01)]),
        Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(1, 1), (2, 1), (2, 2)]]),
        Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]),
        Polygon([(0, 0), (3, 0), (0, 0), (0, 0)]),
        Polygon(),
    ],
)
def test_what_is_no_rectangle_has_no_numbers(shape):
    assert frame(shape) is None


@given(frames, lengths, lengths)
def test_shifting_changes_no_size_by_any(wanted, dx, dy):
    before = outline(wanted)
    after = shifted(before, dx, dy)

    sides = [np.diff(np.rint(shapely.get_coordinates(each) * 1000), axis=0) for each in (before, after)]
    assert (sides[0] == sides[1]).all()
