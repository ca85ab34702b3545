from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, affinity, box

from booth_app.geometry import FixtureKind, Hall, Plan, Severity, Zone, check
from booth_app.geometry.free import free
from booth_app.geometry.gaps import manageable
from booth_app.geometry.survey import Survey
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, mirrored, moved, turned_back

FAR = st.one_of(SHIFTS, st.just(9000.0))


def narrow(plan: Plan, **values: object) -> list:
    return check(plan, {"*": False, "aisle-width": values or True})


def in_hall(*things, outline: Polygon | None = None, zones: tuple = ()) -> Plan:
    booths = tuple(each for each in things if hasattr(each, "number"))
    fixtures = tuple(each for each in things if not hasattr(each, "number"))
    return Plan((Hall("hall-1", outline or box(0, 0, 40, 30)),), booths, fixtures, zones)


def row(letter: str, count: int, x: float, y: float, size: float = 3) -> list:
    return [booth(f"{letter}-{n}", box(x + n * size, y, x + (n + 1) * size, y + size)) for n in range(count)]


def facing(width: float, count: int = 3) -> Plan:
    """Two rows with an aisle of this width between them, far from the hall's outline."""
    return in_hall(*row("A", count, 8, 8), *row("B", count, 8, 11 + width))


@settings(max_examples=60)
@given(short=st.floats(0.008, 2.3), angle=ANGLES, dx=FAR, change=st.sampled_from([mirrored, turned_back]))
def test_an_aisle_8_mm_short_never_passes_wherever_the_plan_lies(short, angle, dx, change):
    plan = moved(change(facing(3.0 - short)), angle, dx, -dx)

    [violation] = narrow(plan)

    assert violation.things == ("A-0", "A-1", "A-2", "B-0", "B-1", "B-2")
    assert violation.measured == pytest.approx(3.0 - short, abs=2e-3)
    assert (violation.required, violation.unit, violation.severity) == (3.0, "m", Severity.ERROR)
    assert violation.where.area == pytest.approx(9 * (3.0 - short), abs=0.1)


@settings(max_examples=60)
@given(short=st.floats(-2, 0.003), angle=ANGLES, dx=FAR, change=st.sampled_from([mirrored, turned_back]))
def test_an_aisle_up_to_3_mm_short_passes_wherever_the_plan_lies(short, angle, dx, change):
    assert narrow(moved(change(facing(3.0 - short)), angle, dx, -dx)) == []


@pytest.mark.parametrize(("short", "found"), [(0.0, 0), (0.005, 0), (0.006, 1)])
def test_unturned_5_mm_short_passes_and_6_mm_does_not(short, found):
    assert len(narrow(facing(3.0 - short))) == found


@settings(max_examples=40)
@given(gap=st.floats(0.01, 0.59), angle=ANGLES, dx=FAR)
def test_a_service_gap_through_an_island_to_both_ends_is_no_aisle(gap, angle, dx):
    plan = in_hall(*row("A", 4, 8, 8), *row("B", 4, 8, 11 + gap))

    assert narrow(moved(plan, angle, dx, 0)) == []


@settings(max_examples=40)
@given(gap=st.floats(0.612, 2.99), angle=ANGLES)
def test_between_a_service_gap_and_the_least_width_is_too_narrow_whoever_faces_it(gap, angle):
    closed = [(*row("A", 2, 8, 8), *row("B", 2, 8, 11 + gap))]
    plan = in_hall(column("w-1", box(8, 8, 14, 11), FixtureKind.WALL), column("w-2", box(8, 11 + gap, 14, 14)))

    assert [each.things for each in narrow(moved(plan, angle, 0, 0))] == [("w-1", "w-2")]
    assert len(narrow(moved(in_hall(*closed[0]), angle, 0, 0))) == 1


def test_the_width_of_a_service_gap_can_be_set():
    plan = facing(0.8)

    assert narrow(plan, service_gap_max=0.8) == []
    assert [each.measured for each in narrow(plan, service_gap_max=None)] == [0.8]
    assert [each.measured for each in narrow(facing(0.3), service_gap_max=0.0)] == [0.3]


@settings(max_examples=30)
@given(corners=st.integers(1, 6), angle=ANGLES)
def test_corners_added_on_edges_change_nothing(corners, angle):
    plain = facing(2.5, count=2)
    split = in_hall(
        *(booth(each.number, shapely.segmentize(each.outline, 3 / corners + 0.01)) for each in plain.booths)
    )

    [found], [expected] = narrow(moved(split, angle, 0, 0)), narrow(moved(plain, angle, 0, 0))

    assert found.things == expected.things
    assert found.measured == pytest.approx(expected.measured, abs=1.5e-3)
    assert shapely.symmetric_difference(found.where, expected.where).area < 0.05


def test_a_booth_near_the_hall_s_outline_leaves_too_little_beside_it():
    [violation] = narrow(in_hall(booth("A-1", box(2, 8, 5, 11))))

    assert violation.things == ("A-1", "hall")
    assert violation.measured == 2.0
    assert violation.where.bounds == pytest.approx((0, 8, 2, 11), abs=1e-3)


@settings(max_examples=20)
@given(angle=ANGLES)
def test_booths_that_meet_in_a_corner_close_the_passage_between_them(angle):
    # Two booths and two walls across the whole hall: the booths meet in a point, which is no passage and no gap.
    across = [
        column("w-1", box(0, 13, 15, 16), FixtureKind.WALL),
        booth("A-1", box(15, 13, 18, 16)),
        booth("A-2", box(18, 16, 21, 19)),
        column("w-2", box(21, 16, 40, 19), FixtureKind.WALL),
    ]
    plan = moved(in_hall(*across, booth("B-1", box(10, 24, 13, 27)), *_doors((10, 0))), angle, 0, 0)

    found = check(plan, {"*": False, "aisle-width": True, "no-access": True})

    assert [(each.rule, each.things, each.measured) for each in found] == [("no-access", ("B-1",), 0.0)]


def _doors(*places) -> list:
    kinds = [FixtureKind.ENTRANCE, FixtureKind.EXIT]
    return [
        column(f"{kind}-{n}", box(x - 1, y - 0.2, x + 1, y + 0.2), kind)
        for n, ((x, y), kind) in enumerate(zip(places, kinds, strict=False))
    ]


@settings(max_examples=40)
@given(apart=st.floats(0.7, 2.99), angle=ANGLES)
def test_corner_to_corner_is_measured_straight_and_by_a_disc(apart, angle):
    step = apart / 2**0.5
    plan = in_hall(booth("A-1", box(12, 10, 15, 13)), booth("A-2", box(15 + step, 13 + step, 18 + step, 16 + step)))

    [violation] = narrow(moved(plan, angle, 0, 0))

    assert violation.measured == pytest.approx(apart, abs=2e-3)
    assert violation.things == ("A-1", "A-2")


@settings(max_examples=30)
@given(angle=ANGLES, apart=st.floats(3.0, 4.2))
def test_corner_to_corner_passes_where_a_disc_does_though_a_square_would_not(angle, apart):
    step = apart / 2**0.5
    plan = in_hall(booth("A-1", box(12, 10, 15, 13)), booth("A-2", box(15 + step, 13 + step, 18 + step, 16 + step)))

    assert narrow(moved(plan, angle, 0, 0)) == []


@settings(max_examples=30)
@given(angle=ANGLES, dx=FAR)
def test_a_round_column_in_a_3_m_aisle_leaves_two_narrow_stretches(angle, dx):
    plan = in_hall(*row("A", 3, 8, 8), *row("B", 3, 8, 14), column("c", Point(12.5, 12.5).buffer(0.3, 32)))

    found = narrow(moved(plan, angle, dx, 0))

    assert [each.things for each in found] == [("A-1", "c"), ("B-1", "c")]
    assert [each.measured for each in found] == pytest.approx([1.2, 1.2], abs=2e-3)
    assert {each.severity for each in found} == {Severity.ERROR}  # both together are 2.4 m


@pytest.mark.parametrize(
    ("width", "beside", "severities"),
    [
        (4.0, 1.7, ["warning", "warning"]),
        (3.6, 1.5, ["warning", "warning"]),
        (3.5, 1.2, ["error", "error"]),  # 1.2 and 1.7 are less than 3
        (4.2, 1.1, ["error", "warning"]),  # less than 1.2 on one side
        (9.0, 1.5, ["warning"]),
        (9.0, 1.0, ["error"]),
    ],
)
def test_a_column_that_parts_an_aisle_is_a_warning_where_enough_is_left(width, beside, severities):
    post = box(12.2, 11 + beside, 12.8, 11.6 + beside)
    plan = in_hall(*row("A", 3, 8, 8), *row("B", 3, 8, 11 + width), column("c", post))

    assert [each.severity for each in narrow(plan)] == severities


def test_a_wall_in_an_aisle_does_not_part_it():
    plan = in_hall(*row("A", 3, 8, 8), *row("B", 3, 8, 15), column("c", box(12, 12.7, 13, 13.3), FixtureKind.WALL))

    assert {each.severity for each in narrow(plan)} == {Severity.ERROR}


def test_a_pocket_with_open_sides_is_one_narrow_stretch():
    deep = [booth("A-1", box(5, 0, 8, 3)), booth("A-2", box(5, 3, 8, 6))]
    plan = in_hall(*deep, booth("B-1", box(9.5, 0, 12.5, 3)), booth("B-2", box(9.5, 3, 12.5, 6)))

    [violation] = narrow(plan)

    assert violation.things == ("A-1", "A-2", "B-1", "B-2", "hall")
    assert violation.measured == 1.5
    assert violation.where.area == pytest.approx(9, abs=0.01)


def test_a_pocket_is_one_report_of_each_rule_that_it_breaks():
    left = [booth(f"A-{n}", box(0, 3 * n, 3, 3 * n + 3)) for n in range(5)]
    right = [booth(f"B-{n}", box(4.5, 3 * n, 7.5, 3 * n + 3)) for n in range(5)]

    found = check(
        in_hall(*left, *right, *_doors((20, 0), (30, 0))),
        {"*": False, "aisle-width": True, "dead-end": True, "no-access": True, "accessible-route": True},
    )

    assert [each.rule for each in found] == ["aisle-width", "dead-end"]


def test_the_audience_of_a_stage_stands_in_no_ones_way():
    stage = column("stage-1", box(10, 8, 18, 12), FixtureKind.STAGE)
    plan = in_hall(stage, *row("A", 3, 10, 17))
    seats = replace(plan, backdrop=tuple(box(x, 13, x + 0.5, 13.5) for x in range(10, 18)))

    assert narrow(seats) == []


def test_an_outline_that_touches_itself_is_for_another_rule_and_left_out_here():
    touching = Polygon([(8, 8), (11, 8), (9.5, 10), (11, 12), (8, 12), (9.5, 10)])
    beside = booth("B", box(8, 13, 11, 16))

    found = check(in_hall(booth("A", touching), beside), {"*": False, "aisle-width": True, "invalid-shape": True})

    assert [(each.rule, each.things) for each in found] == [("invalid-shape", ("A",))]


def test_a_niche_that_nobody_opens_on_is_no_aisle():
    built = [column("w-1", box(5, 0, 8, 6), FixtureKind.WALL), column("w-2", box(9.5, 0, 12, 6), FixtureKind.WALL)]

    assert narrow(in_hall(*built)) == []


def test_a_ring_round_a_column_that_leads_nowhere_is_no_aisle():
    built = [column("w-1", box(5, 0, 8, 6), FixtureKind.WALL), column("w-2", box(10.4, 0, 12, 6), FixtureKind.WALL)]
    niche = in_hall(*built, column("c", box(8.7, 2, 9.7, 3)))

    assert narrow(niche) == []
    [violation] = narrow(in_hall(*built, column("c", box(8.7, 2, 9.7, 3)), booth("A", box(8, 0, 10.4, 1))))
    assert violation.measured == 0.7


@settings(max_examples=30)
@given(short=st.sampled_from([0.008, 0.02, 0.5]), angle=ANGLES, depth=st.floats(2, 8))
def test_a_pocket_is_measured_to_the_same_tolerance_as_an_aisle(short, angle, depth):
    plan = in_hall(
        column("w", box(5, 0, 8, depth), FixtureKind.WALL), booth("B-1", box(11 - short, 0, 14 - short, depth))
    )

    assert [each.measured for each in narrow(moved(plan, angle, 0, 0))] == [pytest.approx(3 - short, abs=2e-3)]
    wide = in_hall(column("w", box(5, 0, 8, depth), FixtureKind.WALL), booth("B-1", box(11, 0, 14, depth)))
    assert narrow(moved(wide, angle, 0, 0)) == []


def test_corners_of_the_hall_and_of_rows_are_no_stretches():
    ell = Polygon([(0, 0), (40, 0), (40, 30), (20, 30), (20, 18), (0, 18)])
    plan = in_hall(*row("A", 4, 0, 0), booth("B", box(12, 0, 15, 6)), booth("C", box(30, 24, 34, 30)), outline=ell)

    assert narrow(plan) == []


def test_a_hall_with_a_re_entrant_corner_is_measured_there():
    ell = Polygon([(0, 0), (40, 0), (40, 30), (20, 30), (20, 18), (0, 18)])

    [violation] = narrow(in_hall(booth("A", box(22, 12, 26, 16)), outline=ell))

    assert violation.things == ("A", "hall")
    assert violation.measured == pytest.approx(8**0.5, abs=1e-3)


@pytest.mark.parametrize(("door", "found"), [(4.0, []), (3.0, []), (2.9, [2.9]), (0.9, [0.9])])
def test_two_halls_joined_by_a_door(door, found):
    halls = shapely.union_all([box(0, 0, 20, 20), box(20.3, 0, 40, 20), box(19, 8, 21, 8 + door)])

    violations = narrow(in_hall(outline=halls))

    assert [each.measured for each in violations] == found
    assert all(each.things == ("hall",) for each in violations)


def test_a_hall_that_is_a_corridor_is_measured_between_its_doors():
    doors = _doors((2, 0), (38, 0))

    [violation] = narrow(in_hall(*doors, outline=box(0, 0, 40, 2.6)))

    assert (violation.things, violation.measured) == (("hall",), 2.6)
    assert narrow(in_hall(outline=box(0, 0, 40, 2.6))) == []  # leads from nowhere to nowhere


@pytest.mark.parametrize("angle", [0, 30, 45, 77])
def test_an_exit_on_a_curved_wall_needs_no_more_floor_than_the_wall_leaves(angle):
    door = affinity.rotate(box(9.7, -0.6, 10.2, 0.6), angle, origin=(0, 0))
    plan = in_hall(column("exit-1", door, FixtureKind.EXIT), outline=Point(0, 0).buffer(10, 16))

    assert narrow(plan) == []


@pytest.mark.parametrize("at", [0.0, 0.3, 1.0, 5.0])
def test_an_exit_in_a_corner_of_a_wide_floor_is_reached(at):
    assert narrow(in_hall(column("exit-1", box(-0.2, at, 0.2, at + 1.2), FixtureKind.EXIT))) == []


def test_a_corridor_to_an_exit_is_an_aisle():
    outline = shapely.union_all([box(0, 0, 40, 30), box(40, 10, 46, 12)])

    [violation] = narrow(in_hall(column("exit-1", box(45.8, 10, 46.2, 12), FixtureKind.EXIT), outline=outline))

    assert (violation.things, violation.measured) == (("hall",), 2.0)
    assert narrow(in_hall(outline=outline)) == []


def test_ring_direction_doubled_corners_and_holes_change_nothing():
    first = Polygon([(8, 8), (8, 11), (8, 11), (11, 11), (11, 8), (8, 8)])
    ring = box(8, 13.5, 14, 19.5).difference(box(10, 15.5, 12, 17.5))

    [violation] = narrow(in_hall(booth("A", first), booth("B", ring)))

    assert (violation.things, violation.measured) == (("A", "B"), 2.5)


def test_main_aisles_have_their_own_width():
    plan = facing(3.6)
    main = Zone("main", "main", box(8, 11, 17, 14.6), main=True)
    wide = Zone("main", "main", box(4, 10.5, 20, 15), main=True)

    for zone in (main, wide):
        marked = in_hall(*plan.booths, zones=(zone,))
        [violation] = narrow(marked)
        assert (violation.measured, violation.required) == (3.6, 4.0)
        assert violation.things == ("A-0", "A-1", "A-2", "B-0", "B-1", "B-2")
        assert narrow(marked, main_min=3.6) == []
        assert narrow(marked, main_min=None) == []
    assert narrow(plan) == []


def test_a_main_aisle_narrower_than_any_aisle_is_told_once():
    plan = in_hall(*facing(2.5).booths, zones=(Zone("main", "main", box(8, 11, 17, 13.5), main=True),))

    assert [(each.measured, each.required) for each in narrow(plan)] == [(2.5, 4.0)]


def test_mouths_of_side_aisles_are_not_the_main_aisle():
    rows = [*row("A", 3, 5, 8), *row("B", 3, 17, 8), *row("C", 3, 5, 15), *row("D", 3, 17, 15)]
    plan = in_hall(*rows, zones=(Zone("main", "main", box(0, 11, 40, 15), main=True),))

    assert narrow(plan) == []


def test_one_finding_for_each_stretch_and_not_for_each_pair():
    rows = [*row("A", 6, 5, 8), *row("B", 6, 5, 13.5), *row("C", 6, 5, 19)]

    found = narrow(in_hall(*rows))

    assert [each.measured for each in found] == [2.5, 2.5]
    assert [len(each.things) for each in found] == [12, 12]


def test_what_is_said_names_both_sides_of_the_narrowest_place():
    [violation] = narrow(in_hall(booth("A-1", box(2, 8, 5, 11))))

    assert (
        violation.message("en") == "The aisle between A-1 and the hall’s outline is 2.00 m wide; 3.00 m is the least."
    )
    assert "A-1" in violation.message("ar")
    assert "حدود القاعة" in violation.message("ar")


def test_a_least_width_of_null_is_off():
    assert narrow(facing(1.0), min=None) == []


def test_shapes_of_ten_thousand_corners_are_measured_all_the_same():
    pair = [column("c", Point(20, 15).buffer(1, 2499)), column("d", Point(24, 15).buffer(1, 2499))]

    [violation] = narrow(in_hall(*pair))

    assert violation.things == ("c", "d")
    assert violation.measured == pytest.approx(2.0, abs=1e-3)


def test_an_ordinary_floor_is_not_made_coarser():
    floor = free(Survey(facing(2.5))).floor

    assert manageable(floor, 3.0) is floor
