"""The rule on travel distance: what it measures, from where, and that it tells a region once."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from booth_app.geometry import FixtureKind, Hall, Plan, check
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, mirrored, moved, turned_back
from tests.geometry.reference_ways import lengths, stands
from tests.geometry.test_ways import BODY, door, taut


def hall(*things, wide=70.0, deep=20.0, exits=None):
    """A long hall with one exit 2 m wide in the middle of its left wall."""
    exits = [door("exit-1", box(-0.2, deep / 2 - 1, 0.2, deep / 2 + 1))] if exits is None else exits
    booths = tuple(each for each in things if each.__class__.__name__ == "BoothShape")
    built = tuple(each for each in things if each not in booths)
    return Plan(halls=(Hall("hall", box(0, 0, wide, deep)),), booths=booths, fixtures=(*exits, *built))


def found(drawn, **given_):
    return check(drawn, {"*": False, "travel-distance": given_ or True})


def test_both_far_corners_of_an_empty_hall_are_two_ends_of_one_region():
    [violation] = found(hall())

    corner = np.hypot(70 - BODY, 10 - BODY - (1 - BODY)) + BODY * 2**0.5
    assert violation.things == ()
    assert violation.measured == pytest.approx(corner, abs=0.02)
    assert (violation.required, violation.unit) == (60.0, "m")
    assert violation.where.length == pytest.approx(violation.measured, abs=0.02)
    assert violation.where.distance(shapely.MultiPoint([(70, 0), (70, 20)])) < 1e-3


def test_a_way_up_to_the_limit_passes_and_one_a_hand_over_it_does_not():
    [violation] = found(hall())

    assert found(hall(), max=violation.measured + 0.05) == []
    assert len(found(hall(), max=violation.measured - 0.05)) == 2  # the other corner is as far, and apart from it
    assert found(hall(), max=None) == []


def test_the_back_of_a_booth_counts_unless_it_is_told_not_to():
    backed = hall(booth("A-1", box(66, 0, 70, 20)), column("wall-1", box(65.8, 0, 66, 17), FixtureKind.WALL))

    [inside] = found(backed)
    [outside] = found(backed, count_inside=False)

    assert (inside.things, outside.things) == (("A-1",), ())
    # Out by the three metres above the wall, from the corner that is farthest from them.
    assert inside.where.coords[0] == pytest.approx((70, 0), abs=1e-3)
    assert inside.measured > outside.measured + 15
    assert inside.message("en").startswith("From booth A-1 ")
    assert outside.message("en").startswith("From the floor ")


def test_from_inside_a_booth_the_way_leaves_by_its_open_side_alone():
    drawn = hall(booth("A-1", box(62, 5, 68, 15), open=("right",)))

    [violation] = found(drawn)

    assert violation.things == ("A-1",)
    assert 6 < violation.where.intersection(box(62, 5, 68, 15)).length < 8
    assert not violation.where.crosses(shapely.LineString([(62, 4.99), (62, 15.01)]))


def test_a_far_corner_full_of_booths_is_one_finding():
    rows = [booth(f"A-{n}", box(58 + n % 4 * 3, y, 61 + n % 4 * 3, y + 3)) for y in (0, 6, 12) for n in range(4)]
    rows = [booth(f"{each.number}-{at}", each.outline) for at, each in enumerate(rows)]

    violations = found(hall(*rows))

    assert len(violations) == 1


def test_two_far_ends_are_two_findings():
    drawn = hall(wide=150.0, exits=[door("exit-1", box(74, -0.2, 76, 0.2))])

    first, second = found(drawn)

    assert first.measured == pytest.approx(second.measured, abs=0.05)
    assert {round(each.where.coords[0][0]) for each in (first, second)} == {0, 150}


def test_a_hall_without_an_exit_is_one_finding_that_counts_exits():
    [violation] = found(hall(exits=[]))

    assert (violation.things, violation.measured, violation.required, violation.unit) == ((), 0, 1, None)
    assert "exit" in violation.message("en")


def test_a_booth_that_nobody_gets_to_is_left_to_no_access():
    walls = [column("wall-1", box(50, 0, 50.2, 20), FixtureKind.WALL)]

    assert found(hall(booth("A-1", box(65, 5, 68, 8)), *walls)) == []


def test_stairs_to_an_exit_in_the_middle_of_the_hall_are_near():
    [violation] = found(hall(exits=[door("exit-1", box(34, 9.9, 36, 10.1))]), max=20.0)[:1]

    # From a far corner to the door's end, a body in from it.
    assert violation.measured == pytest.approx(np.hypot(34 + BODY - BODY, 10 - BODY) + BODY * 2**0.5, abs=0.1)


def test_an_l_shaped_booth_is_left_round_its_own_corner():
    ell = Polygon([(60, 2), (68, 2), (68, 10), (64, 10), (64, 6), (60, 6)])
    around = [column("wall-1", box(59.8, 1.8, 60, 6.2), FixtureKind.WALL)]
    around += [column("wall-2", box(60, 1.8, 68.2, 2), FixtureKind.WALL)]
    around += [column("wall-3", box(68, 2, 68.2, 10.2), FixtureKind.WALL)]
    around += [
        column("wall-4", box(60, 6, 64, 6.2), FixtureKind.WALL),
        column("w-5", box(63.8, 6, 64, 10), FixtureKind.WALL),
    ]

    [violation] = found(hall(booth("A-1", ell), *around))

    assert violation.things == ("A-1",)
    inside = violation.where.intersection(ell)
    assert inside.length == pytest.approx(np.hypot(4, 4) + 4, abs=0.4)  # (60, 2) to (64, 6), and up to (64…68, 10)
    assert violation.where.intersection(box(60.5, 6.5, 63.5, 9.5)).length == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_worst_place_is_as_far_as_a_dense_grid_of_exact_ways_says(seed):
    random = np.random.default_rng(seed)
    built = [(x, y, x + 3, y + 2) for x, y in random.uniform((2, 2), (11, 7), (3, 2)).tolist()]
    drawn = hall(
        *(column(f"c-{n}", box(*each)) for n, each in enumerate(built)),
        wide=16.0,
        deep=12.0,
        exits=[door("exit-1", box(-0.2, 4, 0.2, 6))],
    )

    measured = max(each.measured for each in found(drawn, max=2.0))

    beside = [(-2, -2, 0, 4), (-2, 6, 0, 14)]  # the wall to both sides of the exit
    ends = [(0.0, float(y)) for y in np.linspace(4 + BODY, 6 - BODY, 15)]
    grid = np.stack(np.meshgrid(np.arange(BODY, 15.8, 0.4), np.arange(BODY, 11.8, 0.4)), axis=-1).reshape(-1, 2)
    inside = [at for at in grid.tolist() if stands((0, 0, 16, 12), built, at, BODY)]
    exact = max(lengths((-1, 0, 16, 12), [*built, *beside], inside, ends, BODY))
    # Corners of the hall are reached by an arm, 0.42 m; the grid misses a peak by less than its diagonal.
    assert exact - 0.05 <= measured <= exact + BODY * 2**0.5 + 0.6


@settings(max_examples=12, deadline=None)
@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS, kilometres=st.sampled_from([0, 5000.0]), mirror=st.booleans())
def test_nothing_but_where_changes_when_a_plan_is_moved_turned_mirrored_or_listed_otherwise(
    angle, dx, dy, kilometres, mirror
):
    drawn = hall(
        booth("A-1", box(60, 3, 66, 6)),
        booth("A-2", box(60, 6, 66, 9)),
        booth("A-3", box(50, 12, 56, 18)),
        column("column-1", box(40, 9, 40.6, 11)),
    )
    before = found(drawn)

    drawn = moved(mirrored(drawn) if mirror else drawn, angle, dx + kilometres, dy)
    after = found(turned_back(drawn))

    assert [(each.things, each.required) for each in after] == [(each.things, each.required) for each in before]
    assert [each.measured for each in after] == pytest.approx([each.measured for each in before], abs=0.05)


def test_a_way_round_the_end_of_a_wall_is_as_long_as_a_taut_string():
    wall = column("wall-1", box(30, 0, 30.0001, 15), FixtureKind.WALL)

    [violation] = found(hall(wall, wide=60.0), max=61.0)

    corner = taut((60 - BODY, BODY), (30, 15), (0, 11 - BODY)) + BODY * 2**0.5
    assert violation.measured == pytest.approx(corner, abs=0.03)
