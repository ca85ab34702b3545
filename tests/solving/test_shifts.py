import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booth_app.solving.shifts import FIXED, Apart, shifts

RIGHT = (1.0, 0.0)


def test_what_overlaps_is_parted_by_so_much_and_what_stands_still_needs_no_way():
    found = shifts(3, [Apart(0, 1, RIGHT, -0.2, 0.0), Apart(1, 2, RIGHT, 1.0, 0.0)], 1.5)

    assert np.abs(found[0] - found[1])[0] == pytest.approx(0.2)
    assert np.abs(found).sum() == pytest.approx(0.2)


def test_what_is_fixed_stays_and_a_row_shifts_away_from_it():
    aparts = [Apart(0, 1, RIGHT, -0.2, 0.0), Apart(0, FIXED, (-1.0, 0.0), 0.0, 0.0), Apart(1, 2, RIGHT, 0.0, 0.0)]

    assert shifts(3, aparts, 1.5) == pytest.approx(np.array([[0, 0], [0.2, 0], [0.2, 0]]))


def test_what_cannot_be_comes_as_near_as_it_can():
    aparts = [Apart(0, FIXED, RIGHT, -2.0, 0.0), Apart(1, FIXED, RIGHT, -0.3, 0.0)]

    assert shifts(2, aparts, 0.5) == pytest.approx(np.array([[-0.5, 0], [-0.3, 0]]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-300, 300), min_size=1, max_size=6), st.integers(0, 359))
def test_no_pair_is_left_nearer_than_it_must_be_whatever_the_direction(gaps, angle):
    along = (float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle))))
    aparts = [Apart(n, n + 1, along, gap / 1000, 0.1) for n, gap in enumerate(gaps)]

    found = shifts(len(gaps) + 1, aparts, 5.0)

    for each in aparts:
        now = each.now + (found[each.other] - found[each.one]) @ np.array(along)
        assert now >= each.need - 1e-6


def test_nothing_has_nowhere_to_go():
    assert shifts(0, [], 1.0).shape == (0, 2)
