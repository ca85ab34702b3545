"""Dead ends and the common path: what hangs by one mouth, how deep it is, and what is none."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from booth_app.geometry import Fixture, FixtureKind, Hall, Plan, check
from booth_app.geometry.deadends import PER_WIDTH, SHALLOW, dead_ends
from booth_app.geometry.survey import Survey
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, mirrored, moved, turned_back
from tests.geometry.reference_dead_ends import dead_ends as reference
from tests.geometry.test_ways import door

BOTH = [door("exit-1", box(-0.2, 9, 0.2, 11)), door("exit-2", box(39.8, 9, 40.2, 11))]


def plan(*things, hall=None, exits=BOTH):
    """A hall of 40 × 20 m with an exit at each end."""
    hall = box(0, 0, 40, 20) if hall is None else hall
    booths = tuple(each for each in things if not isinstance(each, Fixture))
    built = tuple(each for each in things if isinstance(each, Fixture))
    return Plan(halls=(Hall("hall", hall),), booths=booths, fixtures=(*exits, *built))


def found(drawn, **given_):
    return check(drawn, {"*": False, "dead-end": given_ or True})


def pocket(width=1.5, depth=14.0):
    """Two rows of booths against the lower wall with a pocket between them."""
    return plan(booth("A-1", box(5, 0, 12, depth)), booth("A-2", box(12 + width, 0, 30, depth)))


def test_a_pocket_is_as_deep_as_it_is_drawn_and_names_the_booths_along_it():
    [violation] = found(pocket())

    assert violation.things == ("A-1", "A-2")
    assert violation.measured == pytest.approx(14.0, abs=0.02)
    assert (violation.required, violation.unit) == (6.0, "m")
    assert violation.where.symmetric_difference(box(12, 0, 13.5, 14)).area == pytest.approx(0, abs=0.01)


def test_an_aisle_that_goes_through_is_no_dead_end():
    through = plan(booth("A-1", box(5, 2, 12, 18)), booth("A-2", box(13.5, 2, 30, 18)))

    assert found(through) == []


@pytest.mark.parametrize(("depth", "dead"), [(5.9, False), (6.0, False), (6.1, True)])
def test_up_to_the_limit_it_passes(depth, dead):
    assert bool(found(pocket(depth=depth))) is dead


def test_a_part_as_shallow_as_two_and_a_half_times_its_width_is_none():
    assert found(pocket(width=6.0, depth=14.0)) == []
    assert len(found(pocket(width=5.5, depth=14.0))) == 1


def test_a_pocket_under_two_metres_is_never_one():
    assert found(pocket(width=0.7, depth=1.95), max=0.5) == []
    assert len(found(pocket(width=0.7, depth=2.1), max=0.5)) == 1


def test_a_ring_of_aisles_behind_one_neck_is_one_dead_end():
    walls = [column("wall-1", box(20, 0, 20.2, 8.5), FixtureKind.WALL)]
    walls += [column("wall-2", box(20, 11.5, 20.2, 20), FixtureKind.WALL)]
    drawn = plan(booth("A-1", box(25, 5, 35, 15)), *walls, exits=[BOTH[0], door("exit-2", box(-0.2, 2, 0.2, 4))])

    [violation] = found(drawn)

    assert violation.things == ("A-1",)
    assert violation.where.area == pytest.approx(20 * 20 - 10 * 10, rel=0.02)
    # From the neck round the booth to the middle of its far side, and to the wall.
    assert violation.measured == pytest.approx(np.hypot(5, 5 - 1.5) + 10 + np.hypot(5, 5), abs=0.8)


def test_two_halls_joined_by_a_door_of_four_metres_the_second_without_an_exit():
    walls = [column("wall-1", box(20, 0, 20.2, 8), FixtureKind.WALL)]
    walls += [column("wall-2", box(20, 12, 20.2, 20), FixtureKind.WALL)]

    one = plan(*walls, exits=[BOTH[0], door("exit-2", box(-0.2, 2, 0.2, 4))])

    [violation] = found(one)
    assert violation.measured == pytest.approx(np.hypot(20, 8), abs=0.6)
    assert found(plan(*walls)) == []  # an exit in each


def test_a_corridor_with_exits_at_both_ends_is_none_and_with_one_it_is_a_common_path():
    corridor = box(0, 0, 30, 3)
    ends = [door("exit-1", box(-0.2, 0.5, 0.2, 2.5)), door("exit-2", box(29.8, 0.5, 30.2, 2.5))]

    assert found(plan(hall=corridor, exits=ends)) == []
    [violation] = found(plan(hall=corridor, exits=ends[:1]))
    assert violation.required == 23.0
    assert violation.measured == pytest.approx(30.0, abs=0.5)
    assert "one way out" in violation.message("en")


def test_a_corridor_that_goes_on_beyond_its_doors_is_a_dead_end():
    corridor = box(0, 0, 30, 3)
    exits = [door("exit-1", box(1, -0.2, 3, 0.2)), door("exit-2", box(5, 2.8, 7, 3.2))]

    [violation] = found(plan(hall=corridor, exits=exits))

    assert violation.measured == pytest.approx(23.0, abs=0.1)
    assert violation.where.bounds == pytest.approx((7, 0, 30, 3), abs=0.05)


def test_an_entrance_lets_people_out_too():
    entrance = Fixture("entrance-1", FixtureKind.ENTRANCE, "entrance-1", box(12, -0.2, 13.5, 0.2))
    drawn = pocket()

    assert found(replace(drawn, fixtures=(*drawn.fixtures, entrance))) == []


def test_a_pocket_in_an_island_is_found_and_one_within_another_is_not_told_twice():
    island = [booth("A-1", box(10, 5, 12, 15)), booth("A-2", box(12, 5, 26, 7)), booth("A-3", box(12, 12, 26, 15))]
    inner = [booth("A-4", box(18, 7, 26, 8.5)), booth("A-5", box(18, 10.5, 26, 12))]

    [one] = found(plan(*island))
    [two] = found(plan(*island, *inner))

    assert one.measured == pytest.approx(14.0, abs=0.5)
    assert two.measured == pytest.approx(14.0, abs=0.5)
    assert two.things == ("A-1", "A-2", "A-3", "A-4", "A-5")


def test_a_column_in_the_mouth_does_not_make_it_two_ways():
    drawn = pocket(width=4.0, depth=15.0)
    post = column("column-1", box(13.8, 13.5, 14.2, 13.9))

    [violation] = found(replace(drawn, fixtures=(*drawn.fixtures, post)))

    assert violation.measured == pytest.approx(15.0, abs=0.2)


def test_a_hall_with_a_re_entrant_corner_has_a_wing_that_hangs():
    wing = Polygon([(0, 0), (40, 0), (40, 5), (14, 5), (14, 20), (0, 20)])
    exits = [door("exit-1", box(-0.2, 9, 0.2, 11)), door("exit-2", box(3, 19.8, 5, 20.2))]

    [violation] = found(plan(hall=wing, exits=exits))

    assert violation.measured == pytest.approx(26.0, abs=0.3)


def test_without_a_limit_nothing_is_measured_and_the_common_path_is_asked_alone():
    assert found(pocket(), max=None, common_path_max=None) == []
    [violation] = found(pocket(), max=None, common_path_max=10.0)
    assert (violation.required, violation.measured) == (10.0, pytest.approx(14.0, abs=0.02))
    assert "only one way" in violation.message("en")


CELL = 0.75  # a single cell is no service gap


@pytest.mark.parametrize("seed", range(12))
def test_dead_ends_agree_with_a_dense_grid_in_plain_python(seed):
    random = np.random.default_rng(seed)
    wide, deep = 48, 32  # cells: 36 × 24 m
    blocks = []
    for _ in range(7):
        x, y = int(random.integers(-2, wide - 4)), int(random.integers(-2, deep - 4))
        across, down = (int(each) for each in random.integers(3, 22, 2))
        if across > 6 and down > 6:
            across = 4
        blocks.append((max(x, 0), max(y, 0), min(x + across, wide), min(y + down, deep)))
    free = {(x, y) for x in range(wide) for y in range(deep)}
    free -= {(x, y) for a, b, c, d in blocks for x in range(a, c) for y in range(b, d)}
    doors = [(0, int(random.integers(2, deep - 6))), (wide - 1, int(random.integers(2, deep - 6)))]
    exits = [
        door(f"exit-{n}", box((x + n) * CELL - 0.2, y * CELL, (x + n) * CELL + 0.2, (y + 4) * CELL))
        for n, (x, y) in enumerate(doors)
    ]
    outlets = {(x, y + at) for x, y in doors for at in range(4)}
    if not outlets <= free:
        free |= outlets
        blocks = [each for each in blocks if not _over(each, outlets)]
        free = {(x, y) for x in range(wide) for y in range(deep)}
        free -= {(x, y) for a, b, c, d in blocks for x in range(a, c) for y in range(b, d)}
    built = [booth(f"A-{n}", box(*(CELL * at for at in each))) for n, each in enumerate(blocks)]
    drawn = plan(*built, hall=box(0, 0, wide * CELL, deep * CELL), exits=exits)

    ours = [(each.depth, each.width) for each in dead_ends(Survey(drawn), 3.0)]
    exact = reference(free, outlets, CELL, least=3.0, shallow=SHALLOW, per_width=PER_WIDTH)

    # The grid's steps are up to 8.3% too long and end half a cell short; near a limit either may say no.
    def sure(depth, width, off):
        return depth > 3.0 + off and depth > PER_WIDTH * width + off

    for depth, width in exact:
        if sure(depth / 1.083 - CELL, width, 0.5):
            assert any(depth / 1.083 - 2 * CELL <= ours_ <= depth + 2 * CELL for ours_, _ in ours), (exact, ours)
    for depth, width in ours:
        if sure(depth - CELL, width, 0.5):
            assert any(exact_ / 1.083 - 2 * CELL <= depth <= exact_ + 2 * CELL for exact_, _ in exact), (exact, ours)


def _over(block, cells):
    a, b, c, d = block
    return any(a <= x < c and b <= y < d for x, y in cells)


@settings(max_examples=12, deadline=None)
@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS, kilometres=st.sampled_from([0, 5000.0]), mirror=st.booleans())
def test_nothing_but_where_changes_when_a_plan_is_moved_turned_mirrored_or_listed_otherwise(
    angle, dx, dy, kilometres, mirror
):
    drawn = pocket()
    before = found(drawn)
    drawn = replace(
        drawn, booths=tuple(replace(each, outline=shapely.segmentize(each.outline, 1.3)) for each in drawn.booths)
    )

    drawn = moved(mirrored(drawn) if mirror else drawn, angle, dx + kilometres, dy)
    after = found(turned_back(drawn))

    assert [(each.things, each.required) for each in after] == [(each.things, each.required) for each in before]
    assert [each.measured for each in after] == pytest.approx([each.measured for each in before], abs=0.03)
