from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, affinity, box

from booth_app.geometry import FixtureKind, Hall, Plan, Side, snap
from booth_app.geometry.sides import BLOCKING, filled, sides
from booth_app.planfiles import read_svg
from tests.geometry.plans import booth, changed, column, mirrored
from tests.planfiles.drawings import FLOORPLANS

TOP, RIGHT, BOTTOM, LEFT = Side
FLOOR = (Hall("hall", box(-30, -30, 60, 60)),)


def of(*booths: object, fixtures: tuple = (), halls: tuple = FLOOR) -> dict:
    return sides(Plan(halls=halls, booths=booths, fixtures=fixtures))


def row(count: int) -> list:
    return [booth(str(n), box(3 * n, 0, 3 * n + 3, 3)) for n in range(count)]


def test_alone_it_is_an_island():
    found = of(booth("A", box(0, 0, 6, 6)))["A"]

    assert (found.open, found.form, found.frontage) == ((TOP, RIGHT, BOTTOM, LEFT), "island", 24)


def test_between_two_neighbours_and_a_wall_one_side_is_left():
    found = of(*row(3), fixtures=(column("w", box(-1, -0.2, 10, 0), FixtureKind.WALL),))

    assert [(each.open, each.form) for each in found.values()] == [
        ((BOTTOM, LEFT), "corner"),
        ((BOTTOM,), "inline"),
        ((RIGHT, BOTTOM), "corner"),
    ]


def test_a_row_between_two_aisles_is_open_to_both():
    found = of(*row(3))

    assert [each.form for each in found.values()] == ["peninsula", "through", "peninsula"]
    assert found["1"].open == (TOP, BOTTOM)


@pytest.mark.parametrize(("gap", "form"), [(0, "peninsula"), (0.3, "peninsula"), (0.6, "peninsula"), (1.0, "island")])
def test_a_gap_of_less_than_a_metre_opens_nothing(gap, form):
    assert of(booth("A", box(0, 0, 3, 3)), booth("B", box(0, 3 + gap, 3, 6 + gap)))["A"].form == form


@pytest.mark.parametrize("kind", list(FixtureKind))
def test_what_is_built_closes_a_side_and_what_stands_in_an_aisle_does_not(kind):
    found = of(booth("A", box(0, 0, 3, 3)), fixtures=(column("f", box(0, -2, 3, 0), kind),))["A"]

    assert (TOP in found.open) == (kind not in BLOCKING)


@pytest.mark.parametrize(
    ("covered", "state"),
    [(0.0, "open"), (0.6, "open"), (0.7, "partly"), (2.3, "partly"), (2.45, "closed"), (3, "closed")],
)
def test_a_side_may_be_partly_open(covered, state):
    found = of(booth("A", box(0, 0, 3, 3)), booth("B", box(-3, -3, covered, 0)))["A"]

    told = "open" if TOP in found.open else "partly" if TOP in found.partly else "closed"
    assert told == state
    assert found.form == ("island" if state == "open" else "peninsula")


def test_the_end_of_the_hall_closes_a_side():
    halls = (Hall("hall", Polygon([(0, 0), (30, 0), (30, 30), (10, 30), (10, 10), (0, 10)])),)

    corner = of(booth("A", box(0, 0, 3, 3)), halls=halls)["A"]
    cut = of(booth("A", box(0, 7, 3, 10)), halls=halls)["A"]

    assert corner.open == (RIGHT, BOTTOM)
    assert cut.open == (TOP, RIGHT)


def test_two_things_before_one_side_are_counted_once_where_they_overlap():
    fixtures = (
        column("a", box(0, -1, 0.4, 0), FixtureKind.WALL),
        column("b", box(0.2, -2, 0.55, -0.5), FixtureKind.STAGE),
    )

    assert TOP in of(booth("A", box(0, 0, 3, 3)), fixtures=fixtures)["A"].open


def test_a_thing_of_two_parts_leaves_open_what_lies_between():
    fork = shapely.union_all([box(0, -3, 0.2, 0), box(2.8, -3, 3, 0), box(0, -3, 3, -2.5)])

    assert TOP in of(booth("A", box(0, 0, 3, 3)), fixtures=(column("a", fork, FixtureKind.WALL),))["A"].open


def test_a_wall_drawn_as_a_line_closes_a_side():
    wall = column("w", LineString([(-1, -0.2), (4, -0.2)]), FixtureKind.WALL)

    assert TOP not in of(booth("A", box(0, 0, 3, 3)), fixtures=(wall,))["A"].open


def test_corners_on_a_straight_side_make_no_more_sides():
    outline = Polygon([(0, 0), (1, 0), (2, 0.001), (3, 0), (3, 3), (1.5, 3), (0, 3)])

    assert of(booth("A", outline))["A"].form == "island"


@pytest.mark.parametrize(
    ("neighbours", "form"),
    [
        ([], "island"),
        ([box(-9, -9, 9, -2)], "peninsula"),
        ([box(-9, -9, 9, -2), box(2, -9, 9, 9)], "corner"),
        ([box(-9, -9, 9, -2), box(2, -9, 9, 9), box(-9, -9, -2, 9)], "inline"),
    ],
)
def test_a_round_booth_goes_by_the_share_that_is_free(neighbours, form):
    others = [booth(str(n), shape) for n, shape in enumerate(neighbours)]

    assert of(booth("A", snap(Point(0, 0).buffer(2, 16))), *others)["A"].form == form


def test_an_l_shaped_booth_has_its_sides_by_the_way_they_look():
    bent = Polygon([(0, 0), (6, 0), (6, 3), (3, 3), (3, 6), (0, 6)])

    found = of(booth("A", bent), booth("B", box(0, -3, 6, 0)), booth("C", box(-3, 0, 0, 6)))["A"]

    assert found.open == (RIGHT, BOTTOM)
    assert found.form == "corner"


def test_what_the_drawing_says_wins():
    plan = Plan(
        halls=FLOOR,
        booths=(
            booth("A", box(0, 0, 3, 3), open=(TOP,)),
            booth("B", box(9, 0, 12, 3), type="corner"),
            booth("C", box(18, 0, 21, 3), type="raw"),
            booth("D", box(27, 0, 30, 3), type="demonstration", open=(TOP, BOTTOM)),
        ),
    )

    found = sides(plan)

    assert [(each.open, each.form) for each in found.values()] == [
        ((TOP,), "inline"),
        (tuple(Side), "corner"),
        (tuple(Side), "island"),
        ((TOP, BOTTOM), "through"),
    ]
    assert [(each.type, each.open) for each in filled(plan).booths] == [
        ("inline", (TOP,)),
        ("corner", tuple(Side)),
        ("raw", tuple(Side)),
        ("demonstration", (TOP, BOTTOM)),
    ]


def test_a_booth_of_no_valid_shape_has_only_what_is_drawn():
    crossed = Polygon([(0, 0), (3, 3), (3, 0), (0, 3)])

    found = of(booth("A", crossed), booth("B", crossed, open=(LEFT,)), booth("C", box(0, 0, 3, 3)))

    assert found["A"].open == ()
    assert found["B"].open == (LEFT,)
    assert found["C"].form == "island"


def test_no_booths_have_no_sides():
    assert of() == {}


@pytest.mark.parametrize("name", ["main-hall.svg", "upper-hall.svg"])
def test_the_samples_halls_say_what_follows_from_them(name):
    plan = read_svg((FLOORPLANS / name).read_bytes()).plan
    silent = replace(plan, booths=tuple(replace(each, type="", open=()) for each in plan.booths))

    assert [(each.type, each.open) for each in filled(silent).booths] == [
        (each.type, each.open) for each in plan.booths
    ]


shapes = st.lists(st.tuples(st.integers(-8, 8), st.integers(-8, 8), st.integers(2, 8), st.integers(2, 8)), max_size=6)


@st.composite
def crowds(draw: st.DrawFn) -> Plan:
    """A booth at the origin and things at multiples of 0.7 m round it, none of them on it."""
    middle = box(0, 0, 2.8, 2.1)
    around = [box(0.7 * x, 0.7 * y, 0.7 * (x + w), 0.7 * (y + h)) for x, y, w, h in draw(shapes)]
    apart = [snap(each) for each in around if each.intersection(middle).area == 0]
    things = tuple(column(str(n), each, FixtureKind.WALL) for n, each in enumerate(apart))
    return Plan(halls=FLOOR, booths=(booth("A", middle),), fixtures=things)


@given(crowds())
def test_sides_agree_with_points_tried_one_by_one(plan):
    outline = plan.booths[0].outline
    (x0, y0, x1, y1) = outline.bounds
    steps = (np.arange(280) + 0.5) / 280
    lines = {
        TOP: lambda t, depth: (x0 + t * (x1 - x0), y0 - depth),
        RIGHT: lambda t, depth: (x1 + depth, y0 + t * (y1 - y0)),
        BOTTOM: lambda t, depth: (x0 + t * (x1 - x0), y1 + depth),
        LEFT: lambda t, depth: (x0 - depth, y0 + t * (y1 - y0)),
    }
    free = {}
    for side, line in lines.items():
        blocked = np.zeros(280, dtype=bool)
        for depth in np.arange(0.03, 1.0, 0.06):
            x, y = line(steps, depth)
            for a, b, c, d in (each.outline.bounds for each in plan.fixtures):
                blocked |= (a < x) & (x < c) & (b < y) & (y < d)
        free[side] = 1 - blocked.mean()
    assume(all(abs(share - limit) > 0.02 for share in free.values() for limit in (0.2, 0.8)))

    found = sides(plan)["A"]

    assert set(found.open) == {side for side, share in free.items() if share > 0.8}
    assert set(found.partly) == {side for side, share in free.items() if 0.2 < share < 0.8}


@given(crowds(), st.integers(1, 3), st.booleans(), st.floats(-44, 44))
def test_turning_and_mirroring_a_plan_turns_and_mirrors_its_sides(plan, quarters, mirror, slant):
    before = sides(plan)["A"]
    order = [TOP, RIGHT, BOTTOM, LEFT]
    expected = {order[(order.index(side) + quarters) % 4] for side in before.open}
    # A positive angle turns clockwise on a drawing whose y runs down.
    turned = changed(plan, lambda shape: affinity.rotate(shape, 90 * quarters + slant, origin=(0, 0)))
    if mirror:
        expected = {{LEFT: RIGHT, RIGHT: LEFT}.get(side, side) for side in expected}
        turned = mirrored(turned)

    after = sides(turned)["A"]

    assert set(after.open) == expected
    assert after.form == before.form
    assert after.frontage == pytest.approx(before.frontage, abs=0.01)
