import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from booth_app.geometry import FixtureKind, Hall, Plan, Zone
from booth_app.geometry.free import called, free, walkable
from booth_app.geometry.survey import Survey
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, mirrored, moved, turned_back

BLOCKING = ["column", "wall", "stairs", "lift", "stage", "desk", "facility"]


def hall(*things, width: float = 30, depth: float = 20, zones: tuple = ()) -> Plan:
    booths = tuple(each for each in things if hasattr(each, "number"))
    fixtures = tuple(each for each in things if not hasattr(each, "number"))
    return Plan((Hall("hall-1", box(0, 0, width, depth)),), booths, fixtures, zones)


def row(count: int, x: float = 5, y: float = 5, size: float = 3, first: int = 101) -> list:
    return [booth(f"A-{first + n}", box(x + n * size, y, x + (n + 1) * size, y + size)) for n in range(count)]


@pytest.mark.parametrize("kind", list(FixtureKind))
def test_bodies_take_floor_and_places_do_not(kind):
    plan = hall(column("it", box(10, 10, 12, 12), kind))

    floor = free(Survey(plan)).floor

    assert floor.area == pytest.approx(600 - (4 if kind in BLOCKING else 0))


def test_zones_and_backdrop_take_no_floor():
    plan = hall(zones=(Zone("z", "z", box(0, 0, 10, 10), main=True),))

    assert free(Survey(plan)).floor.area == pytest.approx(600)


def test_a_wall_drawn_as_a_line_parts_the_floor():
    plan = hall(column("wall-1", LineString([(15, -1), (15, 21)]), FixtureKind.WALL))

    parts = shapely.get_parts(free(Survey(plan)).floor)

    assert [round(part.area, 1) for part in parts] == [300.0, 300.0]


def test_touching_bodies_make_an_island_with_their_members():
    plan = hall(*row(3), column("column-1", box(14, 5, 14.6, 5.6)), booth("B-1", box(20, 12, 23, 15)))

    space = free(Survey(plan))

    names = {tuple(called(each) for each in space.members(at)) for at in range(len(space.islands))}
    assert names == {("A-101", "A-102", "A-103", "column-1"), ("B-1",)}
    assert [space.island_of[at] for at in range(5)].count(space.island_of[0]) == 4


@settings(max_examples=60)
@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS, count=st.integers(1, 6))
def test_back_to_back_rows_leave_no_slit_wherever_the_plan_lies(angle, dx, dy, count):
    rows = row(count) + row(count * 3 // 2, y=8, size=2, first=201)  # corners of one row meet edges of the other

    space = free(Survey(moved(hall(*rows), angle, dx, dy)))

    [floor] = shapely.get_parts(space.floor)
    assert len(floor.interiors) == 1
    taken = count * 9 + count * 3 // 2 * 4
    assert floor.area == pytest.approx(600 - taken, abs=0.1)


@settings(max_examples=60)
@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_a_row_along_the_wall_leaves_no_slit_behind_it(angle, dx, dy):
    space = free(Survey(moved(hall(*row(8, x=0, y=0)), angle, dx, dy)))

    [floor] = shapely.get_parts(space.floor)
    assert not floor.interiors
    assert len(floor.exterior.coords) < 40
    assert floor.area == pytest.approx(600 - 72, abs=0.1)


def test_overlapping_booths_take_their_floor_once():
    space = free(Survey(hall(booth("A-1", box(5, 5, 8, 8)), booth("A-2", box(7, 5, 10, 8)))))

    assert space.floor.area == pytest.approx(600 - 15)
    assert len(space.islands) == 1


def test_a_booth_with_a_hole_keeps_the_floor_within():
    ring = box(5, 5, 11, 11).difference(box(7, 7, 9, 9))

    space = free(Survey(hall(booth("A-1", ring))))

    assert sorted(round(part.area, 2) for part in shapely.get_parts(space.floor)) == [4.0, 564.0]


@settings(max_examples=40)
@given(angle=ANGLES, dx=st.sampled_from([0.0, 9000.0]), gap=st.floats(0.02, 0.598))
def test_a_service_gap_is_floor_but_not_walkable(angle, dx, gap):
    plan = moved(hall(*row(6), *row(6, y=8 + gap, first=201)), angle, dx, 0)

    space = free(Survey(plan))

    assert space.floor.area - space.walkable.area == pytest.approx(18 * gap, abs=0.02 + 18 * 0.0015)


@settings(max_examples=40)
@given(angle=ANGLES, gap=st.floats(0.61, 3))
def test_a_wider_gap_is_walkable(angle, gap):
    space = free(Survey(moved(hall(*row(6), *row(6, y=8 + gap, first=201), depth=30), angle, 0, 0)))

    assert space.walkable.area == pytest.approx(space.floor.area, abs=1e-6)


def test_a_short_closed_gap_parts_what_it_joins():
    plan = hall(
        column("w1", box(14, 0, 16, 9.8), FixtureKind.WALL), column("w2", box(14, 10.2, 16, 20), FixtureKind.WALL)
    )

    space = free(Survey(plan))

    assert len(shapely.get_parts(space.floor)) == 1
    assert [round(part.area) for part in shapely.get_parts(space.walkable)] == [280, 280]
    assert len(shapely.get_parts(walkable(space.floor, 0.3))) == 1


def test_openings_take_their_part_of_the_edge():
    plan = hall(
        column("exit-1", box(10, 19.8, 12.4, 20.2), FixtureKind.EXIT),
        column("exit-2", LineString([(0, 5), (0, 8)]), FixtureKind.EXIT),
        column("entrance-1", box(20, -1, 24, -0.5), FixtureKind.ENTRANCE),
        column("wall-1", box(29, 0, 30, 20), FixtureKind.WALL),
        column("exit-3", box(29, 10, 30, 12), FixtureKind.EXIT),
    )

    found = {each.fixture.label: each for each in free(Survey(plan)).openings}

    assert {name: round(each.width, 1) for name, each in found.items()} == {
        "exit-1": 2.4, "exit-2": 3.0, "entrance-1": 4.0, "exit-3": 2.0,
    }  # fmt: skip
    assert found["entrance-1"].line.bounds == pytest.approx((20, 0, 24, 0), abs=0.03)
    assert found["exit-3"].line.bounds == pytest.approx((29, 10, 29, 12), abs=0.03)
    assert [found[name].is_exit for name in ("exit-1", "entrance-1")] == [True, False]


@settings(max_examples=30)
@given(angle=ANGLES, dx=st.one_of(SHIFTS, st.just(8000.0)), mirror=st.booleans(), back=st.booleans())
def test_the_floor_is_the_same_wherever_the_plan_lies(angle, dx, mirror, back):
    plan = hall(*row(4), column("c", Point(20, 12).buffer(0.4)), booth("B-1", box(17, 8, 20, 11)))
    plain = free(Survey(plan)).floor.area

    plan = mirrored(plan) if mirror else plan
    plan = turned_back(plan) if back else plan
    there = free(Survey(moved(plan, angle, dx, -dx))).floor.area

    assert there == pytest.approx(plain, abs=0.08)


def test_a_hall_without_anything_is_its_floor_and_no_hall_is_none():
    assert free(Survey(hall())).floor.equals(shapely.MultiPolygon([box(0, 0, 30, 20)]))
    empty = free(Survey(Plan()))
    assert empty.floor.is_empty
    assert empty.walkable.is_empty
    assert np.array_equal(empty.island_of, [])


def test_it_is_worked_out_once_for_a_survey():
    survey = Survey(hall(*row(2)))

    assert free(survey) is free(survey)
