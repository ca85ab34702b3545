"""How many people a floor is reckoned to hold."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from shapely import Point, Polygon, box

from booth_app.geometry import Hall, Plan
from booth_app.geometry.load import Factors, Part, parts, weights
from booth_app.geometry.survey import Survey
from tests.geometry.halls import booth, exit_at, fixture, hall
from tests.geometry.plans import ANGLES, SHIFTS, moved, turned_back


def only(plan: Plan) -> Part:
    [part] = parts(Survey(plan))
    return part


def test_walkable_floor_and_booths_count_alike_and_what_is_built_does_not():
    plan = hall(
        exit_at("exit-1", 10),
        fixture("wall-1", "wall", box(0, 5, 10, 5.5)),
        fixture("column-1", "column", box(20, 10, 21, 11)),
        fixture("stairs-1", "stairs", box(25, 15, 30, 20)),
        fixture("restroom-1", "facility", box(0, 15, 5, 20), type="restroom"),
        booths=(booth("A-101", box(12, 8, 18, 14)),),
    )

    [area] = only(plan).areas(Factors())

    built = 5 + 1 + 25 + 25
    assert area.use == "exhibition"
    assert area.square_metres == pytest.approx(600 - built, abs=0.01)
    assert area.persons == ceil((600 - built) / 2.8)


def test_seats_tables_and_stores_have_their_own_figures():
    plan = hall(
        exit_at("exit-1", 10),
        fixture("stage-1", "stage", box(0, 10, 6, 20)),
        fixture("food", "facility", box(24, 15, 30, 20), type="food-area"),
        fixture("store", "facility", box(20, 17, 24, 20), type="storage"),
        booths=(booth("A-101", box(12, 8, 18, 14), type="demonstration"),),
    )

    areas = only(plan).areas(Factors())

    rest = 600 - 60 - 30 - 12 - 36
    assert {area.use: (round(area.square_metres, 1), area.factor, area.persons) for area in areas} == {
        "exhibition": (rest, 2.8, ceil(rest / 2.8)),
        "seats": (96.0, 0.65, ceil(96 / 0.65)),
        "tables": (30.0, 1.4, ceil(30 / 1.4)),
        "storage": (12.0, 27.9, 1),
    }
    assert only(plan).load(Factors()) == sum(area.persons for area in areas)


def test_a_use_without_a_figure_is_not_counted():
    plan = hall(exit_at("exit-1", 10), fixture("stage-1", "stage", box(0, 10, 6, 20)))

    assert [area.use for area in only(plan).areas(Factors(exhibition=None))] == ["seats"]
    assert only(plan).load(Factors(None, None, None, None)) == 0


def test_a_whole_number_of_people_is_not_one_more_for_a_rounding_error():
    assert only(hall(exit_at("exit-1", 10), outline=box(0, 0, 28, 10))).load(Factors()) == 100


@given(angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_the_load_is_the_same_wherever_the_plan_lies(angle, dx, dy):
    plan = hall(exit_at("exit-1", 10), booths=(booth("A-101", box(12, 8, 18, 14)),))

    part = only(turned_back(moved(plan, angle, dx, dy)))

    assert part.load(Factors()) == pytest.approx(ceil(600 / 2.8), abs=1)
    assert len(part.exits) == 1


def test_two_floors_that_do_not_hang_together_are_two_parts_with_their_own_exits():
    plan = hall(
        exit_at("exit-1", 5),
        exit_at("exit-2", 20),
        fixture("wall-1", "wall", box(14, 0, 14.2, 20)),
    )

    first, second = sorted(parts(Survey(plan)), key=lambda part: part.floor.bounds)

    assert [each.fixture.label for each in first.exits] == ["exit-1"]
    assert [each.fixture.label for each in second.exits] == ["exit-2"]
    assert first.load(Factors()) == ceil(14 * 20 / 2.8)


def test_two_halls_joined_by_a_door_are_one_part():
    plan = Plan(
        halls=(
            Hall("a", box(0, 0, 30, 20)),
            Hall("b", Polygon([(30, 8), (34, 8), (34, 0), (60, 0), (60, 20), (34, 20), (34, 12), (30, 12)])),
        ),
        fixtures=(exit_at("exit-1", 10), exit_at("exit-2", 50)),
    )

    assert [each.fixture.label for each in only(plan).exits] == ["exit-1", "exit-2"]


def test_a_pocket_that_nobody_can_get_to_is_no_part_and_a_hall_without_doors_is():
    closed = tuple(
        fixture(f"wall-{n}", "wall", box(*sides))
        for n, sides in enumerate([(10, 8, 14, 8.2), (10, 11.8, 14, 12), (10, 8, 10.2, 12), (13.8, 8, 14, 12)])
    )

    assert len(parts(Survey(hall(exit_at("exit-1", 10), *closed)))) == 1
    assert only(hall(*closed)).exits == ()


def test_an_exit_behind_a_booth_opens_on_no_floor():
    plan = hall(exit_at("exit-1", 10), exit_at("exit-2", 20), booths=(booth("A-101", box(9, 0, 13, 3)),))

    assert [each.fixture.label for each in only(plan).exits] == ["exit-2"]


@pytest.mark.parametrize(("across", "step"), [(30, 1.0), (600, 2.83)])
def test_where_people_are_adds_up_to_how_many_there_are(across, step):
    plan = hall(
        exit_at("exit-1", 10),
        fixture("stage-1", "stage", box(0, 10, 6, 20)),
        booths=(booth("A-101", box(12, 8, 18, 14)), booth("A-102", box(18, 8, 24, 14))),
        outline=box(0, 0, across, 20),
    )
    part = only(plan)

    spots, people, used = weights(part, Factors())

    assert used == pytest.approx(step, rel=0.01)
    assert people.sum() == pytest.approx(part.floor.area / 2.8 + 72 / 2.8 + 60 / 0.65, rel=1e-6)
    assert len(spots) < 1700
    assert all(part.floor.covers(Point(spot)) for spot in spots)


def test_a_booths_people_are_on_the_floor_before_it_and_a_stages_around_it():
    plan = hall(
        exit_at("exit-1", 10),
        fixture("stage-1", "stage", box(0, 10, 6, 20)),
        booths=(booth("A-101", box(24, 0, 30, 6)),),
    )

    spots, people, _ = weights(only(plan), Factors(exhibition=1e9))

    crowd = spots[people > 0.1]
    assert len(crowd) > 10
    assert np.all((crowd[:, 0] < 7.6) & (crowd[:, 1] > 8.4))
    assert people.sum() == pytest.approx(60 / 0.65, rel=1e-3)


@pytest.mark.parametrize("move", [(0.0, 0.0), (9_000.0, -9_000.0)])
def test_kilometres_off_the_load_is_the_same(move):
    plan = moved(hall(exit_at("exit-1", 10), booths=(booth("A-101", box(12, 8, 18, 14)),)), 17.3, *move)

    assert only(plan).load(Factors()) == pytest.approx(ceil(600 / 2.8), abs=1)
