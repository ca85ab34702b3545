"""`no-access` and `accessible-route`: what can be reached from a door, how wide, and with room to turn."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from booth_app.geometry import FixtureKind, Hall, Plan, Severity, Side, check
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, mirrored, moved, turned_back

FAR = st.one_of(SHIFTS, st.just(9000.0))


def found(plan: Plan, rule: str, **values: object) -> list:
    return check(plan, {"*": False, rule: values or True})


def lost(plan: Plan, rule: str = "no-access", **values: object) -> list:
    return [(*each.things, each.measured) for each in found(plan, rule, **values)]


def wall(name: str, *sides: float) -> object:
    return column(name, box(*sides), FixtureKind.WALL)


def door(name: str = "entrance-1", x: float = 0, y: float = 2, size: float = 2, kind: str = "entrance") -> object:
    return column(name, box(x - 0.2, y, x + 0.2, y + size), FixtureKind(kind))


def in_hall(*things, outline: Polygon | None = None) -> Plan:
    booths = tuple(each for each in things if hasattr(each, "number"))
    fixtures = tuple(each for each in things if not hasattr(each, "number"))
    return Plan((Hall("hall-1", outline or box(0, 0, 40, 30)),), booths, fixtures)


def behind(width: float, **values: object) -> Plan:
    """A booth in a chamber whose only mouth, in a wall 0.5 m thick, is of this width."""
    walls = [wall("w1", 9, 9, 9.5, 20), wall("w2", 9, 20, 21, 20.5), wall("w3", 20.5, 9, 21, 20)]
    mouth = [wall("w4", 9.5, 9, 14, 9.5), wall("w5", 14 + width, 9, 20.5, 9.5)]
    return in_hall(booth("A-1", box(13, 15, 16, 18), **values), *walls, *mouth, door())


@settings(max_examples=40)
@given(short=st.floats(0.008, 0.5), angle=ANGLES, dx=FAR, change=st.sampled_from([mirrored, turned_back]))
def test_a_way_8_mm_short_never_lets_anybody_in(short, angle, dx, change):
    plan = moved(change(behind(1.2 - short)), angle, dx, -dx)

    [violation] = found(plan, "no-access")

    assert (violation.things, violation.required, violation.severity) == (("A-1",), 1.2, Severity.ERROR)
    assert violation.measured == pytest.approx(1.2 - short, abs=2e-3)


@settings(max_examples=40)
@given(short=st.floats(-1, 0.003), angle=ANGLES, dx=FAR, change=st.sampled_from([mirrored, turned_back]))
def test_a_way_up_to_3_mm_short_does(short, angle, dx, change):
    plan = moved(change(behind(1.2 - short)), angle, dx, -dx)

    assert found(plan, "no-access") == []
    assert found(plan, "accessible-route") == []


def test_a_booth_that_is_built_in_has_no_way():
    plan = in_hall(
        booth("A-1", box(0, 0, 3, 3)), booth("A-2", box(3, 0, 6, 3)), booth("A-3", box(0, 3, 6, 6)), door(y=20)
    )

    assert lost(plan) == [("A-1", 0.0)]
    assert found(plan, "no-access")[0].message("en") == "No way leads from any door to booth A-1."


@settings(max_examples=20)
@given(gap=st.floats(0.1, 0.58), angle=ANGLES)
def test_an_open_side_on_a_service_gap_is_no_access(gap, angle):
    rows = [
        booth("A-1", box(8, 8, 11, 11), open=(Side.BOTTOM,)), wall("w1", 5, 8, 8, 11), wall("w2", 8, 7.5, 11, 8),
        wall("w3", 11, 8, 14, 11), wall("w4", 5, 11 + gap, 14, 12 + gap),
    ]  # fmt: skip

    plan = moved(in_hall(*rows, door(y=20)), angle, 0, 0)

    assert lost(plan) == [("A-1", 0.0)]
    assert lost(plan, width=0.6) == [("A-1", pytest.approx(gap, abs=2e-3))]


def test_open_sides_that_are_only_drawn_are_no_way_in():
    plan = in_hall(
        booth("A-1", box(0, 0, 3, 3), open=(Side.LEFT, Side.TOP)), wall("w", 3, 0, 4, 4), wall("v", 0, 3, 3, 4)
    )

    assert lost(plan) == [("A-1", 0.0)]


def test_a_walkable_part_without_a_door_is_not_reached():
    halves = [wall("w", 19, 0, 20, 30), booth("A-1", box(5, 5, 8, 8)), booth("B-1", box(30, 5, 33, 8))]

    assert lost(in_hall(*halves, door())) == [("B-1", 0.0)]
    assert lost(in_hall(*halves, door(), door("exit-1", x=40, kind="exit"))) == []
    assert lost(in_hall(*halves)) == [("A-1", 0.0)]  # no door is drawn: the larger part is taken as reached


def test_a_door_behind_a_wall_does_not_open_on_this_side():
    plan = in_hall(booth("A-1", box(5, 5, 8, 8)), wall("w", 0, 0, 0.3, 30), door("exit-1", x=40, kind="exit"), door())
    # The entrance is drawn at the outline and taken to go through the wall that stands along it.

    assert lost(plan) == []


def test_two_halls_need_a_door_each():
    plan = Plan(
        (Hall("h", box(0, 0, 20, 20)), Hall("g", box(30, 0, 50, 20))),
        (booth("A-1", box(5, 5, 8, 8)), booth("B-1", box(40, 5, 43, 8))),
        (door(),),
    )

    assert lost(plan) == [("B-1", 0.0)]


def test_the_required_width_can_be_set_or_switched_off():
    assert lost(behind(1.0)) == [("A-1", 1.0)]
    assert lost(behind(1.0), width=0.9) == []
    assert lost(behind(1.0), width=None) == []


@pytest.mark.parametrize(("left", "expected"), [(1.8, []), (1.5, [("A-1", pytest.approx(0.9025, abs=1e-3))])])
def test_of_a_side_1_2_m_must_be_touched(left, expected):
    # The side of 3 m is closed by a wall but for its end: a disc touches what is left less its radius.
    shut = [wall("w", 0, 3, 3 - left, 4), wall("v", 3, 0, 3.5, 3)]

    assert lost(in_hall(booth("A-1", box(0, 0, 3, 3)), *shut, door(y=20))) == expected


@pytest.mark.parametrize("size", [0.6, 1.0, 1.2, 2.0, 3.0])
def test_a_booth_between_neighbours_is_reached_by_its_front_however_short(size):
    row = [booth("L", box(0, 0, 3, 3)), booth("A-1", box(3, 0, 3 + size, 3)), booth("R", box(3 + size, 0, 6 + size, 3))]

    assert lost(in_hall(*row, door(y=20))) == []


@pytest.mark.parametrize("size", [1.2, 1.6, 2.4])
def test_a_front_that_stands_back_in_a_bay_is_reached(size):
    row = [booth("L", box(0, 0, 3, 5)), booth("A-1", box(3, 0, 3 + size, 3)), booth("R", box(3 + size, 0, 6 + size, 5))]

    assert lost(in_hall(*row, door(y=20))) == []


def test_round_booths_are_reached_all_round():
    plan = in_hall(booth("A-1", Point(20, 15).buffer(1.5, 32)), door())

    assert lost(plan) == []
    assert lost(plan, "accessible-route") == []


def test_a_pocket_of_1_5_m_is_reached_though_its_aisle_is_too_narrow():
    plan = in_hall(booth("A-1", box(5, 0, 8, 6)), booth("B-1", box(9.5, 0, 12.5, 6)), door(y=20))

    assert lost(plan) == []
    assert [each.rule for each in check(plan, {"*": False, "aisle-width": True, "no-access": True})] == ["aisle-width"]


def test_stages_and_facilities_must_be_accessible_too():
    inner = [
        column("stage-1", box(13, 12, 16, 14), FixtureKind.STAGE),
        column("wc", box(17, 10, 19, 12), FixtureKind.FACILITY),
    ]
    plan = behind(1.0)
    plan = Plan(plan.halls, plan.booths, (*plan.fixtures, *inner))

    assert lost(plan, "accessible-route") == [("A-1", 1.0), ("stage-1", 1.0), ("wc", 1.0)]
    assert lost(plan) == [("A-1", 1.0)]


def test_routes_begin_at_entrances_and_lifts_and_not_at_exits():
    halves = [wall("w", 19, 0, 20, 30), booth("A-1", box(5, 5, 8, 8)), booth("B-1", box(30, 5, 33, 8)), door()]

    exits = in_hall(*halves, door("exit-1", x=40, kind="exit"))
    lifts = in_hall(*halves, column("lift-1", box(37, 0, 40, 3), FixtureKind.LIFT))
    only = in_hall(*halves[:3], door("exit-1", x=40, kind="exit"), door("exit-2", kind="exit"))

    assert lost(exits, "accessible-route") == [("B-1", 0.0)]
    assert lost(lifts, "accessible-route") == []
    assert lost(only, "accessible-route") == []


def test_short_narrow_places_are_let_through_where_the_preset_lets_them():
    plan = behind(0.9)  # the mouth is 0.5 m long

    assert lost(plan, "accessible-route") == [("A-1", 0.9)]
    assert lost(plan, "accessible-route", narrow_width=0.815, narrow_length=0.61) == []
    assert lost(plan, "accessible-route", narrow_width=0.915, narrow_length=0.61) == [("A-1", 0.9)]
    assert lost(plan, "accessible-route", narrow_width=0.815, narrow_length=0.4) == [("A-1", 0.9)]
    assert lost(plan, "accessible-route", narrow_width=0.815) == [("A-1", 0.9)]


def test_a_small_booth_needs_floor_to_turn_on():
    # 1 m wide, at the end of an alley of 1.3 m: reached, but no circle of 1.5 m has room.
    alley = [wall("w1", 5, 0, 8, 8), wall("w2", 9.3, 0, 12, 8), booth("A-1", box(8.15, 0, 9.15, 1))]
    plan = in_hall(*alley, door(y=20))

    [violation] = found(plan, "accessible-route")

    assert violation.things == ("A-1",)
    assert violation.measured == pytest.approx(1.3, abs=0.01)
    assert violation.required == 1.5
    assert found(plan, "accessible-route", turning=1.3) == []
    assert found(plan, "accessible-route", turning=None) == []


def test_the_booths_own_floor_serves_to_turn_on():
    alley = [wall("w1", 5, 0, 8, 8), wall("w2", 9.3, 0, 12, 8), booth("A-1", box(8, 0, 9.3, 2))]
    wide = [wall("w1", 5, 3, 8, 8), wall("w2", 9.3, 3, 12, 8), booth("A-1", box(5, 0, 12, 3))]

    assert [each.things for each in found(in_hall(*alley, door(y=20)), "accessible-route")] == [("A-1",)]
    assert found(in_hall(*wide, door(y=20)), "accessible-route") == []


def test_both_languages_say_what_is_missing():
    plan = behind(1.0)
    said = [(each.message("en"), each.message("ar")) for each in check(plan, {"*": False, "no-access": True})]

    [(english, arabic)] = said
    assert english == "The widest way to booth A-1 is 1.00 m wide; 1.20 m is the least."
    assert "A-1" in arabic


def test_corners_added_on_edges_change_nothing():
    plan = in_hall(
        *(booth(f"A-{n}", shapely.segmentize(box(3 * n, 0, 3 * n + 3, 3), 0.3)) for n in range(3)), door(y=20)
    )

    assert lost(plan) == []
    assert lost(plan, "accessible-route") == []
