"""Widths and reach beside a dense lattice that shares no code with the engine, on random small halls."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, affinity, box

from booth_app.geometry import FixtureKind, Hall, Plan, check, snap
from booth_app.geometry.plan import Fixture
from booth_app.geometry.reach import reach
from booth_app.geometry.survey import Survey
from tests.geometry.grid import Lattice
from tests.geometry.plans import ANGLES, mirrored, moved, turned_back

STEP = 0.1
WIDE, DEEP = 14, 10
WIDTH, SERVICE = 1.8, 0.6
SHORT = 0.005

bodies = st.tuples(
    st.integers(0, WIDE * 4),
    st.integers(0, DEEP * 4),
    st.sampled_from([(0.6, 0.6), (2, 2), (4, 1), (0.5, 5), (3, 0.4)]),
    st.sampled_from([0, 0, 0, 90, 45, 20]),
)
plans = st.lists(bodies, min_size=1, max_size=7)


def drawn(things: list, *more: Fixture) -> tuple[Plan, Lattice]:
    outline = box(0, 0, WIDE, DEEP)
    shapes = []
    for x, y, (wide, deep), angle in things:
        body = affinity.rotate(box(0, 0, wide, deep), angle, origin=(0, 0))
        shapes.append(snap(affinity.translate(body, x / 4, y / 4)))
    walls = [Fixture(f"w{n}", FixtureKind.WALL, f"w{n}", shape) for n, shape in enumerate(shapes)]
    return Plan((Hall("h", outline),), (), (*walls, *more)), Lattice(_ring(outline), [_ring(s) for s in shapes], STEP)


def _ring(shape: Polygon) -> np.ndarray:
    return shapely.get_coordinates(shape)[:-1]


@settings(max_examples=60)
@given(things=plans)
def test_something_is_too_narrow_just_where_the_lattice_says_so(things):
    plan, lattice = drawn(things)
    wide, service = (WIDTH - SHORT) / 2, (SERVICE + SHORT) / 2
    assume(lattice.tells(wide) and lattice.tells(service))  # else a gap is nearer to a limit than the lattice is fine
    differs = lattice.euler(wide, wide) != lattice.euler(service, wide)
    event("narrow" if differs else "wide enough")

    found = check(plan, {"*": False, "aisle-width": {"min": WIDTH, "service_gap_max": SERVICE}})

    # A narrow stretch that leads on joins parts of the room or closes a loop: either changes parts less loops.
    assert bool(found) == differs
    assert all(SERVICE < each.measured < WIDTH for each in found)


@settings(max_examples=40)
@given(things=plans, width=st.sampled_from([0.9, 1.2, 2.0]))
def test_reach_is_what_a_flood_from_the_door_reaches(things, width):
    door = Fixture("e", FixtureKind.ENTRANCE, "e", box(-0.2, 4, 0.2, 6))
    plan, lattice = drawn(things, door)
    radius = (width - SHORT) / 2
    start = lattice.at(radius + 0.15, 5)
    sure, _ = lattice.rooms(radius + lattice.bound)
    may, _ = lattice.rooms(radius - lattice.bound)
    assume(sure[start] > 0)
    own = shapely.LineString([(0, 4), (0, 6)])

    came = reach(Survey(plan), width, [own])

    y, x = np.nonzero(sure == sure[start])
    shapely.prepare(came.room)
    assert shapely.contains_xy(came.room, lattice.x[x], lattice.y[y]).all()
    inner = shapely.get_coordinates(shapely.point_on_surface(shapely.get_parts(came.room)))
    starts = {may[lattice.at(*point)] for point in inner} - {0}
    touching = {may[lattice.at(radius, level)] for level in np.arange(3.4, 6.6, STEP)} - {0}
    assert starts <= touching  # every part of the room is flooded from before the door


@settings(max_examples=25)
@given(things=plans)
def test_the_measured_width_is_the_clearance_at_the_middle_of_the_narrowest_gap(things):
    plan, _ = drawn(things)
    rings = [_ring(fixture.outline) for fixture in plan.fixtures]

    for each in check(plan, {"*": False, "aisle-width": {"min": WIDTH, "service_gap_max": SERVICE}}):
        near = Lattice(_ring(box(0, 0, WIDE, DEEP)), rings, STEP)
        y, x = np.meshgrid(near.y, near.x, indexing="ij")
        inside = shapely.contains_xy(shapely.buffer(each.where, STEP), x, y)
        # On the stretch no place is wider than asked for, and some place is as narrow as was measured.
        assert near.clearance[inside].max() <= (WIDTH - SHORT) / 2 + 2 * near.bound + STEP
        assert near.clearance[inside].max() >= each.measured / 2 - near.bound


@settings(max_examples=40)
@given(
    things=plans, angle=ANGLES, dx=st.sampled_from([0.0, 77.7, 9000.0]), change=st.sampled_from([mirrored, turned_back])
)
def test_a_random_hall_has_the_same_narrow_stretches_wherever_it_lies(things, angle, dx, change):
    plan, lattice = drawn(things)
    assume(lattice.tells((WIDTH - SHORT) / 2) and lattice.tells((SERVICE + SHORT) / 2))
    rules = {"*": False, "aisle-width": {"min": WIDTH, "service_gap_max": SERVICE}}

    there = check(moved(change(plan), angle, dx, -dx), rules)

    here = check(plan, rules)
    assert sorted(each.things for each in there) == sorted(each.things for each in here)
    measured = [sorted(each.measured for each in found) for found in (there, here)]
    assert measured[0] == pytest.approx(measured[1], abs=3e-3)


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.7])
def test_the_lattice_itself_tells_parts_and_loops(radius):
    ring = Lattice(_ring(box(0, 0, 10, 10)), [_ring(box(4, 4, 6, 6))], STEP)
    parted = Lattice(_ring(box(0, 0, 10, 10)), [_ring(box(4, -1, 6, 11))], STEP)

    assert (ring.euler(radius, radius), parted.euler(radius, radius)) == (0, 2)
    assert ring.clearance[ring.at(5, 2)] == pytest.approx(2, abs=STEP)
    assert Lattice(_ring(Point(0, 0).buffer(3)), [], STEP).clearance.max() == pytest.approx(3, abs=0.1)
