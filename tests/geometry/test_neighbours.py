from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from booth_app.geometry import Plan, Side, snap
from booth_app.geometry.neighbours import adjoining, compass, connected, directions, facing, similar
from booth_app.planfiles import read_svg
from tests.geometry.plans import ANGLES, SHIFTS, booth, moved, turned_back
from tests.planfiles.drawings import FLOORPLANS

TOP, RIGHT, BOTTOM, LEFT = Side


def two(shared: float, apart: float = 0.0) -> Plan:
    """Two booths of 3 × 3 m with so much edge in common."""
    return Plan(booths=(booth("A", box(0, 0, 3, 3)), booth("B", box(3 + apart, 3 - shared, 6 + apart, 6 - shared))))


@given(shared=st.floats(0.51, 3), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_half_a_metre_of_edge_in_common_is_adjoining_wherever_the_plan_lies(shared, angle, dx, dy):
    found = adjoining(turned_back(moved(two(shared), angle, dx, dy)))

    assert found == {"B": ("A",), "A": ("B",)}


@given(shared=st.floats(-2, 0.48), angle=ANGLES, dx=SHIFTS, dy=SHIFTS)
def test_less_edge_or_a_corner_is_not(shared, angle, dx, dy):
    assert adjoining(moved(two(shared), angle, dx, dy)) == {"A": (), "B": ()}


@pytest.mark.parametrize(("apart", "together"), [(0, True), (0.002, True), (0.01, False), (0.3, False)])
def test_a_gap_parts_booths(apart, together):
    assert (adjoining(two(3, apart))["A"] == ("B",)) == together


def test_exactly_half_a_metre_counts():
    assert adjoining(two(0.5))["A"] == ("B",)


def test_a_booth_of_no_valid_shape_adjoins_nothing():
    plan = two(3)
    crossed = replace(plan.booths[0], outline=Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]))

    assert adjoining(replace(plan, booths=(crossed, plan.booths[1]))) == {"A": (), "B": ()}


def test_a_stand_is_what_can_be_walked_without_leaving_it():
    plan = read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan
    beside = adjoining(plan)

    assert connected(["A-101", "A-102", "A-103", "A-104"], beside)
    assert connected(["A-307", "A-308", "A-310", "A-309"], beside)
    assert connected(["A-302", "A-305", "A-304"], beside)
    assert connected(["A-701"], beside)
    assert not connected(["A-101", "A-103"], beside)
    assert not connected(["A-203", "A-208"], beside)  # back to back with the service gap between
    assert not connected(["A-308", "A-309"], beside)  # they meet in a corner
    assert not connected([], beside)
    assert not connected(["A-101", "gone"], beside)


@given(st.sets(st.integers(0, 15), max_size=9))
def test_connected_agrees_with_walking_from_booth_to_booth(chosen):
    plan = Plan(
        booths=tuple(
            booth(str(n), box(3 * (n % 4), 3 * (n // 4), 3 * (n % 4) + 3, 3 * (n // 4) + 3)) for n in range(16)
        )
    )
    reached, waiting = set(), list(chosen)[:1]
    while waiting:
        n = waiting.pop()
        if n in chosen and n not in reached:
            reached.add(n)
            waiting += [n - 4, n + 4] + ([n - 1] if n % 4 else []) + ([n + 1] if n % 4 < 3 else [])

    assert connected([str(n) for n in chosen], adjoining(plan)) == (bool(chosen) and reached == chosen)


def test_similar_weighs_distance_size_open_sides_and_zone():
    plan = read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan
    everyone = [each.key for each in plan.booths]

    nearest = similar(plan, "A-203", everyone, most=4)

    assert [each.key for each in nearest] == ["A-202", "A-204", "A-208", "A-207"]
    assert similar(plan, "A-305", everyone, most=2)[0].key == "A-306"
    assert similar(plan, "A-701", ["A-306", "A-601"])[0].key == "A-306"
    assert similar(plan, "A-203", ["A-203"]) == ()
    assert similar(plan, "gone", everyone) == ()
    assert {each.key for each in similar(plan, "A-203", ["A-101", "A-102"])} == {"A-101", "A-102"}


def test_similar_tells_how_it_differs():
    plan = read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan

    [found] = similar(plan, "A-203", ["A-306"])

    assert (found.area, found.open_sides, found.same_zone) == (36, 4, False)
    assert found.distance == pytest.approx(np.hypot(32 - 22, 17 - 9.7), abs=1e-3)


squares = st.integers(0, 40)
WAYS = {TOP: (0, -1), RIGHT: (1, 0), BOTTOM: (0, 1), LEFT: (-1, 0)}


def plainly(plan: Plan) -> dict:
    """Every pair looked at, with nothing but the middles."""
    middles = [np.array(each.outline.centroid.coords[0]) for each in plan.booths]
    found = {}
    for n, booth_ in enumerate(plan.booths):
        found[booth_.key] = {}
        for side, (x, y) in WAYS.items():
            best = None
            for m, other in enumerate(plan.booths):
                across = middles[m] - middles[n]
                ahead, aside = across @ (x, y), abs(across @ (-y, x))
                if m != n and ahead > 1e-9 and aside <= ahead + 1e-9:
                    cost = ahead + 2 * aside
                    if best is None or cost < best[0] - 1e-9:
                        best = cost, other.key
            if best:
                found[booth_.key][side] = best[1]
    return found


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=60, unique=True), st.floats(0, 90)
)
def test_the_next_booth_in_a_direction_agrees_with_trying_every_pair(places, angle):
    boxes = [affinity.rotate(box(3 * x, 3 * y, 3 * x + 3, 3 * y + 3), angle, origin=(0, 0)) for x, y in places]
    plan = Plan(booths=tuple(booth(str(n), snap(each)) for n, each in enumerate(boxes)))

    assert compass(plan) == plainly(plan)


def test_arrow_keys_walk_along_rows_and_over_aisles():
    plan = read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan
    found = compass(plan)

    assert found["A-203"] == {TOP: "A-104", RIGHT: "A-204", BOTTOM: "A-208", LEFT: "A-202"}
    assert LEFT not in found["A-101"]
    assert TOP not in found["A-101"]


def test_every_booth_can_be_reached_by_arrow_keys():
    for name in ("main-hall.svg", "upper-hall.svg"):
        found = compass(read_svg((FLOORPLANS / name).read_bytes()).plan)
        reached, waiting = set(), [next(iter(found))]
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                waiting += found[key].values()
        assert reached == set(found)


def test_sides_look_to_the_compass_by_where_north_is():
    assert [facing(side) for side in Side] == ["north", "east", "south", "west"]
    assert [facing(side, 90) for side in Side] == ["west", "north", "east", "south"]
    assert facing(TOP, 45) == "north-west"
    assert facing(TOP, -20) == "north"


def test_one_booth_alone_has_nothing_beside_it():
    plan = Plan(booths=(booth("A", box(0, 0, 3, 3)),))

    assert compass(plan) == {"A": {}}
    assert adjoining(plan) == {"A": ()}
    assert compass(Plan()) == adjoining(Plan()) == {}


@pytest.mark.parametrize(
    ("north", "seen"),
    [(0, ("north", "east")), (90, ("north", "west")), (-45, ("north-east", "south-east")), (180, ("south", "west"))],
)
def test_directions_are_told_from_north_clockwise(north, seen):
    assert directions({RIGHT, TOP}, north) == seen
