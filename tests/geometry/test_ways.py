"""Ways out, on plans small enough to know the answer by hand, and changed in ways that may change nothing."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from booth_app.geometry import Fixture, FixtureKind, Hall, Plan
from booth_app.geometry.field import Field, Targets
from booth_app.geometry.ground import Ground
from booth_app.geometry.survey import Survey
from booth_app.geometry.ways import NOWHERE, ways
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, mirrored, moved, turned_back

BODY = 0.3


def door(label, outline, width=None):
    return Fixture(label, FixtureKind.EXIT, label, outline, width=width)


def plan(*things, hall=None, exits=None):
    """A hall of 30 × 20 m with an exit 2 m wide in the middle of its left wall."""
    hall = box(0, 0, 30, 20) if hall is None else hall
    exits = [door("exit-1", box(-0.2, 9, 0.2, 11))] if exits is None else exits
    booths = tuple(each for each in things if not isinstance(each, Fixture))
    built = tuple(each for each in things if isinstance(each, Fixture))
    return Plan(halls=(Hall("hall", hall),), booths=booths, fixtures=(*exits, *built))


def taut(start, corner, end):
    """The length of a string from start to end round a post of a body's radius at the corner."""
    one, two = np.subtract(start, corner), np.subtract(end, corner)
    first, second = np.hypot(*one), np.hypot(*two)
    angle = np.arccos(np.clip(np.dot(one, two) / first / second, -1, 1))
    straight = [np.sqrt(max(each**2 - BODY**2, 0)) for each in (first, second)]
    leaves = np.arccos(BODY / first) + np.arccos(min(BODY / second, 1))
    # Where the string would not touch the post on the nearer side, it goes round the farther one.
    return sum(straight) + BODY * ((angle if angle > leaves else 2 * np.pi - angle) - leaves)


def far(drawn, *points, body=BODY):
    return ways(Survey(drawn), body).nearest(np.array(points, dtype=float))[0]


def test_straight_before_an_exit_the_way_is_the_distance_to_its_opening():
    [ahead] = far(plan(), (12, 10))

    assert ahead == pytest.approx(12.0, abs=1e-3)


def test_from_the_side_the_way_goes_round_the_jamb_as_a_taut_string_would():
    [aside] = far(plan(), (12, 18))

    assert aside == pytest.approx(taut((12, 18), (0, 11), (0, 11 - BODY)), abs=2e-3)


def test_along_the_wall_the_way_goes_round_the_jamb_on_an_arc():
    [along] = far(plan(), (BODY, 18))

    # 0.3 m from the wall down to the jamb at y = 11, a quarter of a circle about it, and there is the opening.
    assert along == pytest.approx(7 + BODY * np.pi / 2, abs=2e-3)


def test_round_a_booth_the_way_is_two_tangents_two_arcs_and_its_edge():
    floor = box(0, 0, 30, 20).difference(box(5, 0, 8, 15))
    field = Field(Ground(floor, BODY), Targets.from_shapes([shapely.Point(2, 10)]))

    [behind] = field.nearest(np.array([(20, 10)]))[0]

    # A string from the right to straight above the booth's right corner, along its edge, and on from the left one.
    right, left = taut((20, 10), (8, 15), (8, 15 + BODY)), taut((5, 15 + BODY), (5, 15), (2, 10))
    assert behind == pytest.approx(right + 3 + left, abs=2e-3)


def test_each_point_has_the_exit_that_is_nearest_on_foot_and_not_through_a_wall():
    wall = column("wall-1", box(9.9, 1, 10.1, 20), FixtureKind.WALL)
    exits = [door("exit-1", box(-0.2, 17, 0.2, 19)), door("exit-2", box(29.8, 17, 30.2, 19))]

    found = ways(Survey(plan(wall, exits=exits)))
    _, exit_ = found.nearest(np.array([(8.0, 18.0), (12.0, 18.0), (18.0, 0.5)]))

    assert [found.exits[at].fixture.label for at in exit_] == ["exit-1", "exit-2", "exit-2"]


def test_a_point_inside_a_booth_or_behind_walls_reaches_nothing():
    sealed = [column(f"wall-{n}", each, FixtureKind.WALL) for n, each in enumerate([box(20, 0, 20.2, 20)])]

    length, exit_ = ways(Survey(plan(booth("A-1", box(5, 0, 8, 15)), *sealed))).nearest(np.array([(6.5, 5), (25, 5)]))

    assert np.isinf(length).all()
    assert exit_.tolist() == [NOWHERE, NOWHERE]


def test_a_hall_without_an_exit_has_no_way_out():
    drawn = ways(Survey(plan(exits=[])))

    assert np.isinf(drawn.nearest(np.array([(5.0, 5.0)]))[0]).all()
    assert drawn.path((5.0, 5.0)) is None


@pytest.mark.parametrize("gap", [0.6, 0.55, 0.3])
def test_a_service_gap_is_not_walked_through_and_a_metre_is(gap):
    row = [booth("A-1", box(8, 0, 11, 10)), booth("A-2", box(8, 10 + gap, 11, 20))]
    row_open = [booth("A-1", box(8, 0, 11, 10)), booth("A-2", box(8, 11, 11, 20))]

    assert np.isinf(far(plan(*row), (20, 10)))
    assert np.isfinite(far(plan(*row_open), (20, 10)))


def test_booths_that_meet_in_a_corner_close_the_passage_and_half_a_metre_off_they_do_not():
    shut = plan(booth("A-1", box(8, 0, 11, 10)), booth("A-2", box(11, 10, 14, 20)))
    open_ = plan(booth("A-1", box(8, 0, 11, 10)), booth("A-2", box(11.5, 10.5, 14, 20)))

    assert np.isinf(far(shut, (20, 10)))
    assert np.isfinite(far(open_, (20, 10)))  # the corners are 0.71 m apart


def test_a_way_into_the_far_wing_goes_round_the_re_entrant_corner():
    wing = Polygon([(0, 0), (30, 0), (30, 20), (20, 20), (20, 4), (0, 4)])
    exits = [door("exit-1", box(-0.2, 1, 0.2, 3))]

    [length] = far(plan(hall=wing, exits=exits), (29, 19))

    assert length == pytest.approx(taut((29, 19), (20, 4), (0, 3 - BODY)), abs=3e-3)


def test_two_halls_joined_by_a_door_are_walked_through_the_door():
    wall = [column("wall-1", box(14.9, 0, 15.1, 8), FixtureKind.WALL)]
    wall += [column("wall-2", box(14.9, 12, 15.1, 20), FixtureKind.WALL)]

    way = ways(Survey(plan(*wall))).path((28.0, 1.0))

    assert way.crosses(box(14.9, 8, 15.1, 12))
    assert all(way.distance(each.outline) >= BODY - 0.004 for each in wall)


def test_an_exit_on_a_curved_wall_is_reached_at_its_opening():
    round_ = shapely.Point(0, 0).buffer(20, quad_segs=64)
    exits = [door("exit-1", affinity.rotate(box(19.7, -1, 20.3, 1), 30, origin=(0, 0)))]

    [length] = far(plan(hall=round_, exits=exits), (0, 0))

    assert length == pytest.approx(np.sqrt(20**2 - 1), abs=5e-3)  # the middle of the chord between the jambs


def test_an_exit_is_as_wide_as_it_is_declared_and_too_narrow_a_one_lets_nobody_out():
    [narrow] = far(plan(exits=[door("exit-1", box(-0.2, 9, 0.2, 11), width=0.8)]), (12, 18))
    [none] = far(plan(exits=[door("exit-1", box(-0.2, 9, 0.2, 11), width=0.5)]), (12, 18))

    assert narrow == pytest.approx(np.hypot(12, 18 - (10.4 - BODY)), abs=3e-2)
    assert np.isinf(none)


def test_a_booth_before_half_of_an_exit_leaves_the_other_half():
    [length] = far(plan(booth("A-1", box(0, 0, 3, 10))), (12, 10.5))

    assert length == pytest.approx(12.0, abs=2e-3)


def test_a_wall_drawn_through_the_door_does_not_close_it():
    wall = column("wall-1", box(0, 0, 0.2, 20), FixtureKind.WALL)

    [length] = far(plan(wall), (12, 10))

    assert length == pytest.approx(12.0, abs=2e-3)


def test_a_place_a_hair_nearer_to_a_long_wall_than_a_body_still_gets_along_it():
    row = booth("A-1", box(8, 12, 28, 15))

    lengths = far(plan(row), *((27, 12 - BODY + off) for off in (-0.001, 0.0, 0.001, 0.0019)))

    assert lengths == pytest.approx(lengths[0], abs=0.01)


def hall_with_islands():
    blocks = [box(x, y, x + 6, y + 3) for x, y in product((4, 13, 22), (3.5, 10, 15.5))]
    booths = [booth(f"A-{n}", each) for n, each in enumerate(blocks)]
    posts = [column("column-1", box(11, 8, 11.6, 8.6)), column("column-2", shapely.Point(20, 14).buffer(0.4))]
    exits = [door("exit-1", box(-0.2, 9, 0.2, 11)), door("exit-2", box(29.8, 1, 30.2, 3))]
    return plan(*booths, *posts, exits=exits)


POINTS = np.array([(1, 1), (29, 19), (11.5, 14.5), (20.5, 9.2), (28.5, 12), (11.8, 3.2), (3.1, 19.2)])


@settings(max_examples=25, deadline=None)
@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS, kilometres=st.sampled_from([0, 3000.0, -9000.0]), mirror=st.booleans())
def test_lengths_and_exits_do_not_change_when_the_plan_is_moved_turned_or_mirrored(angle, dx, dy, kilometres, mirror):
    drawn, points = hall_with_islands(), shapely.points(POINTS)
    before = ways(Survey(drawn)).nearest(POINTS)

    if mirror:
        drawn, points = mirrored(drawn), shapely.transform(points, lambda at: at * [-1, 1])
    drawn = moved(drawn, angle, dx + kilometres, dy)
    points = [affinity.translate(affinity.rotate(each, angle, origin=(0, 0)), dx + kilometres, dy) for each in points]
    after = ways(Survey(drawn)).nearest(shapely.get_coordinates(points))

    assert after[0] == pytest.approx(before[0], abs=0.01)  # every corner is snapped to a millimetre
    assert after[1].tolist() == before[1].tolist()


def test_order_and_split_edges_change_nothing():
    drawn = hall_with_islands()
    before = ways(Survey(drawn)).nearest(POINTS)[0]

    other = turned_back(drawn)
    split = replace(
        drawn,
        booths=tuple(replace(each, outline=shapely.segmentize(each.outline, 0.7)) for each in drawn.booths),
        halls=tuple(replace(each, outline=shapely.segmentize(each.outline, 0.3)) for each in drawn.halls),
    )

    assert ways(Survey(other)).nearest(POINTS)[0] == pytest.approx(before, abs=1e-6)
    assert ways(Survey(split)).nearest(POINTS)[0] == pytest.approx(before, abs=1e-6)


def test_a_path_is_walkable_as_long_as_it_is_said_to_be_and_ends_in_the_opening():
    drawn = hall_with_islands()
    found = ways(Survey(drawn))
    length, exit_ = found.nearest(POINTS)
    built = shapely.union_all([each.outline for each in (*drawn.booths, *drawn.fixtures[2:])])

    for point, long, at in zip(POINTS, length, exit_, strict=True):
        way = found.path(tuple(point))

        # An arc is drawn by chords of up to 15°, which are shorter by 0.3% of it.
        assert way.length == pytest.approx(long, abs=0.01)
        assert way.distance(built) >= BODY - 0.006
        assert shapely.Point(way.coords[0]).distance(shapely.Point(point)) < 1e-9
        assert shapely.Point(way.coords[-1]).distance(found.exits[at].opening) < 1e-6


def test_doubling_the_reach_or_leaving_it_without_end_changes_nothing():
    blocks = [box(x, y, x + 5, y + 3) for x, y in product(range(3, 115, 8), range(3, 65, 6))]
    floor = box(0, 0, 120, 70).difference(shapely.union_all(blocks))
    targets = Targets.from_shapes([shapely.LineString([(0.3, 30), (0.3, 31)]), shapely.Point(119, 1)])
    points = shapely.get_coordinates(
        shapely.centroid(shapely.points(np.random.default_rng(5).uniform(1, 69, (200, 2))))
    )

    lengths = [Field(Ground(floor, BODY, reach=reach), targets).nearest(points)[0] for reach in (12.0, 24.0, np.inf)]

    reached = np.isfinite(lengths[0])
    assert reached.sum() > 80
    for longer in lengths[1:]:
        assert (np.isfinite(longer) == reached).all()
        assert (lengths[0][reached] <= longer[reached] * 1.001 + 1e-6).all()
        assert (longer[reached] <= lengths[0][reached] * 1.001 + 1e-6).all()


@pytest.mark.parametrize("off", [-0.0019, -0.001, 0.0, 0.002, 0.1])
def test_from_anywhere_close_to_a_round_post_the_way_goes_round_it(off):
    post = shapely.Point(10, 10).buffer(1.6, quad_segs=16)
    field = Field(Ground(box(0, 0, 20, 20).difference(post), BODY), Targets.from_shapes([shapely.Point(4, 10)]))
    edge = shapely.get_coordinates(shapely.segmentize(post.buffer(BODY + off, quad_segs=16), 0.01))

    lengths, _ = field.nearest(edge)

    # The way round the post's back half is an arc about it and a tangent; the post has 64 corners.
    wide = 1.6 + BODY
    angle = np.abs(np.arctan2(edge[:, 1] - 10, 10 - edge[:, 0]))
    around = np.maximum(angle - np.arccos(wide / 6), 0) * wide + np.sqrt(36 - wide**2)
    behind = angle > np.arccos(wide / 6) + 0.3
    assert behind.sum() > 300
    assert lengths[behind] == pytest.approx(around[behind], abs=0.02 + 2 * max(off, 0))


def test_corners_out_of_each_others_reach_are_found_all_the_same():
    floor = box(0, 0, 200, 20).difference(shapely.union_all([box(20, 0, 21, 15), box(180, 5, 181, 20)]))
    target = Targets.from_shapes([shapely.Point(5, 5)])

    [short], [far_] = (
        Field(Ground(floor, BODY, reach=reach), target).nearest(np.array([(195, 18)]))[0] for reach in (20, np.inf)
    )

    assert np.isfinite(short)
    assert short == pytest.approx(far_, rel=1e-3)
