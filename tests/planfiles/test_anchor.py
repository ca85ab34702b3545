"""A drawing laid on the earth."""

from math import atan2, degrees, hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.planfiles.geojson.anchor import Anchor, NoAnchor
from tests.planfiles.geodesic import inverse

RIYADH = (46.6753, 24.7136)
anchors = st.builds(
    Anchor,
    lon=st.floats(-180, 180),
    lat=st.floats(-70, 70),
    bearing=st.floats(0, 360, exclude_max=True),
    at=st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
)
points = st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000))


def apart(one: float, other: float) -> float:
    """How far two directions lie apart, in degrees."""
    return abs((one - other + 180) % 360 - 180)


@given(anchors, points)
def test_distance_and_direction_from_the_anchor_are_the_drawing_s(anchor, point):
    [there] = anchor.degrees([point])

    metres, azimuth = inverse((anchor.lon, anchor.lat), tuple(there))

    dx, up = point[0] - anchor.at[0], anchor.at[1] - point[1]
    assert metres == pytest.approx(hypot(dx, up), abs=2e-4)
    if metres > 1:
        # Seen from the anchor, a millimetre at this distance.
        assert apart(azimuth, degrees(atan2(dx, up)) + anchor.bearing) < degrees(1e-3 / metres) + 1e-6


@given(anchors, st.lists(points, min_size=1, max_size=20))
def test_the_way_back_is_the_inverse(anchor, given_points):
    back = anchor.metres(anchor.degrees(given_points))

    assert np.abs(back - np.array(given_points)).max() < 1e-6


def test_a_degree_at_riyadh_has_the_length_that_the_ellipsoid_gives_it():
    anchor = Anchor(*RIYADH)

    north, south, east, west = anchor.degrees([(0, -0.5), (0, 0.5), (0.5, 0), (-0.5, 0)])

    assert 1 / (north[1] - south[1]) == pytest.approx(110_768.6, abs=0.1)
    assert 1 / (east[0] - west[0]) == pytest.approx(101_182.8, abs=0.1)


def test_the_top_of_a_drawing_with_bearing_90_leads_east():
    [there] = Anchor(*RIYADH, bearing=90).degrees([(0, -100)])

    assert there[0] > RIYADH[0]
    assert there[1] == pytest.approx(RIYADH[1], abs=1e-8)


def test_far_from_the_anchor_lengths_are_out_by_less_than_a_centimetre():
    [there] = Anchor(*RIYADH).degrees([(10_000, 0)])

    assert inverse(RIYADH, tuple(there))[0] == pytest.approx(10_000, abs=0.01)


@pytest.mark.parametrize(
    "figures",
    [
        {"lon": 181}, {"lat": 86}, {"lat": -90}, {"bearing": 360}, {"bearing": -1},
        {"lon": float("nan")}, {"at": (0, float("inf"))},
    ],
)  # fmt: skip
def test_figures_that_say_no_place_are_refused(figures):
    with pytest.raises(NoAnchor):
        Anchor(**{"lon": 46.7, "lat": 24.7, **figures})
