import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box

from booth_app.geometry import FixtureKind, Plan, check
from tests.geometry.plans import ANGLES, SHIFTS, booth, column, moved, turned_back

BODIES = ["column", "wall", "stairs", "lift", "stage", "desk", "facility"]
PLACES = ["entrance", "exit", "hydrant", "panel"]


def obstacles(plan: Plan) -> list:
    return check(plan, {"*": False, "obstacle": True})


def beside(by: float, kind: str = "column") -> Plan:
    """A booth that goes `by` metres into a fixture of 0.6 × 0.6 m at its side."""
    return Plan(
        booths=(booth("A-101", box(0, 0, 3, 3)), booth("A-102", box(10, 0, 13, 3))),
        fixtures=(column("column-7", box(3 - by, 1, 3.6 - by, 1.6), FixtureKind(kind)),),
    )


@given(by=st.floats(0.006, 0.6), angle=ANGLES, dx=SHIFTS, dy=SHIFTS, kind=st.sampled_from(BODIES))
def test_what_is_built_is_in_the_way_wherever_the_plan_lies(by, angle, dx, dy, kind):
    [violation] = obstacles(turned_back(moved(beside(by, kind), angle, dx, dy)))

    assert violation.things == ("A-101", "column-7")
    assert violation.measured == pytest.approx(by, abs=2e-3)


@given(by=st.floats(-2, 0.002), angle=ANGLES, dx=SHIFTS, dy=SHIFTS, kind=st.sampled_from(BODIES))
def test_leaning_on_it_is_touching_wherever_the_plan_lies(by, angle, dx, dy, kind):
    assert obstacles(moved(beside(by, kind), angle, dx, dy)) == []


@pytest.mark.parametrize("kind", PLACES)
def test_a_place_on_the_floors_edge_is_no_body(kind):
    assert obstacles(beside(0.6, kind)) == []


def test_every_kind_of_fixture_is_either_a_body_or_a_place():
    assert sorted(BODIES + PLACES) == sorted(FixtureKind)


def test_a_wall_drawn_as_a_line_has_no_floor():
    plan = Plan(
        booths=(booth("A-101", box(0, 0, 3, 3)),),
        fixtures=(column("wall-1", LineString([(-1, 1), (4, 1)]), FixtureKind.WALL),),
    )

    assert obstacles(plan) == []


def test_a_round_column_within_a_booth_is_as_deep_as_it_is_wide():
    plan = Plan(booths=(booth("A-101", box(0, 0, 3, 3)),), fixtures=(column("c", Point(1, 1).buffer(0.4, 64)),))

    [violation] = obstacles(plan)

    assert violation.measured == pytest.approx(0.8, abs=2e-3)


def test_message_calls_a_fixture_by_its_own_name_and_else_by_its_label():
    named = Plan(
        booths=(booth("A-101", box(0, 0, 3, 3)),),
        fixtures=(column("x-1", box(2, 2, 4, 4), FixtureKind.DESK, name="Information"), column("c-2", box(0, 0, 1, 1))),
    )

    said = [each.message("en") for each in obstacles(named)]

    assert said == [
        "Booth A-101 runs 1.00 m into fixture c-2.",
        "Booth A-101 runs 1.00 m into fixture Information.",
    ]
